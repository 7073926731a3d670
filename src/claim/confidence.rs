//! How probable it is that a claim is right, from what the reading went through.
//!
//! A logistic model over named signals (Platt 1999): its coefficients are data of the lexicon (`lx:ConfidenceModel`),
//! fitted on articles with known claims; without them the product of the signals' own probabilities stands in.

use crate::mention::MentionForm;
use crate::ontology::{ConfidenceModel, TypeId};

/// What the estimate looks at.
#[derive(Clone, Debug)]
pub(super) struct Signals {
    /// What the claim is of; each predicate has an own intercept.
    pub predicate: String,
    /// The frame's name.
    pub frame: String,
    /// The frame's prior.
    pub weight: f64,
    /// How well the types fit, 0 to 1.
    pub fit: f64,
    /// Relations crossed by sharing, control, reattachment.
    pub hops: usize,
    /// The least sure arc among the arguments'.
    pub parse: f32,
    /// Product of the links from mention to entity.
    pub mentions: f32,
    /// True where the subject is only what the passage is about.
    pub topic: bool,
    /// True where a pronoun was taken for the nearest thing that fits.
    pub antecedent: bool,
    /// True where the object is only what the passage is about.
    pub about: bool,
    /// True where an argument was only near, not where the frame says.
    pub nearby: bool,
    /// True where status or negation was decided by words around.
    pub hedged: bool,
    /// How the subject is mentioned; `None` for the topic.
    pub subject: Option<MentionForm>,
    /// How the object is mentioned; `None` for values.
    pub object: Option<MentionForm>,
    /// The types of the subject and of the object, where they are entities.
    pub types: (Option<TypeId>, Option<TypeId>),
    /// Whether the subject and the object have proper names somewhere in the article.
    pub named: (bool, bool),
    /// Tokens between the evoking word and its furthest argument.
    pub distance: u32,
    /// Tokens of the sentence.
    pub sentence: usize,
    /// How many claims the same word gave.
    pub siblings: usize,
}

impl Signals {
    /// The signals as named numbers, in a fixed order.
    pub fn features(&self) -> Vec<(String, f64)> {
        let flag = |b: bool| f64::from(u8::from(b));
        let log = |p: f64| p.clamp(0.02, 1.0).ln();
        let logit = (self.weight.clamp(0.05, 0.95) / (1.0 - self.weight.clamp(0.05, 0.95))).ln();
        let mut all = vec![
            ("weight".to_owned(), logit),
            ("misfit".to_owned(), 1.0 - self.fit),
            ("hops".to_owned(), self.hops.min(4) as f64),
            ("parse".to_owned(), log(f64::from(self.parse))),
            ("mentions".to_owned(), log(f64::from(self.mentions))),
            ("topic".to_owned(), flag(self.topic)),
            ("antecedent".to_owned(), flag(self.antecedent)),
            ("about".to_owned(), flag(self.about)),
            ("nearby".to_owned(), flag(self.nearby)),
            ("hedged".to_owned(), flag(self.hedged)),
            ("subjectUnnamed".to_owned(), flag(!self.named.0)),
            ("objectUnnamed".to_owned(), flag(!self.named.1)),
            ("distance".to_owned(), f64::from(self.distance.min(40)).ln_1p()),
            ("sentence".to_owned(), (self.sentence.min(120) as f64 / 40.0).ln_1p()),
            ("siblings".to_owned(), (self.siblings.min(8) as f64).ln_1p()),
        ];
        for (side, form) in [("subject", self.subject), ("object", self.object)] {
            if let Some(form) = form.filter(|f| *f != MentionForm::Name) {
                all.push((format!("{side}{form:?}"), 1.0));
            }
        }
        for (side, class) in [("subject", &self.types.0), ("object", &self.types.1)] {
            if let Some(class) = class {
                all.push((format!("{side}:{}", class.0), 1.0));
            }
        }
        all.push((format!("is:{}", self.predicate), 1.0));
        all.push((format!("frame:{}", self.frame), 1.0));
        all
    }
}

/// The estimate, 0 to 1, to three places.
pub(super) fn estimate(signals: &Signals, model: &ConfidenceModel) -> f64 {
    let probability = if model.coefficients.is_empty() { product(signals) } else { logistic(signals, model) };
    (probability * 1000.0).round() / 1000.0
}

fn logistic(signals: &Signals, model: &ConfidenceModel) -> f64 {
    let sum: f64 = signals
        .features()
        .iter()
        .map(|(name, value)| value * model.coefficients.get(name).copied().unwrap_or(0.0))
        .sum();
    1.0 / (1.0 + (-(sum + model.bias)).exp())
}

fn product(signals: &Signals) -> f64 {
    let parse = f64::from(signals.parse).clamp(0.05, 1.0).powf(0.3);
    let mentions = f64::from(signals.mentions).clamp(0.05, 1.0).powf(0.5);
    let hops = 0.95_f64.powi(signals.hops as i32);
    let topic = if signals.topic { 0.7 } else { 1.0 };
    let nearby = if signals.nearby { 0.5 } else { 1.0 };
    let hedged = if signals.hedged { 0.97 } else { 1.0 };
    signals.weight * signals.fit * hops * parse * mentions * topic * nearby * hedged
}
