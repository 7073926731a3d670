//! `glane curate` and the file it writes: questions with their sentences, verdicts that last, mistakes that are named.

mod common;

use std::fs;
use std::path::Path;

use common::{canonical_files, glane, write};
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

const MONDAY: &str =
    "La verrerie Verrea a racheté Nordlux en 2021. Edma Ferrand, présidente de Verrea, a annoncé l'opération.\n";
const TUESDAY: &str = "Verrea emploie 340 personnes. Elma Ferrand, présidente de Verrea, quitte le groupe.\n";

/// A graph `g` of two articles that spell one president's name in two ways.
fn in_doubt() -> TempDir {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    write(at.path(), "news/lundi.txt", MONDAY.as_bytes());
    write(at.path(), "news/mardi.txt", TUESDAY.as_bytes());
    build(at.path());
    at
}

fn build(at: &Path) {
    glane(at).args(["build", "--quiet", "news", "--out", "g"]).assert().success();
}

fn curation(at: &Path) -> String {
    fs::read_to_string(at.join("g/curation.ttl")).unwrap_or_default()
}

/// What `show` prints of a name.
fn show(at: &Path, name: &str) -> String {
    let output = glane(at).args(["show", "-d", "g", name]).output().expect("it runs");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

fn curate(at: &Path, answers: &str) -> String {
    let output =
        glane(at).args(["curate", "-d", "g", "--below", "0.92"]).write_stdin(answers).output().expect("it runs");
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

#[test]
fn questions_come_with_sentences_and_articles() {
    let at = in_doubt();
    let asked = curate(at.path(), "?\ns\ns\n");
    for part in [
        "[1/1] Are these one?",
        "(news/lundi.txt)",
        "Edma Ferrand, présidente de Verrea, a annoncé",
        "(news/mardi.txt)",
        "r1 NAME",
        "Is this right?  Elma Ferrand leaves Verrea",
        "«Elma Ferrand, présidente de Verrea, quitte le groupe.»",
    ] {
        assert!(asked.contains(part), "{part}: {asked}");
    }
    assert_eq!(curation(at.path()), "", "skipping decides nothing");
}

#[test]
fn a_yes_unites_lasts_and_is_not_asked_again() {
    let at = in_doubt();
    let answered = curate(at.path(), "y\ny\n");
    assert!(answered.contains("2 verdicts added"), "{answered}");
    assert!(curation(at.path()).contains("[] a gl:Same ; gl:name \"Edma Ferrand\" ; gl:name \"Elma Ferrand\" ."));
    let shown = show(at.path(), "Elma Ferrand");
    assert!(shown.contains("in 2 articles") && !shown.contains("perhaps"), "{shown}");
    assert!(shown.contains("leaves Verrea") && shown.contains("1.00"), "{shown}");
    build(at.path());
    let files = canonical_files(&at.path().join("g"));
    glane(at.path())
        .args(["curate", "-d", "g", "--below", "0.92"])
        .write_stdin("n\nn\n")
        .assert()
        .code(1)
        .stdout(contains("nothing to ask"));
    assert_eq!(canonical_files(&at.path().join("g")), files);
}

#[test]
fn a_no_parts_and_rejects() {
    let at = in_doubt();
    curate(at.path(), "n\nn\n");
    let shown = show(at.path(), "Elma Ferrand");
    assert!(shown.contains("in 1 article") && !shown.contains("perhaps") && !shown.contains("leaves"), "{shown}");
    assert!(curate(at.path(), "").contains("nothing to ask"));
    // The verdict holds for articles that come later.
    write(at.path(), "news/mercredi.txt", TUESDAY.replace("340", "350").as_bytes());
    glane(at.path()).args(["add", "--quiet", "-d", "g", "news/mercredi.txt"]).assert().success();
    assert!(!show(at.path(), "Elma Ferrand").contains("perhaps"));
}

#[test]
fn renaming_and_retyping_settle_no_question() {
    let at = in_doubt();
    let answered = curate(at.path(), "r1 Edma Ferrand-Roy\nt2 firm\nt2 company\nr2\nq\n");
    for part in
        ["it will be called “Edma Ferrand-Roy”", "there is no type `firm`", "it will be a Company", "needs a name"]
    {
        assert!(answered.contains(part), "{part}: {answered}");
    }
    assert!(show(at.path(), "Edma Ferrand-Roy").starts_with("Edma Ferrand-Roy  Person\n"));
    assert!(show(at.path(), "Elma Ferrand").starts_with("Elma Ferrand  Company\n"));
    assert!(curate(at.path(), "q\n").contains("Are these one?"), "quit before an answer: it is asked again");
}

#[test]
fn each_answer_is_kept_at_once_and_the_end_of_the_input_is_quit() {
    let at = in_doubt();
    curate(at.path(), "n\n");
    assert!(curation(at.path()).contains("gl:Different"));
    assert!(!curation(at.path()).contains("gl:Accept"));
}

#[test]
fn what_a_person_wrote_by_hand_stays() {
    let at = in_doubt();
    let own = "# Mine.\n@prefix dct: <http://purl.org/dc/terms/> .\n[] a gl:Rename ; gl:name \"Verrea\" ;\n  \
               gl:newName \"Verrea SA\" ; dct:creator \"moi\" .";
    write(at.path(), "g/curation.ttl", own.as_bytes());
    curate(at.path(), "n\nq\n");
    assert!(curation(at.path()).starts_with(own) && curation(at.path()).contains("gl:Different"));
    assert!(show(at.path(), "Verrea").starts_with("Verrea SA  Company"));
}

#[test]
fn why_two_names_are_one_is_shown_and_undone() {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    let one = "Le Fonds des métiers du bois (FMB) détient 35 % de Dormelin.\n";
    write(at.path(), "news/lundi.txt", one.as_bytes());
    write(at.path(), "news/mardi.txt", "Le FMB a racheté 10 % de Dormelin.\n".as_bytes());
    build(at.path());
    let why = |at: &Path| {
        let output = glane(at).args(["show", "-d", "g", "FMB", "--why"]).output().expect("it runs");
        String::from_utf8(output.stdout).expect("it is UTF-8")
    };
    let merged = why(at.path());
    for part in [
        "FMB (mardi) is Fonds des métiers du bois (lundi), 0.9",
        "“Fonds des métiers du bois” is also called “FMB”",
        "hangs together with Dormelin",
        "place 1 of 2 by rank",
    ] {
        assert!(merged.contains(part), "{part}: {merged}");
    }
    let query = "SELECT ?name ?reason { ?m a gl:Merge ; gl:into id:fonds-des-metiers-du-bois ; gl:mergedName ?name ; \
                 gl:reason ?reason ; gl:score ?score FILTER(?score > 0.85) }";
    glane(at.path()).args(["query", "-d", "g", query]).assert().success().stdout(contains("is also called"));
    let line = "[] a gl:Different ; gl:name \"FMB\" ; gl:name \"Fonds des métiers du bois\" .\n";
    write(at.path(), "g/curation.ttl", line.as_bytes());
    curate(at.path(), "");
    let parted = why(at.path());
    assert!(parted.contains("in 1 article, as id/fmb") && parted.contains("a person said so"), "{parted}");
}

#[test]
fn a_merge_is_undone_by_a_line_and_the_line_by_deleting_it() {
    let at = in_doubt();
    let before = canonical_files(&at.path().join("g"));
    // The two articles say Verrea; a person knows that they are two.
    let line = "[] a gl:Different ; gl:mention [ gl:inDocument \"lundi\" ; gl:name \"Verrea\" ] ;\n  \
                gl:mention [ gl:inDocument \"mardi\" ; gl:name \"Verrea\" ] .\n";
    write(at.path(), "g/curation.ttl", line.as_bytes());
    curate(at.path(), "");
    let shown = show(at.path(), "Verrea");
    assert_eq!(shown.matches("Verrea  Company").count(), 2, "{shown}");
    fs::remove_file(at.path().join("g/curation.ttl")).expect("it is there");
    curate(at.path(), "");
    assert_eq!(canonical_files(&at.path().join("g")), before);
}

#[test]
fn verdicts_that_clash_or_mean_nothing_are_named_and_the_others_hold() {
    let at = in_doubt();
    let verdicts = "[] a gl:Same ; gl:name \"Verrea\" ; gl:name \"Nordlux\" .\n\
        [] a gl:Different ; gl:entity id:nordlux ; gl:entity id:verrea .\n\
        [] a gl:Rename ; gl:entity id:nobody ; gl:newName \"X\" .\n\
        [] a gl:Reject ; gl:statement st:0000000000000000 .\n\
        [] a gl:Rename ; gl:entity id:nordlux ; gl:newName \"Nordlux SA\" .\n";
    write(at.path(), "g/curation.ttl", verdicts.as_bytes());
    let assert = glane(at.path()).args(["build", "news", "--out", "g"]).assert().success();
    assert.stderr(
        contains("curation.ttl: error[M103]: “Nordlux” and “Verrea” are called the same; that would unite")
            .and(contains("warning[M101]: there is no entity <id/nobody>"))
            .and(contains("warning[M102]: there is no statement `0000000000000000`"))
            .and(contains("help: `different` holds")),
    );
    assert!(show(at.path(), "Nordlux").starts_with("Nordlux SA  "));
    assert!(show(at.path(), "Verrea").contains("in 2 articles"));
}

#[test]
fn a_broken_file_is_named_with_its_place_and_left_as_it_is() {
    let at = in_doubt();
    let broken = "[] a gl:Same ; gl:name \"Verrea\" ;; .\n[] a gl:Reject ; oops\n";
    write(at.path(), "g/curation.ttl", broken.as_bytes());
    glane(at.path())
        .args(["curate", "-d", "g", "--below", "0.92"])
        .write_stdin("y\n")
        .assert()
        .code(2)
        .stderr(contains("curation.ttl: 2:").and(contains("this is not Turtle")).and(contains("help: mend it")));
    assert_eq!(curation(at.path()), broken);
    let assert = glane(at.path()).args(["build", "news", "--out", "g"]).assert().success();
    assert.stderr(contains("curation.ttl:2:").and(contains("error[C101]")));
    assert_eq!(curation(at.path()), broken);
}

#[test]
fn the_questions_alone_as_json() {
    let at = in_doubt();
    let output = glane(at.path()).args(["curate", "-d", "g", "--below", "0.92", "--json"]).output().expect("it runs");
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .expect("it is UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert_eq!(lines[0]["ask"], "same");
    assert_eq!(lines[0]["between"][1]["passages"][0]["sentence"][1], "Elma Ferrand");
    assert_eq!(lines[1]["ask"], "right");
    assert_eq!(curation(at.path()), "");
}

#[test]
fn an_article_that_went_away_is_said_so() {
    let at = in_doubt();
    fs::remove_file(at.path().join("news/lundi.txt")).expect("it is there");
    write(at.path(), "news/mardi.txt", b"Autre chose.");
    assert_eq!(curate(at.path(), "q\n").matches("no longer there, or has changed").count(), 2);
}
