//! Sentences made from the numbers: what a title says, why two figures are not compared.

use crate::figures::{Cell, Indicator, Measure, ObsStatus, Period, Series, SeriesKey};
use crate::measure::{self, Change, Extreme, Incomparable};

use super::number;

/// What a chart says at a period: its value, how it moved and whether it is a record.
///
/// `cells` are of one kind of period, oldest first; `at` is the position of the period.
pub fn title(indicator: &Indicator, key: &SeriesKey, cells: &[Cell<'_>], at: usize) -> String {
    let cell = &cells[at];
    let value = value_words(indicator, cell);
    let short = &indicator.short;
    let period = in_period(cell.period);
    let mut text = match moved(indicator, key, cells, at) {
        Some((change, before)) => {
            let verb = verb(change);
            format!(
                "{short} {verb} {value} {period}{}",
                than(indicator, change, before)
            )
        }
        None => format!("{short}: {value} {period}"),
    };
    if let Some(record) = record(indicator, key, cells, cell.period) {
        text.push_str(&record);
    }
    text
}

/// The value with the words that its status calls for.
fn value_words(indicator: &Indicator, cell: &Cell<'_>) -> String {
    let value = number::words(cell.stands.value, &indicator.unit);
    let mut extra: Vec<&str> = Vec::new();
    if cell.is_revised() {
        extra.push("revised");
    }
    for status in cell.stands.status.iter() {
        if matches!(
            status,
            ObsStatus::Estimated | ObsStatus::Provisional | ObsStatus::PartPeriod
        ) {
            extra.push(status.words());
        }
    }
    if extra.is_empty() {
        value
    } else {
        format!("{value} ({})", extra.join(", "))
    }
}

fn moved(
    indicator: &Indicator,
    key: &SeriesKey,
    cells: &[Cell<'_>],
    at: usize,
) -> Option<(Change, Period)> {
    let before = measure::compared_with(cells[at].period)?;
    let earlier = cells.iter().find(|cell| cell.period == before)?;
    let change = measure::change(earlier, &cells[at], &indicator.breaks_of(key)).ok()?;
    Some((change, before))
}

fn verb(change: Change) -> &'static str {
    let difference = change.difference();
    if difference > 0.0 {
        "rose to"
    } else if difference < 0.0 {
        "fell to"
    } else {
        "stayed at"
    }
}

fn than(indicator: &Indicator, change: Change, before: Period) -> String {
    let difference = change.difference();
    if difference == 0.0 {
        return format!(", as {}", in_period(before));
    }
    let word = if difference > 0.0 { "more" } else { "less" };
    let period = in_period(before);
    if indicator.measure == Measure::Percent {
        let points = format!("{:.1}", difference.abs());
        let points = points.trim_end_matches(".0");
        return format!(", {points} percentage points {word} than {period}");
    }
    match change.ratio() {
        Some(ratio) => format!(", {} {word} than {period}", number::growth(ratio)),
        None => format!(", up from zero {period}"),
    }
}

fn record(
    indicator: &Indicator,
    key: &SeriesKey,
    cells: &[Cell<'_>],
    period: Period,
) -> Option<String> {
    let breaks = indicator.breaks_of(key);
    let segments = Series::segments(cells, &breaks);
    let holds = |cell: &Cell<'_>| cell.period == period;
    let segment = segments
        .into_iter()
        .find(|one| one.cells.iter().any(holds))?;
    let (extreme, since) = measure::extreme(segment, period)?;
    let word = match extreme {
        Extreme::Highest => "highest",
        Extreme::Lowest => "lowest",
    };
    let began = segment.cells[0].period == cells[0].period;
    Some(if began {
        format!(" and the {word} since the series here begins in {since}")
    } else {
        format!(" and the {word} since {since}, where comparable figures begin")
    })
}

/// The change of a card in words: "33% more than in 2010 (710)", or why there is none.
pub fn change(indicator: &Indicator, key: &SeriesKey, cells: &[Cell<'_>], at: usize) -> String {
    let Some(before) = measure::compared_with(cells[at].period) else {
        return String::new();
    };
    let Some(earlier) = cells.iter().find(|cell| cell.period == before) else {
        return format!("no figure {} to compare with", in_period(before));
    };
    match measure::change(earlier, &cells[at], &indicator.breaks_of(key)) {
        Ok(change) => {
            let words = than(indicator, change, before);
            let value = number::short(earlier.stands.value, &indicator.unit);
            format!("{} ({value})", words.trim_start_matches(", "))
        }
        Err(reason) => incomparable(&reason, before),
    }
}

/// Why a figure is not compared with the one before.
pub fn incomparable(reason: &Incomparable<'_>, before: Period) -> String {
    let before = before.to_string();
    match reason {
        Incomparable::Break(_) => format!("not compared with {before}: break in series [b]"),
        Incomparable::PartPeriod(period) => {
            format!("not compared with {before}: {period} is a part period")
        }
        Incomparable::NoNumber(period) => {
            format!("not compared with {before}: no exact number for {period}")
        }
        Incomparable::Kind => "not compared: periods of different length".to_owned(),
        Incomparable::Definition => format!("not compared with {before}: another definition"),
    }
}

/// "in 2011", "in Q3 2011", "in Oct 2012", "from 1 Apr 2012 to 2 Jan 2013".
pub fn in_period(period: Period) -> String {
    match period.kind() {
        crate::figures::PeriodKind::Span => format!("from {period}"),
        _ => format!("in {period}"),
    }
}
