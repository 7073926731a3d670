//! Claims to statements: what many articles say of one fact, once.
//!
//! Claims of one subject, predicate, object and sign are sorted, the ones that say most first; each joins the first
//! statement with whose value, time and price it agrees. Agreement is not transitive (*about 10* agrees with 9.6 and
//! with 10.4), so the order is part of the rule, and is taken from the claims' content alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::agree;
use super::fold::fold;
use super::graph::{
    Article, ArticleId, Entity, EntityId, NameRef, Report, Statement, StatementKey, StatementObject,
    StatementQualifiers,
};
use crate::claim::{ArticleClaims, Claim, Object};
use crate::ingest::DocumentId;
use crate::mention::LocalEntityId;
use crate::ontology::{Ontology, PredicateId};
use crate::value::{Edtf, Quantity, Unit};

/// No fact is surer, whatever the number of its reports.
const MOST: f64 = 0.99;

/// A claim whose parties are entities of the graph.
struct Raw<'a> {
    group: Group<'a>,
    article: ArticleId,
    claim: &'a Claim,
}

/// What claims must share to be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group<'a> {
    subject: EntityId,
    predicate: &'a PredicateId,
    object: Slot,
    negated: bool,
    metric: String,
    of: String,
}

/// The kind of thing in the object place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Entity(EntityId),
    Money,
    Count,
    Percent,
    Date,
}

/// Who is who in each article.
pub(super) struct Parties<'a, F: Fn(ArticleId, LocalEntityId) -> Option<EntityId>> {
    /// In canonical order.
    pub(super) articles: &'a [&'a ArticleClaims],
    /// The same, as the graph has them.
    pub(super) cards: &'a [Article],
    /// Sorted by IRI.
    pub(super) entities: &'a [Entity],
    /// The entity that a local one became.
    pub(super) entity: F,
}

