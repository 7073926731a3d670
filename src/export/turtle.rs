//! Turtle and TriG for people: prefixes, one block a subject, things of one kind together, in one order.
//!
//! Written here because oxttl's serializer has neither an order of prefixes that two processes share nor blank lines.

use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::rdf::Iris;
use crate::rdf::vocab::{PATHS, PREFIXES};

/// Which things come first, by their path below the base; all others before them.
const SECTIONS: &[&str] =
    &["run", "article/", "id/", "statement/", "conflict/", "doubt/", "passage/", "name/", "value/", "when/", "day/"];

/// Writes the quads; those of the default graph first, without a name. Quads of the default graph alone make Turtle.
pub(crate) fn write(mut quads: Vec<Quad>, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let writer = Writer::new(base);
    quads.sort_by_cached_key(|quad| writer.place(quad));
    quads.dedup();
    writer.head(out)?;
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let named = match &graph[0].graph_name {
            GraphName::DefaultGraph => None,
            GraphName::NamedNode(name) => Some(writer.iri(name)),
            GraphName::BlankNode(name) => Some(name.to_string()),
        };
        let indent = if named.is_some() { "    " } else { "" };
        if let Some(name) = &named {
            writeln!(out, "\n{name} {{")?;
        }
        for node in graph.chunk_by(|a, b| a.subject == b.subject) {
            if named.is_none() {
                writeln!(out)?;
            }
            writer.node(node, indent, out)?;
        }
        if named.is_some() {
            writeln!(out, "}}")?;
        }
    }
    out.flush()
}

struct Writer {
    iris: Iris,
    prefixes: Vec<(&'static str, String)>,
}

impl Writer {
    fn new(base: &str) -> Self {
        let iris = Iris::new(base);
        let known = PREFIXES.iter().map(|(prefix, iri)| (*prefix, (*iri).to_owned()));
        let paths = PATHS.iter().map(|(prefix, path)| (*prefix, format!("{}{path}", iris.base())));
        let prefixes = known.chain(paths).collect();
        Self { iris, prefixes }
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "@base <{}> .", self.iris.base())?;
        for (prefix, iri) in &self.prefixes {
            writeln!(out, "@prefix {prefix}: <{iri}> .")?;
        }
        Ok(())
    }

    /// Graph, section, subject, `rdf:type` and labels first, predicate, object.
    fn place(&self, quad: &Quad) -> (String, usize, String, u8, String, String) {
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => String::new(),
            graph => graph.to_string(),
        };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let path = self.iris.path(&subject);
        let section = path.and_then(|path| SECTIONS.iter().position(|s| path.starts_with(s))).map_or(0, |i| i + 1);
        let predicate = quad.predicate.as_str();
        let first = match predicate {
            p if p == rdf::TYPE.as_str() => 0,
            p if p == rdf::SUBJECT.as_str() => 1,
            p if p == rdf::PREDICATE.as_str() => 2,
            p if p == rdf::OBJECT.as_str() => 3,
            p if p.ends_with("#label") || p.ends_with("#prefLabel") => 4,
            p if p.ends_with("#altLabel") => 5,
            _ => 6,
        };
        (graph, section, subject, first, predicate.to_owned(), quad.object.to_string())
    }

    fn node(&self, quads: &[Quad], indent: &str, out: &mut dyn Write) -> io::Result<()> {
        let subject = match &quads[0].subject {
            NamedOrBlankNode::NamedNode(node) => self.iri(node),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        write!(out, "{indent}{subject}")?;
        for (i, group) in quads.chunk_by(|a, b| a.predicate == b.predicate).enumerate() {
            let before = if i == 0 { " ".to_owned() } else { format!(" ;\n{indent}    ") };
            let predicate = &group[0].predicate;
            let predicate = if *predicate == rdf::TYPE { "a".to_owned() } else { self.iri(predicate) };
            let objects: Vec<String> = group.iter().map(|quad| self.term(&quad.object)).collect();
            write!(out, "{before}{predicate} {}", objects.join(" , "))?;
        }
        writeln!(out, " .")
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => self.literal(literal),
            Term::Triple(triple) => {
                let subject = match &triple.subject {
                    NamedOrBlankNode::NamedNode(node) => self.iri(node),
                    NamedOrBlankNode::BlankNode(node) => node.to_string(),
                };
                format!("<<( {subject} {} {} )>>", self.iri(&triple.predicate), self.term(&triple.object))
            }
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        let (value, datatype) = (literal.value(), literal.datatype());
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let unsigned = value.strip_prefix('-').unwrap_or(value);
        let bare = (datatype == xsd::BOOLEAN && matches!(value, "true" | "false"))
            || (datatype == xsd::INTEGER && digits(unsigned))
            || (datatype == xsd::DECIMAL && unsigned.split_once('.').is_some_and(|(w, f)| digits(w) && digits(f)));
        if bare {
            value.to_owned()
        } else if literal.language().is_some() || datatype == xsd::STRING {
            literal.to_string()
        } else {
            format!("{}^^{}", Literal::new_simple_literal(value), self.iri(&datatype.into_owned()))
        }
    }

    /// An IRI by its prefix where the rest is a plain local name, else below the base, else whole.
    fn iri(&self, node: &NamedNode) -> String {
        let iri = node.as_str();
        let fits = |(prefix, namespace): &(&'static str, String)| {
            iri.strip_prefix(namespace.as_str()).filter(|local| plain(local)).map(|local| format!("{prefix}:{local}"))
        };
        if let Some(short) = self.prefixes.iter().find_map(fits) {
            return short;
        }
        match self.iris.path(iri) {
            Some(path) if !path.is_empty() && !path.contains(':') => format!("<{path}>"),
            _ => node.to_string(),
        }
    }
}

/// True for what Turtle takes as a local name without escapes, in every reader that we know.
fn plain(local: &str) -> bool {
    let inner =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '\u{e0}'..='\u{f6}' | '\u{f8}'..='\u{ff}');
    local.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && local.chars().all(inner)
}
