//! Clusters to [`Mention`]s and [`LocalEntity`]s: labels, names, types and kinds.

use std::collections::{BTreeMap, BTreeSet};

use super::clusters::{Cluster, Clusters};
use super::reference::Choice;
use super::traits::{TRAITS, Traits};
use crate::analyse::TokenRange;
use crate::mention::{Antecedent, AntecedentChoice, LocalEntity, LocalEntityId, Mention, MentionForm, MentionId};
use crate::ontology::TypeId;
use crate::text::Span;

/// Everything that refers, in text order, and what it refers to.
pub(super) fn settle(clusters: &Clusters<'_, '_>) -> (Vec<Mention>, Vec<LocalEntity>) {
    let mut order: Vec<usize> = (0..clusters.candidates.len()).filter(|&at| is_kept(clusters, at)).collect();
    // Of two mentions of the same words, what the words refer to stands after the place that they remind of.
    order.sort_by_key(|&at| (clusters.candidates[at].tokens, clusters.candidates[at].place.is_none(), at));
    let mut numbers: BTreeMap<usize, LocalEntityId> = BTreeMap::new();
    let mut mentions = Vec::with_capacity(order.len());
    let mut entities: Vec<LocalEntity> = Vec::new();
    for at in order {
        let cluster = clusters.of(at);
        let entity = *numbers.entry(cluster).or_insert_with(|| {
            entities.push(entity(clusters, clusters.get(cluster)));
            LocalEntityId((entities.len() - 1) as u32)
        });
        entities[entity.0 as usize].mentions.push(MentionId(mentions.len() as u32));
        mentions.push(mention(clusters, at, entity));
    }
    (mentions, entities)
}

/// A choice of antecedent with what it is chosen among.
pub(super) fn choice(clusters: &Clusters<'_, '_>, choice: &Choice) -> AntecedentChoice {
    let analysis = clusters.view.analysis;
    let head = |at: usize| analysis.token(clusters.candidates[at].head).span;
    let antecedent = |(entity, traits): &(usize, Traits)| {
        let members = &clusters.cluster(*entity).members;
        let names: BTreeSet<String> = members.iter().flat_map(|&at| surface_forms(clusters, at)).collect();
        let heads: BTreeSet<Span> = members.iter().map(|&at| head(at)).collect();
        let told = TRAITS.iter().zip(traits).filter(|(_, value)| **value != 0.0);
        let signals = told.map(|(name, value)| (*name, *value)).collect();
        Antecedent { names: names.into_iter().collect(), heads: heads.into_iter().collect(), signals }
    };
    AntecedentChoice {
        span: analysis.span(clusters.candidates[choice.at].tokens),
        head: head(choice.at),
        kind: choice.kind,
        antecedents: choice.antecedents.iter().map(antecedent).collect(),
    }
}

/// Pronouns without an antecedent, and phrases of no known type, refer to nothing that the program knows.
fn is_kept(clusters: &Clusters<'_, '_>, at: usize) -> bool {
    let cluster = clusters.cluster(at);
    let referring = |member: &usize| {
        let candidate = &clusters.candidates[*member];
        matches!(candidate.form, MentionForm::Name | MentionForm::Nominal) && !candidate.evidence.is_empty()
    };
    cluster.members.iter().any(referring)
}

fn mention(clusters: &Clusters<'_, '_>, at: usize, entity: LocalEntityId) -> Mention {
    let candidate = &clusters.candidates[at];
    let (reason, probability) = clusters.reasons[at];
    Mention {
        tokens: candidate.tokens,
        head: candidate.head,
        span: clusters.view.analysis.span(candidate.tokens),
        form: candidate.form,
        entity,
        probability,
        reason,
    }
}

fn entity(clusters: &Clusters<'_, '_>, cluster: &Cluster) -> LocalEntity {
    let mut members = cluster.members.clone();
    members.sort_unstable_by_key(|&at| clusters.candidates[at].tokens);
    let label = label(clusters, &members);
    let mut names = vec![label.clone()];
    let mut known = BTreeSet::from([label.clone()]);
    for form in members.iter().flat_map(|&at| surface_forms(clusters, at)) {
        if known.insert(form.clone()) {
            names.push(form);
        }
    }
    LocalEntity {
        label,
        names,
        entity_type: class(cluster),
        type_shares: shares(cluster),
        kind: cluster.kind_phrase.map(|(_, nominal)| clusters.candidates[nominal].text.clone()),
        named: cluster.named,
        mentions: Vec::new(),
    }
}

fn class(cluster: &Cluster) -> TypeId {
    cluster.class().map_or_else(|| TypeId("Organization".to_owned()), |(class, _)| class.clone())
}

fn shares(cluster: &Cluster) -> Vec<(TypeId, f32)> {
    let sum: f32 = cluster.evidence.values().sum();
    let told = cluster.evidence.iter().filter(|_| sum > 0.0);
    told.map(|(class, weight)| (class.clone(), weight / sum)).collect()
}

/// The fullest name: of most words, then the most frequent, then the first; without a name, of descriptions.
fn label(clusters: &Clusters<'_, '_>, members: &[usize]) -> String {
    let named: Vec<usize> = members.iter().copied().filter(|&at| clusters.candidates[at].is_name()).collect();
    let pool: Vec<usize> = if named.is_empty() {
        members.iter().copied().filter(|&at| clusters.candidates[at].form == MentionForm::Nominal).collect()
    } else {
        named
    };
    if let Some(place) =
        pool.first().filter(|&&at| !clusters.candidates[at].is_name()).and_then(|&at| clusters.candidates[at].place)
    {
        return clusters.view.nouns.places[place].names[0].clone();
    }
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (order, &at) in pool.iter().enumerate() {
        counts.entry(clusters.candidates[at].text.as_str()).or_insert((0, order)).0 += 1;
    }
    let fullest = counts
        .iter()
        .max_by_key(|(text, (count, order))| (text.split_whitespace().count(), *count, std::cmp::Reverse(*order)));
    fullest.map_or_else(String::new, |(text, _)| (*text).to_owned())
}

/// The text of a name or nominal; for a nominal also without what follows or precedes its noun.
fn surface_forms(clusters: &Clusters<'_, '_>, at: usize) -> Vec<String> {
    let candidate = &clusters.candidates[at];
    match candidate.form {
        MentionForm::Name => vec![candidate.text.clone()],
        MentionForm::Nominal => {
            let head = candidate.head.index();
            let noun = TokenRange::new(head, head + 1);
            let mut forms = vec![candidate.text.clone()];
            if !candidate.kinds.is_empty() && candidate.tokens.len() > 1 {
                forms.push(clusters.view.text(noun));
            }
            forms
        }
        MentionForm::Pronoun | MentionForm::Possessive => Vec::new(),
    }
}
