//! News as it is kept: what feeds brought, and what the user made of it.

use super::entry::{About, Entry};
use super::feed::Feed;
use super::moment::Moment;
use crate::figures::Period;

/// A feed of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeedId(pub i64);

/// An item that a feed brought, in this archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub i64);

/// What an item is told apart by for good: the same after it was fetched again, in every archive.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemKey(pub String);

impl ItemKey {
    /// The key of an item of the record, one word that can be typed. What has no id of its own has
    /// its date and title: of an id of several words the letters and digits are taken.
    pub fn of_record(id: &str) -> Self {
        let id = id.trim();
        if !id.contains(char::is_whitespace) {
            return Self(format!("record:{id}"));
        }
        let plain = id.to_lowercase().replace(['\'', '’'], "");
        let words = plain.split(|one: char| !one.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        Self(format!("record:{}", words.join("-")))
    }

    /// The key that is written like this, today or by an older version, which kept the blanks of
    /// an id.
    pub fn named(text: &str) -> Self {
        let text = text.trim();
        match text.strip_prefix("record:") {
            Some(id) => Self::of_record(id),
            None => Self(text.to_owned()),
        }
    }

    /// The id of the item of the record that it names, if it names one.
    pub fn record_id(&self) -> Option<&str> {
        self.0.strip_prefix("record:")
    }
}

/// What the user made of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it was read.
    pub read: bool,
    /// Whether it has a star.
    pub starred: bool,
    /// The user's note; empty if there is none.
    pub note: String,
    /// The user's tags, each once, in their order of letters.
    pub tags: Vec<String>,
}

/// One change that the user makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was read.
    Read,
    /// It is to be read again.
    Unread,
    /// It gets a star.
    Starred,
    /// It loses its star.
    Unstarred,
    /// It gets a note in place of the one before; an empty one takes it away.
    Note(String),
    /// It gets a tag.
    Tag(String),
    /// It loses a tag.
    Untag(String),
}

/// An item as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// Which one it is.
    pub id: ItemId,
    /// The same for good.
    pub key: ItemKey,
    /// Its title; may be empty.
    pub title: String,
    /// The titles of the feeds that brought it.
    pub feeds: Vec<String>,
    /// When it was published; when it was first seen if the feed does not say, or says a later
    /// time.
    pub date: Moment,
    /// Whether the feed says that time.
    pub dated: bool,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// The user's tags.
    pub tags: Vec<String>,
    /// The periods that it is about.
    pub periods: Vec<Period>,
    /// The ids of the indicators that it is about.
    pub indicators: Vec<String>,
}

/// All that is kept of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Which one it is.
    pub id: ItemId,
    /// The same for good.
    pub key: ItemKey,
    /// What the feed says; its guid is that in the first of its feeds.
    pub entry: Entry,
    /// The feeds that have it, with their titles.
    pub feeds: Vec<(FeedId, String)>,
    /// When it was published; when it was first seen if the feed does not say, or says a later
    /// time.
    pub date: Moment,
    /// Whether the feed says that time.
    pub dated: bool,
    /// When it was first seen.
    pub first_seen: Moment,
    /// What the user made of it.
    pub marks: Marks,
    /// What it is about.
    pub about: About,
}

/// A claim that the user made of a number in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub i64);

/// A feed that the user chose, and how its fetches went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Which one it is.
    pub id: FeedId,
    /// Its address and names.
    pub feed: Feed,
    /// How its fetches went.
    pub state: FetchState,
}

/// How the fetches of a feed went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchState {
    /// The validator that it sent last (HTTP: `ETag`), as it was sent.
    pub etag: Option<String>,
    /// The other one (HTTP: `Last-Modified`), as it was sent.
    pub last_modified: Option<String>,
    /// When it was last tried.
    pub tried: Option<Moment>,
    /// When it last answered.
    pub fetched: Option<Moment>,
    /// Why the last try failed; none if it did not.
    pub failure: Option<String>,
    /// How many tries failed since it last answered.
    pub failures: u32,
    /// Before this it is not fetched unless the user asks.
    pub not_before: Option<Moment>,
    /// What had to be mended or left out in the answer that was read last, in words.
    pub remarks: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_one_word_and_what_it_was_once_still_names_the_item() {
        for (id, key) in [
            ("article-2012-10-18", "record:article-2012-10-18"),
            (
                "22 May 2012 The group\u{2019}s \u{201c}first\u{201d} report: 133 offences, 5%",
                "record:22-may-2012-the-groups-first-report-133-offences-5",
            ),
            ("Oct 2011 Élan – 報告", "record:oct-2011-élan-報告"),
            ("A_b.C", "record:A_b.C"),
        ] {
            let found = ItemKey::of_record(id);
            assert_eq!(found.0, key);
            assert_eq!(ItemKey::named(&format!(" record:{id}\n")), found);
            assert_eq!(ItemKey::named(key), found);
        }
        assert_eq!(ItemKey::named(" 0123abc "), ItemKey("0123abc".into()));
    }
}
