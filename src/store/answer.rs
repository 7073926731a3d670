//! An answer over a graph directory, from whichever store can give it.

use super::dir::GraphDir;
use super::error::StoreError;
use super::query::{Answer, QueryOptions, open, query_with};
use crate::rdf::{Iris, Rules};

/// An answer, and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// The base of the graph's IRIs.
    pub base: String,
    /// Why the store on disk did not give it, where that was tried.
    pub note: Option<String>,
}

/// Answers a query over a finished graph. With the feature `rocksdb` the graph stays loaded on disk between queries;
/// trouble with that makes the answer come from memory. What follows by `rules` is added in memory only.
///
/// # Errors
/// Where a file is damaged; where the query is not SPARQL, cannot be answered, or takes longer than the limit.
pub fn answer(
    dir: &GraphDir,
    sparql: &str,
    options: &QueryOptions,
    rules: Option<&Rules>,
) -> Result<Answered, StoreError> {
    let base = Iris::new(&dir.manifest()?.base).base().to_owned();
    let trouble = match from_disk(dir, sparql, options, rules) {
        Some(Ok(answer)) => return Ok(Answered { answer, base, note: None }),
        Some(Err(error)) if !of_the_store(&error) => return Err(error),
        Some(Err(error)) => Some(error),
        None => None,
    };
    let store = open(dir)?;
    if let Some(rules) = rules {
        store.infer(rules)?;
    }
    // A fault of the query is the same here, and then the store on disk is not to blame.
    let answer = query_with(&store, sparql, options)?;
    Ok(Answered { answer, base, note: trouble.map(|error| told(dir, &error)) })
}

/// True for errors that another store may not have.
fn of_the_store(error: &StoreError) -> bool {
    matches!(error, StoreError::Io { .. } | StoreError::Kept { .. } | StoreError::Evaluation(_))
}

#[cfg(feature = "rocksdb")]
fn from_disk(
    dir: &GraphDir,
    sparql: &str,
    options: &QueryOptions,
    rules: Option<&Rules>,
) -> Option<Result<Answer, StoreError>> {
    let ask = |store| query_with(&store, sparql, options);
    rules.is_none().then(|| super::disk::open_on_disk(dir).and_then(ask))
}

#[cfg(not(feature = "rocksdb"))]
fn from_disk(_: &GraphDir, _: &str, _: &QueryOptions, _: Option<&Rules>) -> Option<Result<Answer, StoreError>> {
    None
}

/// What a person should know of it. A store that opened and then did not answer is loaded anew by the next query.
fn told(dir: &GraphDir, error: &StoreError) -> String {
    #[cfg(feature = "rocksdb")]
    if matches!(error, StoreError::Evaluation(_)) {
        super::disk::distrust(dir);
    }
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    let help = format!(
        "the next query tries again; deleting {}/store costs nothing but the time of loading",
        dir.root().display()
    );
    format!("the answer comes from memory, not from the store on disk: {error}{cause}\n  help: {help}")
}
