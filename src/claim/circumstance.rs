//! What narrows a claim: when, for how much, and the words of its qualifiers.

use crate::analyse::{TokenId, Upos};
use crate::mention::{TimeMention, TimeRole};
use crate::ontology::{Path, Role, Slot, Step};
use crate::value::{Edtf, Precision, Quantity, Unit};

use super::argument::{Argument, Arguments, Filler, Want};
use super::record::Qualifiers;
use super::tree::{Tree, is_past_participle};

const MAX_CLIMB: usize = 8;
/// How many sentences of a paragraph may tell figures of a period that an earlier one has named.
const PERIOD_REACH: usize = 4;

/// How what is told lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timing {
    /// It happens.
    Happening,
    /// It holds; where it has begun says more than what goes on beside.
    Lasting,
    /// It is measured over a period.
    Period,
    /// It is told in passing (*sa filiale X*): the clause around is about something else.
    Passing,
}

/// Reads circumstances in one article.
pub(super) struct Circumstances<'a> {
    tree: &'a Tree<'a>,
    arguments: &'a Arguments<'a>,
    /// Times by sentence, in text order.
    times: Vec<Vec<usize>>,
    label: &'a dyn Fn(crate::mention::LocalEntityId) -> String,
    text: &'a str,
}

impl<'a> Circumstances<'a> {
    /// Sorts the article's times by sentence.
    pub fn new(
        tree: &'a Tree<'a>,
        arguments: &'a Arguments<'a>,
        mentions: &crate::mention::Mentions,
        label: &'a dyn Fn(crate::mention::LocalEntityId) -> String,
        text: &'a str,
    ) -> Self {
        let mut times = vec![Vec::new(); tree.analysis.sentences.len()];
        for (i, time) in mentions.times.iter().enumerate() {
            let places = matches!(time.role, TimeRole::When | TimeRole::Since) && time.value.is_some();
            if places && !is_compared(tree, time) {
                times[tree.analysis.sentence_of(time.head)].push(i);
            }
        }
        Self { tree, arguments, times, label, text }
    }

    /// When what `anchor` tells takes place or holds.
    pub fn when(&self, anchor: TokenId, kind: Timing) -> Option<Edtf> {
        let sentence = self.tree.analysis.sentence_of(anchor);
        let chain = if kind == Timing::Passing { vec![anchor] } else { self.clause_chain(anchor) };
        let near = |&&i: &&usize| kind != Timing::Period || is_period(self.arguments.time(i));
        let told = self.times[sentence]
            .iter()
            .filter(near)
            .filter_map(|&i| {
                let time = self.arguments.time(i);
                let distance = self.distance(time.head, anchor, &chain, kind)?;
                let lasting = kind == Timing::Lasting && time.role == TimeRole::Since;
                Some(((!lasting, distance, time.head.0.abs_diff(anchor.0)), i))
            })
            .min()
            .and_then(|(_, i)| self.arguments.time(i).value.clone());
        if kind == Timing::Period { told.or_else(|| self.period_before(anchor)) } else { told }
    }

    /// The period that figures without one are of: the last that the paragraph has named before them.
    fn period_before(&self, anchor: TokenId) -> Option<Edtf> {
        let sentences = &self.tree.analysis.sentences;
        let here = self.tree.analysis.sentence_of(anchor);
        let same = |&s: &usize| sentences[s].paragraph == sentences[here].paragraph;
        let near = (here.saturating_sub(PERIOD_REACH)..here).rev().take_while(same);
        near.into_iter()
            .find_map(|s| self.times[s].iter().map(|&i| self.arguments.time(i)).find(|time| is_period(time)))
            .and_then(|time| time.value.clone())
    }

