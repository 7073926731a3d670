//! Speed of reading: mentions and claims, against the analysis that they read.
//!
//! `cargo bench --bench read [-- TEXT…]`; by default the articles of `seeds/`. Prints the time of each stage for the
//! articles, then for ever longer texts of one single paragraph up to two megabytes, with the time a sentence: reading
//! must cost less than the analysis, and a sentence in a long text no more than one in a short.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use glane::analyse::{Analysis, LanguagePack, analyse};
use glane::claim::{Options, claim_with};
use glane::ingest::{Document, DocumentId};
use glane::mention::mention;
use glane::ontology::Ontology;
use glane::text::Span;

const REPEATS: usize = 5;
/// Kibibytes of the long texts.
const SIZES: [usize; 5] = [125, 250, 500, 1000, 2000];

fn document(text: String) -> Document {
    Document {
        id: DocumentId("bench".to_owned()),
        origin: "bench".to_owned(),
        title: None,
        source: None,
        published: None,
        language: "fr".to_owned(),
        body: vec![Span::new(0, text.len())],
        text,
        hash: String::new(),
    }
}

/// What the stages took for a text, and how many sentences and claims it has.
#[derive(Clone, Copy)]
struct Taken {
    analysis: Duration,
    mentions: Duration,
    claims: Duration,
    sentences: usize,
    found: usize,
}

fn read(doc: &Document, analysis: &Analysis, ontology: &Ontology, taken: &mut Taken) {
    let start = Instant::now();
    let (mentions, _) = mention(doc, analysis, ontology);
    taken.mentions = start.elapsed();
    let start = Instant::now();
    let article = claim_with(doc, analysis, &mentions, ontology, Options::default());
    taken.claims = start.elapsed();
    taken.found = article.claims.len();
}

fn take(doc: &Document, pack: &LanguagePack, ontology: &Ontology) -> Taken {
    let start = Instant::now();
    let (analysis, _) = analyse(doc, pack);
    let none = Duration::ZERO;
    let sentences = analysis.sentences.len();
    let mut taken = Taken { analysis: start.elapsed(), mentions: none, claims: none, sentences, found: 0 };
    read(doc, &analysis, ontology, &mut taken);
    taken
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn row(name: &str, taken: Taken) {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let reading = taken.mentions + taken.claims;
    println!(
        "{name:>10} {:>9} {:>7} {:>12.1} {:>12.1} {:>10.1} {:>10.2} {:>12.1}",
        taken.sentences,
        taken.found,
        ms(taken.analysis),
        ms(taken.mentions),
        ms(taken.claims),
        reading.as_secs_f64() / taken.analysis.as_secs_f64(),
        reading.as_secs_f64() * 1e6 / taken.sentences as f64,
    );
}

fn texts() -> Vec<String> {
    let paths: Vec<PathBuf> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).map(PathBuf::from).collect();
    let seeds = || {
        let directory = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).expect("the seeds are there");
        let mut found: Vec<PathBuf> = directory
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|e| e == "txt"))
            .collect();
        found.sort();
        found
    };
    let paths = if paths.is_empty() { seeds() } else { paths };
    paths.iter().map(|path| fs::read_to_string(path).expect("the text can be read")).collect()
}

/// The articles over and over as one paragraph of about so many bytes.
fn one_paragraph(texts: &[String], bytes: usize) -> String {
    let flat: Vec<String> = texts
        .iter()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|t| !t.is_empty())
        .collect();
    let mut text = String::with_capacity(bytes + 10_000);
    for article in flat.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(article);
        text.push(' ');
    }
    text
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let pack = LanguagePack::embedded().expect("the embedded pack is whole");
    let ontology = Ontology::builtin().expect("the built-in ontology is right");
    let texts = texts();
    println!("      text sentences  claims  analysis ms  mentions ms  claims ms  read/anal.  µs/sentence");
    for (i, text) in texts.iter().enumerate() {
        let doc = document(text.clone());
        let runs = (0..REPEATS).map(|_| take(&doc, &pack, &ontology));
        let best = runs.min_by_key(|taken| taken.analysis + taken.mentions + taken.claims);
        row(&format!("article {}", i + 1), best.expect("it ran"));
    }
    for size in SIZES {
        row(&format!("{size} KiB"), take(&document(one_paragraph(&texts, size * 1024)), &pack, &ontology));
    }
}
