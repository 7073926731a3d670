//! Passes where the sentence itself says that two phrases are one thing: *la plateforme X*, apposition, copula, naming.

use std::collections::BTreeMap;

use super::clusters::{Clusters, kin};
use super::names::weight;
use crate::analyse::{TokenId, Upos};
use crate::mention::MentionForm;
use crate::ontology::{DeterminerKind, Number, TypeId};

/// How strongly each construction says what a thing is.
const BESIDE: u8 = 3;
const APPOSITION: u8 = 4;
const COPULA: u8 = 2;

/// *la plateforme X*, *le fournisseur de soins X*, *l'américain X*: a nominal right before a name.
pub(super) fn kind_before_name(clusters: &mut Clusters<'_, '_>) {
    let starts = name_starts(clusters);
    for nominal in nominals(clusters) {
        let end = name_place(clusters, nominal);
        let quote = clusters.view.analysis.tokens.get(end).is_some_and(|tok| is_quote(&tok.form));
        let Some(&name) = starts.get(&(end + usize::from(quote))) else { continue };
        // What a headline ends with is no noun before the name that the text begins with.
        let start = clusters.candidates[name].start();
        if clusters.view.sentence(start) != clusters.view.sentence(clusters.candidates[nominal].start()) {
            continue;
        }
        let plural = clusters.candidates[nominal].number == Some(Number::Plural);
        if clusters.candidates[nominal].kinds.is_empty() {
            if !plural && !clusters.cluster(name).is("Place") {
                clusters.join(name, nominal, "nationality before the name", 0.9);
            }
        } else if agree(clusters, name, nominal) || is_decisive(clusters, nominal) {
            if plural && !is_offering(clusters, nominal) {
                let evidence = clusters.candidates[nominal].evidence.clone();
                clusters.support(name, &evidence);
            } else {
                let evidence = clusters.candidates[nominal].evidence.clone();
                clusters.support(name, &evidence[..1.min(evidence.len())]);
                unite(clusters, name, nominal, "kind noun before the name", BESIDE);
            }
        }
    }
}

/// Where a name would begin that the nominal belongs to; a noun of nationality already covers its name.
fn name_place(clusters: &Clusters<'_, '_>, nominal: usize) -> usize {
    let candidate = &clusters.candidates[nominal];
    if candidate.kinds.is_empty() && candidate.tokens.len() > 1 {
        return candidate.head.index().min(candidate.start()) + 1;
    }
    candidate.end()
}

/// *X, spécialiste de …*, *le patron, Y*: by the tree, or between commas or brackets.
pub(super) fn appositions(clusters: &mut Clusters<'_, '_>) {
    let heads = heads(clusters);
    let starts = all_starts(clusters);
    for at in 0..clusters.candidates.len() {
        let candidate = &clusters.candidates[at];
        if !matches!(candidate.form, MentionForm::Name | MentionForm::Nominal)
            || candidate.place.is_some() && !candidate.is_name()
        {
            continue;
        }
        let view = clusters.view;
        let head = candidate.head;
        let by_tree = view.is_relation(head.index(), "appos");
        let governor = view.tok(head.index()).head.filter(|_| by_tree).and_then(|up| heads.get(&up).copied());
        let beside = next_in_apposition(clusters, at, &starts);
        for other in governor.into_iter().chain(beside) {
            appose(clusters, other, at);
        }
    }
}

/// The candidate after a comma or bracket that is closed by another.
fn next_in_apposition(clusters: &Clusters<'_, '_>, at: usize, starts: &BTreeMap<usize, usize>) -> Option<usize> {
    let view = clusters.view;
    let end = clusters.candidates[at].end();
    let (_, limit) = view.bounds(clusters.candidates[at].start());
    let opener = view.analysis.tokens.get(end).filter(|_| end < limit)?;
    if !matches!(opener.form.as_str(), "," | "(" | "\u{2013}" | "\u{2014}" | ":") {
        return None;
    }
    let mut start = end + 1;
    while start < limit && view.determiner(start).is_some() {
        start += 1;
    }
    let other = *starts.get(&start)?;
    let close = clusters.candidates[other].end();
    (close >= limit || closes(clusters, other, close)).then_some(other)
}

