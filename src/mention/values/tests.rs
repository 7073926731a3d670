use std::sync::LazyLock;

use super::*;
use crate::mention::testing::article;

/// Each amount as `value unit bound`, as the benchmark writes them.
fn read(text: &str) -> Vec<String> {
    static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::builtin().expect("the built-in files are right"));
    let (doc, analysis) = article(text, None);
    let values = recognise(&doc, &analysis, &ONTOLOGY, &[]);
    for found in &values {
        assert_eq!(found.span.slice(&doc.text), found.value.text);
        assert_eq!(analysis.span(found.tokens).cover(found.span), analysis.span(found.tokens));
        assert!(found.tokens.contains(found.head));
    }
    values.iter().map(|found| show(&found.value)).collect()
}

fn show(value: &Quantity) -> String {
    let number = value.value.map_or("?".to_owned(), |v| format!("{v}"));
    let unit = match &value.unit {
        Unit::Money(None) => "money".to_owned(),
        Unit::Count(None) => "-".to_owned(),
        _ => value.unit_name().unwrap_or("-").to_owned(),
    };
    let bound = if value.bound == Bound::Exact { String::new() } else { format!(" {:?}", value.bound) };
    let per = value.per.as_ref().map_or(String::new(), |per| format!(" /{per}"));
    format!("{number} {unit}{bound}{per}{}", if value.unit_inferred { " inferred" } else { "" })
}

