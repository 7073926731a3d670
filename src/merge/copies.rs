//! Near-duplicate articles: one agency text in many outlets is one source.
//!
//! MinHash (Broder 1997) over word shingles, looked up by bands (Leskovec et al., *Mining of Massive Datasets*, 3.4):
//! 16 bands of 4 find nearly all pairs above a resemblance of 0.7.

use std::collections::HashMap;

use super::graph::ArticleId;
use crate::claim::ArticleClaims;

/// Values a band holds.
const BAND: usize = 4;
/// Resemblance from which two articles are one text.
const RESEMBLANCE: f64 = 0.7;

/// For each article, the earlier one that it copies: earlier by date of publication, then by name. An article is
/// compared with originals only, so that resemblance is never chained, and not with other versions of itself.
pub(super) fn copies(articles: &[&ArticleClaims]) -> Vec<Option<ArticleId>> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let published = |i: usize| articles[i].published.as_ref().and_then(|date| date.period().begin);
    order.sort_by_key(|&i| (published(i).is_none(), published(i), i));
    let mut bands: HashMap<(usize, &[u32]), Vec<usize>> = HashMap::new();
    let mut hashes: HashMap<&str, usize> = HashMap::new();
    let mut copy_of = vec![None; articles.len()];
    for i in order {
        let shingles = &articles[i].shingles;
        let exact = hashes.get(articles[i].hash.as_str()).copied();
        let near = || {
            let found = shingles.chunks_exact(BAND).enumerate().filter_map(|key| bands.get(&key)).flatten();
            let other = found.copied().filter(|&j| articles[j].document != articles[i].document);
            other.filter(|&j| resemblance(shingles, &articles[j].shingles) >= RESEMBLANCE).min()
        };
        match exact.or_else(near) {
            Some(original) => copy_of[i] = Some(ArticleId(original as u32)),
            None => {
                hashes.insert(&articles[i].hash, i);
                for key in shingles.chunks_exact(BAND).enumerate() {
                    bands.entry(key).or_default().push(i);
                }
            }
        }
    }
    copy_of
}

/// Share of equal values.
fn resemblance(a: &[u32], b: &[u32]) -> f64 {
    if a.is_empty() || a.len() != b.len() {
        return 0.0;
    }
    let equal = a.iter().zip(b).filter(|(x, y)| x == y).count();
    equal as f64 / a.len() as f64
}
