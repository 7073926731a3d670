//! CoNLL-U (<https://universaldependencies.org/format.html>) to and from an [`Analysis`](super::Analysis).
//!
//! In MISC stand what CoNLL-U has no column for: `TokenRange=start:end` (code points of the document),
//! `Entity=B-Company`, `Entity=I-Company` (or `Date`, `Hour`) and `SpaceAfter=No`. Layout breaks are `# newpar`.
//! Knows the columns; must not know what a language does with them.

mod read;
mod rows;
mod write;

pub use read::{conllu_text, read_conllu};
pub(crate) use rows::{Block, Row, RowId, blocks};
pub use write::write_conllu;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyse::{Analysis, SpanLabel, TokenId, Upos};

    const TEXT: &str = "Voilà : Brumel a vendu l’usine du Havre.\n\nPoint final";

    const CONLLU: &str = "\
# newdoc id = a
# newpar
# sent_id = a-1
# text = Voilà : Brumel a vendu l’usine du Havre.
1\tVoilà\tvoilà\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\tTokenRange=0:5
2\t:\t:\tPUNCT\t_\t_\t5\tpunct\t_\tTokenRange=6:7
3\tBrumel\tBrumel\tPROPN\t_\t_\t5\tnsubj\t_\tEntity=B-Company|TokenRange=8:14
4\ta\tavoir\tAUX\t_\t_\t5\taux:tense\t_\tTokenRange=15:16
5\tvendu\tvendre\tVERB\t_\t_\t1\tparataxis\t_\tTokenRange=17:22
6\tl’\tle\tDET\t_\t_\t7\tdet\t_\tSpaceAfter=No|TokenRange=23:25
7\tusine\tusine\tNOUN\t_\t_\t5\tobj\t_\tTokenRange=25:30
8-9\tdu\t_\t_\t_\t_\t_\t_\t_\tTokenRange=31:33
8\tde\tde\tADP\t_\t_\t10\tcase\t_\t_
9\tle\tle\tDET\t_\t_\t10\tdet\t_\tEntity=B-Place
10\tHavre\tHavre\tPROPN\t_\t_\t7\tnmod\t_\tEntity=I-Place|SpaceAfter=No|TokenRange=34:39
11\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\tTokenRange=39:40

# newpar
# sent_id = a-2
# text = Point final
1\tPoint\tpoint\tNOUN\t_\t_\t0\troot\t_\tTokenRange=42:47
2\tfinal\tfinal\tADJ\t_\t_\t1\tamod\t_\tTokenRange=48:53

";

    #[test]
    fn reading_gives_every_column_a_place() {
        let (analysis, diagnostics) = read_conllu(CONLLU, Some(TEXT));
        assert_eq!(diagnostics, []);
        let slices: Vec<_> = analysis.tokens.iter().map(|t| t.span.slice(TEXT)).collect();
        assert_eq!(slices[4..10], ["vendu", "l’", "usine", "du", "du", "Havre"]);
        assert_eq!(analysis.tokens[8].form, "le");
        assert_eq!(analysis.tokens[9].head, Some(TokenId(6)));
        assert_eq!(analysis.tokens[3].upos, Upos::Aux);
        assert_eq!(analysis.sentences[1].paragraph, 1);
        assert_eq!(analysis.sentences[1].span.slice(TEXT), "Point final");
        let labels: Vec<_> = analysis.entities.iter().map(|e| (e.label.clone(), e.tokens.range())).collect();
        let entity = |name: &str| SpanLabel::Entity(name.to_owned());
        assert_eq!(labels, [(entity("Company"), 2..3), (entity("Place"), 8..10)]);
    }

    #[test]
    fn writing_gives_back_what_was_read() {
        let (analysis, _) = read_conllu(CONLLU, Some(TEXT));
        assert_eq!(write_conllu(&analysis, TEXT, "a"), CONLLU);
    }

    #[test]
    fn without_ranges_the_text_is_searched() {
        let bare: String =
            CONLLU.lines().map(|l| l.split("|TokenRange").next().expect("one part").to_owned() + "\n").collect();
        let bare = bare.replace("TokenRange=", "Was=");
        let (given, _) = read_conllu(CONLLU, Some(TEXT));
        let (found, diagnostics) = read_conllu(&bare, Some(TEXT));
        assert_eq!(diagnostics, []);
        assert_eq!(found, given);
    }

    #[test]
    fn without_a_text_the_spans_are_those_of_the_spelled_out_text() {
        let (analysis, diagnostics) = read_conllu(CONLLU, None);
        let text = conllu_text(CONLLU);
        assert_eq!(diagnostics, []);
        assert_eq!(text.trim_end(), TEXT);
        assert_eq!(analysis.tokens[9].span.slice(&text), "Havre");
    }

    #[test]
    fn broken_trees_are_repaired_and_told() {
        let rows = ["2\tnsubj", "1\tobj", "0\troot", "0\troot", "9\tobj", "6\tdep"];
        let input: String =
            rows.iter().zip(1..).map(|(row, n)| format!("{n}\tw{n}\t_\tNOUN\t_\t_\t{row}\t_\t_\n")).collect();
        let (analysis, diagnostics) = read_conllu(&input, None);
        let heads: Vec<_> = analysis.tokens.iter().map(|t| t.head.map_or(0, |h| h.0 + 1)).collect();
        assert_eq!(heads, [3, 1, 0, 3, 3, 3]);
        let lines: Vec<_> =
            diagnostics.iter().map(|d| (d.code.as_str(), d.position.expect("all have one").0)).collect();
        assert_eq!(lines, [("A004", 4), ("A004", 5), ("A004", 6), ("A004", 1)]);
    }

    /// Every token reaches its sentence's one root.
    fn assert_trees(analysis: &Analysis) {
        for sentence in &analysis.sentences {
            let roots = sentence.tokens.ids().filter(|&id| analysis.token(id).head.is_none()).count();
            assert_eq!(roots, 1);
            for id in sentence.tokens.ids() {
                let steps =
                    std::iter::successors(Some(id), |&at| analysis.token(at).head).take(sentence.tokens.len() + 1);
                assert!(steps.count() <= sentence.tokens.len());
            }
        }
    }

    proptest! {
        #[test]
        fn any_file_is_read(input in "\\PC*") {
            let (analysis, _) = read_conllu(&input, Some("abc"));
            assert_trees(&analysis);
        }

        #[test]
        fn any_heads_become_trees(heads in prop::collection::vec(0_u32..12, 1..12)) {
            let row = |(head, n): (&u32, usize)| format!("{n}\té{n}\t_\tX\t_\t_\t{head}\tdep\t_\tEntity=I-A\n");
            let input: String = heads.iter().zip(1..).map(row).collect();
            let (analysis, _) = read_conllu(&input, None);
            assert_trees(&analysis);
            let text = conllu_text(&input);
            let (again, diagnostics) = read_conllu(&write_conllu(&analysis, &text, "x"), Some(&text));
            prop_assert_eq!(diagnostics, vec![]);
            prop_assert_eq!(again, analysis);
        }
    }
}
