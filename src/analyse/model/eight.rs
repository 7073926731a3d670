//! Dense layers in eight bits: every row of the input and every column of the weights is rounded to whole numbers from
//! -127 to 127 times a scale of its own; products and sums are whole, and only the sum is scaled back.
//!
//! Whole sums are exact in any order, so every processor gives the same ones: those that multiply bytes
//! ([`super::bytes`]) add up integers, the others add the same numbers as floats, which are exact below 2²⁴. Measured on
//! a Zen 4 core: 350 GOP/s in bytes where floats reach 107 (`docs/model.md`).

#[cfg(target_arch = "x86_64")]
use super::bytes::{Blocks, Panels};
use super::kernel::{Linear, Rows, Work, vectorised};

/// The greatest whole number.
const MOST: f32 = 127.0;

/// Where all is less, all is nothing: no scale is 0.
const LEAST: f32 = 1e-30;

/// More inputs than this could add up to 2²⁴, where floats stop being exact.
pub(super) const MOST_INPUTS: usize = (1 << 24) / (127 * 127);

/// Added to a number below 2²² and taken away again, it rounds to a whole one, ties to even.
const MAGIC: f32 = 12_582_912.0;

/// A dense layer: `y = x · W + b`.
#[derive(Debug)]
pub(super) struct Eight {
    pub inputs: usize,
    pub outputs: usize,
    /// Of the columns.
    scales: Vec<f32>,
    bias: Vec<f32>,
    weights: Weights,
}

#[derive(Debug)]
enum Weights {
    #[cfg(target_arch = "x86_64")]
    Bytes(Panels),
    Floats(Linear),
}

impl Eight {
    /// Rounds a row-major `[inputs, outputs]` matrix of at most [`MOST_INPUTS`] rows; without a bias, zeros.
    pub fn new(weight: &[f32], outputs: usize, bias: Option<&[f32]>) -> Self {
        // Unoptimised, products in bytes take a hundred times as long as optimised; the library that multiplies floats
        // then is optimised in every build.
        Self::with(weight, outputs, bias, !cfg!(debug_assertions))
    }

    fn with(weight: &[f32], outputs: usize, bias: Option<&[f32]>, bytes: bool) -> Self {
        let inputs = weight.len() / outputs;
        let mut scales = vec![LEAST / MOST; outputs];
        for row in weight.chunks_exact(outputs) {
            scales.iter_mut().zip(row).for_each(|(scale, weight)| *scale = scale.max(weight.abs() / MOST));
        }
        let whole: Vec<f32> =
            weight.iter().enumerate().map(|(i, w)| (w / scales[i % outputs]).round_ties_even()).collect();
        let bias = bias.map_or_else(|| vec![0.0; outputs], <[f32]>::to_vec);
        Self { inputs, outputs, scales, bias, weights: Weights::new(&whole, outputs, bytes) }
    }

    /// `out = x · W + b`.
    pub fn apply(&self, x: Rows<'_>, out: &mut Vec<f32>) {
        // What was there before is overwritten; only growth is paid for.
        out.resize(x.rows * self.outputs, 0.0);
        self.run(x, out, false);
    }

    /// `out += x · W + b`.
    pub fn add(&self, x: Rows<'_>, out: &mut [f32]) {
        self.run(x, out, true);
    }

    fn run(&self, x: Rows<'_>, out: &mut [f32], add: bool) {
        let mut target = Target { scales: &self.scales, bias: &self.bias, out, add };
        match &self.weights {
            #[cfg(target_arch = "x86_64")]
            Weights::Bytes(panels) => {
                let mut blocks = Blocks::new(x.rows, self.inputs);
                vectorised(Pack { x, inputs: self.inputs, blocks: &mut blocks });
                panels.multiply(&blocks, &mut target);
            }
            Weights::Floats(linear) => {
                let (mut rounded, mut scales) = (vec![0.0; x.rows * self.inputs], vec![0.0; x.rows]);
                vectorised(Round { x, inputs: self.inputs, out: &mut rounded, scales: &mut scales });
                let mut sums = Vec::new();
                linear.apply(Rows::all(&rounded, self.inputs), &mut sums);
                for (row, (sums, scale)) in sums.chunks_exact(self.outputs).zip(scales).enumerate() {
                    target.write(row, 0, scale, sums);
                }
            }
        }
    }
}

impl Weights {
    fn new(whole: &[f32], outputs: usize, bytes: bool) -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(panels) = bytes.then(|| Panels::new(whole, outputs)).flatten() {
            return Self::Bytes(panels);
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = bytes;
        Self::Floats(Linear::new(whole, outputs, 0..outputs, None))
    }
}

/// Where the sums go, and what is made of them.
pub(super) struct Target<'a> {
    scales: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
    add: bool,
}

