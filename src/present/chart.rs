//! Builds the panel of a chart: one series over time, or the parts of a whole at a period.

use std::collections::BTreeSet;

use crate::figures::record::SeriesRef;
use crate::figures::{
    AsOf, Break, BreakEffect, Cell, Conflict, Dataset, Event, FigureRef, Indicator, IndicatorId,
    Measure, ObsStatus, Observation, Period, PeriodKind, Series, SourceId, Standing,
};
use crate::measure::revision;

use super::number;
use super::page::{Body, Panel};
use super::plot::{Datum, Extent, ExtentKind, Form, Plot, PlotBreak, PlotEvent};
use super::scope::Scope;
use super::sentence::Story;

/// The marks of a cell that stands, in the order in which they are printed.
pub fn marks(cell: &Cell<'_>) -> String {
    let mut marks: Vec<&str> = Vec::new();
    if cell.is_revised() {
        marks.push(ObsStatus::Revised.mark());
    }
    for status in cell.stands.status.iter() {
        if !marks.contains(&status.mark()) && !status.mark().is_empty() {
            marks.push(status.mark());
        }
    }
    marks.join(" ")
}

/// "UK, Children (under 18), calendar year, people: Potential victims referred …".
pub fn subtitle(dataset: &Dataset, series: &SeriesRef, kind: PeriodKind) -> String {
    let indicator = dataset.indicator(series.indicator);
    let mut parts = vec![dataset.codelists.short(series.key.geography()).to_owned()];
    if !series.key.is_total() {
        parts.push(dataset.codelists.cuts(&series.key));
    }
    parts.push(kind.title().to_owned());
    parts.push(String::from(&indicator.unit.plural));
    format!("{}: {}", parts.join(", "), indicator.title)
}

/// The panel of one series over the periods of one kind.
pub fn over_time(dataset: &Dataset, series: &SeriesRef, kind: PeriodKind, scope: &Scope) -> Panel {
    let indicator = dataset.indicator(series.indicator);
    let cells = dataset
        .series(series)
        .map(|found| found.of_kind(kind, scope.as_of))
        .unwrap_or_default();
    let selected = scope.best(cells.iter().map(|cell| cell.period));
    let spoken = selected.or_else(|| cells.len().checked_sub(1));
    let story = spoken.map(|at| Story::new(dataset, series, &cells, at));
    let title = story.as_ref().map_or_else(
        || {
            format!(
                "{}: no figure known {}",
                indicator.short,
                scope.as_of.in_words()
            )
        },
        Story::title,
    );
    let brief = story.as_ref().map_or_else(String::new, Story::brief);
    let plot = plot(dataset, series, &cells, scope);
    let mut notes = notes(dataset, series, &cells, &plot, scope);
    let publications = publications(&cells);
    if let Some(at) = spoken.filter(|_| publications > 1) {
        notes.push(format!(
            "The figures come from {publications} publications; the source named is that of {}.",
            cells[at].period
        ));
    }
    Panel {
        id: "chart",
        title,
        brief,
        subtitle: subtitle(dataset, series, kind),
        body: Body::Plot(plot),
        notes,
        source: spoken.map_or_else(String::new, |at| {
            dataset.source(cells[at].stands.source).line()
        }),
    }
}

