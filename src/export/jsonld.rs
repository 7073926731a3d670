//! JSON-LD 1.1, compact: one object a subject, short keys, the context inside.
//!
//! A key is the local name of its predicate where no other predicate and no prefix has that name, else a compact IRI.
//! The context types a key whose values are all IRIs or all of one datatype, so that values stand bare.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{GraphName, Literal, Quad, Term};
use serde_json::{Map, Value, json};

use super::order::Source;
use crate::rdf::Iris;
use crate::rdf::vocab::{PATHS, PREFIXES};

/// Writes the quads: the default graph's objects, then one object with its own `@graph` for each article. They are made
/// twice, first for the context.
pub(super) fn write(source: Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let writer = Writer::new(source)?;
    write!(out, "{{\n  \"@context\": {},\n  \"@graph\": [", indented(&writer.context(), 2)?)?;
    let mut last: Option<GraphName> = None;
    source.each_node(&mut |node| {
        let graph = &node[0].graph_name;
        let (first, same) = (last.is_none(), last.as_ref() == Some(graph));
        let named = match graph {
            GraphName::DefaultGraph => None,
            GraphName::NamedNode(name) => Some(writer.iri(name.as_str())),
            GraphName::BlankNode(name) => Some(name.to_string()),
        };
        if !same && last.as_ref().is_some_and(|graph| *graph != GraphName::DefaultGraph) {
            out.write_all(b"\n      ]\n    }")?;
        }
        out.write_all(if first { b"\n" } else { b",\n" })?;
        let depth = match named {
            None => 4,
            Some(name) => {
                if !same {
                    // The new object's own list begins without a comma.
                    write!(out, "    {{\n      \"@id\": {},\n      \"@graph\": [\n", json!(name))?;
                }
                8
            }
        };
        write!(out, "{:depth$}{}", "", indented(&writer.node(node), depth)?)?;
        last = Some(graph.clone());
        Ok(())
    })?;
    let end: &[u8] = match last {
        None => b"]\n}\n",
        Some(GraphName::DefaultGraph) => b"\n  ]\n}\n",
        Some(_) => b"\n      ]\n    }\n  ]\n}\n",
    };
    out.write_all(end)?;
    out.flush()
}

