//! Looking for items, newest first. Ids are in the order of time, in the tables as in the index of
//! words, so that the newest are found without looking at the rest.

use chrono::Datelike as _;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use super::rows::first_slot;
use super::{Archive, ArchiveError, ItemId, text};
use crate::news::{Query, link, shelf::Clock};

/// Conditions that a screen of these newest items passes are tried item by item.
const NEWEST: usize = 3000;

/// A screen of items.
const SCREEN: usize = 100;

/// Up to so many items are looked up one by one in the index of words, if that is ready for it.
const FEW: usize = 150;

/// Beginnings of words of up to so many letters stand in the index of words.
const READY: usize = 3;

impl Archive {
    /// The newest items that pass the query, at most so many: a screen of them comes at once, all
    /// of a hundred thousand may take longer than a frame.
    pub fn find(&self, query: &Query, most: usize) -> Result<Vec<ItemId>, ArchiveError> {
        self.noted(self.found(query, most))
    }

    fn found(&self, query: &Query, most: usize) -> Result<Vec<ItemId>, ArchiveError> {
        let search = Search {
            tables: &self.connection,
            range: Range::of(query, self.clock),
            conditions: conditions(&self.connection, query)?,
        };
        let words = Words::of(&self.connection, &query.words)?;
        if search.conditions.is_empty() || search.are_many()? {
            return match words {
                Some(words) => search.by_words(&words, most),
                None => search.by_time(most),
            };
        }
        let few = search.by_conditions()?;
        match words {
            None => Ok(few.into_iter().take(most).collect()),
            Some(words) if few.len() <= FEW && words.are_ready => {
                search.one_by_one(&few, &words, most)
            }
            Some(words) => search.along(&few, &words, most),
        }
    }
}

/// A search under way.
struct Search<'a> {
    tables: &'a Connection,
    range: Range,
    conditions: Vec<Condition>,
}

impl Search<'_> {
    /// Whether many of the newest items pass the conditions.
    fn are_many(&self) -> Result<bool, ArchiveError> {
        let mut newest = Statement::new("SELECT id FROM item WHERE 1");
        newest.limit(&self.range, "id");
        newest.end("id", NEWEST);
        let newest = newest.ids(self.tables)?;
        let Some(oldest) = newest.last() else {
            return Ok(true);
        };
        let mut passing = Statement::new("SELECT id FROM item WHERE id >= ?");
        passing.values.push(Value::Integer(oldest.0));
        passing.limit(&self.range, "id");
        passing.pass(&self.conditions, |one| &one.of_row);
        passing.end("id", SCREEN);
        let passing = passing.ids(self.tables)?;
        Ok(passing.len() == SCREEN)
    }

    fn by_time(&self, most: usize) -> Result<Vec<ItemId>, ArchiveError> {
        let mut statement = Statement::new("SELECT id FROM item WHERE 1");
        statement.limit(&self.range, "id");
        statement.pass(&self.conditions, |one| &one.of_row);
        statement.end("id", most);
        statement.ids(self.tables)
    }

    fn by_words(&self, words: &Words, most: usize) -> Result<Vec<ItemId>, ArchiveError> {
        let mut statement = words.statement();
        statement.limit(&self.range, "rowid");
        statement.pass(&self.conditions, |one| &one.of_words);
        statement.end("rowid", most);
        statement.ids(self.tables)
    }

    /// All that pass the conditions, beginning from these.
    fn by_conditions(&self) -> Result<Vec<ItemId>, ArchiveError> {
        let mut statement = Statement::new("SELECT id FROM item WHERE 1");
        statement.limit(&self.range, "id");
        statement.pass(&self.conditions, |one| &one.of_all);
        statement.end("id", usize::MAX);
        statement.ids(self.tables)
    }

    /// Those of some items that have the words, each looked up.
    fn one_by_one(
        &self,
        items: &[ItemId],
        words: &Words,
        most: usize,
    ) -> Result<Vec<ItemId>, ArchiveError> {
        let sql = "SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2";
        let mut statement = self.tables.prepare_cached(sql)?;
        let mut found = Vec::new();
        for id in items {
            if found.len() == most {
                break;
            }
            if statement.exists((&words.query, id.0))? {
                found.push(*id);
            }
        }
        Ok(found)
    }

    /// Those of some items that have the words, met on the way through all that have them.
    fn along(
        &self,
        items: &[ItemId],
        words: &Words,
        most: usize,
    ) -> Result<Vec<ItemId>, ArchiveError> {
        let (Some(newest), Some(oldest)) = (items.first(), items.last()) else {
            return Ok(Vec::new());
        };
        let mut statement = words.statement();
        let range = Range {
            from: Some(oldest.0),
            to: newest.0.checked_add(1),
        };
        statement.limit(&range, "rowid");
        statement.end("rowid", usize::MAX);
        let mut items = items.iter().peekable();
        let mut found = Vec::new();
        statement.each(self.tables, |id| {
            while items.next_if(|item| **item > id).is_some() {}
            found.extend(items.next_if(|item| **item == id));
            found.len() < most && items.peek().is_some()
        })?;
        Ok(found)
    }
}

