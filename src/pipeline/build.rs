//! Articles to a graph directory: built anew, or changed by some articles.
//!
//! Whatever the way, the graph is the merge of the articles that the directory then holds, so that adding and removing
//! end in the same bytes as a fresh build. Claims reach the disk batch by batch: an interrupted build goes on where it
//! was.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::engine::{Article, Engine};
use super::inputs::Input;
use super::knowledge;
use super::naming::Names;
use super::report::Report;
use super::run::{Progress, Run};
use crate::claim::ArticleClaims;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::{Document, DocumentId};
use crate::merge::{Curation, Graph, merge};
use crate::ontology::Ontology;
use crate::rdf::{RdfOptions, read_curation, write_curation};
use crate::store::{BuildKey, GraphDir, StoreError};

/// Articles that go to the disk together: each flush costs milliseconds, each lost article its analysis.
const FLUSH: usize = 64;

/// A person's verdicts, in the graph's directory.
pub(super) const CURATION: &str = "curation.ttl";
pub(super) const REPORT: &str = "report.json";

/// What is done to the articles that the directory holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the inputs' articles stay.
    Replace,
    /// The inputs' articles come to the others; one of the same file takes the place of its forerunner.
    Add,
    /// The same, but forerunners stay beside their new version.
    AddBeside,
}

/// A graph, just built.
#[derive(Debug)]
pub struct Built {
    /// The graph.
    pub graph: Graph,
    /// What was done.
    pub report: Report,
}

/// Builds or changes the graph in `root`.
///
/// Without `options` it is written as it was. Where no input gives an article, nothing is changed; the report says why.
///
/// # Errors
/// Where the disk refuses.
pub fn build(
    root: &Path,
    change: Change,
    inputs: &[Input],
    engine: &Engine,
    options: Option<&RdfOptions>,
    threads: usize,
    progress: &dyn Progress,
) -> Result<Built, StoreError> {
    let start = Instant::now();
    let key = engine.key();
    let (mut dir, damage) = open(root, change, &key)?;
    let options = options.cloned().unwrap_or_else(|| dir.rdf_options());
    let held: BTreeMap<(DocumentId, String), Held> = dir.articles()?.into_iter().map(|a| Held::of(a, &dir)).collect();
    let known = |doc: &Document| {
        let same = |held: &Held| held.current && held.origin == doc.origin;
        engine.is_versioned() && held.get(&(doc.id.clone(), doc.hash.clone())).is_some_and(same)
    };
    let mut names = match change {
        Change::Replace => Names::default(),
        _ => Names::kept(held.iter().map(|((id, _), held)| (id.clone(), held.origin.clone()))),
    };
    let beside = change == Change::AddBeside;
    let mut seen = BTreeMap::new();
    let mut waiting: Vec<ArticleClaims> = Vec::new();
    let mut sink = |article: Article| -> Result<(), StoreError> {
        seen.insert(article.doc.id.clone(), article.doc.hash.clone());
        waiting.extend(article.claims);
        if waiting.len() < FLUSH {
            return Ok(());
        }
        dir.put(&std::mem::take(&mut waiting), beside)
    };
    let run = Run { engine, threads, known: &known, progress };
    let mut report = run.over(inputs, &mut names, &mut sink)?;
    dir.put(&waiting, beside)?;
    report.diagnostics.splice(0..0, damage);
    report.versions = key;
    if report.articles == 0 {
        return Ok(Built { graph: Graph::default(), report });
    }
    if !beside {
        dir.settle_on(seen.iter().map(|(document, hash)| (document, hash.as_str())));
    }
    match change {
        Change::Replace => dir.retain(&seen.into_keys().collect::<Vec<_>>())?,
        _ => report.diagnostics.extend(outdated(root, &held, &seen)),
    }
    let graph = publish(&mut dir, &engine.ontology, &options, &mut report.diagnostics)?;
    report.seconds = start.elapsed().as_secs_f64();
    write(&root.join(REPORT), &serde_json::to_string_pretty(&report).unwrap_or_default())?;
    Ok(Built { graph, report })
}

/// The directory, and what of it has to be made anew. A change that needs every article is refused where one cannot be
/// read.
fn open(root: &Path, change: Change, key: &BuildKey) -> Result<(GraphDir, Vec<Diagnostic>), StoreError> {
    let dir = GraphDir::create(root, key)?;
    let damage = dir.damage().map(mended).collect();
    let dir = if change == Change::Replace { dir } else { dir.whole()? };
    Ok((dir, damage))
}

