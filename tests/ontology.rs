//! The ontology as a whole: every term labelled and defined in French and English, domains and ranges known, inverses
//! mutual, and every term that lexicon and shapes use defined.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use glane::ontology::{Log, Node, Ontology, Source, Term, page};

/// All Turtle files under `ontology/`, sorted.
fn turtle_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").map(|e| e.expect("it can be listed").path()) {
        if entry.is_dir() {
            files.extend(turtle_files(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "ttl") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

fn with_source(names: &[&str], check: impl FnOnce(&Source)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
    let files: Vec<(String, String)> = turtle_files(&root)
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("it is UTF-8")))
        .filter(|(path, _)| names.is_empty() || names.iter().any(|name| path.ends_with(name)))
        .collect();
    let mut log = Log::default();
    let source = Source::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())), &mut log);
    log.finish().expect("the files are Turtle");
    check(&source);
}

fn names<'s>(node: Node<'s>, property: &str) -> Vec<&'s str> {
    node.values(property)
        .filter_map(|fact| match &fact.object {
            Term::Iri(name) => Some(name.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn every_term_of_ours_has_a_label_and_a_definition_in_both_languages() {
    with_source(&["glane.ttl", "lexicon.fr.ttl"], |source| {
        for node in source.all().filter(|node| node.name().starts_with("gl:") || node.name().starts_with("lx:")) {
            let definitions: Vec<_> =
                ["skos:definition", "rdfs:comment"].iter().map(|property| node.by_language(property)).collect();
            for language in ["fr", "en"] {
                assert!(node.by_language("rdfs:label").contains_key(language), "{}: no {language} label", node.name());
                let defined = definitions.iter().any(|texts| texts.contains_key(language));
                assert!(defined, "{}: no {language} definition", node.name());
            }
        }
    });
}

#[test]
fn domains_ranges_and_types_are_known_and_agree() {
    with_source(&["glane.ttl"], |source| {
        let ancestors = |class: &str| {
            let mut all = BTreeSet::from([class.to_owned()]);
            let mut queue = vec![class.to_owned()];
            while let Some(name) = queue.pop() {
                let parents = source.node(&name).map(|node| names(node, "rdfs:subClassOf")).unwrap_or_default();
                queue.extend(parents.into_iter().filter(|p| all.insert((*p).to_owned())).map(str::to_owned));
            }
            all
        };
        for node in source.instances("gl:Predicate") {
            for (side, property) in [("gl:subjectType", "rdfs:domain"), ("gl:objectType", "rdfs:range")] {
                let types = names(node, side);
                assert!(!types.is_empty(), "{}: no {side}", node.name());
                for class in names(node, property) {
                    assert!(source.node(class).is_some_and(|c| c.is("owl:Class")), "{}: {class}", node.name());
                    for one in &types {
                        assert!(ancestors(one).contains(class), "{}: {one} is no {class}", node.name());
                    }
                }
            }
        }
    });
}

#[test]
fn inverses_are_mutual_and_symmetric_properties_have_one_class_on_both_sides() {
    with_source(&["glane.ttl"], |source| {
        for node in source.all() {
            for inverse in names(node, "owl:inverseOf") {
                let other = source.node(inverse).expect("the inverse is defined");
                assert_eq!(names(other, "owl:inverseOf"), [node.name()], "{inverse} names no way back");
                assert_eq!(names(node, "rdfs:domain"), names(other, "rdfs:range"), "{}", node.name());
                assert_eq!(names(node, "rdfs:range"), names(other, "rdfs:domain"), "{}", node.name());
            }
            if node.is("owl:SymmetricProperty") {
                assert_eq!(names(node, "rdfs:domain"), names(node, "rdfs:range"), "{}", node.name());
                assert_eq!(names(node, "gl:subjectType"), names(node, "gl:objectType"), "{}", node.name());
            }
        }
    });
}

#[test]
fn every_term_of_ours_that_any_file_uses_is_defined() {
    with_source(&[], |source| {
        for fact in source.all().flat_map(|node| node.facts()) {
            let object = match &fact.object {
                Term::Iri(name) => name.as_str(),
                _ => "",
            };
            for name in [fact.predicate.as_str(), object] {
                let ours = name.starts_with("gl:") || name.starts_with("lx:");
                assert!(!ours || source.node(name).is_some(), "`{name}` is defined nowhere");
            }
        }
    });
}

#[test]
fn the_benchmark_guides_predicates_and_types_are_all_there() {
    let ontology = Ontology::builtin().expect("the built-in files are right");
    let predicates = "acquires sells mergesWith investsIn raises owns partnersWith competesWith supplies makes launches \
                      closes uses expandsTo bans founds worksFor appoints leaves succeeds hires laysOff loses revenue \
                      profit valuation price employeeCount userCount salesVolume marketShare growth sues fines \
                      investigates authorizes accuses basedIn foundedOn partOf";
    let known: Vec<&str> = ontology.predicates.keys().map(|id| id.0.as_str()).collect();
    let mut wanted: Vec<&str> = predicates.split_whitespace().collect();
    wanted.sort_unstable();
    assert_eq!(known, wanted);
    for name in
        "Person Company Media Government Organization Unit Place Product Service Work Technology Event".split(' ')
    {
        assert!(ontology.types.keys().any(|id| id.0 == name), "no type {name}");
    }
}

/// `GLANE_BLESS=1 cargo test --test ontology` writes it anew.
#[test]
fn the_page_of_the_ontology_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ontology.html");
    with_source(&["glane.ttl"], |source| {
        let page = page(source);
        if std::env::var_os("GLANE_BLESS").is_some() {
            fs::write(&path, &page).expect("docs/ can be written");
        }
        let written = fs::read_to_string(&path).expect("the page is there");
        assert!(written == page, "docs/ontology.html is not current: run GLANE_BLESS=1 cargo test --test ontology");
        let defined = source.all().filter(|node| node.name().starts_with("gl:")).count();
        assert_eq!(page.matches("<section id=").count(), defined);
    });
}
