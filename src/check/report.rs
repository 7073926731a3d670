//! What a check found, as text and as a SHACL report graph.

use std::collections::BTreeMap;
use std::fmt;

use oxrdf::{Literal, NamedNode, Term};

use super::constraint::Constraint;
use super::path::Path;
use super::shape::Shape;
use super::vocab::sh;
use crate::ontology::prefix::compact;

/// One `sh:ValidationResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The node that was checked.
    pub focus: Term,
    /// The property, where the shape is about one.
    pub path: Option<Path>,
    /// The value that is wrong, where it is one.
    pub value: Option<Term>,
    /// The shape that says so.
    pub shape: Term,
    /// Local name in `sh:` of the constraint component.
    pub component: &'static str,
    /// `sh:Violation`, `sh:Warning`, `sh:Info`, or a severity of the shapes' own.
    pub severity: NamedNode,
    /// What is wrong, in the languages of the shape, else in English.
    pub messages: Vec<Literal>,
}

/// A `sh:ValidationReport`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, sorted by focus node, path and component.
    pub results: Vec<Violation>,
}

impl Violation {
    pub(super) fn new(
        shape: &Shape,
        constraint: &Constraint,
        focus: &Term,
        value: Option<Term>,
        path: Option<Path>,
    ) -> Self {
        let messages = match shape.messages.as_slice() {
            [] => vec![Literal::new_language_tagged_literal_unchecked(constraint.fact(), "en")],
            own => own.to_vec(),
        };
        Self {
            focus: focus.clone(),
            path: path.or_else(|| shape.path.clone()),
            value,
            shape: shape.term.clone(),
            component: constraint.component(),
            severity: shape.severity.clone(),
            messages,
        }
    }

    /// The message in that language, else the English one, else any.
    pub fn message(&self, language: &str) -> &str {
        let of = |tag: &str| self.messages.iter().find(|message| message.language() == Some(tag));
        of(language).or_else(|| of("en")).or(self.messages.first()).map_or("", Literal::value)
    }

    fn key(&self) -> (String, String, &'static str, String, String) {
        let path = self.path.as_ref().map(ToString::to_string).unwrap_or_default();
        let value = self.value.as_ref().map(ToString::to_string).unwrap_or_default();
        (self.focus.to_string(), path, self.component, value, self.shape.to_string())
    }
}

/// `violation: <focus> path: message: value`, names of known vocabularies shortened.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity.as_str().rsplit(['#', '/']).next().unwrap_or_default().to_lowercase();
        write!(f, "{severity}: {}", short(&self.focus.to_string()))?;
        if let Some(path) = &self.path {
            write!(f, " {}", short(&path.to_string()))?;
        }
        write!(f, ": {}", self.message("en"))?;
        if let Some(value) = &self.value {
            write!(f, ": {}", short(&value.to_string()))?;
        }
        Ok(())
    }
}

impl Report {
    pub(super) fn new(mut results: Vec<Violation>) -> Self {
        results.sort_by_cached_key(Violation::key);
        results.dedup();
        Self { results }
    }

    /// True where nothing is wrong (`sh:conforms`).
    pub fn conforms(&self) -> bool {
        self.results.is_empty()
    }

    /// How many results each shape and component has, sorted; blank shapes by `_:`.
    pub fn counts(&self) -> BTreeMap<(String, &'static str), usize> {
        let mut counts = BTreeMap::new();
        for result in &self.results {
            let shape = match &result.shape {
                Term::NamedNode(node) => node.as_str().to_owned(),
                _ => "_:".to_owned(),
            };
            *counts.entry((shape, result.component)).or_default() += 1;
        }
        counts
    }

    /// The report as a graph, in Turtle.
    pub fn turtle(&self) -> String {
        let mut out = format!(
            "@prefix sh: <{}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {}",
            sh::NAMESPACE,
            self.conforms()
        );
        for result in &self.results {
            out.push_str(&format!(
                " ;\n    sh:result [\n        a sh:ValidationResult ;\n        sh:focusNode {} ;",
                result.focus
            ));
            if let Some(path) = &result.path {
                out.push_str(&format!("\n        sh:resultPath {path} ;"));
            }
            if let Some(value) = &result.value {
                out.push_str(&format!("\n        sh:value {value} ;"));
            }
            for message in &result.messages {
                out.push_str(&format!("\n        sh:resultMessage {message} ;"));
            }
            out.push_str(&format!(
                "\n        sh:resultSeverity {} ;\n        sh:sourceConstraintComponent sh:{} ;\n        sh:sourceShape {} ]",
                result.severity, result.component, result.shape
            ));
        }
        out.push_str(" .\n");
        out
    }
}

/// A term's or path's Turtle with the IRIs of known vocabularies by their prefixes.
fn short(turtle: &str) -> String {
    let mut parts = turtle.split('<');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('>') {
            Some((iri, rest)) if compact(iri) != iri => out.push_str(&format!("{}{rest}", compact(iri))),
            _ => out.push_str(&format!("<{part}")),
        }
    }
    out
}
