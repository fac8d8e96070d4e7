//! The views of a topic (victims, groups, justice): its charts, a break-down of the first
//! one, and every figure of the topic beside them under its own name.

use std::cmp::Reverse;

use chrono::Days;

use crate::figures::record::{CellTable, ChartSpec, Place};
use crate::figures::{
    AsOf, Cell, CowStr, Dataset, DimensionId, FigureRef, Indicator, IndicatorId, PeriodKind, Topic,
};
use crate::present::chart::{self, marks};
use crate::present::estimates;
use crate::present::number;
use crate::present::page::{Body, Page, Panel, Paragraph, Tone};
use crate::present::parts;
use crate::present::scope::Scope;
use crate::present::table::{Column, Row, Table};

/// The column of marks in the table of figures.
const MARKS: usize = 4;

/// What the user chose on the view itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// How many steps the break-down was moved on.
    pub break_down: usize,
}

/// Builds the page of a topic.
pub fn page(dataset: &Dataset, topic: Topic, choice: Choice, scope: &Scope) -> Page {
    let charts = charts(dataset, topic, scope);
    let mut panels: Vec<Panel> = charts
        .iter()
        .map(|one| chart::over_time(dataset, &one.series, one.kind, scope))
        .collect();
    let main = charts.first().filter(|_| topic == Topic::Victims);
    panels.extend(main.map(|main| break_down(dataset, main, choice, scope)));
    panels.push(figures(dataset, topic, scope));
    panels.extend(main.and_then(|main| course(dataset, main, choice, scope)));
    panels.extend(estimates::panels(dataset, topic, scope));
    if topic == Topic::Victims {
        panels.extend(
            dataset
                .cells
                .iter()
                .filter_map(|table| cells(dataset, table, scope)),
        );
    }
    if topic != Topic::Victims {
        panels.push(reasons(dataset, topic, scope));
    }
    Page {
        title: title(topic).to_owned(),
        panels,
    }
}

/// The dimensions by which the first chart of a topic can be broken down at the cursor, in
/// the order of [`Choice::break_down`].
pub fn break_downs(dataset: &Dataset, topic: Topic, scope: &Scope) -> Vec<DimensionId> {
    let charts = charts(dataset, topic, scope);
    let main = charts.first();
    main.map_or_else(Vec::new, |main| {
        parts::dimensions_at(dataset, &main.series, scope)
    })
}

fn title(topic: Topic) -> &'static str {
    match topic {
        Topic::Victims => "Victims",
        Topic::Groups => "Groups",
        Topic::Justice => "Justice",
    }
}

/// The charts of a topic. Of charts of one series by year and by quarter the one of the
/// cursor's kind is taken.
fn charts<'d>(dataset: &'d Dataset, topic: Topic, scope: &Scope) -> Vec<&'d ChartSpec> {
    let all: Vec<&ChartSpec> = dataset
        .outline
        .charts
        .iter()
        .filter(|one| one.place == Place::Topic(topic))
        .collect();
    let wanted = |kind: PeriodKind| kind == scope.period.kind();
    let mut chosen: Vec<&ChartSpec> = Vec::new();
    for one in all {
        match chosen.iter_mut().find(|have| have.series == one.series) {
            Some(have) if topic == Topic::Victims => {
                if wanted(one.kind) {
                    *have = one;
                }
            }
            _ => chosen.push(one),
        }
    }
    chosen
}

/// The break-down of the first chart at the cursor, along the dimension that was chosen
/// among those for which a part is known; where none is, that of the newest period before.
fn break_down(dataset: &Dataset, main: &ChartSpec, choice: Choice, scope: &Scope) -> Panel {
    let shown = broken_down(dataset, main, scope);
    let dimensions = parts::dimensions_at(dataset, &main.series, &shown);
    let Some(dimension) = dimensions.get(choice.break_down % dimensions.len().max(1)) else {
        return Panel {
            id: "parts",
            brief: String::new(),
            title: format!("No break-down of {} is known", scope.period),
            subtitle: String::new(),
            body: Body::Text(vec![Paragraph::new(
                Tone::Body,
                "No publication known on this day gives parts of the figure for this period. \
                 Move to another period, or to another length of period.",
            )]),
            notes: Vec::new(),
            source: String::new(),
        };
    };
    let mut panel = parts::panel(dataset, &main.series, *dimension, &shown);
    if shown.period != scope.period {
        panel
            .title
            .push_str(&format!(" (none known for {})", scope.period));
    }
    panel
        .notes
        .insert(0, choices(dataset, &dimensions, *dimension));
    panel
}

