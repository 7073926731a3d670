//! A person's verdicts, carried out.
//!
//! *Same* and *different* come to pairs of members (local entities of articles), since those stay what they are whatever
//! else the verdicts change; the rest concerns the finished graph. What cannot be carried out is told, never dropped.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atoms, Coarse, record};
use super::curation::{Curation, Reference, StatementRef, Verdict};
use super::fold::fold;
use super::graph::{ArticleId, Entity, EntityId, Graph, Member, StatementKey};
use super::resolve::{Forced, Ruled};
use crate::claim::{ArticleClaims, ClaimId};
use crate::diagnostic::{Diagnostic, Severity};
use crate::mention::LocalEntityId;
use crate::ontology::{Ontology, TypeId};

/// So many members of each side are kept apart one by one.
const APART: usize = 64;

/// Two members, and the number of the verdict about them in [`listed`] order.
type Pair = (Member, Member, usize);

/// What the verdicts ask of identity.
#[derive(Clone, Debug, Default)]
pub(super) struct Wishes {
    same: Vec<Pair>,
    different: Vec<Pair>,
}

impl Wishes {
    /// True where nothing is asked.
    pub(super) fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty()
    }

    /// Members that must not be of one atom.
    pub(super) fn apart(&self) -> Vec<(Member, Member)> {
        self.different.iter().map(|(a, b, _)| (*a, *b)).collect()
    }

    /// The same, of atoms.
    pub(super) fn forced(&self, atoms: &Atoms) -> Forced {
        let ruled = |list: &[Pair]| -> Vec<Ruled> {
            let atom = |m: &Member| atoms.of(m.article, m.local);
            list.iter().filter_map(|(a, b, n)| Some((atom(a)?, atom(b)?, *n))).filter(|(a, b, _)| a != b).collect()
        };
        Forced { same: ruled(&self.same), different: ruled(&self.different) }
    }
}

/// The verdicts in their own order: the one in which they are written does not matter.
pub(super) fn listed(curation: &Curation) -> Vec<&Verdict> {
    curation.verdicts.iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// A graph in the making, in which references are looked up.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) articles: &'a [&'a ArticleClaims],
    pub(super) atoms: &'a Atoms,
    pub(super) entities: &'a [Entity],
    pub(super) of_atom: &'a [Option<EntityId>],
}

/// What a reference means: an atom, or one member of it alone.
struct Meant {
    atom: u32,
    alone: Option<Member>,
}

impl Scene<'_> {
    fn meant(&self, reference: &Reference) -> Vec<Meant> {
        let all = 0..self.atoms.list.len() as u32;
        let whole = |atom| Meant { atom, alone: None };
        match reference {
            Reference::Name(name) => {
                let key = fold(name);
                let atom = |i: u32| &self.atoms.list[i as usize];
                all.filter(|i| atom(*i).named() && (atom(*i).key == key || atom(*i).spelt.contains(&key)))
                    .map(whole)
                    .collect()
            }
            Reference::Iri(iri) => match self.entities.binary_search_by(|entity| entity.iri.cmp(iri)) {
                Ok(found) => {
                    let entity = Some(EntityId(found as u32));
                    all.filter(|i| self.of_atom[*i as usize] == entity).map(whole).collect()
                }
                Err(_) => Vec::new(),
            },
            Reference::Mention(document, name) => {
                let key = fold(name);
                let there = (0u32..).zip(self.articles).filter(|(_, article)| article.document == *document);
                let members = there.flat_map(|(a, article)| {
                    (0..article.entities.len() as u32)
                        .map(move |l| Member { article: ArticleId(a), local: LocalEntityId(l) })
                });
                let called = |m: &Member| fold(&record(self.articles, *m).label) == key;
                let meant = |m: Member| Some(Meant { atom: self.atoms.of(m.article, m.local)?, alone: Some(m) });
                members.filter(called).filter_map(meant).collect()
            }
        }
    }

    fn entity(&self, meant: &Meant) -> Option<EntityId> {
        self.of_atom[meant.atom as usize]
    }

    fn coarse(&self, meant: &Meant) -> Coarse {
        self.atoms.list[meant.atom as usize].coarse
    }

    /// A member that stands for what is meant.
    fn one(&self, meant: &Meant) -> Member {
        meant.alone.unwrap_or(self.atoms.list[meant.atom as usize].members[0])
    }

    /// True where a name means several things of one kind.
    fn is_ambiguous(&self, reference: &Reference, meant: &[Meant]) -> bool {
        let entities: BTreeSet<(Coarse, Option<EntityId>)> =
            meant.iter().map(|m| (self.coarse(m), self.entity(m))).collect();
        let kinds: BTreeSet<Coarse> = entities.iter().map(|(coarse, _)| *coarse).collect();
        matches!(reference, Reference::Name(_)) && kinds.len() < entities.len()
    }
}

