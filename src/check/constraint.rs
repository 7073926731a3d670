//! What a shape asks of its values, and whether a value meets it.

use std::cmp::Ordering;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, Term};
use regex::Regex;

use super::data::Data;
use super::shape::literal;

/// A SHACL Core constraint; shapes by their number.
#[derive(Debug)]
pub(super) enum Constraint {
    Class(Term),
    Datatype(NamedNode),
    NodeKind(Kind),
    MinCount(usize),
    MaxCount(usize),
    MinExclusive(Literal),
    MinInclusive(Literal),
    MaxExclusive(Literal),
    MaxInclusive(Literal),
    MinLength(usize),
    MaxLength(usize),
    Pattern(Regex),
    LanguageIn(Vec<String>),
    UniqueLang,
    Equals(NamedNode),
    Disjoint(NamedNode),
    LessThan(NamedNode),
    LessThanOrEquals(NamedNode),
    Not(usize),
    And(Vec<usize>),
    Or(Vec<usize>),
    Xone(Vec<usize>),
    Node(usize),
    Property(usize),
    /// At least so many values conform to the shape.
    QualifiedMinCount(usize, usize),
    /// At most so many values conform to the shape.
    QualifiedMaxCount(usize, usize),
    /// The properties that are allowed.
    Closed(Vec<Term>),
    HasValue(Term),
    In(Vec<Term>),
}

/// What sort of node a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    iri: bool,
    blank: bool,
    literal: bool,
}

impl Kind {
    /// The node kind of that IRI.
    pub fn parse(iri: &str) -> Option<Self> {
        let (iri, blank, literal) = match iri.rsplit('#').next()? {
            "IRI" => (true, false, false),
            "BlankNode" => (false, true, false),
            "Literal" => (false, false, true),
            "BlankNodeOrIRI" => (true, true, false),
            "BlankNodeOrLiteral" => (false, true, true),
            "IRIOrLiteral" => (true, false, true),
            _ => return None,
        };
        Some(Self { iri, blank, literal })
    }

    fn holds(self, term: &Term) -> bool {
        match term {
            Term::NamedNode(_) => self.iri,
            Term::BlankNode(_) => self.blank,
            Term::Literal(_) => self.literal,
            Term::Triple(_) => false,
        }
    }
}

impl Constraint {
    /// `sh:minInclusive` and its three kin.
    pub fn bound(local: &str, literal: Literal) -> Self {
        match local {
            "minExclusive" => Self::MinExclusive(literal),
            "minInclusive" => Self::MinInclusive(literal),
            "maxExclusive" => Self::MaxExclusive(literal),
            _ => Self::MaxInclusive(literal),
        }
    }

