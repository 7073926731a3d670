//! Time expressions as a text words them, before anything is known of the article's date.

use crate::analyse::TokenId;
use crate::ontology::{Part, TimeRelation, TimeUnit};

/// How an expression points at its time where it does not name the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Pointing {
    /// Not at all (*en mars*).
    #[default]
    None,
    /// At now (*ce*, *cette*).
    This,
    /// So many units from now (*dernier* -1).
    Shift(i32),
    /// At the time spoken of before (*cette année-là*).
    Same,
    /// So many units from the time spoken of before (*l'année suivante* 1).
    Following(i32),
}

/// A date, as far as it is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Calendar {
    /// Start, middle or end of it.
    pub part: Option<Part>,
    /// 1 (Monday) to 7.
    pub weekday: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
    /// The last day, where several are named (*du 3 au 5 mars*).
    pub last_day: Option<u8>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 21 (spring) to 24.
    pub season: Option<u8>,
    /// A quarter or half-year of the year, from 1.
    pub period: Option<(TimeUnit, u8)>,
    /// So many months from the year's first (*les neuf premiers mois*).
    pub first_months: Option<u8>,
    /// The year.
    pub year: Option<i16>,
    /// The last year of a decade or business year.
    pub last_year: Option<i16>,
    /// A unit by its noun, for pointing (*l'an dernier*).
    pub unit: Option<TimeUnit>,
    /// Days from today (*hier*), or from the day spoken of (*la veille*) where the pointing says so.
    pub days: Option<i32>,
    /// How it points.
    pub pointing: Pointing,
    /// True where it is one of a business year whose months are unknown.
    pub fiscal: bool,
}

/// From where a length is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From the article's date.
    Now,
    /// From the time spoken of before.
    Before,
    /// From an event that is not dated (*deux ans après sa fondation*).
    Event,
}

/// What an expression tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    /// A date.
    Date(Calendar),
    /// From one date to another.
    Between(Calendar, Calendar),
    /// A length away; the number of units is negative for the past, `None` where vague.
    Away(Option<f64>, TimeUnit, Origin),
    /// A length, placed nowhere.
    Length,
}

/// A time expression in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expression {
    /// Its first atom; a preposition is part of it where that decides the value.
    pub start: usize,
    /// One past its last atom.
    pub end: usize,
    /// The token of its main word.
    pub main: TokenId,
    /// How the time stands to the event.
    pub relation: TimeRelation,
    /// What it tells.
    pub when: When,
}
