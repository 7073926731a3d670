//! A graph into another store, over SPARQL 1.1 Update or the SPARQL 1.1 Graph Store HTTP Protocol.
//!
//! In: N-Quads and an address. Out: requests, one a chunk, each of which leaves the store in a good state and can be made
//! twice without harm. A journal says which of them the server has confirmed: a push that was cut off goes on there.
//! What an earlier push sent and the graph no longer says is taken back (SPARQL Update only: the Graph Store protocol
//! has no way to take single triples back).
//!
//! <https://www.w3.org/TR/sparql11-update/>, <https://www.w3.org/TR/sparql11-http-rdf-update/>

mod journal;
mod plan;

use std::path::Path;

use crate::remote::{Client, Method, RemoteError, encode};
use crate::store::StoreError;
use journal::Journal;
use plan::{Action, Plan, Step};

/// How the store is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// SPARQL 1.1 Update: `INSERT DATA`, `DELETE DATA`, `CLEAR`.
    Update,
    /// SPARQL 1.1 Graph Store: `PUT` and `POST` of N-Triples, a graph a request.
    GraphStore,
}

impl Protocol {
    /// The protocol that an address sounds like: those of Graph Store endpoints end in `store`, `data`, `rdf-graphs/…` or
    /// `statements`, or name a graph.
    pub fn of(url: &str) -> Self {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let store = matches!(last, "store" | "data" | "graph-store" | "rdf-graph-store" | "service" | "statements");
        let names = query.split('&').any(|part| part == "default" || part.starts_with("graph="));
        if store || names || path.contains("/rdf-graphs/") { Self::GraphStore } else { Self::Update }
    }
}

/// What is pushed, and how.
#[derive(Clone, Debug)]
pub struct Push<'a> {
    /// The graph, as N-Quads.
    pub nquads: &'a [u8],
    /// The endpoint.
    pub url: &'a str,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// The named graph for what stands in the default graph; `None`: the store's default graph.
    pub into: Option<&'a str>,
    /// Triples a request.
    pub chunk: usize,
    /// Empty each graph first of what others put there.
    pub replace: bool,
    /// Where the journal is kept.
    pub journal: &'a Path,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pushed {
    /// Triples that the store now has of this graph.
    pub triples: usize,
    /// Graphs in which they stand.
    pub graphs: usize,
    /// Requests in all, and how many of them an earlier push had already made.
    pub requests: usize,
    /// Requests that a push which was cut off had made.
    pub before: usize,
    /// Triples of earlier pushes that were taken back.
    pub gone: usize,
    /// Triples of earlier pushes that the protocol cannot take back.
    pub left: usize,
}

/// Why it was not.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PushError {
    /// The server.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A name that is no IRI.
    #[error("`{0}` is not an absolute IRI")]
    Iri(String),
}

impl Push<'_> {
    /// Pushes; `progress` hears how many requests of how many are done.
    ///
    /// # Errors
    /// Where the server refuses or does not answer, or the journal cannot be kept. What was confirmed stays so: the same
    /// push again goes on from there.
    pub fn run(&self, client: &Client, progress: &mut dyn FnMut(usize, usize)) -> Result<Pushed, PushError> {
        if let Some(name) = self.into
            && oxrdf::NamedNode::new(name).is_err()
        {
            return Err(PushError::Iri(name.to_owned()));
        }
        let mut journal = Journal::open(self)?;
        let plan = Plan::new(self, &journal.stale()?)?;
        let before = journal.begin(&plan)?;
        for (i, step) in plan.steps.iter().enumerate().skip(before) {
            progress(i, plan.steps.len());
            self.send(client, step)?;
            journal.done(i + 1)?;
        }
        progress(plan.steps.len(), plan.steps.len());
        journal.finish()?;
        let (triples, graphs) = (plan.triples, plan.graphs);
        Ok(Pushed { triples, graphs, requests: plan.steps.len(), before, gone: plan.gone, left: plan.left })
    }

    fn send(&self, client: &Client, step: &Step) -> Result<(), RemoteError> {
        match self.protocol {
            Protocol::Update => {
                let text = step.update();
                client.send(Method::Post, self.url, "application/sparql-update", text.as_bytes())?;
            }
            Protocol::GraphStore => {
                let name = step.graph.as_deref().map_or("default".to_owned(), |g| format!("graph={}", encode(g)));
                let sign = if self.url.contains('?') { '&' } else { '?' };
                let method = if step.action == Action::Replace { Method::Put } else { Method::Post };
                let url = format!("{}{sign}{name}", self.url);
                client.send(method, &url, "application/n-triples", step.triples.concat().as_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_tells_the_protocol() {
        for url in ["http://h/store", "http://h/ds/data", "http://h/x?default", "http://h/rdf-graphs/service"] {
            assert_eq!(Protocol::of(url), Protocol::GraphStore, "{url}");
        }
        for url in ["http://h/update", "http://h/ds/update", "http://h/", "http://h/sparql?x=graph"] {
            assert_eq!(Protocol::of(url), Protocol::Update, "{url}");
        }
    }
}
