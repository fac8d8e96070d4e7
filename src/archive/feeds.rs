//! The feeds that the user chose, and how fetching them went.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{
    Archive, ArchiveError, FeedId, FetchState, Subscription, joined, some_text, split, text,
};
use crate::news::{Feed, Moment};

const SUBSCRIPTION: &str = "SELECT id, address, title, words, etag, last_modified, tried, fetched,
    failure, failures, not_before, remarks FROM feed WHERE subscribed = 1 ORDER BY id";

impl Archive {
    /// Adds a feed, or takes it up again; words of one that is there already change, and its title
    /// unless the new one says nothing.
    pub fn subscribe(&mut self, feed: &Feed) -> Result<FeedId, ArchiveError> {
        self.write(|tables| subscribed(tables, feed))
    }

    /// The same for several feeds, all of them or none.
    pub fn subscribe_all<'a>(
        &mut self,
        feeds: impl IntoIterator<Item = &'a Feed>,
    ) -> Result<(), ArchiveError> {
        self.write(|tables| {
            let mut feeds = feeds.into_iter();
            feeds.try_for_each(|feed| subscribed(tables, feed).map(drop))
        })
    }

    /// Leaves a feed. Its items go, apart from those that another feed has too and those that are
    /// starred, tagged, noted or have claims.
    pub fn unsubscribe(&mut self, feed: FeedId) -> Result<(), ArchiveError> {
        self.write(|tables| {
            let sql = format!(
                "SELECT item.id FROM listing JOIN item ON item.id = listing.item
                 WHERE listing.feed = ?1 AND {} AND NOT EXISTS
                   (SELECT 1 FROM listing AS other WHERE other.item = item.id AND other.feed <> ?1)",
                super::marks::UNTOUCHED
            );
            let ids: Vec<i64> = ids(tables, &sql, feed)?;
            for id in ids {
                let names = "DELETE FROM name WHERE key = (SELECT key FROM item WHERE id = ?1)";
                tables.prepare_cached(names)?.execute([id])?;
                super::rows::remove(tables, id)?;
            }
            let shared = "DELETE FROM listing WHERE feed = ?1 AND EXISTS
                (SELECT 1 FROM listing AS other JOIN feed ON feed.id = other.feed
                 WHERE other.item = listing.item AND other.feed <> ?1 AND feed.subscribed = 1)";
            tables.execute(shared, [feed.0])?;
            let owner = "UPDATE item SET feed =
                (SELECT min(listing.feed) FROM listing WHERE listing.item = item.id)
                WHERE feed = ?1";
            tables.execute(owner, [feed.0])?;
            let state = "UPDATE feed SET subscribed = 0, etag = NULL, last_modified = NULL,
                tried = NULL, fetched = NULL, failure = NULL, failures = 0, not_before = NULL,
                remarks = '' WHERE id = ?1";
            tables.execute(state, [feed.0])?;
            forget_empty(tables)
        })
    }

    /// Gives a feed another title.
    pub fn rename(&mut self, feed: FeedId, title: &str) -> Result<(), ArchiveError> {
        self.write(|tables| {
            let sql = "UPDATE feed SET title = ?2 WHERE id = ?1";
            tables.execute(sql, params![feed.0, title])?;
            Ok(())
        })
    }

    /// The user's feeds in the order in which they were added.
    pub fn subscriptions(&self) -> Result<Vec<Subscription>, ArchiveError> {
        let mut statement = self.connection.prepare_cached(SUBSCRIPTION)?;
        let rows = statement.query_map([], subscription)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps how fetching a feed went.
    pub fn record_fetch(&mut self, feed: FeedId, state: &FetchState) -> Result<(), ArchiveError> {
        self.write(|tables| set_state(tables, feed, state))
    }
}

fn subscribed(tables: &Connection, feed: &Feed) -> Result<FeedId, ArchiveError> {
    let sql = "INSERT INTO feed (address, title, words) VALUES (?1, ?2, ?3)
        ON CONFLICT (address) DO UPDATE SET
          title = coalesce(nullif(excluded.title, ''), title),
          words = excluded.words, subscribed = 1";
    let values = params![feed.address, feed.title, joined(&feed.words)];
    tables.prepare_cached(sql)?.execute(values)?;
    let mut id = tables.prepare_cached("SELECT id FROM feed WHERE address = ?1")?;
    Ok(FeedId(id.query_one([&feed.address], |row| row.get(0))?))
}

/// Feeds that the user left go with the last of their items.
pub fn forget_empty(tables: &Connection) -> Result<(), ArchiveError> {
    let sql = "DELETE FROM feed WHERE subscribed = 0 AND NOT EXISTS
        (SELECT 1 FROM listing WHERE listing.feed = feed.id)";
    tables.execute(sql, [])?;
    Ok(())
}

pub fn set_state(
    tables: &Connection,
    feed: FeedId,
    state: &FetchState,
) -> Result<(), ArchiveError> {
    tables.execute(
        "UPDATE feed SET etag = ?2, last_modified = ?3, tried = ?4, fetched = ?5, failure = ?6,
           failures = ?7, not_before = ?8, remarks = ?9 WHERE id = ?1",
        params![
            feed.0,
            state.etag,
            state.last_modified,
            state.tried.map(|one| one.0),
            state.fetched.map(|one| one.0),
            state.failure,
            state.failures,
            state.not_before.map(|one| one.0),
            joined(&state.remarks),
        ],
    )?;
    Ok(())
}

/// The address of a feed, if it is there.
pub fn address(tables: &Connection, feed: FeedId) -> Result<Option<String>, ArchiveError> {
    let sql = "SELECT address FROM feed WHERE id = ?1";
    let mut statement = tables.prepare_cached(sql)?;
    Ok(statement.query_one([feed.0], |row| row.get(0)).optional()?)
}

fn ids(tables: &Connection, sql: &str, feed: FeedId) -> Result<Vec<i64>, ArchiveError> {
    let mut statement = tables.prepare(sql)?;
    let rows = statement.query_map([feed.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn subscription(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    let moment = |at| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(Moment));
    Ok(Subscription {
        id: FeedId(row.get(0)?),
        feed: Feed {
            address: text(row, 1)?,
            title: text(row, 2)?,
            words: split(&text(row, 3)?),
        },
        state: FetchState {
            etag: some_text(row, 4)?,
            last_modified: some_text(row, 5)?,
            tried: moment(6)?,
            fetched: moment(7)?,
            failure: some_text(row, 8)?,
            failures: row.get(9)?,
            not_before: moment(10)?,
            remarks: split(&text(row, 11)?),
        },
    })
}
