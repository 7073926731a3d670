//! A graph directory on disk, and SPARQL over it.
//!
//! In: articles' claims and the graph merged from them. Out: a directory whose files are replaced atomically, checked
//! by checksums, and opened into an in-memory SPARQL store. The articles are the truth; every other file is made from
//! them and can be made again.

mod dir;
mod error;
mod fault;
mod files;
mod function;
mod manifest;
mod query;
mod segment;
#[cfg(test)]
mod tests;

pub use dir::{GraphDir, Made};
pub use error::StoreError;
pub use function::FUNCTIONS;
pub use manifest::{BuildKey, Manifest};
pub use query::{Answer, AnswerFormat, GraphStore, PREFIXES, QueryOptions, open, query, query_with, query_within};
