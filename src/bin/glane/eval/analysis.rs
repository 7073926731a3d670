//! The analysis against a gold treebank.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use glane::analyse::score::{Measure, score_conllu, score_entities};
use glane::analyse::{analyse, conllu_text, write_conllu};
use glane::ingest::{Limits, Raw, ingest};
use serde_json::{Map, Value, json};

use crate::Outcome;
use crate::args::Eval;
use crate::console::Console;
use crate::engine::pack;

pub fn run(path: &Path, args: &Eval, console: &Console) -> anyhow::Result<Outcome> {
    let gold = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let text = conllu_text(&gold);
    // A treebank is longer than any article, and is read for measuring only.
    let limits = Limits { article_bytes: usize::MAX };
    let (documents, faults) = ingest(&Raw::new("gold.txt", text.as_bytes()), &limits);
    console.report(&faults);
    let [document] = documents.as_slice() else { bail!("{}: there is no text in it", path.display()) };
    let (analysis, faults) = analyse(document, &pack(&args.reading.model)?);
    console.report(&faults);
    let system = write_conllu(&analysis, &document.text, &document.id.0);
    let mut rows: Vec<(String, Measure)> =
        score_conllu(&gold, &system)?.named().into_iter().map(|(name, measure)| (name.to_owned(), measure)).collect();
    if args.ner {
        let scores = score_entities(&gold, &system, |label| Some(label.to_owned()))?;
        rows.extend([("Entities".to_owned(), scores.all), ("Entity spans".to_owned(), scores.spans)]);
        rows.extend(scores.labels.into_iter().map(|(label, measure)| (format!("  {label}"), measure)));
    }
    let mut out = console.output(None)?;
    if console.json {
        let all: Map<String, Value> =
            rows.iter().map(|(name, measure)| (name.trim().to_owned(), json(*measure))).collect();
        writeln!(out, "{}", Value::Object(all))?;
    } else {
        writeln!(out, "{:14} {:>9} {:>9} {:>9} {:>9}", "Metric", "Precision", "Recall", "F1", "Aligned")?;
        for (name, m) in &rows {
            let aligned = m.aligned_accuracy().map_or(String::new(), |share| format!("{:9.2}", 100.0 * share));
            let [p, r, f] = [m.precision(), m.recall(), m.f1()].map(|share| 100.0 * share);
            writeln!(out, "{name:14} {p:9.2} {r:9.2} {f:9.2} {aligned}")?;
        }
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn json(measure: Measure) -> Value {
    json!({
        "precision": measure.precision(), "recall": measure.recall(), "f1": measure.f1(),
        "aligned": measure.aligned_accuracy(),
    })
}
