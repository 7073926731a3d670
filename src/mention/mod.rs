//! An [`Analysis`](crate::analyse::Analysis) to its [`Mentions`]: names, descriptions and pronouns chained into local
//! entities with type and kind, and the values and times of the text.
//!
//! Knows the lexicon's nouns, numbers and calendars; must not know predicates.

mod atoms;
mod mentions;
#[cfg(test)]
mod testing;
pub mod values;

pub use mentions::{
    LocalEntity, LocalEntityId, Mention, MentionForm, MentionId, Mentions, TimeMention, TimeRole, ValueMention,
};
