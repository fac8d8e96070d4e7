//! `trafficdash indicators`: what there is to export.

use crate::export::indicators::{Extent, sheet};
use crate::export::{Header, csv, json, text::Text};
use crate::figures::{Dataset, Indicator};
use crate::present::number;
use crate::present::{Column, Row, Table};

use super::arguments::{Common, Indicators, ListFormat};
use super::{Streams, record, show};

/// Writes the list.
pub fn run(list: &Indicators, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let as_of = common.as_of();
    let bytes = match list.format {
        ListFormat::Text => text(dataset, common).into_bytes(),
        ListFormat::Csv => csv::write(&sheet(dataset, as_of)),
        ListFormat::Json => json::write(&Header::new(dataset, as_of), &sheet(dataset, as_of)),
    };
    streams.out.write_all(&bytes)?;
    Ok(record.status)
}

fn text(dataset: &Dataset, common: &Common) -> String {
    let rows: Vec<Row> = dataset
        .indicators()
        .map(|(_, one)| row(one, common))
        .collect();
    let mut text = Text::new(show::width());
    text.prose(
        0,
        0,
        &format!(
            "{} indicators; values known {}",
            rows.len(),
            common.as_of().in_words()
        ),
    );
    text.blank();
    text.table(&Table {
        columns: vec![
            Column::left("Indicator"),
            Column::left("Title").grows(),
            Column::left("Unit"),
            Column::left("Periods"),
            Column::right("Values"),
        ],
        rows,
        ..Table::default()
    });
    text.finish()
}

fn row(indicator: &Indicator, common: &Common) -> Row {
    let extent = Extent::new(indicator, common.as_of());
    let periods = if extent.first == extent.last {
        extent.first
    } else {
        format!("{} to {}", extent.first, extent.last)
    };
    Row {
        cells: vec![
            indicator.id.clone(),
            indicator.title.clone(),
            indicator.unit.plural.clone(),
            periods,
            number::count(extent.values),
        ],
        figure: None,
    }
}
