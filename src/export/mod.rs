//! The graph in the formats that other tools read.
//!
//! In: a [`Graph`], whole or filtered. Out: bytes into a writer. One exporter a file; nothing here reads articles.

mod csv;
mod cypher;
mod dot;
mod filter;
mod format;
mod gexf;
mod graphml;
mod jsonld;
mod nquads;
pub(crate) mod order;
mod rdfxml;
mod svg;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod turtle;
mod xml;

use std::io::Write;

use crate::merge::Graph;
use crate::ontology::Ontology;
use crate::rdf::{RdfOptions, RdfVersion, Run, each_quad};

pub use filter::{Filter, overview};
pub use format::{ExportError, Format};

/// Writes the graph in a format.
///
/// # Errors
/// Where the writer refuses, or (SVG) Graphviz is not there.
pub fn export(
    format: Format,
    graph: &Graph,
    ontology: &Ontology,
    options: &RdfOptions,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    export_made_by(format, graph, ontology, options, None, out)
}

/// The same, with what made the graph.
///
/// # Errors
/// As [`export`].
pub fn export_made_by(
    format: Format,
    graph: &Graph,
    ontology: &Ontology,
    options: &RdfOptions,
    run: Option<&Run>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let quads = |options: &RdfOptions| {
        let mut all = Vec::new();
        each_quad(graph, ontology, options, run, &mut |quad| all.push(quad));
        all
    };
    match format {
        Format::Turtle => turtle::write(order::merged(quads(options)), &options.base, out)?,
        Format::TriG => turtle::write(quads(options), &options.base, out)?,
        Format::NTriples => nquads::write(order::merged(quads(options)), out)?,
        Format::NQuads => nquads::write(quads(options), out)?,
        Format::RdfXml => rdfxml::write(order::merged(quads(options)), &options.base, out)?,
        // JSON-LD 1.1 has no triple terms.
        Format::JsonLd => {
            let plain = RdfOptions { version: RdfVersion::V11, ..options.clone() };
            jsonld::write(quads(&plain), &options.base, out)?;
        }
        Format::Dot => dot::write(graph, ontology, out)?,
        Format::Svg => {
            let mut text = Vec::new();
            dot::write(graph, ontology, &mut text)?;
            svg::write(&text, out)?;
        }
        Format::GraphMl => graphml::write(graph, &options.base, out)?,
        Format::Gexf => gexf::write(graph, &options.base, out)?,
        Format::Cypher => cypher::write(graph, &options.base, out)?,
        Format::Csv => csv::write(graph, &options.base, out)?,
    }
    Ok(())
}
