//! The lexicon's section of number words, units and currencies: `ontology/fr/values.ttl` → [`ValueLexicon`].

use super::entry::{LexicalEntry, entries};
use super::log::Log;
use super::phrases::Phrases;
use super::source::Source;
use crate::value::Bound;

/// On which side of the number a word stands that bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it (*près de*).
    Before,
    /// After it (*ou plus*).
    After,
    /// On either side (*environ*).
    Either,
}

/// Small words of number phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is told by the examples in the lexicon's Turtle")]
pub enum Particle {
    RangeFrom,
    RangeBetween,
    RangeTo,
    Over,
    Link,
    And,
    Plus,
    Minus,
    Per,
    Each,
    Determiner,
    HalfMore,
}

/// What a phrase does in an amount.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueSense {
    /// A number word (`lx:NumberWord`: *douze*).
    Number(f64),
    /// A power that the number before it is multiplied by (`lx:Magnitude`: *milliard*, `Md`).
    Magnitude(f64),
    /// A noun for a round number (`lx:CollectiveNumeral`: *centaine*).
    Collective(f64),
    /// A word for an unknown number (`lx:VagueQuantifier`: *plusieurs*).
    Vague,
    /// Says how near the number is (`lx:Approximator`).
    Bound(Bound, Side),
    /// A currency (`lx:Currency`).
    Currency {
        /// ISO 4217, where the word tells.
        code: Option<String>,
        /// True where the word alone does not settle it (*franc*).
        inferred: bool,
        /// Its part of the currency's main unit (*centime* 0.01).
        factor: f64,
        /// True where the word also names a thing and means money only in sums of millions (*livre*).
        only_sums: bool,
    },
    /// Hundredths, times the factor (`lx:PercentWord`: *pour cent* 1, *point de base* 0.01); above the limit, a count.
    Percent(f64, Option<f64>),
    /// A verb that bounds its object (`lx:BoundVerb`: *dépasser*).
    BoundVerb(Bound),
    /// Parts (`lx:FractionWord`: *tiers* 3, *moitié* 2).
    Denominator(f64),
    /// A counted thing of several words, or one whose lemma is another (`lx:CountUnit`).
    Unit(String),
    /// A unit of measure that no count of things is (`lx:MeasureUnit`: *kilomètre*).
    Measure,
    /// A noun that is counted in money (`lx:SumNoun`: *millions de dettes*).
    Sum,
    /// A noun whose number is a name (`lx:NumberedNoun`: *article*, *chapitre*).
    Numbered,
    /// A verb of change, whose *from … to …* are two amounts (`lx:ChangeVerb`: *passer*).
    Change,
    /// A small word.
    Particle(Particle),
}

/// The words of amounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueLexicon {
    /// Phrases with their senses; a phrase may have several.
    pub phrases: Phrases<ValueSense>,
    /// True where a comma parts the decimals (`lx:decimalComma`).
    pub decimal_comma: bool,
}

const BOUNDS: &[(&str, Bound)] = &[
    ("lx:about", Bound::About),
    ("lx:atLeast", Bound::AtLeast),
    ("lx:atMost", Bound::AtMost),
    ("lx:exactly", Bound::Exact),
    ("lx:lessThan", Bound::LessThan),
    ("lx:moreThan", Bound::MoreThan),
];

const SIDES: &[(&str, Side)] = &[("lx:after", Side::After), ("lx:before", Side::Before), ("lx:either", Side::Either)];

const PARTICLES: &[(&str, Particle)] = &[
    ("lx:and", Particle::And),
    ("lx:determiner", Particle::Determiner),
    ("lx:each", Particle::Each),
    ("lx:halfMore", Particle::HalfMore),
    ("lx:link", Particle::Link),
    ("lx:minus", Particle::Minus),
    ("lx:over", Particle::Over),
    ("lx:per", Particle::Per),
    ("lx:plus", Particle::Plus),
    ("lx:rangeBetween", Particle::RangeBetween),
    ("lx:rangeFrom", Particle::RangeFrom),
    ("lx:rangeTo", Particle::RangeTo),
];

