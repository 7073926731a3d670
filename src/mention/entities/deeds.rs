//! Who did what to whom, as a verb or noun and the words right around it tell it: what *the buyer* or *its owner* remind of.
//!
//! In: the lexicon's frames and the tree. Out: words with a predicate and the tokens of its two sides. A rough reading,
//! without the checks that claims undergo: it only weighs antecedents.

use std::collections::BTreeSet;

use super::binding::{clause_subject, own_subject};
use super::candidate::Candidate;
use super::identity::is_verb;
use super::view::View;
use crate::analyse::Upos;
use crate::ontology::{Evocation, PartOfSpeech, PredicateId, Role, Slot, Step};

/// A word that evokes a predicate, and its arguments' tokens.
#[derive(Clone, Debug)]
pub(super) struct Deed<'o> {
    pub at: usize,
    pub predicate: &'o PredicateId,
    pub subject: Option<usize>,
    pub object: Option<usize>,
}

/// Which side of a predicate a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Subject,
    Object,
}

/// All deeds of the text, in text order.
pub(super) fn find<'o>(view: &View<'o>) -> Vec<Deed<'o>> {
    (0..view.len()).flat_map(|at| deeds_at(view, at)).collect()
}

/// The predicates that the phrase's noun names a side of (*acquéreur*: who acquires).
pub(super) fn sides<'o>(view: &View<'o>, candidate: &Candidate) -> BTreeSet<(&'o PredicateId, Side)> {
    let inside = |lemma: &String| candidate.tokens.range().any(|at| view.lemma[at] == *lemma);
    let mut found = BTreeSet::new();
    for evocation in evocations(view, candidate.head.index(), PartOfSpeech::Noun) {
        let frame = &view.ontology.lexicon.frames[evocation.frame];
        let mut required = evocation.requires.iter().filter(|required| !required.lemmas.is_empty());
        if !required.all(|required| required.lemmas.iter().any(inside)) {
            continue;
        }
        if reaches(&frame.subject, Role::Itself) {
            found.insert((&frame.predicate, Side::Subject));
        } else if reaches(&frame.object, Role::Itself) {
            found.insert((&frame.predicate, Side::Object));
        }
    }
    found
}

fn evocations<'o>(view: &View<'o>, at: usize, part: PartOfSpeech) -> &'o [Evocation] {
    view.ontology.lexicon.evocations.get(&(view.lemma[at].clone(), part)).map_or(&[], Vec::as_slice)
}

fn reaches(slot: &Slot, role: Role) -> bool {
    slot.0.iter().any(|path| path.0.len() == 1 && path.0[0].role == role)
}

fn deeds_at<'o>(view: &View<'o>, at: usize) -> Vec<Deed<'o>> {
    let part = match view.upos(at) {
        Upos::Verb => PartOfSpeech::Verb,
        Upos::Noun => PartOfSpeech::Noun,
        _ => return Vec::new(),
    };
    let mut found: Vec<Deed<'o>> = Vec::new();
    for evocation in evocations(view, at, part) {
        let frame = &view.ontology.lexicon.frames[evocation.frame];
        let known = found.iter().any(|deed| *deed.predicate == frame.predicate);
        if known || frame.negated || !has_required(view, at, evocation) {
            continue;
        }
        let (subject, object) = (argument(view, at, &frame.subject), argument(view, at, &frame.object));
        if subject.is_some() || object.is_some() {
            found.push(Deed { at, predicate: &frame.predicate, subject, object });
        }
    }
    found
}

/// True where the words that the entry asks for stand near below the word, and its reflexive pronoun as it wants it.
fn has_required(view: &View<'_>, at: usize, evocation: &Evocation) -> bool {
    let children = || view.children(at).iter().map(|child| child.index());
    let reflexive = children().any(|child| view.is_relation(child, "expl"));
    let near = |lemma: &String| {
        children().any(|child| {
            view.lemma[child] == *lemma || view.children(child).iter().any(|low| view.lemma[low.index()] == *lemma)
        })
    };
    let mut required = evocation.requires.iter().filter(|required| !required.lemmas.is_empty());
    evocation.reflexive.is_none_or(|wanted| wanted == reflexive)
        && required.all(|required| required.lemmas.iter().any(near))
}

/// The token of the first filled alternative of one step.
fn argument(view: &View<'_>, at: usize, slot: &Slot) -> Option<usize> {
    slot.0.iter().filter(|path| path.0.len() == 1).find_map(|path| step(view, at, &path.0[0]))
}

fn step(view: &View<'_>, at: usize, step: &Step) -> Option<usize> {
    let children = || view.children(at).iter().map(|child| child.index());
    let case = |child: usize| {
        let mut cases = view.children(child).iter().filter(|low| view.is_relation(low.index(), "case"));
        step.cases.is_empty() || cases.any(|low| step.cases.contains(&view.lemma[low.index()]))
    };
    let tok = view.tok(at);
    let agent = || children().find(|&child| view.tok(child).deprel == "obl:agent");
    let passive = own_subject(view, at).filter(|&subject| view.tok(subject).deprel.ends_with(":pass"));
    let described = tok.relation() == "acl" && tok.feats.is("VerbForm", "Part") && tok.feats.is("Tense", "Past");
    let noun = tok.head.map(|head| head.index()).filter(|_| described);
    match step.role {
        Role::Subject if is_verb(tok.upos) => {
            if passive.is_some() || noun.is_some() {
                agent()
            } else {
                own_subject(view, at).or_else(|| clause_subject(view, at))
            }
        }
        Role::Object => children().find(|&child| view.is_relation(child, "obj")).or(passive).or(noun),
        Role::IndirectObject => children().find(|&child| view.is_relation(child, "iobj")),
        Role::Oblique => children().find(|&child| view.is_relation(child, "obl") && case(child)),
        Role::NominalModifier => children().find(|&child| view.is_relation(child, "nmod") && case(child)),
        _ => None,
    }
}
