//! Lines to units: paragraphs, headlines and list items, none of which shares a sentence with its neighbour.

use super::signs::{is_blank, is_bullet, is_dash, is_final};
use crate::text::Span;

/// Lines of running text are taken as wrapped by hand only between these widths, in code points.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=120;

struct Line<'t> {
    start: usize,
    text: &'t str,
    width: usize,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn starts_item(&self) -> bool {
        let mut chars = self.text.chars();
        chars.next().is_some_and(|c| is_bullet(c) || ((is_dash(c) || c == '*') && chars.next().is_none_or(is_blank)))
    }

    fn starts_low(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_lowercase)
    }

    fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_final(c) && c != ':');
        end.ends_with(|c| is_final(c) || c == ':')
    }

    fn first_word(&self) -> usize {
        self.text.chars().take_while(|c| !is_blank(*c)).count()
    }
}

/// The units of a part of the text, in order, without surrounding white space.
pub(super) fn units(text: &str, part: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut block: Vec<Line<'_>> = Vec::new();
    let mut at = part.start as usize;
    for raw in part.slice(text).split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let start = at + (raw.len() - raw.trim_start_matches(is_blank).len());
        let line = raw.trim_matches(is_blank);
        at += raw.len();
        if line.is_empty() {
            // `\r\n` is split into the line and an empty rest, which is no empty line.
            if raw != "\n" || !text[..at - raw.len()].ends_with('\r') {
                close(&mut block, &mut found);
            }
        } else {
            block.push(Line { start, text: line, width: line.chars().count() });
        }
    }
    close(&mut block, &mut found);
    found
}

/// Cuts a block of lines without an empty line between them into units.
fn close(block: &mut Vec<Line<'_>>, found: &mut Vec<Span>) {
    let wrapped = is_wrapped(block);
    let mut open: Option<Span> = None;
    for (i, line) in block.iter().enumerate() {
        let goes_on = i > 0
            && !line.starts_item()
            && (wrapped || (line.starts_low() && !block[i - 1].ends_sentence() && !block[i - 1].starts_item()));
        let span = Span::new(line.start, line.end());
        open = match open {
            Some(before) if goes_on => Some(before.cover(span)),
            Some(before) => {
                found.push(before);
                Some(span)
            }
            None => Some(span),
        };
    }
    found.extend(open);
    block.clear();
}

/// True where every line but the last is full: the next word would not have fitted in the block's width.
fn is_wrapped(block: &[Line<'_>]) -> bool {
    let width = block.iter().map(|line| line.width).max().unwrap_or(0);
    block.len() >= 3
        && WRAPPED.contains(&width)
        && block.windows(2).all(|pair| pair[0].width + 1 + pair[1].first_word() > width || pair[1].starts_item())
}
