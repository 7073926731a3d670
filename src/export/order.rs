//! RDF in one order: whatever order the quads come in, the bytes are the same.

use oxrdf::vocab::rdf;
use oxrdf::{GraphName, Quad};

/// N-Quads lines of quads, sorted by code point; one a quad, each with its line end.
pub(crate) fn lines(quads: impl IntoIterator<Item = Quad>) -> Vec<String> {
    let mut lines: Vec<String> = quads.into_iter().map(|quad| line(&quad)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// A quad as its N-Quads line.
pub(crate) fn line(quad: &Quad) -> String {
    match &quad.graph_name {
        GraphName::DefaultGraph => format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object),
        graph => format!("{} {} {} {graph} .\n", quad.subject, quad.predicate, quad.object),
    }
}

/// Quads by graph, subject, predicate (`rdf:type` first) and object.
pub(crate) fn grouped(mut quads: Vec<Quad>) -> Vec<Quad> {
    quads.sort_by_cached_key(|quad| {
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => String::new(),
            graph => graph.to_string(),
        };
        let untyped = quad.predicate.as_ref() != rdf::TYPE;
        (graph, quad.subject.to_string(), untyped, quad.predicate.as_str().to_owned(), quad.object.to_string())
    });
    quads.dedup();
    quads
}

/// Only what stands in the default graph.
pub(crate) fn merged(quads: Vec<Quad>) -> Vec<Quad> {
    quads.into_iter().filter(|quad| quad.graph_name == GraphName::DefaultGraph).collect()
}
