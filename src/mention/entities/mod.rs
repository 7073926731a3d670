//! Who and what an article speaks of: names, noun phrases and pronouns, chained into local entities.
//!
//! In: the document, its analysis, the ontology's nouns. Out: mentions and local entities. Candidates are gathered by
//! form ([`names`], [`phrases`], [`pronouns`]), joined by the passes of [`sieve`], and labelled by [`outcome`].
//! Must not know predicates.

mod alias;
mod binding;
mod candidate;
mod clusters;
mod deeds;
mod identity;
mod metonymy;
mod names;
mod outcome;
mod phrases;
mod pronouns;
mod reference;
mod sieve;
#[cfg(test)]
mod tests;
mod traits;
mod typing;
mod view;

use std::collections::BTreeSet;

use super::{AntecedentChoice, LocalEntity, Mention};
use crate::analyse::{Analysis, TokenId};
use crate::ingest::Document;
use crate::ontology::Ontology;

use candidate::Candidate;
use clusters::Clusters;
use view::View;

/// All mentions of the text and the entities that they are chained into; both in text order.
pub(super) fn chain(document: &Document, analysis: &Analysis, ontology: &Ontology) -> (Vec<Mention>, Vec<LocalEntity>) {
    let view = View::new(document, analysis, ontology);
    let mut clusters = Clusters::new(&view, gather(&view));
    sieve::run(&mut clusters, &mut |_, _| ());
    outcome::settle(&clusters)
}

/// The choices of an antecedent that [`chain`] makes, in text order.
pub(super) fn choices(document: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<AntecedentChoice> {
    let view = View::new(document, analysis, ontology);
    let mut clusters = Clusters::new(&view, gather(&view));
    let mut found = Vec::new();
    sieve::run(&mut clusters, &mut |clusters, choice| found.push(outcome::choice(clusters, &choice)));
    found.sort_by_key(|choice| choice.span);
    found
}

fn gather(view: &View<'_>) -> Vec<Candidate> {
    let mut candidates = names::find(view);
    let pronouns = pronouns::find(view);
    // *le second* of two is no second in command.
    let ordinals: BTreeSet<TokenId> =
        pronouns.iter().filter(|found| found.is_ordinal()).map(|found| found.head).collect();
    candidates.extend(phrases::find(view, &candidates).into_iter().filter(|found| !ordinals.contains(&found.head)));
    candidates.extend(pronouns);
    candidates
}
