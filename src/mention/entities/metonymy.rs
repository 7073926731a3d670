//! Capitals, countries and regions that act: a government stands behind *Paris refuse*, a place behind *à Paris*.

use super::candidate::Candidate;
use super::clusters::Clusters;
use super::view::View;
use crate::analyse::Upos;
use crate::ontology::TypeId;

/// More than the place lexicon and the model together.
const ACTS: f32 = 4.0;

/// More than these and the noun *région*.
const IS_BODY: f32 = 8.0;

/// The kind of places whose body bears their name.
const REGION: &str = "region";

/// Weighs for each mention of a capital, country or region whether it acts.
pub(super) fn weigh(clusters: &mut Clusters<'_, '_>) {
    for at in 0..clusters.candidates.len() {
        let candidate = &clusters.candidates[at];
        let view = clusters.view;
        let Some(place) = candidate.place.filter(|_| candidate.is_name()) else { continue };
        let place = &view.nouns.places[place];
        let head = first_conjunct(view, candidate.head.index());
        let seat = place.capital || place.kind == "country";
        let weight = match () {
            () if is_agent(view, head) || seat && acts(view, head) && !is_dateline(view, candidate) => ACTS,
            () if place.kind == REGION && is_body(view, candidate) => IS_BODY,
            () => continue,
        };
        clusters.support(at, &[(TypeId("Government".to_owned()), weight)]);
    }
}

/// True for the subject of a verb with a meaning of its own (*Paris refuse*, not *Paris est loin*).
fn acts(view: &View<'_>, head: usize) -> bool {
    let tok = view.tok(head);
    let by_verb = tok.head.is_some_and(|up| view.upos(up.index()) == Upos::Verb);
    by_verb && tok.relation() == "nsubj" && tok.deprel != "nsubj:pass"
}

/// True for the agent of a passive (*attaquée par la Bretagne*).
fn is_agent(view: &View<'_>, head: usize) -> bool {
    view.tok(head).deprel == "obl:agent"
}

/// *PARIS (Agence) –* at the head of a paragraph says where the article was written.
fn is_dateline(view: &View<'_>, candidate: &Candidate) -> bool {
    let shouts = candidate.text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let signs = |at: usize| matches!(view.upos(at), Upos::Punct | Upos::Sym);
    shouts && view.sentence_initial(candidate.start()) && candidate.end() < view.len() && signs(candidate.end())
}

/// True after the noun for a region, where nothing says that something happens there: *la région Bretagne finance*.
fn is_body(view: &View<'_>, candidate: &Candidate) -> bool {
    let Some(noun) = candidate.start().checked_sub(1) else { return false };
    let found = view.kind_at(noun).filter(|found| found.end == candidate.start());
    let place = |kind: &usize| view.kind(*kind).types.iter().any(|class| class.0 == "Place");
    let there = |child: usize| view.nouns.typing_prepositions.contains_key(&view.lower[child]);
    let children = |at: usize| view.children(at).iter().map(|child| child.index());
    found.is_some_and(|found| found.kinds.iter().any(place))
        && !children(noun).chain(children(candidate.head.index())).any(there)
}

/// The first of a row of conjuncts.
fn first_conjunct(view: &View<'_>, at: usize) -> usize {
    let mut current = at;
    for _ in 0..10 {
        match view.tok(current).head.filter(|_| view.is_relation(current, "conj")) {
            Some(up) => current = up.index(),
            None => break,
        }
    }
    current
}
