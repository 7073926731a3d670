//! The Turtle that the program carries: one line a file.

/// Names and texts of the built-in files, in the order in which they are read.
pub(super) const FILES: &[(&str, &str)] = &[
    ("ontology/glane.ttl", include_str!("../../ontology/glane.ttl")),
    ("ontology/lexicon.fr.ttl", include_str!("../../ontology/lexicon.fr.ttl")),
    ("ontology/fr/bodies.ttl", include_str!("../../ontology/fr/bodies.ttl")),
    ("ontology/fr/function-words.ttl", include_str!("../../ontology/fr/function-words.ttl")),
    ("ontology/fr/name-words.ttl", include_str!("../../ontology/fr/name-words.ttl")),
    ("ontology/fr/nouns.ttl", include_str!("../../ontology/fr/nouns.ttl")),
    ("ontology/fr/outlets.ttl", include_str!("../../ontology/fr/outlets.ttl")),
    ("ontology/fr/persons.ttl", include_str!("../../ontology/fr/persons.ttl")),
    ("ontology/fr/places.ttl", include_str!("../../ontology/fr/places.ttl")),
    ("ontology/fr/roles.ttl", include_str!("../../ontology/fr/roles.ttl")),
];
