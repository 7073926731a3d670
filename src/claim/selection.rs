//! What claims say of the types of their parties: who buys and sues is a firm, whatever its name looks like.
//!
//! Selectional preference (Resnik 1997, <https://aclanthology.org/W97-0209/>) read backwards. In: the entities with what
//! the text tells of their types, and the claims. Out: a type for each entity. Must not know the text.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Claim, Object};
use crate::mention::{LocalEntity, LocalEntityId};
use crate::ontology::{Ontology, Predicate, PredicateId, TypeId};

/// What a sure claim weighs against all else that the article tells of a party's type. Measured: from 0.3 to 1.2 as good.
const VOTE: f32 = 0.5;

/// The types of those of whom only the claims are known, the commonest of the news first.
const COMMON: [&str; 4] = ["Company", "Person", "Product", "Place"];

/// The class of places, and that of those who act for them.
const PLACE: &str = "Place";
const GOVERNMENT: &str = "Government";

/// The side of a claim that a party stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Subject,
    Object,
}

/// The type of each entity.
pub(super) fn types(entities: &[LocalEntity], claims: &[Claim], ontology: &Ontology) -> Vec<TypeId> {
    let votes = votes(claims);
    let parties = (0..entities.len() as u32).map(LocalEntityId);
    let typed = entities.iter().zip(parties).map(|(entity, id)| match votes.get(&id).filter(|_| entity.named) {
        Some(votes) => likeliest(entity, votes, ontology),
        None => entity.entity_type.clone(),
    });
    typed.collect()
}

/// For each party what it does or undergoes, with the confidence of the surest claim that says so.
type Votes<'c> = BTreeMap<LocalEntityId, BTreeMap<(&'c PredicateId, Side), f64>>;

fn votes(claims: &[Claim]) -> Votes<'_> {
    let mut votes = Votes::new();
    for claim in claims {
        let object = match claim.object {
            Object::Entity(entity) => Some((entity, Side::Object)),
            _ => None,
        };
        for (party, side) in [(claim.subject, Side::Subject)].into_iter().chain(object) {
            let vote = votes.entry(party).or_default().entry((&claim.predicate, side)).or_default();
            *vote = claim.confidence.max(*vote);
        }
    }
    votes
}

fn likeliest(entity: &LocalEntity, votes: &BTreeMap<(&PredicateId, Side), f64>, ontology: &Ontology) -> TypeId {
    let mut shares: BTreeMap<TypeId, f32> = entity.type_shares.iter().cloned().collect();
    let place = is_known_place(entity, ontology);
    for ((predicate, side), confidence) in votes {
        let wanted = ontology.predicates.get(*predicate).map_or(&[][..], |predicate| wanted(predicate, *side));
        let fits = |class: &TypeId| wanted.iter().any(|wanted| ontology.is_a(class, wanted));
        let common = if place { &[PLACE, GOVERNMENT][..] } else { &COMMON[..] };
        let common = common.iter().map(|name| TypeId((*name).to_owned())).find(fits);
        let classes: BTreeSet<TypeId> = shares.keys().cloned().chain(common).filter(fits).collect();
        for class in classes {
            *shares.entry(class).or_default() += VOTE * *confidence as f32;
        }
    }
    let own = |class: &TypeId| *class == entity.entity_type;
    let best = shares.iter().max_by(|(a, x), (b, y)| x.total_cmp(y).then(own(a).cmp(&own(b))).then(b.cmp(a)));
    best.map_or_else(|| entity.entity_type.clone(), |(class, _)| class.clone())
}

fn wanted(predicate: &Predicate, side: Side) -> &[TypeId] {
    match side {
        Side::Subject => &predicate.domain,
        Side::Object => &predicate.range,
    }
}

fn is_known_place(entity: &LocalEntity, ontology: &Ontology) -> bool {
    ontology.lexicon.nouns.place(&entity.label).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(label: &str, shares: &[(&str, f32)]) -> LocalEntity {
        let likeliest = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("there is a share");
        LocalEntity {
            label: label.to_owned(),
            names: vec![label.to_owned()],
            entity_type: TypeId(likeliest.0.to_owned()),
            type_shares: shares.iter().map(|(name, share)| (TypeId((*name).to_owned()), *share)).collect(),
            kind: None,
            named: true,
            mentions: Vec::new(),
        }
    }

    /// The type that claims speak for in which the entity is the subject.
    fn doing(predicates: &[&str], entity: &LocalEntity) -> String {
        let ontology = Ontology::builtin().expect("the built-in files are right");
        let predicates: Vec<_> = predicates.iter().map(|name| PredicateId((*name).to_owned())).collect();
        let votes = predicates.iter().map(|predicate| ((predicate, Side::Subject), 0.9)).collect();
        likeliest(entity, &votes, &ontology).0
    }

    #[test]
    fn who_buys_and_sues_is_a_firm() {
        let service = entity("Brumel", &[("Service", 0.8), ("Company", 0.2)]);
        assert_eq!(doing(&["acquires", "sues"], &service), "Company");
        assert_eq!(doing(&["userCount", "growth"], &service), "Service");
    }

    #[test]
    fn a_place_that_acts_is_its_government_and_never_a_firm() {
        let place = entity("Lisbonne", &[("Place", 1.0)]);
        assert_eq!(doing(&["fines", "sues", "bans"], &place), "Government");
        assert_eq!(doing(&["fines"], &place), "Place");
    }
}
