//! Records that come from elsewhere, cleaned before they are merged: a file that says it is an
//! archive may have been written by anyone.

use super::ItemKey;
use super::portable::{FeedRecord, ItemRecord, MarksRecord, Record, RemovedRecord};
use crate::clean;
use crate::news::link;

/// Characters of a title and of an author: as many as are kept of what a feed says, with the mark
/// of its being cut.
const LONGEST: usize = 502;

/// The record with texts that steer nothing and web addresses alone, which is itself if this
/// program wrote it; the error says in words what was refused.
pub fn cleaned(record: Record) -> Result<Record, String> {
    Ok(match record {
        Record::Feed(feed) => Record::Feed(of_feed(&feed)?),
        Record::Item(item) => Record::Item(of_item(item)?),
        Record::Marks(marks) => Record::Marks(MarksRecord {
            key: key(&marks.key)?,
            note: lines(&marks.note),
            tags: tags(&marks.tags),
            claims: marks.claims.iter().map(|text| lines(text)).collect(),
            ..marks
        }),
        Record::Removed(removed) => Record::Removed(RemovedRecord {
            key: key(&removed.key)?,
            ..removed
        }),
    })
}

fn of_feed(feed: &FeedRecord) -> Result<FeedRecord, String> {
    let title = line(&feed.title);
    let Some(address) = link::web(&feed.address, None) else {
        let said = line(&link::shown(&feed.address));
        return Err(format!(
            "\"{title}\": \"{said}\" is no http or https address"
        ));
    };
    Ok(FeedRecord {
        address: address.into(),
        title,
        words: each(&feed.words),
        subscribed: feed.subscribed,
    })
}

fn of_item(item: ItemRecord) -> Result<ItemRecord, String> {
    let title = short(&item.title);
    let key = key(&item.key)?;
    if ItemKey(key.clone()).record_id().is_some() {
        return Err(format!(
            "\"{title}\": {key} is an item of the record, which no feed brings"
        ));
    }
    let web = |text: &str| link::web(text, None).map(String::from);
    let mut feeds = item.feeds;
    for listing in &mut feeds {
        listing.feed = web(&listing.feed).unwrap_or_default();
    }
    Ok(ItemRecord {
        key,
        feeds,
        link: item.link.as_deref().and_then(web),
        title,
        author: short(&item.author),
        text: each(&item.text),
        // A link that is none keeps its number, which the text may name.
        links: item
            .links
            .iter()
            .map(|one| web(one).unwrap_or_else(|| line(one)))
            .collect(),
        indicators: each(&item.indicators),
        ..item
    })
}

fn key(text: &str) -> Result<String, String> {
    match line(text) {
        key if key.trim().is_empty() => Err("something has no key".to_owned()),
        key => Ok(key),
    }
}

fn line(text: &str) -> String {
    clean::line(text).into_owned()
}

fn short(text: &str) -> String {
    line(text).chars().take(LONGEST).collect()
}

fn each(texts: &[String]) -> Vec<String> {
    texts.iter().map(|one| line(one)).collect()
}

/// Tags that can be written, and so taken away again.
fn tags(texts: &[String]) -> Vec<String> {
    let tags = texts.iter().map(|one| line(one.trim()));
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// The same with its line breaks.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(clean::line).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::ListingRecord;

    #[test]
    fn what_would_steer_a_terminal_or_run_a_program_does_not_come_in() {
        let item = ItemRecord {
            key: "a\u{1b}b".into(),
            title: "T\u{1b}[2J".into(),
            author: "a".repeat(1 << 20),
            link: Some("javascript:alert(1)".into()),
            links: vec!["https://x.uk/\u{202e}".into(), "file:///etc".into()],
            text: vec!["one\u{9b}2J".into()],
            feeds: vec![ListingRecord {
                feed: "exec:rm".into(),
                guid: None,
            }],
            ..ItemRecord::default()
        };
        let Ok(Record::Item(item)) = cleaned(Record::Item(item)) else {
            panic!("an item");
        };
        assert_eq!((item.key.as_str(), item.title.as_str()), ("a·b", "T·[2J"));
        assert_eq!(item.author.len(), LONGEST);
        assert_eq!((item.link, item.feeds[0].feed.as_str()), (None, ""));
        assert_eq!(item.links, ["https://x.uk/%E2%80%AE", "file:///etc"]);
        assert_eq!(item.text, ["one·2J"]);

        let marks = Record::Marks(MarksRecord {
            key: "a".into(),
            tags: vec![String::new(), " \n".into(), " law ".into()],
            ..MarksRecord::default()
        });
        let Ok(Record::Marks(marks)) = cleaned(marks) else {
            panic!("marks");
        };
        assert_eq!(marks.tags, ["law"]);

        let feed = FeedRecord {
            address: "exec:rm -rf /".into(),
            title: "Run".into(),
            ..FeedRecord::default()
        };
        let refused = cleaned(Record::Feed(feed)).expect_err("refused");
        assert_eq!(
            refused,
            "\"Run\": \"exec:rm -rf /\" is no http or https address"
        );
        let posing = ItemRecord {
            key: "record:article".into(),
            ..ItemRecord::default()
        };
        assert!(cleaned(Record::Item(posing)).is_err());
        assert!(cleaned(Record::Removed(RemovedRecord::default())).is_err());
    }

    #[test]
    fn what_this_program_wrote_stays_as_it_is() {
        let marks = Record::Marks(MarksRecord {
            key: "record:18 Oct 2012 The group reports".into(),
            read: true,
            starred: true,
            note: "one\ntwo".into(),
            tags: vec!["evidence".into()],
            claims: vec!["[[claim]]\ntext = \"a\"\n".into()],
        });
        assert_eq!(cleaned(marks.clone()), Ok(marks));
        let item = Record::Item(ItemRecord {
            key: "0123456789abcdef01234567".into(),
            link: Some("https://x.uk/a?b=1&c=2".into()),
            links: vec!["https://x.uk/%C3%A9".into()],
            title: "Café “946” – 日本".into(),
            feeds: vec![ListingRecord {
                feed: "https://x.uk/feed".into(),
                guid: Some("tag:x".into()),
            }],
            ..ItemRecord::default()
        });
        assert_eq!(cleaned(item.clone()), Ok(item));
    }
}
