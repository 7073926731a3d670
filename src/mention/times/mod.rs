//! Dates and lengths of time: tokens → [`TimeMention`]s, resolved to EDTF.
//!
//! Expressions are read by linear patterns of the lexicon's calendar words (`ontology/fr/time.ttl`), and then resolved
//! in text order against the article's date, or against what the text itself fixes (a dateline, a day with its weekday,
//! the last year told of). The governing verb's tense says on which side of now a date without a year lies. A time that
//! nothing anchors has no value. Must not know predicates. Arithmetic by `jiff`; EDTF is ISO 8601-2:2019.

mod calendar;
mod expression;
mod pointed;
mod read;
mod reference;
mod resolve;
mod tense;
mod year;

use calendar::Reader;
use expression::{Expression, Pointing, When};
use reference::{Reference, Told};
use resolve::Resolver;
use tense::{Clauses, Tense};

use super::atoms::Atoms;
use super::values::Words;
use super::{TimeMention, TimeRole};
use crate::analyse::{Analysis, SpanLabel};
use crate::ingest::Document;
use crate::ontology::{Ontology, TimeRelation};
use crate::value::Edtf;

/// All times of an article, in text order.
pub fn recognise(doc: &Document, analysis: &Analysis, ontology: &Ontology) -> Vec<TimeMention> {
    let lexicon = &ontology.lexicon;
    let atoms = Atoms::new(&doc.text, analysis, lexicon.values.decimal_comma, |_| false);
    let numbers = Words { atoms: &atoms, lexicon: &lexicon.values };
    let names = named_tokens(analysis);
    let expressions = Reader { atoms: &atoms, lexicon: &lexicon.times, numbers, names: &names }.expressions();
    let clauses = Clauses::new(analysis, ontology);
    let tenses: Vec<Tense> = expressions.iter().map(|told| clauses.tense(head(&atoms, told))).collect();
    let published = doc.published.as_ref().and_then(Reference::of);
    let now = published.or_else(|| reference::inferred(&told(&atoms, &expressions, &tenses)));
    let mut resolver = Resolver { now, before: None, before_in_month: None };
    let mut mentions = Vec::with_capacity(expressions.len());
    for (told, &tense) in expressions.iter().zip(&tenses) {
        let head = head(&atoms, told);
        let denied = told.relation == TimeRelation::Before && clauses.is_denied(head);
        let value = resolver.resolve(told, tense, denied);
        if let Some(value) = value.as_ref().filter(|_| places_an_event(told, tense)) {
            resolver.note(value);
        }
        mentions.push(mention(&atoms, told, value));
    }
    mentions
}

/// Tokens of names: digits there are no years, but where they are the whole name (*millésime 2023* is no model).
fn named_tokens(analysis: &Analysis) -> Vec<bool> {
    let mut named = vec![false; analysis.tokens.len()];
    let number = |at: usize| analysis.tokens[at].form.bytes().all(|byte| byte.is_ascii_digit());
    for entity in analysis.entities.iter().filter(|entity| matches!(entity.label, SpanLabel::Entity(_))) {
        let range = entity.tokens.range();
        let bare = range.clone().all(number);
        named[range].fill(!bare);
    }
    named
}

fn head(atoms: &Atoms<'_>, told: &Expression) -> crate::analyse::TokenId {
    atoms.head(atoms.tokens(told.start, told.end), &[])
}

fn told<'a>(atoms: &Atoms<'_>, expressions: &'a [Expression], tenses: &[Tense]) -> Vec<Told<'a>> {
    let bare_weekday = |told: &Expression| match &told.when {
        When::Date(date) if date.month.is_none() && date.day.is_none() => date.weekday,
        _ => None,
    };
    let sentence = |told: &Expression| atoms.analysis.sentence_of(told.main);
    let with_weekday = |at: usize| {
        let here = sentence(&expressions[at]);
        expressions[at..].iter().take(8).take_while(|told| sentence(told) <= here + 2).find_map(bare_weekday)
    };
    let is_dash = |at: usize| atoms.get(at).is_some_and(|atom| matches!(atom.form, "-" | "–" | "—" | "(" | ":"));
    expressions
        .iter()
        .enumerate()
        .map(|(at, expression)| Told {
            expression,
            tense: tenses[at],
            sentence: sentence(expression),
            dashed: is_dash(expression.end),
            weekday_near: with_weekday(at),
        })
        .collect()
}

/// True where later expressions may count from this one: it places something, and not ahead.
fn places_an_event(told: &Expression, tense: Tense) -> bool {
    let placed =
        matches!(told.relation, TimeRelation::In | TimeRelation::Since | TimeRelation::From | TimeRelation::About);
    let named = match &told.when {
        When::Date(date) => date.pointing == Pointing::None || date.days.is_none(),
        When::Away(..) => true,
        When::Between(..) | When::Length => false,
    };
    placed && named && tense != Tense::Future
}

fn mention(atoms: &Atoms<'_>, told: &Expression, value: Option<Edtf>) -> TimeMention {
    let tokens = atoms.tokens(told.start, told.end);
    let role = match (&told.when, told.relation) {
        (When::Length, _) | (When::Away(None, ..), _) => TimeRole::Duration,
        (_, TimeRelation::Since | TimeRelation::From) => TimeRole::Since,
        (_, TimeRelation::Compared) => TimeRole::Comparison,
        _ => TimeRole::When,
    };
    TimeMention { tokens, head: atoms.head(tokens, &[told.main]), span: atoms.span(told.start, told.end), value, role }
}

#[cfg(test)]
mod tests;
