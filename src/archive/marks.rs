//! What the user made of items: read, starred, a note, tags. It is kept by key, apart from what
//! feeds bring, so that nothing that they do takes it away.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Archive, ArchiveError, ItemKey, Mark, Marks, rows, text};

/// A condition on `item`: the user did no more than read it.
pub const UNTOUCHED: &str = "item.starred = 0
    AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.key = item.key AND mark.note <> '')
    AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.key = item.key)
    AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.key = item.key)";

impl Archive {
    /// Marks items, of feeds or of the record.
    pub fn mark(&mut self, keys: &[ItemKey], mark: &Mark) -> Result<(), ArchiveError> {
        self.write(|tables| keys.iter().try_for_each(|key| set(tables, key, mark)))
    }

    /// What the user made of an item.
    pub fn marks(&self, key: &ItemKey) -> Result<Marks, ArchiveError> {
        marks(&self.connection, key)
    }

    /// What the user made of the items of the built-in record, by their ids in it.
    pub fn all_record_marks(&self) -> Result<Vec<(String, Marks)>, ArchiveError> {
        // A colon is followed by a semicolon.
        let sql = "SELECT key FROM mark WHERE key >= 'record:' AND key < 'record;'
            UNION SELECT key FROM tag WHERE key >= 'record:' AND key < 'record;' ORDER BY key";
        let mut statement = self.connection.prepare_cached(sql)?;
        let keys = statement.query_map([], |row| text(row, 0))?;
        let marked = keys.map(|key| {
            let key = ItemKey(key?);
            let found = marks(&self.connection, &key)?;
            let id = key.record_id().unwrap_or_default().to_owned();
            Ok((id, found))
        });
        marked.collect()
    }
}

pub fn set(tables: &Connection, key: &ItemKey, mark: &Mark) -> Result<(), ArchiveError> {
    if key.record_id().is_some() {
        // What the record brings is not new to anyone.
        let sql = "INSERT OR IGNORE INTO mark (key, read) VALUES (?1, 1)";
        tables.prepare_cached(sql)?.execute([&key.0])?;
    }
    let put = |column: &str, value: &dyn rusqlite::ToSql| {
        let sql = format!(
            "INSERT INTO mark (key, {column}) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}"
        );
        tables.prepare_cached(&sql)?.execute(params![key.0, value])
    };
    match mark {
        Mark::Read => put("read", &1)?,
        Mark::Unread => put("read", &0)?,
        Mark::Starred => put("starred", &1)?,
        Mark::Unstarred => put("starred", &0)?,
        Mark::Note(note) => put("note", note)?,
        Mark::Tag(tag) => tables
            .prepare_cached("INSERT OR IGNORE INTO tag (key, tag) VALUES (?1, ?2)")?
            .execute([&key.0, tag])?,
        Mark::Untag(tag) => tables
            .prepare_cached("DELETE FROM tag WHERE key = ?1 AND tag = ?2")?
            .execute([&key.0, tag])?,
    };
    show(tables, key, mark)
}

/// Repeats a mark where items are looked for.
fn show(tables: &Connection, key: &ItemKey, mark: &Mark) -> Result<(), ArchiveError> {
    let sql = "SELECT id FROM item WHERE key = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    let found = statement.query_one([&key.0], |row| row.get(0)).optional()?;
    let Some(id) = found else {
        return Ok(());
    };
    match mark {
        Mark::Note(_) | Mark::Tag(_) | Mark::Untag(_) => rows::index(tables, id),
        Mark::Read | Mark::Unread | Mark::Starred | Mark::Unstarred => {
            let sql = "UPDATE item SET (read, starred) =
                (SELECT read, starred FROM mark WHERE mark.key = item.key) WHERE id = ?1";
            tables.prepare_cached(sql)?.execute([id])?;
            Ok(())
        }
    }
}

pub fn marks(tables: &Connection, key: &ItemKey) -> Result<Marks, ArchiveError> {
    let sql = "SELECT read, starred, note FROM mark WHERE key = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    let kept = statement.query_one([&key.0], |row| {
        Ok(Marks {
            read: row.get(0)?,
            starred: row.get(1)?,
            note: text(row, 2)?,
            tags: Vec::new(),
        })
    });
    let kept = kept.optional()?.unwrap_or_else(|| Marks {
        read: key.record_id().is_some(),
        ..Marks::default()
    });
    let tags = tags(tables, key)?;
    Ok(Marks { tags, ..kept })
}

pub fn tags(tables: &Connection, key: &ItemKey) -> Result<Vec<String>, ArchiveError> {
    let sql = "SELECT tag FROM tag WHERE key = ?1 ORDER BY tag";
    let mut statement = tables.prepare_cached(sql)?;
    let rows = statement.query_map([&key.0], |row| text(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