fn plot(dataset: &Dataset, series: &SeriesRef, cells: &[Cell<'_>], scope: &Scope) -> Plot {
    let periods = axis(cells.iter().map(|cell| cell.period));
    over_periods(dataset, series, cells, &periods, scope)
}

/// The plot of cells of one kind over periods that hold all of theirs.
pub fn over_periods(
    dataset: &Dataset,
    series: &SeriesRef,
    cells: &[Cell<'_>],
    periods: &[Period],
    scope: &Scope,
) -> Plot {
    let indicator = dataset.indicator(series.indicator);
    let breaks = indicator.breaks_of(&series.key);
    let segments = Series::segments(cells, &breaks);
    let joined: BTreeSet<Period> = segments
        .iter()
        .flat_map(|segment| segment.cells.iter().skip(1).map(|cell| cell.period))
        .collect();
    let datum = |period: &Period| {
        let figure = FigureRef {
            indicator: series.indicator,
            key: series.key.clone(),
            period: *period,
        };
        let cell = cells.iter().find(|cell| cell.period == *period);
        Datum {
            joined: joined.contains(period),
            ..datum(indicator, figure, cell)
        }
    };
    let data: Vec<Datum> = periods.iter().map(datum).collect();
    let quarterly = cells
        .first()
        .is_some_and(|cell| cell.period.kind() == PeriodKind::Quarter);
    Plot {
        cycle: if quarterly { 4 } else { 1 },
        selected: scope.best(periods.iter().copied()),
        breaks: marked(&breaks, cells, periods),
        events: events(dataset, series.indicator, periods, scope.as_of),
        ..Plot::new(form(indicator, cells), data)
    }
}

/// The breaks between the first and the last cell, each before the period that it comes before.
fn marked(breaks: &[&Break], cells: &[Cell<'_>], periods: &[Period]) -> Vec<PlotBreak> {
    let Some((first, last)) = cells.first().zip(cells.last()) else {
        return Vec::new();
    };
    let within = breaks.iter().filter(|one| {
        one.lies_between(first.period, last.period) && one.effect == BreakEffect::Break
    });
    let mark = |one: &&Break| {
        let between = |pair: &[Period]| one.lies_between(pair[0], pair[1]);
        let at = periods.windows(2).position(between)?;
        Some(PlotBreak {
            before: at + 1,
            reason: String::from(&one.reason),
        })
    };
    within.filter_map(mark).collect()
}

/// The periods of an axis without holes: every one from the first to the last figure; points
/// in time and spans stand one after another, each with its own date.
pub fn axis(known: impl Iterator<Item = Period>) -> Vec<Period> {
    let mut known: Vec<Period> = known.collect();
    known.sort_unstable();
    known.dedup();
    let (Some(&first), Some(&last)) = (known.first(), known.last()) else {
        return Vec::new();
    };
    if matches!(first.kind(), PeriodKind::Month | PeriodKind::Span) {
        return known;
    }
    let all = std::iter::successors(Some(first), |period| period.next());
    all.take_while(|period| *period <= last).collect()
}

fn form(indicator: &Indicator, cells: &[Cell<'_>]) -> Form {
    let stock = cells
        .first()
        .is_some_and(|cell| cell.period.kind() == PeriodKind::Month);
    match indicator.measure {
        _ if cells.len() == 1 || stock => Form::Points,
        Measure::Count => Form::Bars,
        Measure::Percent => Form::Line,
        Measure::Average | Measure::Estimate | Measure::Rate => Form::Points,
    }
}

/// One entry of a plot, joined to none: the cell that stands, or a gap.
pub fn datum(indicator: &Indicator, figure: FigureRef, cell: Option<&Cell<'_>>) -> Datum {
    let period = figure.period;
    Datum {
        label: period.to_string(),
        short: period.short(),
        period: Some(period),
        value: cell.and_then(Cell::number),
        text: cell.map_or_else(String::new, |cell| {
            number::short(cell.stands.value, &indicator.unit)
        }),
        marks: cell.map_or_else(String::new, marks),
        joined: false,
        extent: cell.and_then(|cell| published_extent(cell, indicator)),
        figure: cell.map(|_| figure),
        items: 0,
    }
}

/// From the lowest to the highest exact number that was published for a figure; `None` if
/// they are one.
fn published_extent(cell: &Cell<'_>, indicator: &Indicator) -> Option<Extent> {
    cell.number()?;
    let (low, high) = revision::band(cell)?;
    let text = |one: &Observation| number::short(one.value, &indicator.unit);
    (low.value != high.value).then(|| Extent {
        low: low.value.number().unwrap_or_default(),
        high: high.value.number().unwrap_or_default(),
        text: format!("{} to {}", text(low), text(high)),
        kind: ExtentKind::Published,
    })
}

/// What changed law or practice in the time of the periods, as far as it was known: events
/// that name the indicator, and those that name none.
pub fn events(
    dataset: &Dataset,
    indicator: IndicatorId,
    periods: &[Period],
    as_of: AsOf,
) -> Vec<PlotEvent> {
    let concerns = |one: &&Event| {
        let named = one.indicators.is_empty() || one.indicators.contains(&indicator);
        one.kind.changes() && named
    };
    let mark = |one: &Event| {
        let day = one.date.known_from().filter(|day| as_of.knows(*day))?;
        let within = |period: &Period| period.start() <= day && day <= period.end();
        Some(PlotEvent {
            at: periods.iter().position(within)?,
            label: format!("{}: {}", one.date, one.title),
        })
    };
    let concerned = dataset.events.iter().filter(concerns);
    concerned.filter_map(mark).collect()
}

/// Breaks first, then what the marks mean, cautions that touch the periods shown, what was
/// not found and known conflicts; the last two were written later than any day before today.
fn notes(
    dataset: &Dataset,
    series: &SeriesRef,
    cells: &[Cell<'_>],
    plot: &Plot,
    scope: &Scope,
) -> Vec<String> {
    let indicator = dataset.indicator(series.indicator);
    let mut notes: Vec<String> = Vec::new();
    for one in &plot.breaks {
        let label = &plot.data[one.before].label;
        notes.push(format!("[b] before {label}: {}.", one.reason));
    }
    notes.extend(legend(cells.iter().map(marks)));
    if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
        for one in indicator.breaks_of(&series.key) {
            let shown = one.from >= first.period.start() && one.from <= last.period.end();
            if one.effect == BreakEffect::Caution && shown {
                notes.push(format!("{}: {}.", one.from.format("%b %Y"), one.reason));
            }
        }
    }
    if scope.as_of == AsOf::Latest {
        let not_found = indicator.not_found.as_ref().map(String::from);
        notes.extend(not_found.filter(|_| cells.len() == 1));
        notes.extend(conflicts(dataset, series, cells));
    }
    notes
}

/// Which known conflicts concern periods of the series, by title.
fn conflicts(dataset: &Dataset, series: &SeriesRef, cells: &[Cell<'_>]) -> Option<String> {
    let concerns = |one: &&Conflict| {
        one.indicators.contains(&series.indicator)
            && cells.iter().any(|cell| one.periods.contains(&cell.period))
    };
    let found = dataset.conflicts.iter().filter(concerns);
    let titles: Vec<&str> = found.map(|one| one.title.as_str()).collect();
    (!titles.is_empty()).then(|| format!("Publications disagree: {}.", titles.join("; ")))
}

/// What the marks in use mean, on one line; `None` if there are none.
pub fn legend(marks: impl Iterator<Item = String>) -> Option<String> {
    let used: Vec<String> = marks.collect();
    let meaning = |status: ObsStatus| {
        let mark = status.mark();
        let in_use = !mark.is_empty() && used.iter().any(|marks| marks.contains(mark));
        in_use.then(|| format!("{mark} {}", status.words()))
    };
    let meanings: Vec<String> = ObsStatus::ALL.into_iter().filter_map(meaning).collect();
    (!meanings.is_empty()).then(|| meanings.join(", "))
}

fn publications(cells: &[Cell<'_>]) -> usize {
    let sources: BTreeSet<SourceId> = cells.iter().map(|cell| cell.stands.source).collect();
    sources.len()
}

/// Publisher, date and, unless first-hand, standing: "Home Office, 18 Oct 2012 (copy)".
pub fn short_source(dataset: &Dataset, id: SourceId) -> String {
    let source = dataset.source(id);
    let standing = match source.standing {
        Standing::Official => String::new(),
        other => format!(" ({})", other.title()),
    };
    format!("{}, {}{standing}", source.publisher, source.published)
}
