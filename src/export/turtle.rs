//! Turtle and TriG for people: prefixes, one block a subject, things of one kind together, in one order.
//!
//! Written here because oxttl's serializer has neither an order of prefixes that two processes share nor blank lines.

use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{NamedOrBlankNode, Quad, Term};

use super::order;
use super::sorter::Sorter;
use crate::rdf::Iris;
use crate::rdf::vocab::{PATHS, PREFIXES};

/// Which things come first, by their path below the base; all others before them.
const SECTIONS: &[&str] =
    &["run", "article/", "id/", "statement/", "conflict/", "doubt/", "passage/", "name/", "value/", "when/", "day/"];

/// Writes the quads; those of the default graph first, without a name. Quads of the default graph alone make Turtle.
pub(crate) fn write(quads: impl IntoIterator<Item = Quad>, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut blocks = Blocks::new(base);
    quads.into_iter().try_for_each(|quad| blocks.push(&quad))?;
    blocks.finish(out)
}

/// So many bytes are written together.
const PAGE: usize = 1 << 16;

/// Quads on their way into Turtle: sorted first, whatever their number, then written.
pub(super) struct Blocks {
    writer: Writer,
    sorter: Sorter,
}

impl Blocks {
    pub(super) fn new(base: &str) -> Self {
        Self { writer: Writer::new(base), sorter: Sorter::new() }
    }

    /// Takes a quad, in any order.
    pub(super) fn push(&mut self, quad: &Quad) -> io::Result<()> {
        let writer = &self.writer;
        self.sorter.push(|bytes| {
            let blank;
            let subject = match &quad.subject {
                NamedOrBlankNode::NamedNode(node) => node.as_str(),
                NamedOrBlankNode::BlankNode(node) => {
                    blank = node.to_string();
                    &blank
                }
            };
            let section = writer.section(subject);
            let rest = match section {
                0 => subject,
                n => writer.iris.path(subject).map_or(subject, |path| &path[SECTIONS[n - 1].len()..]),
            };
            let rank = [b'0' + rank(quad.predicate.as_str())];
            order::key(bytes, quad, &[b'a' + section as u8], |bytes| bytes.extend_from_slice(rest.as_bytes()), &rank);
        })
    }

    /// Writes all that was taken.
    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        let Self { writer, sorter } = self;
        writer.head(out)?;
        let (mut place, mut text) = (Place::default(), Vec::with_capacity(2 * PAGE));
        sorter.finish(|record| {
            writer.quad(&mut place, order::fields(record)?, &mut text)?;
            if text.len() > PAGE {
                out.write_all(&text)?;
                text.clear();
            }
            Ok(())
        })?;
        writer.close(&place, true, &mut text);
        out.write_all(&text)?;
        out.flush()
    }
}

/// What was written last, as the records' fields.
#[derive(Default)]
struct Place {
    begun: bool,
    graph: String,
    section: String,
    subject: String,
    predicate: String,
}

/// Makes a string another, in the room that it has.
fn set(text: &mut String, other: &str) {
    text.clear();
    text.push_str(other);
}

