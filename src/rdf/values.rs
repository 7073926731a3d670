//! Amounts and times as nodes: one node a value, shared by all that have it.

use jiff::civil::Date;
use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term};

use super::iri::{Iris, encode};
use super::vocab::{EDTF_DATATYPE, gl, schema, time};
use crate::value::{Bound, Edtf, Quantity, Unit};

/// A node and the triples that describe it.
pub(super) struct Node {
    pub(super) iri: NamedNode,
    pub(super) triples: Vec<(NamedNode, NamedNodeRef<'static>, Term)>,
}

/// A number as `xsd:decimal`.
pub(super) fn decimal(value: f64) -> Term {
    Literal::new_typed_literal(value.to_string(), xsd::DECIMAL).into()
}

/// A number as `xsd:integer`.
pub(super) fn integer(value: u32) -> Term {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER).into()
}

/// A true or false.
pub(super) fn boolean(value: bool) -> Term {
    Literal::from(value).into()
}

/// A string without language.
pub(super) fn text(value: &str) -> Term {
    Literal::new_simple_literal(value).into()
}

/// A bound as a `gl:` individual; *exact* goes without saying.
fn bound(bound: Bound) -> Option<&'static str> {
    Some(match bound {
        Bound::Exact => return None,
        Bound::About => "about",
        Bound::MoreThan => "moreThan",
        Bound::LessThan => "lessThan",
        Bound::AtLeast => "atLeast",
        Bound::AtMost => "atMost",
    })
}

/// The name of an amount: `BASE value/3900000000-USD-about`; a vague one by its words.
pub(super) fn quantity_iri(iris: &Iris, q: &Quantity) -> NamedNode {
    let number = q.value.filter(|v| v.is_finite());
    let unit = q.unit_name().unwrap_or_default();
    let class = match q.unit {
        Unit::Money(_) => "money",
        Unit::Percent => "percent",
        Unit::Count(_) => "count",
    };
    let vague = number.is_none().then_some(q.text.as_str());
    let inferred = q.unit_inferred.then_some("inferred");
    let shown = number.map_or_else(|| "some".to_owned(), |v| v.to_string());
    let per = q.per.as_deref().map(|per| format!("per {per}"));
    let unit_part = if unit.is_empty() { class } else { unit };
    let parts = [Some(shown.as_str()), Some(unit_part), bound(q.bound), per.as_deref(), inferred, vague];
    let parts: Vec<String> = parts.iter().flatten().map(|part| encode(&part.replace(' ', "-"))).collect();
    iris.below(&format!("value/{}", parts.join("-")))
}

