//! The sieve: passes from sure to unsure, each on what the earlier ones have joined
//! (Lee et al. 2013, <https://aclanthology.org/J13-4004/>).

use super::alias;
use super::clusters::Clusters;
use super::identity;
use super::metonymy;
use super::reference::{self, Choice};

type Pass = fn(&mut Clusters<'_, '_>);

/// In this order; a pass never parts what an earlier one has joined.
const PASSES: &[Pass] = &[
    alias::exact,
    alias::acronyms,
    identity::kind_before_name,
    identity::namings,
    identity::appositions,
    identity::copulas,
    alias::short_forms,
    alias::misspellings,
];

/// Joins what refers to one thing; `tell` sees each choice of an antecedent before it is made.
pub(super) fn run(clusters: &mut Clusters<'_, '_>, tell: &mut dyn FnMut(&Clusters<'_, '_>, Choice)) {
    metonymy::weigh(clusters);
    for pass in PASSES {
        pass(clusters);
    }
    reference::resolve(clusters, tell);
}
