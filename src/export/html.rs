//! A page as one HTML file that needs nothing else: no script, no address to fetch, charts as
//! pictures in the text with their table below, headings and tables a screen reader can walk.
//! It is well-formed XML too, so that a test can read it back.

mod table;

use crate::present::{Body, Card, Gauge, Panel, Paragraph, Table, Tone};

use super::markup::Markup;
use super::tables::{plot_table, plots_table};
use super::{Shown, svg, text};

/// Colours, sizes and what changes on paper.
const STYLE: &str = include_str!("html/style.css");

/// Nothing may be fetched and nothing run, whatever a text says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The page.
pub fn page(shown: &Shown<'_>) -> String {
    let heading = text::heading(&shown.page.title, shown.scope);
    let mut html = Html::new(&heading, References::None);
    html.markup.leaf("h1", &[], &heading);
    html.paragraph("quiet", &shown.dataset.title);
    for panel in &shown.page.panels {
        html.panel(Level::Second, panel);
    }
    html.finish()
}

/// Whether a cell like `[12]` is the number of a source in the list at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// There is no such list.
    None,
    /// It leads to the list.
    Numbered,
}

/// How deep a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Below the title.
    Second,
    /// Below that.
    Third,
}

impl Level {
    /// The element of a heading there.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "h2",
            Self::Third => "h3",
        }
    }

    const fn below(self) -> &'static str {
        match self {
            Self::Second => "h3",
            Self::Third => "h4",
        }
    }
}

/// A document while it is written.
pub struct Html {
    /// What is written so far.
    pub markup: Markup,
    references: References,
    charts: usize,
}

impl Html {
    /// A document with its head, open for what it shows.
    pub fn new(title: &str, references: References) -> Self {
        let mut markup = Markup::after("<!DOCTYPE html>");
        let space = ("xmlns", "http://www.w3.org/1999/xhtml");
        markup.open("html", &[("lang", "en-GB"), space]);
        markup.open("head", &[]);
        markup.empty("meta", &[("charset", "utf-8")]);
        let width = ("content", "width=device-width, initial-scale=1");
        markup.empty("meta", &[("name", "viewport"), width]);
        let kind = ("http-equiv", "Content-Security-Policy");
        markup.empty("meta", &[kind, ("content", POLICY)]);
        markup.leaf("title", &[], title);
        markup.own(STYLE.trim_end());
        markup.close();
        markup.open("body", &[]);
        markup.open("main", &[]);
        Self {
            markup,
            references,
            charts: 0,
        }
    }

    /// The document, closed.
    pub fn finish(self) -> String {
        self.markup.finish()
    }

    /// A paragraph, unless there is no text.
    pub fn paragraph(&mut self, class: &str, text: &str) {
        self.unless_empty("p", class, text);
    }

    /// A panel as a section of its own.
    pub fn panel(&mut self, level: Level, panel: &Panel) {
        self.markup.open("section", &[]);
        self.unless_empty(level.name(), "", &panel.title);
        self.paragraph("subtitle", &panel.subtitle);
        match &panel.body {
            Body::Cards(cards) => self.definitions(cards.iter().map(of_card)),
            Body::Gauges(gauges) => self.definitions(gauges.iter().map(of_gauge)),
            Body::Plot(plot) => self.chart(panel, &plot_table(plot)),
            Body::Plots(plots) => self.chart(panel, &plots_table(plots)),
            Body::Table(table) => self.table(table, &panel.title, "unseen"),
            Body::Text(text) => text.iter().for_each(|one| self.prose(level, one)),
        }
        let drawn = svg::chart(panel).is_some();
        if !drawn && !panel.source.is_empty() {
            self.paragraph("source", &format!("Source: {}", panel.source));
        }
        self.list("ul", "notes", &panel.notes);
        self.markup.close();
    }

    /// A list, unless there is no entry.
    pub fn list(&mut self, name: &'static str, class: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        self.markup.open(name, &[("class", class)]);
        for one in entries {
            self.markup.leaf("li", &[], one);
        }
        self.markup.close();
    }

    /// The picture with its caption, and the same entries as a table.
    fn chart(&mut self, panel: &Panel, values: &Table) {
        let Some(chart) = svg::chart(panel) else {
            return self.paragraph("", "No figure to draw.");
        };
        self.charts += 1;
        let id = format!("chart-{}", self.charts);
        self.markup.open("figure", &[]);
        svg::inline(&mut self.markup, panel, chart, &id);
        if !panel.source.is_empty() {
            let source = format!("Source: {}", panel.source);
            self.markup.leaf("figcaption", &[], &source);
        }
        self.markup.close();
        self.table(values, "The values of the chart", "seen");
    }

    /// Names with what is said of each, the first of it large.
    fn definitions<'t>(&mut self, entries: impl Iterator<Item = Entry<'t>>) {
        self.markup.open("dl", &[("class", "cards")]);
        for one in entries {
            self.markup.open("div", &[]);
            self.markup.leaf("dt", &[], one.name);
            self.unless_empty("dd", "large", one.value.trim());
            for text in one.texts {
                self.unless_empty("dd", "", text);
            }
            if !one.source.is_empty() {
                self.unless_empty("dd", "quiet", &format!("Source: {}", one.source));
            }
            self.markup.close();
        }
        self.markup.close();
    }

    /// A paragraph as its tone asks, below a heading of a level.
    pub fn prose(&mut self, level: Level, text: &Paragraph) {
        match text.tone {
            Tone::Heading => self.unless_empty(level.below(), "", &text.text),
            Tone::Body => self.paragraph("", &text.text),
            Tone::Quiet => self.paragraph("quiet", &text.text),
            Tone::Warning => self.paragraph("warning", &format!("Caution: {}", text.text)),
        }
    }

    fn unless_empty(&mut self, name: &'static str, class: &str, text: &str) {
        match (text, class) {
            ("", _) => {}
            (text, "") => self.markup.leaf(name, &[], text),
            (text, class) => self.markup.leaf(name, &[("class", class)], text),
        }
    }
}

/// A large number with what is said of it.
struct Entry<'t> {
    name: &'t str,
    value: String,
    texts: Vec<&'t str>,
    source: &'t str,
}

fn of_card(card: &Card) -> Entry<'_> {
    Entry {
        name: &card.label,
        value: format!("{} {}", card.value, card.marks),
        texts: vec![&card.period, &card.detail],
        source: &card.source,
    }
}

fn of_gauge(gauge: &Gauge) -> Entry<'_> {
    Entry {
        name: &gauge.title,
        value: gauge.value.clone(),
        texts: vec![&gauge.detail],
        source: &gauge.source,
    }
}
