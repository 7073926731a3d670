//! What a number counts: money, hundredths, things.

use super::amount::UnitAt;
use super::number::Words;
use crate::analyse::Upos;
use crate::ontology::{Particle, TimeLexicon, TimeSense, TimeUnit, ValueSense};
use crate::value::Unit;

/// Between a number and its noun stand at most so many adjectives (*trois nouveaux grands sites*).
const ADJECTIVES: usize = 3;

/// Reads units.
#[derive(Clone, Copy)]
pub(super) struct Units<'a> {
    pub words: Words<'a>,
    pub times: &'a TimeLexicon,
}

impl Units<'_> {
    /// The unit at `at`, for a number of that size; `linked` where a preposition may stand between (*millions de dollars*).
    pub fn unit(self, at: usize, size: f64, linked: bool) -> Option<UnitAt> {
        let link = self.words.particle(at, Particle::Link).filter(|_| linked);
        let named = self.currency(link.unwrap_or(at), size).or_else(|| self.percent(at, size));
        if named.is_some() {
            return named;
        }
        // *deux millions promis*: what a noun numeral counts follows a preposition.
        let noun = link.or_else(|| Some(at).filter(|_| !linked))?;
        let noun = self.words.particle(noun, Particle::Determiner).filter(|_| linked).unwrap_or(noun);
        self.phrase(noun).or_else(|| self.noun(noun).filter(|_| !(linked && self.is_sum(noun))))
    }

    /// A currency at `at`.
    pub fn currency(self, at: usize, size: f64) -> Option<UnitAt> {
        let currency = |sense: &ValueSense| match sense {
            ValueSense::Currency { only_sums: true, .. } if !(1e6..f64::MAX).contains(&size) => None,
            ValueSense::Currency { code, inferred, factor, .. } => Some((code.clone(), *inferred, *factor)),
            _ => None,
        };
        let ((code, inferred, factor), end) = self.words.atoms.phrase(&self.words.lexicon.phrases, at, currency)?;
        let before_number = size == f64::MAX;
        // Before the number only signs and codes stand (`$3.9bn`, `EUR 40 million`), not nouns.
        if before_number && self.words.atoms.get(at)?.form.chars().all(char::is_lowercase) {
            return None;
        }
        Some(UnitAt { unit: Unit::Money(code), inferred, factor, token: self.words.atoms.get(at)?.token, end })
    }

    fn percent(self, at: usize, size: f64) -> Option<UnitAt> {
        let percent = |sense: &ValueSense| match sense {
            ValueSense::Percent(factor, limit) => limit.is_none_or(|limit| size <= limit).then_some(*factor),
            // A longer phrase that counts (*points de vente*) goes before.
            ValueSense::Unit(_) => Some(f64::NAN),
            _ => None,
        };
        let (factor, end) = self.words.atoms.phrase(&self.words.lexicon.phrases, at, percent)?;
        let token = self.words.atoms.get(at)?.token;
        (!factor.is_nan()).then_some(UnitAt { unit: Unit::Percent, inferred: false, factor, token, end })
    }

    /// True where hundredths follow.
    pub fn is_percent(self, at: usize) -> bool {
        self.percent(at, 0.0).is_some()
    }

    fn phrase(self, at: usize) -> Option<UnitAt> {
        let unit = |sense: &ValueSense| match sense {
            ValueSense::Unit(lemma) => Some(lemma.clone()),
            _ => None,
        };
        let (lemma, end) = self.words.atoms.phrase(&self.words.lexicon.phrases, at, unit)?;
        Some(self.counted(lemma, at, end))
    }

    fn is_sum(self, at: usize) -> bool {
        let sum = |sense: &ValueSense| matches!(sense, ValueSense::Sum).then_some(());
        self.words.atoms.phrase(&self.words.lexicon.phrases, at, sum).is_some()
    }

    fn counted(self, lemma: String, at: usize, end: usize) -> UnitAt {
        let token = self.words.atoms.at(at).token;
        UnitAt { unit: Unit::Count(Some(lemma)), inferred: false, factor: 1.0, token, end }
    }

    /// The counted noun at `at`, adjectives before it passed over; an adjective alone stands for one (*38 000 diabétiques*).
    fn noun(self, at: usize) -> Option<UnitAt> {
        let atoms = self.words.atoms;
        let mut place = at;
        for _ in 0..=ADJECTIVES {
            let atom = atoms.get(place)?;
            match atom.upos {
                Upos::Noun if atom.is_word() && atom.form.len() > 1 => return Some(self.noun_at(place)),
                Upos::Adj if atom.is_word() && atom.number.is_none() => place = atoms.token_end(place),
                _ => break,
            }
        }
        let atom = atoms.get(at)?;
        (atom.is_word() && atom.upos == Upos::Adj).then(|| self.noun_at(at))
    }

    fn noun_at(self, at: usize) -> UnitAt {
        let token = self.words.atoms.analysis.token(self.words.atoms.at(at).token);
        self.counted(token.lemma.to_lowercase(), at, self.words.atoms.token_end(at))
    }

    /// True where what follows the number makes it a length of time, an hour, a date or a measure.
    pub fn is_no_count(self, at: usize, linked: bool) -> bool {
        let link = self.words.particle(at, Particle::Link).filter(|_| linked).unwrap_or(at);
        let time = |sense: &TimeSense| matches!(sense, TimeSense::Unit(_) | TimeSense::Month(_)).then_some(());
        let measure = |sense: &ValueSense| matches!(sense, ValueSense::Measure).then_some(());
        let glued = self.words.atoms.get(at).is_some_and(|atom| atom.glued && self.ties_a_name(at));
        let measured = self.words.atoms.phrase(&self.words.lexicon.phrases, link, measure).is_some();
        glued || measured || self.words.atoms.phrase(&self.times.phrases, link, time).is_some()
    }

    /// Letters glued to the digits that are no unit (`5G`, `18h30`), or a fraction bar (`24/7`).
    fn ties_a_name(self, at: usize) -> bool {
        let unit = |sense: &ValueSense| {
            matches!(sense, ValueSense::Currency { .. } | ValueSense::Percent(..) | ValueSense::Unit(_)).then_some(())
        };
        let known = self.words.atoms.phrase(&self.words.lexicon.phrases, at, unit).is_some();
        let next = |at| self.words.atoms.get(at);
        let bar = next(at).is_some_and(|bar| matches!(bar.form, "/" | ":"));
        let barred = bar && next(at + 1).is_some_and(|after| after.glued && after.number.is_some());
        barred || (!known && next(at).is_some_and(|atom| atom.is_word()))
    }

    /// True where parts of something may be meant: no noun follows at once (*le quart temps*), no time (*un quart d'heure*).
    pub fn is_divisible(self, at: usize) -> bool {
        let link = self.words.particle(at, Particle::Link);
        let noun =
            self.words.atoms.get(at).is_some_and(|atom| matches!(atom.upos, Upos::Noun | Upos::Propn | Upos::Num));
        let hour = |sense: &TimeSense| matches!(sense, TimeSense::Unit(TimeUnit::Hour)).then_some(());
        let timed = link.is_some_and(|link| self.words.atoms.phrase(&self.times.phrases, link, hour).is_some());
        (link.is_some() || !noun) && !timed
    }

    /// *par action*, *l'unité*, *pièce*: the lemma of the something, and one past it.
    pub fn per(self, at: usize, small: bool) -> Option<(String, usize)> {
        let atoms = self.words.atoms;
        let noun = |at: usize| {
            let atom = atoms.get(at)?;
            let token = atoms.analysis.token(atom.token);
            (atom.upos == Upos::Noun).then(|| (token.lemma.to_lowercase(), atoms.token_end(at)))
        };
        if let Some(per) = self.words.particle(at, Particle::Per) {
            return noun(per);
        }
        let each = self.words.particle(at, Particle::Each).filter(|_| small)?;
        noun(each).or_else(|| {
            let atom = atoms.get(at)?;
            (atom.upos == Upos::Noun || atom.upos == Upos::Adv).then(|| (atom.lower.clone(), each))
        })
    }
}
