//! The time that relative expressions count from: the article's date, or what the text itself fixes.

use jiff::civil::Date;

use super::expression::{Calendar, Expression, Pointing, When};
use super::tense::Tense;
use crate::ontology::TimeRelation;
use crate::value::{Edtf, Precision};

/// Now, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The first day that it may be.
    pub first: Date,
    /// The last day that it may be.
    pub last: Date,
    /// True where only a year is known, from the text: months of that year can be told, lengths from now cannot.
    pub year_only: bool,
    /// The next year that the text names for what is to come, where the reference is one of the text.
    pub coming_year: Option<i16>,
}

impl Reference {
    /// An article's date.
    pub fn of(published: &Edtf) -> Option<Self> {
        let days = published.period();
        let (first, last) = (days.begin.or(days.end)?, days.end.or(days.begin)?);
        let year_only = published.precision().is_none_or(|precision| precision < Precision::SubYear);
        Some(Self { first, last, year_only, coming_year: None })
    }

    fn day(day: Date) -> Self {
        Self { first: day, last: day, year_only: false, coming_year: None }
    }

    /// The day, where it is known.
    pub fn exact(self) -> Option<Date> {
        (self.first == self.last).then_some(self.first)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// The month, where it is known.
    pub fn month(self) -> Option<(i16, i8)> {
        let (first, last) = (self.first, self.last);
        ((first.year(), first.month()) == (last.year(), last.month())).then(|| (first.year(), first.month()))
    }
}

/// What the expressions of an undated article tell of its date: a full date that is said to be the day of the news,
/// else the last year told of, where the head of the article or a month fixes it.
pub(super) fn inferred(told: &[Told<'_>]) -> Option<Reference> {
    let years: Vec<(i16, &Told<'_>)> =
        told.iter().filter_map(|told| Some((told.date()?.last_year.or(told.date()?.year)?, told))).collect();
    let past = years.iter().filter(|(_, told)| !told.is_ahead());
    let latest = past.clone().map(|(year, _)| *year).max();
    if let Some(day) = told.iter().find_map(|told| told.day_of_news(latest)) {
        return Some(Reference::day(day));
    }
    let coming = years.iter().filter(|(_, told)| told.is_ahead()).map(|(year, _)| *year);
    let latest = latest?;
    let fixes = |told: &Told<'_>| told.sentence < 2 || told.date().is_some_and(|date| date.month.is_some());
    let fixed = past.clone().any(|(year, told)| *year == latest && fixes(told));
    let coming_year = coming.filter(|&year| year >= latest).min();
    let fixed_ahead = years.iter().any(|(year, told)| Some(*year) == coming_year && fixes(told));
    let (first, last) = (Date::new(latest, 1, 1).ok()?, Date::new(latest, 12, 31).ok()?);
    let reference = Reference { first, last, year_only: true, coming_year: coming_year.filter(|_| fixed_ahead) };
    (fixed || reference.coming_year.is_some()).then_some(reference)
}

/// An expression with what the article's build tells of it.
pub(super) struct Told<'a> {
    /// The expression.
    pub expression: &'a Expression,
    /// The tense of its clause.
    pub tense: Tense,
    /// Index of its sentence.
    pub sentence: usize,
    /// True where a dash follows it, as in a dateline (*LYON, 15 mars –*).
    pub dashed: bool,
    /// The weekday that the next bare weekday of the article names.
    pub weekday_near: Option<u8>,
}

impl Told<'_> {
    fn date(&self) -> Option<&Calendar> {
        match &self.expression.when {
            When::Date(date) => Some(date),
            _ => None,
        }
    }

    fn is_ahead(&self) -> bool {
        let deadline =
            matches!(self.expression.relation, TimeRelation::By | TimeRelation::Until | TimeRelation::Before);
        deadline || self.tense == Tense::Future
    }

    /// The day that this says the news is of: one with its weekday or pointed at (*ce 2 juin 2023*), or a dateline's.
    fn day_of_news(&self, latest: Option<i16>) -> Option<Date> {
        let date = self.date()?;
        let (day, month) = (date.day? as i8, date.month? as i8);
        let dateline = self.sentence < 3 && self.dashed;
        let fresh = date.weekday.is_some() || date.pointing == Pointing::This;
        if !(dateline || fresh) || (self.tense == Tense::Future && !dateline) {
            return None;
        }
        if let Some(year) = date.year {
            return Date::new(year, month, day).ok();
        }
        let weekday = date.weekday.or(self.weekday_near)?;
        let latest = latest?;
        let of_year = |year| Date::new(year, month, day).ok().filter(|date| is_weekday(*date, weekday));
        (latest..=latest + 2).find_map(of_year)
    }
}

/// True where the date falls on that weekday (1: Monday).
pub(super) fn is_weekday(date: Date, weekday: u8) -> bool {
    date.weekday().to_monday_one_offset() == weekday as i8
}
