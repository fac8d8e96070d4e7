//! What publications disagree on: the figures of an indicator with every value published for
//! them, and the conflicts that were described by hand.

use crate::figures::{AsOf, Cell, Conflict, Dataset, IndicatorId, Observation};
use crate::measure::{self, Disagreement};
use crate::present::number;
use crate::present::page::{Body, Panel, Paragraph, Tone};
use crate::present::scope::Scope;
use crate::present::table::{Column, Row, Table};

use super::name;

/// Every figure of the indicator for which publications differ and that passes the filter.
pub(super) fn panel(dataset: &Dataset, id: Option<IndicatorId>, scope: &Scope) -> Panel {
    let found = id.map_or_else(Vec::new, |id| {
        measure::disagreements_of(dataset, id, scope.as_of)
    });
    let all = found.len();
    let rows: Vec<Row> = found
        .iter()
        .filter_map(|one| row(dataset, one, scope))
        .collect();
    let short = id.map_or("", |id| dataset.indicator(id).short.as_str());
    let count = if rows.len() == all {
        number::counted(all, "figure", "figures")
    } else {
        format!(
            "{} of {} figures",
            number::count(rows.len()),
            number::count(all)
        )
    };
    Panel {
        brief: String::new(),
        id: "findings",
        title: format!("{short}: {count} for which publications differ"),
        subtitle: "Values oldest first, undated last; ● stands on this day".to_owned(),
        body: Body::Table(Table {
            columns: vec![
                Column::left("Figure").grows(),
                Column::left("Period"),
                Column::left("Values"),
                Column::left("Published by").rank(1).grows(),
            ],
            rows,
            selected: None,
            empty: "No figure matches; change the filter, the date or the indicator.".to_owned(),
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}

fn row(dataset: &Dataset, one: &Disagreement<'_>, scope: &Scope) -> Option<Row> {
    let indicator = dataset.indicator(one.figure.indicator);
    let what = name(dataset, &one.figure.key);
    let mut by = String::new();
    let mut before: Option<&Observation> = None;
    for published in &one.cell.published {
        let value = number::short(published.value, &indicator.unit);
        let source = dataset.source(published.source);
        let origin = format!("{}, {}", source.publisher, source.published);
        by.push_str(&match before.replace(published) {
            Some(before) if before.value == published.value => format!(" and {origin}"),
            Some(_) => format!("; {value} {origin}"),
            None => format!("{value} {origin}"),
        });
    }
    let period = one.figure.period;
    let admitted = scope.filter.is_empty() || {
        let ids = one.cell.published.iter();
        let ids = ids.map(|one| dataset.source(one.source).id.as_str());
        let ids = ids.collect::<Vec<_>>().join(" ");
        scope.admits(&format!("{what} {period} {} {by} {ids}", period.code()))
    };
    admitted.then(|| Row {
        cells: vec![what, period.compact(), values(dataset, one), by],
        figure: Some(one.figure.clone()),
    })
}

/// "6,993; 6,985; 6,986 ●": each value once, in the order in which it first appeared.
fn values(dataset: &Dataset, one: &Disagreement<'_>) -> String {
    let unit = &dataset.indicator(one.figure.indicator).unit;
    let Cell {
        published, stands, ..
    } = &one.cell;
    let mut distinct: Vec<&Observation> = Vec::new();
    for given in published {
        if !distinct.iter().any(|have| have.value == given.value) {
            distinct.push(given);
        }
    }
    let text = distinct.iter().map(|given| {
        let mark = if given.value == stands.value {
            " ●"
        } else {
            ""
        };
        format!("{}{mark}", number::short(given.value, unit))
    });
    text.collect::<Vec<_>>().join("; ")
}

/// The conflicts of the indicator that were described by hand and pass the filter. They are
/// written with what is known today, so an earlier day does not show them.
pub(super) fn described(dataset: &Dataset, id: Option<IndicatorId>, scope: &Scope) -> Panel {
    let of = |one: &&Conflict| {
        let concerns = id.is_some_and(|id| one.indicators.contains(&id));
        concerns
            && scope.as_of == AsOf::Latest
            && scope.admits(&format!("{} {}", one.title, one.text))
    };
    let mut text = Vec::new();
    for one in dataset.conflicts.iter().filter(of) {
        text.push(Paragraph::new(Tone::Heading, &one.title));
        text.push(Paragraph::new(Tone::Body, &one.text));
    }
    let title = match scope.as_of {
        AsOf::Latest => {
            let count = number::counted(text.len() / 2, "disagreement", "disagreements");
            format!("{count} described in the record")
        }
        AsOf::On(_) => "Disagreements described in the record".to_owned(),
    };
    if text.is_empty() {
        let why = match scope.as_of {
            AsOf::Latest => "None for this indicator and filter.",
            AsOf::On(_) => "They are written with what is known today; go back to today for them.",
        };
        text.push(Paragraph::new(Tone::Quiet, why));
    }
    Panel {
        brief: String::new(),
        id: "described",
        title,
        subtitle: String::new(),
        body: Body::Text(text),
        notes: Vec::new(),
        source: String::new(),
    }
}
