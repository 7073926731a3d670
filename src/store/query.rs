//! SPARQL over a graph directory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::time::Duration;

use oxigraph::io::RdfFormat;
use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use oxrdf::{GraphName, GraphNameRef};
use spargebra::{Query, SparqlParser};

use super::dir::GraphDir;
use super::error::StoreError;
use super::fault::explain;
use super::function::{FUNCTIONS, with_functions};
use super::order::settle;
use crate::export::turtle;
use crate::rdf::vocab::PATHS;
pub use crate::rdf::vocab::PREFIXES;
use crate::rdf::{INFERRED, Iris, Rules};

/// A graph, ready for SPARQL.
pub struct GraphStore {
    store: Store,
    base: String,
    /// Held as long as the store's files are read.
    _lock: Option<File>,
}

impl GraphStore {
    /// A store over N-Quads, whose own things stand below `base`.
    ///
    /// # Errors
    /// Where the bytes are not N-Quads.
    pub fn from_nquads(nquads: &[u8], base: &str) -> Result<Self, StoreError> {
        let fault = |e: &dyn std::fmt::Display| StoreError::Evaluation(e.to_string());
        let store = Store::new().map_err(|e| fault(&e))?;
        let mut loader = store.bulk_loader();
        loader.load_from_slice(RdfFormat::NQuads, nquads).map_err(|e| fault(&e))?;
        loader.commit().map_err(|e| fault(&e))?;
        Ok(Self { store, base: Iris::new(base).base().to_owned(), _lock: None })
    }

    /// A store over files that the lock keeps from being deleted.
    #[cfg(feature = "rocksdb")]
    pub(super) fn kept(store: Store, base: &str, lock: File) -> Self {
        Self { store, base: Iris::new(base).base().to_owned(), _lock: Some(lock) }
    }

    /// The store itself.
    pub fn inner(&self) -> &Store {
        &self.store
    }

    /// The base of the graph's IRIs.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// All prefixes that queries need not declare, with their namespaces: [`PREFIXES`], and `id:`, `st:`, `article:`
    /// and their like below the graph's base.
    pub fn prefixes(&self) -> Vec<(&'static str, String)> {
        let known = PREFIXES.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned()));
        let paths = PATHS.iter().map(|(prefix, path)| (*prefix, format!("{}{path}", self.base)));
        known.chain(paths).chain([("glf", FUNCTIONS.to_owned())]).collect()
    }

    /// Adds what follows by the rules, in the graph `BASE inferred`.
    ///
    /// # Errors
    /// Where the store refuses.
    pub fn infer(&self, rules: &Rules) -> Result<(), StoreError> {
        let fault = |e: &dyn std::fmt::Display| StoreError::Evaluation(e.to_string());
        let said = self.store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph));
        let triples: Vec<Triple> =
            said.map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>().map_err(|e| fault(&e))?;
        let graph = Iris::new(&self.base).below(INFERRED);
        let quads = rules.infer(&triples).into_iter().map(|triple| triple.in_graph(graph.clone()));
        self.store.extend(quads).map_err(|e| fault(&e))
    }
}

