//! What a passage is about: the entity that a figure or a digest line speaks of without naming it.

use crate::analyse::{Analysis, TokenId};
use crate::mention::{LocalEntityId, MentionForm, Mentions};

/// Per sentence, the entity that it most likely speaks of.
pub(super) struct Topics {
    by_sentence: Vec<Option<(LocalEntityId, usize)>>,
    sentence_ends: Vec<TokenId>,
}

impl Topics {
    /// Reads the mentions once: a sentence speaks of its own first subject, else of what the sentence before it in the
    /// same paragraph speaks of, else of the entity most mentioned.
    pub fn new(analysis: &Analysis, mentions: &Mentions, agent: &dyn Fn(LocalEntityId) -> bool) -> Self {
        let main = main_entity(mentions, agent);
        let mut by_sentence = Vec::with_capacity(analysis.sentences.len());
        let mut next = 0;
        let mut previous: Option<(u32, LocalEntityId, usize)> = None;
        for sentence in &analysis.sentences {
            let mut own = None;
            while let Some(mention) = mentions.mentions.get(next).filter(|m| m.tokens.start < sentence.tokens.end) {
                let subject = analysis.token(mention.head).relation() == "nsubj";
                let named = mentions.entities[mention.entity.0 as usize].named;
                if own.is_none() && subject && named && agent(mention.entity) && mention.form != MentionForm::Possessive
                {
                    own = Some(mention.entity);
                }
                next += 1;
            }
            let inherited = previous
                .filter(|&(paragraph, _, _)| paragraph == sentence.paragraph)
                .map(|(_, entity, hops)| (entity, hops + 1));
            let topic = own.map(|e| (e, 1)).or(inherited).or(main.map(|e| (e, 3)));
            by_sentence.push(topic);
            previous = topic.map(|(entity, hops)| (sentence.paragraph, entity, hops));
        }
        Self { by_sentence, sentence_ends: analysis.sentences.iter().map(|s| s.tokens.end).collect() }
    }

    /// The topic where the token stands, and how far it was fetched.
    pub fn at(&self, token: TokenId) -> Option<(LocalEntityId, usize)> {
        let sentence = self.sentence_ends.partition_point(|&end| end <= token);
        self.by_sentence.get(sentence).copied().flatten()
    }
}

fn main_entity(mentions: &Mentions, agent: &dyn Fn(LocalEntityId) -> bool) -> Option<LocalEntityId> {
    let count = |i: usize| mentions.entities[i].mentions.len();
    (0..mentions.entities.len())
        .filter(|&i| mentions.entities[i].named && agent(LocalEntityId(i as u32)))
        .max_by_key(|&i| (count(i), std::cmp::Reverse(i)))
        .map(|i| LocalEntityId(i as u32))
}
