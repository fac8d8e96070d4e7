//! The data set: everything that was loaded, and how to find a figure in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::codelist::{Codelists, DimensionId, SeriesKey};
use super::cow_str::CowStr;
use super::indicator::{Indicator, IndicatorId};
use super::later::Later;
use super::period::Period;
use super::record::{Article, CellTable, Event, Helpline, Outline, SeriesRef};
use super::series::Series;
use super::source::{Source, SourceId};
use super::vintage::{AsOf, Cell};
use super::vocabulary::{FeedListing, Vocabulary};

/// One figure: the cell of a series and a period, whatever was published for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FigureRef {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The series within it.
    pub key: SeriesKey,
    /// The period.
    pub period: Period,
}

/// A known disagreement between publications, described by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Conflict {
    /// The id used in data files.
    pub id: CowStr,
    /// What disagrees.
    pub title: CowStr,
    /// How, and what is known of the reason.
    pub text: CowStr,
    /// The indicators concerned.
    pub indicators: Vec<IndicatorId>,
    /// The periods concerned.
    pub periods: Vec<Period>,
}

/// Everything that was loaded (SDMX: data set).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Dataset {
    /// What the record is.
    pub title: CowStr,
    /// The day on which it was last brought up to date.
    #[serde(with = "super::day")]
    pub retrieved: NaiveDate,
    /// Dimensions and codes.
    pub codelists: Codelists,
    /// Publications, in the order of the file.
    pub sources: Vec<Source>,
    /// Indicators, ordered by id.
    pub indicators: Vec<Indicator>,
    /// Dated events, oldest first.
    pub events: Vec<Event>,
    /// Articles, oldest first.
    pub articles: Vec<Article>,
    /// Known disagreements between publications.
    pub conflicts: Vec<Conflict>,
    /// Tables of cells.
    pub cells: Later<CellTable>,
    /// Where to turn to if worried about someone.
    pub helplines: Vec<Helpline>,
    /// Which figures come first.
    pub outline: Outline,
    /// Which words of the news speak of which figures.
    pub vocabulary: Vocabulary,
    /// The feeds that are offered, in the order of the file.
    pub feeds: Later<FeedListing>,
}

impl Dataset {
    /// The source at a position.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[usize::from(id.0)]
    }

    /// The indicator at a position.
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[usize::from(id.0)]
    }

    /// The indicator with this id, as the command line names it.
    pub fn find_indicator(&self, id: &str) -> Option<IndicatorId> {
        let at = self
            .indicators
            .binary_search_by(|one| one.id.as_str().cmp(id))
            .ok()?;
        Some(IndicatorId::at(at))
    }

    /// Every indicator with its position.
    pub fn indicators(&self) -> impl Iterator<Item = (IndicatorId, &Indicator)> {
        let positions = (0..=u16::MAX).map(IndicatorId);
        positions.zip(&self.indicators)
    }

    /// Every source with its position.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..=u16::MAX).map(SourceId).zip(&self.sources)
    }

    /// The series that a reference names.
    pub fn series(&self, series: &SeriesRef) -> Option<&Series> {
        self.indicator(series.indicator).series(&series.key)
    }

    /// Whether every value that a conflict is about was known: its text tells all of them.
    pub fn knows_all_of(&self, conflict: &Conflict, as_of: AsOf) -> bool {
        let ids = conflict.indicators.iter();
        let series = ids.flat_map(|id| &self.indicator(*id).series);
        let values = series.flat_map(Series::observations);
        let mut about = values
            .filter(|one| conflict.periods.contains(&one.period))
            .peekable();
        about.peek().is_some() && about.all(|one| as_of.knows(one.vintage.known_from))
    }

    /// Every series with its name.
    pub fn all_series(&self) -> impl Iterator<Item = SeriesRef> {
        self.indicators().flat_map(|(indicator, one)| {
            one.series.iter().map(move |series| SeriesRef {
                indicator,
                key: series.key.clone(),
            })
        })
    }

    /// A series as the command line names it: `nrm-referrals/uk/age=child`.
    pub fn series_code(&self, series: &SeriesRef) -> String {
        let key = self.codelists.key_code(&series.key);
        format!("{}/{key}", self.indicator(series.indicator).id).replace(';', "/")
    }

    /// The series of this name, its cuts in any order.
    pub fn find_series(&self, name: &str) -> Option<SeriesRef> {
        let mut parts = name.split('/');
        let indicator = self.find_indicator(parts.next()?)?;
        let geography = self
            .codelists
            .find_code(DimensionId::GEOGRAPHY, parts.next()?)?;
        let cut = |part: &str| {
            let (dimension, code) = part.split_once('=')?;
            let dimension = self.codelists.find_dimension(dimension)?;
            self.codelists.find_code(dimension, code)
        };
        let cuts: Option<Vec<_>> = parts.map(cut).collect();
        let key = SeriesKey::new(geography, cuts?);
        let found = self.indicator(indicator).series(&key);
        found.map(|_| SeriesRef { indicator, key })
    }

    /// All that was known of a figure on a day.
    pub fn cell(&self, figure: &FigureRef, as_of: AsOf) -> Option<Cell<'_>> {
        let series = self.indicator(figure.indicator).series(&figure.key)?;
        series.cell(figure.period, as_of)
    }

    /// The day from which a source is certain to have been known.
    pub fn known_from(&self, source: &Source) -> NaiveDate {
        source.published.known_from().unwrap_or(self.retrieved)
    }

    /// The days on which something became known, oldest first: the steps of the
    /// as-known-on date.
    pub fn release_days(&self) -> BTreeSet<NaiveDate> {
        let sources = self.sources.iter().map(|source| self.known_from(source));
        let events = self
            .events
            .iter()
            .filter_map(|event| event.date.known_from());
        sources.chain(events).collect()
    }

    /// How many values each publication gave, by its position.
    pub fn values_by_source(&self) -> Vec<usize> {
        let mut given = vec![0; self.sources.len()];
        for series in self.indicators.iter().flat_map(|one| &one.series) {
            for one in series.observations() {
                given[usize::from(one.source.0)] += 1;
            }
        }
        given
    }

    /// How many values were published in all.
    pub fn observation_count(&self) -> usize {
        let counts = self.indicators.iter().map(Indicator::observation_count);
        counts.sum()
    }
}
