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
mod order;
#[cfg(feature = "parquet")]
mod parquet;
mod rdfxml;
mod sorter;
mod svg;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod turtle;
mod xml;

use std::io::Write;

use crate::merge::Graph;
use crate::ontology::Ontology;
use crate::rdf::{RdfOptions, RdfVersion, Run};
use order::Source;

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
    // JSON-LD 1.1 has no triple terms.
    let plain = RdfOptions { version: RdfVersion::V11, ..options.clone() };
    let all = Source { graph, ontology, options, run, merged: false };
    let merged = Source { merged: true, ..all };
    match format {
        Format::Turtle | Format::TriG => {
            let mut blocks = turtle::Blocks::new(&options.base);
            let source = if format == Format::Turtle { merged } else { all };
            source.each(&mut |quad| blocks.push(&quad))?;
            blocks.finish(out)?;
        }
        Format::NTriples => nquads::write(merged, out)?,
        Format::NQuads => nquads::write(all, out)?,
        Format::RdfXml => rdfxml::write(merged, out)?,
        Format::JsonLd => jsonld::write(Source { options: &plain, ..all }, out)?,
        Format::JsonLdContext => jsonld::write_context(Source { options: &plain, ..all }, out)?,
        Format::Dot => dot::write(graph, ontology, out)?,
        Format::Svg => {
            let mut text = Vec::new();
            dot::write(graph, ontology, &mut text)?;
            svg::write(&text, out)?;
        }
        Format::GraphMl => graphml::write(graph, &options.base, out)?,
        Format::Gexf => gexf::write(graph, &options.base, out)?,
        Format::Cypher => cypher::write(graph, &options.base, out)?,
        Format::Csv => csv::write(csv::Form::Edges, graph, &options.base, out)?,
        Format::CsvNodes => csv::write(csv::Form::Nodes, graph, &options.base, out)?,
        Format::Neo4jNodes => csv::write(csv::Form::Neo4jNodes, graph, &options.base, out)?,
        #[cfg(feature = "parquet")]
        Format::ParquetNodes | Format::ParquetEdges => {
            parquet::write(format == Format::ParquetEdges, graph, &options.base, out)?;
        }
        #[cfg(not(feature = "parquet"))]
        Format::ParquetNodes | Format::ParquetEdges => return Err(ExportError::NoParquet),
        Format::Neo4jEdges => csv::write(csv::Form::Neo4jEdges, graph, &options.base, out)?,
    }
    Ok(())
}
