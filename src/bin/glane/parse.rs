//! `glane parse`: the analysis of articles as CoNLL-U.

use std::fs;
use std::io::{self, Write};

use anyhow::Context;

use glane::analyse::{annotate, conllu_text, read_conllu, write_conllu};
use glane::claim::Options;
use glane::ingest::Limits;
use glane::ontology::Ontology;
use glane::pipeline::{Analyser, Article, Engine, Names, Run, Stage, expand};

use crate::Outcome;
use crate::args::Parse;
use crate::console::Console;
use crate::engine::pack;

pub fn run(args: &Parse, console: &Console) -> anyhow::Result<Outcome> {
    if args.conllu {
        return reparse(args, console);
    }
    let (inputs, faults) = expand(&args.inputs.paths);
    console.report(&faults);
    let engine = Engine {
        // No word of the ontology is asked for an analysis.
        ontology: Ontology::default(),
        analyser: Analyser::Model(Box::new(pack(&args.model)?)),
        until: Stage::Analyse,
        options: Options::default(),
        limits: Limits::default(),
    };
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

/// CoNLL-U in, its tokens and sentences kept, all else the model's.
fn reparse(args: &Parse, console: &Console) -> anyhow::Result<Outcome> {
    let pack = pack(&args.model)?;
    let mut out = console.output(args.output.output.as_deref())?;
    for path in &args.inputs.paths {
        let conllu = if path.as_os_str() == "-" { io::read_to_string(io::stdin()) } else { fs::read_to_string(path) };
        let conllu = conllu.with_context(|| format!("{}: cannot be read", path.display()))?;
        let (mut analysis, faults) = read_conllu(&conllu, None);
        console.report(&faults);
        annotate(&mut analysis, &pack);
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        out.write_all(write_conllu(&analysis, &conllu_text(&conllu), &name).as_bytes())?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}
