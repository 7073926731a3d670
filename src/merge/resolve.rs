//! Which atoms are one entity: scores, unions, doubts.
//!
//! In rounds, because a merge gives others common neighbours (collective resolution, Bhattacharya and Getoor 2007):
//! score every candidate pair against the clusters of the round, unite from the surest down, until nothing is united.
//! A union must not bring names together that cannot be one; doubts are never chained.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use super::atom::{Atom, Atoms, Coarse, record, root};
use super::context::{Context, Evidence};
use super::fold::fold;
use super::graph::IdentityVerdict;
use super::likeness::{Ambiguity, DOUBT, Likeness, compatible, likeness, likeness_of_nameless};
use super::pairs::candidates;
use crate::claim::ArticleClaims;
use crate::ontology::Ontology;

/// From here two names are one thing.
const SAME: f64 = 0.85;
/// From here they may be.
const POSSIBLE: f64 = 0.55;
/// Rounds after which nothing new was ever seen to happen.
const ROUNDS: usize = 4;
/// So many facts in common make one of two things without proper names.
const TELLING: usize = 2;
/// How many atoms of a cluster a union looks at.
const LOOK: usize = 24;

/// A decision about two atoms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decision {
    /// The one, the smaller.
    pub(super) a: u32,
    /// The other.
    pub(super) b: u32,
    /// What was decided.
    pub(super) verdict: IdentityVerdict,
    /// How sure that they are one.
    pub(super) score: f64,
    /// Why.
    pub(super) reasons: Vec<String>,
}

/// Atoms by cluster, and how it came to that.
pub(super) struct Resolution {
    /// For each atom the smallest atom of its cluster.
    pub(super) roots: Vec<u32>,
    /// Sorted by pair.
    pub(super) decisions: Vec<Decision>,
    /// Verdicts of *same* that were not carried out, each with the verdict of *different* that forbids it.
    pub(super) refused: BTreeSet<(usize, usize)>,
}

/// Two atoms, and the number of the verdict about them.
pub(super) type Ruled = (u32, u32, usize);

/// What a person decided of atoms.
#[derive(Clone, Debug, Default)]
pub(super) struct Forced {
    /// Pairs that are one.
    pub(super) same: Vec<Ruled>,
    /// Pairs that are not.
    pub(super) different: Vec<Ruled>,
}

/// Resolves the atoms of articles in canonical order.
pub(super) fn resolve(articles: &[&ArticleClaims], atoms: &Atoms, ontology: &Ontology, forced: &Forced) -> Resolution {
    let ambiguity = Ambiguity::read(&atoms.list);
    let mut context = Context::read(articles, atoms, ontology);
    let pairs: Vec<(u32, u32, Likeness)> = candidates(&atoms.list)
        .into_par_iter()
        .filter_map(|(a, b)| likeness(&atoms.list[a as usize], &atoms.list[b as usize], &ambiguity).map(|l| (a, b, l)))
        .collect();
    let words = |atom: u32| described(articles, &atoms.list[atom as usize]);
    let of_nameless =
        |(a, b): (u32, u32)| (a, b, likeness_of_nameless(&atoms.list[a as usize], &atoms.list[b as usize]));
    let mut clusters = Clusters::new(&atoms.list, forced);
    let mut decided: BTreeMap<(u32, u32), Decision> = BTreeMap::new();
    clusters.force(forced, &mut decided);
    for _ in 0..ROUNDS {
        let roots = clusters.roots();
        context.regroup(&roots);
        let nameless: Vec<_> = context.nameless(&atoms.list, &words).into_iter().map(of_nameless).collect();
        let mut scored = score(pairs.iter().chain(&nameless), &context, &atoms.list, &roots);
        scored.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        let mut united = false;
        let sure = scored.iter().filter(|decision| decision.verdict == IdentityVerdict::Same);
        clusters.agreed.extend(sure.map(|decision| (decision.a, decision.b)));
        decided.retain(|_, decision| decision.verdict == IdentityVerdict::Same);
        for decision in scored {
            united |= clusters.decide(decision, &mut decided);
        }
        if !united {
            break;
        }
    }
    let roots = clusters.roots();
    let apart = |d: &Decision| d.verdict == IdentityVerdict::Same || roots[d.a as usize] != roots[d.b as usize];
    Resolution { decisions: decided.into_values().filter(apart).collect(), roots, refused: clusters.refused }
}

