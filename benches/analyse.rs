//! Speed of the whole analysis: tokens, tags, lemmas, trees, entities.
//!
//! `cargo bench --bench analyse [-- [--model DIR] TEXT…]`; by default the pack of the program and the articles of `seeds/`. Prints the time to load the pack, the
//! time to the first sentence, tokens a second on one core and on two (best of five), and the peak of memory.
//! `benches/peers/` times other programs on the same texts.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use glane::analyse::{LanguagePack, analyse};
use glane::ingest::{Document, DocumentId};
use glane::text::Span;
use rayon::prelude::*;

const REPEATS: usize = 5;

fn document(path: &PathBuf) -> Document {
    let text = fs::read_to_string(path).expect("the text can be read");
    Document {
        id: DocumentId(path.display().to_string()),
        origin: path.display().to_string(),
        title: None,
        source: None,
        published: None,
        language: "fr".to_owned(),
        body: vec![Span::new(0, text.len())],
        text,
        hash: String::new(),
    }
}

/// Seconds of processor time of this thread, where the system tells.
fn processor_time() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn peak_mebibytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

fn tokens(documents: &[Document], pack: &LanguagePack) -> usize {
    documents.iter().map(|document| analyse(document, pack).0.tokens.len()).sum()
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let (mut model, mut paths) = (None, Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--model" => model = arguments.next().map(PathBuf::from),
            // What `cargo bench` adds.
            flag if flag.starts_with("--") => {}
            path => paths.push(PathBuf::from(path)),
        }
    }
    let seeds = || {
        let directory = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).expect("the seeds are there");
        directory
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|e| e == "txt"))
    };
    let paths = if paths.is_empty() { seeds().collect() } else { paths };
    let documents: Vec<Document> = paths.iter().map(document).collect();

    let start = Instant::now();
    let pack = model.map_or_else(LanguagePack::embedded, |directory| LanguagePack::load(&directory));
    let pack = pack.expect("the pack is whole");
    println!("load             {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut first = document(&paths[0]);
    let end = first.text.find(['.', '\n']).map_or(first.text.len(), |at| at + 1);
    first.body = vec![Span::new(0, end)];
    let start = Instant::now();
    tokens(&[first], &pack);
    println!("first sentence   {:>8.1} ms", start.elapsed().as_secs_f64() * 1e3);

    let (mut clock, mut processor) = (0.0_f64, 0.0_f64);
    for _ in 0..REPEATS {
        let (start, before) = (Instant::now(), processor_time());
        let count = tokens(&documents, &pack) as f64;
        clock = clock.max(count / start.elapsed().as_secs_f64());
        if let (Some(before), Some(after)) = (before, processor_time()) {
            processor = processor.max(count / (after - before));
        }
    }
    println!("one core         {clock:>8.0} tokens/s by the clock, {processor:.0} by processor time");

    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads can be had");
    let mut both = 0.0_f64;
    for _ in 0..REPEATS {
        let start = Instant::now();
        let count: usize =
            pool.install(|| documents.par_iter().map(|document| analyse(document, &pack).0.tokens.len()).sum());
        both = both.max(count as f64 / start.elapsed().as_secs_f64());
    }
    println!("two cores        {both:>8.0} tokens/s by the clock");
    if let Some(peak) = peak_mebibytes() {
        println!("peak memory      {peak:>8} MiB");
    }
}
