//! `glane build`: the main job.

use std::path::Path;

use glane::claim::Options;
use glane::pipeline::{Built, Change, Stage, build, expand, give_links};
use glane::rdf::{RdfOptions, RdfVersion};

use crate::Outcome;
use crate::args::{self, Build, Inputs, Rdf, Reading};
use crate::console::Console;
use crate::engine::{engine, ontology};
use crate::summary;

pub fn run(args: &Build, console: &Console) -> anyhow::Result<Outcome> {
    let options = rdf_options(&args.rdf, RdfOptions::default());
    if let Some(file) = &args.links {
        console.report(&give_links(&args.out, file, &ontology(&args.reading.ontology)?)?);
    }
    change(&args.out, Change::Replace, &args.inputs, &args.reading, Some(&options), console)
}

/// The options, with what the flags say over them.
pub fn rdf_options(rdf: &Rdf, kept: RdfOptions) -> RdfOptions {
    let version = match rdf.rdf {
        Some(args::RdfVersion::V11) => RdfVersion::V11,
        Some(args::RdfVersion::V12) => RdfVersion::V12,
        None => kept.version,
    };
    RdfOptions { version, base: rdf.base.clone().unwrap_or(kept.base), infer: rdf.infer || kept.infer }
}

/// Builds or changes a graph, and says what came of it.
pub fn change(
    root: &Path,
    change: Change,
    inputs: &Inputs,
    reading: &Reading,
    options: Option<&RdfOptions>,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let (inputs, faults) = expand(&inputs.paths);
    console.report(&faults);
    if inputs.is_empty() {
        console.say("nothing was built: no article was found");
        return Ok(Outcome::Failed);
    }
    let engine = engine(reading, Stage::Claim, Options::default())?;
    let progress = console.progress(inputs.len());
    let built = build(root, change, &inputs, &engine, options, reading.threads, progress.as_ref())?;
    drop(progress);
    console.report(&built.report.diagnostics);
    if built.report.articles == 0 {
        console.say("nothing was built: no input could be read as an article");
        return Ok(Outcome::Failed);
    }
    print(root, &built, console)?;
    Ok(Outcome::Done)
}

/// The summary of a graph that was just written.
pub fn print(root: &Path, built: &Built, console: &Console) -> anyhow::Result<()> {
    if console.quiet && !console.json {
        return Ok(());
    }
    let mut out = console.output(None)?;
    if console.json {
        summary::json(built, &mut out)?;
    } else {
        summary::table(root, built, &mut out)?;
    }
    Ok(out.finish()?)
}
