//! A table as lines: columns two spaces apart, aligned by the width they take on a screen.
//! Where the width does not suffice, columns that may grow wrap first, then other columns of
//! words; then whole columns are left out by their rank, and the caller says which.

use unicode_width::UnicodeWidthStr;

use crate::clean;
use crate::present::{Align, Column, Table};

use super::wrap::in_column;

/// No text is set in fewer columns.
pub const LEAST: usize = 40;

/// Between two columns.
const GAP: usize = 2;

/// Any other column of words keeps at least this width before others are left out.
const EASY: usize = 16;

/// A column that wraps keeps at least this width in the end.
const NARROWEST: usize = 12;

/// A column that may grow keeps at least this width before others are left out.
const COMFORTABLE: usize = 30;

/// The lines of a table, and the titles of the columns that found no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The heading, if there is one, and the rows.
    pub lines: Vec<String>,
    /// The line at which each row begins.
    pub starts: Vec<usize>,
    /// What is not there.
    pub left_out: Vec<String>,
}

/// Writes a table in at most `width` columns.
pub fn write(table: &Table, width: usize) -> Written {
    let mut layout = Layout::natural(table);
    layout.fit(table, width);
    let headings: Vec<&str> = table.columns.iter().map(|one| one.title.as_str()).collect();
    let mut lines = Vec::new();
    if headings.iter().any(|title| !title.is_empty()) {
        lines.extend(layout.lines(table, &headings));
    }
    let mut starts = Vec::new();
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
        starts.push(lines.len());
        lines.extend(layout.lines(table, &cells));
    }
    Written {
        lines,
        starts,
        left_out: layout.left_out,
    }
}

/// Whether a table has room for every column as wide as its widest text.
pub fn fits(table: &Table, width: usize) -> bool {
    Layout::natural(table).width() <= width
}

/// The width that a heading takes at least: over numbers that may grow it may wrap.
fn heading(column: &Column) -> usize {
    let whole = column.title.width();
    if column.align == Align::Left || !column.grows {
        return whole;
    }
    let words = column.title.split_whitespace().map(UnicodeWidthStr::width);
    whole.min(words.fold(NARROWEST, usize::max))
}

/// The columns shown, by position, with their widths.
struct Layout {
    shown: Vec<(usize, usize)>,
    left_out: Vec<String>,
}

impl Layout {
    fn natural(table: &Table) -> Self {
        let width = |at: usize| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
            let widths = cells.map(|cell| clean::line(cell).width());
            widths.fold(heading(&table.columns[at]), usize::max)
        };
        let all = (0..table.columns.len()).map(|at| (at, width(at)));
        Self {
            shown: all.filter(|(_, width)| *width > 0).collect(),
            left_out: Vec::new(),
        }
    }

    fn width(&self) -> usize {
        let widths: usize = self.shown.iter().map(|(_, width)| width).sum();
        widths + GAP * self.shown.len().saturating_sub(1)
    }

    fn fit(&mut self, table: &Table, width: usize) {
        let natural = self.shown.clone();
        let words = |at: usize| table.columns[at].align == Align::Left;
        // A column without a title holds marks: narrow, and never to be lost.
        let rank = |at: usize| match &table.columns[at] {
            column if column.title.is_empty() => 0,
            column => column.rank,
        };
        loop {
            let kept = |at: usize| self.shown.iter().any(|(shown, _)| *shown == at);
            let widths = natural.iter().copied().filter(|(at, _)| kept(*at));
            self.shown = widths.collect();
            self.shrink(width, COMFORTABLE, |at| table.columns[at].grows);
            self.shrink(width, EASY, |at| words(at) && !table.columns[at].grows);
            if self.width() <= width {
                break;
            }
            let last = (0..self.shown.len()).max_by_key(|at| rank(self.shown[*at].0));
            let Some(last) = last.filter(|at| rank(self.shown[*at].0) > 0) else {
                break;
            };
            let (at, _) = self.shown.remove(last);
            self.left_out.push(table.columns[at].title.clone());
        }
        self.shrink(width, NARROWEST, words);
    }

    /// Takes from the widest of some columns until all fit or none can give more.
    fn shrink(&mut self, width: usize, least: usize, may: impl Fn(usize) -> bool) {
        while self.width() > width {
            let over = self.width() - width;
            let widest = self
                .shown
                .iter_mut()
                .filter(|(at, width)| may(*at) && *width > least)
                .max_by_key(|(_, width)| *width);
            let Some((_, widest)) = widest else {
                return;
            };
            *widest -= over.min(*widest - least).min(1.max(over / 2));
        }
    }

    /// The lines of one row: as many as its tallest cell.
    fn lines(&self, table: &Table, cells: &[&str]) -> Vec<String> {
        let columns: Vec<Vec<String>> = self
            .shown
            .iter()
            .map(|(at, width)| in_column(cells.get(*at).copied().unwrap_or_default(), *width))
            .collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        let line = |of: usize| {
            let mut line = String::new();
            for ((at, width), column) in self.shown.iter().zip(&columns) {
                if !line.is_empty() || *at != self.shown[0].0 {
                    line.push_str(&" ".repeat(GAP));
                }
                let text = column.get(of).map_or("", String::as_str);
                let space = " ".repeat(width.saturating_sub(text.width()));
                match table.columns[*at].align {
                    Align::Left => line.push_str(&format!("{text}{space}")),
                    Align::Right => line.push_str(&format!("{space}{text}")),
                }
            }
            line.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Column, Row};

    fn table(columns: Vec<Column>, rows: &[&[&str]]) -> Table {
        let row = |cells: &&[&str]| Row {
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            figure: None,
        };
        Table {
            columns,
            rows: rows.iter().map(row).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn numbers_stand_right_and_words_left() {
        let table = table(
            vec![
                Column::left("Year"),
                Column::right("Value"),
                Column::left(""),
            ],
            &[&["2010", "710", ""], &["2011", "1,946", "[r]"]],
        );
        assert_eq!(
            write(&table, 40).lines,
            ["Year  Value", "2010    710", "2011  1,946  [r]"]
        );
    }

    #[test]
    fn a_column_that_may_grow_wraps_before_another_is_left_out() {
        let words = "one two three four five six seven eight nine ten";
        let table = table(
            vec![Column::left("What").grows(), Column::left("Where").rank(1)],
            &[&[words, "United Kingdom"]],
        );
        let wide = write(&table, 50);
        assert_eq!(wide.left_out, Vec::<String>::new());
        assert_eq!(
            wide.lines,
            [
                "What                                Where",
                "one two three four five six seven   United Kingdom",
                "eight nine ten"
            ]
        );
        assert_eq!(write(&table, 40).left_out, ["Where"]);
    }

    #[test]
    fn marks_are_never_left_out() {
        let table = table(
            vec![
                Column::left("What"),
                Column::left("").rank(5),
                Column::right("Where").rank(1),
            ],
            &[&[
                "something of some length",
                "[r]",
                "in a place of some length",
            ]],
        );
        let written = write(&table, 40);
        assert_eq!(written.left_out, ["Where"]);
        assert_eq!(written.lines[1], "something of some length  [r]");
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        let table = table(
            vec![Column::left("A"), Column::left("B"), Column::right("C")],
            &[&[
                "a long text of many words",
                "another of as many words or more",
                "1",
            ]],
        );
        for width in LEAST..90 {
            for line in write(&table, width).lines {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }
}
