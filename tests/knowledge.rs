//! `glane import`, `build --links` and `glane link`: what a person's knowledge base knows, and what a service proposes.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;

use common::{glane, write};

const TEXT: &str = "Le verrier Verrea a racheté Nordlux en 2021. Nordlux emploie 340 personnes.\n";

fn built(flags: &[&str]) -> tempfile::TempDir {
    let at = tempfile::tempdir().expect("a temporary directory can be made");
    write(at.path(), "news/a.txt", TEXT.as_bytes());
    write(
        at.path(),
        "house.csv",
        "name,iri,type\nNordlux,https://kb.example/n,Company\nNordlux Éclairage,https://kb.example/n,\n".as_bytes(),
    );
    glane(at.path()).args(["build", "--quiet", "news"]).args(flags).assert().success();
    at
}

fn turtle(at: &Path) -> String {
    fs::read_to_string(at.join("graph/graph.ttl")).expect("it was built")
}

fn run(at: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = glane(at).args(args).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it is text");
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn an_authority_file_links_entities_and_lends_names() {
    let at = built(&["--links", "house.csv"]);
    let text = turtle(at.path());
    assert!(text.contains("owl:sameAs <https://kb.example/n>") && text.contains("\"Nordlux Éclairage\""), "{text}");
    // Later changes know it still; without links nothing is linked.
    write(at.path(), "news/b.txt", "Nordlux Éclairage emploie 350 personnes.\n".as_bytes());
    glane(at.path()).args(["add", "--quiet", "news/b.txt"]).assert().success();
    assert_eq!(turtle(at.path()).matches("owl:sameAs").count(), 1);
    assert!(!turtle(built(&[]).path()).contains("owl:sameAs"));
    assert_eq!(run(at.path(), &["check"]).0, Some(0));
}

#[test]
fn an_imported_knowledge_base_is_known_to_the_graph_and_to_later_builds() {
    let at = built(&[]);
    let kb = "@prefix s: <http://schema.org/> . <https://kb.example/v> a s:Organization ; s:name \"VERREA\" ; s:alternateName \"Verrea SA\" .";
    write(at.path(), "kb.ttl", kb.as_bytes());
    let (code, said, fault) = run(at.path(), &["import", "kb.ttl", "--json"]);
    assert_eq!(code, Some(0), "{fault}");
    assert!(said.contains("\"linkedEntities\":1"), "{said}");
    let once = turtle(at.path());
    assert!(once.contains("owl:sameAs <https://kb.example/v>") && once.contains("\"Verrea SA\""));
    run(at.path(), &["import", "kb.ttl"]);
    glane(at.path()).args(["build", "--quiet", "news"]).assert().success();
    assert_eq!(turtle(at.path()), once);
    // Before there is a graph, too.
    let (code, said, _) = run(at.path(), &["import", "kb.ttl", "-d", "other"]);
    assert!(code == Some(0) && said.contains("the next build"), "{said}");
    glane(at.path()).args(["build", "--quiet", "news", "--out", "other"]).assert().success();
    assert_eq!(fs::read_to_string(at.path().join("other/graph.ttl")).expect("it was built"), once);
}

#[test]
fn what_cannot_be_imported_is_told() {
    let at = built(&[]);
    write(at.path(), "broken.ttl", b"<urn:a> <urn:p> .");
    write(at.path(), "kb.txt", b"x");
    for (file, word) in [("broken.ttl", "K001"), ("kb.txt", "ending"), ("none.ttl", "none.ttl")] {
        let (code, _, fault) = run(at.path(), &["import", file]);
        assert!(code != Some(0) && fault.contains(word), "{file}: {code:?} {fault}");
    }
}

/// A reconciliation service that knows two lamps.
fn service() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = format!("http://{}/api", listener.local_addr().expect("it has an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(&stream);
            let (mut line, mut length) = (String::new(), 0);
            let mut get = false;
            loop {
                line.clear();
                reader.read_line(&mut line).expect("a request has lines");
                get |= line.starts_with("GET");
                if let Some(n) = line.to_lowercase().strip_prefix("content-length: ") {
                    length = n.trim().parse().expect("it is a number");
                }
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("the body has its length");
            let answer = if get {
                r#"{"versions": ["0.2"], "name": "Lamps", "identifierSpace": "https://kb.example/id/", "schemaSpace": "https://kb.example/type/"}"#.to_owned()
            } else {
                let text = String::from_utf8_lossy(&body).replace("%22", "\"");
                let one = r#"{"id": "L1", "name": "Nordlux A/S", "score": 87.5, "match": false, "type": []}"#;
                let all = (0..10).filter(|i| text.contains(&format!("\"q{i}\""))).map(|i| {
                    let place = text.split(&format!("\"q{i}\"")).nth(1).unwrap_or_default();
                    let hit = place.split("%7D").next().unwrap_or_default().contains("Nordlux");
                    format!("\"q{i}\": {{\"result\": [{}]}}", if hit { one } else { "" })
                });
                format!("{{{}}}", all.collect::<Vec<_>>().join(","))
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
                answer.len()
            );
            (&stream).write_all(format!("{head}{answer}").as_bytes()).expect("the client listens");
        }
    });
    address
}

#[test]
fn a_service_proposes_and_a_person_decides() {
    let at = built(&[]);
    let before = turtle(at.path());
    let url = service();
    for _ in 0..2 {
        let (code, said, fault) = run(at.path(), &["link", "--service", &url]);
        assert!(code == Some(0) && said.contains("87.5  Nordlux A/S  https://kb.example/id/L1"), "{said}{fault}");
    }
    let curation = fs::read_to_string(at.path().join("graph/curation.ttl")).expect("proposals are kept there");
    assert_eq!(curation.matches("gl:ProposedLink").count(), 1);
    glane(at.path()).args(["build", "--quiet", "news"]).assert().success();
    assert_eq!(turtle(at.path()), before, "a proposal links nothing");
    assert_eq!(run(at.path(), &["link", "--accept", "Verrea"]).0, Some(2), "nothing is proposed for it");
    assert_eq!(run(at.path(), &["link", "--accept", "Nordlux"]).0, Some(0));
    assert!(turtle(at.path()).contains("owl:sameAs <https://kb.example/id/L1>"));
    assert_eq!(run(at.path(), &["link"]).0, Some(1), "nothing is left to decide");
    assert_eq!(run(at.path(), &["link", "--accept", "Verrea=https://kb.example/v"]).0, Some(0));
    assert_eq!(turtle(at.path()).matches("owl:sameAs").count(), 2);
    let (code, _, fault) = run(at.path(), &["link", "--service", "http://127.0.0.1:9/"]);
    assert!(code == Some(2) && fault.contains("no answer"), "{fault}");
}
