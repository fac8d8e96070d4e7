//! A document about some indicators: what each is, its chart, every value with its source,
//! what else was published, what was not found; then the sources and the known conflicts.

use std::collections::BTreeMap;

use crate::figures::day;
use crate::figures::record::SeriesRef;
use crate::figures::{
    AsOf, BreakEffect, Cell, Dataset, Indicator, IndicatorId, Observation, Period, PeriodKind,
    Series, SourceId,
};

use super::chart::{self, marks};
use super::number;
use super::page::{Body, Page, Panel, Paragraph, Tone};
use super::scope::Scope;
use super::table::{Column, Row, Table};

/// What a report shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What it is about.
    pub title: String,
    /// Of which day, and how to read it.
    pub about: Vec<Paragraph>,
    /// One page an indicator.
    pub sections: Vec<Page>,
    /// Disagreements described in the record.
    pub conflicts: Vec<Paragraph>,
    /// The publications cited, by the numbers that stand beside the values.
    pub sources: Vec<String>,
}

/// The sources in the order in which they are first cited.
#[derive(Default)]
struct Citations {
    numbers: BTreeMap<SourceId, usize>,
    order: Vec<SourceId>,
}

impl Citations {
    /// "[12]", the same for each use of a source.
    fn cite(&mut self, source: SourceId) -> String {
        let number = *self.numbers.entry(source).or_insert_with(|| {
            self.order.push(source);
            self.order.len()
        });
        format!("[{number}]")
    }
}

/// Builds the report of some indicators as known on a day; all of them if none is named.
pub fn report(dataset: &Dataset, wanted: &[IndicatorId], as_of: AsOf) -> Report {
    let mut citations = Citations::default();
    let chosen = |id: IndicatorId| wanted.is_empty() || wanted.contains(&id);
    let sections: Vec<Page> = dataset
        .indicators()
        .filter(|(id, _)| chosen(*id))
        .map(|(id, indicator)| section(dataset, id, indicator, as_of, &mut citations))
        .collect();
    let conflicts = dataset
        .conflicts
        .iter()
        .filter(|one| one.indicators.iter().any(|id| chosen(*id)))
        .filter(|one| dataset.knows_all_of(one, as_of));
    let conflicts: Vec<Paragraph> = conflicts
        .flat_map(|one| {
            [
                Paragraph::new(Tone::Heading, &one.title),
                Paragraph::new(Tone::Body, &one.text),
            ]
        })
        .collect();
    let title = match sections.as_slice() {
        [only] => only.title.clone(),
        _ => String::from(&dataset.title),
    };
    Report {
        title,
        about: about(dataset, &sections, as_of),
        sections,
        conflicts,
        sources: citations
            .order
            .iter()
            .map(|id| dataset.source(*id).citation())
            .collect(),
    }
}

fn about(dataset: &Dataset, sections: &[Page], as_of: AsOf) -> Vec<Paragraph> {
    let known = match as_of {
        AsOf::On(day) => format!("As known on {}", day.format("%-d %B %Y")),
        AsOf::Latest => "Everything in the record".to_owned(),
    };
    let count = number::counted(sections.len(), "indicator", "indicators");
    let record = dataset.retrieved.format("%-d %B %Y");
    vec![
        Paragraph::new(
            Tone::Body,
            format!("{known}. {count}; the record was last brought up to date on {record}."),
        ),
        Paragraph::new(
            Tone::Quiet,
            "A number in square brackets beside a value leads to its publication in the list of \
             sources. Nothing is compared across a break in series [b] or added across units. \
             [r] revised, [e] estimated, [p] provisional, [part] part of the period, [d] another \
             definition; [x] not available, [c] suppressed, [z] not applicable. Definitions, \
             breaks and gaps are those of the record today, whatever the day of the figures; a \
             conflict is told once every value that it is about was known.",
        ),
    ]
}

fn section(
    dataset: &Dataset,
    id: IndicatorId,
    indicator: &Indicator,
    as_of: AsOf,
    citations: &mut Citations,
) -> Page {
    let mut panels = vec![definition(indicator)];
    for (series, kind) in charted(dataset, id, indicator, as_of) {
        panels.push(drawn(dataset, &series, kind, as_of));
    }
    let mut values = Vec::new();
    let mut others = Vec::new();
    for series in &indicator.series {
        for cell in series.as_of(as_of) {
            let place = Place {
                dataset,
                indicator,
                series,
                period: cell.period,
            };
            values.push(place.row(cell.stands, &marks(&cell), citations));
            let rest = cell.published.iter();
            for one in rest.filter(|one| !std::ptr::eq(**one, cell.stands)) {
                others.push(place.row(one, &own_marks(one), citations));
            }
        }
    }
    panels.push(table(
        "values",
        "Values, each with its source",
        values,
        "No value was known on this day.",
    ));
    if !others.is_empty() {
        panels.push(table("others", "Other published values", others, ""));
    }
    Page {
        title: String::from(&indicator.title),
        panels,
    }
}

