//! Arguments that the tree does not give: what stands nearest of the wanted kind in the same sentence.
//!
//! Press prose hides arguments behind metaphors, ellipses and parse errors. A telling word with one argument in place
//! may take the other from its neighbourhood; such claims carry the signal `nearby`, and their confidence knows it.

use crate::analyse::{TokenId, Upos};
use crate::mention::{MentionForm, Mentions};

use super::argument::{Argument, Arguments, Filler};
use super::tree::Tree;

/// What stands under words further above than this is not near.
const HIGHEST: usize = 2;
/// So far below a word, a frame would have named the place.
const GOVERNED: usize = 2;
/// A clause boundary on the way counts as this many steps.
const BOUNDARY: usize = 3;
/// What is further than this is not near.
const FURTHEST: usize = 9;

/// A sentence of more words does more than ask for a figure.
const QUESTION: usize = 8;
/// Further into its sentence a figure is no answer.
const ANSWER: u32 = 4;

/// The path name of arguments found here.
pub(super) const NEARBY: &str = "nearby";

/// Looks around in one article.
pub(super) struct Neighbourhood<'a> {
    tree: &'a Tree<'a>,
    arguments: &'a Arguments<'a>,
    mentions: &'a Mentions,
    /// Mentions, values and times of each sentence, by index.
    mentioned: Vec<Vec<usize>>,
    values: Vec<Vec<usize>>,
}

impl<'a> Neighbourhood<'a> {
    /// Sorts mentions and values by sentence.
    pub fn new(tree: &'a Tree<'a>, arguments: &'a Arguments<'a>, mentions: &'a Mentions) -> Self {
        let count = tree.analysis.sentences.len();
        let mut found =
            Self { tree, arguments, mentions, mentioned: vec![Vec::new(); count], values: vec![Vec::new(); count] };
        for (i, mention) in mentions.mentions.iter().enumerate() {
            let named = mentions.entities[mention.entity.0 as usize].named && !arguments.is_unit(i);
            if named && mention.form != MentionForm::Possessive && found.stands_free(mention.head) {
                found.mentioned[tree.analysis.sentence_of(mention.head)].push(i);
            }
        }
        for (i, value) in mentions.values.iter().enumerate() {
            found.values[tree.analysis.sentence_of(value.head)].push(i);
        }
        found
    }

    /// The nearest named entity that is accepted, with those that are enumerated with it; one that stands on the expected
    /// side of the word is preferred.
    pub fn entities(&self, anchor: TokenId, before: bool, accept: &dyn Fn(&Argument) -> bool) -> Vec<Argument> {
        let candidates = self.mentioned[self.tree.analysis.sentence_of(anchor)].iter().map(|&i| {
            let mention = &self.mentions.mentions[i];
            (mention.head, Filler::Entity(mention.entity), mention.probability)
        });
        let Some(first) = self.nearest(anchor, Some(before), candidates, accept) else { return Vec::new() };
        let others = self.tree.conjuncts(first.token).into_iter().filter(|&c| c != first.token);
        let listed = others.flat_map(|c| self.arguments.entity(c, 0)).map(|other| Argument {
            path: NEARBY.to_owned(),
            hops: first.hops,
            ..other
        });
        let mut found = vec![first.clone()];
        for other in listed.filter(|other| accept(other)) {
            if !found.iter().any(|known| known.filler == other.filler) {
                found.push(other);
            }
        }
        found
    }

    /// The nearest amount that is accepted.
    pub fn value(&self, anchor: TokenId, accept: &dyn Fn(&Argument) -> bool) -> Option<Argument> {
        let sentence = self.tree.analysis.sentence_of(anchor);
        let candidates =
            self.values[sentence].iter().map(|&v| (self.tree.top(self.arguments.value(v).head), Filler::Value(v), 1.0));
        self.nearest(anchor, None, candidates, accept).or_else(|| self.answer(sentence, accept))
    }