/// What the verdicts ask of identity. References are looked up in the graph without verdicts and, for IRIs that only
/// verdicts brought about, in the one with them.
pub(super) fn wishes(curation: &Curation, scenes: &[Scene<'_>]) -> (Wishes, Vec<Diagnostic>) {
    let mut wishes = Wishes::default();
    let mut trouble = Vec::new();
    for (number, verdict) in listed(curation).into_iter().enumerate() {
        let (a, b) = match verdict {
            Verdict::Same(a, b) | Verdict::Different(a, b) => (a, b),
            _ => continue,
        };
        let Some((scene, x, y)) = both(curation, scenes, [a, b], &mut trouble) else { continue };
        if matches!(verdict, Verdict::Same(..)) {
            let doubtful = [(a, &x), (b, &y)].into_iter().filter(|(r, meant)| a != b && scene.is_ambiguous(r, meant));
            let before = trouble.len();
            trouble.extend(doubtful.map(|(reference, _)| ambiguous(curation, reference)));
            if trouble.len() == before {
                wishes.same.extend(bonds(&scene, &x, &y).map(|(a, b)| (a, b, number)));
            }
        } else {
            let pairs = opposites(&scene, &x, &y);
            if pairs.is_empty() {
                trouble.push(itself(curation, a));
            }
            wishes.different.extend(pairs.into_iter().map(|(a, b)| (a, b, number)));
        }
    }
    (wishes, trouble)
}

/// What two references mean, in the first scene that knows both; where none does, that is told.
fn both<'s>(
    curation: &Curation,
    scenes: &[Scene<'s>],
    references: [&Reference; 2],
    trouble: &mut Vec<Diagnostic>,
) -> Option<(Scene<'s>, Vec<Meant>, Vec<Meant>)> {
    for scene in scenes {
        let [x, y] = references.map(|reference| scene.meant(reference));
        if !x.is_empty() && !y.is_empty() {
            return Some((*scene, x, y));
        }
    }
    let nowhere = |reference: &&Reference| scenes.iter().all(|scene| scene.meant(reference).is_empty());
    trouble.extend(references.into_iter().filter(nowhere).map(|reference| unknown(curation, reference)));
    None
}

/// Pairs that unite two sides: of things that can be confused where there are such, since a name can also be that of a
/// person and of her firm.
fn bonds(scene: &Scene<'_>, x: &[Meant], y: &[Meant]) -> impl Iterator<Item = (Member, Member)> {
    let cross: Vec<(&Meant, &Meant)> = x.iter().flat_map(|p| y.iter().map(move |q| (p, q))).collect();
    let alike = |(p, q): &(&Meant, &Meant)| scene.coarse(p).confusable(scene.coarse(q));
    let any = cross.iter().any(alike);
    let bonds: Vec<(Member, Member)> =
        cross.into_iter().filter(|pair| !any || alike(pair)).map(|(p, q)| (scene.one(p), scene.one(q))).collect();
    bonds.into_iter().filter(|(p, q)| p != q)
}

/// Pairs that keep two sides apart.
fn opposites(scene: &Scene<'_>, x: &[Meant], y: &[Meant]) -> Vec<(Member, Member)> {
    let members = |meant: &Meant| match meant.alone {
        Some(member) => vec![member],
        None => scene.atoms.list[meant.atom as usize].members.iter().take(APART).copied().collect(),
    };
    let mut pairs = Vec::new();
    for p in x.iter().take(APART) {
        for q in y.iter().take(APART) {
            if p.atom != q.atom {
                pairs.push((scene.one(p), scene.one(q)));
            } else if p.alone.is_some() || q.alone.is_some() {
                let cross = members(p).into_iter().flat_map(|a| members(q).into_iter().map(move |b| (a, b)));
                pairs.extend(cross.filter(|(a, b)| a != b));
            }
        }
    }
    pairs
}

/// Tells which verdicts of *same* others of *different* forbid.
pub(super) fn loops(curation: &Curation, refused: &BTreeSet<(usize, usize)>) -> Vec<Diagnostic> {
    let verdicts = listed(curation);
    let sides = |n: usize| match verdicts[n] {
        Verdict::Same(a, b) | Verdict::Different(a, b) => (show(a), show(b)),
        _ => Default::default(),
    };
    let told = refused.iter().map(|(same, different)| {
        let ((a, b), (c, d)) = (sides(*same), sides(*different));
        let message = if BTreeSet::from([&a, &b]) == BTreeSet::from([&c, &d]) {
            format!("{a} and {b} are called both the same and different")
        } else {
            format!("{a} and {b} are called the same; that would unite {c} and {d}, which are called different")
        };
        let help = "`different` holds; take one of the verdicts out";
        Diagnostic::new(Severity::Error, "M103", &curation.place, message).help(help)
    });
    told.collect()
}

/// Which finished entities the references of renaming and retyping mean; looked up in the graph with verdicts and, for
/// IRIs that verdicts did away with, in the one without.
pub(super) fn targets(
    curation: &Curation,
    curated: &Scene<'_>,
    plain: &Scene<'_>,
) -> BTreeMap<Reference, Vec<EntityId>> {
    let mut targets = BTreeMap::new();
    for verdict in &curation.verdicts {
        let (Verdict::Rename(reference, _) | Verdict::Retype(reference, _) | Verdict::Link(reference, _)) = verdict
        else {
            continue;
        };
        let now = |scene: &Scene<'_>| -> BTreeSet<EntityId> {
            let members = scene.meant(reference).into_iter().map(|meant| scene.one(&meant));
            members.filter_map(|m| curated.of_atom[curated.atoms.of(m.article, m.local)? as usize]).collect()
        };
        let mut found = now(curated);
        if found.is_empty() {
            found = now(plain);
        }
        targets.insert(reference.clone(), found.into_iter().collect());
    }
    targets
}

