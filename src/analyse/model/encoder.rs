//! The recurrent layers: words in their sentence (`train/FORMAT.md`, section 3).
//!
//! All sentences of a batch lie one after the other in one matrix, so that each product is one call and nothing is
//! padded; only the convolution and the recurrence, which are element-wise, know where sentences end.

use std::ops::Range;

use super::dense::Dense;
use super::kernel::{Rows, Work, sigmoid, vectorised};
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
        out.resize(x.len(), 0.0);
        vectorised(Normalise { norm: self, x, out });
    }
}

struct Normalise<'a> {
    norm: &'a Norm,
    x: &'a [f32],
    out: &'a mut [f32],
}

impl Work for Normalise<'_> {
    #[inline(always)]
    fn run(self) {
        let width = self.norm.gain.len();
        let (gain, bias) = (&self.norm.gain[..width], &self.norm.bias[..width]);
        for (x, out) in self.x.chunks_exact(width).zip(self.out.chunks_exact_mut(width)) {
            let mean = sum(x, 0.0, false) / width as f32;
            let variance = sum(x, mean, true) / width as f32;
            let scale = 1.0 / (variance + EPSILON).sqrt();
            for i in 0..width {
                out[i] = (x[i] - mean) * scale * gain[i] + bias[i];
            }
        }
    }
}

/// The sum of the differences from `mean`, or of their squares, in sixteen strands, which compilers turn into vectors
/// (one strand they may not reorder).
#[inline(always)]
fn sum(x: &[f32], mean: f32, squared: bool) -> f32 {
    let mut sums = [0.0; 16];
    let chunks = x.chunks_exact(16);
    let mut rest = 0.0;
    for &x in chunks.remainder() {
        let difference = x - mean;
        rest += if squared { difference * difference } else { difference };
    }
    for chunk in chunks {
        for i in 0..16 {
            let difference = chunk[i] - mean;
            sums[i] += if squared { difference * difference } else { difference };
        }
    }
    for sum in sums {
        rest += sum;
    }
    rest
}

/// A gated recurrent layer whose products do not wait for each other.
#[derive(Debug)]
struct Layer {
    norm: Norm,
    /// Weights of the row before, the row itself, the row after.
    conv: [Vec<f32>; 3],
    conv_bias: Vec<f32>,
    inner: Dense,
    out: Dense,
    hidden: usize,
}

impl Layer {
    fn read(tensors: &Tensors, name: &str, width: usize) -> Result<Self, ModelError> {
        let conv = tensors.sized(&format!("{name}.conv.weight"), 3, width)?;
        let conv = [0, 1, 2].map(|row| conv[row * width..][..width].to_vec());
        let inner = tensors.dense(&format!("{name}.in"), width)?;
        let hidden = inner.outputs() / 6;
        if inner.outputs() % 6 != 0 {
            return Err(ModelError::invalid(
                name,
                format!("`{name}.in` has {} columns, which six parts cannot share", inner.outputs()),
            ));
        }
        Ok(Self {
            norm: Norm::read(tensors, name, width)?,
            conv,
            conv_bias: tensors.sized(&format!("{name}.conv.bias"), 1, width)?,
            inner,
            out: tensors.dense_to(&format!("{name}.out"), 2 * hidden, width)?,
            hidden,
        })
    }

    fn apply(&self, x: &mut [f32], sentences: &[Range<usize>], scratch: &mut Scratch) {
        let Scratch { normed, mixed, states } = scratch;
        self.norm.apply(x, normed);
        mixed.resize(x.len(), 0.0);
        vectorised(Convolve { layer: self, x: normed, sentences, out: mixed });
        self.inner.apply(Rows::all(mixed, self.inner.inputs()), states);
        vectorised(Recur { hidden: self.hidden, sentences, states });
        let stride = self.inner.outputs();
        self.out.add(Rows { data: states, stride, rows: states.len() / stride }, x);
    }
}

/// Step 2.
struct Convolve<'a> {
    layer: &'a Layer,
    x: &'a [f32],
    sentences: &'a [Range<usize>],
    out: &'a mut [f32],
}

impl Work for Convolve<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { layer, x, sentences, out } = self;
        let width = layer.conv_bias.len();
        let zeros = vec![0.0; width];
        for rows in sentences {
            for t in rows.start..rows.end {
                let before = if t > rows.start { &x[(t - 1) * width..][..width] } else { &zeros[..] };
                let after = if t + 1 < rows.end { &x[(t + 1) * width..][..width] } else { &zeros[..] };
                layer.mix(before, &x[t * width..][..width], after, &mut out[t * width..][..width]);
            }
        }
    }
}

impl Layer {
    #[inline(always)]
    fn mix(&self, before: &[f32], at: &[f32], after: &[f32], out: &mut [f32]) {
        let n = out.len();
        let (w0, w1, w2) = (&self.conv[0][..n], &self.conv[1][..n], &self.conv[2][..n]);
        let (before, at, after, bias) = (&before[..n], &at[..n], &after[..n], &self.conv_bias[..n]);
        for i in 0..n {
            out[i] = before[i] * w0[i] + at[i] * w1[i] + after[i] * w2[i] + bias[i];
        }
    }
}

/// Steps 4 and 5: the first third of each row becomes the layer's gated state.
struct Recur<'a> {
    hidden: usize,
    sentences: &'a [Range<usize>],
    states: &'a mut [f32],
}

impl Work for Recur<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { hidden: h, sentences, states } = self;
        let mut state = vec![0.0; h];
        for rows in sentences {
            let rows = &mut states[rows.start * 6 * h..rows.end * 6 * h];
            state.fill(0.0);
            for row in rows.chunks_exact_mut(6 * h) {
                let (new, gates) = row.split_at_mut(2 * h);
                step(&mut state, &mut new[..h], &gates[..h]);
            }
            state.fill(0.0);
            for row in rows.chunks_exact_mut(6 * h).rev() {
                let (new, gates) = row.split_at_mut(2 * h);
                step(&mut state, &mut new[h..], &gates[h..2 * h]);
                gate(new, &gates[2 * h..]);
            }
        }
    }
}

/// `state = f · state + (1 - f) · new`, also into `new`.
#[inline(always)]
fn step(state: &mut [f32], new: &mut [f32], gates: &[f32]) {
    let n = state.len();
    let (new, gates) = (&mut new[..n], &gates[..n]);
    for i in 0..n {
        let forget = sigmoid(gates[i]);
        state[i] = new[i] + forget * (state[i] - new[i]);
        new[i] = state[i];
    }
}

/// `x = x · o · σ(o)`.
#[inline(always)]
fn gate(x: &mut [f32], o: &[f32]) {
    let n = x.len();
    let o = &o[..n];
    for i in 0..n {
        x[i] *= o[i] * sigmoid(o[i]);
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
        assert_eq!(sum(&x, 0.0, false), 18.0 * 37.0);
        assert_eq!(sum(&x, 18.0, true), 2.0 * (18.0 * 19.0 * 37.0 / 6.0));
    }
}
