//! The best legal sequence of BILOU labels.

use std::collections::BTreeMap;

use super::kernel::{exp, log_softmax};
use crate::analyse::SpanLabel;

/// Entity labels in the order of their logits.
#[derive(Debug)]
pub(super) struct Labels {
    /// Place in the span and number of the type; `None` for outside.
    labels: Vec<Option<(Place, usize)>>,
    types: Vec<SpanLabel>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Begin,
    Inside,
    Last,
    Unit,
}

/// A span of words `start..end` of a sentence.
#[derive(Debug, PartialEq)]
pub(super) struct Found<'l> {
    pub start: usize,
    pub end: usize,
    pub label: &'l SpanLabel,
    pub probability: f32,
    /// Other types that are worth a thought, with their probabilities.
    pub others: Vec<(&'l SpanLabel, f32)>,
}

/// A type less likely than this is not worth a thought.
const WORTH_A_THOUGHT: f32 = 0.05;

impl Labels {
    pub fn new(names: &[String]) -> Self {
        let mut numbers = BTreeMap::new();
        let mut types = Vec::new();
        let labels = names
            .iter()
            .map(|name| {
                let (place, kind) = name.split_once('-')?;
                let number = *numbers.entry(kind).or_insert_with(|| {
                    types.push(SpanLabel::parse(kind));
                    types.len() - 1
                });
                let place = match place {
                    "B" => Place::Begin,
                    "I" => Place::Inside,
                    "L" => Place::Last,
                    _ => Place::Unit,
                };
                Some((place, number))
            })
            .collect();
        Self { labels, types }
    }

    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether a label may follow one that ends what it stands in (or stands outside).
    fn opens(&self, label: usize) -> bool {
        self.labels[label].is_none_or(|(place, _)| matches!(place, Place::Begin | Place::Unit))
    }

    fn closes(&self, label: usize) -> bool {
        self.labels[label].is_none_or(|(place, _)| matches!(place, Place::Last | Place::Unit))
    }

    /// Spans of a sentence from its logits, which become their log-softmax.
    pub fn decode(&self, logits: &mut [f32]) -> Vec<Found<'_>> {
        let n = self.len();
        log_softmax(logits, n);
        let path = self.viterbi(logits);
        let mut found = Vec::new();
        let (mut start, mut sum) = (0, 0.0);
        for (at, &label) in path.iter().enumerate() {
            let probability = exp(logits[at * n + label]);
            let Some((place, kind)) = self.labels[label] else { continue };
            if matches!(place, Place::Begin | Place::Unit) {
                (start, sum) = (at, 0.0);
            }
            sum += probability;
            if matches!(place, Place::Last | Place::Unit) {
                let probability = (sum / (at + 1 - start) as f32).min(1.0);
                let others = self.others(&logits[start * n..(at + 1) * n], kind);
                found.push(Found { start, end: at + 1, label: &self.types[kind], probability, others });
            }
        }
        found
    }

    /// The types but one that some words may be of: the mean over the words of what their labels have together.
    fn others(&self, logs: &[f32], but: usize) -> Vec<(&SpanLabel, f32)> {
        let mut shares = vec![0.0; self.types.len()];
        for row in logs.chunks_exact(self.len()) {
            for (label, &log) in self.labels.iter().zip(row) {
                if let Some((_, kind)) = label {
                    shares[*kind] += exp(log);
                }
            }
        }
        let words = (logs.len() / self.len()) as f32;
        let shares = self.types.iter().zip(shares).enumerate().map(|(kind, (label, sum))| (kind, label, sum / words));
        shares.filter(|&(kind, _, p)| kind != but && p >= WORTH_A_THOUGHT).map(|(_, label, p)| (label, p)).collect()
    }

    /// The best label of each word. From a label that closes, all labels that open cost the same; from one that does not,
    /// only the two of its type follow: so a step is linear in the labels.
    fn viterbi(&self, logs: &[f32]) -> Vec<usize> {
        let n = self.len();
        let words = logs.len() / n;
        let mut back = vec![0_u32; logs.len()];
        let mut scores = vec![f32::NEG_INFINITY; n];
        for word in 0..words {
            let row = &logs[word * n..][..n];
            let before = std::mem::replace(&mut scores, vec![f32::NEG_INFINITY; n]);
            let closed = (0..n).filter(|&l| self.closes(l)).fold(None, |best, l| better(&before, best, l));
            let mut inside: Vec<Option<usize>> = vec![None; self.types.len()];
            for label in 0..n {
                if let Some((Place::Begin | Place::Inside, kind)) = self.labels[label] {
                    inside[kind] = better(&before, inside[kind], label);
                }
            }
            for label in 0..n {
                let from = match self.labels[label] {
                    Some((Place::Inside | Place::Last, kind)) => inside[kind],
                    _ => closed,
                };
                let first = word == 0 && self.opens(label);
                let score = if word == 0 {
                    if first { 0.0 } else { f32::NEG_INFINITY }
                } else {
                    from.map_or(f32::NEG_INFINITY, |f| before[f])
                };
                scores[label] = score + row[label];
                back[word * n + label] = from.unwrap_or(0) as u32;
            }
        }
        let last = (0..n).filter(|&l| self.closes(l)).fold(None, |best, l| better(&scores, best, l));
        let mut path = vec![last.unwrap_or(0); words];
        for word in (1..words).rev() {
            path[word - 1] = back[word * n + path[word]] as usize;
        }
        path
    }
}

/// The first of greatest score.
fn better(scores: &[f32], best: Option<usize>, label: usize) -> Option<usize> {
    match best {
        Some(best) if scores[best] >= scores[label] => Some(best),
        _ => Some(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        Labels::new(&["O", "B-Date", "I-Date", "L-Date", "U-Date", "U-Place", "B-Place", "L-Place"].map(str::to_owned))
    }

    /// A sentence whose words each like one label by far and another a little.
    fn spans(likes: &[(usize, usize)]) -> Vec<(usize, usize, String)> {
        let labels = labels();
        let mut logits = vec![0.0; likes.len() * labels.len()];
        for (word, (most, second)) in likes.iter().enumerate() {
            logits[word * labels.len() + second] = 4.0;
            logits[word * labels.len() + most] = 6.0;
        }
        labels.decode(&mut logits).into_iter().map(|f| (f.start, f.end, f.label.to_string())).collect()
    }

    #[test]
    fn legal_sequences_are_kept() {
        assert_eq!(spans(&[(0, 0), (1, 0), (2, 0), (3, 0), (5, 0)]), [(1, 4, "Date".into()), (4, 5, "Place".into())]);
    }

    #[test]
    fn illegal_sequences_give_way_to_the_next_best() {
        // A span that never ends, one that never began, one that changes its type.
        assert_eq!(spans(&[(0, 0), (1, 4)]), [(1, 2, "Date".into())]);
        assert_eq!(spans(&[(3, 0), (0, 0)]), []);
        assert_eq!(spans(&[(1, 6), (7, 7)]), [(0, 2, "Place".into())]);
    }
}
