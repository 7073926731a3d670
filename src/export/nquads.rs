//! N-Triples and N-Quads, sorted: the canonical form, equal for equal graphs.

use std::io::{self, Write};

use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};

use super::order::Source;
use super::sorter::Sorter;

/// Writes the quads, one a line.
pub(super) fn write(source: Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut sorter = Sorter::new();
    source.each(&mut |quad| sorter.push(|bytes| line(bytes, &quad)))?;
    sorter.finish(|line| out.write_all(line))?;
    out.flush()
}

/// A quad as its line.
fn line(bytes: &mut Vec<u8>, quad: &Quad) {
    subject(bytes, &quad.subject);
    bytes.extend_from_slice(b" <");
    bytes.extend_from_slice(quad.predicate.as_str().as_bytes());
    bytes.extend_from_slice(b"> ");
    term(bytes, &quad.object);
    if quad.graph_name != GraphName::DefaultGraph {
        bytes.push(b' ');
        bytes.extend_from_slice(quad.graph_name.to_string().as_bytes());
    }
    bytes.extend_from_slice(b" .\n");
}

/// A subject in N-Triples.
pub(super) fn subject(bytes: &mut Vec<u8>, node: &NamedOrBlankNode) {
    match node {
        NamedOrBlankNode::NamedNode(node) => {
            bytes.push(b'<');
            bytes.extend_from_slice(node.as_str().as_bytes());
            bytes.push(b'>');
        }
        NamedOrBlankNode::BlankNode(node) => bytes.extend_from_slice(node.to_string().as_bytes()),
    }
}

/// A term in N-Triples; the short way for what needs no escape.
pub(super) fn term(bytes: &mut Vec<u8>, term: &Term) {
    let plain = |b: &u8| *b >= b' ' && !matches!(b, b'"' | b'\\' | 0x7f);
    match term {
        Term::NamedNode(node) => {
            bytes.push(b'<');
            bytes.extend_from_slice(node.as_str().as_bytes());
            bytes.push(b'>');
        }
        Term::Literal(literal) if literal.value().as_bytes().iter().all(plain) => {
            bytes.push(b'"');
            bytes.extend_from_slice(literal.value().as_bytes());
            bytes.push(b'"');
            if let Some(language) = literal.language() {
                bytes.push(b'@');
                bytes.extend_from_slice(language.as_bytes());
            } else if literal.datatype() != oxrdf::vocab::xsd::STRING {
                bytes.extend_from_slice(b"^^<");
                bytes.extend_from_slice(literal.datatype().as_str().as_bytes());
                bytes.push(b'>');
            }
        }
        other => bytes.extend_from_slice(other.to_string().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use oxrdf::vocab::xsd;
    use oxrdf::{Literal, NamedNode, Triple};

    use super::*;

    #[test]
    fn the_short_way_is_the_long_one() {
        let node = NamedNode::new_unchecked("urn:a");
        let triple = Triple::new(node.clone(), node.clone(), Literal::from(true));
        let terms: [Term; 7] = [
            node.into(),
            Literal::new_simple_literal("é 🙂 '<>").into(),
            Literal::new_simple_literal("a\"b\\c\n\u{1}\u{7f}\u{85}").into(),
            Literal::new_language_tagged_literal_unchecked("x", "fr").into(),
            Literal::new_typed_literal("1", xsd::INTEGER).into(),
            Literal::new_simple_literal("").into(),
            triple.into(),
        ];
        for long in terms {
            let mut short = Vec::new();
            term(&mut short, &long);
            assert_eq!(String::from_utf8(short).expect("it is text"), long.to_string());
        }
    }
}
