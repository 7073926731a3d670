//! The IRIs of our things.

use oxrdf::NamedNode;

use super::vocab::{OPEN, gl};
use crate::merge::{Article, Entity, Graph, Statement};
use crate::ontology::{PredicateId, TypeId};

/// Makes IRIs under one base.
#[derive(Clone, Debug)]
pub struct Iris {
    base: String,
}

impl Iris {
    /// IRIs under `base`; a missing `/` at its end is added.
    pub fn new(base: &str) -> Self {
        let slash = if base.ends_with(['/', '#']) { "" } else { "/" };
        Self { base: format!("{base}{slash}") }
    }

    /// The base, with its `/` or `#`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// `BASE` and a path below it.
    pub fn below(&self, path: &str) -> NamedNode {
        node(format!("{}{path}", self.base))
    }

    /// The path below the base; `None` for an IRI of another base.
    pub fn path<'i>(&self, iri: &'i str) -> Option<&'i str> {
        iri.strip_prefix(&self.base)
    }

    /// `BASE id/…`.
    pub fn entity(&self, entity: &Entity) -> NamedNode {
        self.below(&entity.iri.0)
    }

    /// `BASE article/…`.
    pub fn article(&self, article: &Article) -> NamedNode {
        self.below(&article.iri)
    }

    /// `BASE statement/…`.
    pub fn statement(&self, statement: &Statement) -> NamedNode {
        self.below(&format!("statement/{}", statement.key))
    }

    /// `BASE passage/DOCUMENT/START-END`: a passage of an article.
    pub fn passage(&self, graph: &Graph, article: crate::merge::ArticleId, start: u32, end: u32) -> NamedNode {
        let home = &graph.article(article).iri;
        let home = home.strip_prefix("article/").unwrap_or(home);
        self.below(&format!("passage/{home}/{start}-{end}"))
    }

    /// A predicate: in `gl:`, by its full IRI, or under `open:`.
    pub fn predicate(&self, id: &PredicateId) -> NamedNode {
        match id.0.strip_prefix("open:") {
            Some(verb) => node(format!("{OPEN}{}", encode(verb))),
            None => term(&id.0),
        }
    }

    /// A class: in `gl:`, or by its full IRI.
    pub fn class(&self, id: &TypeId) -> NamedNode {
        term(&id.0)
    }
}

fn term(name: &str) -> NamedNode {
    if name.contains("://") || name.starts_with("urn:") {
        node(name.to_owned())
    } else {
        node(format!("{}{}", gl::NAMESPACE, encode(name)))
    }
}

/// An IRI; characters that IRIs must not hold are percent-encoded.
fn node(iri: String) -> NamedNode {
    if is_plain(&iri) {
        return NamedNode::new_unchecked(iri);
    }
    NamedNode::new(iri).unwrap_or_else(|_| NamedNode::new_unchecked("urn:glane:invalid"))
}

/// True for what is an IRI without a closer look, which takes longer than all else about it.
fn is_plain(iri: &str) -> bool {
    let rest = iri.strip_prefix("https://").or_else(|| iri.strip_prefix("http://"));
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'/' | b'#');
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_alphanumeric())
            && rest.bytes().all(plain)
            && rest.bytes().filter(|b| *b == b'#').count() <= 1
    })
}

/// A string as part of an IRI, one to one: all but ASCII letters, digits and `-._` percent-encoded, other scripts'
/// letters kept.
pub(super) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '.' | '_') {
            out.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_plain_is_an_iri() {
        for iri in ["https://kb.example/id/a-b_c.d#e", "http://a/"] {
            assert!(is_plain(iri) && NamedNode::new(iri).is_ok(), "{iri}");
        }
        for iri in ["https://", "https://a/#b#c", "https://a/ b", "urn:a", "https:///a", "https://a/%zz"] {
            assert!(!is_plain(iri), "{iri}");
        }
    }

    #[test]
    fn predicates_come_from_gl_open_or_their_own_vocabulary() {
        let iris = Iris::new("https://kb.example");
        let iri = |name: &str| iris.predicate(&PredicateId(name.to_owned())).into_string();
        assert_eq!(iri("acquires"), "https://w3id.org/glane/ontology#acquires");
        assert_eq!(iri("open:prêter à"), "https://w3id.org/glane/open#prêter%20à");
        assert_eq!(iri("https://schema.org/owns"), "https://schema.org/owns");
        assert_eq!(iri("a\"> b"), "https://w3id.org/glane/ontology#a%22%3E%20b");
        assert_eq!(iris.base(), "https://kb.example/");
    }
}
