//! A backend of ratatui that says what changed in few bytes: a slow line carries each of them.

use std::fmt::Write as _;
use std::io::{self, Write};

use crossterm::cursor::{self, Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, ClearType as Part, EndSynchronizedUpdate,
};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::pen::Pen;

/// A run of more blanks than this is erased rather than written: to erase it and to step over it
/// takes ten bytes at most, as screens have no more than three digits of columns that are drawn.
const FEW_BLANKS: u16 = 10;

/// Cells and commands as bytes for standard output.
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    /// Where the frame that is being written begins and where what it shows does.
    frame: Option<(usize, usize)>,
    /// Whether the terminal shows its cursor, if that is known.
    cursor_is_shown: Option<bool>,
}

impl Encoder {
    /// From here to [`Self::end_frame`] nothing is sent: each write wakes the terminal, and
    /// ratatui flushes in the middle of a frame. What a frame that fails had is lost with it.
    pub fn begin_frame(&mut self) -> io::Result<()> {
        if let Some((start, _)) = self.frame.take() {
            self.bytes.truncate(start);
        }
        let start = self.bytes.len();
        queue!(self, BeginSynchronizedUpdate)?;
        self.frame = Some((start, self.bytes.len()));
        Ok(())
    }

    /// Sends the frame with all that waits; a frame that shows nothing new is not sent.
    pub fn end_frame(&mut self) -> io::Result<()> {
        if let Some((start, shown)) = self.frame.take() {
            if self.bytes.len() == shown {
                self.bytes.truncate(start);
            } else {
                queue!(self, EndSynchronizedUpdate)?;
            }
        }
        self.send()
    }

    /// Somebody else had the terminal: how its cursor is has to be said again.
    pub fn forget(&mut self) {
        self.cursor_is_shown = None;
    }

    /// Writes what waits, unless it is part of a frame.
    fn send(&mut self) -> io::Result<()> {
        // More room than this is not kept for the next frame.
        const KEPT: usize = 64 * 1024;
        if self.frame.is_some() || self.bytes.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(&self.bytes)?;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        out.flush()
    }

    fn show(&mut self, shown: bool) -> io::Result<()> {
        if self.cursor_is_shown.replace(shown) == Some(shown) {
            return Ok(());
        }
        if shown {
            queue!(self, Show)
        } else {
            queue!(self, Hide)
        }
    }
}

impl Write for Encoder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

