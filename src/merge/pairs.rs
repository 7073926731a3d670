//! Which atoms are worth comparing: blocking by shared keys, so that cost grows with the names and not with their pairs.

use std::collections::BTreeSet;

use super::atom::{Atom, Coarse};
use super::fold::acronym;

/// Above so many holders a key says nothing; only its label-holders are compared.
const CROWD: usize = 24;

/// What a key is to the atom that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Label,
    Other,
}

/// Pairs of atoms, the smaller first, sorted.
pub(super) fn candidates(atoms: &[Atom]) -> Vec<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    names(atoms, &mut pairs);
    family_names(atoms, &mut pairs);
    spellings(atoms, &mut pairs);
    pairs.into_iter().collect()
}

fn named(atoms: &[Atom]) -> impl Iterator<Item = (u32, &Atom)> {
    atoms.iter().enumerate().filter(|(_, atom)| atom.named()).map(|(i, atom)| (i as u32, atom))
}

fn link(atoms: &[Atom], a: u32, b: u32, pairs: &mut BTreeSet<(u32, u32)>) {
    if a != b && atoms[a as usize].coarse.confusable(atoms[b as usize].coarse) {
        pairs.insert((a.min(b), a.max(b)));
    }
}

/// Labels, aliases, acronyms, leading and last words, and labels without a short first word.
fn names(atoms: &[Atom], pairs: &mut BTreeSet<(u32, u32)>) {
    let mut keys: Vec<(String, Hold, u32)> = Vec::new();
    for (i, atom) in named(atoms) {
        keys.push((atom.key.clone(), Hold::Label, i));
        keys.extend(atom.aliases.iter().map(|alias| (alias.clone(), Hold::Other, i)));
        keys.extend(acronym(&atom.label).map(|letters| (letters, Hold::Other, i)));
        let words = atom.words();
        if atom.coarse != Coarse::Person {
            keys.extend((1..words.len()).map(|n| (words[..n].join(" "), Hold::Other, i)));
            keys.extend(words.last().filter(|_| words.len() > 1).map(|last| ((*last).to_owned(), Hold::Other, i)));
        } else if words.len() > 1 {
            keys.extend([words[words.len() - 1], words[0]].map(|word| (word.to_owned(), Hold::Other, i)));
        }
        keys.extend(without_first(&atom.key).map(|rest| (rest.to_owned(), Hold::Other, i)));
    }
    keys.sort();
    keys.dedup();
    for block in keys.chunk_by(|a, b| a.0 == b.0) {
        let labels = block.iter().take_while(|(_, hold, _)| *hold == Hold::Label).count();
        let crowd = block.len() > CROWD;
        let left = if crowd { labels } else { block.len() };
        // A label that hundreds carry as an alias or a first word is known to be ambiguous.
        let right = if crowd { block.len().min(CROWD * 8) } else { block.len() };
        for (n, (_, _, a)) in block[..left].iter().enumerate() {
            for (_, _, b) in block[..right].iter().skip(n + 1) {
                link(atoms, *a, *b, pairs);
            }
        }
    }
}

/// A folded label without its first word, where that is short and at least two words follow (*the daily mail*).
pub(super) fn without_first(key: &str) -> Option<&str> {
    let (first, rest) = key.split_once(' ')?;
    (first.chars().count() <= 3 && rest.contains(' ')).then_some(rest)
}

/// Persons of one family name and initial; in crowds, neighbours by first name.
fn family_names(atoms: &[Atom], pairs: &mut BTreeSet<(u32, u32)>) {
    let mut keys: Vec<(&str, char, &str, u32)> = Vec::new();
    for (i, atom) in named(atoms).filter(|(_, atom)| atom.coarse == Coarse::Person) {
        let (Some((_, family)), Some(initial)) = (atom.key.rsplit_once(' '), atom.key.chars().next()) else { continue };
        keys.push((family, initial, &atom.key, i));
    }
    keys.sort();
    for block in keys.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let reach = if block.len() > CROWD { 4 } else { block.len() };
        for (n, a) in block.iter().enumerate() {
            for b in block[n + 1..].iter().take(reach) {
                link(atoms, a.3, b.3, pairs);
            }
        }
    }
}

/// Labels one edit apart: both give the same string when one letter is left out (Garbe's symmetric delete).
fn spellings(atoms: &[Atom], pairs: &mut BTreeSet<(u32, u32)>) {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (i, atom) in named(atoms) {
        let letters: Vec<char> = atom.key.chars().filter(|c| *c != ' ').collect();
        if !(5..=60).contains(&letters.len()) {
            continue;
        }
        keys.push((hash(letters.iter().copied()), i));
        for skip in 0..letters.len() {
            keys.push((hash(letters.iter().enumerate().filter(|(n, _)| *n != skip).map(|(_, c)| *c)), i));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    for block in keys.chunk_by(|a, b| a.0 == b.0) {
        for (n, a) in block.iter().enumerate() {
            for b in block[n + 1..].iter().take(CROWD) {
                link(atoms, a.1, b.1, pairs);
            }
        }
    }
}

/// FNV-1a over code points: collisions only cost a comparison.
fn hash(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3))
}
