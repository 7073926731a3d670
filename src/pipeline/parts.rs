//! Parts to one graph: graph directories that were built apart, at other times or on other machines.
//!
//! What a part holds of an article is self-contained, so that neither the article nor the model is needed. All parts are
//! read before anything is written: one that is damaged stops the merge and costs nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::build::{Built, REPORT, append, curation, publish, write};
use super::knowledge;
use super::naming::suffixed;
use super::report::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::DocumentId;
use crate::merge::Curation;
use crate::ontology::Ontology;
use crate::rdf::{RdfOptions, write_verdict};
use crate::store::{BuildKey, GraphDir, Made, StoreError};

/// Merges the graphs in `parts` into one in `root`, where only their articles then are. The order of the parts does not
/// show in the graph.
///
/// # Errors
/// Where a part is no graph or is damaged, or the disk refuses.
pub fn join(root: &Path, parts: &[PathBuf], ontology: &Ontology, options: &RdfOptions) -> Result<Built, StoreError> {
    let start = Instant::now();
    let opened = parts.iter().map(|part| GraphDir::open(part)).collect::<Result<Vec<_>, _>>()?;
    let key = opened.iter().map(GraphDir::key).max().cloned().unwrap_or_default();
    let mut report = Report { versions: key.clone(), threads: 1, ..Report::default() };
    let mut all = Vec::new();
    let mut verdicts = Curation::default();
    for part in &opened {
        report.diagnostics.extend(other_maker(part, &key));
        let (theirs, faults) = curation(part.root(), &part.rdf_options())?;
        verdicts.verdicts.extend(theirs.verdicts);
        report.diagnostics.extend(faults);
        all.extend(part.made()?);
        verdicts.known.extend(knowledge::known(part.root(), ontology, &part.rdf_options())?);
    }
    let all = settle(all, &key, &mut report.diagnostics);
    report.articles = all.len();
    report.unchanged = all.len();
    report.claims = all.iter().map(|made| made.article.claims.len()).sum();
    report.entities = all.iter().map(|made| made.article.entities.len()).sum();
    let mut dir = GraphDir::create(root, &key)?;
    dir.remove(&dir.documents())?;
    dir.put_made(all)?;
    add_verdicts(root, &verdicts, options)?;
    knowledge::add(root, verdicts.known, ontology, &options.base)?;
    let graph = publish(&mut dir, ontology, options, &mut report.diagnostics)?;
    report.seconds = start.elapsed().as_secs_f64();
    write(&root.join(REPORT), &serde_json::to_string_pretty(&report).unwrap_or_default())?;
    Ok(Built { graph, report })
}

/// Says so where a part was read by another program, ontology or model than the latest.
fn other_maker(part: &GraphDir, key: &BuildKey) -> Option<Diagnostic> {
    let theirs = part.key();
    let pairs = [
        ("version", &theirs.program, &key.program),
        ("ontology", &theirs.ontology, &key.ontology),
        ("model", &theirs.model, &key.model),
    ];
    let differ: Vec<String> = pairs
        .into_iter()
        .filter(|(_, a, b)| a != b)
        .map(|(what, a, b)| format!("{what} {}, not {}", short(a), short(b)))
        .collect();
    let message = format!("this part was read by another glane: {}", differ.join("; "));
    let found = Diagnostic::new(Severity::Warning, "P006", part.root().to_string_lossy(), message);
    (!differ.is_empty()).then(|| found.help("it is merged all the same; build it anew to have all read alike"))
}

/// The beginning of a long name.
fn short(name: &str) -> String {
    name.chars().take(16).collect()
}

/// Each article once, sorted. Of the same bytes read twice those stay that the latest read; articles of one name that
/// came from two files become two; versions of one file stay side by side, and are told.
fn settle(mut all: Vec<Made>, key: &BuildKey, diagnostics: &mut Vec<Diagnostic>) -> Vec<Made> {
    let latest = key.name();
    all.sort_by(|x, y| {
        let order = |m: &Made| (m.article.document.clone(), m.article.origin.clone(), m.article.hash.clone());
        order(x).cmp(&order(y)).then_with(|| (x.by != latest, &x.by).cmp(&(y.by != latest, &y.by)))
    });
    all.dedup_by(|x, y| {
        x.article.document == y.article.document
            && x.article.hash == y.article.hash
            && x.article.origin == y.article.origin
    });
    let mut bearers: BTreeMap<DocumentId, String> = BTreeMap::new();
    for made in &mut all {
        let article = &mut made.article;
        let bearer = bearers.entry(article.document.clone()).or_insert_with(|| article.origin.clone());
        if *bearer == article.origin {
            continue;
        }
        let name = suffixed(&article.document.0, &article.origin, 0);
        let message = format!("another article is called `{}`; this one is called `{name}`", article.document.0);
        diagnostics.push(Diagnostic::new(Severity::Note, "P004", &article.origin, message));
        article.document = DocumentId(name);
    }
    for pair in all.windows(2).filter(|pair| pair[0].article.document == pair[1].article.document) {
        let message =
            format!("the parts hold several versions of `{}`; they stay side by side", pair[0].article.document.0);
        let found = Diagnostic::new(Severity::Warning, "P007", &pair[0].article.origin, message);
        diagnostics.push(found.help("`glane add` the article again to have its newest version alone"));
    }
    all
}

/// Puts the parts' verdicts into the graph's curation file, behind what is there.
fn add_verdicts(root: &Path, verdicts: &Curation, options: &RdfOptions) -> Result<(), StoreError> {
    let (own, _) = curation(root, options)?;
    let mut missing = verdicts.verdicts.clone();
    missing.sort();
    missing.dedup();
    missing.retain(|verdict| !own.verdicts.contains(verdict));
    if missing.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = missing.iter().map(|verdict| write_verdict(verdict, &options.base)).collect();
    append(root, &lines, &options.base)
}
