//! What stands on a picture, from top to bottom, while it is gathered.

use crate::present::Panel;

use super::super::markup::Markup;
use super::lettering::{Style, wrapped};
use super::look::{self, Fill};
use super::mark::Mark;
use super::{Chart, MARGIN, NOTE, SUBTITLE, TITLE, WIDTH};

/// What stands on a picture.
pub struct Picture {
    /// In the order in which it is drawn.
    pub marks: Vec<Mark>,
    /// How far down it reaches.
    pub y: f64,
    /// A name that is unique in its file, for what is named in it.
    id: String,
}

impl Picture {
    /// An empty picture of this name.
    pub fn new(id: &str) -> Self {
        Self {
            marks: Vec::new(),
            y: 0.0,
            id: id.to_owned(),
        }
    }

    /// Space below what is there.
    pub fn gap(&mut self, size: f64) {
        self.y += size;
    }

    /// A paragraph from edge to edge.
    pub fn prose(&mut self, text: &str, style: Style) {
        for line in wrapped(text, style, 2.0_f64.mul_add(-MARGIN, WIDTH)) {
            self.y += style.size * 1.3;
            self.text(
                (MARGIN, style.size.mul_add(-0.3, self.y)),
                "start",
                style,
                line,
            );
        }
    }

    /// A text at a place.
    pub fn text(&mut self, at: (f64, f64), anchor: &'static str, style: Style, text: String) {
        self.marks.push(Mark::Text {
            at,
            anchor,
            style,
            text,
        });
    }

    /// A text at a place, clear of the lines behind it.
    pub fn clear(&mut self, at: (f64, f64), anchor: &'static str, style: Style, text: &str) {
        self.marks.push(Mark::Clear {
            at,
            anchor,
            style,
            text: text.to_owned(),
        });
    }

    /// A line of a frame.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &'static str) {
        self.marks.push(Mark::Line { from, to, colour });
    }

    /// A chart with its title above, its notes and source below.
    pub fn whole(&mut self, panel: &Panel, chart: Chart<'_>, at: usize) {
        self.marks.push(Mark::Begin {
            id: format!("chart-{at}"),
            title: panel.title.clone(),
            text: chart.text(),
        });
        self.prose(&panel.title, TITLE);
        if !panel.subtitle.is_empty() {
            self.gap(2.0);
            self.prose(&panel.subtitle, SUBTITLE);
        }
        chart.draw(self);
        self.gap(8.0);
        let mut told = chart.names();
        let events = chart.events();
        if !events.is_empty() {
            told.push("Marked under the axis:".to_owned());
            told.extend(events);
        }
        for text in &told {
            self.prose(text, NOTE);
        }
        self.gap(if told.is_empty() { 0.0 } else { 4.0 });
        for note in &panel.notes {
            self.prose(note, NOTE);
        }
        if !panel.source.is_empty() {
            self.gap(2.0);
            self.prose(&format!("Source: {}", panel.source), NOTE);
        }
        self.marks.push(Mark::End);
    }

    /// Writes everything.
    pub fn draw_into(&self, markup: &mut Markup) {
        let fill = |mark: &Mark| match mark {
            Mark::Bar { fill, .. } => Some(*fill),
            _ => None,
        };
        let fills: Vec<Fill> = self.marks.iter().filter_map(fill).collect();
        look::define(markup, &self.id, &fills);
        for mark in &self.marks {
            mark.draw(markup, &self.id);
        }
    }
}
