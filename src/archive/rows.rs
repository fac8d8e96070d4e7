//! The rows of an item: all that changes when it comes, is edited or goes, so that what is
//! searched always says what is kept.

use chrono::Datelike as _;
use rusqlite::{Connection, params};

use super::names::Name;
use super::{ArchiveError, ItemId, joined};
use crate::news::{About, Entry, Moment};

/// Bits of an id that tell items of one second apart.
const SLOT_BITS: u32 = 8;

/// What is not in the entry of a new item.
pub struct Row<'a> {
    /// Its key.
    pub key: &'a str,
    /// The feed whose edits count.
    pub feed: Option<i64>,
    /// Digest of the entry.
    pub content: Name,
    /// When it was first seen.
    pub first_seen: Moment,
}

/// When an item is sorted.
pub struct Dated {
    /// In seconds since 1970.
    pub at: i64,
    /// Whether that is a date which the feed gives.
    pub is_own: bool,
}

impl Dated {
    /// The day that the feed gives, unless it has not come yet; else the one of first sight.
    pub fn of(entry: &Entry, first_seen: Moment) -> Self {
        let own = entry.dated(first_seen);
        Self {
            at: own.unwrap_or(first_seen).0,
            is_own: own.is_some(),
        }
    }
}

/// Adds an item with its words, with the marks that are kept for its key, and gives its id.
pub fn insert(
    tables: &Connection,
    row: &Row<'_>,
    entry: &Entry,
    about: &About,
) -> Result<i64, ArchiveError> {
    let date = Dated::of(entry, row.first_seen);
    let id = slot(tables, date.at)?;
    let sql = "INSERT INTO item (id, key, feed, title, date, dated, first_seen, published, updated,
          content, read, starred)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
          coalesce((SELECT read FROM mark WHERE key = ?2), 0),
          coalesce((SELECT starred FROM mark WHERE key = ?2), 0))";
    tables.prepare_cached(sql)?.execute(params![
        id,
        row.key,
        row.feed,
        entry.title,
        date.at,
        date.is_own,
        row.first_seen.0,
        entry.published.map(|one| one.0),
        entry.updated.map(|one| one.0),
        row.content,
    ])?;
    put_body(tables, id, entry)?;
    put_about(tables, id, about)?;
    index(tables, id)?;
    Ok(id)
}

/// A free id for an item of this second, later than those of it that are there. When the second
/// is full, it is one of the next two, then of the next four, so that few are looked at however
/// many items say that they are of one second.
pub fn slot(tables: &Connection, date: i64) -> Result<i64, ArchiveError> {
    let (mut base, mut span) = (first_slot(date), 1 << SLOT_BITS);
    let sql = "SELECT max(id) FROM item WHERE id BETWEEN ?1 AND ?2";
    let mut statement = tables.prepare_cached(sql)?;
    loop {
        let last = base + span - 1;
        let taken: Option<i64> = statement.query_one([base, last], |row| row.get(0))?;
        match taken {
            None => return Ok(base),
            Some(id) if id < last => return Ok(id + 1),
            Some(_) => (base, span) = (base + span, span * 2),
        }
    }
}

/// The second that an item's id was given for.
pub fn date_of(id: ItemId) -> Moment {
    Moment(id.0 >> SLOT_BITS)
}

/// The least id of an item of this second.
pub fn first_slot(date: i64) -> i64 {
    let far = 1 << 50;
    date.clamp(-far, far) << SLOT_BITS
}

pub fn put_body(tables: &Connection, id: i64, entry: &Entry) -> Result<(), ArchiveError> {
    let sql = "INSERT OR REPLACE INTO body (item, author, link, paragraphs, links)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    tables.prepare_cached(sql)?.execute(params![
        id,
        entry.author,
        entry.link,
        joined(&entry.reading.paragraphs),
        joined(&entry.reading.links),
    ])?;
    Ok(())
}

/// Keeps what an item is about in place of what it was about.
pub fn put_about(tables: &Connection, id: i64, about: &About) -> Result<(), ArchiveError> {
    for sql in [
        "DELETE FROM item_period WHERE item = ?1",
        "DELETE FROM indicator WHERE item = ?1",
    ] {
        tables.prepare_cached(sql)?.execute([id])?;
    }
    let sql = "INSERT OR IGNORE INTO period (code, first, last) VALUES (?1, ?2, ?3)";
    let mut known = tables.prepare_cached(sql)?;
    let sql = "INSERT OR IGNORE INTO item_period (code, item) VALUES (?1, ?2)";
    let mut statement = tables.prepare_cached(sql)?;
    for period in &about.periods {
        let [first, last] = [period.start(), period.end()].map(|day| day.num_days_from_ce());
        known.execute(params![period.code(), first, last])?;
        statement.execute(params![period.code(), id])?;
    }
    let sql = "INSERT OR IGNORE INTO indicator (indicator, item) VALUES (?1, ?2)";
    let mut statement = tables.prepare_cached(sql)?;
    for indicator in &about.indicators {
        statement.execute(params![indicator, id])?;
    }
    Ok(())
}

pub fn unindex(tables: &Connection, id: i64) -> Result<(), ArchiveError> {
    let sql = "DELETE FROM words WHERE rowid = ?1";
    tables.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

/// Makes the words of an item, its note and its tags be found.
pub fn index(tables: &Connection, id: i64) -> Result<(), ArchiveError> {
    unindex(tables, id)?;
    let sql = "INSERT INTO words (rowid, title, text, note, tags)
        SELECT item.id, item.title, body.paragraphs, coalesce(mark.note, ''),
          coalesce((SELECT group_concat(tag, ' ') FROM tag WHERE tag.key = item.key), '')
        FROM item LEFT JOIN body ON body.item = item.id LEFT JOIN mark ON mark.key = item.key
        WHERE item.id = ?1";
    tables.prepare_cached(sql)?.execute([id])?;
    Ok(())
}

/// Removes an item; its names stay, so that it does not come again as a new one.
pub fn remove(tables: &Connection, id: i64) -> Result<(), ArchiveError> {
    unindex(tables, id)?;
    let sql = "DELETE FROM item WHERE id = ?1";
    tables.prepare_cached(sql)?.execute([id])?;
    Ok(())
}
