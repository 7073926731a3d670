//! Graphs built apart become one, and articles in several versions: what is asked to go goes, nothing else.

mod common;

use std::fs;
use std::path::Path;

use common::{canonical_files, glane, write};
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

const MONDAY: &str = "La verrerie Verrea a racheté Nordlux pour 12 millions d'euros en 2021.\n";
const TUESDAY: &str = "Verrea emploie 340 personnes. Lise Cador, directrice de Nordlux, quitte le groupe.\n";
const EVENING: &str = "La verrerie Verrea a racheté Nordlux pour 15 millions d'euros en 2021.\n";

fn news() -> TempDir {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    write(at.path(), "news/lundi.txt", MONDAY.as_bytes());
    write(at.path(), "news/mardi.txt", TUESDAY.as_bytes());
    at
}

fn run(at: &Path, args: &[&str]) {
    glane(at).arg("--quiet").args(args).assert().success();
}

fn show(at: &Path, name: &str) -> String {
    let output = glane(at).args(["show", "-d", "g", name]).output().expect("it runs");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

#[test]
fn parts_merge_to_the_graph_of_all_in_any_order() {
    let at = news();
    run(at.path(), &["build", "news", "--out", "all"]);
    run(at.path(), &["build", "news/lundi.txt", "--out", "a"]);
    run(at.path(), &["build", "news/mardi.txt", "--out", "b"]);
    let all = canonical_files(&at.path().join("all"));
    // The articles need not be there.
    fs::remove_dir_all(at.path().join("news")).expect("it is there");
    for (out, parts) in [("x", ["a", "b"]), ("y", ["b", "a"]), ("z", ["all", "b"])] {
        run(at.path(), &["merge", "--out", out, parts[0], parts[1]]);
        assert_eq!(canonical_files(&at.path().join(out)), all, "{parts:?}");
    }
    run(at.path(), &["merge", "--out", "a", "a", "b"]);
    assert_eq!(canonical_files(&at.path().join("a")), all, "into one of them");
}

#[test]
fn a_part_of_another_glane_is_named_and_merged() {
    let at = news();
    write(at.path(), "mine.ttl", b"@prefix gl: <https://w3id.org/glane/ontology#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\ngl:acquires rdfs:label \"achat\"@fr .\n");
    run(at.path(), &["build", "news/lundi.txt", "--out", "a"]);
    run(at.path(), &["build", "news/mardi.txt", "--out", "b", "--ontology", "mine.ttl"]);
    let assert = glane(at.path()).args(["merge", "--out", "g", "a", "b"]).assert().success();
    assert
        .stderr(contains("warning[P006]: this part was read by another glane: ontology"))
        .stdout(contains("2 articles"));
    assert!(show(at.path(), "Verrea").contains("340"));
}

#[test]
fn a_half_written_part_is_named_and_nothing_is_written() {
    let at = news();
    run(at.path(), &["build", "news/lundi.txt", "--out", "a"]);
    run(at.path(), &["build", "news/mardi.txt", "--out", "b"]);
    let shard = fs::read_dir(at.path().join("b/articles"))
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").path())
        .find(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .expect("there is a shard");
    let bytes = fs::read(&shard).expect("it can be read");
    fs::write(&shard, &bytes[..bytes.len() / 2]).expect("it can be written");
    let assert = glane(at.path()).args(["merge", "--out", "g", "a", "b"]).assert().code(2);
    assert.stderr(
        contains("b/articles/").and(contains("a write was cut off")).and(contains("help: run `glane build` again")),
    );
    assert!(!at.path().join("g").exists());
    glane(at.path()).args(["show", "-d", "b", "Verrea"]).assert().code(2).stderr(contains("a write was cut off"));
    glane(at.path())
        .args(["merge", "--out", "g", "a", "news"])
        .assert()
        .code(2)
        .stderr(contains("there is no graph here"));
    // Changing it would lose what cannot be read: that is refused. A build over the articles mends it.
    let add = ["add", "-d", "b", "news/lundi.txt"];
    glane(at.path()).args(add).assert().code(2).stderr(contains("a write was cut off"));
    let assert = glane(at.path()).args(["build", "news/mardi.txt", "--out", "b"]).assert().success();
    assert.stderr(contains("warning[P008]").and(contains("its articles are read anew")));
    glane(at.path()).args(["build", "news/mardi.txt", "--out", "b"]).assert().success().stderr("");
    run(at.path(), &["merge", "--out", "g", "a", "b"]);
}

#[test]
fn a_half_written_manifest_or_index_is_named() {
    let at = news();
    run(at.path(), &["build", "news", "--out", "g"]);
    let index = fs::read_dir(at.path().join("g/articles"))
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").path())
        .find(|path| path.extension().is_some_and(|ending| ending == "json"))
        .expect("there is an index");
    fs::write(&index, "{").expect("it can be written");
    for args in [&["show", "-d", "g", "Verrea"][..], &["add", "-d", "g", "news/lundi.txt"]] {
        glane(at.path()).args(args).assert().code(2).stderr(contains("index-").and(contains("a write was cut off")));
    }
    run(at.path(), &["build", "news", "--out", "g"]);
    assert!(show(at.path(), "Verrea").contains("340"));
    fs::write(at.path().join("g/manifest.json"), "{\"format\": 2,").expect("it can be written");
    for args in [&["show", "-d", "g", "Verrea"][..], &["build", "news", "--out", "g"]] {
        let assert = glane(at.path()).args(args).assert().code(2);
        assert.stderr(contains("g/manifest.json").and(contains("into a new directory")));
    }
}

#[test]
fn verdicts_of_parts_come_along() {
    let at = news();
    run(at.path(), &["build", "news/lundi.txt", "--out", "a"]);
    run(at.path(), &["build", "news/mardi.txt", "--out", "b"]);
    let rename = |name: &str, new: &str| format!("[] a gl:Rename ; gl:name \"{name}\" ; gl:newName \"{new}\" .\n");
    write(at.path(), "a/curation.ttl", rename("Verrea", "Verrea SA").as_bytes());
    write(at.path(), "b/curation.ttl", rename("Nordlux", "Nordlux AB").as_bytes());
    run(at.path(), &["merge", "--out", "g", "a", "b"]);
    assert!(show(at.path(), "Verrea").starts_with("Verrea SA"));
    assert!(show(at.path(), "Nordlux").starts_with("Nordlux AB"));
}

#[test]
fn articles_of_one_name_from_two_files_stay_two_and_versions_of_one_file_are_told() {
    let at = news();
    write(at.path(), "more/lundi.txt", TUESDAY.as_bytes());
    run(at.path(), &["build", "news/lundi.txt", "--out", "a"]);
    run(at.path(), &["build", "more/lundi.txt", "--out", "b"]);
    let assert = glane(at.path()).args(["merge", "--out", "g", "a", "b"]).assert().success();
    assert.stderr(contains("note[P004]: another article is called `lundi`")).stdout(contains("2 articles"));
    write(at.path(), "news/lundi.txt", EVENING.as_bytes());
    run(at.path(), &["build", "news/lundi.txt", "--out", "c"]);
    let assert = glane(at.path()).args(["merge", "--out", "g", "a", "c"]).assert().success();
    assert.stderr(contains("warning[P007]: the parts hold several versions of `lundi`"));
}

#[test]
fn a_changed_article_takes_the_place_of_its_older_version() {
    let at = news();
    run(at.path(), &["build", "news", "--out", "g"]);
    assert!(show(at.path(), "Verrea").contains("12\u{202f}000\u{202f}000"));
    write(at.path(), "news/lundi.txt", EVENING.as_bytes());
    run(at.path(), &["add", "-d", "g", "news/lundi.txt"]);
    let shown = show(at.path(), "Verrea");
    assert!(shown.contains("15\u{202f}000\u{202f}000") && !shown.contains("12\u{202f}000\u{202f}000"), "{shown}");
    run(at.path(), &["build", "news", "--out", "fresh"]);
    assert_eq!(canonical_files(&at.path().join("g")), canonical_files(&at.path().join("fresh")));
}

#[test]
fn older_versions_stay_where_that_is_asked() {
    let at = news();
    run(at.path(), &["build", "news", "--out", "g"]);
    let before = canonical_files(&at.path().join("g"));
    write(at.path(), "news/lundi.txt", EVENING.as_bytes());
    run(at.path(), &["add", "-d", "g", "--keep-versions", "news/lundi.txt"]);
    let shown = show(at.path(), "Verrea");
    assert!(shown.contains("15\u{202f}000\u{202f}000") && shown.contains("12\u{202f}000\u{202f}000"), "{shown}");
    assert!(shown.contains("evolution about price"), "{shown}");
    let query = "SELECT ?a { ?a gl:document \"lundi\" }";
    let output = glane(at.path()).args(["query", "-d", "g", "--format", "csv", query]).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 3);
    // The same version again, without the flag, is what the graph then has.
    run(at.path(), &["add", "-d", "g", "news/lundi.txt"]);
    run(at.path(), &["build", "news", "--out", "fresh"]);
    assert_eq!(canonical_files(&at.path().join("g")), canonical_files(&at.path().join("fresh")));
    write(at.path(), "news/lundi.txt", MONDAY.as_bytes());
    run(at.path(), &["add", "-d", "g", "news/lundi.txt"]);
    assert_eq!(canonical_files(&at.path().join("g")), before);
}

#[test]
fn a_copy_counts_once_and_names_its_first_publisher() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/news");
    for name in ["orvalis-lundi", "orvalis-copie"] {
        for ending in ["txt", "meta"] {
            let bytes = fs::read(examples.join(format!("{name}.{ending}"))).expect("it is there");
            write(at.path(), &format!("news/{name}.{ending}"), &bytes);
        }
    }
    run(at.path(), &["build", "news", "--out", "g"]);
    let shown = show(at.path(), "Tissandre");
    assert!(shown.contains("Orvalis acquires Tissandre") && !shown.contains("sources"), "{shown}");
    let line = shown.lines().find(|line| line.contains("acquires")).expect("it was said");
    let key = line.split_whitespace().next().expect("it begins with its id");
    let explained = glane(at.path()).args(["explain", "-d", "g", key]).assert().success();
    explained.stdout(contains("the same text as Le Courrier du Rhône, orvalis-lundi, published first: it counts once"));
}

#[test]
fn a_removed_article_takes_nothing_that_others_support() {
    let at = news();
    write(
        at.path(),
        "news/mercredi.txt",
        "Selon la presse, la verrerie Verrea a racheté Nordlux. Verrea emploie 340 personnes.\n".as_bytes(),
    );
    run(at.path(), &["build", "news", "--out", "g"]);
    assert!(show(at.path(), "Verrea").contains("2 sources"));
    run(at.path(), &["remove", "-d", "g", "news/lundi.txt"]);
    let shown = show(at.path(), "Verrea");
    assert!(shown.contains("acquires Nordlux") && !shown.contains("12\u{202f}000\u{202f}000"), "{shown}");
    run(at.path(), &["remove", "-d", "g", "mardi"]);
    assert!(show(at.path(), "Verrea").contains("340"));
    glane(at.path()).args(["show", "-d", "g", "Lise Cador"]).assert().code(1);
}
