//! Which requests, in which order.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::{GraphName, Literal, Quad, Term};

use super::{Protocol, Push};
use crate::store::StoreError;

/// Triples in N-Triples, each with its line end, by graph; `None` is the default graph.
type ByGraph = BTreeMap<Option<String>, BTreeSet<String>>;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Adds triples.
    Add,
    /// Puts triples in the place of all that the graph has.
    Replace,
    /// Takes triples back.
    Delete,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) graph: Option<String>,
    pub(super) action: Action,
    pub(super) triples: Vec<String>,
}

/// All requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) triples: usize,
    pub(super) graphs: usize,
    pub(super) gone: usize,
    pub(super) left: usize,
}

impl Plan {
    /// The requests that bring what is pushed to the store, and take back those quads of `stale` that it no longer has.
    pub(super) fn new(push: &Push<'_>, stale: &[Vec<u8>]) -> Result<Self, StoreError> {
        let fresh = read(push.nquads, push)?;
        let mut old = ByGraph::new();
        for nquads in stale {
            for (graph, triples) in read(nquads, push)? {
                let gone = |line: &String| fresh.get(&graph).is_none_or(|known| !known.contains(line));
                let lines: Vec<String> = triples.into_iter().filter(gone).collect();
                old.entry(graph).or_default().extend(lines);
            }
        }
        let count: usize = old.values().map(BTreeSet::len).sum();
        let mut steps = Vec::new();
        let (mut gone, mut left) = (count, 0);
        if push.protocol == Protocol::Update {
            for (graph, triples) in old {
                steps.extend(chunks(&graph, triples, push.chunk, Action::Delete));
            }
        } else if !push.replace {
            (gone, left) = (0, count);
        }
        let (graphs, triples) = (fresh.len(), fresh.values().map(BTreeSet::len).sum());
        for (graph, triples) in fresh {
            let mut part = chunks(&graph, triples, push.chunk, Action::Add);
            if let Some(first) = part.first_mut().filter(|_| push.replace) {
                first.action = Action::Replace;
            }
            steps.extend(part);
        }
        Ok(Self { steps, triples, graphs, gone, left })
    }
}

fn chunks(graph: &Option<String>, triples: BTreeSet<String>, size: usize, action: Action) -> Vec<Step> {
    let lines: Vec<String> = triples.into_iter().collect();
    let step = |part: &[String]| Step { graph: graph.clone(), action, triples: part.to_vec() };
    lines.chunks(size.max(1)).map(step).collect()
}

fn read(nquads: &[u8], push: &Push<'_>) -> Result<ByGraph, StoreError> {
    let mut graphs = ByGraph::new();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(nquads) {
        let quad = quad.map_err(|fault| StoreError::Shape(format!("graph.nq is not N-Quads: {fault}")))?;
        let graph = match &quad.graph_name {
            GraphName::NamedNode(name) => Some(name.as_str().to_owned()),
            _ => push.into.map(str::to_owned),
        };
        let update = push.protocol == Protocol::Update;
        graphs.entry(graph).or_default().insert(line(&quad, update));
    }
    Ok(graphs)
}

fn line(quad: &Quad, update: bool) -> String {
    let object = match &quad.object {
        Term::Literal(literal) if update => guarded(literal),
        object => object.to_string(),
    };
    format!("{} {} {object} .\n", quad.subject, quad.predicate)
}

/// A literal for SPARQL, whose `\u` escapes some stores resolve before they look for backslashes: the letter after a
/// backslash of the text is written as an escape of its own, which both ways of reading take for the letter.
fn guarded(literal: &Literal) -> String {
    let text = literal.to_string();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\\') {
        // An escape is two characters, whatever the second is.
        let end = at + 1 + rest[at + 1..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..end]);
        let double = rest[at..end] == *"\\\\";
        rest = &rest[end..];
        if let Some(letter) = rest.chars().next().filter(|c| double && matches!(c, 'u' | 'U')) {
            out.push_str(&format!("\\U{:08X}", u32::from(letter)));
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

impl Step {
    /// As SPARQL Update.
    pub(super) fn update(&self) -> String {
        let body = self.triples.concat();
        let (open, close, name) = match &self.graph {
            Some(graph) => (format!("{{ GRAPH <{graph}> {{\n"), "} }", format!("GRAPH <{graph}>")),
            None => ("{\n".to_owned(), "}", "DEFAULT".to_owned()),
        };
        match self.action {
            Action::Add => format!("INSERT DATA {open}{body}{close}"),
            Action::Delete => format!("DELETE DATA {open}{body}{close}"),
            Action::Replace => format!("CLEAR SILENT {name} ;\nINSERT DATA {open}{body}{close}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &[u8] = b"<urn:a> <urn:p> \"x\" .\n<urn:a> <urn:p> \"y\" .\n<urn:b> <urn:p> \"z\" <urn:g> .\n";
    const OLD: &[u8] = b"<urn:a> <urn:p> \"x\" .\n<urn:a> <urn:p> \"gone\" .\n<urn:c> <urn:p> \"w\" <urn:h> .\n";

    fn push(protocol: Protocol, replace: bool) -> Push<'static> {
        let journal = std::path::Path::new("journal");
        Push { nquads: NEW, url: "http://localhost/", protocol, into: None, chunk: 1, replace, journal }
    }

    #[test]
    fn what_is_gone_is_taken_back_and_what_is_there_sent_in_chunks() {
        let plan = Plan::new(&push(Protocol::Update, false), &[OLD.to_vec()]).expect("it is N-Quads");
        assert_eq!((plan.steps.len(), plan.triples, plan.graphs, plan.gone, plan.left), (5, 3, 2, 2, 0));
        assert_eq!(plan.steps[0].update(), "DELETE DATA {\n<urn:a> <urn:p> \"gone\" .\n}");
        assert_eq!(plan.steps[4].update(), "INSERT DATA { GRAPH <urn:g> {\n<urn:b> <urn:p> \"z\" .\n} }");
        let plan = Plan::new(&push(Protocol::GraphStore, false), &[OLD.to_vec()]).expect("it is N-Quads");
        assert_eq!((plan.steps.len(), plan.gone, plan.left), (3, 0, 2));
    }

    #[test]
    fn only_the_first_chunk_of_a_graph_replaces() {
        let plan = Plan::new(&push(Protocol::Update, true), &[]).expect("it is N-Quads");
        let actions: Vec<Action> = plan.steps.iter().map(|step| step.action).collect();
        assert_eq!(actions, [Action::Replace, Action::Add, Action::Replace]);
        assert!(plan.steps[2].update().starts_with("CLEAR SILENT GRAPH <urn:g> ;\nINSERT DATA"));
    }

    #[test]
    fn backslashes_before_u_survive_every_reading() {
        let text = "a\\u0022 } \\\\U b\n\\\"";
        let literal = Literal::new_simple_literal(text);
        let guarded = guarded(&literal);
        assert_eq!(guarded, r#""a\\\U000000750022 } \\\\\U00000055 b\n\\\"""#);
        let query = format!("SELECT ({guarded} AS ?x) {{}}");
        let store = oxigraph::store::Store::new().expect("there is memory");
        let parsed = oxigraph::sparql::SparqlEvaluator::new().parse_query(&query).expect("it is SPARQL");
        let oxigraph::sparql::QueryResults::Solutions(mut rows) =
            parsed.on_store(&store).execute().expect("it can be answered")
        else {
            panic!("it was a SELECT")
        };
        let row = rows.next().expect("there is one").expect("it can be read");
        assert_eq!(row.get("x"), Some(&Term::Literal(literal)));
    }
}
