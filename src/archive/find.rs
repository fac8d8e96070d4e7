//! Looking for items: the words by the full-text index, all else by conditions; newest first.

use chrono::{Datelike as _, Days, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::rows::first_slot;
use super::{Archive, ArchiveError, ItemId};
use crate::news::{Moment, Query};

/// Up to so many items that pass the other conditions are looked at one by one for the words.
const FEW: usize = 1000;

impl Archive {
    /// The newest items that pass the query, at most so many: the first hundred come at once, all
    /// of a hundred thousand take longer than a frame.
    pub fn find(&self, query: &Query, most: usize) -> Result<Vec<ItemId>, ArchiveError> {
        let conditions = self.conditions(query)?;
        let Some(words) = match_words(&query.words) else {
            return self.plain(&conditions, most);
        };
        if !conditions.sets.is_empty() {
            let passing = self.plain(&conditions, FEW + 1)?;
            if passing.len() <= FEW {
                return self.with_words(&passing, &words, most);
            }
        }
        let mut sql = "SELECT rowid FROM words WHERE words MATCH ?".to_owned();
        let mut values = vec![Value::Text(words)];
        conditions.range.limit(&mut sql, &mut values, "rowid");
        for set in &conditions.sets {
            sql.push_str(&format!(
                " AND {}",
                set.of_one.replace("{id}", "words.rowid")
            ));
            values.extend(set.values.clone());
        }
        sql.push_str(" ORDER BY rowid DESC LIMIT ?");
        values.push(limit(most));
        ids(&self.connection, &sql, values)
    }

    /// The items that pass conditions without words.
    fn plain(&self, conditions: &Conditions, most: usize) -> Result<Vec<ItemId>, ArchiveError> {
        let mut sql = "SELECT id FROM item WHERE 1".to_owned();
        let mut values = Vec::new();
        conditions.range.limit(&mut sql, &mut values, "id");
        for set in &conditions.sets {
            sql.push_str(&format!(" AND {}", set.of_all));
            values.extend(set.values.clone());
        }
        sql.push_str(" ORDER BY id DESC LIMIT ?");
        values.push(limit(most));
        ids(&self.connection, &sql, values)
    }

    /// Those of some items that have the words.
    fn with_words(
        &self,
        items: &[ItemId],
        words: &str,
        most: usize,
    ) -> Result<Vec<ItemId>, ArchiveError> {
        let sql = "SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut found = Vec::new();
        for id in items {
            if found.len() == most {
                break;
            }
            if statement.exists((words, id.0))? {
                found.push(*id);
            }
        }
        Ok(found)
    }

    fn conditions(&self, query: &Query) -> Result<Conditions, ArchiveError> {
        let mut sets = Vec::new();
        if query.unread {
            sets.push(Set::flag("read = 0"));
        }
        if query.starred {
            sets.push(Set::flag("starred = 1"));
        }
        if let Some(feed) = &query.feed {
            sets.push(Set::feeds(&self.feeds_like(feed)?));
        }
        if let Some(tag) = &query.tag {
            sets.push(Set {
                of_all: "id IN (SELECT item.id FROM tag JOIN item USING (key) WHERE tag = ?)"
                    .into(),
                of_one: "EXISTS (SELECT 1 FROM item JOIN tag USING (key)
                    WHERE item.id = {id} AND tag = ?)"
                    .into(),
                values: vec![Value::Text(tag.clone())],
            });
        }
        if let Some(period) = query.about {
            let [first, last] = [period.start(), period.end()]
                .map(|day| Value::Integer(day.num_days_from_ce().into()));
            let overlap = "(first >= ? AND last <= ? OR first <= ? AND last >= ?)";
            sets.push(Set {
                of_all: format!("id IN (SELECT item FROM period WHERE {overlap})"),
                of_one: format!("EXISTS (SELECT 1 FROM period WHERE item = {{id}} AND {overlap})"),
                values: vec![first.clone(), last.clone(), first, last],
            });
        }
        Ok(Conditions {
            range: Range::of(query.since, query.until),
            sets,
        })
    }

    /// The feeds whose title or address contains a text, in any case of letters.
    fn feeds_like(&self, text: &str) -> Result<Vec<i64>, ArchiveError> {
        let sought = text.to_lowercase();
        let sql = "SELECT id, title, address FROM feed";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let mut found = Vec::new();
        for row in rows {
            let (id, title, address) = row?;
            if [title, address]
                .iter()
                .any(|one| one.to_lowercase().contains(&sought))
            {
                found.push(id);
            }
        }
        Ok(found)
    }
}

/// All conditions of a query but its words.
struct Conditions {
    range: Range,
    sets: Vec<Set>,
}

/// The ids between two days: the first that counts, and the first after those that count.
struct Range {
    from: Option<i64>,
    to: Option<i64>,
}

impl Range {
    fn of(since: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        let slot = |day| first_slot(Moment::start_of(day).0);
        let after = until.and_then(|day| day.checked_add_days(Days::new(1)));
        Self {
            from: since.map(slot),
            to: after.map(slot),
        }
    }

    fn limit(&self, sql: &mut String, values: &mut Vec<Value>, column: &str) {
        for (end, compare) in [(self.from, ">="), (self.to, "<")] {
            if let Some(id) = end {
                sql.push_str(&format!(" AND {column} {compare} ?"));
                values.push(Value::Integer(id));
            }
        }
    }
}

/// One condition, in two forms of the same values.
struct Set {
    /// On a row of `item`, from which `SQLite` may begin.
    of_all: String,
    /// On one item, whose id stands for `{id}`.
    of_one: String,
    values: Vec<Value>,
}

impl Set {
    fn flag(condition: &str) -> Self {
        Self {
            of_all: condition.into(),
            of_one: format!("EXISTS (SELECT 1 FROM item WHERE id = {{id}} AND {condition})"),
            values: Vec::new(),
        }
    }

    fn feeds(feeds: &[i64]) -> Self {
        let places = vec!["?"; feeds.len()].join(", ");
        Self {
            of_all: format!("id IN (SELECT item FROM listing WHERE feed IN ({places}))"),
            of_one: format!(
                "EXISTS (SELECT 1 FROM listing WHERE item = {{id}} AND feed IN ({places}))"
            ),
            values: feeds.iter().map(|id| Value::Integer(*id)).collect(),
        }
    }
}

fn limit(most: usize) -> Value {
    Value::Integer(i64::try_from(most).unwrap_or(i64::MAX))
}

fn ids(tables: &Connection, sql: &str, values: Vec<Value>) -> Result<Vec<ItemId>, ArchiveError> {
    let mut statement = tables.prepare_cached(sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(ItemId(row.get(0)?));
    }
    Ok(found)
}

/// The words in the language of the index: each a phrase in quotes, all of them wanted, the last
/// one a beginning. Nothing of what is typed is an operator; none if no word has a letter.
fn match_words(words: &[String]) -> Option<String> {
    let plain = words.iter().map(|word| word.replace(char::is_control, " "));
    let plain = plain.filter(|word| word.contains(char::is_alphanumeric));
    let phrases = plain.map(|word| format!("\"{}\"", word.replace('"', "\"\"")));
    let phrases: Vec<String> = phrases.collect();
    (!phrases.is_empty()).then(|| format!("{} *", phrases.join(" AND ")))
}
