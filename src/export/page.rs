//! A page as data: one tidy sheet with a row for every number, or one object, both with the
//! publication behind each figure.

use serde_json::{Map, Value, json};

use crate::figures::{Cell, FigureRef, ObsStatus};
use crate::present::{Body, Card, Column, Datum, Gauge, Panel, Plot, Row, Scope, Strand, Table};

use super::field::{self, Field, Kind};
use super::json::{SCHEMA, as_of, decimal};
use super::{Entry, Sheet, Shown};

/// The columns of the sheet.
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
    fields
}

/// Cards, charts, shares and tables as one sheet; what is only to be read is left out.
pub fn sheet(shown: &Shown<'_>) -> Sheet {
    let mut rows = Vec::new();
    for panel in &shown.page.panels {
        for one in statements(&panel.body) {
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
            row.extend(provenance(shown, one.figure));
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
    entry: String,
    column: &'p str,
    text: &'p str,
    marks: &'p str,
    figure: Option<&'p FigureRef>,
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
        Body::Plots(plots) => {
            let series = plots.strands.iter();
            series
                .flat_map(|one| one.plot.data.iter().map(|datum| of_strand(one, datum)))
                .collect()
        }
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
    }
}

fn of_gauge(gauge: &Gauge) -> Statement<'_> {
    Statement {
        entry: gauge.title.clone(),
        column: "Share",
        text: &gauge.value,
        marks: "",
        figure: gauge.figure.as_ref(),
    }
}

fn of_datum(datum: &Datum) -> Statement<'_> {
    Statement {
        entry: datum.label.clone(),
        column: "Value",
        text: &datum.text,
        marks: &datum.marks,
        figure: datum.figure.as_ref(),
    }
}

fn of_strand<'p>(strand: &'p Strand, datum: &'p Datum) -> Statement<'p> {
    Statement {
        column: &strand.name,
        ..of_datum(datum)
    }
}

/// Every cell that is not empty, under the number of its row.
fn of_row<'p>(table: &'p Table, at: usize, row: &'p Row) -> impl Iterator<Item = Statement<'p>> {
    let cells = table.columns.iter().zip(&row.cells);
    let full = cells.filter(|(_, text)| !text.is_empty());
    full.map(move |(column, text)| Statement {
        entry: format!("Row {}", at + 1),
        column: &column.title,
        text,
        marks: "",
        figure: row.figure.as_ref(),
    })
}

/// The number that a text is: without separators of thousands and a sign of percent; `None`
/// for everything that says more than a number.
pub fn number(text: &str) -> Option<crate::figures::Decimal> {
    let bare = text.strip_suffix('%').unwrap_or(text);
    let digits = bare.chars().filter(|one| *one != ',');
    let number = digits.collect::<String>().parse().ok()?;
    let printed = crate::present::number::decimal(number);
    (printed == bare || !bare.contains(',')).then_some(number)
}

fn cell<'d>(shown: &Shown<'d>, figure: Option<&FigureRef>) -> Option<Cell<'d>> {
    shown.dataset.cell(figure?, shown.scope.as_of)
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

fn status(cell: &Cell<'_>) -> String {
    let statuses: Vec<&str> = cell.stands.status.iter().map(ObsStatus::id).collect();
    statuses.join(" ")
}

/// The page as one object.
pub fn object(shown: &Shown<'_>) -> Value {
    let panels = shown.page.panels.iter().map(|one| panel(shown, one));
    let scope = shown.scope;
    json!({
        "schema": SCHEMA,
        "record": shown.dataset.title,
        "retrieved": shown.dataset.retrieved.format("%Y-%m-%d").to_string(),
        "as_of": as_of(scope.as_of),
        "period": scope.period.code(),
        "filter": scope.filter,
        "title": shown.page.title,
        "panels": panels.collect::<Vec<_>>(),
    })
}

