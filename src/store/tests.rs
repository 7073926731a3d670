//! The directory survives changes and crashes; queries answer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;
use crate::claim::ArticleClaims;
use crate::ingest::DocumentId;
use crate::merge::{Curation, merge, sample};
use crate::rdf::RdfOptions;

fn key() -> BuildKey {
    BuildKey { program: "1".to_owned(), ontology: "2".to_owned(), model: "3".to_owned() }
}

fn publish(dir: &mut GraphDir) -> Manifest {
    let ontology = sample::ontology();
    let graph = merge(&dir.articles().expect("articles are whole"), &ontology, &Curation::default());
    dir.publish(&graph, &ontology, &RdfOptions::default()).expect("the disk takes it")
}

/// Every file below a folder, with its bytes.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(root).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            for (name, bytes) in files(&path) {
                all.insert(format!("{}/{name}", path.file_name().expect("it has a name").to_string_lossy()), bytes);
            }
        } else {
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            all.insert(name, fs::read(&path).expect("the file can be read"));
        }
    }
    all
}

fn built(articles: &[ArticleClaims]) -> (tempfile::TempDir, GraphDir) {
    let folder = tempfile::tempdir().expect("there is room");
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    dir.put(articles, false).expect("the disk takes it");
    publish(&mut dir);
    (folder, dir)
}

#[test]
fn add_then_remove_is_as_if_nothing_had_been() {
    let articles = sample::articles();
    let (one, _) = built(&articles[..1]);
    let (two, mut dir) = built(&articles[..1]);
    dir.put(&articles[1..], false).expect("the disk takes it");
    publish(&mut dir);
    assert_ne!(files(one.path()), files(two.path()));
    let gone = dir.remove(&[articles[1].document.clone(), DocumentId("nobody".to_owned())]).expect("it can go");
    assert_eq!(gone, [articles[1].document.clone()]);
    publish(&mut dir);
    assert_eq!(files(one.path()), files(two.path()));
}

#[test]
fn batches_and_order_do_not_show() {
    let mut articles = sample::articles();
    let (one, _) = built(&articles);
    articles.reverse();
    let folder = tempfile::tempdir().expect("there is room");
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    for article in &articles {
        dir.put(std::slice::from_ref(article), false).expect("the disk takes it");
    }
    publish(&mut dir);
    assert_eq!(files(one.path()), files(folder.path()));
}

#[test]
fn what_was_put_survives_a_crash_before_publication() {
    let articles = sample::articles();
    let folder = tempfile::tempdir().expect("there is room");
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    dir.put(&articles, false).expect("the disk takes it");
    drop(dir);
    assert!(matches!(GraphDir::open(folder.path()), Err(StoreError::Missing(_))));
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    assert!(dir.has(&articles[0].document, &articles[0].hash) && !dir.has(&articles[0].document, "other"));
    publish(&mut dir);
    assert_eq!(files(folder.path()), files(built(&articles).0.path()));
}

#[test]
fn another_key_makes_claims_anew() {
    let articles = sample::articles();
    let (folder, dir) = built(&articles);
    assert!(dir.has(&articles[0].document, &articles[0].hash));
    let other = BuildKey { model: "4".to_owned(), ..key() };
    let dir = GraphDir::create(folder.path(), &other).expect("the folder can be used");
    assert!(!dir.has(&articles[0].document, &articles[0].hash));
    assert_eq!(dir.articles().expect("articles are whole").len(), 2);
}

#[test]
fn a_changed_article_replaces_its_older_version() {
    let mut articles = sample::articles();
    let (_folder, mut dir) = built(&articles);
    articles[0].hash = "ff".repeat(32);
    articles[0].claims.clear();
    dir.put(&articles[..1], false).expect("the disk takes it");
    publish(&mut dir);
    assert_eq!(dir.articles().expect("articles are whole"), articles);
    assert_eq!(dir.manifest().expect("it was published").counts["articles"], 2);
}

