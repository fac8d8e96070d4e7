//! `cells/<id>.toml` with `cells/<id>.csv`: a table of counts by several dimensions.

use crate::clean;
use crate::figures::record::CellRow;
use crate::figures::{CellTable, Period, SourceId};
use crate::problem::Problem;

use super::Context;
use super::fields::document;
use super::files::{DataFile, FileSet};

/// Reads every table of cells.
pub fn read(files: &FileSet, context: &Context, problems: &mut Vec<Problem>) -> Vec<CellTable> {
    let mut tables = Vec::new();
    for file in files.latest_in("cells/", ".toml") {
        let Some(mut table) = definition(file, context, problems) else {
            continue;
        };
        let path = format!("cells/{}.csv", file.stem());
        let Some(csv) = files.at(&path).last() else {
            let what = format!("\"{path}\" with its cells is missing");
            problems.push(Problem::of_file(&file.shown, what, "add the file"));
            continue;
        };
        rows(csv, &mut table, problems);
        tables.push(table);
    }
    tables
}

fn definition(
    file: &DataFile,
    context: &Context,
    problems: &mut Vec<Problem>,
) -> Option<CellTable> {
    let mut table = None;
    document(file, problems, |fields| {
        let (id, title, definition) = (
            fields.text("id"),
            fields.text("title"),
            fields.text("definition"),
        );
        let period: Option<Period> = fields.parsed("period");
        let name = fields.located("source");
        let source: Option<SourceId> = name.and_then(|name| context.sources.named(fields, &name));
        let notes = fields.maybe_text("notes").unwrap_or_default();
        for constant in ["geography", "unit", "unit-type"] {
            fields.text(constant);
        }
        table = period.zip(source).map(|(period, source)| CellTable {
            id,
            title,
            definition,
            period,
            source,
            notes,
            columns: Vec::new(),
            rows: Vec::new(),
        });
    });
    table
}

fn rows(file: &DataFile, table: &mut CellTable, problems: &mut Vec<Problem>) {
    let mut reader = csv::Reader::from_reader(file.text.as_bytes());
    if let Ok(header) = reader.headers() {
        table.columns = header
            .iter()
            .map(|name| clean::line(name).into_owned())
            .collect();
    }
    for record in reader.into_records() {
        let found = record.map_err(|error| {
            let line = error.position().map(|place| place.line() as usize);
            (line, clean::line(&error.to_string()).into_owned())
        });
        let row = found.and_then(|record| {
            let line = record.position().map(|place| place.line() as usize);
            let mut labels: Vec<String> = record
                .iter()
                .map(|text| clean::line(text).into_owned())
                .collect();
            let last = labels.pop().unwrap_or_default();
            let count = last
                .parse()
                .map_err(|_| (line, format!("\"{last}\" is no count")))?;
            Ok(CellRow { labels, count })
        });
        match row {
            Ok(row) => table.rows.push(row),
            Err((line, what)) => {
                problems.push(Problem::new(&file.shown, line, what, "correct the row"));
            }
        }
    }
}
