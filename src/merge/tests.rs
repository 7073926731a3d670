//! Identity, fusion and disagreement on invented parties.

use super::sample::{Draft, article, edtf, many, money, ontology};
use super::*;
use crate::claim::Status;
use crate::value::Bound;

fn graph(drafts: impl IntoIterator<Item = Draft>) -> Graph {
    curated(drafts, Vec::new())
}

fn curated(drafts: impl IntoIterator<Item = Draft>, verdicts: Vec<Verdict>) -> Graph {
    let articles: Vec<ArticleClaims> = drafts.into_iter().map(Draft::done).collect();
    merge(&articles, &ontology(), &Curation { verdicts, place: "curation.ttl".to_owned(), ..Curation::default() })
}

fn labels(graph: &Graph) -> Vec<&str> {
    graph.entities.iter().map(|entity| entity.label.as_str()).collect()
}

fn doubts(graph: &Graph) -> Vec<(&str, &str)> {
    graph.doubts().map(|link| (link.a.name.as_str(), link.b.name.as_str())).collect()
}

fn conflicts(graph: &Graph) -> Vec<(ConflictKind, &str)> {
    graph.conflicts.iter().map(|c| (c.kind, c.about.as_str())).collect()
}

#[test]
fn one_name_is_one_firm_whatever_its_accents_and_case() {
    let a = article("a").named("Company", "Kağan-Örs", &[]).named("Company", "Vallis", &[]);
    let b = article("b").named("Company", "KAGAN ORS", &[]).named("Media", "Vallis", &[]);
    let graph = graph([a, b]);
    assert_eq!(labels(&graph), ["Kağan-Örs", "Vallis"]);
    assert_eq!(graph.entities[0].iri.0, "id/kagan-ors");
    assert_eq!(graph.entities[0].names, ["KAGAN ORS"]);
    assert!(graph.links.is_empty());
}

#[test]
fn a_person_and_a_firm_of_one_name_stay_two() {
    let a = article("a").named("Person", "Hugo Valmont", &[]);
    let b = article("b").named("Company", "Hugo Valmont", &[]);
    let graph = graph([a, b]);
    let iris: Vec<_> = graph.entities.iter().map(|e| e.iri.0.as_str()).collect();
    assert_eq!(iris, ["id/hugo-valmont", "id/hugo-valmont-company"]);
    assert!(graph.doubts().next().is_none());
}

#[test]
fn an_alias_seen_in_one_article_links_another() {
    let a = article("a").named("Media", "Gazette du Littoral", &["GDL"]).named("Company", "Tarn", &[]);
    let b = article("b").named("Media", "GDL", &[]).named("Company", "Tarn", &[]);
    let graph = graph([a, b]);
    assert_eq!(labels(&graph), ["Gazette du Littoral", "Tarn"]);
    assert_eq!(graph.links[0].verdict, IdentityVerdict::Same);
}

#[test]
fn a_short_form_joins_only_where_it_is_clear() {
    let firm = |name: &str, alias: &str| {
        article(name).named("Person", alias, &["Ferrand"]).named("Company", "Tarn", &[]).says(alias, "worksFor", "Tarn")
    };
    let short = article("z").named("Person", "Ferrand", &[]).named("Company", "Tarn", &[]);
    let short = short.says("Ferrand", "worksFor", "Tarn");
    assert_eq!(labels(&graph([firm("a", "Lise Ferrand"), short])), ["Lise Ferrand", "Tarn"]);

    let short = article("z").named("Person", "Ferrand", &[]).named("Company", "Tarn", &[]);
    let ambiguous = graph([firm("a", "Lise Ferrand"), firm("b", "Octave Ferrand"), short]);
    assert_eq!(labels(&ambiguous), ["Ferrand", "Lise Ferrand", "Octave Ferrand", "Tarn"]);
}

