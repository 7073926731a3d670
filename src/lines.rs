//! Claims and entities as JSON Lines: what `extract` prints and what the claim benchmark scores.
//!
//! In: an article's [`ArticleClaims`]. Out: one serialisable line for each claim or entity, self-contained, offsets in
//! code points. A line is read back by the same types, so that the output of other programs can be scored too.

use serde::{Deserialize, Serialize, Serializer};

use crate::claim::{ArticleClaims, Claim, EntityRecord, Evidence, FrameTrace, Object, Status};
use crate::mention::LocalEntityId;
use crate::value::{Bound, Quantity};

/// A party to a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntityRef {
    /// `DOCUMENT#NUMBER`; the same for all lines of one article that speak of it.
    pub id: String,
    /// The fullest name.
    pub label: Option<String>,
    /// Every surface form.
    pub names: Vec<String>,
    /// Local name of its class.
    #[serde(rename = "type")]
    pub entity_type: Option<String>,
}

/// An amount, with the unit as one word.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuantityLine {
    /// The number, magnitudes multiplied out. The field must stand, be it null: by it an amount is told from a party.
    #[serde(serialize_with = "plain_number", deserialize_with = "Option::deserialize")]
    pub value: Option<f64>,
    /// ISO 4217 code, `percent`, or the lemma of the counted noun.
    #[serde(default)]
    pub unit: Option<String>,
    /// How it is bounded.
    #[serde(default)]
    pub bound: Bound,
    /// The words, as written.
    #[serde(default)]
    pub text: String,
    /// For money per something: the something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
}

/// What stands in the object's place. The order matters: an object with a `value` is an amount whatever else it has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ObjectLine {
    /// An amount.
    Quantity(QuantityLine),
    /// A date, in EDTF.
    Date {
        /// The date.
        date: String,
    },
    /// A party.
    Entity(EntityRef),
}

/// What narrows a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct QualifierLine {
    /// EDTF.
    pub when: Option<String>,
    /// A sum of money.
    pub price: Option<QuantityLine>,
    /// A position, without article.
    pub role: Option<String>,
    /// Which metric grew or fell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// Share of what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// From whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Which product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
}

/// Where a claim stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvidenceLine {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The text between.
    pub quote: String,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimLine {
    /// The article.
    pub document: String,
    /// The claim, by content.
    #[serde(default)]
    pub id: String,
    /// Who.
    pub subject: EntityRef,
    /// Does, has or is worth.
    pub predicate: String,
    /// Whom or what.
    #[serde(default)]
    pub object: Option<ObjectLine>,
    /// When, for how much, as what.
    #[serde(default)]
    pub qualifiers: QualifierLine,
    /// How certain.
    #[serde(default)]
    pub status: Status,
    /// True where the article denies it.
    #[serde(default)]
    pub negated: bool,
    /// Whom the article names as its source.
    #[serde(default)]
    pub attributed_to: Vec<String>,
    /// Where it stands.
    #[serde(default)]
    pub evidence: Vec<EvidenceLine>,
    /// Probability that it is right.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// Why it was read so; only where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace: Option<FrameTrace>,
}

/// A place in the file, in code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionLine {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// One entity of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityLine {
    /// The article.
    pub document: String,
    /// The same as in the article's claims.
    #[serde(default)]
    pub id: String,
    /// The fullest name.
    pub label: Option<String>,
    /// Every surface form.
    #[serde(default)]
    pub names: Vec<String>,
    /// Local name of its class.
    #[serde(default, rename = "type")]
    pub entity_type: Option<String>,
    /// What the article says it is.
    #[serde(default)]
    pub kind: Option<String>,
    /// True where at least one mention is a proper name.
    #[serde(default = "yes")]
    pub named: bool,
    /// Where it is mentioned.
    #[serde(default)]
    pub mentions: Vec<MentionLine>,
}

/// The claims of an article, in text order.
pub fn claim_lines(article: &ArticleClaims) -> Vec<ClaimLine> {
    article.claims.iter().map(|claim| claim_line(article, claim)).collect()
}

/// The entities of an article, in the order of their first mention.
pub fn entity_lines(article: &ArticleClaims) -> Vec<EntityLine> {
    (0u32..).zip(&article.entities).map(|(n, entity)| entity_line(article, LocalEntityId(n), entity)).collect()
}