/// A statement while it is written.
struct Statement {
    sql: String,
    values: Vec<Value>,
}

impl Statement {
    fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            values: Vec::new(),
        }
    }

    fn limit(&mut self, range: &Range, column: &str) {
        for (end, compare) in [(range.from, ">="), (range.to, "<")] {
            if let Some(id) = end {
                self.sql.push_str(&format!(" AND {column} {compare} ?"));
                self.values.push(Value::Integer(id));
            }
        }
    }

    fn pass(&mut self, conditions: &[Condition], form: impl Fn(&Condition) -> &String) {
        for condition in conditions {
            self.sql.push_str(&format!(" AND {}", form(condition)));
            self.values.extend(condition.values.clone());
        }
    }

    fn end(&mut self, column: &str, most: usize) {
        self.sql
            .push_str(&format!(" ORDER BY {column} DESC LIMIT ?"));
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.values.push(Value::Integer(most));
    }

    fn ids(self, tables: &Connection) -> Result<Vec<ItemId>, ArchiveError> {
        let mut found = Vec::new();
        self.each(tables, |id| {
            found.push(id);
            true
        })?;
        Ok(found)
    }

    /// Gives each id until no more is wanted.
    fn each(
        self,
        tables: &Connection,
        mut wanted: impl FnMut(ItemId) -> bool,
    ) -> Result<(), ArchiveError> {
        let mut statement = tables.prepare_cached(&self.sql)?;
        let mut rows = statement.query(params_from_iter(self.values))?;
        while let Some(row) = rows.next()? {
            if !wanted(ItemId(row.get(0)?)) {
                break;
            }
        }
        Ok(())
    }
}

/// The ids between two days: the first that counts, and the first after those that count.
struct Range {
    from: Option<i64>,
    to: Option<i64>,
}

impl Range {
    fn of(query: &Query, clock: Clock) -> Self {
        let slot = |day| first_slot(clock.start_of(day).0);
        let after = query.until.and_then(|day| day.succ_opt());
        Self {
            from: query.since.map(slot),
            to: after.map(slot),
        }
    }
}

/// One condition in three forms of the same values.
struct Condition {
    /// On a row of `item`.
    of_row: String,
    /// On a row of `words`.
    of_words: String,
    /// On `item`, in a form from which `SQLite` may begin.
    of_all: String,
    values: Vec<Value>,
}

impl Condition {
    fn flag(condition: &str) -> Self {
        let row = format!("id = words.rowid AND {condition}");
        Self {
            of_row: condition.to_owned(),
            of_words: format!("EXISTS (SELECT 1 FROM item WHERE {row})"),
            of_all: condition.to_owned(),
            values: Vec::new(),
        }
    }

    /// That an item is in a table with one of these values.
    fn is_in(table: &str, column: &str, values: Vec<Value>) -> Self {
        let places = vec!["?"; values.len()].join(", ");
        let listed = format!("{table} WHERE {column} IN ({places})");
        let exists = |id: &str| format!("EXISTS (SELECT 1 FROM {listed} AND item = {id})");
        Self {
            of_row: exists("item.id"),
            of_words: exists("words.rowid"),
            of_all: format!("id IN (SELECT item FROM {listed})"),
            values,
        }
    }
}

