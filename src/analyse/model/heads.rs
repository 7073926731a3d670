//! Label heads on top of the encoder (`train/FORMAT.md`, sections 4 and 7).

use std::ops::Range;

use super::config::Config;
use super::dense::Dense;
use super::eisner::eisner;
use super::forms::Forms;
use super::kernel::{Linear, Rows, best, exp, log_softmax};
use super::tensors::Tensors;
use crate::analyse::{Feats, ModelError, Upos};

/// Part of speech, then features among those it allows.
#[derive(Debug)]
pub(super) struct Tagger {
    pub(super) upos: Linear,
    labels: Vec<Upos>,
    /// For each part of speech its features' columns, and what they stand for.
    tags: Vec<(Linear, Vec<Feats>)>,
}

/// What the tagger says of a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    /// Number of the part of speech.
    pub class: usize,
    pub probability: f32,
    /// Number of the features among those of the part of speech.
    pub feats: usize,
}

impl Tagger {
    pub fn read(tensors: &Tensors, config: &Config, width: usize) -> Result<Self, ModelError> {
        let (weight, columns) = tensors.weight("tag", width)?;
        let bias = tensors.bias("tag", columns)?;
        if columns != config.tags.len() {
            return Err(ModelError::invalid(
                &config.weights,
                format!("`tag` has {columns} columns for {} tags", config.tags.len()),
            ));
        }
        let class = |upos: &String| {
            let own: Vec<usize> =
                (0..columns).filter(|&tag| config.tags[tag].split('|').next() == Some(upos)).collect();
            let bias: Option<Vec<f32>> = bias.as_ref().map(|bias| own.iter().map(|&tag| bias[tag]).collect());
            let linear = Linear::pack(width, own.len(), bias.as_deref(), |i, j| weight[i * columns + own[j]]);
            let feats = |tag: &usize| Feats::parse(config.tags[*tag].split_once('|').map_or("_", |(_, feats)| feats));
            (linear, own.iter().map(feats).collect())
        };
        Ok(Self {
            upos: tensors.linear_to("upos", width, config.upos.len())?,
            labels: config.upos.iter().filter_map(|name| Upos::parse(name)).collect(),
            tags: config.upos.iter().map(class).collect(),
        })
    }

    /// The tags of all rows.
    pub fn tag(&self, rows: Rows<'_>) -> Vec<Tag> {
        let mut logits = Vec::new();
        self.upos.apply(rows, &mut logits);
        let mut tags: Vec<Tag> = logits
            .chunks_exact(self.labels.len())
            .map(|row| {
                let (class, probability) = best(row);
                Tag { class, probability, feats: 0 }
            })
            .collect();
        // Only the columns of a row's own part of speech are multiplied: a fifth of all.
        for (class, (linear, _)) in self.tags.iter().enumerate() {
            let own: Vec<usize> = (0..tags.len()).filter(|&row| tags[row].class == class).collect();
            if linear.outputs < 2 || own.is_empty() {
                continue;
            }
            let gathered = gather(rows, &own);
            linear.apply(Rows::all(&gathered, rows.stride), &mut logits);
            for (row, logits) in own.into_iter().zip(logits.chunks_exact(linear.outputs)) {
                tags[row].feats = best(logits).0;
            }
        }
        tags
    }

    pub fn upos(&self, tag: Tag) -> Upos {
        self.labels[tag.class]
    }

    pub fn feats(&self, tag: Tag) -> &Feats {
        &self.tags[tag.class].1[tag.feats]
    }
}

/// Some rows, one after the other.
pub(super) fn gather(rows: Rows<'_>, chosen: &[usize]) -> Vec<f32> {
    chosen.iter().flat_map(|row| &rows.data[row * rows.stride..][..rows.stride]).copied().collect()
}

/// Heads and relations.
#[derive(Debug)]
pub(super) struct Arcs {
    dependent: Dense,
    head: Dense,
    bilinear: Linear,
    prior: Vec<f32>,
    label_dependent: Dense,
    label_head: Dense,
    label: Linear,
    deprels: Vec<String>,
    root: usize,
}

/// A word's place in the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    /// Row of the head within the sentence: 0 the root, i the i-th word.
    pub head: usize,
    /// Number of the relation.
    pub deprel: usize,
    /// Of head and relation together.
    pub probability: f32,
}

impl Arcs {
    pub fn read(tensors: &Tensors, config: &Config, width: usize) -> Result<Self, ModelError> {
        let dependent = tensors.dense("arc.dep", width)?;
        let size = dependent.outputs();
        let label_dependent = tensors.dense("label.dep", width)?;
        let label_size = label_dependent.outputs();
        let bilinear = tensors.sized("arc.bilinear", size, size)?;
        Ok(Self {
            head: tensors.dense_to("arc.head", width, size)?,
            bilinear: Linear::new(&bilinear, size, 0..size, None),
            prior: tensors.sized("arc.prior", 1, size)?,
            label_head: tensors.dense_to("label.head", width, label_size)?,
            label: tensors.linear_to("label.out", label_size, config.deprels.len())?,
            deprels: config.deprels.clone(),
            root: config.deprels.iter().position(|name| name == "root").unwrap_or(0),
            dependent,
            label_dependent,
        })
    }

