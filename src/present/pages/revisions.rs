//! Revisions: for one series what each publication gave for each period, how far the first
//! values were off, and every figure of its indicator on which publications differ.

mod findings;
mod summary;
mod triangle;

use crate::figures::record::SeriesRef;
use crate::figures::{
    Cell, Dataset, FigureRef, Indicator, IndicatorId, Measure, Observation, PeriodKind, Series,
    SeriesKey,
};
use crate::measure::revision::{self, History};
use crate::measure::{self, Change};
use crate::present::number;
use crate::present::page::{Body, Page, Panel};
use crate::present::scope::Scope;
use crate::present::table::{Column, Row, Table};

/// What the user chose on the view itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The indicator; the first of [`indicators`] if none or not among them.
    pub indicator: Option<IndicatorId>,
    /// The series; the first of [`series`] if none or not among them.
    pub key: Option<SeriesKey>,
}

/// The series shown, with its cells of one kind of period, oldest first.
struct Shown<'d> {
    indicator: &'d Indicator,
    series: SeriesRef,
    kind: PeriodKind,
    cells: Vec<Cell<'d>>,
    histories: Vec<History<'d>>,
    /// Its place among the series that can be chosen, and how many those are.
    place: (usize, usize),
}

impl Shown<'_> {
    fn figure(&self, at: usize) -> FigureRef {
        FigureRef {
            indicator: self.series.indicator,
            key: self.series.key.clone(),
            period: self.cells[at].period,
        }
    }
}

/// Builds the page: table by period and publication, list of indicators, summary, findings
/// and what is described by hand, in this order.
pub fn page(dataset: &Dataset, choice: &Choice, scope: &Scope) -> Page {
    let listed = indicators(dataset, scope);
    let chosen = chosen(&listed, choice);
    let shown = chosen.and_then(|id| shown(dataset, id, choice, scope));
    let at = listed.iter().position(|one| Some(*one) == chosen);
    Page {
        title: "Revisions".to_owned(),
        panels: vec![
            triangle::panel(dataset, shown.as_ref(), scope),
            list(dataset, &listed, at, scope),
            summary::panel(dataset, shown.as_ref(), scope),
            findings::panel(dataset, chosen, scope),
            findings::described(dataset, chosen, scope),
        ],
    }
}

/// The indicators with a figure on which publications known by the day differ; the one of the
/// first headline before all others, even if it has none.
pub fn indicators(dataset: &Dataset, scope: &Scope) -> Vec<IndicatorId> {
    let headline = headline(dataset).map(|series| series.indicator);
    let differs = |id: &IndicatorId| {
        let mut series = dataset.indicator(*id).series.iter();
        series.any(|one| differing(one, scope).next().is_some())
    };
    let ids = dataset.indicators().map(|(id, _)| id);
    let others = ids.filter(|id| Some(*id) != headline && differs(id));
    headline.into_iter().chain(others).collect()
}

/// The series of an indicator that can be chosen: those with figures that differ for periods
/// of the cursor's kind, else for any; else the one of the first headline or the first known.
pub fn series(dataset: &Dataset, id: IndicatorId, scope: &Scope) -> Vec<SeriesKey> {
    let all = &dataset.indicator(id).series;
    let headline = headline(dataset).filter(|one| one.indicator == id);
    let headline = headline.map(|one| &one.key);
    let of_kind =
        |one: &&Series| differing(one, scope).any(|cell| cell.period.kind() == scope.period.kind());
    let mut found: Vec<&Series> = all.iter().filter(of_kind).collect();
    if found.is_empty() {
        let any = |one: &&Series| differing(one, scope).next().is_some();
        found = all.iter().filter(any).collect();
    }
    if found.is_empty() {
        let known = |one: &&Series| !one.as_of(scope.as_of).is_empty();
        let of_headline = all.iter().find(|one| Some(&one.key) == headline);
        let first = of_headline.filter(known).or_else(|| all.iter().find(known));
        found = first.into_iter().collect();
    }
    found.sort_by_key(|one| (Some(&one.key) != headline, !one.key.is_total()));
    found.into_iter().map(|one| one.key.clone()).collect()
}

fn headline(dataset: &Dataset) -> Option<&SeriesRef> {
    dataset.outline.headlines.first().map(|one| &one.series)
}

fn differing<'d>(series: &'d Series, scope: &Scope) -> impl Iterator<Item = Cell<'d>> {
    let cells = series.as_of(scope.as_of).into_iter();
    cells.filter(|cell| !cell.other_values().is_empty())
}

fn chosen(listed: &[IndicatorId], choice: &Choice) -> Option<IndicatorId> {
    let wanted = choice.indicator.filter(|one| listed.contains(one));
    wanted.or_else(|| listed.first().copied())
}

fn shown<'d>(
    dataset: &'d Dataset,
    id: IndicatorId,
    choice: &Choice,
    scope: &Scope,
) -> Option<Shown<'d>> {
    let keys = series(dataset, id, scope);
    let wanted = |key: &SeriesKey| Some(key) == choice.key.as_ref();
    let at = keys.iter().position(wanted).unwrap_or(0);
    let indicator = dataset.indicator(id);
    let found = indicator.series(keys.get(at)?)?;
    let kind = kind(found, scope);
    let cells = found.of_kind(kind, scope.as_of);
    Some(Shown {
        indicator,
        series: SeriesRef {
            indicator: id,
            key: found.key.clone(),
        },
        kind,
        histories: cells.iter().map(History::of).collect(),
        cells,
        place: (at, keys.len()),
    })
}

