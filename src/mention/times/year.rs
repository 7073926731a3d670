//! Years and their parts: quarters, half-years, decades, business years.

use super::calendar::{Dated, Reader};
use super::expression::{Calendar, Pointing};
use crate::analyse::Upos;
use crate::ontology::{TimeSense, TimeUnit, ValueSense};

impl Reader<'_> {
    /// *deuxième trimestre 2023*, *T2 2023*, *les neuf premiers mois*.
    pub fn period(self, at: usize) -> Option<Dated> {
        let (mut date, noun, end) =
            self.ordinal_period(at).or_else(|| self.coded_period(at)).or_else(|| self.first_months(at))?;
        let (after, end) = self.fiscal_after(end).map_or((false, end), |end| (true, end));
        date.fiscal = after;
        let year = self.year_after(end).or_else(|| self.pointed_year(end, &mut date));
        // *au dernier trimestre* is the one before, *le dernier trimestre 2022* the fourth.
        if year.is_none() && date.pointing == Pointing::None && self.particle(at, TimeSense::Ordinal(-1)).is_some() {
            let (unit, _) = date.period.take()?;
            (date.unit, date.pointing) = (Some(unit), Pointing::Shift(-1));
        }
        let (year, end) = year.map_or((None, end), |(year, end)| (Some(year).filter(|&year| year > 0), end));
        date.year = year;
        Some((date, noun, end))
    }

    /// *(premier semestre) de l'année*, *de cette année*: no year, but not a business year either.
    fn pointed_year(self, at: usize, date: &mut Calendar) -> Option<(i16, usize)> {
        let link = self.particle(at, TimeSense::Link)?;
        let (pointing, noun) = self.pointers(link);
        let end = self.particle(noun, TimeSense::Unit(TimeUnit::Year))?;
        let (after, end) = self.pointed_after(end);
        date.pointing = if after == Pointing::None { pointing } else { after };
        Some((0, end))
    }

    /// *(deuxième trimestre) de son exercice*.
    fn fiscal_after(self, at: usize) -> Option<usize> {
        let link = self.particle(at, TimeSense::Link).unwrap_or(at);
        let noun = if self.particle(link, TimeSense::Fiscal).is_some() || link == at { link } else { link + 1 };
        let end = self.particle(noun, TimeSense::Fiscal)?;
        Some(self.pointed_after(end).1)
    }

    fn ordinal_period(self, at: usize) -> Option<Dated> {
        let (ordinal, noun) = self.sense(at, |sense| match sense {
            TimeSense::Ordinal(ordinal) => Some(*ordinal),
            _ => None,
        })?;
        let (unit, end) = self.unit(noun).filter(|(unit, _)| matches!(unit, TimeUnit::Quarter | TimeUnit::Half))?;
        let last = if unit == TimeUnit::Quarter { 4 } else { 2 };
        let ordinal = if ordinal < 0 { last } else { ordinal as u8 };
        let date = Calendar { period: Some((unit, ordinal)), ..Calendar::default() };
        (ordinal <= last).then_some((date, noun, end))
    }

    /// *T2*, *2T*, *S1*.
    fn coded_period(self, at: usize) -> Option<Dated> {
        let code = |at: usize| {
            self.sense(at, |sense| match sense {
                TimeSense::Code(unit) => Some(*unit),
                _ => None,
            })
        };
        let number = |at: usize| self.atoms.get(at).filter(|atom| atom.form.len() == 1).and_then(|atom| atom.number);
        let glued = self.atoms.get(at + 1).is_some_and(|atom| atom.glued);
        let (unit, number) = match (code(at), number(at)) {
            (Some((unit, _)), _) => (unit, number(at + 1)?),
            (None, Some(number)) => (code(at + 1)?.0, number),
            (None, None) => return None,
        };
        let last = if unit == TimeUnit::Quarter { 4.0 } else { 2.0 };
        let fits = glued && (1.0..=last).contains(&number);
        let date = Calendar { period: Some((unit, number as u8)), ..Calendar::default() };
        fits.then_some((date, at, at + 2))
    }

    /// *neuf premiers mois*.
    fn first_months(self, at: usize) -> Option<Dated> {
        let number = self.numbers.counting(at)?;
        let noun = self.particle(number.end, TimeSense::Ordinal(1))?;
        let end = self.particle(noun, TimeSense::Unit(TimeUnit::Month))?;
        let months = number.value.filter(|months| (1.0..12.0).contains(months))? as u8;
        Some((Calendar { first_months: Some(months), ..Calendar::default() }, noun, end))
    }

    /// *2022*, *2022-2023*, *l'exercice 2022/23*, *les années 1990*.
    pub fn years(self, at: usize) -> Option<Dated> {
        if let Some(decade) = self.particle(at, TimeSense::Decades).and_then(|end| self.decade(at, end)) {
            return Some(decade);
        }
        let fiscal = self.particle(at, TimeSense::Fiscal);
        let noun = fiscal.or_else(|| self.particle(at, TimeSense::Unit(TimeUnit::Year))).unwrap_or(at);
        let (year, end) = self.year_number(noun)?;
        let second = self.second_year(year, end);
        let end = second.map_or(end, |(_, end)| end);
        let date = Calendar { year: Some(year), last_year: second.map(|(year, _)| year), ..Calendar::default() };
        Some((date, noun, end))
    }

    /// *-2023*, */23*: the next year.
    pub fn second_year(self, year: i16, at: usize) -> Option<(i16, usize)> {
        let joined = self.atoms.get(at).is_some_and(|atom| atom.glued && matches!(atom.form, "-" | "/" | "–"));
        let next = self.atoms.get(at + 1).filter(|atom| joined && atom.glued)?;
        let number = next.number.filter(|number| number.fract() == 0.0)? as i16;
        let next_year = if next.form.len() == 2 { year / 100 * 100 + number } else { number };
        let fits = matches!(next.form.len(), 2 | 4) && (year + 1..=year + 30).contains(&next_year);
        fits.then_some((next_year, at + 2))
    }

    fn decade(self, at: usize, number: usize) -> Option<Dated> {
        let atom = self.atoms.get(number)?;
        let value = atom.number.filter(|value| value % 10.0 == 0.0)? as i16;
        let first = match atom.form.len() {
            2 => 1900 + value,
            4 => value,
            _ => return None,
        };
        let date = Calendar { year: Some(first), last_year: Some(first + 9), ..Calendar::default() };
        Some((date, at, number + 1))
    }

    /// A year, a link before it passed over (*fin de 2022*, *mars de l'année 2022*).
    pub fn year_after(self, at: usize) -> Option<(i16, usize)> {
        let link = self.particle(at, TimeSense::Link).unwrap_or(at);
        let link = self.particle(link, TimeSense::Determiner).filter(|_| link > at).unwrap_or(link);
        let noun = self.particle(link, TimeSense::Unit(TimeUnit::Year)).unwrap_or(link);
        self.year_number(noun)
    }

    /// Four digits that can be a year.
    pub fn year_number(self, at: usize) -> Option<(i16, usize)> {
        let atom = self.atoms.get(at)?;
        let four = atom.form.len() == 4 && atom.form.bytes().all(|b| b.is_ascii_digit());
        let year = atom.number.filter(|year| four && (1500.0..2200.0).contains(year))?;
        Some((year as i16, at + 1))
    }

    /// True where bare digits are a year, and no amount or part of a name.
    pub fn is_year(self, start: usize, prefixed: bool, end: usize) -> bool {
        let Some(at) = end.checked_sub(1).filter(|&at| at >= start) else { return false };
        let year = self.year_number(at).map_or(0, |(year, _)| year);
        let atom = self.atoms.at(at);
        let money = |sense: &ValueSense| {
            use ValueSense::{Currency, Magnitude, Percent, Unit};
            matches!(sense, Currency { .. } | Percent(..) | Magnitude(_) | Unit(_)).then_some(())
        };
        let counts = self.atoms.phrase(&self.numbers.lexicon.phrases, end, money).is_some();
        let noun = self.atoms.get(end).is_some_and(|next| next.upos == Upos::Noun && next.is_word());
        let tied = self.atoms.get(end).is_some_and(|next| next.glued && (next.is_word() || next.number.is_some()));
        let before = self.atoms.before(at);
        let named = before.is_some_and(|before| before.upos == Upos::Propn || (atom.glued && before.is_word()));
        let in_name = self.names[atom.token.index()];
        let plausible = if prefixed { year >= 1700 } else { (1900..2100).contains(&year) && !named };
        plausible && !counts && !noun && !tied && !in_name
    }
}