fn check(cases: &[(&str, &[&str])]) {
    let read: Vec<_> = cases.iter().map(|(text, _)| (*text, read(text))).collect();
    let expected: Vec<_> =
        cases.iter().map(|(text, expected)| (*text, expected.iter().map(ToString::to_string).collect())).collect();
    let wrong: Vec<_> = read.iter().zip(&expected).filter(|(read, expected)| read != expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn money_in_every_written_form() {
    check(&[
        ("Brumel débourse 3,9 milliards de dollars", &["3900000000 USD"]),
        ("un chèque de 16 M€", &["16000000 EUR"]),
        ("un chèque de 16M€ comptant", &["16000000 EUR"]),
        ("soit 2,5 Md€, dit-on", &["2500000000 EUR"]),
        ("soit 2,5 Mds d'euros", &["2500000000 EUR"]),
        ("à 61 $ le titre", &["61 USD"]),
        ("for $3.9bn, says Brumel", &["3900000000 USD"]),
        ("pour 10.000 euros", &["10000 EUR"]),
        ("pour 10 000 euros", &["10000 EUR"]),
        ("pour 12 345 678 euros", &["12345678 EUR"]),
        ("facturé 9,99 € par mois//NOUN/mois", &["9.99 EUR /mois"]),
        ("61 dollars par action//NOUN/action", &["61 USD /action"]),
        ("à 49,90 € pièce//NOUN", &["49.9 EUR /pièce"]),
        ("trois milliards de yens", &["3000000000 JPY"]),
        ("mille milliards de dollars canadiens", &["1000000000000 CAD"]),
        ("un demi-milliard d'euros", &["500000000 EUR"]),
        ("un million et demi d'euros", &["1500000 EUR"]),
        ("une perte de 965 M$ US", &["965000000 USD"]),
        ("soit 25 milliards $ CA", &["25000000000 CAD"]),
        ("2,5 milliards de couronnes", &["2500000000 money inferred"]),
        ("2,5 milliards de couronnes suédoises", &["2500000000 SEK"]),
        ("7 milliards de francs", &["7000000000 CHF inferred"]),
        ("pour 30 livres//NOUN/livre de beurre", &["30 livre"]),
        ("pour 30 millions de livres", &["30000000 GBP inferred"]),
        ("900 000 euros, contre 1,6 million avant", &["900000 EUR", "1600000 EUR inferred"]),
        ("700 millions de dollars, dont 100 du fonds", &["700000000 USD", "100000000 USD inferred"]),
        ("80 milliards d'euros hier, contre moins de 3,5", &["80000000000 EUR", "3500000000 EUR LessThan inferred"]),
        ("5 milliards de dettes//NOUN/dette", &["5000000000 -"]),
        ("la cagnotte dépasse//VERB/dépasser le//DET milliard d'euros", &["1000000000 EUR MoreThan"]),
        ("800 k€ de frais", &["800000 EUR"]),
        ("0,12 centime de plus", &["0.0012 EUR"]),
        ("deux mille cinq cents euros", &["2500 EUR"]),
        ("quatre-vingt-dix-sept euros", &["97 EUR"]),
        ("soixante et onze euros", &["71 EUR"]),
    ]);
}

#[test]
fn bounds_before_and_after() {
    check(&[
        ("plus de 25 milliards de dollars", &["25000000000 USD MoreThan"]),
        ("un peu moins de 1,4 milliard d'euros", &["1400000000 EUR LessThan"]),
        ("près de 4 milliards d’euros", &["4000000000 EUR About"]),
        ("près d'un milliard d'euros", &["1000000000 EUR About"]),
        ("environ 12 %", &["12 percent About"]),
        ("12 % environ", &["12 percent About"]),
        ("au moins 3 millions d'euros", &["3000000 EUR AtLeast"]),
        ("3 millions d'euros au maximum", &["3000000 EUR AtMost"]),
        ("jusqu'à 3 millions d'euros", &["3000000 EUR AtMost"]),
        ("pas moins de 3 millions d'euros", &["3000000 EUR AtLeast"]),
        ("la facture dépasse//VERB/dépasser les 3 millions d'euros", &["3000000 EUR MoreThan"]),
        (
            "la facture ne//ADV/ne/Polarity=Neg dépasse//VERB/dépasser pas//ADV 3 millions d'euros",
            &["3000000 EUR AtMost"],
        ),
        ("entre 2 et 3 millions d'euros", &["2000000 EUR AtLeast"]),
        ("de 2 à 3 millions d'euros", &["2000000 EUR AtLeast"]),
        ("2 à 3 % du marché", &["2 percent AtLeast"]),
        ("entre 6 % et 7 % de mieux", &["6 percent AtLeast"]),
        ("18-20 M€ de ventes", &["18000000 EUR AtLeast"]),
    ]);
}

#[test]
fn counts_with_their_noun() {
    check(&[
        ("une centaine de salariés//NOUN/salarié", &["100 salarié About"]),
        ("plusieurs dizaines de salariés//NOUN/salarié", &["? salarié About"]),
        ("des milliers de postes//NOUN/poste", &["? poste About"]),
        ("une soixantaine de personnes//NOUN/personne", &["60 personne About"]),
        ("trois dizaines de milliers de clients//NOUN/client", &["30000 client About"]),
        ("des centaines de millions d'euros", &["? EUR About"]),
        ("71,6 millions d'utilisateurs//NOUN/utilisateur", &["71600000 utilisateur"]),
        ("2 450 ouvriers//NOUN/ouvrier", &["2450 ouvrier"]),
        ("300 nouveaux//ADJ salariés//NOUN/salarié", &["300 salarié"]),
        ("4 M d'abonnés//NOUN/abonné", &["4000000 abonné"]),
        ("84 millions promis//VERB/promettre", &["84000000 -"]),
        ("entre 50 et 60 millions", &["50000000 - AtLeast"]),
        ("mille salariés//NOUN/salarié", &["1000 salarié"]),
        ("208 équivalents temps plein", &["208 équivalent temps plein"]),
        ("2000 personnes//NOUN/personne", &["2000 personne"]),
        ("supprimer 120 postes//NOUN/poste sur 800", &["120 poste", "800 poste"]),
        ("110 des 160 collaborateurs//NOUN/collaborateur", &["110 collaborateur", "160 collaborateur"]),
        ("passer//VERB/passer de 18 à 30 personnes//NOUN/personne", &["18 personne", "30 personne"]),
        ("une hausse de 18 à 30 personnes//NOUN/personne", &["18 personne AtLeast"]),
        ("elle en emploie davantage (165)", &["165 -"]),
        ("301 millions d'euros, contre 254 millions auparavant", &["301000000 EUR", "254000000 EUR inferred"]),
        ("sa valeur dépasse//VERB/dépasser 3 milliards", &["3000000000 - MoreThan"]),
        ("12 points de vente", &["12 point de vente"]),
    ]);
}

#[test]
fn hundredths_and_parts() {
    check(&[
        ("une hausse de + 0,4 %", &["0.4 percent"]),
        ("en Bourse : -3 %", &["-3 percent"]),
        ("en Bourse : – 0,7 %", &["-0.7 percent"]),
        ("12 pour cent du capital", &["12 percent"]),
        ("3 points de moins", &["3 percent"]),
        ("25 points de base", &["0.25 percent"]),
        ("l'indice cote 7 000 points//NOUN/point", &["7000 point"]),
        ("un tiers du capital", &["33.333333333333336 percent About"]),
        ("le quart du capital", &["25 percent"]),
        ("la moitié des parts", &["50 percent"]),
        ("plus de la moitié des parts", &["50 percent MoreThan"]),
        ("les trois quarts du capital", &["75 percent"]),
        ("un cinquième de l'effectif", &["20 percent"]),
        ("six sur dix", &["60 percent"]),
        ("un salarié//NOUN/salarié sur trois", &["33.33 percent About"]),
        ("deux sur dix environ", &["20 percent About"]),
        ("près du tiers", &["33.333333333333336 percent About"]),
    ]);
}

#[test]
fn names_years_lengths_and_articles_are_no_amounts() {
    check(&[
        ("le Zorlo//PROPN 14 arrive", &[]),
        ("la 5G arrive", &[]),
        ("l'article//NOUN/article 49 du code", &[]),
        ("le modèle A320 vole", &[]),
        ("en 2022 Brumel//PROPN a", &[]),
        ("Inès//PROPN, 34 ans//NOUN/an", &[]),
        ("à 18h30 précises", &[]),
        ("les deux groupes//NOUN/groupe", &[]),
        ("un client//NOUN/client de plus", &[]),
        ("trois fois plus", &[]),
        ("un quart d'heure", &[]),
        ("le cinquième opérateur//NOUN/opérateur", &[]),
        ("M. Brumel a 2 km de câble", &[]),
        ("une usine de 150 MW", &[]),
        ("1. Brumel ouvre", &[]),
        ("24/7 en ligne", &[]),
    ]);
}
