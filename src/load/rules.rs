//! Rules on the values of one indicator: no row twice, counts that can be counts, nothing
//! known before it began, and no parts that exceed their total in one publication.

use std::collections::HashMap;

use crate::figures::{DimensionId, Indicator, Measure, Period, SeriesKey, SourceId, Value};
use crate::problem::Problem;

use super::Context;
use super::observations::Row;

/// Checks the rows of an indicator.
pub fn check(
    rows: &[Row<'_>],
    indicator: &Indicator,
    context: &Context,
    problems: &mut Vec<Problem>,
) {
    for row in rows {
        each(row, indicator, context, problems);
    }
    twice(rows, context, problems);
    if indicator.measure == Measure::Count {
        parts(rows, context, problems);
    }
}

fn note(row: &Row<'_>, what: String, remedy: &str, problems: &mut Vec<Problem>) {
    problems.push(Problem::new(&row.file.shown, Some(row.line), what, remedy));
}

fn each(row: &Row<'_>, indicator: &Indicator, context: &Context, problems: &mut Vec<Problem>) {
    let one = &row.observation;
    if let Some(quantity) = one.value.quantity()
        && indicator.measure == Measure::Count
        && (quantity.amount.places() > 0 || quantity.amount.to_f64() < 0.0)
    {
        let what = format!("{} is no count of {}", one.value, indicator.unit.plural);
        note(
            row,
            what,
            "write a whole number that is not negative",
            problems,
        );
    }
    if one.vintage.dated && one.vintage.known_from < one.period.start() {
        let source = &context.sources.list[usize::from(one.source.0)];
        let what = format!(
            "source \"{}\" of {} is older than the period {}",
            source.id,
            source.published,
            one.period.code()
        );
        note(row, what, "correct the period or the source", problems);
    }
}

fn twice(rows: &[Row<'_>], context: &Context, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<(&SeriesKey, Period, SourceId), &Row<'_>> = HashMap::new();
    for row in rows {
        let place = (&row.key, row.observation.period, row.observation.source);
        let Some(first) = seen.insert(place, row) else {
            continue;
        };
        let source = &context.sources.list[usize::from(row.observation.source.0)];
        let what = format!(
            "source \"{}\" gives this figure twice, first on line {}",
            source.id, first.line
        );
        note(row, what, "take one of the two out", problems);
    }
}

/// The exact values of one publication and period, by key.
type Release<'r> = HashMap<&'r SeriesKey, (f64, &'r Row<'r>)>;

fn parts(rows: &[Row<'_>], context: &Context, problems: &mut Vec<Problem>) {
    let mut releases: HashMap<(Period, SourceId), Release<'_>> = HashMap::new();
    for row in rows {
        let one = &row.observation;
        if let Value::Number(quantity) = one.value {
            let release = releases.entry((one.period, one.source)).or_default();
            release.insert(&row.key, (quantity.amount.to_f64(), row));
        }
    }
    for release in releases.values() {
        exceeding(release, context, problems);
    }
}

fn exceeding(release: &Release<'_>, context: &Context, problems: &mut Vec<Problem>) {
    let mut sums: HashMap<(SeriesKey, DimensionId), (f64, &Row<'_>)> = HashMap::new();
    for (key, (value, row)) in release {
        for cut in key.cuts() {
            let whole = key.without(cut.dimension);
            let Some((total, _)) = release.get(&whole) else {
                continue;
            };
            if value > total {
                let what = format!("{value} is more than its total {total} in this publication");
                note(row, what, "correct the part or the total", problems);
            }
            if context.lists.codelists.dimension(cut.dimension).exclusive {
                let sum = sums.entry((whole, cut.dimension)).or_insert((0.0, row));
                sum.0 += value;
                if row.line > sum.1.line {
                    sum.1 = row;
                }
            }
        }
    }
    for ((whole, dimension), (sum, row)) in sums {
        let total = release[&whole].0;
        if sum > total {
            let title = &context.lists.codelists.dimension(dimension).title;
            let what = format!(
                "the parts by {} add to {sum}, more than their total {total} in this publication",
                title.to_lowercase()
            );
            note(row, what, "correct the parts or the total", problems);
        }
    }
}
