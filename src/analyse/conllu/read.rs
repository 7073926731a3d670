//! CoNLL-U to an `Analysis`.

use std::collections::BTreeMap;

use super::rows::{Block, Row, RowId, blocks};
use crate::analyse::{Analysis, EntitySpan, Feats, Multiword, Sentence, SpanLabel, Token, TokenId, TokenRange, Upos};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Span;

/// The text that a CoNLL-U file's tokens spell: sentences parted by a blank, paragraphs by an empty line.
pub fn conllu_text(input: &str) -> String {
    let mut text = String::new();
    for block in &blocks(input).0 {
        if block.new_paragraph && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        for (row, _) in block.surface() {
            text.push_str(row.form());
            if row.space_after() {
                text.push(' ');
            }
        }
    }
    text
}

/// Reads CoNLL-U into an analysis of `text`, or, without one, of [`conllu_text`]`(input)`.
///
/// A token stands where its `TokenRange` says (code points of `text`); without one, at the next place where the text
/// spells its form. Words of a multi-word token share its span. Heads are repaired to one tree a sentence, and what had to be
/// repaired or passed over is told.
pub fn read_conllu(input: &str, text: Option<&str>) -> (Analysis, Vec<Diagnostic>) {
    let (blocks, diagnostics) = blocks(input);
    let rebuilt;
    let text = match text {
        Some(text) => text,
        None => {
            rebuilt = conllu_text(input);
            &rebuilt
        }
    };
    let mut reader = Reader {
        analysis: Analysis::default(),
        diagnostics,
        places: Places::new(text),
        paragraph: 0,
        positions: BTreeMap::new(),
    };
    for block in &blocks {
        reader.sentence(block);
    }
    (reader.analysis, reader.diagnostics)
}

struct Reader<'t> {
    analysis: Analysis,
    diagnostics: Vec<Diagnostic>,
    places: Places<'t>,
    paragraph: u32,
    /// Word number in the current sentence to its token.
    positions: BTreeMap<u32, TokenId>,
}

