//! How long items are kept: as long as the user says, and whatever the user starred, noted,
//! tagged or made a claim of for good.

use rusqlite::{Connection, Row};

use super::{Archive, ArchiveError, feeds, marks, rows};
use crate::news::Moment;

/// How long items are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Days since an item was first seen; for ever if none.
    pub days: Option<u32>,
}

const DAY: i64 = 86_400;

/// Names of items that went are known for so long after a feed listed them for the last time.
const REMEMBERED: i64 = 400 * DAY;

/// So many items are removed in one transaction, so that others can write between.
const BATCH: i64 = 500;

/// So many pages are given back in one transaction.
const PIECE: u32 = 2000;

impl Archive {
    /// Removes the items that are kept for long enough, and gives how many. A feed that lists
    /// them still does not bring them again.
    pub fn prune(&mut self, keep: Retention, now: Moment) -> Result<usize, ArchiveError> {
        let Some(days) = keep.days else {
            return Ok(0);
        };
        let end = now.0.saturating_sub(i64::from(days) * DAY);
        let mut removed = 0;
        loop {
            let batch = self.write(|tables| remove_some(tables, end))?;
            removed += batch;
            if batch == 0 {
                break;
            }
        }
        self.write(|tables| forget(tables, now.0.saturating_sub(REMEMBERED)))?;
        match self.noted(self.give_back()) {
            // The room is given back the next time.
            Ok(()) | Err(ArchiveError::Locked) => Ok(removed),
            Err(error) => Err(error),
        }
    }

    /// Gives room that is free back to the disk, a piece at a time.
    fn give_back(&self) -> Result<(), ArchiveError> {
        let free = || -> Result<i64, ArchiveError> {
            let count = |row: &Row<'_>| row.get(0);
            Ok(self
                .connection
                .pragma_query_value(None, "freelist_count", count)?)
        };
        let mut left = free()?;
        while left > 0 {
            let sql = format!("PRAGMA incremental_vacuum({PIECE})");
            let mut statement = self.connection.prepare(&sql)?;
            // Each step gives back one page.
            let mut pages = statement.query([])?;
            while pages.next()?.is_some() {}
            let before = std::mem::replace(&mut left, free()?);
            if left >= before {
                break;
            }
        }
        Ok(())
    }
}

fn remove_some(tables: &Connection, end: i64) -> Result<usize, ArchiveError> {
    let sql = format!(
        "SELECT id FROM item WHERE first_seen < ?1 AND {} LIMIT ?2",
        marks::UNTOUCHED
    );
    let mut statement = tables.prepare_cached(&sql)?;
    let found = statement.query_map([end, BATCH], |row| row.get(0))?;
    let ids: Vec<i64> = found.collect::<Result<_, _>>()?;
    for id in &ids {
        rows::remove(tables, *id)?;
    }
    Ok(ids.len())
}

/// Forgets the names of items that went, were not listed since `end`, and bear no more than the
/// mark that they were read.
fn forget(tables: &Connection, end: i64) -> Result<(), ArchiveError> {
    let gone = "seen < ?1 AND NOT EXISTS (SELECT 1 FROM item WHERE item.key = name.key)";
    let marks = format!(
        "DELETE FROM mark WHERE starred = 0 AND note = ''
         AND key IN (SELECT key FROM name WHERE {gone})"
    );
    tables.execute(&marks, [end])?;
    tables.execute(&format!("DELETE FROM name WHERE {gone}"), [end])?;
    feeds::forget_empty(tables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{About, Entry, Feed, Reading};

    #[test]
    fn room_of_what_went_is_given_back_to_the_disk() {
        let folder = tempfile::tempdir().expect("folder");
        let mut archive = Archive::open(folder.path()).archive;
        let feed = archive.subscribe(&Feed::default()).expect("subscribed");
        let entry = |at: usize| Entry {
            guid: Some(at.to_string()),
            reading: Reading {
                paragraphs: vec![format!("{at} ").repeat(3000)],
                links: Vec::new(),
            },
            ..Entry::default()
        };
        let entries: Vec<_> = (0..1000).map(|at| (entry(at), About::default())).collect();
        archive.take(feed, &entries, Moment(0)).expect("taken");
        let pages = |archive: &Archive, pragma: &str| -> i64 {
            let count = |row: &Row<'_>| row.get(0);
            let read = archive.connection.pragma_query_value(None, pragma, count);
            read.expect("a count")
        };
        let before = pages(&archive, "page_count");
        assert!(before > i64::from(PIECE), "{before}");
        let kept = Retention { days: Some(1) };
        let pruned = archive.prune(kept, Moment(3 * DAY)).expect("pruned");
        let after = pages(&archive, "page_count");
        assert_eq!((pruned, pages(&archive, "freelist_count")), (1000, 0));
        assert!(after < before / 10, "{before} {after}");
    }
}
