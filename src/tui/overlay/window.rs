//! A window of text that scrolls, for overlays that are read.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::present::Paragraph;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::{Prose, prose, text};

use super::{frame, window};

/// The rows of a window that are not text: its frame and the line of keys.
const FRAME: u16 = 3;

/// Text in a window.
#[derive(Default)]
pub struct TextWindow {
    text: Vec<Paragraph>,
    scroll: u16,
    /// The area with its frame.
    area: Rect,
    /// Rows kept free above the text.
    above: u16,
}

impl TextWindow {
    /// A window that keeps so many rows free above its text.
    pub fn below(above: u16) -> Self {
        Self {
            above,
            ..Self::default()
        }
    }

    /// Takes other text; it stays scrolled as far as that allows.
    pub fn set(&mut self, text: Vec<Paragraph>, screen: Rect, width: u16) {
        self.area = window(screen, width, screen.height.saturating_sub(2).max(8));
        self.text = text;
        self.scroll = self.scroll.min(self.last());
    }

    /// How many rows of text are seen at once.
    pub fn rows(&self) -> u16 {
        self.area.height.saturating_sub(FRAME + self.above)
    }

    /// Scrolls by so many rows, down if positive.
    pub fn scroll_by(&mut self, rows: i32) {
        let there = i32::from(self.scroll).saturating_add(rows);
        self.scroll = there.clamp(0, i32::from(self.last())) as u16;
    }

    /// Scrolls to the first row.
    pub fn rewind(&mut self) {
        self.scroll = 0;
    }

    /// Whether there is more below.
    pub fn has_more(&self) -> bool {
        self.scroll < self.last()
    }

    fn last(&self) -> u16 {
        let width = self.area.width.saturating_sub(4);
        prose::height(&self.text, width).saturating_sub(self.rows())
    }

    /// A click beside it closes it.
    pub fn click(&self, at: Position) -> Reply {
        if self.area.contains(at) {
            Reply::Changed
        } else {
            Reply::Do(Intent::Close)
        }
    }

    /// Draws the window with a line of keys below; gives back the area within the frame.
    pub fn render(&self, title: &str, keys: &str, theme: &Theme, buffer: &mut Buffer) -> Rect {
        let inner = frame(self.area, title, theme, buffer);
        if inner.height <= self.above {
            return inner;
        }
        let body = Rect {
            y: inner.y + self.above,
            height: inner.height - self.above - 1,
            ..inner
        };
        Prose::still(&self.text, self.scroll, theme).render(body, buffer);
        let keys = text::fit_keys(keys, inner.width);
        buffer.set_string(inner.x, inner.bottom() - 1, keys, theme.quiet);
        inner
    }
}
