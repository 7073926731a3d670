//! Amounts of money, counts and percentages: tokens → [`ValueMention`]s.
//!
//! Reads linear patterns of the lexicon's number words and units (`ontology/fr/values.ttl`), so that a wrong parse does
//! little harm; the tree only says which of an amount's tokens is governed from outside. Must not know predicates, nor
//! the parties: a currency that the text leaves open stays so.

mod amount;
mod number;
mod passage;
mod unit;

use amount::{Amount, Amounts};
pub(super) use number::Words;
use passage::Passages;
use unit::Units;

use super::atoms::Atoms;
use super::{TimeMention, ValueMention};
use crate::analyse::{Analysis, SpanLabel, TokenId};
use crate::ingest::Document;
use crate::ontology::{Ontology, ValueLexicon, ValueSense, Word};
use crate::text::pieces;
use crate::value::{Bound, Quantity, Unit};

/// All amounts of an article, in text order. What `times` holds is no amount.
pub fn recognise(doc: &Document, analysis: &Analysis, ontology: &Ontology, times: &[TimeMention]) -> Vec<ValueMention> {
    let lexicon = &ontology.lexicon;
    let mut blocked = blocked_tokens(analysis, &lexicon.values);
    for time in times {
        blocked[time.tokens.range()].fill(true);
    }
    let atoms = Atoms::new(&doc.text, analysis, lexicon.values.decimal_comma, |id| blocked[id.index()]);
    let words = Words { atoms: &atoms, lexicon: &lexicon.values };
    let units = Units { words, times: &lexicon.times };
    let passages = Passages { amounts: Amounts { words, units }, negators: &lexicon.negators };
    let mut found: Vec<Amount> = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match passages.read(at) {
            Some((amounts, end)) => {
                at = end.max(at + 1);
                found.extend(amounts);
            }
            None => at += 1,
        }
    }
    passages.inherit_units(&mut found);
    found.into_iter().map(|amount| mention(doc, &atoms, amount)).collect()
}

/// Tokens whose digits belong to a name (*iPhone 14*); what has a currency or percent sign in it is none.
fn blocked_tokens(analysis: &Analysis, lexicon: &ValueLexicon) -> Vec<bool> {
    let is_unit = |form: &str| {
        let unit =
            |sense: &ValueSense| matches!(sense, ValueSense::Currency { .. } | ValueSense::Percent(..)).then_some(());
        let word = Word { form, lower: form, lemma: "" };
        lexicon.phrases.longest(std::iter::once(word), unit).is_some()
    };
    let priced = |id: TokenId| pieces(&analysis.token(id).form).into_iter().any(|(_, piece)| is_unit(piece));
    let mut blocked = vec![false; analysis.tokens.len()];
    for entity in &analysis.entities {
        let named = matches!(entity.label, SpanLabel::Entity(_)) && entity.tokens.len() > 1;
        if named && !entity.tokens.ids().any(priced) {
            blocked[entity.tokens.range()].fill(true);
        }
    }
    blocked
}

fn mention(doc: &Document, atoms: &Atoms<'_>, amount: Amount) -> ValueMention {
    let tokens = atoms.tokens(amount.start, amount.end);
    let span = atoms.span(amount.start, amount.end);
    let round = amount.number.collective;
    let unsaid = if round { Bound::About } else { Bound::Exact };
    let value = Quantity {
        value: amount.value,
        unit: amount.unit.unwrap_or(Unit::Count(None)),
        bound: amount.bound.filter(|_| !round || amount.bound != Some(Bound::Exact)).unwrap_or(unsaid),
        text: span.slice(&doc.text).to_owned(),
        per: amount.per,
        unit_inferred: amount.inferred,
    };
    ValueMention { tokens, head: atoms.head(tokens, &amount.governors), span, value }
}

#[cfg(test)]
mod tests;
