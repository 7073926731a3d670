//! A person's own knowledge base beside a graph: imported things (`known.ttl`) and the house's authority file (`links.ttl`).
//!
//! Both hold Turtle as [`write_known`] writes it, so that a graph directory says by itself what its merge knew.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::Triple;

use super::build::{curation, publish, write};
use crate::diagnostic::{Diagnostic, Severity};
use crate::merge::{Curation, Graph, Known, Verdict};
use crate::ontology::Ontology;
use crate::rdf::{Knowledge, RdfOptions, join_known, read_knowledge, read_links_csv, write_known, write_verdict};
use crate::store::{GraphDir, StoreError};

const KNOWN: &str = "known.ttl";
const LINKS: &str = "links.ttl";
/// Endings of files that are read, besides `.csv` and `.tsv`.
const ENDINGS: &[(&str, RdfFormat)] = &[
    ("ttl", RdfFormat::Turtle),
    ("nt", RdfFormat::NTriples),
    ("nq", RdfFormat::NQuads),
    ("trig", RdfFormat::TriG),
    ("rdf", RdfFormat::RdfXml),
    ("owl", RdfFormat::RdfXml),
    ("xml", RdfFormat::RdfXml),
    ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
];

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Things that the files name.
    pub things: usize,
    /// Of them, those whose types the ontology does not align.
    pub untyped: usize,
    /// Links of our own entities that the files state.
    pub links: usize,
    /// Things that are known in all.
    pub known: usize,
    /// The graph, made anew; `None` where there is none yet.
    pub graph: Option<Graph>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Takes the things of knowledge bases in: the graph in `root`, and every later build there, knows their names and links
/// its entities to them.
///
/// # Errors
/// Where a file cannot be read, or the disk refuses.
pub fn import(root: &Path, files: &[PathBuf], ontology: &Ontology) -> Result<Imported, StoreError> {
    fs::create_dir_all(root).map_err(|source| fault(root, "make", source))?;
    let base = options(root)?.base;
    let mut imported = Imported::default();
    let mut things = stored(root, KNOWN, ontology, &base)?;
    let mut links = Vec::new();
    for file in files {
        let found = read(file, ontology, &base, &mut imported.diagnostics)?;
        imported.things += found.known.len();
        imported.untyped += found.untyped;
        links.extend(found.links);
        things.extend(found.known);
    }
    let things = join_known(things);
    imported.known = things.len();
    imported.links = links.len();
    write(&root.join(KNOWN), write_known(&things).trim_end())?;
    give(root, links)?;
    if let Ok(mut dir) = GraphDir::open(root) {
        let options = dir.rdf_options();
        imported.graph = Some(publish(&mut dir, ontology, &options, &mut imported.diagnostics)?);
    }
    Ok(imported)
}

/// Puts the house's authority file into the place of the one that the directory had.
///
/// # Errors
/// Where the file cannot be read, or the disk refuses.
pub fn give_links(root: &Path, file: &Path, ontology: &Ontology) -> Result<Vec<Diagnostic>, StoreError> {
    fs::create_dir_all(root).map_err(|source| fault(root, "make", source))?;
    let mut trouble = Vec::new();
    let found = read(file, ontology, &options(root)?.base, &mut trouble)?;
    write(&root.join(LINKS), write_known(&join_known(found.known)).trim_end())?;
    give(root, found.links)?;
    Ok(trouble)
}

/// A directory's verdicts and what it knows, for a merge.
pub(super) fn all(
    root: &Path,
    ontology: &Ontology,
    options: &RdfOptions,
) -> Result<(Curation, Vec<Diagnostic>), StoreError> {
    let (mut curation, trouble) = curation(root, options)?;
    curation.known = known(root, ontology, options)?;
    Ok((curation, trouble))
}

/// What a directory knows.
pub(super) fn known(root: &Path, ontology: &Ontology, options: &RdfOptions) -> Result<Vec<Known>, StoreError> {
    let (mut things, links) =
        (stored(root, KNOWN, ontology, &options.base)?, stored(root, LINKS, ontology, &options.base)?);
    things.extend(links);
    Ok(join_known(things))
}

/// Joins what is known into a directory's own.
pub(super) fn add(root: &Path, things: Vec<Known>, ontology: &Ontology, base: &str) -> Result<(), StoreError> {
    if things.is_empty() {
        return Ok(());
    }
    let all = stored(root, KNOWN, ontology, base)?.into_iter().chain(things);
    write(&root.join(KNOWN), write_known(&join_known(all)).trim_end())
}

fn options(root: &Path) -> Result<RdfOptions, StoreError> {
    match GraphDir::open(root) {
        Ok(dir) => Ok(dir.rdf_options()),
        Err(StoreError::Missing(_)) => Ok(RdfOptions::default()),
        Err(other) => Err(other),
    }
}

/// Adds links to the directory's verdicts; those that are there already are not written twice.
fn give(root: &Path, links: Vec<Verdict>) -> Result<(), StoreError> {
    let options = options(root)?;
    let (own, _) = curation(root, &options)?;
    let missing: BTreeSet<Verdict> = links.into_iter().filter(|link| !own.verdicts.contains(link)).collect();
    let lines: Vec<String> = missing.iter().map(|link| write_verdict(link, &options.base)).collect();
    super::build::append(root, &lines, &options.base)
}

fn stored(root: &Path, name: &str, ontology: &Ontology, base: &str) -> Result<Vec<Known>, StoreError> {
    let path = root.join(name);
    if !path.exists() {
        return Ok(Vec::new());
    }
    Ok(read(&path, ontology, base, &mut Vec::new())?.known)
}

fn read(path: &Path, ontology: &Ontology, base: &str, trouble: &mut Vec<Diagnostic>) -> Result<Knowledge, StoreError> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let place = path.to_string_lossy();
    if matches!(ending.as_str(), "csv" | "tsv") {
        let text = fs::read_to_string(path).map_err(|source| fault(path, "read", source))?;
        let (known, faults) = read_links_csv(&text, &place, ontology);
        trouble.extend(faults);
        return Ok(Knowledge { known, ..Knowledge::default() });
    }
    let Some((_, format)) = ENDINGS.iter().find(|(known, _)| *known == ending) else {
        let endings: Vec<&str> = ENDINGS.iter().map(|(ending, _)| *ending).collect();
        let help = format!("give it an ending that tells: csv, tsv, {}", endings.join(", "));
        return Err(StoreError::Damaged {
            path: path.to_owned(),
            fault: "the ending tells no format".to_owned(),
            help,
        });
    };
    let file = fs::File::open(path).map_err(|source| fault(path, "read", source))?;
    let parser = RdfParser::from_format(*format);
    let parser = parser.clone().with_base_iri(base).unwrap_or(parser);
    let mut faults = Vec::new();
    let triples = parser.lenient().for_reader(BufReader::new(file)).map_while(|quad| match quad {
        Ok(quad) => Some(Triple::from(quad)),
        Err(error) => {
            faults.push(error.to_string());
            None
        }
    });
    let knowledge = read_knowledge(triples, ontology, base);
    // The first fault ends the reading: what stands behind it could mean anything.
    if let Some(fault) = faults.first() {
        let message = format!("cannot be read to its end: {fault}");
        trouble
            .push(Diagnostic::new(Severity::Error, "K001", place, message).help("mend the file and import it again"));
    }
    Ok(knowledge)
}

fn fault(path: &Path, action: &'static str, source: std::io::Error) -> StoreError {
    StoreError::Io { path: path.to_owned(), action, source }
}
