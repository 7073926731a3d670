//! Classes and properties of `ontology/glane.ttl`.

use std::collections::BTreeMap;

use super::lexicon::Lexicon;
use super::term::{PredicateId, TypeId};

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
    /// The language's words.
    pub lexicon: Lexicon,
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
