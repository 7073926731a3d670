//! CSV (RFC 4180): one table of edges with both ends by IRI and label, a table of nodes, and the pair that
//! `neo4j-admin database import` reads.
//!
//! In the plain tables a text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
//! line end) is preceded by an apostrophe, as OWASP advises; numbers stay numbers. The tables for Neo4j are read by no
//! spreadsheet, and hold texts as they are.

use std::io::{self, Write};

use super::table::{Edge, Node, Table};
use crate::merge::Graph;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Edges with the labels of their ends.
    Edges,
    /// Nodes.
    Nodes,
    /// Nodes with the heads of `neo4j-admin`.
    Neo4jNodes,
    /// Edges with the heads of `neo4j-admin`.
    Neo4jEdges,
}

/// Writes a table with its head.
pub(super) fn write(form: Form, graph: &Graph, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let table = Table::of(graph, base);
    let mut writer = Writer { raw: matches!(form, Form::Neo4jNodes | Form::Neo4jEdges), out };
    match form {
        Form::Edges => {
            let ends = ["id", "source", "sourceLabel", "sourceType", "target", "targetLabel", "targetType"];
            writer.head(ends.iter().chain(Edge::NAMES).map(|name| (*name).to_owned()))?;
            for edge in table.edges() {
                let (source, target) = (&edge.source_end, &edge.target_end);
                let ends = [&edge.id, &edge.source, &source.0, &source.1, &edge.target, &target.0, &target.1];
                writer.row(&ends.map(String::as_str), &edge.values(), Edge::TYPES, &[])?;
            }
        }
        Form::Nodes => {
            writer.head(["id"].iter().chain(Node::NAMES).map(|name| (*name).to_owned()))?;
            for node in table.nodes() {
                writer.row(&[&node.id], &node.values(), Node::TYPES, &[])?;
            }
        }
        Form::Neo4jNodes => {
            writer.head(heads("iri:ID", Node::NAMES, Node::TYPES, &[":LABEL"]))?;
            for node in table.nodes() {
                writer.row(&[&node.id], &node.values(), Node::TYPES, &[&format!("Entity;{}", node.class)])?;
            }
        }
        Form::Neo4jEdges => {
            writer.head(heads("iri", Edge::NAMES, Edge::TYPES, &[":START_ID", ":END_ID", ":TYPE"]))?;
            for edge in table.edges() {
                writer.row(&[&edge.id], &edge.values(), Edge::TYPES, &[&edge.source, &edge.target, &edge.predicate])?;
            }
        }
    }
    out.flush()
}

/// `neo4j-admin`'s heads: names with types.
fn heads(id: &str, names: &[&str], types: &[&str], more: &[&str]) -> impl Iterator<Item = String> {
    let typed = names.iter().zip(types).map(|(name, class)| format!("{name}:{class}"));
    let all: Vec<String> =
        [id.to_owned()].into_iter().chain(typed).chain(more.iter().map(|m| (*m).to_owned())).collect();
    all.into_iter()
}

struct Writer<'a> {
    /// Texts as they are, for programs.
    raw: bool,
    out: &'a mut dyn Write,
}

impl Writer<'_> {
    fn head(&mut self, names: impl Iterator<Item = String>) -> io::Result<()> {
        write!(self.out, "{}\r\n", names.collect::<Vec<_>>().join(","))
    }

    fn row(&mut self, first: &[&str], values: &[String], types: &[&str], last: &[&str]) -> io::Result<()> {
        let raw = self.raw;
        let text = |text: &str| if raw { quoted(text, "") } else { field(text) };
        let middle = values.iter().zip(types).map(|(v, class)| if *class == "string" { text(v) } else { v.clone() });
        let all = first.iter().map(|t| text(t)).chain(middle).chain(last.iter().map(|t| text(t)));
        write!(self.out, "{}\r\n", all.collect::<Vec<_>>().join(","))
    }
}

fn field(text: &str) -> String {
    quoted(text, if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" })
}

fn quoted(text: &str, guard: &str) -> String {
    if guard.is_empty() && !text.contains([',', '"', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        assert_eq!(field("=1+1"), "\"'=1+1\"");
        assert_eq!(field("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(field("plain"), "plain");
    }
}
