//! `glane push`: a graph into another store.

use std::env;
use std::io::Write;
use std::time::Duration;

use glane::push::{Protocol, Push};
use glane::remote::{Client, Credentials};
use glane::store::GraphDir;
use serde_json::json;

use crate::Outcome;
use crate::args::{self, PushTo};
use crate::console::Console;

/// Below the graph's directory: what servers have confirmed.
const JOURNAL: &str = "push";

pub fn run(args: &PushTo, console: &Console) -> anyhow::Result<Outcome> {
    let dir = GraphDir::open(&args.at.graph)?;
    let nquads = dir.nquads()?;
    let protocol = match args.protocol {
        Some(args::Protocol::Update) => Protocol::Update,
        Some(args::Protocol::GraphStore) => Protocol::GraphStore,
        None => Protocol::of(&args.to),
    };
    let push = Push {
        nquads: &nquads,
        url: &args.to,
        protocol,
        into: args.into.as_deref(),
        chunk: args.chunk.max(1) as usize,
        replace: args.replace,
        journal: &args.at.graph.join(JOURNAL),
    };
    let client = Client::new(&credentials(), Duration::from_secs_f64(args.timeout.max(1.0)));
    let mut bar = None;
    let pushed = push.run(&client, &mut |done, all| {
        let bar = bar.get_or_insert_with(|| (console.progress(all), 0));
        bar.0.advance((done - bar.1) as u64);
        bar.1 = done;
    })?;
    drop(bar);
    if pushed.left > 0 {
        console.hint(&format!(
            "{} triples of an earlier push are no longer in the graph, and this protocol cannot take them back\n  \
             help: push over SPARQL Update, or with --replace",
            pushed.left
        ));
    }
    let mut out = console.output(None)?;
    if console.json {
        let sum = json!({"to": args.to, "triples": pushed.triples, "graphs": pushed.graphs, "requests": pushed.requests,
            "requestsBefore": pushed.before, "takenBack": pushed.gone, "leftBehind": pushed.left});
        writeln!(out, "{sum}")?;
    } else if !console.quiet {
        let before = if pushed.before > 0 { format!(", {} of them earlier", pushed.before) } else { String::new() };
        let gone = if pushed.gone > 0 { format!("; {} taken back", pushed.gone) } else { String::new() };
        let (triples, graphs, requests) = (pushed.triples, pushed.graphs, pushed.requests);
        writeln!(out, "{triples} triples in {graphs} graphs are at {} ({requests} requests{before}){gone}", args.to)?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

/// Who asks, by the environment.
pub fn credentials() -> Credentials {
    let value = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    match (value("GLANE_TOKEN"), value("GLANE_USER")) {
        (Some(token), _) => Credentials::Bearer(token),
        (None, Some(user)) => Credentials::Basic { user, password: value("GLANE_PASSWORD").unwrap_or_default() },
        (None, None) => Credentials::None,
    }
}
