//! Every claim's quote is the text at its offsets, counted in code points of the file as it is.

mod common;

use common::{glane, seeds, write};
use serde_json::Value;

/// Extracts claims and compares each quote with the file; answers how many quotes there were.
fn quotes_hold(directory: &std::path::Path, file: &str) -> usize {
    let text = std::fs::read_to_string(directory.join(file)).expect("the article can be read");
    let points: Vec<char> = text.chars().collect();
    let output = glane(directory).args(["extract", "--quiet", file]).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut quotes = 0;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let claim: Value = serde_json::from_str(line).expect("each line is JSON");
        let evidence = claim["evidence"].as_array().cloned().unwrap_or_default();
        assert!(!evidence.is_empty(), "a claim without evidence: {line}");
        for span in evidence {
            let at = |name: &str| span[name].as_u64().expect("an offset") as usize;
            let found: String = points[at("start")..at("end")].iter().collect();
            assert_eq!(Some(found.as_str()), span["quote"].as_str(), "{line}");
            quotes += 1;
        }
    }
    quotes
}

#[test]
fn the_seeds_quotes_are_their_text() {
    for entry in std::fs::read_dir(seeds()).expect("the seeds are there") {
        let name = entry.expect("the entry can be read").file_name().to_string_lossy().into_owned();
        if name.ends_with(".txt") {
            assert!(quotes_hold(&seeds(), &name) > 0, "{name}: no claim");
        }
    }
}

#[test]
fn marks_emoji_and_line_ends_of_either_kind_are_counted() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    let text = "\u{feff} date 2022-08 Le verrier 💡\r\n\r\nL’été 2021, le verrier Verrea a racheté la société Nordlux.\r\n\r\n\
                « Verrea a racheté Lumico 🙂 », a déclaré Jeanne Aubrac, la directrice générale de Verrea.\r\n";
    write(at.path(), "a.txt", text.as_bytes());
    assert!(quotes_hold(at.path(), "a.txt") > 0, "no claim");
}
