//! Runs the model over an analysis, many sentences at a time.

use std::ops::Range;

use super::encoder::Scratch;
use super::heads::{Tag, gather};
use super::kernel::Rows;
use super::lemma::Candidates;
use super::{Forms, Model};
use crate::analyse::{Analysis, EntitySpan, TokenId, TokenRange};

/// Rows of a batch: enough for the products to run at full speed, few enough to stay in the cache.
const BATCH: usize = 256;

/// The relation by which the rest of a sentence that had to be cut hangs from its first part.
const CUT: &str = "parataxis";

impl Model {
    /// Fills the columns of every token and replaces the entities.
    pub fn annotate(&self, analysis: &mut Analysis, forms: &mut Forms<'_>) {
        let numbers: Vec<u32> = analysis.tokens.iter().map(|token| forms.intern(&token.form)).collect();
        forms.embed();
        analysis.entities.clear();
        let mut scratch = Scratch::default();
        let mut batch: Vec<Range<usize>> = Vec::new();
        let mut rows = 0;
        for piece in self.pieces(analysis) {
            rows += piece.len() + 1;
            batch.push(piece);
            if rows >= BATCH {
                self.annotate_batch(analysis, forms, &numbers, &batch, &mut scratch);
                batch.clear();
                rows = 0;
            }
        }
        if !batch.is_empty() {
            self.annotate_batch(analysis, forms, &numbers, &batch, &mut scratch);
        }
        join_pieces(analysis);
    }

    /// The sentences as ranges of tokens, the longest ones cut.
    fn pieces(&self, analysis: &Analysis) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        for sentence in &analysis.sentences {
            let tokens = sentence.tokens.range();
            let starts = tokens.clone().step_by(self.max_words());
            pieces.extend(starts.map(|start| start..tokens.end.min(start + self.max_words())));
        }
        pieces
    }

    fn annotate_batch(
        &self,
        analysis: &mut Analysis,
        forms: &Forms<'_>,
        numbers: &[u32],
        batch: &[Range<usize>],
        scratch: &mut Scratch,
    ) {
        let (mut x, sentences) = self.rows(forms, numbers, batch);
        self.trunk.apply(&mut x, &sentences, scratch);
        let parse = self.parse.apply(&x, &sentences, scratch);
        let ner = self.ner.apply(&x, &sentences, scratch);
        let width = self.root.len();
        let parse = Rows::all(&parse, width);
        self.tag(analysis, forms, numbers, parse, batch, &sentences);
        self.attach(analysis, parse, batch, &sentences);
        self.find_entities(analysis, Rows::all(&ner, width), batch, &sentences);
    }

    /// The input of a batch: each sentence is the root's row and its words' rows.
    pub(super) fn rows(
        &self,
        forms: &Forms<'_>,
        numbers: &[u32],
        batch: &[Range<usize>],
    ) -> (Vec<f32>, Vec<Range<usize>>) {
        let mut x = Vec::new();
        let mut sentences = Vec::with_capacity(batch.len());
        for tokens in batch {
            let start = x.len() / self.root.len();
            x.extend_from_slice(&self.root);
            numbers[tokens.clone()].iter().for_each(|&number| x.extend_from_slice(forms.vector(number)));
            sentences.push(start..start + tokens.len() + 1);
        }
        (x, sentences)
    }

    fn tag(
        &self,
        analysis: &mut Analysis,
        forms: &Forms<'_>,
        numbers: &[u32],
        parse: Rows<'_>,
        batch: &[Range<usize>],
        sentences: &[Range<usize>],
    ) {
        let tags = self.tagger.tag(parse);
        let places = || words(batch, sentences);
        let candidates: Vec<Candidates> =
            places().map(|(token, row)| self.candidates(forms, numbers[token], tags[row])).collect();
        let asked: Vec<usize> =
            places().zip(&candidates).filter(|(_, c)| c.undecided()).map(|((_, row), _)| row).collect();
        let mut logits = Vec::new();
        self.script.apply(Rows::all(&gather(parse, &asked), parse.stride), &mut logits);
        let mut logits = logits.chunks_exact(self.script.outputs);
        for ((token, row), candidates) in places().zip(&candidates) {
            let own = if candidates.undecided() { logits.next() } else { None };
            let entry = &forms.entries[numbers[token] as usize];
            let token = &mut analysis.tokens[token];
            token.upos = self.tagger.upos(tags[row]);
            token.feats = self.tagger.feats(tags[row]).clone();
            token.upos_probability = tags[row].probability;
            token.lemma = self.lemmatiser.lemma(entry, candidates, own.unwrap_or_default());
        }
    }

    fn candidates(&self, forms: &Forms<'_>, number: u32, tag: Tag) -> Candidates {
        let entry = &forms.entries[number as usize];
        self.lemmatiser.candidates(entry, self.tagger.upos(tag), self.tagger.feats(tag), &self.lexicons[0])
    }

    fn attach(&self, analysis: &mut Analysis, parse: Rows<'_>, batch: &[Range<usize>], sentences: &[Range<usize>]) {
        let arcs = self.arcs.parse(parse, sentences);
        let starts = batch.iter().flat_map(|tokens| tokens.clone().map(|_| tokens.start));
        for (((token, _), start), arc) in words(batch, sentences).zip(starts).zip(arcs) {
            let token = &mut analysis.tokens[token];
            token.head = arc.head.checked_sub(1).map(|word| TokenId((start + word) as u32));
            token.deprel = self.arcs.deprel(arc).to_owned();
            token.arc_probability = arc.probability;
        }
    }

    fn find_entities(
        &self,
        analysis: &mut Analysis,
        ner: Rows<'_>,
        batch: &[Range<usize>],
        sentences: &[Range<usize>],
    ) {
        let mut logits = Vec::new();
        self.entity.apply(ner, &mut logits);
        let labels = self.entities.len();
        for (tokens, rows) in batch.iter().zip(sentences) {
            let found = self.entities.decode(&mut logits[(rows.start + 1) * labels..rows.end * labels]);
            analysis.entities.extend(found.into_iter().map(|found| EntitySpan {
                tokens: TokenRange::new(tokens.start + found.start, tokens.start + found.end),
                label: found.label.clone(),
                probability: found.probability,
                others: found.others.into_iter().map(|(label, probability)| (label.clone(), probability)).collect(),
            }));
        }
    }
}

/// The words of a batch: token and row.
fn words<'b>(batch: &'b [Range<usize>], sentences: &'b [Range<usize>]) -> impl Iterator<Item = (usize, usize)> + 'b {
    batch.iter().zip(sentences).flat_map(|(tokens, rows)| tokens.clone().zip(rows.start + 1..))
}

/// Gives every sentence one root: those of its further pieces hang from the first's.
fn join_pieces(analysis: &mut Analysis) {
    for sentence in &analysis.sentences {
        let mut root = None;
        for id in sentence.tokens.ids() {
            let token = &mut analysis.tokens[id.index()];
            match (token.head, root) {
                (None, None) => root = Some(id),
                (None, Some(_)) => {
                    token.head = root;
                    token.deprel = CUT.to_owned();
                }
                _ => {}
            }
        }
    }
}
