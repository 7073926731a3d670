//! The graph as a graph: rank, paths, parts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::graph::{Conflict, EntityId, Graph, IdentityLink, NameRef, StatementId, StatementObject};

/// Share of rank that flows along statements (Brin and Page 1998).
const DAMPING: f64 = 0.85;
/// Rounds of the power iteration; the error shrinks by [`DAMPING`] in each.
const ROUNDS: usize = 60;

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The statement walked along.
    pub statement: StatementId,
    /// True from subject to object.
    pub forward: bool,
    /// Where it leads.
    pub to: EntityId,
}

impl Graph {
    /// PageRank of each entity over the statements between entities, read both ways, since *X buys Y* makes either
    /// worth a look; the ranks sum to 1.
    pub fn page_rank(&self) -> Vec<f64> {
        let n = self.entities.len();
        if n == 0 {
            return Vec::new();
        }
        let mut edges: Vec<(usize, usize)> = Vec::new();
        for st in self.statements.iter().filter(|st| !st.negated) {
            if let StatementObject::Entity(object) = st.object {
                let (a, b) = (st.subject.0 as usize, object.0 as usize);
                edges.extend([(a, b), (b, a)]);
            }
        }
        edges.sort_unstable();
        edges.dedup();
        let mut degree = vec![0.0; n];
        for (from, _) in &edges {
            degree[*from] += 1.0;
        }
        let mut rank = vec![1.0 / n as f64; n];
        for _ in 0..ROUNDS {
            let idle: f64 = (0..n).filter(|i| degree[*i] == 0.0).map(|i| rank[i]).sum();
            let mut next = vec![(1.0 - DAMPING + DAMPING * idle) / n as f64; n];
            for (from, to) in &edges {
                next[*to] += DAMPING * rank[*from] / degree[*from];
            }
            rank = next;
        }
        rank
    }

    /// A shortest way between two entities along statements, in either direction; of equal ones the first in the
    /// graph's order. Empty from an entity to itself, `None` where there is no way.
    pub fn path(&self, from: EntityId, to: EntityId) -> Option<Vec<Step>> {
        let net = self.network();
        let mut reached: BTreeMap<EntityId, Option<(EntityId, Step)>> = BTreeMap::from([(from, None)]);
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            if at == to {
                break;
            }
            let node = NodeIndex::new(at.0 as usize);
            let out = net.edges_directed(node, Direction::Outgoing).map(|e| (*e.weight(), true, net[e.target()]));
            let back = net.edges_directed(node, Direction::Incoming).map(|e| (*e.weight(), false, net[e.source()]));
            let mut steps: Vec<(StatementId, bool, EntityId)> = out.chain(back).collect();
            steps.sort_unstable();
            for (statement, forward, next) in steps {
                reached.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    Some((at, Step { statement, forward, to: next }))
                });
            }
        }
        let mut steps = Vec::new();
        let mut at = to;
        while let Some((before, step)) = reached.get(&at)? {
            steps.push(*step);
            at = *before;
        }
        steps.reverse();
        Some(steps)
    }

    /// Entities within `depth` steps of one, along statements in either direction.
    pub fn around(&self, center: EntityId, depth: u32) -> BTreeSet<EntityId> {
        let mut seen = BTreeSet::from([center]);
        for _ in 0..depth {
            let before = seen.len();
            let mut next = BTreeSet::new();
            for st in &self.statements {
                if let StatementObject::Entity(object) = st.object {
                    match (seen.contains(&st.subject), seen.contains(&object)) {
                        (true, false) => next.insert(object),
                        (false, true) => next.insert(st.subject),
                        _ => false,
                    };
                }
            }
            seen.extend(next);
            if seen.len() == before {
                break;
            }
        }
        seen
    }

    /// The part with these statements, and the entities that they need or that `also` holds. Indices are new, names
    /// and keys stay.
    pub fn part(&self, wanted: &BTreeSet<StatementId>, also: &BTreeSet<EntityId>) -> Self {
        let mut needed = also.clone();
        for id in wanted {
            let st = self.statement(*id);
            needed.insert(st.subject);
            if let StatementObject::Entity(object) = st.object {
                needed.insert(object);
            }
            let q = &st.qualifiers;
            let parties = st.attributed_to.iter().chain(&q.of).chain(&q.to).chain(&q.from).chain(&q.products);
            needed.extend(parties.filter_map(|r| r.entity));
        }
        let entity: BTreeMap<EntityId, EntityId> =
            needed.iter().enumerate().map(|(i, id)| (*id, EntityId(i as u32))).collect();
        let statement: BTreeMap<StatementId, StatementId> =
            wanted.iter().enumerate().map(|(i, id)| (*id, StatementId(i as u32))).collect();
        let mut part = Self {
            articles: self.articles.clone(),
            entities: needed.iter().map(|id| self.entity(*id).clone()).collect(),
            statements: wanted.iter().map(|id| self.statement(*id).clone()).collect(),
            links: self.links.iter().filter_map(|link| renumber_link(link, &entity)).collect(),
            conflicts: self.conflicts.iter().filter_map(|c| renumber_conflict(c, &statement)).collect(),
            diagnostics: Vec::new(),
        };
        for st in &mut part.statements {
            st.subject = entity[&st.subject];
            if let StatementObject::Entity(object) = &mut st.object {
                *object = entity[object];
            }
            let q = &mut st.qualifiers;
            let parties = q.of.iter_mut().chain(&mut q.to).chain(&mut q.from).chain(&mut q.products);
            let reports = st.reports.iter_mut().flat_map(|r| &mut r.attributed_to);
            for party in parties.chain(&mut st.attributed_to).chain(reports) {
                renumber_party(party, &entity);
            }
        }
        part
    }
}

