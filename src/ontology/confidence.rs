//! The fitted confidence of the reading.

use std::collections::BTreeMap;

use super::log::Log;
use super::source::Source;

/// Coefficients of the logistic model that gives claims their confidence (`lx:ConfidenceModel`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfidenceModel {
    /// Intercept.
    pub bias: f64,
    /// Coefficient of each signal, by name; empty where no model is given.
    pub coefficients: BTreeMap<String, f64>,
}

/// The last `lx:ConfidenceModel` of the files; a user's replaces the built-in one.
pub(super) fn confidence(source: &Source, log: &mut Log) -> ConfidenceModel {
    let Some(node) = source.instances("lx:ConfidenceModel").last() else { return ConfidenceModel::default() };
    let coefficients = node
        .nodes("lx:coefficient")
        .filter_map(|entry| {
            let name = entry.value.text("lx:signal", log)?.value.to_owned();
            Some((name, entry.value.number("lx:value", log)?.value))
        })
        .collect();
    ConfidenceModel { bias: node.number("lx:bias", log).map_or(0.0, |bias| bias.value), coefficients }
}
