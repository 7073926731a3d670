//! One amount: bound, sign, number, unit.

use super::number::{Number, Words};
use super::unit::Units;
use crate::analyse::TokenId;
use crate::ontology::{Particle, Side, ValueSense};
use crate::value::{Bound, Unit};

/// An amount as it stands in the text, before its neighbours are looked at.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// Its first atom, approximators included.
    pub start: usize,
    /// The first atom of the number or of the currency sign before it.
    pub core: usize,
    /// One past its last atom.
    pub end: usize,
    /// The number, sign and the unit's factor applied.
    pub value: Option<f64>,
    /// The number as read.
    pub number: Number,
    /// What it counts, where the text names it here.
    pub unit: Option<Unit>,
    /// True where the unit's word alone does not settle the currency.
    pub inferred: bool,
    /// How it is bounded, where a word says so.
    pub bound: Option<Bound>,
    /// Per what.
    pub per: Option<String>,
    /// True where a sign stands before it.
    pub signed: bool,
    /// Tokens that may govern it, the likeliest first.
    pub governors: Vec<TokenId>,
}

/// Reads single amounts.
#[derive(Clone, Copy)]
pub(super) struct Amounts<'a> {
    pub words: Words<'a>,
    pub units: Units<'a>,
}

impl Amounts<'_> {
    /// The amount at `start`, whatever its unit.
    pub fn amount(self, start: usize) -> Option<Amount> {
        let (bound, after_bound) = self.bounds(start, Side::Before);
        let (sign, after_sign) = self.sign(after_bound);
        let prefix = self.units.currency(after_sign, f64::MAX);
        let at = prefix.as_ref().map_or(after_sign, |prefix| prefix.end);
        let number = self.fraction(at).or_else(|| self.words.number(at))?;
        let mut amount = Amount {
            start,
            core: after_sign,
            end: number.end,
            value: number.value.map(|value| value * sign),
            number,
            unit: None,
            inferred: false,
            bound,
            per: None,
            signed: after_sign > after_bound,
            governors: Vec::new(),
        };
        self.bound_after(&mut amount);
        match prefix {
            Some(prefix) => amount.take(prefix),
            None => self.unit_after(&mut amount)?,
        }
        self.bound_after(&mut amount);
        self.per(&mut amount);
        amount.governors.push(self.words.atoms.get(amount.number.noun)?.token);
        amount.governors.push(self.words.atoms.get(amount.core)?.token);
        Some(amount)
    }

    /// The unit after the number; `None` where that makes it no amount (a length of time, a measure).
    fn unit_after(self, amount: &mut Amount) -> Option<()> {
        if self.is_fraction(&amount.number) {
            amount.unit = Some(Unit::Percent);
            return self.units.is_divisible(amount.end).then_some(());
        }
        let large = amount.number.value.unwrap_or(amount.number.scale);
        let linked = amount.number.collective || amount.number.scale >= 1e6;
        if self.units.is_no_count(amount.end, linked) {
            return None;
        }
        if let Some(unit) = self.units.unit(amount.end, large, linked) {
            amount.take(unit);
        }
        Some(())
    }

    /// Approximators of a side, and one past the last; of several the last that says more than *about*.
    fn bounds(self, mut at: usize, side: Side) -> (Option<Bound>, usize) {
        let bound = |sense: &ValueSense| match sense {
            ValueSense::Bound(bound, where_) if *where_ == side || *where_ == Side::Either => Some(*bound),
            _ => None,
        };
        let mut found = None;
        while let Some((next, end)) = self.words.atoms.phrase(&self.words.lexicon.phrases, at, bound) {
            found = found.filter(|known| *known != Bound::About && next == Bound::About).or(Some(next));
            at = end;
        }
        (found, at)
    }

    pub fn bound_after(self, amount: &mut Amount) {
        let (bound, end) = self.bounds(amount.end, Side::After);
        // *environ 3 millions*: an approximator between two amounts belongs to the one after it.
        if bound.is_some() && self.words.number(end).is_none() {
            amount.bound = amount.bound.or(bound);
            amount.end = end;
        }
    }

    /// −1 after a minus that cannot be a dash, and one past the sign.
    fn sign(self, at: usize) -> (f64, usize) {
        let signs = [(Particle::Plus, 1.0), (Particle::Minus, -1.0)];
        let found = signs.iter().find_map(|&(sign, value)| Some((value, self.words.particle(at, sign)?)));
        let Some((value, end)) = found else { return (1.0, at) };
        let (Some(own), Some(next)) = (self.words.atoms.get(at), self.words.atoms.get(end)) else { return (1.0, at) };
        let before = self.words.atoms.before(at);
        let tied = own.glued && before.is_some_and(|before| before.is_word() || before.number.is_some());
        let opens = before.is_some_and(|before| !before.is_word() && before.number.is_none());
        let linked = before.is_some() && (self.follows_link(at) || opens);
        let percent = || self.words.number(end).is_some_and(|n| self.units.is_percent(n.end));
        let holds = !tied && next.number.is_some() && ((next.glued && !own.is_word()) || (linked && percent()));
        if holds { (value, end) } else { (1.0, at) }
    }

    fn follows_link(self, at: usize) -> bool {
        let is = |particle| self.words.particle(at - 1, particle) == Some(at);
        is(Particle::RangeTo) || is(Particle::Link)
    }

    /// *un tiers*, *les trois quarts*, *la moitié*: a number of hundredths.
    fn fraction(self, at: usize) -> Option<Number> {
        let denominator = |sense: &ValueSense| match sense {
            ValueSense::Denominator(parts) => Some(*parts),
            _ => None,
        };
        let determiner = self.words.particle(at, Particle::Determiner).unwrap_or(at);
        let (count, noun) = match self.words.counting(determiner) {
            Some(number) => (number.value?, number.end),
            None => (1.0, determiner),
        };
        let (parts, end) = self.words.atoms.phrase(&self.words.lexicon.phrases, noun, denominator)?;
        // Ordinals and denominators share their words beyond four: those need a number; *moitié* needs nothing.
        let counted = noun > determiner;
        let contracted = || at > 0 && self.words.particle(at - 1, Particle::Link) == Some(at);
        let fits = counted || parts == 2.0 || ((determiner > at || contracted()) && parts <= 4.0);
        let value = 100.0 * count / parts;
        // Thirds have no exact hundredths; a collective number is read as about so much.
        fits.then(|| Number { noun, collective: value.fract() != 0.0, ..Number::of(value, at, end) })
    }

    fn is_fraction(self, number: &Number) -> bool {
        let denominator = |sense: &ValueSense| matches!(sense, ValueSense::Denominator(_)).then_some(());
        self.words.atoms.phrase(&self.words.lexicon.phrases, number.noun, denominator).is_some()
    }

    fn per(self, amount: &mut Amount) {
        if amount.unit == Some(Unit::Percent) || amount.unit.is_none() {
            return;
        }
        if let Some((lemma, end)) = self.units.per(amount.end, amount.number.scale < 1e6) {
            amount.per = Some(lemma);
            amount.end = end;
        }
    }
}

/// A unit where it was found.
#[derive(Clone, Debug)]
pub(super) struct UnitAt {
    /// What it is.
    pub unit: Unit,
    /// True where its word alone does not settle the currency.
    pub inferred: bool,
    /// What the number is multiplied by.
    pub factor: f64,
    /// The token that names it.
    pub token: TokenId,
    /// One past its last atom.
    pub end: usize,
}

impl Amount {
    fn take(&mut self, unit: UnitAt) {
        self.end = self.end.max(unit.end);
        self.value = self.value.map(|value| value * unit.factor);
        self.unit = Some(unit.unit);
        self.inferred = unit.inferred;
        self.governors.push(unit.token);
    }
}