#[test]
fn like_first_names_at_one_firm_are_a_doubt_and_no_merge() {
    let boss = |doc: &str, name: &str| {
        let draft = article(doc).named("Person", name, &[]).named("Company", "Tarn", &[]);
        draft.says(name, "worksFor", "Tarn").with(|c| c.qualifiers.role = Some("patronne".to_owned()))
    };
    let graph = graph([boss("a", "Edma Ferrand"), boss("b", "Elma Ferrand")]);
    assert_eq!(doubts(&graph), [("Edma Ferrand", "Elma Ferrand")]);
    let doubt = graph.doubts().next().expect("there is one");
    assert!(doubt.score >= 0.55 && doubt.score < 0.85 && doubt.reasons.len() >= 3, "{doubt:?}");
}

#[test]
fn one_family_name_alone_is_nothing() {
    let a = article("a").named("Person", "Lise Ferrand", &["Ferrand"]);
    let b = article("b").named("Person", "Octave Ferrand", &["Ferrand"]);
    let graph = graph([a, b]);
    assert_eq!(graph.entities.len(), 2);
    assert!(graph.links.is_empty(), "{:?}", graph.links);
}

#[test]
fn homonyms_with_other_employers_and_no_common_party_stay_apart() {
    let at = |doc: &str, firm: &str| {
        let draft = article(doc).named("Person", "Paule Morin", &[]).named("Company", firm, &[]);
        draft.says("Paule Morin", "worksFor", firm)
    };
    let two = graph([at("a", "Tarn"), at("b", "Vallis")]);
    assert_eq!(two.entities.iter().filter(|e| e.label == "Paule Morin").count(), 2);
    assert_eq!(doubts(&two), [("Paule Morin", "Paule Morin")]);
    let one = graph([at("a", "Tarn"), at("b", "Vallis").named("Company", "Tarn", &[])]);
    assert_eq!(one.entities.iter().filter(|e| e.label == "Paule Morin").count(), 1);
}

#[test]
fn a_misspelt_firm_with_the_same_facts_is_one() {
    let buys = |doc: &str, name: &str| {
        article(doc).named("Company", name, &[]).named("Company", "Tarn", &[]).says(name, "acquires", "Tarn")
    };
    let graph = graph([buys("a", "Corvinelle"), buys("b", "Corvinele"), buys("c", "Corvinelle")]);
    assert_eq!(labels(&graph), ["Corvinelle", "Tarn"]);
    assert_eq!(graph.statements.len(), 1);
    assert_eq!(graph.statements[0].support, 3);
}

#[test]
fn numbered_names_are_never_one() {
    let a = article("a").named("Product", "Nova Phone 2", &[]);
    let b = article("b").named("Product", "Nova Phone 3", &[]);
    let graph = graph([a, b]);
    assert_eq!(graph.entities.len(), 2);
    assert!(graph.links.is_empty());
}

#[test]
fn no_chain_joins_two_full_names() {
    let a = article("a").named("Media", "Courrier du Nord", &["Courrier"]).named("Company", "Tarn", &[]);
    let b = article("b").named("Media", "Courrier de Vallis", &["Courrier"]).named("Company", "Tarn", &[]);
    let c = article("c").named("Media", "Courrier", &[]).named("Company", "Tarn", &[]);
    let graph = graph([a, b, c]);
    let full = graph.entities.iter().filter(|e| e.label.contains(' ')).count();
    assert_eq!(full, 2, "{:?}", graph.links);
}

#[test]
fn nameless_things_stay_with_their_article() {
    let of = |doc: &str| {
        let draft = article(doc).named("Company", "Tarn", &[]).nameless("Product", "nouvelle presse");
        draft.says("Tarn", "makes", "nouvelle presse").nameless("Place", "ville")
    };
    let graph = graph([of("a"), of("b")]);
    let iris: Vec<_> = graph.entities.iter().map(|e| e.iri.0.as_str()).collect();
    assert_eq!(iris, ["id/a/nouvelle-presse", "id/b/nouvelle-presse", "id/tarn"]);
}

