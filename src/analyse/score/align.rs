//! Which system word is which gold word.

use super::treebank::Word;

/// Pairs of indexes (gold, system), in order.
pub(super) fn align(gold: &[Word<'_>], system: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].multiword || system[s].multiword {
            let region = Region::around(gold, system, g, s);
            region.align(gold, system, &mut pairs);
            (g, s) = (region.gold.1, region.system.1);
        } else if gold[g].chars == system[s].chars {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if gold[g].chars.start <= system[s].chars.start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// The smallest ranges of words around a multi-word token that cover the same characters.
struct Region {
    gold: (usize, usize),
    system: (usize, usize),
}

impl Region {
    fn around(gold: &[Word<'_>], system: &[Word<'_>], mut g: usize, mut s: usize) -> Self {
        let mut end;
        if gold[g].multiword {
            end = gold[g].chars.end;
            s += usize::from(!system[s].multiword && system[s].chars.start < gold[g].chars.start);
        } else {
            end = system[s].chars.end;
            g += usize::from(!gold[g].multiword && gold[g].chars.start < system[s].chars.start);
        }
        let from = (g, s);
        while !beyond(gold, g, end) || !beyond(system, s, end) {
            let gold_first = g < gold.len() && (s >= system.len() || gold[g].chars.start <= system[s].chars.start);
            let word = if gold_first { &gold[g] } else { &system[s] };
            if word.multiword {
                end = end.max(word.chars.end);
            }
            (g, s) = if gold_first { (g + 1, s) } else { (g, s + 1) };
        }
        Self { gold: (from.0, g), system: (from.1, s) }
    }

    /// Aligns by the longest common subsequence of the forms in lower case.
    fn align(&self, gold: &[Word<'_>], system: &[Word<'_>], pairs: &mut Vec<(usize, usize)>) {
        let forms = |words: &[Word<'_>]| words.iter().map(|w| w.form.to_lowercase()).collect::<Vec<_>>();
        let (a, b) = (forms(&gold[self.gold.0..self.gold.1]), forms(&system[self.system.0..self.system.1]));
        let common = common_lengths(&a, &b);
        let (mut i, mut j) = (0, 0);
        while i < a.len() && j < b.len() {
            if a[i] == b[j] {
                pairs.push((self.gold.0 + i, self.system.0 + j));
                (i, j) = (i + 1, j + 1);
            } else if common[i][j] == common[i + 1][j] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
}

fn beyond(words: &[Word<'_>], at: usize, end: usize) -> bool {
    words.get(at).is_none_or(|word| if word.multiword { word.chars.start >= end } else { word.chars.end > end })
}

/// Length of the longest common subsequence of `a[i..]` and `b[j..]`, at `[i][j]`.
fn common_lengths(a: &[String], b: &[String]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let both = if a[i] == b[j] { 1 + lengths[i + 1][j + 1] } else { 0 };
            lengths[i][j] = both.max(lengths[i + 1][j]).max(lengths[i][j + 1]);
        }
    }
    lengths
}
