//! The series, one row each: what can be compared, by which name.

use crate::figures::{AsOf, Dataset};
use crate::present::pages::compare::Entry as Listed;

use super::field::{self, Field, Kind};
use super::{Entry, Sheet};

/// The sheet of some series, with the extent of each as known by a day.
pub fn sheet(dataset: &Dataset, listed: &[Listed], as_of: AsOf) -> Sheet {
    let row = |one: &Listed| {
        let indicator = dataset.indicator(one.series.indicator);
        let cells = dataset
            .series(&one.series)
            .map(|series| series.as_of(as_of))
            .unwrap_or_default();
        let code = |cell: Option<&crate::figures::Cell<'_>>| {
            Entry::text(cell.map_or_else(String::new, |cell| cell.period.code()))
        };
        vec![
            Entry::text(dataset.series_code(&one.series)),
            Entry::text(&one.name),
            Entry::text(&indicator.unit.id),
            Entry::text(&indicator.unit_type.id),
            code(cells.first()),
            code(cells.last()),
            Entry::count(cells.len()),
        ]
    };
    Sheet {
        name: "series",
        title: "Series, one row each".to_owned(),
        columns: columns(),
        rows: listed.iter().map(row).collect(),
    }
}

fn columns() -> Vec<Field> {
    vec![
        Field::always(
            "series",
            Kind::Text,
            "Its name: indicator, place and cuts, as `show compare --series` takes it.",
        ),
        Field::always("name", Kind::Text, "Its name in words."),
        Field::always("unit", Kind::Text, "The unit of its figures, by its id."),
        Field::always(
            "unit_type",
            Kind::Text,
            "What one unit is; figures of two kinds are never added.",
        ),
        field::period("first_period", "The first period with a figure"),
        field::period("last_period", "The last period with a figure"),
        Field::always(
            "figures",
            Kind::Count,
            "For how many periods a figure was known by the day.",
        ),
    ]
}
