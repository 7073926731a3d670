//! Verdicts as Turtle: one node a verdict, of the class that says what was decided.
//!
//! ```turtle
//! [] a gl:Same ; gl:entity id:banque-nordique ; gl:name "BN" .
//! [] a gl:Different ; gl:entity id:jean-roy ; gl:mention [ gl:inDocument "lundi" ; gl:name "Jean Roy" ] .
//! [] a gl:Rename ; gl:entity id:bn ; gl:newName "Banque Nordique" .
//! [] a gl:Reject ; gl:statement st:0f3c… .
//! ```

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};
use oxttl::TurtleParser;

use super::iri::Iris;
use super::vocab::{PATHS, PREFIXES, gl};
use crate::claim::ClaimId;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::DocumentId;
use crate::merge::{Curation, EntityIri, Reference, StatementKey, StatementRef, Verdict};
use crate::ontology::TypeId;

/// What one verdict node says.
#[derive(Default)]
struct Entry {
    classes: Vec<String>,
    references: Vec<Reference>,
    names: Vec<String>,
    types: Vec<TypeId>,
    statements: Vec<StatementKey>,
    claims: Vec<ClaimId>,
    /// Nodes of its mentions.
    mentions: Vec<String>,
    /// Things elsewhere, for links.
    iris: Vec<String>,
    /// As a proposal: how sure, and the name there.
    score: Option<f64>,
    label: Option<String>,
    /// As a mention: the article that speaks.
    document: Option<DocumentId>,
}

/// Reads a curation file; what is wrong in it is named and passed over. Prefixes of [`PREFIXES`] and, below `base`,
/// `id:` and `st:` need no declaration.
pub fn read_curation(turtle: &str, place: &str, base: &str) -> (Curation, Vec<Diagnostic>) {
    let (verdicts, _, trouble) = read(turtle, place, base);
    (Curation { verdicts, place: place.to_owned(), known: Vec::new() }, trouble)
}

/// A link that a machine proposes, and that waits for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The entity.
    pub entity: Reference,
    /// The IRI that may be the same.
    pub target: String,
    /// Its name there.
    pub label: String,
    /// How likely the proposer holds it, in the proposer's own measure.
    pub score: f64,
}

/// The proposals of a curation file, likeliest first.
pub fn read_proposals(turtle: &str, base: &str) -> Vec<Proposal> {
    let (_, mut proposals, _) = read(turtle, "", base);
    proposals
        .sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| (&a.entity, &a.target).cmp(&(&b.entity, &b.target))));
    proposals
}

/// Writes a proposal, as a line that needs no prefix but `gl:`.
pub fn write_proposal(proposal: &Proposal, base: &str) -> String {
    let Proposal { entity, target, label, score } = proposal;
    let link = write_verdict(&Verdict::Link(entity.clone(), target.clone()), base);
    let link = link.replacen("gl:Link", "gl:ProposedLink", 1);
    let label = oxrdf::Literal::new_simple_literal(label);
    format!("{} ; gl:targetLabel {label} ; gl:score {score:?} .", link.trim_end_matches(" ."))
}

