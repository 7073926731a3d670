//! What can go wrong at the disk and in a query.

use std::path::PathBuf;

/// Why a graph directory cannot be used, or a query not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file system refused.
    #[error("{path}: cannot {action}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried, as `write` or `read`.
        action: &'static str,
        /// The system's answer.
        #[source]
        source: std::io::Error,
    },
    /// There is no graph here.
    #[error("{0}: there is no graph here\n  help: make one with `glane build PATH… --out {0}`")]
    Missing(PathBuf),
    /// A file is not what the manifest says.
    #[error("{path}: {fault}\n  help: {help}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        fault: String,
        /// The way out.
        help: String,
    },
    /// The store on disk, which only saves time, cannot be used.
    #[error("{path}: {fault}")]
    Kept {
        /// Its folder.
        path: PathBuf,
        /// What is wrong.
        fault: String,
    },
    /// The query is not SPARQL.
    #[error("{message}")]
    Syntax {
        /// Where, what and the way out, over several lines.
        message: String,
    },
    /// The query could not be answered.
    #[error("the query could not be answered: {0}")]
    Evaluation(String),
    /// The query took longer than it was given.
    #[error(
        "the query was given up after {0} s\n  help: ask for less (LIMIT, a name instead of a variable), or give it longer with --timeout"
    )]
    TooLong(f64),
    /// The answer has another shape than the format.
    #[error("{0}")]
    Shape(String),
    /// The answer could not be written.
    #[error("cannot write the answer")]
    Output(#[source] std::io::Error),
}
