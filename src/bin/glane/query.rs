//! `glane query`: SPARQL over a graph.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, stdin};
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use glane::rdf::Rules;
use glane::store::{self, Answer, Answered, GraphDir, QueryOptions};

use crate::Outcome;
use crate::args::{AnswerFormat, Answering, Query};
use crate::console::Console;
use crate::engine::ontology;

pub fn run(args: &Query, console: &Console) -> anyhow::Result<Outcome> {
    let sparql = match (&args.file, args.sparql.as_deref()) {
        (Some(file), _) => {
            fs::read_to_string(file).with_context(|| format!("{}: the query cannot be read", file.display()))?
        }
        (None, Some("-")) => {
            let mut text = String::new();
            stdin().lock().read_to_string(&mut text).context("standard input cannot be read")?;
            text
        }
        (None, sparql) => sparql.unwrap_or_default().to_owned(),
    };
    let parameters = args.param.iter().cloned().collect();
    answer(&sparql, parameters, &args.answering, &args.at.graph, args.output.output.as_deref(), console)
}

/// Answers a query and prints the answer.
pub fn answer(
    sparql: &str,
    parameters: BTreeMap<String, String>,
    answering: &Answering,
    root: &Path,
    output: Option<&Path>,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let dir = GraphDir::open(root)?;
    let ontology = answering.infer.then(|| ontology(&answering.ontology)).transpose()?;
    let rules = ontology.map(|ontology| Rules::new(&ontology.axioms));
    let limit = (answering.timeout > 0.0).then(|| Duration::from_secs_f64(answering.timeout));
    let options = QueryOptions { limit, parameters, inferred: answering.infer };
    let Answered { answer, base, note } = store::answer(&dir, sparql, &options, rules.as_ref())?;
    if let Some(note) = note {
        console.hint(&format!("glane: note: {note}"));
    }
    let mut out = console.output(output)?;
    answer.write_below(&base, format(answering.format, console), &mut out)?;
    out.finish()?;
    let empty = match &answer {
        Answer::Boolean(_) => false,
        Answer::Table { rows, .. } => rows.is_empty(),
        Answer::Graph(triples) => triples.is_empty(),
    };
    if empty {
        console.hint("no answer: nothing in the graph fits the query");
    }
    Ok(if empty { Outcome::Findings } else { Outcome::Done })
}

fn format(asked: AnswerFormat, console: &Console) -> store::AnswerFormat {
    match asked {
        AnswerFormat::Table if console.json => store::AnswerFormat::Json,
        AnswerFormat::Table => store::AnswerFormat::Table,
        AnswerFormat::Csv => store::AnswerFormat::Csv,
        AnswerFormat::Tsv => store::AnswerFormat::Tsv,
        AnswerFormat::Json => store::AnswerFormat::Json,
        AnswerFormat::Xml => store::AnswerFormat::Xml,
        AnswerFormat::Turtle => store::AnswerFormat::Turtle,
    }
}
