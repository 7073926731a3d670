//! Turtle files → one index of what they say, with the place of every fact.
//!
//! The section readers ([`super::schema`], frames, cues, nouns, values) ask it for instances of a class and read their
//! properties with typed helpers, which log what is wrong with its place. Terms go by compact names (`ontolex:Word`,
//! see [`super::prefix`]). Facts keep the order in which they were written, files in the order in which they were given.
//!
//! ```
//! use glane::ontology::{Log, Source};
//! let mut log = Log::default();
//! let ttl = "@prefix lx: <https://w3id.org/glane/lexicon#> . <urn:a> a lx:Negator ; lx:weight 0.5 .";
//! let source = Source::read([("a.ttl", ttl)], &mut log);
//! let node = source.instances("lx:Negator").next().expect("the file has one");
//! assert_eq!(node.number("lx:weight", &mut log).map(|n| n.value), Some(0.5));
//! ```

use std::collections::{BTreeMap, HashMap};

use oxrdf::{NamedOrBlankNode, Term as RdfTerm, Triple};
use oxttl::TurtleParser;
use oxttl::turtle::LowLevelTurtleParser;
use rayon::prelude::*;

use super::log::{At, Log, Place};
use super::node::Node;
use super::prefix::{compact, local};

/// A Turtle file of the user's: its name as messages give it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathContents {
    /// The path as the user named it.
    pub name: String,
    /// The file's text.
    pub text: String,
}

/// An RDF term, its IRIs compact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// `gl:acquires`, or a full IRI of no known namespace.
    Iri(String),
    /// A blank node, by its number in the source.
    Blank(u32),
    /// A literal.
    Literal {
        /// Its lexical form.
        text: String,
        /// Its language tag, lower-cased.
        language: Option<String>,
        /// Its datatype as a compact name (`xsd:string`, `rdf:langString`, …).
        datatype: String,
    },
}

/// One property of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The property, as a compact name.
    pub predicate: String,
    /// Its value.
    pub object: Term,
    /// Where it stands.
    pub place: Place,
}

/// All that the files say of one subject.
#[derive(Clone, Debug)]
pub(super) struct NodeFacts {
    pub term: Term,
    pub place: Place,
    pub facts: Vec<Fact>,
}

/// What a set of Turtle files says.
#[derive(Debug, Default)]
pub struct Source {
    pub(super) nodes: Vec<NodeFacts>,
    index: HashMap<Term, usize>,
    /// Node numbers by class, sorted by name.
    classes: BTreeMap<String, Vec<usize>>,
}

impl Source {
    /// Reads all files, the later over the earlier: where a property can have one value only, the last file's counts.
    /// Syntax errors are logged (`L001`), and what can be read of such a file is.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>, log: &mut Log) -> Self {
        let files: Vec<(u32, &str)> = files.into_iter().map(|(name, text)| (log.file(name), text)).collect();
        let read: Vec<FileFacts> = files.par_iter().map(|&(file, text)| FileReader::new(file).read(text)).collect();
        let mut source = Self::default();
        for file in read {
            for (place, message) in file.errors {
                log.error(place, "L001", message);
            }
            for (subject, fact, place) in file.facts {
                source.add(subject, fact, place);
            }
        }
        source.sort_classes();
        source
    }

    /// The node of that compact name, where a file speaks of it.
    pub fn node(&self, name: &str) -> Option<Node<'_>> {
        self.node_of(&Term::Iri(name.to_owned()))
    }

    /// The node of that term, where a file speaks of it.
    pub fn node_of(&self, term: &Term) -> Option<Node<'_>> {
        self.index.get(term).map(|&at| Node::new(self, at))
    }

    /// The nodes with that `rdf:type` (sub-classes not included), sorted by name; unnamed ones after, in file order.
    pub fn instances(&self, class: &str) -> impl Iterator<Item = Node<'_>> {
        self.classes.get(class).into_iter().flatten().map(|&at| Node::new(self, at))
    }

    /// All nodes in the order in which they were first written.
    pub fn all(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.nodes.len()).map(|at| Node::new(self, at))
    }

    fn sort_classes(&mut self) {
        for (at, node) in self.nodes.iter().enumerate() {
            for fact in node.facts.iter().filter(|fact| fact.predicate == "rdf:type") {
                if let Term::Iri(class) = &fact.object {
                    let members = self.classes.entry(class.clone()).or_default();
                    if members.last() != Some(&at) {
                        members.push(at);
                    }
                }
            }
        }
        let nodes = &self.nodes;
        for members in self.classes.values_mut() {
            members.sort_by_key(|&at| &nodes[at].term);
            members.dedup();
        }
    }

    fn add(&mut self, subject: Term, fact: Fact, place: Place) {
        let fresh = self.nodes.len();
        let at = *self.index.entry(subject.clone()).or_insert(fresh);
        if at == fresh {
            self.nodes.push(NodeFacts { term: subject, place, facts: Vec::new() });
        }
        self.nodes[at].facts.push(fact);
    }
}

/// What one file says, in its order.
#[derive(Default)]
struct FileFacts {
    /// Subject, fact, and where the subject's block opens.
    facts: Vec<(Term, Fact, Place)>,
    errors: Vec<(Place, String)>,
}

/// Reads one file. The parser is fed line by line, because it gives no places: a fact stands on the line with which it came.
struct FileReader<'t> {
    file: u32,
    found: FileFacts,
    /// Blank nodes get numbers in file order; the parser's own names are random.
    blanks: HashMap<String, u32>,
    lines: Vec<&'t str>,
}

