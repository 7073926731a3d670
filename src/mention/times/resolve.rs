//! An [`Expression`] to EDTF, by the article's date and the time spoken of before.

use jiff::ToSpan;
use jiff::civil::Date;

use super::expression::{Calendar, Expression, Origin, When};
use super::pointed::Pointed;
use super::reference::Reference;
use super::tense::Tense;
use crate::ontology::{Part, TimeRelation, TimeUnit};
use crate::value::{Edtf, Precision};

/// What a resolution may look at.
#[derive(Clone, Debug)]
pub(super) struct Resolver {
    /// Now.
    pub now: Option<Reference>,
    /// The last time that the text placed an event at.
    pub before: Option<Edtf>,
    /// The last such time of which at least the month is known.
    pub before_in_month: Option<Edtf>,
}

impl Resolver {
    /// The time that the expression means; `None` where nothing anchors it. `denied`: its clause is negated.
    pub fn resolve(&self, told: &Expression, tense: Tense, denied: bool) -> Option<Edtf> {
        use TimeRelation::{About, After, Before, By, Until};
        let tense = if matches!(told.relation, By | Before) && tense == Tense::Open { Tense::Future } else { tense };
        let value = match &told.when {
            When::Date(date) => self.date(date, told.relation, tense)?,
            When::Between(first, second) => return self.between(first, second, tense),
            When::Away(count, unit, origin) => self.away((*count)?, *unit, *origin)?,
            When::Length => return None,
        };
        let part = match &told.when {
            When::Date(date) => date.part,
            _ => None,
        };
        match told.relation {
            // Not before then is from then on.
            Before if denied => Edtf::interval(Some(&value), None).ok(),
            Before if !matches!(part, Some(Part::Middle | Part::End | Part::Whole)) => {
                Edtf::interval(None, Some(&eve(&value)?)).ok()
            }
            Before | By | Until => Edtf::interval(None, Some(&deadline(&value, part))).ok(),
            After => Edtf::interval(Some(&value), None).ok(),
            About => Some(value.approximate()),
            _ => Some(value),
        }
    }

    fn between(&self, first: &Calendar, second: &Calendar, tense: Tense) -> Option<Edtf> {
        let mut first = first.clone();
        first.year = first.year.or(second.year);
        first.month = first.month.or(second.month.filter(|_| first.day.is_some()));
        let end = self.date(second, TimeRelation::In, tense)?;
        if first.year.is_none() {
            first.year = end.period().begin.map(Date::year);
        }
        let begin = self.date(&first, TimeRelation::In, tense)?;
        (!end.is_before(&begin)).then(|| Edtf::interval(Some(&begin), Some(&end)).ok())?
    }

    fn date(&self, date: &Calendar, relation: TimeRelation, tense: Tense) -> Option<Edtf> {
        match date.year {
            Some(year) => of_year(date, year),
            None => Pointed { resolver: self, date, relation, tense }.value(),
        }
    }

    /// So many units from now or from the time before.
    fn away(&self, count: f64, unit: TimeUnit, origin: Origin) -> Option<Edtf> {
        let (from, precision) = match origin {
            Origin::Event => return None,
            Origin::Now => {
                let now = self.now.filter(|now| !now.year_only)?;
                (now.first, if now.exact().is_some() { Precision::Day } else { Precision::Month })
            }
            Origin::Before => {
                let Some(before) = &self.before else {
                    // *quatre ans plus tôt* at the head of an article counts from now.
                    return self.away(count, unit, Origin::Now).filter(|_| count < 0.0);
                };
                if before.precision().is_none_or(|precision| precision == Precision::SubYear) {
                    return years_on(before, count, unit);
                }
                (before.period().begin?, before.precision()?)
            }
        };
        shifted(from, precision, count, unit)
    }

    /// Takes note of a time at which something is placed.
    pub fn note(&mut self, value: &Edtf) {
        self.before = Some(value.clone());
        if value.precision() >= Some(Precision::Month) {
            self.before_in_month = Some(value.clone());
        }
    }

    /// The time spoken of before, as its first day and its precision; for months and days one that tells the month.
    pub fn spoken_of(&self, unit: Option<TimeUnit>) -> Option<(Date, Precision)> {
        let fine = matches!(unit, Some(TimeUnit::Month | TimeUnit::Day));
        let before = if fine { self.before_in_month.as_ref() } else { self.before.as_ref() }?;
        Some((before.period().begin?, before.precision().unwrap_or(Precision::Year)))
    }
}

