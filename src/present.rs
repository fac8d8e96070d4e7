//! What is shown, without drawing: pages of cards, plots, gauges, tables and text, built from
//! the data set as of a day. The terminal draws a [`Page`]; `show` writes the same one as text.

pub mod alt;
pub mod chart;
pub mod estimates;
pub mod headline;
pub mod known;
pub mod noted;
pub mod number;
pub mod page;
pub mod pages;
pub mod parts;
pub mod plot;
pub mod plots;
pub mod report;
pub mod review;
pub mod scale;
pub mod scope;
pub mod sentence;
pub mod table;
pub mod verdict;

pub use known::Known;
pub use noted::Noted;
pub use page::{Body, Card, Gauge, Page, Panel, Paragraph, Tone};
pub use plot::{Base, Datum, Extent, ExtentKind, Form, Plot, PlotBreak, PlotEvent};
pub use plots::{Arrangement, Plots, Strand};
pub use scope::Scope;
pub use table::{Align, Column, Hidden, NO_FIGURE, Row, Table};