fn panel(shown: &Shown<'_>, panel: &Panel) -> Value {
    let list = |entries: Vec<Value>| Value::Array(entries);
    let (kind, content) = match &panel.body {
        Body::Cards(cards) => (
            "cards",
            list(cards.iter().map(|one| card(shown, one)).collect()),
        ),
        Body::Gauges(gauges) => (
            "gauges",
            list(gauges.iter().map(|one| gauge(shown, one)).collect()),
        ),
        Body::Plot(one) => ("plot", plot(shown, one)),
        Body::Plots(plots) => ("table", table(shown, &plots.table())),
        Body::Table(one) => ("table", table(shown, one)),
        Body::Text(text) => (
            "text",
            list(text.iter().map(|one| json!(one.text)).collect()),
        ),
    };
    let mut whole = Map::new();
    whole.insert("id".to_owned(), json!(panel.id));
    whole.insert("title".to_owned(), json!(panel.title));
    whole.insert("subtitle".to_owned(), json!(panel.subtitle));
    whole.insert("notes".to_owned(), json!(panel.notes));
    whole.insert("source".to_owned(), json!(panel.source));
    whole.insert(kind.to_owned(), content);
    Value::Object(whole)
}

fn card(shown: &Shown<'_>, card: &Card) -> Value {
    json!({
        "label": card.label,
        "text": card.value,
        "value": value(&card.value),
        "marks": marks(&card.marks),
        "period": card.period,
        "change": card.detail,
        "figure": figure(shown, card.figure.as_ref()),
    })
}

fn gauge(shown: &Shown<'_>, gauge: &Gauge) -> Value {
    json!({
        "label": gauge.title,
        "text": gauge.value,
        "ratio": gauge.ratio,
        "detail": gauge.detail,
        "figure": figure(shown, gauge.figure.as_ref()),
    })
}

fn plot(shown: &Shown<'_>, plot: &Plot) -> Value {
    let entry = |one: &Datum| {
        json!({
            "label": one.label,
            "text": one.text,
            "value": value(&one.text),
            "marks": marks(&one.marks),
            "joined": one.joined,
            "figure": figure(shown, one.figure.as_ref()),
        })
    };
    let breaks = plot.breaks.iter().map(|one| {
        let before = plot.data.get(one.before);
        json!({"before": before.map(|datum| datum.label.as_str()), "reason": one.reason})
    });
    json!({
        "form": match plot.form {
            crate::present::Form::Bars => "bars",
            crate::present::Form::Points => "points",
            crate::present::Form::Line => "line",
        },
        "description": crate::present::alt::text(plot),
        "entries": plot.data.iter().map(entry).collect::<Vec<_>>(),
        "breaks": breaks.collect::<Vec<_>>(),
    })
}

fn table(shown: &Shown<'_>, table: &Table) -> Value {
    let titles: Vec<&str> = table
        .columns
        .iter()
        .map(|one: &Column| &*one.title)
        .collect();
    let row = |one: &Row| {
        json!({
            "cells": one.cells,
            "figure": figure(shown, one.figure.as_ref()),
        })
    };
    json!({
        "columns": titles,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn value(text: &str) -> Value {
    number(text).map_or(Value::Null, decimal)
}

fn marks(text: &str) -> Value {
    json!(text.split_whitespace().collect::<Vec<_>>())
}

/// Which figure it is and who published it; `null` where no figure stands behind an entry.
fn figure(shown: &Shown<'_>, figure: Option<&FigureRef>) -> Value {
    let (Some(figure), Some(cell)) = (figure, cell(shown, figure)) else {
        return Value::Null;
    };
    let source = shown.dataset.source(cell.stands.source);
    json!({
        "indicator": shown.dataset.indicator(figure.indicator).id,
        "series": shown.dataset.codelists.key_code(&figure.key),
        "period": figure.period.code(),
        "status": status(&cell),
        "source": source.id,
        "source_title": source.title,
        "publisher": source.publisher,
        "standing": source.standing.id(),
        "published": source.published.code(),
        "url": source.url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_and_nothing_else_is_taken_for_one() {
        let read = |text: &str| number(text).map(|one| one.to_string());
        assert_eq!(read("23,411").as_deref(), Some("23411"));
        assert_eq!(read("24.7%").as_deref(), Some("24.7"));
        assert_eq!(read("-3.05").as_deref(), Some("-3.05"));
        for text in ["", "[c]", "~1,500", "1 to 2", "18 Oct 2012", "1,2", ",5"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
