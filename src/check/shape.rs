//! A shapes graph → [`Shapes`].

use std::collections::HashMap;

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term};
use regex::{Regex, RegexBuilder};

use super::constraint::{Constraint, Kind};
use super::data::{Data, named};
use super::path::Path;
use super::vocab::sh;
use crate::diagnostic::{Diagnostic, Severity};

/// Shapes, ready to validate with.
#[derive(Debug, Default)]
pub struct Shapes {
    /// All shapes, those with targets in the order of their names.
    pub(super) list: Vec<Shape>,
}

/// One node or property shape.
#[derive(Debug)]
pub(super) struct Shape {
    pub term: Term,
    pub targets: Vec<Target>,
    /// Of a property shape.
    pub path: Option<Path>,
    pub constraints: Vec<Constraint>,
    pub severity: NamedNode,
    pub messages: Vec<Literal>,
}

/// Which nodes a shape is for.
#[derive(Debug)]
pub(super) enum Target {
    Node(Term),
    Class(Term),
    SubjectsOf(Term),
    ObjectsOf(Term),
}

impl Shapes {
    /// Reads a shapes file.
    ///
    /// # Errors
    /// With all that is wrong in it: not Turtle (`S001`), a constraint that we do not know (`S002`) or cannot read (`S003`).
    pub fn parse(name: &str, turtle: &str) -> Result<Self, Vec<Diagnostic>> {
        let data = Data::parse(name, turtle).map_err(|diagnostic| vec![diagnostic])?;
        let mut reader = Reader { data: &data, name, shapes: Vec::new(), numbers: HashMap::new(), trouble: Vec::new() };
        for term in roots(&data) {
            reader.shape(&term);
        }
        if reader.trouble.is_empty() {
            let list = reader.shapes.into_iter().flatten().collect();
            return Ok(Self { list });
        }
        Err(reader.trouble)
    }
}

/// Shapes that stand for themselves, by name.
fn roots(data: &Data) -> Vec<Term> {
    let targets = [sh::TARGET_CLASS, sh::TARGET_NODE, sh::TARGET_SUBJECTS_OF, sh::TARGET_OBJECTS_OF];
    let with_target = targets.iter().flat_map(|target| data.subjects_of(&Term::from(*target)));
    let declared = [sh::NODE_SHAPE, sh::PROPERTY_SHAPE];
    let declared = declared.iter().flat_map(|class| data.subjects(rdf::TYPE, &Term::from(*class)).collect::<Vec<_>>());
    let mut roots: Vec<Term> = with_target.chain(declared).cloned().collect();
    roots.sort_by_key(ToString::to_string);
    roots.dedup();
    roots
}

