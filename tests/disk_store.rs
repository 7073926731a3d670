//! The store on disk gives the answers of the one in memory, follows every change, and is never why a query fails.
#![cfg(feature = "rocksdb")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{canonical_files, glane, seeds, with_a_good_article, write};
use glane::store::{self, AnswerFormat, Answered, GraphDir, QueryOptions};
use tempfile::TempDir;

const ALL: &str = "SELECT * { ?s ?p ?o }";

fn built(articles: &Path, at: &Path) {
    glane(at).args(["build", "--quiet", "--out", "g"]).arg(articles).assert().success();
}

/// A small graph, `g`.
fn small() -> TempDir {
    let at = with_a_good_article();
    built(Path::new("good.txt"), at.path());
    at
}

fn opened(at: &Path) -> GraphDir {
    GraphDir::open(&at.join("g")).expect("the graph is whole")
}

fn bytes(answer: &store::Answer) -> Vec<u8> {
    let mut out = Vec::new();
    let format = if matches!(answer, store::Answer::Graph(_)) { AnswerFormat::Turtle } else { AnswerFormat::Json };
    answer.write(format, &mut out).expect("memory takes all");
    out
}

fn from_memory(dir: &GraphDir, sparql: &str) -> Vec<u8> {
    let store = store::open(dir).expect("the graph is whole");
    bytes(&store::query(&store, sparql).unwrap_or_else(|fault| panic!("{sparql}: {fault}")))
}

fn answered(dir: &GraphDir, sparql: &str) -> Answered {
    store::answer(dir, sparql, &QueryOptions::default(), None).unwrap_or_else(|fault| panic!("{sparql}: {fault}"))
}

/// From the disk, and nothing to be told about it.
fn from_disk(dir: &GraphDir, sparql: &str) -> Vec<u8> {
    let Answered { answer, note, .. } = answered(dir, sparql);
    assert_eq!(note, None);
    bytes(&answer)
}

/// The folders of loaded stores.
fn stores(at: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(at.join("g/store")).into_iter().flatten();
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut stores: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    stores.sort();
    stores
}

fn only_store(at: &Path) -> PathBuf {
    let [store] = &stores(at)[..] else { panic!("there is one store: {:?}", stores(at)) };
    assert!(store.join("loaded.json").is_file(), "{}", store.display());
    store.clone()
}

#[test]
fn every_question_has_the_same_answer_from_both_stores() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    built(&seeds(), at.path());
    let dir = opened(at.path());
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = ["tests/questions", "queries"].map(|folder| fs::read_dir(home.join(folder)).expect("it is there"));
    let files = entries.into_iter().flatten().map(|entry| entry.expect("the entry can be read").path());
    let mut questions: Vec<String> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "rq"))
        .map(|file| fs::read_to_string(file).expect("the question can be read"))
        .collect();
    assert!(questions.len() >= 20);
    // What SPARQL leaves open shows which store answered, unless it is settled.
    questions.extend(
        [
            "SELECT ?st { ?st a gl:Statement ; gl:status ?status } ORDER BY ?status",
            "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?p",
            "SELECT ?p (GROUP_CONCAT(STR(?o)) AS ?all) (SAMPLE(?s) AS ?one) { ?s ?p ?o } GROUP BY ?p",
            "SELECT ?s ?o { ?s rdf:type/rdfs:subClassOf* ?o }",
            "SELECT REDUCED ?p { ?s ?p ?o }",
            "SELECT ?v { ?q schema:value ?v FILTER(?v > 1) } ORDER BY ?v LIMIT 5",
            "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "DESCRIBE ?s WHERE { ?s a gl:Statement }",
            "ASK { ?s gl:status gl:Nothing }",
            ALL,
        ]
        .map(str::to_owned),
    );
    for question in &questions {
        let wanted = from_memory(&dir, question);
        assert!(wanted == from_disk(&dir, question), "{question}");
        assert!(wanted == from_disk(&dir, question), "again: {question}");
    }
    only_store(at.path());
}

