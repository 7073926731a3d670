//! Noun phrases with a kind or role noun, nouns of nationality, and the adjectives of places.

use super::candidate::Candidate;
use super::names::weight;
use super::view::View;
use crate::analyse::{TokenId, TokenRange, Upos};
use crate::mention::MentionForm;
use crate::ontology::{DeterminerKind, Gender, Number, TypeId};

/// Longest noun phrase, in tokens, on either side of its noun.
const REACH: usize = 12;

/// What homonymous kind nouns speak for; all but the first meaning count half.
fn evidence(view: &View<'_>, kinds: &[usize]) -> Vec<(TypeId, f32)> {
    let mut evidence: Vec<(TypeId, f32)> = Vec::new();
    for kind in kinds.iter().map(|kind| view.kind(*kind)) {
        for class in &kind.types {
            let amount = if kind.weak { weight::WEAK_NOUN } else { weight::KIND_NOUN };
            let share = if evidence.is_empty() { 1.0 } else { 0.5 };
            if !evidence.iter().any(|(known, _)| known == class) {
                evidence.push((class.clone(), amount * share));
            }
        }
    }
    evidence
}

/// All nominals and adjectives of places outside the names; `names` in text order.
pub(super) fn find(view: &View<'_>, names: &[Candidate]) -> Vec<Candidate> {
    let mut name_at = vec![false; view.len()];
    let mut opens = vec![false; view.len()];
    for name in names {
        name_at[name.tokens.range()].fill(true);
        opens[name.start()] = true;
    }
    let finder = Finder { view, name_at, opens };
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        at = match finder.nominal(at) {
            Some((nominal, next)) => {
                found.push(nominal);
                next
            }
            None => at + 1,
        };
    }
    found.extend((0..view.len()).filter_map(|at| finder.adjective(at)));
    found
}

struct Finder<'v, 'a> {
    view: &'v View<'a>,
    name_at: Vec<bool>,
    opens: Vec<bool>,
}

impl Finder<'_, '_> {
    /// The nominal whose noun begins at the token, and where to look on.
    fn nominal(&self, at: usize) -> Option<(Candidate, usize)> {
        let view = self.view;
        if self.name_at[at] || view.is_time(at) {
            return None;
        }
        if let Some(found) = view.kind_at(at)
            && !self.name_at[at..found.end].iter().any(|taken| *taken)
        {
            let core = TokenRange::new(at, found.end);
            let mut nominal = self.phrase(core);
            nominal.kinds.clone_from(&found.kinds);
            nominal.evidence = evidence(view, &found.kinds);
            nominal.gender = view.kind(found.kinds[0]).gender.or(nominal.gender);
            return Some((nominal, found.end));
        }
        self.nationality(at)
    }

    /// *le Néerlandais*, *l'américain*: a noun of nationality with its determiner.
    fn nationality(&self, at: usize) -> Option<(Candidate, usize)> {
        let view = self.view;
        let place = *view.nouns.demonyms.get(&view.lower[at])?.first()?;
        let determined =
            at > 0 && matches!(view.determiner(at - 1), Some(DeterminerKind::Definite | DeterminerKind::Demonstrative));
        let next_is_noun = view.analysis.tokens.get(at + 1).is_some_and(|next| next.upos == Upos::Noun);
        if !determined || next_is_noun || matches!(view.upos(at), Upos::Verb | Upos::Adp) {
            return None;
        }
        let mut nominal = self.phrase(TokenRange::new(at, at + 1));
        nominal.demonyms.insert(place);
        if self.opens.get(at + 1).is_some_and(|opens| *opens) {
            let end = (at + 1..view.len()).find(|&t| !self.name_at[t]).unwrap_or(view.len());
            let tokens = TokenRange::new(nominal.start(), end.min(view.bounds(at).1));
            nominal.text = view.text(tokens);
            nominal.tokens = tokens;
        }
        Some((nominal, at + 1))
    }

