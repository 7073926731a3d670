//! The head of a plain text: byte-order mark, date header, headline.

use std::sync::LazyLock;

use regex::Regex;

use crate::value::Edtf;

/// ` date 2022-08 ` at the head of a file: the benchmark's and this project's way of dating a bare text.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\u{feff}?\s*date\s+(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:\s+|$)").expect("the pattern is valid")
});

/// Longest headline in code points.
const HEADLINE: usize = 200;

/// What opens a file before its article.
#[derive(Debug, PartialEq)]
pub(super) struct Header {
    /// The date, where the header names a real one.
    pub published: Option<Edtf>,
    /// The byte at which the article begins.
    pub length: usize,
}

/// Reads the header at the head of `text`; a text without one begins after its byte-order mark.
pub(super) fn header(text: &str) -> Header {
    if let Some(found) = DATE.captures(text)
        && let Ok(date) = Edtf::parse(&found[1])
    {
        return Header { published: Some(date), length: found[0].len() };
    }
    Header { published: None, length: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
}

/// The headline of an article: a first line that is short, ends as no sentence ends, and has text under it.
pub(super) fn headline(body: &str) -> Option<&str> {
    let (first, rest) = body.trim_start().split_once('\n')?;
    let first = first.trim();
    let open = !first.ends_with(['.', '…', ':', ';', ',', '»', '”']);
    let titled = open && !first.is_empty() && first.chars().count() <= HEADLINE && !rest.trim().is_empty();
    (titled && first.chars().any(char::is_alphabetic)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_header_is_read_and_measured() {
        for (text, date, rest) in [
            (" date 2022-08 Le titre", Some("2022-08"), "Le titre"),
            ("date 2022-08-05\nLe titre", Some("2022-08-05"), "Le titre"),
            ("\u{feff} date 2022 x", Some("2022"), "x"),
            ("\u{feff}x", None, "x"),
            ("date 2022-13 x", None, "date 2022-13 x"),
            ("Un titre date 2022-08 x", None, "Un titre date 2022-08 x"),
        ] {
            let header = header(text);
            assert_eq!(header.published.as_ref().map(Edtf::as_str), date, "{text}");
            assert_eq!(&text[header.length..], rest);
        }
    }

    #[test]
    fn a_headline_is_short_open_and_has_text_under_it() {
        assert_eq!(headline("Un titre\n\nDu texte."), Some("Un titre"));
        assert_eq!(headline("Est-ce la fin ?\nDu texte."), Some("Est-ce la fin ?"));
        for none in ["Une phrase.\n\nDu texte.", "Seul", "\n\n", "Un titre\n\n  ", "2022\nDu texte."] {
            assert_eq!(headline(none), None, "{none:?}");
        }
    }
}