#[test]
fn later_certainty_updates_and_the_reports_stay() {
    let buys = |doc: &str, status: Status| {
        let draft = article(doc).named("Company", "Vallis", &[]).named("Company", "Tarn", &[]);
        draft.says("Vallis", "acquires", "Tarn").with(|c| c.status = status)
    };
    let graph = graph([buys("a", Status::Planned), buys("b", Status::Actual)]);
    let statement = &graph.statements[0];
    assert_eq!((statement.status, statement.support, statement.confidence), (Status::Actual, 2, 0.96));
    assert_eq!(statement.reports.iter().map(|r| r.status).collect::<Vec<_>>(), [Status::Planned, Status::Actual]);
    assert!(graph.conflicts.is_empty());
}

#[test]
fn copies_of_one_text_count_once() {
    let copy = |doc: &str, date: &str, seed: u32| {
        let mut draft = article(doc).published(doc, date).named("Company", "Vallis", &[]);
        draft.0.shingles = (0..64).map(|i| if i < 8 { i + seed } else { i }).collect();
        draft.counts("Vallis", "employeeCount", many(212.0, "salarié", Bound::Exact))
    };
    let graph = graph([copy("a", "2024-03-03", 500), copy("b", "2024-03-02", 900)]);
    assert_eq!(graph.articles[0].copy_of, Some(ArticleId(1)));
    assert_eq!(graph.statements[0].support, 1);
    assert_eq!(graph.statements[0].reports.len(), 2);
}

#[test]
fn one_loss_in_two_currencies_is_a_contradiction() {
    let loses = |doc: &str, code: &str| {
        let draft = article(doc).named("Company", "Vallis", &[]);
        draft.counts("Vallis", "loses", money(4e9, code, Bound::Exact)).with(|c| c.qualifiers.when = Some(edtf("2023")))
    };
    let graph = graph([loses("a", "EUR"), loses("b", "USD")]);
    assert_eq!(graph.statements.len(), 2);
    assert_eq!(conflicts(&graph), [(ConflictKind::Contradiction, "currency")]);
}

#[test]
fn one_sum_of_a_firm_and_of_its_nameless_part_in_two_currencies_is_a_contradiction() {
    let loses = |part: &str, code: &str| {
        let draft = article("a").named("Company", "Vallis", &[]).nameless("Unit", "département");
        let both = draft.counts("Vallis", "loses", money(4e9, "EUR", Bound::Exact));
        both.counts(part, "loses", money(4e9, code, Bound::Exact))
    };
    assert_eq!(conflicts(&graph([loses("département", "USD")])), [(ConflictKind::Contradiction, "currency")]);
    // The same sum in one currency is no slip.
    assert_eq!(conflicts(&graph([loses("département", "EUR")])), []);
}

#[test]
fn figures_of_two_years_are_an_evolution() {
    let revenue = |doc: &str, value: f64, year: &str| {
        let draft = article(doc).named("Company", "Vallis", &[]);
        let draft = draft.counts("Vallis", "revenue", money(value, "EUR", Bound::Exact));
        draft.with(|c| c.qualifiers.when = Some(edtf(year)))
    };
    let two = graph([revenue("a", 51e6, "2022"), revenue("b", 73e6, "2023")]);
    assert_eq!(conflicts(&two), [(ConflictKind::Evolution, "object")]);
    let one = graph([revenue("a", 51e6, "2022"), revenue("b", 73e6, "2022")]);
    assert_eq!(conflicts(&one), [(ConflictKind::Contradiction, "object")]);
}

#[test]
fn bounds_agree_and_the_exact_figure_stands() {
    let staff = |doc: &str, value: f64, bound: Bound| {
        article(doc).named("Company", "Vallis", &[]).counts("Vallis", "employeeCount", many(value, "salarié", bound))
    };
    let graph = graph([staff("a", 10_000.0, Bound::MoreThan), staff("b", 12_000.0, Bound::Exact)]);
    assert_eq!(graph.statements.len(), 1);
    let StatementObject::Quantity(quantity) = &graph.statements[0].object else { panic!("an amount was claimed") };
    assert_eq!(quantity.value, Some(12_000.0));
}

