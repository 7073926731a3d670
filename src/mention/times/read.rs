//! Tokens → [`Expression`]s, by linear patterns of the lexicon's calendar words.

use super::calendar::Reader;
use super::expression::{Calendar, Expression, Origin, Pointing, When};
use crate::analyse::Upos;
use crate::ontology::{TimeRelation, TimeSense, TimeUnit};

impl Reader<'_> {
    /// All expressions, in text order, none overlapping.
    pub fn expressions(self) -> Vec<Expression> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            match self.expression(at) {
                Some(expression) => {
                    at = expression.end.max(at + 1);
                    found.push(expression);
                }
                None => at += 1,
            }
        }
        found
    }

    fn expression(self, at: usize) -> Option<Expression> {
        self.atoms.get(at)?;
        self.away(at).or_else(|| self.pair(at)).or_else(|| self.length_alone(at)).or_else(|| self.dated(at))
    }

    /// The relation that a preposition at `at` gives, out of those wanted, and one past it.
    fn relation(self, at: usize, wanted: impl Fn(TimeRelation) -> bool) -> Option<(TimeRelation, usize)> {
        self.sense(at, |sense| match sense {
            TimeSense::Relation(relation) if wanted(*relation) => Some(*relation),
            _ => None,
        })
    }

    /// A length: its number (`None` where vague), unit, the unit's atom, one past it.
    fn length(self, at: usize) -> Option<(Option<f64>, TimeUnit, usize, usize)> {
        let vague = self.particle(at, TimeSense::Vague);
        let number = self.numbers.counting(at);
        let (mut count, noun) = match (&number, vague) {
            (Some(number), _) => (number.value, number.end),
            (None, Some(end)) => (None, end),
            (None, None) => return None,
        };
        let (unit, mut end) = self.unit(noun)?;
        if let Some(half) = self.particle(end, TimeSense::Half) {
            count = count.map(|count| count + 0.5);
            end = half;
        }
        (unit != TimeUnit::Hour).then_some((count, unit, noun, end))
    }

    /// *il y a cinq ans*, *dans deux mois*, *depuis dix ans*, *un an plus tard*.
    fn away(self, at: usize) -> Option<Expression> {
        use TimeRelation::{Ago, Ahead, By, Since};
        for wanted in [Ago, By, Ahead, Since] {
            let Some((_, start)) = self.relation(at, |relation| relation == wanted) else { continue };
            let within = self.bound(self.content_start(start));
            let Some((count, unit, noun, end)) = self.length(within) else { continue };
            let sign = if matches!(wanted, Ago | Since) { -1.0 } else { 1.0 };
            let relation = match wanted {
                By | Since => wanted,
                // *dans les cinq ans*
                Ahead if self.content_start(start) > start => By,
                _ => TimeRelation::In,
            };
            let when = When::Away(count.map(|count| count * sign), unit, Origin::Now);
            return Some(self.made(at, end, noun, relation, when));
        }
        let (count, unit, noun, after) = self.length(at)?;
        let (sign, end) = self.sense(after, |sense| match sense {
            TimeSense::Later(sign) => Some(f64::from(*sign)),
            _ => None,
        })?;
        let origin = if self.opens_an_event(after, end) { Origin::Event } else { Origin::Before };
        let when = When::Away(count.map(|count| count * sign), unit, origin);
        Some(self.made(at, end, noun, TimeRelation::In, when))
    }

    /// True where the distance word is a preposition with its own complement (*deux ans après la fusion*).
    fn opens_an_event(self, at: usize, end: usize) -> bool {
        let preposition = self.relation(at, |_| true).is_some_and(|(_, after)| after == end);
        let next = self.atoms.get(end).map(|atom| atom.upos);
        let opens = |upos| matches!(upos, Upos::Adp | Upos::Adv | Upos::Cconj | Upos::Punct | Upos::Sym);
        preposition && next.is_some_and(|upos| !opens(upos)) && self.atoms.get(end).is_some_and(|atom| atom.is_word())
    }

    /// *pendant dix ans*, *en trois ans*.
    fn length_alone(self, at: usize) -> Option<Expression> {
        let (_, start) = self.relation(at, |relation| relation == TimeRelation::During)?;
        let (_, _, noun, end) = self.length(self.bound(start))?;
        Some(self.made(at, end, noun, TimeRelation::During, When::Length))
    }

    /// *entre 2017 et 2021*, *de mars à juin 2022*.
    fn pair(self, at: usize) -> Option<Expression> {
        let between = self.relation(at, |relation| relation == TimeRelation::Between).map(|(_, end)| end);
        let link = between.or_else(|| self.particle(at, TimeSense::Link))?;
        let (first, _, to) = self.calendar(link)?;
        let second = self.particle(to, TimeSense::To)?;
        let (second, main, end) = self.calendar(second)?;
        let months = |date: &Calendar| date.month.is_some() || date.year.is_some();
        let same_kind = first.year.is_none() || second.year.is_some();
        let fits = months(&first) && months(&second) && same_kind && first.pointing == Pointing::None;
        fits.then(|| self.made(at, end, main, TimeRelation::Between, When::Between(first, second)))
    }

    /// A date with or without a preposition.
    fn dated(self, at: usize) -> Option<Expression> {
        let is_dated = |relation| !matches!(relation, TimeRelation::Between | TimeRelation::Ago | TimeRelation::Ahead);
        let prefix = self.relation(at, is_dated).filter(|&(relation, _)| relation != TimeRelation::During);
        let during = self.relation(at, |relation| relation == TimeRelation::During);
        let (relation, start) = prefix.or(during).unwrap_or((TimeRelation::In, at));
        // *depuis le*, *jusqu'à la*, *d'ici à*: a second preposition says nothing more.
        let start = self.relation(start, |relation| relation == TimeRelation::In).map_or(start, |(_, end)| end);
        let (date, main, end) = self.calendar(start)?;
        if !self.stands(&date, start, prefix.is_some() || during.is_some(), end) {
            return None;
        }
        let relation = if relation == TimeRelation::During { TimeRelation::In } else { relation };
        // *fin juin au plus tard*
        let late = self.relation(end, |relation| relation == TimeRelation::By).map(|(_, end)| end);
        let late = late.filter(|&late| relation == TimeRelation::In && self.calendar(late).is_none());
        let (relation, end) = late.map_or((relation, end), |late| (TimeRelation::By, late));
        let own = if relation == TimeRelation::In { self.content_start(start) } else { at };
        Some(self.made(own, end, main, relation, When::Date(date)))
    }

    fn made(self, start: usize, end: usize, main: usize, relation: TimeRelation, when: When) -> Expression {
        Expression { start, end, main: self.atoms.at(main).token, relation, when }
    }

    /// Past the determiners before the date itself.
    fn content_start(self, mut at: usize) -> usize {
        while let Some(end) = self.particle(at, TimeSense::Determiner).filter(|_| self.determines(at)) {
            at = end;
        }
        at
    }

    /// True where a calendar word that was found is used as one.
    fn stands(self, date: &Calendar, start: usize, prefixed: bool, end: usize) -> bool {
        let determined = self.particle(start, TimeSense::Determiner).is_some() || date.part.is_some();
        let pointed = date.pointing != Pointing::None;
        let bare_year = date.year.is_some() && date.month.or(date.season).is_none() && date.period.is_none();
        if bare_year && date.part.is_none() && date.first_months.is_none() && !date.fiscal && date.last_year.is_none() {
            return self.is_year(start, prefixed, end);
        }
        if date.unit.is_some() || date.days.is_some() {
            return pointed || date.part.is_some() || date.days.is_some() || date.period.is_some();
        }
        let named_only =
            date.season.is_some() || (date.month.is_some() && date.day.is_none() && self.is_capital(start));
        if named_only && date.year.is_none() {
            return (determined || prefixed || pointed) && !(date.season.is_some() && self.is_verb(start));
        }
        true
    }

    /// A capital inside a sentence makes a month's name a name (*le groupe Mars*).
    fn is_capital(self, at: usize) -> bool {
        let at = self.content_start(at);
        let capital = self.atoms.get(at).is_some_and(|atom| atom.form.starts_with(char::is_uppercase));
        capital && self.atoms.before(at).is_some()
    }

    /// *été* may be a participle.
    fn is_verb(self, start: usize) -> bool {
        let at = self.content_start(start);
        let verbal = self.atoms.get(at).is_some_and(|atom| matches!(atom.upos, Upos::Aux | Upos::Verb));
        verbal && at == start
    }
}
