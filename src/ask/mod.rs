//! Named questions: SPARQL files with a title and parameters, which `glane ask` answers.
//!
//! In: the files of `queries/`, and a user's own. Out: [`Question`]s. A new question needs no Rust: a file
//! `NAME.rq` whose comments at the top are
//!
//! ```text
//! # title: Losses, with their period and source
//! # title@fr: Les pertes, leur période et leur source
//! # --of NAME: only those of this party
//! ```
//!
//! and whose query tests a parameter with `glf:fits(?name, "of")` or takes its value with `glf:given("of")`
//! ([`crate::store::FUNCTIONS`]). Values never become part of the query's text, so nothing can break out of them.
//! Must not know stores: who asks brings one.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};

/// The questions that the program carries, by name.
const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/questions.rs"));

/// Flags of every question, which no parameter can be called.
const RESERVED: &[&str] =
    &["format", "graph", "help", "infer", "json", "list", "ontology", "output", "questions", "quiet", "timeout"];

/// A named question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name: the file's.
    pub name: String,
    /// What it asks, by language tag; `en` where none is written.
    pub titles: BTreeMap<String, String>,
    /// What can be given.
    pub parameters: Vec<Parameter>,
    /// The query.
    pub sparql: String,
}

/// A parameter of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// As `of`: on the command line `--of`.
    pub name: String,
    /// What its value is, as `NAME`.
    pub value: String,
    /// What it does.
    pub help: String,
}

impl Question {
    /// The title in a language, else in English, else any.
    pub fn title(&self, language: &str) -> &str {
        let titles = &self.titles;
        let found = titles.get(language).or_else(|| titles.get("en")).or_else(|| titles.values().next());
        found.map_or(self.name.as_str(), String::as_str)
    }

    /// Reads a question file.
    ///
    /// # Errors
    /// Where its head has no title, or a parameter that cannot be one.
    pub fn parse(name: &str, place: &str, text: &str) -> Result<Self, Diagnostic> {
        let mut question =
            Self { name: name.to_owned(), titles: BTreeMap::new(), parameters: Vec::new(), sparql: text.to_owned() };
        for (i, line) in text.lines().enumerate() {
            let Some(comment) = line.trim_start().strip_prefix('#') else { break };
            question.head(comment.trim()).map_err(|fault| {
                Diagnostic::new(Severity::Error, "Q001", place, fault)
                    .at(i as u32 + 1, 1)
                    .help("a parameter is written `# --name VALUE: what it does`, a title `# title: …`")
            })?;
        }
        if question.titles.is_empty() {
            return Err(Diagnostic::new(Severity::Error, "Q002", place, "the question has no title")
                .help("begin the file with `# title: …`"));
        }
        Ok(question)
    }

    fn head(&mut self, comment: &str) -> Result<(), String> {
        let Some((key, rest)) = comment.split_once(':') else { return Ok(()) };
        let rest = rest.trim().to_owned();
        if let Some(parameter) = key.strip_prefix("--") {
            let (name, value) = parameter.split_once(' ').unwrap_or((parameter, "VALUE"));
            let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if !plain || RESERVED.contains(&name) || self.parameters.iter().any(|p| p.name == name) {
                return Err(format!("`--{name}` cannot name a parameter"));
            }
            self.parameters.push(Parameter { name: name.to_owned(), value: value.trim().to_owned(), help: rest });
        } else if key == "title" {
            self.titles.insert("en".to_owned(), rest);
        } else if let Some(language) = key.strip_prefix("title@") {
            self.titles.insert(language.to_owned(), rest);
        }
        Ok(())
    }
}

/// All questions, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    questions: BTreeMap<String, Question>,
}

impl Library {
    /// The built-in questions with a user's over them, given as name, place and text; and what is wrong in those.
    pub fn load<'a>(extra: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> (Self, Vec<Diagnostic>) {
        let (mut library, mut trouble) = (Self::default(), Vec::new());
        for (name, place, text) in BUILTIN.iter().map(|(name, text)| (*name, *name, *text)).chain(extra) {
            match Question::parse(name, place, text) {
                Ok(question) => drop(library.questions.insert(name.to_owned(), question)),
                Err(fault) => trouble.push(fault),
            }
        }
        (library, trouble)
    }

    /// The question of that name.
    pub fn get(&self, name: &str) -> Option<&Question> {
        self.questions.get(name)
    }

    /// All, by name.
    pub fn all(&self) -> impl Iterator<Item = &Question> {
        self.questions.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_tells_title_and_parameters() {
        let text = "# title: Who?\n# title@fr: Qui ?\n# a note\n# --of NAME: only of it\nSELECT ?x {}\n# --late X: no";
        let question = Question::parse("who", "who.rq", text).expect("it is a question");
        assert_eq!((question.title("fr"), question.title("de")), ("Qui ?", "Who?"));
        let of = Parameter { name: "of".to_owned(), value: "NAME".to_owned(), help: "only of it".to_owned() };
        assert_eq!(question.parameters, [of]);
    }

    #[test]
    fn what_is_no_question_is_named_with_its_line() {
        let fault =
            Question::parse("x", "x.rq", "# title: X\n# --format F: y\nASK {}").expect_err("that flag is taken");
        assert_eq!((fault.code.as_str(), fault.position), ("Q001", Some((2, 1))));
        assert!(Question::parse("x", "x.rq", "ASK {}").is_err());
    }

    #[test]
    fn the_builtin_questions_have_titles_in_two_languages() {
        let (library, trouble) = Library::load([]);
        assert!(trouble.is_empty(), "{trouble:?}");
        assert!(library.all().count() >= 12);
        assert!(library.all().all(|q| q.titles.contains_key("en") && q.titles.contains_key("fr")));
    }
}
