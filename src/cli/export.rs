//! `trafficdash export`: published values with their sources, as CSV or JSON.

use crate::export::{Header, csv, json, observations};
use crate::figures::{Dataset, IndicatorId};
use crate::present::number;

use super::arguments::{Common, DataFormat, Export};
use super::output;
use super::usage::{Usage, unknown};
use super::{Streams, record};

/// Writes the values.
pub fn run(export: &Export, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let existing = output::existing(&export.target)?;
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let selection = observations::Selection {
        indicators: chosen(dataset, &export.indicators)?,
        period: common.period,
        as_of: common.as_of(),
    };
    let sheet = observations::sheet(dataset, &selection);
    let bytes = match export.format {
        DataFormat::Csv => csv::write(&sheet),
        DataFormat::Json => json::write(&Header::new(dataset, selection.as_of), &sheet),
    };
    if sheet.rows.is_empty() {
        streams.say("no published value matches; there is nothing but the header");
    }
    match &export.target.output {
        Some(path) => {
            output::write(path, &bytes, existing)?;
            let count = number::counted(sheet.rows.len(), "value", "values");
            streams.say(&format!("{count} written to {}", path.display()));
        }
        None => streams.out.write_all(&bytes)?,
    }
    Ok(record.status)
}

/// The indicators of these names.
pub fn chosen(dataset: &Dataset, names: &[String]) -> Result<Vec<IndicatorId>, Usage> {
    let find = |name: &String| {
        dataset.find_indicator(name).ok_or_else(|| {
            let known: Vec<&str> = dataset
                .indicators
                .iter()
                .map(|one| one.id.as_str())
                .collect();
            unknown("indicator", name, &known)
        })
    };
    names.iter().map(find).collect()
}
