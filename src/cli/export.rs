//! `trafficdash export`: published values with their sources, as CSV or JSON.

use clap::ValueEnum as _;

use crate::export::{Header, csv, csvw, json, observations};
use crate::figures::{Dataset, IndicatorId};
use crate::present::number;

use super::arguments::{Common, DataFormat, Export};
use super::output::{Beside, Place};
use super::usage::{Usage, unlisted};
use super::{Streams, record};

/// Writes the values.
pub fn run(export: &Export, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let format = export.format.to_possible_value();
    let format = format.expect("no format is hidden");
    let beside = Beside::of(&export.metadata, format.get_name())?;
    let place = Place::of(&export.target, beside)?;
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let selection = observations::Selection {
        indicators: chosen(dataset, &export.indicators)?,
        period: common.period,
        as_of: common.as_of(),
    };
    let sheet = observations::sheet(dataset, &selection);
    let header = Header::new(dataset, selection.as_of);
    let mut contents = vec![match export.format {
        DataFormat::Csv => csv::write(&sheet),
        DataFormat::Csvw => csvw::write(&header, &sheet, "observations.csv"),
        DataFormat::Json => json::write(&header, &sheet),
    }];
    if let Some(name) = place.name().filter(|_| place.is_described()) {
        contents.push(csvw::write(&header, &sheet, &name));
    }
    if sheet.rows.is_empty() {
        streams.say("no published value matches; there is nothing but the header");
    }
    let count = number::counted(sheet.rows.len(), "value", "values");
    place.deliver(contents, &format!("{count} "), streams)?;
    Ok(record.status)
}

/// The indicators of these names.
pub fn chosen(dataset: &Dataset, names: &[String]) -> Result<Vec<IndicatorId>, Usage> {
    let find = |name: &String| {
        dataset.find_indicator(name).ok_or_else(|| {
            let known = dataset.indicators.iter().map(|one| one.id.as_str());
            unlisted("indicator", name, known, "trafficdash indicators")
        })
    };
    names.iter().map(find).collect()
}