fn renumber_party(party: &mut NameRef, entity: &BTreeMap<EntityId, EntityId>) {
    party.entity = party.entity.and_then(|id| entity.get(&id).copied());
}

fn renumber_link(link: &IdentityLink, entity: &BTreeMap<EntityId, EntityId>) -> Option<IdentityLink> {
    let mut link = link.clone();
    link.a.entity = *entity.get(&link.a.entity)?;
    link.b.entity = *entity.get(&link.b.entity)?;
    Some(link)
}

fn renumber_conflict(conflict: &Conflict, statement: &BTreeMap<StatementId, StatementId>) -> Option<Conflict> {
    let (a, b) = (*statement.get(&conflict.a)?, *statement.get(&conflict.b)?);
    Some(Conflict { a, b, ..conflict.clone() })
}

#[cfg(test)]
mod tests {
    use super::super::sample::{article, ontology};
    use super::super::{Curation, merge};
    use super::*;

    fn star() -> Graph {
        let mut draft = article("a").named("Company", "Tarn", &[]);
        for name in ["Arvel", "Brune", "Corvin"] {
            draft = draft.named("Company", name, &[]).says("Tarn", "acquires", name);
        }
        draft = draft.named("Company", "Dolme", &[]).says("Dolme", "acquires", "Corvin").named("Place", "Vallis", &[]);
        merge(&[draft.done()], &ontology(), &Curation::default())
    }

    fn id(graph: &Graph, label: &str) -> EntityId {
        EntityId(graph.entities.iter().position(|e| e.label == label).expect("it is there") as u32)
    }

    #[test]
    fn the_hub_ranks_first_and_ranks_sum_to_one() {
        let graph = star();
        let rank = graph.page_rank();
        let best = (0..rank.len()).max_by(|a, b| rank[*a].total_cmp(&rank[*b])).expect("there are entities");
        assert_eq!(graph.entities[best].label, "Tarn");
        assert!((rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn paths_go_both_ways() {
        let graph = star();
        let path = graph.path(id(&graph, "Arvel"), id(&graph, "Dolme")).expect("there is a way");
        assert_eq!(path.iter().map(|s| s.forward).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(graph.path(id(&graph, "Arvel"), id(&graph, "Vallis")), None);
        assert_eq!(graph.path(id(&graph, "Arvel"), id(&graph, "Arvel")), Some(Vec::new()));
    }

    #[test]
    fn a_part_keeps_names_and_renumbers() {
        let graph = star();
        let wanted = BTreeSet::from([StatementId(1)]);
        let part = graph.part(&wanted, &BTreeSet::new());
        let st = &part.statements[0];
        assert_eq!(st.key, graph.statements[1].key);
        assert_eq!(part.entity(st.subject).label, graph.entity(graph.statements[1].subject).label);
        assert_eq!(graph.around(id(&graph, "Arvel"), 1).len(), 2);
        assert_eq!(graph.around(id(&graph, "Arvel"), 2).len(), 4);
    }
}
