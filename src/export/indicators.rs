//! The indicators, one row each: what can be exported, in which unit and for which periods.

use std::collections::BTreeSet;

use crate::figures::{AsOf, Dataset, Indicator, Observation, PeriodKind, Topic};

use super::field::{self, Field, Kind};
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
    Sheet {
        name: "indicators",
        title: "Indicators, one row each".to_owned(),
        columns: columns(),
        rows: dataset
            .indicators()
            .map(|(_, one)| row(dataset, one, as_of))
            .collect(),
    }
}

fn columns() -> Vec<Field> {
    let topics = Topic::ALL.iter().map(|(id, _)| *id).collect();
    let kinds = PeriodKind::ALL.iter().map(|one| one.id()).collect();
    vec![
        Field::always("indicator", Kind::Text, "What is counted, by its id."),
        Field::always("title", Kind::Text, "What is counted, in words."),
        Field::always(
            "topic",
            Kind::OneOf(topics),
            "What it is about: the view that shows it.",
        ),
        Field::always("unit", Kind::Text, "The unit of its values, by its id."),
        Field::always(
            "unit_type",
            Kind::Text,
            "What one unit is; values of two kinds are never added.",
        ),
        Field::sometimes(
            "dimensions",
            Kind::Several(Vec::new()),
            "By what its values are broken down: the ids of dimensions.",
        ),
        Field::sometimes(
            "period_kinds",
            Kind::Several(kinds),
            "For periods of which kinds there are values.",
        ),
        field::period("first_period", "The first period with a value").or_empty(),
        field::period("last_period", "The last period with a value").or_empty(),
        Field::always(
            "values",
            Kind::Count,
            "How many values were published by the day.",
        ),
        Field::sometimes("definition", Kind::Text, "What exactly is counted."),
        Field::sometimes("basis", Kind::Text, "How it is counted, and by whom."),
    ]
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
