//! Trouble as data: what is wrong, where, and the way out.
//!
//! A stage never fails on an article; it returns its value with the [`Diagnostic`]s it met. Only the edge prints them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the result is whole.
    Note,
    /// Something was passed over; the rest is whole.
    Warning,
    /// The named thing could not be done.
    Error,
}

/// One thing that a person should know about an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable short code, such as `I003`; the letter names the stage.
    pub code: String,
    /// The file or document, as the user named it.
    pub place: String,
    /// Line and column from 1, where known.
    pub position: Option<(u32, u32)>,
    /// The fact, in one sentence without a full stop.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without position or help.
    pub fn new(severity: Severity, code: &str, place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            code: code.to_owned(),
            place: place.into(),
            position: None,
            message: message.into(),
            help: None,
        }
    }

    /// The same, at a line and column from 1.
    pub fn at(mut self, line: u32, column: u32) -> Self {
        self.position = Some((line, column));
        self
    }

    /// The same, with the way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, ": {severity}[{}]: {}", self.code, self.message)?;
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}
