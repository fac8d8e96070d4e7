//! A table of HTML: a caption, column headings with their scope, and one heading a row.

use crate::present::{Align, Row, Table};

use super::{Html, References};

/// So many letters, and no more, stand on a narrow screen.
const NARROW: usize = 60;

/// A column of words need not be wider.
const WORDS: usize = 12;

/// More columns than these are wider than a sheet of paper, too.
const SHEET: usize = 12;

/// A name of a row that is no longer, such as a period or a day, stays on one line.
const SHORT: usize = 12;

/// How a table is moved sideways: not at all, on a narrow screen, or also on paper.
fn reach(table: &Table) -> Option<&'static str> {
    let widest = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        let widest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        match table.columns[at].align {
            Align::Left => widest.min(WORDS),
            Align::Right => widest,
        }
    };
    let columns = table.columns.len();
    let letters: usize = (0..columns).map(widest).sum();
    if columns > SHEET {
        return Some("wide sheet");
    }
    (letters + 2 * columns > NARROW).then_some("wide")
}

impl Html {
    /// A table with every column, or what stands in its place.
    ///
    /// A caption of the class `unseen` says again what stands above: it is for those who walk
    /// from table to table.
    pub fn table(&mut self, table: &Table, caption: &str, class: &str) {
        if table.rows.is_empty() {
            return self.paragraph("", &table.empty);
        }
        let reach = reach(table);
        if let Some(class) = reach {
            // A keyboard scrolls only what it can reach.
            let name = ("aria-label", caption);
            let reached = ("tabindex", "0");
            let attributes = [("class", class), reached, ("role", "group"), name];
            self.markup.open("div", &attributes);
        }
        self.markup.open("table", &[]);
        self.markup.leaf("caption", &[("class", class)], caption);
        self.markup.open("thead", &[]);
        self.markup.open("tr", &[]);
        for column in &table.columns {
            let title = match column.title.as_str() {
                "" => "Note",
                title => title,
            };
            let side = ("class", side(column.align));
            self.markup.leaf("th", &[("scope", "col"), side], title);
        }
        self.markup.close();
        self.markup.close();
        self.markup.open("tbody", &[]);
        for row in &table.rows {
            self.row(table, row);
        }
        self.markup.close();
        self.markup.close();
        if reach.is_some() {
            self.markup.close();
        }
    }

    /// A row; its first text names it, if it is a column of words.
    fn row(&mut self, table: &Table, row: &Row) {
        let name = row.cells.iter().position(|text| !text.is_empty());
        let cells = table.columns.iter().zip(&row.cells).enumerate();
        self.markup.open("tr", &[]);
        for (at, (column, text)) in cells {
            let class = ("class", side(column.align));
            match self.reference(text) {
                Some(target) => {
                    self.markup.open("td", &[class]);
                    self.markup.leaf("a", &[("href", &target)], text);
                    self.markup.close();
                }
                None if name == Some(at) && at < 2 => {
                    let short = text.chars().count() <= SHORT;
                    let side = side(column.align);
                    let class = if short {
                        format!("{side} short")
                    } else {
                        side.to_owned()
                    };
                    let attributes = [("scope", "row"), ("class", &*class)];
                    self.markup.leaf("th", &attributes, text);
                }
                None => self.markup.leaf("td", &[class], text),
            }
        }
        self.markup.close();
    }

    /// The place in the list of sources that `[12]` means.
    fn reference(&self, text: &str) -> Option<String> {
        let number = text.strip_prefix('[')?.strip_suffix(']')?;
        let digits = !number.is_empty() && number.chars().all(|one| one.is_ascii_digit());
        let numbered = self.references == References::Numbered;
        (digits && numbered).then(|| format!("#source-{number}"))
    }
}

const fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "words",
        Align::Right => "number",
    }
}