fn definition(indicator: &Indicator) -> Panel {
    let mut text = vec![
        Paragraph::new(Tone::Body, &indicator.definition),
        Paragraph::new(
            Tone::Body,
            format!(
                "Unit: {}, counting {}.",
                indicator.unit.plural, indicator.unit_type.title
            ),
        ),
        Paragraph::new(Tone::Body, format!("Basis: {}", indicator.basis)),
    ];
    if !indicator.breaks.is_empty() {
        text.push(Paragraph::new(Tone::Heading, "Breaks and cautions"));
    }
    for one in &indicator.breaks {
        let day = day::written(one.from);
        let what = match one.effect {
            BreakEffect::Break => "[b] Break in series on",
            BreakEffect::Caution => "From",
        };
        let reason = one.reason.trim_end_matches('.');
        let words = format!("{what} {day}: {reason}.");
        text.push(Paragraph::new(Tone::Body, words));
    }
    if let Some(missing) = &indicator.not_found {
        text.push(Paragraph::new(Tone::Heading, "What was not found"));
        text.push(Paragraph::new(Tone::Body, missing));
    }
    Panel {
        brief: String::new(),
        id: "about",
        title: "What it is".to_owned(),
        subtitle: String::new(),
        body: Body::Text(text),
        notes: Vec::new(),
        source: String::new(),
    }
}

/// The charts of the outline, or that of the total with most figures.
fn charted(
    dataset: &Dataset,
    id: IndicatorId,
    indicator: &Indicator,
    as_of: AsOf,
) -> Vec<(SeriesRef, PeriodKind)> {
    let mut charts: Vec<(SeriesRef, PeriodKind)> = Vec::new();
    for one in &dataset.outline.charts {
        let chart = (one.series.clone(), one.kind);
        if one.series.indicator == id && !charts.contains(&chart) {
            charts.push(chart);
        }
    }
    if charts.is_empty() {
        charts.extend(fullest(indicator, as_of).map(|(series, kind)| {
            let key = series.key.clone();
            let indicator = id;
            (SeriesRef { indicator, key }, kind)
        }));
    }
    charts.retain(|(series, kind)| {
        let series = dataset.series(series);
        series.is_some_and(|one| !one.of_kind(*kind, as_of).is_empty())
    });
    charts
}

/// The series with the most figures of one kind of period: a total before a part, the first
/// of equals.
fn fullest(indicator: &Indicator, as_of: AsOf) -> Option<(&Series, PeriodKind)> {
    let mut best: Option<((bool, usize), &Series, PeriodKind)> = None;
    for series in &indicator.series {
        let mut kinds: BTreeMap<PeriodKind, usize> = BTreeMap::new();
        for cell in series.as_of(as_of) {
            *kinds.entry(cell.period.kind()).or_default() += 1;
        }
        for (kind, count) in kinds {
            let weight = (series.key.is_total(), count);
            if best.as_ref().is_none_or(|(so_far, ..)| weight > *so_far) {
                best = Some((weight, series, kind));
            }
        }
    }
    best.map(|(_, series, kind)| (series, kind))
}

/// The chart with the newest period spoken of in its title.
fn drawn(dataset: &Dataset, series: &SeriesRef, kind: PeriodKind, as_of: AsOf) -> Panel {
    let cells = dataset
        .series(series)
        .map(|one| one.of_kind(kind, as_of))
        .unwrap_or_default();
    let newest = cells.last().map(|cell: &Cell<'_>| cell.period);
    let scope = Scope {
        period: newest.unwrap_or(Period::day(dataset.retrieved)),
        as_of,
        filter: String::new(),
    };
    chart::over_time(dataset, series, kind, &scope)
}

/// Where a value stands.
struct Place<'d> {
    dataset: &'d Dataset,
    indicator: &'d Indicator,
    series: &'d Series,
    period: Period,
}

impl Place<'_> {
    fn row(&self, one: &Observation, marks: &str, citations: &mut Citations) -> Row {
        let codelists = &self.dataset.codelists;
        let cuts = if self.series.key.is_total() {
            "all".to_owned()
        } else {
            codelists.cuts(&self.series.key)
        };
        Row {
            cells: vec![
                self.period.to_string(),
                codelists.title(self.series.key.geography()).to_owned(),
                cuts,
                number::short(one.value, &self.indicator.unit),
                marks.to_owned(),
                citations.cite(one.source),
            ],
            figure: None,
        }
    }
}

fn own_marks(one: &Observation) -> String {
    let marks: Vec<&str> = one
        .status
        .iter()
        .map(crate::figures::ObsStatus::mark)
        .filter(|mark| !mark.is_empty())
        .collect();
    marks.join(" ")
}

fn table(id: &'static str, title: &str, rows: Vec<Row>, empty: &str) -> Panel {
    Panel {
        brief: String::new(),
        id,
        title: title.to_owned(),
        subtitle: String::new(),
        body: Body::Table(Table {
            columns: vec![
                Column::left("Period"),
                Column::left("Where"),
                Column::left("Of whom or what"),
                Column::right("Value"),
                Column::left("Marks"),
                Column::left("Source"),
            ],
            rows,
            empty: empty.to_owned(),
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}
