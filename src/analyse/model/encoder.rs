//! The recurrent layers: words in their sentence (`train/FORMAT.md`, section 3).
//!
//! All sentences of a batch lie one after the other in one matrix, so that each product is one call and nothing is
//! padded; only the convolution and the recurrence, which are element-wise, know where sentences end.

use std::ops::Range;

use super::kernel::{Linear, Rows, sigmoid, vectorised};
use super::tensors::Tensors;
use crate::analyse::ModelError;

const EPSILON: f32 = 1e-5;

/// Scale and shift after normalisation.
#[derive(Debug)]
pub(super) struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn read(tensors: &Tensors, name: &str, width: usize) -> Result<Self, ModelError> {
        let part = |part| tensors.sized(&format!("{name}.norm.{part}"), 1, width);
        Ok(Self { gain: part("gain")?, bias: part("bias")? })
    }

    fn apply(&self, x: &[f32], out: &mut Vec<f32>) {
        let width = self.gain.len();
        out.clear();
        out.resize(x.len(), 0.0);
        vectorised(|| {
            for (x, out) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
                self.row(x, out);
            }
        });
    }

    #[inline(always)]
    fn row(&self, x: &[f32], out: &mut [f32]) {
        let mean = sum(x, |x| x) / x.len() as f32;
        let variance = sum(x, |x| (x - mean) * (x - mean)) / x.len() as f32;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        for (((out, x), gain), bias) in out.iter_mut().zip(x).zip(&self.gain).zip(&self.bias) {
            *out = (x - mean) * scale * gain + bias;
        }
    }
}

/// A sum in sixteen strands, which compilers turn into vectors (one strand they may not reorder).
#[inline(always)]
fn sum(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; 16];
    let chunks = x.chunks_exact(16);
    let rest: f32 = chunks.remainder().iter().map(|&x| of(x)).sum();
    for chunk in chunks {
        for (sum, &x) in sums.iter_mut().zip(chunk) {
            *sum += of(x);
        }
    }
    rest + sums.iter().sum::<f32>()
}

/// A gated recurrent layer whose products do not wait for each other.
#[derive(Debug)]
struct Layer {
    norm: Norm,
    /// Weights of the row before, the row itself, the row after.
    conv: [Vec<f32>; 3],
    conv_bias: Vec<f32>,
    inner: Linear,
    out: Linear,
    hidden: usize,
}

impl Layer {
    fn read(tensors: &Tensors, name: &str, width: usize) -> Result<Self, ModelError> {
        let conv = tensors.sized(&format!("{name}.conv.weight"), 3, width)?;
        let conv = [0, 1, 2].map(|row| conv[row * width..][..width].to_vec());
        let inner = tensors.linear(&format!("{name}.in"), width)?;
        let hidden = inner.outputs / 6;
        if inner.outputs % 6 != 0 {
            return Err(ModelError::invalid(
                name,
                format!("`{name}.in` has {} columns, which six parts cannot share", inner.outputs),
            ));
        }
        Ok(Self {
            norm: Norm::read(tensors, name, width)?,
            conv,
            conv_bias: tensors.sized(&format!("{name}.conv.bias"), 1, width)?,
            inner,
            out: tensors.linear_to(&format!("{name}.out"), 2 * hidden, width)?,
            hidden,
        })
    }

    fn apply(&self, x: &mut [f32], sentences: &[Range<usize>], scratch: &mut Scratch) {
        let Scratch { normed, mixed, states } = scratch;
        self.norm.apply(x, normed);
        self.convolve(normed, sentences, mixed);
        self.inner.apply(Rows::all(mixed, self.inner.inputs), states);
        vectorised(|| {
            sentences
                .iter()
                .for_each(|rows| self.recur(&mut states[rows.start * 6 * self.hidden..rows.end * 6 * self.hidden]))
        });
        let rows = states.len() / (6 * self.hidden);
        self.out.add(Rows { data: states, stride: 6 * self.hidden, rows }, x);
    }

    fn convolve(&self, x: &[f32], sentences: &[Range<usize>], out: &mut Vec<f32>) {
        let width = self.conv_bias.len();
        out.clear();
        out.resize(x.len(), 0.0);
        let zeros = vec![0.0; width];
        vectorised(|| {
            for rows in sentences {
                let row = |t: usize| &x[t * width..][..width];
                for t in rows.clone() {
                    let before = if t > rows.start { row(t - 1) } else { &zeros };
                    let after = if t + 1 < rows.end { row(t + 1) } else { &zeros };
                    self.mix([before, row(t), after], &mut out[t * width..][..width]);
                }
            }
        });
    }

