//! The indicators, one row each: what can be exported, in which unit and for which periods.

use std::collections::BTreeSet;

use crate::figures::{AsOf, Dataset, Indicator, Observation, PeriodKind};

use super::{Entry, Sheet};

/// How much of an indicator was known by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many values were published.
    pub values: usize,
    /// The first period, in the form of data files; empty if there is none.
    pub first: String,
    /// The last period, in the same form.
    pub last: String,
    /// The kinds of period.
    pub kinds: Vec<PeriodKind>,
}

impl Extent {
    /// What was known of an indicator by a day.
    pub fn new(indicator: &Indicator, as_of: AsOf) -> Self {
        let known: Vec<&Observation> = indicator
            .series
            .iter()
            .flat_map(crate::figures::Series::observations)
            .filter(|one| as_of.knows(one.vintage.known_from))
            .collect();
        let periods: BTreeSet<_> = known.iter().map(|one| one.period).collect();
        let code = |period: Option<&crate::figures::Period>| {
            period.map_or_else(String::new, |period| period.code())
        };
        let kinds: BTreeSet<PeriodKind> = periods.iter().map(|period| period.kind()).collect();
        Self {
            values: known.len(),
            first: code(periods.first()),
            last: code(periods.last()),
            kinds: kinds.into_iter().collect(),
        }
    }
}

/// The sheet of the indicators as known by a day.
pub fn sheet(dataset: &Dataset, as_of: AsOf) -> Sheet {
    let columns = [
        "indicator",
        "title",
        "topic",
        "unit",
        "unit_type",
        "dimensions",
        "period_kinds",
        "first_period",
        "last_period",
        "values",
        "definition",
        "basis",
    ];
    Sheet {
        name: "indicators",
        columns: columns.map(str::to_owned).to_vec(),
        rows: dataset
            .indicators()
            .map(|(_, one)| row(dataset, one, as_of))
            .collect(),
    }
}

fn row(dataset: &Dataset, indicator: &Indicator, as_of: AsOf) -> Vec<Entry> {
    let extent = Extent::new(indicator, as_of);
    let kinds: Vec<&str> = extent.kinds.iter().map(|kind| kind.id()).collect();
    let dimensions: Vec<&str> = indicator
        .dimensions
        .iter()
        .map(|one| dataset.codelists.dimension(*one).id.as_str())
        .collect();
    vec![
        Entry::text(&indicator.id),
        Entry::text(&indicator.title),
        Entry::text(indicator.topic.id()),
        Entry::text(&indicator.unit.id),
        Entry::text(&indicator.unit_type.id),
        Entry::text(dimensions.join(" ")),
        Entry::text(kinds.join(" ")),
        Entry::text(extent.first),
        Entry::text(extent.last),
        Entry::count(extent.values),
        Entry::text(&indicator.definition),
        Entry::text(&indicator.basis),
    ]
}
