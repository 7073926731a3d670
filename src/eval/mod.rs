//! Claims and entities against gold files: what is right, wrong and missed, and what confidence is worth.
//!
//! The measures and the matching are those of the claim benchmark's `score.py` (its guide says what they mean), so
//! that its figures and ours agree to the last digit; a test holds them together.

mod gold;
mod matching;
mod names;
mod reliability;
mod score;

pub use gold::{Alternatives, Gold, GoldAmount, GoldClaim, GoldEntity, GoldError, GoldObject, GoldQualifiers};
pub use reliability::{Reliability, ReliabilityBin};
pub use score::{EntityScore, Judged, PredicateScore, Score, Verdict, score, score_entities};
