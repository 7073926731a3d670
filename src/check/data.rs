//! Triples, found by subject and by object.

use std::collections::HashMap;

use oxrdf::vocab::rdf;
use oxrdf::{BlankNode, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

use crate::diagnostic::{Diagnostic, Severity};

/// A set of triples; the order in which they are given does not show in what is found.
#[derive(Debug, Default)]
pub struct Data {
    terms: Vec<Term>,
    ids: HashMap<Term, u32>,
    /// Subject, predicate, object; sorted.
    forward: Vec<[u32; 3]>,
    /// Object, predicate, subject; sorted.
    backward: Vec<[u32; 3]>,
}

impl Data {
    /// The index of these triples.
    pub fn new(triples: impl IntoIterator<Item = Triple>) -> Self {
        let mut data = Self::default();
        for triple in triples {
            let subject = data.intern(triple.subject.into());
            let predicate = data.intern(triple.predicate.into());
            let object = data.intern(triple.object);
            data.forward.push([subject, predicate, object]);
        }
        data.forward.sort_unstable();
        data.forward.dedup();
        data.backward = data.forward.iter().map(|[s, p, o]| [*o, *p, *s]).collect();
        data.backward.sort_unstable();
        data
    }

    /// The triples of a Turtle file.
    ///
    /// # Errors
    /// Where it is not Turtle, with the place.
    pub fn parse(name: &str, turtle: &str) -> Result<Self, Diagnostic> {
        let triples: Result<Vec<_>, _> = triples(name, turtle);
        triples.map(Self::new)
    }

    /// How many triples there are.
    pub fn len(&self) -> usize {
        self.forward.len()
    }

    /// True where there are none.
    pub fn is_empty(&self) -> bool {
        self.forward.is_empty()
    }

    /// Values of a property.
    pub(super) fn objects<'d>(&'d self, subject: &Term, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = &'d Term> {
        self.ends(&self.forward, subject, predicate)
    }

    /// Subjects that have the property with that value.
    pub(super) fn subjects<'d>(&'d self, predicate: NamedNodeRef<'_>, object: &Term) -> impl Iterator<Item = &'d Term> {
        self.ends(&self.backward, object, predicate)
    }

    /// The first value of a property.
    pub(super) fn object<'d>(&'d self, subject: &Term, predicate: NamedNodeRef<'_>) -> Option<&'d Term> {
        self.objects(subject, predicate).next()
    }

    /// All properties of a subject with their values.
    pub(super) fn facts<'d>(&'d self, subject: &Term) -> impl Iterator<Item = (&'d Term, &'d Term)> {
        let rows = self.ids.get(subject).map_or(&[][..], |id| rows(&self.forward, &[*id]));
        rows.iter().map(|[_, p, o]| (self.term(*p), self.term(*o)))
    }

    /// Subjects of the property, each once.
    pub(super) fn subjects_of(&self, predicate: &Term) -> Vec<&Term> {
        self.having(&self.forward, predicate)
    }

    /// Values of the property, each once.
    pub(super) fn objects_of(&self, predicate: &Term) -> Vec<&Term> {
        self.having(&self.backward, predicate)
    }

    /// The members of an RDF list.
    pub(super) fn list(&self, head: &Term) -> Vec<&Term> {
        let (mut members, mut cell) = (Vec::new(), self.ids.get(head).map(|id| self.term(*id)));
        while let Some(at) = cell {
            let Some(first) = self.object(at, rdf::FIRST) else { break };
            members.push(first);
            cell = self.object(at, rdf::REST);
            if members.len() > self.forward.len() {
                break;
            }
        }
        members
    }

    fn ends<'d>(
        &'d self,
        index: &'d [[u32; 3]],
        start: &Term,
        predicate: NamedNodeRef<'_>,
    ) -> impl Iterator<Item = &'d Term> {
        let known = self.ids.get(start).zip(self.ids.get(&Term::from(predicate)));
        let found = known.map_or(&[][..], |(start, predicate)| rows(index, &[*start, *predicate]));
        found.iter().map(|[_, _, end]| self.term(*end))
    }

    fn having<'d>(&'d self, index: &[[u32; 3]], predicate: &Term) -> Vec<&'d Term> {
        let Some(predicate) = self.ids.get(predicate) else { return Vec::new() };
        let mut found: Vec<u32> = index.iter().filter(|row| row[1] == *predicate).map(|row| row[0]).collect();
        found.dedup();
        found.into_iter().map(|id| self.term(id)).collect()
    }

    fn term(&self, id: u32) -> &Term {
        &self.terms[id as usize]
    }

    fn intern(&mut self, term: Term) -> u32 {
        if let Some(&id) = self.ids.get(&term) {
            return id;
        }
        let id = self.terms.len() as u32;
        self.terms.push(term.clone());
        self.ids.insert(term, id);
        id
    }
}

/// The triples of a Turtle file, its blank nodes named in their order: the parser's own names are random.
///
/// # Errors
/// Where it is not Turtle, with the place.
pub fn triples(name: &str, turtle: &str) -> Result<Vec<Triple>, Diagnostic> {
    let mut names: HashMap<BlankNode, BlankNode> = HashMap::new();
    let mut rename = |node: BlankNode| {
        let fresh = BlankNode::new_unchecked(format!("b{}", names.len()));
        names.entry(node).or_insert(fresh).clone()
    };
    let mut found = Vec::new();
    for triple in TurtleParser::new().for_slice(turtle) {
        let mut triple: Triple = triple.map_err(|error| {
            let at = error.location().start;
            Diagnostic::new(Severity::Error, "S001", name, format!("not Turtle: {}", error.message()))
                .at(at.line as u32 + 1, at.column as u32 + 1)
        })?;
        if let NamedOrBlankNode::BlankNode(node) = triple.subject {
            triple.subject = rename(node).into();
        }
        if let Term::BlankNode(node) = triple.object {
            triple.object = rename(node).into();
        }
        found.push(triple);
    }
    Ok(found)
}

/// The rows that begin so.
fn rows<'d>(index: &'d [[u32; 3]], start: &[u32]) -> &'d [[u32; 3]] {
    let from = index.partition_point(|row| &row[..start.len()] < start);
    let to = index.partition_point(|row| &row[..start.len()] <= start);
    &index[from..to]
}

/// The named node that a term is.
pub(super) fn named(term: &Term) -> Option<&NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triples_are_found_from_both_ends() {
        let data = Data::parse("t.ttl", "@prefix x: <urn:x:> . x:a x:p x:b, x:c ; x:q ( 1 2 3 ) . x:d x:p x:b .")
            .expect("it is Turtle");
        let node = |name: &str| Term::from(NamedNode::new_unchecked(format!("urn:x:{name}")));
        let p = NamedNode::new_unchecked("urn:x:p");
        assert_eq!(data.objects(&node("a"), p.as_ref()).count(), 2);
        assert_eq!(data.subjects(p.as_ref(), &node("b")).count(), 2);
        assert_eq!(data.subjects_of(&p.clone().into()).len(), 2);
        assert_eq!(data.objects_of(&p.into()).len(), 2);
        let list = data.object(&node("a"), NamedNodeRef::new_unchecked("urn:x:q")).expect("it has a list");
        assert_eq!(data.list(list).len(), 3);
        assert_eq!(Data::parse("t.ttl", "<a").expect_err("it is broken").position.map(|p| p.0), Some(1));
    }
}
