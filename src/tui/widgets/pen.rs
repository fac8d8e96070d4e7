//! Places text and marks inside one area by its own coordinates: what would stand outside the
//! area is not drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text;

/// Draws inside one area; `(0, 0)` is its upper left corner.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
}

impl<'a> Pen<'a> {
    /// A pen for the part of the area that lies in the buffer.
    pub fn new(area: Rect, buffer: &'a mut Buffer) -> Self {
        let area = area.intersection(buffer.area);
        Self { buffer, area }
    }

    /// The columns of the area.
    pub fn width(&self) -> u16 {
        self.area.width
    }

    /// The rows of the area.
    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// Whether there is nothing to draw on.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Writes a text, cut at the right edge, and returns the column after it.
    pub fn text(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        self.text_within(x, y, self.width(), text, style)
    }

    /// Writes a text that ends before the column `until`, and returns the column after it.
    pub fn text_within(&mut self, x: u16, y: u16, until: u16, text: &str, style: Style) -> u16 {
        let until = until.min(self.width());
        if x >= until || y >= self.height() {
            return x;
        }
        let (at, row) = (self.area.x + x, self.area.y + y);
        text::write(self.buffer, (at, row), until - x, text, style) - self.area.x
    }

    /// Writes a text that ends just before the column `until`.
    pub fn text_right(&mut self, until: u16, y: u16, text: &str, style: Style) {
        let x = until.saturating_sub(text::width(text));
        self.text_within(x, y, until, text, style);
    }

    /// Writes one mark of one cell.
    pub fn mark(&mut self, x: u16, y: u16, mark: char, style: Style) {
        if x < self.width() && y < self.height() {
            let cell = &mut self.buffer[(self.area.x + x, self.area.y + y)];
            cell.set_char(mark).set_style(style);
        }
    }

    /// Writes the same mark over `count` cells.
    pub fn repeat(&mut self, x: u16, y: u16, count: u16, mark: char, style: Style) {
        for at in x..x.saturating_add(count).min(self.width()) {
            self.mark(at, y, mark, style);
        }
    }

    /// Styles `count` cells without changing what stands there.
    pub fn style(&mut self, x: u16, y: u16, count: u16, style: Style) {
        if x < self.width() && y < self.height() {
            let count = count.min(self.width() - x);
            let area = Rect::new(self.area.x + x, self.area.y + y, count, 1);
            self.buffer.set_style(area, style);
        }
    }

    /// Whether `count` cells lie in the area and are all blank.
    pub fn is_free(&self, x: u16, y: u16, count: u16) -> bool {
        let inside = y < self.height() && u32::from(x) + u32::from(count) <= self.width().into();
        inside && (x..x + count).all(|at| self.is_blank(at, y))
    }

    /// Whether none of `count` cells that lie in the area holds a mark.
    pub fn is_clear(&self, x: u16, y: u16, count: u16) -> bool {
        let until = x.saturating_add(count).min(self.width());
        y < self.height() && (x..until).all(|at| self.is_blank(at, y))
    }

    fn is_blank(&self, x: u16, y: u16) -> bool {
        self.buffer[(self.area.x + x, self.area.y + y)].symbol() == " "
    }
}
