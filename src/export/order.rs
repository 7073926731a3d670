//! Where quads come from, and RDF in one order: whatever order the quads come in, the bytes are the same.

use std::io;

use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};

use super::nquads;
use super::sorter::Sorter;
use crate::merge::Graph;
use crate::ontology::Ontology;
use crate::rdf::{RdfOptions, Run, each_quad};

/// The quads of a graph, made as they are asked for.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) graph: &'a Graph,
    pub(super) ontology: &'a Ontology,
    pub(super) options: &'a RdfOptions,
    pub(super) run: Option<&'a Run>,
    /// Only what stands in the default graph.
    pub(super) merged: bool,
}

impl Source<'_> {
    /// Hands each quad on, until one is refused.
    pub(super) fn each(self, take: &mut dyn FnMut(Quad) -> io::Result<()>) -> io::Result<()> {
        let mut fault = Ok(());
        each_quad(self.graph, self.ontology, self.options, self.run, &mut |quad| {
            if fault.is_ok() && !(self.merged && quad.graph_name != GraphName::DefaultGraph) {
                fault = take(quad);
            }
        });
        fault
    }

    /// The quads by graph, subject, predicate (`rdf:type` first) and object, all of one subject together.
    pub(super) fn each_node(self, take: &mut dyn FnMut(&[Quad]) -> io::Result<()>) -> io::Result<()> {
        let mut sorter = Sorter::new();
        self.each(&mut |quad| {
            let untyped = if quad.predicate.as_ref() == rdf::TYPE { b'0' } else { b'1' };
            sorter.push(|bytes| {
                let subject = |bytes: &mut Vec<u8>| nquads::subject(bytes, &quad.subject);
                key(bytes, &quad, &[], subject, &[untyped]);
            })
        })?;
        let mut node: Vec<Quad> = Vec::new();
        sorter.finish(|record| {
            let quad = parse(record)?;
            if node.first().is_some_and(|q| q.subject != quad.subject || q.graph_name != quad.graph_name) {
                take(&node)?;
                node.clear();
            }
            node.push(quad);
            Ok(())
        })?;
        if node.is_empty() { Ok(()) } else { take(&node) }
    }
}

/// A quad as a record whose bytes are in the order of graph, section, subject, rank, predicate, object. Fields are parted
/// by NUL, which terms cannot hold unescaped.
pub(super) fn key(bytes: &mut Vec<u8>, quad: &Quad, section: &[u8], subject: impl FnOnce(&mut Vec<u8>), rank: &[u8]) {
    if quad.graph_name != GraphName::DefaultGraph {
        bytes.extend_from_slice(quad.graph_name.to_string().as_bytes());
    }
    bytes.push(0);
    bytes.extend_from_slice(section);
    bytes.push(0);
    subject(bytes);
    bytes.push(0);
    bytes.extend_from_slice(rank);
    bytes.push(0);
    bytes.extend_from_slice(quad.predicate.as_str().as_bytes());
    bytes.push(0);
    nquads::term(bytes, &quad.object);
}

/// The fields of a record: graph, section, subject, rank, predicate, object.
pub(super) fn fields(record: &[u8]) -> io::Result<[&str; 6]> {
    let text = std::str::from_utf8(record).map_err(io::Error::other)?;
    let mut parts = text.split('\0');
    let mut fields = [""; 6];
    for field in &mut fields {
        *field = parts.next().ok_or_else(|| io::Error::other("a record was cut off"))?;
    }
    Ok(fields)
}

fn parse(record: &[u8]) -> io::Result<Quad> {
    let [graph, _, subject, _, predicate, object] = fields(record)?;
    let bare = |text: &str| NamedNode::new_unchecked(text.trim_start_matches('<').trim_end_matches('>'));
    let subject: NamedOrBlankNode = match subject.strip_prefix("_:") {
        Some(name) => oxrdf::BlankNode::new_unchecked(name).into(),
        None => bare(subject).into(),
    };
    let graph = if graph.is_empty() { GraphName::DefaultGraph } else { bare(graph).into() };
    let object = if object.starts_with('<') && !object.starts_with("<<") {
        bare(object).into()
    } else {
        object.parse::<Term>().map_err(io::Error::other)?
    };
    Ok(Triple::new(subject, NamedNode::new_unchecked(predicate), object).in_graph(graph))
}

/// A quad as its N-Quads line.
#[cfg(test)]
pub(crate) fn line(quad: &Quad) -> String {
    match &quad.graph_name {
        GraphName::DefaultGraph => format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object),
        graph => format!("{} {} {} {graph} .\n", quad.subject, quad.predicate, quad.object),
    }
}
