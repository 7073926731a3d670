//! `glane eval` gives the figures of the benchmark's own scorer, to the last digit.

use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin_cmd;
use glane::analyse::score::score_conllu;
use serde_json::Value;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// What `glane eval --json` says of the fixture, without what the benchmark does not measure.
fn ours() -> Value {
    let at = fixtures();
    let mut command = cargo_bin_cmd!("glane");
    command.arg("eval").arg(at.join("gold")).arg("--json");
    command.arg("--claims").arg(at.join("lines/claims.jsonl")).arg("--entities").arg(at.join("lines/entities.jsonl"));
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut score: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let reliability = score.as_object_mut().and_then(|s| s.remove("reliability")).expect("it has this");
    assert!(reliability["ece"].as_f64().is_some_and(|ece| (0.0..1.0).contains(&ece)), "{reliability}");
    score
}

/// Whole numbers of either kind are equal: Python writes 0 where Rust writes 0.0.
fn assert_same(ours: &Value, theirs: &Value, place: &str) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{place}");
            a.iter().for_each(|(key, value)| assert_same(value, &b[key], &format!("{place}/{key}")));
        }
        _ => match (ours.as_f64(), theirs.as_f64()) {
            (Some(a), Some(b)) => assert!(a == b, "{place}: {a} is not {b}"),
            _ => assert_eq!(ours, theirs, "{place}"),
        },
    }
}

#[test]
fn the_figures_are_those_that_were_written_down() {
    let expected = std::fs::read_to_string(fixtures().join("lines/score.json")).expect("the fixture is there");
    assert_same(&ours(), &serde_json::from_str(&expected).expect("it is JSON"), "");
}

/// Where the benchmark lies beside the checkout, its scorer is asked itself.
#[test]
fn the_figures_are_those_of_the_benchmarks_scorer() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/score.py");
    if !script.exists() {
        return;
    }
    let at = fixtures();
    let mut command = Command::new("python3");
    command.arg(script).arg(at.join("gold")).arg(at.join("lines/claims.jsonl"));
    let Ok(output) = command.arg("--entities").arg(at.join("lines/entities.jsonl")).arg("--json").output() else {
        return;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_same(&ours(), &serde_json::from_slice(&output.stdout).expect("it prints JSON"), "");
}

#[test]
fn a_line_that_is_none_is_named_with_its_place() {
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    let claims = directory.path().join("claims.jsonl");
    std::fs::write(&claims, "\n{\"document\":3}\n").expect("it can be written");
    let mut command = cargo_bin_cmd!("glane");
    command.arg("eval").arg(fixtures().join("gold")).arg("--claims").arg(&claims);
    command.assert().code(2).stderr(predicates::str::contains("claims.jsonl:2: this is no line of `glane extract`"));
}

/// The script's own figures for the same two files, whose tokens, words, sentences and every column differ somewhere.
#[test]
fn treebanks_are_scored_as_by_the_official_script() {
    let read =
        |name: &str| std::fs::read_to_string(fixtures().join("conll18").join(name)).expect("the fixture is there");
    let official: Value = serde_json::from_str(&read("figures.json")).expect("it is JSON");
    let scores = score_conllu(&read("gold.conllu"), &read("system.conllu")).expect("the text is the same");
    for (name, measure) in scores.named() {
        let theirs = |figure: &str| official[name][figure].as_f64();
        let ours = [measure.precision(), measure.recall(), measure.f1()];
        for (figure, ours) in ["precision", "recall", "f1"].into_iter().zip(ours) {
            let theirs = theirs(figure).expect("the script gives it");
            assert!((ours - theirs).abs() < 1e-9 && theirs < 1.0, "{name} {figure}: {ours} is not {theirs}");
        }
        match (measure.aligned_accuracy(), theirs("aligned")) {
            (Some(ours), Some(theirs)) => assert!((ours - theirs).abs() < 1e-9, "{name}: {ours} is not {theirs}"),
            (ours, theirs) => assert_eq!(ours, theirs, "{name}"),
        }
    }
}
