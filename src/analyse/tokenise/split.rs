//! Surface tokens of a unit to sentences.

use std::collections::BTreeSet;

use super::signs::{is_apostrophe, is_bullet, is_closer, is_final, is_opener};
use super::{Ending, RawSentence, Surface, TokenRules, fold};

/// Cuts `tokens[start..]` after final signs and before bullets, and anywhere after `longest` tokens.
pub(super) fn split(
    text: &str,
    tokens: &[Surface],
    start: usize,
    rules: &TokenRules,
    longest: usize,
    paragraph: u32,
    found: &mut Vec<RawSentence>,
) {
    let unit = Unit { text, tokens, rules, longest };
    let mut from = start;
    if let Some(end) = unit.dateline_end(start) {
        found.push(RawSentence { start, end, paragraph });
        from = end;
    }
    let mut at = from;
    while at < tokens.len() {
        at = unit.sentence_end(at, from);
        let mut cut = at;
        while cut - from > longest {
            let end = unit.place_to_cut(from);
            found.push(RawSentence { start: from, end, paragraph });
            from = end;
            cut = at;
        }
        found.push(RawSentence { start: from, end: at, paragraph });
        from = at;
    }
}

/// No dateline has more tokens.
const LONGEST_DATELINE: usize = 14;

struct Unit<'a> {
    text: &'a str,
    tokens: &'a [Surface],
    rules: &'a TokenRules,
    longest: usize,
}

