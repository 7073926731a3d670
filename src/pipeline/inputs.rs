//! Paths to inputs: directories are searched, in sorted order.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::{Document, ENDINGS, Limits, Raw, ingest};

/// A file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// As messages and the graph name it: the path with `/` between its parts, or `-`.
    pub origin: String,
    /// Where it lies; empty for standard input.
    path: PathBuf,
}

impl Input {
    /// The file at `path`, or standard input for `-`.
    pub fn new(path: &Path) -> Self {
        let parts: PathBuf = path.components().collect();
        let bare = parts.strip_prefix(".").unwrap_or(&parts);
        Self { origin: bare.to_string_lossy().replace('\\', "/"), path: path.to_owned() }
    }

    /// Opens and reads it.
    pub fn read(&self, limits: &Limits) -> (Vec<Document>, Vec<Diagnostic>) {
        let bytes = if self.origin == "-" { read_stdin() } else { fs::read(&self.path) };
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(fault) => return (Vec::new(), vec![unreadable(&self.origin, &fault)]),
        };
        let (meta, fault) = self.meta();
        let raw = Raw { origin: &self.origin, bytes: &bytes, meta: meta.as_deref() };
        let (documents, mut diagnostics) = ingest(&raw, limits);
        diagnostics.extend(fault);
        (documents, diagnostics)
    }

    fn meta(&self) -> (Option<Vec<u8>>, Option<Diagnostic>) {
        let path = self.path.with_extension("meta");
        if self.origin == "-" || path == self.path {
            return (None, None);
        }
        match fs::read(&path) {
            Ok(bytes) => (Some(bytes), None),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => (None, None),
            Err(fault) => (None, Some(unreadable(&path.to_string_lossy(), &fault))),
        }
    }
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(place: &str, fault: &io::Error) -> Diagnostic {
    let help = match fault.kind() {
        io::ErrorKind::NotFound => "check the path; relative paths start at the working directory",
        io::ErrorKind::PermissionDenied => "ask for the right to read it (chmod u+r), or leave it out",
        _ => "check the disk and the path, or leave it out",
    };
    Diagnostic::new(Severity::Error, "P001", place, format!("cannot be read: {fault}")).help(help)
}

/// The inputs that the paths name: files as they are, directories by the articles under them, sorted; each once.
pub fn expand(paths: &[PathBuf]) -> (Vec<Input>, Vec<Diagnostic>) {
    let (mut inputs, mut diagnostics) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            inputs.push(Input::new(path));
            continue;
        }
        let before = inputs.len();
        search(path, &mut inputs, &mut diagnostics);
        if inputs.len() == before {
            let found = Diagnostic::new(
                Severity::Error,
                "P002",
                path.to_string_lossy(),
                "there is no article in this directory",
            );
            let endings: Vec<String> = ENDINGS.iter().map(|ending| format!(".{ending}")).collect();
            let help = format!("it was searched for {}; a file of another ending must be named", endings.join(", "));
            diagnostics.push(found.help(help));
        }
    }
    let mut seen = BTreeSet::new();
    inputs.retain(|input| seen.insert(input.origin.clone()));
    (inputs, diagnostics)
}

/// Hidden files and linked directories are passed over: the first are nobody's articles, the second may turn in a ring.
/// So are graph directories, whose records are what was made of articles.
fn search(directory: &Path, inputs: &mut Vec<Input>, diagnostics: &mut Vec<Diagnostic>) {
    if ["manifest.json", "articles/pending"].iter().any(|mark| directory.join(mark).exists())
        && directory.join("articles").is_dir()
    {
        return;
    }
    let entries = match fs::read_dir(directory).and_then(|entries| entries.collect::<io::Result<Vec<_>>>()) {
        Ok(entries) => entries,
        Err(fault) => return diagnostics.push(unreadable(&directory.to_string_lossy(), &fault)),
    };
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        if hidden {
            continue;
        } else if path.is_dir() {
            if !path.is_symlink() {
                search(&path, inputs, diagnostics);
            }
        } else if ENDINGS.contains(&ending.as_str()) {
            inputs.push(Input::new(&path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_are_searched_in_order_and_each_file_counts_once() {
        let root = tempfile::tempdir().expect("a temporary directory can be made");
        let at = |name: &str| root.path().join(name);
        fs::create_dir_all(at("b/c")).expect("made");
        fs::create_dir_all(at("graph/articles/pending")).expect("made");
        for name in
            ["graph/articles/00-1.jsonl", "z.txt", "b/a.jsonl", "b/c/d.TXT", ".hidden.txt", "README.md", "z.meta"]
        {
            fs::write(at(name), "x").expect("written");
        }
        let (inputs, diagnostics) = expand(&[root.path().to_owned(), at("z.txt"), at("README.md")]);
        let names: Vec<_> = inputs.iter().map(|i| i.path.strip_prefix(root.path()).expect("under it")).collect();
        assert_eq!(names, ["b/a.jsonl", "b/c/d.TXT", "z.txt", "README.md"].map(Path::new));
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn an_empty_directory_and_a_missing_file_are_named() {
        let root = tempfile::tempdir().expect("a temporary directory can be made");
        let (inputs, diagnostics) = expand(&[root.path().to_owned(), root.path().join("no.txt")]);
        assert_eq!(diagnostics[0].code, "P002");
        assert_eq!(inputs[0].read(&Limits::default()).1[0].code, "P001");
    }

    #[test]
    fn one_file_has_one_name() {
        assert_eq!(Input::new(Path::new("./news//a.txt")).origin, Input::new(Path::new("news/a.txt")).origin);
    }
}
