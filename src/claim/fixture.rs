//! Small parsed sentences for the tests of this stage.

use crate::analyse::{Analysis, TokenId, read_conllu};

/// Sentences of rows `form lemma UPOS FEATS head deprel`, a blank line between sentences.
pub(super) fn analysis(rows: &str) -> Analysis {
    let mut conllu = String::new();
    for sentence in rows.trim().split("\n\n") {
        for (i, row) in sentence.lines().enumerate() {
            let c: Vec<&str> = row.split_whitespace().collect();
            conllu += &format!("{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t_\n", i + 1, c[0], c[1], c[2], c[3], c[4], c[5]);
        }
        conllu.push('\n');
    }
    let (analysis, diagnostics) = read_conllu(&conllu, None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    analysis
}

/// The first token of that form.
pub(super) fn token(analysis: &Analysis, form: &str) -> TokenId {
    let at = analysis.tokens.iter().position(|t| t.form == form).expect("the form stands in the sentence");
    TokenId(at as u32)
}
