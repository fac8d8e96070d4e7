//! Reading items: a line of a list, or all of one.

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{
    Archive, ArchiveError, FeedId, Headline, ItemId, ItemKey, Marks, Stored, marks, some_text,
    split, text,
};
use crate::figures::Period;
use crate::news::{About, Entry, Moment, Reading};

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
        let lines = ids.iter().map(|id| headline(&self.connection, *id));
        self.noted(lines.filter_map(Result::transpose).collect())
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

fn headline(tables: &Connection, id: ItemId) -> Result<Option<Headline>, ArchiveError> {
    let sql = "SELECT key, title, date, dated, read, starred FROM item WHERE id = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    let line = statement.query_one([id.0], |row| {
        Ok(Headline {
            id,
            key: ItemKey(text(row, 0)?),
            title: text(row, 1)?,
            feeds: Vec::new(),
            date: Moment(row.get(2)?),
            dated: row.get(3)?,
            read: row.get(4)?,
            starred: row.get(5)?,
            tags: Vec::new(),
            periods: Vec::new(),
            indicators: Vec::new(),
        })
    });
    let Some(mut line) = line.optional()? else {
        return Ok(None);
    };
    let listings = listings(tables, id)?.into_iter();
    line.feeds = listings.map(|listing| listing.title).collect();
    line.tags = marks::tags(tables, &line.key)?;
    line.periods = periods(tables, id)?;
    line.indicators = indicators(tables, id)?;
    Ok(Some(line))
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
    let listings = listings(tables, id)?;
    stored.entry.guid = listings.iter().find_map(|listing| listing.guid.clone());
    let feeds = listings
        .into_iter()
        .map(|listing| (listing.feed, listing.title));
    stored.feeds = feeds.collect();
    stored.marks = marks::marks(tables, &stored.key)?;
    stored.about = About {
        periods: periods(tables, id)?,
        indicators: indicators(tables, id)?,
    };
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

/// The feeds of an item, the first one to bring it first; one without a title by its address.
fn listings(tables: &Connection, id: ItemId) -> Result<Vec<Listing>, ArchiveError> {
    let sql = "SELECT feed.id, coalesce(nullif(feed.title, ''), feed.address), guid
        FROM listing JOIN feed ON feed.id = listing.feed JOIN item ON item.id = listing.item
        WHERE listing.item = ?1 ORDER BY feed.id <> coalesce(item.feed, 0), feed.id";
    let mut statement = tables.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| {
        Ok(Listing {
            feed: FeedId(row.get(0)?),
            title: text(row, 1)?,
            guid: some_text(row, 2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn periods(tables: &Connection, id: ItemId) -> Result<Vec<Period>, ArchiveError> {
    let codes = texts(tables, "SELECT code FROM item_period WHERE item = ?1", id)?;
    let mut periods: Vec<Period> = codes.iter().filter_map(|code| code.parse().ok()).collect();
    periods.sort();
    Ok(periods)
}

fn indicators(tables: &Connection, id: ItemId) -> Result<Vec<String>, ArchiveError> {
    texts(
        tables,
        "SELECT indicator FROM indicator WHERE item = ?1 ORDER BY indicator",
        id,
    )
}

fn texts(tables: &Connection, sql: &str, id: ItemId) -> Result<Vec<String>, ArchiveError> {
    let mut statement = tables.prepare_cached(sql)?;
    let rows = statement.query_map([id.0], |row| text(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
