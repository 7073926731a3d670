//! The graph as nodes and edges with flat values, for formats that know no more.

use crate::merge::{ConflictKind, Graph, NameRef, Statement, StatementId, StatementObject};
use crate::rdf::{Iris, amount_label, status_name};

/// An entity, a figure or a date.
pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) class: String,
    pub(super) names: String,
    pub(super) kind: String,
    pub(super) articles: u32,
    pub(super) rank: f64,
    pub(super) amount: Option<f64>,
    pub(super) unit: String,
}

impl Node {
    /// What [`Node::values`] are called.
    pub(super) const NAMES: &[&str] = &["label", "type", "names", "kind", "articles", "rank", "amount", "unit"];
    /// Their types, as GraphML names them.
    pub(super) const TYPES: &[&str] = &["string", "string", "string", "string", "int", "double", "double", "string"];

    /// Values as text; empty where there is none.
    pub(super) fn values(&self) -> Vec<String> {
        vec![
            self.label.clone(),
            self.class.clone(),
            self.names.clone(),
            self.kind.clone(),
            self.articles.to_string(),
            format!("{:.6}", self.rank),
            self.amount.map(|v| v.to_string()).unwrap_or_default(),
            self.unit.clone(),
        ]
    }
}

/// A statement, a doubt or a conflict.
pub(super) struct Edge {
    pub(super) id: String,
    pub(super) source: String,
    pub(super) target: String,
    /// Label and class of the source.
    pub(super) source_end: (String, String),
    /// Label and class of the target.
    pub(super) target_end: (String, String),
    pub(super) predicate: String,
    pub(super) status: String,
    pub(super) negated: bool,
    pub(super) confidence: f64,
    pub(super) support: u32,
    pub(super) when: String,
    pub(super) begin: String,
    pub(super) end: String,
    pub(super) price: Option<f64>,
    pub(super) currency: String,
    pub(super) role: String,
    pub(super) attributed: String,
    pub(super) articles: String,
    pub(super) quote: String,
    pub(super) conflict: String,
}

impl Edge {
    /// What [`Edge::values`] are called.
    pub(super) const NAMES: &[&str] = &[
        "predicate",
        "status",
        "negated",
        "confidence",
        "support",
        "when",
        "begin",
        "end",
        "price",
        "currency",
        "role",
        "attributedTo",
        "articles",
        "quote",
        "conflict",
    ];
    /// Their types, as GraphML names them.
    pub(super) const TYPES: &[&str] = &[
        "string", "string", "boolean", "double", "int", "string", "string", "string", "double", "string", "string",
        "string", "string", "string", "string",
    ];

    /// Values as text; empty where there is none.
    pub(super) fn values(&self) -> Vec<String> {
        vec![
            self.predicate.clone(),
            self.status.clone(),
            self.negated.to_string(),
            self.confidence.to_string(),
            self.support.to_string(),
            self.when.clone(),
            self.begin.clone(),
            self.end.clone(),
            self.price.map(|v| v.to_string()).unwrap_or_default(),
            self.currency.clone(),
            self.role.clone(),
            self.attributed.clone(),
            self.articles.clone(),
            self.quote.clone(),
            self.conflict.clone(),
        ]
    }
}

/// A graph's nodes and edges, made as they are asked for; every edge's ends are among the nodes.
pub(super) struct Table<'a> {
    graph: &'a Graph,
    iris: Iris,
    rank: Vec<f64>,
    conflicts: Vec<Option<ConflictKind>>,
}

impl<'a> Table<'a> {
    /// The graph's.
    pub(super) fn of(graph: &'a Graph, base: &str) -> Self {
        Self { graph, iris: Iris::new(base), rank: graph.page_rank(), conflicts: conflicts(graph) }
    }

    /// Entities, then figures and dates, in the graph's own order.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Node> {
        let entities = self.graph.entities.iter().zip(&self.rank).map(|(entity, rank)| Node {
            id: self.iris.entity(entity).into_string(),
            label: entity.label.clone(),
            class: entity.entity_type.0.clone(),
            names: entity.names.join("; "),
            kind: entity.kinds.join("; "),
            articles: entity.articles,
            rank: *rank,
            amount: None,
            unit: String::new(),
        });
        entities.chain(self.graph.statements.iter().filter_map(|st| leaf(&self.iris, st)))
    }

    /// Statements, then doubts.
    pub(super) fn edges(&self) -> impl Iterator<Item = Edge> {
        let statements = self.graph.statements.iter().zip(&self.conflicts);
        let statements = statements.map(|(st, conflict)| edge(self.graph, &self.iris, st, conflict_name(*conflict)));
        statements.chain(self.graph.doubts().map(|doubt| {
            let (a, b) = (self.graph.entity(doubt.a.entity), self.graph.entity(doubt.b.entity));
            let mut edge = Edge::between(self.iris.entity(a).into_string(), self.iris.entity(b).into_string());
            edge.source_end = (a.label.clone(), a.entity_type.0.clone());
            edge.target_end = (b.label.clone(), b.entity_type.0.clone());
            edge.id = format!("{}doubt/{}/{}", self.iris.base(), a.iri, b.iri);
            edge.confidence = doubt.score;
            edge.quote = doubt.reasons.join("; ");
            edge
        }))
    }
}

