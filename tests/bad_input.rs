//! Bad input: each a clear message with the place and a way out; the other articles are built all the same.

mod common;

use std::path::Path;

use common::{glane, with_a_good_article, write};
use predicates::prelude::*;
use predicates::str::contains;

/// Builds `news`, which holds one good article beside the bad one: that one is built, the bad one named.
fn built_beside(directory: &Path, messages: &[&str]) {
    let mut assert = glane(directory).args(["build", ".", "--out", "g"]).assert().success();
    for message in messages {
        assert = assert.stderr(contains(*message));
    }
    assert.stdout(contains("1 articles").or(contains("2 articles")));
    assert!(directory.join("g/graph.ttl").exists());
}

#[test]
fn an_empty_file_is_named_and_the_others_are_built() {
    let news = with_a_good_article();
    write(news.path(), "empty.txt", b"");
    built_beside(news.path(), &["empty.txt: error[I001]: the file is empty", "help:"]);
}

#[test]
fn latin_1_is_read_and_the_guess_named() {
    let news = with_a_good_article();
    write(news.path(), "latin.txt", b"La soci\xe9t\xe9 Verrea a \xe9t\xe9 fond\xe9e \xe0 Li\xe8ge en 1987.\n");
    built_beside(news.path(), &["latin.txt: note[I002]: not UTF-8: read as windows-1252"]);
}

#[test]
fn a_line_of_50_megabytes_is_named_and_the_others_are_built() {
    let news = with_a_good_article();
    write(news.path(), "long.txt", "mot ".repeat(13 << 20).as_bytes());
    built_beside(news.path(), &["long.txt: error[I004]:", "split it into articles"]);
}

#[test]
fn a_long_line_within_the_limit_is_read() {
    let news = with_a_good_article();
    write(news.path(), "long.txt", "Verrea, ".repeat(10_000).as_bytes());
    built_beside(news.path(), &[]);
}

#[test]
fn binary_bytes_are_named_and_the_others_are_built() {
    let news = with_a_good_article();
    write(news.path(), "image.txt", &(0..=255u8).cycle().take(9000).collect::<Vec<_>>());
    built_beside(news.path(), &["image.txt: error[I003]: this is not text"]);
}

#[test]
fn a_text_of_nothing_but_odd_characters_is_no_fault_of_the_program() {
    let news = with_a_good_article();
    write(news.path(), "odd.txt", "« … » — ’’’ 💡💡 \u{feff}\u{200b}\r\r\n\u{202e}x 1.000.000,,, %%% (((\n".as_bytes());
    built_beside(news.path(), &[]);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_others_are_built() {
    use std::os::unix::fs::PermissionsExt;

    let news = with_a_good_article();
    let path = write(news.path(), "secret.txt", b"x");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("the owner may do that");
    if std::fs::read(&path).is_ok() {
        // Root reads everything: a file that is none takes its place.
        std::fs::remove_file(&path).expect("it is there");
        std::os::unix::fs::symlink("nowhere.txt", &path).expect("a link can be made");
    }
    built_beside(news.path(), &["secret.txt: error[P001]: cannot be read", "help:"]);
}

#[test]
fn a_missing_path_is_named_and_nothing_is_built() {
    let news = with_a_good_article();
    let assert = glane(news.path()).args(["build", "nowhere.txt", "--out", "g"]).assert().code(2);
    assert.stderr(contains("nowhere.txt: error[P001]: cannot be read").and(contains("nothing was built")));
    assert!(!news.path().join("g/graph.ttl").exists());
}

#[test]
fn a_directory_without_articles_is_named_and_nothing_is_built() {
    let news = tempfile::tempdir().expect("a temporary directory can be made");
    write(news.path(), "notes/picture.png", b"x");
    let assert = glane(news.path()).args(["build", "notes"]).assert().code(2);
    assert.stderr(contains("notes: error[P002]: there is no article").and(contains(".txt")));
}

#[test]
fn a_broken_ontology_is_named_with_line_and_column() {
    let news = with_a_good_article();
    write(
        news.path(),
        "mine.ttl",
        b"@prefix gl: <https://w3id.org/glane/ontology#> .\n\ngl:x a gl:Predicate ;; .\n<\n",
    );
    let assert = glane(news.path()).args(["build", "good.txt", "--ontology", "mine.ttl"]).assert().code(2);
    assert.stderr(predicate::str::is_match(r"mine\.ttl:\d+:\d+: error\[").expect("the pattern is valid"));
    let assert = glane(news.path()).args(["build", "good.txt", "--ontology", "nowhere.ttl"]).assert().code(2);
    assert.stderr(contains("nowhere.ttl: the ontology cannot be read").and(contains("help:")));
}

#[test]
fn bad_sparql_is_named_with_its_place() {
    let news = with_a_good_article();
    glane(news.path()).args(["build", "good.txt", "--out", "g", "--quiet"]).assert().success();
    let assert = glane(news.path()).args(["query", "-d", "g", "SELECT ?x {\n ?x gl:acquires }"]).assert().code(2);
    assert.stderr(contains("line 2, column 17").and(contains("help:")));
}

#[test]
fn a_missing_graph_says_how_to_make_one() {
    let news = with_a_good_article();
    for command in
        [["query", "ASK {}"], ["show", "Verrea"], ["explain", "0123abcd"], ["export", "--json"], ["add", "good.txt"]]
    {
        let assert = glane(news.path()).args(command).assert().code(2);
        assert.stderr(contains("there is no graph here").and(contains("glane build")));
    }
}

#[test]
fn a_bad_record_costs_only_itself() {
    let news = tempfile::tempdir().expect("a temporary directory can be made");
    write(news.path(), "feed.jsonl", "{\"text\":\"Verrea a racheté Nordlux.\"}\n{oops\n".as_bytes());
    built_beside(news.path(), &["feed.jsonl:2:2: error[I009]: not valid JSON"]);
}

#[test]
fn wrong_flags_are_refused_before_anything_is_read() {
    let news = with_a_good_article();
    for (args, message) in [
        (["build", "good.txt", "--base", "nonsense"], "absolute IRI"),
        (["build", "good.txt", "--base", "http://x.example/a"], "must end in / or #"),
        (["extract", "good.txt", "--min-confidence", "7"], "from 0 to 1"),
        (["export", "--format", "word", "--quiet"], "there is no format `word`"),
        (["export", "--since", "hier", "--quiet"], "is not an EDTF date"),
    ] {
        glane(news.path()).args(args).assert().code(2).stderr(contains(message));
    }
}
