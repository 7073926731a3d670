//! What a name's own words and its surroundings tell of its type and gender.

use super::candidate::Candidate;
use super::names::weight;
use super::view::{View, plain};
use crate::analyse::Upos;
use crate::ontology::{DeterminerKind, TypeId};

/// Adds to a name the evidence that the text gives; `label` is the model's.
pub(super) fn look(view: &View<'_>, name: &mut Candidate, label: Option<(TypeId, f32)>) {
    words(view, name);
    surroundings(view, name);
    if let Some((class, amount)) = label {
        let share = model_share(view, name, &class);
        name.evidence.push((class, amount * share));
    }
}

/// How far the model is believed: it takes firms for persons and brands for places.
fn model_share(view: &View<'_>, name: &Candidate, class: &TypeId) -> f32 {
    let long = name.tokens.len() > 1;
    let first_name = view.nouns.first_names.contains_key(&view.tok(name.start()).form);
    match class.0.as_str() {
        "Person" if long && first_name => 1.0,
        "Person" if long => 0.8,
        "Person" => 0.5,
        "Place" if name.place.is_none() => 0.7,
        _ => 1.0,
    }
}

fn words(view: &View<'_>, name: &mut Candidate) {
    let (start, end) = (name.start(), name.end());
    let person = TypeId("Person".to_owned());
    if let Some(gender) = start.checked_sub(1).and_then(|at| view.nouns.titles.get(&view.tok(at).form)) {
        name.evidence.push((person.clone(), weight::TITLE));
        name.gender = *gender;
    }
    if let Some(class) = view.nouns.known_names.get(&plain(&name.text)) {
        name.evidence.push((class.clone(), weight::KNOWN));
    }
    if let Some(place) = view.nouns.place_names.get(&plain(&name.text)) {
        name.place = Some(*place);
        name.evidence.push((TypeId("Place".to_owned()), weight::PLACE));
    }
    let mut telling = false;
    for at in (start..end).filter(|_| end - start > 1) {
        if let Some(class) = view.nouns.name_words.get(&view.tok(at).form) {
            name.evidence.push((class.clone(), weight::NAME_WORD));
            telling = true;
        }
    }
    if let Some(gender) = view.nouns.first_names.get(&view.tok(start).form) {
        if end - start > 1 && end - start < 5 && !telling && all_capital(view, name) {
            name.evidence.push((person, weight::FIRST_NAME));
        }
        name.gender = name.gender.or(*gender);
    }
    if let Some(found) = view.kind_at(start)
        && found.end < end
    {
        let kind = view.kind(found.kinds[0]);
        name.evidence.extend(kind.types.first().map(|class| (class.clone(), weight::KIND_WORD)));
    }
}

/// True where all words but small ones begin with a capital, and none is a number or a sign.
fn all_capital(view: &View<'_>, name: &Candidate) -> bool {
    name.tokens.range().all(|at| {
        let small = matches!(view.upos(at), Upos::Adp | Upos::Det);
        small || view.capital(at) && view.tok(at).form.chars().all(|c| c.is_alphabetic() || "-'\u{2019}.".contains(c))
    })
}

fn surroundings(view: &View<'_>, name: &mut Candidate) {
    let head = name.head.index();
    let before = name.start().checked_sub(1);
    let case = view.children(head).iter().find(|child| view.is_relation(child.index(), "case"));
    if let Some((class, amount)) = case.and_then(|case| view.nouns.typing_prepositions.get(&view.lower[case.index()])) {
        name.evidence.push((class.clone(), *amount));
    }
    let acts = case.is_none() && view.is_relation(head, "nsubj");
    if acts && name.place.is_none() {
        name.evidence.push((TypeId("Company".to_owned()), weight::ACTS));
    }
    let mixed = |text: &str| {
        let digits = text.chars().any(|c| c.is_ascii_digit());
        digits && text.chars().any(char::is_uppercase)
    };
    if mixed(&view.tok(name.end() - 1).form) {
        name.evidence.push((TypeId("Product".to_owned()), weight::NUMBERED));
    }
    let article = before.filter(|&at| view.determiner(at) == Some(DeterminerKind::Definite) && !view.in_multiword(at));
    let shouts = name.text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let lone = name.tokens.len() == 1 && name.place.is_none();
    if article.is_some() && lone && !shouts {
        name.evidence.push((TypeId("Product".to_owned()), weight::ARTICLE));
    }
}