impl Edge {
    fn between(source: String, target: String) -> Self {
        Self {
            id: String::new(),
            source,
            target,
            source_end: Default::default(),
            target_end: Default::default(),
            predicate: "possiblySame".to_owned(),
            status: "possible".to_owned(),
            negated: false,
            confidence: 0.0,
            support: 0,
            when: String::new(),
            begin: String::new(),
            end: String::new(),
            price: None,
            currency: String::new(),
            role: String::new(),
            attributed: String::new(),
            articles: String::new(),
            quote: String::new(),
            conflict: String::new(),
        }
    }
}

/// The node of a figure or date, one for each statement, so that drawings do not tie strangers together.
fn leaf(iris: &Iris, st: &Statement) -> Option<Node> {
    let id = leaf_id(iris, st);
    let node = |label: String, class: &str, amount, unit: &str| Node {
        id,
        label,
        class: class.to_owned(),
        names: String::new(),
        kind: String::new(),
        articles: 0,
        rank: 0.0,
        amount,
        unit: unit.to_owned(),
    };
    match &st.object {
        StatementObject::Entity(_) => None,
        StatementObject::Quantity(q) => {
            Some(node(amount_label(q), "Quantity", q.value, q.unit_name().unwrap_or_default()))
        }
        StatementObject::Date(date) => Some(node(date.to_string(), "Date", None, "")),
    }
}

fn leaf_id(iris: &Iris, st: &Statement) -> String {
    format!("{}#object", iris.statement(st).as_str())
}

fn edge(graph: &Graph, iris: &Iris, st: &Statement, conflict: &str) -> Edge {
    let subject = graph.entity(st.subject);
    let (target, target_end) = match (&st.object, leaf(iris, st)) {
        (StatementObject::Entity(object), _) => {
            let object = graph.entity(*object);
            (iris.entity(object).into_string(), (object.label.clone(), object.entity_type.0.clone()))
        }
        (_, Some(leaf)) => (leaf.id, (leaf.label, leaf.class)),
        (_, None) => (leaf_id(iris, st), Default::default()),
    };
    let q = &st.qualifiers;
    let period = q.when.as_ref().map(|when| when.period());
    let day = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let names = |list: &[NameRef]| list.iter().map(|r| r.label.as_str()).collect::<Vec<_>>().join("; ");
    let mut articles: Vec<&str> = st.reports.iter().map(|r| graph.article(r.article).document.0.as_str()).collect();
    articles.dedup();
    Edge {
        id: iris.statement(st).into_string(),
        predicate: st.predicate.0.clone(),
        status: status_name(st.status).to_owned(),
        negated: st.negated,
        confidence: st.confidence,
        support: st.support,
        when: q.when.as_ref().map(ToString::to_string).unwrap_or_default(),
        begin: period.map(|p| day(p.begin)).unwrap_or_default(),
        end: period.map(|p| day(p.end)).unwrap_or_default(),
        price: q.price.as_ref().and_then(|p| p.value),
        currency: q.price.as_ref().and_then(|p| p.unit_name()).unwrap_or_default().to_owned(),
        role: q.roles.join("; "),
        attributed: names(&st.attributed_to),
        articles: articles.join("; "),
        quote: st.reports.iter().flat_map(|r| &r.evidence).map(|e| e.quote.as_str()).next().unwrap_or("").to_owned(),
        conflict: conflict.to_owned(),
        source_end: (subject.label.clone(), subject.entity_type.0.clone()),
        target_end,
        ..Edge::between(iris.entity(subject).into_string(), target)
    }
}

/// For each statement, the gravest of its conflicts.
fn conflicts(graph: &Graph) -> Vec<Option<ConflictKind>> {
    let mut worst: Vec<Option<ConflictKind>> = vec![None; graph.statements.len()];
    let mut note = |id: StatementId, kind: ConflictKind| {
        let known = &mut worst[id.0 as usize];
        *known = Some(known.map_or(kind, |k| k.min(kind)));
    };
    for conflict in &graph.conflicts {
        note(conflict.a, conflict.kind);
        note(conflict.b, conflict.kind);
    }
    worst
}

fn conflict_name(kind: Option<ConflictKind>) -> &'static str {
    match kind {
        Some(ConflictKind::Contradiction) => "contradiction",
        Some(ConflictKind::Evolution) => "evolution",
        Some(ConflictKind::Scope) => "scope",
        None => "",
    }
}
