//! A part of the graph.

use std::collections::BTreeSet;

use super::format::ExportError;
use crate::claim::Status;
use crate::merge::{EntityId, Graph, Statement, StatementId, StatementObject};
use crate::ontology::PredicateId;
use crate::value::Edtf;

/// Which part of a graph is wanted; the default is all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only what lies around the entity of this name or IRI.
    pub around: Option<String>,
    /// How many steps around it.
    pub depth: u32,
    /// Only these predicates; empty: all.
    pub predicates: Vec<PredicateId>,
    /// Only statements at least as sure.
    pub min_confidence: f64,
    /// Only these statuses; empty: all.
    pub statuses: Vec<Status>,
    /// Only what is not over before.
    pub since: Option<Edtf>,
    /// Only what does not begin after.
    pub until: Option<Edtf>,
}

impl Filter {
    /// The part of the graph that passes, with the entities that it needs.
    ///
    /// # Errors
    /// Where `around` names no entity.
    pub fn apply(&self, graph: &Graph) -> Result<Graph, ExportError> {
        if self.is_empty() {
            return Ok(graph.clone());
        }
        let passing = |(i, st): (usize, &Statement)| self.passes(st).then_some(StatementId(i as u32));
        let wanted: BTreeSet<StatementId> = graph.statements.iter().enumerate().filter_map(passing).collect();
        let Some(name) = &self.around else {
            return Ok(graph.part(&wanted, &BTreeSet::new()));
        };
        let center = find(graph, name)?;
        let near = graph.part(&wanted, &BTreeSet::from([center]));
        let center = find(&near, &graph.entity(center).iri.0)?;
        let depth = self.depth.max(1);
        let reached = near.around(center, depth);
        // A figure is a step of its own.
        let inner = near.around(center, depth - 1);
        let inside = |(i, st): (usize, &Statement)| {
            let object = match st.object {
                StatementObject::Entity(object) => reached.contains(&object),
                _ => inner.contains(&st.subject),
            };
            (reached.contains(&st.subject) && object).then_some(StatementId(i as u32))
        };
        let wanted = near.statements.iter().enumerate().filter_map(inside).collect();
        Ok(near.part(&wanted, &BTreeSet::from([center])))
    }

    /// True where it asks for nothing, so that all passes: things too of which no statement is made.
    fn is_empty(&self) -> bool {
        *self == Self { depth: self.depth, ..Self::default() }
    }

    fn passes(&self, st: &Statement) -> bool {
        let listed = self.predicates.is_empty() || self.predicates.contains(&st.predicate);
        let status = self.statuses.is_empty() || self.statuses.contains(&st.status);
        let date = match &st.object {
            StatementObject::Date(date) => Some(date),
            _ => st.qualifiers.when.as_ref(),
        };
        // What has no date could be of any time.
        let timely = date.map(Edtf::period).is_none_or(|period| {
            let since = self.since.as_ref().and_then(|d| d.period().begin);
            let until = self.until.as_ref().and_then(|d| d.period().end);
            since.is_none_or(|since| period.end.is_none_or(|end| end >= since))
                && until.is_none_or(|until| period.begin.is_none_or(|begin| begin <= until))
        });
        listed && status && timely && st.confidence >= self.min_confidence
    }
}

/// The part of a graph that a person can look at: the entities of highest rank, and the statements between them and of
/// them. A graph that is small enough stays whole.
pub fn overview(graph: &Graph, entities: usize) -> Graph {
    if graph.entities.len() <= entities {
        return graph.clone();
    }
    let rank = graph.page_rank();
    let mut order: Vec<usize> = (0..rank.len()).collect();
    order.sort_by(|a, b| rank[*b].total_cmp(&rank[*a]).then(a.cmp(b)));
    let shown: BTreeSet<EntityId> = order.into_iter().take(entities).map(|i| EntityId(i as u32)).collect();
    let inside = |(i, st): (usize, &Statement)| {
        let object = match st.object {
            StatementObject::Entity(object) => shown.contains(&object),
            _ => true,
        };
        (shown.contains(&st.subject) && object).then_some(StatementId(i as u32))
    };
    let wanted = graph.statements.iter().enumerate().filter_map(inside).collect();
    graph.part(&wanted, &BTreeSet::new())
}

/// The entity of an IRI, a label or another name; of several the one that most articles mention.
fn find(graph: &Graph, name: &str) -> Result<EntityId, ExportError> {
    let wanted = name.to_lowercase();
    let rank = |i: usize| {
        let entity = &graph.entities[i];
        let exact = name.ends_with(&entity.iri.0) || entity.label == name;
        let label = entity.label.to_lowercase() == wanted;
        let alias = entity.names.iter().any(|n| n.to_lowercase() == wanted);
        (exact || label || alias).then_some((exact, label, entity.articles, std::cmp::Reverse(i)))
    };
    let best = (0..graph.entities.len()).filter_map(|i| rank(i).map(|r| (r, i))).max();
    best.map(|(_, i)| EntityId(i as u32)).ok_or_else(|| unknown(graph, name))
}

fn unknown(graph: &Graph, name: &str) -> ExportError {
    let wanted = name.to_lowercase();
    let mut near: Vec<(f64, &str)> = graph
        .entities
        .iter()
        .filter(|entity| entity.named)
        .map(|entity| (strsim::jaro_winkler(&entity.label.to_lowercase(), &wanted), entity.label.as_str()))
        .filter(|(score, _)| *score > 0.75)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    let names: Vec<String> = near.iter().take(3).map(|(_, label)| format!("`{label}`")).collect();
    let help = if names.is_empty() {
        "ask `glane query 'SELECT ?name { ?e skos:prefLabel ?name }'` for the names that there are".to_owned()
    } else {
        format!("did you mean {}?", names.join(", "))
    };
    ExportError::UnknownEntity { name: name.to_owned(), help }
}
