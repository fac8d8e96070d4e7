//! The table period by publication (the revisions triangle of the OECD), with first and
//! standing value, and the change from one to the other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::figures::{AsOf, Cell, Dataset, Measure, Observation, Published};
use crate::measure::revision::{self, History};
use crate::present::chart::{self, marks};
use crate::present::number;
use crate::present::page::{Body, Panel};
use crate::present::scope::Scope;
use crate::present::sentence::in_period;
use crate::present::table::{Column, Row, Table};

use super::{Shown, places, relative};

/// The ranks of the columns beside the release days: marks, relative change, undated values.
const RANKS: [u8; 3] = [1, 2, 3];

/// The rank of the lowest and highest value: the newest release days before it stay longer,
/// all older ones are given up first.
const BAND: u8 = 9;

/// A column: what was published on one day, or in a month or year that shows no day.
type Release = (NaiveDate, String);

pub(super) fn panel(dataset: &Dataset, shown: Option<&Shown<'_>>, scope: &Scope) -> Panel {
    let releases = shown.map_or_else(BTreeSet::new, |shown| releases(dataset, shown));
    let empty = format!("No figure was known {}.", scope.as_of.in_words());
    let Some(shown) = shown else {
        return Panel {
            brief: String::new(),
            id: "triangle",
            title: empty,
            subtitle: String::new(),
            body: Body::Table(Table::default()),
            notes: Vec::new(),
            source: String::new(),
        };
    };
    let rows = (0..shown.cells.len()).map(|at| row(dataset, shown, at, &releases));
    Panel {
        brief: brief(shown),
        id: "triangle",
        title: title(shown, scope.as_of),
        subtitle: subtitle(dataset, shown),
        body: Body::Table(Table {
            columns: columns(shown, &releases),
            rows: rows.collect(),
            selected: scope.best(shown.cells.iter().map(|cell| cell.period)),
            empty,
            ..Table::default()
        }),
        notes: notes(shown, &releases),
        source: String::new(),
    }
}

/// How many figures were revised, of how many that were published again.
fn revised(histories: &[History<'_>]) -> (usize, usize) {
    let measured = histories.iter().filter_map(|one| one.revision.ok());
    let revised = measured.clone().filter(|one| one.difference() != 0.0);
    (revised.count(), measured.count())
}

/// "NRM referrals: 14 of 15 revised".
fn brief(shown: &Shown<'_>) -> String {
    let name = &shown.indicator.short;
    match revised(&shown.histories) {
        (_, 0) => format!("{name}: no revision known"),
        (revised, again) => format!("{name}: {revised} of {again} revised"),
    }
}

/// "NRM referrals: 14 of 15 figures published again were revised, 2009 the most (+1.33%)".
fn title(shown: &Shown<'_>, as_of: AsOf) -> String {
    let name = &shown.indicator.short;
    let histories = &shown.histories;
    let (revised, again) = revised(histories);
    let Some((most, change)) = revision::largest(histories, shown.indicator.measure) else {
        return format!("{name}: no revision known {}", as_of.in_words());
    };
    let figures = if again == 1 { "figure" } else { "figures" };
    format!(
        "{name}: {revised} of {again} {figures} published again were revised, most {} ({})",
        in_period(most.period),
        relative(shown.indicator, change)
    )
}

fn subtitle(dataset: &Dataset, shown: &Shown<'_>) -> String {
    let mut text = chart::subtitle(dataset, &shown.series, shown.kind);
    let (at, of) = shown.place;
    if of > 1 {
        text.push_str(&format!(" (series {} of {of} that differ)", at + 1));
    }
    text
}

fn columns(shown: &Shown<'_>, releases: &BTreeSet<Release>) -> Vec<Column> {
    let mut columns = vec![Column::left("Period")];
    for (at, (_, label)) in releases.iter().enumerate() {
        let rank = RANKS.len() + releases.len() - at;
        let rank = rank + usize::from(rank >= usize::from(BAND));
        let rank = u8::try_from(rank).unwrap_or(u8::MAX);
        columns.push(Column::right(label).rank(rank));
    }
    let [marks, percent, undated] = RANKS;
    if shown
        .cells
        .iter()
        .any(|cell| undated_of(cell).next().is_some())
    {
        columns.push(Column::right("Undated").rank(undated));
    }
    columns.push(Column::right("First"));
    columns.push(Column::right("Latest"));
    columns.push(Column::left("").rank(marks));
    if shown.indicator.measure == Measure::Percent {
        columns.push(Column::right("Points"));
    } else {
        columns.push(Column::right("Change"));
        columns.push(Column::right("Change %").rank(percent));
    }
    columns.push(Column::left("Low to high").rank(BAND));
    columns
}

fn row(dataset: &Dataset, shown: &Shown<'_>, at: usize, releases: &BTreeSet<Release>) -> Row {
    let (cell, history) = (&shown.cells[at], &shown.histories[at]);
    let unit = &shown.indicator.unit;
    let value = |one: &Observation| number::short(one.value, unit);
    let mut cells = vec![cell.period.compact()];
    let published = cell.published.iter();
    let given: Vec<(Option<Release>, &Observation)> = published
        .map(|one| (release_of(dataset, one), *one))
        .collect();
    for release in releases {
        let here = given.iter().filter(|(of, _)| of.as_ref() == Some(release));
        cells.push(joined(here.map(|(_, one)| value(one))));
    }
    if shown
        .cells
        .iter()
        .any(|cell| undated_of(cell).next().is_some())
    {
        cells.push(joined(undated_of(cell).map(value)));
    }
    let first = history.first.filter(|_| history.knows_first());
    cells.push(first.map_or_else(String::new, value));
    cells.push(value(history.latest));
    cells.push(marks(cell));
    let change = history.revision.ok();
    let difference = |history: &History<'_>| {
        change.map(|change| number::signed(change.difference(), places(history)))
    };
    cells.push(difference(history).unwrap_or_default());
    if shown.indicator.measure != Measure::Percent {
        let ratio = change.map(|change| relative(shown.indicator, change));
        cells.push(ratio.unwrap_or_default());
    }
    cells.push(band(history, shown));
    Row {
        cells,
        figure: Some(shown.figure(at)),
    }
}