    #[inline(always)]
    fn mix(&self, [before, at, after]: [&[f32]; 3], out: &mut [f32]) {
        let n = out.len();
        let [w0, w1, w2] = [&self.conv[0][..n], &self.conv[1][..n], &self.conv[2][..n]];
        let bias = &self.conv_bias[..n];
        let (before, at, after) = (&before[..n], &at[..n], &after[..n]);
        for i in 0..n {
            out[i] = before[i] * w0[i] + at[i] * w1[i] + after[i] * w2[i] + bias[i];
        }
    }

    /// Steps 4 and 5 on the rows of one sentence: the first third of each row becomes the layer's gated state.
    #[inline(always)]
    fn recur(&self, rows: &mut [f32]) {
        let h = self.hidden;
        let mut state = vec![0.0; h];
        for row in rows.chunks_exact_mut(6 * h) {
            let (new, gates) = row.split_at_mut(2 * h);
            step(&mut state, &mut new[..h], &gates[..h]);
        }
        state.fill(0.0);
        for row in rows.chunks_exact_mut(6 * h).rev() {
            let (new, gates) = row.split_at_mut(2 * h);
            step(&mut state, &mut new[h..], &gates[h..2 * h]);
            let outputs = &gates[2 * h..];
            for (new, &o) in new.iter_mut().zip(outputs) {
                *new *= o * sigmoid(o);
            }
        }
    }
}

/// `state = f · state + (1 - f) · new`, also into `new`.
#[inline(always)]
fn step(state: &mut [f32], new: &mut [f32], gates: &[f32]) {
    for ((state, new), &gate) in state.iter_mut().zip(new).zip(gates) {
        let forget = sigmoid(gate);
        *state = *new + forget * (*state - *new);
        *new = *state;
    }
}

/// Buffers that are reused from layer to layer.
#[derive(Default)]
pub(super) struct Scratch {
    normed: Vec<f32>,
    mixed: Vec<f32>,
    states: Vec<f32>,
}

/// Layers on top of each other.
#[derive(Debug)]
pub(super) struct Stack(Vec<Layer>);

impl Stack {
    pub fn read(tensors: &Tensors, name: &str, layers: usize, width: usize) -> Result<Self, ModelError> {
        (0..layers).map(|i| Layer::read(tensors, &format!("{name}.{i}"), width)).collect::<Result<_, _>>().map(Self)
    }

    pub fn apply(&self, x: &mut [f32], sentences: &[Range<usize>], scratch: &mut Scratch) {
        self.0.iter().for_each(|layer| layer.apply(x, sentences, scratch));
    }
}

/// Layers for one family of heads: a domain vector before, a norm after.
#[derive(Debug)]
pub(super) struct Branch {
    domain: Vec<f32>,
    stack: Stack,
    norm: Norm,
}

impl Branch {
    pub fn read(tensors: &Tensors, name: &str, layers: usize, width: usize) -> Result<Self, ModelError> {
        Ok(Self {
            domain: tensors.sized(&format!("{name}.domain"), 1, width)?,
            stack: Stack::read(tensors, name, layers, width)?,
            norm: Norm::read(tensors, name, width)?,
        })
    }

    /// The branch's view of the trunk's rows.
    pub fn apply(&self, trunk: &[f32], sentences: &[Range<usize>], scratch: &mut Scratch) -> Vec<f32> {
        let mut x = trunk.to_vec();
        for row in x.chunks_exact_mut(self.domain.len()) {
            row.iter_mut().zip(&self.domain).for_each(|(x, d)| *x += d);
        }
        self.stack.apply(&mut x, sentences, scratch);
        let mut out = Vec::new();
        self.norm.apply(&x, &mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_keeps_what_the_gate_says() {
        let (mut state, mut new) = (vec![2.0, 2.0, 2.0], vec![4.0, 4.0, 4.0]);
        step(&mut state, &mut new, &[0.0, 80.0, -80.0]);
        assert_eq!(state, [3.0, 2.0, 4.0]);
        assert_eq!(new, state);
        assert!((sigmoid(1.0) - 1.0 / (1.0 + (-1.0_f32).exp())).abs() < 1e-7);
    }

    #[test]
    fn sums_do_not_forget_the_rest() {
        let x: Vec<f32> = (0..37).map(|i| i as f32).collect();
        assert_eq!(sum(&x, |x| 2.0 * x), 36.0 * 37.0);
    }
}
