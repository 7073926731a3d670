//! Bytes to [`Document`]s: formats and encodings, and nothing about language.
//!
//! In: a name and the bytes. Out: a document whose text keeps the file's own code points, so that evidence can be
//! found again in the file. Must not open files itself (`pipeline` does) or analyse text.

mod document;

pub use document::{Document, DocumentId};
