//! `glane check`: is the graph what it should be?

use std::io::Write;

use glane::pipeline::load;

use crate::Outcome;
use crate::args::Check;
use crate::console::Console;
use crate::engine::ontology;

pub fn run(args: &Check, console: &Console) -> anyhow::Result<Outcome> {
    let ontology = ontology(&args.ontology)?;
    let graph = load(&args.at.graph, &ontology)?;
    let mut out = console.output(None)?;
    writeln!(out, "{} statements", graph.statements.len())?;
    out.finish()?;
    Ok(Outcome::Done)
}
