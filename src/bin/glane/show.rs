//! `glane show`: an entity's card.

use std::io::Write;

use glane::card::{EntityCard, Standings, StatementCard, find_entities, near_names};
use glane::merge::{EntityId, Graph};
use glane::pipeline::load;

use crate::Outcome;
use crate::args::Show;
use crate::console::{Console, Output, Style};
use crate::engine::ontology;

/// Most entities of one name that are shown.
const MOST: usize = 5;

pub fn run(args: &Show, console: &Console) -> anyhow::Result<Outcome> {
    let graph = load(&args.at.graph, &ontology(&[])?)?;
    let found = find_entities(&graph, &args.name);
    if found.is_empty() {
        say_unknown(&graph, &args.name, &args.at.graph.display().to_string(), console);
        return Ok(Outcome::Findings);
    }
    let mut out = console.output(None)?;
    let standings = Standings::new(&graph);
    for &id in found.iter().take(MOST) {
        let card = EntityCard::new(&graph, id).standing(&graph, id, &standings);
        if console.json {
            serde_json::to_writer(&mut out, &card)?;
            writeln!(out)?;
        } else {
            print(&card, args.why, &mut out)?;
        }
    }
    out.finish()?;
    if found.len() > MOST {
        console.hint(&format!("… and {} more; give a longer name", found.len() - MOST));
    }
    Ok(Outcome::Done)
}

/// The entity of that name, of several the one that most articles mention; where there is none, that is said.
pub fn one_entity(graph: &Graph, name: &str, at: &str, console: &Console) -> Option<EntityId> {
    let found = find_entities(graph, name);
    let best = found.iter().copied().max_by_key(|&id| (graph.entity(id).articles, std::cmp::Reverse(id)));
    if best.is_none() {
        say_unknown(graph, name, at, console);
    }
    best
}

fn say_unknown(graph: &Graph, name: &str, at: &str, console: &Console) {
    let near = near_names(graph, name);
    let help = if near.is_empty() { String::new() } else { format!("\n  help: did you mean {}?", near.join(", ")) };
    console.say(&format!("no entity of {at} is called `{name}`{help}"));
}

fn print(card: &EntityCard, why: bool, out: &mut Output) -> anyhow::Result<()> {
    out.styled(Style::Bold, &card.label)?;
    writeln!(out, "  {}", card.entity_type)?;
    for (name, values) in [("is a", &card.kinds), ("also", &card.names)] {
        if !values.is_empty() {
            writeln!(out, "  {name}: {}", values.join("; "))?;
        }
    }
    writeln!(out, "  in {} article{}, as {}", card.articles, if card.articles == 1 { "" } else { "s" }, card.iri)?;
    if let Some(standing) = &card.standing {
        let many = if standing.degree == 1 { "" } else { "s" };
        writeln!(out, "  {} statement{many}, place {} of {} by rank", standing.degree, standing.place, standing.of)?;
        if !standing.companions.is_empty() {
            writeln!(out, "  hangs together with {}", standing.companions.join("; "))?;
        }
    }
    for other in &card.possibly_same {
        out.styled(Style::Marked, "  perhaps the same as ")?;
        writeln!(out, "{} ({:.2}): {}", other.label, other.score, other.reasons.join("; "))?;
    }
    if why {
        print_why(card, out)?;
    }
    writeln!(out)?;
    for statement in &card.statements {
        print_statement(statement, out)?;
    }
    Ok(writeln!(out)?)
}

/// Every decision of identity about the entity, and how it is undone.
fn print_why(card: &EntityCard, out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "  why it is one:")?;
    writeln!(out, "    in {}: equal names are one where no facts exclude it", card.mentioned_in.join(", "))?;
    for merge in &card.merges {
        let [(a, a_in), (b, b_in)] = &merge.names;
        writeln!(out, "    {a} ({a_in}) is {b} ({b_in}), {:.2}: {}", merge.score, merge.reasons.join("; "))?;
    }
    for other in &card.not_same {
        writeln!(out, "    not {} ({}), {:.2}: {}", other.label, other.iri, other.score, other.reasons.join("; "))?;
    }
    let undo =
        "to part what is not one, say gl:Different in curation.ttl (docs/rdf.md, Curation), or run `glane curate`";
    out.styled(Style::Dim, &format!("    {undo}\n"))?;
    Ok(())
}

fn print_statement(card: &StatementCard, out: &mut Output) -> anyhow::Result<()> {
    write!(out, "  ")?;
    out.styled(Style::Dim, card.key.get(..8).unwrap_or(&card.key))?;
    let status = format!("{:?}", card.status).to_lowercase();
    let sources = if card.support > 1 { format!(", {} sources", card.support) } else { String::new() };
    writeln!(out, "  {}  [{status} {:.2}{sources}]", card.line(), card.confidence)?;
    if !card.attributed_to.is_empty() {
        out.styled(Style::Dim, &format!("            according to {}\n", card.attributed_to.join(", ")))?;
    }
    for other in &card.conflicts {
        let kind = format!("{:?}", other.kind).to_lowercase();
        out.styled(Style::Marked, &format!("            {kind} about {}: ", other.about))?;
        writeln!(out, "{} {}", other.key.get(..8).unwrap_or(&other.key), other.says)?;
    }
    Ok(())
}
