//! Every series that can be compared, to be searched by its words.

use std::cmp::Reverse;

use crate::figures::record::SeriesRef;
use crate::figures::{AsOf, Dataset, Period};
use crate::present::number;

use super::name;

/// One series to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The series.
    pub series: SeriesRef,
    /// Its name in full.
    pub name: String,
    /// From when to when, and how many figures.
    pub reach: String,
    /// What it is found by, in lower case.
    words: String,
}

impl Entry {
    /// Whether every word occurs in what it is found by.
    pub fn has(&self, words: &str) -> bool {
        let mut words = words.split_whitespace();
        words.all(|word| self.words.contains(&word.to_lowercase()))
    }
}

/// Every series of which something was known on the day: totals first, then those with the
/// most figures.
pub fn catalogue(dataset: &Dataset, as_of: AsOf) -> Vec<Entry> {
    let mut listed: Vec<((bool, Reverse<usize>), Entry)> = dataset
        .all_series()
        .filter_map(|series| {
            let known = dataset.series(&series)?.as_of(as_of);
            let first: Period = known.first()?.period;
            let last = known.last()?.period;
            let reach = if known.len() == 1 {
                first.compact()
            } else {
                let count = number::count(known.len());
                format!("{} to {}, {count}", first.compact(), last.compact())
            };
            let rank = (!series.key.is_total(), Reverse(known.len()));
            Some((rank, entry(dataset, series, reach)))
        })
        .collect();
    listed.sort_by_key(|(rank, _)| *rank);
    listed.into_iter().map(|(_, entry)| entry).collect()
}

fn entry(dataset: &Dataset, series: SeriesRef, reach: String) -> Entry {
    let indicator = dataset.indicator(series.indicator);
    let place = series.key.geography();
    let name = name(dataset, &series);
    let words = [
        name.as_str(),
        &indicator.title,
        &indicator.id,
        dataset.codelists.title(place),
        &dataset.codelists.cuts(&series.key),
        &indicator.unit.plural,
    ];
    Entry {
        words: words.join(" ").to_lowercase(),
        series,
        name,
        reach,
    }
}
