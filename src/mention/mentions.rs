//! What a text speaks of: mentions, local entities, values, times.

use serde::{Deserialize, Serialize};

use crate::analyse::{TokenId, TokenRange};
use crate::ontology::TypeId;
use crate::text::Span;
use crate::value::{Edtf, Quantity};

/// Index into [`Mentions::mentions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionId(pub u32);

/// Index into [`Mentions::entities`]; local to one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalEntityId(pub u32);

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MentionForm {
    /// By a proper name (*Vorel*, *le Courrier de Brume*).
    Name,
    /// By a noun phrase without one (*le géant américain*, *son service*).
    Nominal,
    /// By a pronoun, relative pronouns included (*il*, *qui*).
    Pronoun,
    /// By a possessive determiner (*son* in *son service*).
    Possessive,
}

/// One place where the text refers to an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its tokens, without a leading article.
    pub tokens: TokenRange,
    /// The token that governs the others.
    pub head: TokenId,
    /// Where it stands.
    pub span: Span,
    /// How it refers.
    pub form: MentionForm,
    /// What it refers to.
    pub entity: LocalEntityId,
    /// How sure the link to the entity is, 0 to 1.
    pub probability: f32,
    /// The sieve pass that linked it, for `explain`.
    pub reason: &'static str,
}

/// A pronoun, possessive or description with everything that it could refer to, for the fit of `lx:AntecedentModel`s.
#[derive(Clone, Debug, PartialEq)]
pub struct AntecedentChoice {
    /// Where it stands.
    pub span: Span,
    /// Its head.
    pub head: Span,
    /// The `lx:referenceKind` of the model that decides.
    pub kind: &'static str,
    /// What it could refer to, the nearest first.
    pub antecedents: Vec<Antecedent>,
}

/// A possible antecedent.
#[derive(Clone, Debug, PartialEq)]
pub struct Antecedent {
    /// Its names so far.
    pub names: Vec<String>,
    /// The heads of its mentions so far, in text order.
    pub heads: Vec<Span>,
    /// Its signals that are not 0.
    pub signals: Vec<(&'static str, f32)>,
}

/// Everything that one article calls one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalEntity {
    /// The fullest proper name of the article, else the fullest description.
    pub label: String,
    /// Every surface form used for it (pronouns left out), the label first, without duplicates.
    pub names: Vec<String>,
    /// Its type.
    pub entity_type: TypeId,
    /// What speaks for which type, as shares that sum to 1, in the order of the types; empty where nothing does.
    pub type_shares: Vec<(TypeId, f32)>,
    /// The noun phrase by which the article says what it is (*service de télésanté*).
    pub kind: Option<String>,
    /// True where at least one mention is a proper name.
    pub named: bool,
    /// Its mentions, in text order.
    pub mentions: Vec<MentionId>,
}

/// An amount in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueMention {
    /// Its tokens, approximators and unit included.
    pub tokens: TokenRange,
    /// The token that governs the others (usually the number's noun or the number).
    pub head: TokenId,
    /// Where it stands.
    pub span: Span,
    /// The amount.
    pub value: Quantity,
}

/// What a time expression does for the verb it hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeRole {
    /// Places the event (*en 2022*, *vendredi*, *avant fin mars*, *entre 2017 et 2021*).
    When,
    /// Places its beginning, with no end told (*depuis 2020*, *dès mars*): the value is the beginning. For a state that
    /// is the interval `2020/..`, for an event the time itself.
    Since,
    /// What is told is measured against it (*par rapport à 2021*); it places nothing.
    Comparison,
    /// Lasts, without being placed (*pendant dix ans*).
    Duration,
}

/// A time in the text, resolved to EDTF where it can be.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// Its tokens, its preposition included where that decides the value (*avant*, *depuis*, *d'ici*).
    pub tokens: TokenRange,
    /// The token that governs the others.
    pub head: TokenId,
    /// Where it stands.
    pub span: Span,
    /// The value; `None` where nothing anchors it.
    pub value: Option<Edtf>,
    /// Its use.
    pub role: TimeRole,
}

/// What one article speaks of.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// All mentions, in text order.
    pub mentions: Vec<Mention>,
    /// All local entities, in the order of their first mention.
    pub entities: Vec<LocalEntity>,
    /// All amounts, in text order.
    pub values: Vec<ValueMention>,
    /// All times, in text order.
    pub times: Vec<TimeMention>,
}
