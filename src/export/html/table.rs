//! A table of HTML: a caption, column headings with their scope, and one heading a row.

use crate::present::{Align, Row, Table};

use super::{Html, References};

impl Html {
    /// A table with every column, or what stands in its place.
    ///
    /// A caption of the class `unseen` says again what stands above: it is for those who walk
    /// from table to table.
    pub fn table(&mut self, table: &Table, caption: &str, class: &str) {
        if table.rows.is_empty() {
            return self.paragraph("", &table.empty);
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
                    self.markup.leaf("th", &[("scope", "row"), class], text);
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