    /// The phrase around a noun: adjectives and numbers before it, adjectives and complements after it.
    fn phrase(&self, core: TokenRange) -> Candidate {
        let view = self.view;
        let (sentence_start, sentence_end) = view.bounds(core.start.index());
        let head = view.head_of(core).index();
        let mut start = core.start.index();
        while start > sentence_start && core.start.index() - start < REACH && self.joins_left(start - 1, head) {
            start -= 1;
        }
        let mut end = core.end.index();
        while end < sentence_end && end - core.end.index() < REACH && self.joins_right(end, head) {
            end += 1;
        }
        while end > core.end.index()
            && !matches!(view.upos(end - 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X | Upos::Num)
        {
            end -= 1;
        }
        let mut nominal = Candidate::new(view, TokenRange::new(start, end), MentionForm::Nominal);
        nominal.head = TokenId(head as u32);
        nominal.determiner = start.checked_sub(1).and_then(|before| view.determiner(before));
        (nominal.gender, nominal.number) = self.agreement(start.checked_sub(1), head);
        nominal.demonyms = (start..end).filter_map(|at| self.place_of_adjective(at)).collect();
        nominal
    }

    fn joins_left(&self, at: usize, head: usize) -> bool {
        let view = self.view;
        let fits = matches!(view.upos(at), Upos::Adj | Upos::Num) || (view.upos(at) == Upos::Adv && !view.capital(at));
        fits && !self.name_at[at] && view.determiner(at).is_none() && view.is_under(at, head)
    }

    fn joins_right(&self, at: usize, head: usize) -> bool {
        let view = self.view;
        let fits = matches!(
            view.upos(at),
            Upos::Adj | Upos::Adp | Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv | Upos::X
        );
        // A name that no preposition ties to the noun is what the phrase speaks of, not a part of it.
        let tied = matches!(view.upos(at - 1), Upos::Adp | Upos::Det)
            || at > 1 && view.upos(at - 2) == Upos::Det && view.nouns.demonym(&view.lower[at - 1]).is_some();
        let other = self.opens[at] && !tied;
        // *la division des appareils entre 2017 et 2021*: the time is not the noun's.
        let timed = view.is_time(at) || view.upos(at) == Upos::Adp && at + 1 < view.len() && view.is_time(at + 1);
        fits && !other && !timed && (view.is_under(at, head) || self.name_at[at] && self.name_at[at - 1])
    }

    /// Gender and number, as the noun and its determiner show them.
    fn agreement(&self, determiner: Option<usize>, head: usize) -> (Option<Gender>, Option<Number>) {
        let view = self.view;
        let feature = |name: &str| {
            let own = view.tok(head).feats.get(name);
            own.or_else(|| {
                determiner.filter(|&at| view.determiner(at).is_some()).and_then(|at| view.tok(at).feats.get(name))
            })
        };
        let gender = match feature("Gender") {
            Some("Masc") => Some(Gender::Masculine),
            Some("Fem") => Some(Gender::Feminine),
            _ => None,
        };
        let number = match feature("Number") {
            Some("Sing") => Some(Number::Singular),
            Some("Plur") => Some(Number::Plural),
            _ => None,
        };
        (gender, number)
    }

    fn place_of_adjective(&self, at: usize) -> Option<usize> {
        let view = self.view;
        let adjectival = matches!(view.upos(at), Upos::Adj | Upos::Noun | Upos::Propn | Upos::X);
        let known = view.nouns.demonyms.get(&view.lower[at]);
        known.and_then(|places| places.first().copied()).filter(|_| adjectival && !self.name_at[at])
    }

    /// The adjective of a place as a mention of the place.
    fn adjective(&self, at: usize) -> Option<Candidate> {
        let place = self.place_of_adjective(at).filter(|_| !self.view.is_time(at))?;
        let mut mention = Candidate::new(self.view, TokenRange::new(at, at + 1), MentionForm::Nominal);
        mention.place = Some(place);
        mention.evidence = vec![(TypeId("Place".to_owned()), weight::KIND_NOUN)];
        Some(mention)
    }
}
