//! An existing knowledge base → the things that it knows: their IRIs, names and types.
//!
//! In: triples of any vocabulary, or a table of names and IRIs. Out: [`Known`] things for the merge, and verdicts for what
//! is said of our own entities (`owl:sameAs`). Names are those of SKOS, RDFS, schema.org, FOAF and Dublin Core; types
//! those that the ontology aligns with its own (`owl:equivalentClass`, `rdfs:subClassOf`, `skos:closeMatch`).

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use super::iri::Iris;
use super::vocab::{gl, skos};
use crate::diagnostic::{Diagnostic, Severity};
use crate::merge::{EntityIri, Known, Reference, Verdict};
use crate::ontology::prefix::expand;
use crate::ontology::{Ontology, TypeId};

const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";

/// Properties that name a thing; of the first that it has comes the preferred name.
const NAMES: &[&str] = &[
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "https://schema.org/name",
    "http://xmlns.com/foaf/0.1/name",
    "https://schema.org/legalName",
    "http://purl.org/dc/terms/title",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/2004/02/skos/core#hiddenLabel",
    "https://schema.org/alternateName",
    "http://xmlns.com/foaf/0.1/nick",
];

/// Namespaces whose classes hold terms and not things.
const TERMS: &[&str] =
    &["http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/ns/shacl#"];

/// What a knowledge base gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// Its things, by IRI.
    pub known: Vec<Known>,
    /// Links of our own entities that it states.
    pub links: Vec<Verdict>,
    /// Things whose types the ontology does not align: they match by name alone.
    pub untyped: usize,
}

/// What is said of one subject.
#[derive(Default)]
struct Facts {
    names: BTreeSet<(usize, String)>,
    classes: BTreeSet<String>,
    same: BTreeSet<String>,
}

