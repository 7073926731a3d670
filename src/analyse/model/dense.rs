//! Dense layers as the model's configuration wants them computed: in floats or in eight bits.

use super::config::Products;
use super::eight::{Eight, MOST_INPUTS};
use super::kernel::{Linear, Rows};

/// A dense layer: `y = x · W + b`.
#[derive(Debug)]
pub(super) enum Dense {
    Float(Linear),
    Eight(Eight),
}

impl Dense {
    /// From a row-major `[inputs, outputs]` matrix; without a bias, zeros.
    pub fn new(products: Products, weight: &[f32], outputs: usize, bias: Option<&[f32]>) -> Self {
        match products {
            Products::Int8 if weight.len() / outputs <= MOST_INPUTS => Self::Eight(Eight::new(weight, outputs, bias)),
            Products::Int8 | Products::F32 => Self::Float(Linear::new(weight, outputs, 0..outputs, bias)),
        }
    }

    pub fn inputs(&self) -> usize {
        match self {
            Self::Float(linear) => linear.inputs,
            Self::Eight(eight) => eight.inputs,
        }
    }

    pub fn outputs(&self) -> usize {
        match self {
            Self::Float(linear) => linear.outputs,
            Self::Eight(eight) => eight.outputs,
        }
    }

    /// `out = x · W + b`.
    pub fn apply(&self, x: Rows<'_>, out: &mut Vec<f32>) {
        match self {
            Self::Float(linear) => linear.apply(x, out),
            Self::Eight(eight) => eight.apply(x, out),
        }
    }

    /// `out += x · W + b`.
    pub fn add(&self, x: Rows<'_>, out: &mut [f32]) {
        match self {
            Self::Float(linear) => linear.add(x, out),
            Self::Eight(eight) => eight.add(x, out),
        }
    }
}
