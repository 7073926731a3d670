//! A graph directory on disk, and SPARQL over it.
//!
//! In: articles' claims and the graph merged from them. Out: a directory whose files are replaced atomically, checked
//! by checksums, and opened into an in-memory SPARQL store; with the feature `rocksdb`, into one on disk that queries
//! find loaded. The articles are the truth; every other file is made from them and can be made again.

mod answer;
mod dir;
#[cfg(feature = "rocksdb")]
#[expect(
    clippy::incompatible_msrv,
    reason = "locks of files need Rust 1.89; the feature asks for it, the default build does not"
)]
mod disk;
mod error;
mod fault;
mod files;
mod function;
mod manifest;
mod order;
mod query;
mod segment;
#[cfg(test)]
mod tests;

pub use answer::{Answered, answer};
pub use dir::{GraphDir, Made};
#[cfg(feature = "rocksdb")]
pub use disk::open_on_disk;
pub use error::StoreError;
pub use function::FUNCTIONS;
pub use manifest::{BuildKey, Manifest};
pub use query::{Answer, AnswerFormat, GraphStore, PREFIXES, QueryOptions, open, query, query_with, query_within};
