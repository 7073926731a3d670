//! The Turtle that the program carries: one line a file.

/// Classes and properties alone, `ontology/glane.ttl`: what a check needs of sub-classes, what a store may hold beside a graph.
pub const SCHEMA: &str = include_str!("../../ontology/glane.ttl");

/// Names and texts of the built-in files, in the order in which they are read.
pub(super) const FILES: &[(&str, &str)] = &[
    ("ontology/glane.ttl", SCHEMA),
    ("ontology/lexicon.fr.ttl", include_str!("../../ontology/lexicon.fr.ttl")),
    ("ontology/fr/bodies.ttl", include_str!("../../ontology/fr/bodies.ttl")),
    ("ontology/fr/confidence.ttl", include_str!("../../ontology/fr/confidence.ttl")),
    ("ontology/fr/constructions-business.ttl", include_str!("../../ontology/fr/constructions-business.ttl")),
    ("ontology/fr/constructions-deals.ttl", include_str!("../../ontology/fr/constructions-deals.ttl")),
    ("ontology/fr/cues.ttl", include_str!("../../ontology/fr/cues.ttl")),
    ("ontology/fr/frames-business.ttl", include_str!("../../ontology/fr/frames-business.ttl")),
    ("ontology/fr/frames-deals.ttl", include_str!("../../ontology/fr/frames-deals.ttl")),
    ("ontology/fr/frames-figures.ttl", include_str!("../../ontology/fr/frames-figures.ttl")),
    ("ontology/fr/frames-law.ttl", include_str!("../../ontology/fr/frames-law.ttl")),
    ("ontology/fr/frames-people.ttl", include_str!("../../ontology/fr/frames-people.ttl")),
    ("ontology/fr/function-words.ttl", include_str!("../../ontology/fr/function-words.ttl")),
    ("ontology/fr/goods.ttl", include_str!("../../ontology/fr/goods.ttl")),
    ("ontology/fr/idioms-business.ttl", include_str!("../../ontology/fr/idioms-business.ttl")),
    ("ontology/fr/idioms-deals.ttl", include_str!("../../ontology/fr/idioms-deals.ttl")),
    ("ontology/fr/idioms-figures.ttl", include_str!("../../ontology/fr/idioms-figures.ttl")),
    ("ontology/fr/idioms-offices.ttl", include_str!("../../ontology/fr/idioms-offices.ttl")),
    ("ontology/fr/idioms-people.ttl", include_str!("../../ontology/fr/idioms-people.ttl")),
    ("ontology/fr/name-words.ttl", include_str!("../../ontology/fr/name-words.ttl")),
    ("ontology/fr/nouns.ttl", include_str!("../../ontology/fr/nouns.ttl")),
    ("ontology/fr/outlets.ttl", include_str!("../../ontology/fr/outlets.ttl")),
    ("ontology/fr/persons.ttl", include_str!("../../ontology/fr/persons.ttl")),
    ("ontology/fr/places.ttl", include_str!("../../ontology/fr/places.ttl")),
    ("ontology/fr/reference.ttl", include_str!("../../ontology/fr/reference.ttl")),
    ("ontology/fr/roles.ttl", include_str!("../../ontology/fr/roles.ttl")),
    ("ontology/fr/time.ttl", include_str!("../../ontology/fr/time.ttl")),
    ("ontology/fr/turns-business.ttl", include_str!("../../ontology/fr/turns-business.ttl")),
    ("ontology/fr/turns-figures.ttl", include_str!("../../ontology/fr/turns-figures.ttl")),
    ("ontology/fr/turns-law.ttl", include_str!("../../ontology/fr/turns-law.ttl")),
    ("ontology/fr/turns-people.ttl", include_str!("../../ontology/fr/turns-people.ttl")),
    ("ontology/fr/values.ttl", include_str!("../../ontology/fr/values.ttl")),
];