/// Reads a knowledge base; things without an IRI or a name are passed over.
pub fn read_knowledge(triples: impl IntoIterator<Item = Triple>, ontology: &Ontology, base: &str) -> Knowledge {
    let mut subjects: BTreeMap<String, Facts> = BTreeMap::new();
    for triple in triples {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let predicate = secure(triple.predicate.as_str());
        let rank = NAMES.iter().position(|name| *name == predicate);
        if rank.is_none() && predicate != rdf::TYPE.as_str() && predicate != SAME_AS {
            continue;
        }
        let facts = subjects.entry(subject.as_str().to_owned()).or_default();
        match (&triple.object, rank) {
            (Term::Literal(name), Some(rank)) if !name.value().trim().is_empty() => {
                facts.names.insert((rank, name.value().trim().to_owned()));
            }
            (Term::NamedNode(same), None) if predicate == SAME_AS => drop(facts.same.insert(same.as_str().to_owned())),
            (Term::NamedNode(class), None) => drop(facts.classes.insert(secure(class.as_str()))),
            _ => {}
        }
    }
    let (iris, types) = (Iris::new(base), alignment(ontology));
    let mut knowledge = Knowledge::default();
    for (iri, facts) in subjects {
        if let Some(path) = iris.path(&iri).filter(|path| path.starts_with("id/")) {
            let entity = Reference::Iri(EntityIri(path.to_owned()));
            knowledge.links.extend(facts.same.iter().map(|same| Verdict::Link(entity.clone(), same.clone())));
        } else if !facts.names.is_empty() && !facts.classes.iter().any(|c| TERMS.iter().any(|t| c.starts_with(t))) {
            let found: BTreeSet<TypeId> =
                facts.classes.iter().filter_map(|c| types.get(c)).flatten().cloned().collect();
            knowledge.untyped += usize::from(found.is_empty() && !facts.classes.is_empty());
            let mut names: Vec<String> = Vec::new();
            for (_, name) in facts.names {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            knowledge.known.push(Known { iri, names, types: found.into_iter().collect() });
        }
    }
    knowledge
}

/// schema.org by https, as we write it.
fn secure(iri: &str) -> String {
    match iri.strip_prefix("http://schema.org/") {
        Some(local) => format!("https://schema.org/{local}"),
        None => iri.to_owned(),
    }
}

/// Our types by the classes that mean much the same; a class that means every thing means none.
fn alignment(ontology: &Ontology) -> BTreeMap<String, BTreeSet<TypeId>> {
    let mut types: BTreeMap<String, BTreeSet<TypeId>> = BTreeMap::new();
    for id in ontology.types.keys().filter(|id| id.0 != "Entity") {
        let own = if id.0.contains("://") { id.0.clone() } else { format!("{}{}", gl::NAMESPACE, id.0) };
        types.entry(own).or_default().insert(id.clone());
    }
    let classes = ["owl:equivalentClass", "rdfs:subClassOf", "skos:exactMatch", "skos:closeMatch"];
    for axiom in ontology.axioms.iter().filter(|axiom| classes.contains(&axiom.property.as_str())) {
        let id = TypeId(axiom.subject.strip_prefix("gl:").unwrap_or(&axiom.subject).to_owned());
        if ontology.types.contains_key(&id) && id.0 != "Entity" && !axiom.object.starts_with("gl:") {
            types.entry(expand(&axiom.object).into_owned()).or_default().insert(id);
        }
    }
    types
}

/// Reads a table of names and IRIs: the columns `name`, `iri` and, where there is one, `type` (a type of the ontology);
/// without a head they are in this order. What is wrong is named by line and passed over.
pub fn read_links_csv(text: &str, place: &str, ontology: &Ontology) -> (Vec<Known>, Vec<Diagnostic>) {
    let mut things: BTreeMap<String, Known> = BTreeMap::new();
    let mut trouble = Vec::new();
    let mut columns = [Some(0), Some(1), Some(2)];
    for (i, (line, record)) in records(text).into_iter().enumerate() {
        let mut told = |message: String, help: &str| {
            trouble.push(Diagnostic::new(Severity::Warning, "K002", place, message).at(line, 1).help(help));
        };
        let column = |name: &str| record.iter().position(|field| field.trim().eq_ignore_ascii_case(name));
        if let (0, Some(iri)) = (i, column("iri")) {
            columns = [column("name"), Some(iri), column("type")];
            continue;
        }
        let field = |n: usize| columns[n].and_then(|c| record.get(c)).map(|f| f.trim()).filter(|f| !f.is_empty());
        let (Some(name), Some(iri)) = (field(0), field(1)) else {
            told("a line needs a name and an IRI".to_owned(), "the columns are name,iri or name,iri,type");
            continue;
        };
        if NamedNode::new(iri).is_err() {
            told(format!("`{iri}` is not an absolute IRI"), "the columns are name,iri or name,iri,type");
            continue;
        }
        let thing = things.entry(iri.to_owned()).or_default();
        thing.iri = iri.to_owned();
        if !thing.names.iter().any(|known| known == name) {
            thing.names.push(name.to_owned());
        }
        if let Some(class) = field(2) {
            let id = TypeId(class.trim_start_matches("gl:").to_owned());
            if !ontology.types.contains_key(&id) {
                told(
                    format!("no ontology has the type `{class}`"),
                    "it is one of those in docs/ontology.html, as Company",
                );
            } else if !thing.types.contains(&id) {
                thing.types.push(id);
            }
        }
    }
    (things.into_values().collect(), trouble)
}

/// Records of RFC 4180 with their lines, blank ones and comments (`#`) left out; `;` or a tab may stand for the comma.
fn records(text: &str) -> Vec<(u32, Vec<String>)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let comma = [',', ';', '\t'].into_iter().max_by_key(|c| (head.matches(*c).count(), *c == ',')).unwrap_or(',');
    let (mut all, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut line, mut start, mut quoted) = (1, 1, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                all.push((start, std::mem::take(&mut record)));
                start = line + 1;
            }
            c if c == comma && !quoted => record.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
        line += u32::from(c == '\n');
    }
    record.push(field);
    all.push((start, record));
    all.retain(|(_, record)| record.iter().any(|f| !f.trim().is_empty()) && !record[0].trim_start().starts_with('#'));
    all
}

