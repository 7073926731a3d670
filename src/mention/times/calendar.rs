//! Dates as far as a text tells them: weekday, day, month, year, and what may stand in their places.

use super::expression::{Calendar, Pointing};
use crate::mention::atoms::Atoms;
use crate::mention::values::Words;
use crate::ontology::{Part, TimeLexicon, TimeSense, TimeUnit, ValueSense};

/// Reads calendar words.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub atoms: &'a Atoms<'a>,
    pub lexicon: &'a TimeLexicon,
    pub numbers: Words<'a>,
    /// For each token, whether it is part of a name.
    pub names: &'a [bool],
}

/// A date, the atom of its main word, and one past its last.
pub(super) type Dated = (Calendar, usize, usize);

impl Reader<'_> {
    /// The sense wanted of the longest phrase at `at`, and one past it.
    pub fn sense<T>(self, at: usize, wanted: impl Fn(&TimeSense) -> Option<T>) -> Option<(T, usize)> {
        self.atoms.phrase(&self.lexicon.phrases, at, wanted)
    }

    /// One past the word of just that sense at `at`.
    pub fn particle(self, at: usize, wanted: TimeSense) -> Option<usize> {
        self.sense(at, |sense| (*sense == wanted).then_some(())).map(|((), end)| end)
    }

    /// The unit at `at`.
    pub fn unit(self, at: usize) -> Option<(TimeUnit, usize)> {
        self.sense(at, |sense| match sense {
            TimeSense::Unit(unit) => Some(*unit),
            _ => None,
        })
    }

    /// Past words that bound a number (*plus de*), since *depuis plus de dix ans* is as good as *dix ans*.
    pub fn bound(self, at: usize) -> usize {
        let bound = |sense: &ValueSense| matches!(sense, ValueSense::Bound(..)).then_some(());
        self.atoms.phrase(&self.numbers.lexicon.phrases, at, bound).map_or(at, |((), end)| end)
    }

    /// The date at `at`.
    pub fn calendar(self, at: usize) -> Option<Dated> {
        if let Some((days, following, end)) = self.day_word(at) {
            let pointing = if following { Pointing::Following(days) } else { Pointing::None };
            let date = Calendar { days: Some(days), pointing, ..Calendar::default() };
            return Some((date, end - 1, self.day_part(end)));
        }
        let (mut pointing, start) = self.pointers(at);
        let (part, start) = self.part(start).map_or((None, start), |(part, end)| (Some(part), end));
        if part.is_some()
            && let (Pointing::This | Pointing::Same, _) = self.pointers(start)
        {
            pointing = self.pointers(start).0;
        }
        let start = if part.is_some() { self.pointers(start).1 } else { start };
        let (mut date, main, end) = self.core(start, part.is_some())?;
        date.part = part;
        if date.pointing == Pointing::None || pointing == Pointing::Same {
            date.pointing = pointing;
        }
        let (after, end) = self.pointed_after(end);
        if after != Pointing::None {
            date.pointing = after;
        }
        Some((date, main, end))
    }

    /// Determiners before a date, and how they point.
    pub fn pointers(self, mut at: usize) -> (Pointing, usize) {
        let mut pointing = Pointing::None;
        loop {
            if let Some(end) = self.particle(at, TimeSense::This) {
                pointing = if pointing == Pointing::Same { pointing } else { Pointing::This };
                at = end;
            } else if let Some(end) = self.particle(at, TimeSense::Same) {
                pointing = Pointing::Same;
                at = end;
            } else if let Some(end) = self.particle(at, TimeSense::Determiner).filter(|_| self.determines(at)) {
                at = end;
            } else {
                return (pointing, at);
            }
        }
    }

    /// True where the determiner at `at` is not the last word before a sentence's end.
    pub fn determines(self, at: usize) -> bool {
        self.atoms.get(at + 1).is_some()
    }

    /// *début*, *mi-*, *la fin de*; and one past its links.
    fn part(self, at: usize) -> Option<(Part, usize)> {
        let (part, mut end) = self.sense(at, |sense| match sense {
            TimeSense::Part(part) => Some(*part),
            _ => None,
        })?;
        if self.atoms.get(end).is_some_and(|atom| atom.form == "-" && atom.glued) {
            end += 1;
        }
        Some((part, self.particle(end, TimeSense::Link).unwrap_or(end)))
    }

    fn day_word(self, at: usize) -> Option<(i32, bool, usize)> {
        let (day, end) = self.sense(at, |sense| match sense {
            TimeSense::Day(days) => Some((*days, false)),
            TimeSense::DayFollowing(days) => Some((*days, true)),
            _ => None,
        })?;
        // *la veille de la réunion* is told from what follows, which has no date.
        let event = day.1 && self.particle(end, TimeSense::Link).is_some();
        (!event).then_some((day.0, day.1, end))
    }

    fn day_part(self, at: usize) -> usize {
        self.particle(at, TimeSense::DayPart).unwrap_or(at)
    }

    fn core(self, at: usize, parted: bool) -> Option<Dated> {
        self.numeric(at)
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.period(at))
            .or_else(|| self.season_or_feast(at))
            .or_else(|| self.years(at))
            .or_else(|| self.unit_noun(at, parted))
    }

    /// *2022-08-05*, *05/08/2022*.
    fn numeric(self, at: usize) -> Option<Dated> {
        let number = |at: usize| self.atoms.get(at).and_then(|atom| Some((atom.form.len(), atom.number? as i16)));
        let joined = |at: usize, mark: &str| self.atoms.get(at).is_some_and(|atom| atom.glued && atom.form == mark);
        ["-", "/", "."].into_iter().find(|mark| joined(at + 1, mark) && joined(at + 3, mark))?;
        let ((first, a), (_, b), (last, c)) = (number(at)?, number(at + 2)?, number(at + 4)?);
        let (year, day) = match (first, last) {
            (4, 1 | 2) => (a, c),
            (1 | 2, 4) => (c, a),
            _ => return None,
        };
        let fits = (1..=12).contains(&b) && (1..=31).contains(&day);
        let date = Calendar { year: Some(year), month: Some(b as u8), day: Some(day as u8), ..Calendar::default() };
        fits.then_some((date, at, at + 5))
    }

    /// *vendredi 2 juin 2023* and its parts, from the weekday on.
    fn day_and_month(self, at: usize) -> Option<Dated> {
        let mut date = Calendar::default();
        let (mut main, mut end) = (None, at);
        if let Some((weekday, after)) = self.weekday(at) {
            (date.weekday, main, end) = (Some(weekday), Some(at), self.day_part(after));
        }
        if let Some((day, last_day, after)) = self.day_number(end, date.weekday.is_some()) {
            (date.day, date.last_day) = (Some(day), last_day);
            (main, end) = (Some(end), after);
            if let Some(after) = self.day_of_month_before(end) {
                (date.unit, date.pointing, end) = (Some(TimeUnit::Month), Pointing::Same, after);
                return Some((date, main?, end));
            }
        }
        if let Some((month, noun, after)) = self.month(end) {
            (date.month, end) = (Some(month), after);
            main = main.filter(|_| date.day.is_some()).or(Some(noun));
            let (pointing, after) = self.pointed_after(end);
            date.pointing = pointing;
            end = after;
            if let Some((year, after)) = self.year_after(end) {
                (date.year, end) = (Some(year), after);
            } else {
                date.year = self.shared_year(end);
            }
        }
        Some((date, main?, self.day_part(end)))
    }

    /// The year of the next month, where *et* or the like joins it (*en juin et juillet 2022*).
    fn shared_year(self, at: usize) -> Option<i16> {
        let to = self.particle(at, TimeSense::To)?;
        let day = self.one_day(to).map_or(to, |(_, end)| end);
        let (_, _, end) = self.month(day)?;
        self.year_after(end).map(|(year, _)| year)
    }

    fn weekday(self, at: usize) -> Option<(u8, usize)> {
        self.sense(at, |sense| match sense {
            TimeSense::Weekday(weekday) => Some(*weekday),
            _ => None,
        })
    }

    /// A day of the month, or two (*3 au 5*), a month after it.
    fn day_number(self, at: usize, after_weekday: bool) -> Option<(u8, Option<u8>, usize)> {
        let (day, end) = self.one_day(at)?;
        if let Some((last, after)) = self.particle(end, TimeSense::To).and_then(|to| self.one_day(to))
            && self.month(after).is_some()
        {
            return Some((day, Some(last), after));
        }
        let fits = self.month(end).is_some() || after_weekday || self.day_of_month_before(end).is_some();
        fits.then_some((day, None, end))
    }

    fn one_day(self, at: usize) -> Option<(u8, usize)> {
        let first = || self.particle(at, TimeSense::Ordinal(1)).map(|end| (1, end));
        let atom = self.atoms.get(at)?;
        let number = atom.number.filter(|day| (1.0..=31.0).contains(day) && day.fract() == 0.0 && atom.form.len() <= 2);
        first().or_else(|| number.map(|day| (day as u8, at + 1)))
    }

    /// *(le 28) de ce mois-là*.
    fn day_of_month_before(self, at: usize) -> Option<usize> {
        let link = self.particle(at, TimeSense::Link)?;
        let (pointing, noun) = self.pointers(link);
        let (unit, end) = self.unit(noun)?;
        let (after, end) = self.pointed_after(end);
        let same = pointing == Pointing::Same || after == Pointing::Same;
        (unit == TimeUnit::Month && same).then_some(end)
    }

    /// A month, *mois de* before it passed over: its number, atom, and one past it.
    fn month(self, at: usize) -> Option<(u8, usize, usize)> {
        let filler = self.particle(at, TimeSense::Unit(TimeUnit::Month));
        let noun = filler.and_then(|end| self.particle(end, TimeSense::Link)).unwrap_or(at);
        let (month, end) = self.sense(noun, |sense| match sense {
            TimeSense::Month(month) => Some(*month),
            _ => None,
        })?;
        Some((month, noun, end))
    }

    fn season_or_feast(self, at: usize) -> Option<Dated> {
        let (mut date, end) = self.sense(at, |sense| match sense {
            TimeSense::Season(season) => Some(Calendar { season: Some(*season), ..Calendar::default() }),
            TimeSense::Feast(month, day) => Some(Calendar { month: Some(*month), day: *day, ..Calendar::default() }),
            _ => None,
        })?;
        let (year, end) = self.year_after(end).map_or((None, end), |(year, end)| (Some(year), end));
        // *l'hiver 2022-2023*
        let end = year.and_then(|year| self.second_year(year, end)).map_or(end, |(_, end)| end);
        date.year = year;
        Some((date, at, end))
    }

    /// *année*, *mois*, *semaine*, with what points before it (*prochaine année*); *an* alone is none.
    fn unit_noun(self, at: usize, parted: bool) -> Option<Dated> {
        let (before, noun) = self.pointed_before(at);
        let day_part = self.particle(noun, TimeSense::DayPart).map(|end| (TimeUnit::Day, end));
        let (unit, end) = self.unit(noun).or(day_part)?;
        let plural = self.atoms.analysis.token(self.atoms.at(noun).token).feats.is("Number", "Plur");
        let (after, after_end) = self.pointed_after(end);
        let pointing = if after == Pointing::None { before } else { after };
        let this = noun == at && at > 0 && self.particle(at - 1, TimeSense::This) == Some(at);
        let pointed = pointing != Pointing::None || this || parted || self.is_same_before(at);
        let fits = pointed
            && unit != TimeUnit::Hour
            && !(parted && unit == TimeUnit::Day)
            && (!plural || unit == TimeUnit::Month && !this && parted);
        let date = Calendar { unit: Some(unit), pointing, ..Calendar::default() };
        fits.then_some((date, noun, if after == Pointing::None { end } else { after_end }))
    }

    fn is_same_before(self, at: usize) -> bool {
        at > 0 && self.particle(at - 1, TimeSense::Same) == Some(at)
    }

    /// Adjectives before the noun: *prochain*, *dernier*, *précédent*.
    fn pointed_before(self, at: usize) -> (Pointing, usize) {
        self.sense(at, pointing).unwrap_or((Pointing::None, at))
    }

    /// What points after the noun: *dernier*, *suivant*, *-là*, *en cours*.
    pub fn pointed_after(self, at: usize) -> (Pointing, usize) {
        let hyphen = usize::from(self.atoms.get(at).is_some_and(|atom| atom.form == "-"));
        if let Some(end) = self.particle(at + hyphen, TimeSense::There) {
            return (Pointing::Same, end);
        }
        if let Some(end) = self.particle(at + hyphen, TimeSense::Here) {
            return (Pointing::This, end);
        }
        self.sense(at, pointing).unwrap_or((Pointing::None, at))
    }
}

fn pointing(sense: &TimeSense) -> Option<Pointing> {
    match sense {
        TimeSense::Shift(by) => Some(Pointing::Shift(*by)),
        TimeSense::Following(by) => Some(Pointing::Following(*by)),
        _ => None,
    }
}
