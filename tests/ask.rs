//! Named questions, and what follows by the ontology.

mod common;

use std::fs;

use common::{glane, seeds};

/// The graph of the seeds, in `g`.
fn built(flags: &[&str]) -> tempfile::TempDir {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    glane(at.path()).args(["build", "--quiet", "--out", "g"]).args(flags).arg(seeds()).assert().success();
    at
}

fn said(at: &tempfile::TempDir, args: &[&str]) -> (Option<i32>, String, String) {
    let output = glane(at.path()).args(args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it is text");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn every_named_question_runs_with_and_without_its_parameters() {
    let at = built(&[]);
    let (_, list, _) = said(&at, &["ask", "--list", "--json"]);
    assert!(list.lines().count() >= 12);
    for line in list.lines() {
        let question: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let name = question["name"].as_str().expect("it has a name");
        let mut args = vec!["ask".to_owned(), name.to_owned(), "-d".to_owned(), "g".to_owned()];
        let (code, answer, fault) = said(&at, &args.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(code == Some(0) && answer.lines().count() > 3, "{name}: {fault}");
        for parameter in question["parameters"].as_object().expect("parameters go by name").keys() {
            args.push(format!("--{parameter}"));
            args.push("zz\" } DROP ALL #".to_owned());
        }
        let (code, _, fault) = said(&at, &args.iter().map(String::as_str).collect::<Vec<_>>());
        // Nothing is called so; a date that is none restricts nothing.
        assert!(code == Some(1) || fault.is_empty(), "{name}: {fault}");
    }
}

#[test]
fn a_question_of_ones_own_needs_a_file_only() {
    let at = built(&[]);
    fs::create_dir(at.path().join("mine")).expect("it can be made");
    let text = "# title: Names\n# --like WORDS: beginnings of words\nSELECT DISTINCT ?name { ?e skos:prefLabel ?name FILTER(glf:fits(?name, \"like\")) }";
    fs::write(at.path().join("mine/names.rq"), text).expect("it can be written");
    let (code, all, fault) = said(&at, &["ask", "--questions", "mine", "names", "-d", "g", "--format", "csv"]);
    assert_eq!(code, Some(0), "{fault}");
    let (_, one, _) =
        said(&at, &["ask", "names", "--questions", "mine", "--like", "ONE med", "-d", "g", "--format", "csv"]);
    assert!(one.lines().count() < all.lines().count() && one.lines().count() == 2, "{one}");
    let (code, _, fault) = said(&at, &["ask", "naems", "--questions", "mine"]);
    assert!(code == Some(2) && fault.contains("`names`"), "{fault}");
}

#[test]
fn what_follows_stands_in_a_graph_of_its_own() {
    let ask = "ASK { ?a a gl:Agent }";
    let inside = "ASK { GRAPH <inferred> { ?a a gl:Agent } }";
    let (plain, with) = (built(&[]), built(&["--infer"]));
    let answer = |at, args: &[&str]| said(at, args).1.trim().to_owned();
    for (at, args, expected) in [
        (&plain, vec![ask], "false"),
        (&plain, vec!["--infer", ask], "true"),
        (&plain, vec![inside], "false"),
        (&with, vec![ask], "false"),
        (&with, vec![inside], "true"),
        (&with, vec!["--infer", ask], "true"),
    ] {
        assert_eq!(answer(at, &[&["query", "-d", "g"], &args[..]].concat()), expected, "{args:?}");
    }
    let (code, _, fault) = said(&with, &["check", "-d", "g"]);
    assert_eq!(code, Some(0), "{fault}");
}

#[test]
fn a_query_that_takes_too_long_is_given_up() {
    let at = built(&[]);
    let long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let (code, _, fault) = said(&at, &["query", "-d", "g", "--timeout", "0.2", long]);
    assert!(code == Some(2) && fault.contains("--timeout"), "{fault}");
}

#[test]
fn a_wrong_query_is_shown_with_its_place() {
    let at = built(&[]);
    let (code, _, fault) = said(&at, &["query", "-d", "g", "SELECT ?x {\n  ?x shema:name ?y }"]);
    assert_eq!(code, Some(2));
    assert!(fault.contains("line 2") && fault.contains("schema") && fault.lines().count() <= 5, "{fault}");
}
