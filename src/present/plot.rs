//! A plot of one series: its data in order, where it breaks, and what may be joined.

use crate::figures::FigureRef;

use super::table::{Column, Row, Table};

/// The mark that stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Bars from zero.
    Bars,
    /// A point at the value on an axis from zero: for single observations.
    Points,
    /// A line through neighbours, broken where nothing joins them, on an axis from zero.
    Line,
}

/// One series as a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// The mark.
    pub form: Form,
    /// One entry a period (without holes: a period with no figure is an entry without a
    /// value) or a category.
    pub data: Vec<Datum>,
    /// After how many entries the labels come round again: 4 for quarters, 1 if they do not;
    /// an axis that cannot label every entry labels every so many.
    pub cycle: usize,
    /// Where the series breaks, in order.
    pub breaks: Vec<PlotBreak>,
    /// The entry under the cursor.
    pub selected: Option<usize>,
}

/// One entry of a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// Its label: "2011", "Children (under 18)".
    pub label: String,
    /// A shorter label for an axis; never empty.
    pub short: String,
    /// The height of its mark; `None` if there is no number.
    pub value: Option<f64>,
    /// The number as printed, or the sign for what is not there (`[x]`); empty for a gap.
    pub text: String,
    /// Marks: `[r]`, `[part]`; empty if none.
    pub marks: String,
    /// Whether a line may join it to the entry before.
    pub joined: bool,
    /// The figure behind it.
    pub figure: Option<FigureRef>,
}

/// A break in the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotBreak {
    /// It stands before this entry.
    pub before: usize,
    /// Why, in a sentence.
    pub reason: String,
}

impl Plot {
    /// The largest value, zero if there is none; axes begin at zero and end above it.
    pub fn max(&self) -> f64 {
        self.data
            .iter()
            .filter_map(|datum| datum.value)
            .fold(0.0, f64::max)
    }

    /// The same entries as a table, with a row of words where the series breaks.
    pub fn table(&self) -> Table {
        let mut rows = Vec::new();
        let mut selected = None;
        for (at, datum) in self.data.iter().enumerate() {
            for one in self.breaks.iter().filter(|one| one.before == at) {
                rows.push(Row {
                    cells: vec![
                        "[b]".to_owned(),
                        String::new(),
                        String::new(),
                        one.reason.clone(),
                    ],
                    figure: None,
                });
            }
            if self.selected == Some(at) {
                selected = Some(rows.len());
            }
            let nothing = datum.text.is_empty();
            let text = if nothing { "no figure" } else { &datum.text };
            rows.push(Row {
                cells: vec![
                    datum.label.clone(),
                    text.to_owned(),
                    datum.marks.clone(),
                    String::new(),
                ],
                figure: datum.figure.clone(),
            });
        }
        Table {
            columns: vec![
                Column::left(""),
                Column::right("Value"),
                Column::left("Marks"),
                Column::left("").rank(1).grows(),
            ],
            rows,
            selected,
            empty: "No figure was known on this day.".to_owned(),
            widths: Vec::new(),
        }
    }
}