    /// The local name of its constraint component.
    pub fn component(&self) -> &'static str {
        match self {
            Self::Class(_) => "ClassConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::NodeKind(_) => "NodeKindConstraintComponent",
            Self::MinCount(_) => "MinCountConstraintComponent",
            Self::MaxCount(_) => "MaxCountConstraintComponent",
            Self::MinExclusive(_) => "MinExclusiveConstraintComponent",
            Self::MinInclusive(_) => "MinInclusiveConstraintComponent",
            Self::MaxExclusive(_) => "MaxExclusiveConstraintComponent",
            Self::MaxInclusive(_) => "MaxInclusiveConstraintComponent",
            Self::MinLength(_) => "MinLengthConstraintComponent",
            Self::MaxLength(_) => "MaxLengthConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
            Self::LanguageIn(_) => "LanguageInConstraintComponent",
            Self::UniqueLang => "UniqueLangConstraintComponent",
            Self::Equals(_) => "EqualsConstraintComponent",
            Self::Disjoint(_) => "DisjointConstraintComponent",
            Self::LessThan(_) => "LessThanConstraintComponent",
            Self::LessThanOrEquals(_) => "LessThanOrEqualsConstraintComponent",
            Self::Not(_) => "NotConstraintComponent",
            Self::And(_) => "AndConstraintComponent",
            Self::Or(_) => "OrConstraintComponent",
            Self::Xone(_) => "XoneConstraintComponent",
            Self::Node(_) => "NodeConstraintComponent",
            Self::Property(_) => "PropertyConstraintComponent",
            Self::QualifiedMinCount(..) => "QualifiedMinCountConstraintComponent",
            Self::QualifiedMaxCount(..) => "QualifiedMaxCountConstraintComponent",
            Self::Closed(_) => "ClosedConstraintComponent",
            Self::HasValue(_) => "HasValueConstraintComponent",
            Self::In(_) => "InConstraintComponent",
        }
    }

    /// What it asks, for a shape without a message of its own.
    pub fn fact(&self) -> String {
        match self {
            Self::Class(class) => format!("is not of class {class}"),
            Self::Datatype(datatype) => format!("is no well-formed literal of datatype {datatype}"),
            Self::NodeKind(_) => "is the wrong kind of node".to_owned(),
            Self::MinCount(count) => format!("fewer than {count} values"),
            Self::MaxCount(count) => format!("more than {count} values"),
            Self::MinExclusive(bound) => format!("is not greater than {bound}"),
            Self::MinInclusive(bound) => format!("is less than {bound}"),
            Self::MaxExclusive(bound) => format!("is not less than {bound}"),
            Self::MaxInclusive(bound) => format!("is greater than {bound}"),
            Self::MinLength(length) => format!("is shorter than {length}"),
            Self::MaxLength(length) => format!("is longer than {length}"),
            Self::Pattern(pattern) => format!("does not match \"{pattern}\""),
            Self::LanguageIn(languages) => format!("is in none of the languages {}", languages.join(", ")),
            Self::UniqueLang => "more than one value in one language".to_owned(),
            Self::Equals(property) => format!("is not equally a value of {property}"),
            Self::Disjoint(property) => format!("is a value of {property} as well"),
            Self::LessThan(property) => format!("is not less than each value of {property}"),
            Self::LessThanOrEquals(property) => format!("is greater than a value of {property}"),
            Self::Not(_) => "conforms to a shape that it must not conform to".to_owned(),
            Self::And(_) => "does not conform to all of the shapes".to_owned(),
            Self::Or(_) => "conforms to none of the shapes".to_owned(),
            Self::Xone(_) => "does not conform to exactly one of the shapes".to_owned(),
            Self::Node(_) | Self::Property(_) => "does not conform to the shape".to_owned(),
            Self::QualifiedMinCount(_, count) => format!("fewer than {count} values that conform to the shape"),
            Self::QualifiedMaxCount(_, count) => format!("more than {count} values that conform to the shape"),
            Self::Closed(_) => "is the value of a property that is not allowed".to_owned(),
            Self::HasValue(value) => format!("misses the value {value}"),
            Self::In(_) => "is not one of the allowed values".to_owned(),
        }
    }

    /// Whether one value meets a constraint that looks at each value alone; `None` for the other constraints.
    pub fn holds_of(&self, data: &Data, value: &Term) -> Option<bool> {
        let compares = |bound: &Literal, fits: fn(Ordering) -> bool| {
            literal(value).and_then(|value| compare(value, bound)).is_some_and(fits)
        };
        Some(match self {
            Self::Class(class) => is_instance(data, value, class),
            Self::Datatype(datatype) => {
                literal(value).is_some_and(|l| l.datatype() == datatype.as_ref() && is_well_formed(l))
            }
            Self::NodeKind(kind) => kind.holds(value),
            Self::MinExclusive(bound) => compares(bound, Ordering::is_gt),
            Self::MinInclusive(bound) => compares(bound, Ordering::is_ge),
            Self::MaxExclusive(bound) => compares(bound, Ordering::is_lt),
            Self::MaxInclusive(bound) => compares(bound, Ordering::is_le),
            Self::MinLength(length) => text(value).is_some_and(|text| text.chars().count() >= *length),
            Self::MaxLength(length) => text(value).is_some_and(|text| text.chars().count() <= *length),
            Self::Pattern(pattern) => text(value).is_some_and(|text| pattern.is_match(text)),
            Self::LanguageIn(languages) => {
                let language = literal(value).and_then(Literal::language).map(str::to_lowercase);
                language.is_some_and(|tag| languages.iter().any(|range| in_range(&tag, range)))
            }
            Self::In(allowed) => allowed.contains(value),
            _ => return None,
        })
    }
}

/// True where the value has the class or a descendant of it as its type.
pub(super) fn is_instance(data: &Data, value: &Term, class: &Term) -> bool {
    let mut seen: Vec<&Term> = Vec::new();
    let mut queue: Vec<&Term> = data.objects(value, rdf::TYPE).collect();
    while let Some(one) = queue.pop() {
        if one == class {
            return true;
        }
        if !seen.contains(&one) {
            seen.push(one);
            queue.extend(data.objects(one, rdfs::SUB_CLASS_OF));
        }
    }
    false
}

