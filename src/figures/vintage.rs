//! Vintages (after ALFRED, the archive of the Federal Reserve Bank of St. Louis): which of
//! the values published for a cell stands as of a day. One rule, here and nowhere else.
//!
//! The rule. Of the values that were known by the day:
//!
//! 1. a dated publication stands before an undated one;
//! 2. a value given *as first published* gives way to one given *as revised*: quoting an
//!    old figure late, or on a page that shows only its year, does not undo a revision;
//! 3. the newest publication stands; a part date counts as its last day;
//! 4. at equal dates first-hand stands before copies, research, charities, press and weak
//!    pages; then the row that comes first in the file.
//!
//! That settles the value. Where several publications give it, the one nearest to the
//! publisher is named for it, the newest of several.
//!
//! An undated publication counts as known from the day the record was brought up to date.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::day::written;
use super::observation::{ObsStatus, Observation};
use super::period::Period;
use super::source::{Published, Standing};

/// The day on which the record is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AsOf {
    /// As it was known at the end of this day.
    On(NaiveDate),
    /// Everything in the record.
    #[default]
    Latest,
}

impl AsOf {
    /// Whether something known from `day` on was known.
    pub fn knows(self, day: NaiveDate) -> bool {
        match self {
            Self::On(limit) => day <= limit,
            Self::Latest => true,
        }
    }

    /// The day, unless it is today.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(day),
            Self::Latest => None,
        }
    }

    /// The day as it stands after "known": "on 18 Oct 2012", "today".
    pub fn in_words(self) -> String {
        match self {
            Self::On(_) => format!("on {self}"),
            Self::Latest => self.to_string(),
        }
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => f.pad(&written(*day)),
            Self::Latest => f.pad("today"),
        }
    }
}

/// A text that names no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a day; write it like 2012-10-18, 2012-10 (its last day), or today")]
pub struct ParseAsOfError(String);

/// A month or a year is its last day, as a publication that shows no more of its date counts.
impl FromStr for AsOf {
    type Err = ParseAsOfError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "today" || text == "latest" {
            return Ok(Self::Latest);
        }
        let published = text.parse().ok().and_then(Published::known_from);
        published
            .map(Self::On)
            .ok_or_else(|| ParseAsOfError(text.to_owned()))
    }
}

/// When and how a value became known (ALFRED: the start of its real-time period).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vintage {
    /// The first day on which it is certain to have been known.
    #[serde(with = "super::day")]
    pub known_from: NaiveDate,
    /// Whether the publication shows a date at all.
    pub dated: bool,
    /// How near to the publisher it was read.
    pub standing: Standing,
}

/// All that was known of one series and period by a day, with the observation that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The period of every observation here.
    pub period: Period,
    /// The observation that stands.
    pub stands: &'a Observation,
    /// Everything known by the day, the one that stands included, oldest first.
    pub published: Vec<&'a Observation>,
}

impl<'a> Cell<'a> {
    /// The cell of the observations of one period, or `None` if none was known.
    ///
    /// `observations` hold one period and are ordered as in the file.
    pub fn as_of(observations: &'a [Observation], as_of: AsOf) -> Option<Self> {
        let known = |one: &&Observation| as_of.knows(one.vintage.known_from);
        Self::among(observations.iter().filter(known).collect())
    }

    /// The cell of some observations of one period, in the order of the file; `None` if there
    /// are none.
    pub fn among(mut published: Vec<&'a Observation>) -> Option<Self> {
        let stands = standing(&published)?;
        published.sort_by_key(|one| (!one.vintage.dated, one.vintage.known_from));
        Some(Self {
            period: stands.period,
            stands,
            published,
        })
    }

    /// The value that stands, if it is a single number.
    pub fn number(&self) -> Option<f64> {
        self.stands.value.number()
    }

    /// The oldest value known.
    pub fn first(&self) -> &'a Observation {
        self.published[0]
    }

    /// Whether the value that stands replaced another, or is given as a revision.
    pub fn is_revised(&self) -> bool {
        self.stands.status.has(ObsStatus::Revised) || self.first().value != self.stands.value
    }

    /// The other values, oldest first, each once, that were published for the same cell.
    pub fn other_values(&self) -> Vec<&'a Observation> {
        let mut others: Vec<&Observation> = Vec::new();
        for one in &self.published {
            let seen = others.iter().any(|have| have.value == one.value);
            if one.value != self.stands.value && !seen {
                others.push(one);
            }
        }
        others
    }
}

