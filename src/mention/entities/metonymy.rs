//! Capitals and countries that act: a government stands behind *Paris refuse*, a place behind *à Paris*.

use super::clusters::Clusters;
use super::identity::is_verb;
use crate::ontology::TypeId;

/// More than the place lexicon and the model together.
const ACTS: f32 = 4.0;

/// Weighs for each mention of a capital or country whether it acts.
pub(super) fn weigh(clusters: &mut Clusters<'_, '_>) {
    for at in 0..clusters.candidates.len() {
        let candidate = &clusters.candidates[at];
        let view = clusters.view;
        let capital = candidate.place.map(|place| &view.nouns.places[place]);
        let capital = capital.is_some_and(|place| place.capital || place.kind == "country");
        let head = first_conjunct(clusters, candidate.head.index());
        let by_verb = view.tok(head).head.is_some_and(|up| is_verb(view.upos(up.index())));
        let deprel = view.tok(head).deprel.as_str();
        let acts = by_verb && (view.is_relation(head, "nsubj") && !deprel.ends_with(":pass") || deprel == "obl:agent");
        if candidate.is_name() && capital && acts {
            clusters.support(at, &[(TypeId("Government".to_owned()), ACTS)]);
        }
    }
}

/// The first of a row of conjuncts.
fn first_conjunct(clusters: &Clusters<'_, '_>, at: usize) -> usize {
    let view = clusters.view;
    let mut current = at;
    for _ in 0..10 {
        match view.tok(current).head.filter(|_| view.is_relation(current, "conj")) {
            Some(up) => current = up.index(),
            None => break,
        }
    }
    current
}
