//! Passes over names: the same name, acronyms, short forms, misspellings.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::name_key;
use super::clusters::{Clusters, kin};
use super::names::weight;
use super::typing::has_first_name;
use crate::analyse::Upos;
use crate::ontology::TypeId;

/// Names with the same key are one; places also by their adjective.
pub(super) fn exact(clusters: &mut Clusters<'_, '_>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..clusters.candidates.len() {
        let candidate = &clusters.candidates[at];
        let place = candidate.place;
        if candidate.is_name() {
            let key = bare_key(clusters, at);
            match first.get(&key) {
                Some(&anchor) => clusters.join(anchor, at, "same name", 0.98),
                None => {
                    first.insert(key, at);
                }
            }
        }
        let is_place = |at: usize| !clusters.candidates[at].is_name() || clusters.cluster(at).is("Place");
        if let Some(place) = place.filter(|_| is_place(at)) {
            match places.get(&place) {
                Some(&anchor) => clusters.join(anchor, at, "adjective of the place", 0.9),
                None => {
                    places.insert(place, at);
                }
            }
        }
    }
}

/// The key without a leading article.
fn bare_key(clusters: &Clusters<'_, '_>, at: usize) -> String {
    let key = &clusters.candidates[at].key;
    let determiners = &clusters.view.nouns.determiners;
    match key.split_once(' ') {
        Some((first, rest)) if determiners.contains_key(first) || determiners.contains_key(&format!("{first}'")) => {
            rest.to_owned()
        }
        _ => key.clone(),
    }
}

/// *Long Name (LN)*, *LN (Long Name)*, and initials anywhere.
pub(super) fn acronyms(clusters: &mut Clusters<'_, '_>) {
    let names: Vec<usize> = names_in_order(clusters);
    for pair in names.windows(2) {
        let (left, right) = (pair[0], pair[1]);
        if in_brackets(clusters, left, right)
            && (is_acronym(clusters, right, left) || is_acronym(clusters, left, right))
        {
            clusters.join(left, right, "acronym in brackets", 0.97);
        }
    }
    let mut by_initials: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for &at in &names {
        let words = spelled_words(clusters, at);
        if words.len() > 1 {
            for initials in initials(&words) {
                by_initials.entry(initials).or_default().insert(clusters.of(at));
            }
        }
    }
    for &at in &names {
        let text = clusters.candidates[at].text.clone();
        let shouts = text.chars().count() > 1 && text.chars().all(|c| c.is_uppercase() || c == '&');
        let Some(long) = by_initials.get(&text.to_lowercase()).filter(|_| shouts) else { continue };
        let mut long = long.iter().copied();
        if let (Some(only), None) = (long.next(), long.next())
            && let Some(&anchor) = clusters.get(only).members.first()
            && clusters.compatible(anchor, at)
        {
            clusters.join(anchor, at, "acronym", 0.9);
        }
    }
}

fn names_in_order(clusters: &Clusters<'_, '_>) -> Vec<usize> {
    (0..clusters.candidates.len()).filter(|&at| clusters.candidates[at].is_name()).collect()
}

fn in_brackets(clusters: &Clusters<'_, '_>, left: usize, right: usize) -> bool {
    let view = clusters.view;
    let (end, start) = (clusters.candidates[left].end(), clusters.candidates[right].start());
    (end..start).any(|at| view.tok(at).form == "(")
        && (end..start).all(|at| view.upos(at) == Upos::Punct || view.upos(at) == Upos::Det)
}

fn spelled_words(clusters: &Clusters<'_, '_>, at: usize) -> Vec<String> {
    let text = clusters.candidates[at].text.replace(['-', '\'', '\u{2019}'], " ");
    text.split_whitespace().map(str::to_owned).collect()
}

/// Of all words, and of those with a capital.
fn initials(words: &[String]) -> BTreeSet<String> {
    let letter = |word: &String| word.chars().next().filter(|c| c.is_alphanumeric() || *c == '&');
    let all: String = words.iter().filter_map(letter).collect();
    let capitals: String = all.chars().filter(|c| !c.is_lowercase()).collect();
    let long: String = words.iter().filter(|word| word.chars().count() > 3).filter_map(letter).collect();
    [name_key(&all), name_key(&capitals), name_key(&long)].into_iter().filter(|s| s.chars().count() > 1).collect()
}

/// True where `short` is one word of capitals whose letters stand in `long` in order, the first at its head.
fn is_acronym(clusters: &Clusters<'_, '_>, short: usize, long: usize) -> bool {
    let text = &clusters.candidates[short].text;
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let one_word = !text.contains(' ');
    let long_key = &clusters.candidates[long].key;
    let words = long_key.split(' ').count();
    if capitals < 2 && words < 2 || !one_word || text.chars().count() >= long_key.chars().count() {
        return false;
    }
    let mut letters = long_key.chars();
    let short_key: String = clusters.candidates[short].key.chars().filter(|c| c.is_alphanumeric()).collect();
    short_key.chars().all(|c| letters.any(|letter| letter == c)) && long_key.chars().next() == short_key.chars().next()
        || initials(&spelled_words(clusters, long)).contains(&short_key)
}

/// Where a short form stands in a longer name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Prefix,
    Suffix,
}

