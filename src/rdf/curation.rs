//! Verdicts as Turtle: one node a verdict, of the class that says what was decided.
//!
//! ```turtle
//! [] a gl:Same ; gl:entity id:banque-nordique ; gl:name "BN" .
//! [] a gl:Rename ; gl:entity id:bn ; gl:newName "Banque Nordique" .
//! [] a gl:Reject ; gl:statement st:0f3c… .
//! ```

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;

use super::iri::Iris;
use super::vocab::{PATHS, PREFIXES, gl};
use crate::diagnostic::{Diagnostic, Severity};
use crate::merge::{Curation, EntityIri, Reference, StatementKey, Verdict};
use crate::ontology::TypeId;

/// What one verdict node says.
#[derive(Default)]
struct Entry {
    classes: Vec<String>,
    references: Vec<Reference>,
    names: Vec<String>,
    types: Vec<TypeId>,
    statements: Vec<StatementKey>,
}

/// Reads a curation file; what is wrong in it is named and passed over. Prefixes of [`PREFIXES`] and, below `base`,
/// `id:` and `st:` need no declaration.
pub fn read_curation(turtle: &str, place: &str, base: &str) -> (Curation, Vec<Diagnostic>) {
    let iris = Iris::new(base);
    let mut trouble = Vec::new();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for triple in parser(&iris).for_slice(turtle) {
        match triple {
            Ok(triple) => {
                let key = match &triple.subject {
                    NamedOrBlankNode::NamedNode(node) => node.to_string(),
                    NamedOrBlankNode::BlankNode(node) => node.to_string(),
                };
                let entry = entries.entry(key).or_default();
                if let Err(message) = entry.add(&iris, triple.predicate.as_str(), &triple.object) {
                    trouble.push(warning(place, "C103", message));
                }
            }
            Err(error) => {
                let at = error.location().start;
                let message = format!("this is not Turtle: {}", error.message());
                let diagnostic = Diagnostic::new(Severity::Error, "C101", place, message);
                trouble.push(diagnostic.at(at.line as u32 + 1, at.column as u32 + 1));
            }
        }
    }
    let mut verdicts = Vec::new();
    for (node, entry) in entries {
        match entry.verdict() {
            Ok(verdict) => verdicts.push(verdict),
            Err(message) => {
                let name = if node.starts_with("_:") { "a verdict".to_owned() } else { node };
                trouble.push(warning(place, "C102", format!("{name}: {message}")));
            }
        }
    }
    verdicts.sort();
    verdicts.dedup();
    (Curation { verdicts, place: place.to_owned() }, trouble)
}

fn warning(place: &str, code: &str, message: String) -> Diagnostic {
    Diagnostic::new(Severity::Warning, code, place, message).help("docs/rdf.md, “Curation”, shows each kind of verdict")
}

fn parser(iris: &Iris) -> TurtleParser {
    let paths = PATHS.iter().map(|(prefix, path)| (*prefix, format!("{}{path}", iris.base())));
    let all = PREFIXES.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned())).chain(paths);
    let with =
        |parser: TurtleParser, (prefix, iri): (&str, String)| parser.clone().with_prefix(prefix, iri).unwrap_or(parser);
    let parser = all.fold(TurtleParser::new(), with);
    parser.clone().with_base_iri(iris.base()).unwrap_or(parser)
}

impl Entry {
    fn add(&mut self, iris: &Iris, predicate: &str, object: &Term) -> Result<(), String> {
        let wrong = || format!("`{predicate}` cannot have {object} here");
        let node = || match object {
            Term::NamedNode(node) => Ok(node.as_str()),
            _ => Err(wrong()),
        };
        let literal = || match object {
            Term::Literal(literal) => Ok(literal.value().to_owned()),
            _ => Err(wrong()),
        };
        let below = || iris.path(node()?).map(str::to_owned).ok_or_else(|| format!("{object} is not of this graph"));
        let local = |iri: &str| iri.strip_prefix(gl::NAMESPACE).unwrap_or(iri).to_owned();
        match predicate.strip_prefix(gl::NAMESPACE) {
            Some("entity") => self.references.push(Reference::Iri(EntityIri(below()?))),
            Some("name") => self.references.push(Reference::Name(literal()?)),
            Some("newName") => self.names.push(literal()?),
            Some("newType") => self.types.push(TypeId(local(node()?))),
            Some("statement") => {
                let path = below()?;
                self.statements.push(StatementKey(path.strip_prefix("statement/").ok_or_else(wrong)?.to_owned()));
            }
            _ if predicate == rdf::TYPE.as_str() => self.classes.push(local(node()?)),
            // Notes of the person (rdfs:comment, dcterms:creator) are hers.
            _ => {}
        }
        Ok(())
    }

