//! The sum of a deal that another sentence tells: *L'opération se monte à 3 millions*, *Le prix : 3 millions*.

use crate::analyse::{TokenId, Upos};
use crate::mention::Mentions;
use crate::value::{Quantity, Unit};

use super::tree::Tree;

/// How many sentences after the deal, and how many before, may tell its sum.
const AFTER: usize = 3;
const BEFORE: usize = 1;
const MAX_CLIMB: usize = 6;

/// The sums of deals in one article, by sentence.
pub(super) struct Deals<'a> {
    tree: &'a Tree<'a>,
    mentions: &'a Mentions,
    by_sentence: Vec<Vec<usize>>,
}

impl<'a> Deals<'a> {
    /// Finds the amounts of money that are told of a word among `words`, which are sorted lemmas.
    pub fn new(tree: &'a Tree<'a>, mentions: &'a Mentions, words: &[String]) -> Self {
        let mut by_sentence = vec![Vec::new(); tree.analysis.sentences.len()];
        for (i, value) in mentions.values.iter().enumerate() {
            let money = matches!(value.value.unit, Unit::Money(_));
            if money && is_told_of(tree, tree.top(value.head), words) {
                by_sentence[tree.analysis.sentence_of(value.head)].push(i);
            }
        }
        Self { tree, mentions, by_sentence }
    }

    /// The sum of the deal that `anchor` tells of: in its sentence, in those after it, in the one before.
    pub fn sum(&self, anchor: TokenId) -> Option<Quantity> {
        let here = self.tree.analysis.sentence_of(anchor);
        let last = (here + AFTER).min(self.by_sentence.len().saturating_sub(1));
        let near = (here..=last).chain((here.saturating_sub(BEFORE)..here).rev());
        let found = near.into_iter().find_map(|sentence| self.by_sentence[sentence].first().copied())?;
        Some(self.mentions.values[found].value.clone())
    }
}

/// True where the amount hangs on such a word, or on the verb that has it as subject.
fn is_told_of(tree: &Tree<'_>, amount: TokenId, words: &[String]) -> bool {
    let told = |id: TokenId| {
        let tok = tree.token(id);
        matches!(tok.upos, Upos::Noun | Upos::Verb) && words.binary_search(&tok.lemma.to_lowercase()).is_ok()
    };
    let mut here = amount;
    for _ in 0..MAX_CLIMB {
        let tok = tree.token(here);
        let Some(head) = tok.head else { return told(here) };
        if told(head) || tree.dependents(head, &["nsubj"]).any(|subject| subject != here && told(subject)) {
            return true;
        }
        // Another clause, or another subject, is about something else.
        let inner =
            matches!(tok.relation(), "obj" | "obl" | "nmod" | "xcomp" | "appos" | "parataxis" | "conj" | "advmod");
        if !inner || tree.has(head, &["nsubj"]) {
            return false;
        }
        here = head;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{analysis, token};
    use super::*;

    fn told(rows: &str) -> bool {
        let analysis = analysis(rows);
        let tree = Tree::new(&analysis, []);
        let words = ["opération".to_owned(), "prix".to_owned()];
        is_told_of(&tree, token(&analysis, "millions"), &words)
    }

    #[test]
    fn the_subject_of_the_sum_is_the_deal_or_its_price() {
        let deal = "L' le DET _ 2 det\nopération opération NOUN _ 3 nsubj\nporte porter VERB _ 0 root\n\
             sur sur ADP _ 6 case\n3 3 NUM _ 6 nummod\nmillions million NOUN _ 3 obl";
        assert!(told(deal));
        let price = "Le le DET _ 2 det\nprix prix NOUN _ 0 root\n: : PUNCT _ 5 punct\n3 3 NUM _ 5 nummod\n\
             millions million NOUN _ 2 appos";
        assert!(told(price));
        let other =
            "Vorel Vorel PROPN _ 2 nsubj\nperd perdre VERB _ 0 root\n3 3 NUM _ 4 nummod\nmillions million NOUN _ 2 obj";
        assert!(!told(other));
    }
}
