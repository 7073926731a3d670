//! What two names alone tell about being one.

use std::collections::{BTreeSet, HashMap};

use super::atom::{Atom, Coarse};
use super::fold::{acronym, digits};
use super::pairs::without_first;

/// What the names of two atoms say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likeness {
    /// How much they speak for one thing before any context is asked, 0 to 1.
    pub(super) base: f64,
    /// How sure names of this kind can become, whatever the context.
    pub(super) cap: f64,
    /// Why, in words.
    pub(super) reason: String,
}

/// A score that no context lifts to a merge: a doubt, for a person to decide.
pub(super) const DOUBT: f64 = 0.84;

/// Short forms that several things bear.
pub(super) struct Ambiguity<'a> {
    bearers: HashMap<(Coarse, &'a str), BTreeSet<String>>,
    /// How many names of several words begin, and end, with a word.
    edges: HashMap<(Coarse, bool, &'a str), u32>,
}

impl<'a> Ambiguity<'a> {
    /// Reads who bears which short form.
    pub(super) fn read(atoms: &'a [Atom]) -> Self {
        let mut bearers: HashMap<(Coarse, &str), BTreeSet<String>> = HashMap::new();
        for atom in atoms.iter().filter(|atom| atom.named()) {
            let words = atom.words();
            let family = (atom.coarse == Coarse::Person && words.len() > 1).then(|| words[words.len() - 1]);
            for key in atom.aliases.iter().map(String::as_str).chain(family) {
                let known = bearers.entry((atom.coarse, key)).or_default();
                let signature = signature(atom);
                let new = !known.iter().any(|other| one_within_the_other(other, &signature));
                if key != signature && known.len() < 3 && new {
                    known.insert(signature);
                }
            }
        }
        let mut edges: HashMap<(Coarse, bool, &str), u32> = HashMap::new();
        for atom in atoms.iter().filter(|atom| atom.key.contains(' ') && atom.homonym == 0) {
            let words = atom.words();
            *edges.entry((atom.coarse, true, words[0])).or_default() += 1;
            *edges.entry((atom.coarse, false, words[words.len() - 1])).or_default() += 1;
        }
        Self { bearers, edges }
    }

    /// True where only one fuller name begins (or ends) with the short one's word.
    fn is_alone(&self, coarse: Coarse, leads: bool, short: &str) -> bool {
        let edge = if leads { short.split(' ').next() } else { short.rsplit(' ').next() };
        edge.is_some_and(|word| self.edges.get(&(coarse, leads, word)).is_none_or(|n| *n <= 1))
    }

    /// True where full names that do not belong together bear the short form.
    fn of(&self, coarse: Coarse, key: &str) -> bool {
        self.bearers.get(&(coarse, key)).is_some_and(|bearers| bearers.len() > 1)
    }
}

/// By which full names of one bearer are known to belong together: a person's initial and family name, else all words.
fn signature(atom: &Atom) -> String {
    let words = atom.words();
    match atom.coarse {
        Coarse::Person => format!("{} {}", &words[0].chars().take(1).collect::<String>(), words[words.len() - 1]),
        _ => atom.key.clone(),
    }
}

fn one_within_the_other(a: &str, b: &str) -> bool {
    let within = |short: &str, long: &str| short.split(' ').all(|word| long.split(' ').any(|other| other == word));
    within(a, b) || within(b, a)
}

/// What the names say; `None` where they say nothing.
pub(super) fn likeness(a: &Atom, b: &Atom, ambiguity: &Ambiguity<'_>) -> Option<Likeness> {
    let found = |base, cap, reason: String| Some(Likeness { base, cap, reason });
    if a.key == b.key {
        return if a.coarse == Coarse::Person && a.coarse == b.coarse && !a.key.contains(' ') {
            found(0.4, DOUBT, "one family name".to_owned())
        } else if a.coarse == b.coarse {
            found(0.55, DOUBT, "one name, but facts that exclude each other".to_owned())
        } else {
            found(0.76, 1.0, format!("one name, of types {:?} and {:?}", a.coarse, b.coarse).to_lowercase())
        };
    }
    if digits(&a.key) != digits(&b.key) || a.coarse != b.coarse {
        return None;
    }
    short_form(a, b, ambiguity).or_else(|| match a.coarse {
        Coarse::Person => persons(a, b),
        _ => spelling(a, b).or_else(|| edge_words(a, b, ambiguity)),
    })
}

/// What two descriptions say that share a word and a fact with one party (*the new press*, *an offset press*).
pub(super) fn likeness_of_nameless(a: &Atom, b: &Atom) -> Likeness {
    Likeness { base: 0.6, cap: 1.0, reason: format!("“{}” and “{}” share a word", a.label, b.label) }
}

/// One's label, or an alias of both, is a short form of the other.
fn short_form(a: &Atom, b: &Atom, ambiguity: &Ambiguity<'_>) -> Option<Likeness> {
    for (short, full) in [(a, b), (b, a)] {
        if without_first(&full.key) == Some(short.key.as_str()) {
            let reason = format!("“{}” is “{}” without its first word", short.label, full.label);
            return Some(Likeness { base: 0.88, cap: 1.0, reason });
        }
        if full.aliases.contains(&short.key) {
            return Some(known_alias(short, full, ambiguity));
        }
    }
    for (short, full) in [(a, b), (b, a)] {
        let words = full.words();
        let single = !short.key.contains(' ');
        if a.coarse == Coarse::Person && single && words.len() > 1 && words.last() == Some(&short.key.as_str()) {
            let base = if ambiguity.of(a.coarse, &short.key) { 0.5 } else { 0.72 };
            let reason = format!("“{}” is the family name of “{}”", short.label, full.label);
            return Some(Likeness { base, cap: if base < 0.6 { DOUBT } else { 1.0 }, reason });
        }
        if acronym(&full.label).is_some_and(|letters| letters == short.key) {
            let reason = format!("“{}” are the initials of “{}”", short.label, full.label);
            return Some(Likeness { base: 0.52, cap: 0.95, reason });
        }
    }
    shared_alias(a, b, ambiguity)
}

/// An article uses the one's label as a name of the other.
fn known_alias(short: &Atom, full: &Atom, ambiguity: &Ambiguity<'_>) -> Likeness {
    let ambiguous = ambiguity.of(short.coarse, &short.key);
    let initials = acronym(&full.label).is_some_and(|letters| letters == short.key);
    let base = match (ambiguous, short.key.contains(' ') || initials) {
        (true, _) => 0.5,
        (false, true) => 0.9,
        (false, false) if short.coarse == Coarse::Person => 0.76,
        (false, false) => 0.8,
    };
    let so = if ambiguous { ", as others are" } else { "" };
    Likeness { base, cap: 1.0, reason: format!("“{}” is also called “{}”{so}", full.label, short.label) }
}

/// Both are called by one short form in their articles.
fn shared_alias(a: &Atom, b: &Atom, ambiguity: &Ambiguity<'_>) -> Option<Likeness> {
    if a.coarse == Coarse::Person && !compatible_persons(&a.words(), &b.words()) {
        return None;
    }
    let shared = a.aliases.intersection(&b.aliases).max_by_key(|alias| (alias.len(), *alias))?;
    let leads = |atom: &Atom| atom.key.strip_prefix(shared.as_str()).is_some_and(|rest| rest.starts_with(' '));
    let strong = shared.contains(' ') || (leads(a) && leads(b));
    let base = match (ambiguity.of(a.coarse, shared), strong) {
        (true, _) => 0.4,
        (false, true) => 0.72,
        (false, false) => 0.55,
    };
    Some(Likeness { base, cap: 1.0, reason: format!("both are called “{shared}”") })
}

/// Full names of persons.
fn persons(a: &Atom, b: &Atom) -> Option<Likeness> {
    let (x, y) = (a.words(), b.words());
    if x.len() < 2 || y.len() < 2 {
        return None;
    }
    let edits = strsim::damerau_levenshtein(&a.key, &b.key);
    if x[x.len() - 1] != y[y.len() - 1] {
        let likely = edits == 1 && a.key.chars().count() >= 8 && x[0] == y[0];
        let reason = format!("“{}” and “{}” differ by one letter", a.label, b.label);
        return likely.then_some(Likeness { base: 0.66, cap: 0.9, reason });
    }
    if compatible_persons(&x, &y) && edits > 2 {
        let reason = format!("“{}” and “{}” can be one name, the one fuller", a.label, b.label);
        return Some(Likeness { base: 0.72, cap: 1.0, reason });
    }
    let alike = strsim::jaro_winkler(x[0], y[0]);
    if alike < 0.6 || !x[0].starts_with(|c| y[0].starts_with(c)) {
        return None;
    }
    let base = if edits == 1 { 0.62 } else { 0.3 + 0.25 * alike };
    let reason = format!("the same family name, first names alike (“{}”, “{}”)", a.label, b.label);
    Some(Likeness { base, cap: DOUBT, reason })
}

/// True where two persons' names can be one: the one's words among the other's in order, initials for first names.
pub(super) fn compatible_persons(a: &[&str], b: &[&str]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() == 1 {
        return long.first() == short.first() || long.last() == short.last();
    }
    if short.last() != long.last() {
        return strsim::damerau_levenshtein(&a.join(" "), &b.join(" ")) <= 1;
    }
    let stands_for = |x: &str, y: &str| {
        x == y || (x.chars().count() == 1 && y.starts_with(x)) || (y.chars().count() == 1 && x.starts_with(y))
    };
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| stands_for(word, other)))
}

