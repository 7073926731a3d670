//! An entity with everything that is said of it.

use serde::Serialize;

use super::standing::{Standing, Standings};
use super::statement::StatementCard;
use crate::merge::{EntityId, Graph, IdentityLink, IdentityVerdict};

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

/// Two names that are held to be this entity's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MergeCard {
    /// The names, as articles write them, each with one that does.
    pub names: [(String, String); 2],
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
    /// Entities that were compared and are held to be others.
    pub not_same: Vec<Namesake>,
    /// Why names that are not equal are one entity's.
    pub merges: Vec<MergeCard>,
    /// Names of its articles.
    pub mentioned_in: Vec<String>,
    /// Where it stands among the others, where that was worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
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
            possibly_same: namesakes(graph, id, IdentityVerdict::Possible),
            not_same: namesakes(graph, id, IdentityVerdict::Different),
            merges: merges(graph, id),
            mentioned_in: mentioned_in(graph, id),
            standing: None,
            statements: graph.about(id).map(|(statement, _)| StatementCard::new(graph, statement)).collect(),
        }
    }

    /// The card, with where the entity stands.
    #[must_use]
    pub fn standing(mut self, graph: &Graph, id: EntityId, standings: &Standings) -> Self {
        self.standing = Some(standings.of(graph, id));
        self
    }
}

fn mentioned_in(graph: &Graph, id: EntityId) -> Vec<String> {
    let mut articles: Vec<String> =
        graph.entity(id).members.iter().map(|member| graph.article(member.article).document.0.clone()).collect();
    articles.dedup();
    articles
}

fn merges(graph: &Graph, id: EntityId) -> Vec<MergeCard> {
    let same = |link: &&IdentityLink| link.verdict == IdentityVerdict::Same && link.a.entity == id;
    let side = |side: &crate::merge::Side| (side.name.clone(), graph.article(side.article).document.0.clone());
    let card = |link: &IdentityLink| MergeCard {
        names: [side(&link.a), side(&link.b)],
        score: link.score,
        reasons: link.reasons.clone(),
    };
    graph.links.iter().filter(same).map(card).collect()
}

fn namesakes(graph: &Graph, id: EntityId, verdict: IdentityVerdict) -> Vec<Namesake> {
    let links = graph.links.iter().filter(|link| link.verdict == verdict);
    let pairs = links.filter_map(|link| match (link.a.entity, link.b.entity) {
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
