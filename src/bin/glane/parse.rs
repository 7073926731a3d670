//! `glane parse`: the analysis of articles as CoNLL-U.

use std::io::{self, Write};

use glane::analyse::write_conllu;
use glane::pipeline::{Article, Names, Run, Stage, expand};

use crate::Outcome;
use crate::args::{Parse, Reading};
use crate::console::Console;
use crate::engine::engine;

pub fn run(args: &Parse, console: &Console) -> anyhow::Result<Outcome> {
    let (inputs, faults) = expand(&args.inputs.paths);
    console.report(&faults);
    let reading = Reading { ontology: Vec::new(), conllu: None, threads: args.threads };
    let engine = engine(&reading, Stage::Analyse, false)?;
    let mut out = console.output(args.output.output.as_deref())?;
    let progress = console.progress(inputs.len());
    let mut print = |article: Article| -> io::Result<()> {
        let Some(analysis) = &article.analysis else { return Ok(()) };
        out.write_all(write_conllu(analysis, &article.doc.text, &article.doc.id.0).as_bytes())
    };
    let report = Run { engine: &engine, threads: args.threads, known: &|_| false, progress: progress.as_ref() }.over(
        &inputs,
        &mut Names::default(),
        &mut print,
    )?;
    drop(progress);
    out.finish()?;
    console.report(&report.diagnostics);
    Ok(if report.articles > 0 { Outcome::Done } else { Outcome::Failed })
}
