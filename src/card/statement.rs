//! A statement with everything that supports it.

use serde::Serialize;

use super::words::{object_words, quantity_words};
use crate::claim::{Evidence, Status};
use crate::merge::{ArticleId, ConflictKind, Graph, NameRef, Report, Statement, StatementId};

/// One article's support of a statement.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportCard {
    /// The article's name.
    pub document: String,
    /// Where the article came from.
    pub origin: String,
    /// Its version, the beginning of a hash, where the graph has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The outlet and name of the article that first had this text, where this is a copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its date, in EDTF.
    pub published: Option<String>,
    /// How certain the article holds it.
    pub status: Status,
    /// Whom it names as source.
    pub attributed_to: Vec<String>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// The claim's id.
    pub claim: String,
    /// Probability that the claim was read right.
    pub confidence: f64,
    /// The frame that fired.
    pub frame: String,
    /// The lexical entry that evoked it.
    pub entry: String,
    /// How each argument was reached.
    pub path: Vec<String>,
}

/// A statement that disagrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// Its key.
    pub key: String,
    /// How it disagrees.
    pub kind: ConflictKind,
    /// About what.
    pub about: String,
    /// What it says instead.
    pub says: String,
}

/// A statement, laid out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementCard {
    /// Its key.
    pub key: String,
    /// Label of the subject.
    pub subject: String,
    /// Local name of the predicate.
    pub predicate: String,
    /// Label, amount or date.
    pub object: String,
    /// Name and value, in words.
    pub qualifiers: Vec<(String, String)>,
    /// The surest that an article reports.
    pub status: Status,
    /// True where it is denied.
    pub negated: bool,
    /// Whom the articles name as sources.
    pub attributed_to: Vec<String>,
    /// Probability that it was read right.
    pub confidence: f64,
    /// Independent articles that say so.
    pub support: u32,
    /// Where it stands, article by article.
    pub reports: Vec<ReportCard>,
    /// What disagrees with it.
    pub conflicts: Vec<Disagreement>,
}

impl StatementCard {
    /// The card of a statement.
    ///
    /// # Panics
    /// Where the id is of another graph.
    pub fn new(graph: &Graph, id: StatementId) -> Self {
        let statement = graph.statement(id);
        Self {
            key: statement.key.0.clone(),
            subject: graph.entity(statement.subject).label.clone(),
            predicate: statement.predicate.0.clone(),
            object: object_words(graph, &statement.object),
            qualifiers: qualifiers(statement),
            status: statement.status,
            negated: statement.negated,
            attributed_to: labels(&statement.attributed_to),
            confidence: statement.confidence,
            support: statement.support,
            reports: statement.reports.iter().map(|report| report_card(graph, report)).collect(),
            conflicts: conflicts(graph, id),
        }
    }

    /// The statement as one line: `Nordlux acquires Verrea (price: 2 000 000 EUR, when: 2024)`.
    pub fn line(&self) -> String {
        let not = if self.negated { "not " } else { "" };
        let narrowed: Vec<String> = self.qualifiers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let narrowed = if narrowed.is_empty() { String::new() } else { format!(" ({})", narrowed.join(", ")) };
        format!("{} {not}{} {}{narrowed}", self.subject, self.predicate, self.object)
    }
}

fn qualifiers(statement: &Statement) -> Vec<(String, String)> {
    let q = &statement.qualifiers;
    let all = [
        ("when", q.when.as_ref().map(ToString::to_string)),
        ("price", q.price.as_ref().map(quantity_words)),
        ("role", joined(&q.roles)),
        ("metric", q.metric.clone()),
        ("of", q.of.as_ref().map(|name| name.label.clone())),
        ("to", joined(&labels(&q.to))),
        ("from", joined(&labels(&q.from))),
        ("product", joined(&labels(&q.products))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

fn joined(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join("; "))
}

fn labels(names: &[NameRef]) -> Vec<String> {
    names.iter().map(|name| name.label.clone()).collect()
}

fn report_card(graph: &Graph, report: &Report) -> ReportCard {
    let article = graph.article(report.article);
    ReportCard {
        document: article.document.0.clone(),
        origin: article.origin.clone(),
        version: version(graph, report.article),
        copy_of: article.copy_of.map(|original| first_publisher(graph, original)),
        title: article.title.clone(),
        published: article.published.as_ref().map(ToString::to_string),
        status: report.status,
        attributed_to: labels(&report.attributed_to),
        evidence: report.evidence.clone(),
        claim: report.claim.0.clone(),
        confidence: report.confidence,
        frame: report.trace.frame.clone(),
        entry: report.trace.entry.clone(),
        path: report.trace.path.clone(),
    }
}

/// Versions of one article stand side by side.
fn version(graph: &Graph, id: ArticleId) -> Option<String> {
    let article = graph.article(id);
    let beside = [id.0.checked_sub(1), id.0.checked_add(1)].into_iter().flatten();
    let mut others = beside.filter_map(|i| graph.articles.get(i as usize));
    others.any(|other| other.document == article.document).then(|| article.hash.chars().take(12).collect())
}

fn first_publisher(graph: &Graph, id: ArticleId) -> String {
    let article = graph.article(id);
    let outlet = article.source.as_ref().map(|source| format!("{source}, ")).unwrap_or_default();
    format!("{outlet}{}", article.document.0)
}

fn conflicts(graph: &Graph, id: StatementId) -> Vec<Disagreement> {
    let other = |a: StatementId, b: StatementId| if a == id { Some(b) } else { (b == id).then_some(a) };
    let found = graph.conflicts.iter().filter_map(|conflict| Some((conflict, other(conflict.a, conflict.b)?)));
    found
        .map(|(conflict, other)| {
            let statement = graph.statement(other);
            let not = if statement.negated { "not " } else { "" };
            Disagreement {
                key: statement.key.0.clone(),
                kind: conflict.kind,
                about: conflict.about.clone(),
                says: format!("{not}{} {}", statement.predicate, object_words(graph, &statement.object)),
            }
        })
        .collect()
}
