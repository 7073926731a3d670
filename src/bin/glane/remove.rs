//! `glane remove`: articles leave a graph.

use glane::pipeline::remove;

use crate::Outcome;
use crate::args::Remove;
use crate::console::Console;
use crate::engine::ontology;

pub fn run(args: &Remove, console: &Console) -> anyhow::Result<Outcome> {
    let ontology = ontology(&args.ontology)?;
    let (graph, unknown) = remove(&args.at.graph, &args.articles, &ontology)?;
    for name in &unknown {
        console.say(&format!(
            "{name}: no article of {} has this name or came from this path\n  help: list them with \
             `glane query 'SELECT ?article {{ ?article a schema:NewsArticle }}'`",
            args.at.graph.display()
        ));
    }
    console.hint(&format!(
        "{} articles are left, with {} entities and {} statements",
        graph.articles.len(),
        graph.entities.len(),
        graph.statements.len()
    ));
    Ok(if unknown.len() == args.articles.len() { Outcome::Findings } else { Outcome::Done })
}
