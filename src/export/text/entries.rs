//! The entries of charts as rows: label, value, marks and how far estimates and publications
//! reach; an entry without a figure says so.

use crate::present::{Align, Column, Datum, Extent, ExtentKind, Plot, Plots, Row, Table};

/// The entries of one series, without headings.
pub fn of_one(plot: &Plot) -> Table {
    let columns = [Align::Left, Align::Right, Align::Left, Align::Left];
    let rows = plot.data.iter().map(|datum| {
        let mut cells = vec![datum.label.clone()];
        cells.extend(said(datum));
        cells
    });
    table(columns.map(untitled).to_vec(), rows)
}

/// The entries of several series, the short name of each over its values.
pub fn of_all(plots: &Plots) -> Table {
    let mut columns = vec![untitled(Align::Left)];
    for one in &plots.strands {
        columns.push(Column::right(&one.short).grows());
        columns.extend([untitled(Align::Left), untitled(Align::Left)]);
    }
    let rows = plots.entries().iter().enumerate().map(|(at, entry)| {
        let mut cells = vec![entry.label.clone()];
        for one in &plots.strands {
            cells.extend(one.plot.data.get(at).map(said).unwrap_or_default());
        }
        cells
    });
    table(columns, rows)
}

/// Value, marks and extent of an entry.
fn said(datum: &Datum) -> [String; 3] {
    let extent = datum.extent.as_ref();
    let told = extent.filter(|one| one.text != datum.text);
    [
        datum.said().to_owned(),
        datum.marks.clone(),
        told.map_or_else(String::new, in_words),
    ]
}

/// "published values 2,255 to 2,340", "range 10,000 to 13,000".
pub fn in_words(extent: &Extent) -> String {
    match extent.kind {
        ExtentKind::Estimate => format!("range {}", extent.text),
        ExtentKind::Published => format!("published values {}", extent.text),
    }
}

fn untitled(align: Align) -> Column {
    Column {
        align,
        ..Column::left("")
    }
}

fn table(columns: Vec<Column>, rows: impl Iterator<Item = Vec<String>>) -> Table {
    let row = |cells| Row {
        cells,
        figure: None,
    };
    Table {
        columns,
        rows: rows.map(row).collect(),
        ..Table::default()
    }
}