/// Writes what is known as Turtle, sorted; [`read_knowledge`] reads it again.
pub fn write_known(known: &[Known]) -> String {
    let mut things: Vec<&Known> = known.iter().collect();
    things.sort();
    let mut out = String::new();
    for thing in things {
        let line = |predicate: oxrdf::NamedNodeRef<'_>, object: &str| {
            format!("{} {predicate} {object} .\n", NamedNode::new_unchecked(&thing.iri))
        };
        let mut others: Vec<&String> = thing.names.iter().skip(1).collect();
        others.sort();
        for (i, name) in thing.names.iter().take(1).chain(others).enumerate() {
            let predicate = if i == 0 { skos::PREF_LABEL } else { skos::ALT_LABEL };
            out.push_str(&line(predicate, &Literal::new_simple_literal(name).to_string()));
        }
        for class in &thing.types {
            out.push_str(&line(rdf::TYPE, &Iris::new("urn:").class(class).to_string()));
        }
    }
    out
}

/// Two knowledge bases as one: names and types of one IRI together.
pub fn join_known(lists: impl IntoIterator<Item = Known>) -> Vec<Known> {
    let mut things: BTreeMap<String, Known> = BTreeMap::new();
    for thing in lists {
        let known = things.entry(thing.iri.clone()).or_insert_with(|| Known { iri: thing.iri, ..Known::default() });
        for name in thing.names {
            if !known.names.contains(&name) {
                known.names.push(name);
            }
        }
        known.types.extend(thing.types);
        known.types.sort();
        known.types.dedup();
    }
    things.into_values().collect()
}

#[cfg(test)]
mod tests {
    use oxttl::TurtleParser;

    use super::*;

    fn read(turtle: &str) -> Knowledge {
        let ontology = Ontology::builtin().expect("it is right");
        let triples: Vec<Triple> =
            TurtleParser::new().for_slice(turtle).collect::<Result<_, _>>().expect("it is Turtle");
        read_knowledge(triples, &ontology, "https://glane.example/")
    }

    fn known(iri: &str, names: &[&str], types: &[&str]) -> Known {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Known { iri: iri.to_owned(), names, types: types.iter().map(|t| TypeId((*t).to_owned())).collect() }
    }

    #[test]
    fn names_and_types_of_many_vocabularies_are_read() {
        let found = read(
            "@prefix s: <http://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . \
             <urn:a> a s:Person ; s:name \"Ada Brun\" ; skos:altLabel \"A. Brun\"@fr . \
             <urn:b> a <urn:other> ; skos:prefLabel \"Brune\" . <urn:c> a s:Corporation . \
             <urn:d> a <http://www.w3.org/2002/07/owl#Class> ; skos:prefLabel \"D\" . [] s:name \"E\" . \
             <https://glane.example/id/tarn> <http://www.w3.org/2002/07/owl#sameAs> <urn:t> .",
        );
        assert_eq!(
            found.known,
            [known("urn:a", &["Ada Brun", "A. Brun"], &["Person"]), known("urn:b", &["Brune"], &[])]
        );
        let link = Verdict::Link(Reference::Iri(EntityIri("id/tarn".to_owned())), "urn:t".to_owned());
        assert_eq!((found.links, found.untyped), (vec![link], 1));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let things = [known("urn:a", &["A \"x\" \\ \n é", "B"], &["Company", "Media"]), known("urn:b", &["C"], &[])];
        assert_eq!(read(&write_known(&things)).known, things);
        let other = known("urn:b", &["C", "D"], &["Person"]);
        assert_eq!(join_known([things[1].clone(), other.clone()]), [other]);
    }

    #[test]
    fn tables_have_a_head_or_none_and_faults_have_lines() {
        let ontology = Ontology::builtin().expect("it is right");
        let text =
            "iri;name;type\nurn:a;\"Ada; \"\"B\"\"\";Person\nurn:a;A. Brun;\n\n# note\nnot an iri;X;\nurn:c;C;Odd\n";
        let (found, trouble) = read_links_csv(text, "l.csv", &ontology);
        assert_eq!(found, [known("urn:a", &["Ada; \"B\"", "A. Brun"], &["Person"]), known("urn:c", &["C"], &[])]);
        assert_eq!(trouble.iter().map(|d| d.position.map(|p| p.0)).collect::<Vec<_>>(), [Some(6), Some(7)]);
        let (found, _) = read_links_csv("\u{feff}Ada,urn:a", "l.csv", &ontology);
        assert_eq!(found, [known("urn:a", &["Ada"], &[])]);
    }
}
