//! `glane path`: how two entities hang together.

use std::io::Write;

use glane::card::StatementCard;
use glane::pipeline::load;

use crate::Outcome;
use crate::args::PathBetween;
use crate::console::{Console, Style};
use crate::engine::ontology;
use crate::show::one_entity;

pub fn run(args: &PathBetween, console: &Console) -> anyhow::Result<Outcome> {
    let graph = load(&args.at.graph, &ontology(&[])?)?;
    let at = args.at.graph.display().to_string();
    let (Some(from), Some(to)) =
        (one_entity(&graph, &args.from, &at, console), one_entity(&graph, &args.to, &at, console))
    else {
        return Ok(Outcome::Findings);
    };
    let Some(steps) = graph.path(from, to) else {
        console.say(&format!("no statements lead from {} to {}", graph.entity(from).label, graph.entity(to).label));
        return Ok(Outcome::Findings);
    };
    let cards: Vec<StatementCard> = steps.iter().map(|step| StatementCard::new(&graph, step.statement)).collect();
    let mut out = console.output(None)?;
    if console.json {
        serde_json::to_writer(&mut out, &cards)?;
        writeln!(out)?;
    } else {
        out.styled(Style::Bold, &graph.entity(from).label)?;
        writeln!(out)?;
        for (card, step) in cards.iter().zip(&steps) {
            write!(out, "  ")?;
            out.styled(Style::Dim, card.key.get(..8).unwrap_or(&card.key))?;
            writeln!(out, "  {}", card.line())?;
            out.styled(Style::Bold, &graph.entity(step.to).label)?;
            writeln!(out)?;
        }
    }
    out.finish()?;
    Ok(Outcome::Done)
}
