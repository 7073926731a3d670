//! A SPARQL store behind HTTP, small enough to read: Update at `/update`, Graph Store at `/store`.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Store;

/// A running server; it goes with the process.
pub struct Server {
    /// As `http://127.0.0.1:40000`.
    pub address: String,
    /// What it holds.
    pub store: Store,
    /// It refuses after so many more requests.
    pub patience: Arc<AtomicUsize>,
    /// The Authorization headers that came.
    pub secrets: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts one.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("it has an address"));
        let server = Self {
            address,
            store: Store::new().expect("there is memory"),
            patience: Arc::new(AtomicUsize::new(usize::MAX)),
            secrets: Arc::default(),
        };
        let (store, patience, secrets) = (server.store.clone(), server.patience.clone(), server.secrets.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (store, patience, secrets) = (store.clone(), patience.clone(), secrets.clone());
                std::thread::spawn(move || while answer(&stream, &store, &patience, &secrets).is_some() {});
            }
        });
        server
    }

    /// Its quads, as lines.
    pub fn lines(&self) -> BTreeSet<String> {
        self.store.iter().map(|quad| quad.expect("it can be read").to_string()).collect()
    }
}

fn answer(mut stream: &TcpStream, store: &Store, patience: &AtomicUsize, secrets: &Mutex<Vec<String>>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
    let mut head = line.split(' ');
    let (method, path) = (head.next()?.to_owned(), head.next()?.to_owned());
    let (mut length, mut chunked) = (0, false);
    loop {
        line.clear();
        reader.read_line(&mut line).ok().filter(|n| *n > 2)?;
        let (key, value) = line.trim().split_once(": ")?;
        match key.to_lowercase().as_str() {
            "content-length" => length = value.parse().ok()?,
            "transfer-encoding" => chunked = true,
            "authorization" => secrets.lock().ok()?.push(value.to_owned()),
            _ => {}
        }
        if reader.fill_buf().ok()?.starts_with(b"\r\n") {
            reader.read_line(&mut line).ok()?;
            break;
        }
    }
    assert!(!chunked, "requests tell their length");
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let refuse = patience.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err();
    let status = if refuse { "500 No" } else { carry_out(store, &method, &path, &body) };
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").ok()
}

fn carry_out(store: &Store, method: &str, path: &str, body: &[u8]) -> &'static str {
    if path.starts_with("/update") {
        let text = String::from_utf8_lossy(body);
        let done = SparqlEvaluator::new().parse_update(&text).map(|update| update.on_store(store).execute());
        return if matches!(done, Ok(Ok(()))) { "204 Done" } else { "400 Bad" };
    }
    let graph = match path
        .split_once("graph=")
        .map(|(_, name)| name.replace("%3A", ":").replace("%2F", "/").replace("%23", "#"))
    {
        Some(name) => GraphName::from(NamedNode::new_unchecked(name.replace("%25", "%"))),
        None => GraphName::DefaultGraph,
    };
    if method == "PUT" {
        store.clear_graph(graph.as_ref()).expect("there is memory");
    }
    let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(graph);
    if store.load_from_slice(parser, body).is_ok() { "204 Done" } else { "400 Bad" }
}
