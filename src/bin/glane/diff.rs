//! `glane diff`: what one graph says and another does not.

use std::io::Write;

use glane::card::StatementCard;
use glane::merge::{EntityId, Graph};
use glane::pipeline::load;
use serde_json::json;

use crate::Outcome;
use crate::args::Diff;
use crate::console::{Console, Style};
use crate::engine::ontology;

pub fn run(args: &Diff, console: &Console) -> anyhow::Result<Outcome> {
    let ontology = ontology(&[])?;
    let (old, new) = (load(&args.old, &ontology)?, load(&args.new, &ontology)?);
    let diff = old.diff(&new);
    let name =
        |graph: &Graph, id: &EntityId| format!("{} ({})", graph.entity(*id).label, graph.entity(*id).entity_type);
    let gone = diff.entities_gone.iter().map(|id| ('-', name(&old, id)));
    let added = diff.entities_added.iter().map(|id| ('+', name(&new, id)));
    let changed = diff.entities_changed.iter().map(|(a, b)| ('~', format!("{} → {}", name(&old, a), name(&new, b))));
    let mut lines: Vec<(char, String)> = gone.chain(added).chain(changed).collect();
    lines.extend(diff.statements_gone.iter().map(|id| ('-', StatementCard::new(&old, *id).line())));
    lines.extend(diff.statements_added.iter().map(|id| ('+', StatementCard::new(&new, *id).line())));
    lines.extend(diff.statements_changed.iter().map(|(a, b)| {
        let said = [StatementCard::new(&old, *a), StatementCard::new(&new, *b)];
        let [was, is] =
            said.map(|card| format!("{} [{:?} {:.2}, {}]", card.line(), card.status, card.confidence, card.support));
        ('~', format!("{was} → {is}"))
    }));
    let mut out = console.output(None)?;
    for (sign, line) in &lines {
        if console.json {
            writeln!(out, "{}", json!({"change": sign.to_string(), "what": line}))?;
        } else {
            out.styled(if *sign == '~' { Style::Dim } else { Style::Bold }, &sign.to_string())?;
            writeln!(out, " {line}")?;
        }
    }
    out.finish()?;
    Ok(if diff.is_empty() { Outcome::Done } else { Outcome::Findings })
}
