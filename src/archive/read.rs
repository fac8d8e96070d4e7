//! Reading items: a line of a list, or all of one.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{
    Archive, ArchiveError, FeedId, Headline, ItemId, ItemKey, Marks, Stored, marks, some_text,
    split, text,
};
use crate::news::{About, Entry, Moment, Reading, link};

/// How many items there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub items: usize,
    /// Those that were not read.
    pub unread: usize,
    /// Those that are starred.
    pub starred: usize,
}

impl Archive {
    /// The lines of some items, in their order; one that is gone meanwhile is left out.
    pub fn headlines(&self, ids: &[ItemId]) -> Result<Vec<Headline>, ArchiveError> {
        self.noted(headlines(&self.connection, ids))
    }

    /// All of an item, if it is there.
    pub fn item(&self, id: ItemId) -> Result<Option<Stored>, ArchiveError> {
        self.noted(stored(&self.connection, id))
    }

    /// Where an item is, if it is there.
    pub fn id_of(&self, key: &ItemKey) -> Result<Option<ItemId>, ArchiveError> {
        let sql = "SELECT id FROM item WHERE key = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_one([&key.0], |row| Ok(ItemId(row.get(0)?)));
        Ok(found.optional()?)
    }

    /// How many items there are.
    pub fn counts(&self) -> Result<Counts, ArchiveError> {
        let count = |condition: &str| {
            let sql = format!("SELECT count(*) FROM item {condition}");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let count: i64 = statement.query_one([], |row| row.get(0))?;
            Ok::<_, ArchiveError>(usize::try_from(count).unwrap_or_default())
        };
        Ok(Counts {
            items: count("")?,
            unread: count("WHERE read = 0")?,
            starred: count("WHERE starred = 1")?,
        })
    }

