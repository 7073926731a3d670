//! The ontology as a page for people: every term with its labels and definitions in both languages.

use std::fmt::Write;

use super::node::Node;
use super::prefix::{GL, expand, local};
use super::source::{Source, Term};

/// Heading, anchor and test of each part of the page; a term stands in the first that it fits.
type Part = (&'static str, &'static str, fn(&Node<'_>) -> bool);

const PARTS: &[Part] = &[
    ("Entity types", "types", |node| node.is("gl:EntityType")),
    ("Predicates", "predicates", |node| node.is("gl:Predicate")),
    ("Classes", "classes", |node| node.is("owl:Class")),
    ("Properties between things", "object-properties", |node| node.is("owl:ObjectProperty")),
    ("Properties with texts and numbers", "datatype-properties", |node| node.is("owl:DatatypeProperty")),
    ("Individuals", "individuals", |node| node.is("owl:NamedIndividual")),
    ("How the ontology speaks of itself", "annotations", |node| node.is("owl:AnnotationProperty")),
];

/// What the page tells of a term besides label and definition, by property.
const ROWS: &[(&str, &str)] = &[
    ("rdfs:subClassOf", "is a"),
    ("rdfs:subPropertyOf", "implies"),
    ("owl:equivalentClass", "same as"),
    ("owl:equivalentProperty", "same as"),
    ("gl:subjectType", "from"),
    ("gl:objectType", "to"),
    ("rdfs:domain", "domain"),
    ("rdfs:range", "range"),
    ("owl:inverseOf", "inverse"),
    ("gl:aspect", "aspect"),
    ("skos:closeMatch", "close to"),
    ("skos:narrowMatch", "wider than"),
    ("skos:broadMatch", "narrower than"),
];

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
nav a { margin-right: 1rem; }
section { border-top: 1px solid #8886; padding: .5rem 0; }
h3 { margin: .5rem 0; font-family: ui-monospace, monospace; }
h3 small { font-family: system-ui, sans-serif; font-weight: normal; }
p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: 7rem 1fr; margin: .5rem 0; font-size: .9rem; }
dd { margin: 0; }
:target { background: #fc03; }
";

/// The page of all `gl:` terms that the files define, as HTML without scripts or anything to load.
pub fn page(source: &Source) -> String {
    let mut terms: Vec<Node<'_>> = source.all().filter(|node| node.name().starts_with("gl:")).collect();
    terms.sort_by_key(|node| node.name());
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n<title>The glane ontology</title>\n");
    let _ = write!(out, "<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>The glane ontology</h1>\n");
    if let Some(ontology) = source.instances("owl:Ontology").next() {
        words(&mut out, ontology, "dcterms:description");
    }
    let _ = writeln!(out, "<p>Namespace <code>{GL}</code>, prefix <code>gl:</code>.</p>\n<nav>");
    for (heading, anchor, _) in PARTS {
        let _ = writeln!(out, "<a href=\"#{anchor}\">{heading}</a>");
    }
    out.push_str("</nav>\n");
    for (heading, anchor, fits) in PARTS {
        let _ = writeln!(out, "<h2 id=\"{anchor}\">{heading}</h2>");
        let (part, rest): (Vec<_>, Vec<_>) = terms.into_iter().partition(fits);
        part.into_iter().for_each(|node| term(&mut out, node));
        terms = rest;
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn term(out: &mut String, node: Node<'_>) {
    let labels = node.by_language("rdfs:label");
    let label = |language: &str| labels.get(language).map_or("", String::as_str);
    let _ = write!(
        out,
        "<section id=\"{0}\">\n<h3><a href=\"#{0}\">gl:{0}</a> <small><span lang=\"fr\">{1}</span> · {2}</small></h3>\n",
        escaped(node.local()),
        escaped(label("fr")),
        escaped(label("en"))
    );
    words(out, node, "skos:definition");
    out.push_str("<dl>\n");
    for (property, name) in ROWS {
        let links: Vec<String> = node.values(property).filter_map(|fact| link(&fact.object)).collect();
        if !links.is_empty() {
            let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", links.join(", "));
        }
    }
    for (class, name) in [("owl:SymmetricProperty", "symmetric")] {
        if node.is(class) {
            let _ = writeln!(out, "<dt>{name}</dt><dd>yes</dd>");
        }
    }
    if node.has("gl:functionalAtATime") {
        out.push_str("<dt>one value</dt><dd>at a time</dd>\n");
    }
    out.push_str("</dl>\n</section>\n");
}

fn words(out: &mut String, node: Node<'_>, property: &str) {
    for (language, text) in node.by_language(property) {
        let _ = writeln!(out, "<p lang=\"{}\">{}</p>", escaped(&language), escaped(&text));
    }
}

/// A term by its name, ours to its place on the page, others to their own.
fn link(term: &Term) -> Option<String> {
    let Term::Iri(name) = term else { return None };
    let target = match name.strip_prefix("gl:") {
        Some(_) => format!("#{}", local(name)),
        None => expand(name).into_owned(),
    };
    Some(format!("<a href=\"{}\">{}</a>", escaped(&target), escaped(name)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
