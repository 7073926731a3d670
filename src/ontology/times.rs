//! The lexicon's section of calendar words: `ontology/fr/time.ttl` → [`TimeLexicon`].

use super::entry::{LexicalEntry, entries};
use super::log::Log;
use super::phrases::Phrases;
use super::source::Source;
use super::values::{missing, number};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the calendar's units, by their names")]
pub enum TimeUnit {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// A part of a year, month or week, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the parts, by their names")]
pub enum Part {
    Start,
    Middle,
    End,
    Whole,
}

/// How a time expression stands to the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeRelation {
    /// At that time (*en*, *le*, *au*).
    In,
    /// From then until now (*depuis*).
    Since,
    /// From then on (*à partir de*, *dès*).
    From,
    /// Until then (*jusqu'à*).
    Until,
    /// Not later than then (*d'ici*).
    By,
    /// Before then (*avant*).
    Before,
    /// After then (*après*).
    After,
    /// Opens a pair (*entre*).
    Between,
    /// For that long (*pendant*).
    During,
    /// Near then (*vers*).
    About,
    /// What is told is measured against it (*par rapport à*).
    Compared,
    /// That long before now (*il y a*).
    Ago,
    /// That long after now (*dans*).
    Ahead,
}

/// What a phrase does in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeSense {
    /// 1 to 12.
    Month(u8),
    /// 1 (Monday) to 7.
    Weekday(u8),
    /// 21 (spring) to 24 (winter), as EDTF counts them.
    Season(u8),
    /// A unit by its noun (*an*, *trimestre*).
    Unit(TimeUnit),
    /// A letter before or after the ordinal of a quarter or half-year (`T2`, `1S`).
    Code(TimeUnit),
    /// Days from today (*hier* -1).
    Day(i32),
    /// A feast or the like: month, and day where it has one.
    Feast(u8, Option<u8>),
    /// *premier* 1, *deuxième* 2, …; *dernier* -1 as an ordinal.
    Ordinal(i8),
    /// Units from now (*dernier* -1, *prochain* 1, *en cours* 0).
    Shift(i32),
    /// Units from the time spoken of before (*suivant* 1, *précédent* -1).
    Following(i32),
    /// Points at now (*ce*).
    This,
    /// Points at the time spoken of before (*même*).
    Same,
    /// After a noun that [`TimeSense::This`] opens: the time spoken of before (*-là*).
    There,
    /// After such a noun: now (*-ci*).
    Here,
    /// Days from the day spoken of before (*la veille* -1).
    DayFollowing(i32),
    /// Start, middle, end, whole.
    Part(Part),
    /// A preposition.
    Relation(TimeRelation),
    /// The second end of a pair (*à*, *et*).
    To,
    /// After a length: later (1) or earlier (-1) than the time spoken of before (*plus tard*).
    Later(i32),
    /// An article or the like that may stand before a time word.
    Determiner,
    /// Joins month to year and so on (*de*).
    Link,
    /// A part of the day (*matin*), read over.
    DayPart,
    /// Opens decades (*années*).
    Decades,
    /// Opens a business year (*exercice*).
    Fiscal,
    /// Half a unit more (*et demi*).
    Half,
    /// An unknown number of units (*quelques*).
    Vague,
    /// A verb that looks ahead: what its infinitive tells is still to come (*devoir*).
    Prospective,
}

/// The words of the calendar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeLexicon {
    /// Phrases with their senses; a phrase may have several.
    pub phrases: Phrases<TimeSense>,
}

const UNITS: &[(&str, TimeUnit)] = &[
    ("time:unitHour", TimeUnit::Hour),
    ("time:unitDay", TimeUnit::Day),
    ("time:unitWeek", TimeUnit::Week),
    ("time:unitMonth", TimeUnit::Month),
    ("time:unitYear", TimeUnit::Year),
    ("lx:quarter", TimeUnit::Quarter),
    ("lx:half", TimeUnit::Half),
    ("lx:decade", TimeUnit::Decade),
    ("lx:century", TimeUnit::Century),
];

const PARTS: &[(&str, Part)] =
    &[("lx:start", Part::Start), ("lx:middle", Part::Middle), ("lx:end", Part::End), ("lx:whole", Part::Whole)];