    /// The anchor and the words above it whose circumstances are its own.
    fn clause_chain(&self, anchor: TokenId) -> Vec<TokenId> {
        let mut chain = vec![anchor];
        let mut here = anchor;
        while let Some(head) = self.tree.token(here).head.filter(|_| chain.len() < MAX_CLIMB) {
            let tok = self.tree.token(here);
            let shared = match tok.relation() {
                "xcomp" | "obj" | "obl" | "nmod" | "conj" | "nsubj" | "aux" | "cop" | "advmod" => true,
                // «…, laissant 30 personnes sur le carreau», «promu en 2012 pour remplacer X»
                "advcl" => {
                    tok.feats.is("VerbForm", "Inf") || tok.feats.is("Tense", "Pres") && tok.feats.is("VerbForm", "Part")
                }
                "acl" if self.tree.is_cleft(here) => true,
                "ccomp" => !tok.feats.is("VerbForm", "Fin"),
                "acl" => tok.feats.is("VerbForm", "Inf"),
                _ => false,
            };
            if !shared {
                break;
            }
            chain.push(head);
            here = head;
        }
        chain
    }

    /// How far the time's governor is from the anchor; `None` where another clause lies between.
    fn distance(&self, time: TokenId, anchor: TokenId, chain: &[TokenId], kind: Timing) -> Option<usize> {
        let holder = self.arguments.time_holding(time);
        let mut here = self.tree.token(time).head;
        let mut steps = 0;
        while let Some(id) = here {
            if self.arguments.time_holding(id).is_some() && self.arguments.time_holding(id) == holder {
                here = self.tree.token(id).head;
                continue;
            }
            if let Some(rank) = chain.iter().position(|&c| c == id) {
                return Some(rank + steps);
            }
            let tok = self.tree.token(id);
            // «la perte cumulée cette année»
            let measured = kind == Timing::Period
                && tok.relation() == "acl"
                && tok.head == Some(anchor)
                && is_past_participle(tok);
            let verbal = matches!(tok.upos, Upos::Verb | Upos::Aux) && !measured;
            if verbal && self.tree.token(id).relation() != "xcomp"
                || !chain.iter().any(|&c| self.tree.is_under(id, c))
                || steps > 4
            {
                return None;
            }
            steps += 1;
            here = self.tree.token(id).head;
        }
        None
    }

    /// The sum that stands with the event (*pour 3 millions*, *investira 3 millions*).
    pub fn price(&self, anchor: TokenId, taken: Option<usize>) -> Option<Quantity> {
        let step = |role, cases: &[&str]| Step { role, cases: cases.iter().map(|c| (*c).to_owned()).collect() };
        let slot = Slot(vec![
            Path(vec![step(Role::Amount, &[])]),
            Path(vec![step(Role::Object, &[])]),
            Path(vec![step(Role::Oblique, &[])]),
            Path(vec![step(Role::NominalModifier, &[])]),
            Path(vec![step(Role::Object, &[]), step(Role::NominalModifier, &[])]),
            Path(vec![step(Role::Governor, &[]), step(Role::Oblique, &[])]),
        ]);
        let money = |a: &Argument| match a.filler {
            Filler::Value(v) if Some(v) != taken => is_money(&self.arguments.value(v).value),
            _ => false,
        };
        self.arguments.fill(anchor, &slot, Want::Value, &money).first().and_then(|a| match a.filler {
            Filler::Value(v) => Some(as_money(self.arguments.value(v).value.clone())),
            _ => None,
        })
    }

    /// The qualifiers that a frame has placed.
    pub fn placed(&self, filled: &[(&str, Argument)], anchor: TokenId, skip: &[TokenId]) -> Qualifiers {
        let mut qualifiers = Qualifiers::default();
        for (name, argument) in filled {
            match (*name, argument.filler) {
                ("price", Filler::Value(v)) if is_money(&self.arguments.value(v).value) => {
                    qualifiers.price = Some(as_money(self.arguments.value(v).value.clone()));
                }
                ("when", Filler::Time(t)) => qualifiers.when = self.arguments.time(t).value.clone(),
                ("role", _) => qualifiers.role = Some(self.role(argument.token, skip)),
                ("metric", _) => qualifiers.metric = Some(self.phrase(argument.token, skip)),
                ("from", _) => qualifiers.from.push(self.name(argument.token)),
                ("to", _) => qualifiers.to = Some(self.name(argument.token)),
                ("of", _) => qualifiers.of = Some(self.name(argument.token)),
                ("product", _) => qualifiers.product = Some(self.phrase(argument.token, skip)),
                _ => {}
            }
        }
        let _ = anchor;
        qualifiers
    }

