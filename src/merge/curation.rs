//! A person's verdicts, applied last at every build.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::graph::{EntityId, EntityIri, Graph, Side, StatementId, StatementKey};
use super::known::Known;
use crate::claim::ClaimId;
use crate::ingest::DocumentId;
use crate::ontology::TypeId;

/// How a verdict points at an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reference {
    /// By its IRI, below the base.
    Iri(EntityIri),
    /// By a name that articles give it.
    Name(String),
    /// By the name that one article gives it: what that article speaks of, and not its namesakes elsewhere.
    Mention(DocumentId, String),
}

/// How a verdict points at a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatementRef {
    /// Its name when the verdict was given.
    pub key: StatementKey,
    /// Claims that it then had. A statement's name is made of what it says, and that may become more exact with other
    /// articles; its claims stay.
    pub claims: Vec<ClaimId>,
}

impl From<StatementKey> for StatementRef {
    fn from(key: StatementKey) -> Self {
        Self { key, claims: Vec::new() }
    }
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
    Reject(StatementRef),
    /// The statement is right: its confidence is 1.
    Accept(StatementRef),
    /// The entity is the thing of that IRI elsewhere.
    Link(Reference, String),
}

/// All verdicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curation {
    /// The verdicts; their order does not matter.
    pub verdicts: Vec<Verdict>,
    /// Where they were read from, for messages.
    pub place: String,
    /// Things of the person's own knowledge base.
    pub known: Vec<Known>,
}

impl Curation {
    /// The same, with more verdicts.
    pub(super) fn with(&self, verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        let mut more = self.clone();
        more.verdicts.extend(verdicts);
        more
    }
}

impl Graph {
    /// How a verdict should name one side of a decision, so that it still means the same when articles come and go: by
    /// its name, where nothing else bears it; else as what its article calls so; a thing without a proper name by IRI.
    pub fn reference(&self, side: &Side) -> Reference {
        let key = fold(&side.name);
        let entity = self.entity(side.entity);
        let bears = |(id, other): (u32, &super::Entity)| {
            EntityId(id) != side.entity
                && std::iter::once(&other.label).chain(&other.names).any(|name| fold(name) == key)
        };
        if !entity.named {
            Reference::Iri(entity.iri.clone())
        } else if (0u32..).zip(&self.entities).any(bears) {
            Reference::Mention(self.article(side.article).document.clone(), side.name.clone())
        } else {
            Reference::Name(side.name.clone())
        }
    }

    /// How a verdict should name a statement.
    pub fn statement_reference(&self, id: StatementId) -> StatementRef {
        let st = self.statement(id);
        let mut claims: Vec<ClaimId> = st.reports.iter().map(|report| report.claim.clone()).collect();
        claims.sort();
        claims.dedup();
        StatementRef { key: st.key.clone(), claims }
    }
}
