//! The series that were chosen: what they are called among each other, and a table of them.

use crate::figures::record::SeriesRef;
use crate::figures::{Dataset, FigureRef};
use crate::present::page::{Body, Panel};
use crate::present::scope::Scope;
use crate::present::table::{Column, Row, Table};

use super::Candidate;

/// What a series is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// In full: "NRM referrals, UK, Children (under 18)".
    pub full: String,
    /// Only what sets it apart from the others: "Children".
    pub short: String,
}

/// The name of one series in full.
pub fn name(dataset: &Dataset, series: &SeriesRef) -> String {
    let indicator = dataset.indicator(series.indicator);
    let place = dataset.codelists.short(series.key.geography());
    let mut name = format!("{}, {place}", indicator.short);
    for code in series.key.cuts() {
        name.push_str(&format!(", {}", dataset.codelists.short(*code)));
    }
    name
}

/// The names of series beside one another.
pub fn names(dataset: &Dataset, series: &[SeriesRef]) -> Vec<Names> {
    let differ = |of: fn(&SeriesRef, &SeriesRef) -> bool| {
        series.windows(2).any(|pair| !of(&pair[0], &pair[1]))
    };
    let indicators = differ(|one, other| one.indicator == other.indicator);
    let places = differ(|one, other| one.key.geography() == other.key.geography());
    let cuts = differ(|one, other| one.key.cuts() == other.key.cuts());
    let names = |one: &SeriesRef| {
        let indicator = dataset.indicator(one.indicator);
        let place = dataset.codelists.short(one.key.geography());
        let codes = one.key.cuts().iter();
        let cut: Vec<&str> = codes.map(|code| dataset.codelists.short(*code)).collect();
        let cut = cut.join(", ");
        let mut short: Vec<&str> = Vec::new();
        if indicators || !(places || cuts) {
            short.push(&indicator.short);
        }
        if places {
            short.push(place);
        }
        match (cuts, cut.is_empty()) {
            (true, false) => short.push(&cut),
            (true, true) if !indicators => short.push("All"),
            _ => {}
        }
        Names {
            full: self::name(dataset, one),
            short: short.join(", "),
        }
    };
    series.iter().map(names).collect()
}

/// The table of the chosen series.
pub fn panel(dataset: &Dataset, candidates: &[Candidate<'_>], scope: &Scope) -> Panel {
    let rows = candidates.iter().map(|one| row(dataset, one, scope));
    Panel {
        id: "chosen",
        title: "The series compared".to_owned(),
        brief: String::new(),
        subtitle: "At most four, each under its own name and in its own unit".to_owned(),
        body: Body::Table(Table {
            columns: vec![
                Column::left("Series").grows(),
                Column::left("Counts").rank(3),
                Column::left("From").rank(2),
                Column::left("To").rank(2),
                Column::left("In the chart"),
            ],
            rows: rows.collect(),
            selected: None,
            empty: "No series is chosen.".to_owned(),
            ..Table::default()
        }),
        notes: vec![
            "Per 100,000 people is not offered: the record holds no figures of population."
                .to_owned(),
        ],
        source: String::new(),
    }
}

fn row(dataset: &Dataset, one: &Candidate<'_>, scope: &Scope) -> Row {
    let indicator = dataset.indicator(one.series.indicator);
    let at = scope.best(one.cells.iter().map(|cell| cell.period));
    let cell = at.map_or_else(|| one.cells.last(), |at| one.cells.get(at));
    let end = |cell: Option<&crate::figures::Cell<'_>>| {
        cell.map_or_else(String::new, |cell| cell.period.compact())
    };
    let said = match &one.left_out {
        None => "yes".to_owned(),
        Some(reason) => format!("no: {}", reason.brief()),
    };
    Row {
        cells: vec![
            one.names.full.clone(),
            String::from(&indicator.unit_type.title),
            end(one.cells.first()),
            end(one.cells.last()),
            said,
        ],
        figure: cell.map(|cell| FigureRef {
            indicator: one.series.indicator,
            key: one.series.key.clone(),
            period: cell.period,
        }),
    }
}
