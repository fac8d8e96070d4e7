//! Taking what a feed brought: each item is kept once, and an edit changes it where it stands.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::names::{self, Name};
use super::rows::{Dated, Row, index, insert, put_about, put_body, slot, unindex};
use super::{Archive, ArchiveError, FeedId, feeds};
use crate::news::{About, Entry, Moment};

/// What became of the entries of one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many were not known.
    pub new: usize,
    /// How many had been edited.
    pub changed: usize,
    /// How many were known as they are, or had been removed.
    pub known: usize,
}

/// A name that is seen again is noted once in so many seconds.
const SEEN_AGAIN: i64 = 86_400;

impl Archive {
    /// Keeps the entries of one answer of a feed: all of them or, if that fails, none. The first
    /// entry of an answer counts as its newest.
    pub fn take(
        &mut self,
        feed: FeedId,
        entries: &[(Entry, About)],
        now: Moment,
    ) -> Result<Taken, ArchiveError> {
        self.write(|tables| {
            let mut taken = Taken::default();
            let Some(address) = feeds::address(tables, feed)? else {
                return Ok(taken);
            };
            let answer = Answer {
                tables,
                feed,
                now,
                names: all_names(&address, entries),
            };
            let once = answer.first_of_each();
            taken.known = entries.len() - once.len();
            for at in once.into_iter().rev() {
                let (entry, about) = &entries[at];
                match answer.take(&answer.names[at], entry, about)? {
                    Fate::New => taken.new += 1,
                    Fate::Changed => taken.changed += 1,
                    Fate::Known => taken.known += 1,
                }
            }
            Ok(taken)
        })
    }
}

enum Fate {
    New,
    Changed,
    Known,
}

/// The names of one entry.
struct Names {
    guid: Option<Name>,
    link: Option<Name>,
    words: Name,
}

impl Names {
    /// Those that count, the strongest first.
    fn all(&self) -> impl Iterator<Item = &Name> {
        let words = (self.guid.is_none() && self.link.is_none()).then_some(&self.words);
        self.guid.iter().chain(&self.link).chain(words)
    }

    /// What tells it from the other entries of its answer.
    fn own(&self) -> Name {
        self.guid.unwrap_or(self.words)
    }
}

/// The names of the entries of an answer. A link that several of them share names none of them.
fn all_names(address: &str, entries: &[(Entry, About)]) -> Vec<Names> {
    let named = entries.iter().map(|(entry, _)| Names {
        guid: entry
            .guid
            .as_deref()
            .map(|guid| names::of_guid(address, guid)),
        link: entry.link.as_deref().and_then(names::of_link),
        words: names::of_words(entry),
    });
    let mut named: Vec<Names> = named.collect();
    let mut owners: HashMap<Name, HashSet<Name>> = HashMap::new();
    for one in &named {
        if let Some(link) = one.link {
            owners.entry(link).or_default().insert(one.own());
        }
    }
    for one in &mut named {
        one.link = one.link.filter(|link| owners[link].len() == 1);
    }
    named
}

/// An item as far as an answer is compared with it.
struct Known {
    id: i64,
    owner: Option<i64>,
    content: Name,
    date: i64,
    first_seen: i64,
    title: String,
}

/// An answer while it is taken.
struct Answer<'a> {
    tables: &'a Connection,
    feed: FeedId,
    now: Moment,
    names: Vec<Names>,
}

