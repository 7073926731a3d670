//! Where an entity stands among the others.

use serde::Serialize;

use crate::merge::{Communities, EntityId, Graph, StatementObject};

/// Companions that a card names.
const NAMED: usize = 6;

/// Degrees, ranks and communities of a whole graph, worked out once.
#[derive(Clone, Debug)]
pub struct Standings {
    rank: Vec<f64>,
    degree: Vec<u32>,
    communities: Communities,
}

/// Where one entity stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Statements of which it is subject or object.
    pub degree: u32,
    /// Its place by PageRank, from 1.
    pub place: u32,
    /// Of how many entities.
    pub of: u32,
    /// How many entities its community has, itself included; 0 where it stands alone.
    pub community: u32,
    /// Labels of the others of highest rank in it.
    pub companions: Vec<String>,
}

impl Standings {
    /// Of a graph.
    pub fn new(graph: &Graph) -> Self {
        let mut degree = vec![0; graph.entities.len()];
        for st in &graph.statements {
            degree[st.subject.0 as usize] += 1;
            if let StatementObject::Entity(object) = st.object {
                degree[object.0 as usize] += 1;
            }
        }
        Self { rank: graph.page_rank(), degree, communities: graph.communities() }
    }

    /// Of one entity of the same graph.
    ///
    /// # Panics
    /// Where the id is of another graph.
    pub fn of(&self, graph: &Graph, id: EntityId) -> Standing {
        let rank = |id: &EntityId| self.rank[id.0 as usize];
        let community = self.communities.of[id.0 as usize].map(|number| &self.communities.members[number as usize]);
        let mut others: Vec<EntityId> = community.into_iter().flatten().copied().filter(|other| *other != id).collect();
        others.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then(a.cmp(b)));
        Standing {
            degree: self.degree[id.0 as usize],
            place: 1 + self.rank.iter().filter(|other| **other > rank(&id)).count() as u32,
            of: self.rank.len() as u32,
            community: community.map_or(0, |members| members.len() as u32),
            companions: others.iter().take(NAMED).map(|other| graph.entity(*other).label.clone()).collect(),
        }
    }
}
