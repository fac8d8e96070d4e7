//! `cells/<id>.toml` with `cells/<id>.csv`: a table of counts by several dimensions.

use std::collections::HashMap;

use crate::clean;
use crate::figures::record::Cells;
use crate::figures::{CellTable, CowStr, DimensionId, Period, SourceId};
use crate::problem::Problem;

use super::Context;
use super::fields::{Fields, document};
use super::files::{DataFile, FileSet};
use super::rows;

const FOLDER: &str = "cells/";

/// Reads every table of cells.
pub fn read(files: &FileSet, context: &Context, problems: &mut Vec<Problem>) -> Vec<CellTable> {
    let mut tables = Vec::new();
    for file in files.latest_in(FOLDER, ".toml") {
        let Some(mut table) = definition(file, context, problems) else {
            continue;
        };
        let path = format!("{FOLDER}{}.csv", file.stem());
        if let Some(csv) = files.at(&path).last() {
            cells(csv, &mut table, problems);
            tables.push(table);
        }
    }
    files.pairs(FOLDER, "table", problems);
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
            fields.id_of_file(),
            fields.text("title"),
            fields.text("definition"),
        );
        let period: Option<Period> = fields.parsed("period");
        let name = fields.located("source");
        let source: Option<SourceId> = name.and_then(|name| context.sources.named(fields, &name));
        let notes = fields.maybe_text("notes").unwrap_or_default();
        constants(fields, context);
        table = period.zip(source).map(|(period, source)| CellTable {
            id,
            title,
            definition,
            period,
            source,
            notes,
            columns: Vec::new(),
            labels: Vec::new(),
            cells: Cells::default(),
        });
    });
    table
}

/// What holds for every cell; it is checked and not kept.
fn constants(fields: &mut Fields<'_>, context: &Context) {
    let lists = &context.lists;
    let id = |id| (id, ());
    let geographies = lists.code_ids(DimensionId::GEOGRAPHY).map(id);
    let units = lists.units.iter().map(|one| id(one.id.as_str()));
    let types = lists.unit_types.iter().map(|one| id(one.id.as_str()));
    fields.one_of("geography", &geographies.collect::<Vec<_>>());
    fields.one_of("unit", &units.collect::<Vec<_>>());
    fields.one_of("unit-type", &types.collect::<Vec<_>>());
}

fn cells(file: &DataFile, table: &mut CellTable, problems: &mut Vec<Problem>) {
    let mut columns = Vec::new();
    rows::each(file, problems, |row, problems| {
        if table.columns.is_empty() {
            table.columns = row.1.iter().map(|text| cleaned(text)).collect();
            columns = vec![Column::default(); table.columns.len().saturating_sub(1)];
        } else if rows::is_whole(file, &row, table.columns.len(), problems) {
            cell(file, &row, &mut columns, table, problems);
        }
    });
    if table.columns.is_empty() {
        let remedy = "begin it with the names of its columns, the count last";
        problems.push(Problem::of_file(&file.shown, "the file is empty", remedy));
        return;
    }
    table.labels = columns.into_iter().map(|column| column.labels).collect();
}

/// The labels of a column, each once, by position and by name.
#[derive(Clone, Default)]
struct Column {
    labels: Vec<CowStr>,
    by_name: HashMap<CowStr, u16>,
}

impl Column {
    /// The position of a label; none if there are more of them than can be told apart.
    fn position(&mut self, label: CowStr) -> Option<u16> {
        if let Some(at) = self.by_name.get(&label) {
            return Some(*at);
        }
        let at = u16::try_from(self.labels.len()).ok()?;
        self.labels.push(label.clone());
        self.by_name.insert(label, at);
        Some(at)
    }
}

fn cell(
    file: &DataFile,
    (line, row): &rows::Line<'_>,
    columns: &mut [Column],
    table: &mut CellTable,
    problems: &mut Vec<Problem>,
) {
    let Some((last, labels)) = row.split_last() else {
        return;
    };
    let last = clean::line(last);
    let Ok(count) = last.parse() else {
        let what = format!("\"{last}\" is no count");
        let remedy = "write a whole number without separators";
        problems.push(Problem::new(&file.shown, Some(*line), what, remedy));
        return;
    };
    let labels = columns.iter_mut().zip(labels);
    let positions = labels.map(|(column, text)| column.position(cleaned(text)));
    let Some(positions) = positions.collect::<Option<Vec<u16>>>() else {
        let what = "a column has more than 65,536 labels".to_owned();
        let remedy = "make a table of each part";
        problems.push(Problem::new(&file.shown, Some(*line), what, remedy));
        return;
    };
    table.cells.push(positions, count);
}

fn cleaned(text: &str) -> CowStr {
    clean::line(text).into_owned().into()
}
