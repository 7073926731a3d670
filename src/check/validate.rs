//! Data against shapes (<https://www.w3.org/TR/shacl/#validation>).

use std::collections::{BTreeMap, HashSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, Term};

use super::constraint::{Constraint, compare};
use super::data::Data;
use super::path::Path;
use super::report::{Report, Violation};
use super::shape::{Shape, Shapes, Target, literal};

/// How deep shapes may call on shapes before we take a recursive one for met.
const DEPTH: usize = 32;

/// Checks the data against the shapes: `rdf:type`, `rdfs:subClassOf` and what is asked of them must all stand in `data`.
pub fn check(data: &Data, shapes: &Shapes) -> Report {
    let mut validator = Validator { data, shapes, found: Vec::new() };
    for shape in &shapes.list {
        for focus in validator.focus_nodes(shape) {
            validator.shape(shape, &focus, 0);
        }
    }
    Report::new(validator.found)
}

struct Validator<'a> {
    data: &'a Data,
    shapes: &'a Shapes,
    found: Vec<Violation>,
}

/// One value that fails, and the path to say so by; for failures of the focus node itself, neither.
struct Failure {
    value: Option<Term>,
    path: Option<Path>,
}

impl Failure {
    fn of(value: &Term) -> Self {
        Self { value: Some(value.clone()), path: None }
    }

    fn whole() -> Self {
        Self { value: None, path: None }
    }
}

impl<'a> Validator<'a> {
    fn focus_nodes(&self, shape: &Shape) -> Vec<Term> {
        let mut nodes: Vec<Term> = Vec::new();
        for target in &shape.targets {
            match target {
                Target::Node(node) => nodes.push(node.clone()),
                Target::Class(class) => nodes.extend(instances(self.data, class).into_iter().cloned()),
                Target::SubjectsOf(property) => nodes.extend(self.data.subjects_of(property).into_iter().cloned()),
                Target::ObjectsOf(property) => nodes.extend(self.data.objects_of(property).into_iter().cloned()),
            }
        }
        let mut seen = HashSet::new();
        nodes.retain(|node| seen.insert(node.clone()));
        nodes
    }

    /// Adds what is wrong with the focus node.
    fn shape(&mut self, shape: &Shape, focus: &Term, depth: usize) {
        let values = values(self.data, shape, focus);
        for constraint in &shape.constraints {
            if let Constraint::Property(number) = constraint {
                let inner = &self.shapes.list[*number];
                for value in &values {
                    self.shape(inner, value, depth + 1);
                }
                continue;
            }
            for failure in self.failures(shape, constraint, focus, &values, depth) {
                self.found.push(Violation::new(shape, constraint, focus, failure.value, failure.path));
            }
        }
    }

    /// True where the node conforms to the shape of that number.
    fn conforms(&self, number: usize, focus: &Term, depth: usize) -> bool {
        if depth > DEPTH {
            return true;
        }
        let mut inner = Validator { data: self.data, shapes: self.shapes, found: Vec::new() };
        inner.shape(&self.shapes.list[number], focus, depth + 1);
        inner.found.is_empty()
    }

