//! Merging records of another archive into this one: what is there stays, what is new comes, a mark
//! of either counts, of two notes both are kept.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::names::{self, Name};
use super::portable::{FeedRecord, ItemRecord, MarksRecord, Record, marks_of};
use super::rows::{self, Row};
use super::{Archive, ArchiveError, ItemKey, Mark, marks};
use crate::news::{About, Entry, Moment, Reading};

/// So many records are merged in one transaction, if they take no more memory than that.
const BATCH: usize = 500;
const BYTES: usize = 1 << 20;

impl Archive {
    /// Merges records, in the order in which [`Archive::export`] gives them. What is there stays;
    /// of two notes both are kept. Gives how many items are new.
    pub fn import<E: From<ArchiveError>>(
        &mut self,
        records: impl IntoIterator<Item = Result<Record, E>>,
    ) -> Result<usize, E> {
        let mut merging = self.merging();
        for record in records {
            merging.take(record?)?;
        }
        Ok(merging.finish()?)
    }

    /// The same for records that are given one by one.
    pub fn merging(&mut self) -> Merging<'_> {
        Merging {
            archive: self,
            merge: Merge::default(),
            batch: Vec::new(),
            bytes: 0,
        }
    }
}

/// Records on their way into an archive.
#[derive(Debug)]
pub struct Merging<'a> {
    archive: &'a mut Archive,
    merge: Merge,
    batch: Vec<Record>,
    bytes: usize,
}

impl Merging<'_> {
    /// Merges a record, at the latest when it is finished.
    pub fn take(&mut self, record: Record) -> Result<(), ArchiveError> {
        let bytes = record.bytes();
        if self.batch.len() == BATCH || self.bytes + bytes > BYTES {
            self.put()?;
        }
        self.bytes += bytes;
        self.batch.push(record);
        Ok(())
    }

    /// Merges what is left; gives how many items are new.
    pub fn finish(mut self) -> Result<usize, ArchiveError> {
        self.put()?;
        Ok(self.merge.new)
    }

    fn put(&mut self) -> Result<(), ArchiveError> {
        let (batch, merge) = (std::mem::take(&mut self.batch), &mut self.merge);
        self.bytes = 0;
        if batch.is_empty() {
            return Ok(());
        }
        self.archive
            .write(|tables| batch.iter().try_for_each(|one| merge.take(tables, one)))
    }
}

/// Records while they are merged.
#[derive(Debug, Default)]
struct Merge {
    new: usize,
    /// The keys of items that are here under another key.
    keys: HashMap<String, String>,
}

impl Merge {
    fn take(&mut self, tables: &Connection, record: &Record) -> Result<(), ArchiveError> {
        match record {
            Record::Feed(feed) => put_feed(tables, feed),
            Record::Item(item) => self.put_item(tables, item),
            Record::Marks(marks) => {
                let key = self.keys.get(&marks.key).unwrap_or(&marks.key);
                put_marks(tables, &ItemKey::named(key), marks)
            }
            Record::Removed(removed) => match names::of_hex(&removed.name) {
                Some(name) => put_name(tables, &name, &removed.key, removed.seen),
                None => Ok(()),
            },
        }
    }

    fn put_item(&mut self, tables: &Connection, item: &ItemRecord) -> Result<(), ArchiveError> {
        let names: Vec<Name> = item
            .names
            .iter()
            .filter_map(|one| names::of_hex(one))
            .collect();
        let here = match id_of(tables, &item.key)? {
            Some(id) => Some((id, item.key.clone())),
            None => named(tables, &names)?,
        };
        let (id, key) = if let Some(here) = here {
            here
        } else {
            self.new += 1;
            (new_item(tables, item)?, item.key.clone())
        };
        for name in &names {
            // A name of an item that went is of this one again.
            let sql = "UPDATE name SET key = ?2 WHERE name = ?1
                AND NOT EXISTS (SELECT 1 FROM item WHERE item.key = name.key)";
            tables.prepare_cached(sql)?.execute(params![name, key])?;
            put_name(tables, name, &key, item.first_seen)?;
        }
        for listing in &item.feeds {
            let sql = "INSERT OR IGNORE INTO listing (feed, item, guid)
                SELECT id, ?2, ?3 FROM feed WHERE address = ?1";
            let mut statement = tables.prepare_cached(sql)?;
            statement.execute(params![listing.feed, id, listing.guid])?;
        }
        if key != item.key {
            self.keys.insert(item.key.clone(), key);
        }
        Ok(())
    }
}

