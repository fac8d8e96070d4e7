//! `trafficdash indicators`: what there is to export.

use crate::export::indicators::{Extent, sheet};
use crate::export::{Header, csv, csvw, json, text::Text};
use crate::figures::{Dataset, Indicator};
use crate::present::number;

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
        ListFormat::Csvw => {
            let sheet = sheet(dataset, as_of);
            csvw::write(&Header::new(dataset, as_of), &sheet, "indicators.csv")
        }
        ListFormat::Json => json::write(&Header::new(dataset, as_of), &sheet(dataset, as_of)),
    };
    streams.out.write_all(&bytes)?;
    Ok(record.status)
}

fn text(dataset: &Dataset, common: &Common) -> String {
    let mut text = Text::new(show::width());
    text.prose(
        0,
        0,
        &format!(
            "{}; values known {}",
            number::counted(dataset.indicators.len(), "indicator", "indicators"),
            common.as_of().in_words()
        ),
    );
    for (_, indicator) in dataset.indicators() {
        text.blank();
        text.prose(0, 2, &indicator.id);
        text.prose(2, 4, &indicator.title);
        text.prose(2, 4, &extent(indicator, common));
    }
    text.finish()
}

/// "1,769 values in people, 2009 to 2025Q4".
fn extent(indicator: &Indicator, common: &Common) -> String {
    let Extent {
        values,
        first,
        last,
        ..
    } = Extent::new(indicator, common.as_of());
    let unit = &indicator.unit.plural;
    if values == 0 {
        return format!("no value yet; in {unit}");
    }
    let counted = number::counted(values, "value", "values");
    let periods = if first == last {
        first
    } else {
        format!("{first} to {last}")
    };
    format!("{counted} in {unit}, {periods}")
}
