//! Values in words.

use crate::merge::{Graph, StatementObject};
use crate::value::{Bound, Quantity, Unit};

/// The object of a statement: an entity's label, an amount, a date.
pub(super) fn object_words(graph: &Graph, object: &StatementObject) -> String {
    match object {
        StatementObject::Entity(id) => graph.entity(*id).label.clone(),
        StatementObject::Quantity(quantity) => quantity_words(quantity),
        StatementObject::Date(date) => date.to_string(),
    }
}

/// An amount, as `about 3 900 000 000 EUR`; a vague one as the article words it.
pub fn quantity_words(quantity: &Quantity) -> String {
    let Some(value) = quantity.value else { return format!("«{}»", quantity.text) };
    let bound = match quantity.bound {
        Bound::Exact => "",
        Bound::About => "about ",
        Bound::MoreThan => "more than ",
        Bound::LessThan => "less than ",
        Bound::AtLeast => "at least ",
        Bound::AtMost => "at most ",
    };
    let unit = match &quantity.unit {
        Unit::Money(Some(code)) => format!(" {code}"),
        Unit::Money(None) => " (currency not named)".to_owned(),
        Unit::Percent => " %".to_owned(),
        Unit::Count(Some(noun)) => format!(" {noun}"),
        Unit::Count(None) => String::new(),
    };
    let per = quantity.per.as_ref().map(|per| format!(" per {per}")).unwrap_or_default();
    format!("{bound}{}{unit}{per}", grouped(value))
}

/// A number with its thousands set apart by narrow no-break spaces (SI brochure, 5.4.4).
fn grouped(value: f64) -> String {
    let text = value.to_string();
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, part) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    if whole.len() <= 4 {
        return text;
    }
    let mut out = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    part.map_or(out.clone(), |part| format!("{out}.{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_at_a_glance() {
        let amount = |value, unit, bound| {
            quantity_words(&Quantity {
                value,
                unit,
                bound,
                text: "des dizaines".into(),
                per: None,
                unit_inferred: false,
            })
        };
        assert_eq!(
            amount(Some(3_900_000_000.0), Unit::Money(Some("EUR".into())), Bound::About),
            "about 3\u{202f}900\u{202f}000\u{202f}000 EUR"
        );
        assert_eq!(amount(Some(-3.5), Unit::Percent, Bound::Exact), "-3.5 %");
        assert_eq!(amount(Some(12_345.5), Unit::Count(None), Bound::AtLeast), "at least 12\u{202f}345.5");
        assert_eq!(amount(None, Unit::Count(None), Bound::Exact), "«des dizaines»");
    }
}
