//! What items are about, as far as the vocabulary of today tells: counted for charts, and found
//! anew when the vocabulary changed.

use chrono::{Datelike as _, Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::rows::{first_slot, put_about};
use super::{Archive, ArchiveError, ItemId, Stored, read};
use crate::figures::Period;
use crate::news::About;

/// So many items are looked at again in one transaction, so that others can write between.
const BATCH: i64 = 100;

/// The name of the vocabulary by which every item was looked at.
const VOCABULARY: &str = "vocabulary";

/// How far looking again has come: the vocabulary, and the last item that was looked at.
const PROGRESS: &str = "reclassified";

/// What came of looking at some items again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// How many there were.
    pub items: usize,
    /// How many of them are about something else than before.
    pub changed: usize,
}

impl Archive {
    /// How many items are about each of some periods, or about one that overlaps it, with dates up
    /// to a day if one is given; in the order of the periods.
    pub fn count_about(
        &self,
        periods: &[Period],
        until: Option<NaiveDate>,
    ) -> Result<Vec<usize>, ArchiveError> {
        let after = until.and_then(|day| day.checked_add_days(Days::new(1)));
        let end = after.map_or(i64::MAX, |day| first_slot(self.clock.start_of(day).0));
        let sql = "SELECT item, first, last FROM item_period JOIN period USING (code)
            WHERE item < ?1 ORDER BY item";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([end])?;
        let days = |day: NaiveDate| i64::from(day.num_days_from_ce());
        let spans: Vec<(i64, i64)> = periods
            .iter()
            .map(|period| (days(period.start()), days(period.end())))
            .collect();
        // The item that was counted last for each period: one that names two is counted once.
        let mut counted: Vec<(usize, Option<i64>)> = vec![(0, None); periods.len()];
        while let Some(row) = rows.next()? {
            let (item, first, last): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            for ((from, to), (count, before)) in spans.iter().zip(&mut counted) {
                if first <= *to && last >= *from && *before != Some(item) {
                    *count += 1;
                    *before = Some(item);
                }
            }
        }
        Ok(counted.into_iter().map(|(count, _)| count).collect())
    }

    /// Looks at every item again if that was done by another vocabulary, and gives how many were
    /// looked at. If the program is stopped, it goes on from there the next time.
    pub fn reclassify(
        &mut self,
        vocabulary: &str,
        about: &dyn Fn(&Stored) -> About,
    ) -> Result<usize, ArchiveError> {
        let mut looked_at = 0;
        loop {
            let batch = self.reclassify_some(vocabulary, about)?;
            if batch.items == 0 {
                return Ok(looked_at);
            }
            looked_at += batch.items;
        }
    }

    /// The same for the next items alone, so that others are not kept waiting; none are left when
    /// none were looked at.
    pub fn reclassify_some(
        &mut self,
        vocabulary: &str,
        about: &dyn Fn(&Stored) -> About,
    ) -> Result<LookedAt, ArchiveError> {
        self.write(|tables| some_again(tables, vocabulary, about))
    }
}

/// Looks at the next items again; none if all were.
fn some_again(
    tables: &Connection,
    vocabulary: &str,
    about: &dyn Fn(&Stored) -> About,
) -> Result<LookedAt, ArchiveError> {
    let mut looked_at = LookedAt::default();
    if meta(tables, VOCABULARY)?.as_deref() == Some(vocabulary) {
        return Ok(looked_at);
    }
    let progress = meta(tables, PROGRESS)?.unwrap_or_default();
    let before = progress
        .strip_prefix(vocabulary)
        .and_then(|rest| rest.strip_prefix('\n'))
        .and_then(|id| id.parse().ok())
        .unwrap_or(i64::MAX);
    let sql = "SELECT id FROM item WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
    let mut statement = tables.prepare_cached(sql)?;
    let rows = statement.query_map([before, BATCH], |row| row.get(0))?;
    let ids: Vec<i64> = rows.collect::<Result<_, _>>()?;
    for id in &ids {
        if let Some(item) = read::stored(tables, ItemId(*id))? {
            let found = about(&item);
            if found != item.about {
                looked_at.changed += 1;
                put_about(tables, *id, &found)?;
            }
        }
    }
    match ids.last() {
        Some(last) => set_meta(tables, PROGRESS, &format!("{vocabulary}\n{last}"))?,
        None => set_meta(tables, VOCABULARY, vocabulary)?,
    }
    looked_at.items = ids.len();
    Ok(looked_at)
}

fn meta(tables: &Connection, name: &str) -> Result<Option<String>, ArchiveError> {
    let sql = "SELECT value FROM meta WHERE name = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    Ok(statement.query_one([name], |row| row.get(0)).optional()?)
}

fn set_meta(tables: &Connection, name: &str, value: &str) -> Result<(), ArchiveError> {
    let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tables.prepare_cached(sql)?.execute(params![name, value])?;
    Ok(())
}
