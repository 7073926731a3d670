//! The sieve: passes from sure to unsure, each on what the earlier ones have joined
//! (Lee et al. 2013, <https://aclanthology.org/J13-4004/>).

use super::alias;
use super::clusters::Clusters;
use super::identity;
use super::metonymy;
use super::reference;

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
    reference::resolve,
];

/// Joins what refers to one thing.
pub(super) fn run(clusters: &mut Clusters<'_, '_>) {
    metonymy::weigh(clusters);
    for pass in PASSES {
        pass(clusters);
    }
}
