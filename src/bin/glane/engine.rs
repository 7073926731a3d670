//! From flags to the engine that reads articles.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use glane::analyse::LanguagePack;
use glane::claim::Options;
use glane::ingest::Limits;
use glane::ontology::{Ontology, PathContents};
use glane::pipeline::{Analyser, Engine, Stage};

use crate::args::{Model, Reading};

/// The engine that the flags describe.
pub fn engine(reading: &Reading, until: Stage, options: Options) -> anyhow::Result<Engine> {
    let ontology = ontology(&reading.ontology)?;
    let analyser = match &reading.conllu {
        Some(directory) => Analyser::Given(directory.clone()),
        None => Analyser::Model(Box::new(pack(&reading.model)?)),
    };
    Ok(Engine { ontology, analyser, until, options, limits: Limits::default() })
}

/// The language pack of a directory, or the built-in one.
pub fn pack(model: &Model) -> anyhow::Result<LanguagePack> {
    Ok(match &model.directory {
        Some(directory) => LanguagePack::load(directory)?,
        None => LanguagePack::embedded()?,
    })
}

/// The built-in ontology, with the user's files over it.
pub fn ontology(paths: &[PathBuf]) -> anyhow::Result<Ontology> {
    Ok(Ontology::load(&turtle(paths)?)?)
}

/// The user's Turtle files, read.
pub fn turtle(paths: &[PathBuf]) -> anyhow::Result<Vec<PathContents>> {
    let mut files = Vec::new();
    for path in paths {
        for file in turtle_files(path)? {
            let text = fs::read_to_string(&file).with_context(|| unreadable(&file))?;
            files.push(PathContents { name: file.to_string_lossy().into_owned(), text });
        }
    }
    Ok(files)
}

/// The file itself, or the Turtle files of a directory, sorted.
fn turtle_files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(|| unreadable(path))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "ttl"));
    files.sort();
    if files.is_empty() {
        bail!("{}: there is no Turtle file (.ttl) in this directory", path.display());
    }
    Ok(files)
}

fn unreadable(path: &Path) -> String {
    format!(
        "{}: the ontology cannot be read\n  help: --ontology takes a Turtle file, or a directory of .ttl files",
        path.display()
    )
}
