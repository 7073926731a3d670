//! On whose word: *selon X*, *X a déclaré que*, *…, indique X*.

use std::collections::BTreeMap;

use crate::analyse::{Analysis, TokenId};
use crate::mention::{LocalEntityId, Mentions};
use crate::ontology::Lexicon;

use super::argument::{Arguments, Filler};
use super::scope::Scopes;
use super::tree::Tree;

/// The sources that sentences name for all that they say, by sentence index.
pub(super) struct Sources<'a> {
    tree: &'a Tree<'a>,
    arguments: &'a Arguments<'a>,
    mentions: &'a Mentions,
    by_sentence: BTreeMap<usize, Vec<LocalEntityId>>,
}

impl<'a> Sources<'a> {
    /// Finds source markers and parenthetical reporting verbs in one pass.
    pub fn new(
        tree: &'a Tree<'a>,
        arguments: &'a Arguments<'a>,
        mentions: &'a Mentions,
        scopes: &Scopes<'_>,
        lexicon: &Lexicon,
    ) -> Self {
        let mut found = Self { tree, arguments, mentions, by_sentence: BTreeMap::new() };
        let markers: Vec<Vec<&str>> = lexicon.source_markers.iter().map(|m| m.split(' ').collect()).collect();
        for index in 0..tree.analysis.sentences.len() {
            let mut sources = found.marked(tree.analysis, index, &markers);
            sources.extend(found.parenthetical(tree.analysis, index, scopes));
            if !sources.is_empty() {
                found.by_sentence.insert(index, sources);
            }
        }
        found
    }

    /// The named sources of a claim anchored at `anchor` under the given reporting verbs, best first.
    pub fn of(&self, anchor: TokenId, reporters: &[TokenId]) -> Vec<LocalEntityId> {
        let mut all: Vec<LocalEntityId> = Vec::new();
        for &verb in reporters {
            all.extend(self.speaker(verb));
        }
        let sentence = self.tree.analysis.sentence_of(anchor);
        all.extend(self.by_sentence.get(&sentence).into_iter().flatten().copied());
        let mut unique = Vec::new();
        for entity in all {
            if !unique.contains(&entity) {
                unique.push(entity);
            }
        }
        unique
    }

    fn speaker(&self, verb: TokenId) -> Option<LocalEntityId> {
        let step = crate::ontology::Step { role: crate::ontology::Role::Subject, cases: Vec::new() };
        self.tree.step(verb, &step).into_iter().find_map(|reached| self.named(reached.token))
    }

    fn named(&self, id: TokenId) -> Option<LocalEntityId> {
        let direct = self.arguments.entity(id, 0).into_iter().find_map(|a| match a.filler {
            Filler::Entity(entity) if self.mentions.entities[entity.0 as usize].named => Some(entity),
            _ => None,
        });
        direct.or_else(|| {
            // «une information du Grand Journal», «une note de la banque X»: the name stands inside
            self.tree
                .dependents(id, &["nmod", "appos", "flat"])
                .filter(|&c| !self.tree.has(c, &["nsubj"]))
                .find_map(|c| self.named(c))
        })
    }

    fn marked(&self, analysis: &Analysis, sentence: usize, markers: &[Vec<&str>]) -> Vec<LocalEntityId> {
        let tokens = analysis.sentences[sentence].tokens;
        let mut found = Vec::new();
        for id in tokens.ids() {
            let matched = markers.iter().filter(|m| self.stands_at(id, tokens.end, m)).map(Vec::len).max();
            let Some(length) = matched else { continue };
            let last = TokenId(id.0 + length as u32 - 1);
            found.extend(self.after_marker(id, last, tokens.end));
        }
        found
    }

    fn stands_at(&self, id: TokenId, end: TokenId, marker: &[&str]) -> bool {
        marker.iter().enumerate().all(|(i, word)| {
            let at = TokenId(id.0 + i as u32);
            at < end && self.tree.token(at).form.to_lowercase().replace('’', "'") == *word
        })
    }

    fn after_marker(&self, first: TokenId, last: TokenId, end: TokenId) -> Option<LocalEntityId> {
        let governed = self.tree.token(first).head.filter(|&head| head > last);
        let next = (last.0 + 1..end.0.min(last.0 + 4)).map(TokenId);
        governed.and_then(|head| self.named(head)).or_else(|| next.into_iter().find_map(|id| self.named(id)))
    }

    /// «…, indique X», «… », a expliqué X: a reporting verb hung beside the main clause speaks for the sentence.
    fn parenthetical(&self, analysis: &Analysis, sentence: usize, scopes: &Scopes<'_>) -> Vec<LocalEntityId> {
        analysis.sentences[sentence]
            .tokens
            .ids()
            .filter(|&id| self.tree.token(id).relation() == "parataxis" && scopes.reports(id))
            .filter_map(|id| self.speaker(id))
            .collect()
    }
}
