//! A [`Graph`] to RDF quads, as `docs/rdf.md` describes them.
//!
//! In: the merged graph and the ontology. Out: quads; the merged graph in the default graph, and the plain triples of
//! each article in the graph of its name. Knows vocabularies; must not know files or stores, and has no clock.

mod curation;

use oxrdf::Quad;

use crate::merge::Graph;
use crate::ontology::Ontology;

pub use curation::{read_curation, write_curation};

/// How a statement about a statement is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RdfVersion {
    /// `rdf:subject`, `rdf:predicate`, `rdf:object` on the `gl:Statement`.
    #[default]
    V11,
    /// `rdf:reifies <<( s p o )>>` (RDF 1.2 triple terms).
    V12,
}

/// Where entities of no other base get their IRIs from.
pub const DEFAULT_BASE: &str = "https://glane.example/";

/// Choices of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RdfOptions {
    /// RDF 1.1 or 1.2.
    pub version: RdfVersion,
    /// Absolute IRI that entity, article and statement IRIs begin with; ends in `/` or `#`.
    pub base: String,
}

impl Default for RdfOptions {
    fn default() -> Self {
        Self { version: RdfVersion::V11, base: DEFAULT_BASE.to_owned() }
    }
}

/// The graph as quads, in the graph's own order.
pub fn quads(graph: &Graph, ontology: &Ontology, options: &RdfOptions) -> Vec<Quad> {
    let _ = (graph, ontology, options);
    Vec::new()
}