/// A family name after the full name, the first or last words of an organisation's name.
pub(super) fn short_forms(clusters: &mut Clusters<'_, '_>) {
    let mut longer: BTreeMap<String, BTreeSet<(usize, Part)>> = BTreeMap::new();
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for at in names_in_order(clusters) {
        keys.entry(bare_key(clusters, at)).or_insert(at);
    }
    for (key, &at) in &keys {
        let words: Vec<&str> = key.split(' ').collect();
        for cut in 1..words.len().min(8) {
            longer.entry(words[..cut].join(" ")).or_default().insert((at, Part::Prefix));
            longer.entry(words[cut..].join(" ")).or_default().insert((at, Part::Suffix));
        }
    }
    for (key, &short) in &keys {
        let Some(found) = longer.get(key) else { continue };
        let mut fitting: BTreeMap<usize, usize> = BTreeMap::new();
        for &(long, part) in found {
            if !clusters.same(short, long) && can_shorten(clusters, short, long, part) {
                fitting.entry(clusters.of(long)).or_insert(long);
            }
        }
        let fitting: Vec<usize> = fitting.into_values().collect();
        match fitting.as_slice() {
            [] => {}
            [long] => clusters.join(*long, short, "short form", 0.9),
            // A family name of several bearers is none of them, but a person's.
            [long, ..] if clusters.cluster(*long).is("Person") => {
                clusters.support(short, &[(TypeId("Person".to_owned()), weight::KIND_NOUN)]);
            }
            _ => {}
        }
    }
}

fn can_shorten(clusters: &Clusters<'_, '_>, short: usize, long: usize, part: Part) -> bool {
    let class = |at: usize| clusters.cluster(at).class().map(|(class, weight)| (class.clone(), weight));
    let (Some((short_class, short_weight)), Some((long_class, _))) = (class(short), class(long)) else { return false };
    let guess = short_weight / (clusters.cluster(short).members.len() as f32) < 0.5;
    let bearer = may_bear(clusters, short, long);
    if !guess && !bearer && !kin(clusters.view.ontology, &short_class, &long_class) {
        return false;
    }
    match long_class.0.as_str() {
        "Person" => part == Part::Suffix && genders_agree(clusters, short, long),
        "Place" => false,
        "Unit" => short_class.0 == "Unit",
        _ if kin(clusters.view.ontology, &long_class, &TypeId("Product".to_owned())) => part == Part::Suffix,
        _ => part == Part::Suffix || is_whole(clusters, short, long),
    }
}

/// True where a name can be the family name of a person, although the model took it for something else.
fn may_bear(clusters: &Clusters<'_, '_>, short: usize, long: usize) -> bool {
    let cluster = clusters.cluster(short);
    let weight_of_type = cluster.class().map_or(0.0, |(_, amount)| amount) / cluster.members.len() as f32;
    let full = &clusters.candidates[long];
    let person = clusters.cluster(long).is("Person") && full.tokens.len() > 1;
    let single = clusters.candidates[short].tokens.len() == 1 && weight_of_type < weight::DECIDED;
    person && single && has_first_name(clusters.view, full.start())
}

fn genders_agree(clusters: &Clusters<'_, '_>, a: usize, b: usize) -> bool {
    let (a, b) = (&clusters.cluster(a).genders, &clusters.cluster(b).genders);
    a.is_empty() || b.is_empty() || !a.is_disjoint(b)
}

/// True where what the longer name adds calls no branch or product of the shorter's owner: a legal form, or anything harmless
/// where the longer name comes first.
fn is_whole(clusters: &Clusters<'_, '_>, short: usize, long: usize) -> bool {
    let nouns = clusters.view.nouns;
    let (short, long) = (&clusters.candidates[short], &clusters.candidates[long]);
    let added: Vec<&str> = long.text.split_whitespace().skip(short.text.split_whitespace().count()).collect();
    let branch =
        |word: &&str| nouns.branch_words.contains(&word.to_lowercase()) || nouns.place_names.contains_key(*word);
    let legal = added.iter().all(|word| nouns.legal_forms.contains(*word));
    !added.is_empty() && !added.iter().any(branch) && (legal || long.start() < short.start())
}

/// Long names that differ by a letter.
pub(super) fn misspellings(clusters: &mut Clusters<'_, '_>) {
    let mut keys: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for at in names_in_order(clusters) {
        let key = bare_key(clusters, at);
        let last = key.rsplit(' ').next().unwrap_or_default().to_owned();
        if clusters.cluster(at).is("Person") && last.len() > 5 {
            keys.entry(last).or_insert((key.clone(), at));
        }
        keys.entry(key.clone()).or_insert((key, at));
    }
    let sorted: Vec<_> = keys.into_iter().collect();
    for (place, (key, (full, at))) in sorted.iter().enumerate() {
        for (other_key, (other_full, other)) in sorted[place + 1..].iter().take(6) {
            let one_is_short = !full.contains(' ') || !other_full.contains(' ');
            let whole = (key == full) == (other_key == other_full) || one_is_short;
            if whole
                && is_misspelling(key, other_key)
                && !clusters.same(*at, *other)
                && may_be_one(clusters, *at, *other)
            {
                clusters.join(*at, *other, "misspelling", 0.8);
            }
        }
    }
}

fn may_be_one(clusters: &Clusters<'_, '_>, a: usize, b: usize) -> bool {
    clusters.compatible(a, b) || may_bear(clusters, a, b) || may_bear(clusters, b, a)
}

fn is_misspelling(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let digits = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    length > 5 && digits(a) == digits(b) && strsim::osa_distance(a, b) <= 1 + usize::from(length > 14)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_differ_by_a_letter_but_not_by_a_number() {
        assert!(is_misspelling("brumelle", "brumele"));
        assert!(!is_misspelling("modele 4000", "modele 4100"));
        assert!(!is_misspelling("brum", "brun"));
    }

    #[test]
    fn initials_are_taken_with_and_without_small_words() {
        let words: Vec<String> = ["Office", "des", "Ponts"].map(str::to_owned).to_vec();
        assert_eq!(initials(&words), BTreeSet::from(["odp".to_owned(), "op".to_owned()]));
    }
}