struct Writer {
    iris: Iris,
    known: Vec<(&'static str, String)>,
}

/// Type and labels first.
fn rank(predicate: &str) -> u8 {
    match predicate {
        p if p == rdf::TYPE.as_str() => 0,
        p if p == rdf::SUBJECT.as_str() => 1,
        p if p == rdf::PREDICATE.as_str() => 2,
        p if p == rdf::OBJECT.as_str() => 3,
        p if p.ends_with("#label") || p.ends_with("#prefLabel") => 4,
        p if p.ends_with("#altLabel") => 5,
        _ => 6,
    }
}

impl Writer {
    fn new(base: &str) -> Self {
        let known = PREFIXES.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned())).collect();
        Self { iris: Iris::new(base), known }
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "@base <{}> .", self.iris.base())?;
        for (prefix, iri) in &self.known {
            writeln!(out, "@prefix {prefix}: <{iri}> .")?;
        }
        for (prefix, path) in PATHS {
            writeln!(out, "@prefix {prefix}: <{}{path}> .", self.iris.base())?;
        }
        Ok(())
    }

    /// The number of a subject's section.
    fn section(&self, subject: &str) -> usize {
        let path = self.iris.path(subject);
        path.and_then(|path| SECTIONS.iter().position(|s| path.starts_with(s))).map_or(0, |i| i + 1)
    }

    /// Writes a quad behind the last one, as far as they differ.
    fn quad(&self, place: &mut Place, fields: [&str; 6], out: &mut Vec<u8>) -> io::Result<()> {
        let [graph, section, subject, _, predicate, object] = fields;
        let same_graph = place.begun && place.graph == graph;
        let same_subject = same_graph && place.subject == subject && place.section == section;
        if same_subject && place.predicate == predicate {
            out.extend_from_slice(b" , ");
            return self.object(object, out);
        }
        let indent: &[u8] = if graph.is_empty() { b"" } else { b"    " };
        if same_subject {
            out.extend_from_slice(b" ;\n");
            out.extend_from_slice(indent);
            out.extend_from_slice(b"    ");
        } else {
            self.close(place, !same_graph, out);
            if !same_graph && !graph.is_empty() {
                out.push(b'\n');
                self.iri(graph.trim_start_matches('<').trim_end_matches('>'), out);
                out.extend_from_slice(b" {\n");
            }
            if graph.is_empty() {
                out.push(b'\n');
            }
            out.extend_from_slice(indent);
            self.subject(section, subject, out);
            out.push(b' ');
            set(&mut place.subject, subject);
            set(&mut place.section, section);
            set(&mut place.graph, graph);
            place.begun = true;
        }
        set(&mut place.predicate, predicate);
        if predicate == rdf::TYPE.as_str() {
            out.push(b'a')
        } else {
            self.iri(predicate, out)
        }
        out.push(b' ');
        self.object(object, out)
    }

    /// A subject by its section and what stands behind the section's folder.
    fn subject(&self, section: &str, subject: &str, out: &mut Vec<u8>) {
        match section.bytes().next().map_or(0, |b| usize::from(b - b'a')) {
            0 if subject.starts_with("_:") => out.extend_from_slice(subject.as_bytes()),
            0 => self.iri(subject, out),
            n => self.iri(&format!("{}{}{subject}", self.iris.base(), SECTIONS[n - 1]), out),
        }
    }

    /// Ends the last subject and, where it ends too, its graph.
    fn close(&self, place: &Place, graph: bool, out: &mut Vec<u8>) {
        if place.begun {
            out.extend_from_slice(b" .\n");
            if graph && !place.graph.is_empty() {
                out.extend_from_slice(b"}\n");
            }
        }
    }

    /// An object, from N-Triples.
    fn object(&self, object: &str, out: &mut Vec<u8>) -> io::Result<()> {
        if object.starts_with("<<") {
            let term: Term = object.parse().map_err(io::Error::other)?;
            return self.term(&term, out);
        }
        if let Some(iri) = object.strip_prefix('<') {
            self.iri(iri.trim_end_matches('>'), out);
            return Ok(());
        }
        // Only a datatype ends so: texts end in a quote, languages in a letter or digit.
        let typed = object.strip_suffix('>').and_then(|rest| rest.rsplit_once("\"^^<"));
        let Some((quoted, datatype)) = typed else {
            out.extend_from_slice(object.as_bytes());
            return Ok(());
        };
        let value = &quoted[1..];
        if bare(value, datatype) {
            out.extend_from_slice(value.as_bytes());
        } else {
            out.extend_from_slice(quoted.as_bytes());
            out.extend_from_slice(b"\"^^");
            self.iri(datatype, out);
        }
        Ok(())
    }

    fn term(&self, term: &Term, out: &mut Vec<u8>) -> io::Result<()> {
        let Term::Triple(triple) = term else { return self.object(&term.to_string(), out) };
        out.extend_from_slice(b"<<( ");
        self.term(&triple.subject.clone().into(), out)?;
        out.push(b' ');
        self.term(&triple.predicate.clone().into(), out)?;
        out.push(b' ');
        self.term(&triple.object, out)?;
        out.extend_from_slice(b" )>>");
        Ok(())
    }

    /// An IRI by its prefix where the rest is a plain local name, else below the base, else whole.
    fn iri(&self, iri: &str, out: &mut Vec<u8>) {
        let mut parts = |parts: [&str; 3]| parts.iter().for_each(|part| out.extend_from_slice(part.as_bytes()));
        if let Some(path) = self.iris.path(iri) {
            let folder = path.split_inclusive('/').next().unwrap_or_default();
            let known = PATHS.iter().find(|(_, known)| *known == folder);
            return match known.map(|(prefix, _)| (prefix, &path[folder.len()..])).filter(|(_, local)| plain(local)) {
                Some((prefix, local)) => parts([prefix, ":", local]),
                None if !path.is_empty() && !path.contains(':') => parts(["<", path, ">"]),
                None => parts(["<", iri, ">"]),
            };
        }
        let fits = |(prefix, namespace): &(&'static str, String)| {
            iri.strip_prefix(namespace.as_str()).filter(|local| plain(local)).map(|local| (*prefix, local))
        };
        match self.known.iter().find_map(fits) {
            Some((prefix, local)) => parts([prefix, ":", local]),
            None => parts(["<", iri, ">"]),
        }
    }
}

/// True for values that Turtle takes without quotes and datatype.
fn bare(value: &str, datatype: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    (datatype == xsd::BOOLEAN.as_str() && matches!(value, "true" | "false"))
        || (datatype == xsd::INTEGER.as_str() && digits(unsigned))
        || (datatype == xsd::DECIMAL.as_str() && unsigned.split_once('.').is_some_and(|(w, f)| digits(w) && digits(f)))
}

/// True for what Turtle takes as a local name without escapes, in every reader that we know.
fn plain(local: &str) -> bool {
    let inner =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '\u{e0}'..='\u{f6}' | '\u{f8}'..='\u{ff}');
    local.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && local.chars().all(inner)
}