#[test]
fn the_program_answers_alike_whether_it_loads_finds_or_cannot_have_the_store() {
    let at = small();
    let ask = |arguments: &[&str]| {
        let mut command = glane(at.path());
        let output = command.args(["query", "-d", "g", ALL]).args(arguments).output().expect("the program runs");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.stdout, output.status.code())
    };
    let first = ask(&[]);
    assert_eq!((first.0.as_str(), first.2), ("", Some(0)));
    only_store(at.path());
    assert_eq!(ask(&[]), first);
    // `--infer` adds to the store; here, nothing follows but what is in another graph.
    assert!(ask(&["--infer"]).1.len() >= first.1.len());
    fs::remove_dir_all(at.path().join("g/store")).expect("it can be deleted");
    fs::write(at.path().join("g/store"), "no folder").expect("the disk takes it");
    let (told, answer, code) = ask(&[]);
    assert_eq!((answer, code), (first.1.clone(), Some(0)));
    assert!(told.contains("comes from memory") && told.contains("help:"), "{told}");
    let (told, answer, code) = ask(&["--quiet"]);
    assert_eq!((told.as_str(), answer, code), ("", first.1, Some(0)));
}

#[test]
fn a_change_makes_the_store_stale() {
    let at = small();
    let before = canonical_files(&at.path().join("g"));
    from_disk(&opened(at.path()), ALL);
    let first = only_store(at.path());
    assert_eq!(canonical_files(&at.path().join("g")), before);
    write(at.path(), "more.txt", "Le verrier Nordlux a racheté Halmont en 2022.\n".as_bytes());
    glane(at.path()).args(["add", "--quiet", "-d", "g", "more.txt"]).assert().success();
    let dir = opened(at.path());
    assert_eq!(from_disk(&dir, ALL), from_memory(&dir, ALL));
    let second = only_store(at.path());
    assert_ne!(first, second);
    glane(at.path()).args(["remove", "--quiet", "-d", "g", "more"]).assert().success();
    assert_eq!(canonical_files(&at.path().join("g")), before);
    let dir = opened(at.path());
    assert_eq!(from_disk(&dir, ALL), from_memory(&dir, ALL));
    assert_eq!(only_store(at.path()), first);
    glane(at.path()).args(["check", "-d", "g"]).assert().success();
}

#[test]
fn the_same_graph_built_again_keeps_its_store() {
    let at = small();
    from_disk(&opened(at.path()), ALL);
    let file = only_store(at.path()).join("db/CURRENT");
    let made = fs::metadata(&file).and_then(|m| m.modified()).expect("the file system knows");
    built(Path::new("good.txt"), at.path());
    from_disk(&opened(at.path()), ALL);
    assert_eq!(fs::metadata(&file).and_then(|m| m.modified()).expect("the file system knows"), made);
}

#[test]
fn a_broken_store_is_loaded_anew() {
    let at = small();
    let dir = opened(at.path());
    let wanted = from_memory(&dir, ALL);
    from_disk(&dir, ALL);
    let store = only_store(at.path());
    let loaded = store.join("loaded.json");
    // Half made; cut off; of another graph; a file of the database is gone.
    fs::remove_file(&loaded).expect("it can be deleted");
    assert_eq!(from_disk(&dir, ALL), wanted);
    fs::write(&loaded, "{\"checks").expect("the disk takes it");
    assert_eq!(from_disk(&dir, ALL), wanted);
    let text = fs::read_to_string(&loaded).expect("it was written anew");
    fs::write(&loaded, text.replace("\"checksum\": \"", "\"checksum\": \"0")).expect("the disk takes it");
    assert_eq!(from_disk(&dir, ALL), wanted);
    fs::remove_file(store.join("db/CURRENT")).expect("it can be deleted");
    assert_eq!(from_disk(&dir, ALL), wanted);
    fs::create_dir_all(at.path().join("g/store/making/db")).expect("the disk takes it");
    fs::remove_dir_all(&store).expect("it can be deleted");
    assert_eq!(from_disk(&dir, ALL), wanted);
    only_store(at.path());
}

