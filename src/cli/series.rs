//! `trafficdash series`: what can be compared, by the names that `show compare` takes.

use crate::export::series::sheet;
use crate::export::{Header, csv, csvw, json, text::Text};
use crate::figures::Dataset;
use crate::present::number;
use crate::present::pages::compare::{Entry, catalogue};

use super::arguments::{Common, ListFormat, SeriesList};
use super::{Streams, record, show};

/// Writes the list of the series that contain every word.
pub fn run(list: &SeriesList, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let as_of = common.as_of();
    let words = list.words.join(" ");
    let mut listed = catalogue(dataset, as_of);
    listed.retain(|one| one.has(&words));
    if listed.is_empty() && !words.is_empty() {
        streams.say(&format!(
            "no series contains all of \"{words}\"; `trafficdash series` lists them all"
        ));
    }
    let bytes = match list.format {
        ListFormat::Text => text(dataset, &listed, common).into_bytes(),
        ListFormat::Csv => csv::write(&sheet(dataset, &listed, as_of)),
        ListFormat::Csvw => {
            let sheet = sheet(dataset, &listed, as_of);
            csvw::write(&Header::new(dataset, as_of), &sheet, "series.csv")
        }
        ListFormat::Json => {
            let header = Header::new(dataset, as_of);
            json::write(&header, &sheet(dataset, &listed, as_of))
        }
    };
    streams.out.write_all(&bytes)?;
    Ok(record.status)
}

fn text(dataset: &Dataset, listed: &[Entry], common: &Common) -> String {
    let mut text = Text::new(show::width());
    let count = number::counted(listed.len(), "series", "series");
    let known = common.as_of().in_words();
    text.prose(0, 0, &format!("{count}; figures known {known}"));
    text.blank();
    for one in listed {
        text.prose(0, 2, &dataset.series_code(&one.series));
        text.prose(2, 4, &format!("{}; {}", one.name, one.reach));
    }
    text.finish()
}
