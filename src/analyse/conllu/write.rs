//! An `Analysis` to CoNLL-U.

use std::fmt::Write;

use crate::analyse::{Analysis, Multiword, Sentence, TokenId};
use crate::text::{Span, TextIndex};

/// The analysis of `text` as CoNLL-U, sentences named `ID-1`, `ID-2`, …
///
/// Words of a multi-word token carry no `TokenRange`: the token's line does. Feature columns that are empty are `_`.
pub fn write_conllu(analysis: &Analysis, text: &str, id: &str) -> String {
    let labels = entity_tags(analysis);
    let mut writer = Writer { analysis, text, index: TextIndex::new(text), labels, out: String::new(), multiword: 0 };
    let mut paragraph = None;
    for (sentence, number) in analysis.sentences.iter().zip(1..) {
        if paragraph.is_none() {
            writer.line(format_args!("# newdoc id = {}", cell(id)));
        }
        if paragraph != Some(sentence.paragraph) {
            writer.line(format_args!("# newpar"));
            paragraph = Some(sentence.paragraph);
        }
        writer.line(format_args!("# sent_id = {}-{number}", cell(id)));
        writer.sentence(sentence);
    }
    writer.out
}

struct Writer<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    index: TextIndex<'a>,
    /// One entity tag a token, empty outside entities.
    labels: Vec<String>,
    out: String,
    /// Index of the next multi-word token.
    multiword: usize,
}

impl Writer<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        self.out.write_fmt(line).expect("a string takes every write");
        self.out.push('\n');
    }

    fn sentence(&mut self, sentence: &Sentence) {
        let surface = self.surface(sentence);
        let text = self.sentence_text(&surface);
        self.line(format_args!("# text = {text}"));
        for (i, &(id, multiword)) in surface.iter().enumerate() {
            let span = self.analysis.token(id).span;
            let next = surface.get(i + 1).map(|&(next, _)| self.analysis.token(next).span.start);
            let misc = self.place(span, next.unwrap_or_else(|| self.after(sentence)));
            match multiword {
                None => self.word(sentence, id, &misc),
                Some(multiword) => {
                    let first = self.number(sentence, multiword.words.start);
                    let last = self.number(sentence, multiword.words.end) - 1;
                    let form = cell(span.slice(self.text));
                    self.line(format_args!("{first}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{}", misc.join("|")));
                    multiword.words.ids().for_each(|id| self.word(sentence, id, &[]));
                }
            }
        }
        self.out.push('\n');
    }

    /// First words of the surface tokens, each with its multi-word token where it is one.
    fn surface(&mut self, sentence: &Sentence) -> Vec<(TokenId, Option<Multiword>)> {
        let mut found = Vec::with_capacity(sentence.tokens.len());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let multiword = self.analysis.multiwords.get(self.multiword).copied().filter(|m| m.words.start == at);
            found.push((at, multiword));
            at = match multiword {
                Some(multiword) => {
                    self.multiword += 1;
                    multiword.words.end
                }
                None => TokenId(at.0 + 1),
            };
        }
        found
    }

    fn sentence_text(&self, surface: &[(TokenId, Option<Multiword>)]) -> String {
        let mut text = String::new();
        let mut end = None;
        for &(id, _) in surface {
            let span = self.analysis.token(id).span;
            if end.is_some_and(|end| end < span.start) {
                text.push(' ');
            }
            text.push_str(&cell(self.surface_form(id)));
            end = Some(span.end);
        }
        text
    }

    /// The text at the token, or its form where a repaired reading gave it no place.
    fn surface_form(&self, id: TokenId) -> &str {
        let token = self.analysis.token(id);
        if token.span.is_empty() { &token.form } else { token.span.slice(self.text) }
    }

    /// Start of the sentence after, or the end of the text.
    fn after(&self, sentence: &Sentence) -> u32 {
        match self.analysis.tokens.get(sentence.tokens.end.index()) {
            Some(next) => next.span.start,
            None => self.text.len() as u32 + 1,
        }
    }

    fn place(&self, span: Span, next: u32) -> Vec<String> {
        let (start, end) = self.index.code_points(span);
        let mut misc = Vec::new();
        if next <= span.end {
            misc.push("SpaceAfter=No".to_owned());
        }
        misc.push(format!("TokenRange={start}:{end}"));
        misc
    }

    fn number(&self, sentence: &Sentence, id: TokenId) -> u32 {
        id.0 - sentence.tokens.start.0 + 1
    }

    fn word(&mut self, sentence: &Sentence, id: TokenId, misc: &[String]) {
        let token = self.analysis.token(id);
        let number = self.number(sentence, id);
        let head = token.head.map_or(0, |head| self.number(sentence, head));
        let tag = Some(&self.labels[id.index()]).filter(|tag| !tag.is_empty());
        let misc: Vec<&str> = tag.into_iter().chain(misc).map(String::as_str).collect();
        let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
        let (form, lemma) = (cell(&token.form), cell(&token.lemma));
        let (upos, feats, deprel) = (token.upos, &token.feats, &token.deprel);
        self.line(format_args!("{number}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}"));
    }
}

fn entity_tags(analysis: &Analysis) -> Vec<String> {
    let mut tags = vec![String::new(); analysis.tokens.len()];
    for entity in &analysis.entities {
        for id in entity.tokens.ids() {
            let place = if id == entity.tokens.start { "B" } else { "I" };
            tags[id.index()] = format!("Entity={place}-{}", entity.label);
        }
    }
    tags
}

/// The text fit for a column: never empty, no tab or line break.
fn cell(text: &str) -> String {
    if text.is_empty() {
        return "_".to_owned();
    }
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
