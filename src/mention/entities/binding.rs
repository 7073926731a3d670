//! What the tree alone says of a reference: whose clause it stands in, and whom it cannot mean.
//!
//! In: tokens. Out: tokens. The principles are those of binding (Chomsky 1981): a pronoun is not another argument of its own
//! verb, nor is a full phrase; who controls an infinitive is an argument of it. Must not know entities.

use super::identity::is_verb;
use super::view::View;
use crate::analyse::{TokenId, Upos};
use crate::ontology::Gender;

/// How many arcs up the tree a clause's subject may stand.
const HEIGHT: usize = 12;

/// The subject of the clause around the token: the verb's own, or the one that controls its infinitive or participle or
/// that it shares with the conjunct before it. None where the token stands inside that subject.
pub(super) fn clause_subject(view: &View<'_>, at: usize) -> Option<usize> {
    subject_from(view, at, at)
}

/// The subject of a clause above that around the token (*X* in *X dit que le groupe attend*).
pub(super) fn subject_above(view: &View<'_>, at: usize) -> Option<usize> {
    let own = verb_around(view, at)?;
    let mut current = own;
    for _ in 0..4 {
        let up = view.tok(current).head?.index();
        current = verb_around_or_self(view, up)?;
        if let Some(subject) =
            own_subject(view, current).filter(|&subject| subject != at && !view.is_under(at, subject))
        {
            return Some(subject);
        }
    }
    None
}

/// The nearest verb above the token.
pub(super) fn verb_around(view: &View<'_>, at: usize) -> Option<usize> {
    verb_around_or_self(view, view.tok(at).head?.index())
}

fn verb_around_or_self(view: &View<'_>, at: usize) -> Option<usize> {
    let mut current = at;
    for _ in 0..HEIGHT {
        if is_predicate(view, current) {
            return Some(current);
        }
        current = view.tok(current).head?.index();
    }
    None
}

fn subject_from(view: &View<'_>, at: usize, from: usize) -> Option<usize> {
    let mut current = from;
    for _ in 0..HEIGHT {
        let up = view.tok(current).head?.index();
        current = up;
        if !is_predicate(view, up) {
            continue;
        }
        if let Some(subject) = own_subject(view, up) {
            return (subject != at && !view.is_under(at, subject)).then_some(subject);
        }
        let tok = view.tok(up);
        let finite = tok.feats.is("VerbForm", "Fin");
        match tok.relation() {
            "acl" if tok.feats.is("VerbForm", "Part") => return tok.head.map(TokenId::index),
            "conj" | "xcomp" | "advcl" | "acl" | "obl" => {}
            _ if finite => return None,
            _ => {}
        }
    }
    None
}

/// True for verbs and for what a copula makes one.
fn is_predicate(view: &View<'_>, at: usize) -> bool {
    is_verb(view.upos(at)) || own_subject(view, at).is_some()
}

/// The subject that hangs on the token.
pub(super) fn own_subject(view: &View<'_>, at: usize) -> Option<usize> {
    view.children(at).iter().map(|child| child.index()).find(|&child| view.is_relation(child, "nsubj"))
}

/// True where the token stands in what comes before the predicate whose subject `subject` is, but not in the subject:
/// *fondé par X, le groupe attend*.
pub(super) fn is_fronted(view: &View<'_>, at: usize, subject: usize) -> bool {
    let Some(predicate) = view.tok(subject).head.filter(|_| view.is_relation(subject, "nsubj")) else { return false };
    at < subject && view.is_under(at, predicate.index()) && !view.is_under(at, subject)
}

/// The subject that follows a word in the front of its clause (*avec ses usines, le groupe attend*).
pub(super) fn subject_after(view: &View<'_>, at: usize) -> Option<usize> {
    let mut current = view.tok(at).head?.index();
    for _ in 0..HEIGHT {
        if let Some(subject) = own_subject(view, current).filter(|&subject| is_fronted(view, at, subject)) {
            return Some(subject);
        }
        current = view.tok(current).head?.index();
    }
    None
}

/// What the participles before a subject take beside it (*X* in *fondé par X, le groupe attend*): never the subject itself.
pub(super) fn beside_in_front(view: &View<'_>, subject: usize) -> Vec<usize> {
    let children = |at: usize| view.children(at).iter().map(|child| child.index());
    let predicate = view.tok(subject).head.filter(|_| view.is_relation(subject, "nsubj")).map(TokenId::index);
    let fronted = predicate.into_iter().flat_map(children).filter(|&child| {
        let participle = matches!(view.tok(child).relation(), "acl" | "advcl" | "amod" | "xcomp");
        child < subject && participle && own_subject(view, child).is_none()
    });
    let argument = |&at: &usize| matches!(view.tok(at).relation(), "obl" | "obj" | "iobj" | "nmod");
    fronted.flat_map(children).filter(argument).collect()
}

/// True for a pronoun that only stresses a phrase (*X, lui, attend*): no argument, no preposition of its own.
pub(super) fn is_stress(view: &View<'_>, at: usize) -> bool {
    let comma = |at: Option<usize>| at.and_then(|at| view.analysis.tokens.get(at)).is_some_and(|tok| tok.form == ",");
    let between = comma(at.checked_sub(1)) && comma(Some(at + 1));
    let governed = view.children(at).iter().any(|child| view.is_relation(child.index(), "case"))
        || at.checked_sub(1).is_some_and(|before| view.upos(before) == Upos::Adp);
    let before_verb =
        view.analysis.tokens.get(at + 1).is_some_and(|next| is_verb(next.upos) || next.upos == Upos::Pron);
    let argument = matches!(view.tok(at).relation(), "nsubj" | "obj") || before_verb;
    between || !governed && !argument
}

/// What a stressing pronoun stresses: the phrase that it is in apposition to, or the subject of its clause.
pub(super) fn stressed(view: &View<'_>, at: usize) -> Option<usize> {
    let host = view.tok(at).head.map(TokenId::index).filter(|_| matches!(view.tok(at).relation(), "appos" | "nmod"));
    host.filter(|host| *host < at).or_else(|| clause_subject(view, at))
}

/// The gender of the direct object that a participle after *avoir* shows (*l'a rachetée*).
pub(super) fn gender_by_participle(view: &View<'_>, at: usize) -> Option<Gender> {
    let verb = view.tok(at).head.filter(|_| view.is_relation(at, "obj"))?.index();
    let tok = view.tok(verb);
    let auxiliary = view.children(verb).iter().any(|child| view.is_relation(child.index(), "aux"));
    let agrees = auxiliary && at < verb && tok.feats.is("VerbForm", "Part");
    match tok.feats.get("Gender").filter(|_| agrees) {
        Some("Fem") => Some(Gender::Feminine),
        Some("Masc") => Some(Gender::Masculine),
        _ => None,
    }
}
