//! Published values with their full provenance, one row each: what was published, for which
//! period, by whom, when, and whether it stands as of the day.

use std::collections::BTreeSet;

use crate::figures::{
    AsOf, Dataset, DimensionId, Indicator, IndicatorId, ObsStatus, Observation, Period, Qualifier,
    SeriesKey, Standing, Value,
};

use super::field::{self, Field, Kind};
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
    let mut columns = what().to_vec();
    columns.extend(used.iter().map(|one| of_dimension(dataset, *one)));
    columns.extend(of_value());
    columns.extend(of_publication());
    Sheet {
        name: "observations",
        title: "Published values with their publications, one row a value".to_owned(),
        columns,
        rows: lines.iter().map(|line| row(dataset, line, &used)).collect(),
    }
}

/// The columns before those of the dimensions.
fn what() -> [Field; 6] {
    [
        Field::always("indicator", Kind::Text, "What is counted, by its id."),
        Field::always("title", Kind::Text, "What is counted, in words."),
        Field::always(
            "geography",
            Kind::Text,
            "The place that it is counted for, by its code.",
        ),
        field::period("period", "The period that it is counted for"),
        Field::always("period_start", Kind::Day, "The first day of the period."),
        Field::always("period_end", Kind::Day, "The last day of the period."),
    ]
}

fn of_dimension(dataset: &Dataset, dimension: DimensionId) -> Field {
    let dimension = dataset.codelists.dimension(dimension);
    let says = format!(
        "{}: the part that is counted, by its code; empty for the total over all of them.",
        dimension.title
    );
    Field::sometimes(&dimension.id, Kind::Text, &says)
}

/// The states of a value.
const STATES: [&str; 6] = [
    "number",
    "range",
    "below half",
    "missing",
    "suppressed",
    "not applicable",
];

/// The columns of the value itself.
fn of_value() -> [Field; 4] {
    let said = Qualifier::ALL
        .iter()
        .filter(|one| **one != Qualifier::Exact);
    let words = said.map(|one| one.words().trim_end()).collect();
    [
        Field::sometimes(
            "value",
            Kind::Number,
            "The number as published, in units of the column `unit`; the lower end of a range; \
             empty if no number was published.",
        ),
        Field::sometimes("value_to", Kind::Number, "The upper end of a range."),
        Field::sometimes(
            "qualifier",
            Kind::OneOf(words),
            "How exact the publication says the number is; empty for the number itself.",
        ),
        Field::always(
            "value_state",
            Kind::OneOf(STATES.to_vec()),
            "What was published: a number (zero is one), a range, less than half a unit but not \
             zero, or why there is no number.",
        ),
    ]
}

/// The columns after the value.
fn of_publication() -> Vec<Field> {
    let statuses = ObsStatus::ALL.iter().map(|one| one.id()).collect();
    let standings = Standing::ALL.iter().map(|one| one.id()).collect();
    let mut fields = vec![
        Field::always("unit", Kind::Text, "The unit of the value, by its id."),
        Field::always(
            "unit_type",
            Kind::Text,
            "What one unit is; values of two kinds are never added.",
        ),
        Field::sometimes(
            "status",
            Kind::Several(statuses),
            "What the publication says of the value.",
        ),
        Field::always(
            "stands",
            Kind::Flag,
            "Whether the value stands for its figure, of all that were published by the day.",
        ),
        Field::always(
            "known_from",
            Kind::Day,
            "The first day on which the value is certain to have been known.",
        ),
    ];
    fields.extend(field::publication());
    fields.push(Field::always(
        "standing",
        Kind::OneOf(standings),
        "How near to the publisher the value was read.",
    ));
    fields.extend([field::published(), field::url()]);
    fields.push(Field::sometimes(
        "note",
        Kind::Text,
        "What else is to be said of the value.",
    ));
    fields
}

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
    let [
        number,
        range,
        below_half,
        missing,
        suppressed,
        not_applicable,
    ] = STATES;
    let none = |state: &str| [Entry::Empty, Entry::Empty, Entry::Empty, Entry::text(state)];
    match value {
        Value::Number(quantity) => [
            Entry::Number(quantity.amount),
            Entry::Empty,
            match quantity.qualifier {
                Qualifier::Exact => Entry::Empty,
                other => Entry::text(other.words().trim_end()),
            },
            Entry::text(number),
        ],
        Value::Range(low, high) => [
            Entry::Number(low),
            Entry::Number(high),
            Entry::Empty,
            Entry::text(range),
        ],
        Value::BelowHalf => none(below_half),
        Value::Missing => none(missing),
        Value::Suppressed => none(suppressed),
        Value::NotApplicable => none(not_applicable),
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
