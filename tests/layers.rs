//! Who may use whom: the way of the data, as a test. A new pair is a change of the design.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// For each module of the library, the modules that it may name besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("value", &[]),
    ("diagnostic", &[]),
    ("ontology", &["text", "value", "diagnostic"]),
    ("ingest", &["text", "value", "diagnostic"]),
    ("analyse", &["text", "diagnostic", "ingest"]),
    ("mention", &["text", "value", "diagnostic", "ontology", "ingest", "analyse"]),
    ("claim", &["text", "value", "diagnostic", "ontology", "ingest", "analyse", "mention"]),
    // Not text: merge knows articles by what they claim. The ids and names of entities come with the claims.
    ("merge", &["value", "diagnostic", "ontology", "ingest", "mention", "claim"]),
    ("rdf", &["value", "diagnostic", "ontology", "ingest", "mention", "claim", "merge"]),
    ("export", &["value", "diagnostic", "ontology", "claim", "merge", "rdf"]),
    ("store", &["value", "diagnostic", "ontology", "ingest", "claim", "merge", "rdf", "export"]),
    ("ask", &["diagnostic"]),
    ("remote", &[]),
    ("link", &["remote"]),
    ("push", &["store", "remote"]),
    ("check", &["diagnostic", "ontology", "merge", "rdf", "store"]),
    ("card", &["value", "claim", "merge"]),
    ("lines", &["value", "mention", "claim"]),
    ("eval", &["value", "claim", "lines"]),
    (
        "pipeline",
        &["text", "value", "diagnostic", "ontology", "ingest", "analyse", "mention", "claim", "merge", "rdf", "store"],
    ),
];

/// Modules that open files; all others get bytes.
const MAY_OPEN_FILES: &[&str] = &["pipeline", "store", "push", "export", "eval", "analyse"];

/// Modules that speak to the network, where a person named an address.
const MAY_SPEAK: &[&str] = &["remote"];

#[test]
fn no_module_uses_what_stands_after_it() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> =
        MAY_USE.iter().map(|(name, uses)| (*name, uses.iter().copied().collect())).collect();
    let used = Regex::new(r"\bcrate::(?:\{([^}]*)\}|([a-z_]+))").expect("the pattern is valid");
    let mut faults = Vec::new();
    for (module, file, code) in sources() {
        let Some(allowed) = allowed.get(module.as_str()) else {
            faults.push(format!("{}: module `{module}` has no line in MAY_USE", file.display()));
            continue;
        };
        for found in used.captures_iter(&code) {
            let names = found.get(1).or(found.get(2)).map_or("", |names| names.as_str());
            for name in names.split(',').filter_map(|name| name.trim().split("::").next()) {
                if !name.is_empty() && name != module && !allowed.contains(name) {
                    faults.push(format!("{}: `{module}` may not use `{name}`", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_edge_opens_files() {
    let opens = Regex::new(r"\bstd::(fs|net|env)\b|\bFile::").expect("the pattern is valid");
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|(module, _, code)| !MAY_OPEN_FILES.contains(&module.as_str()) && opens.is_match(code))
        .map(|(_, file, _)| format!("{}: opens files, sockets or the environment", file.display()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_one_module_speaks_to_the_network() {
    let speaks = Regex::new(r"\b(ureq|TcpStream|TcpListener|UdpSocket)\b").expect("the pattern is valid");
    let faults: Vec<String> = sources()
        .into_iter()
        .filter(|(module, _, code)| !MAY_SPEAK.contains(&module.as_str()) && speaks.is_match(code))
        .map(|(_, file, _)| format!("{}: speaks to the network", file.display()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every source file of the library but its root, with its module and its code without comments and tests.
fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    files.sort();
    files
        .into_iter()
        .filter(|file| !file.starts_with(src.join("bin")) && *file != src.join("lib.rs"))
        .map(|file| {
            let below = file.strip_prefix(&src).expect("it was found there");
            let first = below.components().next().expect("a file has a name");
            let module = Path::new(first.as_os_str()).with_extension("").to_string_lossy().into_owned();
            let text = fs::read_to_string(&file).expect("a source file can be read");
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (module, file, code.join("\n"))
        })
        .collect()
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("src can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}
