//! Claims of many articles to one [`Graph`]: identity, fusion, disagreement.
//!
//! In: each article's [`ArticleClaims`], the ontology, a person's verdicts. Out: entities, statements with all their
//! evidence, conflicts, and every decision of identity with its reasons. A function of the *set* of articles: their
//! order, batches, repetition and the number of machines that read them do not show in the result. Must not know
//! text or RDF.

mod agree;
#[cfg(test)]
mod algebra;
mod atom;
mod community;
mod conflict;
mod context;
mod copies;
#[cfg(test)]
mod curated;
mod curation;
mod diff;
mod fold;
mod fuse;
mod graph;
mod known;
mod likeness;
mod naming;
mod network;
mod pairs;
mod resolve;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
mod verdicts;

use std::collections::BTreeMap;

use crate::claim::ArticleClaims;
use crate::mention::LocalEntityId;
use crate::ontology::Ontology;

pub use community::Communities;
pub use curation::{Curation, Reference, StatementRef, Verdict};
pub use diff::Diff;
pub(crate) use fold::fold;
pub use graph::{
    Article, ArticleId, Conflict, ConflictKind, Entity, EntityId, EntityIri, Graph, IdentityLink, IdentityVerdict,
    Member, NameRef, Report, Side, Statement, StatementId, StatementKey, StatementObject, StatementQualifiers,
};
pub use known::Known;
pub use network::Step;

/// Merges articles into one graph.
///
/// The same set of articles gives the same graph, whatever their order; an article given twice counts once.
pub fn merge(articles: &[ArticleClaims], ontology: &Ontology, curation: &Curation) -> Graph {
    let articles = canonical(articles);
    let cards = cards(&articles);
    let plain = Resolved::of(&articles, &cards, ontology, &verdicts::Wishes::default());
    let sames = known::sames(&curation.known, &plain.scene(&articles), ontology);
    let extended = (!sames.is_empty()).then(|| curation.with(sames));
    let curation = extended.as_ref().unwrap_or(curation);
    let (mut wishes, mut diagnostics) = verdicts::wishes(curation, &[plain.scene(&articles)]);
    let curated = (!wishes.is_empty() || !diagnostics.is_empty()).then(|| {
        let curated = Resolved::of(&articles, &cards, ontology, &wishes);
        if diagnostics.is_empty() {
            return curated;
        }
        // Verdicts about what only verdicts brought about.
        (wishes, diagnostics) = verdicts::wishes(curation, &[plain.scene(&articles), curated.scene(&articles)]);
        Resolved::of(&articles, &cards, ontology, &wishes)
    });
    let resolved = curated.as_ref().unwrap_or(&plain);
    diagnostics.extend(verdicts::loops(curation, &resolved.resolution.refused));
    let entity = |article, local: LocalEntityId| resolved.named.of_atom[resolved.atoms.of(article, local)? as usize];
    let parties = fuse::Parties { articles: &articles, cards: &cards, entities: &resolved.named.entities, entity };
    let statements = parties.fuse(ontology);
    let links = links(resolved);
    let targets = verdicts::targets(curation, &resolved.scene(&articles), &plain.scene(&articles));
    let entities = curated.map_or(plain.named.entities, |curated| curated.named.entities);
    let mut graph = Graph { articles: cards, entities, statements, links, conflicts: Vec::new(), diagnostics };
    verdicts::apply(curation, &targets, &mut graph, ontology);
    known::link(curation, &mut graph, ontology);
    graph.entities.iter_mut().for_each(|entity| {
        entity.links.sort();
        entity.links.dedup();
    });
    graph.conflicts = conflict::conflicts(&graph.statements, &graph.articles, &graph.entities, ontology);
    graph
}

/// Who is who, under a person's verdicts or without.
struct Resolved {
    atoms: atom::Atoms,
    resolution: resolve::Resolution,
    named: naming::Named,
}

