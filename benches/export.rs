//! Exports at scale: a generated graph, written to disk in each format; its N-Quads read and written by `serdi` (Debian's
//! package of that name) beside it.
//!
//! `cargo bench --bench export [-- STATEMENTS [FORMAT…]]`; by default 100,000 statements. Prints for each format seconds,
//! triples a second, and by how much the peak of memory rose over the graph itself; for N-Quads and Turtle the ratio to
//! `serdi`, which reads and writes the same file.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod generated;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use generated::{graph, memory};
use glane::export::{Format, export};
use glane::ontology::Ontology;
use glane::rdf::RdfOptions;

/// So many seconds `serdi` takes to read a file and write it again; `None` where it is not installed.
fn serdi(form: &str, file: &Path) -> Option<f64> {
    let out = File::create(file.with_extension("serdi")).ok()?;
    let start = Instant::now();
    let done =
        Command::new("serdi").args(["-i", form, "-o", form]).arg(file).stdout(out).stderr(Stdio::null()).status();
    done.ok().filter(|status| status.success()).map(|_| start.elapsed().as_secs_f64())
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with("--"));
    let statements: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let named: Vec<Format> = args.filter_map(|name| name.parse().ok()).collect();
    let usual = [Format::NQuads, Format::Turtle, Format::NTriples, Format::TriG, Format::RdfXml, Format::JsonLd];
    let tables = [Format::GraphMl, Format::Gexf, Format::Cypher, Format::Csv, Format::Neo4jEdges];
    let formats: Vec<Format> = if named.is_empty() { usual.into_iter().chain(tables).collect() } else { named };
    let folder = tempfile::tempdir().expect("there is room");
    let graph = graph(statements);
    let (ontology, options) = (Ontology::builtin().expect("it is right"), RdfOptions::default());
    println!("{statements} statements; the graph itself takes {} MB", memory("VmRSS"));
    println!(
        "{:<12} {:>8} {:>9} {:>11} {:>10} {:>8} {:>6}",
        "format", "seconds", "MB", "lines/s", "more MB", "serdi s", "ratio"
    );
    for format in formats {
        let path = folder.path().join(format!("graph.{format}"));
        let before = memory("VmRSS");
        // Since this line the peak is counted anew.
        let _ = fs::write("/proc/self/clear_refs", "5");
        let start = Instant::now();
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&path).expect("there is room"));
        export(format, &graph, &ontology, &options, &mut out).expect("the disk takes it");
        drop(out);
        let seconds = start.elapsed().as_secs_f64();
        let more = memory("VmHWM").saturating_sub(before);
        let lines = BufReader::new(File::open(&path).expect("it was written")).lines().count();
        let size = fs::metadata(&path).map_or(0, |m| m.len()) / 1_000_000;
        let theirs = match format {
            Format::NQuads => serdi("nquads", &path),
            Format::NTriples => serdi("ntriples", &path),
            Format::Turtle => serdi("turtle", &path),
            _ => None,
        };
        let (serdi, ratio) =
            theirs.map_or((String::new(), String::new()), |s| (format!("{s:.2}"), format!("{:.2}", s / seconds)));
        println!(
            "{format:<12} {seconds:>8.2} {size:>9} {:>11.0} {more:>10} {serdi:>8} {ratio:>6}",
            lines as f64 / seconds
        );
        let _ = fs::remove_file(&path);
    }
}