/// The lowest and highest value that was published, where they are two.
fn band(history: &History<'_>, shown: &Shown<'_>) -> String {
    let Some((low, high)) = history.band.filter(|(low, high)| low < high) else {
        return String::new();
    };
    let text = |wanted: f64| {
        let cell = shown.cells.iter().find(|one| one.period == history.period);
        let mut published = cell.into_iter().flat_map(|cell| &cell.published);
        let one = published.find(|one| one.value.number() == Some(wanted));
        one.map_or_else(String::new, |one| {
            number::short(one.value, &shown.indicator.unit)
        })
    };
    format!("{} to {}", text(low), text(high))
}

/// Different values of one column, each once.
fn joined(values: impl Iterator<Item = String>) -> String {
    let mut distinct: Vec<String> = Vec::new();
    for one in values {
        if !distinct.contains(&one) {
            distinct.push(one);
        }
    }
    distinct.join(" / ")
}

fn releases(dataset: &Dataset, shown: &Shown<'_>) -> BTreeSet<Release> {
    let published = shown.cells.iter().flat_map(|cell| &cell.published);
    published
        .filter_map(|one| release_of(dataset, one))
        .collect()
}

fn release_of(dataset: &Dataset, one: &Observation) -> Option<Release> {
    let published = dataset.source(one.source).published;
    let label = match published {
        Published::Day(day) => day.format("%-d %b %y").to_string(),
        Published::Within(period) => period.short(),
        Published::Undated => return None,
    };
    Some((one.vintage.known_from, label))
}

fn undated_of<'c, 'a>(cell: &'c Cell<'a>) -> impl Iterator<Item = &'a Observation> + use<'c, 'a> {
    let published = cell.published.iter().copied();
    published.filter(|one| !one.vintage.dated)
}

fn notes(shown: &Shown<'_>, releases: &BTreeSet<Release>) -> Vec<String> {
    // What stands beside figures comes before what there would be room for.
    let mut notes: Vec<String> = chart::legend(shown.cells.iter().map(marks))
        .into_iter()
        .collect();
    notes.push(format!(
        "Figures were published on {}, newest on the right; short of room the oldest are left \
         out. A page without a day stands at the end of its month or year.",
        number::counted(releases.len(), "day", "days")
    ));
    let breaks = shown.indicator.breaks_of(&shown.series.key);
    for pair in shown.cells.windows(2) {
        let (earlier, later) = (pair[0].period, pair[1].period);
        if let Some(one) = crate::figures::series::first_break(&breaks, earlier, later) {
            notes.push(format!("[b] before {later}: {}.", one.reason));
        }
    }
    notes
}