/// The context alone, as a document of its own.
pub(super) fn write_context(source: Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let context = json!({ "@context": Writer::new(source)?.context() });
    serde_json::to_writer_pretty(&mut *out, &context)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Pretty JSON whose lines but the first stand so far in.
fn indented(value: &Value, depth: usize) -> io::Result<String> {
    let text = serde_json::to_string_pretty(value)?;
    Ok(text.replace('\n', &format!("\n{:depth$}", "")))
}

/// How the values of a key are typed.
#[derive(Clone, PartialEq)]
enum Coercion {
    Iri,
    Datatype(String),
    None,
}

struct Writer {
    prefixes: Vec<(String, String)>,
    /// Key and typing by predicate.
    keys: BTreeMap<String, (String, Coercion)>,
}

impl Writer {
    fn new(source: Source<'_>) -> io::Result<Self> {
        let iris = Iris::new(&source.options.base);
        let paths = PATHS.iter().map(|(prefix, path)| ((*prefix).to_owned(), format!("{}{path}", iris.base())));
        let known = PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), (*iri).to_owned()));
        let mut writer = Self { prefixes: known.chain(paths).collect(), keys: BTreeMap::new() };
        let mut coercions: BTreeMap<String, Coercion> = BTreeMap::new();
        source.each(&mut |quad| {
            if quad.predicate != rdf::TYPE {
                let kind = coercion(&quad.object);
                let known = coercions.entry(quad.predicate.as_str().to_owned()).or_insert_with(|| kind.clone());
                if *known != kind {
                    *known = Coercion::None;
                }
            }
            Ok(())
        })?;
        let mut taken: BTreeSet<String> = writer.prefixes.iter().map(|(prefix, _)| prefix.clone()).collect();
        for (predicate, coercion) in coercions {
            let compact = writer.iri(&predicate);
            let local = compact.split_once(':').map_or("", |(_, local)| local).to_owned();
            let plain = !local.is_empty() && local.chars().all(|c| c.is_ascii_alphanumeric());
            let key = if plain && taken.insert(local.clone()) { local } else { compact };
            writer.keys.insert(predicate, (key, coercion));
        }
        Ok(writer)
    }

    /// An IRI with its prefix, where one fits.
    fn iri(&self, iri: &str) -> String {
        let fits = |(prefix, namespace): &&(String, String)| {
            !prefix.is_empty() && iri.strip_prefix(namespace.as_str()).is_some_and(|local| !local.starts_with("//"))
        };
        let longest = self.prefixes.iter().filter(fits).max_by_key(|(_, namespace)| namespace.len());
        longest.map_or_else(|| iri.to_owned(), |(prefix, namespace)| format!("{prefix}:{}", &iri[namespace.len()..]))
    }

    fn context(&self) -> Value {
        let mut context = Map::new();
        for (prefix, namespace) in &self.prefixes {
            context.insert(prefix.clone(), json!({ "@id": namespace, "@prefix": true }));
        }
        for (predicate, (key, coercion)) in &self.keys {
            let id = if *key == self.iri(predicate) { predicate.clone() } else { self.iri(predicate) };
            let term = match coercion {
                Coercion::Iri => json!({ "@id": id, "@type": "@id" }),
                Coercion::Datatype(datatype) => json!({ "@id": id, "@type": self.iri(datatype) }),
                Coercion::None => json!({ "@id": id }),
            };
            context.insert(key.clone(), term);
        }
        Value::Object(context)
    }

    fn node(&self, quads: &[Quad]) -> Value {
        let mut node = Map::new();
        let subject = match &quads[0].subject {
            oxrdf::NamedOrBlankNode::NamedNode(subject) => self.iri(subject.as_str()),
            oxrdf::NamedOrBlankNode::BlankNode(subject) => subject.to_string(),
        };
        node.insert("@id".to_owned(), Value::String(subject));
        for group in quads.chunk_by(|a, b| a.predicate == b.predicate) {
            let predicate = &group[0].predicate;
            let (key, mut values) = if *predicate == rdf::TYPE {
                let class = |quad: &Quad| match &quad.object {
                    Term::NamedNode(class) => Value::String(self.iri(class.as_str())),
                    other => Value::String(other.to_string()),
                };
                ("@type", group.iter().map(class).collect::<Vec<_>>())
            } else {
                let (key, coercion) = &self.keys[predicate.as_str()];
                (key.as_str(), group.iter().map(|quad| self.value(&quad.object, coercion)).collect())
            };
            let value = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
            node.insert(key.to_owned(), value);
        }
        Value::Object(node)
    }

    fn value(&self, object: &Term, coercion: &Coercion) -> Value {
        match (object, coercion) {
            (Term::NamedNode(node), Coercion::Iri) => Value::String(self.iri(node.as_str())),
            (Term::NamedNode(node), _) => json!({ "@id": self.iri(node.as_str()) }),
            (Term::BlankNode(node), _) => json!({ "@id": node.to_string() }),
            (Term::Literal(literal), Coercion::Datatype(_)) => Value::String(literal.value().to_owned()),
            (Term::Literal(literal), _) => self.literal(literal),
            // Triple terms have no JSON-LD; the caller asks for RDF 1.1.
            (Term::Triple(triple), _) => Value::String(triple.to_string()),
        }
    }

    fn literal(&self, literal: &Literal) -> Value {
        match literal.language() {
            Some(tag) => json!({ "@value": literal.value(), "@language": tag }),
            None if literal.datatype() == xsd::STRING => Value::String(literal.value().to_owned()),
            None => json!({ "@value": literal.value(), "@type": self.iri(literal.datatype().as_str()) }),
        }
    }
}

fn coercion(object: &Term) -> Coercion {
    match object {
        Term::NamedNode(_) | Term::BlankNode(_) => Coercion::Iri,
        Term::Literal(literal) if literal.language().is_none() && literal.datatype() != xsd::STRING => {
            Coercion::Datatype(literal.datatype().as_str().to_owned())
        }
        _ => Coercion::None,
    }
}
