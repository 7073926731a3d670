//! glane («glean!»): news articles in, a knowledge graph out that a person can trust.
//!
//! The way of the data, one direction, one noun per stage:
//!
//! ```text
//! bytes ─ingest→ Document ─analyse→ Analysis ─mention→ Mentions ─claim→ Claims ─merge→ Graph ─rdf→ quads ─→ store, export
//! ```

pub mod analyse;
pub mod ask;
pub mod card;
pub mod check;
pub mod claim;
pub mod diagnostic;
pub mod eval;
pub mod export;
pub mod ingest;
pub mod lines;
pub mod link;
pub mod mention;
pub mod merge;
pub mod ontology;
pub mod pipeline;
pub mod push;
pub mod rdf;
pub mod remote;
pub mod store;
pub mod text;
pub mod value;
