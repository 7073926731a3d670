//! What the ontology entails, as facts between named terms: the ground of inference and of reading other vocabularies.

use super::source::{Source, Term};

/// The properties that count.
const PROPERTIES: &[&str] = &[
    "rdfs:subClassOf",
    "owl:equivalentClass",
    "rdfs:subPropertyOf",
    "owl:equivalentProperty",
    "owl:inverseOf",
    "skos:exactMatch",
    "skos:closeMatch",
];
const SYMMETRIC: &str = "owl:SymmetricProperty";

/// One fact; all names are compact (`gl:acquires`, see [`super::prefix`]).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Axiom {
    /// Of what.
    pub subject: String,
    /// `rdfs:subClassOf` and its like; `rdf:type` where the object is `owl:SymmetricProperty`.
    pub property: String,
    /// What is said of it.
    pub object: String,
}

/// The axioms that the files state between named terms, sorted.
pub fn axioms(source: &Source) -> Vec<Axiom> {
    let mut found = Vec::new();
    for node in source.all().filter(|node| !node.name().is_empty()) {
        let axiom = |property: &str, object: &str| Axiom {
            subject: node.name().to_owned(),
            property: property.to_owned(),
            object: object.to_owned(),
        };
        for property in PROPERTIES {
            for fact in node.values(property) {
                if let Term::Iri(object) = &fact.object {
                    found.push(axiom(property, object));
                }
            }
        }
        if node.is(SYMMETRIC) {
            found.push(axiom("rdf:type", SYMMETRIC));
        }
    }
    found.sort();
    found.dedup();
    found
}
