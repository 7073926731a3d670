//! What a name's own words and its surroundings tell of its type and gender.

use super::candidate::Candidate;
use super::identity::is_verb;
use super::names::weight;
use super::view::{View, plain};
use crate::analyse::{TokenId, Upos};
use crate::ontology::{DeterminerKind, Gender, TypeId};

/// Adds to a name the evidence that the text gives; `label` is the model's.
pub(super) fn look(view: &View<'_>, name: &mut Candidate, label: Option<(TypeId, f32)>) {
    words(view, name);
    let person = label.as_ref().is_some_and(|(class, _)| class.0 == "Person");
    surroundings(view, name, person);
    if let Some((class, amount)) = label {
        let said = model_says(view, name, &class, amount);
        name.evidence.extend(said);
    }
}

/// The model's label, as far as it is believed: it takes some firms for persons or services and brands for places, so
/// without a first name or a known place a part of its weight goes to the commonest type of the news it reads.
fn model_says(view: &View<'_>, name: &Candidate, class: &TypeId, amount: f32) -> Vec<(TypeId, f32)> {
    let doubtful = match class.0.as_str() {
        "Person" => !has_first_name(view, name.start()),
        "Place" => name.place.is_none() && !name.evidence.iter().any(|(known, _)| known == class),
        "Service" => true,
        _ => false,
    };
    if doubtful && is_coined(name) {
        return vec![(TypeId("Company".to_owned()), amount * 0.7), (TypeId("Product".to_owned()), amount * 0.2)];
    }
    // Persons act more than firms do: a long name that acts stays a person.
    let acting = name.tokens.len() > 1 && view.is_relation(name.head.index(), "nsubj");
    if doubtful && !(class.0 == "Person" && acting) {
        return vec![(class.clone(), amount * 0.7), (TypeId("Company".to_owned()), amount * 0.2)];
    }
    vec![(class.clone(), amount)]
}

/// True for a name of one word with a capital inside (*OpenMed*), as no place and no person has but those in *Mac*.
fn is_coined(name: &Candidate) -> bool {
    let scottish = name.text.starts_with("Mc") || name.text.starts_with("Mac");
    let mut pairs = name.text.chars().zip(name.text.chars().skip(1));
    let inside = pairs.any(|(before, after)| before.is_lowercase() && after.is_uppercase());
    name.tokens.len() == 1 && !scottish && inside
}

/// True where the token is a first name, or a compound of first names by its first part.
pub(super) fn has_first_name(view: &View<'_>, at: usize) -> bool {
    first_name(view, at).is_some()
}

fn first_name(view: &View<'_>, at: usize) -> Option<Option<Gender>> {
    let form = view.tok(at).form.as_str();
    let part = form.split('-').next().unwrap_or(form);
    view.nouns.first_names.get(form).or_else(|| view.nouns.first_names.get(part)).copied()
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
    if let Some(place) = view.place_named(&name.text) {
        name.place = Some(place);
        name.evidence.push((TypeId("Place".to_owned()), weight::PLACE));
    }
    let mut telling = (start..end).any(|at| view.tok(at).form == "&");
    if telling {
        name.evidence.push((TypeId("Company".to_owned()), weight::NAME_WORD));
    }
    for at in (start..end).filter(|_| end - start > 1) {
        if let Some(class) = view.nouns.name_words.get(&view.tok(at).form) {
            name.evidence.push((class.clone(), weight::NAME_WORD));
            telling = true;
        }
    }
    if let Some(gender) = first_name(view, start) {
        if end - start > 1 && end - start < 5 && !telling && all_capital(view, name) {
            name.evidence.push((person, weight::FIRST_NAME));
        }
        name.gender = name.gender.or(gender);
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

fn surroundings(view: &View<'_>, name: &mut Candidate, person: bool) {
    let head = name.head.index();
    let before = name.start().checked_sub(1);
    let case = view.children(head).iter().find(|child| view.is_relation(child.index(), "case"));
    if let Some((class, amount)) = case.and_then(|case| view.nouns.typing_prepositions.get(&view.lower[case.index()])) {
        name.evidence.push((class.clone(), *amount));
    }
    let relation = view.tok(head).relation();
    let governor = view.tok(head).head.map(TokenId::index);
    let acts = case.is_none() && relation == "nsubj" && governor.is_some_and(|up| is_verb(view.upos(up)));
    if acts && name.place.is_none() && !(person && name.tokens.len() > 1) {
        name.evidence.push((TypeId("Company".to_owned()), weight::ACTS));
    }
    if relation == "nmod" && case.is_some() {
        name.evidence.extend(governor.and_then(|up| governing_noun(view, up)));
    }
    let owned = |child: &&TokenId| view.is_relation(child.index(), "nmod") && view.upos(child.index()) == Upos::Propn;
    if name.tokens.len() < 3 && view.children(head).iter().any(|child| owned(&child)) {
        name.evidence.push((TypeId("Product".to_owned()), weight::OWNED));
    }
    let mixed = |text: &str| {
        let digits = text.chars().any(|c| c.is_ascii_digit());
        digits && text.chars().any(char::is_uppercase)
    };
    if mixed(&view.tok(name.end() - 1).form) {
        name.evidence.push((TypeId("Product".to_owned()), weight::NUMBERED));
    }
    let bracket = before.is_some_and(|at| view.tok(at).form == "(");
    if bracket && name.place.is_some() {
        name.evidence.push((TypeId("Place".to_owned()), weight::NUMBERED));
    }
    article(view, name);
}

/// *le Zéphyr* is a product, *les Farnel* a family.
fn article(view: &View<'_>, name: &mut Candidate) {
    let before = name.start().checked_sub(1);
    let Some(before) = before.filter(|&at| view.determiner(at) == Some(DeterminerKind::Definite)) else { return };
    let shouts = name.text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let lone = name.tokens.len() == 1 && name.place.is_none() && !shouts;
    let plural = view.tok(before).feats.is("Number", "Plur") && !name.key.ends_with(['s', 'x', 'z']);
    if lone && plural {
        name.evidence.push((TypeId("Organization".to_owned()), weight::FAMILY));
    } else if lone && !view.in_multiword(before) {
        name.evidence.push((TypeId("Product".to_owned()), weight::ARTICLE));
    }
}

/// *la firme de X* tells a place, *le patron de X*, *la filiale de X* an organisation.
fn governing_noun(view: &View<'_>, at: usize) -> Option<(TypeId, f32)> {
    let kind = view.kind(*view.kind_at(at)?.kinds.first()?);
    let company = kind.types.iter().any(|class| class.0 == "Company" || class.0 == "Unit");
    if kind.position || (kind.relational && kind.types[0].0 == "Company") {
        return Some((TypeId("Company".to_owned()), weight::GOVERNED));
    }
    (company && !kind.weak).then(|| (TypeId("Place".to_owned()), weight::GOVERNED))
}