impl Target<'_> {
    /// Scales the sums of a row, from `column` on; those that have no column are left out.
    #[inline(always)]
    pub fn write(&mut self, row: usize, column: usize, scale: f32, sums: &[f32]) {
        let outputs = self.scales.len();
        let width = sums.len().min(outputs - column);
        let (scales, bias) = (&self.scales[column..][..width], &self.bias[column..][..width]);
        let out = &mut self.out[row * outputs + column..][..width];
        for i in 0..width {
            let value = sums[i] * (scale * scales[i]) + bias[i];
            out[i] = if self.add { out[i] + value } else { value };
        }
    }
}

/// The greatest magnitude in a row, in sixteen strands, which compilers turn into vectors.
#[inline(always)]
fn greatest(row: &[f32]) -> f32 {
    let mut strands = [LEAST; 16];
    let (chunks, rest) = row.as_chunks::<16>();
    for chunk in chunks {
        for i in 0..16 {
            strands[i] = strands[i].max(chunk[i].abs());
        }
    }
    strands.into_iter().chain(rest.iter().map(|x| x.abs())).fold(0.0, f32::max)
}

/// Rows to whole numbers as floats.
struct Round<'a> {
    x: Rows<'a>,
    inputs: usize,
    out: &'a mut [f32],
    scales: &'a mut [f32],
}

impl Work for Round<'_> {
    #[inline(always)]
    fn run(self) {
        for (r, (out, scale)) in self.out.chunks_exact_mut(self.inputs).zip(self.scales).enumerate() {
            let row = &self.x.data[r * self.x.stride..][..self.inputs];
            *scale = greatest(row) / MOST;
            let factor = 1.0 / *scale;
            for (out, x) in out.iter_mut().zip(row) {
                *out = (x * factor + MAGIC) - MAGIC;
            }
        }
    }
}

/// Rows to bytes.
#[cfg(target_arch = "x86_64")]
struct Pack<'a> {
    x: Rows<'a>,
    inputs: usize,
    blocks: &'a mut Blocks,
}

#[cfg(target_arch = "x86_64")]
impl Work for Pack<'_> {
    #[inline(always)]
    fn run(self) {
        let mut bytes = vec![super::bytes::ZERO; self.inputs.next_multiple_of(4)];
        for r in 0..self.x.rows {
            let row = &self.x.data[r * self.x.stride..][..self.inputs];
            let scale = greatest(row) / MOST;
            let factor = 1.0 / scale;
            for (byte, x) in bytes.iter_mut().zip(row) {
                // The last bits of the sum are the whole number, in two's complement.
                *byte = (x * factor + MAGIC).to_bits() as u8 ^ super::bytes::ZERO;
            }
            self.blocks.set(r, scale, &bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, step: usize) -> Vec<f32> {
        (0..count).map(|i| (i * step % 1009) as f32 / 500.0 - 1.0).collect()
    }

    #[test]
    fn bytes_and_floats_give_the_same_bits() {
        for (rows, inputs, outputs) in [(1, 1, 1), (7, 5, 16), (6, 33, 130), (9, 256, 64)] {
            let (x, w, b) = (numbers(rows * (inputs + 3), 37), numbers(inputs * outputs, 53), numbers(outputs, 7));
            let x = Rows { data: &x, stride: inputs + 3, rows };
            let [bytes, floats] = [true, false].map(|bytes| {
                let layer = Eight::with(&w, outputs, Some(&b), bytes);
                let mut out = Vec::new();
                layer.apply(x, &mut out);
                layer.add(x, &mut out);
                out
            });
            assert_eq!(bytes, floats, "{rows} × {inputs} × {outputs}");
        }
    }

    #[test]
    fn rounding_costs_little() {
        let (inputs, outputs) = (320, 24);
        let (x, w) = (numbers(5 * inputs, 37), numbers(inputs * outputs, 53));
        let (mut eight, mut float) = (Vec::new(), Vec::new());
        Eight::new(&w, outputs, None).apply(Rows::all(&x, inputs), &mut eight);
        Linear::new(&w, outputs, 0..outputs, None).apply(Rows::all(&x, inputs), &mut float);
        // Half a step of either factor, 1/254, in a random walk of 320 steps.
        assert!(eight.iter().zip(&float).all(|(a, b)| (a - b).abs() < 0.2));
        assert!(eight != float);
    }

    #[test]
    fn rows_of_nothing_stay_nothing() {
        for bytes in [true, false] {
            let layer = Eight::with(&[0.0, 1.0, 0.0, 2.0], 2, Some(&[0.5, 0.0]), bytes);
            let mut out = Vec::new();
            layer.apply(Rows::all(&[0.0, 0.0, 3.0, -3.0], 2), &mut out);
            assert_eq!(out[..3], [0.5, 0.0, 0.5]);
            assert!((out[3] + 3.0).abs() < 0.05);
        }
    }
}
