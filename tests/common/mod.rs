//! What the tests of commands share.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use tempfile::TempDir;

/// The program, run in `directory`.
pub fn glane(directory: &Path) -> Command {
    let mut command = cargo_bin_cmd!("glane");
    command.current_dir(directory);
    command
}

/// The three articles of the repository.
pub fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// The benchmark's directory; where it is not at hand, that is said.
#[expect(clippy::print_stdout, reason = "a skipped check is told")]
pub fn bench() -> Option<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["../shared/bench", "../../shared/bench"].iter().map(|path| home.join(path)).find(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: ../shared/bench is not there; the repository's own articles are checked all the same");
    }
    found
}

/// A directory with one good article, `good.txt`.
pub fn with_a_good_article() -> TempDir {
    let directory = tempfile::tempdir().expect("a temporary directory can be made");
    write(
        directory.path(),
        "good.txt",
        "Le verrier Verrea a racheté Nordlux en 2021. Nordlux emploie 340 personnes.\n".as_bytes(),
    );
    directory
}

/// Writes a file.
pub fn write(directory: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = directory.join(name);
    fs::create_dir_all(path.parent().expect("it has one")).expect("directories can be made");
    fs::write(&path, bytes).expect("the file can be written");
    path
}

/// All files of a graph directory that must be the same for the same articles, by path; what queries leave in `store/`
/// (feature `rocksdb`) is none of them.
pub fn canonical_files(graph: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(graph, graph, &mut files);
    files.retain(|path, _| !path.starts_with("store") && path != Path::new("report.json"));
    files
}

fn collect(root: &Path, directory: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(directory).expect("the directory can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let below = path.strip_prefix(root).expect("it was found there").to_owned();
            files.insert(below, fs::read(&path).expect("the file can be read"));
        }
    }
}
