//! Amounts of money, counts of things, and percentages.

use serde::{Deserialize, Serialize};

/// How the text bounds an amount (`bench` words: *près de* is `about`, *plus de* `moreThan`, *au moins* `atLeast`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Bound {
    /// Stated as is.
    #[default]
    Exact,
    /// Near it, on either side.
    About,
    /// Strictly above.
    MoreThan,
    /// Strictly below.
    LessThan,
    /// That or above.
    AtLeast,
    /// That or below.
    AtMost,
}

/// What an amount counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Money, with its ISO 4217 code where the text or the party's country gives it.
    Money(Option<String>),
    /// Hundredths.
    Percent,
    /// Things, by the lemma of the counted noun (*employé*); `None` where the text counts without naming.
    Count(Option<String>),
}

/// An amount as a text states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number, magnitudes multiplied out; `None` where the text is vague (*plusieurs dizaines*). A fall is negative.
    pub value: Option<f64>,
    /// What it counts.
    pub unit: Unit,
    /// How it is bounded.
    pub bound: Bound,
    /// The words, as written.
    pub text: String,
    /// For money per something (*61 dollars par action*): the lemma of the something.
    pub per: Option<String>,
    /// True where the currency was inferred and not written.
    pub unit_inferred: bool,
}

impl Quantity {
    /// The unit as the benchmark writes it: an ISO code, `percent`, a lemma, or none.
    pub fn unit_name(&self) -> Option<&str> {
        match &self.unit {
            Unit::Money(code) | Unit::Count(code) => code.as_deref(),
            Unit::Percent => Some("percent"),
        }
    }
}
