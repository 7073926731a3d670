//! The merge is a function of the set of articles: generated articles, in any order, repeated, from any parts.

use proptest::prelude::*;

use super::sample::{Draft, article, edtf, many, money, ontology};
use super::{Curation, Graph, merge};
use crate::claim::{ArticleClaims, Status};
use crate::value::Bound;

const PERSONS: &[&str] =
    &["Edma Ferrand", "Elma Ferrand", "Ferrand", "E. Ferrand", "Lise Morin", "Lise Morrin", "Edma Férrand"];
const FIRMS: &[&str] =
    &["Tarn Vallis", "Tarn", "Tarn-Vallis", "TV", "Corvinelle", "Corvinele", "Corvinelle Nord", "Le Corvinelle Nord"];

/// What one generated claim is made of.
type Seed = (usize, usize, usize, u8, bool);

fn built(name: usize, names: &[(usize, bool)], seeds: &[Seed], copy: bool) -> ArticleClaims {
    let mut draft = article(&format!("a{name}")).published("L'Écho", ["2023-01", "2024-03-02", "2024"][name % 3]);
    let mut labels: Vec<&str> = Vec::new();
    for (i, aliased) in names {
        let person = i.is_multiple_of(2);
        let list = if person { PERSONS } else { FIRMS };
        let label = list[(i / 2) % list.len()];
        let alias = list[(i / 2 + 1) % list.len()];
        let class = if person { "Person" } else { ["Company", "Media", "Product"][i % 3] };
        draft = draft.named(class, label, if *aliased { std::slice::from_ref(&alias) } else { &[] });
        labels.push(label);
    }
    if copy {
        draft.0.shingles = (0..64).collect();
    }
    for seed in seeds {
        draft = claimed(draft, &labels, *seed);
    }
    draft.done()
}

fn claimed(draft: Draft, labels: &[&str], (s, o, what, flags, negated): Seed) -> Draft {
    let (subject, object) = (labels[s % labels.len()], labels[o % labels.len()]);
    let draft = match what % 6 {
        0 => draft.says(subject, "acquires", object),
        1 => draft.says(subject, "worksFor", object),
        2 => draft.says(subject, "partnersWith", object),
        3 => draft.counts(subject, "revenue", money([1e6, 1.1e6, 4e6][o % 3], ["EUR", "USD"][o % 2], Bound::About)),
        4 => draft.counts(subject, "employeeCount", many([100.0, 120.0, 212.0][o % 3], "salarié", Bound::MoreThan)),
        _ => draft.says(subject, "foundedOn", ["2001", "2010-05"][o % 2]),
    };
    draft.with(|c| {
        c.status = [Status::Actual, Status::Planned, Status::Expected, Status::Possible][usize::from(flags) % 4];
        c.negated = negated;
        c.qualifiers.when = (flags & 4 > 0).then(|| edtf(["2022", "2023", "2022-05", "../2023-06"][o % 4]));
        c.qualifiers.price = (flags & 8 > 0).then(|| money([12e6, 15e6][o % 2], "EUR", Bound::Exact));
        c.attributed_to = if flags & 16 > 0 { vec![object.to_owned()] } else { Vec::new() };
        c.confidence = f64::from(flags) / 255.0;
    })
}

fn articles() -> impl Strategy<Value = Vec<ArticleClaims>> {
    let names = prop::collection::vec((0..40usize, any::<bool>()), 1..6);
    let seeds = prop::collection::vec((0..6usize, 0..6usize, 0..6usize, any::<u8>(), any::<bool>()), 0..6);
    let one = (names, seeds, any::<bool>());
    prop::collection::vec(one, 1..7).prop_map(|list| {
        list.iter().enumerate().map(|(i, (names, seeds, copy))| built(i, names, seeds, *copy)).collect()
    })
}

fn merged(articles: &[ArticleClaims]) -> Graph {
    merge(articles, &ontology(), &Curation::default())
}

fn bytes(graph: &Graph) -> String {
    format!("{graph:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Order, repetition and parts do not show.
    #[test]
    fn a_set_of_articles_is_one_graph(
        (list, shuffled) in articles().prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
        again in any::<prop::sample::Index>(),
    ) {
        let graph = merged(&list);
        prop_assert_eq!(bytes(&merged(&shuffled)), bytes(&graph));
        let (left, right) = shuffled.split_at(cut.index(shuffled.len()));
        let parts: Vec<ArticleClaims> = right.iter().chain(left).chain([&shuffled[again.index(shuffled.len())]]).cloned().collect();
        prop_assert_eq!(bytes(&merged(&parts)), bytes(&graph));
    }

    /// What a graph promises: every index is of this graph, every statement has a report, keys and IRIs are unique,
    /// no doubt is between an entity and itself, and confidence is a probability.
    #[test]
    fn a_graph_is_sound(list in articles()) {
        let graph = merged(&list);
        let mut iris: Vec<_> = graph.entities.iter().map(|e| &e.iri).collect();
        let mut keys: Vec<_> = graph.statements.iter().map(|st| &st.key).collect();
        prop_assert!(iris.is_sorted());
        iris.dedup();
        keys.sort();
        keys.dedup();
        prop_assert_eq!((iris.len(), keys.len()), (graph.entities.len(), graph.statements.len()));
        let claims: usize = list.iter().map(|a| a.claims.len()).sum();
        let reports: usize = graph.statements.iter().map(|st| st.reports.len()).sum();
        prop_assert!(reports <= claims);
        for st in &graph.statements {
            prop_assert!(!st.reports.is_empty() && st.support >= 1 && st.support as usize <= st.reports.len());
            prop_assert!((0.0..=0.99).contains(&st.confidence));
        }
        for doubt in graph.doubts() {
            prop_assert!(doubt.a.entity < doubt.b.entity && doubt.score >= 0.55 && !doubt.reasons.is_empty());
        }
        for conflict in &graph.conflicts {
            prop_assert!(conflict.a < conflict.b && (conflict.b.0 as usize) < graph.statements.len());
        }
        // A person is nothing but a person, whatever the merge does.
        for entity in &graph.entities {
            let mut types = entity.members.iter().map(|m| {
                let article = graph.article(m.article);
                let read = list.iter().find(|a| a.document == article.document).expect("it was given");
                read.entities[m.local.0 as usize].entity_type.0 == "Person"
            });
            let first = types.next();
            prop_assert!(types.all(|t| Some(t) == first));
        }
    }
}
