//! Exports at scale: a generated graph, written to disk in each format; its N-Quads read and written by `serdi` (Debian's
//! package of that name) beside it.
//!
//! `cargo bench --bench export [-- STATEMENTS [FORMAT…]]`; by default 100,000 statements. Prints for each format seconds,
//! triples a second, and by how much the peak of memory rose over the graph itself; for N-Quads and Turtle the ratio to
//! `serdi`, which reads and writes the same file.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use glane::claim::{ClaimId, Evidence, FrameTrace, Object, Qualifiers, Status};
use glane::export::{Format, export};
use glane::ingest::DocumentId;
use glane::mention::LocalEntityId;
use glane::merge::{
    Article, ArticleId, Entity, EntityId, EntityIri, Graph, Member, Report, Statement, StatementKey, StatementObject,
    StatementQualifiers,
};
use glane::ontology::{Ontology, PredicateId, TypeId};
use glane::rdf::RdfOptions;
use glane::value::{Bound, Edtf, Quantity, Unit};

/// Statements an article, and a sentence.
const AN_ARTICLE: usize = 16;
const A_SENTENCE: usize = 2;

fn article(i: usize) -> Article {
    Article {
        document: DocumentId(format!("article-{i:07}")),
        iri: format!("article/article-{i:07}"),
        origin: format!("news/article-{i:07}.txt"),
        title: Some(format!("Les nouvelles n° {i}")),
        source: Some("Le Courrier".to_owned()),
        published: Edtf::parse("2024-03-02").ok(),
        language: "fr".to_owned(),
        hash: blake3::hash(&i.to_le_bytes()).to_hex().to_string(),
        copy_of: None,
    }
}

fn entity(i: usize) -> Entity {
    Entity {
        iri: EntityIri(format!("id/partie-{i:07}")),
        label: format!("Partie {i} « & Cie »"),
        names: vec![format!("P. {i}")],
        entity_type: TypeId(if i.is_multiple_of(3) { "Person" } else { "Company" }.to_owned()),
        kinds: vec!["groupe industriel".to_owned()],
        named: true,
        members: vec![Member { article: ArticleId(0), local: LocalEntityId(0) }],
        articles: 1,
        links: Vec::new(),
    }
}

fn statement(i: usize, entities: usize) -> Statement {
    let (subject, other) = (i * 7919 % entities, i * 104_729 % entities);
    let amount = Quantity {
        value: Some((i % 5000) as f64 * 1000.0),
        unit: Unit::Money(Some("EUR".to_owned())),
        bound: Bound::Exact,
        text: String::new(),
        per: None,
        unit_inferred: false,
    };
    let object = if i.is_multiple_of(4) {
        StatementObject::Quantity(amount)
    } else {
        StatementObject::Entity(EntityId(other as u32))
    };
    let start = (i % AN_ARTICLE / A_SENTENCE * 200) as u32;
    let evidence = Evidence {
        start,
        end: start + 90,
        quote: format!("La partie {subject} a racheté la partie {other}, a-t-elle annoncé « hier » à la presse."),
        prefix: String::new(),
        suffix: String::new(),
    };
    let report = Report {
        article: ArticleId((i / AN_ARTICLE) as u32),
        claim: ClaimId(format!("{i:032x}")),
        object: Object::Entity(LocalEntityId(0)),
        qualifiers: Qualifiers::default(),
        status: Status::Actual,
        attributed_to: Vec::new(),
        evidence: vec![evidence],
        confidence: 0.8,
        trace: FrameTrace::default(),
    };
    Statement {
        key: StatementKey(blake3::hash(&i.to_le_bytes()).to_hex()[..16].to_owned()),
        subject: EntityId(subject as u32),
        predicate: PredicateId(if i.is_multiple_of(4) { "loses" } else { "acquires" }.to_owned()),
        object,
        negated: false,
        status: Status::Actual,
        qualifiers: StatementQualifiers {
            when: Edtf::parse(&format!("20{:02}-{:02}", i % 25, i % 12 + 1)).ok(),
            ..StatementQualifiers::default()
        },
        attributed_to: Vec::new(),
        confidence: 0.8,
        support: 1,
        accepted: false,
        reports: vec![report],
    }
}

fn graph(statements: usize) -> Graph {
    let entities = (statements / 3).max(1);
    Graph {
        articles: (0..statements.div_ceil(AN_ARTICLE)).map(article).collect(),
        entities: (0..entities).map(entity).collect(),
        statements: (0..statements).map(|i| statement(i, entities)).collect(),
        ..Graph::default()
    }
}

/// A line of `/proc/self/status`, in MB; 0 elsewhere than on Linux.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
}

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
