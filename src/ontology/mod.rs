//! The program's knowledge, read once from Turtle: classes, predicates, the language's lexicon with its frames.
//!
//! A new predicate, type or cue needs no Rust: it stands in `ontology/`, or in a user's own Turtle.
//! In: names and texts of files (this module opens none). Out: an [`Ontology`], or an [`OntologyError`] with everything
//! that is wrong, file, line and column.

mod axiom;
mod builtin;
mod cues;
mod entry;
mod frame;
mod frames;
mod lexicon;
mod linear;
mod load;
mod log;
mod node;
mod nouns;
mod page;
mod phrases;
pub mod prefix;
mod schema;
mod slot;
mod source;
mod term;
mod times;
mod values;
mod vocabulary;

pub use axiom::{Axiom, axioms};
pub use builtin::SCHEMA;
pub use entry::{LexicalEntry, entries};
pub use frame::{Evocation, Frame, PartOfSpeech, Path, Requirement, Role, ScopeCue, Slot, StatusHint, Step};
pub use lexicon::Lexicon;
pub use linear::{AntecedentModel, ConfidenceModel};
pub use log::{At, Log, OntologyError, Place, did_you_mean};
pub use node::Node;
pub use nouns::{DeterminerKind, Gender, KindNoun, Nouns, Number, PlaceName, PronounForm, PronounKind};
pub use page::page;
pub use phrases::{Phrases, Word};
pub use schema::{Aspect, EntityType, Ontology, Predicate, ValueKind};
pub use source::{Fact, PathContents, Source, Term};
pub use term::{PredicateId, TypeId};
pub use times::{Part, TimeLexicon, TimeRelation, TimeSense, TimeUnit};
pub use values::{Particle, Side, ValueLexicon, ValueSense};