/// Words of at least four letters by which its article calls a thing, names in them left out, sorted.
fn described(articles: &[&ArticleClaims], atom: &Atom) -> Vec<String> {
    let record = record(articles, atom.members[0]);
    let names = record.names.iter().chain([&record.label]).chain(&record.kind);
    let common = names.flat_map(|name| name.split_whitespace()).filter(|word| !word.contains(char::is_uppercase));
    common.map(fold).filter(|word| word.chars().count() >= 4).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Scores the pairs that are not yet united and could be more than nothing.
fn score<'p>(
    pairs: impl Iterator<Item = &'p (u32, u32, Likeness)>,
    context: &Context,
    atoms: &[Atom],
    roots: &[u32],
) -> Vec<Decision> {
    let open: Vec<_> = pairs.filter(|(a, b, _)| roots[*a as usize] != roots[*b as usize]).collect();
    open.into_par_iter()
        .filter_map(|(a, b, like)| {
            let evidence = context.weigh(atoms, roots, *a, *b);
            let decision = judge(*a, *b, like, &evidence, atoms);
            (decision.score >= POSSIBLE || decision.verdict == IdentityVerdict::Different).then_some(decision)
        })
        .collect()
}

/// Names and context to a verdict.
fn judge(a: u32, b: u32, like: &Likeness, evidence: &Evidence, atoms: &[Atom]) -> Decision {
    let mut score = like.base;
    let mut reasons = vec![like.reason.clone()];
    let mut weigh = |amount: f64, reason: String| {
        score += amount;
        reasons.push(reason);
    };
    let more = |n: usize, first: f64, next: f64, most: f64| (first + next * (n as f64 - 1.0)).min(most);
    if evidence.facts > 0 {
        weigh(more(evidence.facts, 0.2, 0.05, 0.3), count(evidence.facts, "fact", "in common"));
    }
    if evidence.neighbours > evidence.facts {
        weigh(0.1, count(evidence.neighbours, "related party", "in common"));
    }
    if evidence.company > 0 {
        weigh(more(evidence.company, 0.1, 0.03, 0.22), count(evidence.company, "name", "beside both"));
    }
    if evidence.kind {
        weigh(0.1, "the same kind or position".to_owned());
    }
    if evidence.beside {
        weigh(-0.3, "one article speaks of both".to_owned());
    }
    if evidence.related {
        weigh(-0.6, "a statement relates the one to the other".to_owned());
    }
    let named = atoms[a as usize].named() && atoms[b as usize].named();
    if !named && evidence.exclusive {
        weigh(-0.3, "facts that exclude each other".to_owned());
    }
    // Without a name, what is said of two things must make them one.
    let cap = if named || evidence.facts >= TELLING { like.cap } else { like.cap.min(DOUBT) };
    let score = (score.clamp(0.0, cap.min(0.99)) * 1000.0).round() / 1000.0;
    let same_name = named && atoms[a as usize].key == atoms[b as usize].key;
    let verdict = match score {
        s if s >= SAME => IdentityVerdict::Same,
        s if s >= POSSIBLE => IdentityVerdict::Possible,
        _ if same_name => IdentityVerdict::Different,
        _ => IdentityVerdict::Possible,
    };
    Decision { a, b, verdict, score, reasons }
}

fn count(n: usize, noun: &str, tail: &str) -> String {
    let plural = match (n, noun.strip_suffix('y')) {
        (1, _) => noun.to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{n} {plural} {tail}")
}

/// Union-find that knows what must stay apart.
struct Clusters<'a> {
    atoms: &'a [Atom],
    parent: Vec<usize>,
    members: Vec<Vec<u32>>,
    /// For each atom those that a person keeps apart from it, with the verdict.
    apart: Vec<Vec<(u32, usize)>>,
    restricted: bool,
    refused: BTreeSet<(usize, usize)>,
    /// Pairs whose own score makes them one.
    agreed: HashSet<(u32, u32)>,
}

