//! GEXF 1.3 (<https://gexf.net/>), for Gephi: the same nodes and edges as GraphML, with labels and weights of its own.

use std::io::{self, Write};

use super::table::{Edge, Node, Table};
use super::xml::escape;
use crate::merge::Graph;

/// Writes the graph.
pub(super) fn write(graph: &Graph, base: &str, out: &mut dyn Write) -> io::Result<()> {
    let table = Table::of(graph, base);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(out, "  <graph mode=\"static\" defaultedgetype=\"directed\">")?;
    for (holder, names, types) in [("node", Node::NAMES, Node::TYPES), ("edge", Edge::NAMES, Edge::TYPES)] {
        writeln!(out, "    <attributes class=\"{holder}\" mode=\"static\">")?;
        for (i, (name, class)) in names.iter().zip(types).enumerate() {
            let class = if *class == "int" { "integer" } else { class };
            writeln!(out, "      <attribute id=\"{i}\" title=\"{name}\" type=\"{class}\"/>")?;
        }
        writeln!(out, "    </attributes>")?;
    }
    writeln!(out, "    <nodes>")?;
    for node in table.nodes() {
        writeln!(out, "      <node id=\"{}\" label=\"{}\">", escape(&node.id), escape(&node.label))?;
        values(&node.values(), out)?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for edge in table.edges() {
        writeln!(
            out,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\" weight=\"{}\">",
            escape(&edge.id),
            escape(&edge.source),
            escape(&edge.target),
            escape(&edge.predicate),
            edge.support.max(1),
        )?;
        values(&edge.values(), out)?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")?;
    out.flush()
}

fn values(values: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (i, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "          <attvalue for=\"{i}\" value=\"{}\"/>", escape(value))?;
    }
    writeln!(out, "        </attvalues>")
}
