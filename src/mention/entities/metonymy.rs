//! Capitals that act: a government stands behind *Paris refuse*, a place behind *à Paris*.

use super::clusters::Clusters;
use super::identity::is_verb;
use crate::ontology::TypeId;

/// More than the place lexicon and the model together.
const ACTS: f32 = 4.0;

/// Weighs for each mention of a capital whether it acts.
pub(super) fn weigh(clusters: &mut Clusters<'_, '_>) {
    for at in 0..clusters.candidates.len() {
        let candidate = &clusters.candidates[at];
        let view = clusters.view;
        let capital = candidate.place.is_some_and(|place| view.nouns.places[place].capital);
        let head = candidate.head.index();
        let by_verb = view.tok(head).head.is_some_and(|up| is_verb(view.upos(up.index())));
        let acts = view.is_relation(head, "nsubj") && by_verb && !view.tok(head).deprel.ends_with(":pass");
        if candidate.is_name() && capital && acts {
            clusters.support(at, &[(TypeId("Government".to_owned()), ACTS)]);
        }
    }
}
