//! Amounts beside each other: ranges, movements, ratios, and which of them are amounts at all.

use super::amount::{Amount, Amounts};
use crate::analyse::Upos;
use crate::ontology::{Particle, ValueSense};
use crate::value::{Bound, Unit};

/// How many atoms before *de 18 à 30* a verb of change may stand.
const CHANGE_REACH: usize = 10;
/// How many atoms before an amount the verb that bounds it may stand (*dépasse le seuil des*).
const BOUND_REACH: usize = 5;

/// How many amounts away one may stand from which another takes its unit.
const REACH: usize = 12;

/// Reads amounts with their neighbours.
#[derive(Clone, Copy)]
pub(super) struct Passages<'a> {
    pub amounts: Amounts<'a>,
    pub negators: &'a [String],
}

impl Passages<'_> {
    /// The amounts that begin at `at`, and one past them.
    pub fn read(self, at: usize) -> Option<(Vec<Amount>, usize)> {
        let words = self.amounts.words;
        let opener = [Particle::RangeBetween, Particle::RangeFrom]
            .into_iter()
            .find_map(|particle| Some((particle, words.particle(at, particle)?)));
        if let Some((particle, start)) = opener
            && let Some(found) = self.pair(at, start, Some(particle))
        {
            return Some(found);
        }
        if let Some(found) = self.pair(at, at, None).or_else(|| self.ratio(at)).or_else(|| self.part_of(at)) {
            return Some(found);
        }
        let mut amount = self.amounts.amount(at)?;
        if !self.is_amount(&amount) {
            return None;
        }
        self.bound_by_verb(&mut amount);
        let end = amount.end;
        Some((vec![amount], end))
    }

    /// *entre 2 et 3 millions*, *2 à 3 %*: one amount, at least the lower; *passer de 18 à 30 personnes*: two.
    fn pair(self, at: usize, start: usize, opener: Option<Particle>) -> Option<(Vec<Amount>, usize)> {
        let words = self.amounts.words;
        let lower = self.amounts.amount(start)?;
        let to = words.particle(lower.end, Particle::RangeTo)?;
        let upper = self.amounts.amount(to)?;
        let and = words.particle(lower.end, Particle::And).is_some();
        let joined = if opener == Some(Particle::RangeBetween) { and } else { !and };
        let (mut lower, upper) = agreed(lower, upper)?;
        let moves = opener == Some(Particle::RangeFrom) && (lower.value > upper.value || self.changes(at));
        let unnamed = lower.unit.is_none() && lower.number.scale < 1e6 && (opener.is_none() || lower.number.year_like);
        if !joined || unnamed || lower.number.article || lower.number.collective != upper.number.collective {
            return None;
        }
        let end = upper.end;
        if moves {
            lower.per.clone_from(&upper.per);
            return Some((vec![lower, upper], end));
        }
        if lower.value.zip(upper.value).is_none_or(|(lower, upper)| lower > upper) {
            return None;
        }
        lower.start = at;
        lower.end = end;
        lower.bound = Some(Bound::AtLeast);
        lower.per = upper.per;
        lower.governors.splice(0..0, upper.governors);
        Some((vec![lower], end))
    }

    /// True where a verb of change stands shortly before.
    fn changes(self, at: usize) -> bool {
        let words = self.amounts.words;
        let change = |sense: &ValueSense| matches!(sense, ValueSense::Change).then_some(());
        (at.saturating_sub(CHANGE_REACH)..at).rev().take_while(|&before| words.atoms.get(before).is_some()).any(
            |before| {
                let verbal = matches!(words.atoms.at(before).upos, Upos::Verb | Upos::X);
                verbal && words.atoms.phrase(&words.lexicon.phrases, before, change).is_some()
            },
        )
    }

    /// *120 postes sur 800*: two counts; *six sur dix*, *un salarié sur trois*: hundredths.
    fn ratio(self, at: usize) -> Option<(Vec<Amount>, usize)> {
        let words = self.amounts.words;
        let mut part = self.amounts.amount(at)?;
        let over = words.particle(part.end, Particle::Over)?;
        let mut whole = self.amounts.amount(over)?;
        let counted = |unit: &Option<Unit>| matches!(unit, None | Some(Unit::Count(_)));
        if !counted(&part.unit) || !counted(&whole.unit) || part.bound.is_some() && part.number.article {
            return None;
        }
        let (count, all) = (part.value?, whole.value?);
        let named = whole.unit.is_some();
        if (all <= 10.0 || all == 100.0) && count < all && !named {
            part.value = Some((1e4 * count / all).round() / 1e2);
            part.bound = part.bound.or(whole.bound);
            part.number.collective = part.value.is_some_and(|value| value.fract() != 0.0);
            part.unit = Some(Unit::Percent);
            part.end = whole.end;
            self.amounts.bound_after(&mut part);
            let end = part.end;
            return Some((vec![part], end));
        }
        let unnamed = whole.number.year_like && part.unit.is_none();
        if count >= all || unnamed || part.number.article || (part.unit.is_none() && !named) {
            return None;
        }
        whole.unit = whole.unit.or_else(|| part.unit.clone());
        part.unit = part.unit.or_else(|| whole.unit.clone());
        let end = whole.end;
        Some((vec![part, whole], end))
    }

    /// *110 des 160 collaborateurs*: two counts of one thing.
    fn part_of(self, at: usize) -> Option<(Vec<Amount>, usize)> {
        let words = self.amounts.words;
        let mut part = self.amounts.amount(at)?;
        let link = words.particle(part.end, Particle::Link).filter(|_| part.unit.is_none())?;
        let start = words.particle(link, Particle::Determiner).unwrap_or(link);
        let whole = self.amounts.amount(start)?;
        let fits = part.value < whole.value && matches!(whole.unit, Some(Unit::Count(Some(_)))) && !part.number.article;
        part.unit = whole.unit.clone();
        let end = whole.end;
        fits.then(|| (vec![part, whole], end))
    }

    /// True where the number is an amount, and not a name, a year or an article.
    fn is_amount(self, amount: &Amount) -> bool {
        let (atoms, number) = (self.amounts.words.atoms, &amount.number);
        let before = atoms.before(amount.core);
        match &amount.unit {
            Some(Unit::Money(_) | Unit::Percent) => true,
            Some(Unit::Count(_)) => {
                let definite =
                    !number.digits && number.value.is_some_and(|value| value <= 10.0) && self.is_definite(amount);
                !number.article && !definite && !self.is_numbered(amount)
            }
            None if number.value.is_none() => number.scale >= 1e6,
            None if number.scale >= 1e3 || number.collective => true,
            None => {
                let named = before.is_some_and(|b| matches!(b.upos, Upos::Noun | Upos::Propn | Upos::Num))
                    && amount.bound.is_none();
                let listed =
                    before.is_none() || atoms.get(amount.end).is_some_and(|next| next.glued && !is_close(next.form));
                let small = !number.digits && number.value.is_none_or(|value| value < 11.0);
                !(number.article || number.year_like || named || listed || small || amount.signed)
            }
        }
    }

    fn is_definite(self, amount: &Amount) -> bool {
        let words = self.amounts.words;
        amount.core > 0 && words.particle(amount.core - 1, Particle::Determiner) == Some(amount.core)
    }

    /// *l'article 3*, *le numéro 2*.
    fn is_numbered(self, amount: &Amount) -> bool {
        let words = self.amounts.words;
        let numbered = |sense: &ValueSense| matches!(sense, ValueSense::Numbered).then_some(());
        let start = (1..=2).filter_map(|back| amount.core.checked_sub(back));
        start.into_iter().any(|start| {
            let found = words.atoms.phrase(&words.lexicon.phrases, start, numbered);
            found.is_some_and(|((), end)| end == amount.core)
        })
    }

    /// *dépasse 3 millions*, *ne dépasse plus 3 millions*.
    fn bound_by_verb(self, amount: &mut Amount) {
        if amount.bound.is_some() {
            return;
        }
        let words = self.amounts.words;
        let bound = |sense: &ValueSense| match sense {
            ValueSense::BoundVerb(bound) => Some(*bound),
            _ => None,
        };
        for at in (amount.start.saturating_sub(BOUND_REACH)..amount.start).rev() {
            let Some(atom) = words.atoms.get(at) else { return };
            let passed = matches!(atom.upos, Upos::Det | Upos::Adp | Upos::Noun | Upos::Adv | Upos::X);
            let Some((bound, _)) = words.atoms.phrase(&words.lexicon.phrases, at, bound) else {
                if passed { continue } else { return }
            };
            amount.bound = Some(if bound == Bound::MoreThan && self.is_denied(at) { Bound::AtMost } else { bound });
            return;
        }
    }

    fn is_denied(self, verb: usize) -> bool {
        let atoms = self.amounts.words.atoms;
        (verb.saturating_sub(3)..verb).rev().map_while(|at| atoms.get(at)).any(|atom| {
            let token = atoms.analysis.token(atom.token);
            token.feats.is("Polarity", "Neg") || self.negators.contains(&token.lemma)
        })
    }

    /// Sums of millions without a unit count what the amount before them in the sentence counts, else that after them;
    /// so do bare numbers after such a sum, in its millions (*700 millions de dollars, dont 100 du fonds*).
    pub fn inherit_units(self, amounts: &mut [Amount]) {
        let atoms = self.amounts.words.atoms;
        let sentences: Vec<usize> =
            amounts.iter().map(|amount| atoms.analysis.sentence_of(atoms.at(amount.core).token)).collect();
        for at in 0..amounts.len() {
            let own = &amounts[at];
            let bare = own.number.scale == 1.0 && own.value.is_some_and(|value| value < 1e3) && !own.number.collective;
            if own.unit.is_some() || (own.number.scale < 1e6 && !bare) || (bare && self.is_bracketed(own)) {
                continue;
            }
            let counts = |&other: &usize| matches!(amounts[other].unit, Some(Unit::Money(_) | Unit::Count(Some(_))));
            let same = |other: &usize| sentences[*other] == sentences[at];
            let after = || (at + 1..amounts.len()).take(REACH).take_while(same).find(counts).filter(|_| !bare);
            let near =
                (0..at).rev().take(REACH).take_while(same).find(counts).or_else(after).map(|near| &amounts[near]);
            if let Some(Amount { unit: Some(unit), number, .. }) = near.filter(|near| near.is_sum(bare)) {
                let (unit, scale) = (unit.clone(), if bare { number.scale } else { 1.0 });
                let own = &mut amounts[at];
                own.unit = Some(unit);
                own.inferred = true;
                own.value = own.value.map(|value| value * scale);
                own.number.scale *= scale;
            }
        }
    }
}