impl Resolved {
    fn of(articles: &[&ArticleClaims], cards: &[Article], ontology: &Ontology, wishes: &verdicts::Wishes) -> Self {
        let atoms = atom::Atoms::gather(articles, ontology, &wishes.apart());
        let resolution = resolve::resolve(articles, &atoms, ontology, &wishes.forced(&atoms));
        let named = naming::name(articles, cards, &atoms, &resolution.roots, ontology);
        Self { atoms, resolution, named }
    }

    fn scene<'a>(&'a self, articles: &'a [&'a ArticleClaims]) -> verdicts::Scene<'a> {
        verdicts::Scene { articles, atoms: &self.atoms, entities: &self.named.entities, of_atom: &self.named.of_atom }
    }
}

/// Each version of each article once, sorted by document and hash.
fn canonical(articles: &[ArticleClaims]) -> Vec<&ArticleClaims> {
    let mut list: Vec<&ArticleClaims> = articles.iter().collect();
    list.sort_by(|a, b| (&a.document, &a.hash).cmp(&(&b.document, &b.hash)));
    list.dedup_by(|a, b| a.document == b.document && a.hash == b.hash);
    list
}

fn cards(articles: &[&ArticleClaims]) -> Vec<Article> {
    let copies = copies::copies(articles);
    let iris = naming::article_iris(articles);
    let card = |((article, copy_of), iri): ((&&ArticleClaims, _), String)| Article {
        document: article.document.clone(),
        iri,
        origin: article.origin.clone(),
        title: article.title.clone(),
        source: article.source.clone(),
        published: article.published.clone(),
        language: article.language.clone(),
        hash: article.hash.clone(),
        copy_of,
    };
    articles.iter().zip(copies).zip(iris).map(card).collect()
}

/// Decisions between atoms as links between entities: of several doubts about one pair, the likeliest.
fn links(resolved: &Resolved) -> Vec<IdentityLink> {
    let side = |number: u32| {
        let atom = &resolved.atoms.list[number as usize];
        let entity = resolved.named.of_atom[number as usize]?;
        Some(Side { name: atom.label.clone(), entity, article: atom.members[0].article })
    };
    let mut links: Vec<IdentityLink> = Vec::new();
    for decision in &resolved.resolution.decisions {
        let (Some(a), Some(b)) = (side(decision.a), side(decision.b)) else { continue };
        let (a, b) = if b.entity < a.entity { (b, a) } else { (a, b) };
        let reasons = decision.reasons.clone();
        links.push(IdentityLink { a, b, verdict: decision.verdict, score: decision.score, reasons });
    }
    links.sort_by(|x, y| {
        let pair = |l: &IdentityLink| (l.a.entity, l.b.entity, l.verdict != IdentityVerdict::Same);
        pair(x).cmp(&pair(y)).then(y.score.total_cmp(&x.score)).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    links.dedup_by(|x, y| x.verdict != IdentityVerdict::Same && (x.a.entity, x.b.entity) == (y.a.entity, y.b.entity));
    telling(links)
}

/// Without the doubts that only repeat others: kept is the surest of either side, and what is among the three surest of
/// both. Ten misspellings of one name are ten doubts about it, and not fifty-five about one another.
fn telling(mut links: Vec<IdentityLink>) -> Vec<IdentityLink> {
    let mut order: Vec<usize> = (0..links.len()).filter(|i| links[*i].verdict == IdentityVerdict::Possible).collect();
    order.sort_by(|x, y| links[*y].score.total_cmp(&links[*x].score).then(x.cmp(y)));
    let mut seen: BTreeMap<EntityId, u32> = BTreeMap::new();
    let mut repeats = vec![false; links.len()];
    for i in order {
        let mut place = |entity: EntityId| {
            let count = seen.entry(entity).or_default();
            *count += 1;
            *count
        };
        let (a, b) = (place(links[i].a.entity), place(links[i].b.entity));
        repeats[i] = a.min(b) > 1 && a.max(b) > 3;
    }
    let mut i = 0;
    links.retain(|_| {
        i += 1;
        !repeats[i - 1]
    });
    links
}
