//! Dates without a year: the nearest one in the direction that the tense and the words point.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expression::{Calendar, Pointing};
use super::reference::{Reference, is_weekday};
use super::resolve::{Resolver, of_year, period};
use super::tense::Tense;
use crate::ontology::{TimeRelation, TimeUnit};
use crate::value::{Edtf, Precision};

/// A date to be placed.
pub(super) struct Pointed<'a> {
    pub resolver: &'a Resolver,
    pub date: &'a Calendar,
    pub relation: TimeRelation,
    pub tense: Tense,
}

/// In which direction the nearest is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Back,
    Ahead,
}

impl Pointed<'_> {
    /// The date, where something anchors it.
    pub fn value(self) -> Option<Edtf> {
        if self.date.fiscal {
            return None;
        }
        if let Pointing::Following(by) = self.date.pointing {
            return self.following(by);
        }
        if self.date.pointing == Pointing::Same {
            return self.same();
        }
        let now = self.resolver.now?;
        if let Some(days) = self.date.days {
            // *aujourd'hui* in the present means nowadays.
            return self.days(now, days).filter(|_| days != 0 || self.tense != Tense::Open);
        }
        if let Some(unit) = self.date.unit {
            return self.unit(now, unit);
        }
        if self.date.month.is_none() && self.date.weekday.is_some() {
            return self.weekday(now);
        }
        self.in_year(now)
    }

    /// *la veille*, *l'année suivante*, *le mois précédent*.
    fn following(&self, by: i32) -> Option<Edtf> {
        let unit = self.date.unit.or(self.date.days.map(|_| TimeUnit::Day));
        let (before, precision) = self.resolver.spoken_of(unit)?;
        if self.date.days.is_some() {
            let day = before.checked_add(by.days()).ok().filter(|_| precision == Precision::Day)?;
            return Edtf::day(day).ok();
        }
        if let Some(month) = self.date.month {
            let year = before.year() + i16::from(by > 0 && i16::from(month) <= i16::from(before.month()));
            return of_year(self.date, year);
        }
        match self.date.unit? {
            TimeUnit::Year => Edtf::year(before.year().checked_add(by as i16)?).ok(),
            TimeUnit::Month if precision >= Precision::Month => {
                let month = before.checked_add(by.months()).ok()?;
                Edtf::month(month.year(), month.month() as u8).ok()
            }
            TimeUnit::Day if precision == Precision::Day => Edtf::day(before.checked_add(by.days()).ok()?).ok(),
            _ => None,
        }
    }

    /// *cette année-là*, *le 28 de ce mois-là*, *le même jour*.
    fn same(&self) -> Option<Edtf> {
        let (before, precision) = self.resolver.spoken_of(self.date.unit)?;
        match (self.date.unit, self.date.day) {
            (Some(TimeUnit::Month), Some(day)) if precision >= Precision::Month => {
                Edtf::day(Date::new(before.year(), before.month(), day as i8).ok()?).ok()
            }
            (Some(TimeUnit::Year), _) => Edtf::year(before.year()).ok(),
            (Some(TimeUnit::Month), None) if precision >= Precision::Month => {
                Edtf::month(before.year(), before.month() as u8).ok()
            }
            (Some(TimeUnit::Day), _) if precision == Precision::Day => Edtf::day(before).ok(),
            (Some(_), _) => None,
            (None, _) => of_year(self.date, before.year()),
        }
    }

    /// *hier*, *demain*; of an article of which only the month is known, that month.
    fn days(&self, now: Reference, days: i32) -> Option<Edtf> {
        match (now.exact(), now.month()) {
            (Some(day), _) => Edtf::day(day.checked_add(days.days()).ok()?).ok(),
            (None, Some((year, month))) => Edtf::month(year, month as u8).ok(),
            (None, None) => None,
        }
    }

    /// *l'an dernier*, *cette année*, *la fin du mois*.
    fn unit(&self, now: Reference, unit: TimeUnit) -> Option<Edtf> {
        let by = match self.date.pointing {
            Pointing::Shift(by) => by,
            _ => 0,
        };
        let this_year = unit == TimeUnit::Year && now.coming.is_none() && by == 0;
        if now.year_only && !(this_year && (self.date.part.is_some() || self.date.pointing == Pointing::This)) {
            return None;
        }
        let (year, month) = (now.year(), now.first.month());
        match unit {
            TimeUnit::Year => Edtf::year(year.checked_add(by as i16)?).ok(),
            TimeUnit::Month => {
                let month = now.first.first_of_month().checked_add(by.months()).ok()?;
                Edtf::month(month.year(), month.month() as u8).ok()
            }
            TimeUnit::Quarter | TimeUnit::Half => {
                let months = if unit == TimeUnit::Quarter { 3 } else { 6 };
                let index = i32::from(year) * (12 / months) + (i32::from(month) - 1) / months + by;
                let ordinal = index.rem_euclid(12 / months) as u8 + 1;
                period(index.div_euclid(12 / months) as i16, unit, ordinal)
            }
            TimeUnit::Week => self.week(now, by),
            TimeUnit::Day => self.days(now, by),
            TimeUnit::Hour | TimeUnit::Decade | TimeUnit::Century => None,
        }
    }

    fn week(&self, now: Reference, by: i32) -> Option<Edtf> {
        let Some(day) = now.exact() else {
            let (year, month) = now.month()?;
            return Edtf::month(year, month as u8).ok();
        };
        let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
        let monday = monday.checked_add((7 * by).days()).ok()?;
        let sunday = monday.checked_add(6.days()).ok()?;
        Edtf::parse(&format!("{monday}/{sunday}")).ok()
    }

    /// *vendredi*, *lundi prochain*, *vendredi 2*.
    fn weekday(&self, now: Reference) -> Option<Edtf> {
        let weekday = self.date.weekday?;
        let Some(day) = now.exact() else {
            let (year, month) = now.month()?;
            let named = self.date.day.and_then(|day| Date::new(year, month, day as i8).ok());
            let fits = named.filter(|date| is_weekday(*date, weekday));
            return fits.map_or_else(|| Edtf::month(year, month as u8).ok(), |date| Edtf::day(date).ok());
        };
        let ahead = self.direction() == Direction::Ahead;
        let strict = matches!(self.date.pointing, Pointing::Shift(by) if by != 0);
        let step = if ahead { 1 } else { -1 };
        let reach = if self.date.day.is_some() { 62 } else { 8 };
        let days = (i32::from(strict)..reach).filter_map(|days| day.checked_add((step * days).days()).ok());
        let of_month = |date: &Date| self.date.day.is_none_or(|day| date.day() == day as i8);
        let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
        Edtf::day(days.into_iter().find(|date| date.weekday() == weekday && of_month(date))?).ok()
    }

    fn direction(&self) -> Direction {
        match self.date.pointing {
            Pointing::Shift(by) if by < 0 => Direction::Back,
            Pointing::Shift(by) if by > 0 => Direction::Ahead,
            _ if self.tense == Tense::Future => Direction::Ahead,
            _ if self.tense == Tense::Open && self.relation == TimeRelation::From => Direction::Ahead,
            _ => Direction::Back,
        }
    }

    /// A month, season, quarter or day of the year that lies nearest in the direction.
    fn in_year(&self, now: Reference) -> Option<Edtf> {
        let year = now.year();
        if now.year_only {
            return self.in_text_year(now);
        }
        if self.date.pointing == Pointing::This {
            return of_year(self.date, self.matching_weekday(year));
        }
        let candidates = |years: [i16; 3]| years.map(|year| of_year(self.date, year));
        let found = match self.direction() {
            Direction::Back => {
                candidates([year, year - 1, year - 2]).into_iter().flatten().find(|time| self.is_back(time, now))
            }
            Direction::Ahead => {
                candidates([year, year + 1, year + 2]).into_iter().flatten().find(|time| self.is_ahead(time, now))
            }
        };
        let found = found?;
        let told = found.period().begin?.year();
        let matched = self.matching_weekday(told);
        if matched == told { Some(found) } else { of_year(self.date, matched) }
    }

    /// As [`Self::in_year`] where only the text tells of years: in the last of them, or around the day that is to come.
    fn in_text_year(&self, now: Reference) -> Option<Edtf> {
        let strict = matches!(self.date.pointing, Pointing::Shift(_));
        let of_year = |year| of_year(self.date, year).filter(|_| !strict);
        match (now.coming, self.direction()) {
            (None, Direction::Back) => of_year(now.year()),
            // After the last day that the text tells of, where it tells of one.
            (None, Direction::Ahead) if now.first.day_of_year() == 1 => None,
            (None, Direction::Ahead) => {
                let years = [now.year(), now.year() + 1];
                years.into_iter().filter_map(of_year).find(|time| time.period().end.is_some_and(|end| end >= now.first))
            }
            (Some(coming), Direction::Ahead) => of_year(coming.year()),
            (Some(coming), Direction::Back) => {
                let years = [coming.year(), coming.year() - 1];
                years.into_iter().filter_map(of_year).find(|time| time.period().begin.is_some_and(|day| day < coming))
            }
        }
    }

    /// The year next to `year` in which the day falls on the weekday that the text names.
    fn matching_weekday(&self, year: i16) -> i16 {
        let (Some(weekday), Some(month), Some(day)) = (self.date.weekday, self.date.month, self.date.day) else {
            return year;
        };
        let fits = |year: &i16| Date::new(*year, month as i8, day as i8).is_ok_and(|date| is_weekday(date, weekday));
        [year, year - 1, year + 1].into_iter().find(fits).unwrap_or(year)
    }

    /// True where the time is not still to come. What is reported of a quarter or half-year has ended; *l'été dernier* too.
    fn is_back(&self, time: &Edtf, now: Reference) -> bool {
        let days = time.period();
        let last = matches!(self.date.pointing, Pointing::Shift(_));
        let ended = days.end.is_some_and(|end| end < now.first);
        if self.date.period.is_some() || self.date.first_months.is_some() || last {
            return ended;
        }
        days.begin.is_some_and(|begin| begin <= now.last)
    }

    /// True where the time is not yet over, or with *prochain* not yet begun.
    fn is_ahead(&self, time: &Edtf, now: Reference) -> bool {
        let days = time.period();
        let next = matches!(self.date.pointing, Pointing::Shift(_));
        if next {
            return days.begin.is_some_and(|begin| begin > now.last);
        }
        days.end.is_some_and(|end| end >= now.first)
    }
}
