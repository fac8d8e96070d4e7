//! The frame that is being drawn and the one on the screen, and what is different.

use std::iter;

use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Position, Rect};

use super::sweep_cell;

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
        let blank = if self.shown.content.is_empty() {
            vec![Cell::EMPTY; width]
        } else {
            Vec::new()
        };
        let shown = self.shown.content.chunks(width);
        let shown = shown.chain(iter::repeat(&*blank));
        for (y, (next, shown)) in (0..).zip(self.next.content.chunks_mut(width).zip(shown)) {
            changes_of_row(next, shown, |x, cell| write(Position { x, y }, cell));
        }
        std::mem::swap(&mut self.next, &mut self.shown);
    }
}

fn changes_of_row(next: &mut [Cell], shown: &[Cell], mut write: impl FnMut(u16, &Cell)) {
    let mut at = 0;
    // What stood here until now is broken up to this cell: half of it was written over.
    let mut broken = 0;
    while let (Some(cell), Some(before)) = (next.get(at), shown.get(at)) {
        let symbol = cell.symbol();
        if at >= broken && looks_like(cell, symbol, before) {
            at += cells_of(symbol);
            continue;
        }
        sweep_cell(next, at);
        let cell = &next[at];
        let wide = cells_of(cell.symbol());
        if at < broken || !looks_like(cell, cell.symbol(), before) {
            let covered = (at..).zip(&shown[at..]).take(wide);
            let halves = covered.map(|(at, one)| at + cells_of(one.symbol()));
            broken = halves.fold(broken, usize::max);
            write(at as u16, cell);
        }
        at += wide;
    }
}

/// Whether a cell with this symbol is to look as another one does.
fn looks_like(next: &Cell, symbol: &str, shown: &Cell) -> bool {
    is_same(symbol.as_bytes(), shown.symbol().as_bytes())
        && next.fg == shown.fg
        && next.bg == shown.bg
        && next.modifier == shown.modifier
        && next.underline_color == shown.underline_color
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
