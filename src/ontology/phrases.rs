//! Word sequences and what they mean: the look-up that numbers, units and dates are read with.

use std::collections::BTreeMap;

use crate::text::pieces;

/// A word as the look-up sees it: what is written, and its lemma.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// As written.
    pub form: &'a str,
    /// Lower-cased, with the typewriter's apostrophe.
    pub lower: &'a str,
    /// The lemma, lower-cased; empty where the word is a part of a token.
    pub lemma: &'a str,
}

#[derive(Clone, Debug, PartialEq)]
struct Phrase<S> {
    words: Vec<String>,
    /// Abbreviations (`M`, `T`) count only as written.
    exact: bool,
    sense: S,
}

/// Phrases of one language with their senses, by their first word.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrases<S> {
    by_first: BTreeMap<String, Vec<Phrase<S>>>,
}

impl<S> Default for Phrases<S> {
    fn default() -> Self {
        Self { by_first: BTreeMap::new() }
    }
}

impl<S> Phrases<S> {
    /// Adds a phrase; one with a capital in it must be found exactly so.
    pub fn add(&mut self, written: &str, sense: S) {
        let exact = written.chars().any(char::is_uppercase);
        let words: Vec<String> = pieces(written).into_iter().map(|(_, word)| plain(word, exact)).collect();
        let Some(first) = words.first() else { return };
        let phrases = self.by_first.entry(first.to_lowercase()).or_default();
        let at = phrases.partition_point(|known| known.words.len() >= words.len());
        phrases.insert(at, Phrase { words, exact, sense });
    }

    /// The longest phrase at the head of `words` whose sense `wanted` takes, with its length.
    pub fn longest<'a, T>(
        &self,
        words: impl Iterator<Item = Word<'a>> + Clone,
        wanted: impl Fn(&S) -> Option<T>,
    ) -> Option<(T, usize)> {
        let first = words.clone().next()?;
        let by_form = self.by_first.get(first.lower);
        let by_lemma = self.by_first.get(first.lemma).filter(|_| first.lemma != first.lower);
        let (form, lemma) = (by_form.into_iter().flatten(), by_lemma.into_iter().flatten());
        let found = |phrase: &Phrase<S>| {
            let taken = if phrase.stands(words.clone()) { wanted(&phrase.sense) } else { None };
            taken.map(|sense| (sense, phrase.words.len()))
        };
        let (form, lemma) = (form.clone().find_map(found), lemma.clone().find_map(found));
        match (form, lemma) {
            (Some(form), Some(lemma)) if lemma.1 > form.1 => Some(lemma),
            (form, lemma) => form.or(lemma),
        }
    }

    /// True where there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }
}

impl<S> Phrase<S> {
    fn stands<'a>(&self, words: impl Iterator<Item = Word<'a>>) -> bool {
        let mut words = words.map(Some).chain(std::iter::repeat(None));
        self.words.iter().zip(words.by_ref()).all(|(own, word)| {
            word.is_some_and(|word| if self.exact { own == word.form } else { own == word.lower || own == word.lemma })
        })
    }
}

fn plain(word: &str, exact: bool) -> String {
    let word = word.replace('\u{2019}', "'");
    if exact { word } else { word.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(phrases: &Phrases<u8>, text: &str) -> Option<(u8, usize)> {
        let words: Vec<(String, String)> =
            pieces(text).into_iter().map(|(_, w)| (w.to_owned(), plain(w, false))).collect();
        let words = words.iter().map(|(form, lower)| Word { form, lower, lemma: lower.trim_end_matches('s') });
        phrases.longest(words, |&sense| Some(sense))
    }

    #[test]
    fn the_longest_phrase_counts() {
        let mut phrases = Phrases::default();
        phrases.add("plus", 1);
        phrases.add("plus d'un", 2);
        phrases.add("M", 3);
        assert_eq!(look(&phrases, "Plus d’un mois"), Some((2, 3)));
        assert_eq!(look(&phrases, "plus du"), Some((1, 1)));
        assert_eq!(look(&phrases, "M€"), Some((3, 1)));
        assert_eq!(look(&phrases, "m"), None);
        assert_eq!(look(&phrases, ""), None);
    }

    #[test]
    fn lemmas_stand_for_forms() {
        let mut phrases = Phrases::default();
        phrases.add("million", 1);
        assert_eq!(look(&phrases, "millions"), Some((1, 1)));
    }
}
