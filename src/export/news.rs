//! News as objects of JSON: feeds, and items with all that is known of them. Times are universal
//! time; what is not known is `null`.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat};
use serde_json::{Value, json};

use crate::figures::claim::Claim;
use crate::figures::{AsOf, CowStr, Dataset, FeedListing, Published};
use crate::news::kept::{Stored, Subscription};
use crate::news::numbers::{Pointed, Recognised};
use crate::news::shelf::Open;
use crate::news::{Moment, link};
use crate::present::number;
use crate::present::pages::news::{Desk, Item};
use crate::present::review::{self, Origin};

use super::{claims, json as written};

/// A feed that is followed, on offer, or both.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// As it is on offer.
    pub offer: Option<&'a FeedListing>,
    /// As it is followed.
    pub followed: Option<&'a Subscription>,
    /// How many items of it are kept.
    pub items: usize,
    /// How many of them were not read.
    pub unread: usize,
}

impl Listed<'_> {
    /// Its address as it is shown.
    pub fn address(&self) -> Cow<'_, str> {
        link::shown(self.whole_address())
    }

    /// Its address with which it is fetched.
    pub fn whole_address(&self) -> &str {
        let followed = self.followed.map(|one| one.feed.address.as_str());
        let offer = || self.offer.map(|one| one.address.as_str());
        followed.or_else(offer).unwrap_or_default()
    }

    /// What it is called, which may be nothing while it was not fetched.
    pub fn title(&self) -> &str {
        let followed = self.followed.map(|one| one.feed.title.as_str());
        let followed = followed.filter(|title| !title.is_empty());
        let offer = || self.offer.map(|one| one.title.as_str());
        followed.or_else(offer).unwrap_or_default()
    }

    /// The words of which its items must have one.
    pub fn words(&self) -> Vec<&str> {
        match (self.followed, self.offer) {
            (Some(followed), _) => followed.feed.words.iter().map(String::as_str).collect(),
            (None, Some(offer)) => offer.words.iter().map(CowStr::as_str).collect(),
            (None, None) => Vec::new(),
        }
    }
}

/// A feed.
pub fn feed(listed: &Listed<'_>) -> Value {
    let state = listed.followed.map(|one| &one.state);
    let time = |moment: Option<Moment>| moment.map(moment_code);
    json!({
        "address": listed.address(),
        "title": some(&link::shown(listed.title())),
        "words": listed.words(),
        "followed": listed.followed.is_some(),
        "offered": listed.offer.is_some(),
        "suggested": listed.offer.is_some_and(|one| one.is_default),
        "publisher": listed.offer.map(|one| &one.publisher),
        "holds": listed.offer.map(|one| &one.text),
        "language": listed.offer.map(|one| &one.language),
        "standing": listed.offer.map(|one| &one.standing),
        "tried": state.and_then(|one| time(one.tried)),
        "fetched": state.and_then(|one| time(one.fetched)),
        "failure": state.and_then(|one| one.failure.as_ref()),
        "failures": state.map_or(0, |one| one.failures),
        "remarks": state.map_or(&[][..], |one| &one.remarks),
        "due": state.and_then(|one| time(one.not_before)),
        "items": listed.items,
        "unread": listed.unread,
    })
}

/// An item; one that a feed brought is written from what was opened of it.
pub fn item(desk: &Desk<'_>, item: Item<'_>, open: Option<&Open>) -> Value {
    let dataset = desk.dataset;
    let stored = open.map(|open| &open.stored);
    let entry = stored.map(|one| &one.entry);
    let marks = stored.map_or_else(|| desk.marks(item), |one| one.marks.clone());
    let known = open.map_or(&[][..], |open| &open.numbers.known);
    let numbers = known
        .iter()
        .filter_map(|one| number_of(dataset, stored?, one, desk.scope.as_of));
    let feeds = match stored {
        Some(stored) => stored
            .feeds
            .iter()
            .map(|(_, title)| title.clone())
            .collect(),
        None => vec![item.feed(desk)],
    };
    json!({
        "key": item.key(desk).map(|key| key.0),
        "title": entry.map_or_else(|| item.title(desk), |entry| entry.title.as_str()),
        "feeds": feeds,
        "author": entry.and_then(|entry| some(&entry.author)),
        "link": entry.map_or_else(|| item.link(desk), |entry| entry.link.as_deref()),
        "date": stored.map_or_else(|| item.date(desk.shelf.clock).code(), |one| moment_code(one.date)),
        "dated": stored.is_none_or(|one| one.dated),
        "published": entry.and_then(|entry| entry.published).map(moment_code),
        "updated": entry.and_then(|entry| entry.updated).map(moment_code),
        "first_seen": stored.map(|one| moment_code(one.first_seen)),
        "text": entry.map_or_else(|| own_text(item), |entry| entry.reading.paragraphs.clone()),
        "links": entry.map_or(&[][..], |entry| &entry.reading.links),
        "periods": periods(item, stored),
        "indicators": indicators(dataset, item, stored),
        "read": marks.read,
        "starred": marks.starred,
        "tags": marks.tags,
        "note": some(&marks.note),
        "numbers": numbers.collect::<Vec<_>>(),
        "more_numbers": open.is_some_and(|open| open.numbers.goes_on),
        "claims": claims_of(desk, item, open),
    })
}

