//! The names of lines, each beside the end of its own: moved apart by whole rows, cut alike, and
//! left out altogether where not all of them have room. The legend names them in any case.

use crate::present::Plots;
use crate::tui::theme::Glyphs;

use super::axis::Frame;
use super::lines;
use super::marks::Marks;
use super::pen::Pen;
use super::several::Several;
use super::text;

/// Names are not cut to less.
const SHORTEST: u16 = 4;
/// A marker and a blank before a name that does not stand beside its line's end.
const MARKER: u16 = 2;

/// A name at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineName {
    /// The series.
    pub strand: usize,
    /// Its first column.
    pub x: u16,
    /// Its row in the frame.
    pub y: u16,
    /// The cells of the name.
    pub room: u16,
    /// Whether its line and no other ends just before it; else the marker is repeated.
    pub beside: bool,
}

/// The cells that each name may take on a chart of `width` columns.
pub fn room(plots: &Plots, width: u16) -> Option<u16> {
    let names = plots.strands.iter().map(|one| text::width(&one.short));
    let longest = names.max()?;
    let most = (width / 4).saturating_sub(1 + MARKER);
    (most >= SHORTEST).then(|| longest.min(most))
}

/// The columns that names of `room` cells take with the blank before them.
pub fn margin(room: u16) -> u16 {
    room + MARKER + 1
}

/// A place for the name of every series that is seen; none if there are too few rows.
pub fn place(several: &Several, frame: &Frame, room: u16) -> Vec<LineName> {
    let Some(last) = (frame.slots.first + frame.slots.count).checked_sub(1) else {
        return Vec::new();
    };
    let x = frame.slots.x(last).unwrap_or(0) + 2;
    let strands = several.plots.strands.iter().enumerate();
    let ends = strands.filter_map(|(at, strand)| {
        let end = lines::end(strand, frame)?;
        Some((lines::row(strand, frame, end)?, at, end == last))
    });
    let mut ends: Vec<(u16, usize, bool)> = ends.collect();
    ends.sort_unstable();
    if ends.len() > usize::from(frame.base) {
        return Vec::new();
    }
    let rows = apart(ends.iter().map(|end| end.0), frame.base);
    let alone = |row: u16| ends.iter().filter(|end| end.0 == row && end.2).count() == 1;
    let name = |((row, strand, ends_last), y): (&(u16, usize, bool), u16)| LineName {
        strand: *strand,
        x,
        y,
        room,
        beside: *row == y && *ends_last && alone(*row),
    };
    ends.iter().zip(rows).map(name).collect()
}

/// Rows in their order, each moved as little as lets no two be one, all before `until`.
fn apart(wanted: impl Iterator<Item = u16>, until: u16) -> Vec<u16> {
    let mut rows: Vec<u16> = Vec::new();
    for row in wanted {
        let free = rows.last().map_or(0, |last| last + 1);
        rows.push(row.max(free));
    }
    let mut limit = until;
    for row in rows.iter_mut().rev() {
        limit = limit.saturating_sub(1);
        *row = (*row).min(limit);
        limit = *row;
    }
    rows
}

impl LineName {
    /// Draws the name.
    pub fn draw(&self, pen: &mut Pen, several: &Several) {
        let Several { plots, theme, .. } = several;
        let mut x = self.x;
        if !self.beside {
            let ends = Marks::of(theme.glyphs).ends;
            pen.mark(
                x,
                self.y,
                ends[self.strand % ends.len()],
                several.style(self.strand),
            );
            x += MARKER;
        }
        let style = if several.chosen == Some(self.strand) {
            several.keyboard.cursor_style(theme)
        } else {
            several.style(self.strand)
        };
        pen.text(x, self.y, &self.text(plots, theme.glyphs), style);
    }

    /// The name as it is written.
    pub fn text<'p>(&self, plots: &'p Plots, glyphs: Glyphs) -> std::borrow::Cow<'p, str> {
        text::fit(&plots.strands[self.strand].short, self.room, glyphs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_one_are_moved_apart_within_the_frame() {
        let rows = |wanted: &[u16]| apart(wanted.iter().copied(), 6);
        assert_eq!(rows(&[1, 3]), [1, 3]);
        assert_eq!(rows(&[2, 2, 2]), [2, 3, 4]);
        assert_eq!(rows(&[5, 5, 5]), [3, 4, 5]);
        assert_eq!(rows(&[0, 1, 5, 5]), [0, 1, 4, 5]);
    }
}