/// Applies what concerns finished entities and statements; what it finds wrong goes to the graph's diagnostics.
pub(super) fn apply(
    curation: &Curation,
    targets: &BTreeMap<Reference, Vec<EntityId>>,
    graph: &mut Graph,
    ontology: &Ontology,
) {
    let mut trouble = name_and_type(curation, targets, graph, ontology);
    trouble.extend(accept_and_reject(curation, graph));
    graph.diagnostics.append(&mut trouble);
}

/// Carries out what is said of entities.
fn name_and_type(
    curation: &Curation,
    targets: &BTreeMap<Reference, Vec<EntityId>>,
    graph: &mut Graph,
    ontology: &Ontology,
) -> Vec<Diagnostic> {
    let (mut labels, mut classes) = (BTreeMap::new(), BTreeMap::new());
    let mut trouble = Vec::new();
    for verdict in listed(curation) {
        let (Verdict::Rename(reference, _) | Verdict::Retype(reference, _) | Verdict::Link(reference, _)) = verdict
        else {
            continue;
        };
        if let Verdict::Retype(_, class) = verdict
            && !ontology.types.contains_key(class)
        {
            trouble.push(unknown_type(curation, class));
        }
        trouble.extend(match (target(curation, targets, reference), verdict) {
            (Err(fault), _) => Some(fault),
            (Ok(id), Verdict::Rename(_, label)) => settle(curation, &mut labels, id, label, reference, "name"),
            (Ok(id), Verdict::Retype(_, class)) => settle(curation, &mut classes, id, class, reference, "type"),
            (Ok(id), Verdict::Link(_, iri)) => {
                graph.entities[id.0 as usize].links.push(iri.clone());
                None
            }
            _ => None,
        });
    }
    for (id, label) in labels {
        rename(&mut graph.entities[id.0 as usize], label);
    }
    for (id, class) in classes {
        graph.entities[id.0 as usize].entity_type = class.clone();
    }
    trouble
}

/// Carries out what is said of statements.
fn accept_and_reject(curation: &Curation, graph: &mut Graph) -> Vec<Diagnostic> {
    let statements = Statements::of(graph);
    let (mut rejected, mut accepted) = (BTreeSet::new(), BTreeSet::new());
    let mut trouble = Vec::new();
    for verdict in listed(curation) {
        let (list, st) = match verdict {
            Verdict::Reject(st) => (&mut rejected, st),
            Verdict::Accept(st) => (&mut accepted, st),
            _ => continue,
        };
        match statements.find(st) {
            Some(i) => {
                list.insert(i);
            }
            None => trouble.push(no_statement(curation, &st.key)),
        }
    }
    for i in accepted.intersection(&rejected) {
        let message = format!("statement `{}` is both accepted and rejected", graph.statements[*i].key);
        let help = "`reject` holds; take one of the two verdicts out";
        trouble.push(Diagnostic::new(Severity::Error, "M105", &curation.place, message).help(help));
    }
    for i in accepted {
        graph.statements[i].accepted = true;
        graph.statements[i].confidence = 1.0;
    }
    let mut i = 0;
    graph.statements.retain(|_| {
        i += 1;
        !rejected.contains(&(i - 1))
    });
    trouble
}