    /// How many items of each feed there are; a feed without any is left out.
    pub fn counts_by_feed(&self) -> Result<Vec<(FeedId, Counts)>, ArchiveError> {
        let sql = "SELECT listing.feed, count(*), sum(item.read = 0), sum(item.starred)
            FROM listing JOIN item ON item.id = listing.item
            GROUP BY listing.feed ORDER BY listing.feed";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            let count = |at| row.get::<_, u32>(at).map(|count| count as usize);
            let counts = Counts {
                items: count(1)?,
                unread: count(2)?,
                starred: count(3)?,
            };
            Ok((FeedId(row.get(0)?), counts))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The lines of some items: as many questions for a screen of them as for one.
fn headlines(tables: &Connection, ids: &[ItemId]) -> Result<Vec<Headline>, ArchiveError> {
    let asked = asked(ids);
    let sql = "SELECT item.id, item.key, title, date, dated, read, starred
        FROM json_each(?1) CROSS JOIN item ON item.id = value";
    let mut lines = by_item(tables, sql, &asked, line)?;
    let mut feeds = listings(tables, &asked)?;
    let sql = "SELECT item.id, tag
        FROM json_each(?1) CROSS JOIN item ON item.id = value CROSS JOIN tag ON tag.key = item.key
        ORDER BY tag";
    let mut tags = by_item(tables, sql, &asked, |row| text(row, 1))?;
    let mut about = about(tables, &asked)?;
    let whole = |id: &ItemId| {
        let line = lines.get_mut(id)?.pop()?;
        let listings = feeds.remove(id).unwrap_or_default().into_iter();
        let about = about.remove(id).unwrap_or_default();
        Some(Headline {
            feeds: listings.map(|listing| listing.title).collect(),
            tags: tags.remove(id).unwrap_or_default(),
            periods: about.periods,
            indicators: about.indicators,
            ..line
        })
    };
    Ok(ids.iter().filter_map(whole).collect())
}

fn line(row: &Row<'_>) -> rusqlite::Result<Headline> {
    Ok(Headline {
        id: ItemId(row.get(0)?),
        key: ItemKey(text(row, 1)?),
        title: text(row, 2)?,
        feeds: Vec::new(),
        date: Moment(row.get(3)?),
        dated: row.get(4)?,
        read: row.get(5)?,
        starred: row.get(6)?,
        tags: Vec::new(),
        periods: Vec::new(),
        indicators: Vec::new(),
    })
}

/// Some items, as questions name them.
fn asked(ids: &[ItemId]) -> String {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    serde_json::json!(ids).to_string()
}

/// Something of each of some items, whose ids stand in the first column.
fn by_item<T>(
    tables: &Connection,
    sql: &str,
    asked: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<HashMap<ItemId, Vec<T>>, ArchiveError> {
    let mut statement = tables.prepare_cached(sql)?;
    let mut rows = statement.query([asked])?;
    let mut found: HashMap<ItemId, Vec<T>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let id = ItemId(row.get(0)?);
        found.entry(id).or_default().push(read(row)?);
    }
    Ok(found)
}

/// All of an item, if it is there.
pub fn stored(tables: &Connection, id: ItemId) -> Result<Option<Stored>, ArchiveError> {
    let sql = "SELECT key, title, date, dated, first_seen, published, updated,
          coalesce(author, ''), link, coalesce(paragraphs, ''), coalesce(links, '')
        FROM item LEFT JOIN body ON body.item = item.id WHERE item.id = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    let Some(mut stored) = statement
        .query_one([id.0], |row| item(id, row))
        .optional()?
    else {
        return Ok(None);
    };
    let asked = asked(&[id]);
    let listings = listings(tables, &asked)?.remove(&id).unwrap_or_default();
    stored.entry.guid = listings.iter().find_map(|listing| listing.guid.clone());
    let feeds = listings
        .into_iter()
        .map(|listing| (listing.feed, listing.title));
    stored.feeds = feeds.collect();
    stored.marks = marks::marks(tables, &stored.key)?;
    stored.about = about(tables, &asked)?.remove(&id).unwrap_or_default();
    Ok(Some(stored))
}

fn item(id: ItemId, row: &Row<'_>) -> rusqlite::Result<Stored> {
    let moment = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(Moment));
    Ok(Stored {
        id,
        key: ItemKey(text(row, 0)?),
        entry: Entry {
            guid: None,
            link: some_text(row, 8)?,
            title: text(row, 1)?,
            author: text(row, 7)?,
            published: moment(5)?,
            updated: moment(6)?,
            reading: Reading {
                paragraphs: split(&text(row, 9)?),
                links: split(&text(row, 10)?),
            },
        },
        feeds: Vec::new(),
        date: Moment(row.get(2)?),
        dated: row.get(3)?,
        first_seen: Moment(row.get(4)?),
        marks: Marks::default(),
        about: About::default(),
    })
}

struct Listing {
    feed: FeedId,
    title: String,
    guid: Option<String>,
}

/// The feeds of some items, the first one to bring each first; one without a title by its address.
fn listings(
    tables: &Connection,
    asked: &str,
) -> Result<HashMap<ItemId, Vec<Listing>>, ArchiveError> {
    let sql = "SELECT item.id, feed.id, coalesce(nullif(feed.title, ''), feed.address), guid
        FROM json_each(?1) CROSS JOIN item ON item.id = value
        CROSS JOIN listing ON listing.item = item.id JOIN feed ON feed.id = listing.feed
        ORDER BY feed.id <> coalesce(item.feed, 0), feed.id";
    by_item(tables, sql, asked, |row| {
        Ok(Listing {
            feed: FeedId(row.get(1)?),
            title: link::shown(&text(row, 2)?).into_owned(),
            guid: some_text(row, 3)?,
        })
    })
}

/// What some items are about.
fn about(tables: &Connection, asked: &str) -> Result<HashMap<ItemId, About>, ArchiveError> {
    let sql = "SELECT item, code FROM json_each(?1) CROSS JOIN item_period ON item = value";
    let codes = by_item(tables, sql, asked, |row| text(row, 1))?;
    let sql = "SELECT item, indicator FROM json_each(?1) CROSS JOIN indicator ON item = value
        ORDER BY indicator";
    let mut found: HashMap<ItemId, About> = HashMap::new();
    for (id, indicators) in by_item(tables, sql, asked, |row| text(row, 1))? {
        found.entry(id).or_default().indicators = indicators;
    }
    for (id, codes) in codes {
        let periods = &mut found.entry(id).or_default().periods;
        *periods = codes.iter().filter_map(|code| code.parse().ok()).collect();
        periods.sort();
    }
    Ok(found)
}
