//! Builds the panel of a chart: one series over time, or the parts of a whole at a period.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::figures::record::SeriesRef;
use crate::figures::{
    BreakEffect, Cell, Dataset, DimensionId, FigureRef, Indicator, Measure, ObsStatus, Period,
    PeriodKind, Series, SeriesKey, SourceId, Standing,
};

use super::number;
use super::page::{Body, Panel};
use super::plot::{Datum, Form, Plot, PlotBreak};
use super::scope::Scope;
use super::sentence;

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
    parts.push(indicator.unit.plural.clone());
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
    let title = match spoken {
        Some(at) => sentence::title(indicator, &series.key, &cells, at),
        None => format!(
            "{}: no figure known {}",
            indicator.short,
            scope.as_of.in_words()
        ),
    };
    let plot = plot(indicator, series, &cells, scope);
    let mut notes = notes(indicator, &series.key, &cells, &plot);
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
        subtitle: subtitle(dataset, series, kind),
        body: Body::Plot(plot),
        notes,
        source: spoken.map_or_else(String::new, |at| {
            dataset.source(cells[at].stands.source).line()
        }),
    }
}

fn plot(indicator: &Indicator, series: &SeriesRef, cells: &[Cell<'_>], scope: &Scope) -> Plot {
    let periods = axis(cells);
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
        datum(indicator, figure, cell, joined.contains(period))
    };
    let data: Vec<Datum> = periods.iter().map(datum).collect();
    let mut marks = Vec::new();
    for one in breaks.iter().filter(|one| one.effect == BreakEffect::Break) {
        let between = |pair: &[Period]| one.lies_between(pair[0], pair[1]);
        if let Some(at) = periods.windows(2).position(between) {
            marks.push(PlotBreak {
                before: at + 1,
                reason: one.reason.clone(),
            });
        }
    }
    let quarterly = cells
        .first()
        .is_some_and(|cell| cell.period.kind() == PeriodKind::Quarter);
    Plot {
        cycle: if quarterly { 4 } else { 1 },
        form: form(indicator, cells),
        selected: scope.best(periods.iter().copied()),
        data,
        breaks: marks,
    }
}

