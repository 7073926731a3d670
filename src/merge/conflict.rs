//! Statements that disagree, and how.

use std::collections::{BTreeMap, BTreeSet};

use super::agree;
use super::fold::fold;
use super::graph::{Article, ArticleId, Conflict, ConflictKind, Entity, Statement, StatementId, StatementObject};
use crate::claim::Status;
use crate::ontology::{Aspect, Ontology, Predicate, PredicateId};
use crate::value::{Edtf, Quantity, Unit};

/// Up to so many statements of one fact each pair is looked at; beyond, only neighbours in order.
const PAIRS: usize = 12;
/// Times so many days apart are two events, not two accounts of one.
const TWO_EVENTS: i32 = 400;
/// States reported so many days apart may both have held.
const MOVED_ON: i32 = 120;

/// Finds the conflicts among statements sorted by subject and predicate.
pub(super) fn conflicts(
    statements: &[Statement],
    articles: &[Article],
    entities: &[Entity],
    ontology: &Ontology,
) -> Vec<Conflict> {
    let judge = Judge { articles, entities, ontology };
    let mut found = Vec::new();
    let mut start = 0;
    for block in statements.chunk_by(|a, b| a.subject == b.subject && a.predicate == b.predicate) {
        let reach = if block.len() > PAIRS { 2 } else { block.len() };
        for (i, a) in block.iter().enumerate() {
            for (j, b) in block.iter().enumerate().skip(i + 1).take(reach) {
                if let Some((kind, about)) = judge.pair(a, b) {
                    let id = |n: usize| StatementId((start + n) as u32);
                    found.push(Conflict { a: id(i), b: id(j), kind, about: about.to_owned() });
                }
            }
        }
        start += block.len();
    }
    found.extend(judge.one_sum_twice(statements));
    found.sort_by_key(|conflict| (conflict.a, conflict.b));
    found
}

struct Judge<'a> {
    articles: &'a [Article],
    entities: &'a [Entity],
    ontology: &'a Ontology,
}

