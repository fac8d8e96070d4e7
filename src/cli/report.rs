//! `trafficdash report`: a document about some indicators or all of them.

use crate::export::report as written;
use crate::present::report as shown;

use super::arguments::{Common, Report, ReportFormat};
use super::output::{Beside, Place};
use super::{Streams, export, record};

/// Writes the document.
pub fn run(report: &Report, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let place = Place::of(&report.target, Beside::Nothing)?;
    let record = record::open(common, streams)?;
    let wanted = export::chosen(&record.dataset, &report.indicators)?;
    let document = shown::report(&record.dataset, &wanted, common.as_of());
    let text = match report.format {
        ReportFormat::Html => written::html(&document),
        ReportFormat::Md => written::markdown(&document),
    };
    place.deliver(vec![text.into_bytes()], "", streams)?;
    Ok(record.status)
}