/// The parts along the same dimension over the periods of the cursor's kind.
fn course(dataset: &Dataset, main: &ChartSpec, choice: Choice, scope: &Scope) -> Option<Panel> {
    let shown = broken_down(dataset, main, scope);
    let dimensions = parts::dimensions_at(dataset, &main.series, &shown);
    let dimension = dimensions.get(choice.break_down % dimensions.len().max(1))?;
    let kind = scope.period.kind();
    parts::course::panel(dataset, &main.series, *dimension, kind, scope)
}

/// The scope with the newest period, not after the cursor, of which a part is known.
fn broken_down(dataset: &Dataset, main: &ChartSpec, scope: &Scope) -> Scope {
    let before = std::iter::successors(Some(scope.period), |period| period.previous());
    let earliest = dataset.release_days().first().copied();
    before
        .take_while(|period| earliest.is_none_or(|day| period.end() > day - Days::new(366)))
        .map(|period| Scope {
            period,
            ..scope.clone()
        })
        .find(|one| !parts::dimensions_at(dataset, &main.series, one).is_empty())
        .unwrap_or_else(|| scope.clone())
}

fn choices(dataset: &Dataset, dimensions: &[DimensionId], chosen: DimensionId) -> String {
    let name = |one: &DimensionId| {
        let title = dataset.codelists.dimension(*one).title.to_lowercase();
        if *one == chosen {
            format!("[{title}]")
        } else {
            title
        }
    };
    let names: Vec<String> = dimensions.iter().map(name).collect();
    format!("Can be broken down by: {}.", names.join(", "))
}

/// Every figure of a topic at the cursor, each under its own name; where there is none, the
/// newest one known before it.
fn figures(dataset: &Dataset, topic: Topic, scope: &Scope) -> Panel {
    let of_topic = dataset.indicators().filter(|(_, one)| one.topic == topic);
    let mut rows: Vec<(Row, String)> = of_topic
        .flat_map(|(id, indicator)| rows_of(dataset, id, indicator, scope))
        .collect();
    // The newest first, in the order of the record where they are of one age.
    rows.sort_by_key(|(row, _)| Reverse(row.figure.as_ref().map(|figure| figure.period.end())));
    let all_marks = rows.iter().map(|(row, _)| row.cells[MARKS].clone());
    let mut notes: Vec<String> = chart::legend(all_marks).into_iter().collect();
    let (rows, briefs) = rows.into_iter().unzip();
    notes.push(
        "Each row counts on its own basis; rows are not added to or divided by one another."
            .to_owned(),
    );
    Panel {
        id: "figures",
        brief: String::new(),
        title: format!("Every total for {}, or the newest before it", scope.period),
        subtitle: "Each under its own name; without break-down where the whole is known".to_owned(),
        body: Body::Table(Table {
            columns: vec![
                Column::left("Figure").grows(),
                Column::left("Where").rank(1),
                Column::left("Period"),
                Column::right("Value"),
                Column::left(""),
                Column::left("Unit").rank(4),
                Column::left("Published by").rank(5),
            ],
            rows,
            briefs,
            selected: None,
            empty: scope.nothing("No figure of this kind was known on this day."),
            ..Table::default()
        }),
        notes,
        source: String::new(),
    }
}

/// The rows of an indicator, each with its name in few words.
fn rows_of(
    dataset: &Dataset,
    id: IndicatorId,
    indicator: &Indicator,
    scope: &Scope,
) -> Vec<(Row, String)> {
    let totals = indicator.series.iter().any(|series| series.key.is_total());
    let mut rows = Vec::new();
    for series in &indicator.series {
        if series.key.is_total() != totals {
            continue;
        }
        let cells = series.as_of(scope.as_of);
        let Some(cell) = at_or_before(&cells, scope) else {
            continue;
        };
        let geography = dataset.codelists.short(series.key.geography());
        let (name, brief) = if totals {
            let brief = in_few_words(indicator, geography);
            (String::from(&indicator.title), brief)
        } else {
            let cuts = dataset.codelists.cuts(&series.key);
            let name = format!("{}: {cuts}", indicator.short);
            (name.clone(), name)
        };
        let place = dataset.codelists.title(series.key.geography());
        if !scope.admits(&format!("{name} {place}")) {
            continue;
        }
        let row = Row {
            cells: vec![
                name,
                geography.to_owned(),
                cell.period.compact(),
                number::short(cell.stands.value, &indicator.unit),
                marks(cell),
                String::from(&indicator.unit.plural),
                chart::short_source(dataset, cell.stands.source),
            ],
            figure: Some(FigureRef {
                indicator: id,
                key: series.key.clone(),
                period: cell.period,
            }),
        };
        rows.push((row, brief));
    }
    rows
}