#[test]
fn versions_stand_side_by_side_where_that_is_asked_and_go_together() {
    let articles = sample::articles();
    let (folder, mut dir) = built(&articles);
    let mut newer = articles[0].clone();
    newer.hash = "ff".repeat(32);
    newer.claims.truncate(1);
    dir.put(&[newer.clone()], true).expect("the disk takes it");
    // What was put survives a crash with its place beside the older version.
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    assert!(dir.has(&newer.document, &newer.hash) && dir.has(&newer.document, &articles[0].hash));
    let manifest = publish(&mut dir);
    assert_eq!((manifest.counts["articles"], dir.documents().len()), (3, 2));
    let mut both = [articles[0].clone(), newer.clone(), articles[1].clone()];
    both[..2].sort_by(|a, b| a.hash.cmp(&b.hash));
    assert_eq!(dir.articles().expect("articles are whole"), both);
    dir.settle_on([(&newer.document, newer.hash.as_str())]);
    publish(&mut dir);
    assert_eq!(files(folder.path()), files(built(&[newer.clone(), articles[1].clone()]).0.path()));
    dir.put(&articles[..1], true).expect("the disk takes it");
    dir.remove(&[newer.document]).expect("it can go");
    publish(&mut dir);
    assert_eq!(files(folder.path()), files(built(&articles[1..]).0.path()));
}

#[test]
fn an_index_of_the_first_layout_is_read() {
    let (folder, dir) = built(&sample::articles());
    let before = files(folder.path());
    let named =
        |list: &BTreeMap<String, Vec<u8>>| list.keys().find(|name| name.starts_with("articles/index-")).cloned();
    let name = named(&before).expect("there is an index");
    let one: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&before[&name]).expect("it is JSON");
    let old: serde_json::Map<_, _> = one.into_iter().map(|(document, list)| (document, list[0].clone())).collect();
    let old = serde_json::to_vec_pretty(&old).expect("it can be written");
    let hash = blake3::hash(&old).to_hex().to_string();
    let old_name = format!("articles/index-{}.json", &hash[..16]);
    fs::write(folder.path().join(&old_name), old).expect("the disk takes it");
    let manifest = fs::read_to_string(folder.path().join("manifest.json")).expect("it is there");
    let manifest =
        manifest.replace(&name, &old_name).replace(&dir.manifest().expect("there is one").files[&name], &hash);
    let manifest = manifest.replace("\"format\": 2", "\"format\": 1");
    fs::write(folder.path().join("manifest.json"), manifest).expect("the disk takes it");
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    assert_eq!(dir.articles().expect("articles are whole").len(), 2);
    publish(&mut dir);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn damage_is_named() {
    let (folder, dir) = built(&sample::articles());
    fs::write(folder.path().join("graph.nq"), "<a> <b> <c>").expect("the disk takes it");
    assert!(matches!(open(&dir), Err(StoreError::Damaged { .. })));
    let manifest = fs::read_to_string(folder.path().join("manifest.json")).expect("it is there");
    let later = manifest.replace("\"format\": 2", "\"format\": 9");
    fs::write(folder.path().join("manifest.json"), later).expect("the disk takes it");
    let error = GraphDir::open(folder.path()).expect_err("the layout is of a later version").to_string();
    assert!(error.contains("layout 9") && error.contains("help:"), "{error}");
}

#[test]
fn stray_files_are_swept_up() {
    let articles = sample::articles();
    let (folder, _) = built(&articles);
    let before = files(folder.path());
    fs::write(folder.path().join("articles/ab-0123456789abcdef.jsonl"), "half a li").expect("the disk takes it");
    fs::write(folder.path().join("articles/pending/00000000-0123456789abcdef.jsonl"), "half")
        .expect("the disk takes it");
    let mut dir = GraphDir::create(folder.path(), &key()).expect("the folder can be used");
    publish(&mut dir);
    assert_eq!(files(folder.path()), before);
}