impl Answer<'_> {
    /// Where the entries stand, one that is given twice at its first place.
    fn first_of_each(&self) -> Vec<usize> {
        let mut met = HashSet::new();
        let places = 0..self.names.len();
        places
            .filter(|at| met.insert(self.names[*at].own()))
            .collect()
    }

    fn take(&self, names: &Names, entry: &Entry, about: &About) -> Result<Fate, ArchiveError> {
        let Some(key) = self.key(names, entry)? else {
            self.add(names, entry, about)?;
            return Ok(Fate::New);
        };
        for name in names.all() {
            self.keep_name(name, &key)?;
        }
        let Some(known) = self.known(&key)? else {
            return Ok(Fate::Known);
        };
        let content = names::of_content(entry);
        let own = known.owner.is_none_or(|owner| owner == self.feed.0);
        let id = if own && known.content != content {
            self.change(&known, content, entry, about)?
        } else {
            known.id
        };
        self.list(id, entry.guid.as_deref())?;
        let changed = own && known.content != content;
        Ok(if changed { Fate::Changed } else { Fate::Known })
    }

    /// The key under which an entry is known, if it is.
    fn key(&self, names: &Names, entry: &Entry) -> Result<Option<String>, ArchiveError> {
        if let Some(guid) = &names.guid
            && let Some(key) = self.key_named(guid)?
        {
            return Ok(Some(key));
        }
        if let Some(link) = &names.link
            && let Some(key) = self.key_named(link)?
            && self.is_same(&key, names, entry)?
        {
            return Ok(Some(key));
        }
        if names.guid.is_none() && names.link.is_none() {
            return self.key_named(&names.words);
        }
        // An item whose names were lost is still known by its key.
        let first = names.all().next().map(names::key_of);
        let known = first.map(|key| Ok::<_, ArchiveError>(self.known(&key)?.map(|_| key)));
        Ok(known.transpose()?.flatten())
    }

    fn key_named(&self, name: &Name) -> Result<Option<String>, ArchiveError> {
        let sql = "SELECT key FROM name WHERE name = ?1";
        let mut statement = self.tables.prepare_cached(sql)?;
        Ok(statement.query_one([name], |row| row.get(0)).optional()?)
    }

    /// Whether the item with the same link is the same story. If this feed lists it under another
    /// guid, either the guid changed or the feed gives one link to many stories.
    fn is_same(&self, key: &str, names: &Names, entry: &Entry) -> Result<bool, ArchiveError> {
        let (Some(known), Some(own)) = (self.known(key)?, &names.guid) else {
            return Ok(true);
        };
        let sql = "SELECT guid FROM listing WHERE item = ?1 AND feed = ?2";
        let mut statement = self.tables.prepare_cached(sql)?;
        let listed = statement.query_one([known.id, self.feed.0], |row| row.get(0));
        let Some(guid) = listed.optional()?.flatten() else {
            return Ok(true);
        };
        let guid: String = guid;
        let address = feeds::address(self.tables, self.feed)?.unwrap_or_default();
        let other = names::of_guid(&address, &guid);
        let listed_now = self.names.iter().any(|one| one.guid == Some(other));
        let alike = known.title == entry.title;
        Ok(other == *own || alike && !listed_now)
    }

    fn known(&self, key: &str) -> Result<Option<Known>, ArchiveError> {
        let sql = "SELECT id, feed, content, date, first_seen, title FROM item WHERE key = ?1";
        let mut statement = self.tables.prepare_cached(sql)?;
        let found = statement.query_one([key], |row| {
            Ok(Known {
                id: row.get(0)?,
                owner: row.get(1)?,
                content: row.get(2)?,
                date: row.get(3)?,
                first_seen: row.get(4)?,
                title: row.get(5)?,
            })
        });
        Ok(found.optional()?)
    }

    fn keep_name(&self, name: &Name, key: &str) -> Result<(), ArchiveError> {
        let sql = "INSERT INTO name (name, key, seen) VALUES (?1, ?2, ?3)
            ON CONFLICT (name) DO UPDATE SET seen = excluded.seen
            WHERE excluded.seen >= name.seen + ?4";
        let mut statement = self.tables.prepare_cached(sql)?;
        statement.execute(params![name, key, self.now.0, SEEN_AGAIN])?;
        Ok(())
    }

    fn list(&self, id: i64, guid: Option<&str>) -> Result<(), ArchiveError> {
        let sql = "INSERT INTO listing (feed, item, guid) VALUES (?1, ?2, ?3)
            ON CONFLICT (feed, item) DO UPDATE SET guid = excluded.guid
            WHERE guid IS NOT excluded.guid";
        let mut statement = self.tables.prepare_cached(sql)?;
        statement.execute(params![self.feed.0, id, guid])?;
        Ok(())
    }

    fn add(&self, names: &Names, entry: &Entry, about: &About) -> Result<(), ArchiveError> {
        let first = names.all().next().unwrap_or(&names.words);
        let key = names::key_of(first);
        let row = Row {
            key: &key,
            feed: Some(self.feed.0),
            content: names::of_content(entry),
            first_seen: self.now,
        };
        let id = insert(self.tables, &row, entry, about)?;
        for name in names.all() {
            self.keep_name(name, &key)?;
        }
        self.list(id, entry.guid.as_deref())
    }

    /// Changes an item where it stands, and gives its id from now on.
    fn change(
        &self,
        known: &Known,
        content: Name,
        entry: &Entry,
        about: &About,
    ) -> Result<i64, ArchiveError> {
        let tables = self.tables;
        let date = Dated::of(entry, Moment(known.first_seen));
        unindex(tables, known.id)?;
        let id = if date.at == known.date {
            known.id
        } else {
            slot(tables, date.at)?
        };
        let sql = "UPDATE item SET id = ?2, feed = ?3, title = ?4, date = ?5, dated = ?6,
            published = ?7, updated = ?8, content = ?9 WHERE id = ?1";
        tables.prepare_cached(sql)?.execute(params![
            known.id,
            id,
            self.feed.0,
            entry.title,
            date.at,
            date.is_own,
            entry.published.map(|one| one.0),
            entry.updated.map(|one| one.0),
            content,
        ])?;
        put_body(tables, id, entry)?;
        put_about(tables, id, about)?;
        index(tables, id)?;
        Ok(id)
    }
}
