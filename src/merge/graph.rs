//! The merged graph and its nouns.

use std::collections::BTreeMap;
use std::fmt;

use petgraph::graph::{DiGraph, NodeIndex};
use serde::{Deserialize, Serialize};

use crate::claim::{ClaimId, Evidence, FrameTrace, Object, Qualifiers, Status};
use crate::diagnostic::Diagnostic;
use crate::ingest::DocumentId;
use crate::mention::LocalEntityId;
use crate::ontology::{PredicateId, TypeId};
use crate::value::{Edtf, Quantity};

/// Index into [`Graph::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub u32);

/// Index into [`Graph::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub u32);

/// Index into [`Graph::statements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub u32);

/// An entity's name in the graph, below the base IRI: `id/banque-nordique`, or `id/DOCUMENT/usine` for a thing
/// without a proper name, which is local to its article. Stable across rebuilds of the same articles.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityIri(pub String);

/// A statement's name: 16 hexadecimal digits of a BLAKE3 over what it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementKey(pub String);

impl fmt::Display for EntityIri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for StatementKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An article that the graph rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Article {
    /// Its name.
    pub document: DocumentId,
    /// Below the base IRI: `article/NAME`.
    pub iri: String,
    /// Where it came from, as the user named it.
    pub origin: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub source: Option<String>,
    /// Its date.
    pub published: Option<Edtf>,
    /// BCP 47.
    pub language: String,
    /// Version: BLAKE3 of the bytes.
    pub hash: String,
    /// Where it is nearly the same text as an earlier article (agency copy): that one. Such articles count once.
    pub copy_of: Option<ArticleId>,
}

/// A local entity that went into a merged one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// The article.
    pub article: ArticleId,
    /// The entity there.
    pub local: LocalEntityId,
}

/// A person, firm, place or thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entity {
    /// Its name in the graph.
    pub iri: EntityIri,
    /// Canonical name: the fullest proper name that most articles use.
    pub label: String,
    /// All other surface forms, sorted.
    pub names: Vec<String>,
    /// Its type, the one that most articles give.
    #[serde(rename = "type")]
    pub entity_type: TypeId,
    /// Noun phrases by which articles say what it is, sorted.
    pub kinds: Vec<String>,
    /// True where a proper name identifies it.
    pub named: bool,
    /// Whom it was merged from, sorted.
    pub members: Vec<Member>,
    /// How many articles mention it.
    pub articles: u32,
    /// IRIs of the same thing elsewhere, curated or given; sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

/// A party named in an attribution or a qualifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameRef {
    /// As the article names it.
    pub label: String,
    /// The entity of that name, where the article has one.
    pub entity: Option<EntityId>,
}

/// What stands in a statement's object place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StatementObject {
    /// An entity.
    Entity(EntityId),
    /// An amount: of agreeing ones the most exact.
    Quantity(Quantity),
    /// A date: of agreeing ones the most exact.
    Date(Edtf),
}

/// What narrows a statement: the union of what its claims say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementQualifiers {
    /// When; of agreeing times the most exact.
    pub when: Option<Edtf>,
    /// For what sum; of agreeing ones the most exact.
    pub price: Option<Quantity>,
    /// In which positions.
    pub roles: Vec<String>,
    /// Which metric.
    pub metric: Option<String>,
    /// Share of what.
    pub of: Option<NameRef>,
    /// To whom.
    pub to: Vec<NameRef>,
    /// From whom.
    pub from: Vec<NameRef>,
    /// Which products.
    pub products: Vec<NameRef>,
}

/// One claim that supports a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whose.
    pub article: ArticleId,
    /// The claim there.
    pub claim: ClaimId,
    /// The object as claimed there.
    pub object: Object,
    /// The qualifiers as claimed there.
    pub qualifiers: Qualifiers,
    /// How certain that article holds it.
    pub status: Status,
    /// Whom it names as its source.
    pub attributed_to: Vec<NameRef>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// Probability that the claim was read right.
    pub confidence: f64,
    /// Why it was read so.
    pub trace: FrameTrace,
}

/// What all articles together say about one fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// Its name.
    pub key: StatementKey,
    /// Who.
    pub subject: EntityId,
    /// Does, has or is worth.
    pub predicate: PredicateId,
    /// Whom or what.
    pub object: StatementObject,
    /// True where it is denied.
    pub negated: bool,
    /// The surest that an article reports; each report keeps its own.
    pub status: Status,
    /// When, for how much, as what.
    pub qualifiers: StatementQualifiers,
    /// Whom the articles name as sources, sorted.
    pub attributed_to: Vec<NameRef>,
    /// Probability that it was read right, from all independent reports together, at most 0.99.
    pub confidence: f64,
    /// How many independent articles say so; copies of one text count once.
    pub support: u32,
    /// True where a person accepted it.
    pub accepted: bool,
    /// The claims, by article and place; never empty.
    pub reports: Vec<Report>,
}

