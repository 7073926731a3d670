//! The time that relative expressions count from: the article's date, or what the text itself fixes.

use jiff::civil::Date;

use super::expression::{Calendar, Expression, Pointing, When};
use super::tense::Tense;
use crate::ontology::{TimeRelation, TimeUnit};
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
    /// The first day that the text names for what is to come, where the reference is one of the text.
    pub coming: Option<Date>,
}

impl Reference {
    /// An article's date.
    pub fn of(published: &Edtf) -> Option<Self> {
        let days = published.period();
        let (first, last) = (days.begin.or(days.end)?, days.end.or(days.begin)?);
        let year_only = published.precision().is_none_or(|precision| precision < Precision::SubYear);
        Some(Self { first, last, year_only, coming: None })
    }

    fn day(day: Date) -> Self {
        Self { first: day, last: day, year_only: false, coming: None }
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
    let past = || told.iter().filter(|told| !told.is_ahead());
    let latest = past().filter_map(Told::last_year).max();
    if let Some(day) = told.iter().find_map(|told| told.day_of_news(latest)) {
        return Some(Reference::day(day));
    }
    // A day or month to come is told of within the year before it.
    let near = |day: &Date| latest.is_none_or(|latest| (latest..=latest + 2).contains(&day.year()));
    let ahead = told.iter().filter(|told| told.tense == Tense::Future && told.is_in());
    let coming = ahead.filter_map(|told| told.first_day().filter(|day| told.names_day() || near(day)));
    if let Some(coming) = coming.min() {
        let first = coming.first_of_year();
        return Some(Reference { first, last: coming, year_only: true, coming: Some(coming) });
    }
    // «En 2022, 300 personnes prendront la porte»: a year that is going on.
    let current = || told.iter().filter(|told| told.is_in() && told.tense == Tense::Future);
    let speaks_of_this_year = told.iter().any(Told::is_this_year);
    let latest = latest.max(current().filter_map(Told::last_year).min())?;
    let fixes = |told: &Told<'_>| told.sentence < 2 || told.first_day().is_some();
    let fixed = past().any(|told| told.last_year() == Some(latest) && fixes(told))
        || told
            .iter()
            .any(|told| told.is_in() && told.is_current(speaks_of_this_year) && told.last_year() == Some(latest));
    let day = past().filter_map(Told::first_day).filter(|day| day.year() == latest).max();
    let (first, last) = (day.or(Date::new(latest, 1, 1).ok())?, Date::new(latest, 12, 31).ok()?);
    fixed.then_some(Reference { first, last, year_only: true, coming: None })
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

    fn last_year(&self) -> Option<i16> {
        self.date().and_then(|date| date.last_year.or(date.year))
    }

    /// The first day of a date that names year and month.
    fn first_day(&self) -> Option<Date> {
        let date = self.date()?;
        Date::new(date.year?, date.month? as i8, date.day.unwrap_or(1) as i8).ok()
    }

    /// *cette année*.
    fn is_this_year(&self) -> bool {
        self.date().is_some_and(|date| date.unit == Some(TimeUnit::Year) && date.pointing == Pointing::This)
    }

    /// True where the clause tells of what is to come, or of now in a text that says *cette année*.
    fn is_current(&self, speaks_of_this_year: bool) -> bool {
        self.tense == Tense::Future || (self.tense == Tense::Open && speaks_of_this_year)
    }

    fn names_day(&self) -> bool {
        self.date().is_some_and(|date| date.day.is_some())
    }

    fn is_in(&self) -> bool {
        self.expression.relation == TimeRelation::In
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
        if !(dateline || fresh && self.tense != Tense::Future) {
            return None;
        }
        if let Some(year) = date.year {
            return Date::new(year, month, day).ok();
        }
        let weekday = date.weekday.or(self.weekday_near)?;
        let latest = latest?;
        let of_year = |year| Date::new(year, month, day).ok().filter(|date| is_weekday(*date, weekday));
        (latest..=latest + 4).find_map(of_year)
    }
}

/// True where the date falls on that weekday (1: Monday).
pub(super) fn is_weekday(date: Date, weekday: u8) -> bool {
    date.weekday().to_monday_one_offset() == weekday as i8
}
