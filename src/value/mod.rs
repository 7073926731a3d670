//! Values that stand in an object's or a qualifier's place: amounts with their bound and unit, and EDTF time.
//!
//! Pure nouns: how a text words them is `mention`'s business and the lexicon's.

mod edtf;
mod period;
mod quantity;

pub use edtf::{Edtf, EdtfError, Precision};
pub use period::Period;
pub use quantity::{Bound, Quantity, Unit};