    /// The amount that opens the next sentence, where this one only asks for it: *Montant ? Trois millions.*
    fn answer(&self, sentence: usize, accept: &dyn Fn(&Argument) -> bool) -> Option<Argument> {
        let tokens = self.tree.analysis.sentences[sentence].tokens;
        let asks = tokens.ids().last().is_some_and(|id| matches!(self.tree.token(id).form.as_str(), "?" | ":"));
        let short = tokens.len() <= QUESTION && self.values[sentence].is_empty();
        let next = self.values.get(sentence + 1).filter(|_| asks && short)?;
        let start = self.tree.analysis.sentences[sentence + 1].tokens.start;
        let first = next.iter().copied().min_by_key(|&v| self.arguments.value(v).head)?;
        let token = self.arguments.value(first).head;
        let answer =
            Argument { filler: Filler::Value(first), token, path: NEARBY.to_owned(), hops: 2, probability: 1.0 };
        (token.0 - start.0 <= ANSWER && accept(&answer)).then_some(answer)
    }

    fn nearest(
        &self,
        anchor: TokenId,
        before: Option<bool>,
        candidates: impl Iterator<Item = (TokenId, Filler, f32)>,
        accept: &dyn Fn(&Argument) -> bool,
    ) -> Option<Argument> {
        candidates
            .filter(|(head, _, _)| *head != anchor)
            .filter_map(|(head, filler, probability)| {
                let steps = self.steps(anchor, head)? + usize::from(before.is_some_and(|b| b != (head < anchor)));
                let argument = Argument { filler, token: head, path: NEARBY.to_owned(), hops: steps, probability };
                accept(&argument).then_some((steps, head.0.abs_diff(anchor.0), argument))
            })
            .min_by_key(|(steps, tokens, _)| (*steps, *tokens))
            .map(|(_, _, argument)| argument)
    }

    /// False for what only completes another phrase: it is said of that one and of nothing near.
    fn stands_free(&self, head: TokenId) -> bool {
        !matches!(self.tree.token(head).relation(), "appos" | "conj" | "amod" | "obl" | "iobj")
    }

    /// Length of the path between two words of a sentence, clause boundaries counted dear; `None` where too far, or so
    /// near that the frame would have found it.
    fn steps(&self, a: TokenId, b: TokenId) -> Option<usize> {
        let (up_a, up_b) = (self.ancestors(a), self.ancestors(b));
        let (from_a, meeting) =
            up_a.iter().enumerate().find(|(_, (id, _))| up_b.iter().any(|(other, _)| other == id))?;
        let from_b = up_b.iter().position(|(id, _)| *id == meeting.0)?;
        let cost = |path: &[(TokenId, bool)]| {
            path.iter().map(|(_, boundary)| if *boundary { BOUNDARY } else { 1 }).sum::<usize>()
        };
        if from_a > HIGHEST || (from_a == 0 && from_b <= GOVERNED) {
            return None;
        }
        let total = cost(&up_a[..from_a]) + cost(&up_b[..from_b]);
        (total <= FURTHEST).then_some(total)
    }

    /// The word and all above it, each with whether its own arc bounds a clause.
    fn ancestors(&self, id: TokenId) -> Vec<(TokenId, bool)> {
        let mut chain = Vec::new();
        let mut here = Some(id);
        while let Some(at) = here.filter(|_| chain.len() < 2 * FURTHEST) {
            chain.push((at, self.bounds_clause(at)));
            here = self.tree.token(at).head;
        }
        chain
    }

    fn bounds_clause(&self, id: TokenId) -> bool {
        let tok = self.tree.token(id);
        match tok.relation() {
            "ccomp" | "advcl" | "parataxis" | "csubj" => true,
            "acl" | "conj" => matches!(tok.upos, Upos::Verb | Upos::Aux) && tok.feats.is("VerbForm", "Fin"),
            _ => false,
        }
    }
}
