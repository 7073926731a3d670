//! The language's words, as the ontology's Turtle gives them.

use std::collections::BTreeMap;

use super::frame::{Evocation, Frame, PartOfSpeech, ScopeCue};
use super::linear::{AntecedentModel, ConfidenceModel};
use super::nouns::Nouns;
use super::times::TimeLexicon;
use super::values::ValueLexicon;

/// One language's lexicon.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// BCP 47.
    pub language: String,
    /// All frames, sorted by name.
    pub frames: Vec<Frame>,
    /// Entries by the lemma and part of speech of their anchor.
    pub evocations: BTreeMap<(String, PartOfSpeech), Vec<Evocation>>,
    /// Governing verbs, nouns and adverbs that set status, deny or report, by lemma and part of speech.
    pub scope_cues: BTreeMap<(String, PartOfSpeech), Vec<ScopeCue>>,
    /// Prepositions and set phrases that name a source (*selon*, *d'après*, *aux dires de*), lower-cased, words apart by one space.
    pub source_markers: Vec<String>,
    /// Nouns behind which a source hides (*source*, *proche*), by lemma, sorted.
    pub anonymous_sources: Vec<String>,
    /// Words that stand for a deal or its sum (*opération*, *prix*, *débourser*), by lemma, sorted.
    pub deal_words: Vec<String>,
    /// Prepositions between a text and whose it is (*une étude de X*), by lemma, sorted.
    pub origin_prepositions: Vec<String>,
    /// Nouns that only measure what they complement (*75 % du capital de X*), by lemma, sorted.
    pub transparent_nouns: Vec<String>,
    /// Prepositions that name an earlier figure beside the present one (*contre*), by lemma, sorted.
    pub contrast_markers: Vec<String>,
    /// How the reading's signals add up to a confidence.
    pub confidence: ConfidenceModel,
    /// How signals rank the antecedents of what refers back, by kind of reference.
    pub antecedents: BTreeMap<String, AntecedentModel>,
    /// Words that deny (*pas*, *jamais*, *aucun*, *ne*), by lemma.
    pub negators: Vec<String>,
    /// Nouns that type, roles, places, names, determiners, pronouns.
    pub nouns: Nouns,
    /// Number words, units, currencies.
    pub values: ValueLexicon,
    /// Calendar words.
    pub times: TimeLexicon,
}