/// Says that what was damaged is made anew.
fn mended(error: &StoreError) -> Diagnostic {
    let (place, fault) = match error {
        StoreError::Damaged { path, fault, .. } => (path.to_string_lossy().into_owned(), fault.clone()),
        StoreError::Io { path, source, .. } => (path.to_string_lossy().into_owned(), source.to_string()),
        other => (String::new(), other.to_string()),
    };
    Diagnostic::new(Severity::Warning, "P008", place, fault).help("its articles are read anew; all else is kept")
}

/// An article that the directory held before.
struct Held {
    origin: String,
    /// True where its claims were made by this very program, ontology and model.
    current: bool,
}

impl Held {
    fn of(article: ArticleClaims, dir: &GraphDir) -> ((DocumentId, String), Self) {
        let current = dir.has(&article.document, &article.hash);
        ((article.document, article.hash), Self { origin: article.origin, current })
    }
}

/// Says so where articles stay that another program, ontology or model has read.
fn outdated(
    root: &Path,
    held: &BTreeMap<(DocumentId, String), Held>,
    seen: &BTreeMap<DocumentId, String>,
) -> Option<Diagnostic> {
    let n = held.iter().filter(|((id, _), held)| !held.current && !seen.contains_key(id)).count();
    let message = format!("{n} of its articles were read by another version, ontology or model");
    let found = Diagnostic::new(Severity::Warning, "P006", root.to_string_lossy(), message);
    (n > 0).then(|| found.help("build it anew from all its articles to read them alike"))
}

/// Takes articles out of the graph in `root`, by name or by the path that they were read from; gives the graph without
/// them, and those names that no article has.
///
/// # Errors
/// Where there is no graph, or the disk refuses.
pub fn remove(root: &Path, names: &[String], ontology: &Ontology) -> Result<(Graph, Vec<String>), StoreError> {
    let mut dir = GraphDir::open(root)?;
    let articles = dir.articles()?;
    let (mut gone, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let origin = Input::new(Path::new(name)).origin;
        let under = format!("{origin}/");
        let found: Vec<DocumentId> = articles
            .iter()
            .filter(|a| a.document.0 == *name || a.origin == origin || a.origin.starts_with(&under))
            .map(|a| a.document.clone())
            .collect();
        if found.is_empty() {
            unknown.push(name.clone());
        }
        gone.extend(found);
    }
    if !gone.is_empty() {
        dir.remove(&gone)?;
    }
    let options = dir.rdf_options();
    let graph = publish(&mut dir, ontology, &options, &mut Vec::new())?;
    Ok((graph, unknown))
}

/// The graph of a finished directory, merged from its articles.
///
/// # Errors
/// Where there is none, or a file of it is damaged.
pub fn load(root: &Path, ontology: &Ontology) -> Result<Graph, StoreError> {
    let dir = GraphDir::open(root)?;
    let (curation, _) = knowledge::all(root, ontology, &dir.rdf_options())?;
    Ok(merge(&dir.articles()?, ontology, &curation))
}

pub(super) fn publish(
    dir: &mut GraphDir,
    ontology: &Ontology,
    options: &RdfOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Graph, StoreError> {
    let root = dir.root().to_owned();
    let (curation, faults) = knowledge::all(&root, ontology, options)?;
    diagnostics.extend(faults);
    let graph = merge(&dir.articles()?, ontology, &curation);
    diagnostics.extend(graph.diagnostics.iter().cloned());
    dir.publish(&graph, ontology, options)?;
    Ok(graph)
}

pub(super) fn curation(root: &Path, options: &RdfOptions) -> Result<(Curation, Vec<Diagnostic>), StoreError> {
    let path = root.join(CURATION);
    match fs::read_to_string(&path) {
        Ok(turtle) => Ok(read_curation(&turtle, &path.to_string_lossy(), &options.base)),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok((Curation::default(), Vec::new())),
        Err(source) => Err(StoreError::Io { path, action: "read", source }),
    }
}

/// Adds lines to the directory's verdicts, behind what a person wrote.
pub(super) fn append(root: &Path, lines: &[String], base: &str) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let path = root.join(CURATION);
    let old = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => write_curation(&Curation::default(), base),
        Err(source) => return Err(StoreError::Io { path, action: "read", source }),
    };
    write(&path, &format!("{}\n{}", old.trim_end(), lines.join("\n")))
}

/// Through a file of another name: a reader sees the old file or the new one, never half of one.
pub(super) fn write(path: &Path, text: &str) -> Result<(), StoreError> {
    let fault = |path: PathBuf| |source| StoreError::Io { path, action: "write", source };
    let draft = path.with_extension("new");
    fs::write(&draft, format!("{text}\n")).map_err(fault(draft.clone()))?;
    fs::rename(&draft, path).map_err(fault(path.to_owned()))
}