/// Names of things one or two edits apart.
fn spelling(a: &Atom, b: &Atom) -> Option<Likeness> {
    let length = a.key.chars().count().min(b.key.chars().count());
    let (x, y) = (a.key.replace(' ', ""), b.key.replace(' ', ""));
    let edits = strsim::damerau_levenshtein(&x, &y);
    let base = match (edits, length) {
        (0, _) => 0.9,
        (1, 8..) => 0.7,
        (1, 5..) => 0.5,
        (2, 12..) => 0.5,
        _ => return None,
    };
    let reason = match edits {
        0 => format!("“{}” and “{}” differ by spaces", a.label, b.label),
        1 => format!("“{}” and “{}” differ by one letter", a.label, b.label),
        n => format!("“{}” and “{}” differ by {n} letters", a.label, b.label),
    };
    Some(Likeness { base, cap: 1.0, reason })
}

/// The one's words lead the other's, or end it: a fuller form, or quite another thing. One word is never more than a
/// doubt, unless no other name has it there; then, and for two, the same facts make them one.
fn edge_words(a: &Atom, b: &Atom, ambiguity: &Ambiguity<'_>) -> Option<Likeness> {
    let (short, full) = if a.key.len() < b.key.len() { (a, b) } else { (b, a) };
    let leads = full.key.strip_prefix(short.key.as_str()).is_some_and(|rest| rest.starts_with(' '));
    let ends = full.key.strip_suffix(short.key.as_str()).is_some_and(|rest| rest.ends_with(' '));
    let long = short.key.contains(' ') || short.key.chars().count() >= 5;
    let (base, cap) = match (leads, short.key.contains(' '), long && ambiguity.is_alone(a.coarse, leads, &short.key)) {
        (true, true, true) => (0.52, 0.9),
        (true, false, true) => (0.5, 0.9),
        (true, true, false) => (0.48, 0.9),
        (false, _, true) => (0.44, 0.9),
        _ => (0.35, DOUBT),
    };
    let verb = if leads { "begins" } else { "ends" };
    let reason = format!("“{}” {verb} with “{}”", full.label, short.label);
    (leads || (ends && long)).then_some(Likeness { base, cap, reason })
}

/// True where two atoms can stand in one entity although no decision linked the two: guards against chains
/// (*Jean Roy* = *Roy* = *Luc Roy*).
pub(super) fn compatible(a: &Atom, b: &Atom) -> bool {
    let (x, y) = (a.words(), b.words());
    if a.key == b.key {
        return a.homonym == b.homonym || a.coarse != b.coarse;
    }
    if a.coarse == Coarse::Person || b.coarse == Coarse::Person {
        return a.coarse == b.coarse && compatible_persons(&x, &y);
    }
    let called = |short: &Atom, full: &Atom| {
        full.aliases.contains(&short.key) || acronym(&full.label).is_some_and(|letters| letters == short.key)
    };
    one_within_the_other(&a.key, &b.key) || called(a, b) || called(b, a) || spelling(a, b).is_some()
}
