//! Numbers in digits and words, magnitudes multiplied out.

use crate::analyse::Upos;
use crate::mention::atoms::{Atom, Atoms};
use crate::ontology::{Particle, ValueLexicon, ValueSense};

/// A number, as far as the text tells it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::mention) struct Number {
    /// Its value; `None` where vague.
    pub value: Option<f64>,
    /// What it was multiplied by (*milliards*); 1 where by nothing.
    pub scale: f64,
    /// True where it is written in digits.
    pub digits: bool,
    /// True for four bare digits, which may be a year.
    pub year_like: bool,
    /// True for a round number's noun (*centaine*).
    pub collective: bool,
    /// True where it may be no more than an article (*un*).
    pub article: bool,
    /// The first atom of what governs the words: the magnitude or collective noun, else the number.
    pub noun: usize,
    /// One past its last atom.
    pub end: usize,
}

impl Number {
    /// A number written in words, in atoms `at..end`.
    pub fn of(value: f64, at: usize, end: usize) -> Self {
        Self {
            value: Some(value),
            scale: 1.0,
            digits: false,
            year_like: false,
            collective: false,
            article: false,
            noun: at,
            end,
        }
    }
}

/// The words that numbers are read with.
#[derive(Clone, Copy)]
pub(in crate::mention) struct Words<'a> {
    pub atoms: &'a Atoms<'a>,
    pub lexicon: &'a ValueLexicon,
}

