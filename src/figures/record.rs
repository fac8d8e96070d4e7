//! The rest of the record: dated events, articles with their claims, known conflicts,
//! tables of cells, help lines, and the outline that says which figures come first.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::codelist::SeriesKey;
use super::cow_str::CowStr;
use super::indicator::IndicatorId;
use super::later::Later;
use super::period::{Period, PeriodKind};
use super::source::{Published, SourceId};

/// Something that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Event {
    /// When; the month alone where the day is not shown.
    pub date: Published,
    /// Of which kind it is.
    pub kind: EventKind,
    /// What, in a line.
    pub title: CowStr,
    /// What, in a sentence or two.
    pub text: CowStr,
    /// Who reports it.
    pub publisher: CowStr,
    /// Where.
    pub url: Option<CowStr>,
    /// The entry among the sources, if it has one.
    pub source: Option<SourceId>,
    /// The periods that it speaks about.
    pub about: Vec<Period>,
    /// The indicators that it touches; none if it touches all or no one in particular.
    pub indicators: Vec<IndicatorId>,
}

/// Of which kind an [`Event`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// A law was made, or took effect.
    Law,
    /// Something is done in another way, or by someone else.
    Practice,
    /// Figures or a report were published.
    Release,
    /// Something was said or proposed.
    Debate,
    /// A crime or a trial.
    Case,
    /// Someone takes or leaves an office.
    Office,
}

impl EventKind {
    /// Every kind with its id in data files.
    pub const ALL: [(&'static str, Self); 6] = [
        ("law", Self::Law),
        ("practice", Self::Practice),
        ("release", Self::Release),
        ("debate", Self::Debate),
        ("case", Self::Case),
        ("office", Self::Office),
    ];

    /// Whether it may change what is counted, so that charts mark it on their axis of time.
    pub const fn changes(self) -> bool {
        matches!(self, Self::Law | Self::Practice)
    }
}

/// A news article of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Article {
    /// The id used in data files; also the file's name.
    pub id: CowStr,
    /// Its entry among the sources.
    pub source: SourceId,
    /// When it was posted.
    pub date: Published,
    /// Its title, in the record's words.
    pub title: CowStr,
    /// What it reports, in the record's words, a paragraph each.
    pub text: Later<CowStr>,
    /// The periods that it speaks about.
    pub about: Vec<Period>,
    /// What it says of the figures.
    pub claims: Later<Claim>,
}

/// A table of counts by several dimensions for one period (a data cube's cells).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct CellTable {
    /// The id used in data files; also the file's name.
    pub id: CowStr,
    /// The title for readers.
    pub title: CowStr,
    /// What is counted.
    pub definition: CowStr,
    /// The period of every cell.
    pub period: Period,
    /// Where it was published.
    pub source: SourceId,
    /// Remarks.
    pub notes: CowStr,
    /// The names of the columns; the last one holds the count.
    pub columns: Vec<CowStr>,
    /// The labels of each column but the last, each once.
    pub labels: Vec<Vec<CowStr>>,
    /// The cells that are not zero.
    pub cells: Cells,
}

impl CellTable {
    /// The labels of a cell, one a column but the last.
    pub fn labels_of<'t>(&'t self, cell: CellRow<'t>) -> impl Iterator<Item = &'t str> {
        let columns = self.labels.iter().zip(cell.labels);
        columns.map(|(labels, at)| labels[usize::from(*at)].as_str())
    }
}

/// Cells in the order of the file, packed: there are many, and they are read at every start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// The position of its label in each column but the last, cell after cell.
    labels: Vec<u16>,
    /// How many, one a cell.
    counts: Vec<u32>,
}

impl Cells {
    /// Takes one more cell; of a table each one has as many labels.
    pub fn push(&mut self, labels: impl IntoIterator<Item = u16>, count: u32) {
        self.labels.extend(labels);
        self.counts.push(count);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Each cell.
    pub fn iter(&self) -> impl Iterator<Item = CellRow<'_>> {
        let columns = self.labels.len() / self.counts.len().max(1);
        let counts = self.counts.iter().enumerate();
        counts.map(move |(at, count)| CellRow {
            labels: &self.labels[at * columns..(at + 1) * columns],
            count: *count,
        })
    }
}

/// One cell of a [`CellTable`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellRow<'t> {
    /// The position of its label in each column but the last.
    pub labels: &'t [u16],
    /// How many.
    pub count: u32,
}

/// Where to turn to if worried about someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Helpline {
    /// Who answers.
    pub name: CowStr,
    /// The number to call.
    pub phone: CowStr,
    /// When to call.
    pub text: CowStr,
    /// More about it.
    pub url: Option<CowStr>,
    /// The day on which the entry was last checked.
    #[serde(with = "super::day")]
    pub checked: NaiveDate,
    /// Where it was checked.
    pub source: CowStr,
}

/// A series named in the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SeriesRef {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The key within it.
    pub key: SeriesKey,
}

/// Which figures come first, and which charts each view shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Outline {
    /// The large numbers of the overview.
    pub headlines: Vec<Headline>,
    /// The gauges of the overview.
    pub shares: Vec<Share>,
    /// The charts of each view, in order.
    pub charts: Vec<ChartSpec>,
    /// The series that are compared until the user chooses others.
    pub compared: Vec<SeriesRef>,
}

/// A large number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Headline {
    /// What stands above it.
    pub label: CowStr,
    /// The series that it comes from.
    pub series: SeriesRef,
}

/// A gauge: a part of a whole, or a percentage as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Share {
    /// What stands above it.
    pub title: CowStr,
    /// Part and whole; both must come from one publication to be divided.
    pub ratio: Option<(SeriesRef, SeriesRef)>,
    /// The percentage as published, used where the ratio cannot be formed.
    pub published: Option<SeriesRef>,
}

/// Where a chart stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// On the overview.
    Overview,
    /// On the view of a topic.
    Topic(super::indicator::Topic),
}

/// One chart of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Where it stands.
    pub place: Place,
    /// The series that it draws.
    pub series: SeriesRef,
    /// The kind of period on its axis.
    pub kind: PeriodKind,
}
