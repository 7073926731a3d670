//! The compact word list (`train/FORMAT.md`, section 6): read where it lies, nothing is built at load but two short tables.

use std::borrow::Cow;
use std::ops::Range;

use crate::analyse::ModelError;

/// Forms, each with its (lemma script, tag) pairs.
#[derive(Debug)]
pub(super) struct Lexicon {
    bytes: Cow<'static, [u8]>,
    tags: Vec<Box<str>>,
    scripts: Vec<Box<str>>,
    starts: Range<usize>,
    pairs: Range<usize>,
    blocks: Range<usize>,
    data: Range<usize>,
}

/// Numbers of the header, after the magic.
const HEADER: usize = 9;

/// Entries of a block.
const BLOCK: usize = 16;

impl Lexicon {
    /// Checks the header and the sizes.
    pub fn read(bytes: Cow<'static, [u8]>, file: &str) -> Result<Self, ModelError> {
        let wrong = |fact: &str| ModelError::invalid(file, fact);
        if !bytes.starts_with(b"GLEX") || bytes.len() < 4 + 4 * HEADER {
            return Err(wrong("it is no word list"));
        }
        let header: Vec<usize> = (0..HEADER).map(|i| number(&bytes, 4 + 4 * i) as usize).collect();
        let [version, _, block, blocks, signatures, pairs, tags, scripts, data] = header[..] else {
            return Err(wrong("its header is cut short"));
        };
        if version != 1 || block != BLOCK {
            return Err(wrong("its version is not 1"));
        }
        let mut at = 4 + 4 * HEADER;
        let mut part = |length: usize| {
            let range = at..at.saturating_add(length);
            at = range.end;
            range
        };
        let (tags, scripts) = (part(tags), part(scripts));
        let starts = part(4 * (signatures + 1));
        let pairs = part(4 * pairs);
        let blocks = part(4 * (blocks + 1));
        let data = part(data);
        if at != bytes.len() {
            return Err(wrong("its length is not what its header says"));
        }
        let lines = |range: Range<usize>| -> Result<Vec<Box<str>>, ModelError> {
            let text = std::str::from_utf8(&bytes[range]).map_err(|_| wrong("a table is not UTF-8"))?;
            Ok(text.trim_end_matches('\n').split('\n').map(Box::from).collect())
        };
        let (tags, scripts) = (lines(tags)?, lines(scripts)?);
        let lexicon = Self { tags, scripts, starts, pairs, blocks, data, bytes };
        lexicon.check().then_some(lexicon).ok_or_else(|| wrong("its tables do not fit together"))
    }

    /// Whether every offset and index stays inside its table.
    fn check(&self) -> bool {
        let numbers = |range: &Range<usize>| -> Vec<usize> {
            self.bytes[range.clone()].chunks_exact(4).map(|four| number(four, 0) as usize).collect()
        };
        let rising = |numbers: &[usize], end: usize| {
            numbers.windows(2).all(|pair| pair[0] <= pair[1])
                && numbers.first() == Some(&0)
                && numbers.last() == Some(&end)
        };
        rising(&numbers(&self.starts), self.pairs.len() / 4)
            && rising(&numbers(&self.blocks), self.data.len())
            && numbers(&self.pairs)
                .iter()
                .all(|pair| (pair & 0xffff) < self.scripts.len() && (pair >> 16) < self.tags.len())
    }

    /// All scripts, in byte order.
    pub fn scripts(&self) -> &[Box<str>] {
        &self.scripts
    }

    pub fn tag(&self, tag: u16) -> &str {
        &self.tags[usize::from(tag)]
    }