/// The statements by key and by claim.
struct Statements {
    keys: BTreeMap<StatementKey, usize>,
    claims: BTreeMap<ClaimId, usize>,
}

impl Statements {
    fn of(graph: &Graph) -> Self {
        let all = || graph.statements.iter().enumerate();
        let claims = all().flat_map(|(i, st)| st.reports.iter().map(move |report| (report.claim.clone(), i)));
        Self { keys: all().map(|(i, st)| (st.key.clone(), i)).collect(), claims: claims.collect() }
    }

    /// By key; else by the first of the claims that is still there.
    fn find(&self, wanted: &StatementRef) -> Option<usize> {
        let by_claim = || wanted.claims.iter().find_map(|claim| self.claims.get(claim));
        self.keys.get(&wanted.key).or_else(by_claim).copied()
    }
}

fn rename(entity: &mut Entity, label: &str) {
    let old = std::mem::replace(&mut entity.label, label.to_owned());
    entity.names.push(old);
    entity.names.retain(|name| name != label);
    entity.names.sort();
    entity.names.dedup();
}

/// The one entity that a reference means.
fn target(
    curation: &Curation,
    targets: &BTreeMap<Reference, Vec<EntityId>>,
    reference: &Reference,
) -> Result<EntityId, Diagnostic> {
    match targets.get(reference).map_or(&[][..], Vec::as_slice) {
        [] => Err(unknown(curation, reference)),
        [id] => Ok(*id),
        _ => Err(ambiguous(curation, reference)),
    }
}

/// Remembers a value for an entity; tells where another verdict says another.
fn settle<'v, T: PartialEq + std::fmt::Display>(
    curation: &Curation,
    settled: &mut BTreeMap<EntityId, &'v T>,
    id: EntityId,
    value: &'v T,
    reference: &Reference,
    what: &str,
) -> Option<Diagnostic> {
    let first = settled.entry(id).or_insert(value);
    let message = format!("{} is given two {what}s, “{first}” and “{value}”", show(reference));
    let help = format!("“{first}” holds; take one of the two verdicts out");
    (**first != *value).then(|| Diagnostic::new(Severity::Error, "M105", &curation.place, message).help(help))
}

fn unknown_type(curation: &Curation, class: &TypeId) -> Diagnostic {
    let message = format!("no ontology has the type `{class}`");
    let help = "the types are the classes of ontology/glane.ttl and of your own --ontology";
    Diagnostic::new(Severity::Warning, "M106", &curation.place, message).help(help)
}

fn no_statement(curation: &Curation, key: &StatementKey) -> Diagnostic {
    let message = format!("there is no statement `{key}`");
    let help = "its wording may have changed with the articles; see `glane show` for today's";
    Diagnostic::new(Severity::Warning, "M102", &curation.place, message).help(help)
}

fn unknown(curation: &Curation, reference: &Reference) -> Diagnostic {
    let message = format!("there is no entity {}", show(reference));
    let help = "`glane show NAME` gives the IRI of an entity; a name must be written as an article writes it";
    Diagnostic::new(Severity::Warning, "M101", &curation.place, message).help(help)
}

fn ambiguous(curation: &Curation, reference: &Reference) -> Diagnostic {
    let message = format!("several entities are called {}; nothing was done", show(reference));
    let help = "say which by gl:entity, with the IRI that `glane show NAME` gives, or by gl:mention";
    Diagnostic::new(Severity::Warning, "M104", &curation.place, message).help(help)
}

fn itself(curation: &Curation, reference: &Reference) -> Diagnostic {
    let message = format!("{} is called different from itself", show(reference));
    let help = "to part what two articles call so, name each by gl:mention, with gl:inDocument and gl:name";
    Diagnostic::new(Severity::Warning, "M107", &curation.place, message).help(help)
}

fn show(reference: &Reference) -> String {
    match reference {
        Reference::Iri(iri) => format!("<{iri}>"),
        Reference::Name(name) => format!("“{name}”"),
        Reference::Mention(document, name) => format!("“{name}” of {}", document.0),
    }
}
