//! Clusters of atoms to entities: canonical name, type, IRI.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::atom::{Atoms, best_label, record};
use super::fold::{path_segment, slug};
use super::graph::{Article, Entity, EntityId, EntityIri, Member};
use crate::claim::{ArticleClaims, Object};
use crate::mention::LocalEntityId;
use crate::ontology::{Ontology, TypeId};

/// Entities, sorted by IRI, and which one each atom became (none: a nameless thing that no claim needs).
pub(super) struct Named {
    pub(super) entities: Vec<Entity>,
    pub(super) of_atom: Vec<Option<EntityId>>,
}

/// Names the articles' IRIs: `article/NAME`, with the version where one document is there in several.
pub(super) fn article_iris(articles: &[&ArticleClaims]) -> Vec<String> {
    let mut versions: BTreeMap<&str, u32> = BTreeMap::new();
    for article in articles {
        *versions.entry(&article.document.0).or_default() += 1;
    }
    let iri = |article: &&ArticleClaims| {
        let name = path_segment(&article.document.0);
        let several = versions[article.document.0.as_str()] > 1;
        if several { format!("article/{name}/{:.12}", article.hash) } else { format!("article/{name}") }
    };
    articles.iter().map(iri).collect()
}

/// Makes the entities of clusters.
pub(super) fn name(
    articles: &[&ArticleClaims],
    cards: &[Article],
    atoms: &Atoms,
    roots: &[u32],
    ontology: &Ontology,
) -> Named {
    let claimed = claimed(articles, atoms);
    let mut clusters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (atom, root) in roots.iter().enumerate() {
        clusters.entry(*root).or_default().push(atom as u32);
    }
    let wanted = |members: &Vec<u32>| members.iter().any(|a| atoms.list[*a as usize].named() || claimed[*a as usize]);
    let mut drafts: Vec<(Entity, Vec<u32>)> = clusters
        .into_values()
        .filter(wanted)
        .map(|members| (draft(articles, atoms, &members, ontology), members))
        .collect();
    assign_iris(&mut drafts, cards);
    drafts.sort_by(|a, b| a.0.iri.cmp(&b.0.iri));
    let mut of_atom = vec![None; atoms.list.len()];
    for (i, (_, members)) in drafts.iter().enumerate() {
        for atom in members {
            of_atom[*atom as usize] = Some(EntityId(i as u32));
        }
    }
    Named { entities: drafts.into_iter().map(|(entity, _)| entity).collect(), of_atom }
}

/// Atoms that some claim speaks of.
fn claimed(articles: &[&ArticleClaims], atoms: &Atoms) -> Vec<bool> {
    let mut claimed = vec![false; atoms.list.len()];
    for (a, article) in articles.iter().enumerate() {
        let mut mark = |local: LocalEntityId| {
            if let Some(atom) = atoms.of(super::ArticleId(a as u32), local) {
                claimed[atom as usize] = true;
            }
        };
        for claim in &article.claims {
            mark(claim.subject);
            if let Object::Entity(object) = &claim.object {
                mark(*object);
            }
        }
    }
    claimed
}

fn draft(articles: &[&ArticleClaims], atoms: &Atoms, members: &[u32], ontology: &Ontology) -> Entity {
    let mut all: Vec<Member> = members.iter().flat_map(|a| &atoms.list[*a as usize].members).copied().collect();
    all.sort();
    let named = members.iter().any(|a| atoms.list[*a as usize].named());
    let coarse = atoms.list[members[0] as usize].coarse;
    let mut labels: BTreeMap<&str, u32> = BTreeMap::new();
    let mut types: BTreeMap<&TypeId, u32> = BTreeMap::new();
    let (mut names, mut kinds) = (BTreeSet::new(), BTreeSet::new());
    for member in &all {
        let record = record(articles, *member);
        // A place that articles know by its adjective alone has its name from the ontology.
        if record.named || !named || record.entity_type.0 == "Place" {
            *labels.entry(&record.label).or_default() += 1;
        }
        *types.entry(&record.entity_type).or_default() += 1;
        names.extend(record.names.iter().map(String::as_str));
        names.insert(&record.label);
        kinds.extend(record.kind.iter().map(String::as_str));
    }
    let label = best_label(&labels, coarse);
    names.remove(label);
    let mut spread: Vec<u32> = all.iter().map(|m| m.article.0).collect();
    spread.dedup();
    Entity {
        iri: EntityIri(String::new()),
        label: label.to_owned(),
        names: names.into_iter().map(str::to_owned).collect(),
        entity_type: best_type(&types, ontology),
        kinds: kinds.into_iter().map(str::to_owned).collect(),
        named,
        articles: spread.len() as u32,
        links: Vec::new(),
        members: all,
    }
}

/// The type that most members have; among equals the narrower, then the first in order.
fn best_type(types: &BTreeMap<&TypeId, u32>, ontology: &Ontology) -> TypeId {
    let narrower = |id: &TypeId| types.keys().filter(|other| ontology.is_a(id, other)).count();
    let ranked = types.iter().map(|(id, count)| (*count, narrower(id), std::cmp::Reverse(*id)));
    ranked.max().map_or_else(|| TypeId("Entity".to_owned()), |(_, _, id)| id.0.clone())
}

/// Gives each draft its IRI. Of several that want one, the one that most articles mention has it bare, the others add
/// their type, then the article where they first stand, then a number.
fn assign_iris(drafts: &mut [(Entity, Vec<u32>)], cards: &[Article]) {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|&i| {
        let entity = &drafts[i].0;
        (std::cmp::Reverse(entity.articles), entity.members.first().copied(), i)
    });
    let mut taken: HashMap<String, u32> = HashMap::new();
    for i in order {
        let entity = &drafts[i].0;
        let first = entity.members.first().map_or("", |m| cards[m.article.0 as usize].iri.as_str());
        let home = first.strip_prefix("article/").unwrap_or(first);
        let bare = slug(&entity.label);
        let kind = slug(&entity.entity_type.0);
        let wishes = if entity.named {
            [format!("id/{bare}"), format!("id/{bare}-{kind}"), format!("id/{home}/{bare}-{kind}")]
        } else {
            [format!("id/{home}/{bare}"), format!("id/{home}/{bare}-{kind}"), format!("id/{home}/{bare}-{kind}")]
        };
        let free = wishes.iter().find(|wish| !taken.contains_key(*wish)).cloned();
        let iri = free.unwrap_or_else(|| numbered(&wishes[2], &mut taken));
        taken.insert(iri.clone(), 1);
        drafts[i].0.iri = EntityIri(iri);
    }
}

fn numbered(wish: &str, taken: &mut HashMap<String, u32>) -> String {
    loop {
        let count = taken.entry(wish.to_owned()).or_insert(1);
        *count += 1;
        let name = format!("{wish}-{}", *count);
        if !taken.contains_key(&name) {
            return name;
        }
    }
}
