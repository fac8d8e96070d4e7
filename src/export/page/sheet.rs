//! A page as one tidy sheet: a row for every number.

use crate::figures::FigureRef;
use crate::present::{Body, Card, Datum, Extent, Gauge, Plots, Row, Table};

use super::super::{Entry, Sheet, Shown};
use super::{cell, exact, extent_id, number, status};

/// The columns of the sheet; how far an entry of a chart reaches, and what one of several
/// series counts in, stand behind what was there first.
const COLUMNS: [&str; 20] = [
    "panel",
    "panel_title",
    "measures",
    "entry",
    "column",
    "value",
    "text",
    "marks",
    "indicator",
    "period",
    "status",
    "source",
    "source_title",
    "publisher",
    "published",
    "url",
    "low",
    "high",
    "extent",
    "unit",
];

/// Cards, charts, shares and tables as one sheet; what is only to be read is left out.
pub fn sheet(shown: &Shown<'_>) -> Sheet {
    let mut rows = Vec::new();
    // The cells of a row of a table stand on one figure, which is looked up once.
    let mut last: (Option<&FigureRef>, Vec<Entry>) = (None, provenance(shown, None));
    for panel in &shown.page.panels {
        for one in statements(&panel.body) {
            if last.0 != one.figure {
                last = (one.figure, provenance(shown, one.figure));
            }
            let mut row = vec![
                Entry::text(panel.id),
                Entry::text(&panel.title),
                Entry::text(&panel.subtitle),
            ];
            row.extend([
                Entry::text(&one.entry),
                Entry::text(one.column),
                number(one.text).map_or(Entry::Empty, Entry::Number),
                Entry::text(one.text),
                Entry::text(one.marks),
            ]);
            row.extend(last.1.iter().cloned());
            row.extend(reach(one.extent));
            row.push(Entry::text(one.unit));
            rows.push(row);
        }
    }
    Sheet {
        name: "entries",
        columns: COLUMNS.iter().map(|name| (*name).to_owned()).collect(),
        rows,
    }
}

/// One cell of the page: what a row of the sheet says.
#[derive(Default)]
struct Statement<'p> {
    entry: String,
    column: &'p str,
    text: &'p str,
    marks: &'p str,
    figure: Option<&'p FigureRef>,
    extent: Option<&'p Extent>,
    unit: &'p str,
}

/// The lower and the upper end of an extent, and what it is.
fn reach(extent: Option<&Extent>) -> [Entry; 3] {
    let Some(extent) = extent else {
        return [Entry::Empty, Entry::Empty, Entry::Empty];
    };
    let end = |one| exact(one).map_or(Entry::Empty, Entry::Number);
    [
        end(extent.low),
        end(extent.high),
        Entry::text(extent_id(extent.kind)),
    ]
}

fn statements(body: &Body) -> Vec<Statement<'_>> {
    match body {
        Body::Cards(cards) => cards.iter().map(of_card).collect(),
        Body::Gauges(gauges) => gauges.iter().map(of_gauge).collect(),
        Body::Plot(plot) => plot.data.iter().map(of_datum).collect(),
        Body::Table(table) => {
            let rows = table.rows.iter().enumerate();
            rows.flat_map(|(at, row)| of_row(table, at, row)).collect()
        }
        Body::Plots(plots) => of_plots(plots),
        Body::Text(_) => Vec::new(),
    }
}

fn of_card(card: &Card) -> Statement<'_> {
    Statement {
        entry: format!("{} {}", card.label, card.period),
        column: "Value",
        text: &card.value,
        marks: &card.marks,
        figure: card.figure.as_ref(),
        ..Statement::default()
    }
}

fn of_gauge(gauge: &Gauge) -> Statement<'_> {
    Statement {
        entry: gauge.title.clone(),
        column: "Share",
        text: &gauge.value,
        figure: gauge.figure.as_ref(),
        ..Statement::default()
    }
}

fn of_datum(datum: &Datum) -> Statement<'_> {
    Statement {
        entry: datum.label.clone(),
        column: "Value",
        text: &datum.text,
        marks: &datum.marks,
        figure: datum.figure.as_ref(),
        extent: datum.extent.as_ref(),
        unit: "",
    }
}

/// Series after series, each under its name.
fn of_plots(plots: &Plots) -> Vec<Statement<'_>> {
    let strands = plots.strands.iter();
    let entries = strands.flat_map(|one| one.plot.data.iter().map(move |datum| (one, datum)));
    entries
        .map(|(strand, datum)| Statement {
            column: &strand.name,
            unit: &strand.unit,
            ..of_datum(datum)
        })
        .collect()
}

/// Every cell that is not empty, under the number of its row.
fn of_row<'p>(table: &'p Table, at: usize, row: &'p Row) -> impl Iterator<Item = Statement<'p>> {
    let cells = table.columns.iter().zip(&row.cells);
    let full = cells.filter(|(_, text)| !text.is_empty());
    full.map(move |(column, text)| Statement {
        entry: format!("Row {}", at + 1),
        column: &column.title,
        text,
        figure: row.figure.as_ref(),
        ..Statement::default()
    })
}

fn provenance(shown: &Shown<'_>, figure: Option<&FigureRef>) -> Vec<Entry> {
    let (Some(figure), Some(cell)) = (figure, cell(shown, figure)) else {
        return vec![Entry::Empty; 8];
    };
    let source = shown.dataset.source(cell.stands.source);
    vec![
        Entry::text(&shown.dataset.indicator(figure.indicator).id),
        Entry::text(figure.period.code()),
        Entry::text(status(&cell)),
        Entry::text(&source.id),
        Entry::text(&source.title),
        Entry::text(&source.publisher),
        Entry::text(source.published.code()),
        Entry::optional(source.url.as_deref()),
    ]
}
