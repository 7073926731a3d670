//! The model's fixture: what the trainer's reference computes must come out here too.

use std::borrow::Cow;

use serde::Deserialize;

use super::forms::Forms;
use super::kernel::Rows;
use super::{Model, encoder::Scratch};
use crate::analyse::pack::{PackFile, read_from};
use crate::analyse::{Analysis, Feats, Sentence, SpanLabel, Token, TokenId, TokenRange, Upos};
use crate::text::Span;

#[derive(Deserialize)]
struct Fixture {
    tolerance: f32,
    sentences: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    words: Vec<String>,
    features: Vec<FormFeatures>,
    x0_first: Vec<f32>,
    trunk_last: Vec<f32>,
    upos: Vec<Vec<f32>>,
    script: Vec<Vec<f32>>,
    arcs: Vec<Vec<f32>>,
    ner: Vec<Vec<f32>>,
    result: Columns,
}

#[derive(Deserialize)]
struct FormFeatures {
    word: u32,
    sub: Vec<u32>,
    lex: Vec<u32>,
}

#[derive(Deserialize)]
struct Columns {
    upos: Vec<String>,
    feats: Vec<String>,
    heads: Vec<u32>,
    deprels: Vec<String>,
    lemmas: Vec<String>,
    entities: Vec<(usize, usize, String)>,
}

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/fr");

/// The shipped model, computed in `products`.
fn shipped_in(products: &str) -> Model {
    let read = |name: &str| {
        let bytes = read_from(std::path::Path::new(SHIPPED), name)?;
        if name != "config.json" {
            return Ok(PackFile::from(bytes));
        }
        let mut config: serde_json::Value = serde_json::from_slice(&bytes).expect("the configuration is JSON");
        config["products"] = products.into();
        Ok(PackFile::from(Cow::Owned(config.to_string().into_bytes())))
    };
    Model::read(read).expect("the shipped model is whole")
}

fn shipped() -> (Model, Fixture) {
    let directory = std::path::Path::new(SHIPPED);
    let model = shipped_in("f32");
    let fixture = read_from(directory, "parity.json").expect("the model comes with its fixture");
    (model, serde_json::from_slice(&fixture).expect("the fixture is as FORMAT.md says"))
}

fn bare(words: &[String]) -> Analysis {
    let token = |word: &String| Token {
        span: Span::new(0, 0),
        form: word.clone(),
        lemma: String::new(),
        upos: Upos::X,
        feats: Feats::default(),
        head: None,
        deprel: String::new(),
        upos_probability: 0.0,
        arc_probability: 0.0,
    };
    let tokens = TokenRange::new(0, words.len());
    Analysis {
        tokens: words.iter().map(token).collect(),
        sentences: vec![Sentence { span: Span::new(0, 0), tokens, paragraph: 0 }],
        ..Analysis::default()
    }
}

fn close(name: &str, ours: &[f32], theirs: &[f32], tolerance: f32) {
    assert_eq!(ours.len(), theirs.len(), "{name}");
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!((a - b).abs() <= tolerance, "{name}[{i}]: {a} and {b}");
    }
}

#[test]
fn features_are_the_trainers() {
    let (model, fixture) = shipped();
    for case in &fixture.sentences {
        let mut forms = model.forms();
        for (word, wanted) in case.words.iter().zip(&case.features) {
            let number = forms.intern(word);
            let (row, mut sub, mut lex) = forms.rows(number);
            sub.sort_unstable();
            lex.sort_unstable();
            assert_eq!((row, &sub, &lex), (wanted.word, &wanted.sub, &wanted.lex), "{word}");
        }
    }
}

#[test]
fn logits_are_the_trainers() {
    let (model, fixture) = shipped();
    let tolerance = fixture.tolerance;
    for case in &fixture.sentences {
        let mut forms: Forms<'_> = model.forms();
        let numbers: Vec<u32> = case.words.iter().map(|word| forms.intern(word)).collect();
        forms.embed();
        close("x0", forms.vector(numbers[0]), &case.x0_first, tolerance);
        let width = model.root.len();
        let (mut x, sentences) = model.rows(&forms, &numbers, std::slice::from_ref(&(0..numbers.len())));
        let mut scratch = Scratch::default();
        model.trunk.apply(&mut x, &sentences, &mut scratch);
        close("trunk", &x[x.len() - width..], &case.trunk_last, tolerance);
        let parse = model.parse.apply(&x, &sentences, &mut scratch);
        let ner = model.ner.apply(&x, &sentences, &mut scratch);
        let words = |x: &[f32]| x[width..].to_vec();
        let (parse, ner) = (words(&parse), words(&ner));
        let mut out = Vec::new();
        model.script.apply(Rows::all(&parse, width), &mut out);
        close("script", &out, &case.script.concat(), tolerance);
        model.entity.apply(Rows::all(&ner, width), &mut out);
        close("ner", &out, &case.ner.concat(), tolerance);
        model.tagger.upos.apply(Rows::all(&parse, width), &mut out);
        close("upos", &out, &case.upos.concat(), tolerance);
    }
}

#[test]
fn columns_are_the_trainers() {
    let (model, fixture) = shipped();
    columns_are(&fixture, &model);
}

/// Rounding may move probabilities, but no column of these sentences.
#[test]
fn columns_are_the_trainers_in_eight_bits_too() {
    let (_, fixture) = shipped();
    columns_are(&fixture, &shipped_in("int8"));
}

fn columns_are(fixture: &Fixture, model: &Model) {
    for case in &fixture.sentences {
        let mut analysis = bare(&case.words);
        model.annotate(&mut analysis, &mut model.forms());
        let wanted = &case.result;
        for (i, token) in analysis.tokens.iter().enumerate() {
            let head = wanted.heads[i].checked_sub(1).map(TokenId);
            assert_eq!(
                (token.upos.as_str(), token.feats.to_string()),
                (&*wanted.upos[i], Feats::parse(&wanted.feats[i]).to_string()),
                "{i}"
            );
            assert_eq!((&token.lemma, token.head, &token.deprel), (&wanted.lemmas[i], head, &wanted.deprels[i]), "{i}");
            // The probability of an arc is that of its head, read off the trainer's scores, times that of its label.
            let scores = &case.arcs[i + 1];
            let sum: f32 = scores.iter().map(|s| (s - scores[wanted.heads[i] as usize]).exp()).sum();
            assert!((0.0..=1.0 / sum + 2e-2).contains(&token.arc_probability));
            assert!((0.0..=1.0).contains(&token.upos_probability));
        }
        let entities: Vec<_> = analysis.entities.iter().map(|e| (e.tokens.range(), e.label.clone())).collect();
        let wanted: Vec<_> =
            wanted.entities.iter().map(|(from, to, label)| (*from..*to, SpanLabel::parse(label))).collect();
        assert_eq!(entities, wanted);
    }
}
