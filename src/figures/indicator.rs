//! An indicator: a defined quantity with one unit, one unit type and its breaks in series.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codelist::{DimensionId, SeriesKey};
use super::cow_str::CowStr;
use super::period::Period;
use super::series::Series;
use super::source::SourceId;

/// Position of an indicator in the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IndicatorId(pub u16);

impl IndicatorId {
    /// So many indicators are told apart; loading refuses more.
    pub const MOST: usize = 1 << 16;

    /// The indicator at a position.
    pub fn at(position: usize) -> Self {
        Self(u16::try_from(position).expect("loading refuses more than are told apart"))
    }
}

/// What a number counts in: people, decisions, percent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Unit {
    /// The id used in data files.
    pub id: CowStr,
    /// For exactly one.
    pub singular: CowStr,
    /// For every other number.
    pub plural: CowStr,
}

/// What is counted (GSIM: unit type). Figures of two unit types are never added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct UnitType {
    /// The id used in data files.
    pub id: CowStr,
    /// The title for readers.
    pub title: CowStr,
}

/// How the values of an indicator behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// A count.
    Count,
    /// A share or change in percent, as published.
    Percent,
    /// A mean or median.
    Average,
    /// An estimate of something that is not seen.
    Estimate,
    /// A rate per so many people.
    Rate,
}

impl Measure {
    /// Every measure with its id in data files.
    pub const ALL: [(&'static str, Self); 5] = [
        ("count", Self::Count),
        ("percent", Self::Percent),
        ("average", Self::Average),
        ("estimate", Self::Estimate),
        ("rate", Self::Rate),
    ];
}

/// The part of the record that an indicator belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Topic {
    /// People who may have been trafficked, and decisions about them.
    Victims,
    /// Organised crime groups, with police operations and recorded offences beside them.
    Groups,
    /// Suspects, defendants, prosecutions and convictions.
    Justice,
}

impl Topic {
    /// Every topic with its id in data files.
    pub const ALL: [(&'static str, Self); 3] = [
        ("victims", Self::Victims),
        ("groups", Self::Groups),
        ("justice", Self::Justice),
    ];

    /// The id used in data files.
    pub fn id(self) -> &'static str {
        let row = Self::ALL.iter().find(|(_, topic)| *topic == self);
        row.map_or("", |(id, _)| id)
    }
}

/// What a [`Break`] forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum BreakEffect {
    /// Nothing is compared or joined across it.
    Break,
    /// It is said beside the chart; comparison is possible with care.
    Caution,
}

/// A break in a time series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Break {
    /// The first day of the new basis.
    #[serde(with = "super::day")]
    pub from: NaiveDate,
    /// What it forbids.
    pub effect: BreakEffect,
    /// If set, only series cut by this dimension are affected.
    pub dimension: Option<DimensionId>,
    /// Why, in a sentence without a full stop.
    pub reason: CowStr,
    /// Where that is said.
    pub source: Option<SourceId>,
    /// What else supports it, or that it was not verified.
    pub evidence: Option<CowStr>,
}

impl Break {
    /// Whether the new basis begins after `earlier` ended and no later than `later` ends,
    /// so that `later` is the first period touched by it.
    pub fn lies_between(&self, earlier: Period, later: Period) -> bool {
        earlier.end() < self.from && self.from <= later.end()
    }

    /// Whether the series of this key is affected.
    pub fn affects(&self, key: &SeriesKey) -> bool {
        self.dimension
            .is_none_or(|dimension| key.get(dimension).is_some())
    }
}

/// A defined quantity (OWID: indicator; SDMX: measure) with all of its series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Indicator {
    /// The id used in data files; also their name.
    pub id: CowStr,
    /// The title for readers.
    pub title: CowStr,
    /// A title of at most 24 characters.
    pub short: CowStr,
    /// The part of the record that it belongs to.
    pub topic: Topic,
    /// How its values behave.
    pub measure: Measure,
    /// What its numbers count in.
    pub unit: Unit,
    /// What is counted.
    pub unit_type: UnitType,
    /// What is counted, in one to three sentences.
    pub definition: CowStr,
    /// On what period and counting the values rest.
    pub basis: CowStr,
    /// The dimensions by which it is cut, geography left out.
    pub dimensions: Vec<DimensionId>,
    /// Breaks in series, oldest first.
    pub breaks: Vec<Break>,
    /// What was looked for and not found.
    pub not_found: Option<CowStr>,
    /// One series a key, ordered by key.
    pub series: Vec<Series>,
}

impl Indicator {
    /// The series at a key.
    pub fn series(&self, key: &SeriesKey) -> Option<&Series> {
        let at = self.series.binary_search_by(|one| one.key.cmp(key)).ok()?;
        Some(&self.series[at])
    }

    /// The breaks that touch the series of a key.
    pub fn breaks_of(&self, key: &SeriesKey) -> Vec<&Break> {
        let touching = self.breaks.iter().filter(|one| one.affects(key));
        touching.collect()
    }

    /// How many values were published for it.
    pub fn observation_count(&self) -> usize {
        let lengths = self.series.iter().map(|one| one.observations().len());
        lengths.sum()
    }
}
