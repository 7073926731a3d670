//! Graphviz: entities as nodes, statements as edges, figures as leaves; what disagrees is drawn so that one sees it.
//!
//! Colours are those of Okabe and Ito (<https://jfly.uni-koeln.de/color/>), which the colour-blind tell apart; every
//! difference of colour is one of shape or line too.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crate::claim::Status;
use crate::merge::{ConflictKind, Entity, EntityId, Graph, Statement, StatementId, StatementObject};
use crate::ontology::{Ontology, PredicateId, TypeId};
use crate::rdf::amount_label;

/// What disagrees.
const VERMILLION: &str = "#D55E00";
/// What may be one.
const PURPLE: &str = "#CC79A7";

/// Up to so many entities `dot`'s layers read best; above, they grow into a tower, and springs (`sfdp`) draw.
const LAYERED: usize = 40;

/// Groups of so many entities get a frame.
const FRAMED: usize = 3;

/// Shape and colour of a type.
fn style(class: &str) -> (&'static str, &'static str) {
    match class {
        "Person" => ("ellipse", "#56B4E9"),
        "Company" | "Org" | "Agent" => ("box", "#E69F00"),
        "Media" => ("note", "#E69F00"),
        "Government" => ("house", "#E69F00"),
        "Organization" => ("hexagon", "#E69F00"),
        "Unit" => ("component", "#F0E442"),
        "Place" => ("invhouse", "#009E73"),
        "Product" => ("box3d", "#0072B2"),
        "Service" => ("octagon", "#0072B2"),
        "Technology" => ("parallelogram", "#0072B2"),
        "Work" => ("folder", "#0072B2"),
        "Event" => ("diamond", "#999999"),
        _ => ("plain", "#999999"),
    }
}

/// Writes the graph; things without any statement or doubt are left out.
pub(super) fn write(graph: &Graph, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    let writer = Writer::new(graph, ontology);
    let layout = if writer.shown.len() > LAYERED { "sfdp" } else { "dot" };
    writeln!(out, "digraph glane {{")?;
    writeln!(
        out,
        "  graph [layout={layout}, rankdir=LR, splines=true, overlap=prism, sep=\"+14\", K=1.2, nodesep=0.25, \
         ranksep=0.9, fontname=\"Helvetica\", labelloc=b, label={}];",
        writer.legend()
    )?;
    writeln!(out, "  node [fontname=\"Helvetica\", fontsize=11, style=\"filled,rounded\", penwidth=1.2];")?;
    writeln!(
        out,
        "  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7, color=\"#444444\", fontcolor=\"#222222\"];"
    )?;
    writer.nodes(out)?;
    writer.communities(out)?;
    writer.statements(out)?;
    writer.doubts(out)?;
    writer.conflicts(out)?;
    writeln!(out, "}}")?;
    out.flush()
}

struct Writer<'a> {
    graph: &'a Graph,
    ontology: &'a Ontology,
    language: &'a str,
    shown: BTreeSet<EntityId>,
    rank: Vec<f64>,
    conflicting: BTreeSet<StatementId>,
}

impl<'a> Writer<'a> {
    fn new(graph: &'a Graph, ontology: &'a Ontology) -> Self {
        let mut shown = BTreeSet::new();
        for st in &graph.statements {
            shown.insert(st.subject);
            if let StatementObject::Entity(object) = st.object {
                shown.insert(object);
            }
        }
        let serious = graph.conflicts.iter().filter(|c| c.kind == ConflictKind::Contradiction);
        let conflicting = serious.flat_map(|c| [c.a, c.b]).collect();
        let language = graph.articles.first().map_or("en", |article| article.language.as_str());
        Self { graph, ontology, language, shown, rank: graph.page_rank(), conflicting }
    }