/// Numbers by value, dates and strings of one datatype by their order; `None` for what cannot be compared.
pub(super) fn compare(a: &Literal, b: &Literal) -> Option<Ordering> {
    let number = |l: &Literal| if is_numeric(l) { l.value().parse::<f64>().ok() } else { None };
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return a.partial_cmp(&b);
    }
    let ordered = [xsd::DATE, xsd::DATE_TIME, xsd::STRING, xsd::G_YEAR];
    let same = a.datatype() == b.datatype() && ordered.contains(&a.datatype());
    same.then(|| a.value().cmp(b.value()))
}

fn is_numeric(literal: &Literal) -> bool {
    let numeric = [
        xsd::INTEGER,
        xsd::DECIMAL,
        xsd::DOUBLE,
        xsd::FLOAT,
        xsd::NON_NEGATIVE_INTEGER,
        xsd::POSITIVE_INTEGER,
        xsd::INT,
        xsd::LONG,
    ];
    numeric.contains(&literal.datatype())
}

/// True where the lexical form is of its datatype, as far as we know that.
fn is_well_formed(literal: &Literal) -> bool {
    let text = literal.value();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match literal.datatype() {
        xsd::BOOLEAN => matches!(text, "true" | "false" | "1" | "0"),
        xsd::INTEGER => digits(unsigned),
        xsd::NON_NEGATIVE_INTEGER => digits(unsigned) && !text.starts_with('-'),
        xsd::POSITIVE_INTEGER => digits(unsigned) && !text.starts_with('-') && unsigned.bytes().any(|b| b != b'0'),
        xsd::DECIMAL => {
            let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
            (digits(whole) || whole.is_empty()) && (digits(fraction) || (fraction.is_empty() && !whole.is_empty()))
        }
        xsd::DOUBLE | xsd::FLOAT => text.parse::<f64>().is_ok() || matches!(text, "INF" | "-INF" | "NaN"),
        xsd::DATE => text.parse::<jiff::civil::Date>().is_ok(),
        xsd::DATE_TIME => text.parse::<jiff::civil::DateTime>().is_ok() || text.parse::<jiff::Timestamp>().is_ok(),
        _ => true,
    }
}

fn in_range(tag: &str, range: &str) -> bool {
    range == "*" || tag == range || tag.strip_prefix(range).is_some_and(|rest| rest.starts_with('-'))
}

/// What patterns and lengths look at: a literal's or an IRI's text.
fn text(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexical_forms_are_checked() {
        let fits = |text: &str, datatype| is_well_formed(&Literal::new_typed_literal(text, datatype));
        for (text, datatype) in [
            ("1", xsd::BOOLEAN),
            ("-12", xsd::INTEGER),
            ("0.50", xsd::DECIMAL),
            (".5", xsd::DECIMAL),
            ("-3", xsd::DECIMAL),
            ("1e5", xsd::DOUBLE),
            ("2024-02-29", xsd::DATE),
            ("anything", xsd::STRING),
        ] {
            assert!(fits(text, datatype), "{text} is no {datatype}");
        }
        for (text, datatype) in [
            ("yes", xsd::BOOLEAN),
            ("1.0", xsd::INTEGER),
            ("", xsd::INTEGER),
            ("0", xsd::POSITIVE_INTEGER),
            ("1e5", xsd::DECIMAL),
            (".", xsd::DECIMAL),
            ("2023-02-29", xsd::DATE),
        ] {
            assert!(!fits(text, datatype), "{text} is a {datatype}");
        }
    }

    #[test]
    fn values_are_compared_by_what_they_mean() {
        let literal = |text: &str, datatype| Literal::new_typed_literal(text, datatype);
        let integer = |text| literal(text, xsd::INTEGER);
        assert_eq!(compare(&integer("9"), &integer("10")), Some(Ordering::Less));
        assert_eq!(compare(&integer("1"), &literal("1.0", xsd::DECIMAL)), Some(Ordering::Equal));
        let date = |text| literal(text, xsd::DATE);
        assert_eq!(compare(&date("2022-12-31"), &date("2023-01-01")), Some(Ordering::Less));
        assert_eq!(compare(&date("2022-12-31"), &integer("1")), None);
    }
}
