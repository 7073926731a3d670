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
        let mut place = Place::default();
        sorter.finish(|record| {
            let [graph, section, rest, _, predicate, object] = order::fields(record)?;
            let number = section.bytes().next().map_or(0, |b| usize::from(b - b'a'));
            let whole;
            let subject = match number {
                0 => rest,
                n => {
                    whole = format!("{}{}{rest}", writer.iris.base(), SECTIONS[n - 1]);
                    &whole
                }
            };
            writer.quad(&mut place, graph, subject, predicate, object, out)
        })?;
        writer.close(&place, true, out)?;
        out.flush()
    }
}

/// What was written last.
#[derive(Default)]
struct Place {
    begun: bool,
    graph: String,
    subject: String,
    predicate: String,
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
    fn quad(
        &self,
        place: &mut Place,
        graph: &str,
        subject: &str,
        predicate: &str,
        object: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let indent = if graph.is_empty() { "" } else { "    " };
        let same_graph = place.begun && place.graph == graph;
        if same_graph && place.subject == subject && place.predicate == predicate {
            out.write_all(b" , ")?;
            return self.object(object, out);
        }
        if same_graph && place.subject == subject {
            write!(out, " ;\n{indent}    ")?;
        } else {
            self.close(place, !same_graph, out)?;
            if !same_graph && !graph.is_empty() {
                out.write_all(b"\n")?;
                self.iri(graph.trim_start_matches('<').trim_end_matches('>'), out)?;
                out.write_all(b" {\n")?;
            }
            if graph.is_empty() {
                out.write_all(b"\n")?;
            }
            out.write_all(indent.as_bytes())?;
            if subject.starts_with("_:") {
                out.write_all(subject.as_bytes())?
            } else {
                self.iri(subject, out)?
            }
            out.write_all(b" ")?;
        }
        *place = Place {
            begun: true,
            graph: graph.to_owned(),
            subject: subject.to_owned(),
            predicate: predicate.to_owned(),
        };
        if predicate == rdf::TYPE.as_str() {
            out.write_all(b"a")?
        } else {
            self.iri(predicate, out)?
        }
        out.write_all(b" ")?;
        self.object(object, out)
    }

    /// Ends the last subject and, where it ends too, its graph.
    fn close(&self, place: &Place, graph: bool, out: &mut dyn Write) -> io::Result<()> {
        if place.begun {
            out.write_all(b" .\n")?;
            if graph && !place.graph.is_empty() {
                out.write_all(b"}\n")?;
            }
        }
        Ok(())
    }

    /// An object, from N-Triples.
    fn object(&self, object: &str, out: &mut dyn Write) -> io::Result<()> {
        if object.starts_with("<<") {
            let term: Term = object.parse().map_err(io::Error::other)?;
            return out.write_all(self.term(&term)?.as_bytes());
        }
        if let Some(iri) = object.strip_prefix('<') {
            return self.iri(iri.trim_end_matches('>'), out);
        }
        // Only a datatype ends so: texts end in a quote, languages in a letter or digit.
        let typed = object.strip_suffix('>').and_then(|rest| rest.rsplit_once("\"^^<"));
        let Some((quoted, datatype)) = typed else { return out.write_all(object.as_bytes()) };
        let value = &quoted[1..];
        if bare(value, datatype) {
            return out.write_all(value.as_bytes());
        }
        write!(out, "{quoted}\"^^")?;
        self.iri(datatype, out)
    }

    fn term(&self, term: &Term) -> io::Result<String> {
        let mut bytes = Vec::new();
        match term {
            Term::Triple(triple) => {
                let subject = self.term(&triple.subject.clone().into())?;
                let predicate = self.term(&triple.predicate.clone().into())?;
                bytes.extend(format!("<<( {subject} {predicate} {} )>>", self.term(&triple.object)?).into_bytes());
            }
            other => self.object(&other.to_string(), &mut bytes)?,
        }
        String::from_utf8(bytes).map_err(io::Error::other)
    }

    /// An IRI by its prefix where the rest is a plain local name, else below the base, else whole.
    fn iri(&self, iri: &str, out: &mut dyn Write) -> io::Result<()> {
        if let Some(path) = self.iris.path(iri) {
            let fits = |(prefix, folder): &(&'static str, &str)| {
                path.strip_prefix(folder).filter(|local| plain(local)).map(|local| (*prefix, local))
            };
            return match PATHS.iter().find_map(fits) {
                Some((prefix, local)) => write!(out, "{prefix}:{local}"),
                None if !path.is_empty() && !path.contains(':') => write!(out, "<{path}>"),
                None => write!(out, "<{iri}>"),
            };
        }
        let fits = |(prefix, namespace): &(&'static str, String)| {
            iri.strip_prefix(namespace.as_str()).filter(|local| plain(local)).map(|local| (*prefix, local))
        };
        match self.known.iter().find_map(fits) {
            Some((prefix, local)) => write!(out, "{prefix}:{local}"),
            None => write!(out, "<{iri}>"),
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
