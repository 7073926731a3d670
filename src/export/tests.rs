//! Every RDF format says the same, and hostile names come back as they were.

use std::collections::BTreeSet;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxrdf::{Quad, Term};

use super::*;
use crate::merge::sample;
use crate::rdf::quads;

fn written(format: Format, graph: &Graph, version: RdfVersion) -> String {
    let mut out = Vec::new();
    let options = RdfOptions { version, base: "https://kb.example/".to_owned(), infer: false };
    export(format, graph, &sample::ontology(), &options, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("all formats are UTF-8")
}

fn read(text: &str, format: RdfFormat) -> BTreeSet<String> {
    let quads = RdfParser::from_format(format).for_slice(text.as_bytes());
    quads.map(|quad| order::line(&quad.expect("what we write is well-formed"))).collect()
}

/// Without the control characters that XML replaces.
fn for_xml(quads: &BTreeSet<String>) -> BTreeSet<String> {
    quads.iter().map(|line| line.replace("\\u0001", "\u{fffd}").replace("\\u000B", "\u{fffd}")).collect()
}

#[test]
fn every_rdf_format_says_the_same() {
    for graph in [sample::graph(), sample::hostile()] {
        let all = read(&written(Format::NQuads, &graph, RdfVersion::V11), RdfFormat::NQuads);
        let merged = read(&written(Format::NTriples, &graph, RdfVersion::V11), RdfFormat::NTriples);
        assert!(merged.is_subset(&all) && merged.len() < all.len());
        assert_eq!(read(&written(Format::Turtle, &graph, RdfVersion::V11), RdfFormat::Turtle), merged);
        assert_eq!(read(&written(Format::TriG, &graph, RdfVersion::V11), RdfFormat::TriG), all);
        let jsonld = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
        assert_eq!(read(&written(Format::JsonLd, &graph, RdfVersion::V11), jsonld), all);
        let xml = read(&written(Format::RdfXml, &graph, RdfVersion::V11), RdfFormat::RdfXml);
        assert_eq!(for_xml(&xml), for_xml(&merged));
    }
}

#[test]
fn rdf_1_2_reifies_with_triple_terms() {
    let graph = sample::graph();
    let text = written(Format::NTriples, &graph, RdfVersion::V12);
    let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::NTriples)
        .for_slice(text.as_bytes())
        .collect::<Result<_, _>>()
        .expect("what we write is well-formed");
    let terms = quads.iter().filter(|quad| matches!(quad.object, Term::Triple(_))).count();
    assert_eq!(terms, graph.statements.len());
    let turtle = written(Format::Turtle, &graph, RdfVersion::V12);
    assert!(turtle.contains("<<( id:"), "{turtle}");
}

/// The budget holds where sentences carry one claim each, the dearest case; what all share (entities, articles, dates)
/// apart.
#[test]
fn a_claim_costs_at_most_23_triples() {
    let graph = sample::graph();
    let own = |quad: &&Quad| {
        let subject = quad.subject.to_string();
        !["/id/", "/article/", "/when/", "/day/"].iter().any(|shared| subject.contains(shared))
    };
    let all = quads(&graph, &sample::ontology(), &RdfOptions::default());
    let claims: usize = graph.statements.iter().map(|st| st.reports.len()).sum();
    let average = all.iter().filter(own).count() as f64 / claims as f64;
    assert!(average <= 23.0, "{average} triples a claim");
}

#[test]
fn turtle_reads_well() {
    insta::assert_snapshot!("turtle", written(Format::Turtle, &sample::graph(), RdfVersion::V11));
}

#[test]
fn json_ld_is_compact() {
    insta::assert_snapshot!("jsonld", written(Format::JsonLd, &sample::graph(), RdfVersion::V11));
}

#[test]
fn tables_read_well() {
    for (name, format) in
        [("graphml", Format::GraphMl), ("gexf", Format::Gexf), ("cypher", Format::Cypher), ("csv", Format::Csv)]
    {
        insta::assert_snapshot!(name, written(format, &sample::graph(), RdfVersion::V11));
    }
}

#[test]
fn hostile_names_end_no_line_of_cypher() {
    let text = written(Format::Cypher, &sample::hostile(), RdfVersion::V11);
    assert!(text.lines().all(|line| line.ends_with(';') && (line.starts_with("M") || line.starts_with("CREATE"))));
}

#[test]
fn every_filter_narrows_every_format() {
    let graph = sample::graph();
    let none = Filter::default;
    let filters = [
        Filter { predicates: vec![crate::ontology::PredicateId("acquires".to_owned())], ..none() },
        Filter { min_confidence: 0.9, ..none() },
        Filter { statuses: vec![crate::claim::Status::Planned], ..none() },
        Filter { since: Some(sample::edtf("2030")), ..none() },
        Filter { until: Some(sample::edtf("1950")), ..none() },
        Filter { around: Some("Corvinelle".to_owned()), depth: 1, ..none() },
    ];
    let drawn = [Format::Svg, Format::ParquetNodes, Format::ParquetEdges];
    for format in Format::ALL.iter().filter(|format| !drawn.contains(format)) {
        let whole = written(*format, &graph, RdfVersion::V11);
        for filter in &filters {
            let part = written(*format, &filter.apply(&graph).expect("it is there"), RdfVersion::V11);
            assert!(part.len() < whole.len(), "{format} {filter:?}: {} of {}", part.len(), whole.len());
        }
    }
}

#[test]
fn a_filter_keeps_what_it_asks_for() {
    let graph = sample::graph();
    let around = |depth| Filter { around: Some("corvinelle".to_owned()), depth, ..Filter::default() };
    let near = around(1).apply(&graph).expect("it is there");
    assert_eq!(near.statements.len(), 2);
    assert_eq!(around(2).apply(&graph).expect("it is there").statements.len(), graph.statements.len());
    let all = Filter { depth: 1, ..Filter::default() }.apply(&graph).expect("nothing is asked by name");
    assert_eq!(all.entities.len(), graph.entities.len());
    let sure = Filter { min_confidence: 0.9, ..Filter::default() }.apply(&graph).expect("nothing is asked by name");
    assert_eq!((sure.statements.len(), sure.conflicts.len()), (1, 0));
    let late = Filter { since: Some(sample::edtf("2025")), ..Filter::default() }.apply(&graph).expect("none is named");
    assert!(late.statements.iter().all(|st| st.qualifiers.when.is_none()));
    let error = Filter { around: Some("Corvinel".to_owned()), ..Filter::default() }.apply(&graph);
    assert!(error.expect_err("no one is called so").to_string().contains("did you mean `Corvinelle`"));
}
