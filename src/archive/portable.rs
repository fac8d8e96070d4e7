//! All of an archive as plain records, to be written elsewhere: whatever the program keeps is in
//! them.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};

use super::names::{self, Name};
use super::{Archive, ArchiveError, ItemId, ItemKey, Stored, marks, read, some_text, text};

/// One part of an archive. Times are in seconds since the beginning of 1970, universal time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Record {
    /// A feed.
    Feed(FeedRecord),
    /// An item.
    Item(ItemRecord),
    /// What the user made of an item.
    Marks(MarksRecord),
    /// The names of an item that was removed.
    Removed(RemovedRecord),
}

impl Record {
    /// About how many bytes of memory it takes.
    pub fn bytes(&self) -> usize {
        let texts = |lists: &[&[String]]| -> usize {
            let texts = lists.iter().copied().flatten();
            texts.map(|one| size_of_val(one) + one.len()).sum()
        };
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let own = match self {
            Self::Feed(feed) => feed.address.len() + feed.title.len() + texts(&[&feed.words]),
            Self::Item(item) => {
                let listing =
                    |one: &ListingRecord| size_of_val(one) + one.feed.len() + optional(&one.guid);
                let listings: usize = item.feeds.iter().map(listing).sum();
                let lines = item.key.len() + item.title.len() + item.author.len();
                lines
                    + optional(&item.link)
                    + listings
                    + texts(&[&item.names, &item.text, &item.links])
                    + texts(&[&item.periods, &item.indicators])
            }
            Self::Marks(marks) => {
                marks.key.len() + marks.note.len() + texts(&[&marks.tags, &marks.claims])
            }
            Self::Removed(removed) => removed.name.len() + removed.key.len(),
        };
        size_of_val(self) + own
    }
}

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FeedRecord {
    /// Its address.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The words of which one must be in its items.
    pub words: Vec<String>,
    /// Whether it is fetched; else only items of it are kept.
    pub subscribed: bool,
}

/// An item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ItemRecord {
    /// Its key.
    pub key: String,
    /// The names under which it is known again.
    pub names: Vec<String>,
    /// The feeds that list it, the one whose edits count first.
    pub feeds: Vec<ListingRecord>,
    /// Where it can be read.
    pub link: Option<String>,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When it was published.
    pub published: Option<i64>,
    /// When it was last changed.
    pub updated: Option<i64>,
    /// When it was first seen.
    pub first_seen: i64,
    /// Its paragraphs.
    pub text: Vec<String>,
    /// The addresses that it links to.
    pub links: Vec<String>,
    /// The periods that it is about, as in data files.
    pub periods: Vec<String>,
    /// The indicators that it is about.
    pub indicators: Vec<String>,
}

/// That a feed lists an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListingRecord {
    /// The feed's address.
    pub feed: String,
    /// The id that it gives the item.
    pub guid: Option<String>,
}

/// What the user made of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarksRecord {
    /// The item's key.
    pub key: String,
    /// Whether it was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// The note.
    pub note: String,
    /// The tags.
    pub tags: Vec<String>,
    /// The claims made of it.
    pub claims: Vec<String>,
}

/// The names of an item that was removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RemovedRecord {
    /// The name.
    pub name: String,
    /// The item's key.
    pub key: String,
    /// When a feed listed it for the last time.
    pub seen: i64,
}

impl Archive {
    /// Gives all of the archive as it is at this moment: feeds, items from the oldest on, marks,
    /// names of items that were removed.
    pub fn export<E: From<ArchiveError>>(
        &self,
        mut each: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: rusqlite::Error| E::from(ArchiveError::from(error));
        let behavior = TransactionBehavior::Deferred;
        let moment = Transaction::new_unchecked(&self.connection, behavior).map_err(failed)?;
        for feed in feeds(&moment)? {
            each(Record::Feed(feed))?;
        }
        for id in column::<i64>(&moment, "SELECT id FROM item ORDER BY id")? {
            if let Some(item) = item(&moment, ItemId(id))? {
                each(Record::Item(item))?;
            }
        }
        for key in keys(&moment)? {
            each(Record::Marks(marks_of(&moment, key)?))?;
        }
        for removed in removed(&moment)? {
            each(Record::Removed(removed))?;
        }
        Ok(())
    }
}

