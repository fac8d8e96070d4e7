//! The characters of marks in ASCII and in Unicode, side by side.

use crate::tui::theme::Glyphs;

/// The characters that widgets draw with.
#[derive(Debug)]
pub struct Marks {
    /// The line of the vertical axis.
    pub axis: char,
    /// The same with a tick.
    pub tick: char,
    /// Where the axes meet.
    pub origin: char,
    /// The line of the horizontal axis.
    pub base: char,
    /// A cell of the vertical rule at a break.
    pub rule: char,
    /// A cell of the horizontal rule at a break.
    pub dash: char,
    /// Stands beside what is selected.
    pub cursor: char,
    /// Data are cut off on the left.
    pub left: char,
    /// Data are cut off on the right.
    pub right: char,
    /// Entries are cut off above.
    pub up: char,
    /// Entries are cut off below.
    pub down: char,
    /// A value as a point.
    pub point: char,
    /// A value that no line joins to others.
    pub dot: char,
    /// The letters of strokes of one cell a dot, for each series of a frame.
    pub strokes: [char; 4],
    /// The ends of lines, for each series of a frame.
    pub ends: [char; 4],
    /// The cells of bars, for each series of a frame.
    pub fills: [char; 4],
    /// A cell of the faint track to a point or behind a share.
    pub track: char,
    /// A zero in a sparkline.
    pub zero: char,
    /// Something happened in the time of an entry.
    pub event: char,
    /// The origin of an axis that does not begin at zero.
    pub cropped: char,
    /// How far an entry reaches.
    pub extent: ExtentMarks,
    /// Parts of a cell filled from below, in equal steps; the last is the whole cell.
    pub rising: &'static [char],
    /// Steps of a series on one row.
    pub spark: &'static [char],
    /// Parts of a cell filled from the left, in equal steps; the last is the whole cell.
    pub across: &'static [char],
}

/// The characters of an extent, along the axis of values.
#[derive(Debug)]
pub struct ExtentMarks {
    /// A cell of a vertical one.
    pub upright: char,
    /// The upper half of a cell.
    pub upper: char,
    /// The lower half of a cell.
    pub lower: char,
    /// The upper end of an interval.
    pub head: char,
    /// The lower end.
    pub foot: char,
    /// An interval within one cell.
    pub pinched: char,
    /// A cell of a horizontal one.
    pub across: char,
    /// The left half of a cell.
    pub left: char,
    /// The right half of a cell.
    pub right: char,
    /// The left end of an interval.
    pub begin: char,
    /// The right end.
    pub end: char,
}

const UNICODE: Marks = Marks {
    axis: '│',
    tick: '┤',
    origin: '┼',
    base: '─',
    rule: '┊',
    dash: '┄',
    cursor: '▸',
    left: '‹',
    right: '›',
    up: '↑',
    down: '↓',
    point: '●',
    dot: '•',
    strokes: ['•'; 4],
    ends: ['●', '■', '▲', '◆'],
    fills: ['█', '▓', '▒', '░'],
    track: '·',
    zero: '.',
    event: '┬',
    cropped: '≈',
    extent: ExtentMarks {
        upright: '│',
        upper: '╵',
        lower: '╷',
        head: '┬',
        foot: '┴',
        pinched: '┼',
        across: '─',
        left: '╴',
        right: '╶',
        begin: '├',
        end: '┤',
    },
    rising: &['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    spark: &['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    across: &['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
};

const ASCII: Marks = Marks {
    axis: '|',
    tick: '+',
    origin: '+',
    base: '-',
    rule: ':',
    dash: '.',
    cursor: '>',
    left: '<',
    right: '>',
    up: '^',
    down: 'v',
    point: 'o',
    dot: 'o',
    strokes: ['.', '=', '"', '~'],
    ends: ['o', 'x', '+', '*'],
    fills: ['#', '=', '%', '.'],
    track: '.',
    zero: '.',
    event: '\'',
    cropped: '~',
    extent: ExtentMarks {
        upright: '|',
        upper: '\'',
        lower: ',',
        head: '+',
        foot: '+',
        pinched: '+',
        across: '-',
        left: '-',
        right: '-',
        begin: '[',
        end: ']',
    },
    rising: &['_', '#'],
    spark: &['_', '-', '=', '#'],
    across: &['=', '#'],
};

impl Marks {
    /// The marks of a theme.
    pub fn of(glyphs: Glyphs) -> &'static Self {
        match glyphs {
            Glyphs::Ascii => &ASCII,
            Glyphs::Unicode | Glyphs::Octants => &UNICODE,
        }
    }
}

/// A bar over `cells` cells filled to `ratio`: how many are full, and the mark of the part of
/// the next one. A ratio above zero gives at least the smallest mark; one that is no number
/// gives none.
pub fn filled(ratio: f64, cells: u16, parts: &[char]) -> (u16, Option<char>) {
    if ratio.is_nan() || ratio <= 0.0 || cells == 0 || parts.is_empty() {
        return (0, None);
    }
    let steps = parts.len();
    let whole = usize::from(cells) * steps;
    let reached = ((ratio.min(1.0) * whole as f64).round() as usize).clamp(1, whole);
    let part = (!reached.is_multiple_of(steps)).then(|| parts[reached % steps - 1]);
    ((reached / steps) as u16, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tiny_share_shows_and_zero_does_not() {
        let parts = UNICODE.across;
        assert_eq!(filled(0.0, 10, parts), (0, None));
        assert_eq!(filled(1e-9, 10, parts), (0, Some('▏')));
        assert_eq!(filled(0.5, 10, parts), (5, None));
        assert_eq!(filled(0.55, 10, parts), (5, Some('▌')));
        assert_eq!(filled(7.0, 10, parts), (10, None));
        assert_eq!(filled(f64::NAN, 10, parts), (0, None));
    }
}
