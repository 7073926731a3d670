//! No word of a language stands in the program: words live in `ontology/` and `models/`, and a new language is data.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Frequent French words that are neither English nor names of the field.
const WORDS: &str = "le les des une dans avec sont mais ont était leur leurs cette ces nous vous ils elle elles qui \
                     que quoi dont où selon aussi après avant chez contre depuis entreprise entreprises société euros \
                     milliard milliards hausse baisse pourrait devrait été fait faire ans année mois jour janvier \
                     février mars avril mai juin juillet août septembre octobre novembre décembre et ou du au sur par \
                     plus moins rien jamais";

/// Letters that English does not write.
const LETTERS: &str = "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ";

/// String literals with such words that are no language: names of formats and vocabularies.
const ALLOWED: &[&str] = &["lx:plus"];

#[test]
fn no_french_word_stands_in_a_string_of_the_program() {
    let words: BTreeSet<&str> = WORDS.split_whitespace().collect();
    let literal =
        Regex::new(r##"r#"(?s:(.*?))"#|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.))'"##).expect("the pattern is valid");
    let word = Regex::new(r"\p{L}+").expect("the pattern is valid");
    let mut faults = Vec::new();
    for (file, code) in sources() {
        for found in literal.captures_iter(&code) {
            let text = (1..=3).find_map(|group| found.get(group)).map_or("", |text| text.as_str());
            if ALLOWED.contains(&text) {
                continue;
            }
            let french = word.find_iter(text).find(|word| words.contains(word.as_str()));
            // A letter by itself is spelling, not a word.
            let accented = text.chars().count() > 1 && text.contains(|c| LETTERS.contains(c));
            if french.is_some() || accented {
                faults.push(format!("{}: \"{text}\"", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every source file that is not for tests, without its comments and its tests.
fn sources() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).expect("a source file can be read");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (file, code.join("\n"))
        })
        .collect()
}

/// Source files of a folder; modules that its `mod.rs` declares for tests alone are left out.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let declared =
        Regex::new(r"#\[cfg\(test\)\]\s*(?:pub(?:\([a-z]+\))? )?mod ([a-z_]+);").expect("the pattern is valid");
    let parent = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
    let for_tests: BTreeSet<&str> =
        declared.captures_iter(&parent).filter_map(|found| found.get(1)).map(|name| name.as_str()).collect();
    for entry in fs::read_dir(folder).expect("src can be read") {
        let path = entry.expect("an entry can be read").path();
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !for_tests.contains(stem.as_str()) {
            files.push(path);
        }
    }
}
