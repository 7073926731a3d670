//! An entity or a statement of the graph, laid out for a person: what `show`, `explain` and a page print.
//!
//! In: the merged [`Graph`](crate::merge::Graph). Out: cards, plain data that serialises; how they look is the printer's
//! business.

mod entity;
mod find;
mod standing;
mod statement;
mod words;

pub use entity::{EntityCard, MergeCard, Namesake};
pub use find::{Found, find_entities, find_statement, near_names};
pub use standing::{Standing, Standings};
pub use statement::{Disagreement, ReportCard, StatementCard};
pub use words::quantity_words;
