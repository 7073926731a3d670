use std::sync::LazyLock;

use super::*;
use crate::mention::testing::article;

/// Each time as its EDTF, `?` where it has none, with `/..` where it only begins there and `length` for lengths.
fn read(text: &str, published: Option<&str>) -> Vec<String> {
    static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::builtin().expect("the built-in files are right"));
    let (doc, analysis) = article(text, published);
    let times = recognise(&doc, &analysis, &ONTOLOGY);
    for time in &times {
        assert!(time.tokens.contains(time.head));
        assert!(!time.span.slice(&doc.text).is_empty());
    }
    times.iter().map(show).collect()
}

fn show(time: &TimeMention) -> String {
    let value = time.value.as_ref().map_or("?", Edtf::as_str).to_owned();
    match time.role {
        TimeRole::When => value,
        TimeRole::Since => format!("since {value}"),
        TimeRole::Comparison => format!("against {value}"),
        TimeRole::Duration => "length".to_owned(),
    }
}

fn check(published: Option<&str>, cases: &[(&str, &[&str])]) {
    let read: Vec<_> = cases.iter().map(|(text, _)| (*text, read(text, published))).collect();
    let expected: Vec<(&str, Vec<String>)> =
        cases.iter().map(|(text, expected)| (*text, expected.iter().map(ToString::to_string).collect())).collect();
    let wrong: Vec<_> = read.iter().zip(&expected).filter(|(read, expected)| read != expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn dates_that_name_their_year_need_no_reference() {
    check(
        None,
        &[
            ("le 5 août 2022, Brumel ouvre", &["2022-08-05"]),
            ("vendredi 2 juin 2023", &["2023-06-02"]),
            ("le 1er janvier 2024", &["2024-01-01"]),
            ("en mars 2021", &["2021-03"]),
            ("en 2019, Brumel ouvre", &["2019"]),
            ("fondée en 1998.", &["1998"]),
            ("Brumel (2019)", &["2019"]),
            ("fin 2023", &["2023"]),
            ("à la fin de 2027", &["2027"]),
            ("mi-2022", &["2022"]),
            ("au printemps 2022", &["2022-21"]),
            ("à l'été 2008", &["2008-22"]),
            ("au deuxième trimestre 2023", &["2023-34"]),
            ("T2 2023", &["2023-34"]),
            ("au premier semestre 2023", &["2023-01/2023-06"]),
            ("les neuf premiers mois de 2023", &["2023-01/2023-09"]),
            ("entre 2017 et 2021", &["2017/2021"]),
            ("de 2017 à 2021", &["2017/2021"]),
            ("de mars à juin 2022", &["2022-03/2022-06"]),
            ("du 3 au 5 mars 2022", &["2022-03-03/2022-03-05"]),
            ("depuis 2020", &["since 2020"]),
            ("à partir de janvier 2024", &["since 2024-01"]),
            ("d'ici à 2026", &["../2026"]),
            ("d'ici fin 2026", &["../2026-12-31"]),
            ("jusqu'en 2021", &["../2021"]),
            ("avant 2026", &["../2025"]),
            ("après 2026", &["2026/.."]),
            ("vers 2010", &["2010~"]),
            ("l'exercice 2022/23", &["2022/2023"]),
            ("l'exercice 2022-2023", &["2022/2023"]),
            ("dans les années 1990", &["1990/1999"]),
            ("l'hiver 2022-2023", &["2022-24"]),
            ("en juin et juillet 2022", &["2022-06", "2022-07"]),
            ("au quatrième trimestre fiscal 2022", &["2022"]),
            ("par rapport à 2021", &["against 2021"]),
            ("le 05/08/2022", &["2022-08-05"]),
            ("2022-08-05", &["2022-08-05"]),
        ],
    );
}

#[test]
fn dates_without_a_year_take_the_nearest() {
    check(
        Some("2022-08-17"),
        &[
            ("vendredi, Brumel a ouvert", &["2022-08-12"]),
            ("ce mercredi", &["2022-08-17"]),
            ("lundi prochain", &["2022-08-22"]),
            ("mardi dernier", &["2022-08-16"]),
            ("hier, Brumel a ouvert", &["2022-08-16"]),
            ("le 20 mars, Brumel a ouvert", &["2022-03-20"]),
            ("le 20 octobre, Brumel a ouvert", &["2021-10-20"]),
            ("le 20 octobre, Brumel ouvrira//VERB/ouvrir/Tense=Fut", &["2022-10-20"]),
            ("en janvier Brumel doit//VERB/devoir ouvrir//VERB/ouvrir/VerbForm=Inf", &["2022-01"]),
            ("jeudi 21 juillet", &["2022-07-21"]),
            ("en janvier", &["2022-01"]),
            ("en mars dernier", &["2022-03"]),
            ("l'an dernier", &["2021"]),
            ("l'an passé", &["2021"]),
            ("l'année prochaine", &["2023"]),
            ("cette année", &["2022"]),
            ("le mois dernier", &["2022-07"]),
            ("plus tôt ce mois-ci", &["2022-08"]),
            ("la semaine dernière", &["2022-08-08/2022-08-14"]),
            ("il y a cinq ans", &["2017"]),
            ("il y a trois mois", &["2022-05"]),
            ("depuis dix ans", &["since 2012"]),
            ("depuis plus de dix ans", &["since 2012"]),
            ("dans deux ans", &["2024"]),
            ("d'ici deux ans", &["../2024"]),
            ("dans les cinq ans", &["../2027"]),
            ("au dernier trimestre", &["2022-34"]),
            ("pour l'ensemble de l'année", &["2022"]),
            ("quatre ans plus tôt", &["2018"]),
            ("depuis des//DET/un mois", &["length"]),
            ("en trois ans", &["length"]),
            ("pendant dix ans", &["length"]),
            ("depuis plusieurs mois", &["length"]),
            ("d'ici fin mars", &["../2023-03-31"]),
            ("avant la fin de l'année", &["../2022-12-31"]),
            ("d'ici la fin du mois", &["../2022-08-31"]),
            ("avant la mi-octobre", &["../2022-10-16"]),
            ("fin septembre au plus tard, Brumel ferme", &["../2022-09-30"]),
            ("d'ici à Noël", &["../2022-12-25"]),
            ("d'ici à la rentrée", &["../2022-09"]),
            ("l'été dernier", &["2021-22"]),
            ("cet été", &["2022-22"]),
            ("au printemps", &["2022-21"]),
            ("à l'automne, Brumel ouvrira//VERB/ouvrir/Tense=Fut", &["2022-23"]),
            ("au deuxième trimestre", &["2022-34"]),
            ("au quatrième trimestre", &["2021-36"]),
            ("au premier semestre", &["2022-01/2022-06"]),
            ("au premier semestre de cette année", &["2022-01/2022-06"]),
            ("au deuxième trimestre de son exercice", &["?"]),
            ("dès septembre", &["since 2022-09"]),
            ("début juillet", &["2022-07"]),
            ("en début d'année", &["2022"]),
            ("au mois de février", &["2022-02"]),
            ("récemment", &[]),
        ],
    );
}

#[test]
fn an_article_dated_by_month_gives_months() {
    check(
        Some("2023-09"),
        &[
            ("mardi, Brumel a ouvert", &["2023-09"]),
            ("hier", &["2023-09"]),
            ("l'été dernier", &["2022-22"]),
            ("vendredi 2 juin", &["2023-06-02"]),
            ("il y a quatorze mois", &["2022-07"]),
            ("la semaine dernière", &["2023-09"]),
            ("au troisième trimestre", &["2022-35"]),
            ("il y a trois semaines", &["?"]),
        ],
    );
}

#[test]
fn times_count_from_the_time_before() {
    check(
        None,
        &[
            ("En juin 2018, Brumel naît ; dix-huit mois plus tard, il ferme", &["2018-06", "2019-12"]),
            ("En 2012, Brumel naît ; cinq ans plus tard, il ferme", &["2012", "2017"]),
            ("En 2018, Brumel naît. L'année suivante, il ferme", &["2018", "2019"]),
            ("En juin 2018, il perd tout. Cette année-là, il ferme", &["2018-06", "2018"]),
            ("En juin 2018, il perd tout. Le 28 de ce mois-là, il ferme", &["2018-06", "2018-06-28"]),
            ("Le 3 juin 2018, il perd tout. Le lendemain, il ferme", &["2018-06-03", "2018-06-04"]),
            ("Au premier semestre 2023, 3 points, contre 2 un an plus tôt", &["2023-01/2023-06", "2022-01/2022-06"]),
            ("Le 16 mars 2020, il paie. En 2012 aussi. Le mois précédent, rien", &["2020-03-16", "2012", "2020-02"]),
            ("En 2012, Brumel naît, deux ans après la//DET fusion", &["2012", "?"]),
            ("L'année suivante, il ferme", &["?"]),
        ],
    );
}

#[test]
fn an_undated_article_is_dated_by_its_text() {
    check(
        None,
        &[
            ("LYON, 11 mai 2021 – Brumel a ouvert lundi", &["2021-05-11", "2021-05-10"]),
            ("Ce mardi 11 mai 2021, Brumel ferme. Hier encore", &["2021-05-11", "2021-05-10"]),
            ("Brumel a fermé en février 2021. Depuis avril, rien", &["2021-02", "since 2021-04"]),
            ("Brumel pleure\nBrumel\nBrumel a perdu gros en 2021\nEn avril, il a fermé", &["2021", "?"]),
            ("Brumel a fermé mardi", &["?"]),
            (
                "Le 27 mars 2023, Brumel fermera//VERB/fermer/Tense=Fut\nDepuis janvier, rien\nEn novembre, tout",
                &["2023-03-27", "since 2023-01", "2022-11"],
            ),
            (
                "Brumel a fermé le 14 novembre 2022\nAvant mars pas//ADV/pas/Polarity=Neg attendue//VERB",
                &["2022-11-14", "2023-03/.."],
            ),
            ("Né en 2019, il ferme l'an dernier", &["2019", "?"]),
        ],
    );
}

#[test]
fn what_looks_like_a_time_is_none() {
    check(
        Some("2022-08-17"),
        &[
            ("2000 personnes//NOUN/personne", &[]),
            ("pour 2000 euros", &[]),
            ("le groupe Mars//PROPN ferme", &[]),
            ("il a été//AUX fermé", &[]),
            ("l'affaire de l'année", &[]),
            ("Inès, 34 ans", &[]),
            ("il y a trois usines", &[]),
            ("le Zorlo//PROPN 2000", &[]),
            ("la fin du monde", &[]),
            ("mettre fin à la grève", &[]),
        ],
    );
}