fn conditions(tables: &Connection, query: &Query) -> Result<Vec<Condition>, ArchiveError> {
    let mut all = Vec::new();
    if query.unread {
        all.push(Condition::flag("read = 0"));
    }
    if query.starred {
        all.push(Condition::flag("starred = 1"));
    }
    if let Some(feed) = &query.feed {
        all.push(Condition::is_in(
            "listing",
            "feed",
            feeds_like(tables, feed)?,
        ));
    }
    if let Some(tag) = &query.tag {
        let tagged = "(SELECT tag, item.id AS item FROM tag JOIN item USING (key))";
        let tag = vec![Value::Text(tag.clone())];
        all.push(Condition::is_in(tagged, "tag", tag));
    }
    if let Some(period) = query.about {
        let days = [period.start(), period.end()].map(|day| day.num_days_from_ce());
        let codes = periods_like(tables, days)?;
        all.push(Condition::is_in("item_period", "code", codes));
    }
    Ok(all)
}

/// The feeds whose title or address contains a text, in any case of letters.
fn feeds_like(tables: &Connection, part: &str) -> Result<Vec<Value>, ArchiveError> {
    let sought = part.to_lowercase();
    let sql = "SELECT id, title, address FROM feed";
    let mut statement = tables.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let [title, address] = [text(row, 1)?, text(row, 2)?];
        let texts = [title, link::shown(&address).into_owned()];
        if texts.iter().any(|one| one.to_lowercase().contains(&sought)) {
            found.push(Value::Integer(row.get(0)?));
        }
    }
    Ok(found)
}

/// The periods that share a day with those between these two.
fn periods_like(tables: &Connection, days: [i32; 2]) -> Result<Vec<Value>, ArchiveError> {
    let sql = "SELECT code FROM period WHERE first <= ?2 AND last >= ?1";
    let mut statement = tables.prepare_cached(sql)?;
    let rows = statement.query_map(days, |row| text(row, 0).map(Value::Text))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What is looked for in the index of words.
struct Words {
    /// In its language: each a phrase in quotes, all of them wanted, the last one a beginning.
    query: String,
    /// Whether the index has the beginning as it stands, or the words that it begins.
    are_ready: bool,
}

/// A beginning of at most so many words is looked for as those words.
const BEGUN: usize = 16;

impl Words {
    /// Nothing of what is typed is an operator; none if no word has a letter or digit.
    fn of(tables: &Connection, typed: &[String]) -> Result<Option<Self>, ArchiveError> {
        let plain = typed.iter().map(|word| word.replace(char::is_control, " "));
        let plain = plain.filter(|word| word.contains(char::is_alphanumeric));
        let plain: Vec<String> = plain.collect();
        let Some((last, before)) = plain.split_last() else {
            return Ok(None);
        };
        let quoted = |word: &String| format!("\"{}\"", word.replace('"', "\"\""));
        let is_ready = last.chars().count() <= READY;
        let begun = if is_ready {
            Vec::new()
        } else {
            begun(tables, last)?
        };
        let beginning = if begun.is_empty() {
            format!("{} *", quoted(last))
        } else {
            let begun: Vec<String> = begun.iter().map(quoted).collect();
            format!("({})", begun.join(" OR "))
        };
        let mut phrases: Vec<String> = before.iter().map(quoted).collect();
        phrases.push(beginning);
        Ok(Some(Self {
            query: phrases.join(" AND "),
            are_ready: is_ready || !begun.is_empty(),
        }))
    }

    fn statement(&self) -> Statement {
        let mut statement = Statement::new("SELECT rowid FROM words WHERE words MATCH ?");
        statement.values.push(Value::Text(self.query.clone()));
        statement
    }
}

/// The words of the index that begin with a word, if they are few: a word that half of all items
/// have is looked up far sooner than every word with its beginning is gathered from the index.
/// None are given where it is not certain how the index writes the word.
fn begun(tables: &Connection, word: &str) -> Result<Vec<String>, ArchiveError> {
    if !word.bytes().all(|one| one.is_ascii_alphanumeric()) {
        return Ok(Vec::new());
    }
    let sql = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.term USING fts5vocab(main, words, instance)";
    tables.execute(sql, [])?;
    let sql = "SELECT term FROM temp.term WHERE term >= ?1 LIMIT 1";
    let mut statement = tables.prepare_cached(sql)?;
    let beginning = word.to_ascii_lowercase();
    let (mut found, mut from) = (Vec::new(), beginning.clone());
    // The next word is sought, not stepped to: a table of terms lists each as often as it is there.
    while let Some(term) = statement
        .query_one([&from], |row| text(row, 0))
        .optional()?
    {
        if !term.starts_with(&beginning) {
            break;
        }
        if found.len() == BEGUN {
            return Ok(Vec::new());
        }
        from = format!("{term}\u{1}");
        found.push(term);
    }
    Ok(found)
}