#[test]
fn a_denial_contradicts() {
    let leaves = |doc: &str, negated: bool| {
        let draft = article(doc).named("Person", "Lise Ferrand", &[]).named("Company", "Tarn", &[]);
        draft.says("Lise Ferrand", "leaves", "Tarn").with(|c| c.negated = negated)
    };
    assert_eq!(conflicts(&graph([leaves("a", true), leaves("b", false)])), [(ConflictKind::Contradiction, "negated")]);
}

#[test]
fn prices_of_one_deal_stand_side_by_side() {
    let buys = |doc: &str, price: f64| {
        let draft = article(doc).named("Company", "Vallis", &[]).named("Company", "Tarn", &[]);
        let draft = draft.says("Vallis", "acquires", "Tarn");
        draft.with(|c| c.qualifiers.price = Some(money(price, "EUR", Bound::Exact)))
    };
    let graph = graph([buys("a", 12e6), buys("b", 15e6)]);
    assert_eq!(conflicts(&graph), [(ConflictKind::Contradiction, "price")]);
}

#[test]
fn a_symmetric_statement_is_one_both_ways() {
    let allies = |doc: &str, s: &str, o: &str| {
        article(doc).named("Company", "Vallis", &[]).named("Company", "Tarn", &[]).says(s, "partnersWith", o)
    };
    assert_eq!(graph([allies("a", "Vallis", "Tarn"), allies("b", "Tarn", "Vallis")]).statements.len(), 1);
}

#[test]
fn order_and_repetition_do_not_show() {
    let drafts = || {
        let a = article("a").named("Company", "Vallis", &[]).named("Company", "Tarn", &["Tarn SA"]);
        let b = article("b").named("Company", "Tarn SA", &[]).named("Company", "Vallis", &[]);
        [a.says("Vallis", "acquires", "Tarn"), b.says("Vallis", "acquires", "Tarn SA")]
    };
    let [a, b] = drafts();
    let [c, d] = drafts();
    let [e, f] = drafts();
    let one = format!("{:?}", graph([a, b]));
    assert_eq!(one, format!("{:?}", graph([d, c])));
    assert_eq!(one, format!("{:?}", graph([e, f].into_iter().chain(drafts()))));
}

#[test]
fn verdicts_unite_divide_rename_and_reject() {
    let name = |text: &str| Reference::Name(text.to_owned());
    let boss = |doc: &str, name: &str| {
        article(doc).named("Person", name, &[]).named("Company", "Tarn", &[]).says(name, "worksFor", "Tarn")
    };
    let both = || [boss("a", "Edma Ferrand"), boss("b", "Elma Ferrand")];
    let plain = graph(both());
    let united = curated(both(), vec![Verdict::Same(name("Edma Ferrand"), name("Elma Ferrand"))]);
    assert_eq!(united.entities.len(), 2);
    assert_eq!(united.statements.len(), 1);
    let divided = curated(both(), vec![Verdict::Different(name("Edma Ferrand"), name("Elma Ferrand"))]);
    assert_eq!(doubts(&divided), []);
    let iri = plain.entities[0].iri.clone();
    let key = plain.statements[0].key.clone();
    let rename = Verdict::Rename(Reference::Iri(iri.clone()), "Edma F.".to_owned());
    let changed = curated(both(), vec![Verdict::Reject(key.clone().into()), rename]);
    assert_eq!((changed.statements.len(), changed.entities[0].label.as_str()), (1, "Edma F."));
    assert_eq!(changed.entities[0].iri, iri);
    let accepted = curated(both(), vec![Verdict::Accept(key.into())]);
    assert!(accepted.statements[0].accepted && accepted.statements[0].confidence == 1.0);
}

#[test]
fn verdicts_that_contradict_or_name_nobody_are_told() {
    let name = |text: &str| Reference::Name(text.to_owned());
    let a = article("a").named("Company", "Tarn", &[]).named("Company", "Vallis", &[]);
    let verdicts = vec![
        Verdict::Same(name("Tarn"), name("Vallis")),
        Verdict::Different(name("Vallis"), name("Tarn")),
        Verdict::Same(name("Tarn"), name("Nobody")),
        Verdict::Reject(StatementKey("0".to_owned()).into()),
    ];
    let graph = curated([a], verdicts);
    let mut codes: Vec<_> = graph.diagnostics.iter().map(|d| d.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["M101", "M102", "M103"]);
    assert_eq!(graph.entities.len(), 2);
}

