//! Merge at scale: generated claims over names as news has them (Zipf-distributed, with aliases, short forms, typos).
//!
//! `cargo bench --bench merge [-- CLAIMS…]`; by default 100,000 and 1,000,000 claims, ten an article. Prints seconds,
//! microseconds a claim and the peak of memory; the aim is 1 M claims under 60 s and 4 GiB on two cores, and at 1 M at
//! most 1.5 times the time a claim of 100 k. The generator is seeded: each run merges the same articles.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::time::Instant;

use glane::claim::{ArticleClaims, Claim, ClaimId, EntityRecord, Evidence, FrameTrace, Object, Qualifiers, Status};
use glane::ingest::DocumentId;
use glane::mention::LocalEntityId;
use glane::merge::{Curation, merge};
use glane::ontology::{Ontology, PredicateId, TypeId};
use glane::value::{Bound, Edtf, Quantity, Unit};

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

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// A rank in `0..n`, Zipf-distributed with exponent near 1 (inverse of the continuous law).
    fn zipf(&mut self, n: usize) -> usize {
        let u = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        (((n as f64 + 1.0).powf(u) - 1.0) as usize).min(n - 1)
    }
}

const SYLLABLES: &[&str] = &[
    "ba", "cor", "del", "fa", "gor", "hel", "jun", "ka", "lo", "mar", "nev", "or", "pal", "quin", "ros", "sel", "tar",
    "ul", "ver", "wil", "xan", "yor", "zel", "bri", "cla", "dro", "fle", "gri", "plo", "sta",
];

fn word(seed: u64, syllables: usize) -> String {
    let mut random = Random(seed);
    let mut word: String = (0..syllables).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect();
    word[..1].make_ascii_uppercase();
    word
}

/// The world's `i`-th party: type, full name, other proper names.
fn party(i: usize) -> (&'static str, String, Vec<String>) {
    let seed = i as u64 * 7919 + 17;
    if i.is_multiple_of(3) {
        let (first, family) = (word(seed % 1500, 2), word(20_000 + seed % 40_000, 3));
        ("Person", format!("{first} {family}"), vec![family])
    } else {
        let head = word(seed.wrapping_mul(31), 4);
        let tail = word(90_000 + seed % 40, 2);
        ("Company", format!("{head} {tail}"), vec![head])
    }
}

fn typo(random: &mut Random, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + random.below(letters.len() - 1);
    if letters[at] != ' ' && letters[at - 1] != ' ' {
        letters.remove(at);
    }
    letters.into_iter().collect()
}

fn record(random: &mut Random, i: usize) -> EntityRecord {
    let (class, full, aliases) = party(i);
    let (label, mut proper_names) = match random.next() % 100 {
        0..=2 => (typo(random, &full), Vec::new()),
        3..=9 => (aliases[0].clone(), Vec::new()),
        10..=49 => (full.clone(), aliases),
        _ => (full.clone(), Vec::new()),
    };
    proper_names.insert(0, label.clone());
    EntityRecord {
        names: proper_names.clone(),
        label,
        proper_names,
        entity_type: TypeId(class.to_owned()),
        kind: None,
        named: true,
        mentions: Vec::new(),
    }
}

const BETWEEN: &[&str] = &["acquires", "partnersWith", "investsIn", "competesWith", "supplies", "owns"];
const FIGURES: &[&str] = &["revenue", "employeeCount", "loses", "valuation"];

fn article(random: &mut Random, number: usize, parties: usize) -> ArticleClaims {
    let count = 4 + random.below(5);
    let entities: Vec<EntityRecord> = (0..count)
        .map(|_| {
            let rank = random.zipf(parties);
            record(random, rank)
        })
        .collect();
    let claims = (0..10).map(|i| claim(random, number, i, count, &entities)).collect();
    ArticleClaims {
        document: DocumentId(format!("a{number:07}")),
        origin: String::new(),
        title: None,
        source: Some(format!("outlet {}", number % 50)),
        published: Edtf::parse(&format!("20{:02}-{:02}", 10 + number % 14, 1 + number % 12)).ok(),
        language: "fr".to_owned(),
        hash: format!("{number:x}"),
        shingles: (0..64).map(|_| random.next() as u32).collect(),
        entities,
        claims,
    }
}

fn claim(random: &mut Random, article: usize, number: usize, count: usize, entities: &[EntityRecord]) -> Claim {
    let subject = random.below(count);
    let object = random.below(count);
    let person = entities[subject].entity_type.0 == "Person";
    let (predicate, object) = if random.chance(30) || object == subject {
        let name = FIGURES[random.below(FIGURES.len())];
        let unit = if name == "employeeCount" { Unit::Count(None) } else { Unit::Money(Some("EUR".to_owned())) };
        let value = Some((1 + random.below(99)) as f64 * 1e6);
        let text = String::new();
        (name, Object::Quantity(Quantity { value, unit, bound: Bound::Exact, text, per: None, unit_inferred: false }))
    } else {
        let name = if person { "worksFor" } else { BETWEEN[random.below(BETWEEN.len())] };
        (name, Object::Entity(LocalEntityId(object as u32)))
    };
    let when = random.chance(40).then(|| Edtf::parse(&format!("20{:02}", 10 + random.below(14))).ok()).flatten();
    let start = number as u32 * 200;
    let quote = "Une phrase d'une longueur ordinaire, telle qu'un article la donne en preuve.".to_owned();
    Claim {
        id: ClaimId(format!("{article:x}-{number}")),
        subject: LocalEntityId(subject as u32),
        predicate: PredicateId(predicate.to_owned()),
        object,
        qualifiers: Qualifiers { when, ..Qualifiers::default() },
        status: if random.chance(80) { Status::Actual } else { Status::Planned },
        negated: random.chance(2),
        attributed_to: Vec::new(),
        evidence: vec![Evidence { start, end: start + 76, quote, prefix: String::new(), suffix: String::new() }],
        confidence: 0.8,
        trace: FrameTrace::default(),
    }
}

/// Peak resident memory of this process in MiB, where the system tells.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100_000, 1_000_000] } else { asked };
    let ontology = Ontology::builtin().expect("the built-in ontology is whole");
    println!(
        "claims      seconds  µs/claim  peak MiB  (of these the articles)  entities  statements  doubts  conflicts"
    );
    for claims in sizes {
        let mut random = Random(42);
        let articles: Vec<ArticleClaims> =
            (0..claims / 10).map(|number| article(&mut random, number, claims / 20)).collect();
        let before = peak();
        let start = Instant::now();
        let graph = merge(&articles, &ontology, &Curation::default());
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{claims:<10} {seconds:>8.2} {:>9.2} {:>9.0} {before:>23.0} {:>9} {:>11} {:>7} {:>10}",
            seconds * 1e6 / claims as f64,
            peak(),
            graph.entities.len(),
            graph.statements.len(),
            graph.doubts().count(),
            graph.conflicts.len(),
        );
    }
}
