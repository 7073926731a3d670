//! What a run did, for a person and for `report.json`. Holds the clock's reading, so it is no part of the graph.

use serde::{Deserialize, Serialize};

use super::engine::Article;
use crate::diagnostic::{Diagnostic, Severity};
use crate::store::BuildKey;

/// The account of one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What the result depends on besides the articles.
    pub versions: BuildKey,
    /// Articles found in the inputs.
    pub articles: usize,
    /// Of these, taken unchanged from an earlier run.
    pub unchanged: usize,
    /// Inputs and records that gave no article.
    pub failed: usize,
    /// Claims of all articles.
    pub claims: usize,
    /// Entities of all articles, each counted once an article.
    pub entities: usize,
    /// Threads that worked.
    pub threads: usize,
    /// Seconds from start to end.
    pub seconds: f64,
    /// What a person should know, in input order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds an article, and takes its diagnostics over.
    pub(super) fn count(&mut self, article: &mut Article) {
        self.articles += 1;
        self.unchanged += usize::from(article.unchanged);
        self.diagnostics.append(&mut article.diagnostics);
        if let Some(claims) = &article.claims {
            self.claims += claims.claims.len();
            self.entities += claims.entities.len();
        }
    }

    /// True where something could not be done.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}
