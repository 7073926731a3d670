//! Claims of many articles to one [`Graph`]: identity, fusion, disagreement.
//!
//! In: each article's [`ArticleClaims`], the ontology, a person's verdicts. Out: entities, statements with all their
//! evidence, conflicts, and every decision of identity with its reasons. A function of the *set* of articles: their
//! order, batches, repetition and the number of machines that read them do not show in the result. Must not know
//! text or RDF.

mod curation;
mod graph;

use crate::claim::ArticleClaims;
use crate::ontology::Ontology;

pub use curation::{Curation, Reference, Verdict};
pub use graph::{
    Article, ArticleId, Conflict, ConflictKind, Entity, EntityId, EntityIri, Graph, IdentityLink, IdentityVerdict,
    Member, NameRef, Report, Side, Statement, StatementId, StatementKey, StatementObject, StatementQualifiers,
};

/// Merges articles into one graph.
///
/// The same set of articles gives the same graph, whatever their order; an article given twice counts once.
pub fn merge(articles: &[ArticleClaims], ontology: &Ontology, curation: &Curation) -> Graph {
    let _ = (articles, ontology, curation);
    Graph::default()
}
