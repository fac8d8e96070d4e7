//! The tables of the archive: one step for each version, run in their order. A step that was ever
//! released is never changed; what is new is a new step.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::portable::keys;
use super::{ArchiveError, ItemKey, merge};

/// A step to a version from the one before.
enum Step {
    /// Other tables.
    Sql(&'static str),
    /// Keys of items of the record, which had blanks once, are one word.
    Words,
}

/// The step to version `n` is the entry `n - 1`.
const STEPS: [Step; 4] = [
    Step::Sql(include_str!("schema/1.sql")),
    Step::Sql(include_str!("schema/2.sql")),
    Step::Sql(include_str!("schema/3.sql")),
    Step::Words,
];

impl Step {
    fn take(&self, tables: &Connection) -> Result<(), ArchiveError> {
        match self {
            Self::Sql(sql) => Ok(tables.execute_batch(sql)?),
            Self::Words => one_word_each(tables),
        }
    }
}

fn one_word_each(tables: &Connection) -> Result<(), ArchiveError> {
    for key in keys(tables)? {
        let word = ItemKey::named(&key);
        if word.0 != key {
            merge::rename(tables, key, &word)?;
        }
    }
    Ok(())
}

/// The version that this program writes.
pub const VERSION: u32 = STEPS.len() as u32;

/// "TDsh": says that a database is ours.
const APPLICATION: u32 = 0x5444_7368;

/// Whether a connection comes as far as the head of its database.
pub fn is_readable(connection: &Connection) -> bool {
    number(connection, "user_version").is_ok() && connection.prepare("SELECT * FROM item").is_ok()
}

/// No program is so many versions ahead.
const FAR: u32 = 1000;

fn number(connection: &Connection, pragma: &str) -> Result<u32, ArchiveError> {
    let number: i64 = connection.pragma_query_value(None, pragma, |row| row.get(0))?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Brings a database to this program's version in one transaction; refuses one of a newer
/// version and one that is another program's.
pub fn bring_up(connection: &Connection) -> Result<(), ArchiveError> {
    if is_current(connection)? {
        return Ok(());
    }
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    if is_current(&transaction)? {
        return Ok(());
    }
    let version = number(&transaction, "user_version")?;
    for step in STEPS.iter().skip(version as usize) {
        step.take(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", VERSION)?;
    Ok(transaction.commit()?)
}

/// Whether a database is of this program's version; refuses the same ones as [`bring_up`].
pub fn is_current(connection: &Connection) -> Result<bool, ArchiveError> {
    let version = number(connection, "user_version")?;
    let application = number(connection, "application_id")?;
    let tables: Vec<String> = {
        let mut statement = connection.prepare("SELECT name FROM sqlite_schema")?;
        let names = statement.query_map([], |row| row.get(0))?;
        names.collect::<Result<_, _>>()?
    };
    let has = |table| tables.iter().any(|name| name == table);
    match (application, version) {
        (0, 0) if tables.is_empty() => {}
        (APPLICATION, 1..) if has("item") => {}
        // Ours by its tables, but not by its head.
        _ if has("item") && has("listing") => return Err(ArchiveError::Damaged),
        (APPLICATION, _) => return Err(ArchiveError::Damaged),
        _ => return Err(ArchiveError::Foreign),
    }
    if version > VERSION + FAR {
        return Err(ArchiveError::Damaged);
    }
    if version > VERSION {
        return Err(ArchiveError::Newer(version));
    }
    Ok(version == VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, FeedId, ItemKey, Marks};
    use crate::news::{About, Entry, Feed, Moment, Query};

    fn words(word: &str) -> Query {
        Query {
            words: vec![word.into()],
            ..Query::default()
        }
    }

    /// The tables as they were in an older version.
    fn older(connection: &Connection, version: usize) -> Result<(), ArchiveError> {
        for step in &STEPS[..version] {
            step.take(connection)?;
        }
        connection.pragma_update(None, "application_id", APPLICATION)?;
        Ok(connection.pragma_update(None, "user_version", version as u32)?)
    }

    /// An archive of version 1 as that version wrote it.
    const FIRST: &str = "
        INSERT INTO feed (id, address, title, words, etag, failures)
          VALUES (7, 'https://one.example/feed', 'One', 'slavery', 'W/\"1\"', 2);
        INSERT INTO item (id, key, feed, title, date, dated, first_seen, published, content, read,
            starred)
          VALUES (256000, 'abc', 7, 'Raids', 1000, 1, 2000, 1000, x'00', 1, 1);
        INSERT INTO body VALUES (256000, '', 'https://news.example/a', 'Nail bars', '');
        INSERT INTO listing VALUES (7, 256000, 'guid-a');
        INSERT INTO period VALUES ('2011', 734138, 734502);
        INSERT INTO item_period VALUES ('2011', 256000);
        INSERT INTO mark VALUES ('abc', 1, 1, 'to be checked');
        INSERT INTO mark VALUES ('record:law', 1, 0, '');
        INSERT INTO mark VALUES ('record:22 May 2012 The group''s report', 0, 1, 'first');
        INSERT INTO tag VALUES ('group', 'record:22 May 2012 The group''s report');
        INSERT INTO mark VALUES ('record:22 May 2012 The groups report', 1, 0, 'second');
        INSERT INTO tag VALUES ('workplace', 'abc');
        INSERT INTO words (rowid, title, text, note)
          VALUES (256000, 'Raids', 'Nail bars', 'to be checked');
    ";

    /// What version 2 wrote more and otherwise.
    const SECOND: &str = "
        INSERT OR REPLACE INTO words (rowid, title, text, note, tags)
          VALUES (256000, 'Raids', 'Nail bars', 'to be checked', 'workplace');
        INSERT INTO claim (key, text) VALUES ('abc', 'value = 710');
    ";

    #[test]
    fn an_archive_of_every_older_version_is_brought_up_with_all_that_is_in_it() {
        for version in 1..STEPS.len() {
            let folder = tempfile::tempdir().expect("folder");
            let path = folder.path().join("news.sqlite3");
            let connection = Connection::open(&path).expect("a file");
            older(&connection, version).expect("older tables");
            for rows in &[FIRST, SECOND][..version.min(2)] {
                connection.execute_batch(rows).expect("older rows");
            }
            drop(connection);

            let mut archive = Archive::at(&path).expect("opened");
            let marks = Marks {
                read: true,
                starred: true,
                note: "to be checked".into(),
                tags: vec!["workplace".into()],
            };
            for word in ["n", "raids", "checked", "work"] {
                let ids = archive.find(&words(word), 10).expect("found");
                let stored = archive.item(ids[0]).expect("read").expect("there");
                assert_eq!(stored.entry.title, "Raids", "{word}");
                assert_eq!(stored.marks, marks);
                assert_eq!(stored.feeds, [(FeedId(7), "One".to_owned())]);
                assert_eq!(stored.about.periods[0].code(), "2011");
            }
            let group = Marks {
                read: false,
                starred: true,
                note: "first\nsecond".into(),
                tags: vec!["group".into()],
            };
            let marks = archive.all_record_marks().expect("marks");
            assert_eq!(marks[0], ("22-may-2012-the-groups-report".into(), group));
            assert_eq!((marks.len(), &*marks[1].0), (2, "law"));
            let one = &archive.subscriptions().expect("feeds")[0];
            assert_eq!((one.feed.words.len(), one.state.failures), (1, 2));
            assert_eq!(one.state.remarks, [""; 0]);
            let key = ItemKey("abc".into());
            archive.add_claim(&key, "value = 946").expect("kept");
            assert_eq!(archive.claims(&key).expect("claims").len(), version.min(2));
            let more = (Entry::default(), About::default());
            let taken = archive.take(FeedId(7), &[more], Moment(3000));
            assert_eq!(taken.expect("taken").new, 1);
        }
    }

    #[test]
    fn a_database_of_a_later_version_or_another_program_is_not_touched() {
        for (change, refused) in [
            ("PRAGMA user_version = 99", "newer than this program"),
            (
                "DROP TABLE listing; PRAGMA application_id = 5",
                "another program",
            ),
            (
                "DROP TABLE listing; PRAGMA application_id = 0",
                "another program",
            ),
        ] {
            let folder = tempfile::tempdir().expect("folder");
            let path = folder.path().join("news.sqlite3");
            drop(Archive::at(&path).expect("made"));
            let connection = Connection::open(&path).expect("a file");
            connection.execute_batch(change).expect("changed");
            drop(connection);
            let before = std::fs::read(&path).expect("there");
            let refusal = Archive::at(&path).expect_err("refused");
            assert!(refusal.to_string().contains(refused), "{refusal}");
            let mut opened = Archive::open(folder.path());
            assert!(opened.notices[0].contains("memory only"));
            assert!(!opened.archive.is_kept());
            opened
                .archive
                .subscribe(&Feed::default())
                .expect("in memory");
            assert_eq!(std::fs::read(&path).expect("there"), before);
        }
    }
}
