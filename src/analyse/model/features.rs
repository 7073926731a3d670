//! What the model sees of a form: rows of its three embedding tables (`train/FORMAT.md`, section 2).

/// Longer keys keep this many code points at either end, so that a huge token costs no more than a word.
const KEPT_ENDS: usize = 12;

/// CRC-32 of IEEE 802.3, one byte at a time; features grow from left to right, so their hashes do too.
#[derive(Clone, Copy)]
struct Crc(u32);

const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = if rest & 1 == 1 { 0xEDB8_8320 ^ (rest >> 1) } else { rest >> 1 };
            bit += 1;
        }
        table[byte] = rest;
        byte += 1;
    }
    table
}

impl Crc {
    /// Of the feature's kind letter.
    fn kind(letter: u8) -> Self {
        Self(u32::MAX).bytes(&[letter])
    }

    fn bytes(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |rest, byte| TABLE[((rest ^ u32::from(*byte)) & 0xff) as usize] ^ (rest >> 8)))
    }

    fn row(self, rows: u32) -> u32 {
        !self.0 % rows
    }
}

/// Rows of the sub-word table for a key.
pub(super) fn sub_rows(key: &str, rows: u32, out: &mut Vec<u32>) {
    let short = shortened(key);
    let key = short.as_deref().unwrap_or(key);
    let framed = format!("^{key}$");
    // Byte offsets of the code points, and of the end.
    let bounds: Vec<usize> = framed.char_indices().map(|(at, _)| at).chain([framed.len()]).collect();
    let bytes = framed.as_bytes();
    let (first, last) = (1, bounds.len() - 2);
    let slice = |from: usize, to: usize| &bytes[bounds[from]..bounds[to]];
    out.push(Crc::kind(b'w').bytes(slice(first, last)).row(rows));
    for length in 1..=4.min(last - first) {
        out.push(Crc::kind(b'p').bytes(slice(first, first + length)).row(rows));
    }
    for length in 1..=5.min(last - first) {
        out.push(Crc::kind(b's').bytes(slice(last - length, last)).row(rows));
    }
    for length in [3, 4] {
        for from in 0..(last + 2).saturating_sub(length) {
            out.push(Crc::kind(b'g').bytes(slice(from, from + length)).row(rows));
        }
    }
}

fn shortened(key: &str) -> Option<String> {
    // Most words are shorter in bytes already.
    if key.len() <= 2 * KEPT_ENDS || key.chars().nth(2 * KEPT_ENDS).is_none() {
        return None;
    }
    let head: String = key.chars().take(KEPT_ENDS).collect();
    let tail: Vec<char> = key.chars().rev().take(KEPT_ENDS).collect();
    Some(head + &tail.into_iter().rev().collect::<String>())
}

/// What the tags of the lists of well-known names begin with.
const KNOWN: char = '~';

/// Whether a tag of a lexicon counts for a form: those of well-known names do not where it is written as a common word is.
pub(super) fn counts(tag: &str, normal: &str) -> bool {
    !tag.starts_with(KNOWN) || normal.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Rows of the shape and lexicon table for a normal form and the tags that the lexicons give it.
pub(super) fn lex_rows(normal: &str, tags: &[&str], rows: u32, out: &mut Vec<u32>) {
    out.push(Crc::kind(b'c').bytes(case_class(normal).as_bytes()).row(rows));
    out.push(Crc::kind(b'h').bytes(shape(normal).as_bytes()).row(rows));
    let digits = normal.bytes().filter(u8::is_ascii_digit).count();
    if digits > 0 {
        out.push(Crc::kind(b'n').bytes(&[b'0' + digits.min(7) as u8]).row(rows));
        if is_year(normal.as_bytes()) {
            out.push(Crc::kind(b'n').bytes(b"year").row(rows));
        }
    }
    let mut classes = Vec::new();
    let mut distinct = tags.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    for tag in distinct {
        out.push(Crc::kind(b'L').bytes(tag.as_bytes()).row(rows));
        if !tag.starts_with(KNOWN) {
            classes.push(tag.split('|').next().unwrap_or(tag));
        }
    }
    classes.sort_unstable();
    classes.dedup();
    let mut crc = Crc::kind(b'A');
    for (i, class) in classes.iter().enumerate() {
        crc = if i == 0 { crc } else { crc.bytes(b"|") }.bytes(class.as_bytes());
    }
    out.push(crc.row(rows));
}

fn case_class(normal: &str) -> &'static str {
    let (mut upper, mut lower, mut first_upper) = (0, 0, false);
    for c in normal.chars() {
        if c.is_uppercase() {
            first_upper |= upper + lower == 0;
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => "none",
        (0, _) => "lower",
        (1, 0) => "one",
        (_, 0) => "upper",
        (1, _) if first_upper => "title",
        _ => "mixed",
    }
}

fn shape(normal: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    for c in normal.chars().take(2 * KEPT_ENDS) {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_ascii_digit() => 'd',
            c => c,
        };
        if !out.ends_with(&[kind, kind]) {
            out.push(kind);
        }
    }
    out.into_iter().take(10).collect()
}

/// `1[0-9]` or `20`, and two digits.
fn is_year(normal: &[u8]) -> bool {
    normal.len() == 4 && normal.iter().all(u8::is_ascii_digit) && (normal[0] == b'1' || normal.starts_with(b"20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_zlib() {
        assert_eq!(!Crc(u32::MAX).bytes(b"123456789").0, 0xCBF4_3926);
    }

    #[test]
    fn cases_and_shapes() {
        let classes = [
            ("", "none"),
            ("12", "none"),
            ("a1", "lower"),
            ("A", "one"),
            ("AB", "upper"),
            ("Ab", "title"),
            ("aB", "mixed"),
            ("3Ab", "title"),
        ];
        for (form, class) in classes {
            assert_eq!(case_class(form), class, "{form}");
        }
        assert_eq!(shape("Saint-Dizier"), "Xxx-Xxx");
        assert_eq!(shape("10 000,55"), "dd dd,dd");
    }

    #[test]
    fn features_of_short_and_long_keys() {
        let count = |key: &str| {
            let mut rows = Vec::new();
            sub_rows(key, 1 << 15, &mut rows);
            rows.len()
        };
        // w, p1, s1, g of ^a$
        assert_eq!(count("a"), 4);
        // Nothing but w and, for ^$, no substring.
        assert_eq!(count(""), 1);
        assert_eq!(count(&"é".repeat(25)), count(&"é".repeat(24)));
    }
}