/// A moment as RFC 3339 writes it: `2012-10-18T09:30:00Z`.
pub fn moment_code(moment: Moment) -> String {
    let time = DateTime::from_timestamp(moment.0, 0).unwrap_or_default();
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// What the record says of one of its items.
fn own_text(item: Item<'_>) -> Vec<String> {
    match item {
        Item::Article(article) => article.text.iter().map(String::from).collect(),
        Item::Event(event) => vec![String::from(&event.text)],
        Item::Feed(_) => Vec::new(),
    }
}

fn periods(item: Item<'_>, stored: Option<&Stored>) -> Vec<String> {
    let own = || match item {
        Item::Article(article) => &article.about[..],
        Item::Event(event) => &event.about,
        Item::Feed(_) => &[],
    };
    let periods = stored.map_or_else(own, |one| &one.about.periods);
    periods.iter().map(|one| one.code()).collect()
}

fn indicators(dataset: &Dataset, item: Item<'_>, stored: Option<&Stored>) -> Vec<String> {
    match item {
        Item::Article(article) => {
            let claimed = article.claims.iter().map(|one| one.series.indicator);
            let ids = claimed.map(|id| String::from(&dataset.indicator(id).id));
            let mut ids: Vec<String> = ids.collect();
            ids.sort();
            ids.dedup();
            ids
        }
        Item::Event(event) => {
            let ids = event.indicators.iter();
            ids.map(|id| String::from(&dataset.indicator(*id).id))
                .collect()
        }
        Item::Feed(_) => stored.map_or_else(Vec::new, |one| one.about.indicators.clone()),
    }
}

/// A number with the figures that it may point to, as far as they were known on the day.
fn number_of(dataset: &Dataset, stored: &Stored, said: &Recognised, as_of: AsOf) -> Option<Value> {
    let figures = said.figures.iter();
    let figures: Vec<Value> = figures
        .filter_map(|one| pointed(dataset, one, as_of))
        .collect();
    (!figures.is_empty()).then(|| {
        json!({
            "number": said.bound.to_string(),
            "sentence": said.sentence_in(&stored.entry),
            "figures": figures,
        })
    })
}

fn pointed(dataset: &Dataset, pointed: &Pointed, as_of: AsOf) -> Option<Value> {
    let figure = &pointed.figure;
    let cell = dataset.cell(figure, as_of)?;
    let indicator = dataset.indicator(figure.indicator);
    let source = dataset.source(pointed.source);
    Some(json!({
        "indicator": indicator.id,
        "series": dataset.codelists.key_code(&figure.key),
        "period": figure.period.code(),
        "value": number::short(pointed.value, &indicator.unit),
        "stands": cell.stands.value == pointed.value,
        "now": number::short(cell.stands.value, &indicator.unit),
        "source": source.id,
        "source_title": source.title,
        "publisher": source.publisher,
        "published": source.published.code(),
        "url": source.url,
    }))
}

/// What an article claims, or the user's claims of what a feed brought, with their verdicts.
fn claims_of(desk: &Desk<'_>, item: Item<'_>, open: Option<&Open>) -> Vec<Value> {
    match (item, open) {
        (Item::Article(article), _) => rows(desk, &article.claims, &Origin::of_item(article)),
        (_, Some(open)) => {
            let claims: Vec<Claim> = open.claims.iter().map(|(_, one)| one.clone()).collect();
            rows(desk, &claims, &origin(&open.stored))
        }
        _ => Vec::new(),
    }
}

fn rows(desk: &Desk<'_>, list: &[Claim], origin: &Origin) -> Vec<Value> {
    let as_of = desk.scope.as_of;
    let reviews = review::of_claims(desk.dataset, list, origin, as_of);
    written::rows(&claims::sheet(desk.dataset, &reviews, as_of))
}

/// Who makes the claims that are made of an item.
pub fn origin(stored: &Stored) -> Origin {
    let day = stored.date.day().map_or(Published::Undated, Published::Day);
    Origin {
        id: stored.key.0.clone(),
        title: stored.entry.title.clone(),
        date: day,
        source: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_universal_time() {
        assert_eq!(moment_code(Moment(1_350_552_600)), "2012-10-18T09:30:00Z");
    }
}