const RELATIONS: &[(&str, TimeRelation)] = &[
    ("lx:about", TimeRelation::About),
    ("lx:after", TimeRelation::After),
    ("lx:ago", TimeRelation::Ago),
    ("lx:ahead", TimeRelation::Ahead),
    ("lx:before", TimeRelation::Before),
    ("lx:between", TimeRelation::Between),
    ("lx:by", TimeRelation::By),
    ("lx:compared", TimeRelation::Compared),
    ("lx:during", TimeRelation::During),
    ("lx:from", TimeRelation::From),
    ("lx:in", TimeRelation::In),
    ("lx:since", TimeRelation::Since),
    ("lx:until", TimeRelation::Until),
];

const PARTICLES: &[(&str, TimeSense)] = &[
    ("lx:dayPart", TimeSense::DayPart),
    ("lx:decades", TimeSense::Decades),
    ("lx:determiner", TimeSense::Determiner),
    ("lx:fiscal", TimeSense::Fiscal),
    ("lx:halfMore", TimeSense::Half),
    ("lx:link", TimeSense::Link),
    ("lx:here", TimeSense::Here),
    ("lx:same", TimeSense::Same),
    ("lx:there", TimeSense::There),
    ("lx:this", TimeSense::This),
    ("lx:to", TimeSense::To),
    ("lx:vague", TimeSense::Vague),
];

/// How an entry gets its sense; `None` where it lacks what its class demands.
type SenseOf = fn(&LexicalEntry<'_>, &mut Log) -> Option<TimeSense>;

/// The classes of this section, each with how an entry of it gets its sense.
const CLASSES: &[(&str, SenseOf)] = &[
    ("lx:Month", |entry, log| Some(TimeSense::Month(number(entry, log)? as u8))),
    ("lx:Weekday", |entry, log| Some(TimeSense::Weekday(number(entry, log)? as u8))),
    ("lx:Season", |entry, log| Some(TimeSense::Season(number(entry, log)? as u8))),
    ("lx:TimeUnit", |entry, log| Some(TimeSense::Unit(chosen(entry, "lx:unit", UNITS, log)?))),
    ("lx:PeriodCode", |entry, log| Some(TimeSense::Code(chosen(entry, "lx:unit", UNITS, log)?))),
    ("lx:DayWord", |entry, log| Some(TimeSense::Day(number(entry, log)? as i32))),
    ("lx:DayFollowing", |entry, log| Some(TimeSense::DayFollowing(number(entry, log)? as i32))),
    ("lx:Feast", feast),
    ("lx:OrdinalWord", |entry, log| Some(TimeSense::Ordinal(number(entry, log)? as i8))),
    ("lx:TimeShift", |entry, log| Some(TimeSense::Shift(number(entry, log)? as i32))),
    ("lx:TimeFollowing", |entry, log| Some(TimeSense::Following(number(entry, log)? as i32))),
    ("lx:TimeDistance", |entry, log| Some(TimeSense::Later(number(entry, log)? as i32))),
    ("lx:TimePart", |entry, log| Some(TimeSense::Part(chosen(entry, "lx:part", PARTS, log)?))),
    ("lx:TimePreposition", |entry, log| Some(TimeSense::Relation(chosen(entry, "lx:relation", RELATIONS, log)?))),
    ("lx:TimeParticle", |entry, log| chosen(entry, "lx:function", PARTICLES, log)),
    ("lx:ProspectiveVerb", |_, _| Some(TimeSense::Prospective)),
];

/// Reads the section.
pub(super) fn read(source: &Source, log: &mut Log) -> TimeLexicon {
    let mut lexicon = TimeLexicon::default();
    for (class, sense_of) in CLASSES {
        for entry in entries(source, class, log) {
            let Some(sense) = sense_of(&entry, log) else { continue };
            for form in std::iter::once(&entry.written.value).chain(&entry.other_forms) {
                lexicon.phrases.add(form, sense);
            }
        }
    }
    lexicon
}

fn chosen<T: Copy>(entry: &LexicalEntry<'_>, property: &str, table: &[(&str, T)], log: &mut Log) -> Option<T> {
    let found = entry.node.choice(property, table, log);
    if found.is_none() && !entry.node.has(property) {
        missing(entry, property, log);
    }
    found.map(|found| found.value)
}

fn feast(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<TimeSense> {
    let month = entry.node.integer("lx:month", log);
    if month.is_none() {
        missing(entry, "lx:month", log);
    }
    let day = entry.node.integer("lx:day", log).map(|day| day.value as u8);
    Some(TimeSense::Feast(month?.value as u8, day))
}
