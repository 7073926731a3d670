//! `glane check`: is the graph what it should be? Its files against their checksums, its triples against the shapes.

use std::io::Write;

use glane::check::check_graph;
use glane::store::{GraphDir, open};
use oxrdf::GraphName;
use serde_json::json;

use crate::Outcome;
use crate::args::Check;
use crate::console::{Console, Style};
use crate::engine::turtle;

pub fn run(args: &Check, console: &Console) -> anyhow::Result<Outcome> {
    // Opening reads every file against its checksum.
    let dir = GraphDir::open(&args.at.graph)?;
    let articles = dir.articles()?;
    let graph = open(&dir)?;
    let mut triples = Vec::new();
    for quad in graph.inner().iter() {
        let quad = quad?;
        if quad.graph_name == GraphName::DefaultGraph {
            triples.push(oxrdf::Triple::from(quad));
        }
    }
    let n = triples.len();
    let report = check_graph(triples, &turtle(&args.ontology)?).map_err(|fault| anyhow::anyhow!("{fault}"))?;
    if let Some(path) = &args.report {
        let mut out = console.output(Some(path))?;
        out.write_all(report.turtle().as_bytes())?;
        out.finish()?;
        if path.as_os_str() == "-" {
            return Ok(if report.conforms() { Outcome::Done } else { Outcome::Findings });
        }
    }
    let faults: Vec<String> = report.results.iter().map(ToString::to_string).collect();
    let mut out = console.output(None)?;
    if console.json {
        let sum = json!({"articles": articles.len(), "triples": n, "conforms": report.conforms(), "results": faults});
        writeln!(out, "{sum}")?;
    } else {
        for fault in &faults {
            out.styled(Style::Marked, fault)?;
            writeln!(out)?;
        }
        let found = if faults.is_empty() { "nothing is wrong".to_owned() } else { format!("{} faults", faults.len()) };
        writeln!(out, "{} articles, {n} triples: {found}", articles.len())?;
    }
    out.finish()?;
    Ok(if report.conforms() { Outcome::Done } else { Outcome::Findings })
}