type Verdict = Option<(ConflictKind, &'static str)>;

impl Judge<'_> {
    /// One number that one article gives in two currencies, once of a named party and once of a nameless one (*un
    /// département*): by all likelihood one sum, and one of the currencies a slip.
    fn one_sum_twice(&self, statements: &[Statement]) -> Vec<Conflict> {
        let mut by_number: BTreeMap<(&PredicateId, ArticleId, u64), Vec<usize>> = BTreeMap::new();
        for (at, st) in statements.iter().enumerate() {
            let StatementObject::Quantity(Quantity { value: Some(number), unit: Unit::Money(Some(_)), .. }) =
                &st.object
            else {
                continue;
            };
            for article in st.reports.iter().map(|r| r.article).collect::<BTreeSet<_>>() {
                by_number.entry((&st.predicate, article, number.to_bits())).or_default().push(at);
            }
        }
        let named = |at: usize| self.entities[statements[at].subject.0 as usize].named;
        let mut found = BTreeSet::new();
        for places in by_number.values().filter(|places| places.len() <= PAIRS) {
            for (i, &a) in places.iter().enumerate() {
                for &b in &places[i + 1..] {
                    let (x, y) = (&statements[a], &statements[b]);
                    let (StatementObject::Quantity(p), StatementObject::Quantity(q)) = (&x.object, &y.object) else {
                        continue;
                    };
                    let slip = matches!(money(p, q), Some((ConflictKind::Contradiction, _)));
                    if named(a) != named(b) && slip && x.negated == y.negated && agree::times(when(x), when(y)) {
                        found.insert((a, b));
                    }
                }
            }
        }
        let id = |at: usize| StatementId(at as u32);
        let conflict =
            |(a, b)| Conflict { a: id(a), b: id(b), kind: ConflictKind::Contradiction, about: "currency".to_owned() };
        found.into_iter().map(conflict).collect()
    }

    fn pair(&self, a: &Statement, b: &Statement) -> Verdict {
        let metric = |st: &Statement| st.qualifiers.metric.as_deref().map(fold);
        let of =
            |st: &Statement| st.qualifiers.of.as_ref().map(|r| (r.entity, r.entity.is_none().then(|| fold(&r.label))));
        if metric(a) != metric(b) || of(a) != of(b) {
            return None;
        }
        if a.negated != b.negated {
            return self.denial(a, b);
        }
        match (&a.object, &b.object) {
            _ if a.negated => None,
            (StatementObject::Entity(x), StatementObject::Entity(y)) if x == y => self.accounts(a, b),
            (StatementObject::Entity(x), StatementObject::Entity(y)) => {
                let place = |id: &super::EntityId| self.entities[id.0 as usize].entity_type.0 == "Place";
                let differ =
                    self.functional(&a.predicate) && agree::times(when(a), when(b)) && !self.told_together(a, b);
                // A town and its country are both true.
                let kind = if place(x) && place(y) { ConflictKind::Scope } else { self.later(a, b) };
                differ.then_some((kind, "object"))
            }
            (StatementObject::Quantity(x), StatementObject::Quantity(y)) => self.figures(a, b, x, y),
            (StatementObject::Date(x), StatementObject::Date(y)) if !agree::times(Some(x), Some(y)) => {
                Some((ConflictKind::Contradiction, "object"))
            }
            _ => None,
        }
    }

    /// One says so, the other denies it.
    fn denial(&self, a: &Statement, b: &Statement) -> Verdict {
        let denied = if a.negated { a } else { b };
        let same = match (&a.object, &b.object) {
            (StatementObject::Entity(x), StatementObject::Entity(y)) => x == y,
            (StatementObject::Quantity(x), StatementObject::Quantity(y)) => {
                let vague = matches!(&denied.object, StatementObject::Quantity(q) if q.value.is_none());
                vague || agree::quantities(x, y)
            }
            (StatementObject::Date(x), StatementObject::Date(y)) => agree::times(Some(x), Some(y)),
            _ => false,
        };
        let kind = if agree::times(when(a), when(b)) { ConflictKind::Contradiction } else { ConflictKind::Evolution };
        same.then_some((kind, "negated"))
    }

    /// Two accounts of one event or state that fusion kept apart for their time or sum.
    fn accounts(&self, a: &Statement, b: &Statement) -> Verdict {
        if !agree::times(when(a), when(b)) {
            let apart = gap(when(a)?, when(b)?).unwrap_or(0);
            let event = self.predicate(&a.predicate).is_none_or(|p| p.aspect == Aspect::Event);
            let one = event && apart <= TWO_EVENTS;
            return Some((if one { ConflictKind::Contradiction } else { ConflictKind::Evolution }, "when"));
        }
        let (x, y) = (a.qualifiers.price.as_ref()?, b.qualifiers.price.as_ref()?);
        if agree::quantities(x, y) {
            return None;
        }
        Some(match money(x, y) {
            Some(verdict) => verdict,
            None => (self.later(a, b), "price"),
        })
    }

    /// Two figures of one metric.
    fn figures(&self, a: &Statement, b: &Statement, x: &Quantity, y: &Quantity) -> Verdict {
        if agree::quantities(x, y) || std::mem::discriminant(&x.unit) != std::mem::discriminant(&y.unit) {
            return None;
        }
        let (p, q) = (x.value?, y.value?);
        let together = self.told_together(a, b);
        let functional = self.functional(&a.predicate);
        if !agree::times(when(a), when(b)) {
            return (functional || !together).then_some((ConflictKind::Evolution, "object"));
        }
        let currency = money(x, y);
        if matches!(currency, Some((ConflictKind::Contradiction, _))) {
            return currency;
        }
        if together {
            let forecast = functional && self.later(a, b) == ConflictKind::Evolution && agree::units(x, y);
            return forecast.then_some((ConflictKind::Evolution, "object"));
        }
        if currency.is_some() {
            // Near each other, they are one sum, converted.
            return if (0.5..=2.0).contains(&(p / q)) { None } else { currency };
        }
        let products = |st: &Statement| st.qualifiers.products.iter().map(|r| fold(&r.label)).collect::<Vec<_>>();
        if !agree::units(x, y) || products(a) != products(b) {
            return Some((ConflictKind::Scope, if agree::units(x, y) { "product" } else { "unit" }));
        }
        if when(a).is_some() != when(b).is_some() {
            return Some((ConflictKind::Scope, "when"));
        }
        Some((self.later(a, b), "object"))
    }

    /// Whether a difference is a change: a forecast and its outcome, a state reported at quite another time, or another
    /// version of the article.
    fn later(&self, a: &Statement, b: &Statement) -> ConflictKind {
        let ahead = |st: &Statement| matches!(st.status, Status::Expected | Status::Planned);
        let state = self.predicate(&a.predicate).is_some_and(|p| p.aspect == Aspect::State);
        let undated = when(a).is_none() && when(b).is_none();
        let moved = || {
            let (x, y) = (self.reported(a)?, self.reported(b)?);
            gap(x, y).map(|days| days > MOVED_ON)
        };
        let changed = ahead(a) != ahead(b) || (state && undated && moved() == Some(true)) || self.corrected(a, b);
        if changed { ConflictKind::Evolution } else { ConflictKind::Contradiction }
    }

    /// True where two versions of one article differ.
    fn corrected(&self, a: &Statement, b: &Statement) -> bool {
        let document = |id: super::ArticleId| &self.articles[id.0 as usize].document;
        let of = |st: &Statement| st.reports.iter().map(|r| r.article).collect::<Vec<_>>();
        let (of_a, of_b) = (of(a), of(b));
        of_a.iter().any(|r| of_b.iter().any(|s| r != s && document(*r) == document(*s)))
    }

    /// When it was last reported.
    fn reported(&self, st: &Statement) -> Option<&Edtf> {
        let dates = st.reports.iter().filter_map(|r| self.articles[r.article.0 as usize].published.as_ref());
        dates.max_by_key(|date| date.period().end)
    }

    /// True where one article says both and does not name two sources for them: an author does not contradict herself.
    fn told_together(&self, a: &Statement, b: &Statement) -> bool {
        a.reports.iter().any(|r| {
            b.reports.iter().any(|s| {
                let named = !r.attributed_to.is_empty() && !s.attributed_to.is_empty();
                r.article == s.article && !(named && r.attributed_to != s.attributed_to)
            })
        })
    }

    fn predicate(&self, id: &PredicateId) -> Option<&Predicate> {
        self.ontology.predicates.get(id)
    }

    fn functional(&self, id: &PredicateId) -> bool {
        self.predicate(id).is_some_and(|p| p.functional)
    }
}

fn when(st: &Statement) -> Option<&Edtf> {
    st.qualifiers.when.as_ref()
}

/// Days between two times that do not overlap.
fn gap(a: &Edtf, b: &Edtf) -> Option<i32> {
    let (a, b) = (a.period(), b.period());
    let between =
        |end: Option<jiff::civil::Date>, begin: Option<jiff::civil::Date>| Some(end?.until(begin?).ok()?.get_days());
    between(a.end, b.begin).filter(|d| *d > 0).or_else(|| between(b.end, a.begin).filter(|d| *d > 0)).or(Some(0))
}

/// Sums in two currencies: one number in both is an error of one of them; numbers near each other may be a conversion.
fn money(x: &Quantity, y: &Quantity) -> Verdict {
    let (Unit::Money(Some(a)), Unit::Money(Some(b))) = (&x.unit, &y.unit) else { return None };
    if a == b || x.unit_inferred || y.unit_inferred {
        return None;
    }
    let kind = if agree::numbers(x, y) { ConflictKind::Contradiction } else { ConflictKind::Scope };
    Some((kind, "currency"))
}
