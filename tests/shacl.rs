//! Our SHACL engine against pySHACL's answers, which `tests/fixtures/shacl/oracle.py` writes.

mod common;

use std::fs;
use std::path::Path;

use glane::check::{Data, Report, Shapes, check, check_graph, triples};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is there")
}

fn shapes(path: &str) -> Shapes {
    Shapes::parse(path, &read(path)).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

fn check_turtle(graph: &str) -> Report {
    check_graph(triples("graph.ttl", graph).expect("it is Turtle"), &[]).expect("shapes and ontology are right")
}

/// `SHAPE COMPONENT COUNT` lines, as the oracle writes them.
fn lines(report: &Report) -> Vec<String> {
    report.counts().into_iter().map(|((shape, component), count)| format!("{shape} {component} {count}")).collect()
}

/// The valid graph with a case's `-` lines replaced by its `+` lines.
fn broken(valid: &str, case: &str) -> String {
    let mut graph = valid.to_owned();
    let mut find = "";
    for line in case.lines() {
        if let Some(text) = line.strip_prefix("- ") {
            find = text;
        } else if line.starts_with('+') {
            assert!(graph.contains(find), "{find}");
            graph = graph.replacen(find, line.get(2..).unwrap_or(""), 1);
        }
    }
    graph
}

#[test]
fn a_graph_as_glane_writes_it_conforms() {
    let report = check_turtle(&read("tests/fixtures/shacl/valid.ttl"));
    let results: Vec<String> = report.results.iter().map(ToString::to_string).collect();
    assert!(report.conforms(), "{}", results.join("\n"));
}

#[test]
fn every_broken_graph_is_caught_as_pyshacl_catches_it() {
    let valid = read("tests/fixtures/shacl/valid.ttl");
    let text = read("tests/fixtures/shacl/broken.txt");
    let cases: Vec<&str> = text.split("\n\n").filter(|case| case.starts_with("## ")).collect();
    assert!(cases.len() >= 12);
    for case in cases {
        let expected: Vec<&str> = case.lines().filter_map(|line| line.strip_prefix("= ")).collect();
        assert_eq!(lines(&check_turtle(&broken(&valid, case))), expected, "{}", case.lines().next().unwrap_or(""));
    }
}

#[test]
fn every_core_constraint_counts_as_in_pyshacl() {
    let data = Data::parse("core-data.ttl", &read("tests/fixtures/shacl/core-data.ttl")).expect("it is Turtle");
    let report = check(&data, &shapes("tests/fixtures/shacl/core-shapes.ttl"));
    let expected = read("tests/fixtures/shacl/core.expected");
    assert_eq!(lines(&report), expected.lines().collect::<Vec<_>>());
}

#[test]
fn the_report_is_a_graph_and_a_text() {
    let valid = read("tests/fixtures/shacl/valid.ttl");
    let report = check_turtle(&valid.replacen("gl:confidence 0.81", "gl:confidence 1.81", 1));
    let graph = triples("report.ttl", &report.turtle()).expect("the report is Turtle");
    assert_eq!(graph.len(), 3 + 9);
    insta::assert_snapshot!(report.turtle(), @r#"
        @prefix sh: <http://www.w3.org/ns/shacl#> .

        [] a sh:ValidationReport ;
            sh:conforms false ;
            sh:result [
                a sh:ValidationResult ;
                sh:focusNode <https://kb.example/statement/01> ;
                sh:resultPath <https://w3id.org/glane/ontology#confidence> ;
                sh:value "1.81"^^<http://www.w3.org/2001/XMLSchema#decimal> ;
                sh:resultMessage "a confidence is a probability, from 0 to 1"@en ;
                sh:resultMessage "une confiance est une probabilité, de 0 à 1"@fr ;
                sh:resultSeverity <http://www.w3.org/ns/shacl#Violation> ;
                sh:sourceConstraintComponent sh:MaxInclusiveConstraintComponent ;
                sh:sourceShape <https://w3id.org/glane/shapes#Statement-confidence> ] .
        "#);
    let text = report.results[0].to_string();
    let expected = "violation: <https://kb.example/statement/01> gl:confidence: \
                    a confidence is a probability, from 0 to 1: \"1.81\"^^xsd:decimal";
    assert_eq!(text, expected);
    assert_eq!(report.results[0].message("fr"), "une confiance est une probabilité, de 0 à 1");
}

#[test]
fn what_is_no_shape_of_ours_is_named() {
    let text = "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:sparql [ sh:select \"\" ] ;
        sh:property [ sh:path <urn:p> ; sh:pattern \"(\" ; sh:minCount \"many\" ] .";
    let trouble = Shapes::parse("s.ttl", text).expect_err("three things are wrong");
    let codes: Vec<&str> = trouble.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes.len(), 3, "{trouble:?}");
    assert!(codes.contains(&"S002") && codes.contains(&"S003"));
}

#[test]
fn what_we_build_conforms_in_both_versions_of_rdf() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    let seeds = common::seeds();
    for version in ["1.1", "1.2"] {
        let build = ["build", "--quiet", "--out", version, "--rdf", version];
        common::glane(at.path()).args(build).arg(&seeds).assert().success();
        common::glane(at.path()).args(["check", "-d", version]).assert().success();
    }
}
