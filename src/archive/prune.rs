//! How long items are kept: as long as the user says, and whatever the user starred, noted,
//! tagged or made a claim of for good.

use rusqlite::Connection;

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
        if removed > 0 {
            self.connection.execute_batch("PRAGMA incremental_vacuum")?;
        }
        Ok(removed)
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
