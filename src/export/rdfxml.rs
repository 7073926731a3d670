//! RDF/XML, through oxigraph's serializer.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxrdf::{Literal, Term};

use super::order::Source;
use super::xml::clean;
use crate::rdf::Iris;
use crate::rdf::vocab::{PATHS, PREFIXES};

/// Writes the quads of the default graph.
pub(super) fn write(source: Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let iris = Iris::new(&source.options.base);
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    let paths = PATHS.iter().map(|(prefix, path)| (*prefix, format!("{}{path}", iris.base())));
    for (prefix, iri) in PREFIXES.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned())).chain(paths) {
        serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(&mut *out);
    source.each_node(&mut |node| {
        for quad in node {
            let mut triple = oxrdf::Triple::from(quad.clone());
            if let Term::Literal(literal) = &triple.object {
                triple.object = printable(literal).into();
            }
            serializer.serialize_triple(&triple)?;
        }
        Ok(())
    })?;
    serializer.finish()?;
    out.flush()
}

/// The literal without the control characters that XML cannot hold, not even escaped.
fn printable(literal: &Literal) -> Literal {
    let value = clean(literal.value());
    if value == literal.value() {
        return literal.clone();
    }
    match literal.language() {
        Some(tag) => Literal::new_language_tagged_literal_unchecked(value, tag),
        None => Literal::new_typed_literal(value, literal.datatype()),
    }
}
