//! A person's verdicts, applied last at every build.

use serde::{Deserialize, Serialize};

use super::graph::{EntityIri, StatementKey};
use crate::ontology::TypeId;

/// How a verdict points at an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reference {
    /// By its IRI, below the base.
    Iri(EntityIri),
    /// By a name that articles give it.
    Name(String),
}

/// What a person decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// The two are one thing.
    Same(Reference, Reference),
    /// The two are not.
    Different(Reference, Reference),
    /// The entity's canonical name.
    Rename(Reference, String),
    /// The entity's type.
    Retype(Reference, TypeId),
    /// The statement is wrong: it is left out.
    Reject(StatementKey),
    /// The statement is right: its confidence is 1.
    Accept(StatementKey),
}

/// All verdicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curation {
    /// The verdicts; their order does not matter.
    pub verdicts: Vec<Verdict>,
    /// Where they were read from, for messages.
    pub place: String,
}
