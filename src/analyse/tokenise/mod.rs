//! Text to surface tokens and sentences: spans only, no linguistics beyond the pack's tables.
//!
//! In: a document's text and its body spans. Out: [`Segmentation`]. Letters, digits, white space and signs are Unicode's;
//! every word that a rule names (elisions, clitics, abbreviations, contractions) comes from [`TokenRules`], which is
//! data of the language pack.

mod layout;
mod rules;
mod scan;
mod signs;
mod split;

pub use rules::TokenRules;
pub(crate) use rules::{cased_like, fold};

use crate::text::Span;
use layout::units;
use scan::Scanner;
use split::split;

/// How a surface token bears on the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Not at all.
    None,
    /// `.` `!` `?` and their like.
    Final,
    /// An abbreviation whose stop may also be the sentence's (*etc.*).
    Perhaps,
    /// A single letter and a stop (*J.*): the sentence's only before a word that opens sentences.
    Initial,
}

/// A token of the text, before contractions are expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Surface {
    pub span: Span,
    pub ending: Ending,
}

/// A sentence as a range of surface tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawSentence {
    pub start: usize,
    pub end: usize,
    pub paragraph: u32,
}

/// The tokens of a document and their sentences, both in text order; the sentences cover the tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segmentation {
    pub tokens: Vec<Surface>,
    pub sentences: Vec<RawSentence>,
}

