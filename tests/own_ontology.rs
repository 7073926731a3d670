//! A new predicate with its words needs no Rust: the example of the documentation is read and used.

mod common;

use std::path::Path;

use common::{glane, write};
use serde_json::Value;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn extracted(args: &[&str]) -> Vec<(String, String, String)> {
    let news = tempfile::tempdir().expect("a temporary directory can be made");
    write(news.path(), "parrain.txt", "Lumico est parrainé par Verrea et Nordlux.".as_bytes());
    let conllu = Path::new(ROOT).join("tests/fixtures/conllu");
    let output = glane(news.path())
        .args(["extract", "parrain.txt", "--conllu"])
        .arg(conllu)
        .args(args)
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("it prints text");
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("each line is JSON"));
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines.map(|c| (word(&c["subject"]["label"]), word(&c["predicate"]), word(&c["object"]["label"]))).collect()
}

#[test]
fn a_predicate_of_ones_own_is_read_in_the_passive_and_in_coordination() {
    let example = Path::new(ROOT).join("docs/examples/sponsors.ttl");
    let claims = extracted(&["--ontology", &example.to_string_lossy()]);
    let sponsors = "https://example.org/vocabulary#sponsors";
    for who in ["Verrea", "Nordlux"] {
        assert!(claims.contains(&(who.to_owned(), sponsors.to_owned(), "Lumico".to_owned())), "{claims:?}");
    }
}

#[test]
fn without_it_the_verb_says_nothing_or_opens_a_predicate() {
    assert!(extracted(&[]).iter().all(|(_, predicate, _)| !predicate.contains("sponsors")));
}
