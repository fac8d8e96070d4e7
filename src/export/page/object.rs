//! A page as one object: every panel with its kind of content.

use serde_json::{Map, Value, json};

use crate::figures::FigureRef;
use crate::present::{
    Arrangement, Body, Card, Column, Datum, Form, Gauge, Panel, Plot, Plots, Row, Table, alt,
};

use super::super::Shown;
use super::super::json::{SCHEMA, as_of, decimal};
use super::{cell, exact, extent_id, number, status};

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
        Body::Plots(several) => ("plots", plots(shown, several)),
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
    let mut whole = Map::new();
    whole.insert("form".to_owned(), json!(form(plot)));
    whole.insert(
        "base".to_owned(),
        json!(if plot.cropped() { CROPPED } else { ZERO }),
    );
    whole.insert("description".to_owned(), json!(alt::text(plot)));
    whole.extend(content(shown, plot));
    Value::Object(whole)
}

/// Several series, each with its own entries, breaks and events.
fn plots(shown: &Shown<'_>, plots: &Plots) -> Value {
    let series = plots.strands.iter().map(|one| {
        let mut whole = Map::new();
        whole.insert("name".to_owned(), json!(one.name));
        whole.insert("short".to_owned(), json!(one.short));
        whole.insert("unit".to_owned(), json!(one.unit));
        whole.insert("form".to_owned(), json!(form(&one.plot)));
        whole.extend(content(shown, &one.plot));
        Value::Object(whole)
    });
    json!({
        "arrangement": match plots.arrangement {
            Arrangement::Lines => "lines",
            Arrangement::Grouped => "grouped",
            Arrangement::Stacked => "stacked",
            Arrangement::Multiples => "multiples",
            Arrangement::Apart => "apart",
        },
        "base": if plots.cropped() { CROPPED } else { ZERO },
        "description": alt::plots::text(plots),
        "series": series.collect::<Vec<_>>(),
    })
}

const fn form(plot: &Plot) -> &'static str {
    match plot.form {
        Form::Bars => "bars",
        Form::Points => "points",
        Form::Line => "line",
    }
}

/// An axis of values that begins at zero, and one that does not.
const ZERO: &str = "zero";
const CROPPED: &str = "cropped";

/// The entries of a series, its breaks and what happened meanwhile.
fn content(shown: &Shown<'_>, plot: &Plot) -> Map<String, Value> {
    let label = |at: usize| plot.data.get(at).map(|datum| datum.label.as_str());
    let entries = plot.data.iter().map(|one| entry(shown, one));
    let breaks = plot
        .breaks
        .iter()
        .map(|one| json!({"before": label(one.before), "reason": one.reason}));
    let events = plot
        .events
        .iter()
        .map(|one| json!({"at": label(one.at), "label": one.label}));
    let parts = [
        ("entries", entries.collect::<Vec<_>>()),
        ("breaks", breaks.collect()),
        ("events", events.collect()),
    ];
    parts
        .into_iter()
        .map(|(name, list)| (name.to_owned(), Value::Array(list)))
        .collect()
}

fn entry(shown: &Shown<'_>, one: &Datum) -> Value {
    let end = |end| exact(end).map_or(Value::Null, decimal);
    let extent = one.extent.as_ref().map(|extent| {
        json!({
            "kind": extent_id(extent.kind),
            "text": extent.text,
            "low": end(extent.low),
            "high": end(extent.high),
        })
    });
    json!({
        "label": one.label,
        "text": one.text,
        "value": value(&one.text),
        "marks": marks(&one.marks),
        "joined": one.joined,
        "extent": extent,
        "figure": figure(shown, one.figure.as_ref()),
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
