//! Published values with their full provenance, one row each: what was published, for which
//! period, by whom, when, and whether it stands as of the day.

use std::collections::BTreeSet;

use crate::figures::{
    AsOf, Dataset, DimensionId, Indicator, IndicatorId, Observation, Period, Qualifier, SeriesKey,
    Value,
};

use super::{Entry, Flag, Sheet};

/// Which values are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// These indicators; none for all.
    pub indicators: Vec<IndicatorId>,
    /// This period alone, if any.
    pub period: Option<Period>,
    /// What was known by this day.
    pub as_of: AsOf,
}

/// One published value in its place.
struct Line<'d> {
    indicator: &'d Indicator,
    key: &'d SeriesKey,
    observation: &'d Observation,
    stands: Flag,
}

/// The sheet of the values selected, ordered by indicator, key and period, oldest first.
pub fn sheet(dataset: &Dataset, selection: &Selection) -> Sheet {
    let lines = lines(dataset, selection);
    let used: BTreeSet<DimensionId> = lines
        .iter()
        .flat_map(|line| line.key.cuts().iter().map(|code| code.dimension))
        .collect();
    let names = |list: &[&str]| list.iter().map(|one| (*one).to_owned()).collect();
    let mut columns: Vec<String> = names(&WHAT);
    columns.extend(
        used.iter()
            .map(|one| dataset.codelists.dimension(*one).id.clone()),
    );
    let rest: Vec<String> = names(&VALUE);
    columns.extend(rest);
    Sheet {
        name: "observations",
        columns,
        rows: lines.iter().map(|line| row(dataset, line, &used)).collect(),
    }
}

/// The columns before those of the dimensions.
const WHAT: [&str; 6] = [
    "indicator",
    "title",
    "geography",
    "period",
    "period_start",
    "period_end",
];

/// The columns after those of the dimensions.
const VALUE: [&str; 16] = [
    "value",
    "value_to",
    "qualifier",
    "value_state",
    "unit",
    "unit_type",
    "status",
    "stands",
    "known_from",
    "source",
    "source_title",
    "publisher",
    "standing",
    "published",
    "url",
    "note",
];

fn lines<'d>(dataset: &'d Dataset, selection: &Selection) -> Vec<Line<'d>> {
    let wanted =
        |id: IndicatorId| selection.indicators.is_empty() || selection.indicators.contains(&id);
    let mut lines = Vec::new();
    for (_, indicator) in dataset.indicators().filter(|(id, _)| wanted(*id)) {
        for series in &indicator.series {
            for cell in series.as_of(selection.as_of) {
                if selection.period.is_some_and(|period| period != cell.period) {
                    continue;
                }
                lines.extend(cell.published.iter().map(|one| Line {
                    indicator,
                    key: &series.key,
                    observation: one,
                    stands: if std::ptr::eq(*one, cell.stands) {
                        Flag::True
                    } else {
                        Flag::False
                    },
                }));
            }
        }
    }
    lines
}

fn row(dataset: &Dataset, line: &Line<'_>, used: &BTreeSet<DimensionId>) -> Vec<Entry> {
    let code = |dimension: DimensionId| {
        let code = line.key.get(dimension);
        Entry::optional(code.map(|code| dataset.codelists.entry(code).id.as_str()))
    };
    let period = line.observation.period;
    let mut row = vec![
        Entry::text(&line.indicator.id),
        Entry::text(&line.indicator.title),
        code(DimensionId::GEOGRAPHY),
        Entry::text(period.code()),
        Entry::day(period.start()),
        Entry::day(period.end()),
    ];
    row.extend(used.iter().map(|dimension| code(*dimension)));
    row.extend(value(line.observation.value));
    row.extend(provenance(dataset, line));
    row
}

/// Value, upper end of a range, qualifier and state: a zero is a number; what is missing,
/// suppressed or not applicable has no value and says so in its state.
fn value(value: Value) -> [Entry; 4] {
    let none = |state: &str| [Entry::Empty, Entry::Empty, Entry::Empty, Entry::text(state)];
    match value {
        Value::Number(quantity) => [
            Entry::Number(quantity.amount),
            Entry::Empty,
            match quantity.qualifier {
                Qualifier::Exact => Entry::Empty,
                other => Entry::text(other.words().trim_end()),
            },
            Entry::text("number"),
        ],
        Value::Range(low, high) => [
            Entry::Number(low),
            Entry::Number(high),
            Entry::Empty,
            Entry::text("range"),
        ],
        Value::BelowHalf => none("below half"),
        Value::Missing => none("missing"),
        Value::Suppressed => none("suppressed"),
        Value::NotApplicable => none("not applicable"),
    }
}

fn provenance(dataset: &Dataset, line: &Line<'_>) -> [Entry; 12] {
    let one = line.observation;
    let source = dataset.source(one.source);
    let statuses: Vec<&str> = one
        .status
        .iter()
        .map(crate::figures::ObsStatus::id)
        .collect();
    [
        Entry::text(&line.indicator.unit.id),
        Entry::text(&line.indicator.unit_type.id),
        Entry::text(statuses.join(" ")),
        Entry::Flag(line.stands),
        Entry::day(one.vintage.known_from),
        Entry::text(&source.id),
        Entry::text(&source.title),
        Entry::text(&source.publisher),
        Entry::text(source.standing.id()),
        Entry::text(source.published.code()),
        Entry::optional(source.url.as_deref()),
        Entry::optional(one.note.as_deref()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_missing_suppressed_and_not_applicable_stay_apart() {
        let of = |text: &str| value(text.parse().expect(text));
        let number = |text: &str| Entry::Number(text.parse().expect(text));
        assert_eq!(
            of("0"),
            [
                number("0"),
                Entry::Empty,
                Entry::Empty,
                Entry::text("number")
            ]
        );
        assert_eq!(
            of(">=3555"),
            [
                number("3555"),
                Entry::Empty,
                Entry::text("at least"),
                Entry::text("number")
            ]
        );
        assert_eq!(
            of("10..13"),
            [
                number("10"),
                number("13"),
                Entry::Empty,
                Entry::text("range")
            ]
        );
        let states = ["[x]", "[c]", "[z]", "[low]"].map(|text| of(text)[3].clone());
        assert_eq!(
            states,
            ["missing", "suppressed", "not applicable", "below half"].map(Entry::text)
        );
    }
}
