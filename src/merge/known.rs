//! What a person's own knowledge base knows: its names are names of one thing, and its IRI is a link.
//!
//! Names decide, and types where the knowledge base has them. A name that several of its things bear, or several
//! entities of the graph, decides nothing; that is told.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::Coarse;
use super::curation::{Curation, Reference, Verdict};
use super::fold::{fold, looks_proper};
use super::graph::{EntityId, Graph};
use super::verdicts::Scene;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ontology::{Ontology, TypeId};

/// So many ambiguities are told one by one.
const TOLD: usize = 20;

/// A thing of a knowledge base.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// Its IRI there.
    pub iri: String,
    /// Its names, the preferred one first.
    pub names: Vec<String>,
    /// Its types in our ontology; empty: any.
    pub types: Vec<TypeId>,
}

impl Known {
    fn keys(&self) -> BTreeSet<String> {
        self.names.iter().map(|name| fold(name)).filter(|key| !key.is_empty()).collect()
    }

    fn fits(&self, coarse: Coarse, ontology: &Ontology) -> bool {
        self.types.is_empty() || self.types.iter().any(|id| Coarse::of(id, ontology).confusable(coarse))
    }
}

/// Things by the keys of their names; keys that several bear lead to none.
fn index(known: &[Known]) -> BTreeMap<String, usize> {
    let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, thing) in known.iter().enumerate() {
        for key in thing.keys() {
            bearers.entry(key).or_default().insert(i);
        }
    }
    bearers
        .into_iter()
        .filter_map(|(key, things)| Some((key, *things.first().filter(|_| things.len() == 1)?)))
        .collect()
}

/// The verdicts that the knowledge base stands for: entities that bear two names of one of its things are the same.
pub(super) fn sames(known: &[Known], scene: &Scene<'_>, ontology: &Ontology) -> Vec<Verdict> {
    if known.is_empty() {
        return Vec::new();
    }
    let names = index(known);
    let mut found: BTreeMap<usize, BTreeMap<&str, BTreeSet<EntityId>>> = BTreeMap::new();
    for (atom, entity) in scene.atoms.list.iter().zip(scene.of_atom) {
        let (Some(&thing), Some(entity)) = (names.get(&atom.key), entity) else { continue };
        if atom.named() && known[thing].fits(atom.coarse, ontology) {
            found.entry(thing).or_default().entry(&atom.key).or_default().insert(*entity);
        }
    }
    let mut verdicts = Vec::new();
    for names in found.into_values() {
        let mut sure = names.into_iter().filter_map(|(key, ids)| Some((key, *ids.first().filter(|_| ids.len() == 1)?)));
        let Some((first, one)) = sure.next() else { continue };
        for (key, other) in sure.filter(|(_, other)| *other != one) {
            let _ = other;
            verdicts.push(Verdict::Same(Reference::Name(first.to_owned()), Reference::Name(key.to_owned())));
        }
    }
    verdicts
}

/// Links entities to the things whose names they bear, and gives them the things' other names.
pub(super) fn link(curation: &Curation, graph: &mut Graph, ontology: &Ontology) {
    if curation.known.is_empty() {
        return;
    }
    let names = index(&curation.known);
    let (labels, aliases) = (by_key(graph, &names, false), by_key(graph, &names, true));
    let mut matched: BTreeMap<EntityId, BTreeSet<usize>> = BTreeMap::new();
    let mut trouble = Vec::new();
    for (i, thing) in curation.known.iter().enumerate() {
        let of = |index: &BTreeMap<String, BTreeSet<EntityId>>| -> BTreeSet<EntityId> {
            let all = thing.keys().into_iter().filter(|key| names.get(key) == Some(&i));
            let all = all.flat_map(|key| index.get(&key).cloned().unwrap_or_default());
            all.filter(|id| thing.fits(Coarse::of(&graph.entity(*id).entity_type, ontology), ontology)).collect()
        };
        let found = Some(of(&labels)).filter(|found| !found.is_empty()).unwrap_or_else(|| of(&aliases));
        match found.len() {
            0 => {}
            1 => matched.entry(*found.first().expect("there is one")).or_default().extend([i]),
            _ => {
                let message = format!("several entities bear names of <{}>; none was linked", thing.iri);
                trouble.push(told(curation, "M108", message));
            }
        }
    }
    for (id, things) in matched {
        let [only] = things.iter().copied().collect::<Vec<_>>()[..] else {
            let iris: Vec<String> = things.iter().map(|i| format!("<{}>", curation.known[*i].iri)).collect();
            let message =
                format!("“{}” bears names of {}; it was not linked", graph.entity(id).label, iris.join(" and "));
            trouble.push(told(curation, "M109", message));
            continue;
        };
        let (entity, thing) = (&mut graph.entities[id.0 as usize], &curation.known[only]);
        entity.links.push(thing.iri.clone());
        entity.names.extend(thing.names.iter().cloned());
        entity.names.retain(|name| *name != entity.label && !name.is_empty());
        entity.names.sort();
        entity.names.dedup();
    }
    trouble.truncate(TOLD);
    graph.diagnostics.append(&mut trouble);
}

