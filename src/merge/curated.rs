//! A person's verdicts on invented parties: undone merges, loops, and references that mean nothing or too much.

use super::sample::{Draft, article, edtf, ontology};
use super::*;
use crate::ingest::DocumentId;
use crate::ontology::TypeId;

fn curated(drafts: impl IntoIterator<Item = Draft>, verdicts: Vec<Verdict>) -> Graph {
    let articles: Vec<ArticleClaims> = drafts.into_iter().map(Draft::done).collect();
    merge(&articles, &ontology(), &Curation { verdicts, place: "curation.ttl".to_owned(), ..Curation::default() })
}

fn name(text: &str) -> Reference {
    Reference::Name(text.to_owned())
}

fn iri(text: &str) -> Reference {
    Reference::Iri(EntityIri(text.to_owned()))
}

fn mention(document: &str, text: &str) -> Reference {
    Reference::Mention(DocumentId(document.to_owned()), text.to_owned())
}

fn iris(graph: &Graph) -> Vec<&str> {
    graph.entities.iter().map(|entity| entity.iri.0.as_str()).collect()
}

fn told(graph: &Graph) -> Vec<(&str, &str)> {
    graph.diagnostics.iter().map(|d| (d.code.as_str(), d.message.as_str())).collect()
}

fn firms(names: &[&str]) -> Draft {
    names.iter().fold(article("a"), |draft, name| draft.named("Company", name, &[]))
}

#[test]
fn a_loop_through_three_is_told_and_different_holds() {
    let verdicts = vec![
        Verdict::Same(name("Arvel"), name("Brune")),
        Verdict::Same(name("Brune"), name("Corvin")),
        Verdict::Different(iri("id/arvel"), iri("id/corvin")),
    ];
    let graph = curated([firms(&["Arvel", "Brune", "Corvin"])], verdicts);
    assert_eq!(iris(&graph).len(), 2);
    assert_eq!(
        told(&graph),
        [(
            "M103",
            "“Brune” and “Corvin” are called the same; that would unite <id/arvel> and <id/corvin>, which are \
             called different"
        )]
    );
}

#[test]
fn same_and_different_of_one_pair_meet_however_they_are_named() {
    let verdicts =
        vec![Verdict::Same(name("Arvel"), name("Brune")), Verdict::Different(iri("id/brune"), mention("a", "ARVEL"))];
    let graph = curated([firms(&["Arvel", "Brune"])], verdicts);
    assert_eq!(iris(&graph), ["id/arvel", "id/brune"]);
    assert_eq!(told(&graph).iter().map(|t| t.0).collect::<Vec<_>>(), ["M103"]);
}

#[test]
fn a_merge_of_two_names_is_undone_by_different() {
    let buys = |doc: &str, name: &str| {
        article(doc).named("Company", name, &[]).named("Company", "Tarn", &[]).says(name, "acquires", "Tarn")
    };
    let both = || [buys("a", "Corvinelle"), buys("b", "Corvinele")];
    assert_eq!(iris(&curated(both(), Vec::new())), ["id/corvinelle", "id/tarn"]);
    let graph = curated(both(), vec![Verdict::Different(name("Corvinelle"), name("Corvinele"))]);
    assert_eq!(iris(&graph), ["id/corvinele", "id/corvinelle", "id/tarn"]);
    assert_eq!((told(&graph), graph.doubts().count()), (vec![], 0));
}

#[test]
fn a_merge_of_equal_names_is_undone_by_mention() {
    let works = |doc: &str, firm: &str| {
        let draft = article(doc).named("Person", "Paule Morin", &[]).named("Company", firm, &[]);
        draft.named("Company", "Tarn", &[]).says("Paule Morin", "worksFor", firm)
    };
    let three = || [works("a", "Arvel"), works("b", "Brune"), works("c", "Brune")];
    assert_eq!(iris(&curated(three(), Vec::new())), ["id/arvel", "id/brune", "id/paule-morin", "id/tarn"]);
    let apart = Verdict::Different(mention("a", "Paule Morin"), mention("b", "Paule Morin"));
    let graph = curated(three(), vec![apart.clone()]);
    assert_eq!(iris(&graph), ["id/arvel", "id/brune", "id/paule-morin", "id/paule-morin-person", "id/tarn"]);
    // The third goes where it has company.
    assert_eq!(graph.entities[2].articles, 2);
    assert_eq!((told(&graph), graph.doubts().count()), (vec![], 0));
    // What only that verdict brought about can be spoken of.
    let rename = Verdict::Rename(iri("id/paule-morin-person"), "Paule Morin (Arvel)".to_owned());
    let retype = Verdict::Different(iri("id/paule-morin-person"), iri("id/tarn"));
    let graph = curated(three(), vec![apart, rename, retype]);
    assert_eq!((graph.entities[3].label.as_str(), told(&graph)), ("Paule Morin (Arvel)", vec![]));
}

