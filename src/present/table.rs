//! A table: titled columns and rows of finished text.

use crate::figures::FigureRef;

/// What stands where a table or chart has no figure.
pub const NO_FIGURE: &str = "No figure was known on this day.";

/// On which side the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Where its text stands.
    pub align: Align,
    /// When space is short, columns go from the highest number down; 0 always stays.
    pub rank: u8,
    /// Whether it takes the width that is left over.
    pub grows: bool,
    /// The least and the most cells that it is given, if those are set; without them it is as
    /// wide as its text.
    pub within: Option<(u16, u16)>,
}

impl Column {
    /// A column of words that always stays.
    pub fn left(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            align: Align::Left,
            rank: 0,
            grows: false,
            within: None,
        }
    }

    /// A column of numbers that always stays.
    pub fn right(title: &str) -> Self {
        Self {
            align: Align::Right,
            ..Self::left(title)
        }
    }

    /// The same column, given up earlier the higher the number.
    #[must_use]
    pub fn rank(self, rank: u8) -> Self {
        Self { rank, ..self }
    }

    /// The same column, given a part of the room above its least width while another is cut, and
    /// never wider than its most.
    #[must_use]
    pub fn within(self, least: u16, most: u16) -> Self {
        Self {
            within: Some((least, most)),
            ..self
        }
    }

    /// The same column, taking the width that is left over.
    #[must_use]
    pub fn grows(self) -> Self {
        Self {
            grows: true,
            ..self
        }
    }
}

/// A row of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// One text a column.
    pub cells: Vec<String>,
    /// The figure behind it.
    pub figure: Option<FigureRef>,
}

impl Row {
    /// A row without a figure.
    pub fn of(cells: Vec<String>) -> Self {
        Self {
            cells,
            figure: None,
        }
    }
}

/// Rows and columns of finished text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, in the order in which they are shown.
    pub rows: Vec<Row>,
    /// For each row its first text in few words, for where the whole has no room; empty where
    /// there is none.
    pub briefs: Vec<String>,
    /// The row under the cursor.
    pub selected: Option<usize>,
    /// What to say when there is no row.
    pub empty: String,
    /// The width of each column's widest text in terminal cells, where whoever draws the
    /// table has measured it; empty otherwise.
    pub widths: Vec<u16>,
    /// The rows of a long list that are not among `rows`.
    pub hidden: Hidden,
}

/// How many rows of a list stand before and after those that are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Before the first.
    pub above: usize,
    /// After the last.
    pub below: usize,
}

impl Table {
    /// How many rows there are, those that are hidden among them.
    pub fn len(&self) -> usize {
        self.hidden.above + self.rows.len() + self.hidden.below
    }

    /// The first text of a row in few words, if there are such.
    pub fn brief(&self, at: usize) -> Option<&str> {
        let brief = self.briefs.get(at.checked_sub(self.hidden.above)?);
        brief.map(String::as_str)
    }

    /// Whether there is no row at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at a position of the whole list, unless it is hidden.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at.checked_sub(self.hidden.above)?)
    }
}