/// What a query answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Of ASK.
    Boolean(bool),
    /// Of SELECT.
    Table {
        /// Names, without `?`.
        variables: Vec<String>,
        /// One value for each variable, where bound. Sorted, unless the query orders them.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// Of CONSTRUCT and DESCRIBE, sorted.
    Graph(Vec<Triple>),
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerFormat {
    /// Columns for a person; Turtle for a graph.
    #[default]
    Table,
    /// SPARQL 1.1 CSV.
    Csv,
    /// SPARQL 1.1 TSV.
    Tsv,
    /// SPARQL 1.1 JSON.
    Json,
    /// SPARQL 1.1 XML.
    Xml,
    /// Turtle, of a graph only.
    Turtle,
}

impl Answer {
    /// Writes it; IRIs of a table are shortened by the preset prefixes, and by those below the default base.
    ///
    /// # Errors
    /// Where the format does not fit the answer, or the writer refuses.
    pub fn write(&self, format: AnswerFormat, out: &mut dyn Write) -> Result<(), StoreError> {
        self.write_below(crate::rdf::DEFAULT_BASE, format, out)
    }

    /// The same, for a graph of another base.
    ///
    /// # Errors
    /// Where the format does not fit the answer, or the writer refuses.
    pub fn write_below(&self, base: &str, format: AnswerFormat, out: &mut dyn Write) -> Result<(), StoreError> {
        let shape = |text: &str| Err(StoreError::Shape(text.to_owned()));
        match (self, format) {
            (Self::Graph(triples), AnswerFormat::Table | AnswerFormat::Turtle) => {
                let quads = triples.iter().cloned().map(|triple| triple.in_graph(GraphName::DefaultGraph));
                turtle::write(quads, base, out).map_err(StoreError::Output)
            }
            (Self::Graph(_), _) => shape("CONSTRUCT and DESCRIBE answer with a graph\n  help: use --format ttl"),
            (_, AnswerFormat::Turtle) => shape(
                "SELECT and ASK answer with a table\n  help: use --format table, csv, tsv, json or xml, or ask CONSTRUCT",
            ),
            (Self::Boolean(value), AnswerFormat::Table) => writeln!(out, "{value}").map_err(StoreError::Output),
            (Self::Table { variables, rows }, AnswerFormat::Table) => {
                table(base, variables, rows, out).map_err(StoreError::Output)
            }
            (_, AnswerFormat::Csv) => self.results(QueryResultsFormat::Csv, out),
            (_, AnswerFormat::Tsv) => self.results(QueryResultsFormat::Tsv, out),
            (_, AnswerFormat::Json) => self.results(QueryResultsFormat::Json, out),
            (_, AnswerFormat::Xml) => self.results(QueryResultsFormat::Xml, out),
        }
    }

    fn results(&self, format: QueryResultsFormat, out: &mut dyn Write) -> Result<(), StoreError> {
        let serializer = QueryResultsSerializer::from_format(format);
        match self {
            Self::Boolean(value) => {
                serializer.serialize_boolean_to_writer(&mut *out, *value).map_err(StoreError::Output)?;
            }
            Self::Table { variables, rows } => {
                let names: Vec<Variable> = variables.iter().map(Variable::new_unchecked).collect();
                let mut writer =
                    serializer.serialize_solutions_to_writer(&mut *out, names.clone()).map_err(StoreError::Output)?;
                for row in rows {
                    let bound = names.iter().zip(row).filter_map(|(name, term)| term.as_ref().map(|t| (name, t)));
                    writer.serialize(bound).map_err(StoreError::Output)?;
                }
                writer.finish().map_err(StoreError::Output)?;
            }
            Self::Graph(_) => {}
        }
        // CSV and TSV end their last line themselves.
        let end: &[u8] = if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) { b"\n" } else { b"" };
        out.write_all(end).and_then(|()| out.flush()).map_err(StoreError::Output)
    }
}

