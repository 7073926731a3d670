//! The repository's own articles, about invented parties: what must be one is one, what must not is not. These always run.

use std::collections::BTreeSet;
use std::path::Path;

use glane::claim::ArticleClaims;
use glane::merge::{ConflictKind, Curation, Graph, StatementObject, merge};
use glane::ontology::Ontology;
use glane::pipeline::expand;

use crate::world::engine;

/// Parties, and in how many articles they are.
const SHARED: &[(&str, u32)] = &[
    ("Orvalis", 3),
    ("Tissandre", 3),
    ("Hélène Courbeville", 3),
    ("Dormelin", 2),
    ("FMB", 2),
    ("Chimalis", 2),
    ("Nantes", 2),
];
/// Parties that are close.
const DISTINCT: &[(&str, &str)] = &[("Irène Vasseur", "Irma Vasseur"), ("Orvalis", "Tissandre"), ("Dormelin", "FMB")];
const DOUBT: (&str, &str) = ("Irène Vasseur", "Irma Vasseur");
const COPIES: [(&str, Option<&str>); 1] = [("orvalis-copie", Some("Le Courrier du Rhône"))];
/// Statements that independent articles make together; the second updates the plan of the first.
const SUPPORTED: &[(&str, &str, &str, u32)] = &[
    ("Orvalis", "acquires", "Tissandre", 2),
    ("Hélène Courbeville", "worksFor", "Orvalis", 2),
    ("Élodie Marchetti", "worksFor", "Dormelin", 2),
];
const CONFLICTS: &[(&str, ConflictKind, &str)] = &[
    ("Tissandre loses", ConflictKind::Contradiction, "currency"),
    ("Dormelin employeeCount", ConflictKind::Contradiction, "object"),
];

/// The articles of `examples/news`, as the line reads them.
pub fn articles() -> Vec<ArticleClaims> {
    let engine = engine();
    let (inputs, faults) = expand(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/news")]);
    assert!(faults.is_empty(), "{faults:?}");
    let documents = inputs.iter().flat_map(|input| input.read(&engine.limits).0);
    documents.filter_map(|doc| engine.read(doc).claims).collect()
}

fn graph() -> Graph {
    merge(&articles(), &Ontology::builtin().expect("the built-in ontology is whole"), &Curation::default())
}

fn entities<'g>(graph: &'g Graph, name: &str) -> Vec<&'g str> {
    let called = |e: &&glane::merge::Entity| e.named && (e.label == name || e.names.iter().any(|n| n == name));
    graph.entities.iter().filter(called).map(|e| e.iri.0.as_str()).collect()
}

#[test]
fn every_party_that_several_articles_share_is_one() {
    let graph = graph();
    for (name, articles) in SHARED {
        let found = entities(&graph, name);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        let entity = graph.entities.iter().find(|e| e.iri.0 == found[0]).expect("it was found");
        assert_eq!(entity.articles, *articles, "{name}");
    }
}

#[test]
fn what_is_close_and_not_the_same_stays_two() {
    let graph = graph();
    for (one, other) in DISTINCT {
        let (a, b) = (entities(&graph, one), entities(&graph, other));
        assert!(!a.is_empty() && !b.is_empty(), "{one}: {a:?}, {other}: {b:?}");
        assert!(a.iter().all(|iri| !b.contains(iri)), "{one} is {other}");
    }
    // Two persons of one name, with other employers.
    assert_eq!(entities(&graph, "Jean Morel").len(), 2);
    let doubts: BTreeSet<(&str, &str)> = graph.doubts().map(|d| (d.a.name.as_str(), d.b.name.as_str())).collect();
    assert!(doubts.contains(&DOUBT), "{doubts:?}");
}

#[test]
fn copies_count_once_and_name_the_first_publisher() {
    let graph = graph();
    let copies: Vec<(&str, Option<&str>)> = graph
        .articles
        .iter()
        .filter_map(|a| Some((a.document.0.as_str(), graph.article(a.copy_of?).source.as_deref())))
        .collect();
    assert_eq!(copies, COPIES);
}

#[test]
fn agreements_updates_and_conflicts_are_found() {
    let graph = graph();
    let mut said = Vec::new();
    for st in &graph.statements {
        let StatementObject::Entity(object) = st.object else { continue };
        let (subject, object) = (&graph.entity(st.subject).label, &graph.entity(object).label);
        said.push((subject.as_str(), st.predicate.0.as_str(), object.as_str(), st.support));
    }
    for expected in SUPPORTED {
        assert!(said.contains(expected), "{expected:?}: {said:#?}");
    }
    let conflicts: BTreeSet<(String, ConflictKind, &str)> = graph
        .conflicts
        .iter()
        .map(|c| {
            let st = graph.statement(c.a);
            (format!("{} {}", graph.entity(st.subject).label, st.predicate), c.kind, c.about.as_str())
        })
        .collect();
    for (what, kind, about) in CONFLICTS {
        assert!(conflicts.contains(&((*what).to_owned(), *kind, about)), "{what}: {conflicts:#?}");
    }
}
