//! What changed between two graphs.

use std::collections::BTreeMap;

use super::graph::{EntityId, Graph, StatementId};

/// The difference from one graph to another; each list in the graphs' order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Entities of the other alone.
    pub entities_added: Vec<EntityId>,
    /// Entities of the one alone.
    pub entities_gone: Vec<EntityId>,
    /// Entities of both, in the one and in the other, with another name or type.
    pub entities_changed: Vec<(EntityId, EntityId)>,
    /// Statements of the other alone.
    pub statements_added: Vec<StatementId>,
    /// Statements of the one alone.
    pub statements_gone: Vec<StatementId>,
    /// Statements of both, in the one and in the other, with another status, support, confidence or source.
    pub statements_changed: Vec<(StatementId, StatementId)>,
}

impl Diff {
    /// True where nothing changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Graph {
    /// What changed from this graph to `other`: entities are known by IRI, statements by key.
    pub fn diff(&self, other: &Self) -> Diff {
        let mut diff = Diff::default();
        let (ours, theirs) = (self.entities_by_iri(), other.entities_by_iri());
        for (iri, id) in &ours {
            match theirs.get(iri) {
                None => diff.entities_gone.push(*id),
                Some(new) => {
                    let (a, b) = (self.entity(*id), other.entity(*new));
                    if (&a.label, &a.entity_type, &a.names) != (&b.label, &b.entity_type, &b.names) {
                        diff.entities_changed.push((*id, *new));
                    }
                }
            }
        }
        diff.entities_added = theirs.iter().filter(|(iri, _)| !ours.contains_key(*iri)).map(|(_, id)| *id).collect();
        let (ours, theirs) = (self.statements_by_key(), other.statements_by_key());
        for (key, id) in &ours {
            match theirs.get(key) {
                None => diff.statements_gone.push(*id),
                Some(new) => {
                    let (a, b) = (self.statement(*id), other.statement(*new));
                    let said = |g: &Self, st: &super::Statement| {
                        let sources: Vec<String> = st.attributed_to.iter().map(|r| g.named(r)).collect();
                        (st.status, st.support, st.confidence.to_bits(), st.accepted, sources)
                    };
                    if said(self, a) != said(other, b) {
                        diff.statements_changed.push((*id, *new));
                    }
                }
            }
        }
        diff.statements_added = theirs.iter().filter(|(key, _)| !ours.contains_key(*key)).map(|(_, id)| *id).collect();
        diff.statements_gone.sort();
        diff.statements_added.sort();
        diff.statements_changed.sort();
        diff
    }

    fn entities_by_iri(&self) -> BTreeMap<&str, EntityId> {
        self.entities.iter().enumerate().map(|(i, e)| (e.iri.0.as_str(), EntityId(i as u32))).collect()
    }

    fn statements_by_key(&self) -> BTreeMap<&str, StatementId> {
        self.statements.iter().enumerate().map(|(i, st)| (st.key.0.as_str(), StatementId(i as u32))).collect()
    }

    fn named(&self, party: &super::NameRef) -> String {
        party.entity.map_or_else(|| party.label.clone(), |id| self.entity(id).iri.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{articles, ontology};
    use super::super::{Curation, merge};

    #[test]
    fn one_more_article_shows() {
        let all = articles();
        let before = merge(&all[..1], &ontology(), &Curation::default());
        let after = merge(&all, &ontology(), &Curation::default());
        let diff = before.diff(&after);
        let added: Vec<_> = diff.entities_added.iter().map(|id| after.entity(*id).label.as_str()).collect();
        assert_eq!((added, diff.entities_gone.len()), (vec!["Elma Ferrand"], 0));
        assert_eq!((diff.statements_added.len(), diff.statements_gone.len()), (3, 0));
        let (old, new) = diff.statements_changed[0];
        assert_eq!((before.statement(old).support, after.statement(new).support), (1, 2));
        assert!(after.diff(&after).is_empty());
    }
}
