//! The graph's nouns to quads, in the graph's own order.

use std::collections::{BTreeSet, HashSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term, Triple};

use super::iri::{Iris, encode};
use super::values::{Node, boolean, date, date_iri, decimal, integer, quantity, quantity_iri, text};
use super::vocab::{REIFIES, SAME_AS, gl, oa, prov, schema, skos};
use super::{RdfOptions, RdfVersion, Run};
use crate::claim::{Evidence, Status};
use crate::merge::{
    Article, ArticleId, Conflict, ConflictKind, Entity, Graph, IdentityLink, IdentityVerdict, NameRef, Side, Statement,
    StatementObject,
};
use crate::ontology::TypeId;
use crate::value::{Edtf, Quantity};

/// Turns a graph into quads; things that many share are described once.
pub(super) struct Emitter<'a> {
    graph: &'a Graph,
    iris: Iris,
    options: &'a RdfOptions,
    run: Option<&'a Run>,
    push: &'a mut dyn FnMut(Quad),
    described: HashSet<NamedNode>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        graph: &'a Graph,
        options: &'a RdfOptions,
        run: Option<&'a Run>,
        push: &'a mut dyn FnMut(Quad),
    ) -> Self {
        Self { graph, iris: Iris::new(&options.base), options, run, push, described: HashSet::new() }
    }

    /// All quads.
    pub(super) fn all(&mut self) {
        self.run();
        for article in &self.graph.articles {
            self.article(article);
        }
        for entity in &self.graph.entities {
            self.entity(entity);
        }
        for statement in &self.graph.statements {
            self.statement(statement);
        }
        for merge in self.graph.links.iter().filter(|link| link.verdict == IdentityVerdict::Same) {
            self.merge(merge);
        }
        for doubt in self.graph.doubts() {
            self.doubt(doubt);
        }
        for conflict in &self.graph.conflicts {
            self.conflict(conflict);
        }
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        (self.push)(Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph));
    }

    fn amount(&mut self, amount: &Quantity) -> NamedNode {
        let iri = quantity_iri(&self.iris, amount);
        if self.described.insert(iri.clone()) {
            let node = quantity(&self.iris, amount);
            self.describe(node);
        }
        iri
    }

    fn date(&mut self, day: &Edtf) -> NamedNode {
        let iri = date_iri(&self.iris, day);
        if self.described.insert(iri.clone()) {
            let node = date(&self.iris, day);
            self.describe(node);
        }
        iri
    }

    fn describe(&mut self, node: Node) {
        for (subject, predicate, object) in node.triples {
            // A day is shared by many dates.
            if subject == node.iri || self.described.insert(day_key(&subject, predicate)) {
                self.add(&subject, predicate, object);
            }
        }
    }

    fn run(&mut self) {
        let Some(run) = self.run else { return };
        let iri = self.iris.below("run");
        self.add(&iri, rdf::TYPE, gl::RUN);
        self.add(&iri, rdf::TYPE, prov::ACTIVITY);
        self.add(&iri, gl::PROGRAM_VERSION, text(&run.program));
        self.add(&iri, gl::MODEL_VERSION, text(&run.model));
        self.add(&iri, gl::ONTOLOGY_HASH, text(&run.ontology));
    }

    fn article(&mut self, article: &Article) {
        let iri = self.iris.article(article);
        self.add(&iri, rdf::TYPE, gl::ARTICLE);
        self.add(&iri, rdf::TYPE, schema::NEWS_ARTICLE);
        self.add(&iri, gl::DOCUMENT, text(&article.document.0));
        self.add(&iri, gl::ORIGIN, text(&article.origin));
        self.add(&iri, gl::HASH, text(&article.hash));
        self.add(&iri, schema::IN_LANGUAGE, text(&article.language));
        if let Some(title) = &article.title {
            self.add(&iri, schema::HEADLINE, worded(title, &article.language));
        }
        if let Some(source) = &article.source {
            self.add(&iri, schema::PUBLISHER, text(source));
        }
        if let Some(published) = &article.published {
            let node = self.date(published);
            self.add(&iri, gl::PUBLISHED, node);
            self.add(&iri, schema::DATE_PUBLISHED, text(published.as_str()));
        }
        if let Some(original) = article.copy_of {
            let original = self.iris.article(self.graph.article(original));
            self.add(&iri, gl::COPY_OF, original);
        }
        if self.run.is_some() {
            let run = self.iris.below("run");
            self.add(&iri, prov::WAS_GENERATED_BY, run);
        }
    }

    fn entity(&mut self, entity: &Entity) {
        let iri = self.iris.entity(entity);
        let class = self.iris.class(&entity.entity_type);
        self.add(&iri, rdf::TYPE, class);
        self.add(&iri, rdfs::LABEL, text(&entity.label));
        self.add(&iri, skos::PREF_LABEL, text(&entity.label));
        for name in &entity.names {
            self.add(&iri, skos::ALT_LABEL, text(name));
        }
        for link in &entity.links {
            self.add(&iri, SAME_AS, NamedNode::new_unchecked(link));
        }
        let articles: BTreeSet<ArticleId> = entity.members.iter().map(|m| m.article).collect();
        let language = articles.first().map_or("", |a| self.graph.article(*a).language.as_str());
        for kind in &entity.kinds {
            self.add(&iri, gl::KIND, worded(kind, language));
        }
        self.add(&iri, gl::NAMED, boolean(entity.named));
        self.add(&iri, gl::ARTICLE_COUNT, integer(entity.articles));
        for article in articles {
            let article = self.iris.article(self.graph.article(article));
            self.add(&iri, gl::MENTIONED_IN, article);
        }
    }

    fn statement(&mut self, st: &Statement) {
        let iri = self.iris.statement(st);
        let subject = self.iris.entity(self.graph.entity(st.subject));
        let predicate = self.iris.predicate(&st.predicate);
        let object = self.object(st);
        if asserted(st.negated, st.status) {
            self.add(&subject, predicate.as_ref(), object.clone());
        }
        self.add(&iri, rdf::TYPE, gl::STATEMENT);
        match self.options.version {
            RdfVersion::V11 => {
                self.add(&iri, rdf::SUBJECT, subject.clone());
                self.add(&iri, rdf::PREDICATE, predicate.clone());
                self.add(&iri, rdf::OBJECT, object.clone());
            }
            RdfVersion::V12 => {
                let triple = Triple::new(subject.clone(), predicate.clone(), object.clone());
                self.add(&iri, REIFIES, triple);
            }
        }
        let status = self.iris.class(&TypeId(status_name(st.status).to_owned()));
        self.add(&iri, gl::STATUS, status);
        self.add(&iri, gl::CONFIDENCE, decimal(st.confidence));
        self.add(&iri, gl::SUPPORT, integer(st.support));
        if st.negated {
            self.add(&iri, gl::NEGATED, boolean(true));
        }
        if st.accepted {
            self.add(&iri, gl::ACCEPTED, boolean(true));
        }
        self.qualifiers(&iri, st);
        for source in &st.attributed_to {
            let source = self.party(source);
            self.add(&iri, prov::WAS_ATTRIBUTED_TO, source);
        }
        self.reports(&iri, st, &Triple::new(subject, predicate, object));
    }

    fn object(&mut self, st: &Statement) -> Term {
        match &st.object {
            StatementObject::Entity(object) => self.iris.entity(self.graph.entity(*object)).into(),
            StatementObject::Quantity(amount) => self.amount(amount).into(),
            StatementObject::Date(day) => self.date(day).into(),
        }
    }

    fn qualifiers(&mut self, iri: &NamedNode, st: &Statement) {
        let q = &st.qualifiers;
        let language = st.reports.first().map_or("", |r| self.graph.article(r.article).language.as_str());
        if let Some(when) = &q.when {
            let when = self.date(when);
            self.add(iri, gl::WHEN, when);
        }
        if let Some(price) = &q.price {
            let price = self.amount(price);
            self.add(iri, gl::PRICE, price);
        }
        for role in &q.roles {
            self.add(iri, gl::ROLE, worded(role, language));
        }
        if let Some(metric) = &q.metric {
            self.add(iri, gl::METRIC, worded(metric, language));
        }
        let named = [(gl::TO, &q.to), (gl::FROM, &q.from), (gl::PRODUCT, &q.products)];
        let of = q.of.iter().map(|of| (gl::OF, of));
        for (predicate, party) in named.iter().flat_map(|(p, list)| list.iter().map(|r| (*p, r))).chain(of) {
            let party = self.party(party);
            self.add(iri, predicate, party);
        }
    }

    /// A party by its entity; one that no article has as an entity by a node of its name.
    fn party(&mut self, party: &NameRef) -> NamedNode {
        if let Some(entity) = party.entity {
            return self.iris.entity(self.graph.entity(entity));
        }
        let iri = self.iris.below(&format!("name/{}", encode(&party.label.replace(' ', "_"))));
        if self.described.insert(iri.clone()) {
            self.add(&iri, rdfs::LABEL, text(&party.label));
        }
        iri
    }

    /// Articles, passages, and the plain triple in each article's own graph.
    fn reports(&mut self, iri: &NamedNode, st: &Statement, triple: &Triple) {
        let mut articles: BTreeSet<ArticleId> = BTreeSet::new();
        let mut asserting: BTreeSet<ArticleId> = BTreeSet::new();
        let mut passages: BTreeSet<NamedNode> = BTreeSet::new();
        for report in &st.reports {
            articles.insert(report.article);
            if asserted(st.negated, report.status) {
                asserting.insert(report.article);
            }
            for evidence in &report.evidence {
                passages.insert(self.passage(report.article, evidence));
            }
        }
        for article in articles {
            let article = self.iris.article(self.graph.article(article));
            self.add(iri, prov::WAS_DERIVED_FROM, article);
        }
        for passage in passages {
            self.add(iri, gl::EVIDENCE, passage);
        }
        for article in asserting {
            let name = self.iris.article(self.graph.article(article));
            (self.push)(triple.clone().in_graph(name));
        }
    }

    /// A passage with its two selectors; one for all that it is evidence of. The words around it are left out: the position
    /// tells equal quotes apart, and the article's hash tells whether the position still holds.
    fn passage(&mut self, article: ArticleId, evidence: &Evidence) -> NamedNode {
        let iri = self.iris.passage(self.graph, article, evidence.start, evidence.end);
        if !self.described.insert(iri.clone()) {
            return iri;
        }
        let part = |name: &str| NamedNode::new_unchecked(format!("{}#{name}", iri.as_str()));
        let (quote, position) = (part("quote"), part("position"));
        let source = self.iris.article(self.graph.article(article));
        self.add(&iri, rdf::TYPE, oa::SPECIFIC_RESOURCE);
        self.add(&iri, oa::HAS_SOURCE, source);
        self.add(&iri, oa::HAS_SELECTOR, quote.clone());
        self.add(&iri, oa::HAS_SELECTOR, position.clone());
        self.add(&quote, rdf::TYPE, oa::TEXT_QUOTE_SELECTOR);
        self.add(&quote, oa::EXACT, text(&evidence.quote));
        self.add(&position, rdf::TYPE, oa::TEXT_POSITION_SELECTOR);
        self.add(&position, oa::START, integer(evidence.start));
        self.add(&position, oa::END, integer(evidence.end));
        iri
    }

    fn merge(&mut self, merge: &IdentityLink) {
        let entity = self.iris.entity(self.graph.entity(merge.a.entity));
        let side = |side: &Side| format!("{}\u{1f}{}", self.graph.article(side.article).iri, side.name);
        let key = pair_key(&side(&merge.a), &side(&merge.b));
        let iri = self.iris.below(&format!("merge/{key}"));
        if !self.described.insert(iri.clone()) {
            return;
        }
        self.add(&iri, rdf::TYPE, gl::MERGE);
        self.add(&iri, gl::INTO, entity);
        for name in BTreeSet::from([&merge.a.name, &merge.b.name]) {
            self.add(&iri, gl::MERGED_NAME, text(name));
        }
        self.add(&iri, gl::SCORE, decimal(merge.score));
        for reason in &merge.reasons {
            self.add(&iri, gl::REASON, text(reason));
        }
    }

    fn doubt(&mut self, doubt: &IdentityLink) {
        let (a, b) = (self.graph.entity(doubt.a.entity), self.graph.entity(doubt.b.entity));
        let iri = self.iris.below(&format!("doubt/{}", pair_key(&a.iri.0, &b.iri.0)));
        let (a, b) = (self.iris.entity(a), self.iris.entity(b));
        self.add(&a, gl::POSSIBLY_SAME, b.clone());
        self.add(&b, gl::POSSIBLY_SAME, a.clone());
        self.add(&iri, rdf::TYPE, gl::DOUBTFUL_IDENTITY);
        self.add(&iri, gl::BETWEEN, a);
        self.add(&iri, gl::BETWEEN, b);
        self.add(&iri, gl::SCORE, decimal(doubt.score));
        for reason in &doubt.reasons {
            self.add(&iri, gl::REASON, text(reason));
        }
    }

    fn conflict(&mut self, conflict: &Conflict) {
        let (a, b) = (self.graph.statement(conflict.a), self.graph.statement(conflict.b));
        let iri = self.iris.below(&format!("conflict/{}", pair_key(&a.key.0, &b.key.0)));
        let (a, b) = (self.iris.statement(a), self.iris.statement(b));
        let kind = match conflict.kind {
            ConflictKind::Contradiction => "contradiction",
            ConflictKind::Evolution => "evolution",
            ConflictKind::Scope => "scope",
        };
        let kind = self.iris.class(&TypeId(kind.to_owned()));
        self.add(&a, gl::CONFLICTS_WITH, b.clone());
        self.add(&b, gl::CONFLICTS_WITH, a.clone());
        self.add(&iri, rdf::TYPE, gl::CONFLICT);
        self.add(&iri, gl::BETWEEN, a);
        self.add(&iri, gl::BETWEEN, b);
        self.add(&iri, gl::CONFLICT_KIND, kind);
        self.add(&iri, gl::CONFLICT_ABOUT, text(&conflict.about));
    }
}

/// True for what is written as a plain triple: not denied, and more than a possibility.
fn asserted(negated: bool, status: Status) -> bool {
    !negated && status != Status::Possible
}

/// A status by its name in the ontology.
pub(crate) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Planned => "planned",
        Status::Expected => "expected",
        Status::Possible => "possible",
    }
}

/// Words in a language.
fn worded(words: &str, language: &str) -> Term {
    let tagged = Literal::new_language_tagged_literal(words, language);
    tagged.unwrap_or_else(|_| Literal::new_simple_literal(words)).into()
}

fn pair_key(a: &str, b: &str) -> String {
    let (low, high) = if a <= b { (a, b) } else { (b, a) };
    blake3::hash(format!("{low}\u{1f}{high}").as_bytes()).to_hex()[..16].to_owned()
}

/// A name under which one triple of a shared day is remembered as written.
fn day_key(subject: &NamedNode, predicate: NamedNodeRef<'_>) -> NamedNode {
    NamedNode::new_unchecked(format!("{} {}", subject.as_str(), predicate.as_str()))
}
