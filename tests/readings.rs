//! The breadth of the lexicon: sentences of the press about invented parties, each with what it says.
//!
//! `fixtures/readings.txt` holds one sentence a line, `sentence || subject|predicate|object; …`. What is read depends on
//! the model as well, so the test asks for a share of all claims and not for each.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

/// The least share of the claims that must be read.
const FLOOR: f64 = 0.85;

/// Predicates whose sides may be told in either order.
const SYMMETRIC: [&str; 3] = ["partnersWith", "competesWith", "mergesWith"];

struct Expected {
    sentence: usize,
    subject: String,
    predicate: String,
    object: String,
}

#[test]
fn the_constructions_of_the_press_are_read() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/readings.txt");
    let text = fs::read_to_string(fixture).expect("the fixture can be read");
    let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once("||")).collect();
    let claims = extract(&lines);
    let expected: Vec<Expected> = lines.iter().enumerate().flat_map(|(i, (_, told))| expected(i, told)).collect();
    let missed: Vec<&Expected> = expected.iter().filter(|wanted| !claims.iter().any(|c| tells(c, wanted))).collect();
    let share = 1.0 - missed.len() as f64 / expected.len() as f64;
    let mut list = String::new();
    for wanted in missed {
        let Expected { sentence, subject, predicate, object } = wanted;
        writeln!(list, "{} -> {subject} {predicate} {object}", lines[*sentence].0).expect("a string can be written to");
    }
    assert!(share >= FLOOR, "{share:.3} of {} claims were read; missed:\n{list}", expected.len());
}

fn expected(sentence: usize, told: &str) -> Vec<Expected> {
    told.split(';')
        .filter_map(|claim| {
            let mut parts = claim.split('|').map(|part| part.trim().to_lowercase());
            let (subject, predicate, object) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Expected { sentence, subject, predicate, object })
        })
        .collect()
}

/// The claims of all sentences, each read as an article of its own.
fn extract(lines: &[(&str, &str)]) -> Vec<Value> {
    let directory = TempDir::new().expect("a temporary directory can be made");
    let articles: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(i, (sentence, _))| {
            serde_json::json!({"id": format!("s{i}"), "text": sentence.trim(), "date": "2024-03-12"}).to_string()
        })
        .collect();
    common::write(directory.path(), "readings.jsonl", articles.join("\n").as_bytes());
    let output = common::glane(directory.path())
        .args(["extract", "--quiet", "--min-confidence", "0", "readings.jsonl"])
        .output()
        .expect("the program can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("claims are UTF-8");
    printed.lines().map(|line| serde_json::from_str(line).expect("a claim is JSON")).collect()
}

fn tells(claim: &Value, wanted: &Expected) -> bool {
    let document = claim["document"].as_str().unwrap_or_default();
    let names = |side: &Value, name: &str| side["label"].as_str().is_some_and(|l| l.to_lowercase().contains(name));
    let object = |side: &Value, told: &str| match told.parse::<f64>() {
        Ok(number) if side["value"].is_number() => side["value"].as_f64() == Some(number),
        Ok(_) => side["date"].as_str() == Some(told),
        Err(_) => names(side, told),
    };
    let (subject, of) = (&claim["subject"], &claim["object"]);
    let straight = names(subject, &wanted.subject) && object(of, &wanted.object);
    let turned = SYMMETRIC.iter().any(|p| p.eq_ignore_ascii_case(&wanted.predicate))
        && names(of, &wanted.subject)
        && names(subject, &wanted.object);
    document.ends_with(&format!("s{}", wanted.sentence))
        && claim["predicate"].as_str().is_some_and(|p| p.eq_ignore_ascii_case(&wanted.predicate))
        && (straight || turned)
}
