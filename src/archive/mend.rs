//! A damaged archive: it is kept aside as it is, and all that `SQLite` can still read of it goes
//! into a new one.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::Utc;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Row};

use super::names::{self, Name};
use super::portable::{self, ItemRecord, ListingRecord, MarksRecord, Record, feeds, marks_of};
use super::{Archive, ArchiveError, ItemId, ItemKey, read};
use crate::news::link;

/// A file of up to so many bytes is read as a whole when it is opened: a moment. In a larger one
/// damage is found where it is met, and the whole is read when it is opened the next time.
const READ_WHOLE: u64 = 8 << 20;

/// Refuses a database that is damaged, as far as that is soon found.
pub fn check(connection: &Connection, path: &Path) -> Result<(), ArchiveError> {
    let suspect = beside(path, SUSPECT);
    if fs::metadata(path)?.len() > READ_WHOLE && !suspect.exists() {
        return probe(connection);
    }
    let first = |row: &Row<'_>| row.get::<_, String>(0);
    let found = connection.query_one("PRAGMA quick_check(1)", [], first)?;
    if found == "ok" {
        Ok(remove(&suspect)?)
    } else {
        Err(ArchiveError::Damaged)
    }
}

/// The end of the name of a file that says that damage was met.
const SUSPECT: &str = ".suspect";

/// Sees to it that a file in which damage was met is read as a whole the next time.
pub fn suspect(path: &Path) {
    // If nothing can be written there, nothing can be mended either.
    let _ = File::create(beside(path, SUSPECT));
}

/// Reads both ends of what is read most.
fn probe(connection: &Connection) -> Result<(), ArchiveError> {
    for table in ["feed", "item", "body", "mark", "tag", "claim", "meta"] {
        for end in ["min", "max"] {
            let sql = format!("SELECT {end}(rowid) FROM {table} NOT INDEXED");
            connection.query_one(&sql, [], |_| Ok(()))?;
        }
    }
    Ok(())
}

/// Puts a damaged archive aside and opens a new one in its place; says so in words.
pub fn mend(path: &Path) -> Result<(Archive, Option<String>), ArchiveError> {
    // Of several programs that meet the damage, one mends it.
    let lock = File::create(beside(path, ".lock"))?;
    lock.lock()?;
    match Archive::at(path) {
        Err(ArchiveError::Damaged) => {}
        opened => return Ok((opened?, None)),
    }
    let fresh = beside(path, ".new");
    for end in ["", "-wal", "-shm"] {
        remove(&beside(&fresh, end))?;
    }
    let mut archive = Archive::at(&fresh)?;
    let saved = save(path, &mut archive)?;
    archive
        .connection
        .pragma_update(None, "journal_mode", "delete")?;
    drop(archive);
    let aside = put_aside(path)?;
    fs::rename(&fresh, path)?;
    remove(&beside(path, SUSPECT))?;
    let notice = format!(
        "{} was damaged: it is kept as {}, and {} feeds, {} items and the marks of {} \
         were saved from it",
        path.display(),
        aside.display(),
        saved.feeds,
        saved.items,
        saved.marks
    );
    Ok((Archive::at(path)?, Some(notice)))
}

/// Keeps a file under a name that says when it was put aside. It stays at its place, too, until
/// another one takes it, so that there is no moment without one.
fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let time = Utc::now().format("%Y%m%dT%H%M%SZ");
    for attempt in 1.. {
        let again = if attempt == 1 {
            String::new()
        } else {
            format!("-{attempt}")
        };
        let aside = beside(path, &format!(".corrupt-{time}{again}"));
        match fs::hard_link(path, &aside) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(_) => fs::rename(path, &aside)?,
        }
        // The log belongs to this file and must never be met by another one.
        let log = beside(path, "-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            fs::rename(&log, beside(&aside, "-wal"))?;
        }
        remove(&log)?;
        remove(&beside(path, "-shm"))?;
        return Ok(aside);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// How much was saved.
#[derive(Default)]
struct Saved {
    feeds: usize,
    items: usize,
    marks: usize,
}

