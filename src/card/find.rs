//! What a person means by a name or an id.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::merge::{EntityId, Graph, StatementId};

/// Shortest beginning of an id that is looked up.
const SHORTEST_ID: usize = 4;

/// What an id or its beginning names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One statement.
    One(StatementId),
    /// Several: a longer beginning is needed. Their keys.
    Many(Vec<String>),
    /// None.
    None,
}

/// The entities that a name, an IRI or its last part means: by label, else by another name, else by a part of the
/// label. Case, accents and punctuation do not count. Sorted by IRI.
pub fn find_entities(graph: &Graph, name: &str) -> Vec<EntityId> {
    let wanted = folded(name);
    let ids = || (0u32..).map(EntityId).zip(&graph.entities);
    let by = |fits: &dyn Fn(&crate::merge::Entity) -> bool| -> Vec<EntityId> {
        ids().filter(|(_, entity)| fits(entity)).map(|(id, _)| id).collect()
    };
    let ways: [&dyn Fn(&crate::merge::Entity) -> bool; 4] = [
        &|entity| name == entity.iri.0 || name.ends_with(&format!("/{}", entity.iri.0)),
        &|entity| folded(&entity.label) == wanted,
        &|entity| entity.names.iter().any(|other| folded(other) == wanted),
        &|entity| !wanted.is_empty() && format!(" {} ", folded(&entity.label)).contains(&format!(" {wanted} ")),
    ];
    ways.iter().map(|way| by(way)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The labels nearest to a name that nothing bears, the nearest first.
pub fn near_names(graph: &Graph, name: &str) -> Vec<String> {
    let wanted = folded(name);
    let mut near: Vec<(f64, &str)> = graph
        .entities
        .iter()
        .flat_map(|entity| std::iter::once(&entity.label).chain(&entity.names))
        .map(|label| (strsim::jaro_winkler(&wanted, &folded(label)), label.as_str()))
        .filter(|(likeness, _)| *likeness > 0.7)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let mut seen = BTreeSet::new();
    near.into_iter().map(|(_, label)| label.to_owned()).filter(|label| seen.insert(label.clone())).take(5).collect()
}

/// The statement of a key, of one of its claims' ids, of an IRI that ends in one, or of the beginning of an id.
pub fn find_statement(graph: &Graph, id: &str) -> Found {
    let id = id.rsplit(['/', '#', ':']).next().unwrap_or(id).to_lowercase();
    if id.len() < SHORTEST_ID {
        return Found::None;
    }
    let mut found = Vec::new();
    for (index, statement) in (0u32..).zip(&graph.statements) {
        if statement.key.0 == id {
            return Found::One(StatementId(index));
        }
        let claims = statement.reports.iter().any(|report| report.claim.0.starts_with(&id));
        if claims || statement.key.0.starts_with(&id) {
            found.push((StatementId(index), statement.key.0.clone()));
        }
    }
    match found.as_slice() {
        [] => Found::None,
        [(one, _)] => Found::One(*one),
        many => Found::Many(many.iter().map(|(_, key)| key.clone()).collect()),
    }
}

/// Without case, accents and punctuation, words apart by one space.
fn folded(name: &str) -> String {
    let bare = name.nfkd().filter(|&c| canonical_combining_class(c) == 0).collect::<String>().to_lowercase();
    bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
