//! A recognised number as a claim, and a claim as the text that an article of the record takes.

use super::{Pointed, Recognised};
use crate::figures::claim::{Assertion, Claim};
use crate::figures::record::SeriesRef;
use crate::figures::{Dataset, SeriesKey};

/// The claim that a figure is what an item says; `sentence` is what stands around the number.
pub fn claim(said: &Recognised, meant: &Pointed, sentence: &str) -> Claim {
    Claim {
        text: sentence
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
        series: SeriesRef {
            indicator: meant.figure.indicator,
            key: meant.figure.key.clone(),
        },
        period: meant.figure.period,
        says: Assertion::Value(said.bound.clone()),
        note: None,
    }
}

/// A claim as a `[[claim]]` of an article's file; the loader reads the same claim from it.
pub fn as_toml(dataset: &Dataset, claim: &Claim) -> String {
    let mut text = String::from("[[claim]]\n");
    let mut field =
        |name: &str, value: &str| text.push_str(&format!("{name} = {}\n", quoted(value)));
    field("text", &claim.text);
    field("indicator", &dataset.indicator(claim.series.indicator).id);
    field(
        "geography",
        &dataset.codelists.entry(claim.series.key.geography()).id,
    );
    field("period", &claim.period.code());
    match &claim.says {
        Assertion::Value(bound) => field("value", &bound.to_string()),
        Assertion::Share { bound, .. } => field("share", &bound.to_string()),
        Assertion::Change { from, course } => {
            field("change", &course.to_string());
            field("from", &from.code());
        }
        Assertion::Rate { from, course } => {
            field("rate", &course.to_string());
            field("from", &from.code());
        }
        Assertion::Extreme { end, since } => {
            field("rank", end.id());
            if let Some(since) = since {
                field("since", &since.code());
            }
        }
        Assertion::Place { place, among } => {
            field("rank", &place.to_string());
            field("among", &dataset.codelists.dimension(*among).id);
        }
    }
    if let Some(note) = &claim.note {
        field("note", note);
    }
    if !claim.series.key.is_total() {
        text.push_str(&format!("key = {}\n", cuts(dataset, &claim.series.key)));
    }
    if let Assertion::Share { whole, .. } = &claim.says {
        text.push_str(&format!("of = {}\n", series(dataset, whole)));
    }
    text
}

/// A series as an inline table.
fn series(dataset: &Dataset, series: &SeriesRef) -> String {
    let indicator = quoted(&dataset.indicator(series.indicator).id);
    let geography = quoted(&dataset.codelists.entry(series.key.geography()).id);
    let key = if series.key.is_total() {
        String::new()
    } else {
        format!(", key = {}", cuts(dataset, &series.key))
    };
    format!("{{ indicator = {indicator}, geography = {geography}{key} }}")
}

/// The cuts of a key as a table on one line.
fn cuts(dataset: &Dataset, key: &SeriesKey) -> String {
    let lists = &dataset.codelists;
    let cut = |code: &crate::figures::Code| {
        let dimension = &lists.dimension(code.dimension).id;
        format!("{dimension} = {}", quoted(&lists.entry(*code).id))
    };
    let cuts: Vec<String> = key.cuts().iter().map(cut).collect();
    format!("{{ {} }}", cuts.join(", "))
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
