//! CoNLL-U as the official script reads it: one run of characters without white space, words as spans of it.

use super::ScoreError;
use crate::analyse::conllu::{Block, Row, RowId, blocks};

/// A half-open range of characters, white space not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chars {
    pub start: usize,
    pub end: usize,
}

/// One word; the words of a multi-word token share its characters.
pub(super) struct Word<'a> {
    pub chars: Chars,
    pub multiword: bool,
    pub form: String,
    pub lemma: &'a str,
    pub upos: &'a str,
    pub xpos: &'a str,
    /// Universal features only, sorted.
    pub feats: Vec<&'a str>,
    /// Index of the head in the treebank's words.
    pub head: Option<usize>,
    /// Without its subtype.
    pub deprel: &'a str,
    /// The words of functional relation that hang from it, in order.
    pub functional: Vec<usize>,
    entity: Option<&'a str>,
}

impl Word<'_> {
    pub fn is_content(&self) -> bool {
        CONTENT.contains(&self.deprel)
    }
}

/// A file.
#[derive(Default)]
pub(super) struct Treebank<'a> {
    pub characters: Vec<char>,
    pub tokens: Vec<Chars>,
    pub words: Vec<Word<'a>>,
    pub sentences: Vec<Chars>,
}

impl<'a> Treebank<'a> {
    pub fn read(input: &'a str, side: &'static str) -> Result<Self, ScoreError> {
        let (blocks, diagnostics) = blocks(input);
        if let Some(first) = diagnostics.into_iter().next() {
            let line = first.position.map_or(0, |(line, _)| line);
            return Err(ScoreError::Malformed { side, line, fact: first.message });
        }
        let mut treebank = Self::default();
        for block in &blocks {
            treebank.sentence(block).map_err(|(line, fact)| ScoreError::Malformed {
                side,
                line,
                fact: fact.to_owned(),
            })?;
        }
        Ok(treebank)
    }

    fn sentence(&mut self, block: &Block<'a>) -> Result<(), (u32, &'static str)> {
        let (start, first) = (self.characters.len(), self.words.len());
        for (row, words) in block.surface() {
            let from = self.characters.len();
            self.characters.extend(row.form().chars().filter(|c| !is_blank(*c)));
            let chars = Chars { start: from, end: self.characters.len() };
            if chars.start == chars.end {
                return Err((row.line, "an empty form"));
            }
            self.tokens.push(chars);
            let multiword = matches!(row.id, RowId::Range(..));
            for word in words {
                if word.id != RowId::Word((self.words.len() - first + 1) as u32) {
                    return Err((word.line, "words are not numbered from 1 on"));
                }
                self.words.push(Word::new(word, chars, multiword));
            }
        }
        let rows: Vec<&Row<'a>> = block.rows.iter().filter(|row| matches!(row.id, RowId::Word(_))).collect();
        self.heads(first, &rows)?;
        self.sentences.push(Chars { start, end: self.characters.len() });
        Ok(())
    }

    fn heads(&mut self, first: usize, rows: &[&Row<'a>]) -> Result<(), (u32, &'static str)> {
        let mut roots = 0;
        for (at, row) in rows.iter().enumerate() {
            let head: usize = row.head().parse().map_err(|_| (row.line, "the head is no number"))?;
            if head > rows.len() {
                return Err((row.line, "the head is no word of the sentence"));
            }
            roots += usize::from(head == 0);
            self.words[first + at].head = head.checked_sub(1).map(|head| first + head);
            let word = &self.words[first + at];
            if let Some(head) = word.head.filter(|_| FUNCTIONAL.contains(&word.deprel)) {
                self.words[head].functional.push(first + at);
            }
        }
        let line = rows.first().map_or(0, |row| row.line);
        if roots != 1 {
            return Err((line, "the sentence has not exactly one root"));
        }
        let reaches = |from: usize| {
            std::iter::successors(Some(from), |&at| self.words[at].head).take(rows.len() + 1).count() <= rows.len()
        };
        if (first..self.words.len()).all(reaches) { Ok(()) } else { Err((line, "the heads run in a circle")) }
    }

    /// Entities: their characters and label.
    pub fn entities(&self) -> Vec<(Chars, &'a str)> {
        let mut found: Vec<(Chars, &'a str)> = Vec::new();
        let mut open = None;
        for word in &self.words {
            let tag = word.entity.and_then(|tag| tag.split_once('-'));
            match (tag, found.last_mut()) {
                (Some(("I", label)), Some((chars, _))) if open == Some(label) => chars.end = word.chars.end,
                (Some((_, label)), _) => found.push((word.chars, label)),
                (None, _) => {}
            }
            open = tag.map(|(_, label)| label);
        }
        found
    }
}

impl<'a> Word<'a> {
    fn new(row: &Row<'a>, chars: Chars, multiword: bool) -> Self {
        let universal = |feat: &&str| UNIVERSAL.contains(&feat.split('=').next().unwrap_or(feat));
        let mut feats: Vec<_> = row.feats().split('|').filter(universal).collect();
        feats.sort_unstable();
        Self {
            chars,
            multiword,
            form: row.form().chars().filter(|c| !is_blank(*c)).collect(),
            lemma: row.lemma(),
            upos: row.upos(),
            xpos: row.xpos(),
            feats,
            head: None,
            deprel: row.deprel().split(':').next().unwrap_or(row.deprel()),
            functional: Vec::new(),
            entity: row.misc("Entity"),
        }
    }
}

/// Unicode category Zs, which the official script removes from forms.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

const CONTENT: &[&str] = &[
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "conj",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
    "orphan",
    "goeswith",
    "reparandum",
    "root",
    "dep",
];

const FUNCTIONAL: &[&str] = &["aux", "cop", "mark", "det", "clf", "case", "cc"];

const UNIVERSAL: &[&str] = &[
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
    "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite",
];
