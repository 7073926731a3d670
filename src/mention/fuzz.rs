//! No text makes the readers of amounts and times panic or point outside it.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::testing::article;
use super::{times, values};
use crate::ontology::Ontology;
use crate::value::Edtf;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::builtin().expect("the built-in files are right"));

fn holds(text: &str, published: Option<&str>) {
    let (doc, analysis) = article(text, published);
    let times = times::recognise(&doc, &analysis, &ONTOLOGY);
    let values = values::recognise(&doc, &analysis, &ONTOLOGY, &times);
    let spots =
        times.iter().map(|t| (t.tokens, t.head, t.span)).chain(values.iter().map(|v| (v.tokens, v.head, v.span)));
    for (tokens, head, span) in spots {
        assert!(!tokens.is_empty() && tokens.range().end <= analysis.tokens.len());
        assert!(tokens.contains(head));
        assert!(doc.text.get(span.range()).is_some_and(|slice| !slice.is_empty()));
        assert!(analysis.span(tokens).contains(span));
    }
    let ordered = |ranges: Vec<std::ops::Range<usize>>| ranges.windows(2).all(|pair| pair[0].end <= pair[1].start);
    assert!(ordered(times.iter().map(|time| time.tokens.range()).collect()));
    for time in times.iter().filter_map(|time| time.value.as_ref()) {
        assert_eq!(Edtf::parse(time.as_str()).as_ref(), Ok(time));
        assert_eq!(time.normalised().period(), time.period());
    }
    for value in &values {
        assert!(value.value.value.is_none_or(f64::is_finite));
        assert_eq!(value.span.slice(&doc.text), value.value.text);
        assert!(times.iter().all(|time| time.tokens.ids().all(|id| !value.tokens.contains(id))));
    }
}

/// Pieces that numbers and dates are made of, in no order.
const PIECES: &[&str] = &[
    "le",
    "la",
    "l'",
    "du",
    "de",
    "d'",
    "des",
    "à",
    "au",
    "en",
    "et",
    "ou",
    "entre",
    "depuis",
    "avant",
    "dans",
    "il",
    "y",
    "a",
    "un",
    "deux",
    "vingt",
    "cent",
    "mille",
    "quatre-vingt-",
    "million",
    "milliards",
    "dizaine",
    "centaines",
    "moitié",
    "tiers",
    "M",
    "Md",
    "k",
    "€",
    "$",
    "%",
    "12",
    "1",
    "31",
    "000",
    "2023",
    "22/23",
    "3,5",
    "10.000",
    "9999",
    "0",
    "1er",
    "T2",
    "-",
    "–",
    "+",
    "(",
    ")",
    ",",
    ".",
    "euros",
    "dollars",
    "francs",
    "points",
    "personnes//NOUN",
    "par//ADP",
    "sur",
    "plus",
    "moins",
    "environ",
    "mars",
    "février",
    "vendredi",
    "été",
    "printemps",
    "trimestre",
    "semestre",
    "an",
    "ans",
    "année",
    "mois",
    "semaine",
    "jour",
    "siècle",
    "dernier",
    "prochain",
    "suivante",
    "cette",
    "-là",
    "même",
    "fin",
    "début",
    "mi-",
    "hier",
    "veille",
    "Noël",
    "années",
    "exercice",
    "tard",
    "tôt",
    "auparavant",
    "ensemble",
    "\n",
    "a//VERB/avoir/Tense=Past",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,80}") {
        holds(&text, Some("2022-08-17"));
    }

    #[test]
    fn any_order_of_the_words_is_read_without_a_panic(
        words in prop::collection::vec(prop::sample::select(PIECES), 0..24),
        published in prop::sample::select(&[None, Some("2022-08"), Some("2022-08-17"), Some("0001-01-01"), Some("9999-12-31")][..]),
    ) {
        holds(&words.join(" "), published);
    }
}
