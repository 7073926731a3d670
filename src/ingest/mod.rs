//! Bytes to [`Document`]s: formats and encodings, and nothing about language.
//!
//! In: a name and the bytes. Out: a document whose text keeps the file's own code points, so that evidence can be
//! found again in the file. Must not open files itself (`pipeline` does) or analyse text.
//!
//! ```
//! use glane::ingest::{Limits, Raw, ingest};
//!
//! let (docs, diagnostics) = ingest(&Raw::new("news/a1.txt", b" date 2022-08 Title\n\nText."), &Limits::default());
//! assert_eq!(docs[0].id.0, "a1");
//! assert_eq!(docs[0].published.as_ref().map(|d| d.as_str()), Some("2022-08"));
//! assert!(diagnostics.is_empty());
//! ```

mod document;
mod encoding;
mod header;
mod meta;
mod plain;
mod records;

use std::path::Path;

use crate::diagnostic::{Diagnostic, Severity};

pub use document::{Document, DocumentId};

/// One input before it is read: what the edge hands over.
#[derive(Clone, Copy, Debug)]
pub struct Raw<'b> {
    /// As the user named it: a path, or `-`.
    pub origin: &'b str,
    /// The bytes of the file.
    pub bytes: &'b [u8],
    /// The bytes of the `.meta` file beside it, where there is one.
    pub meta: Option<&'b [u8]>,
}

impl<'b> Raw<'b> {
    /// An input without a `.meta` file.
    pub fn new(origin: &'b str, bytes: &'b [u8]) -> Self {
        Self { origin, bytes, meta: None }
    }

    /// The file's name without its ending; `stdin` for `-`.
    fn stem(&self) -> &'b str {
        let stem = Path::new(self.origin).file_stem().and_then(|stem| stem.to_str());
        if self.origin == "-" { "stdin" } else { stem.unwrap_or("document") }
    }

    fn ending(&self) -> String {
        Path::new(self.origin).extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase()
    }

    fn fault(&self, severity: Severity, code: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(severity, code, self.origin, message)
    }
}

/// What is still taken for an article.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest article in bytes of text.
    pub article_bytes: usize,
}

impl Default for Limits {
    /// Two mebibytes: about 350,000 words, longer than any article and than most books.
    fn default() -> Self {
        Self { article_bytes: 2 << 20 }
    }
}

/// The endings that a directory is searched for; a file named outright is read whatever its ending.
pub const ENDINGS: &[&str] = &["txt", "jsonl", "ndjson"];

/// Reads one input: none, one or (for records) many documents, with what a person should know about them.
pub fn ingest(raw: &Raw<'_>, limits: &Limits) -> (Vec<Document>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Some(text) = encoding::decode(raw, &mut diagnostics) else { return (Vec::new(), diagnostics) };
    let documents = match raw.ending().as_str() {
        "jsonl" | "ndjson" | "json" => records::read(raw, &text, limits, &mut diagnostics),
        _ => plain::read(raw, text, limits, &mut diagnostics).into_iter().collect(),
    };
    (documents, diagnostics)
}
