//! `glane export`: a graph, or a part of it, in another format.

use glane::claim;
use glane::export::{Filter, Format, export_made_by};
use glane::ontology::PredicateId;
use glane::pipeline::load;
use glane::store::GraphDir;

use crate::Outcome;
use crate::args::{Export, Status};
use crate::build::rdf_options;
use crate::console::Console;
use crate::engine::ontology;

pub fn run(args: &Export, console: &Console) -> anyhow::Result<Outcome> {
    let format: Format = args.format.parse()?;
    let ontology = ontology(&args.ontology)?;
    let graph = load(&args.at.graph, &ontology)?;
    let filter = Filter {
        around: args.around.clone(),
        depth: args.depth,
        predicates: args.predicate.iter().cloned().map(PredicateId).collect(),
        min_confidence: args.min_confidence,
        statuses: args.status.iter().map(|&status| status.into()).collect(),
        since: args.since.clone(),
        until: args.until.clone(),
    };
    let part = filter.apply(&graph)?;
    let dir = GraphDir::open(&args.at.graph)?;
    let options = rdf_options(&args.rdf, dir.rdf_options());
    let mut out = console.output(args.output.output.as_deref())?;
    export_made_by(format, &part, &ontology, &options, Some(&dir.run()), &mut out)?;
    out.finish()?;
    if part.statements.is_empty() {
        console.hint("no statement passes these filters");
        return Ok(Outcome::Findings);
    }
    Ok(Outcome::Done)
}

impl From<Status> for claim::Status {
    fn from(status: Status) -> Self {
        match status {
            Status::Actual => Self::Actual,
            Status::Planned => Self::Planned,
            Status::Expected => Self::Expected,
            Status::Possible => Self::Possible,
        }
    }
}
