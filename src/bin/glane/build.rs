//! `glane build`: the main job.

use std::path::Path;

use glane::pipeline::{Built, Change, Settings, Stage, build, expand};
use glane::rdf::RdfOptions;

use crate::Outcome;
use crate::args::{Build, Inputs, Rdf, RdfVersion, Reading};
use crate::console::Console;
use crate::engine::engine;
use crate::summary;

pub fn run(args: &Build, console: &Console) -> anyhow::Result<Outcome> {
    change(&args.out, Change::Replace, &args.inputs, &args.reading, &settings(&args.rdf, Settings::default()), console)
}

/// The settings, with what the flags say over them.
pub fn settings(rdf: &Rdf, kept: Settings) -> Settings {
    Settings {
        base: rdf.base.clone().unwrap_or(kept.base),
        rdf12: rdf.rdf.map_or(kept.rdf12, |v| v == RdfVersion::V12),
    }
}

/// The writers' options, with what the flags say over the graph's settings.
pub fn rdf_options(rdf: &Rdf, root: &Path) -> anyhow::Result<RdfOptions> {
    Ok(settings(rdf, Settings::of(root)?).rdf())
}

/// Builds or changes a graph, and says what came of it.
pub fn change(
    root: &Path,
    change: Change,
    inputs: &Inputs,
    reading: &Reading,
    settings: &Settings,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let (inputs, faults) = expand(&inputs.paths);
    console.report(&faults);
    if inputs.is_empty() {
        console.say("nothing was built: no article was found");
        return Ok(Outcome::Failed);
    }
    let engine = engine(reading, Stage::Claim, false)?;
    let progress = console.progress(inputs.len());
    let built = build(root, change, &inputs, &engine, settings, reading.threads, progress.as_ref())?;
    drop(progress);
    console.report(&built.report.diagnostics);
    if built.report.articles == 0 {
        console.say("nothing was built: no input could be read as an article");
        return Ok(Outcome::Failed);
    }
    print(root, &built, console)?;
    Ok(Outcome::Done)
}

fn print(root: &Path, built: &Built, console: &Console) -> anyhow::Result<()> {
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