struct Reader<'a> {
    data: &'a Data,
    name: &'a str,
    /// A shape that is still being read stands here as `None`.
    shapes: Vec<Option<Shape>>,
    numbers: HashMap<Term, usize>,
    trouble: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The number of a shape, read where it is not yet.
    fn shape(&mut self, term: &Term) -> usize {
        if let Some(&number) = self.numbers.get(term) {
            return number;
        }
        let number = self.shapes.len();
        self.numbers.insert(term.clone(), number);
        self.shapes.push(None);
        let path = self.data.object(term, sh::PATH).cloned();
        let path = path.and_then(|node| {
            let path = Path::read(self.data, &node);
            if path.is_none() {
                self.fault(term, "S003", "its sh:path is no property path");
            }
            path
        });
        let severity = self.data.object(term, sh::SEVERITY).and_then(named).cloned();
        let active = !flag(self.data, term, sh::DEACTIVATED);
        let constraints = if active { self.constraints(term) } else { Vec::new() };
        self.shapes[number] = Some(Shape {
            term: term.clone(),
            targets: if active { targets(self.data, term) } else { Vec::new() },
            path,
            constraints,
            severity: severity.unwrap_or_else(|| sh::VIOLATION.into_owned()),
            messages: self.data.objects(term, sh::MESSAGE).filter_map(literal).cloned().collect(),
        });
        number
    }

    fn constraints(&mut self, term: &Term) -> Vec<Constraint> {
        let facts: Vec<(Term, Term)> = self.data.facts(term).map(|(p, o)| (p.clone(), o.clone())).collect();
        let mut constraints = Vec::new();
        for (property, value) in facts {
            let Some(local) = named(&property).and_then(|p| p.as_str().strip_prefix(sh::NAMESPACE)) else { continue };
            match self.constraint(term, local, &value) {
                Ok(Some(constraint)) => constraints.push(constraint),
                Ok(None) => {}
                Err((code, fault)) => self.fault(term, code, &fault),
            }
        }
        constraints
    }

    fn constraint(&mut self, term: &Term, local: &str, value: &Term) -> Result<Option<Constraint>, Fault> {
        let wrong = || ("S003", format!("sh:{local} cannot be {value}"));
        let node = || named(value).cloned().ok_or_else(wrong);
        let number = || literal(value).and_then(|l| l.value().parse().ok()).ok_or_else(wrong);
        let list = || self.data.list(value).into_iter().cloned().collect::<Vec<_>>();
        Ok(Some(match local {
            "class" => Constraint::Class(value.clone()),
            "datatype" => Constraint::Datatype(node()?),
            "nodeKind" => Constraint::NodeKind(Kind::parse(node()?.as_str()).ok_or_else(wrong)?),
            "minCount" => Constraint::MinCount(number()?),
            "maxCount" => Constraint::MaxCount(number()?),
            "minLength" => Constraint::MinLength(number()?),
            "maxLength" => Constraint::MaxLength(number()?),
            "minExclusive" | "minInclusive" | "maxExclusive" | "maxInclusive" => {
                Constraint::bound(local, literal(value).ok_or_else(wrong)?.clone())
            }
            "pattern" => Constraint::Pattern(self.pattern(term, value)?),
            "languageIn" => Constraint::LanguageIn(
                list().iter().filter_map(literal).map(|language| language.value().to_lowercase()).collect(),
            ),
            "uniqueLang" => return Ok((literal(value).is_some_and(truth)).then_some(Constraint::UniqueLang)),
            "equals" => Constraint::Equals(node()?),
            "disjoint" => Constraint::Disjoint(node()?),
            "lessThan" => Constraint::LessThan(node()?),
            "lessThanOrEquals" => Constraint::LessThanOrEquals(node()?),
            "not" => Constraint::Not(self.shape(value)),
            "node" => Constraint::Node(self.shape(value)),
            "property" => Constraint::Property(self.shape(value)),
            "and" | "or" | "xone" => {
                let members: Vec<usize> = list().iter().map(|member| self.shape(member)).collect();
                match local {
                    "and" => Constraint::And(members),
                    "or" => Constraint::Or(members),
                    _ => Constraint::Xone(members),
                }
            }
            "qualifiedMinCount" => Constraint::QualifiedMinCount(self.qualified(term)?, number()?),
            "qualifiedMaxCount" => Constraint::QualifiedMaxCount(self.qualified(term)?, number()?),
            "closed" => return Ok((literal(value).is_some_and(truth)).then(|| self.closed(term))),
            "hasValue" => Constraint::HasValue(value.clone()),
            "in" => Constraint::In(list()),
            "targetClass"
            | "targetNode"
            | "targetSubjectsOf"
            | "targetObjectsOf"
            | "path"
            | "severity"
            | "message"
            | "deactivated"
            | "name"
            | "description"
            | "order"
            | "group"
            | "defaultValue"
            | "flags"
            | "ignoredProperties"
            | "qualifiedValueShape" => return Ok(None),
            _ => return Err(("S002", format!("sh:{local} is not of the SHACL Core that we know"))),
        }))
    }

    fn pattern(&self, term: &Term, value: &Term) -> Result<Regex, Fault> {
        let flags = self.data.object(term, sh::FLAGS).and_then(literal).map_or("", Literal::value);
        let pattern = literal(value).map_or("", Literal::value);
        let mut builder = RegexBuilder::new(pattern);
        builder.case_insensitive(flags.contains('i')).multi_line(flags.contains('m'));
        builder.dot_matches_new_line(flags.contains('s')).ignore_whitespace(flags.contains('x'));
        builder.build().map_err(|error| ("S003", format!("sh:pattern \"{pattern}\": {error}")))
    }

    /// The shape that a qualified count counts by.
    fn qualified(&mut self, term: &Term) -> Result<usize, Fault> {
        let shape = self.data.object(term, sh::QUALIFIED_VALUE_SHAPE);
        let shape = shape.ok_or_else(|| ("S003", "a qualified count without sh:qualifiedValueShape".to_owned()))?;
        Ok(self.shape(shape))
    }

    fn closed(&self, term: &Term) -> Constraint {
        let direct = self.data.objects(term, sh::PROPERTY).filter_map(|shape| self.data.object(shape, sh::PATH));
        let ignored = self.data.objects(term, sh::IGNORED_PROPERTIES).flat_map(|head| self.data.list(head));
        Constraint::Closed(direct.chain(ignored).filter(|path| named(path).is_some()).cloned().collect())
    }

    fn fault(&mut self, term: &Term, code: &str, fact: &str) {
        self.trouble.push(Diagnostic::new(Severity::Error, code, self.name, format!("shape {term}: {fact}")));
    }
}

/// A diagnostic's code and fact.
type Fault = (&'static str, String);

fn targets(data: &Data, term: &Term) -> Vec<Target> {
    let all = |property, make: fn(Term) -> Target| data.objects(term, property).cloned().map(make).collect::<Vec<_>>();
    let mut targets = all(sh::TARGET_NODE, Target::Node);
    targets.extend(all(sh::TARGET_CLASS, Target::Class));
    targets.extend(all(sh::TARGET_SUBJECTS_OF, Target::SubjectsOf));
    targets.extend(all(sh::TARGET_OBJECTS_OF, Target::ObjectsOf));
    // A shape that is a class as well is for its instances.
    if data.objects(term, rdf::TYPE).any(|class| *class == Term::from(rdfs::CLASS)) {
        targets.push(Target::Class(term.clone()));
    }
    targets
}

fn flag(data: &Data, term: &Term, property: NamedNodeRef<'_>) -> bool {
    data.object(term, property).and_then(literal).is_some_and(truth)
}

fn truth(literal: &Literal) -> bool {
    matches!(literal.value(), "true" | "1")
}

/// The literal that a term is.
pub(super) fn literal(term: &Term) -> Option<&Literal> {
    match term {
        Term::Literal(literal) => Some(literal),
        _ => None,
    }
}
