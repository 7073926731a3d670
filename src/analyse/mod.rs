//! A [`Document`](crate::ingest::Document) to its [`Analysis`]: sentences, tokens with the Universal Dependencies
//! columns, entity spans.
//!
//! Knows the language pack; must not know predicates.

mod analysis;
mod conllu;

pub use analysis::{Analysis, EntitySpan, Feats, Multiword, Sentence, SpanLabel, Token, TokenId, TokenRange, Upos};
pub use conllu::{conllu_text, read_conllu, write_conllu};
