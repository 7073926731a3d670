//! Turtle → [`Ontology`]: the built-in files, and a user's over them.

use super::axiom::axioms;
use super::builtin;
use super::cues;
use super::frames;
use super::lexicon::Lexicon;
use super::linear;
use super::log::{Log, OntologyError};
use super::nouns;
use super::schema::{self, Ontology};
use super::source::{PathContents, Source};
use super::times;
use super::values;
use super::vocabulary;

impl Ontology {
    /// The ontology and lexicon that the program carries.
    ///
    /// # Errors
    /// Where a built-in file is wrong, which a test rules out.
    pub fn builtin() -> Result<Self, OntologyError> {
        Self::load(&[])
    }

    /// The built-in ontology with a user's files over it: new predicates, types, frames, nouns and cues; where a
    /// property can have one value only, the user's counts.
    ///
    /// # Errors
    /// With everything that is wrong in the files, each with file, line and column.
    pub fn load(extra: &[PathContents]) -> Result<Self, OntologyError> {
        let user = extra.iter().map(|file| (file.name.as_str(), file.text.as_str()));
        Self::read(builtin::FILES.iter().copied().chain(user))
    }

    /// An ontology of these files alone, by name and text.
    ///
    /// # Errors
    /// As [`Ontology::load`].
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, OntologyError> {
        let files: Vec<_> = files.into_iter().collect();
        let mut log = Log::default();
        let source = Source::read(files.iter().copied(), &mut log);
        let mut ontology = schema::read(&source, &mut log);
        ontology.axioms = axioms(&source);
        ontology.lexicon = read_lexicon(&source, &ontology, &mut log);
        vocabulary::check(&source, &mut log);
        ontology.hash = hash(&files);
        ontology.notes = log.finish()?;
        Ok(ontology)
    }
}

/// Names count as well as texts: a later file overrides an earlier one.
fn hash(files: &[(&str, &str)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in files.iter().flat_map(|(name, text)| [name, text]) {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// One line a section; each reads its own classes from the source.
fn read_lexicon(source: &Source, ontology: &Ontology, log: &mut Log) -> Lexicon {
    let (frames, evocations) = frames::read(source, ontology, log);
    Lexicon {
        language: language(source, log),
        frames,
        evocations,
        scope_cues: cues::scope_cues(source, log),
        source_markers: cues::source_markers(source, log),
        negators: cues::negators(source, log),
        anonymous_sources: cues::anonymous_sources(source, log),
        deal_words: cues::deal_words(source, log),
        origin_prepositions: cues::origin_prepositions(source, log),
        transparent_nouns: cues::transparent_nouns(source, log),
        contrast_markers: cues::contrast_markers(source, log),
        confidence: linear::confidence(source, log),
        antecedents: linear::antecedents(source, log),
        nouns: nouns::read(source, log),
        values: values::read(source, log),
        times: times::read(source, log),
    }
}

/// The language of the `lime:Lexicon`, of the last where a user's file brings another.
fn language(source: &Source, log: &mut Log) -> String {
    let lexicons: Vec<_> =
        source.instances("lime:Lexicon").filter_map(|node| node.text("lime:language", log)).collect();
    lexicons.last().map(|language| language.value.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_files_load_without_a_complaint() {
        let ontology = Ontology::builtin().expect("the built-in files are right");
        let notes: Vec<String> = ontology.notes.iter().map(ToString::to_string).collect();
        assert!(notes.is_empty(), "{}", notes.join("\n"));
        assert!(ontology.types.len() > 10 && ontology.predicates.len() > 30);
    }
}