impl Unit<'_> {
    /// One past the last token of the sentence that starts at `from`, looking from `at` on.
    fn sentence_end(&self, at: usize, from: usize) -> usize {
        let mut i = at;
        while i < self.tokens.len() {
            if i > from && (self.form(i).starts_with(is_bullet) || self.starts_unannounced(i)) {
                return i;
            }
            if self.tokens[i].ending == Ending::None || self.is_gap(i) {
                i += 1;
                continue;
            }
            let end = self.after_closers(i + 1, from);
            if end == self.tokens.len() || self.ends(i, end) {
                return end;
            }
            i = end;
        }
        self.tokens.len()
    }

    /// One past the dash or bracket that ends a dateline at the head of a unit: *GENÈVE, 3 mai (Agence) – Le groupe …*,
    /// *(Montréal) Le groupe …*. What it names takes no part in the sentence behind it.
    fn dateline_end(&self, start: usize) -> Option<usize> {
        let limit = self.tokens.len().min(start + LONGEST_DATELINE);
        if start + 2 >= limit {
            return None;
        }
        if self.form(start) == "(" {
            let close = (start + 1..limit).find(|&i| self.form(i) == ")")?;
            let named = close - start <= 4 && self.first_char(start + 1).is_uppercase();
            return (named && close + 1 < self.tokens.len() && self.opens(close + 1)).then_some(close + 1);
        }
        let shouts = self.form(start).chars().filter(|c| c.is_alphabetic()).count() > 2
            && self.form(start).chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '’'));
        let dash = (start + 1..limit).find(|&i| matches!(self.form(i), "-" | "–" | "—") && !self.glued(i))?;
        let plain = (start..dash).all(|i| self.tokens[i].ending == Ending::None);
        let dated = (start + 1..dash).any(|i| matches!(self.form(i), "," | "("));
        let capital = |i: usize| self.first_char(i).is_uppercase();
        let starts = |i: usize| !self.glued(i) && (self.opens(i) || dated && capital(i));
        (shouts && plain && dash + 1 < self.tokens.len() && starts(dash + 1)).then_some(dash + 1)
    }

    /// An ellipsis in brackets, for words left out.
    fn is_gap(&self, i: usize) -> bool {
        i > 0
            && matches!(self.first_char(i - 1), '(' | '[')
            && i + 1 < self.tokens.len()
            && is_closer(self.first_char(i + 1))
    }

    fn form(&self, i: usize) -> &str {
        self.tokens[i].span.slice(self.text)
    }

    fn first_char(&self, i: usize) -> char {
        self.form(i).chars().next().unwrap_or(' ')
    }

    fn glued(&self, i: usize) -> bool {
        i > 0 && self.tokens[i - 1].span.end == self.tokens[i].span.start
    }

    /// The first token from `i` on that neither closes what the sentence opened nor repeats a final sign.
    fn after_closers(&self, mut i: usize, from: usize) -> usize {
        while i < self.tokens.len() {
            let c = self.first_char(i);
            let straight = (c == '"' || is_apostrophe(c)) && self.form(i).len() == c.len_utf8();
            let closes = straight && self.closes(i, from);
            if !(is_closer(c) || closes || is_final(c)) {
                break;
            }
            i += 1;
        }
        i
    }

    /// Whether a straight quote hangs on the left only, or on neither side but after an open one.
    fn closes(&self, i: usize, from: usize) -> bool {
        let glued_after = i + 1 < self.tokens.len() && self.glued(i + 1);
        let open =
            || (from.max(i.saturating_sub(self.longest))..i).filter(|&j| self.form(j) == self.form(i)).count() % 2 == 1;
        !glued_after && (self.glued(i) || open())
    }

    /// Whether the sentence ends at the final token `i`, the next one starting with token `next`.
    fn ends(&self, i: usize, next: usize) -> bool {
        let mut first = next;
        while first + 1 < self.tokens.len() && self.is_opening(first) {
            first += 1;
        }
        if self.glued(next) && !self.missing_blank(i, next) {
            return false;
        }
        let starts = self.starts_sentence(first) || (self.is_stop(i) && self.opens(first));
        match self.tokens[i].ending {
            Ending::None => false,
            Ending::Final => starts,
            Ending::Perhaps => starts && self.first_char(first).is_uppercase(),
            Ending::Initial => starts && self.opens(first),
        }
    }

    /// A full stop after a whole word.
    fn is_stop(&self, i: usize) -> bool {
        self.form(i) == "." && i > 0 && self.form(i - 1).chars().count() > 2
    }

    /// Whether the sentence before token `i` was left without a stop: a capital where only a sentence has one.
    fn starts_unannounced(&self, i: usize) -> bool {
        let (form, before) = (self.form(i), self.form(i - 1));
        let mut letters = form.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && !letters.next().is_some_and(char::is_uppercase);
        if !capital || self.glued(i) {
            return false;
        }
        let after_word = before.ends_with(|c: char| c.is_alphanumeric() || c == ')');
        before == ";" && self.opens(i) || after_word && self.is_in(&self.rules.starters, form)
    }

    /// Whether a word opens sentences and is no name.
    fn opens(&self, i: usize) -> bool {
        self.is_in(&self.rules.openers, self.form(i))
    }

    fn is_in(&self, words: &BTreeSet<String>, form: &str) -> bool {
        let mut folded = String::new();
        // No opener is longer.
        if form.len() < 24 {
            fold(form, &mut folded);
        }
        words.contains(&folded)
    }

    /// `fin.Le`: a stop glued to a capital after a whole word.
    fn missing_blank(&self, i: usize, next: usize) -> bool {
        i > 0 && next == i + 1 && self.form(i - 1).chars().count() > 1 && self.first_char(next).is_uppercase()
    }

    fn is_opening(&self, i: usize) -> bool {
        let c = self.first_char(i);
        is_opener(c) || c == '"' || is_apostrophe(c) || matches!(c, '-' | '–' | '—')
    }

    fn starts_sentence(&self, i: usize) -> bool {
        let mut chars = self.form(i).chars();
        let first = chars.next().unwrap_or(' ');
        if first.is_lowercase() {
            // *iPhone*
            return chars.next().is_some_and(char::is_uppercase);
        }
        first.is_alphanumeric() || !matches!(first, ',' | ';' | ':' | '%' | '/' | '=')
    }

    /// Where a sentence that is too long is cut: after the last comma or its like in the second half, else at the limit.
    fn place_to_cut(&self, from: usize) -> usize {
        let longest = self.longest;
        let half = from + longest / 2;
        let comma = (half..from + longest).rev().find(|&i| matches!(self.first_char(i), ',' | ';' | ':'));
        comma.map_or(from + longest, |i| i + 1)
    }
}
