//! The terminal and the output file: what a person sees, and that a hostile text cannot steer it.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use glane::diagnostic::{Diagnostic, Severity};
use glane::pipeline::{Progress, Silent};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::Shared;

/// Most diagnostics that are printed; a build's report holds them all.
const MOST: usize = 30;

/// Where to print, and how much.
pub struct Console {
    /// Errors and results only.
    pub quiet: bool,
    /// Results as JSON.
    pub json: bool,
}

impl Console {
    pub fn new(shared: &Shared) -> Self {
        Self { quiet: shared.quiet, json: shared.json }
    }

    /// Prints diagnostics to standard error: all errors come, of the rest what is worth the space.
    pub fn report(&self, diagnostics: &[Diagnostic]) {
        let wanted: Vec<&Diagnostic> =
            diagnostics.iter().filter(|d| !self.quiet || d.severity == Severity::Error).collect();
        for diagnostic in wanted.iter().take(MOST) {
            self.say(&diagnostic.to_string());
        }
        if wanted.len() > MOST {
            self.say(&format!("… and {} more of the kind", wanted.len() - MOST));
        }
    }

    /// Prints why a command failed.
    pub fn fault(&self, fault: &anyhow::Error) {
        let causes: Vec<String> = fault.chain().map(ToString::to_string).collect();
        // Several error types print their cause in their own text; it need not come twice.
        let mut text = causes[0].clone();
        for cause in causes.iter().skip(1).filter(|cause| !causes[0].contains(cause.as_str())) {
            text.push_str(": ");
            text.push_str(cause);
        }
        let said = text.contains("error[");
        self.say(&if said { text } else { format!("glane: error: {text}") });
    }

    /// A line for the person at the terminal, on standard error; a closed standard error is nobody's fault.
    pub fn say(&self, text: &str) {
        let mut out = Shown::new(io::stderr().lock(), io::stderr().is_terminal());
        let _ = writeln!(out, "{text}");
    }

    /// The same, unless `--quiet`.
    pub fn hint(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// A progress bar on a terminal, else nothing.
    pub fn progress(&self, inputs: usize) -> Box<dyn Progress> {
        if self.quiet || !io::stderr().is_terminal() {
            return Box::new(Silent);
        }
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} (left: {eta})");
        let bar = ProgressBar::new(inputs as u64);
        Box::new(Bar(match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }))
    }

    /// Opens the output file, or standard output.
    pub fn output(&self, path: Option<&Path>) -> anyhow::Result<Output> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            let stdout = io::stdout();
            let terminal = stdout.is_terminal();
            return Ok(Output {
                out: Shown::new(Box::new(BufWriter::new(stdout.lock())), terminal),
                colour: terminal && colour(),
            });
        };
        let file = fs::File::create(path).with_context(|| {
            format!("{}: cannot be written\n  help: check that its directory exists", path.display())
        })?;
        Ok(Output { out: Shown::new(Box::new(BufWriter::new(file)), false), colour: false })
    }
}

/// <https://no-color.org>
fn colour() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

struct Bar(ProgressBar);

impl Progress for Bar {
    fn advance(&self, inputs: u64) {
        self.0.inc(inputs);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How a piece of text is set off.
#[derive(Clone, Copy)]
pub enum Style {
    /// Headings, names.
    Bold,
    /// What is secondary.
    Dim,
    /// What the eye shall find.
    Marked,
}

/// Standard output or a file. Colours only on a terminal that wants them.
pub struct Output {
    out: Shown<Box<dyn Write>>,
    colour: bool,
}

impl Output {
    /// Writes text in a style.
    pub fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        let code = match style {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Marked => "1;33",
        };
        if !self.colour {
            return self.out.write_all(text.as_bytes());
        }
        write!(self.out.inner, "\u{1b}[{code}m")?;
        self.out.write_all(text.as_bytes())?;
        write!(self.out.inner, "\u{1b}[0m")
    }

    /// True where styles show.
    pub fn has_colour(&self) -> bool {
        self.colour
    }

    /// Writes what is still buffered; a full disk shows here.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A writer that, before a terminal, shows control and direction characters instead of obeying them.
struct Shown<W: Write> {
    inner: W,
    terminal: bool,
    /// The head of a character whose rest has not come yet.
    pending: Vec<u8>,
}

impl<W: Write> Shown<W> {
    fn new(inner: W, terminal: bool) -> Self {
        Self { inner, terminal, pending: Vec::new() }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.terminal {
            return self.inner.write(bytes);
        }
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&all) {
            Ok(_) => all.len(),
            Err(fault) if fault.error_len().is_none() => fault.valid_up_to(),
            Err(_) => all.len(),
        };
        self.pending = all.split_off(whole);
        self.inner.write_all(shown(&String::from_utf8_lossy(&all)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The text with control characters (but line ends and tabs) and bidirectional overrides written out.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if steers && !matches!(c, '\n' | '\t') {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        let mut out = Shown::new(Vec::new(), true);
        let text = "é\u{1b}[2J\u{9b}31m\u{202e}\tx\r\n";
        for byte in text.as_bytes() {
            out.write_all(&[*byte]).expect("a vector takes everything");
        }
        let seen = String::from_utf8(out.inner).expect("it is text");
        assert_eq!(seen, "é\\u{1b}[2J\\u{9b}31m\\u{202e}\tx\\u{d}\n");
    }

    #[test]
    fn a_file_gets_the_bytes_as_they_are() {
        let mut out = Shown::new(Vec::new(), false);
        out.write_all("\u{1b}x".as_bytes()).expect("a vector takes everything");
        assert_eq!(out.inner, b"\x1bx");
    }
}
