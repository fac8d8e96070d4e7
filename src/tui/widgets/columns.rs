//! Vertical bars from zero over periods. A missing value leaves its place empty; a value above
//! zero always shows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::{Datum, Plot};
use crate::tui::theme::Theme;

use super::axis::{Frame, Kind};
use super::marks::{self, Marks};
use super::pen::Pen;
use super::slots;
use super::text;

/// Vertical bars.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// What is drawn.
    pub plot: &'a Plot,
    /// The styles.
    pub theme: &'a Theme,
    /// Whether its pane has the keyboard.
    pub focused: bool,
}

impl<'a> Columns<'a> {
    /// Where everything stands in an area; `None` if there is no room or no entry.
    pub fn layout(&self, area: Rect) -> Option<Frame<'a>> {
        let glyphs = self.theme.glyphs;
        Frame::new(self.plot, Kind::Bars, area.width, area.height, glyphs)
    }

    fn draw_bar(&self, pen: &mut Pen, frame: &Frame, index: usize, x: u16) {
        let marks = Marks::of(self.theme.glyphs);
        let (full, part) = self.reach(frame, index);
        let style = if self.plot.selected == Some(index) {
            self.theme.data_selected
        } else {
            self.theme.data
        };
        let whole = marks.rising[marks.rising.len() - 1];
        for up in 0..full {
            if let Some(y) = frame.y(up) {
                pen.repeat(x, y, frame.slots.bar, whole, style);
            }
        }
        if let (Some(part), Some(y)) = (part, frame.y(full)) {
            pen.repeat(x, y, frame.slots.bar, part, style);
        }
    }

    fn reach(&self, frame: &Frame, index: usize) -> (u16, Option<char>) {
        let parts = Marks::of(self.theme.glyphs).rising;
        let value = self.plot.data[index].value.unwrap_or(0.0);
        marks::filled(frame.ratio(value), frame.rows, parts)
    }

    fn draw_values(&self, pen: &mut Pen, frame: &Frame) {
        let room = frame.slots.pitch().saturating_sub(1);
        let fits = |write: fn(&Datum) -> String| {
            let shown = frame.slots.iter().map(|(index, _)| &self.plot.data[index]);
            shown.map(|datum| text::width(&write(datum))).max() <= Some(room)
        };
        let selected = slots::selected(self.plot);
        if fits(with_marks) {
            self.draw_all_values(pen, frame, with_marks);
        } else if fits(bare) {
            self.draw_all_values(pen, frame, bare);
        } else {
            let last = self.plot.data.len().checked_sub(1);
            let once = last.filter(|last| selected != Some(*last));
            for index in selected.into_iter().chain(once) {
                self.draw_value(pen, frame, index, with_marks);
            }
            self.draw_signs(pen, frame);
        }
    }

    fn draw_all_values(&self, pen: &mut Pen, frame: &Frame, write: fn(&Datum) -> String) {
        for (index, _) in frame.slots.iter() {
            self.draw_value(pen, frame, index, write);
        }
    }

    fn draw_value(&self, pen: &mut Pen, frame: &Frame, index: usize, write: fn(&Datum) -> String) {
        let (full, part) = self.reach(frame, index);
        let datum = &self.plot.data[index];
        let style = if self.plot.selected == Some(index) {
            self.theme.strong
        } else if datum.value.is_none() {
            self.theme.quiet
        } else {
            self.theme.text
        };
        let up = full + u16::from(part.is_some());
        frame.place_above(pen, index, up, &write(datum), style);
    }

    /// The signs for what is not there, on the axis, where they fit between the bars.
    fn draw_signs(&self, pen: &mut Pen, frame: &Frame) {
        let Some(y) = frame.y(0) else { return };
        for (index, x) in frame.slots.iter() {
            let datum = &self.plot.data[index];
            let width = text::width(&datum.text);
            let begin = frame.slots.centred(x, width);
            let absent = datum.value.is_none() && self.plot.selected != Some(index);
            if absent && width > 0 && begin >= 0 && pen.is_free(begin as u16, y, width) {
                pen.text(begin as u16, y, &datum.text, self.theme.quiet);
            }
        }
    }
}

fn bare(datum: &Datum) -> String {
    datum.text.clone()
}

fn with_marks(datum: &Datum) -> String {
    text::join(&datum.text, &datum.marks).into_owned()
}

impl Widget for Columns<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        let inside = Rect::new(0, 0, pen.width(), pen.height());
        let Some(frame) = self.layout(inside) else {
            return;
        };
        frame.draw_axes(&mut pen, self.plot, self.theme, self.focused);
        for (index, x) in frame.slots.iter() {
            self.draw_bar(&mut pen, &frame, index, x);
        }
        self.draw_values(&mut pen, &frame);
        frame.draw_breaks(&mut pen, self.plot, self.theme);
    }
}
