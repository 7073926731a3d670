//! On whose word: *selon X*, *X a déclaré que*, *…, indique X*, quotations, and the rumour that goes on without one.

use crate::analyse::TokenId;

use super::scope::{Scope, Scopes};
use super::speaker::Party;
use super::speech::{Saying, Speech};

/// How many sentences an outlet without its name (*le quotidien*) may stand from the one with it.
const OUTLET_REACH: usize = 4;
/// How many sentences a conditional may stand from the outlet that it goes on to quote.
const RUMOUR_REACH: usize = 2;

/// A source of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Who.
    pub party: Party,
    /// True where it counts even for what it says of itself.
    pub vouched: bool,
}

/// The sources of an article.
pub(super) struct Sources<'a> {
    speech: Speech<'a>,
    by_sentence: Vec<Vec<Saying>>,
    /// Indices of sentences and sayings of the quotations that run over several sentences.
    long: Vec<(usize, usize)>,
}

impl<'a> Sources<'a> {
    /// Finds all sayings in one pass.
    pub fn new(speech: Speech<'a>) -> Self {
        let by_sentence = speech.sayings();
        let mut long = Vec::new();
        for (sentence, sayings) in by_sentence.iter().enumerate() {
            let end = speech.tree.analysis.sentences[sentence].tokens.end;
            let runs_on =
                |saying: &Saying| matches!(&saying.extent, super::speech::Extent::Quotation(q) if q.end > end);
            long.extend((0..sayings.len()).filter(|&i| runs_on(&sayings[i])).map(|i| (sentence, i)));
        }
        Self { speech, by_sentence, long }
    }

    /// The sources of a claim about `subject` anchored at `anchor`, best first; `figure`: it tells an amount.
    pub fn of(&self, anchor: TokenId, scope: &Scope, subject: &Party, figure: bool) -> Vec<Source> {
        let sentence = self.speech.tree.analysis.sentence_of(anchor);
        let own = Some(anchor).filter(|&verb| figure && self.speech.scopes.vouches(verb));
        let verbs = own.iter().chain(&scope.reporters);
        let mut all: Vec<Source> = verbs.flat_map(|&verb| self.of_verb(verb, subject)).collect();
        let own = self.by_sentence[sentence].iter();
        let before = self.long.partition_point(|&(start, _)| start < sentence);
        let running = self.long[..before].last().map(|&(start, i)| &self.by_sentence[start][i]);
        for saying in own.chain(running).filter(|s| self.speech.covers(&s.extent, anchor, figure)) {
            all.extend(saying.parties.iter().map(|party| Source { party: party.clone(), vouched: saying.vouched }));
        }
        if all.is_empty() && scope.rumour {
            all.extend(self.rumoured(sentence));
        }
        let mut unique: Vec<Source> = Vec::new();
        for source in all.into_iter().map(|source| self.by_name(source, sentence)) {
            match unique.iter_mut().find(|known| known.party.entity == source.party.entity) {
                Some(known) => known.vouched |= source.vouched,
                None => unique.push(source),
            }
        }
        unique
    }

    /// Who says it by this verb; behind a verb that vouches, the claim's own subject where nobody else is named.
    fn of_verb(&self, verb: TokenId, subject: &Party) -> Vec<Source> {
        let vouched = self.speech.scopes.vouches(verb);
        let mut parties = self.speech.speakers.of_verb(verb);
        if vouched && parties.is_empty() {
            parties.push(subject.clone());
        }
        parties.into_iter().map(|party| Source { party, vouched }).collect()
    }

    /// *Le quotidien ajoute …*: the outlet that was quoted by name before.
    fn by_name(&self, source: Source, sentence: usize) -> Source {
        let speakers = self.speech.speakers;
        if speakers.is_named(source.party.entity) || !(speakers.outlet)(source.party.entity) {
            return source;
        }
        let party = self.outlet_before(sentence, OUTLET_REACH).unwrap_or(source.party);
        Source { party, ..source }
    }

    /// A conditional that names nobody goes on with the outlet quoted just before.
    fn rumoured(&self, sentence: usize) -> Option<Source> {
        self.outlet_before(sentence, RUMOUR_REACH).map(|party| Source { party, vouched: false })
    }

    /// The last outlet that was quoted by its name, so many sentences back.
    fn outlet_before(&self, sentence: usize, reach: usize) -> Option<Party> {
        let speakers = self.speech.speakers;
        let outlet = |party: &&Party| (speakers.outlet)(party.entity) && speakers.is_named(party.entity);
        let near = (sentence.saturating_sub(reach)..=sentence).rev();
        near.flat_map(|s| self.by_sentence[s].iter().rev().flat_map(|saying| &saying.parties)).find(outlet).cloned()
    }
}

impl Scopes<'_> {
    /// True where the verb vouches for what its subject says of itself.
    pub fn vouches(&self, id: TokenId) -> bool {
        self.cues(id).iter().any(|cue| cue.reports && cue.vouches)
    }
}
