//! The language pack's tables for cutting text.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::signs::{is_apostrophe, is_hyphen};

/// `tokenise.json` of a language pack. Words are lower case with `'` and `-`; they match any case and any make of these.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenRules {
    /// Tokens that hold an apostrophe or a clitic's spelling and stay whole.
    #[serde(default)]
    pub fixed: BTreeSet<String>,
    /// What stands before an apostrophe as a token of its own (with the apostrophe).
    #[serde(default)]
    pub elisions: BTreeSet<String>,
    /// What is cut from a word's end, hyphen included.
    #[serde(default)]
    pub enclitics: BTreeSet<String>,
    /// Signs and abbreviated units, in their exact case, that are tokens, also when glued to a number.
    #[serde(default)]
    pub symbols: BTreeSet<String>,
    /// Units, in their exact case, that are tokens also when glued to digits (`20h30`).
    #[serde(default)]
    pub glued: BTreeSet<String>,
    /// Abbreviations with a stop, by what may follow.
    #[serde(default)]
    pub abbreviations: Abbreviations,
    /// Words that open sentences and are no names: before them a single letter's stop ends the sentence, and a stop does
    /// although they are in lower case. Elided ones with their apostrophe.
    #[serde(default)]
    pub openers: BTreeSet<String>,
    /// Words that with a capital begin a sentence although no stop came before.
    #[serde(default)]
    pub starters: BTreeSet<String>,
    /// Surface tokens that always stand for several words.
    #[serde(default)]
    pub contractions: BTreeMap<String, Vec<String>>,
    /// Surface tokens that stand for several words or for themselves.
    #[serde(default)]
    pub ambiguous: BTreeMap<String, Vec<String>>,
}

/// Abbreviations without their stop.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviations {
    /// Before a name or anything else that goes on with the sentence; in their exact case.
    #[serde(default)]
    pub before_name: BTreeSet<String>,
    /// Only before a number, Roman ones too.
    #[serde(default)]
    pub before_number: BTreeSet<String>,
    /// Anywhere inside a sentence.
    #[serde(default)]
    pub inside: BTreeSet<String>,
    /// Inside, or the sentence's last word.
    #[serde(default)]
    pub closing: BTreeSet<String>,
}

/// Lower case, straight apostrophes, plain hyphens; `out` is overwritten.
pub(crate) fn fold(text: &str, out: &mut String) {
    out.clear();
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if is_apostrophe(c) => out.push('\''),
            c if is_hyphen(c) => out.push('-'),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// The words of a contraction in the case of its text: *Du* → *De*, *le*; *DU* → *DE*, *LE*.
pub(crate) fn cased_like(source: &str, word: &str, first: bool) -> String {
    let mut letters = source.chars().filter(|c| c.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    let shouted = capital && letters.next().is_some() && !source.chars().any(char::is_lowercase);
    let mut chars = word.chars();
    match chars.next() {
        Some(_) if shouted => word.to_uppercase(),
        Some(c) if capital && first => c.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}
