//! What the articles say around two names: shared facts, shared parties, and what keeps them apart.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::atom::{Atom, Atoms};
use super::graph::ArticleId;
use crate::claim::{ArticleClaims, Claim, Object};
use crate::mention::LocalEntityId;
use crate::ontology::Ontology;

/// How many articles of an atom are read for the parties beside it.
const READ: usize = 32;
/// With so many others of one fact a thing without a proper name is compared.
const CROWD: usize = 24;

/// One thing that an article says of an atom: by which predicate, in which direction, with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Feature {
    predicate: u32,
    /// True where the atom is the subject (always, for symmetric predicates).
    subject: bool,
    other: Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Other {
    Atom(u32),
    Value(u64),
}

/// All features, and those of the clusters of a round.
pub(super) struct Context {
    raw: Vec<(u32, Feature)>,
    /// Features by cluster, sorted; `starts[root]..starts[root + 1]`.
    features: Vec<Feature>,
    starts: Vec<usize>,
    /// Predicates that have one object at a time.
    functional: Vec<bool>,
    /// Atoms of each article.
    present: Vec<Vec<u32>>,
    /// How many articles a cluster stands in.
    spread: Vec<u32>,
    limit: u32,
}

/// What speaks for and against two clusters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Facts that both have.
    pub(super) facts: usize,
    /// Parties with which both have facts.
    pub(super) neighbours: usize,
    /// Parties that stand in articles of both.
    pub(super) company: usize,
    /// True where both are said to be the same kind of thing or hold the same position.
    pub(super) kind: bool,
    /// True where one article speaks of both as two.
    pub(super) beside: bool,
    /// True where a claim relates the one to the other.
    pub(super) related: bool,
    /// True where a predicate that has one object at a time has another for each.
    pub(super) exclusive: bool,
}

impl Context {
    /// Reads the claims once.
    pub(super) fn read(articles: &[&ArticleClaims], atoms: &Atoms, ontology: &Ontology) -> Self {
        let mut predicates: HashMap<&str, u32> = HashMap::new();
        let mut functional = Vec::new();
        let mut raw = Vec::new();
        let mut present = Vec::with_capacity(articles.len());
        for (a, article) in articles.iter().enumerate() {
            let at = |local| atoms.of(ArticleId(a as u32), local);
            let mut here: Vec<u32> = (0..article.entities.len()).filter_map(|l| at(LocalEntityId(l as u32))).collect();
            here.sort_unstable();
            here.dedup();
            present.push(here);
            for claim in article.claims.iter().filter(|claim| !claim.negated) {
                let next = predicates.len() as u32;
                let predicate = *predicates.entry(&claim.predicate.0).or_insert(next);
                let known = ontology.predicates.get(&claim.predicate);
                let symmetric = known.is_some_and(|p| p.symmetric);
                if predicate == next {
                    functional.push(known.is_some_and(|p| p.functional));
                }
                let Some(subject) = at(claim.subject) else { continue };
                let other = match &claim.object {
                    Object::Entity(object) => {
                        let Some(object) = at(*object) else { continue };
                        let back = Feature { predicate, subject: symmetric, other: Other::Atom(subject) };
                        raw.push((object, back));
                        Other::Atom(object)
                    }
                    _ => Other::Value(value_hash(claim)),
                };
                raw.push((subject, Feature { predicate, subject: true, other }));
            }
        }
        let limit = (articles.len() as u32 / 50).max(5);
        Self { raw, features: Vec::new(), starts: Vec::new(), functional, present, spread: Vec::new(), limit }
    }

    /// Regroups the features by the clusters of a round.
    pub(super) fn regroup(&mut self, roots: &[u32]) {
        let mut grouped: Vec<(u32, Feature)> = self
            .raw
            .iter()
            .map(|(atom, feature)| {
                let other = match feature.other {
                    Other::Atom(other) => Other::Atom(roots[other as usize]),
                    value => value,
                };
                (roots[*atom as usize], Feature { other, ..*feature })
            })
            .collect();
        grouped.sort_unstable();
        grouped.dedup();
        self.starts = vec![0; roots.len() + 1];
        for (root, _) in &grouped {
            self.starts[*root as usize + 1] += 1;
        }
        for i in 0..roots.len() {
            self.starts[i + 1] += self.starts[i];
        }
        self.features = grouped.into_iter().map(|(_, feature)| feature).collect();
        self.spread = vec![0; roots.len()];
        for here in &self.present {
            let mut clusters: Vec<u32> = here.iter().map(|atom| roots[*atom as usize]).collect();
            clusters.sort_unstable();
            clusters.dedup();
            for cluster in clusters {
                self.spread[cluster as usize] += 1;
            }
        }
    }

    fn of(&self, root: u32) -> &[Feature] {
        &self.features[self.starts[root as usize]..self.starts[root as usize + 1]]
    }