/// The periods of an axis without holes: every one from the first to the last figure; points
/// in time and spans stand one after another, each with its own date.
fn axis(cells: &[Cell<'_>]) -> Vec<Period> {
    let known = || cells.iter().map(|cell| cell.period);
    let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
        return Vec::new();
    };
    if matches!(first.kind(), PeriodKind::Month | PeriodKind::Span) {
        return known().collect();
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

fn datum(indicator: &Indicator, figure: FigureRef, cell: Option<&Cell<'_>>, joined: bool) -> Datum {
    let period = figure.period;
    Datum {
        label: period.to_string(),
        short: period.short(),
        value: cell.and_then(Cell::number),
        text: cell.map_or_else(String::new, |cell| {
            number::short(cell.stands.value, &indicator.unit)
        }),
        marks: cell.map_or_else(String::new, marks),
        joined,
        figure: cell.map(|_| figure),
    }
}

/// Breaks first, then cautions that touch the periods shown, then what the marks mean.
fn notes(indicator: &Indicator, key: &SeriesKey, cells: &[Cell<'_>], plot: &Plot) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for one in &plot.breaks {
        notes.push(format!(
            "[b] before {}: {}.",
            plot.data[one.before].label, one.reason
        ));
    }
    if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
        for one in indicator.breaks_of(key) {
            let shown = one.from >= first.period.start() && one.from <= last.period.end();
            if one.effect == BreakEffect::Caution && shown {
                notes.push(format!("{}: {}.", one.from.format("%b %Y"), one.reason));
            }
        }
    }
    if cells.len() == 1
        && let Some(text) = &indicator.not_found
    {
        notes.push(text.clone());
    }
    notes.extend(legend(cells.iter().map(marks)));
    notes
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

/// The dimensions by which a figure can be broken down at a period, as known on a day.
pub fn dimensions_at(dataset: &Dataset, whole: &SeriesRef, scope: &Scope) -> Vec<DimensionId> {
    let indicator = dataset.indicator(whole.indicator);
    let mut found: BTreeSet<DimensionId> = BTreeSet::new();
    for series in &indicator.series {
        if let Some(code) = part_of(&series.key, &whole.key)
            && series.cell(scope.period, scope.as_of).is_some()
        {
            found.insert(code);
        }
    }
    let mut found: Vec<DimensionId> = found.into_iter().collect();
    found.sort_by_key(|dimension| *dimension == DimensionId::GEOGRAPHY);
    found
}

/// The dimension along which `part` is one part of `whole`: one more cut, or another
/// geography of a total for the United Kingdom.
fn part_of(part: &SeriesKey, whole: &SeriesKey) -> Option<DimensionId> {
    if let Some(code) = part.one_finer_than(whole) {
        return Some(code.dimension);
    }
    let elsewhere = part.geography() != whole.geography() && part.cuts() == whole.cuts();
    elsewhere.then_some(DimensionId::GEOGRAPHY)
}

/// The panel of the parts of a whole along a dimension at the period of the cursor.
pub fn parts(dataset: &Dataset, whole: &SeriesRef, dimension: DimensionId, scope: &Scope) -> Panel {
    let indicator = dataset.indicator(whole.indicator);
    let mut data = Vec::new();
    let mut sources = BTreeSet::new();
    for series in &indicator.series {
        if part_of(&series.key, &whole.key) != Some(dimension) {
            continue;
        }
        let Some(cell) = series.cell(scope.period, scope.as_of) else {
            continue;
        };
        let Some(code) = series.key.get(dimension) else {
            continue;
        };
        sources.insert(cell.stands.source);
        let figure = FigureRef {
            indicator: whole.indicator,
            key: series.key.clone(),
            period: scope.period,
        };
        let mut one = datum(indicator, figure, Some(&cell), false);
        dataset.codelists.short(code).clone_into(&mut one.label);
        one.short.clone_from(&one.label);
        data.push(one);
    }
    data.sort_by(|one, other| descending(one.value, other.value));
    let title = &dataset.codelists.dimension(dimension).title;
    Panel {
        id: "parts",
        title: format!(
            "{} {}, by {}",
            indicator.short,
            sentence::in_period(scope.period),
            title.to_lowercase()
        ),
        subtitle: parts_subtitle(dataset, dimension),
        notes: parts_notes(dataset, &sources, &data),
        source: match sources.first() {
            Some(only) if sources.len() == 1 => dataset.source(*only).line(),
            _ => String::new(),
        },
        body: Body::Plot(Plot {
            cycle: 1,
            form: Form::Bars,
            data,
            breaks: Vec::new(),
            selected: None,
        }),
    }
}

fn parts_subtitle(dataset: &Dataset, dimension: DimensionId) -> String {
    if dimension == DimensionId::GEOGRAPHY {
        "Places as published; they overlap and do not add up".to_owned()
    } else if dataset.codelists.dimension(dimension).exclusive {
        "The parts that were published; others may be missing".to_owned()
    } else {
        "The parts that were published; they may overlap and do not add up".to_owned()
    }
}

fn parts_notes(dataset: &Dataset, sources: &BTreeSet<SourceId>, data: &[Datum]) -> Vec<String> {
    let mut notes: Vec<String> = legend(data.iter().map(|one| one.marks.clone()))
        .into_iter()
        .collect();
    if sources.len() > 1 {
        let names: Vec<String> = sources
            .iter()
            .map(|source| short_source(dataset, *source))
            .collect();
        notes.push(format!(
            "From {} publications: {}.",
            names.len(),
            names.join("; ")
        ));
    }
    notes
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

/// Orders optional numbers, the missing ones lowest.
fn descending(one: Option<f64>, other: Option<f64>) -> Ordering {
    let number = |one: Option<f64>| one.unwrap_or(f64::NEG_INFINITY);
    number(other).total_cmp(&number(one))
}
