//! Rules on the values of one indicator: no row twice, counts that can be counts, nothing
//! known before it began, and no parts that exceed their total in one publication.

use std::cmp::Ordering;

use crate::figures::{Decimal, DimensionId, Indicator, Measure, SeriesKey, Value};
use crate::problem::Problem;

use super::Context;
use super::observations::Row;
use super::rows::{MOST_PROBLEMS, unlisted};

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
    match problems.len().cmp(&MOST_PROBLEMS) {
        Ordering::Less => {
            problems.push(Problem::new(&row.file.shown, Some(row.line), what, remedy));
        }
        Ordering::Equal => problems.push(unlisted(&row.file.shown)),
        Ordering::Greater => {}
    }
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
    let place = |row: &Row<'_>| (row.observation.period, row.observation.source);
    // Sorting is stable: of the same figure the first row stays first.
    let mut sorted: Vec<&Row<'_>> = rows.iter().collect();
    sorted.sort_by(|one, other| (place(one), &one.key).cmp(&(place(other), &other.key)));
    for same in sorted.chunk_by(|one, next| place(one) == place(next) && one.key == next.key) {
        let Some((first, others)) = same.split_first() else {
            continue;
        };
        for row in others {
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
}

/// An exact value with its row.
type Exact<'r> = (f64, &'r Row<'r>);

fn parts(rows: &[Row<'_>], context: &Context, problems: &mut Vec<Problem>) {
    let exact = rows.iter().map(|row| (row.observation.value.exact(), row));
    let exact = exact.filter_map(|(value, row)| Some((value?, row)));
    let mut exact: Vec<Exact<'_>> = exact.collect();
    let release = |(_, row): &Exact<'_>| (row.observation.period, row.observation.source);
    exact.sort_by(|one, other| (release(one), &one.1.key).cmp(&(release(other), &other.1.key)));
    // Of the same figure the last row counts.
    exact.dedup_by(|next, have| {
        let same = release(have) == release(next) && have.1.key == next.1.key;
        if same {
            *have = *next;
        }
        same
    });
    for release in exact.chunk_by(|one, next| release(one) == release(next)) {
        exceeding(release, context, problems);
    }
}

/// A part of a total along one dimension.
struct Part<'r> {
    /// The position of the total.
    whole: usize,
    dimension: DimensionId,
    value: f64,
    row: &'r Row<'r>,
}

/// Checks the exact values of one publication and period, ordered by key.
fn exceeding(release: &[Exact<'_>], context: &Context, problems: &mut Vec<Problem>) {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (value, row) in release {
        for cut in row.key.cuts() {
            let dimension = cut.dimension;
            let total = |(_, whole): &Exact<'_>| without(&row.key, dimension, &whole.key).reverse();
            let Ok(whole) = release.binary_search_by(total) else {
                continue;
            };
            let total = release[whole].0;
            if *value > total {
                let source = &context.sources.list[usize::from(row.observation.source.0)].id;
                let what = format!("{value} is more than its total {total} in source \"{source}\"");
                note(row, what, "correct the part or the total", problems);
            } else if context.lists.codelists.dimension(dimension).exclusive {
                parts.push(Part {
                    whole,
                    dimension,
                    value: *value,
                    row,
                });
            }
        }
    }
    parts.sort_by_key(|one| (one.whole, one.dimension));
    let same = |one: &Part<'_>, next: &Part<'_>| {
        (one.whole, one.dimension) == (next.whole, next.dimension)
    };
    for parts in parts.chunk_by(same) {
        exceeding_together(parts, release[parts[0].whole].0, context, problems);
    }
}

/// How a key as a total over one dimension compares to another key.
fn without(key: &SeriesKey, dimension: DimensionId, other: &SeriesKey) -> Ordering {
    let kept = key.cuts().iter().filter(|cut| cut.dimension != dimension);
    let geographies = key.geography().cmp(&other.geography());
    geographies.then_with(|| kept.cmp(other.cuts()))
}

fn exceeding_together(
    parts: &[Part<'_>],
    total: f64,
    context: &Context,
    problems: &mut Vec<Problem>,
) {
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let last = parts.iter().max_by_key(|part| part.row.line);
    if let Some(Part { dimension, row, .. }) = last
        && sum > total
    {
        let by = &context.lists.codelists.dimension(*dimension).id;
        let source = &context.sources.list[usize::from(row.observation.source.0)].id;
        let what = format!(
            "the parts by {by} add to {sum}, more than their total {total} in source \"{source}\""
        );
        note(row, what, "correct the parts or the total", problems);
    }
}
