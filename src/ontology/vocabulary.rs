//! Names that no file defines: nearly always a slip of the pen, and silent without this check.

use std::collections::BTreeSet;

use super::log::{Log, Place};
use super::source::{Source, Term};

/// Prefixes whose every term must be described in one of the files.
const CHECKED: [&str; 4] = ["gl:", "lx:", "ontolex:", "synsem:"];

/// Logs every property and value of the checked namespaces that nothing defines (`L007`), and every subject that two
/// files both declare to be the same thing (`L008`).
pub(super) fn check(source: &Source, log: &mut Log) {
    let defined: BTreeSet<&str> = source.all().map(|node| node.name()).collect();
    for node in source.all() {
        let mut types = BTreeSet::new();
        for fact in node.facts() {
            undefined(&fact.predicate, fact.place, &defined, log);
            let Term::Iri(object) = &fact.object else { continue };
            undefined(object, fact.place, &defined, log);
            if fact.predicate == "rdf:type" && !types.insert(object) {
                let message = format!("{}: it is declared twice", node.title());
                let first = log.describe(node.place());
                log.warning(fact.place, "L008", message).help =
                    Some(format!("it stands at {first} too; rename one, or take the second away"));
            }
        }
    }
}

fn undefined(name: &str, place: Place, defined: &BTreeSet<&str>, log: &mut Log) {
    let Some(prefix) = CHECKED.iter().find(|prefix| name.starts_with(**prefix)) else { return };
    if !defined.contains(name) && !log.has_error(place) {
        let known = defined.iter().copied().filter(|known| known.starts_with(prefix));
        log.unknown(place, "L007", format!("`{name}` is defined nowhere"), name, known);
    }
}