/// The name of a total in few words, with its place if the record has it of several.
fn in_few_words(indicator: &Indicator, place: &str) -> String {
    let mut places = indicator.series.iter().map(|one| one.key.geography());
    let first = places.next();
    if places.all(|place| Some(place) == first) {
        return String::from(&indicator.short);
    }
    format!("{}, {place}", indicator.short)
}

/// The cell that the cursor means, else the last one that ended before it.
fn at_or_before<'c, 'a>(cells: &'c [Cell<'a>], scope: &Scope) -> Option<&'c Cell<'a>> {
    match scope.best(cells.iter().map(|cell| cell.period)) {
        Some(at) => cells.get(at),
        None => cells
            .iter()
            .rfind(|cell| cell.period.end() <= scope.period.end()),
    }
}

/// A table of cells, if it was known on the day and the cursor touches its period.
fn cells(dataset: &Dataset, table: &CellTable, scope: &Scope) -> Option<Panel> {
    let source = dataset.source(table.source);
    let known = scope.as_of.knows(dataset.known_from(source));
    if !known || !table.period.overlaps(scope.period) {
        return None;
    }
    let columns = columns(table)?;
    let mut kept: Vec<_> = table
        .cells
        .iter()
        .filter(|cell| {
            let labels: Vec<&str> = table.labels_of(*cell).collect();
            scope.admits(&labels.join(" "))
        })
        .collect();
    kept.sort_by_key(|cell| Reverse(cell.count));
    let people: u64 = kept.iter().map(|cell| u64::from(cell.count)).sum();
    let shown = format!(
        "{} groups, {} people",
        number::count(kept.len()),
        number::count(people as usize)
    );
    let rows = kept.iter().map(|cell| Row {
        cells: table
            .labels_of(*cell)
            .map(str::to_owned)
            .chain([number::count(cell.count as usize)])
            .collect(),
        figure: None,
    });
    Some(Panel {
        id: "cells",
        brief: String::new(),
        title: String::from(&table.title),
        subtitle: format!("{shown}; largest first"),
        body: Body::Table(Table {
            columns,
            rows: rows.collect(),
            selected: None,
            empty: "No group contains these words.".to_owned(),
            ..Table::default()
        }),
        notes: vec![String::from(&table.notes)],
        source: source.line(),
    })
}

/// The columns of a table of counts: the count last, the first label dropped last.
fn columns(table: &CellTable) -> Option<Vec<Column>> {
    let (last, labels) = table.columns.split_last()?;
    let title = |name: &CowStr| name.replace('-', " ");
    let ranks = (1..=labels.len() as u8).rev();
    let labels = labels.iter().zip(ranks);
    let mut columns: Vec<Column> = labels
        .map(|(name, rank)| Column::left(&title(name)).rank(rank))
        .collect();
    columns.push(Column::right(&title(last)));
    Some(columns)
}

/// What each indicator of a topic counts, on which basis, and what was not found.
fn reasons(dataset: &Dataset, topic: Topic, scope: &Scope) -> Panel {
    let mut text = Vec::new();
    for (_, indicator) in dataset.indicators().filter(|(_, one)| one.topic == topic) {
        text.push(Paragraph::new(Tone::Heading, &indicator.title));
        text.push(Paragraph::new(Tone::Body, &indicator.definition));
        text.push(Paragraph::new(
            Tone::Quiet,
            format!(
                "Counted: {}. {}",
                indicator.unit_type.title, indicator.basis
            ),
        ));
        // What was looked for and not found is known of today, not of an earlier day.
        if let Some(missing) = &indicator.not_found
            && scope.as_of == AsOf::Latest
        {
            text.push(Paragraph::new(Tone::Warning, missing));
        }
    }
    Panel {
        id: "reasons",
        brief: String::new(),
        title: "What each figure counts, and why they are not divided".to_owned(),
        subtitle: String::new(),
        body: Body::Text(text),
        notes: Vec::new(),
        source: String::new(),
    }
}
