//! A plain text file: one article, its text the file's, code point for code point.

use super::header::{header, headline};
use super::{Document, DocumentId, Limits, Raw, meta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Span;

/// The article, or `None` (and why) where the file holds none.
pub(super) fn read(
    raw: &Raw<'_>,
    text: String,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let doc = document(raw.stem().to_owned(), raw.origin, text, raw.bytes);
    let mut doc = check(doc, limits, diagnostics)?;
    if let Some(bytes) = raw.meta {
        doc.hash = blake3::hash(&[raw.bytes, b"\0", bytes].concat()).to_hex().to_string();
        let fields = meta::parse(raw, bytes, diagnostics);
        meta::apply(&mut doc, &fields, diagnostics);
    }
    Some(doc)
}

/// The document of a text, with what its own head tells.
pub(super) fn document(id: String, origin: &str, text: String, bytes: &[u8]) -> Document {
    let header = header(&text);
    Document {
        id: DocumentId(id),
        origin: origin.to_owned(),
        title: headline(&text[header.length..]).map(str::to_owned),
        source: None,
        published: header.published,
        language: "fr".to_owned(),
        body: body(&text, header.length),
        hash: blake3::hash(bytes).to_hex().to_string(),
        text,
    }
}

/// The document again, unless there is nothing in it or far too much.
pub(super) fn check(doc: Document, limits: &Limits, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    let fault = |severity, code, message| Diagnostic::new(severity, code, &doc.origin, message);
    if doc.body.iter().all(|span| span.slice(&doc.text).trim().is_empty()) {
        let found = fault(Severity::Error, "I001", "there is no text in it".to_owned());
        diagnostics.push(found.help("leave it out, or check where it came from"));
        return None;
    }
    if doc.text.len() > limits.article_bytes {
        let message =
            format!("{} bytes are too many for one article (at most {})", doc.text.len(), limits.article_bytes);
        let found = fault(Severity::Error, "I004", message);
        diagnostics.push(found.help("split it into articles: one file each, or one JSON record a line (.jsonl)"));
        return None;
    }
    if doc.text.contains('\0') {
        let found = fault(Severity::Warning, "I006", "NUL characters in the text; they were passed over".to_owned());
        diagnostics.push(found);
    }
    Some(doc)
}

/// What is article after the header: everything but NUL characters, which no article means.
fn body(text: &str, start: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = start;
    for piece in text[start..].split('\0') {
        if !piece.is_empty() {
            spans.push(Span::new(at, at + piece.len()));
        }
        at += piece.len() + 1;
    }
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ingest;
    use super::*;

    #[test]
    fn the_header_stays_in_the_text_and_leaves_the_body() {
        let raw = Raw::new("x/é.txt", " date 2022-08 Un titre\n\nDu texte.".as_bytes());
        let (docs, _) = ingest(&raw, &Limits::default());
        let doc = &docs[0];
        assert_eq!(doc.text.as_bytes(), raw.bytes);
        assert_eq!(doc.body[0].slice(&doc.text), "Un titre\n\nDu texte.");
        assert_eq!((doc.id.0.as_str(), doc.title.as_deref()), ("é", Some("Un titre")));
    }

    #[test]
    fn a_meta_file_has_the_last_word() {
        let meta = b"date: 2023-01-02\nsource: La Gazette\ntitle: Autre\nlanguage: fr-BE".as_slice();
        let raw = Raw { meta: Some(meta), ..Raw::new("a.txt", b" date 2022-08 Un titre\n\nDu texte.") };
        let doc = ingest(&raw, &Limits::default()).0.remove(0);
        assert_eq!(doc.published.map(|d| d.to_string()).as_deref(), Some("2023-01-02"));
        assert_eq!((doc.source.as_deref(), doc.title.as_deref()), (Some("La Gazette"), Some("Autre")));
        assert_eq!(doc.language, "fr-BE");
    }

    #[test]
    fn nuls_are_cut_out_of_the_body() {
        let mut text = vec![b'x'; 500];
        text[250] = 0;
        let (docs, diagnostics) = ingest(&Raw::new("a.txt", &text), &Limits::default());
        assert_eq!(docs[0].body, [Span::new(0, 250), Span::new(251, 500)]);
        assert_eq!(diagnostics[0].code, "I006");
    }

    #[test]
    fn blank_and_endless_files_are_refused_by_name() {
        let limits = Limits { article_bytes: 10 };
        for (bytes, code) in [(b" \n\t ".as_slice(), "I001"), (b"twelve bytes", "I004")] {
            let (docs, diagnostics) = ingest(&Raw::new("a.txt", bytes), &limits);
            assert!(docs.is_empty());
            assert_eq!(diagnostics[0].code, code);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_documents_or_reasons(
            bytes in proptest::collection::vec(any::<u8>(), 0..300),
            ending in prop::sample::select(vec!["txt", "jsonl", "json", "html"]),
        ) {
            let name = format!("a.{ending}");
            let raw = Raw { meta: Some(&bytes), ..Raw::new(&name, &bytes) };
            let (docs, diagnostics) = ingest(&raw, &Limits::default());
            prop_assert!(!docs.is_empty() || !diagnostics.is_empty());
            for doc in docs {
                for span in doc.body {
                    prop_assert!(doc.text.get(span.range()).is_some());
                }
            }
        }
    }
}
