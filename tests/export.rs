//! `glane export`: every filter, in every format.

mod common;

use std::path::Path;

use common::{glane, seeds};

fn export(at: &Path, format: &str, flags: &[&str]) -> (Option<i32>, String) {
    let output = glane(at).args(["export", "-d", "g", "--format", format]).args(flags).output().expect("it runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("it is text"))
}

#[test]
fn every_filter_has_its_flag() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    glane(at.path()).args(["build", "--quiet", "--out", "g"]).arg(seeds()).assert().success();
    let (code, whole) = export(at.path(), "csv", &[]);
    assert_eq!(code, Some(0));
    let filters: &[&[&str]] = &[
        &["--predicates", "loses,acquires"],
        &["--min-confidence", "0.79"],
        &["--status", "planned,expected"],
        &["--since", "2030"],
        &["--until", "1990"],
        &["--around", "One Medical"],
    ];
    for filter in filters {
        let (code, part) = export(at.path(), "csv", filter);
        assert!(code == Some(0) && part.len() < whole.len(), "{filter:?}: {} of {}", part.len(), whole.len());
    }
    assert_eq!(export(at.path(), "csv", &["--min-confidence", "1"]).0, Some(1), "nothing is so sure");
}

#[test]
fn the_context_of_json_ld_is_a_file_of_its_own() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    glane(at.path()).args(["build", "--quiet", "--out", "g"]).arg(seeds()).assert().success();
    let json = |format: &str| -> serde_json::Value {
        serde_json::from_str(&export(at.path(), format, &[]).1).expect("it is JSON")
    };
    assert_eq!(json("jsonld")["@context"], json("jsonld-context")["@context"]);
    assert!(json("jsonld-context")["@context"]["gl"].is_object());
}

#[test]
fn neo4j_tables_tell_ids_labels_and_types() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    glane(at.path()).args(["build", "--quiet", "--out", "g"]).arg(seeds()).assert().success();
    let head = |format: &str| export(at.path(), format, &[]).1.lines().next().unwrap_or_default().to_owned();
    assert!(head("neo4j-nodes").starts_with("iri:ID,label:string,") && head("neo4j-nodes").ends_with(",:LABEL"));
    assert!(head("neo4j-edges").ends_with(",:START_ID,:END_ID,:TYPE"));
}