#[test]
fn a_position_in_common_counts_as_a_reason() {
    let chair = |doc: &str, name: &str| {
        article(doc).named("Person", name, &[]).kind("présidente").named("Company", "Tarn", &[])
    };
    let graph = graph([chair("a", "Edma Ferrand"), chair("b", "Elma Ferrand")]);
    let doubt = graph.doubts().next().expect("there is one");
    assert!(doubt.reasons.iter().any(|reason| reason == "the same kind or position"), "{doubt:?}");
}

#[test]
fn an_article_does_not_contradict_itself_unless_it_names_two_sources() {
    let worth = |sources: [&[&str]; 2]| {
        let mut draft = article("a").named("Company", "Vallis", &[]);
        for (source, value) in sources.iter().zip([17e8, 12e8]) {
            draft = draft.counts("Vallis", "revenue", money(value, "USD", Bound::Exact));
            draft = draft.with(|c| c.attributed_to = source.iter().map(|s| (*s).to_owned()).collect());
        }
        graph([draft])
    };
    assert!(worth([&[], &[]]).conflicts.is_empty());
    assert_eq!(conflicts(&worth([&["Écho"], &["Gazette"]])), [(ConflictKind::Contradiction, "object")]);
}

#[test]
fn misspellings_are_doubts_about_the_name_and_not_about_each_other() {
    let names = ["Corvinelle Nord", "Corvinele Nord", "Corvnelle Nord", "Covinelle Nord", "Corvinelle Nrd"];
    let graph = graph(names.iter().enumerate().map(|(i, name)| article(&format!("a{i}")).named("Company", name, &[])));
    assert_eq!(doubts(&graph).len(), 4, "{:?}", doubts(&graph));
    assert!(doubts(&graph).iter().all(|(a, b)| *a == names[0] || *b == names[0]));
}

#[test]
fn versions_of_one_article_are_one_source() {
    let version = |hash: &str, date: &str| {
        let mut draft = article("a").published("L'Écho", date).named("Company", "Vallis", &[]);
        draft.0.hash = hash.repeat(64);
        draft.0.shingles = (0..64).collect();
        draft.counts("Vallis", "employeeCount", many(212.0, "salarié", Bound::Exact))
    };
    let graph = graph([version("b", "2024-03-02"), version("a", "2024-03-03")]);
    let iris: Vec<_> = graph.articles.iter().map(|a| a.iri.as_str()).collect();
    assert_eq!(iris, ["article/a/aaaaaaaaaaaa", "article/a/bbbbbbbbbbbb"]);
    assert!(graph.articles.iter().all(|a| a.copy_of.is_none()));
    assert_eq!((graph.statements[0].support, graph.statements[0].reports.len()), (1, 2));
}

#[test]
fn things_without_names_are_one_only_by_what_is_said_of_them() {
    let press = |doc: &str, label: &str, facts: &[&str]| {
        let draft = article(doc).named("Company", "Tarn", &[]).named("Place", "Vallis", &[]);
        facts.iter().fold(draft.nameless("Product", label), |draft, fact| draft.says("Tarn", fact, label))
    };
    let labels = |graph: &Graph| graph.entities.iter().filter(|e| !e.named).count();
    let two = ["makes", "acquires"];
    let one = graph([press("a", "nouvelle presse", &two), press("b", "presse offset", &two)]);
    assert_eq!((labels(&one), one.statements.len()), (1, 2));
    let doubt = graph([press("a", "nouvelle presse", &two[..1]), press("b", "presse offset", &two)]);
    assert_eq!((labels(&doubt), doubts(&doubt)), (2, vec![("nouvelle presse", "presse offset")]));
    // Another word, another party or another place: nothing.
    let other = graph([press("a", "nouvelle presse", &two), press("b", "usine", &two)]);
    assert_eq!((labels(&other), doubts(&other)), (2, vec![]));
    let at = |doc: &str, place: &str| {
        let draft = press(doc, "usine neuve", &two).named("Place", place, &[]);
        draft.says("usine neuve", "basedIn", place)
    };
    let apart = graph([at("a", "Morne"), at("b", "Dolme")]);
    assert_eq!((labels(&apart), doubts(&apart)), (2, vec![("usine neuve", "usine neuve")]));
}

