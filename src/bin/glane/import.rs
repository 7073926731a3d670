//! `glane import`: an existing knowledge base becomes names and links that the merge knows.

use std::io::Write;

use glane::pipeline::import;
use serde_json::json;

use crate::Outcome;
use crate::args::Import;
use crate::console::Console;
use crate::engine::ontology;

pub fn run(args: &Import, console: &Console) -> anyhow::Result<Outcome> {
    let imported = import(&args.at.graph, &args.files, &ontology(&args.ontology)?)?;
    console.report(&imported.diagnostics);
    let linked = imported.graph.as_ref().map(|g| g.entities.iter().filter(|e| !e.links.is_empty()).count());
    let mut out = console.output(None)?;
    if console.json {
        let sum = json!({"things": imported.things, "untyped": imported.untyped, "links": imported.links,
            "known": imported.known, "linkedEntities": linked});
        writeln!(out, "{sum}")?;
    } else if !console.quiet {
        writeln!(out, "{} things read, {} known in all", imported.things, imported.known)?;
        if imported.untyped > 0 {
            writeln!(
                out,
                "{} have types that the ontology does not align: they match by name alone",
                imported.untyped
            )?;
        }
        match linked {
            Some(n) => writeln!(out, "{n} entities of the graph are linked to them")?,
            None => writeln!(out, "there is no graph yet: the next build will know them")?,
        }
    }
    out.finish()?;
    Ok(if imported.things + imported.links == 0 { Outcome::Findings } else { Outcome::Done })
}
