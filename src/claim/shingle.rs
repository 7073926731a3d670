//! MinHash over word shingles (Broder 1997), by which near-duplicate articles are found when graphs are merged.

use crate::analyse::{Analysis, Upos};

const WIDTH: usize = 4;
const VALUES: usize = 64;

/// 64 minima over the article's four-word shingles; empty for texts of fewer than twenty words.
pub(super) fn min_hash(analysis: &Analysis) -> Vec<u32> {
    let words: Vec<String> =
        analysis.tokens.iter().filter(|t| t.upos != Upos::Punct).map(|t| t.form.to_lowercase()).collect();
    if words.len() < 5 * WIDTH {
        return Vec::new();
    }
    let mut minima = vec![u32::MAX; VALUES];
    for shingle in words.windows(WIDTH) {
        let hash = fnv(&shingle.join(" "));
        for (seed, least) in minima.iter_mut().enumerate() {
            *least = (*least).min(mix(hash, seed as u64));
        }
    }
    minima
}

fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// SplitMix64's finaliser: one cheap independent hash per seed.
fn mix(hash: u64, seed: u64) -> u32 {
    let mut z = hash.wrapping_add(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z >> 32) as u32
}
