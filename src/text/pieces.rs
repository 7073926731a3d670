//! The smallest pieces that numbers, units and dates are written with.

use std::iter::Peekable;
use std::str::CharIndices;

use super::Span;

/// Cuts a text into pieces: runs of letters (a closing apostrophe belongs to them), numerals with their inner
/// separators (`10.000`, `3,9`), and single other characters; white space parts and is left out.
///
/// The same cut is made of lexicon phrases and of articles, so that neither depends on how a tokeniser treats
/// hyphens, elisions and glued units (`16M€` is `16`, `M`, `€`). Spans count bytes of `text`.
pub fn pieces(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        if first.is_numeric() {
            numeral(text, &mut chars);
        } else if first.is_alphabetic() {
            letters(&mut chars);
        }
        let end = chars.peek().map_or(text.len(), |&(at, _)| at);
        found.push((Span::new(start, end), &text[start..end]));
    }
    found
}

/// True for both apostrophes.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn letters(chars: &mut Peekable<CharIndices<'_>>) {
    while chars.next_if(|&(_, c)| c.is_alphabetic()).is_some() {}
    chars.next_if(|&(_, c)| is_apostrophe(c));
}

fn numeral(text: &str, chars: &mut Peekable<CharIndices<'_>>) {
    loop {
        while chars.next_if(|&(_, c)| c.is_numeric()).is_some() {}
        let Some(&(at, separator)) = chars.peek() else { return };
        let after = text[at..].chars().skip(1);
        let digits = after.take_while(|c| c.is_numeric()).count();
        let joins = match separator {
            '.' | ',' | '\u{a0}' | '\u{202f}' => digits > 0,
            // The Swiss way of parting thousands.
            '\'' | '\u{2019}' => digits == 3,
            _ => false,
        };
        if !joins {
            return;
        }
        chars.next();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_letters_and_signs_part() {
        let cut = |text| pieces(text).into_iter().map(|(_, piece)| piece).collect::<Vec<_>>();
        assert_eq!(cut("16M€"), ["16", "M", "€"]);
        assert_eq!(cut("+0,4 %"), ["+", "0,4", "%"]);
        assert_eq!(cut("d’ici à mi-2024."), ["d’", "ici", "à", "mi", "-", "2024", "."]);
        assert_eq!(cut("1'200 l’1"), ["1'200", "l’", "1"]);
        assert_eq!(cut("10.000, 6\u{a0}915,07"), ["10.000", ",", "6\u{a0}915,07"]);
        assert_eq!(cut(" \n"), [""; 0]);
    }

    #[test]
    fn spans_slice_the_text() {
        let text = "À l’été, 1er août – 3 ‰ ";
        for (span, piece) in pieces(text) {
            assert_eq!(span.slice(text), piece);
        }
    }
}