fn new_item(tables: &Connection, item: &ItemRecord) -> Result<i64, ArchiveError> {
    let entry = Entry {
        guid: None,
        link: item.link.clone(),
        title: item.title.clone(),
        author: item.author.clone(),
        published: item.published.map(Moment),
        updated: item.updated.map(Moment),
        reading: Reading {
            paragraphs: item.text.clone(),
            links: item.links.clone(),
        },
    };
    let periods = item.periods.iter().filter_map(|code| code.parse().ok());
    let about = About {
        periods: periods.collect(),
        indicators: item.indicators.clone(),
    };
    let owner = item.feeds.first().map(|listing| &listing.feed);
    let sql = "SELECT id FROM feed WHERE address = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    let row = Row {
        key: &item.key,
        feed: statement.query_one([owner], |row| row.get(0)).optional()?,
        content: names::of_content(&entry),
        first_seen: Moment(item.first_seen),
    };
    rows::insert(tables, &row, &entry, &about)
}

fn put_feed(tables: &Connection, feed: &FeedRecord) -> Result<(), ArchiveError> {
    let sql = "INSERT INTO feed (address, title, words, subscribed) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (address) DO UPDATE SET subscribed = max(subscribed, excluded.subscribed)";
    tables.prepare_cached(sql)?.execute(params![
        feed.address,
        feed.title,
        super::joined(&feed.words),
        feed.subscribed,
    ])?;
    Ok(())
}

/// Merges what stands under a key into what stands under another one, which takes its place.
pub fn rename(tables: &Connection, from: String, to: &ItemKey) -> Result<(), ArchiveError> {
    let marks = marks_of(tables, from)?;
    put_marks(tables, to, &marks)?;
    for table in ["mark", "tag", "claim"] {
        let sql = format!("DELETE FROM {table} WHERE key = ?1");
        tables.execute(&sql, [&marks.key])?;
    }
    Ok(())
}

fn put_marks(tables: &Connection, key: &ItemKey, record: &MarksRecord) -> Result<(), ArchiveError> {
    let here = marks::marks(tables, key)?;
    let mut more: Vec<Mark> = record.tags.iter().cloned().map(Mark::Tag).collect();
    match (key.record_id(), record.read) {
        // It counts as read: the mark that the user made is the other one.
        (Some(_), false) => more.push(Mark::Unread),
        (None, true) => more.push(Mark::Read),
        (Some(_), true) | (None, false) => {}
    }
    more.extend(record.starred.then_some(Mark::Starred));
    more.extend(both(&here.note, &record.note).map(Mark::Note));
    for mark in &more {
        marks::set(tables, key, mark)?;
    }
    let sql = "INSERT INTO claim (key, text) SELECT ?1, ?2
        WHERE NOT EXISTS (SELECT 1 FROM claim WHERE key = ?1 AND text = ?2)";
    let mut statement = tables.prepare_cached(sql)?;
    for claim in &record.claims {
        statement.execute([&key.0, claim])?;
    }
    Ok(())
}

/// Two notes as one, if that is not the one that is here; what one says in whole lines of the other
/// is not said twice.
fn both(here: &str, there: &str) -> Option<String> {
    let has = |one: &str, other: &str| {
        other.is_empty() || format!("\n{one}\n").contains(&format!("\n{other}\n"))
    };
    if has(here, there) {
        None
    } else if has(there, here) {
        Some(there.to_owned())
    } else {
        Some(format!("{here}\n{there}"))
    }
}

fn put_name(tables: &Connection, name: &Name, key: &str, seen: i64) -> Result<(), ArchiveError> {
    let sql = "INSERT INTO name (name, key, seen) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE SET seen = max(seen, excluded.seen)";
    tables
        .prepare_cached(sql)?
        .execute(params![name, key, seen])?;
    Ok(())
}

fn id_of(tables: &Connection, key: &str) -> Result<Option<i64>, ArchiveError> {
    let sql = "SELECT id FROM item WHERE key = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    Ok(statement.query_one([key], |row| row.get(0)).optional()?)
}

/// The item that bears one of these names.
fn named(tables: &Connection, names: &[Name]) -> Result<Option<(i64, String)>, ArchiveError> {
    let sql = "SELECT item.id, item.key FROM name JOIN item USING (key) WHERE name = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    for name in names {
        let found = statement.query_one([name], |row| Ok((row.get(0)?, row.get(1)?)));
        if let Some(found) = found.optional()? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