/// Cuts the body of a text; no sentence is longer than `longest` tokens.
pub(crate) fn segment(text: &str, body: &[Span], rules: &TokenRules, longest: usize) -> Segmentation {
    let mut found = Segmentation::default();
    let mut paragraph = 0;
    for part in body {
        for unit in units(text, *part) {
            let start = found.tokens.len();
            Scanner::new(text, unit, rules).scan(&mut found.tokens);
            if found.tokens.len() > start {
                split(text, &found.tokens, start, rules, longest, paragraph, &mut found.sentences);
                paragraph += 1;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules() -> TokenRules {
        serde_json::from_str(include_str!("../../../models/fr/tokenise.json")).expect("the shipped table is valid")
    }

    /// Sentences as tokens joined by blanks.
    fn cut(text: &str) -> Vec<String> {
        let found = segment(text, &[Span::new(0, text.len())], &rules(), 200);
        let form = |surface: &Surface| surface.span.slice(text);
        found
            .sentences
            .iter()
            .map(|s| found.tokens[s.start..s.end].iter().map(form).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn tokens_are_those_of_the_treebanks() {
        let cases = [
            ("L’usine d'Élise, qu’on dit", "L’ usine d' Élise , qu’ on dit"),
            ("aujourd’hui, quelqu'un, c’est-à-dire l’on", "aujourd’hui , quelqu'un , c’est-à-dire l’on"),
            ("jusqu’aujourd’hui", "jusqu’ aujourd’hui"),
            ("Va-t-il ? Est-ce lui-même ?", "Va -t-il ? Est -ce lui-même ?"),
            ("donne-le-moi", "donne -le -moi"),
            ("un rendez-vous avec celui-ci ce jour-là", "un rendez-vous avec celui-ci ce jour -là"),
            ("Saint-Dizier, Val-d’Orge", "Saint-Dizier , Val-d’Orge"),
            (
                "10.000, 10 000, 10\u{a0}000, 1\u{202f}250\u{202f}000,5",
                "10.000 , 10 000 , 10\u{a0}000 , 1\u{202f}250\u{202f}000,5",
            ),
            ("en 2017 300 et 01 23 45", "en 2017 300 et 01 23 45"),
            ("71,6 % et -2,5 (+3)", "71,6 % et -2,5 ( +3 )"),
            ("«2,5 Md€», 5M€, 20€, 3$", "« 2,5 Md€ » , 5 M€ , 20 € , 3 $"),
            ("à 20h30, 18 h, 70km, 3e, 1er, 4G", "à 20 h 30 , 18 h , 70 km , 3e , 1er , 4G"),
            ("2017-2021, 2006-08-07, 23/12/2006, 3/4", "2017-2021 , 2006-08-07 , 23/12/2006 , 3/4"),
            ("mg/kg et/ou TCP/IP", "mg / kg et / ou TCP/IP"),
            ("Borel's, AT&T, Canopée+, C++", "Borel's , AT&T , Canopée+ , C + +"),
            (
                "voir https://a.example/b?c=d, x.y@z.example. Et brumel.example",
                "voir https://a.example/b?c=d , x.y@z.example . Et brumel.example",
            ),
            ("n°12, N° 3, 9 °C", "n° 12 , N° 3 , 9 °C"),
            ("Quoi ?! Ah... Oh… --", "Quoi ?! Ah ... Oh … --"),
            ("salarié·e·s @brumel #levée", "salarié·e·s @brumel #levée"),
            ("👩‍👩‍👧🇫🇷e\u{301}te\u{301}", "👩‍👩‍👧 🇫🇷 e\u{301}te\u{301}"),
        ];
        for (text, wanted) in cases {
            assert_eq!(cut(text).join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        let cases = [
            "M. Brun et Mme. Roux parlent .",
            "Vers 50 av. J.-C. Rome brûle .",
            "Le Dr. Paul et J.A. Martin , art. 5 , p. 12 , Vol. XVII .",
            "Des pommes , des poires , etc. , et du pain .",
            "Le U.S.A. Today paraît .",
            "Selon J. L. Brun et le réseau C rien ne change .",
            "Il dit « Bravo ! » et part .",
            "Le mot ( ... ) Manque .",
        ];
        for wanted in cases {
            let text = wanted.replace(" ,", ",").replace(" .", ".");
            assert_eq!(cut(&text), [wanted]);
        }
    }

    #[test]
    fn sentences_end_where_they_should() {
        let cases = [
            ("Il part. Elle reste ! Qui ? Moi…", vec!["Il part .", "Elle reste !", "Qui ?", "Moi …"]),
            ("Il dit : « Je pars. » Elle rit.", vec!["Il dit : « Je pars . »", "Elle rit ."]),
            ("\"Je pars.\" \"Non.\"", vec!["\" Je pars . \"", "\" Non . \""]),
            ("Le plan B. Il coûte 30 F. Elle paie.", vec!["Le plan B .", "Il coûte 30 F .", "Elle paie ."]),
            ("Du pain, etc. Puis du vin.", vec!["Du pain , etc.", "Puis du vin ."]),
            ("Il achète iBrume. iBrume est cher.", vec!["Il achète iBrume .", "iBrume est cher ."]),
            ("C’est la fin.Le reste suit.", vec!["C’ est la fin .", "Le reste suit ."]),
            ("Le plan B. L’usine ferme.", vec!["Le plan B .", "L’ usine ferme ."]),
            ("Il ferme ; Il part", vec!["Il ferme ;", "Il part"]),
            ("Un titre C’est fait", vec!["Un titre", "C’ est fait"]),
            ("A • b • c", vec!["A", "• b", "• c"]),
            (
                "BRUME-SUR-MER, 3 mai (Agence) – Le groupe part",
                vec!["BRUME-SUR-MER , 3 mai ( Agence ) –", "Le groupe part"],
            ),
            ("BRUME – L’usine ferme.", vec!["BRUME –", "L’ usine ferme ."]),
            ("BRUME, 3 mai - Vorel ferme.", vec!["BRUME , 3 mai -", "Vorel ferme ."]),
            ("(Brume) L’usine ferme.", vec!["( Brume )", "L’ usine ferme ."]),
            ("VOREL – Tamis joue", vec!["VOREL – Tamis joue"]),
            ("(Brume) est une ville", vec!["( Brume ) est une ville"]),
            ("Brume, 3 mai – Le groupe part", vec!["Brume , 3 mai – Le groupe part"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(cut(text), wanted, "{text}");
        }
    }

    #[test]
    fn lines_are_units_unless_they_are_wrapped() {
        let wrapped =
            "Une phrase longue que son auteur a coupée\nà la main, comme on le faisait autrefois\nPour les lettres.";
        assert_eq!(cut(wrapped).len(), 1);
        let items = "Titre sans point\n\nTrois choses :\n• un Achat\n• deux\n- trois\n\nFin";
        assert_eq!(cut(items), ["Titre sans point", "Trois choses :", "• un Achat", "• deux", "- trois", "Fin"]);
        assert_eq!(cut("Un titre\r\nUne phrase.\r\n"), ["Un titre", "Une phrase ."]);
    }

    #[test]
    fn paragraphs_are_numbered() {
        let text = "Un. Deux.\n\n \nTrois\n• quatre";
        let found = segment(text, &[Span::new(0, text.len())], &rules(), 200);
        assert_eq!(found.sentences.iter().map(|s| s.paragraph).collect::<Vec<_>>(), [0, 0, 1, 2]);
    }

    #[test]
    fn hostile_texts_are_cut_in_linear_time() {
        let texts = [
            "l'",
            "-il",
            "a",
            "1 000 ",
            "a.",
            "J.-",
            "\"",
            "1/",
            "@",
            "é\u{301}",
            "🙂",
            "\0",
            "- ",
            "Mot ",
            ". \"",
            "(…",
        ];
        for text in texts {
            let text = text.repeat(300_000 / text.len());
            let found = segment(&text, &[Span::new(0, text.len())], &rules(), 200);
            assert!(found.sentences.iter().all(|s| s.end - s.start <= 200));
        }
    }

    fn assert_covered(text: &str, found: &Segmentation) {
        let mut at = 0;
        for surface in &found.tokens {
            let between = &text[at..surface.span.start as usize];
            assert!(between.chars().all(signs::is_blank), "{between:?} is lost");
            assert!(!surface.span.is_empty());
            at = surface.span.end as usize;
        }
        assert!(text[at..].chars().all(signs::is_blank));
        let mut next = 0;
        for sentence in &found.sentences {
            assert_eq!(sentence.start, next);
            assert!(sentence.end > next);
            next = sentence.end;
        }
        assert_eq!(next, found.tokens.len());
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in any::<String>()) {
            assert_covered(&text, &segment(&text, &[Span::new(0, text.len())], &rules(), 5));
        }

        #[test]
        fn any_french_looking_text_is_covered(text in "([ldLcj]['’]|-t-il|[a-zéA-Z]{1,3}|[0-9]{1,3}|[ .,;:!?«»\"()\n\r•–/@+°€…-]|https://|\u{a0}|www\\.|Md€){0,60}") {
            assert_covered(&text, &segment(&text, &[Span::new(0, text.len())], &rules(), 5));
        }
    }
}
