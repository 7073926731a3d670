//! Classes of characters.

use unicode_normalization::char::is_combining_mark;

/// White space, and what is invisible outside words: control characters, byte order marks, direction marks.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// What words are made of; soft hyphens and joiners only stand inside.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Hyphens and the dashes that stand between figures or before a bullet.
pub(super) fn is_dash(c: char) -> bool {
    is_hyphen(c) || matches!(c, '–' | '—' | '−' | '\u{2012}' | '\u{2015}')
}

/// The blank between groups of three digits.
pub(super) fn is_group_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// A sign that makes a list item wherever it stands.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '‣'
            | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '●'
            | '○'
            | '➤'
            | '►'
            | '▶'
            | '✓'
            | '✔'
            | '➜'
            | '→'
    )
}

/// A sign that ends a sentence.
pub(super) fn is_final(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？' | '؟' | '۔' | '।')
}

/// Closes what was opened, whatever stands around it.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '»' | '”' | '›')
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '“' | '„' | '‹')
}
