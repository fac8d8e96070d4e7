//! A page: what one view shows, panel by panel, as text and numbers without colour or size.

use crate::figures::FigureRef;

use super::plot::{Base, Plot};
use super::plots::Plots;
use super::table::Table;

/// What one view shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The name of the view.
    pub title: String,
    /// What stands on it, most important first.
    pub panels: Vec<Panel>,
}

/// One part of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// A name that is unique on its page, by which the view places it.
    pub id: &'static str,
    /// What it says, as a sentence made from the numbers where there are any.
    pub title: String,
    /// The same for little room; empty if the title is short.
    pub brief: String,
    /// What is measured, where and in which unit; empty if the title says it all.
    pub subtitle: String,
    /// The content.
    pub body: Body,
    /// Breaks, marks and cautions, a sentence each.
    pub notes: Vec<String>,
    /// The line under it: title, publisher and date of the publication; empty if each
    /// entry names its own.
    pub source: String,
}

/// The content of a [`Panel`].
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Large numbers.
    Cards(Vec<Card>),
    /// A chart.
    Plot(Plot),
    /// A chart of several series; what is selected in it are its series.
    Plots(Plots),
    /// Shares of a whole.
    Gauges(Vec<Gauge>),
    /// Rows and columns.
    Table(Table),
    /// Text to read.
    Text(Vec<Paragraph>),
}

/// A large number with its period, change and source.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What it is: "Potential victims, UK".
    pub label: String,
    /// The number as printed, or what stands in its place: "no figure known".
    pub value: String,
    /// Its marks: `[r]`; empty if none.
    pub marks: String,
    /// The period in words: "in 2011".
    pub period: String,
    /// The change, or that it is the only figure found.
    pub detail: String,
    /// The publication, short.
    pub source: String,
    /// The values up to the period, `None` for a gap; fewer than two draw nothing.
    pub spark: Vec<Option<f64>>,
    /// The figure behind it.
    pub figure: Option<FigureRef>,
}

/// A share of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Gauge {
    /// What is shared: "Children among potential victims, 2011".
    pub title: String,
    /// From 0 to 1; `None` if no publication gives it.
    pub ratio: Option<f64>,
    /// The share as printed, or what stands in its place.
    pub value: String,
    /// The numbers behind it: "234 of 946".
    pub detail: String,
    /// The publication, short.
    pub source: String,
    /// The figure behind it.
    pub figure: Option<FigureRef>,
}

/// How a [`Paragraph`] is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A heading.
    Heading,
    /// Plain text.
    Body,
    /// An aside: dates, sources.
    Quiet,
    /// Something that needs care: a break, a problem.
    Warning,
}

/// A paragraph of a [`Body::Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// How it is meant.
    pub tone: Tone,
    /// The text, without line breaks.
    pub text: String,
    /// The figure that it speaks of.
    pub figure: Option<FigureRef>,
}

impl Paragraph {
    /// A paragraph that speaks of no single figure.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            figure: None,
        }
    }
}

/// What stands under a chart whose axis of values is cropped.
pub const CROPPED: &str = "The axis of values is cropped: it need not begin at zero.";

impl Page {
    /// Lets the axes of lines begin just below their lowest value, and says so under each;
    /// bars always stand on zero.
    pub fn crop(&mut self) {
        for panel in &mut self.panels {
            let cropped = match &mut panel.body {
                Body::Plot(plot) => plot.crop(),
                Body::Plots(plots) => plots.crop(),
                _ => Base::Zero,
            };
            if cropped == Base::Cropped {
                panel.notes.insert(0, CROPPED.to_owned());
            }
        }
    }
}

impl Panel {
    /// How many entries can be selected in it.
    pub fn entries(&self) -> usize {
        match &self.body {
            Body::Cards(cards) => cards.len(),
            Body::Plot(plot) => plot.data.len(),
            Body::Plots(plots) => plots.strands.len(),
            Body::Gauges(gauges) => gauges.len(),
            Body::Table(table) => table.len(),
            Body::Text(text) => text.len(),
        }
    }

    /// The figures of the panel's entries in the order in which they are selected; entries
    /// without one are `None`.
    pub fn figures(&self) -> Vec<Option<&FigureRef>> {
        match &self.body {
            Body::Cards(cards) => cards.iter().map(|card| card.figure.as_ref()).collect(),
            Body::Plot(plot) => plot
                .data
                .iter()
                .map(|datum| datum.figure.as_ref())
                .collect(),
            Body::Plots(plots) => plots.figures(),
            Body::Gauges(gauges) => gauges.iter().map(|gauge| gauge.figure.as_ref()).collect(),
            Body::Table(table) => table.rows.iter().map(|row| row.figure.as_ref()).collect(),
            Body::Text(text) => text.iter().map(|part| part.figure.as_ref()).collect(),
        }
    }
}
