//! Surface tokens to UD words: contractions are expanded, nothing else is known of a word yet.

use super::tokenise::{RawSentence, Segmentation, Surface, TokenRules, cased_like, fold};
use super::{Analysis, Feats, Multiword, Sentence, Token, TokenId, TokenRange, Upos};

/// The words of a segmented text. `splits` decides for the ambiguous contraction at an index of a sentence.
pub(super) fn words(
    text: &str,
    segmentation: &Segmentation,
    rules: &TokenRules,
    splits: impl Fn(&RawSentence, usize) -> bool,
) -> Analysis {
    let mut analysis = Analysis::default();
    for sentence in &segmentation.sentences {
        let first = analysis.tokens.len();
        for at in sentence.start..sentence.end {
            expand(text, segmentation.tokens[at], rules, || splits(sentence, at - sentence.start), &mut analysis);
        }
        close(sentence, first, &mut analysis);
    }
    analysis
}

fn expand(text: &str, surface: Surface, rules: &TokenRules, splits: impl Fn() -> bool, analysis: &mut Analysis) {
    let form = surface.span.slice(text);
    let start = analysis.tokens.len();
    let parts = contraction(form, rules, splits);
    for (i, part) in parts.into_iter().flatten().enumerate() {
        analysis.tokens.push(word(surface, cased_like(form, part, i == 0)));
    }
    if analysis.tokens.len() > start {
        let words = TokenRange::new(start, analysis.tokens.len());
        analysis.multiwords.push(Multiword { span: surface.span, words });
    } else {
        analysis.tokens.push(word(surface, form.to_owned()));
    }
}

/// No contraction is longer, in bytes.
const LONGEST: usize = 24;

fn contraction<'r>(form: &str, rules: &'r TokenRules, splits: impl Fn() -> bool) -> Option<&'r [String]> {
    if form.len() > LONGEST {
        return None;
    }
    let mut folded = String::new();
    fold(form, &mut folded);
    match rules.contractions.get(&folded) {
        Some(parts) => Some(parts),
        None => rules.ambiguous.get(&folded).filter(|_| splits()).map(Vec::as_slice),
    }
}

fn word(surface: Surface, form: String) -> Token {
    Token {
        span: surface.span,
        lemma: form.clone(),
        form,
        upos: Upos::X,
        feats: Feats::default(),
        head: None,
        deprel: String::new(),
        upos_probability: 0.0,
        arc_probability: 0.0,
    }
}

/// Ends a sentence: until a model says more, its words hang from the first.
fn close(sentence: &RawSentence, first: usize, analysis: &mut Analysis) {
    let tokens = TokenRange::new(first, analysis.tokens.len());
    for id in tokens.ids() {
        let token = &mut analysis.tokens[id.index()];
        let root = id == tokens.start;
        token.head = (!root).then_some(TokenId(first as u32));
        token.deprel = if root { "root" } else { "dep" }.to_owned();
    }
    let span = analysis.span(tokens);
    analysis.sentences.push(Sentence { span, tokens, paragraph: sentence.paragraph });
}
