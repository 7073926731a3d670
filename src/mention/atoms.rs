//! An [`Analysis`] cut into the pieces that numbers and dates are read from, whatever the tokeniser did with hyphens,
//! glued units and contractions.

use crate::analyse::{Analysis, TokenId, TokenRange, Upos};
use crate::ontology::{Phrases, Word};
use crate::text::{Span, pieces};

/// A piece of a token.
#[derive(Clone, Debug)]
pub(super) struct Atom<'a> {
    /// As written.
    pub form: &'a str,
    /// Lower-cased, with the typewriter's apostrophe.
    pub lower: String,
    /// The token's lemma, lower-cased; empty where the piece is not the whole token.
    pub lemma: String,
    /// The number that it writes in digits.
    pub number: Option<f64>,
    /// The token it belongs to, the first of a contraction's words.
    pub token: TokenId,
    /// The last of those words.
    pub last: TokenId,
    /// Where it stands; for a word of a multi-word token, where that stands.
    pub span: Span,
    /// The token's part of speech.
    pub upos: Upos,
    /// True where nothing parts it from the piece before.
    pub glued: bool,
}

/// All atoms of an analysis. An empty atom closes each sentence, so that nothing is read across its end.
#[derive(Clone, Debug)]
pub(super) struct Atoms<'a> {
    /// The analysis they were cut from.
    pub analysis: &'a Analysis,
    list: Vec<Atom<'a>>,
}

/// The token of the empty atoms.
const NO_TOKEN: TokenId = TokenId(u32::MAX);

/// No phrase is longer.
const LONGEST_PHRASE: usize = 12;

impl<'a> Atoms<'a> {
    /// Cuts an analysis of `text`; with `decimal_comma`, `1,234` is between one and two. Contractions are read as they
    /// are written (*du*), whatever words they stand for. Over tokens that are `blocked` nothing is read either.
    pub fn new(text: &'a str, analysis: &'a Analysis, decimal_comma: bool, blocked: impl Fn(TokenId) -> bool) -> Self {
        let mut list: Vec<Atom<'a>> = Vec::with_capacity(analysis.tokens.len() + analysis.sentences.len());
        let mut contractions = analysis.multiwords.iter().peekable();
        for sentence in &analysis.sentences {
            let mut next = sentence.tokens.start;
            while next < sentence.tokens.end {
                let id = next;
                while contractions.next_if(|found| found.words.end <= id).is_some() {}
                let contraction = contractions.next_if(|found| found.words.contains(id));
                let last = contraction.map_or(id, |found| TokenId(found.words.end.0.max(id.0 + 1) - 1));
                next = TokenId(last.0 + 1);
                if blocked(id) {
                    list.push(Atom::end(analysis.token(id).span));
                } else {
                    let form = contraction.map(|found| found.span.slice(text)).filter(|form| !form.is_empty());
                    cut(analysis, (id, last), form, decimal_comma, &mut list);
                }
            }
            list.push(Atom::end(sentence.span));
        }
        Self { analysis, list }
    }

    /// Number of atoms, the empty ones included.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The atom at `at`, unless that is a sentence's end.
    pub fn get(&self, at: usize) -> Option<&Atom<'a>> {
        self.list.get(at).filter(|atom| !atom.form.is_empty())
    }

    /// The atom at `at`, which must exist.
    pub fn at(&self, at: usize) -> &Atom<'a> {
        &self.list[at]
    }

    /// The atom before `at` in its sentence.
    pub fn before(&self, at: usize) -> Option<&Atom<'a>> {
        self.get(at.checked_sub(1)?)
    }

    /// The longest phrase at `at`, inside the sentence, whose sense `wanted` takes; and one past its last atom.
    pub fn phrase<S, T>(
        &self,
        phrases: &Phrases<S>,
        at: usize,
        wanted: impl Fn(&S) -> Option<T>,
    ) -> Option<(T, usize)> {
        let rest = self.list.get(at..)?.iter().take(LONGEST_PHRASE);
        let words = rest.map(|atom| Word { form: atom.form, lower: &atom.lower, lemma: &atom.lemma });
        phrases.longest(words, wanted).map(|(sense, length)| (sense, at + length))
    }

    /// As [`Atoms::phrase`], by what is written alone: the lemma of *des* is *un*, but it counts nothing.
    pub fn written<S, T>(
        &self,
        phrases: &Phrases<S>,
        at: usize,
        wanted: impl Fn(&S) -> Option<T>,
    ) -> Option<(T, usize)> {
        let rest = self.list.get(at..)?.iter().take(LONGEST_PHRASE);
        let words = rest.map(|atom| Word { form: atom.form, lower: &atom.lower, lemma: "" });
        phrases.longest(words, wanted).map(|(sense, length)| (sense, at + length))
    }

    /// One past the last atom of the token that `at` belongs to.
    pub fn token_end(&self, at: usize) -> usize {
        let token = self.list[at].token;
        (at..self.list.len()).find(|&next| self.list[next].token != token).unwrap_or(self.list.len())
    }

    /// The tokens that atoms `start..end` belong to; the range must not be empty or hold a sentence's end.
    pub fn tokens(&self, start: usize, end: usize) -> TokenRange {
        TokenRange { start: self.list[start].token, end: TokenId(self.list[end - 1].last.0 + 1) }
    }

    /// The document span of atoms `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.list[start].span.cover(self.list[end - 1].span)
    }

    /// The token among `tokens` that is governed from outside; of several, the first of `preferred` among them, else the last.
    pub fn head(&self, tokens: TokenRange, preferred: &[TokenId]) -> TokenId {
        let is_head = |id: &TokenId| self.analysis.token(*id).head.is_none_or(|head| !tokens.contains(head));
        let heads: Vec<TokenId> = tokens.ids().filter(is_head).collect();
        let nominal =
            |id: &&TokenId| !matches!(self.analysis.token(**id).upos, Upos::Adp | Upos::Adv | Upos::Det | Upos::Punct);
        let liked = preferred.iter().find(|id| heads.contains(id));
        let nominals = || heads.iter().rev().find(nominal);
        *liked.or_else(nominals).or(preferred.first()).or(heads.last()).unwrap_or(&tokens.start)
    }
}

