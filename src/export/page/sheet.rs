//! A page as one tidy sheet: a row for every number.

use crate::figures::{FigureRef, ObsStatus};
use crate::present::{Body, Card, Datum, Extent, Gauge, Plots, Row, Scope, Table};

use super::super::field::{self, Field, Kind};
use super::super::{Entry, Sheet, Shown};
use super::{cell, exact, extent_id, number, status};

/// The columns of the sheet; how far an entry of a chart reaches, and what one of several
/// series counts in, stand behind what was there first.
fn columns() -> Vec<Field> {
    let statuses = ObsStatus::ALL.iter().map(|one| one.id()).collect();
    let mut fields = vec![
        Field::always("panel", Kind::Text, "The part of the view, by its id."),
        Field::sometimes("panel_title", Kind::Text, "The title of the part."),
        Field::sometimes("measures", Kind::Text, "What is measured there."),
        Field::always(
            "entry",
            Kind::Text,
            "What the number is of: a period, a name, or the number of a row of a table.",
        ),
        Field::sometimes(
            "column",
            Kind::Text,
            "The column of the number in its part.",
        ),
        Field::sometimes(
            "value",
            Kind::Number,
            "The number that the text is, without separators of thousands and a sign of percent; \
             empty where the text says more or less than one number.",
        ),
        Field::sometimes("text", Kind::Text, "What is printed, as it is printed."),
        Field::sometimes(
            "marks",
            Kind::Text,
            "The marks beside it, such as [r] for revised.",
        ),
        Field::sometimes(
            "indicator",
            Kind::Text,
            "The indicator of the figure behind it, by its id; empty, as everything after it, \
             where no one figure stands behind it.",
        ),
        field::period("period", "The period of that figure").or_empty(),
        Field::sometimes(
            "status",
            Kind::Several(statuses),
            "What the publication says of that figure.",
        ),
    ];
    fields.extend(field::publication().map(Field::or_empty));
    fields.extend([field::published(), field::url()]);
    fields.extend(reaching());
    fields
}

/// How far an entry of a chart reaches, and what it counts in.
fn reaching() -> [Field; 4] {
    [
        Field::sometimes(
            "low",
            Kind::Number,
            "The lower end of what the entry reaches.",
        ),
        Field::sometimes("high", Kind::Number, "Its upper end."),
        Field::sometimes(
            "extent",
            Kind::OneOf(vec!["estimate", "published"]),
            "Whether these are the ends of an estimate, or the lowest and highest of the values \
             that publications gave.",
        ),
        Field::sometimes(
            "unit",
            Kind::Text,
            "What the number counts in, where it is one of several series.",
        ),
    ]
}

/// How many columns a sheet has.
const COLUMNS: usize = 20;

/// Cards, charts, shares and tables as one sheet; what is only to be read is left out.
pub fn sheet(shown: &Shown<'_>) -> Sheet {
    let mut rows = Vec::new();
    // The cells of a row of a table stand on one figure, which is looked up once.
    let mut last: (Option<&FigureRef>, Vec<Entry>) = (None, provenance(shown, None));
    for panel in &shown.page.panels {
        let of_panel = [panel.id, &panel.title, &panel.subtitle].map(Entry::text);
        for one in statements(&panel.body) {
            if last.0 != one.figure {
                last = (one.figure, provenance(shown, one.figure));
            }
            let mut row = Vec::with_capacity(COLUMNS);
            row.extend_from_slice(&of_panel);
            row.extend([
                one.entry,
                Entry::text(one.column),
                number(one.text).map_or(Entry::Empty, Entry::Number),
                Entry::text(one.text),
                Entry::text(one.marks),
            ]);
            row.extend_from_slice(&last.1);
            row.extend(reach(one.extent));
            row.push(Entry::text(one.unit));
            rows.push(row);
        }
    }
    Sheet {
        name: "entries",
        title: title(shown),
        columns: columns(),
        rows,
    }
}

/// "Victims, 2025: what the view shows, one row a number or text".
fn title(shown: &Shown<'_>) -> String {
    let Scope { period, filter, .. } = shown.scope;
    let only = if filter.is_empty() {
        String::new()
    } else {
        format!(", only what contains \"{filter}\"")
    };
    let view = &shown.page.title;
    format!("{view}, {period}{only}: what the view shows, one row a number or text")
}

/// One cell of the page: what a row of the sheet says.
struct Statement<'p> {
    entry: Entry,
    column: &'p str,
    text: &'p str,
    marks: &'p str,
    figure: Option<&'p FigureRef>,
    extent: Option<&'p Extent>,
    unit: &'p str,
}

impl Statement<'_> {
    const BLANK: Self = Self {
        entry: Entry::Empty,
        column: "",
        text: "",
        marks: "",
        figure: None,
        extent: None,
        unit: "",
    };
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
        entry: Entry::text(format!("{} {}", card.label, card.period)),
        column: "Value",
        text: &card.value,
        marks: &card.marks,
        figure: card.figure.as_ref(),
        ..Statement::BLANK
    }
}

fn of_gauge(gauge: &Gauge) -> Statement<'_> {
    Statement {
        entry: Entry::text(&gauge.title),
        column: "Share",
        text: &gauge.value,
        figure: gauge.figure.as_ref(),
        ..Statement::BLANK
    }
}

fn of_datum(datum: &Datum) -> Statement<'_> {
    Statement {
        entry: Entry::text(&datum.label),
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
    let entry = Entry::text(format!("Row {}", at + 1));
    full.map(move |(column, text)| Statement {
        entry: entry.clone(),
        column: &column.title,
        text,
        figure: row.figure.as_ref(),
        ..Statement::BLANK
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