impl Reader<'_> {
    fn sentence(&mut self, block: &Block<'_>) {
        let first = self.analysis.tokens.len();
        self.positions.clear();
        let mut rows = Vec::new();
        for (row, words) in block.surface() {
            let range = row.misc("TokenRange").or_else(|| words.first()?.misc("TokenRange"));
            let span = self.place(row, range);
            let start = self.analysis.tokens.len();
            for word in words {
                self.word(word, span);
                rows.push(word);
            }
            let words = TokenRange::new(start, self.analysis.tokens.len());
            if matches!(row.id, RowId::Range(..)) && !words.is_empty() {
                self.analysis.multiwords.push(Multiword { span, words });
            }
        }
        let tokens = TokenRange::new(first, self.analysis.tokens.len());
        if tokens.is_empty() {
            return;
        }
        self.heads(&rows, tokens);
        self.entities(&rows, tokens);
        if block.new_paragraph && !self.analysis.sentences.is_empty() {
            self.paragraph += 1;
        }
        let span = self.analysis.span(tokens);
        self.analysis.sentences.push(Sentence { span, tokens, paragraph: self.paragraph });
    }

    fn place(&mut self, row: &Row<'_>, range: Option<&str>) -> Span {
        let told = range.and_then(|range| self.places.range(range));
        let found = told.or_else(|| self.places.next(row.form()));
        let span = found.unwrap_or_else(|| {
            self.tell(row, "A002", format!("`{}` does not stand in the text from here on", row.form()));
            Span::new(self.places.cursor, self.places.cursor)
        });
        self.places.cursor = span.end as usize;
        span
    }

    fn word(&mut self, row: &Row<'_>, span: Span) {
        let upos = Upos::parse(row.upos()).unwrap_or_else(|| {
            if row.upos() != "_" {
                self.tell(row, "A003", format!("`{}` is no UD part of speech", row.upos()));
            }
            Upos::X
        });
        if let RowId::Word(number) = row.id {
            self.positions.insert(number, TokenId(self.analysis.tokens.len() as u32));
        }
        let lemma = if row.lemma() == "_" && row.form() != "_" { "" } else { row.lemma() };
        self.analysis.tokens.push(Token {
            span,
            form: row.form().to_owned(),
            lemma: lemma.to_owned(),
            upos,
            feats: Feats::parse(row.feats()),
            head: None,
            deprel: row.deprel().to_owned(),
            upos_probability: 1.0,
            arc_probability: 1.0,
        });
    }

    /// Sets the heads; a sentence without a tree (`_` in every head) hangs flat from its first word.
    fn heads(&mut self, rows: &[&Row<'_>], tokens: TokenRange) {
        let given: Vec<Option<TokenId>> = rows
            .iter()
            .zip(tokens.ids())
            .map(|(row, id)| self.positions.get(&row.head().parse().ok()?).copied().filter(|&head| head != id))
            .collect();
        let root = rows.iter().position(|row| row.head() == "0").unwrap_or(0);
        let root = TokenId(tokens.start.0 + root as u32);
        for ((row, id), head) in rows.iter().zip(tokens.ids()).zip(given) {
            let token = &mut self.analysis.tokens[id.index()];
            token.head = if id == root { None } else { Some(head.unwrap_or(root)) };
            if id == root && row.deprel() == "_" {
                token.deprel = "root".to_owned();
            }
            if id != root && head.is_none() && row.head() != "_" {
                self.tell(row, "A004", format!("head `{}` would make no single tree", row.head()));
            }
        }
        self.break_cycles(rows, tokens, root);
    }

    /// Hangs from the root the first word, in text order, of every cycle.
    fn break_cycles(&mut self, rows: &[&Row<'_>], tokens: TokenRange, root: TokenId) {
        // 0: not seen; otherwise the number of the walk that saw it, or `u32::MAX` once it is known to reach the root.
        let mut seen = vec![0_u32; tokens.len()];
        for (walk, id) in (1..).zip(tokens.ids()) {
            let mut at = id;
            let local = |id: TokenId| (id.0 - tokens.start.0) as usize;
            while at != root && seen[local(at)] == 0 {
                seen[local(at)] = walk;
                at = self.analysis.token(at).head.unwrap_or(root);
            }
            if at != root && seen[local(at)] == walk {
                self.tell(rows[local(at)], "A004", "the heads run in a circle".to_owned());
                self.analysis.tokens[at.index()].head = Some(root);
            }
        }
    }

    fn entities(&mut self, rows: &[&Row<'_>], tokens: TokenRange) {
        let mut open: Option<&str> = None;
        for (row, id) in rows.iter().zip(tokens.ids()) {
            let tag = row.misc("Entity").filter(|tag| *tag != "O").and_then(|tag| tag.split_once('-'));
            let next = TokenId(id.0 + 1);
            match (tag, self.analysis.entities.last_mut()) {
                (Some(("I", label)), Some(entity)) if open == Some(label) => entity.tokens.end = next,
                (Some((_, label)), _) => self.analysis.entities.push(EntitySpan {
                    tokens: TokenRange { start: id, end: next },
                    label: SpanLabel::parse(label),
                    probability: 1.0,
                    others: Vec::new(),
                }),
                (None, _) => {}
            }
            open = tag.map(|(_, label)| label);
        }
    }

    fn tell(&mut self, row: &Row<'_>, code: &str, fact: String) {
        self.diagnostics.push(Diagnostic::new(Severity::Warning, code, "CoNLL-U", fact).at(row.line, 1));
    }
}

/// Finds tokens in the text.
struct Places<'t> {
    text: &'t str,
    /// Byte offset of every code point, and of the end.
    bytes: Vec<u32>,
    /// End of the token before, in bytes.
    cursor: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        Self { text, bytes, cursor: 0 }
    }

    /// `start:end` in code points; nothing where it lies outside the text or before the token before.
    fn range(&self, range: &str) -> Option<Span> {
        let (start, end) = range.split_once(':')?;
        let (start, end) = (start.parse::<usize>().ok()?, end.parse::<usize>().ok()?);
        let (start, end) = (*self.bytes.get(start)?, *self.bytes.get(end)?);
        (start <= end && start as usize >= self.cursor).then_some(Span { start, end })
    }

    /// The next place where the text spells `form`, apart from the make of quotes, hyphens and blanks.
    fn next(&self, form: &str) -> Option<Span> {
        let rest = &self.text[self.cursor..];
        let starts = rest.char_indices().map(|(at, _)| at);
        // A form that is not the next word is looked for in the next lines only, or a long file would cost its square.
        starts.take(SEARCHED).find_map(|at| {
            let length = spelled(&rest[at..], form)?;
            Some(Span::new(self.cursor + at, self.cursor + at + length))
        })
    }
}

/// How many code points ahead a form without `TokenRange` is looked for.
const SEARCHED: usize = 400;

/// The number of bytes at the head of `text` that spell `form`.
fn spelled(text: &str, form: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in form.chars() {
        let c = rest.next()?;
        if plain(c) != plain(wanted) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

fn plain(c: char) -> char {
    match c {
        '’' | 'ʼ' | '‘' => '\'',
        '“' | '”' | '«' | '»' | '„' => '"',
        '–' | '—' | '‑' | '‐' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