impl Passages<'_> {
    fn is_bracketed(self, amount: &Amount) -> bool {
        self.amounts.words.atoms.before(amount.start).is_some_and(|before| before.form == "(")
    }
}

impl Amount {
    /// True for a sum whose unit others in the sentence may go without; bare numbers take its millions too.
    fn is_sum(&self, millions: bool) -> bool {
        let money = matches!(self.unit, Some(Unit::Money(_))) && self.value.is_some_and(|value| value.abs() >= 1e5);
        self.number.scale >= 1e6 || (money && !millions)
    }
}

fn is_close(form: &str) -> bool {
    matches!(form, "." | "," | ";" | ")" | "»" | "]" | "!" | "?" | "…" | "\"" | "”" | "’" | "'" | ":")
}

/// The two ends of a pair with one unit and magnitude; `None` where theirs differ.
fn agreed(mut lower: Amount, mut upper: Amount) -> Option<(Amount, Amount)> {
    if lower.unit.is_none() {
        lower.unit.clone_from(&upper.unit);
        lower.inferred = upper.inferred;
        let scaled = lower.value.map(|value| value * upper.number.scale);
        if lower.number.scale == 1.0 && upper.number.scale > 1.0 && lower.value.is_some_and(|value| value < 1000.0) {
            lower.value = scaled;
            lower.number.scale = upper.number.scale;
        }
    } else if upper.unit.is_none() {
        upper.unit.clone_from(&lower.unit);
    }
    (lower.unit == upper.unit).then_some((lower, upper))
}