impl<F: Fn(ArticleId, LocalEntityId) -> Option<EntityId>> Parties<'_, F> {
    /// Fuses all claims; statements sorted by subject, predicate, object, time and key.
    pub(super) fn fuse(&self, ontology: &Ontology) -> Vec<Statement> {
        let names: Vec<Names> = (0..self.articles.len()).map(|a| self.names(ArticleId(a as u32))).collect();
        let mut raws = self.raws(ontology, &names);
        raws.sort_by(|a, b| a.group.cmp(&b.group).then_with(|| rank(a).cmp(&rank(b))));
        let mut statements: Vec<(Slot, Statement)> = Vec::new();
        for group in raws.chunk_by(|a, b| a.group == b.group) {
            let mut drafts: Vec<Draft<'_>> = Vec::new();
            for raw in group {
                match drafts.iter_mut().find(|draft| draft.agrees(raw)) {
                    Some(draft) => draft.join(raw),
                    None => drafts.push(Draft::new(raw)),
                }
            }
            statements
                .extend(drafts.into_iter().map(|d| (group[0].group.object, self.finish(d, &group[0].group, &names))));
        }
        statements.sort_by(|(a_slot, a), (b_slot, b)| {
            let order = |slot: Slot, st: &Statement| {
                (st.subject, st.predicate.clone(), slot, st.qualifiers.when.clone(), st.key.clone())
            };
            order(*a_slot, a).cmp(&order(*b_slot, b))
        });
        let mut statements: Vec<Statement> = statements.into_iter().map(|(_, st)| st).collect();
        number_equal_keys(&mut statements);
        statements
    }

    fn raws(&self, ontology: &Ontology, names: &[Names]) -> Vec<Raw<'_>> {
        let mut raws = Vec::new();
        for (a, article) in self.articles.iter().enumerate() {
            let id = ArticleId(a as u32);
            for claim in &article.claims {
                let Some(mut subject) = (self.entity)(id, claim.subject) else { continue };
                let object = match &claim.object {
                    Object::Entity(local) => match (self.entity)(id, *local) {
                        Some(object) if object != subject => Slot::Entity(object),
                        // Two names of one thing: what relates them says nothing any more.
                        _ => continue,
                    },
                    Object::Quantity(quantity) => match quantity.unit {
                        Unit::Money(_) => Slot::Money,
                        Unit::Count(_) => Slot::Count,
                        Unit::Percent => Slot::Percent,
                    },
                    Object::Date(_) => Slot::Date,
                };
                let symmetric = ontology.predicates.get(&claim.predicate).is_some_and(|p| p.symmetric);
                let object = match object {
                    Slot::Entity(other) if symmetric && other < subject => {
                        Slot::Entity(std::mem::replace(&mut subject, other))
                    }
                    object => object,
                };
                let metric = claim.qualifiers.metric.as_deref().map(fold).unwrap_or_default();
                let of = claim.qualifiers.of.as_deref().map(|name| self.of_key(names, id, name)).unwrap_or_default();
                let group = Group { subject, predicate: &claim.predicate, object, negated: claim.negated, metric, of };
                raws.push(Raw { group, article: id, claim });
            }
        }
        raws
    }

    fn of_key(&self, names: &[Names], article: ArticleId, name: &str) -> String {
        match names[article.0 as usize].find(name) {
            Some(entity) => self.entities[entity.0 as usize].iri.0.clone(),
            None => fold(name),
        }
    }

    /// The article's names; read only where some claim names a party in words.
    fn names(&self, article: ArticleId) -> Names {
        let claims = self.articles[article.0 as usize];
        let worded = |c: &Claim| {
            let q = &c.qualifiers;
            !c.attributed_to.is_empty() || !q.from.is_empty() || q.of.is_some() || q.to.is_some() || q.product.is_some()
        };
        let mut names = Names::default();
        if claims.claims.iter().any(worded) {
            for labels in [true, false] {
                for (l, record) in claims.entities.iter().enumerate() {
                    let Some(entity) = (self.entity)(article, LocalEntityId(l as u32)) else { continue };
                    let listed = if labels { std::slice::from_ref(&record.label) } else { record.names.as_slice() };
                    for name in listed {
                        names.0.entry(fold(name)).or_insert(entity);
                    }
                }
            }
        }
        names
    }

    fn finish(&self, draft: Draft<'_>, group: &Group<'_>, names: &[Names]) -> Statement {
        let refer = |article: ArticleId, name: &str| NameRef {
            label: name.to_owned(),
            entity: names[article.0 as usize].find(name),
        };
        let mut qualifiers =
            StatementQualifiers { when: draft.when.cloned(), price: draft.price.cloned(), ..Default::default() };
        let mut roles: BTreeMap<String, &str> = BTreeMap::new();
        let (mut to, mut from, mut products) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut attributed = BTreeSet::new();
        for raw in &draft.raws {
            let q = &raw.claim.qualifiers;
            if let Some(role) = &q.role {
                roles.entry(fold(role)).or_insert(role);
            }
            qualifiers.metric = qualifiers.metric.or_else(|| q.metric.clone());
            qualifiers.of = qualifiers.of.or_else(|| q.of.as_deref().map(|name| refer(raw.article, name)));
            to.extend(q.to.iter().map(|name| refer(raw.article, name)));
            from.extend(q.from.iter().map(|name| refer(raw.article, name)));
            products.extend(q.product.iter().map(|name| refer(raw.article, name)));
            attributed.extend(raw.claim.attributed_to.iter().map(|name| refer(raw.article, name)));
        }
        qualifiers.roles = roles.into_values().map(str::to_owned).collect();
        qualifiers.to = distinct(to);
        qualifiers.from = distinct(from);
        qualifiers.products = distinct(products);
        let (confidence, support) = self.weigh(&draft.raws);
        let mut reports: Vec<Report> = draft.raws.iter().map(|raw| report(raw, &refer)).collect();
        reports.sort_by(|a, b| (a.article, &a.evidence, &a.claim).cmp(&(b.article, &b.evidence, &b.claim)));
        let object = match (group.object, draft.quantity, draft.date) {
            (Slot::Entity(object), ..) => StatementObject::Entity(object),
            (_, Some(quantity), _) => StatementObject::Quantity(quantity.clone()),
            (_, _, date) => StatementObject::Date(date.cloned().expect("a claim has an entity, an amount or a date")),
        };
        let mut statement = Statement {
            key: StatementKey(String::new()),
            subject: group.subject,
            predicate: group.predicate.clone(),
            object,
            negated: group.negated,
            status: draft.raws.iter().map(|raw| raw.claim.status).min().unwrap_or_default(),
            qualifiers,
            attributed_to: distinct(attributed),
            confidence,
            support,
            accepted: false,
            reports,
        };
        statement.key = self.key(&statement, group);
        statement
    }

    /// Confidence of independent reports together (noisy-or), and how many they are.
    fn weigh(&self, raws: &[&Raw<'_>]) -> (f64, u32) {
        let mut best: BTreeMap<&DocumentId, f64> = BTreeMap::new();
        for raw in raws {
            let original = self.cards[raw.article.0 as usize].copy_of.unwrap_or(raw.article);
            // Versions of one article are one source too.
            let entry = best.entry(&self.cards[original.0 as usize].document).or_insert(0.0);
            *entry = entry.max(raw.claim.confidence.clamp(0.0, 1.0));
        }
        let wrong: f64 = best.values().map(|p| 1.0 - p).product();
        let confidence = ((1.0 - wrong).min(MOST) * 1000.0).round() / 1000.0;
        (confidence, best.len() as u32)
    }

    fn key(&self, st: &Statement, group: &Group<'_>) -> StatementKey {
        let object = match &st.object {
            StatementObject::Entity(id) => self.entities[id.0 as usize].iri.0.clone(),
            StatementObject::Quantity(quantity) => agree::canonical(quantity),
            StatementObject::Date(date) => date.to_string(),
        };
        let when = st.qualifiers.when.as_ref().map_or("", Edtf::as_str);
        let price = st.qualifiers.price.as_ref().map(agree::canonical).unwrap_or_default();
        let negated = if st.negated { "not" } else { "" };
        let subject = &self.entities[st.subject.0 as usize].iri.0;
        let parts = [subject, &st.predicate.0, object.as_str(), negated, when, &price, &group.metric, &group.of];
        StatementKey(blake3::hash(parts.join("\u{1f}").as_bytes()).to_hex()[..16].to_owned())
    }
}