impl<'a> Clusters<'a> {
    fn new(atoms: &'a [Atom], forced: &Forced) -> Self {
        let mut apart = vec![Vec::new(); atoms.len()];
        for (a, b, verdict) in &forced.different {
            apart[*a as usize].push((*b, *verdict));
            apart[*b as usize].push((*a, *verdict));
        }
        let members = (0..atoms.len() as u32).map(|i| vec![i]).collect();
        Self {
            atoms,
            parent: (0..atoms.len()).collect(),
            members,
            apart,
            restricted: !forced.different.is_empty(),
            refused: BTreeSet::new(),
            agreed: HashSet::new(),
        }
    }

    fn roots(&mut self) -> Vec<u32> {
        (0..self.parent.len()).map(|i| root(&mut self.parent, i) as u32).collect()
    }

    /// Unites what a person said is one; what a person also said is different stays apart.
    fn force(&mut self, forced: &Forced, decided: &mut BTreeMap<(u32, u32), Decision>) {
        for (a, b, verdict) in &forced.same {
            let (a, b) = (*a.min(b), *a.max(b));
            let (x, y) = (root(&mut self.parent, a as usize), root(&mut self.parent, b as usize));
            if x == y {
                continue;
            }
            if let Some(against) = self.kept_apart(x, y) {
                self.refused.insert((*verdict, against));
                continue;
            }
            self.unite(x, y);
            let reasons = vec!["a person said so".to_owned()];
            decided.insert((a, b), Decision { a, b, verdict: IdentityVerdict::Same, score: 1.0, reasons });
        }
    }

    /// Carries a decision out where it can be; answers whether it united anything.
    fn decide(&mut self, mut decision: Decision, decided: &mut BTreeMap<(u32, u32), Decision>) -> bool {
        let (x, y) = (root(&mut self.parent, decision.a as usize), root(&mut self.parent, decision.b as usize));
        if x == y {
            return false;
        }
        if self.kept_apart(x, y).is_some() {
            decision.verdict = IdentityVerdict::Different;
            decision.reasons.push("a person said so".to_owned());
        } else if decision.verdict == IdentityVerdict::Same && !self.compatible(x, y) {
            decision.verdict = IdentityVerdict::Possible;
            decision.reasons.push("other names of the two cannot be one".to_owned());
        }
        let united = decision.verdict == IdentityVerdict::Same;
        if united {
            self.unite(x, y);
        }
        decided.insert((decision.a, decision.b), decision);
        united
    }

    fn unite(&mut self, x: usize, y: usize) {
        let (low, high) = (x.min(y), x.max(y));
        self.parent[high] = low;
        let moved = std::mem::take(&mut self.members[high]);
        self.members[low].extend(moved);
    }

    /// The verdict that keeps two clusters apart.
    fn kept_apart(&mut self, x: usize, y: usize) -> Option<usize> {
        if !self.restricted {
            return None;
        }
        let small = if self.members[x].len() <= self.members[y].len() { x } else { y };
        let (members, target) = (self.members[small].clone(), if small == x { y } else { x });
        let mut opposites = members.iter().flat_map(|m| self.apart[*m as usize].clone());
        opposites.find(|(o, _)| root(&mut self.parent, *o as usize) == target).map(|(_, verdict)| verdict)
    }

    /// True where every full name of the one can be every full name of the other; short forms are not asked, since
    /// they never tell more than the full names beside them.
    fn compatible(&self, x: usize, y: usize) -> bool {
        let named = |root: usize| {
            let members = self.members[root].iter().map(|m| (*m, &self.atoms[*m as usize]));
            members.filter(|(_, atom)| atom.named()).take(LOOK)
        };
        let nameless = |root: usize| {
            let members = self.members[root].iter().map(|m| &self.atoms[*m as usize]);
            members.filter(|atom| !atom.named()).take(LOOK).map(|atom| atom.members[0].article)
        };
        // What an article describes apart is apart.
        if nameless(x).any(|article| nameless(y).any(|other| other == article)) {
            return false;
        }
        let agreed = |a: u32, b: u32| self.agreed.contains(&(a.min(b), a.max(b)));
        let full = |atom: &Atom| atom.key.contains(' ');
        let asked = |a: &Atom, b: &Atom| full(a) == full(b) || a.coarse == Coarse::Person || b.coarse == Coarse::Person;
        named(x).all(|(i, a)| named(y).all(|(j, b)| !asked(a, b) || agreed(i, j) || compatible(a, b)))
    }
}
