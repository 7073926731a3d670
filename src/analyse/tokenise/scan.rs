//! One unit of text to surface tokens, left to right, in linear time.

use std::ops::Bound;

use unicode_segmentation::UnicodeSegmentation;

use super::signs::{
    is_apostrophe, is_blank, is_closer, is_dash, is_final, is_group_blank, is_hyphen, is_opener, is_word,
};
use super::{Ending, Surface, TokenRules, fold};
use crate::text::Span;

/// Longer runs are not looked up: no table holds a word of that many bytes.
const LONGEST_ENTRY: usize = 40;

/// The part before `@` of a mail address is no longer (RFC 5321).
const LONGEST_NAME: usize = 65;

/// A word has no more clitics at its end.
const MOST_ENCLITICS: usize = 3;

/// Reads one unit.
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// Next byte to read.
    at: usize,
    end: usize,
    rules: &'a TokenRules,
    /// The word being looked up, folded.
    folded: String,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, unit: Span, rules: &'a TokenRules) -> Self {
        let Span { start, end } = unit;
        Self { text, at: start as usize, end: end as usize, rules, folded: String::new() }
    }

    pub fn scan(mut self, out: &mut Vec<Surface>) {
        let first = out.len();
        while let Some(c) = self.char_at(self.at) {
            if is_blank(c) {
                self.at += c.len_utf8();
                continue;
            }
            let free = out.len() == first || out[out.len() - 1].span.end as usize != self.at;
            let from = self.at;
            let (end, ending) = self.token(c, free);
            debug_assert!(end > from, "a token has a length");
            out.push(Surface { span: Span::new(from, end), ending });
            self.at = end;
        }
    }

    /// The end of the token that starts at `self.at` with `c`; `free` where nothing is glued before it.
    fn token(&mut self, c: char, free: bool) -> (usize, Ending) {
        let plain = |end| (end, Ending::None);
        if let Some(end) = self.address(c, free).or_else(|| self.symbol(c)) {
            return plain(end);
        }
        if c.is_ascii_digit() {
            return plain(self.number(self.at));
        }
        if is_word(c) {
            return self.word();
        }
        let next = self.at + c.len_utf8();
        let after = self.char_at(next);
        if (is_dash(c) || c == '+') && after.is_some_and(|c| c.is_ascii_digit()) && self.may_be_signed(free) {
            return plain(self.number(next));
        }
        if is_hyphen(c)
            && !free
            && let Some(end) = self.enclitic_here()
        {
            return plain(end);
        }
        if matches!(c, '@' | '#') && after.is_some_and(is_word) {
            return plain(self.run(next));
        }
        if is_final(c) {
            let alike = |other: char| other == c || matches!((c, other), ('?', '!') | ('!', '?'));
            return (self.repeated(alike), Ending::Final);
        }
        if matches!(c, '-' | '–' | '—' | '*' | '=' | '_' | '~') {
            return plain(self.repeated(|other| other == c));
        }
        plain(self.grapheme())
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.end].chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn repeated(&self, same: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[self.at..self.end];
        self.at + rest.find(|c| !same(c)).unwrap_or(rest.len())
    }

    fn grapheme(&self) -> usize {
        let rest = &self.text[self.at..self.end];
        self.at + rest.graphemes(true).next().map_or(rest.len(), str::len)
    }

    /// A URL or mail address.
    fn address(&self, c: char, free: bool) -> Option<usize> {
        if !c.is_ascii_alphanumeric() || !(free || self.char_before(self.at).is_some_and(|c| !is_word(c))) {
            return None;
        }
        let rest = &self.text[self.at..self.end];
        let is_url = ["http://", "https://", "ftp://", "www."]
            .iter()
            .any(|head| rest.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head)));
        if is_url {
            let stop = |c: char| is_blank(c) || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”');
            let url = &rest[..rest.find(stop).unwrap_or(rest.len())];
            let kept = url.trim_end_matches(|c: char| {
                is_final(c) || is_closer(c) || is_apostrophe(c) || matches!(c, ',' | ';' | ':')
            });
            return Some(self.at + kept.len());
        }
        let name = rest.bytes().take(LONGEST_NAME).position(|b| !is_address_char(b.into()))?;
        if !rest[name..].starts_with('@') {
            return None;
        }
        let host = &rest[name + 1..];
        let host = host[..host.find(|c: char| !is_address_char(c)).unwrap_or(host.len())].trim_end_matches(['.', '-']);
        host.contains('.').then_some(self.at + name + 1 + host.len())
    }

    /// A sign of the pack's table, longest first, not inside a word.
    fn symbol(&self, c: char) -> Option<usize> {
        let before = self.char_before(self.at).filter(|_| self.at > 0);
        if c.is_alphabetic() && before.is_some_and(|c| c.is_alphabetic() || is_hyphen(c) || is_apostrophe(c)) {
            return None;
        }
        let rest = &self.text[self.at..self.end];
        let mut head = [0; 4];
        let head: &str = c.encode_utf8(&mut head);
        let entries = self
            .rules
            .symbols
            .range::<str, _>((Bound::Included(head), Bound::Unbounded))
            .take_while(|entry| entry.starts_with(head));
        let fits = |entry: &&String| {
            let after = rest[entry.len()..].chars().next();
            let goes_on = |c: char| if entry.ends_with(char::is_alphabetic) { is_word(c) } else { c.is_alphabetic() };
            !after.is_some_and(goes_on)
        };
        entries.filter(|entry| rest.starts_with(entry.as_str())).filter(fits).map(|entry| self.at + entry.len()).max()
    }

    fn may_be_signed(&self, free: bool) -> bool {
        free || self.char_before(self.at).is_some_and(is_opener)
    }

    /// The end of the number whose first digit is at `from`, with what is glued to it unless the pack cuts it off.
    fn number(&self, from: usize) -> usize {
        if let Some(end) = self.grouped(from) {
            return end;
        }
        let digits_end = self.digits(from);
        if self.is_cut_after(digits_end) {
            return digits_end;
        }
        self.run(from)
    }

    /// One past the last digit of the number at `from`, decimals included.
    fn digits(&self, from: usize) -> usize {
        let rest = &self.text[from..self.end];
        let mut end = 0;
        let mut bytes = rest.bytes().enumerate().peekable();
        while let Some((i, byte)) = bytes.next() {
            let digit_follows = bytes.peek().is_some_and(|(_, b)| b.is_ascii_digit());
            if byte.is_ascii_digit() {
                end = i + 1;
            } else if !(matches!(byte, b'.' | b',') && digit_follows) {
                break;
            }
        }
        from + end
    }

    /// Whether a unit of the pack is glued to the number that ends here.
    fn is_cut_after(&self, end: usize) -> bool {
        let Some(c) = self.char_at(end).filter(|c| !c.is_ascii_digit()) else { return false };
        let glued = Self { at: end, folded: String::new(), ..*self };
        self.glued_end(end).is_some() || glued.symbol(c).is_some()
    }

    /// `10 000`, `1 250 000,5`: groups of three digits.
    fn grouped(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let digits = |at: usize| bytes[at..self.end].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        let first = digits(from);
        if first > 3 || bytes[from] == b'0' {
            return None;
        }
        let mut end = from + first;
        while let Some(blank) = self.char_at(end).filter(|c| is_group_blank(*c)) {
            let group = end + blank.len_utf8();
            if digits(group) != 3 {
                break;
            }
            end = group + 3;
        }
        if end == from + first {
            return None;
        }
        let decimals = self.char_at(end).is_some_and(|c| matches!(c, '.' | ',')) && digits(end + 1) > 0;
        Some(if decimals { self.digits(end + 1) } else { end })
    }

    /// The end of the run of word characters from `from`, with the joiners between them.
    fn run(&self, from: usize) -> usize {
        let mut before = None;
        let mut segment = 0;
        let mut capital = false;
        let mut chars = self.text[from..self.end].char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if !is_word(c) {
                let after = chars.peek().map(|&(_, c)| c);
                let joint = Joint { before, segment, capital, after, second: self.second_after(from + i, c) };
                if !joint.holds(c) {
                    return from + i;
                }
                segment = 0;
            } else {
                if segment == 0 {
                    capital = c.is_uppercase();
                }
                segment += 1;
            }
            before = Some(c);
        }
        self.end
    }

    fn second_after(&self, at: usize, c: char) -> Option<char> {
        self.text[at + c.len_utf8()..self.end].chars().nth(1)
    }

    /// The end of the word at `self.at`: an elision, what is left of an enclitic, or a run with its abbreviation stop.
    fn word(&mut self) -> (usize, Ending) {
        let from = self.at;
        if let Some(unit) = self.glued_unit(from) {
            return (unit, Ending::None);
        }
        // Looked up before the whole run is read, which may be long and cut many times.
        if let Some(end) = self.short_run(from).filter(|&end| self.is_fixed(from, end)) {
            return (end, Ending::None);
        }
        if let Some(elision) = self.elision(from) {
            return (elision, Ending::None);
        }
        let mut end = self.run(from);
        for _ in 0..MOST_ENCLITICS {
            match self.without_enclitic(from, end) {
                Some(stem) => end = stem,
                None => break,
            }
        }
        self.with_stop(from, end)
    }

    /// The end of the run, where it may be an entry of a table.
    fn short_run(&self, from: usize) -> Option<usize> {
        let limit = (from + LONGEST_ENTRY + 1..self.end).find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.end);
        let end = Self { at: from, end: limit, folded: String::new(), ..*self }.run(from);
        (end - from <= LONGEST_ENTRY).then_some(end)
    }

    /// A unit right after digits (`20h30`).
    fn glued_unit(&self, from: usize) -> Option<usize> {
        self.char_before(from).filter(char::is_ascii_digit)?;
        self.glued_end(from)
    }

    /// The end of the unit at `at`, before a digit or the end of the word.
    fn glued_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.end];
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let ends = rest[letters..].chars().next().is_none_or(|c| c.is_ascii_digit() || !is_word(c));
        (ends && self.rules.glued.contains(&rest[..letters])).then_some(at + letters)
    }

    fn fold(&mut self, from: usize, end: usize) -> bool {
        if end - from > LONGEST_ENTRY {
            return false;
        }
        fold(&self.text[from..end], &mut self.folded);
        true
    }

    fn is_fixed(&mut self, from: usize, end: usize) -> bool {
        self.fold(from, end) && self.rules.fixed.contains(&self.folded)
    }

    /// A word of the table and its apostrophe.
    fn elision(&mut self, from: usize) -> Option<usize> {
        let rest = &self.text[from..self.end];
        let (at, apostrophe) = rest.char_indices().take(LONGEST_ENTRY).find(|(_, c)| !c.is_alphabetic())?;
        let after = rest[at + apostrophe.len_utf8()..].chars().next();
        let quoted = after.is_some_and(|c| is_closer(c) || is_final(c) || c == ',');
        if !is_apostrophe(apostrophe) || quoted || !self.fold(from, from + at) {
            return None;
        }
        self.rules.elisions.contains(&self.folded).then_some(from + at + apostrophe.len_utf8())
    }

    /// The end of what stands before a clitic at the end of a word.
    fn without_enclitic(&mut self, from: usize, end: usize) -> Option<usize> {
        let tail = self.text[from..end].char_indices().rev().take(LONGEST_ENTRY / 2);
        let hyphens: Vec<usize> =
            tail.filter(|(_, c)| is_hyphen(*c)).map(|(i, _)| from + i).filter(|i| *i > from).collect();
        // The longest first, so that `-t-il` is not cut to `-il`.
        hyphens.into_iter().rev().find(|&hyphen| {
            self.fold(hyphen, end)
                && self.rules.enclitics.contains(&self.folded)
                && self.text[from..hyphen].ends_with(char::is_alphabetic)
                && !self.is_fixed(from, end)
        })
    }

    /// The clitic whose hyphen is at `self.at`: the longest that ends at another hyphen or with the word.
    fn enclitic_here(&mut self) -> Option<usize> {
        let from = self.at;
        let mut chars = self.text[from..self.end].char_indices().skip(1).take(LONGEST_ENTRY / 2);
        let in_clitic = |c: char| is_word(c) || is_hyphen(c) || is_apostrophe(c);
        let mut ends: Vec<usize> = Vec::new();
        let last = chars.find(|&(i, c)| {
            if is_hyphen(c) {
                ends.push(from + i);
            }
            !in_clitic(c)
        });
        ends.push(last.map_or(self.end, |(i, _)| from + i));
        ends.into_iter().rev().find(|&end| self.fold(from, end) && self.rules.enclitics.contains(&self.folded))
    }

    /// Adds the stop of an abbreviation.
    fn with_stop(&mut self, from: usize, end: usize) -> (usize, Ending) {
        if self.char_at(end) != Some('.') || matches!(self.char_at(end + 1), Some('.')) {
            return (self.with_plus(from, end), Ending::None);
        }
        let form = &self.text[from..end];
        let rest = self.text[end + 1..self.end].trim_start_matches(is_blank);
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let apostrophe = rest[word..].chars().next().filter(|c| is_apostrophe(*c));
        let next = &rest[..word + apostrophe.map_or(0, char::len_utf8)];
        let first = rest.chars().next();
        let rules = &self.rules.abbreviations;
        if rules.before_name.contains(form) && first.is_some_and(|c| !is_closer(c)) {
            return (end + 1, Ending::None);
        }
        if !self.fold(from, end) {
            return (end, Ending::None);
        }
        if rules.closing.contains(&self.folded) {
            return (end + 1, Ending::Perhaps);
        }
        let inside = rules.inside.contains(&self.folded) && first.is_some_and(|c| !is_closer(c));
        if inside || rules.before_number.contains(&self.folded) && is_numeral(next) {
            return (end + 1, Ending::None);
        }
        match (is_initials(form), form.chars().count()) {
            (true, 1) if next.is_empty() || self.opens(next) => (end, Ending::None),
            (true, _) => (end + 1, Ending::Initial),
            (false, _) => (end, Ending::None),
        }
    }

    /// Whether a word opens sentences and is no name.
    fn opens(&mut self, word: &str) -> bool {
        if word.len() > LONGEST_ENTRY {
            return false;
        }
        fold(word, &mut self.folded);
        self.rules.openers.contains(&self.folded)
    }

    /// A plus sign that ends a name (*Orange+*).
    fn with_plus(&self, from: usize, end: usize) -> usize {
        let name = self.text[from..].starts_with(char::is_uppercase);
        let alone = || !self.char_at(end + 1).is_some_and(|c| is_word(c) || c == '+');
        if name && self.char_at(end) == Some('+') && alone() { end + 1 } else { end }
    }
}