fn column<T: rusqlite::types::FromSql>(
    tables: &Connection,
    sql: &str,
) -> Result<Vec<T>, ArchiveError> {
    let mut statement = tables.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The keys of which the user made anything.
pub fn keys(tables: &Connection) -> Result<Vec<String>, ArchiveError> {
    let all = "SELECT key FROM mark UNION SELECT key FROM tag UNION SELECT key FROM claim";
    column(tables, all)
}

/// Every feed.
pub fn feeds(tables: &Connection) -> Result<Vec<FeedRecord>, ArchiveError> {
    let sql = "SELECT address, title, words, subscribed FROM feed ORDER BY id";
    let mut statement = tables.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(FeedRecord {
            address: text(row, 0)?,
            title: text(row, 1)?,
            words: super::split(&text(row, 2)?),
            subscribed: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An item, if it is there.
pub fn item(tables: &Connection, id: ItemId) -> Result<Option<ItemRecord>, ArchiveError> {
    let Some(stored) = read::stored(tables, id)? else {
        return Ok(None);
    };
    let sql = "SELECT feed.address, guid
        FROM listing JOIN feed ON feed.id = listing.feed JOIN item ON item.id = listing.item
        WHERE listing.item = ?1 ORDER BY feed.id <> coalesce(item.feed, 0), feed.id";
    let mut statement = tables.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| {
        Ok(ListingRecord {
            feed: text(row, 0)?,
            guid: some_text(row, 1)?,
        })
    })?;
    let listings = rows.collect::<Result<_, _>>()?;
    let sql = "SELECT name FROM name WHERE key = ?1 ORDER BY name";
    let mut statement = tables.prepare_cached(sql)?;
    let names = statement.query_map([&stored.key.0], |row| row.get::<_, Name>(0))?;
    let names = names.map(|name| Ok(names::hex(&name?)));
    let names = names.collect::<rusqlite::Result<_>>()?;
    Ok(Some(ItemRecord {
        names,
        feeds: listings,
        ..record(stored)
    }))
}

/// An item without its names and feeds.
pub fn record(stored: Stored) -> ItemRecord {
    let entry = stored.entry;
    ItemRecord {
        key: stored.key.0,
        names: Vec::new(),
        feeds: Vec::new(),
        link: entry.link,
        title: entry.title,
        author: entry.author,
        published: entry.published.map(|one| one.0),
        updated: entry.updated.map(|one| one.0),
        first_seen: stored.first_seen.0,
        text: entry.reading.paragraphs,
        links: entry.reading.links,
        periods: stored.about.periods.iter().map(|one| one.code()).collect(),
        indicators: stored.about.indicators,
    }
}

/// What the user made of an item.
pub fn marks_of(tables: &Connection, key: String) -> Result<MarksRecord, ArchiveError> {
    let key = ItemKey(key);
    let marks = marks::marks(tables, &key)?;
    let sql = "SELECT text FROM claim WHERE key = ?1 ORDER BY id";
    let mut statement = tables.prepare_cached(sql)?;
    let claims = statement.query_map([&key.0], |row| text(row, 0))?;
    let claims = claims.collect::<Result<_, _>>()?;
    Ok(MarksRecord {
        key: key.0,
        read: marks.read,
        starred: marks.starred,
        note: marks.note,
        tags: marks.tags,
        claims,
    })
}

fn removed(tables: &Connection) -> Result<Vec<RemovedRecord>, ArchiveError> {
    let sql = "SELECT name, key, seen FROM name
        WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.key = name.key)";
    let mut statement = tables.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(RemovedRecord {
            name: names::hex(&row.get(0)?),
            key: row.get(1)?,
            seen: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
