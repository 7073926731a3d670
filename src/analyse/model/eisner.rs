//! The best projective tree with one root (Eisner 1996, <https://aclanthology.org/C96-1058/>).

/// Heads of words 0…n-1 as nodes (0 is the root, word i is node i + 1), from `scores[i * (n + 1) + j]`, the logarithm of
/// the probability of head j for word i.
///
/// Spans are over words only; the root is then the word that divides the sentence best. Cubic in `n`, which the longest
/// sentence bounds.
pub(super) fn eisner(scores: &[f32], n: usize) -> Vec<usize> {
    if n == 0 {
        return Vec::new();
    }
    let mut chart = Chart::new(n);
    for width in 1..n {
        for i in 0..n - width {
            chart.fill(scores, i, i + width);
        }
    }
    let whole = |root: usize| scores[root * (n + 1)] + chart.left(0, root) + chart.right(root, n - 1);
    let mut root = 0;
    for word in 1..n {
        if whole(word) > whole(root) {
            root = word;
        }
    }
    chart.heads(root)
}

/// Scores of spans `i..=j` and where the best one is cut.
struct Chart {
    n: usize,
    /// Whole span headed at its right end `j`, at `[j][i]`, so that `i` runs along a row.
    left: Vec<f32>,
    /// Whole span headed at its left end `i`, at `[i][j]`.
    right: Vec<f32>,
    /// With the arc between the ends, headed at the right end, at `[j][i]`.
    open_left: Vec<f32>,
    /// The same headed at the left end, at `[i][j]`.
    open_right: Vec<f32>,
    cut_open: Vec<u32>,
    cut_left: Vec<u32>,
    cut_right: Vec<u32>,
}

impl Chart {
    fn new(n: usize) -> Self {
        let floats = || vec![f32::NEG_INFINITY; n * n];
        let cuts = || vec![0; n * n];
        let mut chart = Self {
            n,
            left: floats(),
            right: floats(),
            open_left: floats(),
            open_right: floats(),
            cut_open: cuts(),
            cut_left: cuts(),
            cut_right: cuts(),
        };
        for i in 0..n {
            chart.left[i * n + i] = 0.0;
            chart.right[i * n + i] = 0.0;
        }
        chart
    }

    fn left(&self, i: usize, j: usize) -> f32 {
        self.left[j * self.n + i]
    }

    fn right(&self, i: usize, j: usize) -> f32 {
        self.right[i * self.n + j]
    }

    fn fill(&mut self, scores: &[f32], i: usize, j: usize) {
        let (n, width) = (self.n, j - i);
        let (at, ta) = (i * n + j, j * n + i);
        let score = |dependent: usize, head: usize| scores[dependent * (n + 1) + head + 1];
        // i..=k headed at i, k+1..=j headed at j.
        let (cut, top) = best(&self.right[at - width..][..width], &self.left[ta + 1..][..width]);
        self.cut_open[at] = (i + cut) as u32;
        self.open_left[ta] = top + score(i, j);
        self.open_right[at] = top + score(j, i);
        // i..=k headed at k, k..=j with the arc k ← j: `left[k][i]` is a column, so its transpose is read along `k`.
        let column = |k: usize| self.left[(i + k) * n + i];
        let (cut, top) = best_by(width, |k| column(k) + self.open_left[ta + k]);
        self.cut_left[at] = (i + cut) as u32;
        self.left[ta] = top;
        let column = |k: usize| self.right[(i + 1 + k) * n + j];
        let (cut, top) = best_by(width, |k| self.open_right[at - width + 1 + k] + column(k));
        self.cut_right[at] = (i + 1 + cut) as u32;
        self.right[at] = top;
    }

    /// Follows the cuts back.
    fn heads(&self, root: usize) -> Vec<usize> {
        let mut heads = vec![0; self.n];
        let mut todo = vec![(Kind::Left, 0, root), (Kind::Right, root, self.n - 1)];
        while let Some((kind, i, j)) = todo.pop() {
            if i == j {
                continue;
            }
            let at = i * self.n + j;
            match kind {
                Kind::Left => {
                    let k = self.cut_left[at] as usize;
                    todo.extend([(Kind::Left, i, k), (Kind::OpenLeft, k, j)]);
                }
                Kind::Right => {
                    let k = self.cut_right[at] as usize;
                    todo.extend([(Kind::OpenRight, i, k), (Kind::Right, k, j)]);
                }
                Kind::OpenLeft | Kind::OpenRight => {
                    let (dependent, head) = if matches!(kind, Kind::OpenLeft) { (i, j) } else { (j, i) };
                    heads[dependent] = head + 1;
                    let k = self.cut_open[at] as usize;
                    todo.extend([(Kind::Right, i, k), (Kind::Left, k + 1, j)]);
                }
            }
        }
        heads
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Left,
    Right,
    OpenLeft,
    OpenRight,
}

/// The first greatest sum of two rows.
fn best(a: &[f32], b: &[f32]) -> (usize, f32) {
    best_by(a.len(), |k| a[k] + b[k])
}

fn best_by(count: usize, sum: impl Fn(usize) -> f32) -> (usize, f32) {
    let (mut at, mut top) = (0, sum(0));
    for k in 1..count {
        let next = sum(k);
        if next > top {
            (at, top) = (k, next);
        }
    }
    (at, top)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(i, h)| scores[i * (heads.len() + 1) + h]).sum()
    }

    fn is_projective_tree(heads: &[usize]) -> bool {
        let one_root = heads.iter().filter(|h| **h == 0).count() == 1;
        let arcs: Vec<(usize, usize)> =
            heads.iter().enumerate().map(|(i, &h)| ((i + 1).min(h), (i + 1).max(h))).collect();
        let crosses = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.0 && b.0 < a.1 && a.1 < b.1;
        let reaches = |i: usize| {
            std::iter::successors(Some(i), |&at| (at > 0).then(|| heads[at - 1]))
                .take(heads.len() + 2)
                .any(|at| at == 0)
        };
        one_root && (1..=heads.len()).all(reaches) && !arcs.iter().any(|a| arcs.iter().any(|b| crosses(a, b)))
    }

    /// Every tree, tried.
    fn greatest(scores: &[f32], n: usize) -> f32 {
        let mut heads = vec![0; n];
        let mut top = f32::NEG_INFINITY;
        loop {
            if is_projective_tree(&heads) {
                top = top.max(total(scores, &heads));
            }
            let Some(i) = heads.iter().position(|h| *h < n) else { return top };
            heads[i] += 1;
            heads[..i].fill(0);
        }
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_projective_one(n in 1_usize..5, values in prop::collection::vec(-9.0_f32..0.0, 30)) {
            let scores: Vec<f32> = (0..n * (n + 1)).map(|k| if k % (n + 1) == k / (n + 1) + 1 { -1e9 } else { values[k] }).collect();
            let heads = eisner(&scores, n);
            prop_assert!(is_projective_tree(&heads));
            prop_assert!((total(&scores, &heads) - greatest(&scores, n)).abs() < 1e-3);
        }
    }
}
