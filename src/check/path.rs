//! SHACL property paths (<https://www.w3.org/TR/shacl/#property-paths>).

use std::fmt;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};

use super::data::{Data, named};
use super::vocab::sh;

/// How to walk from a focus node to its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Path {
    /// Along a property.
    Predicate(NamedNode),
    /// Against one.
    Inverse(Box<Path>),
    /// One after the other.
    Sequence(Vec<Path>),
    /// Any of them.
    Alternative(Vec<Path>),
    /// So many steps: at least none or one, at most one or any number.
    Repeat {
        /// The step.
        step: Box<Path>,
        /// True where the start itself counts.
        from_zero: bool,
        /// True where more than one step may be made.
        many: bool,
    },
}

impl Path {
    /// The path that a node of the shapes graph describes.
    pub(super) fn read(shapes: &Data, node: &Term) -> Option<Self> {
        let inner = |head: &Term| Self::read(shapes, head).map(Box::new);
        let all = |head: &Term| {
            shapes.list(head).into_iter().map(|member| Self::read(shapes, member)).collect::<Option<Vec<_>>>()
        };
        if shapes.object(node, rdf::FIRST).is_some() {
            return all(node).map(Self::Sequence);
        }
        if let Some(path) = shapes.object(node, sh::INVERSE_PATH) {
            return inner(path).map(Self::Inverse);
        }
        if let Some(head) = shapes.object(node, sh::ALTERNATIVE_PATH) {
            return all(head).map(Self::Alternative);
        }
        let repeats = [
            (sh::ZERO_OR_MORE_PATH, true, true),
            (sh::ONE_OR_MORE_PATH, false, true),
            (sh::ZERO_OR_ONE_PATH, true, false),
        ];
        for (property, from_zero, many) in repeats {
            if let Some(path) = shapes.object(node, property) {
                return inner(path).map(|step| Self::Repeat { step, from_zero, many });
            }
        }
        named(node).cloned().map(Self::Predicate)
    }

    /// The values that it leads to, each once.
    pub(super) fn values(&self, data: &Data, start: &Term) -> Vec<Term> {
        let mut found = match self {
            Self::Predicate(predicate) => data.objects(start, predicate.as_ref()).cloned().collect(),
            Self::Inverse(path) => match path.as_ref() {
                Self::Predicate(predicate) => data.subjects(predicate.as_ref(), start).cloned().collect(),
                path => path.inverse().values(data, start),
            },
            Self::Sequence(paths) => paths.iter().fold(vec![start.clone()], |nodes, path| {
                nodes.iter().flat_map(|node| path.values(data, node)).collect()
            }),
            Self::Alternative(paths) => paths.iter().flat_map(|path| path.values(data, start)).collect(),
            Self::Repeat { step, from_zero, many } => repeat(data, start, step, *from_zero, *many),
        };
        unique(&mut found);
        found
    }

    fn inverse(&self) -> Self {
        let all = |paths: &[Self]| paths.iter().map(Self::inverse).collect::<Vec<_>>();
        match self {
            Self::Predicate(_) => Self::Inverse(Box::new(self.clone())),
            Self::Inverse(path) => path.as_ref().clone(),
            Self::Sequence(paths) => Self::Sequence(all(paths).into_iter().rev().collect()),
            Self::Alternative(paths) => Self::Alternative(all(paths)),
            Self::Repeat { step, from_zero, many } => {
                Self::Repeat { step: Box::new(step.inverse()), from_zero: *from_zero, many: *many }
            }
        }
    }
}

/// As Turtle writes it in a report.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, paths: &[Self]| {
            f.write_str("(")?;
            paths.iter().try_for_each(|path| write!(f, " {path}"))?;
            f.write_str(" )")
        };
        match self {
            Self::Predicate(predicate) => write!(f, "{predicate}"),
            Self::Inverse(path) => write!(f, "[ sh:inversePath {path} ]"),
            Self::Sequence(paths) => list(f, paths),
            Self::Alternative(paths) => {
                f.write_str("[ sh:alternativePath ")?;
                list(f, paths)?;
                f.write_str(" ]")
            }
            Self::Repeat { step, from_zero, many } => {
                let name = match (from_zero, many) {
                    (true, true) => "zeroOrMorePath",
                    (false, _) => "oneOrMorePath",
                    (true, false) => "zeroOrOnePath",
                };
                write!(f, "[ sh:{name} {step} ]")
            }
        }
    }
}

fn repeat(data: &Data, start: &Term, step: &Path, from_zero: bool, many: bool) -> Vec<Term> {
    let mut found: Vec<Term> = if from_zero { vec![start.clone()] } else { Vec::new() };
    let mut queue = step.values(data, start);
    while let Some(node) = queue.pop() {
        if !found.contains(&node) {
            if many {
                queue.extend(step.values(data, &node));
            }
            found.push(node);
        }
    }
    found
}

fn unique(terms: &mut Vec<Term>) {
    if terms.len() > 1 {
        let mut seen = std::collections::HashSet::new();
        terms.retain(|term| seen.insert(term.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_walked_and_written() {
        let text = "@prefix x: <urn:x:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
            x:a x:p x:b . x:b x:p x:c ; x:q x:d . x:c x:p x:a .
            x:1 x:path x:p . x:2 x:path [ sh:inversePath x:p ] . x:3 x:path ( x:p x:q ) .
            x:4 x:path [ sh:alternativePath ( x:p x:q ) ] . x:5 x:path [ sh:zeroOrMorePath x:p ] .
            x:6 x:path [ sh:inversePath ( x:p x:q ) ] . x:7 x:path [ sh:oneOrMorePath x:q ] .
            x:8 x:path [ sh:zeroOrOnePath x:p ] .";
        let data = Data::parse("t.ttl", text).expect("it is Turtle");
        let node = |name: &str| Term::from(NamedNode::new_unchecked(format!("urn:x:{name}")));
        let property = NamedNode::new_unchecked("urn:x:path");
        let mut lines = Vec::new();
        for (number, start) in
            [("1", "a"), ("2", "a"), ("3", "a"), ("4", "b"), ("5", "a"), ("6", "d"), ("7", "b"), ("8", "a")]
        {
            let head = data.object(&node(number), property.as_ref()).expect("each has a path");
            let path = Path::read(&data, head).expect("it is a path");
            let mut values: Vec<String> = path.values(&data, &node(start)).iter().map(ToString::to_string).collect();
            values.sort();
            lines.push(format!("{path} from {start}: {}", values.join(" ")).replace("urn:x:", ""));
        }
        insta::assert_snapshot!(lines.join("\n"), @"
        <p> from a: <b>
        [ sh:inversePath <p> ] from a: <c>
        ( <p> <q> ) from a: <d>
        [ sh:alternativePath ( <p> <q> ) ] from b: <c> <d>
        [ sh:zeroOrMorePath <p> ] from a: <a> <b> <c>
        [ sh:inversePath ( <p> <q> ) ] from d: <a>
        [ sh:oneOrMorePath <q> ] from b: <d>
        [ sh:zeroOrOnePath <p> ] from a: <a> <b>
        ");
    }
}
