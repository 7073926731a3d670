//! How a form is written in the treebanks: straight signs, plain blanks, no ligatures.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The form with straight signs, ligatures kept.
pub(super) fn spelling(form: &str) -> Cow<'_, str> {
    if form.is_ascii() && !form.bytes().any(|b| matches!(b, b'\t' | b'\r' | b'\n' | b'`')) {
        return Cow::Borrowed(form);
    }
    let mut out = String::with_capacity(form.len());
    if is_nfc_quick(form.chars()) == IsNormalized::Yes {
        form.chars().for_each(|c| push(c, &mut out));
    } else {
        form.nfc().for_each(|c| push(c, &mut out));
    }
    Cow::Owned(out)
}

fn push(c: char, out: &mut String) {
    match c {
        '’' | '‘' | 'ʼ' | '′' | '`' | '´' => out.push('\''),
        '«' | '»' | '“' | '”' | '„' | '‟' => out.push('"'),
        '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' => out.push('-'),
        '…' => out.push_str("..."),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2002}' | '\u{2003}' | '\u{3000}' | '\t' | '\r' | '\n' => {
            out.push(' ');
        }
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{2060}' => {}
        c => out.push(c),
    }
}

/// The spelling without ligatures.
pub(super) fn normal(spelling: &str) -> Cow<'_, str> {
    if !spelling.contains(['œ', 'Œ', 'ﬁ', 'ﬂ']) {
        return Cow::Borrowed(spelling);
    }
    let mut out = String::with_capacity(spelling.len() + 2);
    for c in spelling.chars() {
        match c {
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Key of the vocabulary: a lower-case normal form with every digit 0.
pub(super) fn key(lower: &str) -> String {
    lower.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_straight() {
        assert_eq!(spelling("l’«\u{a0}–…\u{ad}»e\u{301}œ"), "l'\" -...\"éœ");
        assert_eq!(normal("cœur ŒUVRE"), "coeur OEUVRE");
        assert_eq!(key("a1 250"), "a0 000");
    }
}
