//! Cypher, for Neo4j and its kin: one statement a node or edge, so that a file of any length can be piped into a shell.
//!
//! `MERGE` by IRI: written twice, the graph is the same. Names that come from articles stand only inside string
//! literals; types and predicates, which become labels, between backquotes.

use std::io::{self, Write};

use super::table::{Edge, Node, Table};
use crate::merge::Graph;

/// Writes the graph.
pub(super) fn write(graph: &Graph, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let table = Table::of(graph, base);
    writeln!(out, "CREATE CONSTRAINT glane_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;")?;
    for node in table.nodes() {
        let properties = properties(Node::NAMES, Node::TYPES, &node.values());
        writeln!(
            out,
            "MERGE (n:Entity {{iri: {}}}) SET n:{}, n += {properties};",
            string(&node.id),
            name(&node.class)
        )?;
    }
    for edge in table.edges() {
        let properties = properties(Edge::NAMES, Edge::TYPES, &edge.values());
        writeln!(
            out,
            "MATCH (a:Entity {{iri: {}}}), (b:Entity {{iri: {}}}) MERGE (a)-[r:{} {{iri: {}}}]->(b) SET r += {properties};",
            string(&edge.source),
            string(&edge.target),
            name(&edge.predicate),
            string(&edge.id),
        )?;
    }
    out.flush()
}

fn properties(names: &[&str], types: &[&str], values: &[String]) -> String {
    let known = names.iter().zip(types).zip(values).filter(|(_, value)| !value.is_empty());
    let shown = known.map(|((key, class), value)| {
        let value = if *class == "string" { string(value) } else { value.clone() };
        format!("{}: {value}", name(key))
    });
    format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
}

/// A string literal.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A label, type or key between backquotes.
fn name(text: &str) -> String {
    format!("`{}`", text.replace('`', "``"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(string("x'}) DETACH DELETE n //\\"), "'x\\'}) DETACH DELETE n //\\\\'");
        assert_eq!(string("a\nb\u{1}"), "'a\\nb\\u0001'");
        assert_eq!(name("a`b"), "`a``b`");
    }
}
