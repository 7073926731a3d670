//! Candidates that refer to one thing, with what is known of it.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidate;
use super::view::View;
use crate::ontology::{Gender, Ontology, TypeId};

/// What is known of one entity.
#[derive(Clone, Debug, Default)]
pub(super) struct Cluster {
    /// Candidates, in the order in which they were joined.
    pub members: Vec<usize>,
    pub evidence: BTreeMap<TypeId, f32>,
    pub genders: BTreeSet<Gender>,
    /// Kind nouns used for it.
    pub kinds: BTreeSet<usize>,
    /// Places whose adjective is used of it.
    pub demonyms: BTreeSet<usize>,
    pub named: bool,
    /// How many of its members are names.
    pub names: usize,
    /// The nominal that says what it is, with the strength of that statement.
    pub kind_phrase: Option<(u8, usize)>,
}

impl Cluster {
    /// The likeliest type and its weight.
    pub fn class(&self) -> Option<(&TypeId, f32)> {
        let best = self.evidence.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)));
        best.map(|(class, weight)| (class, *weight))
    }

    pub fn is(&self, class: &str) -> bool {
        self.class().is_some_and(|(own, _)| own.0 == class)
    }
}

/// A partition of the candidates.
pub(super) struct Clusters<'v, 'a> {
    pub view: &'v View<'a>,
    pub candidates: Vec<Candidate>,
    /// Cluster by candidate.
    of: Vec<usize>,
    clusters: Vec<Cluster>,
    /// Why the candidate is where it is, and how surely.
    pub reasons: Vec<(&'static str, f32)>,
}

impl<'v, 'a> Clusters<'v, 'a> {
    /// Every candidate alone.
    pub fn new(view: &'v View<'a>, candidates: Vec<Candidate>) -> Self {
        let clusters = candidates.iter().enumerate().map(|(at, candidate)| alone(at, candidate)).collect();
        let reasons =
            candidates.iter().map(|c| if c.is_name() { ("name", 0.95) } else { ("noun phrase", 0.7) }).collect();
        Self { view, of: (0..candidates.len()).collect(), clusters, reasons, candidates }
    }

    pub fn of(&self, candidate: usize) -> usize {
        self.of[candidate]
    }

    pub fn cluster(&self, candidate: usize) -> &Cluster {
        &self.clusters[self.of[candidate]]
    }

    pub fn get(&self, cluster: usize) -> &Cluster {
        &self.clusters[cluster]
    }

    pub fn same(&self, a: usize, b: usize) -> bool {
        self.of[a] == self.of[b]
    }

    /// Joins the clusters of two candidates; `joining` is the one that the reason speaks of.
    pub fn join(&mut self, anchor: usize, joining: usize, reason: &'static str, probability: f32) {
        self.reasons[joining] = (reason, probability);
        let (mut keep, mut gone) = (self.of[anchor], self.of[joining]);
        if keep == gone {
            return;
        }
        if self.clusters[keep].members.len() < self.clusters[gone].members.len() {
            std::mem::swap(&mut keep, &mut gone);
        }
        let taken = std::mem::take(&mut self.clusters[gone]);
        for &member in &taken.members {
            self.of[member] = keep;
        }
        absorb(&mut self.clusters[keep], taken);
    }

    /// Adds evidence to the cluster of a candidate.
    pub fn support(&mut self, candidate: usize, evidence: &[(TypeId, f32)]) {
        let cluster = &mut self.clusters[self.of[candidate]];
        for (class, weight) in evidence {
            *cluster.evidence.entry(class.clone()).or_default() += weight;
        }
    }

    /// Takes the nominal for what says what the candidate's entity is, unless something stronger does.
    pub fn note_kind(&mut self, candidate: usize, nominal: usize, strength: u8) {
        let cluster = &mut self.clusters[self.of[candidate]];
        if cluster.kind_phrase.is_none_or(|(known, _)| strength > known) {
            cluster.kind_phrase = Some((strength, nominal));
        }
    }

    /// True where the two entities can be one, going by their types: kin, or one of them nearly unknown.
    pub fn compatible(&self, a: usize, b: usize) -> bool {
        let (Some((x, x_weight)), Some((y, y_weight))) = (self.cluster(a).class(), self.cluster(b).class()) else {
            return true;
        };
        kin(self.view.ontology, x, y) || x_weight.min(y_weight) < 0.5
    }
}

fn alone(at: usize, candidate: &Candidate) -> Cluster {
    let mut cluster = Cluster {
        members: vec![at],
        named: candidate.is_name(),
        names: usize::from(candidate.is_name()),
        ..Cluster::default()
    };
    for (class, weight) in &candidate.evidence {
        *cluster.evidence.entry(class.clone()).or_default() += weight;
    }
    cluster.genders.extend(candidate.gender);
    cluster.kinds.extend(&candidate.kinds);
    cluster.demonyms.extend(&candidate.demonyms);
    cluster
}

fn absorb(keep: &mut Cluster, taken: Cluster) {
    keep.members.extend(taken.members);
    for (class, weight) in taken.evidence {
        *keep.evidence.entry(class).or_default() += weight;
    }
    keep.genders.extend(taken.genders);
    keep.kinds.extend(taken.kinds);
    keep.demonyms.extend(taken.demonyms);
    keep.named |= taken.named;
    keep.names += taken.names;
    if let Some((strength, nominal)) = taken.kind_phrase
        && keep.kind_phrase.is_none_or(|(known, other)| (strength, other) > (known, nominal))
    {
        keep.kind_phrase = Some((strength, nominal));
    }
}

/// True where the types share a class below the root (Company and Media: Organization; Unit and Company: Agent), but
/// persons are kin to persons only.
pub(super) fn kin(ontology: &Ontology, a: &TypeId, b: &TypeId) -> bool {
    let person = TypeId("Person".to_owned());
    let is_person = |id: &TypeId| ontology.is_a(id, &person);
    a == b || is_person(a) == is_person(b) && ancestors(ontology, a).iter().any(|up| ontology.is_a(b, up))
}

/// The type and its super-classes, without the root.
fn ancestors(ontology: &Ontology, id: &TypeId) -> Vec<TypeId> {
    let mut found = vec![id.clone()];
    let mut at = 0;
    while let Some(parents) = found.get(at).and_then(|id| ontology.types.get(id)).map(|class| &class.parents) {
        for parent in parents {
            if ontology.types.get(parent).is_some_and(|class| !class.parents.is_empty()) && !found.contains(parent) {
                found.push(parent.clone());
            }
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_kin_and_persons_are_apart() {
        let ontology = Ontology::builtin().expect("the built-in files are right");
        let kin = |a: &str, b: &str| super::kin(&ontology, &TypeId(a.to_owned()), &TypeId(b.to_owned()));
        assert!(kin("Company", "Media") && kin("Unit", "Company") && kin("Product", "Service"));
        assert!(kin("Person", "Person"));
        assert!(!kin("Person", "Company") && !kin("Place", "Event") && !kin("Company", "Product"));
    }
}
