//! A tokeniser for this stage's tests: words at white space and elisions, tags where the test gives them (`salarié/NOUN`).

use crate::analyse::{Analysis, Feats, Sentence, Token, TokenId, TokenRange, Upos};
use crate::ingest::{Document, DocumentId};
use crate::text::Span;
use crate::value::Edtf;

/// A document of `text` (tags removed), dated `published`, and its analysis: each line a sentence, each token hung on
/// the next one, lemmas without a final *s*. A tag may carry a lemma and features: `a/AUX/avoir`, `sera/AUX/être/Tense=Fut`.
pub(super) fn article(text: &str, published: Option<&str>) -> (Document, Analysis) {
    let mut plain = String::new();
    let mut analysis = Analysis::default();
    for line in text.lines() {
        let (sentence_start, first) = (plain.len(), analysis.tokens.len());
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let mut parts = word.split("//");
            let (form, tag) = (parts.next().unwrap_or(""), parts.next());
            if plain.len() > sentence_start {
                plain.push(' ');
            }
            push_word(form, tag, &mut plain, &mut analysis);
        }
        let tokens = TokenRange::new(first, analysis.tokens.len());
        hang(&mut analysis, tokens);
        let span = Span::new(sentence_start, plain.len());
        analysis.sentences.push(Sentence { span, tokens, paragraph: analysis.sentences.len() as u32 });
        plain.push('\n');
    }
    let body = vec![Span::new(0, plain.len())];
    let published = published.map(|date| Edtf::parse(date).expect("tests give valid dates"));
    let doc = Document {
        id: DocumentId("t".to_owned()),
        origin: "t.txt".to_owned(),
        title: None,
        source: None,
        published,
        language: "fr".to_owned(),
        text: plain,
        body,
        hash: String::new(),
    };
    (doc, analysis)
}

fn push_word(form: &str, tag: Option<&str>, plain: &mut String, analysis: &mut Analysis) {
    let mut rest = form;
    while let Some(at) = rest.find(['\'', '’']).filter(|&at| at + 3 < rest.len()) {
        let cut = at + rest[at..].chars().next().map_or(1, char::len_utf8);
        push(&rest[..cut], None, plain, analysis);
        rest = &rest[cut..];
    }
    let body = rest.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let opened = body.trim_start_matches(['(', '«']);
    let opener = &body[..body.len() - opened.len()];
    for (part, tag) in [(opener, None), (opened, tag), (&rest[body.len()..], None)] {
        if !part.is_empty() {
            push(part, tag, plain, analysis);
        }
    }
}

fn push(form: &str, tag: Option<&str>, plain: &mut String, analysis: &mut Analysis) {
    let span = Span::new(plain.len(), plain.len() + form.len());
    plain.push_str(form);
    let mut fields = tag.unwrap_or("X").split('/');
    let upos = fields.next().and_then(Upos::parse).unwrap_or_default();
    let lemma = fields.next().map_or_else(|| form.to_lowercase().trim_end_matches('s').to_owned(), str::to_owned);
    analysis.tokens.push(Token {
        span,
        form: form.to_owned(),
        lemma,
        upos,
        feats: Feats::parse(fields.next().unwrap_or("_")),
        head: None,
        deprel: "dep".to_owned(),
        upos_probability: 1.0,
        arc_probability: 1.0,
    });
}

fn hang(analysis: &mut Analysis, tokens: TokenRange) {
    for id in tokens.ids() {
        let next = TokenId(id.0 + 1);
        analysis.tokens[id.index()].head = tokens.contains(next).then_some(next);
    }
}
