//! When two amounts, dates or sums can be one.

use super::fold::fold;
use crate::value::{Bound, Edtf, Quantity, Unit};

/// How far *about* reaches, on either side.
const ABOUT: f64 = 0.05;
/// How far *more than* and *less than* are taken to reach: *more than 10,000* and *12,000* are one figure, *more than
/// 10,000* and *100,000* are not, though both can be true.
const BEYOND: f64 = 0.3;

/// True where two amounts can be one figure: units that agree and ranges that overlap.
pub(super) fn quantities(a: &Quantity, b: &Quantity) -> bool {
    units(a, b) && numbers(a, b)
}

/// True where two times can be one; unknown times agree with any.
pub(super) fn times(a: Option<&Edtf>, b: Option<&Edtf>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || a.period().overlaps(b.period()),
        _ => true,
    }
}

/// True where two sums agree or one is not named.
pub(super) fn prices(a: Option<&Quantity>, b: Option<&Quantity>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => quantities(a, b),
        _ => true,
    }
}

/// True where units are the same, or one is not known or only inferred.
pub(super) fn units(a: &Quantity, b: &Quantity) -> bool {
    let same = |x: &Option<String>, y: &Option<String>| match (x, y) {
        (Some(x), Some(y)) => fold(x) == fold(y),
        _ => true,
    };
    let per = a.per.as_deref().map(fold) == b.per.as_deref().map(fold);
    per && match (&a.unit, &b.unit) {
        (Unit::Money(x), Unit::Money(y)) => a.unit_inferred || b.unit_inferred || same(x, y),
        (Unit::Count(x), Unit::Count(y)) => same(x, y),
        (Unit::Percent, Unit::Percent) => true,
        _ => false,
    }
}

/// True where the numbers alone, with their bounds, can be one; a vague amount agrees only with a vague one.
pub(super) fn numbers(a: &Quantity, b: &Quantity) -> bool {
    match (range(a), range(b)) {
        (Some((a0, a1)), Some((b0, b1))) => a0 <= b1 && b0 <= a1,
        (None, None) => true,
        _ => false,
    }
}

/// The numbers that an amount may mean. An exact figure is one rounded to its last digit, by 2 % at most.
fn range(quantity: &Quantity) -> Option<(f64, f64)> {
    let value = quantity.value?;
    let size = value.abs();
    let slack = match quantity.bound {
        Bound::Exact => rounding(size).min(size * 0.02),
        Bound::About => size * ABOUT,
        _ => size * BEYOND,
    };
    Some(match quantity.bound {
        Bound::Exact | Bound::About => (value - slack, value + slack),
        Bound::MoreThan | Bound::AtLeast => (value, value + slack),
        Bound::LessThan | Bound::AtMost => (value - slack, value),
    })
}

/// Half a unit of the last digit that is not zero; nothing for small whole numbers, which are counted and not rounded.
fn rounding(size: f64) -> f64 {
    if size < 1000.0 || size.fract() != 0.0 || size > 1e18 {
        return size * 1e-9;
    }
    // Whole numbers: remainders of floats cost ten times as much.
    let (mut rest, mut unit) = (size as u64, 1.0);
    while rest.is_multiple_of(10) {
        rest /= 10;
        unit *= 10.0;
    }
    if unit < 10.0 { 0.0 } else { unit / 2.0 }
}

/// Of two agreeing amounts the one that says more: a known unit, a tighter bound; then the first in order.
pub(super) fn exacter<'a>(a: &'a Quantity, b: &'a Quantity) -> &'a Quantity {
    if key(b) < key(a) { b } else { a }
}

/// Of two agreeing times the shorter; then the first in order.
pub(super) fn exacter_time<'a>(a: &'a Edtf, b: &'a Edtf) -> &'a Edtf {
    let key = |e: &'a Edtf| (e.period().days().unwrap_or(i32::MAX), e.as_str());
    if key(b) < key(a) { b } else { a }
}

/// A total order of amounts, the exacter first.
pub(super) fn key(q: &Quantity) -> (bool, bool, u8, String, &str) {
    let bound = match q.bound {
        Bound::Exact => 0,
        Bound::About => 1,
        Bound::MoreThan | Bound::LessThan => 2,
        Bound::AtLeast | Bound::AtMost => 3,
    };
    (q.unit_name().is_none() || q.value.is_none(), q.unit_inferred, bound, canonical(q), &q.text)
}

/// An amount as a string that equal amounts share: number, unit, bound, per.
pub(super) fn canonical(q: &Quantity) -> String {
    let number = q.value.map_or("?".to_owned(), |v| v.to_string());
    let class = match q.unit {
        Unit::Money(_) => "money",
        Unit::Percent => "percent",
        Unit::Count(_) => "count",
    };
    format!("{class} {number} {} {:?} {}", q.unit_name().unwrap_or("?"), q.bound, q.per.as_deref().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(value: f64, code: Option<&str>, bound: Bound) -> Quantity {
        let unit = Unit::Money(code.map(str::to_owned));
        Quantity { value: Some(value), unit, bound, text: String::new(), per: None, unit_inferred: false }
    }

    #[test]
    fn figures_agree_up_to_unit_and_bound() {
        let usd = |value, bound| money(value, Some("USD"), bound);
        for (a, b, expected) in [
            (usd(10_000.0, Bound::MoreThan), usd(12_000.0, Bound::Exact), true),
            (usd(10_000.0, Bound::MoreThan), usd(100_000.0, Bound::Exact), false),
            (usd(1e10, Bound::Exact), money(1e10, Some("EUR"), Bound::Exact), false),
            (usd(1e10, Bound::Exact), money(1e10, None, Bound::Exact), true),
            (usd(61e6, Bound::About), usd(57.8e6, Bound::Exact), false),
            (usd(4e9, Bound::About), usd(3.9e9, Bound::About), true),
            (usd(212.0, Bound::Exact), usd(208.0, Bound::Exact), false),
            (usd(43e6, Bound::Exact), usd(43.4e6, Bound::Exact), true),
            (usd(2e9, Bound::Exact), usd(3e9, Bound::Exact), false),
        ] {
            assert_eq!(quantities(&a, &b), expected, "{a:?} {b:?}");
            assert_eq!(quantities(&b, &a), expected, "{b:?} {a:?}");
        }
    }

    #[test]
    fn the_exacter_wins() {
        let (vague, exact) = (money(10.0, Some("EUR"), Bound::MoreThan), money(12.0, Some("EUR"), Bound::Exact));
        assert_eq!(exacter(&vague, &exact), &exact);
        assert_eq!(exacter(&exact, &vague), &exact);
        let unknown = money(12.0, None, Bound::Exact);
        assert_eq!(exacter(&unknown, &vague), &vague);
    }

    #[test]
    fn times_agree_where_they_share_a_day() {
        let date = |text| Edtf::parse(text).expect("a valid date");
        assert!(times(Some(&date("2020-21")), Some(&date("2020-06"))));
        assert!(!times(Some(&date("2020")), Some(&date("2021"))));
        assert!(times(None, Some(&date("2021"))));
        assert_eq!(exacter_time(&date("2020"), &date("2020-06")), &date("2020-06"));
    }
}
