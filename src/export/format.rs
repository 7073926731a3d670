//! Which formats there are.

use std::fmt;
use std::str::FromStr;

/// A format that [`super::export`] writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Turtle, grouped by subject; the default graph only.
    Turtle,
    /// TriG, with one named graph an article.
    TriG,
    /// N-Triples, sorted; the default graph only.
    NTriples,
    /// N-Quads, sorted.
    NQuads,
    /// RDF/XML; the default graph only.
    RdfXml,
    /// JSON-LD, compact, with its context.
    JsonLd,
    /// The context of that JSON-LD alone, as a file of its own.
    JsonLdContext,
    /// Graphviz.
    Dot,
    /// A picture, through Graphviz's `dot`.
    Svg,
    /// GraphML.
    GraphMl,
    /// GEXF 1.3.
    Gexf,
    /// Cypher statements, for Neo4j and its kin.
    Cypher,
    /// A CSV table of edges.
    Csv,
    /// A CSV table of nodes.
    CsvNodes,
    /// Nodes as `neo4j-admin database import` reads them.
    Neo4jNodes,
    /// Apache Parquet, nodes; with the feature `parquet` only.
    ParquetNodes,
    /// Apache Parquet, edges; with the feature `parquet` only.
    ParquetEdges,
    /// Relationships as `neo4j-admin database import` reads them.
    Neo4jEdges,
}

impl Format {
    /// All, in the order in which help lists them.
    pub const ALL: &[Self] = &[
        Self::Turtle,
        Self::TriG,
        Self::NTriples,
        Self::NQuads,
        Self::RdfXml,
        Self::JsonLd,
        Self::JsonLdContext,
        Self::Dot,
        Self::Svg,
        Self::GraphMl,
        Self::Gexf,
        Self::Cypher,
        Self::Csv,
        Self::CsvNodes,
        Self::Neo4jNodes,
        Self::Neo4jEdges,
        Self::ParquetNodes,
        Self::ParquetEdges,
    ];

    /// As the command line names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::TriG => "trig",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
            Self::JsonLdContext => "jsonld-context",
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cypher => "cypher",
            Self::Csv => "csv",
            Self::CsvNodes => "csv-nodes",
            Self::Neo4jNodes => "neo4j-nodes",
            Self::Neo4jEdges => "neo4j-edges",
            Self::ParquetNodes => "parquet-nodes",
            Self::ParquetEdges => "parquet-edges",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = ExportError;

    fn from_str(text: &str) -> Result<Self, ExportError> {
        Self::ALL.iter().copied().find(|f| f.name() == text).ok_or_else(|| ExportError::UnknownFormat(text.to_owned()))
    }
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// No such format.
    #[error(
        "there is no format `{0}`\n  help: use one of turtle, trig, nt, nq, rdfxml, jsonld, jsonld-context, dot, svg, graphml, gexf, \
         cypher, csv, csv-nodes, neo4j-nodes, neo4j-edges, parquet-nodes, parquet-edges"
    )]
    UnknownFormat(String),
    /// `--around` names nobody.
    #[error("no entity is called `{name}`\n  help: {help}")]
    UnknownEntity {
        /// What was asked.
        name: String,
        /// The nearest names.
        help: String,
    },
    /// Graphviz is not installed.
    #[error(
        "SVG needs Graphviz, and its `dot` was not found\n  help: install it (`apt install graphviz`, `brew install graphviz`), \
         or write `--format dot` and draw it elsewhere"
    )]
    NoGraphviz,
    /// The program was built without Parquet.
    #[error(
        "this glane was built without Parquet\n  help: build it with `cargo build --release --features parquet`, or write `--format csv`"
    )]
    NoParquet,
    /// Graphviz failed.
    #[error("Graphviz could not draw the graph: {0}")]
    Graphviz(String),
    /// The writer refused.
    #[error("cannot write the export")]
    Output(#[from] std::io::Error),
}
