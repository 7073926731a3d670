//! Typed reading of one subject's properties, with errors that name file, line and term.

use std::collections::BTreeMap;
use std::fmt;

use super::log::{At, Log, Place};
use super::prefix::local;
use super::source::{Fact, NodeFacts, Source, Term, literal};

/// A subject of the [`Source`], and what the files say of it.
#[derive(Clone, Copy)]
pub struct Node<'s> {
    source: &'s Source,
    at: usize,
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Node({:?})", self.data().term)
    }
}

impl<'s> Node<'s> {
    pub(super) fn new(source: &'s Source, at: usize) -> Self {
        Self { source, at }
    }

    fn data(self) -> &'s NodeFacts {
        &self.source.nodes[self.at]
    }

    /// Its compact name (`fr:racheter-v`); empty for a blank node.
    pub fn name(self) -> &'s str {
        match &self.data().term {
            Term::Iri(name) => name,
            _ => "",
        }
    }

    /// The part after the prefix (`racheter-v`); empty for a blank node.
    pub fn local(self) -> &'s str {
        local(self.name())
    }

    /// Where it is first described.
    pub fn place(self) -> Place {
        self.data().place
    }

    /// All its facts, in file order.
    pub fn facts(self) -> &'s [Fact] {
        &self.data().facts
    }

    /// Its facts with that property, in file order.
    pub fn values(self, predicate: &str) -> impl Iterator<Item = &'s Fact> {
        self.facts().iter().filter(move |fact| fact.predicate == predicate)
    }

    /// True where it has the property at all.
    pub fn has(self, predicate: &str) -> bool {
        self.values(predicate).next().is_some()
    }

    /// True where it is said to be of that class (sub-classes not considered).
    pub fn is(self, class: &str) -> bool {
        self.values("rdf:type").any(|fact| matches!(&fact.object, Term::Iri(name) if name == class))
    }

    /// The one fact with that property: of several in one file all but the first are errors (`L004`), and a later file
    /// overrides an earlier one.
    pub fn one(self, predicate: &str, log: &mut Log) -> Option<&'s Fact> {
        let mut chosen: Option<&Fact> = None;
        for fact in self.values(predicate) {
            match chosen {
                Some(first) if first.place.file == fact.place.file => {
                    if first.object != fact.object {
                        let message = format!("{}: a second `{predicate}`; it has one value only", self.title());
                        log.error(fact.place, "L004", message).help =
                            Some(format!("the first stands at {}", log_place(first.place)));
                    }
                }
                _ => chosen = Some(fact),
            }
        }
        chosen
    }

    /// All literal values of the property.
    pub fn texts(self, predicate: &str, log: &mut Log) -> Vec<At<&'s str>> {
        self.values(predicate).filter_map(|fact| literal(fact, log)).collect()
    }

    /// The one literal value of the property.
    pub fn text(self, predicate: &str, log: &mut Log) -> Option<At<&'s str>> {
        self.one(predicate, log).and_then(|fact| literal(fact, log))
    }

    /// The one numeric value of the property.
    pub fn number(self, predicate: &str, log: &mut Log) -> Option<At<f64>> {
        self.parsed(predicate, "a number such as 0.9", log)
    }

    /// The one whole, non-negative value of the property.
    pub fn integer(self, predicate: &str, log: &mut Log) -> Option<At<u32>> {
        self.parsed(predicate, "a whole number", log)
    }

    /// The one `true` or `false` of the property.
    pub fn flag(self, predicate: &str, log: &mut Log) -> Option<At<bool>> {
        self.parsed(predicate, "true or false", log)
    }

    /// All IRI values of the property, as compact names.
    pub fn names(self, predicate: &str, log: &mut Log) -> Vec<At<&'s str>> {
        self.values(predicate).filter_map(|fact| iri(fact, log)).collect()
    }

    /// The one IRI value of the property, as a compact name.
    pub fn name_of(self, predicate: &str, log: &mut Log) -> Option<At<&'s str>> {
        self.one(predicate, log).and_then(|fact| iri(fact, log))
    }

    /// The one value of the property, an IRI out of a table by compact name.
    pub fn choice<T: Copy>(self, predicate: &str, table: &[(&str, T)], log: &mut Log) -> Option<At<T>> {
        let name = self.name_of(predicate, log)?;
        let found = table.iter().find(|(known, _)| *known == name.value);
        if found.is_none() {
            let message = format!("{}: `{}` is no value of `{predicate}`", self.title(), name.value);
            log.unknown(name.place, "L005", message, name.value, table.iter().map(|(known, _)| *known));
        }
        found.map(|&(_, value)| At { value, place: name.place })
    }

    /// The described nodes, blank or named, that the property leads to.
    pub fn nodes(self, predicate: &str) -> impl Iterator<Item = At<Node<'s>>> {
        self.values(predicate)
            .filter_map(move |fact| Some(At { value: self.source.node_of(&fact.object)?, place: fact.place }))
    }

    /// The literals at the end of a path of two properties, as `ontolex:canonicalForm`, `ontolex:writtenRep`.
    pub fn texts_through(self, first: &str, second: &str, log: &mut Log) -> Vec<At<&'s str>> {
        let through: Vec<_> = self.nodes(first).collect();
        through.into_iter().flat_map(|node| node.value.texts(second, log)).collect()
    }

    /// The property's literals by language tag (empty where none); the last of a language counts.
    pub fn by_language(self, predicate: &str) -> BTreeMap<String, String> {
        self.values(predicate)
            .filter_map(|fact| match &fact.object {
                Term::Literal { text, language, .. } => Some((language.clone().unwrap_or_default(), text.clone())),
                _ => None,
            })
            .collect()
    }

    /// The members of the RDF list that the property leads to; a plain value counts as a list of one.
    pub fn list(self, predicate: &str) -> Vec<At<&'s Term>> {
        self.values(predicate).flat_map(|fact| self.source.members(fact)).collect()
    }

    /// How messages call it: the local name in backticks, or what it is.
    pub fn title(self) -> String {
        match self.local() {
            "" => "an unnamed node".to_owned(),
            name => format!("`{name}`"),
        }
    }

    fn parsed<T: std::str::FromStr>(self, predicate: &str, what: &str, log: &mut Log) -> Option<At<T>> {
        let text = self.text(predicate, log)?;
        let value = text.value.parse().ok();
        if value.is_none() {
            log.error(text.place, "L006", format!("{}: `{predicate}` is {what}, not `{}`", self.title(), text.value));
        }
        value.map(|value| At { value, place: text.place })
    }
}

