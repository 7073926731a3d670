//! Fitted linear models: of the confidence of claims, and of the antecedents of what refers back.

use std::collections::BTreeMap;

use super::log::Log;
use super::node::Node;
use super::source::Source;

/// Coefficients of the logistic model that gives claims their confidence (`lx:ConfidenceModel`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfidenceModel {
    /// Intercept.
    pub bias: f64,
    /// Coefficient of each signal, by name; empty where no model is given.
    pub coefficients: BTreeMap<String, f64>,
}

/// Coefficients that rank the possible antecedents of one kind of reference (`lx:AntecedentModel`); an antecedent of score
/// 0 is as likely as none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AntecedentModel {
    /// Coefficient of each signal, by name; `bias` is the signal that all antecedents have.
    pub coefficients: BTreeMap<String, f64>,
}

/// The last `lx:ConfidenceModel` of the files; a user's replaces the built-in one.
pub(super) fn confidence(source: &Source, log: &mut Log) -> ConfidenceModel {
    let Some(node) = source.instances("lx:ConfidenceModel").last() else { return ConfidenceModel::default() };
    let bias = node.number("lx:bias", log).map_or(0.0, |bias| bias.value);
    ConfidenceModel { bias, coefficients: coefficients(node, log) }
}

/// The `lx:AntecedentModel`s by the kind of reference that they are for; of two for one kind the last.
pub(super) fn antecedents(source: &Source, log: &mut Log) -> BTreeMap<String, AntecedentModel> {
    source
        .instances("lx:AntecedentModel")
        .filter_map(|node| {
            let kind = node.text("lx:referenceKind", log)?.value.to_owned();
            Some((kind, AntecedentModel { coefficients: coefficients(node, log) }))
        })
        .collect()
}

fn coefficients(node: Node<'_>, log: &mut Log) -> BTreeMap<String, f64> {
    node.nodes("lx:coefficient")
        .filter_map(|entry| {
            let name = entry.value.text("lx:signal", log)?.value.to_owned();
            Some((name, entry.value.number("lx:value", log)?.value))
        })
        .collect()
}