impl<'t> FileReader<'t> {
    fn new(file: u32) -> Self {
        Self { file, found: FileFacts::default(), blanks: HashMap::new(), lines: Vec::new() }
    }

    fn read(mut self, text: &'t str) -> FileFacts {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut parser = TurtleParser::new().low_level();
        let mut cursor = Cursor::default();
        for line in text.split_inclusive('\n') {
            self.lines.push(line);
            cursor.byte = 0;
            parser.extend_from_slice(line.as_bytes());
            self.drain(&mut parser, &mut cursor);
        }
        parser.end();
        self.drain(&mut parser, &mut cursor);
        self.found
    }

    fn drain(&mut self, parser: &mut LowLevelTurtleParser, cursor: &mut Cursor) {
        while let Some(result) = parser.parse_next() {
            match result {
                Ok(triple) => self.triple(triple, cursor),
                Err(error) => {
                    let start = error.location().start;
                    let place = Place { file: self.file, line: start.line as u32 + 1, column: start.column as u32 + 1 };
                    self.found.errors.push((place, format!("not Turtle: {}", error.message())));
                }
            }
        }
    }

    fn triple(&mut self, triple: Triple, cursor: &mut Cursor) {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => Term::Iri(compact(node.as_str())),
            NamedOrBlankNode::BlankNode(node) => self.blank(node.as_str()),
        };
        let object = match triple.object {
            RdfTerm::NamedNode(node) => Term::Iri(compact(node.as_str())),
            RdfTerm::BlankNode(node) => self.blank(node.as_str()),
            RdfTerm::Literal(literal) => Term::Literal {
                language: literal.language().map(str::to_lowercase),
                datatype: compact(literal.datatype().as_str()),
                text: literal.value().to_owned(),
            },
            RdfTerm::Triple(_) => {
                let place = self.place(None, cursor);
                self.found.errors.push((place, "a triple term means nothing here".to_owned()));
                return;
            }
        };
        let place = self.place(Some(&object), cursor);
        let opened = match self.found.facts.last() {
            Some((last, _, place)) if *last == subject => *place,
            _ => self.subject_place(&subject, place),
        };
        let predicate = compact(triple.predicate.as_str());
        self.found.facts.push((subject, Fact { predicate, object, place }, opened));
    }

    fn blank(&mut self, name: &str) -> Term {
        if let Some(&number) = self.blanks.get(name) {
            return Term::Blank(number);
        }
        // Numbers are unique over all files: each blank node becomes a node or is spoken of by one, never both at once.
        let number = self.file * 1_000_000 + self.blanks.len() as u32;
        self.blanks.insert(name.to_owned(), number);
        Term::Blank(number)
    }

    /// The object as it is spelled on the current line, after the objects found there before.
    fn place(&self, object: Option<&Term>, cursor: &mut Cursor) -> Place {
        let line = self.lines.last().copied().unwrap_or("");
        let indent = line.len() - line.trim_start().len();
        let found = object.and_then(|term| find_term(line.get(cursor.byte..)?, term));
        let found = found.map(|(at, len)| (at + cursor.byte, len));
        let byte = match found {
            Some((at, len)) => {
                cursor.byte = at + len;
                token_start(line, at)
            }
            None => indent,
        };
        let column = line.get(..byte).unwrap_or("").chars().count() as u32 + 1;
        Place { file: self.file, line: self.lines.len() as u32, column }
    }

    /// The nearest line at or above `fact` that opens with the subject.
    fn subject_place(&self, subject: &Term, fact: Place) -> Place {
        let Term::Iri(name) = subject else { return fact };
        let name = local(name);
        let opens = |line: &str| {
            let first = line.split_whitespace().next().unwrap_or("");
            local(first.trim_end_matches('>')) == name && !line.starts_with(char::is_whitespace)
        };
        let above = self.lines.iter().enumerate().rev().take(64).find(|(_, line)| opens(line));
        above.map_or(fact, |(at, _)| Place { file: self.file, line: at as u32 + 1, column: 1 })
    }
}

/// How far the current line's objects have been found.
#[derive(Default)]
struct Cursor {
    byte: usize,
}

/// Where the line spells the term, as near as its writing tells: byte and length.
fn find_term(line: &str, term: &Term) -> Option<(usize, usize)> {
    let find = |text: &str| line.find(text).map(|at| (at, text.len()));
    match term {
        Term::Iri(name) => find(&format!(":{}", local(name))).or_else(|| find(local(name))),
        Term::Literal { text, .. } => {
            let first = text.lines().next().unwrap_or("");
            find(&format!("\"{first}")).or_else(|| find(&format!("'{first}"))).or_else(|| find(first))
        }
        Term::Blank(_) => find("["),
    }
}

/// From inside a term back to where it begins: past its prefix, quotes or bracket.
fn token_start(line: &str, at: usize) -> usize {
    let before = &line[..at];
    before.rfind(|c: char| c.is_whitespace() || c == '(' || c == ',').map_or(0, |space| space + 1)
}

/// A literal's text, and an error where the term is none.
pub(super) fn literal<'s>(fact: &'s Fact, log: &mut Log) -> Option<At<&'s str>> {
    match &fact.object {
        Term::Literal { text, .. } => Some(At { value: text.as_str(), place: fact.place }),
        Term::Iri(name) => {
            let message = format!("`{}` takes a literal, not `{name}`", fact.predicate);
            log.error(fact.place, "L003", message).help = Some(format!("write it in quotes: \"{}\"", local(name)));
            None
        }
        Term::Blank(_) => {
            log.error(fact.place, "L003", format!("`{}` takes a literal, not a nested node", fact.predicate));
            None
        }
    }
}
