//! Entries and archives for the tests, and this test program run again as another process.

use trafficdash::archive::{Archive, FeedId, ItemKey, Taken};
use trafficdash::news::{About, Entry, Feed, Moment, Query, Reading};

/// 18 October 2012, 12:00.
pub const NOW: Moment = Moment(1_350_561_600);

pub const DAY: i64 = 86_400;

pub fn days(count: i64) -> Moment {
    Moment(NOW.0 + count * DAY)
}

/// An entry with a guid, its link and a text of its own, published on the day before [`NOW`].
pub fn entry(name: &str) -> Entry {
    Entry {
        guid: Some(format!("guid-{name}")),
        link: Some(format!("https://news.example/{name}")),
        title: format!("Title {name}"),
        published: Some(days(-1)),
        reading: Reading {
            paragraphs: vec![format!("Text of {name}."), "A second paragraph.".into()],
            links: vec![format!("https://other.example/{name}")],
        },
        ..Entry::default()
    }
}

pub fn feed(name: &str) -> Feed {
    Feed {
        address: format!("https://{name}.example/feed"),
        title: format!("Feed {name}"),
        words: Vec::new(),
    }
}

pub fn in_memory() -> (Archive, FeedId) {
    let mut archive = Archive::in_memory();
    let id = archive.subscribe(&feed("one")).expect("subscribed");
    (archive, id)
}

pub fn take(archive: &mut Archive, feed: FeedId, entries: &[Entry], now: Moment) -> Taken {
    let entries: Vec<_> = entries
        .iter()
        .map(|one| (one.clone(), About::default()))
        .collect();
    archive.take(feed, &entries, now).expect("taken")
}

/// The titles that a query finds.
pub fn titles(archive: &Archive, query: &Query) -> Vec<String> {
    let ids = archive.find(query, usize::MAX).expect("found");
    let lines = archive.headlines(&ids).expect("lines");
    lines.into_iter().map(|line| line.title).collect()
}

pub fn all(archive: &Archive) -> Vec<String> {
    titles(archive, &Query::default())
}

pub fn words(words: &[&str]) -> Query {
    Query {
        words: words.iter().map(ToString::to_string).collect(),
        ..Query::default()
    }
}

/// The key of the item with this title.
pub fn key(archive: &Archive, title: &str) -> ItemKey {
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    let lines = archive.headlines(&ids).expect("lines");
    let line = lines.into_iter().find(|line| line.title == title);
    line.expect(title).key
}