impl Source {
    /// The members of the list that a fact's object is, or the object itself where it is none.
    fn members<'s>(&'s self, fact: &'s Fact) -> Vec<At<&'s Term>> {
        let mut members = Vec::new();
        let mut rest = &fact.object;
        while let Some(cell) = self.node_of(rest).filter(|node| node.has("rdf:first")) {
            members.extend(cell.values("rdf:first").map(|first| At { value: &first.object, place: first.place }));
            let Some(next) = cell.values("rdf:rest").next() else { break };
            rest = &next.object;
            if members.len() > self.nodes.len() {
                break;
            }
        }
        let is_nil = matches!(rest, Term::Iri(name) if name == "rdf:nil");
        if members.is_empty() && !is_nil {
            members.push(At { value: &fact.object, place: fact.place });
        }
        members
    }
}

fn log_place(place: Place) -> String {
    format!("line {}", place.line)
}

fn iri<'s>(fact: &'s Fact, log: &mut Log) -> Option<At<&'s str>> {
    match &fact.object {
        Term::Iri(name) => Some(At { value: name.as_str(), place: fact.place }),
        Term::Literal { text, .. } => {
            let message = format!("`{}` takes a name, not the text \"{text}\"", fact.predicate);
            log.error(fact.place, "L003", message).help = Some(format!("write it without quotes, as gl:{text}"));
            None
        }
        Term::Blank(_) => {
            log.error(fact.place, "L003", format!("`{}` takes a name, not a nested node", fact.predicate));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIXES: &str = "@prefix lx: <https://w3id.org/glane/lexicon#> .\n@prefix gl: <https://w3id.org/glane/ontology#> .\n@prefix x: <https://w3id.org/glane/lexicon/x#> .\n";

    fn read(body: &str, log: &mut Log) -> Source {
        Source::read([("t.ttl", format!("{PREFIXES}{body}").as_str())], log)
    }

    #[test]
    fn facts_know_their_line_and_column() {
        let mut log = Log::default();
        let source = read(
            "x:a a lx:Frame ;\n    lx:subject \"subj\" ; lx:object \"é\",\n        \"obl\" .\nx:b a lx:Frame ; lx:qualifier [\n  lx:name \"price\" ] .",
            &mut log,
        );
        let places: Vec<_> = source.all().flat_map(|n| n.facts()).map(|f| (f.place.line, f.place.column)).collect();
        assert_eq!(places, [(4, 7), (5, 16), (5, 35), (6, 9), (7, 7), (8, 3), (8, 11)]);
        let frames: Vec<_> = source.instances("lx:Frame").map(|n| (n.name(), n.place().line)).collect();
        assert_eq!(frames, [("x:a", 4), ("x:b", 7)]);
    }

    #[test]
    fn helpers_read_typed_values_and_say_what_is_wrong() {
        let mut log = Log::default();
        let source = read(
            "x:a lx:weight 0.5 ; lx:negated \"perhaps\" ; lx:status gl:planed ;\n lx:subject gl:x ; lx:evokes \"acquires\" ; lx:to \"1\", \"2\" .",
            &mut log,
        );
        let node = source.node("x:a").expect("it is described");
        assert_eq!(node.number("lx:weight", &mut log).map(|n| n.value), Some(0.5));
        assert_eq!(node.flag("lx:negated", &mut log), None);
        assert_eq!(node.choice("lx:status", &[("gl:planned", 1), ("gl:possible", 2)], &mut log), None);
        assert_eq!(node.text("lx:subject", &mut log), None);
        assert_eq!(node.name_of("lx:evokes", &mut log), None);
        assert_eq!(node.text("lx:to", &mut log).map(|t| t.value), Some("1"));
        insta::assert_snapshot!(log.finish().expect_err("all are wrong").to_string(), @r#"
        t.ttl:4:32: error[L006]: `a`: `lx:negated` is true or false, not `perhaps`
        t.ttl:4:54: error[L005]: `a`: `gl:planed` is no value of `lx:status`
          help: did you mean `gl:planned`?
        t.ttl:5:13: error[L003]: `lx:subject` takes a literal, not `gl:x`
          help: write it in quotes: "x"
        t.ttl:5:30: error[L003]: `lx:evokes` takes a name, not the text "acquires"
          help: write it without quotes, as gl:acquires
        t.ttl:5:54: error[L004]: `a`: a second `lx:to`; it has one value only
          help: the first stands at line 5
        "#);
    }

    #[test]
    fn a_later_file_overrides_and_lists_are_read() {
        let mut log = Log::default();
        let first = format!("{PREFIXES}x:a lx:weight 0.5 ; lx:l ( gl:A gl:B ) , gl:C .");
        let second = format!("{PREFIXES}x:a lx:weight 0.7 .");
        let source = Source::read([("1.ttl", first.as_str()), ("2.ttl", second.as_str())], &mut log);
        let node = source.node("x:a").expect("it is described");
        assert_eq!(node.number("lx:weight", &mut log).map(|n| n.value), Some(0.7));
        assert_eq!(node.list("lx:l").len(), 3);
        assert!(log.finish().is_ok());
    }

    #[test]
    fn broken_turtle_is_located() {
        let mut log = Log::default();
        read("x:a lx:weight 0.5 ;;; lx:b \"open .\nx:b lx:weight 1 .", &mut log);
        insta::assert_snapshot!(log.finish().expect_err("a quote is open").to_string(), @"t.ttl:4:28: error[L001]: not Turtle: Unexpected end of file");
    }
}