/// The same quarter, half-year or interval so many whole years on.
fn years_on(time: &Edtf, count: f64, unit: TimeUnit) -> Option<Edtf> {
    let years = count as i16;
    if unit != TimeUnit::Year || count.fract() != 0.0 {
        return None;
    }
    let shift = |part: &str| {
        let year: i16 = part.get(..4)?.parse().ok()?;
        Some(format!("{:04}{}", year.checked_add(years)?, &part[4..]))
    };
    let shifted: Option<Vec<String>> = time.as_str().split('/').map(shift).collect();
    Edtf::parse(&shifted?.join("/")).ok()
}

/// A date so many units from another, no more precise than either tells.
fn shifted(from: Date, precision: Precision, count: f64, unit: TimeUnit) -> Option<Edtf> {
    let months = match unit {
        TimeUnit::Hour => return None,
        TimeUnit::Day | TimeUnit::Week => {
            let days = count * if unit == TimeUnit::Week { 7.0 } else { 1.0 };
            let date = from.checked_add(jiff::Span::new().try_days(days as i64).ok()?).ok()?;
            return (precision == Precision::Day).then(|| Edtf::day(date).ok())?;
        }
        TimeUnit::Month => count,
        TimeUnit::Quarter => 3.0 * count,
        TimeUnit::Half => 6.0 * count,
        TimeUnit::Year => 12.0 * count,
        TimeUnit::Decade => 120.0 * count,
        TimeUnit::Century => 1200.0 * count,
    };
    let date = from.checked_add(jiff::Span::new().try_months(months as i64).ok()?).ok()?;
    let whole_years = matches!(unit, TimeUnit::Year | TimeUnit::Decade | TimeUnit::Century) && count.fract() == 0.0;
    if whole_years || months.abs() > 60.0 {
        return Edtf::year(date.year()).ok();
    }
    (precision >= Precision::Month).then(|| Edtf::month(date.year(), date.month() as u8).ok())?
}

/// A date whose year is told.
pub(super) fn of_year(date: &Calendar, year: i16) -> Option<Edtf> {
    if let Some((unit, ordinal)) = date.period {
        return if date.fiscal { Edtf::year(year).ok() } else { period(year, unit, ordinal) };
    }
    if let Some(last) = date.last_year {
        return Edtf::parse(&format!("{year:04}/{last:04}")).ok();
    }
    if let Some(months) = date.first_months {
        return Edtf::parse(&format!("{year:04}-01/{year:04}-{months:02}")).ok();
    }
    match (date.month, date.day, date.last_day) {
        (Some(month), Some(day), Some(last)) => {
            Edtf::parse(&format!("{year:04}-{month:02}-{day:02}/{year:04}-{month:02}-{last:02}")).ok()
        }
        (Some(month), Some(day), None) => Edtf::day(Date::new(year, month as i8, day as i8).ok()?).ok(),
        (Some(month), None, _) => Edtf::month(year, month).ok(),
        (None, ..) => date.season.map_or_else(|| Edtf::year(year).ok(), |season| Edtf::month(year, season).ok()),
    }
}

/// A quarter as EDTF's sub-year, a half-year as an interval of months.
pub(super) fn period(year: i16, unit: TimeUnit, ordinal: u8) -> Option<Edtf> {
    if unit == TimeUnit::Quarter {
        return Edtf::month(year, 32 + ordinal).ok();
    }
    let first = 6 * (ordinal - 1) + 1;
    Edtf::parse(&format!("{year:04}-{first:02}/{year:04}-{:02}", first + 5)).ok()
}

/// The day before it begins, as precise as it is.
fn eve(value: &Edtf) -> Option<Edtf> {
    let day = value.period().begin?.yesterday().ok()?;
    match value.precision() {
        Some(Precision::Year) => Edtf::year(day.year()).ok(),
        Some(Precision::Month) => Edtf::month(day.year(), day.month() as u8).ok(),
        _ => Edtf::day(day).ok(),
    }
}

/// The last day of the part of it that a deadline names.
fn deadline(value: &Edtf, part: Option<Part>) -> Edtf {
    let days = value.period();
    let (Some(begin), Some(end), Some(part)) = (days.begin, days.end, part) else { return value.clone() };
    let length = i64::from(days.days().unwrap_or(1));
    let day = match part {
        Part::End | Part::Whole => Some(end),
        Part::Middle => begin.checked_add((length / 2).days()).ok(),
        Part::Start => begin.checked_add((length / 4).days()).ok(),
    };
    day.and_then(|day| Edtf::day(day).ok()).unwrap_or_else(|| value.clone())
}
