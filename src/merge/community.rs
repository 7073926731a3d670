//! Which entities hang together: communities by modularity.
//!
//! The method of Louvain (Blondel et al. 2008, *Fast unfolding of communities in large networks*), with every choice fixed:
//! nodes in order, of equal gains the first community. So the same graph has the same communities.

use std::collections::BTreeMap;

use super::graph::{EntityId, Graph, StatementObject};

/// A move must gain so much, lest rounding turn nodes back and forth.
const GAIN: f64 = 1e-9;
/// Rounds over all nodes of one level; news graphs settle in a handful.
const ROUNDS: usize = 32;

/// Communities of two and more, the largest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Communities {
    /// For each entity its community; `None` for one that no statement ties to another.
    pub of: Vec<Option<u32>>,
    /// Their members, sorted.
    pub members: Vec<Vec<EntityId>>,
}

impl Graph {
    /// Entities grouped by the statements between them that nobody denies, however they are directed.
    pub fn communities(&self) -> Communities {
        let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for st in self.statements.iter().filter(|st| !st.negated) {
            if let StatementObject::Entity(object) = st.object {
                let (a, b) = (st.subject.0 as usize, object.0 as usize);
                *weights.entry((a.min(b), a.max(b))).or_default() += 1.0;
            }
        }
        let edges: Vec<(usize, usize, f64)> = weights.into_iter().map(|((a, b), weight)| (a, b, weight)).collect();
        let found = louvain(self.entities.len(), edges);
        let mut groups: BTreeMap<usize, Vec<EntityId>> = BTreeMap::new();
        for (entity, community) in found.into_iter().enumerate() {
            groups.entry(community).or_default().push(EntityId(entity as u32));
        }
        let mut members: Vec<Vec<EntityId>> = groups.into_values().filter(|group| group.len() > 1).collect();
        members.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
        let mut of = vec![None; self.entities.len()];
        for (number, group) in members.iter().enumerate() {
            group.iter().for_each(|id| of[id.0 as usize] = Some(number as u32));
        }
        Communities { of, members }
    }
}

/// The community of each of `n` nodes, by edges of which each pair has one.
fn louvain(n: usize, mut edges: Vec<(usize, usize, f64)>) -> Vec<usize> {
    let mut of: Vec<usize> = (0..n).collect();
    let mut nodes = n;
    loop {
        let level = one_level(nodes, &edges);
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for community in &level {
            let next = numbers.len();
            numbers.entry(*community).or_insert(next);
        }
        if numbers.len() == nodes {
            return of;
        }
        of.iter_mut().for_each(|node| *node = numbers[&level[*node]]);
        let mut joined: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for (a, b, weight) in edges {
            let (x, y) = (numbers[&level[a]], numbers[&level[b]]);
            *joined.entry((x.min(y), x.max(y))).or_default() += weight;
        }
        edges = joined.into_iter().map(|((a, b), weight)| (a, b, weight)).collect();
        nodes = numbers.len();
    }
}

/// Moves nodes between communities until nothing is gained.
fn one_level(n: usize, edges: &[(usize, usize, f64)]) -> Vec<usize> {
    let mut beside: Vec<Vec<(usize, f64)>> = vec![Vec::new(); n];
    let mut degree = vec![0.0; n];
    for (a, b, weight) in edges {
        degree[*a] += weight;
        degree[*b] += weight;
        if a != b {
            beside[*a].push((*b, *weight));
            beside[*b].push((*a, *weight));
        }
    }
    let whole: f64 = degree.iter().sum();
    let mut of: Vec<usize> = (0..n).collect();
    let mut total = degree.clone();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for node in 0..n {
            let mut ties: BTreeMap<usize, f64> = BTreeMap::from([(of[node], 0.0)]);
            for (other, weight) in &beside[node] {
                *ties.entry(of[*other]).or_default() += weight;
            }
            total[of[node]] -= degree[node];
            // What modularity gains, but for a constant factor.
            let gain = |community: usize| ties[&community] - total[community] * degree[node] / whole;
            let mut best = of[node];
            for community in ties.keys() {
                if gain(*community) > gain(best) + GAIN {
                    best = *community;
                }
            }
            moved |= best != of[node];
            of[node] = best;
            total[best] += degree[node];
        }
        if !moved {
            break;
        }
    }
    of
}

#[cfg(test)]
mod tests {
    use super::super::sample::{article, ontology};
    use super::super::{Curation, merge};
    use super::*;

    /// Two triangles, tied by one statement; a pair; a firm alone.
    fn world(order: &[(&str, &str)]) -> Graph {
        let names = ["Arvel", "Brune", "Corvin", "Dolme", "Esnay", "Ferlo", "Gavre", "Huis", "Ilmen"];
        let draft = names.iter().fold(article("a"), |draft, name| draft.named("Company", name, &[]));
        merge(
            &[order.iter().fold(draft, |draft, (a, b)| draft.says(a, "acquires", b)).done()],
            &ontology(),
            &Curation::default(),
        )
    }

    const TIES: [(&str, &str); 8] = [
        ("Arvel", "Brune"),
        ("Brune", "Corvin"),
        ("Corvin", "Arvel"),
        ("Corvin", "Dolme"),
        ("Dolme", "Esnay"),
        ("Esnay", "Ferlo"),
        ("Ferlo", "Dolme"),
        ("Gavre", "Huis"),
    ];

    #[test]
    fn what_is_closely_tied_is_a_community() {
        let graph = world(&TIES);
        let communities = graph.communities();
        let labels =
            |group: &Vec<EntityId>| group.iter().map(|id| graph.entity(*id).label.as_str()).collect::<Vec<_>>();
        let found: Vec<_> = communities.members.iter().map(labels).collect();
        assert_eq!(found, [vec!["Arvel", "Brune", "Corvin"], vec!["Dolme", "Esnay", "Ferlo"], vec!["Gavre", "Huis"]]);
        assert_eq!(communities.of, [0, 0, 0, 1, 1, 1, 2, 2].map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    }

    #[test]
    fn communities_do_not_depend_on_the_order_of_claims() {
        let mut back = TIES;
        back.reverse();
        assert_eq!(world(&back).communities(), world(&TIES).communities());
        assert_eq!(Graph::default().communities(), Communities::default());
    }
}