/// What was decided about two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IdentityVerdict {
    /// One thing; they were merged.
    Same,
    /// Perhaps one thing; they were not merged.
    Possible,
    /// Two things.
    Different,
}

/// One side of an identity decision: a name, and the entity that now has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Side {
    /// The name as articles write it.
    pub name: String,
    /// The entity.
    pub entity: EntityId,
    /// An article that writes it so; the first.
    pub article: ArticleId,
}

/// A decision of identity, with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityLink {
    /// The one.
    pub a: Side,
    /// The other; for [`IdentityVerdict::Same`] its entity is the same.
    pub b: Side,
    /// What was decided.
    pub verdict: IdentityVerdict,
    /// How sure that they are one, 0 to 1.
    pub score: f64,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// How two statements disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ConflictKind {
    /// The same fact at the same time, another value: one of them is wrong.
    Contradiction,
    /// Another time, or a forecast and its outcome: both may be right.
    Evolution,
    /// Another unit, bound or extent: both may be right.
    Scope,
}

/// Two statements that disagree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Conflict {
    /// The one; the smaller index.
    pub a: StatementId,
    /// The other.
    pub b: StatementId,
    /// How.
    pub kind: ConflictKind,
    /// About what: `object`, `currency`, `unit`, `price`, `when`, `negated`.
    pub about: String,
}

/// One graph out of many articles.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Sorted by document and hash.
    pub articles: Vec<Article>,
    /// Sorted by IRI.
    pub entities: Vec<Entity>,
    /// Sorted by subject, predicate, object and time.
    pub statements: Vec<Statement>,
    /// Decisions of identity that were more than equal names, sorted.
    pub links: Vec<IdentityLink>,
    /// Disagreements, sorted.
    pub conflicts: Vec<Conflict>,
    /// What a person should know: verdicts that name nothing or contradict each other.
    pub diagnostics: Vec<Diagnostic>,
}

impl Graph {
    /// The article.
    ///
    /// # Panics
    /// Where the id is of another graph.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// The entity.
    ///
    /// # Panics
    /// Where the id is of another graph.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The statement.
    ///
    /// # Panics
    /// Where the id is of another graph.
    pub fn statement(&self, id: StatementId) -> &Statement {
        &self.statements[id.0 as usize]
    }

    /// Pairs that may be one thing.
    pub fn doubts(&self) -> impl Iterator<Item = &IdentityLink> {
        self.links.iter().filter(|link| link.verdict == IdentityVerdict::Possible)
    }

    /// Statements in which the entity is subject or object, in order.
    pub fn about(&self, id: EntityId) -> impl Iterator<Item = (StatementId, &Statement)> {
        self.statements.iter().enumerate().filter_map(move |(i, st)| {
            let is_object = matches!(&st.object, StatementObject::Entity(o) if *o == id);
            (st.subject == id || is_object).then_some((StatementId(i as u32), st))
        })
    }

    /// Entities and the statements between them, for graph algorithms; node `i` is entity `i`.
    pub fn network(&self) -> DiGraph<EntityId, StatementId> {
        let mut net = DiGraph::with_capacity(self.entities.len(), self.statements.len());
        for i in 0..self.entities.len() {
            net.add_node(EntityId(i as u32));
        }
        for (i, st) in self.statements.iter().enumerate() {
            if let StatementObject::Entity(object) = st.object {
                let node = |id: EntityId| NodeIndex::new(id.0 as usize);
                net.add_edge(node(st.subject), node(object), StatementId(i as u32));
            }
        }
        net
    }

    /// How many entities of each type, by type.
    pub fn types(&self) -> BTreeMap<&TypeId, usize> {
        let mut counts = BTreeMap::new();
        for entity in &self.entities {
            *counts.entry(&entity.entity_type).or_default() += 1;
        }
        counts
    }

    /// How many statements of each predicate, by predicate.
    pub fn predicates(&self) -> BTreeMap<&PredicateId, usize> {
        let mut counts = BTreeMap::new();
        for statement in &self.statements {
            *counts.entry(&statement.predicate).or_default() += 1;
        }
        counts
    }
}
