//! A [`Document`] to its [`Analysis`]: sentences, tokens with the Universal Dependencies
//! columns, entity spans.
//!
//! Knows the language pack; must not know predicates.

mod analysis;
mod conllu;
mod pack;
pub mod score;
mod tokenise;
mod words;

pub use analysis::{Analysis, EntitySpan, Feats, Multiword, Sentence, SpanLabel, Token, TokenId, TokenRange, Upos};
pub use conllu::{conllu_text, read_conllu, write_conllu};
pub use pack::{LanguagePack, ModelError};
pub use tokenise::TokenRules;

use crate::diagnostic::Diagnostic;
use crate::ingest::Document;

/// A longer sentence is cut, so that the cost of a parse stays linear in the text.
const LONGEST_SENTENCE: usize = 200;

/// Analyses the body of an article.
pub fn analyse(document: &Document, pack: &LanguagePack) -> (Analysis, Vec<Diagnostic>) {
    let segmentation = tokenise::segment(&document.text, &document.body, &pack.rules, LONGEST_SENTENCE);
    let analysis = words::words(&document.text, &segmentation, &pack.rules, |_| true);
    (analysis, Vec::new())
}