/// Copies what can be read of a damaged file.
fn save(path: &Path, into: &mut Archive) -> Result<Saved, ArchiveError> {
    let mut saved = Saved::default();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(wreck) = Connection::open_with_flags(path, flags) else {
        return Ok(saved);
    };
    // Tables whose definition is whole are read although others are not.
    let _ = wreck.pragma_update(None, "writable_schema", true);
    let wreck = Wreck {
        names: names_of(&wreck),
        tables: wreck,
    };
    let feeds = wreck.feeds().into_iter().map(Record::Feed);
    let items = wreck.items().into_iter();
    let items = items.filter_map(|id| wreck.item(id)).map(Record::Item);
    let marks = wreck.marks().into_iter().map(Record::Marks);
    // Which names are of items that were removed, and which of items that cannot be read, is not
    // known: all of those may come again.
    let all = feeds.chain(items).chain(marks);
    let counted = all.map(|record| {
        match &record {
            Record::Feed(_) => saved.feeds += 1,
            Record::Item(_) => saved.items += 1,
            Record::Marks(_) => saved.marks += 1,
            Record::Removed(_) => {}
        }
        Ok::<_, ArchiveError>(record)
    });
    into.import(counted)?;
    Ok(saved)
}

/// A damaged database. Every way to a row is tried: the table and its indexes, from both ends.
struct Wreck {
    tables: Connection,
    names: HashMap<String, Vec<Name>>,
}

impl Wreck {
    fn feeds(&self) -> Vec<portable::FeedRecord> {
        if let Ok(all) = feeds(&self.tables) {
            return all;
        }
        // What a feed is called can be had again; its address cannot.
        let addresses = readable::<String>(&self.tables, &["SELECT address FROM feed"]);
        let bare = addresses.into_iter().map(|address| portable::FeedRecord {
            title: link::shown(&address).into_owned(),
            address,
            words: Vec::new(),
            subscribed: true,
        });
        bare.collect()
    }

    /// The ids of all items, the oldest first.
    fn items(&self) -> BTreeSet<i64> {
        let ways = [
            "SELECT id FROM item NOT INDEXED ORDER BY id",
            "SELECT id FROM item NOT INDEXED ORDER BY id DESC",
            "SELECT id FROM item INDEXED BY item_flags ORDER BY id",
            "SELECT id FROM item INDEXED BY item_flags ORDER BY id DESC",
            "SELECT item FROM body ORDER BY item",
            "SELECT item FROM body ORDER BY item DESC",
        ];
        readable(&self.tables, &ways)
    }

    fn item(&self, id: i64) -> Option<ItemRecord> {
        let id = ItemId(id);
        let whole = portable::item(&self.tables, id).ok().flatten();
        let mut item = whole.or_else(|| self.parts(id))?;
        if item.names.is_empty() {
            item.names = self.names_again(&item);
        }
        Some(item)
    }

