//! Words that set the status of what they govern, deny it, or name its source.

use std::collections::BTreeMap;

use super::entry::{LexicalEntry, entries};
use super::frame::{PartOfSpeech, ScopeCue};
use super::frames::{STATUSES, anchor, requirements};
use super::log::Log;
use super::source::Source;

/// Properties that make an entry a cue, whether or not it is marked `lx:ScopeCue`.
const EFFECTS: [&str; 4] = ["lx:status", "lx:conditionalStatus", "lx:negates", "lx:reports"];

/// Governing words by lemma and part of speech of their anchor.
pub(super) fn scope_cues(source: &Source, log: &mut Log) -> BTreeMap<(String, PartOfSpeech), Vec<ScopeCue>> {
    let mut found = BTreeMap::new();
    for class in ["ontolex:Word", "ontolex:MultiwordExpression", "lx:ScopeCue"] {
        for entry in entries(source, class, log) {
            found.entry(entry.node.name()).or_insert(entry);
        }
    }
    let mut cues: BTreeMap<_, Vec<ScopeCue>> = BTreeMap::new();
    for entry in found.into_values() {
        let effective = EFFECTS.iter().any(|effect| entry.node.has(effect));
        if !effective && entry.node.is("lx:ScopeCue") {
            let message = format!("cue {}: it sets, denies and reports nothing", entry.node.title());
            log.error(entry.node.place(), "L030", message).help = Some(format!("add one of {}", EFFECTS.join(", ")));
        }
        if !effective {
            continue;
        }
        if let Some(anchor) = anchor(&entry, log) {
            cues.entry(anchor).or_default().push(scope_cue(&entry, log));
        }
    }
    cues
}

fn scope_cue(entry: &LexicalEntry<'_>, log: &mut Log) -> ScopeCue {
    let node = entry.node;
    let owner = format!("cue {}", node.title());
    ScopeCue {
        entry: node.local().to_owned(),
        status: node.choice("lx:status", STATUSES, log).map(|status| status.value),
        conditional_status: node.choice("lx:conditionalStatus", STATUSES, log).map(|status| status.value),
        perfect_status: node.choice("lx:perfectStatus", STATUSES, log).map(|status| status.value),
        negates: node.flag("lx:negates", log).is_some_and(|flag| flag.value),
        reports: node.flag("lx:reports", log).is_some_and(|flag| flag.value),
        vouches: node.flag("lx:vouches", log).is_some_and(|flag| flag.value),
        reflexive: node.flag("lx:reflexive", log).map(|flag| flag.value),
        requires: requirements(node, "lx:requires", &owner, log),
        excludes: requirements(node, "lx:excludes", &owner, log),
    }
}

/// What names a source before it: lower-cased, words apart by one space, sorted.
pub(super) fn source_markers(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:SourceMarker", log)
}

/// Nouns behind which a source hides (*source*, *proche*), by lemma, sorted.
pub(super) fn anonymous_sources(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:AnonymousSource", log)
}

/// Words that stand for a deal or its sum (*opération*, *prix*, *débourser*), by lemma, sorted.
pub(super) fn deal_words(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:DealWord", log)
}

/// Prepositions between a text and whose it is (*une étude de X*), by lemma, sorted.
pub(super) fn origin_prepositions(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:OriginPreposition", log)
}

/// Words that deny, by lemma, sorted.
pub(super) fn negators(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:Negator", log)
}

/// Nouns that only measure what they complement, by lemma, sorted.
pub(super) fn transparent_nouns(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:TransparentNoun", log)
}

/// Prepositions that name an earlier figure beside the present one (*contre*), lower-cased and sorted.
pub(super) fn contrast_markers(source: &Source, log: &mut Log) -> Vec<String> {
    forms(source, "lx:ContrastMarker", log)
}

fn forms(source: &Source, class: &str, log: &mut Log) -> Vec<String> {
    let mut forms: Vec<_> = entries(source, class, log)
        .into_iter()
        .flat_map(|entry| std::iter::once(entry.written.value).chain(entry.other_forms))
        .map(|form| form.to_lowercase())
        .collect();
    forms.sort();
    forms.dedup();
    forms
}
