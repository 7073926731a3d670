//! Everything that is wrong in the ontology's files, collected: a person mends them all at once.

use crate::diagnostic::{Diagnostic, Severity};

/// A place in one of the files that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index into the names of the files.
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

/// A value, and where it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> At<T> {
    /// The same place, another value.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> At<U> {
        At { value: with(self.value), place: self.place }
    }
}

/// Why an ontology cannot be used: everything that is wrong with it, in the order of the files.
#[derive(Debug, thiserror::Error)]
#[error("{}", .diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct OntologyError {
    /// What is wrong, errors and warnings; at least one is an error.
    pub diagnostics: Vec<Diagnostic>,
}

/// Collects diagnostics while the ontology's sections are read.
#[derive(Debug, Default)]
pub struct Log {
    /// The files' names, as the user gave them.
    files: Vec<String>,
    found: Vec<(Place, Diagnostic)>,
}

impl Log {
    /// Registers a file and gives its number in [`Place::file`].
    pub fn file(&mut self, name: &str) -> u32 {
        self.files.push(name.to_owned());
        (self.files.len() - 1) as u32
    }

    /// Adds an error: what stands there cannot be used.
    pub fn error(&mut self, place: Place, code: &str, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Error, place, code, message)
    }

    /// Adds a warning: it can be used, but not as its writer will have thought.
    pub fn warning(&mut self, place: Place, code: &str, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Warning, place, code, message)
    }

    /// Adds a note.
    pub fn note(&mut self, place: Place, code: &str, message: impl Into<String>) -> &mut Diagnostic {
        self.add(Severity::Note, place, code, message)
    }

    /// Adds «unknown X» with the nearest known name as help, or all of them where they are few.
    pub fn unknown<'n>(
        &mut self,
        place: Place,
        code: &str,
        message: impl Into<String>,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let help = did_you_mean(name, known);
        self.error(place, code, message).help = help;
    }

    /// True where an error stands at that place already.
    pub fn has_error(&self, place: Place) -> bool {
        self.found.iter().any(|(at, diagnostic)| *at == place && diagnostic.severity == Severity::Error)
    }

    /// A place as `file:line:column`, for a message that names a second one.
    pub fn describe(&self, place: Place) -> String {
        format!("{}:{}:{}", self.files[place.file as usize], place.line, place.column)
    }

    /// The diagnostics in the order of their places; as an error where one of them is one.
    ///
    /// # Errors
    /// Where at least one error was added.
    pub fn finish(mut self) -> Result<Vec<Diagnostic>, OntologyError> {
        self.found.sort_by(|a, b| (a.0, &a.1.code, &a.1.message).cmp(&(b.0, &b.1.code, &b.1.message)));
        self.found.dedup();
        let diagnostics: Vec<_> = self.found.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Err(OntologyError { diagnostics });
        }
        Ok(diagnostics)
    }

    fn add(&mut self, severity: Severity, place: Place, code: &str, message: impl Into<String>) -> &mut Diagnostic {
        let name = self.files[place.file as usize].as_str();
        let diagnostic = Diagnostic::new(severity, code, name, message).at(place.line, place.column);
        self.found.push((place, diagnostic));
        &mut self.found.last_mut().expect("one was just pushed").1
    }
}

/// `did you mean …?` for the nearest of the known names, else the list of them where it is short.
pub fn did_you_mean<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let nearest = known.iter().map(|k| (likeness(name, k), *k)).max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((score, nearest)) if score > 0.75 => Some(format!("did you mean `{nearest}`?")),
        Some(_) if known.len() <= 16 => Some(format!("it is one of {}", known.join(", "))),
        _ => None,
    }
}

/// Jaro–Winkler, and a word is like its own beginning (`oblique`, `obl`).
fn likeness(name: &str, known: &str) -> f64 {
    let (name, known) = (name.to_lowercase(), known.to_lowercase());
    strsim::jaro_winkler(&name, &known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let roles = ["subj", "obj", "obl", "nmod"];
        assert_eq!(did_you_mean("oblique", roles).as_deref(), Some("did you mean `obl`?"));
        assert_eq!(did_you_mean("xyz", roles).as_deref(), Some("it is one of subj, obj, obl, nmod"));
    }

    #[test]
    fn errors_come_in_the_order_of_the_files() {
        let mut log = Log::default();
        let (a, b) = (log.file("a.ttl"), log.file("b.ttl"));
        log.error(Place { file: b, line: 1, column: 1 }, "L002", "second").help = Some("mend it".to_owned());
        log.warning(Place { file: a, line: 7, column: 3 }, "L001", "first");
        let error = log.finish().expect_err("one of them is an error");
        assert_eq!(
            error.to_string(),
            "a.ttl:7:3: warning[L001]: first\nb.ttl:1:1: error[L002]: second\n  help: mend it"
        );
    }
}
