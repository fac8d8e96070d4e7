//! The series, one row each: what can be compared, by which name.

use crate::figures::{AsOf, Dataset};
use crate::present::pages::compare::Entry as Listed;

use super::{Entry, Sheet};

/// The sheet of some series, with the extent of each as known by a day.
pub fn sheet(dataset: &Dataset, listed: &[Listed], as_of: AsOf) -> Sheet {
    let columns = [
        "series",
        "name",
        "unit",
        "unit_type",
        "first_period",
        "last_period",
        "figures",
    ];
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
        columns: columns.map(str::to_owned).to_vec(),
        rows: listed.iter().map(row).collect(),
    }
}