fn asked(sparql: &str, format: AnswerFormat) -> String {
    let (_folder, dir) = built(&sample::articles());
    let answer = query(&open(&dir).expect("the graph is whole"), sparql).expect("the query is right");
    let mut out = Vec::new();
    answer.write(format, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("answers are UTF-8")
}

#[test]
fn select_needs_no_prefixes() {
    let sparql = "SELECT ?who ?what ?price ?currency {
        ?st rdf:subject ?who ; rdf:predicate gl:acquires ; rdf:object ?what ; gl:price ?p .
        ?p schema:value ?price ; schema:currency ?currency }";
    assert_eq!(
        asked(sparql, AnswerFormat::Csv).replace("\r\n", "\n").trim_end(),
        "who,what,price,currency\n\
         https://glane.example/id/tarn-vallis,https://glane.example/id/corvinelle,39000000,EUR"
    );
    let table = asked(sparql, AnswerFormat::Table);
    assert!(table.contains(" id:tarn-vallis   id:corvinelle   39000000   EUR"), "{table}");
}

#[test]
fn ask_construct_and_describe_answer() {
    assert_eq!(asked("ASK { ?a gl:conflictsWith ?b }", AnswerFormat::Table), "true\n");
    let built = asked("CONSTRUCT WHERE { ?a gl:possiblySame ?b }", AnswerFormat::Turtle);
    assert!(built.contains("id:edma-ferrand gl:possiblySame id:elma-ferrand ."), "{built}");
    assert!(asked("DESCRIBE id:tarn-vallis", AnswerFormat::Table).contains("skos:altLabel \"Tarn\""));
}

#[test]
fn who_says_it_and_in_which_sentence() {
    let sparql = "SELECT ?source ?quote ?article {
        ?st rdf:predicate gl:acquires ; prov:wasAttributedTo/skos:prefLabel ?source ; gl:evidence ?passage .
        ?passage oa:hasSource ?article ; oa:hasSelector/oa:exact ?quote }";
    assert_eq!(asked(sparql, AnswerFormat::Tsv).lines().count(), 3);
}

#[test]
fn dates_compare() {
    let sparql = "SELECT ?loss { ?st rdf:predicate gl:loses ; rdf:object/schema:value ?loss ; gl:when/gl:end ?end
        FILTER(?end <= \"2023-12-31\"^^xsd:date) }";
    assert_eq!(asked(sparql, AnswerFormat::Csv).lines().count(), 3);
}

#[test]
fn mistakes_are_told() {
    let (_folder, dir) = built(&sample::articles());
    let store = open(&dir).expect("the graph is whole");
    let error = query(&store, "SELEC ?x { }").expect_err("that is no query").to_string();
    assert!(error.contains("line 1, column") && error.contains("help:"), "{error}");
    let answer = query(&store, "SELECT ?x { ?x a gl:Nothing }").expect("the query is right");
    assert!(answer.write(AnswerFormat::Turtle, &mut Vec::new()).is_err());
}

/// Blocks of a language in the documentation.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_documented_questions_have_answers() {
    let (_folder, dir) = built(&sample::articles());
    let store = open(&dir).expect("the graph is whole");
    let queries = blocks(include_str!("../../docs/rdf.md"), "sparql");
    assert!(queries.len() >= 7);
    for sparql in &queries {
        let answer = query(&store, sparql).expect("the documentation is right");
        let Answer::Table { rows, .. } = answer else { panic!("the documentation asks SELECT") };
        // Only the last one needs `--rdf 1.2`.
        assert!(!rows.is_empty() || sparql.contains("<<("), "{sparql}");
    }
}

#[test]
fn the_documented_verdicts_can_be_read() {
    let text = include_str!("../../docs/rdf.md");
    let verdicts =
        blocks(text, "turtle").into_iter().find(|block| block.contains("gl:Reject")).expect("they are there");
    let (curation, trouble) = crate::rdf::read_curation(verdicts, "docs/rdf.md", crate::rdf::DEFAULT_BASE);
    assert_eq!((curation.verdicts.len(), trouble), (7, Vec::new()));
}