    fn name(&self, id: TokenId) -> String {
        let entity = self.arguments.entity(id, 2).into_iter().find_map(|a| match a.filler {
            Filler::Entity(entity) => Some((self.label)(entity)),
            _ => None,
        });
        entity.unwrap_or_else(|| self.phrase(id, &[]))
    }

    /// The phrase of a position without what is said of its holder before it: *patron* of *le très contesté patron*,
    /// *premier adjoint* of *l'actuel premier adjoint*.
    fn role(&self, head: TokenId, skip: &[TokenId]) -> String {
        let ranks = |id: TokenId| {
            let tok = self.tree.token(id);
            tok.feats.is("NumType", "Ord") || tok.upos != Upos::Adj || tok.span.slice(self.text).contains('-')
        };
        let before = self.tree.dependents(head, &["amod"]).filter(|&id| id < head && !ranks(id));
        let skip: Vec<TokenId> = skip.iter().copied().chain(before).collect();
        self.phrase(head, &skip)
    }

    /// The words of a noun phrase, without its article, its relative clauses, its appositions and the arguments in
    /// `skip`: *vice-président en charge de la santé* of *le vice-président en charge de la santé chez X, Y*.
    pub fn phrase(&self, head: TokenId, skip: &[TokenId]) -> String {
        let mut kept = vec![head];
        let mut next = 0;
        while next < kept.len() {
            let here = kept[next];
            kept.extend(self.tree.children(here).filter(|&c| self.belongs(here, head, c, skip)));
            next += 1;
        }
        kept.sort();
        let from = kept.iter().position(|&id| id == head).unwrap_or(0);
        let mut first = head;
        for pair in kept[..=from].windows(2).rev() {
            if pair[1].0 - pair[0].0 > 1 {
                break;
            }
            first = pair[0];
        }
        let mut last = head;
        for &id in &kept[from..] {
            if id.0 - last.0 > 1 {
                break;
            }
            last = id;
        }
        let span = self.tree.token(first).span.cover(self.tree.token(last).span);
        span.slice(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn belongs(&self, governor: TokenId, head: TokenId, child: TokenId, skip: &[TokenId]) -> bool {
        let tok = self.tree.token(child);
        let holds_argument = skip.iter().any(|&s| self.tree.is_under(s, child));
        let relation = match tok.relation() {
            "amod" | "flat" | "fixed" | "case" | "nummod" | "compound" | "nmod" | "obl" => true,
            "det" => governor != head,
            // the conjunction that hangs the whole phrase on another is not of it
            "cc" => governor != head || child > head,
            "conj" => governor != head || tok.upos == Upos::Adj,
            "advmod" => governor != head,
            _ => false,
        };
        relation
            && !holds_argument
            && tok.upos != Upos::Punct
            && !(governor == head && tok.upos == Upos::Adp && child < head)
    }
}

/// What is measured against a time is not placed by it (*plus qu'en 2012*).
fn is_compared(tree: &Tree<'_>, time: &TimeMention) -> bool {
    let before = time.tokens.start.0.checked_sub(1).map(TokenId);
    before.is_some_and(|id| {
        let tok = tree.token(id);
        tok.upos == Upos::Sconj && tok.head.is_some_and(|head| time.tokens.contains(head))
    })
}

/// A time longer than a month.
fn is_period(time: &TimeMention) -> bool {
    let value = time.value.as_ref();
    value.is_some_and(|v| v.is_interval() || matches!(v.precision(), Some(Precision::Year | Precision::SubYear)))
}

/// Money, or a bare magnitude that only money takes where a sum is asked (*investir 3 milliards*).
fn is_money(value: &Quantity) -> bool {
    match &value.unit {
        Unit::Money(_) => true,
        Unit::Count(None) => value.value.is_some_and(|v| v >= 1e6),
        _ => false,
    }
}

/// A bare magnitude in a place that asks for money is money of an unnamed currency.
pub(super) fn as_money(mut value: Quantity) -> Quantity {
    if value.unit == Unit::Count(None) {
        value.unit = Unit::Money(None);
    }
    value
}