    fn nodes(&self, out: &mut dyn Write) -> io::Result<()> {
        let most = self.rank.iter().copied().fold(0.0, f64::max);
        for id in &self.shown {
            let entity = self.graph.entity(*id);
            let (shape, colour) = style(&entity.entity_type.0);
            let weight = if most > 0.0 { (self.rank[id.0 as usize] / most).sqrt() } else { 0.0 };
            let size = 10.0 + 10.0 * weight;
            let border = if entity.named { "" } else { ", style=\"filled,rounded,dashed\"" };
            writeln!(
                out,
                "  {} [label={}, shape={shape}, fillcolor=\"{colour}55\", color=\"{colour}\", fontsize={size:.1}, \
                 tooltip={}{border}];",
                node(entity),
                quote(&wrap(&entity.label)),
                quote(&self.card(entity)),
            )?;
        }
        Ok(())
    }

    /// What hangs together, in a frame each, where there are several such groups.
    fn communities(&self, out: &mut dyn Write) -> io::Result<()> {
        let shown = |group: Vec<EntityId>| group.into_iter().filter(|id| self.shown.contains(id)).collect::<Vec<_>>();
        let groups: Vec<Vec<EntityId>> =
            self.graph.communities().members.into_iter().map(shown).filter(|group| group.len() >= FRAMED).collect();
        for (number, group) in groups.iter().enumerate().filter(|_| groups.len() > 1) {
            let nodes: Vec<String> = group.iter().map(|id| node(self.graph.entity(*id))).collect();
            writeln!(
                out,
                "  subgraph cluster_{number} {{ style=\"rounded,dotted\"; color=\"#999999\"; margin=14; label=\"\"; {}; }}",
                nodes.join("; ")
            )?;
        }
        Ok(())
    }

    /// Statements as edges; those between the same two, drawn alike, share one.
    fn statements(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut edges: BTreeMap<(EntityId, String, String), Vec<&Statement>> = BTreeMap::new();
        for (i, st) in self.graph.statements.iter().enumerate() {
            let leaf = match &st.object {
                StatementObject::Entity(_) => None,
                StatementObject::Quantity(amount) => Some(wrap(&amount_label(amount))),
                StatementObject::Date(date) => Some(date.to_string()),
            };
            let target = match (&st.object, leaf) {
                (StatementObject::Entity(object), _) => node(self.graph.entity(*object)),
                (_, leaf) => {
                    let id = quote(&format!("value/{}", st.key));
                    let label = quote(&leaf.unwrap_or_default());
                    writeln!(out, "  {id} [label={label}, shape=plaintext, style=\"\", fontsize=10];")?;
                    id
                }
            };
            edges.entry((st.subject, target, self.line(StatementId(i as u32), st))).or_default().push(st);
        }
        for ((subject, target, line), statements) in edges {
            let subject = node(self.graph.entity(subject));
            let label: Vec<String> = statements.iter().map(|st| self.label(st)).collect();
            let tooltip: Vec<String> = statements.iter().map(|st| self.sentences(st)).collect();
            let (label, tooltip) = (quote(&label.join("\n")), quote(&tooltip.join("\n")));
            writeln!(out, "  {subject} -> {target} [label={label}, tooltip={tooltip}, labeltooltip={tooltip}{line}];")?;
        }
        Ok(())
    }

    /// How the edge is drawn: dashes for the future, dots for the possible, a bar for the denied.
    fn line(&self, id: StatementId, st: &Statement) -> String {
        let mut line = match st.status {
            Status::Actual => String::new(),
            Status::Planned => ", style=dashed".to_owned(),
            Status::Expected => ", style=dashed, arrowhead=empty".to_owned(),
            Status::Possible => ", style=dotted".to_owned(),
        };
        if st.negated {
            line.push_str(", arrowhead=tee");
        }
        if self.ontology.predicates.get(&st.predicate).is_some_and(|p| p.symmetric) {
            line.push_str(", dir=both");
        }
        if self.conflicting.contains(&id) {
            line.push_str(&format!(", color=\"{VERMILLION}\", fontcolor=\"{VERMILLION}\", penwidth=2"));
        } else if st.support > 1 {
            line.push_str(&format!(", penwidth={:.1}", 1.0 + f64::from(st.support.min(5)) * 0.4));
        }
        line
    }

