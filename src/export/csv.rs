//! One CSV table (RFC 4180): a line a statement, its ends by IRI and label.
//!
//! A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line end) is
//! preceded by an apostrophe, as OWASP advises; numbers stay numbers.

use std::io::{self, Write};

use super::table::{Edge, Table};
use crate::merge::Graph;

/// Writes the table with its head.
pub(super) fn write(graph: &Graph, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let table = Table::of(graph, base);
    let mut labels = std::collections::BTreeMap::new();
    for node in &table.nodes {
        labels.insert(node.id.as_str(), (node.label.as_str(), node.class.as_str()));
    }
    let ends = ["id", "source", "sourceLabel", "sourceType", "target", "targetLabel", "targetType"];
    let head: Vec<&str> = ends.iter().chain(Edge::NAMES).copied().collect();
    write!(out, "{}\r\n", head.join(","))?;
    for edge in &table.edges {
        let (source, target) = (labels[edge.source.as_str()], labels[edge.target.as_str()]);
        let ends = [edge.id.as_str(), &edge.source, source.0, source.1, &edge.target, target.0, target.1];
        let texts = ends.iter().map(|text| field(text));
        let values = edge.values();
        let typed =
            values.iter().zip(Edge::TYPES).map(|(v, class)| if *class == "string" { field(v) } else { v.clone() });
        write!(out, "{}\r\n", texts.chain(typed).collect::<Vec<_>>().join(","))?;
    }
    out.flush()
}

fn field(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
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
