//! The distinct forms of a text, each with what depends on the form alone: its vector and its dictionary entries.

use std::collections::HashMap;

use super::features::{counts, lex_rows, sub_rows};
use super::kernel::{Linear, Rows, Work, vectorised};
use super::lexicon::Lexicon;
use super::spelling::{key, normal, spelling};
use super::tensors::{Table, Tensors};
use crate::analyse::ModelError;

/// Tables from forms to vectors.
#[derive(Debug)]
pub(super) struct Embedder {
    vocabulary: HashMap<Box<str>, u32>,
    word: Table,
    sub: Table,
    lex: Table,
    input: Linear,
}

impl Embedder {
    pub fn read(tensors: &Tensors, words: &str, file: &str) -> Result<Self, ModelError> {
        let (word, sub, lex) = (tensors.table("word")?, tensors.table("sub")?, tensors.table("lex")?);
        let vocabulary: HashMap<Box<str>, u32> = words.lines().map(Box::from).zip(1..).collect();
        if words.lines().count() + 1 != word.rows() {
            return Err(ModelError::invalid(
                file,
                format!("it has {} words for {} vectors", words.lines().count(), word.rows() - 1),
            ));
        }
        let input = tensors.linear("input", word.columns + sub.columns + lex.columns)?;
        Ok(Self { vocabulary, word, sub, lex, input })
    }

    /// Length of a vector.
    pub fn width(&self) -> usize {
        self.input.outputs
    }

    /// Rows of a form in the three tables.
    fn rows(&self, entry: &Entry, tags: &[&str], sub: &mut Vec<u32>, lex: &mut Vec<u32>) -> u32 {
        let key = key(&entry.lower);
        sub_rows(&key, self.sub.rows() as u32, sub);
        lex_rows(&entry.normal, tags, self.lex.rows() as u32, lex);
        self.vocabulary.get(key.as_str()).copied().unwrap_or(0)
    }
}

/// The sum of the rows over the square root of their number, added to `out`, which is zero.
struct Bag<'a> {
    table: &'a Table,
    rows: &'a [u32],
    out: &'a mut [f32],
}

impl Work for Bag<'_> {
    #[inline(always)]
    fn run(self) {
        let factor = 1.0 / (self.rows.len() as f32).sqrt();
        for row in self.rows {
            self.table.add(*row as usize, factor, self.out);
        }
    }
}

/// A distinct form.
#[derive(Debug)]
pub(super) struct Entry {
    /// Straight signs, ligatures kept.
    pub spelling: Box<str>,
    /// The same without ligatures.
    normal: Box<str>,
    /// Lower case of that: what the word lists are asked for.
    pub lower: Box<str>,
}

/// The distinct forms met so far.
pub(in crate::analyse) struct Forms<'m> {
    embedder: &'m Embedder,
    lexicons: &'m [Lexicon],
    numbers: HashMap<Box<str>, u32>,
    pub(super) entries: Vec<Entry>,
    /// Vectors of the entries, one after the other.
    vectors: Vec<f32>,
}

impl<'m> Forms<'m> {
    pub(super) fn new(embedder: &'m Embedder, lexicons: &'m [Lexicon]) -> Self {
        Self { embedder, lexicons, numbers: HashMap::new(), entries: Vec::new(), vectors: Vec::new() }
    }

    /// The number of a form.
    pub fn intern(&mut self, form: &str) -> u32 {
        if let Some(number) = self.numbers.get(form) {
            return *number;
        }
        let number = self.entries.len() as u32;
        let spelling = spelling(form);
        let normal = normal(&spelling);
        let lower = normal.to_lowercase();
        self.entries.push(Entry {
            spelling: spelling.as_ref().into(),
            normal: normal.as_ref().into(),
            lower: lower.into(),
        });
        self.numbers.insert(form.into(), number);
        number
    }

    /// Computes the vectors of the forms that have none yet.
    pub fn embed(&mut self) {
        let width = self.embedder.width();
        let inputs = self.embedder.input.inputs;
        let fresh = &self.entries[self.vectors.len() / width..];
        let mut features = vec![0.0; fresh.len() * inputs];
        let (word_columns, sub_columns) = (self.embedder.word.columns, self.embedder.sub.columns);
        let (mut subs, mut lexs) = (Vec::new(), Vec::new());
        for (entry, out) in fresh.iter().zip(features.chunks_exact_mut(inputs)) {
            subs.clear();
            lexs.clear();
            let row = self.embedder.rows(entry, &self.tags(entry), &mut subs, &mut lexs);
            let (word, rest) = out.split_at_mut(word_columns);
            let (sub, lex) = rest.split_at_mut(sub_columns);
            vectorised(Bag { table: &self.embedder.word, rows: &[row], out: word });
            vectorised(Bag { table: &self.embedder.sub, rows: &subs, out: sub });
            vectorised(Bag { table: &self.embedder.lex, rows: &lexs, out: lex });
        }
        let mut vectors = Vec::new();
        self.embedder.input.apply(Rows::all(&features, inputs), &mut vectors);
        self.vectors.append(&mut vectors);
    }

    /// The tags that the lexicons give a form.
    fn tags(&self, entry: &Entry) -> Vec<&'m str> {
        let tags =
            |lexicon: &'m Lexicon| lexicon.look_up(&entry.lower).map(|(_, tag)| lexicon.tag(tag)).collect::<Vec<_>>();
        self.lexicons.iter().flat_map(tags).filter(|tag| counts(tag, &entry.normal)).collect()
    }

    /// Rows of a form in the word, sub-word and lexicon tables.
    #[cfg(test)]
    pub(super) fn rows(&self, number: u32) -> (u32, Vec<u32>, Vec<u32>) {
        let entry = &self.entries[number as usize];
        let (mut sub, mut lex) = (Vec::new(), Vec::new());
        let row = self.embedder.rows(entry, &self.tags(entry), &mut sub, &mut lex);
        (row, sub, lex)
    }

    /// The vector of a form that [`Forms::embed`] has seen.
    pub fn vector(&self, number: u32) -> &[f32] {
        let width = self.embedder.width();
        &self.vectors[number as usize * width..][..width]
    }
}
