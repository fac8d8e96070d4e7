//! `trafficdash claims`: what the items of the archive claim, each with its verdict and reasons.

use crate::clean;
use crate::export::{Header, claim_review, claims as written, csv, csvw, json};
use crate::figures::{AsOf, Dataset};
use crate::present::Scope;
use crate::present::number;
use crate::present::review::{self, Review};

use super::arguments::{ClaimFormat, Claims, Common, Written};
use super::output::{Beside, Place};
use super::usage::{Usage, unlisted};
use super::{Streams, record, show};

/// The width of text that goes to a file.
const WIDTH: usize = 100;

/// Writes the claims that were asked for.
pub fn run(list: &Claims, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let beside = match list.written.format {
        ClaimFormat::Csv => Beside::Metadata,
        ClaimFormat::Text | ClaimFormat::Json | ClaimFormat::Data => Beside::Nothing,
    };
    let place = Place::of(&list.target, beside)?;
    check_address(&list.written)?;
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let as_of = common.as_of();
    for id in &list.items {
        check_item(dataset, id, as_of)?;
    }
    let mut reviews = review::of_items(dataset, as_of);
    let mut scope = Scope::opening_on(dataset, as_of);
    scope.filter = clean::line(list.filter.trim()).to_lowercase();
    reviews.retain(|one| {
        let named = list.items.is_empty() || list.items.contains(&one.origin.id);
        let judged = list.verdicts.is_empty() || list.verdicts.contains(&one.check.verdict);
        let then = common
            .period
            .is_none_or(|period| one.claim.period == period);
        named && judged && then && scope.admits(&words(dataset, one))
    });
    if reviews.is_empty() {
        streams.say("no claim matches");
    }
    let width = match &list.target.output {
        Some(_) => WIDTH,
        None => show::width(),
    };
    let bytes = bytes(dataset, &reviews, as_of, (&list.written, width));
    let mut contents = vec![bytes];
    if let Some(name) = place.name().filter(|_| place.is_described()) {
        let sheet = written::sheet(dataset, &reviews, as_of);
        contents.push(csvw::write(&Header::new(dataset, as_of), &sheet, &name));
    }
    let count = number::counted(reviews.len(), "claim", "claims");
    place.deliver(contents, &format!("{count} "), streams)?;
    Ok(record.status)
}

/// Reviews in the format that was asked for, and text in lines of at most so many columns.
pub fn bytes(
    dataset: &Dataset,
    reviews: &[Review<'_>],
    as_of: AsOf,
    (how, width): (&Written, usize),
) -> Vec<u8> {
    let header = Header::new(dataset, as_of);
    match how.format {
        ClaimFormat::Text => written::text(dataset, reviews, as_of, width).into_bytes(),
        ClaimFormat::Json => claim_review::write(dataset, &header, reviews, how.url.as_deref()),
        ClaimFormat::Csv => csv::write(&written::sheet(dataset, reviews, as_of)),
        ClaimFormat::Data => json::write(&header, &written::sheet(dataset, reviews, as_of)),
    }
}

/// Refuses an address that is none, or that nothing would carry.
pub fn check_address(how: &Written) -> Result<(), Usage> {
    let Some(url) = &how.url else {
        return Ok(());
    };
    if how.format != ClaimFormat::Json {
        let text = "--url goes into --format json; leave it out of other formats";
        return Err(Usage(text.to_owned()));
    }
    let begins = |scheme| url.starts_with(scheme);
    let is_one = begins("https://") || begins("http://");
    let odd = |one: char| one.is_whitespace() || one == '#' || !clean::is_plain(one);
    if !is_one || url.contains(odd) {
        return Err(Usage(format!(
            "\"{url}\" is no address of a page; write it like https://example.org/check, without \
             a part after #"
        )));
    }
    Ok(())
}

fn check_item(dataset: &Dataset, id: &str, as_of: AsOf) -> Result<(), Usage> {
    let Some(article) = dataset.articles.iter().find(|one| one.id == id) else {
        let known = dataset.articles.iter().map(|one| one.id.as_str());
        return Err(unlisted("item", id, known, "trafficdash claims"));
    };
    if !review::is_known(dataset, article, as_of) {
        let known = as_of.in_words();
        return Err(Usage(format!(
            "item \"{id}\" is of {}, which was not out {known}; choose a later --as-of",
            article.date
        )));
    }
    Ok(())
}

/// Everything that a filter may find a claim by.
fn words(dataset: &Dataset, review: &Review<'_>) -> String {
    let origin = &review.origin;
    let source = origin.source.map(|id| dataset.source(id));
    let series = &review.claim.series;
    [
        review.claim.text.as_str(),
        &origin.id,
        &origin.title,
        source.map_or("", |one| &one.publisher),
        source.map_or("", |one| &one.title),
        &dataset.series_code(series),
        &review::figure(dataset, series),
        &dataset.indicator(series.indicator).title,
    ]
    .join(" ")
}
