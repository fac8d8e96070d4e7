//! Data: every observation known on the day as a table, filtered and sorted.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::figures::{
    Dataset, FigureRef, Indicator, IndicatorId, Observation, Period, Series, SeriesKey,
};
use crate::present::number;
use crate::present::page::{Body, Page, Panel};
use crate::present::scope::Scope;
use crate::present::table::{Column, Row, Table};

/// The column by which the rows are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By indicator, key and period, as in the files.
    #[default]
    Figure,
    /// By period, latest first.
    Period,
    /// By value, largest first; what is no number last.
    Value,
    /// By date of publication, newest first.
    Published,
}

impl Sort {
    /// The next one in turn.
    pub const fn next(self) -> Self {
        match self {
            Self::Figure => Self::Period,
            Self::Period => Self::Value,
            Self::Value => Self::Published,
            Self::Published => Self::Figure,
        }
    }

    /// What it sorts by, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Period => "period, latest first",
            Self::Value => "value, largest first",
            Self::Published => "publication, newest first",
        }
    }
}

/// One observation in its place.
struct Line<'d> {
    id: IndicatorId,
    indicator: &'d Indicator,
    series: &'d Series,
    /// The figure with its cuts, written once for the rows of a series.
    name: Rc<str>,
    observation: &'d Observation,
    stands: bool,
}

/// Builds the page with the row at `selected` under the cursor.
pub fn page(dataset: &Dataset, selected: usize, sort: Sort, scope: &Scope) -> Page {
    let lines = lines(dataset, sort, scope);
    let total = dataset.observation_count();
    // Thousands of rows share a hundred dates: each is written once.
    let dates: Vec<String> = dataset
        .sources
        .iter()
        .map(|source| source.published.to_string())
        .collect();
    let rows: Vec<Row> = lines
        .iter()
        .map(|line| row(dataset, &dates, line))
        .collect();
    let selected = selected.min(rows.len().saturating_sub(1));
    let count = format!(
        "{} of {} published values",
        number::count(rows.len()),
        number::count(total)
    );
    Page {
        title: "Data".to_owned(),
        panels: vec![Panel {
            id: "list",
            title: format!("{count}, by {}", sort.title()),
            brief: count,
            subtitle: "● stands on this day".to_owned(),
            body: Body::Table(Table {
                columns: columns(),
                selected: (!rows.is_empty()).then_some(selected),
                rows,
                empty: scope.nothing("No published value matches; change the filter or the date."),
                ..Table::default()
            }),
            notes: Vec::new(),
            source: String::new(),
        }],
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::left("Figure").grows(),
        Column::left("Where").rank(1),
        Column::left("Period"),
        Column::right("Value"),
        Column::left(""),
        Column::right("Published").rank(2),
        Column::left("Source").rank(3),
        Column::left("Standing").rank(4),
        Column::left("Status").rank(5),
    ]
}

/// Of the rows of the page, the position of the first one of a figure.
pub fn row_of(rows: &Panel, figure: &FigureRef) -> Option<usize> {
    let figures = rows.figures();
    figures.iter().position(|one| *one == Some(figure))
}

/// Of the rows of the page, the position of the first one of a figure's series for a period,
/// or of any series if that one has none.
pub fn row_of_period(rows: &Panel, near: Option<&FigureRef>, period: Period) -> Option<usize> {
    let figures = rows.figures();
    let of_period = |figure: &FigureRef| figure.period == period;
    let of_series = |figure: &FigureRef| {
        near.is_some_and(|near| near.indicator == figure.indicator && near.key == figure.key)
    };
    let find = |wanted: &dyn Fn(&FigureRef) -> bool| {
        figures.iter().position(|figure| figure.is_some_and(wanted))
    };
    find(&|figure| of_period(figure) && of_series(figure)).or_else(|| find(&of_period))
}

fn lines<'d>(dataset: &'d Dataset, sort: Sort, scope: &Scope) -> Vec<Line<'d>> {
    let mut lines = Vec::new();
    for (id, indicator) in dataset.indicators() {
        for series in &indicator.series {
            let name: Rc<str> = name(dataset, indicator, &series.key).into();
            let words = if scope.filter.is_empty() {
                String::new()
            } else {
                searchable(dataset, indicator, series)
            };
            for cell in series.as_of(scope.as_of) {
                let published = cell.published.iter();
                let admitted = published.filter(|one| admits(dataset, one, &words, scope));
                lines.extend(admitted.map(|observation| Line {
                    id,
                    indicator,
                    series,
                    name: Rc::clone(&name),
                    observation,
                    stands: std::ptr::eq(*observation, cell.stands),
                }));
            }
        }
    }
    lines.sort_by(|one, other| order(sort, one, other));
    lines
}

/// The words by which the values of a series are found.
fn searchable(dataset: &Dataset, indicator: &Indicator, series: &Series) -> String {
    format!(
        "{} {} {} {}",
        indicator.id,
        indicator.title,
        dataset.codelists.title(series.key.geography()),
        dataset.codelists.cuts(&series.key)
    )
}

/// Whether the filter finds a value of a series that is found by these words.
fn admits(dataset: &Dataset, observation: &Observation, words: &str, scope: &Scope) -> bool {
    scope.filter.is_empty() || {
        let source = &dataset.source(observation.source).id;
        let period = observation.period;
        scope.admits(&format!("{words} {} {period} {source}", period.code()))
    }
}

fn order(sort: Sort, one: &Line<'_>, other: &Line<'_>) -> Ordering {
    let number = |line: &Line<'_>| line.observation.value.number().unwrap_or(f64::NEG_INFINITY);
    match sort {
        Sort::Figure => Ordering::Equal,
        Sort::Period => other.observation.period.cmp(&one.observation.period),
        Sort::Value => number(other).total_cmp(&number(one)),
        Sort::Published => {
            let known = |line: &Line<'_>| {
                (
                    line.observation.vintage.dated,
                    line.observation.vintage.known_from,
                )
            };
            known(other).cmp(&known(one))
        }
    }
}

fn row(dataset: &Dataset, dates: &[String], line: &Line<'_>) -> Row {
    let observation = line.observation;
    let source = dataset.source(observation.source);
    let statuses: Vec<&str> = observation
        .status
        .iter()
        .map(crate::figures::observation::ObsStatus::words)
        .collect();
    Row {
        cells: vec![
            line.name.to_string(),
            dataset
                .codelists
                .short(line.series.key.geography())
                .to_owned(),
            observation.period.compact(),
            number::short(observation.value, &line.indicator.unit),
            if line.stands { "●" } else { "" }.to_owned(),
            dates[usize::from(observation.source.0)].clone(),
            String::from(&source.id),
            source.standing.title().to_owned(),
            statuses.join(", "),
        ],
        figure: Some(FigureRef {
            indicator: line.id,
            key: line.series.key.clone(),
            period: observation.period,
        }),
    }
}

/// The figure with its cuts: "NRM referrals: Children (under 18)".
fn name(dataset: &Dataset, indicator: &Indicator, key: &SeriesKey) -> String {
    let short = &indicator.short;
    if key.is_total() {
        return short.into();
    }
    format!("{short}: {}", dataset.codelists.cuts(key))
}