/// An amount and what describes it.
pub(super) fn quantity(iris: &Iris, q: &Quantity) -> Node {
    let number = q.value.filter(|v| v.is_finite());
    let vague = number.is_none().then_some(q.text.as_str());
    let iri = quantity_iri(iris, q);
    let mut triples: Vec<(NamedNodeRef<'static>, Term)> = Vec::new();
    let (ours, theirs) = match q.unit {
        Unit::Money(_) => (gl::MONEY, schema::MONETARY_AMOUNT),
        Unit::Percent => (gl::PERCENT, schema::QUANTITATIVE_VALUE),
        Unit::Count(_) => (gl::COUNT, schema::QUANTITATIVE_VALUE),
    };
    triples.push((rdf::TYPE, ours.into_owned().into()));
    triples.push((rdf::TYPE, theirs.into_owned().into()));
    triples.extend(number.map(|v| (schema::VALUE, decimal(v))));
    match &q.unit {
        Unit::Money(code) => triples.extend(code.as_deref().map(|code| (schema::CURRENCY, text(code)))),
        Unit::Count(noun) => triples.extend(noun.as_deref().map(|noun| (schema::UNIT_TEXT, text(noun)))),
        Unit::Percent => triples.push((schema::UNIT_CODE, text("P1"))),
    }
    triples.extend(bound(q.bound).map(|b| (gl::BOUND, iris.class(&crate::ontology::TypeId(b.to_owned())).into())));
    triples.extend(q.per.as_deref().map(|per| (gl::PER, text(per))));
    triples.extend(vague.map(|words| (gl::AS_WRITTEN, text(words))));
    triples.extend(q.unit_inferred.then(|| (gl::UNIT_INFERRED, boolean(true))));
    triples.push((rdfs::LABEL, text(&label(q))));
    Node { triples: triples.into_iter().map(|(p, o)| (iri.clone(), p, o)).collect(), iri }
}

/// An amount for a person, in no language: `≈ 3 900 000 000 USD`.
pub fn label(q: &Quantity) -> String {
    let Some(value) = q.value else { return q.text.clone() };
    let sign = match q.bound {
        Bound::Exact => "",
        Bound::About => "≈ ",
        Bound::MoreThan => "> ",
        Bound::LessThan => "< ",
        Bound::AtLeast => "≥ ",
        Bound::AtMost => "≤ ",
    };
    let unit = match &q.unit {
        Unit::Percent => " %".to_owned(),
        unit => match unit {
            Unit::Money(Some(name)) | Unit::Count(Some(name)) => format!(" {name}"),
            _ => String::new(),
        },
    };
    let per = q.per.as_deref().map(|per| format!(" / {per}")).unwrap_or_default();
    format!("{sign}{}{unit}{per}", grouped(value))
}

/// A number with its digits in threes, apart by narrow spaces.
fn grouped(value: f64) -> String {
    let plain = value.to_string();
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), String::new()), |(w, f)| (w, format!(".{f}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    format!("{sign}{out}{rest}")
}

/// The name of a date: `BASE when/2022-08`.
pub(super) fn date_iri(iris: &Iris, date: &Edtf) -> NamedNode {
    iris.below(&format!("when/{}", encode(date.as_str())))
}

/// A date, with the days that bound it.
pub(super) fn date(iris: &Iris, date: &Edtf) -> Node {
    let iri = date_iri(iris, date);
    let period = date.period();
    let edtf = Literal::new_typed_literal(date.as_str(), EDTF_DATATYPE);
    let mut triples = vec![
        (iri.clone(), rdf::TYPE, gl::DATE.into_owned().into()),
        (iri.clone(), rdf::TYPE, time::PROPER_INTERVAL.into_owned().into()),
        (iri.clone(), gl::EDTF, Term::from(edtf)),
    ];
    for (day, ours, theirs) in [(period.begin, gl::BEGIN, time::HAS_BEGINNING), (period.end, gl::END, time::HAS_END)] {
        let Some(day) = day else { continue };
        let instant = iris.below(&format!("day/{day}"));
        triples.push((iri.clone(), ours, xsd_date(day)));
        triples.push((iri.clone(), theirs, instant.clone().into()));
        triples.push((instant.clone(), rdf::TYPE, time::INSTANT.into_owned().into()));
        triples.push((instant, time::IN_XSD_DATE, xsd_date(day)));
    }
    Node { iri, triples }
}

fn xsd_date(day: Date) -> Term {
    Literal::new_typed_literal(day.to_string(), xsd::DATE).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_names_and_labels() {
        let unit = Unit::Money(Some("USD".to_owned()));
        let mut q = Quantity {
            value: Some(3.9e9),
            unit,
            bound: Bound::About,
            text: "3,9".to_owned(),
            per: None,
            unit_inferred: false,
        };
        let iris = Iris::new("https://kb.example/");
        assert_eq!(quantity(&iris, &q).iri.as_str(), "https://kb.example/value/3900000000-USD-about");
        assert_eq!(label(&q), "≈ 3\u{202f}900\u{202f}000\u{202f}000 USD");
        q.value = None;
        q.text = "des « millions »".to_owned();
        let iri = quantity(&iris, &q).iri;
        assert_eq!(iri.as_str(), "https://kb.example/value/some-USD-about-des-%C2%AB-millions-%C2%BB");
        q.value = Some(-2.5);
        q.unit = Unit::Percent;
        q.bound = Bound::Exact;
        assert_eq!(label(&q), "-2.5 %");
    }

    #[test]
    fn open_ends_have_no_day() {
        let iris = Iris::new("https://kb.example/");
        let node = date(&iris, &Edtf::parse("../2022-12-31").expect("a valid date"));
        assert_eq!(node.iri.as_str(), "https://kb.example/when/..%2F2022-12-31");
        assert!(!node.triples.iter().any(|(_, p, _)| *p == gl::BEGIN));
        assert!(node.triples.iter().any(|(_, p, _)| *p == gl::END));
    }
}
