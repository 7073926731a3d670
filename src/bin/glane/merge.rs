//! `glane merge`: graphs that were built apart become one.

use glane::pipeline::join;
use glane::rdf::RdfOptions;
use glane::store::GraphDir;

use crate::Outcome;
use crate::args::Merge;
use crate::build::{print, rdf_options};
use crate::console::Console;
use crate::engine::ontology;

pub fn run(args: &Merge, console: &Console) -> anyhow::Result<Outcome> {
    let ontology = ontology(&args.ontology)?;
    let bases = args.parts.iter().map(|part| Ok(GraphDir::open(part)?.rdf_options()));
    let kept: Vec<RdfOptions> = bases.collect::<anyhow::Result<_>>()?;
    let kept = kept.into_iter().min_by(|a, b| a.base.cmp(&b.base)).unwrap_or_default();
    let built = join(&args.out, &args.parts, &ontology, &rdf_options(&args.rdf, kept))?;
    console.report(&built.report.diagnostics);
    print(&args.out, &built, console)?;
    Ok(Outcome::Done)
}