/// The one that stands, by the rule at the head of this file.
fn standing<'a>(known: &[&'a Observation]) -> Option<&'a Observation> {
    let revised = known
        .iter()
        .any(|one| one.status.has(ObsStatus::Revised) && one.vintage.dated);
    let outdated = |one: &Observation| revised && one.status.has(ObsStatus::Initial);
    let rows = || known.iter().copied().enumerate();
    let (_, newest) = rows().max_by_key(|(line, one)| {
        let Vintage {
            known_from,
            dated,
            standing,
        } = one.vintage;
        (
            dated,
            !outdated(one),
            known_from,
            Reverse(standing),
            Reverse(*line),
        )
    })?;
    let same = rows().filter(|(_, one)| {
        let equal = one.value == newest.value && one.vintage.dated == newest.vintage.dated;
        equal && outdated(one) == outdated(newest)
    });
    let nearest = same.max_by_key(|(line, one)| {
        let Vintage {
            known_from,
            standing,
            ..
        } = one.vintage;
        (Reverse(standing), known_from, Reverse(*line))
    });
    nearest.map(|(_, one)| one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{SourceId, StatusSet};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    fn observation(value: &str, known_from: &str, standing: Standing) -> Observation {
        Observation {
            period: "2011".parse().expect("period"),
            value: value.parse().expect("value"),
            status: StatusSet::default(),
            source: SourceId(0),
            vintage: Vintage {
                known_from: day(known_from),
                dated: true,
                standing,
            },
            note: None,
        }
    }

    fn value_as_of(observations: &[Observation], as_of: AsOf) -> Option<String> {
        Cell::as_of(observations, as_of).map(|cell| cell.stands.value.to_string())
    }

    #[test]
    fn a_month_or_a_year_is_its_last_day() {
        for (text, expected) in [
            ("2012-10-18", "2012-10-18"),
            ("2012-02", "2012-02-29"),
            ("2012", "2012-12-31"),
        ] {
            assert_eq!(text.parse(), Ok(AsOf::On(day(expected))));
        }
        for text in ["", "soon", "2012-13", "18.10.2012"] {
            assert!(text.parse::<AsOf>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_newest_publication_known_by_the_day_stands() {
        let cell = [
            observation("946", "2012-10-18", Standing::Press),
            observation("945", "2017-11-20", Standing::OfficialCopy),
        ];
        let on = |text| value_as_of(&cell, AsOf::On(day(text)));
        assert_eq!(on("2012-10-17"), None);
        assert_eq!(on("2012-10-18").as_deref(), Some("946"));
        assert_eq!(on("2017-11-19").as_deref(), Some("946"));
        assert_eq!(value_as_of(&cell, AsOf::Latest).as_deref(), Some("945"));
    }

    #[test]
    fn at_equal_dates_first_hand_stands_before_press() {
        let cell = [
            observation("1", "2020-01-01", Standing::Press),
            observation("2", "2020-01-01", Standing::Official),
            observation("3", "2020-01-01", Standing::OfficialCopy),
        ];
        assert_eq!(value_as_of(&cell, AsOf::Latest).as_deref(), Some("2"));
    }

    #[test]
    fn an_undated_publication_never_beats_a_dated_one() {
        let mut undated = observation("7", "2026-11-23", Standing::Official);
        undated.vintage.dated = false;
        let cell = [
            undated.clone(),
            observation("8", "2012-01-01", Standing::Weak),
        ];
        assert_eq!(value_as_of(&cell, AsOf::Latest).as_deref(), Some("8"));
        assert_eq!(value_as_of(&[undated], AsOf::Latest).as_deref(), Some("7"));
    }

    #[test]
    fn a_late_quotation_of_the_first_figure_does_not_undo_a_revision() {
        // Second quarter of 2020: 2,209 on a page that shows only its year, 2,207 revised in November.
        let mut first = observation("2209", "2020-12-31", Standing::OfficialCopy);
        first.status = first.status.with(ObsStatus::Initial);
        let mut revised = observation("2207", "2020-11-09", Standing::Press);
        revised.status = revised.status.with(ObsStatus::Revised);
        let cell = [first, revised];
        assert_eq!(value_as_of(&cell, AsOf::Latest).as_deref(), Some("2207"));
        let cell = Cell::as_of(&cell, AsOf::Latest).expect("known");
        assert!(cell.is_revised());
        assert_eq!(cell.other_values().len(), 1);
    }

    #[test]
    fn equal_rank_is_settled_by_the_order_of_the_file() {
        let cell = [
            observation("1", "2020-01-01", Standing::Press),
            observation("2", "2020-01-01", Standing::Press),
        ];
        assert_eq!(value_as_of(&cell, AsOf::Latest).as_deref(), Some("1"));
    }
}