#[test]
fn a_store_that_breaks_while_it_answers_costs_no_answer() {
    let at = small();
    let dir = opened(at.path());
    let wanted = from_memory(&dir, ALL);
    from_disk(&dir, ALL);
    let entries = fs::read_dir(only_store(at.path()).join("db")).expect("it is there");
    let mut tables: Vec<PathBuf> = entries.map(|entry| entry.expect("the entry can be read").path()).collect();
    tables.retain(|path| path.extension().is_some_and(|ending| ending == "sst"));
    // The largest hold what the query reads; what opening reads stays whole.
    tables.sort_by_key(|path| fs::metadata(path).expect("it is there").len());
    for path in tables.iter().rev().take(4) {
        let mut bytes = fs::read(path).expect("the file can be read");
        bytes[40..48].fill(0xff);
        fs::write(path, bytes).expect("the disk takes it");
    }
    let Answered { answer, note, .. } = answered(&dir, ALL);
    assert_eq!(bytes(&answer), wanted);
    assert!(note.is_some_and(|note| note.contains("from memory")));
    assert_eq!(from_disk(&dir, ALL), wanted);
}

#[test]
fn who_cannot_have_the_store_answers_from_memory() {
    let at = small();
    let dir = opened(at.path());
    let wanted = from_memory(&dir, ALL);
    fs::create_dir_all(at.path().join("g/store")).expect("the disk takes it");
    let lock = fs::File::create(at.path().join("g/store/making.lock")).expect("the disk takes it");
    lock.lock().expect("nobody else has it");
    let Answered { answer, note, .. } = answered(&dir, ALL);
    assert_eq!(bytes(&answer), wanted);
    assert!(note.is_some_and(|note| note.contains("another process is loading it")));
    drop(lock);
    assert_eq!(from_disk(&dir, ALL), wanted);
}

#[test]
fn many_read_at_once_and_nobody_deletes_what_is_read() {
    let at = small();
    let run = || {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("glane"));
        command.current_dir(at.path()).args(["query", "-d", "g", "--format", "json", ALL]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs")
    };
    // Some load, some find it half made, some find it.
    let children: Vec<_> = (0..6).map(|_| run()).collect();
    let dir = opened(at.path());
    let wanted = from_memory(&dir, ALL);
    for child in children {
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.stdout, wanted);
    }
    let one = store::open_on_disk(&dir).expect("it is loaded");
    let other = store::open_on_disk(&dir).expect("several may read");
    let old = only_store(at.path());
    write(at.path(), "more.txt", "Le verrier Nordlux a racheté Halmont en 2022.\n".as_bytes());
    glane(at.path()).args(["add", "--quiet", "-d", "g", "more.txt"]).assert().success();
    from_disk(&opened(at.path()), ALL);
    assert_eq!(stores(at.path()).len(), 2);
    for store in [&one, &other] {
        assert_eq!(bytes(&store::query(store, ALL).expect("its files are there")), wanted);
    }
    drop((one, other));
    write(at.path(), "last.txt", "Le verrier Halmont a racheté Verrea en 2023.\n".as_bytes());
    glane(at.path()).args(["add", "--quiet", "-d", "g", "last.txt"]).assert().success();
    from_disk(&opened(at.path()), ALL);
    assert!(!old.exists());
    only_store(at.path());
}

#[test]
fn damage_of_the_graph_and_mistakes_are_told_as_without_it() {
    let at = small();
    let dir = opened(at.path());
    from_disk(&dir, ALL);
    let ask = |sparql: &str| store::answer(&dir, sparql, &QueryOptions::default(), None);
    let mistake = ask("SELEC ?s").expect_err("it is not SPARQL").to_string();
    assert!(mistake.contains("help: it begins with SELECT"), "{mistake}");
    let nothing = QueryOptions { limit: Some(std::time::Duration::ZERO), ..QueryOptions::default() };
    let late = store::answer(&dir, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", &nothing, None);
    assert!(matches!(late, Err(store::StoreError::TooLong(_))));
    let path = at.path().join("g/graph.nq");
    let mut text = fs::read(&path).expect("it is there");
    text.extend(b"<x:a> <x:b> <x:c> .\n");
    fs::write(&path, text).expect("the disk takes it");
    assert!(matches!(ask(ALL), Err(store::StoreError::Damaged { .. })));
}