fn is_address_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+')
}

/// Digits or a Roman numeral.
fn is_numeral(word: &str) -> bool {
    word.starts_with(|c: char| c.is_numeric())
        || !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// Capital letters parted by stops: *J*, *J.-C*, *U.S.A*.
fn is_initials(form: &str) -> bool {
    form.split(['.', '-']).filter(|part| !part.is_empty()).all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    }) && !form.starts_with('-')
        && (form.contains('.') || form.chars().count() == 1)
}

/// A character between two stretches of word characters.
struct Joint {
    before: Option<char>,
    /// Word characters since the last joiner.
    segment: usize,
    /// Whether the first of them is a capital.
    capital: bool,
    after: Option<char>,
    second: Option<char>,
}

impl Joint {
    fn holds(&self, c: char) -> bool {
        let (Some(before), Some(after)) = (self.before, self.after) else { return false };
        if c == '.' && is_hyphen(after) {
            return self.segment == 1 && before.is_uppercase() && self.second.is_some_and(char::is_uppercase);
        }
        if is_hyphen(c) && before == '.' {
            return true;
        }
        if !is_word(before) || !is_word(after) {
            return false;
        }
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        match c {
            '·' | '‧' => true,
            c if is_hyphen(c) || is_apostrophe(c) => true,
            '–' | ',' | ':' => digits,
            '.' => {
                digits
                    || after.is_lowercase()
                    || before.is_ascii_digit()
                    || (self.segment == 1 && before.is_uppercase())
            }
            '/' => digits || (self.capital && self.segment <= 3 && after.is_uppercase()),
            '&' => before.is_uppercase() && after.is_uppercase(),
            _ => false,
        }
    }
}
