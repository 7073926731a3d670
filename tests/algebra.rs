//! The graph is a function of the set of articles: random parts, orders and numbers of threads, and random changes, all end
//! in the same bytes. On the repository's own articles always; on all articles of the benchmark where it is at hand.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{bench, canonical_files};
use glane::analyse::LanguagePack;
use glane::claim::{ArticleClaims, Options};
use glane::export::{Format, export};
use glane::ingest::Limits;
use glane::merge::{Curation, merge};
use glane::ontology::Ontology;
use glane::pipeline::{Analyser, Article, Engine, Names, Run, Silent, Stage, expand, join};
use glane::rdf::RdfOptions;
use glane::store::{BuildKey, GraphDir};

/// SplitMix64 (Steele et al. 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

fn own() -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    vec![home.join("examples/news"), home.join("seeds")]
}

fn engine() -> Engine {
    Engine {
        ontology: Ontology::builtin().expect("the built-in ontology is whole"),
        analyser: Analyser::Model(Box::new(LanguagePack::embedded().expect("the embedded pack is whole"))),
        until: Stage::Claim,
        options: Options::default(),
        limits: Limits::default(),
    }
}

/// What the line reads, on so many threads, in an order of the inputs that differs with them; sorted by name.
fn read(engine: &Engine, paths: &[PathBuf], threads: usize) -> Vec<ArticleClaims> {
    let (mut inputs, faults) = expand(paths);
    assert!(faults.is_empty(), "{faults:?}");
    Random(threads as u64).shuffle(&mut inputs);
    let mut claims = Vec::new();
    let mut sink = |article: Article| -> Result<(), std::io::Error> {
        claims.extend(article.claims);
        Ok(())
    };
    let run = Run { engine, threads, known: &|_| false, progress: &Silent };
    run.over(&inputs, &mut Names::default(), &mut sink).expect("the sink takes all");
    claims.sort_by(|a, b| a.document.cmp(&b.document));
    claims
}

/// The merged graph of parts, each of which travels as bytes, in every byte that N-Quads and DOT show of it.
fn merged(parts: &[Vec<&ArticleClaims>], ontology: &Ontology) -> Vec<u8> {
    let sent = parts.iter().map(|part| serde_json::to_vec(part).expect("claims serialise"));
    let got = sent.flat_map(|bytes| serde_json::from_slice::<Vec<ArticleClaims>>(&bytes).expect("and come back"));
    let graph = merge(&got.collect::<Vec<_>>(), ontology, &Curation::default());
    let mut bytes = Vec::new();
    for format in [Format::NQuads, Format::Dot] {
        export(format, &graph, ontology, &RdfOptions::default(), &mut bytes).expect("memory takes all");
    }
    bytes
}

/// 256 random partitions and orders, of claims read on 1 to 4 threads; some articles come twice.
fn partitions_and_orders(paths: &[PathBuf]) {
    let engine = engine();
    let read: Vec<Vec<ArticleClaims>> = (1..=4).map(|threads| read(&engine, paths, threads)).collect();
    for (threads, claims) in (1..).zip(&read) {
        assert!(*claims == read[0], "{threads} threads read otherwise than one");
    }
    let expected = merged(&[read[0].iter().collect()], &engine.ontology);
    let case = |number: usize| {
        let mut random = Random(number as u64);
        let mut order: Vec<&ArticleClaims> = read[number % 4].iter().collect();
        let again = random.below(order.len());
        order.push(order[again]);
        random.shuffle(&mut order);
        let mut parts = vec![Vec::new(); 1 + random.below(6)];
        for article in order {
            let part = random.below(parts.len());
            parts[part].push(article);
        }
        assert!(merged(&parts, &engine.ontology) == expected, "case {number} gives other bytes");
    };
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || (0..256).filter(|number| number % 2 == half).for_each(case));
        }
    });
}

#[test]
fn parts_orders_and_threads_do_not_show() {
    partitions_and_orders(&own());
}

#[test]
fn parts_orders_and_threads_do_not_show_over_the_benchmark() {
    if let Some(bench) = bench() {
        partitions_and_orders(&[bench.join("dev"), bench.join("seeds")].map(|path| texts(&path)).concat());
    }
}

/// The articles of a directory, without the gold files beside them.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the benchmark can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
}