    /// Pairs of things without a proper name that share a fact with one named party and a word: the only ones that can be
    /// one. `words` gives the words of an atom, sorted. In the clusters of the round.
    pub(super) fn nameless(&self, atoms: &[Atom], words: &dyn Fn(u32) -> Vec<String>) -> Vec<(u32, u32)> {
        let nameless = |atom: u32| !atoms[atom as usize].named();
        let telling = |feature: &&Feature| match feature.other {
            Other::Atom(other) => !nameless(other),
            Other::Value(_) => false,
        };
        let roots = (0..atoms.len() as u32).filter(|root| nameless(*root));
        let facts = roots.flat_map(|root| self.of(root).iter().filter(telling).map(move |f| (*f, root)));
        let mut facts: Vec<(Feature, u32)> = facts.collect();
        facts.sort_unstable();
        facts.dedup();
        let mut pairs = BTreeSet::new();
        for block in facts.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
            let named: Vec<(u32, Vec<String>)> = block.iter().map(|(_, atom)| (*atom, words(*atom))).collect();
            for (n, (a, mine)) in named.iter().enumerate() {
                for (b, theirs) in named[n + 1..].iter().take(CROWD) {
                    let apart = atoms[*a as usize].members[0].article != atoms[*b as usize].members[0].article;
                    let alike = atoms[*a as usize].coarse == atoms[*b as usize].coarse;
                    if apart && alike && mine.iter().any(|word| theirs.binary_search(word).is_ok()) {
                        pairs.insert((*a.min(b), *a.max(b)));
                    }
                }
            }
        }
        pairs.into_iter().collect()
    }

    /// Weighs two atoms in the clusters of the round.
    pub(super) fn weigh(&self, atoms: &[Atom], roots: &[u32], a: u32, b: u32) -> Evidence {
        let (root_a, root_b) = (roots[a as usize], roots[b as usize]);
        let (x, y) = (self.of(root_a), self.of(root_b));
        let (small, large) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        let facts = small.iter().filter(|f| large.binary_search(f).is_ok()).count();
        let related = x.iter().any(|f| f.other == Other::Atom(root_b));
        let (one, two) = (&atoms[a as usize], &atoms[b as usize]);
        Evidence {
            facts,
            neighbours: shared(parties(x), &parties(y)),
            company: self.company(atoms, roots, a, b),
            kind: one.kinds.intersection(&two.kinds).next().is_some(),
            beside: beside(one, two),
            related,
            exclusive: self.exclusive(x, y),
        }
    }

    /// True where a predicate that has one object at a time has others for the one than for the other.
    fn exclusive(&self, x: &[Feature], y: &[Feature]) -> bool {
        let own = |f: &&Feature| f.subject && self.functional[f.predicate as usize];
        let of = |list: &[Feature], predicate: u32| -> Vec<Feature> {
            list.iter().filter(own).filter(|f| f.predicate == predicate).copied().collect()
        };
        x.iter().filter(own).any(|f| {
            let theirs = of(y, f.predicate);
            !theirs.is_empty() && of(x, f.predicate).iter().all(|mine| !theirs.contains(mine))
        })
    }

    /// Named parties, not everyday ones, beside both.
    fn company(&self, atoms: &[Atom], roots: &[u32], a: u32, b: u32) -> usize {
        let beside = |atom: u32| {
            let articles = atoms[atom as usize].members.iter().take(READ).map(|m| m.article.0 as usize);
            let mut list: Vec<u32> = articles
                .flat_map(|article| &self.present[article])
                .filter(|other| atoms[**other as usize].named())
                .map(|other| roots[*other as usize])
                .filter(|r| {
                    *r != roots[a as usize] && *r != roots[b as usize] && self.spread[*r as usize] <= self.limit
                })
                .collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        shared(beside(a), &beside(b))
    }
}

/// Distinct atoms among the features, sorted.
fn parties(features: &[Feature]) -> Vec<u32> {
    let mut list: Vec<u32> = features
        .iter()
        .filter_map(|f| match f.other {
            Other::Atom(other) => Some(other),
            Other::Value(_) => None,
        })
        .collect();
    list.sort_unstable();
    list.dedup();
    list
}

fn shared(a: Vec<u32>, b: &[u32]) -> usize {
    a.iter().filter(|x| b.binary_search(x).is_ok()).count()
}

/// True where an article has both.
fn beside(a: &Atom, b: &Atom) -> bool {
    let (small, large) = if a.members.len() <= b.members.len() { (a, b) } else { (b, a) };
    small.members.iter().any(|m| {
        let at = large.members.partition_point(|other| other.article < m.article);
        large.members.get(at).is_some_and(|other| other.article == m.article)
    })
}

/// A hash of the value that a claim states; only compared within one process.
fn value_hash(claim: &Claim) -> u64 {
    let mut hasher = DefaultHasher::new();
    match &claim.object {
        Object::Quantity(quantity) => {
            quantity.value.map(f64::to_bits).hash(&mut hasher);
            quantity.unit.hash(&mut hasher);
        }
        Object::Date(date) => date.hash(&mut hasher),
        Object::Entity(_) => {}
    }
    claim.qualifiers.metric.hash(&mut hasher);
    hasher.finish()
}