fn claim_line(article: &ArticleClaims, claim: &Claim) -> ClaimLine {
    let q = &claim.qualifiers;
    ClaimLine {
        document: article.document.0.clone(),
        id: claim.id.0.clone(),
        subject: entity_ref(article, claim.subject),
        predicate: claim.predicate.0.clone(),
        object: Some(match &claim.object {
            Object::Entity(id) => ObjectLine::Entity(entity_ref(article, *id)),
            Object::Quantity(quantity) => ObjectLine::Quantity(quantity_line(quantity)),
            Object::Date(date) => ObjectLine::Date { date: date.to_string() },
        }),
        qualifiers: QualifierLine {
            when: q.when.as_ref().map(ToString::to_string),
            price: q.price.as_ref().map(quantity_line),
            role: q.role.clone(),
            metric: q.metric.clone(),
            of: q.of.clone(),
            to: q.to.clone(),
            from: q.from.clone(),
            product: q.product.clone(),
        },
        status: claim.status,
        negated: claim.negated,
        attributed_to: claim.attributed_to.clone(),
        evidence: claim.evidence.iter().map(evidence_line).collect(),
        // Further digits mean nothing, and the last of them differ between machines.
        confidence: Some((claim.confidence * 1e4).round() / 1e4),
        trace: Some(claim.trace.clone()),
    }
}

fn entity_ref(article: &ArticleClaims, id: LocalEntityId) -> EntityRef {
    let entity = article.entities.get(id.0 as usize);
    EntityRef {
        id: entity_id(article, id),
        label: entity.map(|e| e.label.clone()),
        names: entity.map(|e| e.names.clone()).unwrap_or_default(),
        entity_type: entity.map(|e| e.entity_type.0.clone()),
    }
}

fn entity_line(article: &ArticleClaims, id: LocalEntityId, entity: &EntityRecord) -> EntityLine {
    EntityLine {
        document: article.document.0.clone(),
        id: entity_id(article, id),
        label: Some(entity.label.clone()),
        names: entity.names.clone(),
        entity_type: Some(entity.entity_type.0.clone()),
        kind: entity.kind.clone(),
        named: entity.named,
        mentions: entity.mentions.iter().map(|m| MentionLine { start: m.start, end: m.end }).collect(),
    }
}

fn entity_id(article: &ArticleClaims, id: LocalEntityId) -> String {
    format!("{}#{}", article.document.0, id.0)
}

fn quantity_line(quantity: &Quantity) -> QuantityLine {
    QuantityLine {
        value: quantity.value,
        unit: quantity.unit_name().map(str::to_owned),
        bound: quantity.bound,
        text: quantity.text.clone(),
        per: quantity.per.clone(),
    }
}

fn evidence_line(evidence: &Evidence) -> EvidenceLine {
    EvidenceLine { start: evidence.start, end: evidence.end, quote: evidence.quote.clone() }
}

fn yes() -> bool {
    true
}

/// A whole number without `.0`: JSON does not tell the two apart, readers do.
#[expect(clippy::ref_option, reason = "serde's signature")]
fn plain_number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match *value {
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => serializer.serialize_i64(number as i64),
        other => other.serialize(serializer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_an_amount_a_date_or_a_party_by_its_fields() {
        let read = |json: &str| serde_json::from_str::<ObjectLine>(json).expect("an object");
        assert!(matches!(read(r#"{"value":null,"unit":"EUR"}"#), ObjectLine::Quantity(q) if q.value.is_none()));
        assert!(matches!(read(r#"{"date":"2022"}"#), ObjectLine::Date { .. }));
        assert!(matches!(read(r#"{"label":"Nordlux","names":["Nordlux"]}"#), ObjectLine::Entity(_)));
    }

    #[test]
    fn whole_numbers_are_written_without_a_point() {
        let line = |value| QuantityLine { value, ..QuantityLine::default() };
        let json = |value| serde_json::to_value(line(value)).expect("it serialises")["value"].to_string();
        assert_eq!([json(Some(3.9e9)), json(Some(71.6)), json(None)], ["3900000000", "71.6", "null"]);
    }
}
