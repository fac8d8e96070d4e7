//! Dots finer than cells, for the strokes of lines: two by four a cell in braille or octants, one
//! a cell in ASCII. Strokes differ by the pattern of their dots and, in ASCII, by their letters.

use ratatui::style::Style;
use ratatui::symbols::pixel::OCTANTS;

use crate::tui::theme::Glyphs;

use super::axis::Frame;
use super::marks::Marks;
use super::pen::Pen;

/// How many dots of a stroke are set and left out in turn, for each series of a frame: solid,
/// dashed, dotted, dash and dot.
const PATTERNS: [&[usize]; 4] = [&[1, 0], &[5, 3], &[1, 2], &[5, 2, 1, 2]];

/// A field of dots over the cells of a frame.
#[derive(Clone, Debug)]
pub struct Dots {
    columns: usize,
    rows: usize,
    cell: (usize, usize),
    glyphs: Glyphs,
    inks: Vec<Ink>,
}

/// The dots of one cell, and which series set the last of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ink {
    bits: u8,
    series: usize,
}

/// The end of a stroke in dots, counted from the lower left.
pub type Dot = (usize, usize);

impl Dots {
    /// An empty field over a frame.
    pub fn new(frame: &Frame, glyphs: Glyphs) -> Self {
        let cell = match glyphs {
            Glyphs::Ascii => (1, 1),
            Glyphs::Unicode | Glyphs::Octants => (2, 4),
        };
        let (columns, rows) = (usize::from(frame.width), usize::from(frame.rows));
        Self {
            columns,
            rows,
            cell,
            glyphs,
            inks: vec![Ink::default(); columns * rows],
        }
    }

    /// The dot at a value over a column of the frame.
    pub fn place(&self, frame: &Frame, x: u16, value: f64) -> Dot {
        let height = frame.ratio(value) * (self.rows * self.cell.1) as f64;
        let up = (height.ceil() as usize).saturating_sub(1);
        (usize::from(x) * self.cell.0, up)
    }

    /// Sets the dots of a stroke in the pattern of its series, which begins `run` dots in, and
    /// returns how far the next stroke is in.
    pub fn stroke(&mut self, from: Dot, to: Dot, series: usize, run: usize) -> usize {
        let pattern = match self.glyphs {
            Glyphs::Ascii => PATTERNS[0],
            Glyphs::Unicode | Glyphs::Octants => PATTERNS[series % PATTERNS.len()],
        };
        let (across, rise) = (to.0.abs_diff(from.0), to.1.abs_diff(from.1));
        let steps = across.max(rise).max(1);
        for step in (0..=steps).filter(|step| is_set(pattern, run + step)) {
            let share = step as f64 / steps as f64;
            let between =
                |a: usize, b: usize| (a as f64 + (b as f64 - a as f64) * share).round() as usize;
            self.set((between(from.0, to.0), between(from.1, to.1)), series);
        }
        run + steps
    }

    fn set(&mut self, (column, up): Dot, series: usize) {
        let (x, y) = (column / self.cell.0, up / self.cell.1);
        if x < self.columns && y < self.rows {
            let from_top = self.cell.1 - 1 - up % self.cell.1;
            let bit = from_top * self.cell.0 + column % self.cell.0;
            let ink = &mut self.inks[y * self.columns + x];
            ink.bits |= 1 << bit;
            ink.series = series;
        }
    }

    /// Draws what is set; where strokes meet in a cell it takes the style of the last one.
    pub fn draw(&self, pen: &mut Pen, frame: &Frame, style: impl Fn(usize) -> Style) {
        for up in 0..frame.rows {
            for x in 0..frame.width {
                let ink = self.inks[usize::from(up) * self.columns + usize::from(x)];
                if let (Some(y), true) = (frame.y(up), ink.bits != 0) {
                    pen.mark(x, y, self.letter(ink), style(ink.series));
                }
            }
        }
    }

    fn letter(&self, ink: Ink) -> char {
        match self.glyphs {
            Glyphs::Ascii => Marks::of(self.glyphs).strokes[ink.series % PATTERNS.len()],
            Glyphs::Unicode => braille(ink.bits),
            Glyphs::Octants => OCTANTS[usize::from(ink.bits)],
        }
    }
}

fn is_set(pattern: &[usize], at: usize) -> bool {
    let mut rest = at % pattern.iter().sum::<usize>().max(1);
    for (place, length) in pattern.iter().enumerate() {
        if rest < *length {
            return place % 2 == 0;
        }
        rest -= length;
    }
    true
}

/// The braille character of dots counted row by row from the top.
fn braille(bits: u8) -> char {
    const OF_DOT: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let set = (0..8).filter(|at| bits & (1 << at) != 0);
    let pattern: u32 = set.map(|at| OF_DOT[at]).sum();
    char::from_u32(0x2800 + pattern).expect("a braille pattern")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::text;

    #[test]
    fn every_pattern_of_dots_has_one_character_of_one_cell() {
        for letters in [braille, |bits| OCTANTS[usize::from(bits)]] {
            let mut all: Vec<char> = (0..=255).map(letters).collect();
            assert!(all.iter().all(|one| text::width(&one.to_string()) == 1));
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), 256);
        }
        assert_eq!(
            [0x01, 0x02, 0x40, 0x80, 0xff].map(braille),
            ['⠁', '⠈', '⡀', '⢀', '⣿']
        );
    }

    /// The 26 patterns that are characters since before Unicode 16 keep those; the other 230
    /// follow one another from U+1CD00 to U+1CDE5 in the order of their bits.
    #[test]
    fn octants_are_the_code_points_of_unicode_16() {
        let mut next = 0x1_cd00;
        for octant in OCTANTS {
            if ('\u{1cd00}'..='\u{1cde5}').contains(&octant) {
                assert_eq!(octant as u32, next);
                next += 1;
            }
        }
        assert_eq!(next, 0x1_cde6);
        let known = [
            (0x05, '▘'),
            (0x0f, '▀'),
            (0x55, '▌'),
            (0xc0, '▂'),
            (0xff, '█'),
        ];
        for (bits, character) in known {
            assert_eq!(OCTANTS[bits], character);
        }
    }

    #[test]
    fn patterns_of_strokes_differ_from_one_another() {
        let drawn = PATTERNS.map(|pattern| {
            let sets = (0..16).map(|at| if is_set(pattern, at) { '.' } else { ' ' });
            sets.collect::<String>()
        });
        assert_eq!(
            drawn,
            [
                "................",
                ".....   .....   ",
                ".  .  .  .  .  .",
                ".....  .  ..... ",
            ]
        );
    }
}
