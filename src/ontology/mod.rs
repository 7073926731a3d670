//! The program's knowledge, read once from Turtle: classes, predicates, the language's lexicon with its frames.
//!
//! A new predicate, type or cue needs no Rust: it stands in `ontology/`, or in a user's own Turtle.

mod frame;
mod lexicon;
mod schema;
mod term;

pub use frame::{Evocation, Frame, PartOfSpeech, Path, Requirement, Role, ScopeCue, Slot, StatusHint, Step};
pub use lexicon::Lexicon;
pub use schema::{Aspect, EntityType, Ontology, Predicate, ValueKind};
pub use term::{PredicateId, TypeId};
