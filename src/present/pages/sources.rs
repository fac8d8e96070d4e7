//! Sources: every publication known on the day, with its standing, its age and what it gave.

use std::collections::BTreeMap;

use crate::figures::{AsOf, Dataset, FigureRef, Source, SourceId};
use crate::present::number;
use crate::present::page::{Body, Page, Panel, Paragraph, Tone};
use crate::present::scope::Scope;
use crate::present::table::{Column, Row, Table};

/// The publications known on the day that pass the filter, newest first.
pub fn known<'d>(dataset: &'d Dataset, scope: &Scope) -> Vec<(SourceId, &'d Source)> {
    let mut sources: Vec<(SourceId, &Source)> = dataset
        .sources()
        .filter(|(_, one)| scope.as_of.knows(dataset.known_from(one)))
        .filter(|(_, one)| scope.admits(&format!("{} {} {}", one.id, one.title, one.publisher)))
        .collect();
    sources.sort_by_key(|(_, one)| {
        let dated = one.published.known_from();
        std::cmp::Reverse((dated.is_some(), dated))
    });
    sources
}

/// Builds the page: the list and what the publication at `selected` gave.
pub fn page(dataset: &Dataset, selected: usize, scope: &Scope) -> Page {
    let sources = known(dataset, scope);
    let selected = selected.min(sources.len().saturating_sub(1));
    let given = dataset.values_by_source();
    let about = about(dataset, scope);
    let touching = sources.iter().filter(|(id, _)| about[usize::from(id.0)]);
    let touching = touching.count();
    let rows = sources
        .iter()
        .map(|(id, source)| Row {
            cells: vec![
                source.published.to_string(),
                if about[usize::from(id.0)] { "●" } else { "" }.to_owned(),
                String::from(&source.title),
                String::from(&source.publisher),
                source.standing.title().to_owned(),
                number::count(given[usize::from(id.0)]),
            ],
            figure: None,
        })
        .collect();
    let title = format!(
        "{} known {}, {touching} with figures for {} (●)",
        number::counted(sources.len(), "publication", "publications"),
        scope.as_of.in_words(),
        scope.period
    );
    let list = list(title, rows, selected, scope);
    let detail = sources
        .get(selected)
        .map_or_else(Vec::new, |(id, source)| detail(dataset, *id, source, scope));
    Page {
        title: "Sources".to_owned(),
        panels: vec![
            list,
            Panel {
                id: "reading",
                brief: String::new(),
                title: sources
                    .get(selected)
                    .map_or_else(String::new, |(_, one)| String::from(&one.title)),
                subtitle: String::new(),
                body: Body::Text(detail),
                notes: Vec::new(),
                source: String::new(),
            },
        ],
    }
}

/// The panel of the list.
fn list(title: String, rows: Vec<Row>, selected: usize, scope: &Scope) -> Panel {
    Panel {
        id: "list",
        brief: String::new(),
        title,
        subtitle: "Newest first; standing says how near to the publisher each was read".to_owned(),
        body: Body::Table(Table {
            columns: vec![
                Column::right("Published"),
                Column::left(""),
                Column::left("Title").grows(),
                Column::left("Publisher").rank(2).within(16, 40),
                Column::left("Standing").rank(1),
                Column::right("Values").rank(3),
            ],
            selected: (!rows.is_empty()).then_some(selected),
            rows,
            empty: scope.nothing("No publication was known on this day."),
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}

/// Which publications, by position, gave a value for the period of the cursor or one that
/// shares days with it.
fn about(dataset: &Dataset, scope: &Scope) -> Vec<bool> {
    let mut about = vec![false; dataset.sources.len()];
    for series in dataset.indicators.iter().flat_map(|one| &one.series) {
        for one in series.observations() {
            about[usize::from(one.source.0)] |= one.period.overlaps(scope.period);
        }
    }
    about
}

fn detail(dataset: &Dataset, id: SourceId, source: &Source, scope: &Scope) -> Vec<Paragraph> {
    let note = source
        .published_note
        .as_ref()
        .map_or_else(String::new, |note| format!(" ({note})"));
    let mut text = vec![
        Paragraph::new(Tone::Body, &source.publisher),
        Paragraph::new(
            Tone::Body,
            format!(
                "Published {}{note}; {}",
                source.published,
                age(dataset, source, scope)
            ),
        ),
        Paragraph::new(Tone::Body, source.standing.meaning()),
    ];
    let address = source.url.as_deref().unwrap_or("No address is known.");
    text.push(Paragraph::new(Tone::Quiet, address));
    text.push(Paragraph::new(
        Tone::Quiet,
        format!("Id in the record: {}", source.id),
    ));
    text.push(Paragraph::new(Tone::Heading, "What it gave"));
    let counts = given(dataset, id);
    if counts.is_empty() {
        text.push(Paragraph::new(
            Tone::Body,
            "No value of the record; it supports an event, a break or a note.",
        ));
    }
    for (title, (count, figure)) in counts {
        text.push(Paragraph {
            tone: Tone::Body,
            text: format!("{}: {title}", number::counted(count, "value", "values")),
            figure,
        });
    }
    text
}

/// How many values a publication gave of each indicator, by title, with the first figure.
fn given(dataset: &Dataset, id: SourceId) -> BTreeMap<&str, (usize, Option<FigureRef>)> {
    let mut counts = BTreeMap::new();
    for (indicator, one) in dataset.indicators() {
        for series in &one.series {
            for value in series
                .observations()
                .iter()
                .filter(|value| value.source == id)
            {
                let entry = counts.entry(one.title.as_str()).or_insert((0, None));
                entry.0 += 1;
                entry.1.get_or_insert_with(|| FigureRef {
                    indicator,
                    key: series.key.clone(),
                    period: value.period,
                });
            }
        }
    }
    counts
}

/// How old it was on the day.
fn age(dataset: &Dataset, source: &Source, scope: &Scope) -> String {
    let today = match scope.as_of {
        AsOf::On(day) => day,
        AsOf::Latest => dataset.retrieved,
    };
    let Some(day) = source.published.known_from() else {
        return "age unknown".to_owned();
    };
    let months = (today - day).num_days().max(0) / 30;
    match months {
        0 => "less than a month old".to_owned(),
        1..=23 => format!("{months} months old"),
        _ => format!("{} years old", months / 12),
    }
}
