//! A [`Document`] to its [`Analysis`]: sentences, tokens with the Universal Dependencies
//! columns, entity spans.
//!
//! Knows the language pack; must not know predicates.

mod analysis;
mod conllu;
mod model;
mod pack;
pub mod score;
mod tokenise;
mod words;

pub use analysis::{Analysis, EntitySpan, Feats, Multiword, Sentence, SpanLabel, Token, TokenId, TokenRange, Upos};
pub use conllu::{conllu_text, read_conllu, write_conllu};
pub use pack::{LanguagePack, ModelError};
pub use tokenise::TokenRules;

use crate::diagnostic::Diagnostic;
use crate::ingest::Document;

/// A longer sentence is cut, so that the cost of a parse stays linear in the text.
const LONGEST_SENTENCE: usize = 200;

/// Analyses the body of an article.
pub fn analyse(document: &Document, pack: &LanguagePack) -> (Analysis, Vec<Diagnostic>) {
    let text = &document.text;
    let segmentation = tokenise::segment(text, &document.body, &pack.rules, LONGEST_SENTENCE);
    let mut forms = pack.model.forms();
    let surface: Vec<u32> = segmentation.tokens.iter().map(|token| forms.intern(token.span.slice(text))).collect();
    forms.embed();
    let splits = |sentence: &tokenise::RawSentence, at: usize| {
        pack.model.splits(&forms, &surface[sentence.start..sentence.end], at)
    };
    let mut analysis = words::words(text, &segmentation, &pack.rules, splits);
    pack.model.annotate(&mut analysis, &mut forms);
    (analysis, Vec::new())
}

/// Analyses given words anew: sentences, tokens and multi-word tokens stay, all else is the model's.
pub fn annotate(analysis: &mut Analysis, pack: &LanguagePack) {
    pack.model.annotate(analysis, &mut pack.model.forms());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::DocumentId;
    use crate::text::Span;

    fn pack() -> &'static LanguagePack {
        static PACK: std::sync::OnceLock<LanguagePack> = std::sync::OnceLock::new();
        PACK.get_or_init(|| LanguagePack::embedded().expect("the embedded pack is whole"))
    }

    fn document(text: &str) -> Document {
        Document {
            id: DocumentId("a".to_owned()),
            origin: "a.txt".to_owned(),
            title: None,
            source: None,
            published: None,
            language: "fr".to_owned(),
            body: vec![Span::new(0, text.len())],
            text: text.to_owned(),
            hash: String::new(),
        }
    }

    fn analysed(text: &str) -> Analysis {
        let (analysis, _) = analyse(&document(text), pack());
        check(&analysis, text);
        analysis
    }

    /// What every analysis must be, whatever the text.
    fn check(analysis: &Analysis, text: &str) {
        let mut at = 0;
        for token in &analysis.tokens {
            assert!(token.span.start >= at && !token.span.slice(text).is_empty());
            at = token.span.start;
            assert!((0.0..=1.0).contains(&token.upos_probability) && (0.0..=1.0).contains(&token.arc_probability));
        }
        let mut next = 0;
        for sentence in &analysis.sentences {
            assert_eq!(sentence.tokens.range().start, next);
            next = sentence.tokens.range().end;
            assert_eq!(sentence.span, analysis.span(sentence.tokens));
            let ids = || sentence.tokens.ids();
            assert_eq!(ids().filter(|&id| analysis.token(id).head.is_none()).count(), 1);
            assert!(ids().all(|id| analysis.token(id).head.is_none_or(|head| sentence.tokens.contains(head))));
            let path =
                |id| std::iter::successors(Some(id), |&at: &TokenId| analysis.token(at).head).take(ids().count() + 1);
            assert!(ids().all(|id| path(id).count() <= ids().count()));
        }
        assert_eq!(next, analysis.tokens.len());
        assert!(analysis.entities.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
        let (again, faults) = read_conllu(&write_conllu(analysis, text, "a"), Some(text));
        assert_eq!(faults, []);
        assert_eq!(again.sentences, analysis.sentences);
    }

    #[test]
    fn contractions_follow_from_the_words_around() {
        let analysis = analysed("Le patron du groupe vend des usines.");
        let forms: Vec<&str> = analysis.tokens.iter().map(|token| token.form.as_str()).collect();
        assert_eq!(forms, ["Le", "patron", "de", "le", "groupe", "vend", "des", "usines", "."]);
        assert_eq!(analysis.multiwords.len(), 1);
    }

    #[test]
    fn hostile_texts_end_in_valid_analyses() {
        let texts = [
            "",
            " \n\n",
            "\0",
            "🙂🙂🇫🇷",
            "?!?!",
            "مرحبا abc שלום.",
            "ÇA CRIE TRÈS FORT !",
            "The cat sat. Der Hund bellt.",
        ];
        texts.iter().for_each(|text| {
            analysed(text);
        });
        analysed(&"mot ".repeat(3_000));
        analysed(&"a".repeat(1_000_000));
        analysed(&"🙂".repeat(3_000));
        analysed(&"l'a-t-il ".repeat(1_000));
    }

    #[test]
    fn long_sentences_become_one_tree_when_given() {
        let mut analysis = analysed("Un mot.");
        let word = analysis.tokens[0].clone();
        analysis.tokens = vec![word; 450];
        let tokens = TokenRange::new(0, 450);
        analysis.sentences = vec![Sentence { tokens, span: analysis.span(tokens), paragraph: 0 }];
        annotate(&mut analysis, pack());
        assert_eq!(analysis.tokens.iter().filter(|token| token.head.is_none()).count(), 1);
    }

    #[test]
    fn a_text_is_analysed_the_same_whatever_stands_around_it() {
        let text = "La société Brumel a racheté l’usine du Havre pour 3 millions d’euros.";
        let alone = analysed(text);
        let both = analysed(&format!("{text}\n\nUne autre phrase, plus courte.\n\n{text}"));
        for (a, b) in alone.tokens.iter().zip(&both.tokens) {
            assert_eq!(
                (&a.lemma, a.upos, &a.feats, a.head, &a.deprel),
                (&b.lemma, b.upos, &b.feats, b.head, &b.deprel)
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_text_has_a_valid_analysis(text: String) {
            analysed(&text);
        }
    }
}
