//! A person's verdicts, carried out.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::Atoms;
use super::curation::{Curation, Reference, Verdict};
use super::fold::fold;
use super::graph::{Entity, EntityId, Graph, StatementKey};
use super::resolve::Forced;
use crate::diagnostic::{Diagnostic, Severity};

/// So many atoms of each side are kept apart one by one.
const APART: usize = 64;

/// The pairs that verdicts unite and keep apart, against the graph as it is without them.
///
/// Verdicts that name nothing, or say both of one pair, are told; where both are said, *different* holds.
pub(super) fn forced(
    curation: &Curation,
    atoms: &Atoms,
    entities: &[Entity],
    of_atom: &[Option<EntityId>],
) -> (Forced, Vec<Diagnostic>) {
    let find = Finder { atoms, entities, of_atom };
    let mut forced = Forced::default();
    let mut trouble = Vec::new();
    let (mut same, mut different) = (BTreeSet::new(), BTreeSet::new());
    for verdict in curation.verdicts.iter().collect::<BTreeSet<_>>() {
        let (a, b) = match verdict {
            Verdict::Same(a, b) | Verdict::Different(a, b) => (a, b),
            _ => continue,
        };
        let sides = (find.atoms(a), find.atoms(b));
        for (reference, side) in [(a, &sides.0), (b, &sides.1)] {
            if side.is_empty() {
                trouble.push(unknown(curation, reference));
            }
        }
        let (Some(x), Some(y)) = (sides.0.first(), sides.1.first()) else { continue };
        let pair = (a.min(b).clone(), a.max(b).clone());
        if matches!(verdict, Verdict::Same(..)) {
            same.insert(pair);
            forced.same.extend(sides.0.iter().skip(1).map(|other| (*x, *other)));
            forced.same.extend(sides.1.iter().map(|other| (*x, *other)));
        } else {
            different.insert(pair);
            let cross = sides.0.iter().take(APART).flat_map(|p| sides.1.iter().take(APART).map(move |q| (*p, *q)));
            forced.different.extend(cross.filter(|(p, q)| p != q));
            let _ = y;
        }
    }
    for (a, b) in same.intersection(&different) {
        let message = format!("{} and {} are called both the same and different", show(a), show(b));
        let help = "`different` holds; take one of the two verdicts out";
        trouble.push(Diagnostic::new(Severity::Error, "M103", &curation.place, message).help(help));
    }
    (forced, trouble)
}

/// Applies what concerns finished entities and statements; what it finds wrong goes to the graph's diagnostics.
pub(super) fn apply(curation: &Curation, graph: &mut Graph) {
    let known: BTreeMap<StatementKey, usize> =
        graph.statements.iter().enumerate().map(|(i, st)| (st.key.clone(), i)).collect();
    let mut rejected = BTreeSet::new();
    for verdict in curation.verdicts.iter().collect::<BTreeSet<_>>() {
        match verdict {
            Verdict::Rename(reference, label) => each(graph, curation, reference, |entity| {
                let old = std::mem::replace(&mut entity.label, label.clone());
                entity.names.push(old);
                entity.names.retain(|name| name != label);
                entity.names.sort();
                entity.names.dedup();
            }),
            Verdict::Retype(reference, class) => {
                each(graph, curation, reference, |entity| entity.entity_type = class.clone());
            }
            Verdict::Reject(key) | Verdict::Accept(key) => match known.get(key) {
                Some(i) if matches!(verdict, Verdict::Reject(_)) => {
                    rejected.insert(*i);
                }
                Some(i) => {
                    graph.statements[*i].accepted = true;
                    graph.statements[*i].confidence = 1.0;
                }
                None => {
                    let message = format!("there is no statement `{key}`");
                    let help = "its wording may have changed with the articles; see `glane show` for today's";
                    graph
                        .diagnostics
                        .push(Diagnostic::new(Severity::Warning, "M102", &curation.place, message).help(help));
                }
            },
            Verdict::Same(..) | Verdict::Different(..) => {}
        }
    }
    let mut i = 0;
    graph.statements.retain(|_| {
        i += 1;
        !rejected.contains(&(i - 1))
    });
}

fn each(graph: &mut Graph, curation: &Curation, reference: &Reference, mut change: impl FnMut(&mut Entity)) {
    let mut found = false;
    for entity in graph.entities.iter_mut().filter(|entity| refers(reference, entity)) {
        found = true;
        change(entity);
    }
    if !found {
        graph.diagnostics.push(unknown(curation, reference));
    }
}

fn refers(reference: &Reference, entity: &Entity) -> bool {
    match reference {
        Reference::Iri(iri) => entity.iri == *iri,
        Reference::Name(name) => fold(&entity.label) == fold(name),
    }
}

fn unknown(curation: &Curation, reference: &Reference) -> Diagnostic {
    let message = format!("there is no entity {}", show(reference));
    let help = "`glane show NAME` gives the IRI of an entity; a name must be written as an article writes it";
    Diagnostic::new(Severity::Warning, "M101", &curation.place, message).help(help)
}

fn show(reference: &Reference) -> String {
    match reference {
        Reference::Iri(iri) => format!("<{iri}>"),
        Reference::Name(name) => format!("“{name}”"),
    }
}

struct Finder<'a> {
    atoms: &'a Atoms,
    entities: &'a [Entity],
    of_atom: &'a [Option<EntityId>],
}

impl Finder<'_> {
    /// The atoms that a reference means, sorted.
    fn atoms(&self, reference: &Reference) -> Vec<u32> {
        let all = 0..self.atoms.list.len() as u32;
        match reference {
            Reference::Name(name) => {
                let key = fold(name);
                all.filter(|i| self.atoms.list[*i as usize].named() && self.atoms.list[*i as usize].key == key)
                    .collect()
            }
            Reference::Iri(iri) => match self.entities.binary_search_by(|entity| entity.iri.cmp(iri)) {
                Ok(found) => all.filter(|i| self.of_atom[*i as usize] == Some(EntityId(found as u32))).collect(),
                Err(_) => Vec::new(),
            },
        }
    }
}