    fn label(&self, st: &Statement) -> String {
        let mut label = self.predicate(&st.predicate);
        if st.negated {
            label = format!("¬ {label}");
        }
        let q = &st.qualifiers;
        let rest: Vec<String> = q
            .roles
            .iter()
            .cloned()
            .chain(q.metric.clone())
            .chain(q.price.as_ref().map(amount_label))
            .chain(q.when.as_ref().map(ToString::to_string))
            .collect();
        if !rest.is_empty() {
            label = format!("{label}\n{}", wrap(&rest.join(", ")));
        }
        label
    }

    /// A predicate by its label in the articles' language, else in English, else by its name.
    fn predicate(&self, id: &PredicateId) -> String {
        let labels = self.ontology.predicates.get(id).map(|p| &p.labels);
        localised(labels, self.language).unwrap_or(&id.0).to_owned()
    }

    fn class(&self, name: &str) -> String {
        let labels = self.ontology.types.get(&TypeId(name.to_owned())).map(|t| &t.labels);
        localised(labels, self.language).unwrap_or(name).to_owned()
    }

    fn card(&self, entity: &Entity) -> String {
        let names = entity.names.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
        let also = if names.is_empty() { String::new() } else { format!("\n= {names}") };
        format!("{} ({})\n{} article(s){also}", entity.label, entity.entity_type, entity.articles)
    }

    fn sentences(&self, st: &Statement) -> String {
        let of = |report: &crate::merge::Report| {
            let name = self.graph.article(report.article).document.0.clone();
            report.evidence.iter().map(move |e| format!("« {} » [{name}]", e.quote.trim())).collect::<Vec<_>>()
        };
        let quotes: Vec<String> = st.reports.iter().flat_map(of).take(4).collect();
        format!("{}\n{:.2}, {} source(s)", quotes.join("\n"), st.confidence, st.support)
    }

    fn doubts(&self, out: &mut dyn Write) -> io::Result<()> {
        let shown = |id| self.shown.contains(id);
        for doubt in self.graph.doubts().filter(|d| shown(&d.a.entity) && shown(&d.b.entity)) {
            writeln!(
                out,
                "  {} -> {} [label={}, dir=none, style=dashed, constraint=false, color=\"{PURPLE}\", \
                 fontcolor=\"{PURPLE}\", tooltip={}];",
                node(self.graph.entity(doubt.a.entity)),
                node(self.graph.entity(doubt.b.entity)),
                quote(&format!("≟ {:.2}", doubt.score)),
                quote(&doubt.reasons.join("\n")),
            )?;
        }
        Ok(())
    }

    /// An edge between the two figures that contradict each other; other conflicts show in their edges' colour.
    fn conflicts(&self, out: &mut dyn Write) -> io::Result<()> {
        for conflict in &self.graph.conflicts {
            let (a, b) = (self.graph.statement(conflict.a), self.graph.statement(conflict.b));
            let leaf = |st: &Statement| !matches!(st.object, StatementObject::Entity(_));
            if !(leaf(a) && leaf(b)) || conflict.kind != ConflictKind::Contradiction {
                continue;
            }
            writeln!(
                out,
                "  {} -> {} [label={}, dir=both, arrowhead=tee, arrowtail=tee, constraint=false, penwidth=2, \
                 color=\"{VERMILLION}\", fontcolor=\"{VERMILLION}\"];",
                quote(&format!("value/{}", a.key)),
                quote(&format!("value/{}", b.key)),
                quote(&format!("≠ {}", conflict.about)),
            )?;
        }
        Ok(())
    }

