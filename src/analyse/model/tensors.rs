//! The weights file: safetensors to matrices in f32.

use std::borrow::Cow;
use std::ops::Range;

use safetensors::tensor::Metadata;
use safetensors::{Dtype, SafeTensors};

use super::config::Products;
use super::dense::Dense;
use super::kernel::Linear;
use crate::analyse::ModelError;

/// What the file's metadata must say.
const FORMAT: &str = "glane-1";

/// All tensors of a file, by name.
pub(super) struct Tensors {
    bytes: Cow<'static, [u8]>,
    metadata: Metadata,
    /// Where the tensors' bytes begin.
    start: usize,
    file: String,
    products: Products,
}

/// A row-major matrix; a vector has one row.
pub(super) struct Matrix {
    pub rows: usize,
    pub columns: usize,
    pub data: Vec<f32>,
}

/// Rows of bytes, each with a scale: value = scale × byte.
#[derive(Debug)]
pub(super) struct Table {
    values: Vec<i8>,
    pub columns: usize,
    scales: Vec<f32>,
}

impl Table {
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// Adds a row times `factor` to `out`.
    #[inline(always)]
    pub fn add(&self, row: usize, factor: f32, out: &mut [f32]) {
        let scale = self.scales[row] * factor;
        let values = &self.values[row * self.columns..][..self.columns];
        let out = &mut out[..self.columns];
        for i in 0..self.columns {
            out[i] += scale * f32::from(values[i]);
        }
    }
}

impl Tensors {
    pub fn read(bytes: Cow<'static, [u8]>, file: &str, products: Products) -> Result<Self, ModelError> {
        let wrong = |fact: String| ModelError::invalid(file, fact);
        let (header, metadata) = SafeTensors::read_metadata(&bytes).map_err(|error| wrong(error.to_string()))?;
        let format = metadata.metadata().as_ref().and_then(|m| m.get("format")).map_or("", String::as_str);
        if format != FORMAT {
            return Err(wrong(format!("its format is `{format}` and this program reads `{FORMAT}`")));
        }
        Ok(Self { bytes, metadata, start: header + 8, file: file.to_owned(), products })
    }

    /// The tensor of that name as f32.
    pub fn matrix(&self, name: &str) -> Result<Matrix, ModelError> {
        let (dtype, shape, range) = self.find(name)?;
        let bytes = &self.bytes[range];
        let data: Vec<f32> = match dtype {
            Dtype::F32 => bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            Dtype::F16 => bytes.chunks_exact(2).map(|b| half(u16::from_le_bytes([b[0], b[1]]))).collect(),
            other => return Err(self.wrong(name, &format!("is {other:?} and should be F32 or F16"))),
        };
        if !data.iter().all(|x| x.is_finite()) {
            return Err(self.wrong(name, "holds a number that is not finite"));
        }
        let (rows, columns) = match shape {
            [columns] => (1, *columns),
            [rows, columns] => (*rows, *columns),
            _ => return Err(self.wrong(name, "has more than two dimensions")),
        };
        Ok(Matrix { rows, columns, data })
    }

    /// The tensor, which must have that shape.
    pub fn sized(&self, name: &str, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let matrix = self.matrix(name)?;
        if (matrix.rows, matrix.columns) == (rows, columns) {
            return Ok(matrix.data);
        }
        Err(self.wrong(name, &format!("is {} × {} and should be {rows} × {columns}", matrix.rows, matrix.columns)))
    }

    /// `NAME.weight` with `inputs` rows, and `NAME.bias` where there is one.
    pub fn linear(&self, name: &str, inputs: usize) -> Result<Linear, ModelError> {
        let (weight, columns) = self.weight(name, inputs)?;
        let bias = self.bias(name, columns)?;
        Ok(Linear::new(&weight, columns, 0..columns, bias.as_deref()))
    }

    /// The same, which must have that many columns.
    pub fn linear_to(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let linear = self.linear(name, inputs)?;
        if linear.outputs == outputs {
            return Ok(linear);
        }
        Err(self.wrong(name, &format!("has {} columns for {outputs} labels or features", linear.outputs)))
    }

    /// `NAME.weight` with `inputs` rows, and `NAME.bias` where there is one, computed as the model's configuration says.
    pub fn dense(&self, name: &str, inputs: usize) -> Result<Dense, ModelError> {
        let (weight, columns) = self.weight(name, inputs)?;
        let bias = self.bias(name, columns)?;
        Ok(Dense::new(self.products, &weight, columns, bias.as_deref()))
    }

    /// The same, which must have that many columns.
    pub fn dense_to(&self, name: &str, inputs: usize, outputs: usize) -> Result<Dense, ModelError> {
        let dense = self.dense(name, inputs)?;
        if dense.outputs() == outputs {
            return Ok(dense);
        }
        Err(self.wrong(name, &format!("has {} columns for {outputs} labels or features", dense.outputs())))
    }

    /// `NAME.weight` and its number of columns.
    pub fn weight(&self, name: &str, inputs: usize) -> Result<(Vec<f32>, usize), ModelError> {
        let name = format!("{name}.weight");
        let weight = self.matrix(&name)?;
        if weight.rows == inputs && weight.columns > 0 {
            return Ok((weight.data, weight.columns));
        }
        Err(self.wrong(&name, &format!("has {} rows and should have {inputs}", weight.rows)))
    }

    /// `NAME.bias`, where there is one.
    pub fn bias(&self, name: &str, columns: usize) -> Result<Option<Vec<f32>>, ModelError> {
        let name = format!("{name}.bias");
        self.metadata.info(&name).map(|_| self.sized(&name, 1, columns)).transpose()
    }

    /// The embedding table `NAME.weight` with its `NAME.scale`.
    pub fn table(&self, name: &str) -> Result<Table, ModelError> {
        let weight = format!("{name}.weight");
        let (dtype, shape, range) = self.find(&weight)?;
        let (Dtype::I8, &[rows, columns]) = (dtype, shape) else {
            return Err(self.wrong(&weight, "is no matrix of I8"));
        };
        if rows == 0 || columns == 0 {
            return Err(self.wrong(&weight, "is empty"));
        }
        let scales = self.sized(&format!("{name}.scale"), 1, rows)?;
        let values = self.bytes[range].iter().map(|byte| *byte as i8).collect();
        Ok(Table { values, columns, scales })
    }

    fn find(&self, name: &str) -> Result<(Dtype, &[usize], Range<usize>), ModelError> {
        let info = self.metadata.info(name).ok_or_else(|| self.wrong(name, "is missing"))?;
        let (from, to) = info.data_offsets;
        Ok((info.dtype, &info.shape, self.start + from..self.start + to))
    }

    fn wrong(&self, name: &str, fact: &str) -> ModelError {
        ModelError::invalid(&self.file, format!("`{name}` {fact}"))
    }
}

/// IEEE 754 half precision.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    match (exponent, fraction) {
        (0, _) => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        (31, _) => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_widened() {
        let cases = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x7bff, 65504.0),
        ];
        for (bits, value) in cases {
            assert_eq!(half(bits), value);
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
    }
}
