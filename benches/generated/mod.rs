//! A graph of any size, the same each time, and what its process takes of the memory: for the benchmarks.

use std::fs;

use glane::claim::{ClaimId, Evidence, FrameTrace, Object, Qualifiers, Status};
use glane::ingest::DocumentId;
use glane::mention::LocalEntityId;
use glane::merge::{
    Article, ArticleId, Entity, EntityId, EntityIri, Graph, Member, Report, Statement, StatementKey, StatementObject,
    StatementQualifiers,
};
use glane::ontology::{PredicateId, TypeId};
use glane::value::{Bound, Edtf, Quantity, Unit};

/// Statements an article, and a sentence.
const AN_ARTICLE: usize = 16;
const A_SENTENCE: usize = 2;

fn article(i: usize) -> Article {
    Article {
        document: DocumentId(format!("article-{i:07}")),
        iri: format!("article/article-{i:07}"),
        origin: format!("news/article-{i:07}.txt"),
        title: Some(format!("Les nouvelles n° {i}")),
        source: Some("Le Courrier".to_owned()),
        published: Edtf::parse("2024-03-02").ok(),
        language: "fr".to_owned(),
        hash: blake3::hash(&i.to_le_bytes()).to_hex().to_string(),
        copy_of: None,
    }
}

fn entity(i: usize) -> Entity {
    Entity {
        iri: EntityIri(format!("id/partie-{i:07}")),
        label: format!("Partie {i} « & Cie »"),
        names: vec![format!("P. {i}")],
        entity_type: TypeId(if i.is_multiple_of(3) { "Person" } else { "Company" }.to_owned()),
        kinds: vec!["groupe industriel".to_owned()],
        named: true,
        members: vec![Member { article: ArticleId(0), local: LocalEntityId(0) }],
        articles: 1,
        links: Vec::new(),
    }
}

fn statement(i: usize, entities: usize) -> Statement {
    let (subject, other) = (i * 7919 % entities, i * 104_729 % entities);
    let amount = Quantity {
        value: Some((i % 5000) as f64 * 1000.0),
        unit: Unit::Money(Some("EUR".to_owned())),
        bound: Bound::Exact,
        text: String::new(),
        per: None,
        unit_inferred: false,
    };
    let object = if i.is_multiple_of(4) {
        StatementObject::Quantity(amount)
    } else {
        StatementObject::Entity(EntityId(other as u32))
    };
    let start = (i % AN_ARTICLE / A_SENTENCE * 200) as u32;
    let evidence = Evidence {
        start,
        end: start + 90,
        quote: format!("La partie {subject} a racheté la partie {other}, a-t-elle annoncé « hier » à la presse."),
        prefix: String::new(),
        suffix: String::new(),
    };
    let report = Report {
        article: ArticleId((i / AN_ARTICLE) as u32),
        claim: ClaimId(format!("{i:032x}")),
        object: Object::Entity(LocalEntityId(0)),
        qualifiers: Qualifiers::default(),
        status: Status::Actual,
        attributed_to: Vec::new(),
        evidence: vec![evidence],
        confidence: 0.8,
        trace: FrameTrace::default(),
    };
    Statement {
        key: StatementKey(blake3::hash(&i.to_le_bytes()).to_hex()[..16].to_owned()),
        subject: EntityId(subject as u32),
        predicate: PredicateId(if i.is_multiple_of(4) { "loses" } else { "acquires" }.to_owned()),
        object,
        negated: false,
        status: Status::Actual,
        qualifiers: StatementQualifiers {
            when: Edtf::parse(&format!("20{:02}-{:02}", i % 25, i % 12 + 1)).ok(),
            ..StatementQualifiers::default()
        },
        attributed_to: Vec::new(),
        confidence: 0.8,
        support: 1,
        accepted: false,
        reports: vec![report],
    }
}

/// So many statements among a third as many entities.
pub fn graph(statements: usize) -> Graph {
    let entities = (statements / 3).max(1);
    Graph {
        articles: (0..statements.div_ceil(AN_ARTICLE)).map(article).collect(),
        entities: (0..entities).map(entity).collect(),
        statements: (0..statements).map(|i| statement(i, entities)).collect(),
        ..Graph::default()
    }
}

/// A line of `/proc/self/status`, in MB; 0 elsewhere than on Linux.
pub fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
}
