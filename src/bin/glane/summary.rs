//! What a build did, as a table that a person wants to read.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use comfy_table::{CellAlignment, Table, presets};
use glane::merge::ConflictKind;
use glane::pipeline::Built;
use serde_json::json;

use crate::console::{Output, Style};

/// Rows of a table before it is cut.
const ROWS: usize = 20;

/// Counts and report as one JSON object.
pub fn json(built: &Built, out: &mut Output) -> anyhow::Result<()> {
    let graph = &built.graph;
    let summary = json!({
        "articles": graph.articles.len(), "entities": graph.entities.len(), "statements": graph.statements.len(),
        "entitiesByType": graph.types(), "statementsByPredicate": graph.predicates(),
        "conflicts": graph.conflicts.len(), "doubtfulPairs": graph.doubts().count(), "report": built.report,
    });
    Ok(writeln!(out, "{summary}")?)
}

/// The tables, and what to try next.
pub fn table(root: &Path, built: &Built, out: &mut Output) -> anyhow::Result<()> {
    let (graph, report) = (&built.graph, &built.report);
    headline(built, out)?;
    let types: BTreeMap<&str, usize> = graph.types().into_iter().map(|(id, n)| (id.0.as_str(), n)).collect();
    let predicates: BTreeMap<&str, usize> = graph.predicates().into_iter().map(|(id, n)| (id.0.as_str(), n)).collect();
    beside(&counts("entities", &types), &counts("statements", &predicates), out)?;
    let real = graph.conflicts.iter().filter(|c| c.kind == ConflictKind::Contradiction).count();
    writeln!(out, "\n{} conflicts ({real} contradictions)", graph.conflicts.len())?;
    writeln!(out, "{} pairs of names that may be one thing", graph.doubts().count())?;
    for link in graph.doubts().take(ROWS) {
        writeln!(out, "  {} / {}  {:.2}  {}", link.a.name, link.b.name, link.score, link.reasons.join("; "))?;
    }
    writeln!(out, "\n{} is written in {:.2} s. Try next:", root.display(), report.seconds)?;
    next(root, built, out)
}

fn headline(built: &Built, out: &mut Output) -> anyhow::Result<()> {
    let (graph, report) = (&built.graph, &built.report);
    let mut parts = vec![format!("{} articles", graph.articles.len())];
    if report.unchanged > 0 {
        parts.push(format!("{} of them unchanged", report.unchanged));
    }
    if report.failed > 0 {
        parts.push(format!("{} inputs left out", report.failed));
    }
    parts.push(format!("{} entities", graph.entities.len()));
    parts.push(format!("{} statements", graph.statements.len()));
    out.styled(Style::Bold, &format!("{}\n\n", parts.join(", ")))?;
    Ok(())
}

/// Names and counts, the most frequent first.
fn counts(title: &str, counts: &BTreeMap<&str, usize>) -> Vec<String> {
    let mut rows: Vec<(&str, usize)> = counts.iter().map(|(name, n)| (*name, *n)).collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut table = Table::new();
    table.load_preset(presets::UTF8_HORIZONTAL_ONLY).set_header(vec![title, ""]);
    for (name, n) in rows.iter().take(ROWS) {
        table.add_row(vec![(*name).to_owned(), n.to_string()]);
    }
    if rows.len() > ROWS {
        let rest: usize = rows[ROWS..].iter().map(|row| row.1).sum();
        table.add_row(vec![format!("… {} more", rows.len() - ROWS), rest.to_string()]);
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    // The rules between rows only take room.
    let lines: Vec<String> = table.to_string().lines().map(str::to_owned).collect();
    lines
        .iter()
        .enumerate()
        .filter(|(i, line)| *i < 3 || !line.starts_with('─'))
        .map(|(_, line)| line.clone())
        .collect()
}

/// Two blocks of lines, side by side.
fn beside(left: &[String], right: &[String], out: &mut Output) -> anyhow::Result<()> {
    let width = left.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    for row in 0..left.len().max(right.len()) {
        let a = left.get(row).map_or("", String::as_str);
        let b = right.get(row).map_or("", String::as_str);
        writeln!(out, "{a}{}   {b}", " ".repeat(width - a.chars().count()))?;
    }
    Ok(())
}

/// Commands with names of this very graph.
fn next(root: &Path, built: &Built, out: &mut Output) -> anyhow::Result<()> {
    let graph = &built.graph;
    let at = if root == Path::new("graph") { String::new() } else { format!(" -d {}", root.display()) };
    let busiest = (0u32..)
        .zip(&graph.entities)
        .filter(|(_, entity)| entity.named)
        .max_by_key(|(n, _)| (graph.about(glane::merge::EntityId(*n)).count(), std::cmp::Reverse(*n)));
    if let Some((_, entity)) = busiest {
        writeln!(out, "  glane show{at} '{}'", entity.label.replace('\'', "’"))?;
    }
    if let Some(statement) = graph.statements.iter().max_by(|a, b| a.confidence.total_cmp(&b.confidence)) {
        writeln!(out, "  glane explain{at} {}", statement.key.0.get(..8).unwrap_or(&statement.key.0))?;
        writeln!(out, "  glane query{at} 'SELECT ?s ?o {{ ?s gl:{} ?o }}'", statement.predicate)?;
    }
    writeln!(out, "  glane export{at} --format svg -o graph.svg")?;
    Ok(())
}