/// Named entities by the keys of their labels, or of their other proper names; only keys that are known.
fn by_key(graph: &Graph, known: &BTreeMap<String, usize>, aliases: bool) -> BTreeMap<String, BTreeSet<EntityId>> {
    let mut index: BTreeMap<String, BTreeSet<EntityId>> = BTreeMap::new();
    for (i, entity) in graph.entities.iter().enumerate().filter(|(_, entity)| entity.named) {
        let names = if aliases { entity.names.as_slice() } else { std::slice::from_ref(&entity.label) };
        for key in names.iter().filter(|name| !aliases || looks_proper(name)).map(|name| fold(name)) {
            if known.contains_key(&key) {
                index.entry(key).or_default().insert(EntityId(i as u32));
            }
        }
    }
    index
}

fn told(curation: &Curation, code: &str, message: String) -> Diagnostic {
    let help = "say which by a verdict: `[] a gl:Link ; gl:entity … ; gl:target … .`";
    Diagnostic::new(Severity::Warning, code, &curation.place, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{merge, sample};

    fn known(iri: &str, names: &[&str], types: &[&str]) -> Known {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Known {
            iri: iri.to_owned(),
            names: texts(names),
            types: types.iter().map(|t| TypeId((*t).to_owned())).collect(),
        }
    }

    fn merged(known: Vec<Known>, verdicts: Vec<Verdict>) -> Graph {
        let curation = Curation { verdicts, place: "k.ttl".to_owned(), known };
        merge(&sample::articles(), &sample::ontology(), &curation)
    }

    fn links(graph: &Graph) -> Vec<(&str, &[String])> {
        let linked = graph.entities.iter().filter(|entity| !entity.links.is_empty());
        linked.map(|entity| (entity.label.as_str(), entity.links.as_slice())).collect()
    }

    #[test]
    fn a_known_thing_is_linked_and_lends_its_names() {
        let graph = merged(vec![known("urn:k:1", &["TARN-VALLIS", "Groupe Tarn"], &["Company"])], Vec::new());
        assert_eq!(links(&graph), [("Tarn Vallis", &["urn:k:1".to_owned()][..])]);
        let entity = graph.entities.iter().find(|entity| entity.label == "Tarn Vallis").expect("it is there");
        assert!(entity.names.contains(&"Groupe Tarn".to_owned()), "{:?}", entity.names);
        assert!(links(&merged(vec![known("urn:k:1", &["Tarn Vallis"], &["Person"])], Vec::new())).is_empty());
    }

    #[test]
    fn names_of_one_known_thing_make_entities_one() {
        let before = merged(Vec::new(), Vec::new()).entities.len();
        let graph = merged(vec![known("urn:k:2", &["Edma Ferrand", "Elma Ferrand"], &[])], Vec::new());
        assert_eq!((graph.entities.len(), links(&graph).len()), (before - 1, 1));
        let name = |text: &str| Reference::Name(text.to_owned());
        let apart = Verdict::Different(name("Edma Ferrand"), name("Elma Ferrand"));
        let graph = merged(vec![known("urn:k:2", &["Edma Ferrand", "Elma Ferrand"], &[])], vec![apart]);
        assert_eq!((graph.entities.len(), links(&graph).len()), (before, 0));
        assert!(graph.diagnostics.iter().any(|d| d.code == "M108"), "{:?}", graph.diagnostics);
    }

    #[test]
    fn what_is_ambiguous_is_not_linked() {
        let two = vec![known("urn:k:1", &["Tarn Vallis"], &[]), known("urn:k:2", &["Tarn Vallis", "X"], &[])];
        assert!(links(&merged(two, Vec::new())).is_empty());
        let two = vec![known("urn:k:1", &["Tarn Vallis"], &[]), known("urn:k:2", &["Tarn"], &[])];
        let graph = merged(two, Vec::new());
        assert!(links(&graph).is_empty() && graph.diagnostics.iter().any(|d| d.code == "M109"), "{:?}", links(&graph));
    }

    #[test]
    fn a_person_links_by_a_verdict() {
        let link = Verdict::Link(Reference::Name("Corvinelle".to_owned()), "urn:k:3".to_owned());
        assert_eq!(links(&merged(Vec::new(), vec![link])), [("Corvinelle", &["urn:k:3".to_owned()][..])]);
    }
}