impl Words<'_> {
    /// One past the particle that stands at `at`.
    pub fn particle(self, at: usize, wanted: Particle) -> Option<usize> {
        let is = |sense: &ValueSense| matches!(sense, ValueSense::Particle(p) if *p == wanted).then_some(());
        self.atoms.phrase(&self.lexicon.phrases, at, is).map(|((), end)| end)
    }

    /// The number at `at`.
    pub fn number(self, at: usize) -> Option<Number> {
        if let Some(vague) = self.vague(at) {
            return Some(vague);
        }
        let counted =
            self.digits(at).or_else(|| self.spelled(at)).or_else(|| self.thousand(at)).or_else(|| self.definite(at));
        if let Some(collective) = self.collective(at, counted.as_ref()) {
            return Some(collective);
        }
        Some(self.scaled(counted?))
    }

    /// The number at `at` without magnitudes, as numerators are.
    pub fn counting(self, at: usize) -> Option<Number> {
        self.digits(at).or_else(|| self.spelled(at))
    }

    /// *plusieurs dizaines*, *des milliards*.
    fn vague(self, at: usize) -> Option<Number> {
        let is_vague = |sense: &ValueSense| matches!(sense, ValueSense::Vague).then_some(());
        let after = self.atoms.phrase(&self.lexicon.phrases, at, is_vague).map_or(at, |((), end)| end);
        let (noun, scale, end) = self.round_noun(after)?;
        if after == at && !self.is_link(end) {
            return None;
        }
        let number = Number { value: None, noun, scale, ..Number::of(0.0, at, end) };
        Some(Number { collective: true, ..self.of_magnitude(number) })
    }

    /// A collective numeral, or a magnitude that nothing counts: its atom, value and end.
    fn round_noun(self, at: usize) -> Option<(usize, f64, usize)> {
        let value = |sense: &ValueSense| match sense {
            ValueSense::Collective(value) => Some(*value),
            ValueSense::Magnitude(value) if *value >= 1e6 => Some(*value),
            _ => None,
        };
        let (value, end) = self.atoms.phrase(&self.lexicon.phrases, at, value)?;
        // Abbreviations (`M`) mean something else where no number stands before them.
        self.is_spelled_out(at, 4).then_some((at, value, end))
    }

    /// *mille* without a number before it.
    fn thousand(self, at: usize) -> Option<Number> {
        let thousand = |sense: &ValueSense| matches!(sense, ValueSense::Magnitude(1e3)).then_some(());
        let ((), end) = self.atoms.phrase(&self.lexicon.phrases, at, thousand)?;
        if !self.is_spelled_out(at, 2) {
            return None;
        }
        let rest = self.spelled(end);
        let value = 1e3 + rest.as_ref().and_then(|rest| rest.value).unwrap_or(0.0);
        Some(Number { scale: 1e3, ..Number::of(value, at, rest.map_or(end, |rest| rest.end)) })
    }

    /// *le milliard*: one of them.
    fn definite(self, at: usize) -> Option<Number> {
        let noun = self.particle(at, Particle::Determiner)?;
        let (_, scale, end) = self.round_noun(noun).filter(|(_, scale, _)| *scale >= 1e6)?;
        let token = self.atoms.analysis.token(self.atoms.get(noun)?.token);
        (!token.feats.is("Number", "Plur")).then(|| Number { noun, scale, ..Number::of(scale, at, end) })
    }

    /// True where the atom has at least so many letters.
    fn is_spelled_out(self, at: usize, letters: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.lower.chars().count() >= letters)
    }

    /// 1 where a hyphen ties what stands at `at` to the word before it.
    fn hyphen(self, at: usize) -> usize {
        usize::from(self.atoms.get(at).is_some_and(|atom| atom.form == "-" && atom.glued))
    }

    fn is_link(self, at: usize) -> bool {
        self.particle(at, Particle::Link).is_some()
    }

    /// *une centaine*, *trois dizaines de milliers*; without a number before it, only after a determiner.
    fn collective(self, at: usize, counted: Option<&Number>) -> Option<Number> {
        let collective = |sense: &ValueSense| match sense {
            ValueSense::Collective(value) => Some(*value),
            _ => None,
        };
        let noun = match counted {
            Some(number) => number.end,
            None => self.particle(at, Particle::Determiner)?,
        };
        let (value, end) = self.atoms.phrase(&self.lexicon.phrases, noun, collective)?;
        if counted.is_none() && !self.is_link(end) {
            return None;
        }
        let times = counted.map_or(Some(1.0), |number| number.value)?;
        let number = Number { noun, collective: true, ..Number::of(value * times, at, end) };
        Some(self.of_magnitude(number))
    }

    /// *(dizaines) de milliards*.
    fn of_magnitude(self, number: Number) -> Number {
        let magnitude = |sense: &ValueSense| match sense {
            ValueSense::Magnitude(value) if *value >= 1e3 => Some(*value),
            ValueSense::Collective(value) if *value >= 1e3 => Some(*value),
            _ => None,
        };
        let Some(link) = self.particle(number.end, Particle::Link) else { return number };
        let Some((times, end)) = self.atoms.phrase(&self.lexicon.phrases, link, magnitude) else { return number };
        if !self.is_spelled_out(link, 4) {
            return number;
        }
        Number { value: number.value.map(|v| v * times), scale: number.scale.max(times), end, ..number }
    }

    /// Digits, groups of three that a space parts joined.
    fn digits(self, at: usize) -> Option<Number> {
        let atom = self.atoms.get(at)?;
        let mut value = atom.number?;
        if atom.glued && self.atoms.before(at).is_some_and(Atom::is_word) && !self.is_currency_sign(at) {
            return None;
        }
        let barred = |bar: &Atom<'_>| matches!(bar.form, "/" | ":") && bar.glued;
        if atom.glued && self.atoms.before(at).is_some_and(barred) {
            return None;
        }
        let bare = atom.form.bytes().all(|b| b.is_ascii_digit());
        let year_like = bare && atom.form.len() == 4 && (1500.0..2200.0).contains(&value);
        let mut end = at + 1;
        while bare && atom.form.len() <= 3 && !atom.form.starts_with('0') {
            let Some((group, decimals)) = self.group(end) else { break };
            value = value * 1000.0 + group;
            end += 1;
            if decimals {
                break;
            }
        }
        Some(Number { digits: true, year_like: year_like && end == at + 1, ..Number::of(value, at, end) })
    }

    /// A group of three digits that one space parts from what stands before; true where decimals end it.
    fn group(self, at: usize) -> Option<(f64, bool)> {
        let (last, next) = (self.atoms.before(at)?, self.atoms.get(at)?);
        let gap = next.span.start.checked_sub(last.span.end)?;
        let whole = next.form.bytes().take_while(u8::is_ascii_digit).count();
        let decimals = whole < next.form.len();
        let single = next.form.bytes().filter(|b| !b.is_ascii_digit()).count() <= 1;
        let fits = (1..=3).contains(&gap) && whole == 3 && single;
        fits.then_some((next.number?, decimals)).filter(|(value, _)| *value < 1000.0)
    }

    fn is_currency_sign(self, number: usize) -> bool {
        let currency = |sense: &ValueSense| matches!(sense, ValueSense::Currency { .. }).then_some(());
        number > 0 && self.atoms.phrase(&self.lexicon.phrases, number - 1, currency).is_some()
    }

    /// Number words: *vingt et un*, *deux cent trente*, *quatre-vingt-dix-sept*.
    fn spelled(self, at: usize) -> Option<Number> {
        let (mut value, mut end) = self.number_word(at)?;
        let article = value == 1.0;
        let adjective = self.atoms.get(at).is_some_and(|atom| atom.upos == Upos::Adj);
        if adjective && self.atoms.before(at).is_some_and(|before| before.upos == Upos::Noun) {
            return None;
        }
        while let Some((next, after)) = self.continued(value, end) {
            value = if next == 100.0 && value < 10.0 { value * 100.0 } else { value + next };
            end = after;
        }
        Some(Number { article: article && value == 1.0, ..Number::of(value, at, end) })
    }

    fn number_word(self, at: usize) -> Option<(f64, usize)> {
        let number = |sense: &ValueSense| match sense {
            ValueSense::Number(value) => Some(*value),
            _ => None,
        };
        self.atoms.written(&self.lexicon.phrases, at, number)
    }

    /// The next number word, where it goes on the number so far.
    fn continued(self, value: f64, end: usize) -> Option<(f64, usize)> {
        let hyphen = self.hyphen(end);
        let and = self.particle(end, Particle::And);
        let (next, after) = self.number_word(and.unwrap_or(end + hyphen))?;
        let one = next == 1.0 || next == 11.0;
        let adds = (value % 100.0 == 0.0 && next < 100.0 && value > 0.0)
            || (value % 10.0 == 0.0 && value > 10.0 && next < 20.0)
            || (value == 10.0 && (7.0..10.0).contains(&next) && hyphen == 1);
        let hundreds = next == 100.0 && (2.0..10.0).contains(&value);
        let fits = if and.is_some() { adds && one && value >= 20.0 } else { adds || hundreds };
        (fits && end > 0 && next > 0.0).then_some((next, after))
    }

    /// Multiplies by the magnitudes that follow: *mille milliards*, `M`, *million et demi*.
    fn scaled(self, mut number: Number) -> Number {
        while let Some((times, end)) = self.magnitude(&number) {
            number.noun = end - 1;
            number.scale *= times;
            number.value = number.value.map(|value| value * times);
            number.end = end;
            number.article = false;
            number.year_like = false;
            if let Some(half) = self.particle(end, Particle::HalfMore) {
                number.value = number.value.map(|value| value + times / 2.0);
                number.end = half;
            }
            // *deux mille cinq cents*
            if let Some(rest) = self.spelled(number.end).filter(|rest| !number.digits && rest.value < Some(times)) {
                number.value = number.value.zip(rest.value).map(|(value, rest)| value + rest);
                number.end = rest.end;
            }
        }
        number
    }

    fn magnitude(self, number: &Number) -> Option<(f64, usize)> {
        let magnitude = |sense: &ValueSense| match sense {
            ValueSense::Magnitude(value) => Some(*value),
            _ => None,
        };
        let at = number.end;
        let hyphen = self.hyphen(at);
        let (times, end) = self.atoms.phrase(&self.lexicon.phrases, at + hyphen, magnitude)?;
        (self.is_spelled_out(at + hyphen, 2) || (number.digits && self.abbreviates(at, end))).then_some((times, end))
    }

    /// One letter is a magnitude where it is glued to its number or money follows (`16 M€`); `M.` is a title.
    fn abbreviates(self, at: usize, end: usize) -> bool {
        let currency = |sense: &ValueSense| matches!(sense, ValueSense::Currency { .. }).then_some(());
        let link = self.particle(end, Particle::Link).unwrap_or(end);
        let next = self.atoms.get(end);
        let letters_on = next.is_some_and(|next| next.glued && next.is_word());
        let money = self.atoms.phrase(&self.lexicon.phrases, link, currency).is_some();
        // *4 M d'exemplaires*
        let counts = link > end && self.atoms.get(at).is_some_and(|atom| atom.form.starts_with(char::is_uppercase));
        money || counts || (self.atoms.get(at).is_some_and(|atom| atom.glued) && !letters_on)
    }
}
