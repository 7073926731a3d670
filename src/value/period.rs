//! The days that an EDTF expression covers.

use jiff::civil::Date;

use super::edtf::Edtf;

/// From a first to a last day, both inside; `None` is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub begin: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
}

impl Period {
    /// True where the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        let starts_by_end_of = |a: Self, b: Self| match (a.begin, b.end) {
            (Some(begin), Some(end)) => begin <= end,
            _ => true,
        };
        starts_by_end_of(self, other) && starts_by_end_of(other, self)
    }

    /// Length in days; `None` for an open end.
    pub fn days(self) -> Option<i32> {
        let (begin, end) = (self.begin?, self.end?);
        Some(begin.until(end).ok()?.get_days() + 1)
    }

    /// The days that lie in both, where there are some.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let begin = match (self.begin, other.begin) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let end = match (self.end, other.end) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.overlaps(other).then_some(Self { begin, end })
    }
}

impl Edtf {
    /// The days that it covers. Approximate dates (`2022~`) reach one unit further on both sides.
    pub fn period(&self) -> Period {
        match self.as_str().split_once('/') {
            Some((from, to)) => Period { begin: point(from).and_then(|p| p.begin), end: point(to).and_then(|p| p.end) },
            None => point(self.as_str()).unwrap_or(Period { begin: None, end: None }),
        }
    }
}

/// A point's days; `None` for `..` and the empty end.
fn point(text: &str) -> Option<Period> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let fuzzy = text.len() > bare.len() && text.ends_with(['~', '%']);
    let mut fields = bare.split('-');
    let year: i16 = fields.next()?.parse().ok()?;
    let month: Option<i8> = fields.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = fields.next().map(str::parse).transpose().ok()?;
    let (first, last, reach) = match (month, day) {
        (None, _) => ((year, 1), (year, 12), 12),
        (Some(m @ 1..=12), None) => ((year, m), (year, m), 1),
        (Some(m @ 1..=12), Some(d)) => return single_day(year, m, d, fuzzy),
        (Some(code), _) => {
            let (first, last) = sub_year(year, code)?;
            (first, last, 3)
        }
    };
    let reach = if fuzzy { reach } else { 0 };
    Some(Period { begin: month_start(first, -reach), end: month_start(last, 1 + reach)?.yesterday().ok() })
}

fn single_day(year: i16, month: i8, day: i8, fuzzy: bool) -> Option<Period> {
    let date = Date::new(year, month, day).ok()?;
    let (mut begin, mut end) = (Some(date), Some(date));
    if fuzzy {
        begin = date.yesterday().ok();
        end = date.tomorrow().ok();
    }
    Some(Period { begin, end })
}

/// First and last month of a season (21–24, also hemispheric 25–32), quarter (33–36), third (37–39) or half (40–41).
fn sub_year(year: i16, code: i8) -> Option<((i16, i8), (i16, i8))> {
    let span = |from: i8, months: i8| {
        let last = from + months - 1;
        let last = if last > 12 { (year + 1, last - 12) } else { (year, last) };
        ((year, from), last)
    };
    Some(match code {
        21..=28 => match (code - 21) % 4 {
            0 => span(3, 4),
            1 => span(6, 4),
            2 => span(9, 4),
            _ => span(12, 4),
        },
        29..=32 => match code {
            29 => span(9, 4),
            30 => span(12, 4),
            31 => span(3, 4),
            _ => span(6, 4),
        },
        33..=36 => span((code - 33) * 3 + 1, 3),
        37..=39 => span((code - 37) * 4 + 1, 4),
        40..=41 => span((code - 40) * 6 + 1, 6),
        _ => return None,
    })
}

/// The first day of the month `offset` months from `(year, month)`.
fn month_start((year, month): (i16, i8), offset: i16) -> Option<Date> {
    let months = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(offset);
    Date::new(i16::try_from(months.div_euclid(12)).ok()?, months.rem_euclid(12) as i8 + 1, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> (String, String) {
        let period = Edtf::parse(text).expect("a valid date").period();
        let show = |d: Option<Date>| d.map_or("open".to_owned(), |d| d.to_string());
        (show(period.begin), show(period.end))
    }

    #[test]
    fn every_shape_has_its_days() {
        for (text, begin, end) in [
            ("2022", "2022-01-01", "2022-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2022-08-05", "2022-08-05", "2022-08-05"),
            ("2017/2021", "2017-01-01", "2021-12-31"),
            ("../2022-12-31", "open", "2022-12-31"),
            ("2023-03/..", "2023-03-01", "open"),
            ("2022-33", "2022-01-01", "2022-03-31"),
            ("2022-41", "2022-07-01", "2022-12-31"),
            ("2020-21", "2020-03-01", "2020-06-30"),
            ("2020-24", "2020-12-01", "2021-03-31"),
            ("2022~", "2021-01-01", "2023-12-31"),
        ] {
            assert_eq!(days(text), (begin.to_owned(), end.to_owned()), "{text}");
        }
    }

    #[test]
    fn overlap_is_by_days() {
        let period = |text: &str| Edtf::parse(text).expect("a valid date").period();
        assert!(period("2020-21").overlaps(period("2020-06")));
        assert!(period("../2022-12-31").overlaps(period("2022")));
        assert!(!period("../2023-01-31").overlaps(period("2023-03/..")));
        assert_eq!(period("2022").days(), Some(365));
        assert_eq!(period("2022/..").days(), None);
    }
}
