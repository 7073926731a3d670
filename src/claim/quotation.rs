//! Where the text is in somebody else's words: the stretches between quotation marks.

use crate::analyse::{Analysis, TokenId, TokenRange, Upos};

/// Marks that only open, and the marks that close them.
const PAIRS: [(&str, &str); 2] = [("«", "»"), ("“", "”")];
/// Marks that open and close.
const STRAIGHT: &str = "\"";

/// The quotations of an article, marks left out, in text order. One that its paragraph leaves open ends with it.
pub(super) fn quotations(analysis: &Analysis) -> Vec<TokenRange> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str, u32)> = None;
    for sentence in &analysis.sentences {
        if let Some((start, _, _)) = open.filter(|&(_, _, paragraph)| paragraph != sentence.paragraph) {
            found.push(TokenRange::new(start, sentence.tokens.start.index()));
            open = None;
        }
        for id in sentence.tokens.ids() {
            let form = analysis.token(id).form.as_str();
            match open {
                None => {
                    let closing = PAIRS.iter().find(|(opening, _)| *opening == form).map(|(_, closing)| *closing);
                    let closing = closing.or((form == STRAIGHT).then_some(STRAIGHT));
                    open = closing.map(|closing| (id.index() + 1, closing, sentence.paragraph));
                }
                Some((start, closing, _)) if form == closing => {
                    found.push(TokenRange::new(start, id.index()));
                    open = None;
                }
                Some(_) => {}
            }
        }
    }
    if let Some((start, _, _)) = open {
        found.push(TokenRange::new(start, analysis.tokens.len()));
    }
    found.retain(|quote| is_clause(analysis, *quote));
    found
}

/// A quotation that says something; a word or two in marks only keep a distance.
fn is_clause(analysis: &Analysis, quote: TokenRange) -> bool {
    let finite = |id: TokenId| {
        let tok = analysis.token(id);
        matches!(tok.upos, Upos::Verb | Upos::Aux) && tok.feats.is("VerbForm", "Fin")
    };
    quote.len() > 3 && quote.ids().any(finite)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::analysis;
    use super::*;

    fn quoted(rows: &str) -> Vec<String> {
        let analysis = analysis(rows);
        let forms =
            |range: &TokenRange| range.ids().map(|id| analysis.token(id).form.clone()).collect::<Vec<_>>().join(" ");
        quotations(&analysis).iter().map(forms).collect()
    }

    #[test]
    fn a_quotation_runs_over_sentences_and_single_words_in_marks_are_none() {
        let rows = "« \" PUNCT _ 3 punct\nNous nous PRON _ 3 nsubj\nfermons fermer VERB VerbForm=Fin 0 root\n\
             Tamis Tamis PROPN _ 3 obj\n. . PUNCT _ 3 punct\n\nIl lui PRON _ 2 nsubj\nperd perdre VERB VerbForm=Fin 0 root\n\
             » \" PUNCT _ 2 punct";
        assert_eq!(quoted(rows), ["Nous fermons Tamis . Il perd"]);
        let distance = "Un un DET _ 3 det\n« \" PUNCT _ 3 punct\nmariage mariage NOUN _ 0 root\n» \" PUNCT _ 3 punct";
        assert!(quoted(distance).is_empty());
    }
}
