//! An entity with everything that is said of it.

use serde::Serialize;

use super::statement::StatementCard;
use crate::merge::{EntityId, Graph};

/// An entity that may be the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Namesake {
    /// The other's label.
    pub label: String,
    /// The other's IRI, below the base.
    pub iri: String,
    /// How sure that they are one, 0 to 1.
    pub score: f64,
    /// Why.
    pub reasons: Vec<String>,
}

/// An entity, laid out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityCard {
    /// Below the base.
    pub iri: String,
    /// Canonical name.
    pub label: String,
    /// Local name of its class.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// What articles say it is.
    pub kinds: Vec<String>,
    /// Other surface forms.
    pub names: Vec<String>,
    /// Articles that mention it.
    pub articles: u32,
    /// Entities that may be the same.
    pub possibly_same: Vec<Namesake>,
    /// Statements of which it is subject or object, by predicate.
    pub statements: Vec<StatementCard>,
}

impl EntityCard {
    /// The card of an entity.
    ///
    /// # Panics
    /// Where the id is of another graph.
    pub fn new(graph: &Graph, id: EntityId) -> Self {
        let entity = graph.entity(id);
        Self {
            iri: entity.iri.0.clone(),
            label: entity.label.clone(),
            entity_type: entity.entity_type.0.clone(),
            kinds: entity.kinds.clone(),
            names: entity.names.clone(),
            articles: entity.articles,
            possibly_same: namesakes(graph, id),
            statements: graph.about(id).map(|(statement, _)| StatementCard::new(graph, statement)).collect(),
        }
    }
}

fn namesakes(graph: &Graph, id: EntityId) -> Vec<Namesake> {
    let pairs = graph.doubts().filter_map(|link| match (link.a.entity, link.b.entity) {
        (a, b) if a == id => Some((link, b)),
        (a, b) if b == id => Some((link, a)),
        _ => None,
    });
    pairs
        .map(|(link, other)| Namesake {
            label: graph.entity(other).label.clone(),
            iri: graph.entity(other).iri.0.clone(),
            score: link.score,
            reasons: link.reasons.clone(),
        })
        .collect()
}
