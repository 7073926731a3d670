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
    /// One CSV table of edges.
    Csv,
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
        Self::Dot,
        Self::Svg,
        Self::GraphMl,
        Self::Gexf,
        Self::Cypher,
        Self::Csv,
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
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cypher => "cypher",
            Self::Csv => "csv",
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
        "there is no format `{0}`\n  help: use one of turtle, trig, nt, nq, rdfxml, jsonld, dot, svg, graphml, gexf, cypher, csv"
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
    /// Graphviz failed.
    #[error("Graphviz could not draw the graph: {0}")]
    Graphviz(String),
    /// The writer refused.
    #[error("cannot write the export")]
    Output(#[from] std::io::Error),
}
