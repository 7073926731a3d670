//! A place in the text that may refer, before it is known to what.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::view::View;
use crate::analyse::{TokenId, TokenRange};
use crate::mention::MentionForm;
use crate::ontology::{DeterminerKind, Gender, Number, PronounKind, TypeId};

/// A possible mention.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Without a leading article.
    pub tokens: TokenRange,
    pub head: TokenId,
    pub form: MentionForm,
    pub text: String,
    /// For names: [`name_key`] of the text.
    pub key: String,
    /// For nominals: homonymous kind nouns, as indexes into `Nouns::kinds`.
    pub kinds: Vec<usize>,
    /// What speaks for which type, and how strongly.
    pub evidence: Vec<(TypeId, f32)>,
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    pub determiner: Option<DeterminerKind>,
    pub pronoun: Option<PronounKind>,
    /// Places whose adjective stands in the phrase, as indexes into `Nouns::places`.
    pub demonyms: BTreeSet<usize>,
    /// For a place or its adjective: the place.
    pub place: Option<usize>,
}

impl Candidate {
    pub fn new(view: &View<'_>, tokens: TokenRange, form: MentionForm) -> Self {
        Self {
            tokens,
            head: view.head_of(tokens),
            form,
            text: view.text(tokens),
            key: String::new(),
            kinds: Vec::new(),
            evidence: Vec::new(),
            gender: None,
            number: None,
            determiner: None,
            pronoun: None,
            demonyms: BTreeSet::new(),
            place: None,
        }
    }

    pub fn is_name(&self) -> bool {
        self.form == MentionForm::Name
    }

    /// True for one of two things named together (*le second*).
    pub fn is_ordinal(&self) -> bool {
        matches!(self.pronoun, Some(PronounKind::Former | PronounKind::Latter))
    }

    pub fn start(&self) -> usize {
        self.tokens.start.index()
    }

    pub fn end(&self) -> usize {
        self.tokens.end.index()
    }
}

/// A name without case, accents and punctuation, so that *Crédit-Brumel* and *Credit Brumel* are one.
pub(super) fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '&' || c == '+' {
            key.push(c);
        } else if !key.ends_with(' ') && !key.is_empty() {
            key.push(' ');
        }
    }
    key.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_case_accents_and_punctuation() {
        assert_eq!(name_key("Crédit-Brumel"), name_key("Credit Brumel"));
        assert_eq!(name_key("L’Éclat"), "l eclat");
        assert_eq!(name_key("B&O+"), "b&o+");
    }
}