    /// An item of which something cannot be read: its title and marks count more than its text.
    fn parts(&self, id: ItemId) -> Option<ItemRecord> {
        let stored = read::stored(&self.tables, id).ok().flatten();
        let sql = "SELECT key, title, first_seen, published FROM item NOT INDEXED WHERE id = ?1";
        let bare = || {
            self.tables.query_one(sql, [id.0], |row| {
                Ok(ItemRecord {
                    key: row.get(0)?,
                    title: row.get(1)?,
                    first_seen: row.get(2)?,
                    published: row.get(3)?,
                    ..ItemRecord::default()
                })
            })
        };
        let mut item = stored.map(portable::record).or_else(|| bare().ok())?;
        let sql = "SELECT feed.address, guid FROM listing JOIN feed ON feed.id = listing.feed
            WHERE listing.item = ?1";
        let mut statement = self.tables.prepare(sql).ok()?;
        let listing = |row: &Row<'_>| {
            Ok(ListingRecord {
                feed: row.get(0)?,
                guid: row.get(1)?,
            })
        };
        let rows = statement.query_map([id.0], listing).ok()?;
        item.feeds = rows.map_while(Result::ok).collect();
        Some(item)
    }

    fn names_again(&self, item: &ItemRecord) -> Vec<String> {
        let kept = self.names.get(&item.key).into_iter().flatten();
        let guids = item.feeds.iter().filter_map(|listing| {
            let guid = listing.guid.as_deref()?;
            Some(names::of_guid(&listing.feed, guid))
        });
        let link = item.link.as_deref().and_then(names::of_link);
        let all: BTreeSet<Name> = kept.copied().chain(guids).chain(link).collect();
        all.iter().map(names::hex).collect()
    }

    fn marks(&self) -> Vec<MarksRecord> {
        let ways = [
            "SELECT key FROM mark NOT INDEXED ORDER BY rowid",
            "SELECT key FROM mark NOT INDEXED ORDER BY rowid DESC",
            "SELECT key FROM mark ORDER BY key",
            "SELECT key FROM mark ORDER BY key DESC",
            "SELECT key FROM tag NOT INDEXED ORDER BY rowid",
            "SELECT key FROM tag NOT INDEXED ORDER BY rowid DESC",
            "SELECT key FROM tag ORDER BY key",
            "SELECT key FROM tag ORDER BY key DESC",
            "SELECT key FROM claim NOT INDEXED ORDER BY id",
            "SELECT key FROM claim NOT INDEXED ORDER BY id DESC",
            "SELECT key FROM item NOT INDEXED WHERE read = 1 OR starred = 1 ORDER BY id",
            "SELECT key FROM item NOT INDEXED WHERE read = 1 OR starred = 1 ORDER BY id DESC",
        ];
        let keys: BTreeSet<String> = readable(&self.tables, &ways);
        keys.into_iter().map(|key| self.marks_of(key)).collect()
    }

    /// The marks of a key, as far as each can be read.
    fn marks_of(&self, key: String) -> MarksRecord {
        let whole = marks_of(&self.tables, key.clone());
        let mut found = whole.unwrap_or_else(|_| self.marks_apart(key));
        // The two flags stand with the item, too.
        found.read |= self.flag("SELECT read FROM item WHERE key = ?1", &found.key);
        found.starred |= self.flag("SELECT starred FROM item WHERE key = ?1", &found.key);
        found
    }

    /// Each mark on its own, past indexes.
    fn marks_apart(&self, key: String) -> MarksRecord {
        MarksRecord {
            read: self
                .known("SELECT read FROM mark NOT INDEXED WHERE key = ?1", &key)
                .unwrap_or_else(|| ItemKey(key.clone()).record_id().is_some()),
            starred: self.flag("SELECT starred FROM mark NOT INDEXED WHERE key = ?1", &key),
            note: self
                .texts("SELECT note FROM mark NOT INDEXED WHERE key = ?1", &key)
                .pop()
                .unwrap_or_default(),
            tags: self.texts("SELECT tag FROM tag NOT INDEXED WHERE key = ?1", &key),
            claims: self.texts("SELECT text FROM claim NOT INDEXED WHERE key = ?1", &key),
            key,
        }
    }

    fn flag(&self, sql: &str, key: &str) -> bool {
        self.known(sql, key).unwrap_or_default()
    }

    fn known(&self, sql: &str, key: &str) -> Option<bool> {
        let yes = self.tables.query_one(sql, [key], |row| row.get(0));
        yes.ok()
    }

    fn texts(&self, sql: &str, key: &str) -> Vec<String> {
        let Ok(mut statement) = self.tables.prepare_cached(sql) else {
            return Vec::new();
        };
        let rows = statement.query_map([key], |row| row.get(0));
        let read = rows.map(|rows| rows.map_while(Result::ok).collect());
        read.unwrap_or_default()
    }
}

fn names_of(tables: &Connection) -> HashMap<String, Vec<Name>> {
    let mut found: HashMap<String, Vec<Name>> = HashMap::new();
    for order in ["", "DESC"] {
        let sql = format!("SELECT name, key FROM name ORDER BY name {order}");
        let Ok(mut statement) = tables.prepare(&sql) else {
            continue;
        };
        let Ok(mut rows) = statement.query([]) else {
            continue;
        };
        while let Ok(Some(row)) = rows.next() {
            if let (Ok(name), Ok(key)) = (row.get(0), row.get(1)) {
                found.entry(key).or_default().push(name);
            }
        }
    }
    found
}

/// The values of a column as far as each of some ways to it leads.
fn readable<T: FromSql + Ord>(tables: &Connection, ways: &[&str]) -> BTreeSet<T> {
    let mut found = BTreeSet::new();
    for sql in ways {
        let Ok(mut statement) = tables.prepare(sql) else {
            continue;
        };
        let Ok(mut rows) = statement.query([]) else {
            continue;
        };
        while let Ok(Some(row)) = rows.next() {
            found.extend(row.get(0).ok());
        }
    }
    found
}
