//! On whose word, when and how certain: sentences about invented parties, with their analyses beside them.

mod common;

use std::path::Path;

use serde_json::Value;

/// Subject, predicate, object; status; when; source; why.
const EXPECTED: &[(&str, &str, &str, &str, &str)] = &[
    ("Vorel acquires Tamis", "planned", "", "Courrier du Rhin", "a marker of two words"),
    ("Vorel laysOff 300 employés", "actual", "", "Marc Lydre", "an inverted verb"),
    ("Orvane closes usine de Brumath", "actual", "", "Selma Karsk", "an inverted verb"),
    ("Lydane loses 3 millions d'euros par an", "actual", "", "Luc Ferrier", "a quotation over two sentences"),
    ("Vorel employeeCount 4 000 personnes", "actual", "", "Le Matin", "an outlet behind its verb"),
    ("Tamis laysOff 30 personnes", "actual", "", "Le Matin", "the outlet without its name"),
    ("Vorel acquires Orvane", "actual", "2019", "", "what is told in passing is on nobody's word"),
    ("Vorel closes site de Brumath", "planned", "2023-09", "Nordal", "the author of a study"),
    ("Orvane userCount 3 millions de clients", "actual", "", "Orvane", "a party vouches for its figures"),
    ("Orvane acquires Tamis", "planned", "", "", "a party announces what it does"),
    ("Tamis acquires Zéphir", "actual", "", "", "an anonymous source"),
    ("Vorel revenue 40 millions d'euros", "actual", "2022", "", "the period of the sentence"),
    ("Vorel profit 3 millions d'euros", "actual", "2022", "", "the period of the paragraph"),
    ("Vorel marketShare 30 %", "actual", "", "ministère de la Santé", "reported speech"),
    ("Vorel acquires Lydane", "planned", "", "", "a contract to do it"),
    ("Vorel closes usine de Colmar", "planned", "", "", "the future told ahead"),
    ("Zéphir acquires Nordal", "actual", "", "Courrier du Rhin", "a report of the sentence before"),
];

#[test]
fn every_construction_gives_its_qualifiers() {
    let at = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/qualifiers");
    let mut command = common::glane(&at);
    command.args(["extract", "words.txt", "--conllu", ".", "--min-confidence", "0", "--quiet"]);
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("it prints UTF-8");
    let claims: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let mut faults = Vec::new();
    for (says, status, when, source, why) in EXPECTED {
        let Some(claim) = claims.iter().find(|claim| words(claim) == *says) else {
            faults.push(format!("{why}: {says} is not read"));
            continue;
        };
        let sources: Vec<&str> =
            claim["attributedTo"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let read = (claim["status"].as_str(), claim["qualifiers"]["when"].as_str().unwrap_or(""), sources.join(", "));
        if read != (Some(status), when, (*source).to_owned()) {
            faults.push(format!("{why}: {says}: {read:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_relation_that_the_documentation_adds_is_read_as_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = common::glane(&root.join("tests/fixtures/qualifiers"));
    command.args(["extract", "books.txt", "--conllu", ".", "--quiet", "--ontology"]);
    let output = command.arg(root.join("docs/examples/audits.ttl")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("it prints UTF-8");
    let claims: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let read: Vec<(String, &str)> =
        claims.iter().map(|claim| (words(claim), claim["status"].as_str().unwrap_or(""))).collect();
    let audits = |who: &str, whose: &str| format!("{who} https://example.org/vocabulary#audits {whose}");
    let expected = [
        (audits("Lydane", "Tamis"), "actual"),
        (audits("Nordal", "Orvane"), "expected"),
        (audits("Lydane", "Zéphir"), "actual"),
        (audits("Lydane", "Vorel"), "possible"),
    ];
    assert_eq!(read, expected);
}

fn words(claim: &Value) -> String {
    let object = claim["object"]["label"].as_str().or(claim["object"]["text"].as_str()).unwrap_or("");
    let word = |value: &Value| value.as_str().unwrap_or("").to_owned();
    format!("{} {} {object}", word(&claim["subject"]["label"]), word(&claim["predicate"]))
}