fn read(turtle: &str, place: &str, base: &str) -> (Vec<Verdict>, Vec<Proposal>, Vec<Diagnostic>) {
    let iris = Iris::new(base);
    let mut trouble = Vec::new();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for triple in parser(&iris).for_slice(turtle) {
        match triple {
            Ok(triple) => {
                let entry = entries.entry(key(&triple.subject)).or_default();
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
    let (mut verdicts, mut proposals) = (Vec::new(), Vec::new());
    let mentioned: BTreeSet<String> = entries.values().flat_map(|entry| entry.mentions.iter().cloned()).collect();
    let (mentions, entries): (BTreeMap<_, _>, BTreeMap<_, _>) =
        entries.into_iter().partition(|(node, entry)| entry.classes.is_empty() && mentioned.contains(node));
    for (node, mut entry) in entries {
        let resolved = entry.resolve(&mentions);
        if entry.classes.iter().any(|class| class == "ProposedLink") {
            proposals.extend(entry.proposal());
            continue;
        }
        match resolved.and_then(|()| entry.verdict()) {
            Ok(verdict) => verdicts.push(verdict),
            Err(message) => {
                let name = if node.starts_with("_:") { "a verdict".to_owned() } else { node };
                trouble.push(warning(place, "C102", format!("{name}: {message}")));
            }
        }
    }
    verdicts.sort();
    verdicts.dedup();
    (verdicts, proposals, trouble)
}

fn key(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => node.to_string(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
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
            Some("score") => self.score = literal()?.parse().ok(),
            Some("targetLabel") => self.label = Some(literal()?),
            Some("target") => self.iris.push(node()?.to_owned()),
            Some("claim") => self.claims.push(ClaimId(literal()?)),
            Some("inDocument") => self.document = Some(DocumentId(literal()?)),
            Some("mention") => match object {
                Term::NamedNode(node) => self.mentions.push(node.to_string()),
                Term::BlankNode(node) => self.mentions.push(node.to_string()),
                _ => return Err(wrong()),
            },
            _ if predicate == rdf::TYPE.as_str() => self.classes.push(local(node()?)),
            // Notes of the person (rdfs:comment, dcterms:creator) are hers.
            _ => {}
        }
        Ok(())
    }

    /// Makes references of the mentions.
    fn resolve(&mut self, mentions: &BTreeMap<String, Self>) -> Result<(), String> {
        for node in &self.mentions {
            let mention = mentions.get(node);
            let found = mention.and_then(|m| match (&m.document, m.references.as_slice()) {
                (Some(document), [Reference::Name(name)]) => Some(Reference::Mention(document.clone(), name.clone())),
                _ => None,
            });
            self.references.push(found.ok_or("gl:mention needs one gl:inDocument and one gl:name")?);
        }
        Ok(())
    }

    fn proposal(self) -> Option<Proposal> {
        let entity = self.references.first().cloned()?;
        let target = self.iris.first().cloned()?;
        Some(Proposal { entity, target, label: self.label.unwrap_or_default(), score: self.score.unwrap_or_default() })
    }

    fn verdict(self) -> Result<Verdict, String> {
        let [class] = self.classes.as_slice() else {
            return Err("it needs one class of gl:Same, Different, Rename, Retype, Reject, Accept, Link".to_owned());
        };
        let two = || match self.references.as_slice() {
            [a, b] if a <= b => Ok((a.clone(), b.clone())),
            [a, b] => Ok((b.clone(), a.clone())),
            list => Err(format!("gl:{class} needs two of gl:entity, gl:name or gl:mention, and has {}", list.len())),
        };
        let one = || match self.references.as_slice() {
            [a] => Ok(a.clone()),
            list => Err(format!("gl:{class} needs one gl:entity, gl:name or gl:mention, and has {}", list.len())),
        };
        let statement = || {
            let mut claims = self.claims.clone();
            claims.sort();
            let key = self.statements.first().cloned().ok_or_else(|| format!("gl:{class} needs a gl:statement"))?;
            Ok::<_, String>(StatementRef { key, claims })
        };
        Ok(match class.as_str() {
            "Same" => two().map(|(a, b)| Verdict::Same(a, b))?,
            "Different" => two().map(|(a, b)| Verdict::Different(a, b))?,
            "Rename" => Verdict::Rename(one()?, self.names.first().cloned().ok_or("gl:Rename needs a gl:newName")?),
            "Retype" => Verdict::Retype(one()?, self.types.first().cloned().ok_or("gl:Retype needs a gl:newType")?),
            "Reject" => Verdict::Reject(statement()?),
            "Accept" => Verdict::Accept(statement()?),
            "Link" => Verdict::Link(one()?, self.iris.first().cloned().ok_or("gl:Link needs a gl:target")?),
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
    let mut verdicts = curation.verdicts.clone();
    verdicts.sort();
    verdicts.dedup();
    for verdict in &verdicts {
        out.push('\n');
        out.push_str(&write_verdict(verdict, base));
    }
    out.push('\n');
    out
}

/// Writes one verdict, as a line that needs no prefix but `gl:`.
pub fn write_verdict(verdict: &Verdict, base: &str) -> String {
    let iris = Iris::new(base);
    let literal = |text: &str| oxrdf::Literal::new_simple_literal(text).to_string();
    let reference = |r: &Reference| match r {
        Reference::Iri(iri) => format!("gl:entity {}", iris.below(&iri.0)),
        Reference::Name(name) => format!("gl:name {}", literal(name)),
        Reference::Mention(document, name) => {
            format!("gl:mention [ gl:inDocument {} ; gl:name {} ]", literal(&document.0), literal(name))
        }
    };
    let statement = |st: &StatementRef| {
        let claims: Vec<String> = st.claims.iter().map(|claim| literal(&claim.0)).collect();
        let claims = if claims.is_empty() { String::new() } else { format!(" ; gl:claim {}", claims.join(" , ")) };
        format!("gl:statement {}{claims}", iris.below(&format!("statement/{}", st.key)))
    };
    match verdict {
        Verdict::Same(a, b) => format!("[] a gl:Same ; {} ; {} .", reference(a), reference(b)),
        Verdict::Different(a, b) => format!("[] a gl:Different ; {} ; {} .", reference(a), reference(b)),
        Verdict::Rename(a, name) => format!("[] a gl:Rename ; {} ; gl:newName {} .", reference(a), literal(name)),
        Verdict::Retype(a, class) => format!("[] a gl:Retype ; {} ; gl:newType {} .", reference(a), iris.class(class)),
        Verdict::Reject(st) => format!("[] a gl:Reject ; {} .", statement(st)),
        Verdict::Link(a, iri) => {
            format!("[] a gl:Link ; {} ; gl:target {} .", reference(a), NamedNode::new_unchecked(iri))
        }
        Verdict::Accept(st) => format!("[] a gl:Accept ; {} .", statement(st)),
    }
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
                Verdict::Different(
                    name("Paule Morin"),
                    Reference::Mention(DocumentId("b \"c\"".to_owned()), "P".to_owned()),
                ),
                Verdict::Rename(iri("id/tarn"), "Tarn & Cie".to_owned()),
                Verdict::Retype(iri("id/tarn"), TypeId("Company".to_owned())),
                Verdict::Reject(StatementKey("0f".to_owned()).into()),
                Verdict::Accept(StatementRef {
                    key: StatementKey("1f".to_owned()),
                    claims: ["a", "b"].map(|id| ClaimId(id.to_owned())).to_vec(),
                }),
                Verdict::Link(iri("id/tarn"), "https://kb.example/T%C3%A9".to_owned()),
            ],
            place: "curation.ttl".to_owned(),
            known: Vec::new(),
        };
        let (read, trouble) = read_curation(&write_curation(&curation, BASE), "curation.ttl", BASE);
        assert_eq!((read, trouble), (curation, Vec::new()));
    }

    #[test]
    fn proposals_are_no_verdicts_and_come_back_as_written() {
        let name = Reference::Name("T\"arn\\".to_owned());
        let proposal = |score, target: &str| Proposal {
            entity: name.clone(),
            target: target.to_owned(),
            label: "Tarn <b>\n".to_owned(),
            score,
        };
        let both = [proposal(90.5, "urn:x:b"), proposal(7.0, "urn:x:a")];
        let text = both.iter().map(|p| write_proposal(p, BASE)).collect::<Vec<_>>().join("\n");
        let text = format!("{}{text}", write_curation(&Curation::default(), BASE));
        assert_eq!(read_proposals(&text, BASE), both);
        let (read, trouble) = read_curation(&text, "c.ttl", BASE);
        assert_eq!((read.verdicts, trouble), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_read() {
        let turtle = "[] a gl:Same ; gl:entity id:tarn .\n[] a gl:Reject ; gl:statement st:0f .\n\
                      [] a gl:Odd .\n[] a gl:Same ; gl:name \"T\" ; gl:mention [ gl:name \"T\" ] .\n[] a gl:Accept ; gl:statement <https://other.example/x> .\n[] a gl:Same ; oops";
        let (read, trouble) = read_curation(turtle, "c.ttl", BASE);
        assert_eq!(read.verdicts, [Verdict::Reject(StatementKey("0f".to_owned()).into())]);
        let codes: Vec<_> = trouble.iter().map(|d| d.code.as_str()).collect();
        assert!(codes.contains(&"C101") && codes.contains(&"C102") && codes.contains(&"C103"), "{trouble:?}");
        assert_eq!(trouble.iter().find(|d| d.code == "C101").and_then(|d| d.position).map(|p| p.0), Some(6));
    }
}
