//! `glane push` into a store behind HTTP: all there, twice the same, cut off and finished.

mod common;
#[path = "common/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::Ordering;

use assert_cmd::Command;
use common::{glane, seeds};
use server::Server;

fn built() -> tempfile::TempDir {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    glane(at.path()).args(["build", "--quiet", "--out", "graph"]).arg(seeds()).assert().success();
    at
}

fn push(at: &tempfile::TempDir, url: &str, flags: &[&str]) -> Command {
    let mut command = glane(at.path());
    command.args(["push", "--to", url, "--json"]).args(flags);
    for name in ["GLANE_TOKEN", "GLANE_USER", "GLANE_PASSWORD"] {
        command.env_remove(name);
    }
    command
}

fn lines(at: &tempfile::TempDir) -> BTreeSet<String> {
    let text = fs::read_to_string(at.path().join("graph/graph.nq")).expect("it was built");
    text.lines().map(|line| line.trim_end_matches(" .").to_owned()).collect()
}

#[test]
fn all_is_there_and_twice_is_the_same_over_both_protocols() {
    let at = built();
    for path in ["update", "store"] {
        let server = Server::start();
        let url = format!("{}/{path}", server.address);
        for _ in 0..2 {
            push(&at, &url, &["--chunk", "100"]).assert().success();
            assert_eq!(server.lines(), lines(&at), "{path}");
        }
    }
}

#[test]
fn a_push_that_was_cut_off_goes_on_where_it_was() {
    let at = built();
    for path in ["update", "store"] {
        let server = Server::start();
        let url = format!("{}/{path}", server.address);
        server.patience.store(3, Ordering::SeqCst);
        push(&at, &url, &["--chunk", "100"]).assert().code(2);
        assert!(server.lines().len() >= 200 && server.lines().len() < lines(&at).len());
        server.patience.store(usize::MAX, Ordering::SeqCst);
        let output = push(&at, &url, &["--chunk", "100"]).output().expect("it runs");
        let sum: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert_eq!(sum["requestsBefore"], 3);
        assert_eq!(server.lines(), lines(&at), "{path}");
    }
}

#[test]
fn what_the_graph_no_longer_says_is_taken_back_and_what_others_said_stays() {
    let at = built();
    let server = Server::start();
    let url = format!("{}/update", server.address);
    let update = |text: &str| {
        let parsed = oxigraph::sparql::SparqlEvaluator::new().parse_update(text).expect("it is SPARQL");
        parsed.on_store(&server.store).execute().expect("there is memory");
    };
    update("INSERT DATA { <urn:a> <urn:p> \"theirs\" }");
    push(&at, &url, &[]).assert().success();
    let before = lines(&at);
    let article = fs::read_dir(seeds()).expect("they are there").flatten().map(|e| e.path());
    let one = article.filter(|p| p.extension().is_some_and(|e| e == "txt")).max().expect("there are three");
    glane(at.path()).args(["remove", "-d", "graph"]).arg(one).assert().success();
    assert!(lines(&at).len() < before.len());
    // Cut off in between, so that both the old and the new must be known.
    server.patience.store(1, Ordering::SeqCst);
    push(&at, &url, &["--chunk", "50"]).assert().code(2);
    server.patience.store(usize::MAX, Ordering::SeqCst);
    push(&at, &url, &["--chunk", "60"]).assert().success();
    let mut expected = lines(&at);
    expected.insert("<urn:a> <urn:p> \"theirs\"".to_owned());
    assert_eq!(server.lines(), expected);
    push(&at, &url, &["--replace"]).assert().success();
    assert_eq!(server.lines(), lines(&at));
}

#[test]
fn the_merged_graph_can_have_a_name() {
    let at = built();
    let server = Server::start();
    push(&at, &format!("{}/update", server.address), &["--into", "https://kb.example/news"]).assert().success();
    assert!(server.lines().iter().all(|line| line.ends_with('>')));
    push(&at, &server.address, &["--into", "news"]).assert().code(2);
}

#[test]
fn credentials_come_from_the_environment_and_are_never_shown() {
    let at = built();
    let server = Server::start();
    let url = format!("{}/update", server.address);
    push(&at, &url, &[]).env("GLANE_TOKEN", "s3cret").assert().success();
    push(&at, &url, &[]).env("GLANE_USER", "ada").env("GLANE_PASSWORD", "s3cret").assert().success();
    let secrets = server.secrets.lock().expect("nobody failed").clone();
    assert!(secrets.contains(&"Bearer s3cret".to_owned()) && secrets.contains(&"Basic YWRhOnMzY3JldA==".to_owned()));
    server.patience.store(0, Ordering::SeqCst);
    let output = push(&at, &url, &[]).env("GLANE_TOKEN", "s3cret").output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("500") && !said.contains("s3cret"), "{said}");
    // Nor do they leave this machine unencrypted.
    let output = push(&at, "http://kb.invalid/update", &[]).env("GLANE_TOKEN", "s3cret").output().expect("it runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("unencrypted"));
}

#[test]
fn nobody_there_is_a_clear_message() {
    let at = built();
    let output = push(&at, "http://127.0.0.1:9/update", &[]).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("no answer") && said.contains("help:"), "{said}");
}
