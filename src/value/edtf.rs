//! Time as EDTF (ISO 8601-2:2019, Library of Congress levels 0 to 2 as far as news need them).

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A valid EDTF expression, kept in canonical form: `2022`, `2022-08-05`, `2017/2021`, `../2022-12-31`, `2022-33`, `2022~`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Edtf(String);

/// Why a string is not EDTF.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{text}` is not an EDTF date: {fault}; write it as 2022, 2022-08, 2022-08-05, 2017/2021 or ../2022-12-31")]
pub struct EdtfError {
    /// The string.
    pub text: String,
    /// What is wrong with it.
    pub fault: &'static str,
}

/// How precisely a date is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2022`.
    Year,
    /// A season, quarter or half-year: `2022-21`, `2022-33`, `2022-40`.
    SubYear,
    /// `2022-08`.
    Month,
    /// `2022-08-05`.
    Day,
}

impl Edtf {
    /// Parses and checks (months 01–12, seasons and sub-years 21–41, days of the month). White space around it and an
    /// empty end (for `..`) are mended.
    ///
    /// # Errors
    /// Where the string is not of the supported EDTF profile.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        let fail = |fault| EdtfError { text: text.to_owned(), fault };
        let parts: Vec<&str> = text.trim().split('/').map(str::trim).collect();
        if parts.len() > 2 {
            return Err(fail("an interval has two ends"));
        }
        let is_open = |part: &str| parts.len() == 2 && (part == ".." || part.is_empty());
        if parts.iter().all(|part| is_open(part)) {
            return Err(fail("an interval has at least one end"));
        }
        for part in parts.iter().filter(|part| !is_open(part)) {
            check_point(part).map_err(fail)?;
        }
        let canonical: Vec<&str> = parts.iter().map(|part| if is_open(part) { ".." } else { *part }).collect();
        Ok(Self(canonical.join("/")))
    }

    /// A year, `0` to `9999`.
    ///
    /// # Errors
    /// Where it has not four digits at most.
    pub fn year(year: i16) -> Result<Self, EdtfError> {
        Self::parse(&format!("{year:04}"))
    }

    /// A month of a year; 21 to 41 are its seasons, quarters and half-years.
    ///
    /// # Errors
    /// Where there is no such month.
    pub fn month(year: i16, month: u8) -> Result<Self, EdtfError> {
        Self::parse(&format!("{year:04}-{month:02}"))
    }

    /// A day.
    ///
    /// # Errors
    /// Where the year has not four digits.
    pub fn day(date: Date) -> Result<Self, EdtfError> {
        Self::parse(&date.to_string())
    }

    /// From the first bound of `begin` to the last of `end`; `None` leaves that end open.
    ///
    /// # Errors
    /// Where both are open.
    pub fn interval(begin: Option<&Self>, end: Option<&Self>) -> Result<Self, EdtfError> {
        let side = |time: Option<&Self>, at: usize| {
            time.map_or("..", |time| if at == 0 { time.ends().0 } else { time.ends().1 }).to_owned()
        };
        Self::parse(&format!("{}/{}", side(begin, 0), side(end, 1)))
    }

    /// The same, said to be approximate (`2022~`); an interval stays as it is.
    pub fn approximate(self) -> Self {
        if self.0.contains('/') || self.0.ends_with(['~', '?', '%']) { self } else { Self(format!("{}~", self.0)) }
    }

    /// The expression.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for `A/B`, open ends included.
    pub fn is_interval(&self) -> bool {
        self.0.contains('/')
    }

    /// The precision of a single date; `None` for an interval.
    pub fn precision(&self) -> Option<Precision> {
        let fields: Vec<&str> = self.0.split('-').collect();
        match fields[..] {
            _ if self.is_interval() => None,
            [_] => Some(Precision::Year),
            [_, month] if month.starts_with(['0', '1']) => Some(Precision::Month),
            [_, _] => Some(Precision::SubYear),
            _ => Some(Precision::Day),
        }
    }

    /// True where every day of `other` is a day of this; an open end holds everything on its side.
    pub fn contains(&self, other: &Self) -> bool {
        let (own, other) = (self.period(), other.period());
        let starts = own.begin.is_none_or(|begin| other.begin.is_some_and(|other| begin <= other));
        starts && own.end.is_none_or(|end| other.end.is_some_and(|other| other <= end))
    }

    /// True where it ends before the other begins.
    pub fn is_before(&self, other: &Self) -> bool {
        matches!((self.period().end, other.period().begin), (Some(end), Some(begin)) if end < begin)
    }

    /// The same days in the plainest writing: `2022-01-01/2022-12-31` is `2022`, `2023-04/2023-06` is `2023-34`.
    /// A date already single, or an interval that is no calendar period, stays as it is.
    pub fn normalised(&self) -> Self {
        let days = self.period();
        let (Some(begin), Some(end)) = (days.begin, days.end) else { return self.clone() };
        if !self.is_interval() || self.0.contains(['~', '?', '%']) {
            return self.clone();
        }
        let codes = (1..=12).chain(33..=36).chain(40..=41);
        let periods =
            std::iter::once(Self::year(begin.year())).chain(codes.map(|code| Self::month(begin.year(), code)));
        let single = (begin == end).then(|| Self::day(begin)).into_iter();
        let is = |time: &Self| time.period() == days;
        single.chain(periods).flatten().find(is).unwrap_or_else(|| self.clone())
    }

    fn ends(&self) -> (&str, &str) {
        self.0.split_once('/').unwrap_or((&self.0, &self.0))
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_point(text: &str) -> Result<(), &'static str> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let fields: Vec<&str> = bare.split('-').collect();
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(fields[0], 4) {
        return Err("the year has four digits");
    }
    if fields[1..].iter().any(|field| !digits(field, 2)) {
        return Err("months and days have two digits");
    }
    let number = |at: usize| fields.get(at).and_then(|s| s.parse::<i16>().ok());
    let year = number(0).unwrap_or(0);
    match (number(1), number(2), fields.len()) {
        (None, None, 1) | (Some(1..=12 | 21..=41), None, 2) => Ok(()),
        (Some(month @ 1..=12), Some(day), 3) => {
            Date::new(year, month as i8, day as i8).map(|_| ()).map_err(|_| "no such day")
        }
        _ => Err("no such month, season or quarter"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edtf(text: &str) -> Edtf {
        Edtf::parse(text).expect("tests give valid dates")
    }

    #[test]
    fn accepts_the_profile_and_refuses_the_rest() {
        for good in [
            "2022",
            "2022-08",
            "2022-08-05",
            "2022-33",
            "2017/2021",
            "../2022-12-31",
            "2023-03/..",
            "2022~",
            "2024-02-29",
        ] {
            assert_eq!(Edtf::parse(good).map(|e| e.to_string()), Ok(good.to_owned()));
        }
        for bad in
            ["", "22", "2022-13", "2023-02-29", "2022-8", "2022/2023/2024", "2022-33-01", "août 2022", "../..", "/"]
        {
            assert!(Edtf::parse(bad).is_err(), "{bad} was accepted");
        }
        assert_eq!(edtf(" 2022 / ").as_str(), "2022/..");
    }

    #[test]
    fn times_are_compared_by_their_days() {
        assert!(edtf("2022").contains(&edtf("2022-08")));
        assert!(!edtf("2022-08").contains(&edtf("2022")));
        assert!(edtf("../2022").contains(&edtf("2019")));
        assert!(!edtf("2019").contains(&edtf("../2019")));
        assert!(edtf("2021-12-31").is_before(&edtf("2022")));
        assert_eq!(edtf("2022-08~").precision(), Some(Precision::Month));
        assert_eq!(edtf("2022-34").precision(), Some(Precision::SubYear));
        assert!(!edtf("2022-03/..").is_before(&edtf("2030")));
    }

    #[test]
    fn periods_are_written_plainly() {
        let cases = [
            ("2022-01-01/2022-12-31", "2022"),
            ("2023-04/2023-06", "2023-34"),
            ("2023-01/2023-06", "2023-40"),
            ("2023-02-01/2023-02-28", "2023-02"),
            ("2023-02-01/2023-02-01", "2023-02-01"),
            ("2017/2021", "2017/2021"),
            ("2022/..", "2022/.."),
        ];
        for (text, plain) in cases {
            assert_eq!(edtf(text).normalised().as_str(), plain);
        }
    }

    #[test]
    fn intervals_take_the_outer_ends() {
        let (begin, end) = (edtf("2017/2018"), edtf("2021"));
        assert_eq!(Edtf::interval(Some(&begin), Some(&end)), Ok(edtf("2017/2021")));
        assert_eq!(Edtf::interval(None, Some(&end)), Ok(edtf("../2021")));
        assert!(Edtf::interval(None, None).is_err());
        assert_eq!(edtf("2010").approximate(), edtf("2010~"));
    }
}