/// The names of one article.
#[derive(Default)]
struct Names(HashMap<String, EntityId>);

impl Names {
    fn find(&self, name: &str) -> Option<EntityId> {
        self.0.get(&fold(name)).copied()
    }
}

/// One of each party: by entity, else by folded name.
fn distinct(refs: BTreeSet<NameRef>) -> Vec<NameRef> {
    let mut seen = BTreeSet::new();
    refs.into_iter().filter(|r| seen.insert((r.entity, r.entity.is_none().then(|| fold(&r.label))))).collect()
}

fn report(raw: &Raw<'_>, refer: &impl Fn(ArticleId, &str) -> NameRef) -> Report {
    Report {
        article: raw.article,
        claim: raw.claim.id.clone(),
        object: raw.claim.object.clone(),
        qualifiers: raw.claim.qualifiers.clone(),
        status: raw.claim.status,
        attributed_to: raw.claim.attributed_to.iter().map(|name| refer(raw.article, name)).collect(),
        evidence: raw.claim.evidence.clone(),
        confidence: raw.claim.confidence,
        trace: raw.claim.trace.clone(),
    }
}

/// The order in which claims of one group are taken: dated and priced ones first, exact amounts first.
fn rank<'a>(raw: &'a Raw<'_>) -> impl Ord + 'a {
    let q = &raw.claim.qualifiers;
    let quantity = match &raw.claim.object {
        Object::Quantity(quantity) => Some(agree::key(quantity)),
        _ => None,
    };
    let date = match &raw.claim.object {
        Object::Date(date) => Some((std::cmp::Reverse(date.as_str().len()), date.as_str())),
        _ => None,
    };
    let length = |when: &'a Edtf| (when.period().days().unwrap_or(i32::MAX), when.as_str());
    let when = (q.when.is_none(), q.when.as_ref().map(length));
    let price = (q.price.is_none(), q.price.as_ref().map(agree::key));
    (when, price, quantity, date, raw.article, &raw.claim.id)
}

/// A statement in the making.
struct Draft<'a> {
    raws: Vec<&'a Raw<'a>>,
    when: Option<&'a Edtf>,
    price: Option<&'a Quantity>,
    quantity: Option<&'a Quantity>,
    date: Option<&'a Edtf>,
}

impl<'a> Draft<'a> {
    fn new(raw: &'a Raw<'a>) -> Self {
        let (quantity, date) = match &raw.claim.object {
            Object::Quantity(quantity) => (Some(quantity), None),
            Object::Date(date) => (None, Some(date)),
            Object::Entity(_) => (None, None),
        };
        let q = &raw.claim.qualifiers;
        Self { raws: vec![raw], when: q.when.as_ref(), price: q.price.as_ref(), quantity, date }
    }

    fn agrees(&self, raw: &Raw<'_>) -> bool {
        let q = &raw.claim.qualifiers;
        let object = match (&raw.claim.object, self.quantity, self.date) {
            (Object::Quantity(quantity), Some(mine), _) => agree::quantities(mine, quantity),
            (Object::Date(date), _, Some(mine)) => agree::times(Some(mine), Some(date)),
            _ => true,
        };
        object && agree::times(self.when, q.when.as_ref()) && agree::prices(self.price, q.price.as_ref())
    }

    fn join(&mut self, raw: &'a Raw<'a>) {
        let other = Self::new(raw);
        let exacter = |a: Option<&'a Quantity>, b: Option<&'a Quantity>| match (a, b) {
            (Some(a), Some(b)) => Some(agree::exacter(a, b)),
            (a, b) => a.or(b),
        };
        let exacter_time = |a: Option<&'a Edtf>, b: Option<&'a Edtf>| match (a, b) {
            (Some(a), Some(b)) => Some(agree::exacter_time(a, b)),
            (a, b) => a.or(b),
        };
        self.when = exacter_time(self.when, other.when);
        self.date = exacter_time(self.date, other.date);
        self.price = exacter(self.price, other.price);
        self.quantity = exacter(self.quantity, other.quantity);
        self.raws.push(raw);
    }
}

/// Statements that differ only in what the key leaves out get a number behind it.
fn number_equal_keys(statements: &mut [Statement]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for statement in statements {
        let count = seen.entry(statement.key.0.clone()).or_default();
        *count += 1;
        if *count > 1 {
            statement.key.0.push_str(&format!("-{count}"));
        }
    }
}
