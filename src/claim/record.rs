//! What one article claims, self-contained: this is what `merge` gets, on this machine or another.

use serde::{Deserialize, Serialize};

use crate::ingest::DocumentId;
use crate::mention::{LocalEntityId, MentionForm};
use crate::ontology::{PredicateId, TypeId};
use crate::value::{Edtf, Quantity};

/// BLAKE3 (first 16 bytes, hexadecimal) of the canonical subject, predicate, object, qualifiers, document and span.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimId(pub String);

/// How certain the article holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// It happened or holds.
    #[default]
    Actual,
    /// Announced, decided or agreed, not yet done.
    Planned,
    /// A forecast.
    Expected,
    /// A possibility, a rumour, a conditional.
    Possible,
}

/// What stands in the object's place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Object {
    /// An entity of the same article.
    Entity(LocalEntityId),
    /// An amount.
    Quantity(Quantity),
    /// A date.
    Date(Edtf),
}

/// What narrows the claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Qualifiers {
    /// When it happened, happens or holds.
    pub when: Option<Edtf>,
    /// For what sum.
    pub price: Option<Quantity>,
    /// In which position, as written, without article.
    pub role: Option<String>,
    /// Which metric grew or fell.
    pub metric: Option<String>,
    /// Share of what.
    pub of: Option<String>,
    /// To whom.
    pub to: Option<String>,
    /// From whom.
    pub from: Vec<String>,
    /// Which product.
    pub product: Option<String>,
}

/// Words of the document that say it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// First code point in the file.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The text between, exactly.
    pub quote: String,
    /// Up to 32 code points before `start`, as `oa:prefix` wants them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Up to 32 code points after `end`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
}

/// Why it was read so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrameTrace {
    /// The frame that fired, by its local name in the lexicon.
    pub frame: String,
    /// The lexical entry that evoked it.
    pub entry: String,
    /// How each argument was reached, in words: `subject ← subj via conj`.
    pub path: Vec<String>,
    /// What the confidence was estimated from, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<(String, f64)>,
}

/// One claim of one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// Content hash.
    pub id: ClaimId,
    /// Who.
    pub subject: LocalEntityId,
    /// Does, has or is worth.
    pub predicate: PredicateId,
    /// Whom or what.
    pub object: Object,
    /// When, for how much, as what.
    pub qualifiers: Qualifiers,
    /// How certain.
    pub status: Status,
    /// True where the article denies it.
    pub negated: bool,
    /// Whom the article names as its source for this very claim, by label.
    pub attributed_to: Vec<String>,
    /// Where it stands; never empty.
    pub evidence: Vec<Evidence>,
    /// Probability that the claim is right, 0 to 1.
    pub confidence: f64,
    /// Why it was read so.
    pub trace: FrameTrace,
}

/// Where an entity is mentioned, in code points of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityMention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// How it refers.
    pub form: MentionForm,
}

/// A local entity, as it leaves the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityRecord {
    /// The fullest proper name of the article, else the fullest description.
    pub label: String,
    /// Every surface form, the label first.
    pub names: Vec<String>,
    /// Those of `names` that are proper names (some mention of form [`MentionForm::Name`] reads so); only these identify
    /// across articles. Empty where the maker does not know: `merge` then judges by capitals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proper_names: Vec<String>,
    /// Its type.
    #[serde(rename = "type")]
    pub entity_type: TypeId,
    /// The noun phrase by which the article says what it is.
    pub kind: Option<String>,
    /// True where at least one mention is a proper name.
    pub named: bool,
    /// Where it is mentioned, in text order.
    pub mentions: Vec<EntityMention>,
}

/// All that one article says: the unit that is stored, added, removed and merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArticleClaims {
    /// The article.
    pub document: DocumentId,
    /// Where it came from, as the user named it.
    pub origin: String,
    /// Its headline, where the format marks one or the text opens with one.
    pub title: Option<String>,
    /// Its outlet.
    pub source: Option<String>,
    /// Its date.
    pub published: Option<Edtf>,
    /// BCP 47.
    pub language: String,
    /// Version: BLAKE3 of the bytes.
    pub hash: String,
    /// Hashes of word shingles (MinHash, 64 values) by which near-duplicate articles are found; empty for tiny texts.
    pub shingles: Vec<u32>,
    /// Its entities; `LocalEntityId` indexes them.
    pub entities: Vec<EntityRecord>,
    /// Its claims, in text order.
    pub claims: Vec<Claim>,
}