    /// The (script, tag) pairs of a lower-case normal form, as indexes.
    pub fn look_up(&self, form: &str) -> impl Iterator<Item = (u16, u16)> + '_ {
        let signature = self.signature(form.as_bytes());
        let range = signature.map_or(0..0, |signature| {
            let start = |i: usize| self.number(&self.starts, i);
            start(signature)..start(signature + 1)
        });
        range.map(|pair| {
            let pair = self.number(&self.pairs, pair) as u32;
            ((pair & 0xffff) as u16, (pair >> 16) as u16)
        })
    }

    fn number(&self, part: &Range<usize>, index: usize) -> usize {
        number(&self.bytes, part.start + 4 * index) as usize
    }

    fn signature(&self, form: &[u8]) -> Option<usize> {
        let count = self.blocks.len() / 4 - 1;
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.block(middle).next().is_some_and(|(_, head, _)| head <= form) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        let mut same = Vec::new();
        self.block(low.checked_sub(1)?)
            .find_map(|(shared, rest, signature)| {
                same.truncate(shared);
                same.extend_from_slice(rest);
                (same == form).then_some(signature)
            })
            .filter(|&signature| signature + 1 < self.starts.len() / 4)
    }

    /// The entries of a block: shared bytes, further bytes, signature.
    fn block(&self, index: usize) -> impl Iterator<Item = (usize, &[u8], usize)> {
        let data = &self.bytes[self.data.clone()];
        let mut rest = &data[self.number(&self.blocks, index)..self.number(&self.blocks, index + 1)];
        std::iter::from_fn(move || {
            let [shared, length, after @ ..] = rest else { return None };
            let (form, after) = after.split_at_checked(usize::from(*length))?;
            let [low, high, after @ ..] = after else { return None };
            rest = after;
            Some((usize::from(*shared), form, usize::from(u16::from_le_bytes([*low, *high]))))
        })
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A list of `(form, script, tag)` with one pair a form.
    fn write(entries: &[(&str, u16, u16)], scripts: &str, tags: &str) -> Vec<u8> {
        let pad = |text: &str| text.to_owned() + &"\n".repeat((4 - text.len() % 4) % 4);
        let (tags, scripts) = (pad(tags), pad(scripts));
        let (mut data, mut blocks) = (Vec::new(), Vec::new());
        for (i, (form, ..)) in entries.iter().enumerate() {
            let shared = if i % BLOCK == 0 {
                blocks.push(data.len());
                0
            } else {
                form.bytes().zip(entries[i - 1].0.bytes()).take_while(|(a, b)| a == b).count()
            };
            data.extend([shared as u8, (form.len() - shared) as u8]);
            data.extend(&form.as_bytes()[shared..]);
            data.extend((i as u16).to_le_bytes());
        }
        blocks.push(data.len());
        let n = entries.len();
        let header = [1, n, BLOCK, blocks.len() - 1, n, n, tags.len(), scripts.len(), data.len()];
        let mut out = b"GLEX".to_vec();
        out.extend(header.iter().flat_map(|n| (*n as u32).to_le_bytes()));
        out.extend(tags.bytes().chain(scripts.bytes()));
        out.extend((0..=n).flat_map(|i| (i as u32).to_le_bytes()));
        out.extend(entries.iter().flat_map(|(_, s, t)| [s.to_le_bytes(), t.to_le_bytes()].concat()));
        out.extend(blocks.iter().flat_map(|b| (*b as u32).to_le_bytes()));
        out.extend(data);
        out
    }

    fn sample() -> Vec<u8> {
        let forms: Vec<String> = (0..40).map(|i| format!("mot{i:02}")).collect();
        let entries: Vec<(&str, u16, u16)> =
            forms.iter().zip(0..).map(|(form, i)| (form.as_str(), i % 2, i % 3)).collect();
        write(&entries, "K0:\nL1:", "ADJ\nNOUN\nVERB")
    }

    #[test]
    fn every_form_is_found_and_no_other() {
        let lexicon = Lexicon::read(sample().into(), "l").expect("the sample is whole");
        for i in 0..40_u16 {
            assert_eq!(lexicon.look_up(&format!("mot{i:02}")).collect::<Vec<_>>(), [(i % 2, i % 3)]);
        }
        for other in ["", "a", "mot", "mot0", "mot000", "mot40", "z"] {
            assert_eq!(lexicon.look_up(other).count(), 0, "{other}");
        }
        assert_eq!((lexicon.tag(2), &*lexicon.scripts()[1]), ("VERB", "L1:"));
    }

    #[test]
    fn a_cut_file_is_refused() {
        let bytes = sample();
        for length in 0..bytes.len() {
            assert!(Lexicon::read(bytes[..length].to_vec().into(), "l").is_err());
        }
    }

    proptest! {
        #[test]
        fn a_damaged_file_never_panics(at in 0_usize..400, byte: u8) {
            let mut bytes = sample();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(lexicon) = Lexicon::read(bytes.into(), "l") {
                (0..40).for_each(|i| { lexicon.look_up(&format!("mot{i:02}")).count(); });
            }
        }
    }
}
