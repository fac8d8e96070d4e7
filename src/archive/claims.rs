//! Numbers of items that the user turned into claims: kept as the text that the user gave.

use rusqlite::params;

use super::{Archive, ArchiveError, ClaimId, ItemKey, text};

impl Archive {
    /// Keeps a claim made of an item.
    pub fn add_claim(&mut self, key: &ItemKey, claim: &str) -> Result<ClaimId, ArchiveError> {
        self.write(|tables| {
            let sql = "INSERT INTO claim (key, text) VALUES (?1, ?2)";
            tables.execute(sql, params![key.0, claim])?;
            Ok(ClaimId(tables.last_insert_rowid()))
        })
    }

    /// The claims made of an item, in the order in which they were made.
    pub fn claims(&self, key: &ItemKey) -> Result<Vec<(ClaimId, String)>, ArchiveError> {
        let sql = "SELECT id, text FROM claim WHERE key = ?1 ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows =
            statement.query_map([&key.0], |row| Ok((ClaimId(row.get(0)?), text(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes a claim away.
    pub fn remove_claim(&mut self, claim: ClaimId) -> Result<(), ArchiveError> {
        self.write(|tables| {
            tables.execute("DELETE FROM claim WHERE id = ?1", [claim.0])?;
            Ok(())
        })
    }
}