    pub fn deprel(&self, arc: Arc) -> &str {
        &self.deprels[arc.deprel]
    }

    /// The trees of all sentences, given as ranges of rows of which the first stands for the root; the arcs of their words
    /// come one after the other.
    pub fn parse(&self, rows: Rows<'_>, sentences: &[Range<usize>]) -> Vec<Arc> {
        let [mut dependents, mut heads, mut left] = [Vec::new(), Vec::new(), Vec::new()];
        self.dependent.apply(rows, &mut dependents);
        self.head.apply(rows, &mut heads);
        dependents.iter_mut().chain(&mut heads).for_each(|x| *x = x.max(0.0));
        self.bilinear.apply(Rows::all(&dependents, self.bilinear.inputs), &mut left);
        let mut arcs = Vec::with_capacity(rows.rows);
        for sentence in sentences {
            let scores = self.scores(&left, &heads, sentence);
            let n = sentence.len() - 1;
            arcs.extend(eisner(&scores, n).into_iter().enumerate().map(|(i, head)| Arc {
                head,
                deprel: self.root,
                probability: exp(scores[i * (n + 1) + head]),
            }));
        }
        self.label(rows, sentences, &mut arcs);
        arcs
    }

    /// Log-probabilities of every head (columns, the root first) for every word of a sentence.
    fn scores(&self, left: &[f32], heads: &[f32], sentence: &Range<usize>) -> Vec<f32> {
        let size = self.prior.len();
        let heads = &heads[sentence.start * size..sentence.end * size];
        let prior: Vec<f32> =
            heads.chunks_exact(size).map(|head| head.iter().zip(&self.prior).map(|(h, p)| h * p).sum()).collect();
        let all = Linear::pack(size, sentence.len(), Some(&prior), |i, j| heads[j * size + i]);
        let mut scores = Vec::new();
        all.apply(Rows::all(&left[(sentence.start + 1) * size..sentence.end * size], size), &mut scores);
        for (i, row) in scores.chunks_exact_mut(sentence.len()).enumerate() {
            row[i + 1] = -1e9;
        }
        log_softmax(&mut scores, sentence.len());
        scores
    }

    fn label(&self, rows: Rows<'_>, sentences: &[Range<usize>], arcs: &mut [Arc]) {
        let size = self.label.inputs;
        let [mut dependents, mut heads, mut logits] = [Vec::new(), Vec::new(), Vec::new()];
        self.label_dependent.apply(rows, &mut dependents);
        self.label_head.apply(rows, &mut heads);
        let mut both = Vec::with_capacity(arcs.len() * size);
        let mut at = 0;
        for sentence in sentences {
            for row in sentence.start + 1..sentence.end {
                let head = sentence.start + arcs[at].head;
                let (dependent, head) = (&dependents[row * size..][..size], &heads[head * size..][..size]);
                both.extend(dependent.iter().zip(head).map(|(d, h)| (d + h).max(0.0)));
                at += 1;
            }
        }
        self.label.apply(Rows::all(&both, size), &mut logits);
        for (arc, row) in arcs.iter_mut().zip(logits.chunks_exact_mut(self.label.outputs)) {
            if arc.head > 0 {
                row[self.root] = -1e9;
                let (deprel, probability) = best(row);
                arc.deprel = deprel;
                arc.probability *= probability;
            }
        }
    }
}

/// Decides whether an ambiguous token is a contraction, from the vectors of the surface forms around it.
#[derive(Debug)]
pub(super) struct Splits {
    hidden: Linear,
    out: Linear,
}

/// Tokens looked at on either side.
const AROUND: usize = 2;

impl Splits {
    pub fn read(tensors: &Tensors, width: usize) -> Result<Self, ModelError> {
        let hidden = tensors.linear("dudes.hidden", width * (2 * AROUND + 1))?;
        Ok(Self { out: tensors.linear_to("dudes.out", hidden.outputs, 1)?, hidden })
    }

    pub fn decide(&self, forms: &Forms<'_>, sentence: &[u32], at: usize) -> bool {
        let width = self.hidden.inputs / (2 * AROUND + 1);
        let mut x = vec![0.0; self.hidden.inputs];
        for (offset, part) in x.chunks_exact_mut(width).enumerate() {
            let form = (at + offset).checked_sub(AROUND).and_then(|place| sentence.get(place));
            if let Some(&form) = form {
                part.copy_from_slice(forms.vector(form));
            }
        }
        let [mut hidden, mut score] = [Vec::new(), Vec::new()];
        self.hidden.apply(Rows::all(&x, x.len()), &mut hidden);
        hidden.iter_mut().for_each(|x| *x = x.max(0.0));
        self.out.apply(Rows::all(&hidden, hidden.len()), &mut score);
        score[0] > 0.0
    }
}