/// True where the apposition ends before the token: at punctuation, or, without a definite article, at the clause that
/// goes on about it (*X, une plateforme lancée par …*, *dans laquelle …*).
fn closes(clusters: &Clusters<'_, '_>, nominal: usize, at: usize) -> bool {
    let view = clusters.view;
    let tok = view.tok(at);
    if matches!(tok.form.as_str(), "," | ")" | "." | ";" | ":" | "\u{2013}" | "\u{2014}") {
        return true;
    }
    let relative = |at: usize| view.analysis.tokens.get(at).is_some_and(|tok| tok.feats.is("PronType", "Rel"));
    let participle = tok.upos == Upos::Verb && tok.feats.is("VerbForm", "Part");
    let loose = !matches!(
        clusters.candidates[nominal].determiner,
        Some(DeterminerKind::Definite | DeterminerKind::Possessive(_))
    );
    loose && (participle || relative(at) || tok.upos == Upos::Adp && relative(at + 1))
}

fn appose(clusters: &mut Clusters<'_, '_>, a: usize, b: usize) {
    let (first, second) = (&clusters.candidates[a], &clusters.candidates[b]);
    let names = usize::from(first.is_name()) + usize::from(second.is_name());
    let plural = [first, second].iter().any(|c| !c.is_name() && c.number == Some(Number::Plural));
    if names != 1 || plural || clusters.same(a, b) {
        return;
    }
    let (name, nominal) = if first.is_name() { (a, b) } else { (b, a) };
    if clusters.candidates[nominal].kinds.is_empty()
        || !agree(clusters, name, nominal)
        || other_name(clusters, name, nominal)
    {
        return;
    }
    unite(clusters, name, nominal, "apposition", APPOSITION);
}

/// True where the nominal already belongs to another name.
fn other_name(clusters: &Clusters<'_, '_>, name: usize, nominal: usize) -> bool {
    clusters.cluster(nominal).named && !clusters.same(name, nominal)
}

/// *une société baptisée X*: a verb of naming between noun and name.
pub(super) fn namings(clusters: &mut Clusters<'_, '_>) {
    let ends: BTreeMap<usize, usize> =
        nominals(clusters).into_iter().map(|at| (clusters.candidates[at].end(), at)).collect();
    for name in (0..clusters.candidates.len()).filter(|&at| clusters.candidates[at].is_name()).collect::<Vec<_>>() {
        let view = clusters.view;
        let start = clusters.candidates[name].start();
        let verb = (1..=3).filter_map(|back| start.checked_sub(back)).find(|&at| is_verb(view.upos(at)));
        let Some(verb) = verb.filter(|&at| view.nouns.naming_verbs.contains(&view.lemma[at])) else { continue };
        let comma = verb > 0 && view.tok(verb - 1).form == ",";
        let end = verb - usize::from(comma);
        let between = (verb + 1..start).all(|at| view.determiner(at).is_some() || is_quote(&view.tok(at).form));
        if let Some(&nominal) = ends.get(&end).filter(|_| between)
            && !clusters.cluster(nominal).named
            && (agree(clusters, name, nominal) || is_decisive(clusters, nominal))
        {
            let evidence = clusters.candidates[nominal].evidence.clone();
            clusters.support(name, &evidence[..1.min(evidence.len())]);
            unite(clusters, name, nominal, "verb of naming", APPOSITION);
        }
    }
}