    fn verdict(self) -> Result<Verdict, String> {
        let [class] = self.classes.as_slice() else {
            return Err("it needs one class of gl:Same, Different, Rename, Retype, Reject, Accept".to_owned());
        };
        let two = || match self.references.as_slice() {
            [a, b] if a <= b => Ok((a.clone(), b.clone())),
            [a, b] => Ok((b.clone(), a.clone())),
            list => Err(format!("gl:{class} needs two of gl:entity or gl:name, and has {}", list.len())),
        };
        let one = || match self.references.as_slice() {
            [a] => Ok(a.clone()),
            list => Err(format!("gl:{class} needs one gl:entity or gl:name, and has {}", list.len())),
        };
        let statement = || self.statements.first().cloned().ok_or_else(|| format!("gl:{class} needs a gl:statement"));
        Ok(match class.as_str() {
            "Same" => two().map(|(a, b)| Verdict::Same(a, b))?,
            "Different" => two().map(|(a, b)| Verdict::Different(a, b))?,
            "Rename" => Verdict::Rename(one()?, self.names.first().cloned().ok_or("gl:Rename needs a gl:newName")?),
            "Retype" => Verdict::Retype(one()?, self.types.first().cloned().ok_or("gl:Retype needs a gl:newType")?),
            "Reject" => Verdict::Reject(statement()?),
            "Accept" => Verdict::Accept(statement()?),
            other => return Err(format!("gl:{other} is not a verdict")),
        })
    }
}

/// Writes a curation file, sorted.
pub fn write_curation(curation: &Curation, base: &str) -> String {
    let iris = Iris::new(base);
    let mut out = format!(
        "@prefix gl: <{}> .\n@prefix id: <{}id/> .\n@prefix st: <{}statement/> .\n",
        gl::NAMESPACE,
        iris.base(),
        iris.base()
    );
    let reference = |r: &Reference| match r {
        Reference::Iri(iri) => format!("gl:entity {}", iris.below(&iri.0)),
        Reference::Name(name) => format!("gl:name {}", oxrdf::Literal::new_simple_literal(name)),
    };
    let statement = |key: &StatementKey| format!("gl:statement {}", iris.below(&format!("statement/{key}")));
    let mut verdicts = curation.verdicts.clone();
    verdicts.sort();
    verdicts.dedup();
    for verdict in &verdicts {
        let line = match verdict {
            Verdict::Same(a, b) => format!("[] a gl:Same ; {} ; {} .", reference(a), reference(b)),
            Verdict::Different(a, b) => format!("[] a gl:Different ; {} ; {} .", reference(a), reference(b)),
            Verdict::Rename(a, name) => {
                format!("[] a gl:Rename ; {} ; gl:newName {} .", reference(a), oxrdf::Literal::new_simple_literal(name))
            }
            Verdict::Retype(a, class) => {
                format!("[] a gl:Retype ; {} ; gl:newType {} .", reference(a), iris.class(class))
            }
            Verdict::Reject(key) => format!("[] a gl:Reject ; {} .", statement(key)),
            Verdict::Accept(key) => format!("[] a gl:Accept ; {} .", statement(key)),
        };
        out.push('\n');
        out.push_str(&line);
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://kb.example/";

    #[test]
    fn verdicts_come_back_as_written() {
        let name = |text: &str| Reference::Name(text.to_owned());
        let iri = |path: &str| Reference::Iri(EntityIri(path.to_owned()));
        let curation = Curation {
            verdicts: vec![
                Verdict::Same(iri("id/tarn"), name("T\"a\\rn\n")),
                Verdict::Different(iri("id/a/usine"), iri("id/tarn")),
                Verdict::Rename(iri("id/tarn"), "Tarn & Cie".to_owned()),
                Verdict::Retype(iri("id/tarn"), TypeId("Company".to_owned())),
                Verdict::Reject(StatementKey("0f".to_owned())),
                Verdict::Accept(StatementKey("1f".to_owned())),
            ],
            place: "curation.ttl".to_owned(),
        };
        let (read, trouble) = read_curation(&write_curation(&curation, BASE), "curation.ttl", BASE);
        assert_eq!((read, trouble), (curation, Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_read() {
        let turtle = "[] a gl:Same ; gl:entity id:tarn .\n[] a gl:Reject ; gl:statement st:0f .\n\
                      [] a gl:Odd .\n[] a gl:Accept ; gl:statement <https://other.example/x> .\n[] a gl:Same ; oops";
        let (read, trouble) = read_curation(turtle, "c.ttl", BASE);
        assert_eq!(read.verdicts, [Verdict::Reject(StatementKey("0f".to_owned()))]);
        let codes: Vec<_> = trouble.iter().map(|d| d.code.as_str()).collect();
        assert!(codes.contains(&"C101") && codes.contains(&"C102") && codes.contains(&"C103"), "{trouble:?}");
        assert_eq!(trouble.iter().find(|d| d.code == "C101").and_then(|d| d.position).map(|p| p.0), Some(5));
    }
}
