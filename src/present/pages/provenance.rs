//! Where a figure comes from: definition, unit, basis, source, standing, date, address, and
//! everything else that was published for it.

use crate::figures::{AsOf, Cell, Dataset, FigureRef, Observation, Series, day};
use crate::measure;
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
        brief: String::new(),
        title: "Definition and source".to_owned(),
        subtitle: String::new(),
        body: Body::Text(about(dataset, figure, cell.as_ref(), as_of)),
        notes: Vec::new(),
        source: String::new(),
    };
    Page {
        title,
        panels: vec![about, published(dataset, figure, as_of)],
    }
}

fn about(
    dataset: &Dataset,
    figure: &FigureRef,
    cell: Option<&Cell<'_>>,
    as_of: AsOf,
) -> Vec<Paragraph> {
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
    text.extend(share(dataset, figure, as_of));
    text.extend(cautions(dataset, figure, as_of));
    text
}

/// The share that the figure is a part of, if it is one that the overview shows.
fn share(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Option<Paragraph> {
    let ratios = dataset
        .outline
        .shares
        .iter()
        .filter_map(|one| one.ratio.as_ref());
    let mut ratios =
        ratios.filter(|(part, _)| part.indicator == figure.indicator && part.key == figure.key);
    let (part, whole) = ratios.next()?;
    let (parts, wholes) = (dataset.series(part)?, dataset.series(whole)?);
    let found = measure::shares(parts, wholes, figure.period, as_of);
    let newest = found.first()?;
    let unit = &dataset.indicator(figure.indicator).unit;
    let text = format!(
        "As a share: {} of {} is {}, computed here from one publication, {}.",
        number::short(newest.part.value, unit),
        number::short(newest.whole.value, unit),
        number::percent(newest.ratio),
        dataset.source(newest.part.source).line()
    );
    Some(Paragraph::new(Tone::Body, text))
}

/// Breaks within the period and, as known today, what publications disagree on.
fn cautions(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Vec<Paragraph> {
    let indicator = dataset.indicator(figure.indicator);
    let breaks = indicator.breaks_of(&figure.key).into_iter();
    let mut text: Vec<Paragraph> = breaks
        .filter(|one| figure.period.contains(one.from))
        .map(|one| {
            let evidence = one.evidence.as_deref().unwrap_or_default();
            let day = day::written(one.from);
            let said = format!("{day}: {}. {evidence}", one.reason);
            Paragraph::new(Tone::Warning, said.trim_end())
        })
        .collect();
    if as_of != AsOf::Latest {
        return text;
    }
    for conflict in &dataset.conflicts {
        let concerns = conflict.indicators.contains(&figure.indicator)
            && conflict.periods.contains(&figure.period);
        if concerns {
            let said = format!("{}: {}", conflict.title, conflict.text);
            text.push(Paragraph::new(Tone::Warning, said));
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

/// Everything that was published for a figure by the day, oldest first; where all figures of
/// its series are about one time, those that give that time less exactly, too.
pub fn listed<'d>(dataset: &'d Dataset, figure: &FigureRef, as_of: AsOf) -> Vec<&'d Observation> {
    let mut listed = dataset
        .cell(figure, as_of)
        .map_or_else(Vec::new, |cell| cell.published);
    let series = dataset.indicator(figure.indicator).series(&figure.key);
    let all = series.map_or(&[][..], Series::observations);
    if all.iter().all(|one| one.period.overlaps(figure.period)) {
        let others = all.iter().filter(|one| one.period != figure.period);
        listed.extend(others.filter(|one| as_of.knows(one.vintage.known_from)));
    }
    listed
}

fn published(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Panel {
    let indicator = dataset.indicator(figure.indicator);
    let stands = dataset.cell(figure, as_of).map(|cell| cell.stands);
    let row = |one: &Observation| {
        let source = dataset.source(one.source);
        let here = stands.is_some_and(|stands| std::ptr::eq(one, stands));
        let mut by = String::from(&source.title);
        if one.period != figure.period {
            by = format!("for {}: {by}", one.period);
        }
        Row {
            cells: vec![
                if here { "●" } else { "" }.to_owned(),
                source.published.to_string(),
                number::short(one.value, &indicator.unit),
                by,
                source.standing.title().to_owned(),
            ],
            figure: Some(figure.clone()),
        }
    };
    let listed = listed(dataset, figure, as_of);
    let rows: Vec<Row> = listed.into_iter().map(row).collect();
    let count = rows.len();
    Panel {
        id: "published",
        brief: String::new(),
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
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}

/// A citation on one line: the figure as published, then its source.
pub fn citation(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Option<String> {
    let stands = dataset.cell(figure, as_of)?.stands;
    Some(citation_of(dataset, figure, stands, as_of))
}

/// A citation of one published value of a figure.
pub fn citation_of(
    dataset: &Dataset,
    figure: &FigureRef,
    observation: &Observation,
    as_of: AsOf,
) -> String {
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
    format!(
        "{what}), {}: {}. {}.{known}",
        observation.period,
        number::with_unit(observation.value, &indicator.unit),
        dataset.source(observation.source).citation()
    )
}

/// The address of the source that stands.
pub fn address(dataset: &Dataset, figure: &FigureRef, as_of: AsOf) -> Option<String> {
    let cell = dataset.cell(figure, as_of)?;
    dataset
        .source(cell.stands.source)
        .url
        .as_ref()
        .map(String::from)
}
