//! `trafficdash sources`: every publication of the record, with its citation and id.

use crate::export::{Header, csv, csvw, json, sources, text::Text};
use crate::figures::Dataset;
use crate::present::number;

use super::arguments::{Common, List, ListFormat};
use super::{Streams, record, show};

/// Writes the list.
pub fn run(list: &List, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let as_of = common.as_of();
    let bytes = match list.format {
        ListFormat::Text => text(dataset, common).into_bytes(),
        ListFormat::Csv => csv::write(&sources::sheet(dataset, as_of)),
        ListFormat::Csvw => {
            let sheet = sources::sheet(dataset, as_of);
            csvw::write(&Header::new(dataset, as_of), &sheet, "sources.csv")
        }
        ListFormat::Json => {
            let sheet = sources::sheet(dataset, as_of);
            json::write(&Header::new(dataset, as_of), &sheet)
        }
    };
    streams.out.write_all(&bytes)?;
    Ok(record.status)
}

fn text(dataset: &Dataset, common: &Common) -> String {
    let known = sources::known(dataset, common.as_of());
    let mut text = Text::new(show::width());
    text.prose(
        0,
        0,
        &format!(
            "{} known {}",
            number::counted(known.len(), "publication", "publications"),
            common.as_of().in_words()
        ),
    );
    for (source, values) in known {
        text.blank();
        text.prose(0, 2, &source.id);
        text.prose(2, 4, &source.citation());
        let given = match values {
            0 => "It gave no value; it supports an event, a break or a note.".to_owned(),
            _ => format!("It gave {}.", number::counted(values, "value", "values")),
        };
        let note = source.published_note.as_deref();
        let note = note.map_or_else(String::new, |note| format!(" Date: {note}."));
        text.prose(2, 4, &format!("{given}{note}"));
    }
    text.finish()
}
