//! Reads TOML tables field by field and reports every mistake with its line: a missing
//! field, a wrong type, a value out of its list, a name that does not exist.

use std::cell::Cell;
use std::fmt::Display;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::files::DataFile;
use super::rows::{MOST_PROBLEMS, unlisted};
use super::suggest;
use crate::clean;
use crate::figures::{CowStr, period};
use crate::problem::Problem;

/// A text with the place where it stands.
#[derive(Clone, Debug)]
pub struct Located {
    /// The text, cleaned.
    pub text: CowStr,
    /// Its byte in the file.
    pub offset: usize,
}

/// Parses a file and hands its top table to `read`; syntax errors become problems, and the
/// file is not read. Gives back whether it was.
pub fn document(
    file: &DataFile,
    problems: &mut Vec<Problem>,
    read: impl FnOnce(&mut Fields<'_>),
) -> bool {
    let (root, errors) = parsed(&file.text);
    for error in &errors {
        let line = error.span().map(|span| file.line_of(span.start));
        let what = format!("this is no TOML: {}", error.message());
        let remedy = "mend it here; the file was not read";
        problems.push(Problem::new(&file.shown, line, what, remedy));
    }
    if !errors.is_empty() {
        return false;
    }
    let told = &Cell::new(0);
    let mut fields = Fields {
        file,
        table: root.get_ref(),
        offset: 0,
        taken: Vec::new(),
        problems: Vec::new(),
        told,
    };
    read(&mut fields);
    fields.close(problems);
    true
}

/// A file of more bytes than this is read up to its first mistake: there may be as many mistakes
/// as bytes.
const LISTED: usize = 1 << 16;

/// The table of a text, and what is no TOML in it.
fn parsed(text: &str) -> (Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
    if text.len() <= LISTED {
        return DeTable::parse_recoverable(text);
    }
    match DeTable::parse(text) {
        Ok(root) => (root, Vec::new()),
        Err(error) => (Spanned::new(0..0, DeTable::new()), vec![error]),
    }
}

/// One table of a file, and what is wrong with it.
pub struct Fields<'d> {
    /// The file that it stands in.
    pub file: &'d DataFile,
    table: &'d DeTable<'d>,
    offset: usize,
    taken: Vec<&'d str>,
    problems: Vec<Problem>,
    /// How many problems of the file there are so far.
    told: &'d Cell<usize>,
}

impl<'d> Fields<'d> {
    fn find(&mut self, name: &'static str) -> Option<&'d Spanned<DeValue<'d>>> {
        self.taken.push(name);
        self.table.get(name)
    }

    fn wanted<T>(&mut self, name: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.table.contains_key(name) {
            let what = format!("\"{name}\" is missing");
            self.problem(self.offset, what, format!("add {name} = …"));
        }
        found
    }

    /// Notes a value of another type; `wanted` is how it is written, with `name` for its name.
    fn wrong_type(&mut self, name: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let found = value.get_ref().type_str();
        let what = format!("\"{name}\" is of the wrong type ({found})");
        let remedy = format!("write {}", wanted.replace("name", name));
        self.problem(value.span().start, what, remedy);
    }

    /// Whether a field is there, whatever it holds.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// A text that may be left out.
    pub fn maybe(&mut self, name: &'static str) -> Option<Located> {
        let value = self.find(name)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(name, value, r#"name = "…""#);
            return None;
        };
        Some(Located {
            text: clean::line(text).into_owned().into(),
            offset: value.span().start,
        })
    }

    /// A text that may be left out, without its place.
    pub fn maybe_text(&mut self, name: &'static str) -> Option<CowStr> {
        self.maybe(name).map(|found| found.text)
    }

    /// A text that must be there and not be empty.
    pub fn located(&mut self, name: &'static str) -> Option<Located> {
        let found = self.maybe(name);
        let found = self.wanted(name, found)?;
        if found.text.trim().is_empty() {
            self.problem(found.offset, format!("\"{name}\" is empty"), "fill it in");
            return None;
        }
        Some(found)
    }

    /// A text that must be there, without its place; empty after a problem.
    pub fn text(&mut self, name: &'static str) -> CowStr {
        let found = self.located(name);
        found.map(|found| found.text).unwrap_or_default()
    }

    /// The text `id`, which must be the name of the file; that name after a problem.
    pub fn id_of_file(&mut self) -> CowStr {
        let stem = self.file.stem();
        if let Some(id) = self.located("id")
            && id.text != stem
        {
            let what = format!("id \"{}\" is not the name of its file", id.text);
            let remedy = format!("write id = \"{stem}\", or rename the file");
            self.problem(id.offset, what, remedy);
        }
        stem.to_owned().into()
    }

    /// A text that must parse.
    pub fn parsed<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Option<T> {
        let found = self.located(name)?;
        self.parse_located(&found)
    }

