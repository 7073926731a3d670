//! Figures told beside others: *5 millions de francs, contre 3 un an plus tôt*.
//!
//! The second figure is of the same thing at another time; it takes from the first the unit and the power of ten that it
//! leaves out.

use crate::analyse::{TokenId, Upos};
use crate::mention::{Mentions, TimeRole};
use crate::value::{Quantity, Unit};

use super::argument::{Argument, Arguments, Filler};
use super::tree::Tree;

/// How far after the first figure the second may stand, in tokens.
const FURTHEST: u32 = 14;

/// How far after the second figure its time may stand, in tokens.
const TIME_REACH: u32 = 7;

/// The path name of figures found here.
pub(super) const CONTRAST: &str = "contrast";

/// The figure that a marker sets against the one at `first`, and its time where one is told.
pub(super) fn contrasted(
    first: usize,
    tree: &Tree<'_>,
    arguments: &Arguments<'_>,
    mentions: &Mentions,
    markers: &[String],
) -> Option<(Argument, Option<Argument>)> {
    let known = arguments.value(first);
    let sentence = tree.analysis.sentence_of(known.head);
    let after = mentions.values.iter().enumerate().skip(first + 1);
    let (index, found) = after
        .take_while(|(_, value)| tree.analysis.sentence_of(value.head) == sentence)
        .find(|(_, value)| marked(tree, value.tokens.start, markers))?;
    let near = found.tokens.start.0.saturating_sub(known.tokens.end.0) <= FURTHEST;
    let clause = |id: TokenId| tree.token(id).upos == Upos::Verb && tree.token(id).feats.is("VerbForm", "Fin");
    let between = (known.tokens.end.0..found.tokens.start.0).map(TokenId);
    if !near || !comparable(&known.value, &found.value) || between.into_iter().any(clause) {
        return None;
    }
    let value = argument(Filler::Value(index), found.head);
    let ends = found.tokens.end.0;
    let time = mentions.times.iter().enumerate().find(|(_, time)| {
        let start = time.tokens.start.0;
        start >= ends && start <= ends + TIME_REACH && time.role == TimeRole::When && time.value.is_some()
    });
    let same_sentence = time.filter(|(_, time)| tree.analysis.sentence_of(time.head) == sentence);
    Some((value, same_sentence.map(|(at, time)| argument(Filler::Time(at), time.head))))
}

/// True where a marker stands before the figure, with nothing but adverbs and approximators between.
fn marked(tree: &Tree<'_>, start: TokenId, markers: &[String]) -> bool {
    (1..=3).filter_map(|back| start.0.checked_sub(back)).map(TokenId).any(|id| {
        let inside =
            (id.0 + 1..start.0).map(TokenId).all(|t| matches!(tree.token(t).upos, Upos::Adv | Upos::Adp | Upos::Det));
        inside && markers.binary_search(&tree.token(id).lemma.to_lowercase()).is_ok()
    })
}

fn comparable(known: &Quantity, other: &Quantity) -> bool {
    known.unit == other.unit
        || other.unit == Unit::Count(None)
        || matches!((&known.unit, &other.unit), (Unit::Money(_), Unit::Money(_)))
}

/// The second figure with the unit and the power of ten of the first, where it leaves them out.
pub(super) fn completed(mut value: Quantity, known: &Quantity) -> Quantity {
    if value.unit != Unit::Count(None) || known.unit == Unit::Count(None) {
        return value;
    }
    value.unit = known.unit.clone();
    if let (Some(number), Some(whole)) = (value.value, known.value) {
        let power = [1e9, 1e6].into_iter().find(|power| whole.abs() >= *power && number.abs() < 1e3);
        value.value = Some(number * power.unwrap_or(1.0));
    }
    value
}

fn argument(filler: Filler, token: TokenId) -> Argument {
    Argument { filler, token, path: CONTRAST.to_owned(), hops: 1, probability: 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Bound;

    fn quantity(value: f64, unit: Unit) -> Quantity {
        Quantity { value: Some(value), unit, bound: Bound::Exact, text: String::new(), per: None, unit_inferred: false }
    }

    #[test]
    fn what_is_left_out_is_that_of_the_first() {
        let euros = Unit::Money(Some("EUR".to_owned()));
        let first = quantity(220e9, euros.clone());
        let bare = completed(quantity(300.0, Unit::Count(None)), &first);
        assert_eq!((bare.value, bare.unit), (Some(300e9), euros));
        let percent = completed(quantity(4.0, Unit::Percent), &quantity(5.0, Unit::Percent));
        assert_eq!((percent.value, percent.unit), (Some(4.0), Unit::Percent));
        let units =
            completed(quantity(900.0, Unit::Count(None)), &quantity(1200.0, Unit::Count(Some("unité".to_owned()))));
        assert_eq!((units.value, units.unit), (Some(900.0), Unit::Count(Some("unité".to_owned()))));
    }
}