#[test]
fn a_name_of_several_is_told_and_nothing_done() {
    let works = |doc: &str, firm: &str| {
        let draft = article(doc).named("Person", "Paule Morin", &[]).named("Company", firm, &[]);
        draft.says("Paule Morin", "worksFor", firm)
    };
    let both = || [works("a", "Arvel"), works("b", "Brune").named("Person", "Lise Cador", &[])];
    let verdicts = vec![
        Verdict::Same(name("Paule Morin"), name("Lise Cador")),
        Verdict::Rename(name("Paule Morin"), "P. M.".to_owned()),
    ];
    let graph = curated(both(), verdicts);
    assert_eq!(iris(&graph), iris(&curated(both(), Vec::new())));
    assert_eq!(told(&graph).iter().map(|t| t.0).collect::<Vec<_>>(), ["M104", "M104"]);
    let united = curated(both(), vec![Verdict::Same(name("Paule Morin"), name("Paule Morin"))]);
    assert_eq!(united.entities.iter().filter(|e| e.label == "Paule Morin").count(), 1);
    let united = curated(both(), vec![Verdict::Same(mention("a", "Paule Morin"), mention("b", "Paule Morin"))]);
    assert_eq!(united.entities.iter().filter(|e| e.label == "Paule Morin").count(), 1);
}

#[test]
fn a_name_of_a_person_and_a_firm_unites_what_is_alike() {
    let a = article("a").named("Person", "Valmont", &[]).named("Person", "Hugo V.", &[]);
    let b = article("b").named("Company", "Valmont", &[]);
    let graph = curated([a, b], vec![Verdict::Same(name("Valmont"), name("Hugo V."))]);
    assert_eq!(iris(&graph).len(), 2, "{:?}", iris(&graph));
    assert_eq!(graph.entities.iter().filter(|e| e.entity_type.0 == "Company").count(), 1);
}

#[test]
fn renaming_follows_a_merge_and_the_first_of_two_names_holds() {
    let same = Verdict::Same(name("Arvel"), name("Brune"));
    let rename = |of: &str, to: &str| Verdict::Rename(iri(of), to.to_owned());
    let verdicts = vec![same, rename("id/brune", "Groupe Brune"), rename("id/arvel", "Arvel SA")];
    let graph = curated([firms(&["Arvel", "Brune"])], verdicts);
    assert_eq!(graph.entities[0].label, "Arvel SA");
    assert_eq!(told(&graph), [("M105", "<id/brune> is given two names, “Arvel SA” and “Groupe Brune”")]);
}

#[test]
fn odd_verdicts_are_told() {
    let draft = || firms(&["Arvel", "Brune"]).says("Arvel", "acquires", "Brune");
    let key = curated([draft()], Vec::new()).statements[0].key.clone();
    let verdicts = vec![
        Verdict::Accept(key.clone().into()),
        Verdict::Reject(key.into()),
        Verdict::Different(name("Arvel"), name("Arvel")),
        Verdict::Retype(name("Arvel"), TypeId("Nonsense".to_owned())),
        Verdict::Same(mention("nowhere", "Arvel"), iri("id/none")),
    ];
    let graph = curated([draft()], verdicts);
    assert!(graph.statements.is_empty());
    let codes: Vec<_> = told(&graph).into_iter().map(|t| t.0).collect();
    assert_eq!(codes, ["M101", "M101", "M107", "M106", "M105"]);
}

#[test]
fn a_rejected_statement_stays_rejected_when_its_wording_changes() {
    let buys = |doc: &str| firms_of(doc).says("Arvel", "acquires", "Brune");
    let alone = curated([buys("a")], Vec::new());
    let reject = Verdict::Reject(alone.statement_reference(StatementId(0)));
    assert!(curated([buys("a")], vec![reject.clone()]).statements.is_empty());
    let dated = buys("b").with(|c| c.qualifiers.when = Some(edtf("2023-05")));
    let graph = curated([buys("a"), dated], vec![reject.clone()]);
    assert_eq!((graph.statements.len(), told(&graph)), (0, vec![]));
    let gone = curated([article("c").named("Company", "Arvel", &[])], vec![reject]);
    assert_eq!(told(&gone).iter().map(|t| t.0).collect::<Vec<_>>(), ["M102"]);
}

fn firms_of(doc: &str) -> Draft {
    article(doc).named("Company", "Arvel", &[]).named("Company", "Brune", &[])
}

#[test]
fn references_are_by_name_where_that_is_clear() {
    let boss = |doc: &str, name: &str| {
        article(doc).named("Person", name, &[]).named("Company", "Tarn", &[]).says(name, "worksFor", "Tarn")
    };
    let graph = curated([boss("a", "Edma Ferrand"), boss("b", "Elma Ferrand")], Vec::new());
    let doubt = graph.doubts().next().expect("there is one");
    assert_eq!(graph.reference(&doubt.a), name("Edma Ferrand"));
    let works = |doc: &str, firm: &str| {
        let draft = article(doc).named("Person", "Paule Morin", &[]).named("Company", firm, &[]);
        draft.says("Paule Morin", "worksFor", firm)
    };
    let graph = curated([works("a", "Arvel"), works("b", "Brune")], Vec::new());
    let doubt = graph.doubts().next().expect("there is one");
    assert_eq!(graph.reference(&doubt.a), mention("a", "Paule Morin"));
}