    /// The types that are shown, and what the lines mean, as an HTML-like label below the drawing, which no layout moves.
    fn legend(&self) -> String {
        let types: BTreeSet<&str> = self.shown.iter().map(|id| self.graph.entity(*id).entity_type.0.as_str()).collect();
        let cell = |name: &&str| format!("<TD BGCOLOR=\"{}55\">{}</TD>", style(name).1, html(&self.class(name)));
        let cells: String = types.iter().map(cell).chain(["<TD> </TD>".to_owned()]).collect();
        let lines =
            "<TD>── actual</TD><TD>╌╌ planned</TD><TD>╌╌▷ expected</TD><TD>┈┈ possible</TD><TD>──┤ ¬ negated</TD>";
        let table = "TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"6\"";
        format!(
            "<<{table}><TR><TD><{table}><TR>{cells}</TR></TABLE></TD></TR>\
             <TR><TD><{table}><TR>{lines}<TD><FONT COLOR=\"{VERMILLION}\">≠ contradiction</FONT></TD>\
             <TD><FONT COLOR=\"{PURPLE}\">≟ possiblySame</FONT></TD></TR></TABLE></TD></TR></TABLE>>"
        )
    }
}

/// Text inside an HTML-like label.
fn html(text: &str) -> String {
    super::xml::escape(text)
}

fn localised<'l>(labels: Option<&'l BTreeMap<String, String>>, language: &str) -> Option<&'l str> {
    let labels = labels?;
    let primary = language.split('-').next().unwrap_or(language);
    labels.get(language).or_else(|| labels.get(primary)).or_else(|| labels.get("en")).map(String::as_str)
}

fn node(entity: &Entity) -> String {
    quote(&entity.iri.0)
}

/// Lines of about 24 code points, broken at spaces.
fn wrap(text: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if width > 0 && width + length > 24 {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out
}

/// A DOT string: quotes and backslashes escaped, line ends as `\n`; `&` as an entity, since Graphviz reads entities in
/// every string; characters that steer the text's direction as entities, so that they cannot reorder the file on a
/// screen; other controls replaced.
fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' | '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::sample;

    fn drawn(graph: &Graph) -> String {
        let mut out = Vec::new();
        write(graph, &sample::ontology(), &mut out).expect("memory takes all");
        String::from_utf8(out).expect("DOT is UTF-8")
    }

    #[test]
    fn the_graph_is_drawn() {
        insta::assert_snapshot!("dot", drawn(&sample::graph()));
    }

    #[test]
    fn hostile_labels_stay_inside_their_strings() {
        let dot = drawn(&sample::hostile());
        // Outside of strings only our own syntax is left.
        let strings = regex::Regex::new(r#"(?s)"(?:[^"\\]|\\.)*"|<<TABLE.*?</TABLE>>"#).expect("the pattern is valid");
        let outside = strings.replace_all(&dot, "S");
        assert!(!outside.contains(['"', '\\', '<', '&', '\'']), "{outside}");
        assert!(dot.contains("&#8238;") && !dot.contains('\u{202e}'));
    }

    #[test]
    fn what_hangs_together_has_a_frame() {
        let names = ["Arvel", "Brune", "Corvin", "Dolme", "Esnay", "Ferlo"];
        let draft = names.iter().fold(sample::article("a"), |draft, name| draft.named("Company", name, &[]));
        let ties = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)];
        let draft = ties.iter().fold(draft, |draft, (a, b)| draft.says(names[*a], "acquires", names[*b]));
        let graph = crate::merge::merge(&[draft.done()], &sample::ontology(), &crate::merge::Curation::default());
        let dot = drawn(&graph);
        assert!(dot.contains("label=\"\"; \"id/arvel\"; \"id/brune\"; \"id/corvin\"; }"), "{dot}");
        assert_eq!(dot.matches("subgraph cluster_").count(), 2);
        assert!(!drawn(&sample::graph()).contains("subgraph"), "one group needs no frame");
    }

    #[test]
    fn long_labels_wrap_at_spaces() {
        assert_eq!(
            wrap("une société de transport maritime et fluvial"),
            "une société de transport\nmaritime et fluvial"
        );
        assert_eq!(wrap(""), "");
    }
}
