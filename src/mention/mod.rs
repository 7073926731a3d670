//! An [`Analysis`](crate::analyse::Analysis) to its [`Mentions`]: names, descriptions and pronouns chained into local
//! entities with type and kind, and the values and times of the text.
//!
//! Knows the lexicon's nouns, numbers and calendars; must not know predicates.

mod atoms;
mod entities;
#[cfg(test)]
mod fuzz;
mod mentions;
#[cfg(test)]
mod testing;
pub mod times;
pub mod values;

use crate::analyse::Analysis;
use crate::diagnostic::Diagnostic;
use crate::ingest::Document;
use crate::ontology::Ontology;

pub use mentions::{
    Antecedent, AntecedentChoice, LocalEntity, LocalEntityId, Mention, MentionForm, MentionId, Mentions, TimeMention,
    TimeRole, ValueMention,
};

/// Everything that the article speaks of.
pub fn mention(document: &Document, analysis: &Analysis, ontology: &Ontology) -> (Mentions, Vec<Diagnostic>) {
    let (mentions, entities) = entities::chain(document, analysis, ontology);
    let times = times::recognise(document, analysis, ontology);
    let values = values::recognise(document, analysis, ontology, &times);
    (Mentions { mentions, entities, values, times }, Vec::new())
}

/// The choices of an antecedent that [`mention`] makes, in text order.
pub fn antecedent_choices(document: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<AntecedentChoice> {
    entities::choices(document, analysis, ontology)
}
