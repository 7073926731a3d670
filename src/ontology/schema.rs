//! Classes and properties of `ontology/glane.ttl`.

use std::collections::BTreeMap;

use super::axiom::Axiom;
use super::lexicon::Lexicon;
use super::log::Log;
use super::node::Node;
use super::prefix::term_id;
use super::source::{Source, Term};
use super::term::{PredicateId, TypeId};
use crate::diagnostic::Diagnostic;

/// Whether a predicate tells what happens or what holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Happens (*acquires*).
    Event,
    /// Holds (*owns*).
    State,
}

/// What kind of value stands in a predicate's object place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ValueKind {
    /// `gl:Money`.
    Money,
    /// `gl:Count`.
    Count,
    /// `gl:Percent`.
    Percent,
    /// `gl:Date`.
    Date,
}

/// A property of the ontology.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// Its name.
    pub id: PredicateId,
    /// Labels by language tag.
    pub labels: BTreeMap<String, String>,
    /// Types that its subject may have; a type holds its sub-types.
    pub domain: Vec<TypeId>,
    /// Types that its object may have; empty where only values do.
    pub range: Vec<TypeId>,
    /// Kinds of value that may stand as object; empty where only entities do.
    pub values: Vec<ValueKind>,
    /// Whether it reads the same both ways.
    pub symmetric: bool,
    /// Its inverse, where the ontology names one.
    pub inverse: Option<PredicateId>,
    /// Whether at one time a subject has at most one object by it (a head office, a revenue of a year).
    pub functional: bool,
    /// Whether its object is an outcome, which a future tense foretells rather than plans.
    pub foretold: bool,
    /// Whether its object is measured over a period rather than at a day.
    pub over_period: bool,
    /// Event or state.
    pub aspect: Aspect,
}

/// A class of the ontology.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityType {
    /// Its name.
    pub id: TypeId,
    /// Labels by language tag.
    pub labels: BTreeMap<String, String>,
    /// Direct super-classes.
    pub parents: Vec<TypeId>,
}

/// All that the program knows before it reads an article.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// Properties by name.
    pub predicates: BTreeMap<PredicateId, Predicate>,
    /// Classes by name.
    pub types: BTreeMap<TypeId, EntityType>,
    /// What it entails, and what its terms are in other vocabularies.
    pub axioms: Vec<Axiom>,
    /// The language's words.
    pub lexicon: Lexicon,
    /// BLAKE3 of all files that were read, in hexadecimal: claims made under another ontology are made again.
    pub hash: String,
    /// What is worth knowing of the files that were read: warnings and notes, in file order.
    pub notes: Vec<Diagnostic>,
}

impl Ontology {
    /// True where `sub` is `sup` or one of its descendants.
    pub fn is_a(&self, sub: &TypeId, sup: &TypeId) -> bool {
        sub == sup
            || self
                .types
                .get(sub)
                .is_some_and(|t| t.parents.iter().any(|parent| parent != sub && self.is_a(parent, sup)))
    }
}

/// Reads the `gl:EntityType`s and `gl:Predicate`s.
pub(super) fn read(source: &Source, log: &mut Log) -> Ontology {
    let types = read_types(source, log);
    let mut predicates = BTreeMap::new();
    for node in source.instances("gl:Predicate") {
        let predicate = read_predicate(node, &types, log);
        predicates.insert(predicate.id.clone(), predicate);
    }
    Ontology { predicates, types, ..Ontology::default() }
}

fn read_types(source: &Source, log: &mut Log) -> BTreeMap<TypeId, EntityType> {
    let mut types = BTreeMap::new();
    let classes: Vec<_> = source.instances("gl:EntityType").collect();
    for node in classes {
        let id = TypeId(term_id(node.name()));
        let mut parents = Vec::new();
        for parent in node.names("rdfs:subClassOf", log) {
            if source.node(parent.value).is_some_and(|class| class.is("gl:EntityType")) {
                parents.push(TypeId(term_id(parent.value)));
            }
        }
        types.insert(id.clone(), EntityType { id, labels: node.by_language("rdfs:label"), parents });
    }
    types
}

fn read_predicate(node: Node<'_>, types: &BTreeMap<TypeId, EntityType>, log: &mut Log) -> Predicate {
    let (domain, _) = read_places(node, "gl:subjectType", types, log);
    let (range, values) = read_places(node, "gl:objectType", types, log);
    let aspects = [("gl:EventAspect", Aspect::Event), ("gl:StateAspect", Aspect::State)];
    Predicate {
        id: PredicateId(term_id(node.name())),
        labels: node.by_language("rdfs:label"),
        domain,
        range,
        values,
        symmetric: node.is("owl:SymmetricProperty"),
        inverse: node.name_of("owl:inverseOf", log).map(|name| PredicateId(term_id(name.value))),
        functional: node.flag("gl:functionalAtATime", log).is_some_and(|flag| flag.value),
        foretold: node.flag("gl:foretold", log).is_some_and(|flag| flag.value),
        over_period: node.flag("gl:overPeriod", log).is_some_and(|flag| flag.value),
        aspect: node.choice("gl:aspect", &aspects, log).map_or(Aspect::Event, |aspect| aspect.value),
    }
}

/// The types and value kinds that a domain or range names.
fn read_places(
    node: Node<'_>,
    property: &str,
    types: &BTreeMap<TypeId, EntityType>,
    log: &mut Log,
) -> (Vec<TypeId>, Vec<ValueKind>) {
    const KINDS: [(&str, ValueKind); 4] = [
        ("gl:Money", ValueKind::Money),
        ("gl:Count", ValueKind::Count),
        ("gl:Percent", ValueKind::Percent),
        ("gl:Date", ValueKind::Date),
    ];
    let (mut places, mut values) = (Vec::new(), Vec::new());
    for member in node.list(property) {
        let Term::Iri(name) = member.value else { continue };
        if let Some((_, kind)) = KINDS.iter().find(|(known, _)| known == name) {
            values.push(*kind);
            continue;
        }
        let id = TypeId(term_id(name));
        if types.contains_key(&id) {
            places.push(id);
        } else {
            let known = types.keys().map(|id| id.0.as_str()).chain(KINDS.iter().map(|kind| kind.0));
            let message = format!("{}: `{name}` is neither an entity type nor a kind of value", node.title());
            log.unknown(member.place, "L010", message, name.trim_start_matches("gl:"), known);
        }
    }
    (places, values)
}