/// Columns, as wide as their values.
fn table(base: &str, variables: &[String], rows: &[Vec<Option<Term>>], out: &mut dyn Write) -> io::Result<()> {
    let iris = Iris::new(base);
    let mut table = comfy_table::Table::new();
    table.load_preset(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(comfy_table::ContentArrangement::Disabled);
    table.set_header(variables);
    for row in rows {
        table.add_row(row.iter().map(|term| term.as_ref().map_or_else(String::new, |term| shown(&iris, term))));
    }
    writeln!(out, "{table}")?;
    out.flush()
}

/// A term for a person: IRIs by prefix, literals by their text, without characters that steer a terminal.
fn shown(iris: &Iris, term: &Term) -> String {
    let text = match term {
        Term::NamedNode(node) => {
            let iri = node.as_str();
            let known = PREFIXES.iter().map(|(prefix, namespace)| (*prefix, (*namespace).to_owned()));
            let paths = PATHS.iter().map(|(prefix, path)| (*prefix, format!("{}{path}", iris.base())));
            let mut all = known.chain(paths);
            all.find_map(|(prefix, namespace)| iri.strip_prefix(&namespace).map(|local| format!("{prefix}:{local}")))
                .unwrap_or_else(|| iri.to_owned())
        }
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// Opens a finished graph for SPARQL, in memory.
///
/// # Errors
/// Where a file cannot be read or is damaged.
pub fn open(dir: &GraphDir) -> Result<GraphStore, StoreError> {
    let (manifest, bytes) = (dir.manifest()?, dir.nquads()?);
    GraphStore::from_nquads(&bytes, &manifest.base)
}

/// How a query is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryOptions {
    /// It is given up after so long.
    pub limit: Option<Duration>,
    /// Parameters by name: what `glf:given` and `glf:fits` see.
    pub parameters: BTreeMap<String, String>,
    /// What follows by the ontology ([`GraphStore::infer`]) counts as said.
    pub inferred: bool,
}

/// Answers a query; the prefixes of [`GraphStore::prefixes`] are preset, and nothing is fetched from the network.
///
/// # Errors
/// Where the query is not SPARQL, or cannot be answered.
pub fn query(store: &GraphStore, sparql: &str) -> Result<Answer, StoreError> {
    query_with(store, sparql, &QueryOptions::default())
}

/// The same, given up after a time.
///
/// # Errors
/// Where the query is not SPARQL, cannot be answered, or takes longer.
pub fn query_within(store: &GraphStore, sparql: &str, limit: Option<Duration>) -> Result<Answer, StoreError> {
    query_with(store, sparql, &QueryOptions { limit, ..QueryOptions::default() })
}

/// The same, with all options.
///
/// # Errors
/// Where the query is not SPARQL, cannot be answered, or takes longer than the limit.
pub fn query_with(store: &GraphStore, sparql: &str, options: &QueryOptions) -> Result<Answer, StoreError> {
    let token = CancellationToken::new();
    let fault = |e: &dyn std::fmt::Display| StoreError::Evaluation(e.to_string());
    let mut parsed = parse(store, sparql)?;
    let ordered = settle(&mut parsed);
    let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
    let mut prepared = with_functions(evaluator, &options.parameters).for_query(parsed);
    if options.inferred && prepared.dataset().is_default_dataset() {
        let inferred = Iris::new(&store.base).below(INFERRED);
        prepared.dataset_mut().set_default_graph(vec![GraphName::DefaultGraph, inferred.into()]);
    }
    let bound = prepared.on_store(&store.store);
    let Some(limit) = options.limit else {
        return finish(ordered, bound.execute().and_then(collect).map_err(|e| fault(&e)));
    };
    let (done, answered) = std::sync::mpsc::channel();
    // Sorting and some joins do not look at the token: a thread of its own can be left behind.
    std::thread::spawn(move || done.send(bound.execute().and_then(collect).map_err(|e| e.to_string())));
    match answered.recv_timeout(limit) {
        Ok(answer) => finish(ordered, answer.map_err(StoreError::Evaluation)),
        Err(_) => {
            token.cancel();
            Err(StoreError::TooLong(limit.as_secs_f64()))
        }
    }
}

fn parse(store: &GraphStore, sparql: &str) -> Result<Query, StoreError> {
    let fault = |e: &dyn std::fmt::Display| StoreError::Evaluation(e.to_string());
    let prefixes = store.prefixes();
    let mut parser = SparqlParser::new();
    for (prefix, namespace) in &prefixes {
        parser = parser.with_prefix(*prefix, namespace).map_err(|e| fault(&e))?;
    }
    parser = parser.with_base_iri(&store.base).map_err(|e| fault(&e))?;
    let known: Vec<&str> = prefixes.iter().map(|(prefix, _)| *prefix).collect();
    let mistake = |message: &str| StoreError::Syntax { message: explain(sparql, message, &known) };
    parser.parse_query(sparql).map_err(|e| mistake(&e.to_string()))
}

fn finish(ordered: bool, answer: Result<Answer, StoreError>) -> Result<Answer, StoreError> {
    let mut answer = answer?;
    if !ordered {
        sort(&mut answer);
    }
    Ok(answer)
}

fn collect(results: QueryResults<'_>) -> Result<Answer, oxigraph::sparql::QueryEvaluationError> {
    Ok(match results {
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
            let rows: Result<Vec<_>, _> = solutions.map(|s| s.map(|s| s.values().to_vec())).collect();
            Answer::Table { variables, rows: rows? }
        }
        QueryResults::Graph(triples) => {
            let mut triples = triples.collect::<Result<Vec<Triple>, _>>()?;
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            Answer::Graph(triples)
        }
    })
}

/// Rows in one order, since each store has its own.
fn sort(answer: &mut Answer) {
    if let Answer::Table { rows, .. } = answer {
        rows.sort_by_cached_key(|row| {
            row.iter().map(|term| term.as_ref().map(ToString::to_string)).collect::<Vec<_>>()
        });
    }
}