#[test]
fn a_family_name_alone_is_one_person_only_where_something_else_is_in_common() {
    let at = |doc: &str, firm: &str| article(doc).named("Person", "Cador", &[]).named("Company", firm, &[]);
    let persons = |graph: &Graph| graph.entities.iter().filter(|e| e.label == "Cador").count();
    let apart = graph([at("a", "Tarn"), at("b", "Vallis")]);
    assert_eq!((persons(&apart), doubts(&apart)), (2, vec![]));
    assert_eq!(persons(&graph([at("a", "Tarn"), at("b", "Tarn")])), 1);
}

#[test]
fn a_legal_form_is_no_part_of_a_name() {
    let mut ontology = ontology();
    ontology.lexicon.nouns.legal_forms.extend(["SA", "GmbH"].map(str::to_owned));
    let articles = ["Tarn-Vallis", "Tarn+Vallis GmbH", "Tarn Vallis, SA", "SA"]
        .map(|name| article(name).named("Company", name, &[]).done());
    let graph = merge(&articles, &ontology, &Curation::default());
    assert_eq!(labels(&graph), ["SA", "Tarn+Vallis GmbH"]);
    assert_eq!(graph.entities[1].names, ["Tarn Vallis, SA", "Tarn-Vallis"]);
}

#[test]
fn a_known_place_has_one_name_whatever_brings_it_up() {
    let mut ontology = ontology();
    let names = ["Tarnie", "Pays de Tarn"].map(str::to_owned).to_vec();
    let place = crate::ontology::PlaceName { names, ..Default::default() };
    ontology.lexicon.nouns.place_names.extend([("Tarnie".to_owned(), 0), ("Pays de Tarn".to_owned(), 0)]);
    ontology.lexicon.nouns.places.push(place);
    let articles = [
        article("a").named("Place", "Tarnie", &[]).done(),
        article("b").named("Place", "Pays de Tarn", &[]).done(),
        article("c").nameless("Place", "Tarnie").done(),
    ];
    let graph = merge(&articles, &ontology, &Curation::default());
    assert_eq!((labels(&graph), graph.entities[0].articles), (vec!["Tarnie"], 3));
    assert_eq!(graph.entities[0].names, ["Pays de Tarn"]);
}

#[test]
fn a_longer_name_is_one_with_its_first_or_last_word_by_shared_facts() {
    let firm = |doc: &str, name: &str, facts: bool| {
        let beside = ["Arvel", "Brune", "Corvin"];
        let draft = beside.iter().fold(article(doc).named("Company", name, &[]), |d, n| d.named("Company", n, &[]));
        if facts { draft.says(name, "acquires", "Arvel").says(name, "acquires", "Brune") } else { draft }
    };
    for (short, full) in [("Vallis", "Vallis Management"), ("Vallis", "Biscuits Vallis")] {
        let one = graph([firm("a", short, true), firm("b", full, true)]);
        assert_eq!(one.entities.len(), 4, "{full}");
        let doubt = graph([firm("a", short, false), firm("b", full, false)]);
        assert_eq!((doubt.entities.len(), doubts(&doubt).len()), (5, 1), "{full}");
        let other = article("c").named("Company", "Vallis Transports", &[]).named("Company", "Messageries Vallis", &[]);
        let crowd = graph([firm("a", short, true), firm("b", full, true), other]);
        assert!(crowd.entities.iter().any(|e| e.label == short) && crowd.entities.iter().any(|e| e.label == full));
    }
}
