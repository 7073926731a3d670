//! Pronouns of the third person, relative pronouns, and possessive determiners.

use super::binding::gender_by_participle;
use super::candidate::Candidate;
use super::view::View;
use crate::analyse::{TokenRange, Upos};
use crate::mention::MentionForm;
use crate::ontology::{DeterminerKind, Gender, Number, PronounForm, PronounKind};

/// All pronouns that may refer, in text order.
pub(super) fn find(view: &View<'_>) -> Vec<Candidate> {
    (0..view.len()).filter_map(|at| possessive(view, at).or_else(|| pronoun(view, at))).collect()
}

fn possessive(view: &View<'_>, at: usize) -> Option<Candidate> {
    let is_determiner = matches!(view.upos(at), Upos::Det | Upos::Adj);
    let Some(DeterminerKind::Possessive(number)) =
        view.nouns.determiners.get(&view.lower[at]).filter(|_| is_determiner)
    else {
        return None;
    };
    let mut candidate = Candidate::new(view, TokenRange::new(at, at + 1), MentionForm::Possessive);
    candidate.number = Some(*number);
    Some(candidate)
}

fn pronoun(view: &View<'_>, at: usize) -> Option<Candidate> {
    if let Some((form, end)) = demonstrative(view, at) {
        return Some(candidate(view, at, end, form));
    }
    // *dont*, *où* and the *que* of relative clauses may carry other tags; their relation tells.
    let tagged = view.upos(at) == Upos::Pron || (view.upos(at) == Upos::Adv && in_relative(view, at));
    let forms = view.nouns.pronouns.get(&view.lower[at]).filter(|_| tagged)?;
    let form = forms.iter().find(|form| fits(view, at, form))?;
    Some(candidate(view, at, at + 1, form))
}

/// *ce dernier*, *celui-ci*, *le second*: of one word or of more.
fn demonstrative<'a>(view: &View<'a>, at: usize) -> Option<(&'a PronounForm, usize)> {
    let (_, limit) = view.bounds(at);
    for end in (at + 1..=(at + 3).min(limit)).rev() {
        let joined = view.lower[at..end].join(if view.lower[at..end].contains(&"-".to_owned()) { "" } else { " " });
        let forms = view.nouns.pronouns.get(&joined).into_iter().flatten();
        let ordinal = |kind: PronounKind| matches!(kind, PronounKind::Former | PronounKind::Latter);
        let fits = |form: &&PronounForm| {
            form.kind == PronounKind::Demonstrative || ordinal(form.kind) && is_argument(view, end - 1)
        };
        if let Some(form) = forms.into_iter().find(fits)
            && view.analysis.tokens.get(end).is_none_or(|next| next.upos != Upos::Noun)
        {
            return Some((form, end));
        }
    }
    None
}

/// True where an ordinal stands for a phrase, and not before its noun.
fn is_argument(view: &View<'_>, at: usize) -> bool {
    let next = view.analysis.tokens.get(at + 1);
    let alone = next.is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num));
    alone && matches!(view.tok(at).relation(), "nsubj" | "obj" | "iobj" | "obl" | "nmod")
}

fn fits(view: &View<'_>, at: usize, form: &PronounForm) -> bool {
    let tok = view.tok(at);
    match form.kind {
        // Impersonal subjects refer to nothing.
        PronounKind::Personal => !tok.deprel.starts_with("expl"),
        PronounKind::Clitic => matches!(tok.relation(), "obj" | "iobj"),
        PronounKind::Relative => in_relative(view, at),
        PronounKind::Demonstrative => true,
        PronounKind::Former | PronounKind::Latter => is_argument(view, at),
        PronounKind::Reflexive | PronounKind::First => false,
    }
}

/// True where the word hangs, however deep, on the verb of a relative clause.
fn in_relative(view: &View<'_>, at: usize) -> bool {
    antecedent_head(view, at).is_some()
}

/// The noun that the relative clause around the pronoun hangs on.
pub(super) fn antecedent_head(view: &View<'_>, at: usize) -> Option<usize> {
    let mut current = at;
    for _ in 0..6 {
        let tok = view.tok(current);
        let head = tok.head?.index();
        if tok.relation() == "acl" && current != at {
            return (head < at).then_some(head);
        }
        current = head;
    }
    None
}

fn candidate(view: &View<'_>, start: usize, end: usize, form: &PronounForm) -> Candidate {
    let mut candidate = Candidate::new(view, TokenRange::new(start, end), MentionForm::Pronoun);
    candidate.pronoun = Some(form.kind);
    let shown = (form.kind == PronounKind::Clitic).then(|| gender_by_participle(view, start)).flatten();
    candidate.gender = form.gender.or(shown).or_else(|| gender(view, start));
    candidate.number = form.number.or_else(|| number(view, start));
    candidate
}

fn gender(view: &View<'_>, at: usize) -> Option<Gender> {
    match view.tok(at).feats.get("Gender") {
        Some("Masc") => Some(Gender::Masculine),
        Some("Fem") => Some(Gender::Feminine),
        _ => None,
    }
}

fn number(view: &View<'_>, at: usize) -> Option<Number> {
    match view.tok(at).feats.get("Number") {
        Some("Sing") => Some(Number::Singular),
        Some("Plur") => Some(Number::Plural),
        _ => None,
    }
}
