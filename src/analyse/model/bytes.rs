//! Products of bytes by the instruction `vpdpbusd` (AVX-512 VNNI): four products and their sum in each of sixteen lanes.
//!
//! The instruction takes one factor without a sign: the rows are stored with 128 added, and the sums start at what that
//! adds too much. `archmage` proves that the processor has the instruction, so that calling it is safe.

use archmage::{SimdToken, X64V4xToken, arcane};

use super::eight::Target;

/// What stands for 0 in a row.
pub(super) const ZERO: u8 = 128;

/// Vectors of sixteen columns in a panel.
const VECTORS: usize = 4;

/// Columns of a panel.
const PANEL: usize = 16 * VECTORS;

/// Rows multiplied at once: with [`VECTORS`], as many sums as hide the instruction's latency of four cycles.
const ROWS: usize = 4;

/// Weights in the order in which they are read.
#[derive(Debug)]
pub(super) struct Panels {
    token: X64V4xToken,
    /// For each panel, for each four inputs, for each column: the four weights.
    weights: Vec<[[i8; 64]; VECTORS]>,
    /// For each panel, where the sums start.
    starts: Vec<[[i32; 16]; VECTORS]>,
}

/// Rows in the order in which they are read.
pub(super) struct Blocks {
    /// For each [`ROWS`] rows, for each four inputs, for each row: the four numbers.
    numbers: Vec<[[u8; 4]; ROWS]>,
    /// Of the rows.
    scales: Vec<f32>,
    /// Fours of inputs.
    fours: usize,
}

impl Panels {
    /// Packs whole numbers, `[inputs, outputs]`; none where the processor cannot multiply bytes.
    pub fn new(whole: &[f32], outputs: usize) -> Option<Self> {
        let token = X64V4xToken::summon()?;
        let (fours, panels) = ((whole.len() / outputs).div_ceil(4), outputs.div_ceil(PANEL));
        let mut weights = vec![[[0; 64]; VECTORS]; panels * fours];
        let mut starts = vec![[[0; 16]; VECTORS]; panels];
        for (input, row) in whole.chunks_exact(outputs).enumerate() {
            for (output, &weight) in row.iter().enumerate() {
                let (panel, vector, lane) = (output / PANEL, output % PANEL / 16, output % 16);
                weights[panel * fours + input / 4][vector][lane * 4 + input % 4] = weight as i8;
                starts[panel][vector][lane] -= weight as i32 * i32::from(ZERO);
            }
        }
        Some(Self { token, weights, starts })
    }

    /// The sums of all rows and columns.
    pub fn multiply(&self, rows: &Blocks, target: &mut Target<'_>) {
        if rows.fours > 0 {
            multiply(self.token, self, rows, target);
        }
    }
}

impl Blocks {
    /// Rows yet to be set.
    pub fn new(rows: usize, inputs: usize) -> Self {
        let fours = inputs.div_ceil(4);
        Self { numbers: vec![[[ZERO; 4]; ROWS]; rows.div_ceil(ROWS) * fours], scales: vec![0.0; rows], fours }
    }

    /// Sets a row; `bytes` are whole fours.
    #[inline(always)]
    pub fn set(&mut self, row: usize, scale: f32, bytes: &[u8]) {
        self.scales[row] = scale;
        let block = &mut self.numbers[row / ROWS * self.fours..][..self.fours];
        let (fours, _) = bytes.as_chunks::<4>();
        for (numbers, four) in block.iter_mut().zip(fours) {
            numbers[row % ROWS] = *four;
        }
    }
}

#[arcane(import_intrinsics)]
fn multiply(_: X64V4xToken, panels: &Panels, rows: &Blocks, target: &mut Target<'_>) {
    for (p, (panel, starts)) in panels.weights.chunks_exact(rows.fours).zip(&panels.starts).enumerate() {
        let starts: [__m512i; VECTORS] = std::array::from_fn(|v| _mm512_loadu_si512(&starts[v]));
        let blocks = rows.numbers.chunks_exact(rows.fours).zip(rows.scales.chunks(ROWS));
        for (b, (block, scales)) in blocks.enumerate() {
            let mut sums = [starts; ROWS];
            for (weights, numbers) in panel.iter().zip(block) {
                let weights: [__m512i; VECTORS] = std::array::from_fn(|v| _mm512_loadu_si512(&weights[v]));
                for r in 0..ROWS {
                    let four = _mm512_set1_epi32(i32::from_ne_bytes(numbers[r]));
                    for v in 0..VECTORS {
                        sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], four, weights[v]);
                    }
                }
            }
            for (r, (sums, &scale)) in sums.iter().zip(scales).enumerate() {
                let mut floats = [[0.0; 16]; VECTORS];
                for v in 0..VECTORS {
                    _mm512_storeu_ps(&mut floats[v], _mm512_cvtepi32_ps(sums[v]));
                }
                target.write(b * ROWS + r, p * PANEL, scale, floats.as_flattened());
            }
        }
    }
}
