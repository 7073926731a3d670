//! Mentions to [`Claim`]s: who did what, how certain, on whose word, in which sentence.
//!
//! Matches the lexicon's frames on the dependency tree; must not know other articles.

mod record;

pub use record::{
    ArticleClaims, Claim, ClaimId, EntityMention, EntityRecord, Evidence, FrameTrace, Object, Qualifiers, Status,
};