fn publish(dir: &mut GraphDir, ontology: &Ontology) {
    let graph = merge(&dir.articles().expect("articles are whole"), ontology, &Curation::default());
    dir.publish(&graph, ontology, &RdfOptions::default()).expect("the disk takes it");
}

fn built(root: &Path, articles: &[ArticleClaims], ontology: &Ontology) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut dir = GraphDir::create(root, &BuildKey::default()).expect("the folder can be used");
    dir.put(articles, false).expect("the disk takes it");
    publish(&mut dir, ontology);
    canonical_files(root)
}

/// The same files; where not, which ones differ.
fn assert_same(found: &BTreeMap<PathBuf, Vec<u8>>, expected: &BTreeMap<PathBuf, Vec<u8>>, what: &str) {
    let names = found.keys().chain(expected.keys());
    let differ: BTreeSet<&PathBuf> = names.filter(|name| found.get(*name) != expected.get(*name)).collect();
    assert!(differ.is_empty(), "{what}: {differ:?} differ");
}

/// An article as it was in another edition: some claims fewer.
fn edition(article: &ArticleClaims, number: usize) -> ArticleClaims {
    let mut other = article.clone();
    if number > 0 {
        other.hash = blake3::hash(format!("{} {number}", article.hash).as_bytes()).to_hex().to_string();
        other.claims.truncate(article.claims.len() / 2);
    }
    other
}

#[test]
fn a_hundred_sequences_of_changes_end_where_a_fresh_build_does() {
    let engine = engine();
    let articles = read(&engine, &own(), 2);
    for seed in 0..100 {
        let mut random = Random(1000 + seed);
        let at = tempfile::tempdir().expect("a temporary directory can be made");
        let root = at.path().join("changed");
        let mut held: BTreeMap<usize, usize> = BTreeMap::new();
        let mut dir = GraphDir::create(&root, &BuildKey::default()).expect("the folder can be used");
        for _ in 0..2 + random.below(5) {
            let some: Vec<usize> = (0..1 + random.below(4)).map(|_| random.below(articles.len())).collect();
            if random.below(3) == 0 {
                let names: Vec<_> = some.iter().map(|i| articles[*i].document.clone()).collect();
                dir.remove(&names).expect("they can go");
                held.retain(|i, _| !some.contains(i));
                publish(&mut dir, &engine.ontology);
            } else {
                let number = random.below(2);
                let new: Vec<_> = some.iter().map(|i| edition(&articles[*i], number)).collect();
                dir.put(&new, false).expect("the disk takes it");
                held.extend(some.iter().map(|i| (*i, number)));
            }
            if random.below(3) > 0 {
                publish(&mut dir, &engine.ontology);
            }
            // What was put survives that the program goes, published or not.
            if random.below(3) == 0 {
                dir = GraphDir::create(&root, &BuildKey::default()).expect("the folder can be used");
            }
        }
        publish(&mut dir, &engine.ontology);
        let now: Vec<ArticleClaims> = held.iter().map(|(i, number)| edition(&articles[*i], *number)).collect();
        let fresh = built(&at.path().join("fresh"), &now, &engine.ontology);
        assert_same(&canonical_files(&root), &fresh, &format!("sequence {seed}"));
    }
}

#[test]
fn directories_built_apart_and_joined_give_the_bytes_of_one() {
    let engine = engine();
    let articles = read(&engine, &own(), 2);
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    let all = built(&at.path().join("all"), &articles, &engine.ontology);
    for seed in 0..8 {
        let mut random = Random(seed);
        let mut parts: Vec<Vec<ArticleClaims>> = vec![Vec::new(); 2 + random.below(3)];
        for article in &articles {
            let part = random.below(parts.len());
            parts[part].push(article.clone());
        }
        let mut roots = Vec::new();
        for (n, part) in parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            roots.push(at.path().join(format!("{seed}-{n}")));
            built(&roots[roots.len() - 1], part, &engine.ontology);
        }
        random.shuffle(&mut roots);
        let root = at.path().join(format!("{seed}"));
        join(&root, &roots, &engine.ontology, &RdfOptions::default()).expect("the parts are whole");
        assert_same(&canonical_files(&root), &all, &format!("{roots:?}"));
    }
}
