//! How probable it is that a claim is right, from what the reading went through.

/// What the estimate looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signals {
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
    /// True where status or negation was decided by words around.
    pub hedged: bool,
}

/// The estimate, 0 to 1.
pub(super) fn estimate(signals: &Signals) -> f64 {
    let parse = f64::from(signals.parse).clamp(0.05, 1.0).powf(0.3);
    let mentions = f64::from(signals.mentions).clamp(0.05, 1.0).powf(0.5);
    let hops = 0.95_f64.powi(signals.hops as i32);
    let topic = if signals.topic { 0.7 } else { 1.0 };
    let hedged = if signals.hedged { 0.97 } else { 1.0 };
    let product = signals.weight * signals.fit * hops * parse * mentions * topic * hedged;
    (product * 1000.0).round() / 1000.0
}