/// The kind of period of the cursor if the series has figures of it; else the first of which
/// figures differ, else the first there is.
fn kind(series: &Series, scope: &Scope) -> PeriodKind {
    let cells = series.as_of(scope.as_of);
    let wanted = scope.period.kind();
    let has = |kind: PeriodKind| cells.iter().any(|cell| cell.period.kind() == kind);
    let differs = |kind: PeriodKind| differing(series, scope).any(|one| one.period.kind() == kind);
    if has(wanted) {
        return wanted;
    }
    let all = || PeriodKind::ALL.into_iter();
    let revised = all().find(|kind| differs(*kind));
    let first = || all().find(|kind| has(*kind));
    revised.or_else(first).unwrap_or(wanted)
}

/// The indicators to choose from, with the number of figures that differ and the largest
/// revision of each.
fn list(
    dataset: &Dataset,
    listed: &[IndicatorId],
    selected: Option<usize>,
    scope: &Scope,
) -> Panel {
    let rows: Vec<Row> = listed.iter().map(|id| row(dataset, *id, scope)).collect();
    let none = |row: &&Row| row.cells[1] == "0";
    let differ = rows.len() - rows.iter().filter(none).count();
    Panel {
        brief: String::new(),
        id: "indicators",
        title: format!(
            "{} with figures that differ",
            number::counted(differ, "indicator", "indicators")
        ),
        subtitle: "Figures with more than one value, and the largest revision of a total"
            .to_owned(),
        body: Body::Table(Table {
            columns: vec![
                Column::left("Indicator").grows(),
                Column::right("Differ"),
                Column::right("Largest").rank(1),
                Column::left("First and latest").rank(2),
                Column::left("Period").rank(2),
                Column::left("Of").rank(3),
            ],
            rows,
            selected,
            empty: "The record has no indicator.".to_owned(),
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}

fn row(dataset: &Dataset, id: IndicatorId, scope: &Scope) -> Row {
    let indicator = dataset.indicator(id);
    let count = measure::disagreements_of(dataset, id, scope.as_of).len();
    let mut largest: Option<(FigureRef, [&Observation; 2], Change)> = None;
    for series in totals(indicator, scope) {
        let cells = series.as_of(scope.as_of);
        let histories: Vec<History<'_>> = cells.iter().map(History::of).collect();
        let Some((history, change)) = revision::largest(&histories, indicator.measure) else {
            continue;
        };
        let larger = largest
            .as_ref()
            .is_none_or(|(_, _, have)| revision::by_size(indicator.measure, *have, change).is_lt());
        if let Some(first) = history.first.filter(|_| larger) {
            let figure = FigureRef {
                indicator: id,
                key: series.key.clone(),
                period: history.period,
            };
            largest = Some((figure, [first, history.latest], change));
        }
    }
    let mut cells = vec![String::from(&indicator.short), number::count(count)];
    if let Some((figure, [first, latest], change)) = &largest {
        let value = |one: &Observation| number::short(one.value, &indicator.unit);
        cells.push(relative(indicator, *change));
        cells.push(format!("{} to {}", value(first), value(latest)));
        cells.push(figure.period.compact());
        cells.push(name(dataset, &figure.key));
    }
    cells.resize(6, String::new());
    Row {
        cells,
        figure: largest.map(|(figure, ..)| figure),
    }
}

/// The totals of an indicator if publications differ on any of them, else all of its series:
/// a count of one that becomes two is no measure of a series of thousands.
fn totals<'d>(indicator: &'d Indicator, scope: &Scope) -> Vec<&'d Series> {
    let differs = |one: &&Series| differing(one, scope).next().is_some();
    let all = indicator.series.iter();
    let totals: Vec<&Series> = all.clone().filter(|one| one.key.is_total()).collect();
    if totals.iter().any(differs) {
        totals
    } else {
        all.collect()
    }
}

/// Where a series applies, and its cut: "UK, Children (under 18)".
fn name(dataset: &Dataset, key: &SeriesKey) -> String {
    let place = dataset.codelists.short(key.geography());
    if key.is_total() {
        place.to_owned()
    } else {
        format!("{place}, {}", dataset.codelists.cuts(key))
    }
}

/// A revision relative to the first value; of a percentage the points, for a percentage of a
/// percentage misleads.
fn relative(indicator: &Indicator, change: Change) -> String {
    if indicator.measure == Measure::Percent {
        return format!("{} pts", number::signed(change.difference(), 1));
    }
    change
        .ratio()
        .map_or_else(|| "from zero".to_owned(), number::signed_percent)
}

/// The decimals that the first and the standing value of a revision are printed with.
fn places(history: &History<'_>) -> usize {
    let of = |one: &Observation| one.value.quantity().map_or(0, |one| one.amount.places());
    let first = history.first.map_or(0, of);
    usize::from(first.max(of(history.latest)))
}
