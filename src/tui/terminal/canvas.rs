//! The frame that is being drawn and the one on the screen, and what is different.

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Position, Rect};

use super::sweep_cell;

/// What an empty screen shows everywhere.
static BLANK: Cell = Cell::EMPTY;

/// Two frames of one size. Each is made when it is needed: to fill two screens of cells takes a
/// good part of the time to the first frame.
#[derive(Debug)]
pub struct Canvas {
    area: Rect,
    /// Without cells until a frame is drawn.
    next: Buffer,
    /// Without cells while the screen is empty.
    shown: Buffer,
}

impl Canvas {
    /// A canvas for an empty screen.
    pub fn new(area: Rect) -> Self {
        Self {
            area,
            next: Buffer::default(),
            shown: Buffer::default(),
        }
    }

    /// The part of the terminal that is drawn on.
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The next frame, empty.
    pub fn emptied(&mut self) -> &mut Buffer {
        if self.next.area == self.area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(self.area);
        }
        &mut self.next
    }

    /// Takes the next frame as shown; each cell that is different from before is given to `write`
    /// with its place, row by row, as it may be shown.
    pub fn changes(&mut self, mut write: impl FnMut(Position, &Cell)) {
        let width = usize::from(self.area.width).max(1);
        for row in (0..self.next.content.len()).step_by(width) {
            let end = row + width;
            let mut at = row;
            // What stood here until now is broken up to this cell: half of it was written over.
            let mut broken = row;
            while at < end {
                let next = &self.next.content[at];
                let symbol = next.symbol();
                if at >= broken && self.shows(at, next, symbol) {
                    at += cells_of(symbol);
                    continue;
                }
                sweep_cell(&mut self.next, at);
                let next = &self.next.content[at];
                let wide = cells_of(next.symbol());
                if at < broken || !self.shows(at, next, next.symbol()) {
                    let covered = at..end.min(at + wide);
                    let halves = covered.map(|at| {
                        at + cells_of(self.shown.content.get(at).map_or(" ", Cell::symbol))
                    });
                    broken = halves.fold(broken, usize::max);
                    let (x, y) = self.next.pos_of(at);
                    write(Position { x, y }, next);
                }
                at += wide;
            }
        }
        std::mem::swap(&mut self.next, &mut self.shown);
    }

    /// Whether what stands at a place looks as a cell with this symbol is to.
    fn shows(&self, at: usize, next: &Cell, symbol: &str) -> bool {
        let shown = self.shown.content.get(at).unwrap_or(&BLANK);
        is_same(symbol.as_bytes(), shown.symbol().as_bytes())
            && next.fg == shown.fg
            && next.bg == shown.bg
            && next.modifier == shown.modifier
            && next.underline_color == shown.underline_color
    }
}

/// Most symbols are one byte, for which no comparison of memory need be called.
fn is_same(next: &[u8], shown: &[u8]) -> bool {
    match (next, shown) {
        ([next], [shown]) => next == shown,
        _ => next == shown,
    }
}

/// How many cells a symbol takes.
fn cells_of(symbol: &str) -> usize {
    // Letters of ASCII, and the lines, blocks and shapes of charts.
    if symbol.len() == 1 || matches!(symbol.as_bytes(), [0xe2, 0x94..=0x97, _]) {
        return 1;
    }
    usize::from(symbol.cell_width()).max(1)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    /// What is written of each text in one row, drawn one after the other.
    fn written(texts: &[&str]) -> Vec<String> {
        let mut canvas = Canvas::new(Rect::new(0, 0, 6, 1));
        let mut last = String::new();
        let mut all = Vec::new();
        for text in texts {
            canvas.emptied().set_string(0, 0, text, Style::new());
            last.clear();
            canvas.changes(|at, cell| last += &format!("{}{} ", at.x, cell.symbol()));
            all.push(last.trim_end().to_owned());
        }
        all
    }

    #[test]
    fn only_what_is_different_is_written() {
        assert_eq!(written(&["abc", "abc", "axc"]), ["0a 1b 2c", "", "1x"]);
        assert_eq!(written(&["ab", "a"]), ["0a 1b", "1 "].map(str::trim_end));
    }

    #[test]
    fn what_a_wide_letter_stood_on_is_written_again() {
        assert_eq!(written(&["人b", "a b"]), ["0人 2b", "0a 1"]);
        // The second letter covers the first half of another one.
        assert_eq!(written(&["a人b", "人 b"]), ["0a 1人 3b", "0人 2"]);
        assert_eq!(written(&["人人", "人人"]), ["0人 2人", ""]);
    }

    #[test]
    fn what_is_not_to_be_seen_is_swept_once() {
        assert_eq!(written(&["a🇬🇧", "a🇬🇧"])[1], "");
    }
}