    /// Parses a text of this table; the error type's message says what to do.
    pub fn parse_located<T: FromStr<Err: Display>>(&mut self, found: &Located) -> Option<T> {
        match found.text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let text = error.to_string();
                let (what, remedy) = text.split_once("; ").unwrap_or((&text, "correct it"));
                self.problem(found.offset, what.to_owned(), remedy);
                None
            }
        }
    }

    /// A day that must be there.
    pub fn day(&mut self, name: &'static str) -> Option<chrono::NaiveDate> {
        let found = self.located(name)?;
        let day = period::day(&found.text);
        if day.is_none() {
            let what = format!("\"{}\" is not a day", found.text);
            self.problem(found.offset, what, "write it like 2012-10-18");
        }
        day
    }

    /// One of a list of names.
    pub fn one_of<T: Copy>(&mut self, name: &'static str, known: &[(&str, T)]) -> Option<T> {
        let found = self.located(name)?;
        let hit = known.iter().find(|(id, _)| found.text == *id);
        if hit.is_none() {
            let ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
            let what = format!("{name} \"{}\" is unknown", found.text);
            let near = suggest::nearest(&found.text, ids.iter().copied());
            let remedy = near.map_or_else(
                || format!("use one of {}", ids.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            self.problem(found.offset, what, remedy);
        }
        hit.map(|(_, value)| *value)
    }

    /// A true or false that may be left out.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let value = self.find(name)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(name, value, "name = true or name = false");
        }
        flag
    }

    /// A list of texts; empty if left out.
    pub fn texts(&mut self, name: &'static str) -> Vec<Located> {
        let Some(value) = self.find(name) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(name, value, r#"name = ["…", "…"]"#);
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(list.len());
        for item in list {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Located {
                    text: clean::line(text).into_owned().into(),
                    offset: item.span().start,
                }),
                None => self.wrong_type(name, item, r#"name = ["…", "…"]"#),
            }
        }
        texts
    }

    /// Reads each table of a list `[[name]]`; nothing if left out.
    pub fn each(&mut self, name: &'static str, mut read: impl FnMut(&mut Fields<'d>)) {
        let Some(value) = self.find(name) else {
            return;
        };
        let Some(list) = value.get_ref().as_array() else {
            return self.wrong_type(name, value, "each of them under a line [[name]]");
        };
        for item in list {
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type(name, item, "each of them under a line [[name]]");
                continue;
            };
            self.below(table, item.span().start, &mut read);
        }
    }

    /// Reads a table within this one; gives back whether it is there.
    pub fn inside(&mut self, name: &'static str, mut read: impl FnMut(&mut Fields<'d>)) -> bool {
        let Some(value) = self.find(name) else {
            return false;
        };
        match value.get_ref().as_table() {
            Some(table) => self.below(table, value.span().start, &mut read),
            None => self.wrong_type(name, value, "name = { … }"),
        }
        true
    }

    fn below(
        &mut self,
        table: &'d DeTable<'d>,
        offset: usize,
        read: &mut impl FnMut(&mut Fields<'d>),
    ) {
        let mut fields = Fields {
            file: self.file,
            table,
            offset,
            taken: Vec::new(),
            problems: Vec::new(),
            told: self.told,
        };
        read(&mut fields);
        fields.close(&mut self.problems);
    }

    /// Every field as name and text, for tables whose names are codes.
    pub fn pairs(&mut self) -> Vec<(Located, Located)> {
        let mut pairs = Vec::new();
        for (name, value) in self.table {
            let Some(text) = value.get_ref().as_str() else {
                self.wrong_type(name.get_ref(), value, r#"name = "…""#);
                continue;
            };
            let located = |text: &str, offset| Located {
                text: clean::line(text).into_owned().into(),
                offset,
            };
            pairs.push((
                located(name.get_ref(), name.span().start),
                located(text, value.span().start),
            ));
        }
        self.taken
            .extend(self.table.keys().map(|name| name.get_ref().as_ref()));
        pairs
    }

    /// How many problems this table has so far.
    pub fn problem_count(&self) -> usize {
        self.problems.len()
    }

    /// Where this table begins.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Notes something wrong at a byte of the file; of too many mistakes only that.
    pub fn problem(&mut self, offset: usize, what: String, remedy: impl Into<String>) {
        let before = self.told.replace(self.told.get() + 1);
        if before > MOST_PROBLEMS {
            return;
        }
        if before == MOST_PROBLEMS {
            return self.problems.push(unlisted(&self.file.shown));
        }
        let line = Some(self.file.line_of(offset));
        self.problems
            .push(Problem::new(&self.file.shown, line, what, remedy));
    }

    /// Hands over the problems, with one for each field that nobody asked for.
    fn close(mut self, problems: &mut Vec<Problem>) {
        let table = self.table;
        for (name, _) in table {
            let text = name.get_ref().as_ref();
            if self.taken.contains(&text) {
                continue;
            }
            let near = suggest::nearest(text, self.taken.iter().copied());
            let remedy = near.map_or_else(
                || "take it out".to_owned(),
                |near| format!("did you mean \"{near}\"?"),
            );
            let what = format!("\"{text}\" is no field of this table");
            self.problem(name.span().start, what, remedy);
        }
        problems.append(&mut self.problems);
    }
}
