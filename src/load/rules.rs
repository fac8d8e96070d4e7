//! Rules on the values of one indicator: no row twice, counts that can be counts, nothing
//! known before it began, and no parts that exceed their total in one publication.

use std::collections::HashMap;

use crate::figures::{
    Decimal, DimensionId, Indicator, Measure, Period, Qualifier, SeriesKey, SourceId, Value,
};
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
    let mut found = Vec::new();
    for row in rows {
        each(row, indicator, context, &mut found);
    }
    twice(rows, context, &mut found);
    if indicator.measure == Measure::Count {
        parts(rows, context, &mut found);
    }
    // Releases are kept in no order; what is said of them has one.
    found.sort();
    problems.append(&mut found);
}

fn note(row: &Row<'_>, what: String, remedy: &str, problems: &mut Vec<Problem>) {
    problems.push(Problem::new(&row.file.shown, Some(row.line), what, remedy));
}

fn each(row: &Row<'_>, indicator: &Indicator, context: &Context, problems: &mut Vec<Problem>) {
    let one = &row.observation;
    if indicator.measure == Measure::Count && !is_count(one.value) {
        let what = format!("{} is no count of {}", one.value, indicator.unit.plural);
        let remedy = "write a whole number that is not negative";
        note(row, what, remedy, problems);
    }
    let is_future = one.period.start() > context.today;
    if one.vintage.dated && one.vintage.known_from < one.period.start() && !is_future {
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

/// Whether a value can be a count; one that holds no number can.
fn is_count(value: Value) -> bool {
    let whole = |amount: Decimal| amount.places() == 0 && amount.to_f64() >= 0.0;
    match value {
        Value::Number(quantity) => whole(quantity.amount),
        Value::Range(low, high) => whole(low) && whole(high),
        Value::BelowHalf | Value::Missing | Value::Suppressed | Value::NotApplicable => true,
    }
}

fn twice(rows: &[Row<'_>], context: &Context, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<(&SeriesKey, Period, SourceId), &Row<'_>> = HashMap::new();
    for row in rows {
        let place = (&row.key, row.observation.period, row.observation.source);
        let first = *seen.entry(place).or_insert(row);
        if std::ptr::eq(first, row) {
            continue;
        }
        let source = &context.sources.list[usize::from(row.observation.source.0)];
        let (id, shown, line) = (&source.id, &first.file.shown, first.line);
        let what = if first.file.shown == row.file.shown {
            format!("source \"{id}\" gives this figure twice, first on line {line}")
        } else {
            format!("source \"{id}\" gives this figure twice, first in {shown}:{line}")
        };
        note(row, what, "take one of the two out", problems);
    }
}

/// The exact values of one publication and period, by key.
type Release<'r> = HashMap<&'r SeriesKey, (f64, &'r Row<'r>)>;

fn parts(rows: &[Row<'_>], context: &Context, problems: &mut Vec<Problem>) {
    let mut releases: HashMap<(Period, SourceId), Release<'_>> = HashMap::new();
    for row in rows {
        let one = &row.observation;
        if let Value::Number(quantity) = one.value
            && quantity.qualifier == Qualifier::Exact
        {
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
                let source = &context.sources.list[usize::from(row.observation.source.0)].id;
                let what = format!("{value} is more than its total {total} in source \"{source}\"");
                note(row, what, "correct the part or the total", problems);
                continue;
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
            let by = &context.lists.codelists.dimension(dimension).id;
            let source = &context.sources.list[usize::from(row.observation.source.0)].id;
            let what = format!(
                "the parts by {by} add to {sum}, more than their total {total} in source \"{source}\""
            );
            note(row, what, "correct the parts or the total", problems);
        }
    }
}
