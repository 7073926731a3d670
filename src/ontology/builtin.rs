//! The Turtle that the program carries: one line a file.

/// Names and texts of the built-in files, in the order in which they are read.
pub(super) const FILES: &[(&str, &str)] = &[
    ("ontology/glane.ttl", include_str!("../../ontology/glane.ttl")),
    ("ontology/lexicon.fr.ttl", include_str!("../../ontology/lexicon.fr.ttl")),
];
