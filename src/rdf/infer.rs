//! What follows from a graph by the ontology: sub-classes, sub-properties, inverses, symmetry, equivalence.
//!
//! A small part of the OWL 2 RL rules (<https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules>:
//! cax-sco, cax-eqc, prp-spo1, prp-eqp, prp-inv, prp-symp). Not domains and ranges: an article that has a product sue
//! somebody makes it no person, and a type that nobody stated would be hard to tell from one that was read.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};

use crate::ontology::Axiom;
use crate::ontology::prefix::expand;

/// A property, and whether it is walked against its direction.
type Walk = (NamedNode, bool);

/// An ontology's rules, closed over: what each class and property entails.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    classes: BTreeMap<NamedNode, BTreeSet<NamedNode>>,
    properties: BTreeMap<NamedNode, BTreeSet<Walk>>,
}

impl Rules {
    /// The rules that these axioms state.
    pub fn new(axioms: &[Axiom]) -> Self {
        let mut classes: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
        let mut walks: BTreeMap<Walk, BTreeSet<Walk>> = BTreeMap::new();
        let mut entails = |from: &NamedNode, to: &NamedNode, turned: bool| {
            walks.entry((from.clone(), false)).or_default().insert((to.clone(), turned));
            walks.entry((from.clone(), true)).or_default().insert((to.clone(), !turned));
        };
        for axiom in axioms {
            let (this, that) = (iri(&axiom.subject), iri(&axiom.object));
            match axiom.property.as_str() {
                "rdfs:subClassOf" => drop(classes.entry(this).or_default().insert(that)),
                "owl:equivalentClass" => {
                    classes.entry(this.clone()).or_default().insert(that.clone());
                    classes.entry(that).or_default().insert(this);
                }
                "rdfs:subPropertyOf" => entails(&this, &that, false),
                "owl:equivalentProperty" => {
                    entails(&this, &that, false);
                    entails(&that, &this, false);
                }
                "owl:inverseOf" => {
                    entails(&this, &that, true);
                    entails(&that, &this, true);
                }
                "rdf:type" => entails(&this, &this, true),
                _ => {}
            }
        }
        let properties = closed(&walks).into_iter().filter(|((_, turned), _)| !turned);
        Self { classes: closed(&classes), properties: properties.map(|((name, _), to)| (name, to)).collect() }
    }

    /// True for triples from which something can follow.
    pub fn concern(&self, triple: &Triple) -> bool {
        triple.predicate == rdf::TYPE || self.properties.contains_key(&triple.predicate)
    }

    /// The triples that follow from these and are not among them, each once, sorted.
    pub fn infer(&self, triples: &[Triple]) -> Vec<Triple> {
        let mut known: HashSet<Triple> = triples.iter().cloned().collect();
        let mut found = Vec::new();
        for triple in triples {
            for fresh in self.follow(triple) {
                if known.insert(fresh.clone()) {
                    found.push(fresh);
                }
            }
        }
        found.sort_by_cached_key(ToString::to_string);
        found
    }

    fn follow(&self, triple: &Triple) -> Vec<Triple> {
        let Triple { subject, predicate, object } = triple;
        if *predicate == rdf::TYPE {
            let Term::NamedNode(class) = object else { return Vec::new() };
            let above = self.classes.get(class).into_iter().flatten();
            return above.map(|class| Triple::new(subject.clone(), rdf::TYPE, class.clone())).collect();
        }
        let entailed = self.properties.get(predicate).into_iter().flatten();
        entailed.filter_map(|(property, turned)| turn(subject, property, object, *turned)).collect()
    }
}

/// The triple, or its mirror; a literal has none.
fn turn(subject: &NamedOrBlankNode, property: &NamedNode, object: &Term, turned: bool) -> Option<Triple> {
    if !turned {
        return Some(Triple::new(subject.clone(), property.clone(), object.clone()));
    }
    let from: NamedOrBlankNode = match object {
        Term::NamedNode(node) => node.clone().into(),
        Term::BlankNode(node) => node.clone().into(),
        _ => return None,
    };
    Some(Triple::new(from, property.clone(), subject.clone()))
}

/// Everything that each term leads to in one or more steps.
fn closed<T: Ord + Clone>(steps: &BTreeMap<T, BTreeSet<T>>) -> BTreeMap<T, BTreeSet<T>> {
    let reach = |start: &T| {
        let mut found: BTreeSet<T> = BTreeSet::new();
        let mut queue: Vec<&T> = steps.get(start).into_iter().flatten().collect();
        while let Some(next) = queue.pop() {
            if found.insert(next.clone()) {
                queue.extend(steps.get(next).into_iter().flatten());
            }
        }
        found
    };
    steps.keys().map(|start| (start.clone(), reach(start))).collect()
}

/// A compact name as IRI.
fn iri(name: &str) -> NamedNode {
    NamedNode::new_unchecked(expand(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Log, SCHEMA, Source, axioms};

    fn infer(facts: &[(&str, &str, &str)]) -> Vec<String> {
        let source = Source::read([("glane.ttl", SCHEMA)], &mut Log::default());
        let triples: Vec<_> = facts.iter().map(|(s, p, o)| Triple::new(iri(s), iri(p), iri(o))).collect();
        let found = Rules::new(&axioms(&source)).infer(&triples);
        let short = |part: &str| crate::ontology::prefix::compact(part.trim_matches(['<', '>']));
        found.iter().map(|t| t.to_string().split(' ').map(short).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn inverses_equivalents_and_symmetry_follow() {
        assert_eq!(
            infer(&[("urn:a", "gl:owns", "urn:b")]),
            ["urn:a wdt:P1830 urn:b", "urn:b wdt:P127 urn:a", "urn:b gl:ownedBy urn:a"]
        );
        assert_eq!(infer(&[("urn:a", "gl:mergesWith", "urn:b")]), ["urn:b gl:mergesWith urn:a"]);
        assert_eq!(infer(&[("urn:b", "wdt:P112", "urn:a")]).len(), 3);
    }

    #[test]
    fn types_climb_and_nothing_is_said_twice() {
        let found = infer(&[("urn:a", "rdf:type", "gl:Company"), ("urn:a", "rdf:type", "gl:Organization")]);
        assert!(found.contains(&"urn:a rdf:type schema:Organization".to_owned()), "{found:?}");
        assert!(
            found.contains(&"urn:a rdf:type gl:Agent".to_owned()) && !found.iter().any(|t| t.ends_with("gl:Company"))
        );
        let again = found.iter().filter(|t| *t == "urn:a rdf:type gl:Entity").count();
        assert_eq!(again, 1);
    }

    #[test]
    fn what_follows_from_what_follows_is_there_at_once() {
        let source = Source::read([("glane.ttl", SCHEMA)], &mut Log::default());
        let rules = Rules::new(&axioms(&source));
        let mut triples = vec![
            Triple::new(iri("urn:a"), iri("gl:worksFor"), iri("urn:b")),
            Triple::new(iri("urn:a"), rdf::TYPE, iri("gl:Person")),
        ];
        triples.extend(rules.infer(&triples));
        assert!(rules.infer(&triples).is_empty());
    }
}
