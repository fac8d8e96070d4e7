//! A plot of one series: its data in order, where it breaks, and what may be joined.

use crate::figures::{FigureRef, Period};

use super::table::{Column, NO_FIGURE, Row, Table};

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
    /// What happened meanwhile, in order.
    pub events: Vec<PlotEvent>,
    /// Where its axis of values begins.
    pub base: Base,
    /// The entry under the cursor.
    pub selected: Option<usize>,
}

/// Where an axis of values begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Base {
    /// At zero; bars know nothing else.
    #[default]
    Zero,
    /// Below the lowest value: for lines, where the user asked for it. Whoever
    /// draws it says so under the chart.
    Cropped,
}

/// One entry of a plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Datum {
    /// Its label: "2011", "Children (under 18)".
    pub label: String,
    /// A shorter label for an axis; never empty.
    pub short: String,
    /// The period that it is, on an axis of time.
    pub period: Option<Period>,
    /// The height of its mark; `None` if there is no number.
    pub value: Option<f64>,
    /// The number as printed, or the sign for what is not there (`[x]`); empty for a gap.
    pub text: String,
    /// Marks: `[r]`, `[part]`; empty if none.
    pub marks: String,
    /// Whether a line may join it to the entry before.
    pub joined: bool,
    /// How far it reaches down and up, if that is more than its value.
    pub extent: Option<Extent>,
    /// The figure behind it.
    pub figure: Option<FigureRef>,
    /// How many news items are about it, if they were counted.
    pub items: usize,
}

/// A stretch of the axis of values that belongs to one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// Its lower end.
    pub low: f64,
    /// Its upper end, not below the lower one.
    pub high: f64,
    /// Both as printed: "2,255 to 2,340".
    pub text: String,
    /// What it is.
    pub kind: ExtentKind,
}

/// What an [`Extent`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExtentKind {
    /// The low and the high end of an estimate, as published.
    Estimate,
    /// The lowest and the highest of the values that publications gave.
    Published,
}

/// Something that happened in the time of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotEvent {
    /// The entry.
    pub at: usize,
    /// When and what, in a line: "31 Jul 2015: The Modern Slavery Act 2015 comes into force".
    pub label: String,
}

/// A break in the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotBreak {
    /// It stands before this entry.
    pub before: usize,
    /// Why, in a sentence.
    pub reason: String,
}

impl Datum {
    /// The number as printed, or that there is no figure.
    pub fn said(&self) -> &str {
        if self.text.is_empty() {
            "no figure"
        } else {
            &self.text
        }
    }
}

impl Plot {
    /// A plot of these entries on an axis from zero, without breaks, events or a cursor.
    pub fn new(form: Form, data: Vec<Datum>) -> Self {
        Self {
            form,
            data,
            cycle: 1,
            breaks: Vec::new(),
            events: Vec::new(),
            base: Base::Zero,
            selected: None,
        }
    }

    /// The largest value or upper end of an entry, zero if there is none; axes end above it.
    pub fn max(&self) -> f64 {
        let ends = self.data.iter().filter_map(|datum| {
            let high = datum.extent.as_ref().map(|one| one.high);
            high.into_iter().chain(datum.value).reduce(f64::max)
        });
        ends.fold(0.0, f64::max)
    }

    /// Crops the axis of a line with values; gives back where the axis begins now.
    pub fn crop(&mut self) -> Base {
        let drawn = self.data.iter().any(|datum| datum.value.is_some());
        if self.form == Form::Line && drawn {
            self.base = Base::Cropped;
        }
        self.base
    }

    /// Whether its axis of values does not begin at zero: bars always do.
    pub fn cropped(&self) -> bool {
        self.base == Base::Cropped && self.form != Form::Bars
    }

    /// What happened in the time of an entry, in a line; empty if nothing is known of it.
    pub fn meanwhile(&self, at: usize) -> String {
        let here = self.events.iter().filter(|one| one.at == at);
        let labels: Vec<&str> = here.map(|one| one.label.as_str()).collect();
        labels.join("; ")
    }

    /// The same entries as a table, with a row of words where the series breaks.
    pub fn table(&self) -> Table {
        let extents = self.data.iter().find_map(|one| one.extent.as_ref());
        let heading = extents.map(|one| one.kind.heading());
        let mut columns = vec![Column::left(""), Column::right("Value")];
        columns.extend(heading.map(|title| Column::right(title).rank(2)));
        columns.extend([Column::left("Marks"), Column::left("").rank(1).grows()]);
        let row = |first: &str, value: &str, extent: &str, marks: &str, words: String| {
            let mut cells = vec![first.to_owned(), value.to_owned()];
            cells.extend(heading.map(|_| extent.to_owned()));
            cells.extend([marks.to_owned(), words]);
            cells
        };
        let mut rows = Vec::new();
        let mut selected = None;
        for (at, datum) in self.data.iter().enumerate() {
            for one in self.breaks.iter().filter(|one| one.before == at) {
                rows.push(Row {
                    cells: row("[b]", "", "", "", one.reason.clone()),
                    figure: None,
                });
            }
            if self.selected == Some(at) {
                selected = Some(rows.len());
            }
            let extent = datum.extent.as_ref().map_or("", |one| one.text.as_str());
            rows.push(Row {
                cells: row(
                    &datum.label,
                    datum.said(),
                    extent,
                    &datum.marks,
                    self.meanwhile(at),
                ),
                figure: datum.figure.clone(),
            });
        }
        Table {
            columns,
            rows,
            selected,
            empty: NO_FIGURE.to_owned(),
            ..Table::default()
        }
    }
}

impl ExtentKind {
    /// The heading of a column of extents.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Estimate => "Range",
            Self::Published => "As published",
        }
    }
}
