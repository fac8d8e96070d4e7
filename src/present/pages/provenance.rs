//! Where a figure comes from: definition, unit, basis, source, standing, date, address, and
//! everything else that was published for it.

use crate::figures::{AsOf, Cell, Dataset, FigureRef, Observation};
use crate::present::number;
use crate::present::page::{Body, Page, Panel, Paragraph, Tone};
use crate::present::sentence::in_period;
use crate::present::table::{Column, Row, Table};

/// Builds the page of a figure as known on a day: what it is, and the values published.
pub fn page(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Page {
    let cell = dataset.cell(figure, as_of);
    let indicator = dataset.indicator(figure.indicator);
    let title = cell.as_ref().map_or_else(
        || {
            format!(
                "No figure {} was known {}",
                in_period(figure.period),
                as_of.in_words()
            )
        },
        |cell| {
            format!(
                "Where {} comes from",
                number::short(cell.stands.value, &indicator.unit)
            )
        },
    );
    let about = Panel {
        id: "about",
        title: title.clone(),
        subtitle: String::new(),
        body: Body::Text(about(dataset, figure, cell.as_ref())),
        notes: Vec::new(),
        source: String::new(),
    };
    Page {
        title,
        panels: vec![about, published(dataset, figure, cell.as_ref())],
    }
}

fn about(dataset: &Dataset, figure: &FigureRef, cell: Option<&Cell<'_>>) -> Vec<Paragraph> {
    let indicator = dataset.indicator(figure.indicator);
    let codelists = &dataset.codelists;
    let mut what = format!(
        "{}, {}, {}",
        codelists.title(figure.key.geography()),
        figure.period,
        figure.period.kind().title()
    );
    if !figure.key.is_total() {
        what.push_str(&format!("; {}", codelists.cuts(&figure.key)));
    }
    let mut text = vec![
        Paragraph::new(Tone::Heading, &indicator.title),
        Paragraph::new(Tone::Body, what),
    ];
    if let Some(cell) = cell {
        text.extend(standing(dataset, figure, cell.stands));
    }
    text.push(Paragraph::new(Tone::Body, &indicator.definition));
    text.push(Paragraph::new(
        Tone::Quiet,
        format!(
            "Unit: {}, counting {}. {}",
            indicator.unit.plural, indicator.unit_type.title, indicator.basis
        ),
    ));
    for one in indicator.breaks_of(&figure.key) {
        let near = one.from >= figure.period.start() && one.from <= figure.period.end();
        if near {
            let evidence = one.evidence.as_deref().unwrap_or_default();
            let text_of = format!(
                "{}: {}. {evidence}",
                one.from.format("%-d %b %Y"),
                one.reason
            );
            text.push(Paragraph::new(Tone::Warning, text_of.trim_end()));
        }
    }
    for conflict in &dataset.conflicts {
        let concerns = conflict.indicators.contains(&figure.indicator)
            && conflict.periods.contains(&figure.period);
        if concerns {
            text.push(Paragraph::new(
                Tone::Warning,
                format!("{}: {}", conflict.title, conflict.text),
            ));
        }
    }
    text
}

/// The value that stands, its marks, note and source.
fn standing(dataset: &Dataset, figure: &FigureRef, stands: &Observation) -> Vec<Paragraph> {
    let indicator = dataset.indicator(figure.indicator);
    let source = dataset.source(stands.source);
    let statuses: Vec<&str> = stands
        .status
        .iter()
        .map(crate::figures::observation::ObsStatus::words)
        .collect();
    let mut value = number::with_unit(stands.value, &indicator.unit);
    if !statuses.is_empty() {
        value.push_str(&format!(" ({})", statuses.join(", ")));
    }
    let mut text = vec![Paragraph::new(Tone::Heading, value)];
    if let Some(note) = &stands.note {
        text.push(Paragraph::new(Tone::Body, format!("{note}.")));
    }
    text.push(Paragraph::new(Tone::Body, format!("{}.", source.line())));
    text.push(Paragraph::new(Tone::Quiet, source.standing.meaning()));
    let address = source.url.as_deref().unwrap_or("No address is known.");
    text.push(Paragraph::new(Tone::Quiet, address));
    text
}

fn published(dataset: &Dataset, figure: &FigureRef, cell: Option<&Cell<'_>>) -> Panel {
    let indicator = dataset.indicator(figure.indicator);
    let rows: Vec<Row> = cell.map_or_else(Vec::new, |cell| {
        let one = |one: &&Observation| {
            let source = dataset.source(one.source);
            let stands = if std::ptr::eq(*one, cell.stands) {
                "●"
            } else {
                ""
            };
            Row {
                cells: vec![
                    stands.to_owned(),
                    source.published.to_string(),
                    number::short(one.value, &indicator.unit),
                    source.title.clone(),
                    source.standing.title().to_owned(),
                ],
                figure: Some(figure.clone()),
            }
        };
        cell.published.iter().map(one).collect()
    });
    let count = rows.len();
    Panel {
        id: "published",
        title: if count == 1 {
            "The only publication".to_owned()
        } else {
            format!("Published {count} times")
        },
        subtitle: "● stands on this day".to_owned(),
        body: Body::Table(Table {
            columns: vec![
                Column::left(""),
                Column::right("Published"),
                Column::right("Value"),
                Column::left("By").grows(),
                Column::left("Standing").rank(1),
            ],
            rows,
            selected: (count > 0).then_some(0),
            empty: "Nothing was published for it by this day.".to_owned(),
            widths: Vec::new(),
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}

/// A citation on one line: the figure as published, then its source.
pub fn citation(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Option<String> {
    let cell = dataset.cell(figure, as_of)?;
    let indicator = dataset.indicator(figure.indicator);
    let mut what = format!(
        "{} ({}",
        indicator.title,
        dataset.codelists.title(figure.key.geography())
    );
    if !figure.key.is_total() {
        what.push_str(&format!("; {}", dataset.codelists.cuts(&figure.key)));
    }
    let known = match as_of {
        AsOf::On(day) => format!(" Known on {}.", day.format("%-d %B %Y")),
        AsOf::Latest => format!(" Record of {}.", dataset.retrieved.format("%-d %B %Y")),
    };
    Some(format!(
        "{what}), {}: {}. {}.{known}",
        figure.period,
        number::with_unit(cell.stands.value, &indicator.unit),
        dataset.source(cell.stands.source).citation()
    ))
}

/// The address of the source that stands.
pub fn address(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Option<String> {
    let cell = dataset.cell(figure, as_of)?;
    dataset.source(cell.stands.source).url.clone()
}
