//! `glane query`: SPARQL over a graph.

use std::fs;
use std::io::{Read, stdin};

use anyhow::Context;
use glane::store::{self, Answer, GraphDir};

use crate::Outcome;
use crate::args::{AnswerFormat, Query};
use crate::console::Console;

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
    let dir = GraphDir::open(&args.at.graph)?;
    let graph = store::open(&dir)?;
    let answer = store::query(&graph, &sparql)?;
    let mut out = console.output(args.output.output.as_deref())?;
    answer.write_below(graph.base(), format(args.format, console), &mut out)?;
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