/// *X est un éditeur*, and not *X n'est pas un éditeur*.
pub(super) fn copulas(clusters: &mut Clusters<'_, '_>) {
    let heads = heads(clusters);
    for nominal in nominals(clusters) {
        let view = clusters.view;
        let head = clusters.candidates[nominal].head.index();
        let children = view.children(head);
        let copula = children.iter().any(|child| view.is_relation(child.index(), "cop"));
        let denied = children.iter().any(|child| {
            let tok = view.analysis.token(*child);
            tok.feats.is("Polarity", "Neg") || view.ontology.lexicon.negators.contains(&tok.lemma)
        });
        let subject = children.iter().find(|child| view.is_relation(child.index(), "nsubj"));
        let Some(&subject) = subject.and_then(|child| heads.get(child)).filter(|_| copula && !denied) else { continue };
        let known = clusters.candidates[subject].is_name();
        if known && !clusters.candidates[nominal].kinds.is_empty() && agree(clusters, subject, nominal) {
            unite(clusters, subject, nominal, "copula", COPULA);
        }
    }
}

fn unite(clusters: &mut Clusters<'_, '_>, name: usize, nominal: usize, reason: &'static str, strength: u8) {
    clusters.join(name, nominal, reason, 0.9);
    clusters.note_kind(name, nominal, strength);
}

/// True where the kind noun can be said of the name: of kin types, or the name's own type is hardly known.
fn agree(clusters: &Clusters<'_, '_>, name: usize, nominal: usize) -> bool {
    let ontology = clusters.view.ontology;
    let Some((class, known)) = clusters.cluster(name).class() else { return true };
    let candidate = &clusters.candidates[nominal];
    let fits = candidate.evidence.iter().any(|(kind, _)| kin(ontology, kind, class));
    let strength: f32 = candidate.evidence.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
    let mentions = clusters.cluster(name).members.len() as f32;
    let strong = strength >= weight::KIND_NOUN && known / mentions < weight::DECIDED;
    fits || strong || known / mentions < weight::HARDLY
}

/// True where the noun right before a name settles its type, whatever else speaks for another.
fn is_decisive(clusters: &Clusters<'_, '_>, nominal: usize) -> bool {
    let kinds = &clusters.candidates[nominal].kinds;
    kinds.iter().all(|kind| !clusters.view.kind(*kind).weak && !clusters.view.kind(*kind).role)
}

fn is_offering(clusters: &Clusters<'_, '_>, nominal: usize) -> bool {
    let product = TypeId("Product".to_owned());
    clusters.candidates[nominal].evidence.iter().any(|(kind, _)| kin(clusters.view.ontology, kind, &product))
}

pub(super) fn nominals(clusters: &Clusters<'_, '_>) -> Vec<usize> {
    let is_nominal = |at: &usize| {
        let candidate = &clusters.candidates[*at];
        candidate.form == MentionForm::Nominal && candidate.place.is_none()
    };
    (0..clusters.candidates.len()).filter(is_nominal).collect()
}

fn name_starts(clusters: &Clusters<'_, '_>) -> BTreeMap<usize, usize> {
    all_starts(clusters).into_iter().filter(|(_, at)| clusters.candidates[*at].is_name()).collect()
}

/// Names and nominals by their first token.
fn all_starts(clusters: &Clusters<'_, '_>) -> BTreeMap<usize, usize> {
    let referring = |at: &usize| {
        let candidate = &clusters.candidates[*at];
        candidate.is_name() || candidate.form == MentionForm::Nominal && candidate.place.is_none()
    };
    (0..clusters.candidates.len()).filter(referring).map(|at| (clusters.candidates[at].start(), at)).collect()
}

/// Names and nominals by their head.
pub(super) fn heads(clusters: &Clusters<'_, '_>) -> BTreeMap<TokenId, usize> {
    all_starts(clusters).into_values().map(|at| (clusters.candidates[at].head, at)).collect()
}

fn is_quote(form: &str) -> bool {
    matches!(form, "«" | "“" | "\"" | "”" | "'" | "‘")
}

/// True where the token is a verb, used by the later passes too.
pub(super) fn is_verb(upos: Upos) -> bool {
    matches!(upos, Upos::Verb | Upos::Aux)
}
