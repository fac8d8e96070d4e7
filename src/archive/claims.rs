//! Numbers of items that the user turned into claims: kept as the text that the user gave.

use std::collections::HashMap;

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

    /// The claims made of some items, all in one question.
    pub fn claims_of(
        &self,
        keys: &[&ItemKey],
    ) -> Result<HashMap<ItemKey, Vec<(ClaimId, String)>>, ArchiveError> {
        let keys: Vec<&str> = keys.iter().map(|key| &*key.0).collect();
        let sql = "SELECT key, id, text FROM claim
            WHERE key IN (SELECT value FROM json_each(?1)) ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([serde_json::json!(keys).to_string()])?;
        let mut claims: HashMap<ItemKey, Vec<(ClaimId, String)>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let claim = (ClaimId(row.get(1)?), text(row, 2)?);
            claims
                .entry(ItemKey(text(row, 0)?))
                .or_default()
                .push(claim);
        }
        Ok(claims)
    }

    /// Takes a claim away.
    pub fn remove_claim(&mut self, claim: ClaimId) -> Result<(), ArchiveError> {
        self.write(|tables| {
            tables.execute("DELETE FROM claim WHERE id = ?1", [claim.0])?;
            Ok(())
        })
    }
}
