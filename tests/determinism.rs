//! The same articles give the same bytes: twice, on any number of threads, in any order, at once or one after the other.

mod common;

use std::path::{Path, PathBuf};

use common::{canonical_files, glane, seeds, write};

/// Builds from the given paths into `out`, and gives the canonical files.
fn build(directory: &Path, out: &str, args: &[&str]) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    glane(directory).args(["build", "--quiet", "--out", out]).args(args).assert().success();
    canonical_files(&directory.join(out))
}

fn copied_seeds() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    for entry in std::fs::read_dir(seeds()).expect("the seeds are there") {
        let path = entry.expect("the entry can be read").path();
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        write(directory.path(), &format!("news/{name}"), &std::fs::read(&path).expect("it can be read"));
    }
    directory
}

#[test]
fn two_builds_and_any_number_of_threads_give_the_same_bytes() {
    let at = copied_seeds();
    let first = build(at.path(), "a", &["news", "--threads", "1"]);
    assert!(first.contains_key(Path::new("graph.ttl")), "{:?}", first.keys());
    assert_eq!(first, build(at.path(), "b", &["news", "--threads", "2"]));
    assert_eq!(first, build(at.path(), "c", &["news", "--threads", "5"]));
    assert_eq!(first, build(at.path(), "a", &["news"]), "built again over the old");
}

#[test]
fn the_order_of_the_articles_does_not_show() {
    let at = copied_seeds();
    let mut names: Vec<String> = std::fs::read_dir(at.path().join("news"))
        .expect("it is there")
        .map(|entry| format!("news/{}", entry.expect("the entry can be read").file_name().to_string_lossy()))
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    let forth: Vec<&str> = names.iter().map(String::as_str).collect();
    let back: Vec<&str> = forth.iter().rev().copied().collect();
    assert_eq!(build(at.path(), "a", &forth), build(at.path(), "b", &back));
}

#[test]
fn adding_and_removing_end_where_a_fresh_build_does() {
    let at = copied_seeds();
    let all = build(at.path(), "all", &["news"]);
    let names: Vec<String> = std::fs::read_dir(at.path().join("news"))
        .expect("it is there")
        .map(|entry| format!("news/{}", entry.expect("the entry can be read").file_name().to_string_lossy()))
        .filter(|name| name.ends_with(".txt"))
        .collect();
    build(at.path(), "grown", &[&names[0]]);
    for name in &names[1..] {
        glane(at.path()).args(["add", "--quiet", "-d", "grown", name]).assert().success();
    }
    assert_eq!(all, canonical_files(&at.path().join("grown")));

    write(at.path(), "more/extra.txt", "Le verrier Verrea a racheté Nordlux en 2021.".as_bytes());
    glane(at.path()).args(["add", "--quiet", "-d", "grown", "more"]).assert().success();
    assert_ne!(all, canonical_files(&at.path().join("grown")));
    glane(at.path()).args(["remove", "--quiet", "-d", "grown", "more/extra.txt"]).assert().success();
    assert_eq!(all, canonical_files(&at.path().join("grown")));
}
