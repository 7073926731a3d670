//! A [`Graph`] to RDF quads, as `docs/rdf.md` describes them.
//!
//! In: the merged graph and the ontology. Out: quads; the merged graph in the default graph, and the plain triples of
//! each article in the graph of its name. Knows vocabularies; must not know files or stores, and has no clock.

mod curation;
mod emit;
mod infer;
mod iri;
mod known;
mod values;
pub mod vocab;

use oxrdf::{GraphName, Quad, Triple};

use crate::merge::Graph;
use crate::ontology::Ontology;

pub use curation::{Proposal, read_curation, read_proposals, write_curation, write_proposal, write_verdict};
pub(crate) use emit::status_name;
pub use infer::Rules;
pub use iri::Iris;
pub use known::{Knowledge, join_known, read_knowledge, read_links_csv, write_known};
pub use values::label as amount_label;

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

/// Below the base: the graph of what follows by the ontology.
pub const INFERRED: &str = "inferred";

/// Choices of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RdfOptions {
    /// RDF 1.1 or 1.2.
    pub version: RdfVersion,
    /// Absolute IRI that entity, article and statement IRIs begin with; ends in `/` or `#`.
    pub base: String,
    /// Write what follows by the ontology too, into the graph `BASE inferred`.
    pub infer: bool,
}

/// What made a graph. No clock time: the same input gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// glane's version.
    pub program: String,
    /// Hash of ontology and lexicon.
    pub ontology: String,
    /// The model's version.
    pub model: String,
}

impl Default for RdfOptions {
    fn default() -> Self {
        Self { version: RdfVersion::V11, base: DEFAULT_BASE.to_owned(), infer: false }
    }
}

/// The graph as quads, in the graph's own order; each once.
pub fn quads(graph: &Graph, ontology: &Ontology, options: &RdfOptions) -> Vec<Quad> {
    let mut all = Vec::new();
    each_quad(graph, ontology, options, None, &mut |quad| all.push(quad));
    all
}

/// The same, one after the other, with what made the graph, where that is known.
pub fn each_quad(
    graph: &Graph,
    ontology: &Ontology,
    options: &RdfOptions,
    run: Option<&Run>,
    push: &mut dyn FnMut(Quad),
) {
    if !options.infer {
        return emit::Emitter::new(graph, options, run, push).all();
    }
    let rules = Rules::new(&ontology.axioms);
    let mut ground = Vec::new();
    emit::Emitter::new(graph, options, run, &mut |quad| {
        if quad.graph_name == GraphName::DefaultGraph {
            let triple = Triple::from(quad.clone());
            ground.extend(rules.concern(&triple).then_some(triple));
        }
        push(quad);
    })
    .all();
    let name = Iris::new(&options.base).below(INFERRED);
    for triple in rules.infer(&ground) {
        push(triple.in_graph(name.clone()));
    }
}
