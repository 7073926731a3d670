//! Questions that a reader of the three articles asks, in SPARQL, and what must be among the answers.
//!
//! `questions/NAME.rq` is the question; `questions/NAME.tsv` names variables and rows that the answer must hold, in any
//! order. `*` stands for anything, nothing for an unbound variable, `A|B` for either. A row that begins with `?` is right
//! and not found yet: whoever makes it found takes the mark away.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{glane, seeds};
use serde_json::Value;

/// A row: each variable's value, an IRI shortened to `gl:…` or its last part.
type Row = BTreeMap<String, String>;

#[test]
fn every_question_finds_its_answers() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    glane(at.path()).args(["build", "--quiet", "--out", "g"]).arg(seeds()).assert().success();
    let questions = questions();
    assert!(questions.len() >= 10, "{questions:?}");
    let mut faults = Vec::new();
    for question in questions {
        let answers = ask(at.path(), &question);
        for wanted in expected(&question.with_extension("tsv")) {
            if !answers.iter().any(|row| fits(row, &wanted)) {
                let name = question.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                faults.push(format!("{name}: no answer {wanted:?} among\n{}", listed(&answers)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn questions() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let entries = fs::read_dir(directory).expect("the questions are there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("the entry can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rq"));
    files.sort();
    files
}

fn ask(directory: &Path, question: &Path) -> Vec<Row> {
    let output = glane(directory)
        .args(["query", "-d", "g", "--quiet", "--format", "json", "--file"])
        .arg(question)
        .output()
        .expect("the program runs");
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|fault| panic!("{}: {fault}: {}", question.display(), String::from_utf8_lossy(&output.stderr)));
    let rows = answer["results"]["bindings"].as_array().cloned().unwrap_or_default();
    let value = |term: &Value| {
        let text = term["value"].as_str().unwrap_or_default();
        match (term["type"].as_str(), text.rsplit_once(['#', '/'])) {
            (Some("uri"), Some((_, name))) => format!("gl:{name}"),
            _ => text.to_owned(),
        }
    };
    let row = |row: &Value| row.as_object().map(|r| r.iter().map(|(name, term)| (name.clone(), value(term))).collect());
    rows.iter().filter_map(row).collect()
}

fn expected(file: &Path) -> Vec<Row> {
    let text = fs::read_to_string(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let names = lines.next().unwrap_or_default();
    let found = lines.filter(|values| !values.first().is_some_and(|value| value.starts_with('?')));
    found.map(|values| names.iter().cloned().zip(values).collect()).collect()
}

fn fits(row: &Row, wanted: &Row) -> bool {
    wanted.iter().all(|(name, want)| {
        let got = row.get(name).map_or("", String::as_str);
        want == "*" || want.split('|').any(|way| way == got)
    })
}

fn listed(rows: &[Row]) -> String {
    rows.iter().map(|row| format!("  {row:?}\n")).collect()
}
