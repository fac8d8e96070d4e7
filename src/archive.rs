//! The user's news archive: what feeds brought and what the user made of it, in one `SQLite` file.
//! Each change is one transaction: whatever stops the program, it was made whole or not at all.

mod about;
mod claims;
mod cleaned;
mod error;
mod feeds;
mod find;
mod marks;
mod mend;
mod merge;
mod names;
mod open;
mod portable;
mod prune;
mod read;
mod rows;
mod schema;
mod take;
#[cfg(test)]
mod testing;

use std::path::PathBuf;

pub use crate::news::kept::{
    ClaimId, FeedId, FetchState, Headline, ItemId, ItemKey, Mark, Marks, Stored, Subscription,
};
use rusqlite::{Connection, InterruptHandle, Row, Transaction, TransactionBehavior};
use tempfile::TempPath;

use crate::clean;
use crate::news::shelf::Clock;

pub use about::LookedAt;
pub use cleaned::cleaned;
pub use error::ArchiveError;
pub use merge::Merging;
pub use open::{FILE, Opened, folder};
pub use portable::{FeedRecord, ItemRecord, ListingRecord, MarksRecord, Record, RemovedRecord};
pub use prune::Retention;
pub use read::Counts;
pub use rows::date_of;
pub use take::Taken;

/// An archive. Several programs may have the same one open.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    /// The file; none if the archive goes with the program.
    path: Option<PathBuf>,
    /// What tells that file from another one at the same place.
    file: Option<(u64, u64)>,
    /// By which days are looked for.
    clock: Clock,
    /// A copy of a file that cannot be written; it goes with the archive.
    copy: Option<TempPath>,
}

impl Archive {
    /// Looks for days as this clock shows them.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Whether what is changed stays when the program ends.
    pub fn is_kept(&self) -> bool {
        self.path.is_some()
    }

    /// A number that changes when another connection changed the archive.
    pub fn data_version(&self) -> Result<i64, ArchiveError> {
        let version = |row: &Row<'_>| row.get(0);
        Ok(self
            .connection
            .pragma_query_value(None, "data_version", version)?)
    }

    /// Whether another connection is in the middle of a change, which `data_version` tells only
    /// when it is made.
    pub fn is_being_changed(&self) -> bool {
        open::is_locked(&self.connection)
    }

    /// What makes a search give up from another thread, because another one is wanted.
    pub fn interrupter(&self) -> InterruptHandle {
        self.connection.get_interrupt_handle()
    }

    /// Makes changes that belong together.
    fn write<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        self.follow()?;
        self.noted(self.changed(change))
    }

    fn changed<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, ArchiveError>,
    ) -> Result<T, ArchiveError> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = Transaction::new_unchecked(&self.connection, behavior)?;
        let made = change(&transaction)?;
        transaction.commit()?;
        Ok(made)
    }

    /// Damage that is met is looked into when the archive is opened the next time.
    fn noted<T>(&self, result: Result<T, ArchiveError>) -> Result<T, ArchiveError> {
        if let (Err(ArchiveError::Damaged), Some(path)) = (&result, &self.path) {
            mend::suspect(path);
        }
        result
    }
}

/// A text of a row. Damage may have made anything of it, so that it is cleaned like what comes
/// from outside.
fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(some_text(row, at)?.unwrap_or_default())
}

/// A text of a row that may have none.
fn some_text(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<String>> {
    let bytes = row.get_ref(at)?.as_bytes_or_null()?;
    let lines = bytes.map(|bytes| {
        let text = String::from_utf8_lossy(bytes);
        let lines = text.split('\n').map(|line| clean::line(line).into_owned());
        lines.collect::<Vec<_>>().join("\n")
    });
    Ok(lines)
}

/// Texts of one line each, as one.
fn joined(lines: &[String]) -> String {
    let lines = lines.iter().map(|line| line.replace('\n', " "));
    lines.collect::<Vec<_>>().join("\n")
}

/// What [`joined`] made one.
fn split(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{About, Entry, Feed, Moment, Query};

    #[test]
    fn a_full_disk_refuses_an_answer_as_a_whole_and_keeps_what_is_there() {
        let folder = tempfile::tempdir().expect("folder");
        let mut archive = Archive::open(folder.path()).archive;
        let feed = archive.subscribe(&Feed::default()).expect("subscribed");
        let answer = |from: usize, to: usize| -> Vec<(Entry, About)> {
            let named = |at: usize| Entry {
                guid: Some(at.to_string()),
                title: format!("Title {at}"),
                ..Entry::default()
            };
            (from..to).map(|at| (named(at), About::default())).collect()
        };
        archive
            .take(feed, &answer(0, 20), Moment(0))
            .expect("taken");
        let ids = archive.find(&Query::default(), 1).expect("found");
        let key = archive.headlines(&ids).expect("lines").remove(0).key;
        archive.mark(&[key], &Mark::Starred).expect("starred");

        let pages = "PRAGMA page_count";
        let pages: i64 = archive
            .connection
            .query_one(pages, [], |row| row.get(0))
            .expect("pages");
        let limit = |archive: &Archive, pages: i64| {
            archive
                .connection
                .pragma_update(None, "max_page_count", pages)
                .expect("a limit");
        };
        limit(&archive, pages + 2);
        let refused = archive
            .take(feed, &answer(20, 3000), Moment(1))
            .expect_err("full");
        assert!(matches!(refused, ArchiveError::Full), "{refused}");
        let counts = Counts {
            items: 20,
            unread: 20,
            starred: 1,
        };
        assert_eq!(archive.counts().expect("counts"), counts);
        limit(&archive, 1 << 20);
        let taken = archive
            .take(feed, &answer(20, 3000), Moment(1))
            .expect("taken");
        assert_eq!(taken.new, 2980);
    }
}