impl Backend for Encoder {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut run = Run::default();
        for (x, y, cell) in content {
            run.add(Position { x, y }, cell);
        }
        self.bytes.extend_from_slice(run.finished().as_bytes());
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show(false)?;
        self.send()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show(true)?;
        self.send()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(cursor::position()?.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self, MoveTo(x, y))?;
        self.send()
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, part: ClearType) -> io::Result<()> {
        let part = match part {
            ClearType::All => Part::All,
            ClearType::AfterCursor => Part::FromCursorDown,
            ClearType::BeforeCursor => Part::FromCursorUp,
            ClearType::CurrentLine => Part::CurrentLine,
            ClearType::UntilNewLine => Part::UntilNewLine,
        };
        queue!(self, Clear(part))?;
        self.send()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(terminal::size()?.into())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size::new(size.columns, size.rows),
            pixels: Size::new(size.width, size.height),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

/// The cells of a frame that changed, as they are written one after the other.
#[derive(Default)]
struct Run {
    text: String,
    pen: Pen,
    /// Where the next letter would appear.
    at: Option<Position>,
    /// Whether all that was written since the column was last named is one cell wide on every
    /// terminal. Where it may not be, the next column is named.
    certain: bool,
    /// Blanks that end before `at` and are not written yet.
    blanks: u16,
}

impl Run {
    fn add(&mut self, to: Position, cell: &Cell) {
        let symbol = cell.symbol();
        let blank = symbol == " ";
        let pen = if blank {
            self.pen.for_blank(cell)
        } else {
            Pen::of(cell)
        };
        let waits = self.blanks > 0 && blank && pen == self.pen && self.at == Some(to);
        if !waits {
            self.write_blanks();
            self.go(to);
        }
        self.pen.turn(pen, &mut self.text);
        if blank && self.pen.leaves_no_trace() {
            self.blanks += 1;
        } else {
            self.text.push_str(symbol);
            self.certain &= symbol.is_ascii();
        }
        self.at = Some(Position { x: to.x + 1, ..to });
    }

    /// Writes the blanks that wait. Where more of them are erased than written, the terminal's
    /// place is the first of them.
    fn write_blanks(&mut self) {
        let Some(at) = self.at else { return };
        let blanks = std::mem::take(&mut self.blanks);
        if blanks <= FEW_BLANKS {
            (0..blanks).for_each(|_| self.text.push(' '));
        } else {
            let _ = write!(self.text, "\x1b[{blanks}X");
            let x = at.x - blanks;
            self.at = Some(Position { x, ..at });
        }
    }

    /// Moves from where the terminal is, if that is known, to another place.
    fn go(&mut self, to: Position) {
        let onward = self.at.filter(|at| at.y == to.y && at.x <= to.x);
        let _ = match onward.map(|at| to.x - at.x) {
            Some(0) => return,
            Some(1) if self.certain => write!(self.text, "\x1b[C"),
            Some(cells) if self.certain => write!(self.text, "\x1b[{cells}C"),
            Some(_) => write!(self.text, "\x1b[{}G", to.x + 1),
            None => write!(self.text, "\x1b[{};{}H", to.y + 1, to.x + 1),
        };
        self.certain = true;
    }

    /// All that was written, with nothing left switched on.
    fn finished(mut self) -> String {
        self.write_blanks();
        self.pen.turn(Pen::default(), &mut self.text);
        self.text
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use ratatui::backend::CrosstermBackend;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    const COLUMNS: u16 = 40;
    const ROWS: u16 = 4;

    fn empty() -> Buffer {
        Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS))
    }

    /// A frame of a few texts.
    fn frame(texts: &[(u16, u16, String, Style)]) -> Buffer {
        let mut buffer = empty();
        for (x, y, text, style) in texts {
            buffer.set_string(*x, *y, text, *style);
        }
        buffer
    }

    fn style() -> impl Strategy<Value = Style> {
        let colour = || {
            prop_oneof![
                Just(Color::Reset),
                Just(Color::Red),
                Just(Color::White),
                Just(Color::Indexed(214)),
                Just(Color::Rgb(1, 20, 255)),
            ]
        };
        let modifier = prop::bits::u16::between(0, 9).prop_map(Modifier::from_bits_truncate);
        (colour(), colour(), modifier)
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
    }

    fn texts() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
        let text = prop_oneof!["[a-c ]{1,12}", " {1,40}", "[─█é人a ]{1,9}"];
        prop::collection::vec((0..COLUMNS, 0..ROWS, text, style()), 0..9)
    }

    fn encoded(from: &Buffer, to: &Buffer) -> Vec<u8> {
        let mut encoder = Encoder::default();
        encoder.draw(from.diff(to).into_iter()).expect("encoded");
        encoder.bytes
    }

    fn by_crossterm(from: &Buffer, to: &Buffer) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut backend = CrosstermBackend::new(&mut bytes);
        backend.draw(from.diff(to).into_iter()).expect("encoded");
        bytes
    }

    /// What is seen in each cell of a terminal.
    fn seen(terminal: &vt100::Parser) -> Vec<impl PartialEq + std::fmt::Debug> {
        let screen = terminal.screen();
        let places = (0..ROWS).flat_map(|y| (0..COLUMNS).map(move |x| (y, x)));
        let cells = places.filter_map(|(y, x)| screen.cell(y, x));
        cells
            .map(|cell| {
                let letter = cell.contents().trim().to_owned();
                // Of bold and dim, the second terminal keeps what was told last.
                let weight = cell.bold() || cell.dim();
                let of_letters = (cell.fgcolor(), weight, cell.italic());
                let all = !letter.is_empty() || cell.inverse() || cell.underline();
                let behind = (cell.bgcolor(), cell.inverse(), cell.underline());
                (letter, all.then_some(of_letters), behind)
            })
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_terminal_shows_what_it_shows_of_crossterms_own_bytes(
            frames in prop::collection::vec(texts(), 1..5),
        ) {
            let cells = |cells| NonZero::new(cells).expect("some");
            let new = || vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
            let (mut own, mut other) = (new(), new());
            let mut last = empty();
            for texts in frames {
                let next = frame(&texts);
                own.process(&encoded(&last, &next));
                other.process(&by_crossterm(&last, &next));
                prop_assert_eq!(seen(&own), seen(&other));
                last = next;
            }
        }

        #[test]
        fn never_more_bytes_than_crossterm(texts in texts()) {
            let next = frame(&texts);
            let (own, other) = (encoded(&empty(), &next), by_crossterm(&empty(), &next));
            prop_assert!(own.len() <= other.len(), "{} of {}", own.len(), other.len());
        }
    }

    fn told(texts: &[(u16, u16, &str, Style)], over: &str) -> String {
        let texts = texts
            .iter()
            .map(|(x, y, text, style)| (*x, *y, (*text).to_owned(), *style));
        let before = frame(&[(0, 0, over.to_owned(), Style::new())]);
        let bytes = encoded(&before, &frame(&texts.collect::<Vec<_>>()));
        String::from_utf8(bytes).expect("text").replace('\x1b', "^")
    }

    #[test]
    fn the_shortest_way_leads_to_the_next_cell() {
        let plain = Style::new();
        let two = told(
            &[(0, 1, "a", plain), (2, 1, "b", plain), (9, 1, "c", plain)],
            "",
        );
        assert_eq!(two, "^[2;1Ha^[Cb^[6Cc");
        // Some terminals give a block two cells: its row goes on at a column that is named.
        assert_eq!(
            told(&[(0, 0, "█", plain), (3, 0, "b", plain)], ""),
            "^[1;1H█^[4Gb"
        );
        assert_eq!(told(&[(0, 0, "人b", plain)], ""), "^[1;1H人^[3Gb");
    }

    #[test]
    fn many_blanks_are_erased_and_few_are_written() {
        let over = "x".repeat(20);
        let plain = Style::new();
        assert_eq!(
            told(&[(11, 0, "b", plain)], &over[..12]),
            "^[1;1H^[11X^[11Cb"
        );
        assert_eq!(
            told(&[(10, 0, "b", plain)], &over[..11]),
            "^[1;1H          b"
        );
        assert_eq!(told(&[], &over), "^[1;1H^[20X");
        let behind = Style::new().bg(Color::Red);
        let blanks = " ".repeat(20);
        let red = format!("^[1;1H^[48;5;1m{blanks}^[m");
        assert_eq!(told(&[(0, 0, &blanks, behind)], ""), red);
    }

    #[test]
    fn blanks_do_not_change_the_colour_of_letters() {
        let red = Style::new().fg(Color::Red);
        let texts = [
            (0, 0, "a", red),
            (1, 0, " ", Style::new()),
            (2, 0, "b", red),
        ];
        assert_eq!(told(&texts, "xxx"), "^[1;1H^[38;5;1ma b^[m");
    }

    #[test]
    fn a_frame_is_whole_or_not_there() {
        let mut encoder = Encoder::default();
        encoder.begin_frame().expect("begun");
        encoder.hide_cursor().expect("hidden");
        encoder
            .draw(empty().diff(&empty()).into_iter())
            .expect("drawn");
        assert_eq!(encoder.bytes, b"\x1b[?2026h\x1b[?25l");
        // What broke off is not sent with the next one.
        encoder.begin_frame().expect("begun");
        assert_eq!(encoder.bytes, b"\x1b[?2026h");
        encoder.hide_cursor().expect("hidden");
        encoder.end_frame().expect("nothing is sent");
        assert_eq!(encoder.bytes, b"");
    }
}