    fn failures(
        &self,
        shape: &Shape,
        constraint: &Constraint,
        focus: &Term,
        values: &[Term],
        depth: usize,
    ) -> Vec<Failure> {
        let each = |holds: &dyn Fn(&Term) -> bool| {
            values.iter().filter(|value| !holds(value)).map(Failure::of).collect::<Vec<_>>()
        };
        let whole = |holds: bool| if holds { Vec::new() } else { vec![Failure::whole()] };
        let met = |numbers: &[usize], value: &Term| {
            numbers.iter().filter(|number| self.conforms(**number, value, depth)).count()
        };
        match constraint {
            Constraint::MinCount(count) => whole(values.len() >= *count),
            Constraint::MaxCount(count) => whole(values.len() <= *count),
            Constraint::HasValue(value) => whole(values.contains(value)),
            Constraint::Not(number) => each(&|value| !self.conforms(*number, value, depth)),
            Constraint::Node(number) => each(&|value| self.conforms(*number, value, depth)),
            Constraint::And(numbers) => each(&|value| met(numbers, value) == numbers.len()),
            Constraint::Or(numbers) => each(&|value| met(numbers, value) > 0),
            Constraint::Xone(numbers) => each(&|value| met(numbers, value) == 1),
            Constraint::QualifiedMinCount(number, count) => {
                whole(values.iter().filter(|value| met(&[*number], value) == 1).count() >= *count)
            }
            Constraint::QualifiedMaxCount(number, count) => {
                whole(values.iter().filter(|value| met(&[*number], value) == 1).count() <= *count)
            }
            Constraint::UniqueLang => repeated_languages(values),
            Constraint::Closed(allowed) => values.iter().flat_map(|value| self.surplus(value, allowed)).collect(),
            Constraint::Equals(property) => self.unequal(focus, property, values),
            Constraint::Disjoint(property) => {
                let others: Vec<&Term> = self.data.objects(focus, property.as_ref()).collect();
                each(&|value| !others.contains(&value))
            }
            Constraint::LessThan(property) => self.unordered(focus, property, values, std::cmp::Ordering::is_lt),
            Constraint::LessThanOrEquals(property) => {
                self.unordered(focus, property, values, std::cmp::Ordering::is_le)
            }
            // Property shapes speak for themselves.
            Constraint::Property(_) => Vec::new(),
            alone => {
                debug_assert!(shape.path.is_some() || values.len() == 1, "a node shape has its focus as value");
                each(&|value| alone.holds_of(self.data, value).unwrap_or(true))
            }
        }
    }

    /// Properties of the node that a closed shape does not allow.
    fn surplus(&self, node: &Term, allowed: &[Term]) -> Vec<Failure> {
        let facts = self.data.facts(node).filter(|(property, _)| !allowed.contains(property));
        facts
            .map(|(property, value)| {
                let path = super::data::named(property).cloned().map(Path::Predicate);
                Failure { value: Some(value.clone()), path }
            })
            .collect()
    }

    fn unequal(&self, focus: &Term, property: &NamedNode, values: &[Term]) -> Vec<Failure> {
        let others: Vec<&Term> = self.data.objects(focus, property.as_ref()).collect();
        let missing = values.iter().filter(|value| !others.contains(value));
        let surplus = others.iter().copied().filter(|other| !values.contains(other));
        missing.chain(surplus).map(Failure::of).collect()
    }

    fn unordered(
        &self,
        focus: &Term,
        property: &NamedNode,
        values: &[Term],
        fits: fn(std::cmp::Ordering) -> bool,
    ) -> Vec<Failure> {
        let mut failures = Vec::new();
        for value in values {
            for other in self.data.objects(focus, property.as_ref()) {
                let order = literal(value).zip(literal(other)).and_then(|(a, b)| compare(a, b));
                if !order.is_some_and(fits) {
                    failures.push(Failure::of(value));
                }
            }
        }
        failures
    }
}

fn values(data: &Data, shape: &Shape, focus: &Term) -> Vec<Term> {
    shape.path.as_ref().map_or_else(|| vec![focus.clone()], |path| path.values(data, focus))
}

/// Instances of the class and its descendants.
fn instances<'d>(data: &'d Data, class: &Term) -> Vec<&'d Term> {
    let mut classes = vec![class.clone()];
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(class) = classes.get(next).cloned() {
        found.extend(data.subjects(rdf::TYPE, &class));
        for sub in data.subjects(rdfs::SUB_CLASS_OF, &class) {
            if !classes.contains(sub) {
                classes.push(sub.clone());
            }
        }
        next += 1;
    }
    found
}

fn repeated_languages(values: &[Term]) -> Vec<Failure> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for language in values.iter().filter_map(literal).filter_map(|literal| literal.language()) {
        *counts.entry(language.to_lowercase()).or_default() += 1;
    }
    counts.into_values().filter(|count| *count > 1).map(|_| Failure::whole()).collect()
}
