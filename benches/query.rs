//! Queries at scale, from memory and from the store on disk: a generated graph.
//!
//! `cargo bench --features rocksdb --bench query [-- STATEMENTS…]`; by default 10,000 and 100,000 statements. Prints for each
//! query, in a process of its own, the seconds from the graph directory to the answer, those of them that opening took, and
//! the peak of memory: from the disk for the first time (which loads the store), from then on, and from memory.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod generated;

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use generated::{graph, memory};
use glane::ontology::Ontology;
use glane::rdf::RdfOptions;
use glane::store::{BuildKey, GraphDir, open, open_on_disk, query};

const ONE: &str = "SELECT ?st ?p ?o { ?st rdf:subject id:partie-0000007 ; rdf:predicate ?p ; rdf:object ?o }";
const ALL: &str = "SELECT ?p (COUNT(*) AS ?n) { ?st rdf:predicate ?p } GROUP BY ?p";

/// One query in this process; answers with a hash of the answer, so that the stores can be held against each other.
fn step(name: &str, folder: &str) {
    let dir = GraphDir::open(Path::new(folder)).expect("it was written");
    let start = Instant::now();
    let store = if name.contains("memory") { open(&dir) } else { open_on_disk(&dir) };
    let store = store.expect("the graph is whole");
    let opened = start.elapsed().as_secs_f64();
    let answer = query(&store, if name.contains("one") { ONE } else { ALL }).expect("it has an answer");
    let (seconds, peak) = (start.elapsed().as_secs_f64(), memory("VmHWM"));
    let mut bytes = Vec::new();
    answer.write(Default::default(), &mut bytes).expect("memory takes all");
    let hash = &blake3::hash(&bytes).to_hex()[..8];
    println!("  {name:<32} {seconds:>9.3} {opened:>9.3} {peak:>9}   {hash}");
}

fn size(path: &Path) -> u64 {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| entry.metadata().map_or(0, |m| if m.is_dir() { size(&entry.path()) } else { m.len() })).sum()
}

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    if let [flag, name, folder] = &args[..]
        && flag == "--step"
    {
        return step(name, folder);
    }
    let asked: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![10_000, 100_000] } else { asked };
    let ontology = Ontology::builtin().expect("it is right");
    for statements in sizes {
        let folder = tempfile::tempdir().expect("there is room");
        let mut dir = GraphDir::create(folder.path(), &BuildKey::default()).expect("the folder can be used");
        dir.publish(&graph(statements), &ontology, &RdfOptions::default()).expect("the disk takes it");
        let text = dir.nquads().expect("it was written");
        let lines = text.iter().filter(|byte| **byte == b'\n').count();
        println!("{statements} statements, {lines} quads, graph.nq {} MB", text.len() / 1_000_000);
        drop(text);
        println!("  {:<32} {:>9} {:>9} {:>9}   answer", "", "seconds", "opening", "peak MB");
        for name in ["one entity, disk, first", "one entity, disk", "one entity, memory", "all, disk", "all, memory"] {
            let program = env::current_exe().expect("it runs");
            let done = Command::new(program).args(["--step", name]).arg(folder.path()).status().expect("it can run");
            assert!(done.success(), "{name}");
        }
        println!("  the store takes {} MB on disk", size(&folder.path().join("store")) / 1_000_000);
    }
}
