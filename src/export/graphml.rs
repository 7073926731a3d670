//! GraphML (<http://graphml.graphdrawing.org/specification.html>): entities and figures as nodes, statements as edges.

use std::io::{self, Write};

use super::table::{Edge, Node, Table};
use super::xml::escape;
use crate::merge::Graph;

/// Writes the graph.
pub(super) fn write(graph: &Graph, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let table = Table::of(graph, base);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (holder, names, types) in [("node", Node::NAMES, Node::TYPES), ("edge", Edge::NAMES, Edge::TYPES)] {
        for (name, class) in names.iter().zip(types) {
            writeln!(
                out,
                "  <key id=\"{holder}_{name}\" for=\"{holder}\" attr.name=\"{name}\" attr.type=\"{class}\"/>"
            )?;
        }
    }
    writeln!(out, "  <graph id=\"glane\" edgedefault=\"directed\">")?;
    for node in table.nodes() {
        writeln!(out, "    <node id=\"{}\">", escape(&node.id))?;
        data("node", Node::NAMES, &node.values(), out)?;
        writeln!(out, "    </node>")?;
    }
    for edge in table.edges() {
        let (id, source, target) = (escape(&edge.id), escape(&edge.source), escape(&edge.target));
        writeln!(out, "    <edge id=\"{id}\" source=\"{source}\" target=\"{target}\">")?;
        data("edge", Edge::NAMES, &edge.values(), out)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")?;
    out.flush()
}

fn data(holder: &str, names: &[&str], values: &[String], out: &mut dyn Write) -> io::Result<()> {
    for (name, value) in names.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "      <data key=\"{holder}_{name}\">{}</data>", escape(value))?;
    }
    Ok(())
}
