//! A line of the frame: pieces of text from left to right, and what a click on each does.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::action::Action;
use crate::tui::theme::Glyphs;
use crate::tui::widgets::text;

/// A piece of text on a line, and what a click on it does.
pub struct Piece {
    /// The column of its first cell.
    pub x: u16,
    /// What is written.
    pub text: String,
    /// How.
    pub style: Style,
    /// What a click does.
    pub action: Option<Action>,
}

/// A line that is written from left to right.
pub struct Line {
    /// The column that is written next.
    pub x: u16,
    end: u16,
    /// What was written.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// The line of a screen, from its beginning.
    pub fn new(screen: Rect) -> Self {
        Self {
            x: screen.x,
            end: screen.right(),
            pieces: Vec::new(),
        }
    }

    /// Writes a text that a click on does something, as far as there is room.
    pub fn push(&mut self, shown: &str, style: Style, action: Option<Action>) {
        if self.x >= self.end {
            return;
        }
        self.pieces.push(Piece {
            x: self.x,
            text: shown.to_owned(),
            style,
            action,
        });
        self.x += text::width(shown);
    }

    /// Takes away what stands at a column or further right.
    pub fn cut(&mut self, x: u16, glyphs: Glyphs) {
        self.pieces.retain(|piece| piece.x < x);
        if let Some(last) = self.pieces.last_mut() {
            last.text = text::fit(&last.text, x - last.x, glyphs).into_owned();
        }
        self.x = self.x.min(x);
    }

    /// Goes on at a column further right; stays where it is otherwise.
    pub fn jump(&mut self, x: u16) {
        self.x = self.x.max(x);
    }
}
