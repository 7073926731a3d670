//! What confidence is worth: of the claims at 0.8, are four in five right?
//!
//! Expected calibration error over equal-width bins (Guo et al. 2017, *On Calibration of Modern Neural Networks*, §2).

use serde::Serialize;

use super::score::{Judged, Verdict};

/// Number of bins.
const BINS: usize = 10;

/// Claims of about one confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// Claims in it.
    pub claims: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// Confidence against truth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// Bins of width 0.1, from 0.
    pub bins: Vec<ReliabilityBin>,
    /// Expected calibration error: the mean distance of confidence and truth, 0 to 1.
    pub ece: f64,
    /// Mean squared distance of confidence and truth (Brier), 0 to 1.
    pub brier: f64,
}

impl Reliability {
    /// Of all extracted claims with a confidence; a claim that the gold allows counts as right.
    pub fn of(judged: &[Judged<'_>]) -> Self {
        let mut sums = [(0usize, 0.0f64, 0.0f64); BINS];
        let (mut squares, mut all) = (0.0, 0usize);
        for (claim, verdict) in judged.iter().filter_map(|j| Some((j.claim?, j.verdict))) {
            let Some(confidence) = claim.confidence.map(|c| c.clamp(0.0, 1.0)) else { continue };
            let right = if verdict == Verdict::Wrong { 0.0 } else { 1.0 };
            let bin = &mut sums[((confidence * BINS as f64) as usize).min(BINS - 1)];
            *bin = (bin.0 + 1, bin.1 + confidence, bin.2 + right);
            squares += (confidence - right) * (confidence - right);
            all += 1;
        }
        let mean = |sum: f64, n: usize| if n == 0 { 0.0 } else { sum / n as f64 };
        let bins: Vec<ReliabilityBin> = sums
            .iter()
            .map(|&(n, sure, right)| ReliabilityBin { claims: n, confidence: mean(sure, n), right: mean(right, n) })
            .collect();
        let apart = bins.iter().map(|bin| bin.claims as f64 * (bin.confidence - bin.right).abs()).sum();
        Self { bins, ece: mean(apart, all), brier: mean(squares, all) }
    }
}
