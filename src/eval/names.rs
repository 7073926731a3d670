//! Names as the benchmark compares them.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Articles and determiners that may stand before a name, one a line, words apart by one space.
static SKIPPED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../../ontology/fr/skipped-before-names.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// A name without case, accents, punctuation and leading articles.
pub(super) fn norm(name: &str) -> String {
    let text = name.nfkd().collect::<String>().to_lowercase().replace('œ', "oe");
    let mut words = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| canonical_combining_class(c) == 0) {
        if c.is_alphanumeric() || matches!(c, '_' | '&' | '+') {
            words.push(c);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    let words = words.trim();
    let mut rest = words;
    while let Some(shorter) = SKIPPED.iter().find_map(|article| rest.strip_prefix(article)?.strip_prefix(' ')) {
        rest = shorter;
    }
    // A name that is nothing but an article stays what it is.
    if rest.is_empty() || SKIPPED.contains(&rest) { words.to_owned() } else { rest.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_punctuation_and_articles_do_not_count() {
        for (name, want) in [
            ("L’Écho  du Nord", "echo du nord"),
            ("la Société Générale", "societe generale"),
            ("Œuvre & Cie", "oeuvre & cie"),
            ("Le", "le"),
            ("de la Verrerie", "verrerie"),
            ("Lessard", "lessard"),
            ("", ""),
            ("le la", "le la"),
            ("x²", "x2"),
        ] {
            assert_eq!(norm(name), want, "{name}");
        }
    }
}
