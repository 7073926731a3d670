//! When an extracted claim is a gold claim.

use std::collections::BTreeSet;

use super::gold::{Alternatives, Gold, GoldAmount, GoldClaim, GoldObject};
use super::names::norm;
use crate::lines::{ClaimLine, EntityRef, ObjectLine, QuantityLine};

/// Predicates that read the same both ways.
const SYMMETRIC: [&str; 3] = ["mergesWith", "partnersWith", "competesWith"];

/// Numbers agree within half a percent.
const TOLERANCE: f64 = 0.005;

/// One side of a claim, for finding duplicates.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Amount(Option<u64>, Option<String>),
    Entity(BTreeSet<String>),
    Name(String),
}

/// Claims of one key are one claim.
pub(super) type Key = (String, Side, Side);

pub(super) fn key(gold: &Gold, got: &ClaimLine) -> Key {
    let subject = entity_side(gold, &got.subject);
    let object = match &got.object {
        // Adding zero turns -0 into 0: equal numbers get equal bits.
        Some(ObjectLine::Quantity(q)) => Side::Amount(q.value.map(|v| (v + 0.0).to_bits()), q.unit.clone()),
        Some(ObjectLine::Entity(entity)) => entity_side(gold, entity),
        Some(ObjectLine::Date { .. }) | None => Side::Name(String::new()),
    };
    if SYMMETRIC.contains(&got.predicate.as_str()) && object < subject {
        return (got.predicate.clone(), object, subject);
    }
    (got.predicate.clone(), subject, object)
}

fn entity_side(gold: &Gold, entity: &EntityRef) -> Side {
    let keys = gold.keys(entity.label.as_deref(), &entity.names);
    if keys.is_empty() { Side::Name(norm(entity.label.as_deref().unwrap_or_default())) } else { Side::Entity(keys) }
}

pub(super) fn claim_matches(gold: &Gold, claim: &GoldClaim, got: &ClaimLine) -> bool {
    if claim.predicate != got.predicate {
        return false;
    }
    let subject_fits = claim.subject.as_ref().is_none_or(|keys| refers(gold, &got.subject, keys));
    if subject_fits && object_matches(gold, claim, got.object.as_ref()) {
        return true;
    }
    let (Some(ObjectLine::Entity(object)), Some(subject_keys)) = (&got.object, &claim.subject) else { return false };
    let Some(GoldObject::Entity(object_keys)) = &claim.object else { return false };
    SYMMETRIC.contains(&claim.predicate.as_str())
        && refers(gold, object, subject_keys)
        && refers(gold, &got.subject, object_keys)
}

fn refers(gold: &Gold, entity: &EntityRef, keys: &Alternatives) -> bool {
    let found = gold.keys(entity.label.as_deref(), &entity.names);
    keys.0.iter().any(|key| found.contains(key))
}

fn object_matches(gold: &Gold, claim: &GoldClaim, got: Option<&ObjectLine>) -> bool {
    match (&claim.object, got) {
        (None, _) => true,
        (Some(GoldObject::Date { date }), Some(ObjectLine::Date { date: got })) => date == got,
        (Some(GoldObject::Date { date }), Some(ObjectLine::Entity(got))) => got.label.as_ref() == Some(date),
        (Some(GoldObject::Amount(amount)), Some(ObjectLine::Quantity(got))) => amount_matches(amount, got),
        (Some(GoldObject::Entity(keys)), Some(ObjectLine::Entity(got))) => refers(gold, got, keys),
        _ => false,
    }
}

pub(super) fn amount_matches(gold: &GoldAmount, got: &QuantityLine) -> bool {
    if let Some(value) = gold.value
        && got.value.is_none_or(|found| (found - value).abs() > TOLERANCE * value.abs().max(1e-9))
    {
        return false;
    }
    let (Some(unit), Some(found)) = (&gold.unit, &got.unit) else { return true };
    // Nouns longer than a currency code agree whatever they are: what is counted is worded in many ways.
    let nouns = unit.chars().count() > 3 && unit != "percent" && found.chars().count() > 3;
    unit == "*" || nouns || norm(unit) == norm(found)
}