impl Atom<'_> {
    fn end(sentence: Span) -> Self {
        let span = Span { start: sentence.end, end: sentence.end };
        let (lower, lemma) = (String::new(), String::new());
        Self {
            form: "",
            lower,
            lemma,
            number: None,
            token: NO_TOKEN,
            last: NO_TOKEN,
            span,
            upos: Upos::X,
            glued: false,
        }
    }

    /// True for a piece of letters.
    pub fn is_word(&self) -> bool {
        self.form.starts_with(char::is_alphabetic)
    }
}

/// Cuts one token, or the contraction `form` that stands for tokens `id` to `last`.
fn cut<'a>(
    analysis: &'a Analysis,
    (id, last): (TokenId, TokenId),
    form: Option<&'a str>,
    decimal_comma: bool,
    list: &mut Vec<Atom<'a>>,
) {
    let token = analysis.token(id);
    let written = form.unwrap_or(&token.form);
    let whole = token.span.len() == written.len();
    let found = pieces(written);
    let single = found.len() == 1 && form.is_none();
    for (span, form) in found {
        let (start, end) = (token.span.start + span.start, token.span.start + span.end);
        let span = if whole { Span { start, end } } else { token.span };
        let glued = list.last().is_some_and(|last| last.span.end == span.start);
        let lower = form.replace('\u{2019}', "'").to_lowercase();
        let lemma = if single { token.lemma.replace('\u{2019}', "'").to_lowercase() } else { String::new() };
        let number = numeral(form, decimal_comma);
        list.push(Atom { form, lower, lemma, number, token: id, last, span, upos: token.upos, glued });
    }
}

/// The number that a piece writes: `3,9`, `10.000`, `6 915,07`; a lone point before three digits parts thousands.
fn numeral(form: &str, decimal_comma: bool) -> Option<f64> {
    let is_digit = |c: char| c.is_ascii_digit();
    if !form.starts_with(is_digit) || !form.ends_with(is_digit) {
        return None;
    }
    let separators: Vec<(usize, char)> = form.char_indices().filter(|&(_, c)| !is_digit(c)).collect();
    let (points, commas) = (count(&separators, '.'), count(&separators, ','));
    let last = separators.last().copied();
    let decimal = match last {
        Some((_, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}')) | None => None,
        Some((at, mark)) if points > 0 && commas > 0 => Some((at, mark)).filter(|_| count(&separators, mark) == 1),
        Some((at, mark)) if points + commas == 1 => {
            let groups = form.len() - at - 1 == 3 && at <= 3 && !form.starts_with('0');
            Some((at, mark)).filter(|_| !groups || (mark == ',' && decimal_comma))
        }
        Some(_) => None,
    };
    let (whole, fraction) = decimal.map_or((form, ""), |(at, mark)| (&form[..at], &form[at + mark.len_utf8()..]));
    let digits: String = whole.chars().filter(|&c| is_digit(c)).collect();
    format!("{digits}.{fraction}0").parse().ok()
}

fn count(separators: &[(usize, char)], mark: char) -> usize {
    separators.iter().filter(|&&(_, c)| c == mark).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_in_every_grouping() {
        let cases = [
            ("3,9", 3.9),
            ("10.000", 10_000.0),
            ("6\u{a0}915,07", 6_915.07),
            ("1.234.567", 1_234_567.0),
            ("1.234,5", 1_234.5),
            ("1,234.5", 1_234.5),
            ("2.5", 2.5),
            ("0,125", 0.125),
            ("1,234", 1.234),
            ("007", 7.0),
            ("1'200", 1_200.0),
        ];
        for (form, value) in cases {
            assert_eq!(numeral(form, true), Some(value), "{form}");
        }
        assert_eq!(numeral("1,234", false), Some(1234.0));
        assert_eq!(numeral("²", true), None);
        assert_eq!(numeral("", true), None);
    }
}