/// How an entry gets its sense; `None` where it lacks what its class demands.
type SenseOf = fn(&LexicalEntry<'_>, &mut Log) -> Option<ValueSense>;

/// The classes of this section, each with how an entry of it gets its sense.
const CLASSES: &[(&str, SenseOf)] = &[
    ("lx:NumberWord", |entry, log| Some(ValueSense::Number(number(entry, log)?))),
    ("lx:Magnitude", |entry, log| Some(ValueSense::Magnitude(number(entry, log)?))),
    ("lx:CollectiveNumeral", |entry, log| Some(ValueSense::Collective(number(entry, log)?))),
    ("lx:VagueQuantifier", |_, _| Some(ValueSense::Vague)),
    ("lx:Approximator", approximator),
    ("lx:Currency", currency),
    ("lx:PercentWord", percent),
    ("lx:BoundVerb", |entry, log| Some(ValueSense::BoundVerb(bound(entry, log)?))),
    ("lx:FractionWord", |entry, log| Some(ValueSense::Denominator(number(entry, log)?))),
    ("lx:CountUnit", |entry, _| Some(ValueSense::Unit(entry.written.value.clone()))),
    ("lx:MeasureUnit", |_, _| Some(ValueSense::Measure)),
    ("lx:SumNoun", |_, _| Some(ValueSense::Sum)),
    ("lx:NumberedNoun", |_, _| Some(ValueSense::Numbered)),
    ("lx:ChangeVerb", |_, _| Some(ValueSense::Change)),
    ("lx:NumberParticle", particle),
];

/// Reads the section.
pub(super) fn read(source: &Source, log: &mut Log) -> ValueLexicon {
    let mut lexicon = ValueLexicon::default();
    for (class, sense_of) in CLASSES {
        for entry in entries(source, class, log) {
            let Some(sense) = sense_of(&entry, log) else { continue };
            for form in std::iter::once(&entry.written.value).chain(&entry.other_forms) {
                lexicon.phrases.add(form, sense.clone());
            }
        }
    }
    for node in source.instances("lime:Lexicon") {
        lexicon.decimal_comma |= node.flag("lx:decimalComma", log).is_some_and(|flag| flag.value);
    }
    lexicon
}

/// The entry's `lx:value`, which its class demands.
pub(super) fn number(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<f64> {
    let value = entry.node.number("lx:value", log);
    if value.is_none() && !entry.node.has("lx:value") {
        missing(entry, "lx:value", log);
    }
    value.map(|value| value.value)
}

/// Logs that the entry lacks a property which its class demands.
pub(super) fn missing(entry: &LexicalEntry<'_>, property: &str, log: &mut Log) {
    let message = format!("{}: an entry of its class needs `{property}`", entry.node.title());
    log.error(entry.node.place(), "L060", message);
}

fn bound(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<Bound> {
    let bound = entry.node.choice("lx:bound", BOUNDS, log);
    if bound.is_none() && !entry.node.has("lx:bound") {
        missing(entry, "lx:bound", log);
    }
    bound.map(|bound| bound.value)
}

fn approximator(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<ValueSense> {
    let side = entry.node.choice("lx:side", SIDES, log).map_or(Side::Before, |side| side.value);
    Some(ValueSense::Bound(bound(entry, log)?, side))
}

fn percent(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<ValueSense> {
    let limit = entry.node.number("lx:limit", log).map(|limit| limit.value);
    Some(ValueSense::Percent(number(entry, log)?, limit))
}

fn currency(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<ValueSense> {
    let code = entry.node.text("lx:code", log);
    if let Some(code) = code.filter(|code| code.value.len() != 3 || !code.value.bytes().all(|b| b.is_ascii_uppercase()))
    {
        log.error(code.place, "L061", format!("`{}` is no ISO 4217 code; write it as \"EUR\"", code.value));
    }
    let inferred = entry.node.flag("lx:ambiguous", log).is_some_and(|flag| flag.value);
    let only_sums = entry.node.flag("lx:onlySums", log).is_some_and(|flag| flag.value);
    let factor = entry.node.number("lx:value", log).map_or(1.0, |value| value.value);
    Some(ValueSense::Currency { code: code.map(|code| code.value.to_owned()), inferred, factor, only_sums })
}

fn particle(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<ValueSense> {
    let particle = entry.node.choice("lx:function", PARTICLES, log);
    if particle.is_none() && !entry.node.has("lx:function") {
        missing(entry, "lx:function", log);
    }
    Some(ValueSense::Particle(particle?.value))
}
