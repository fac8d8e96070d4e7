//! What changed on the screen as bytes for the terminal, and few of them: a slow line carries each.

use std::fmt::Write as _;
use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::buffer::Cell;
use ratatui::layout::Position;

use super::canvas::Canvas;
use super::pen::Pen;

/// A run of more blanks than this is erased rather than written: to erase it and to step over it
/// takes ten bytes at most, as screens have no more than three digits of columns that are drawn.
const FEW_BLANKS: u16 = 10;

/// What is to go to the terminal. It is sent in one piece, for each write wakes the terminal.
#[derive(Debug, Default)]
pub struct Encoder {
    bytes: Vec<u8>,
    cursor: Cursor,
}

/// The cursor of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Cursor {
    /// Somebody else had the terminal.
    #[default]
    Unknown,
    Hidden,
    At(Position),
}

impl Encoder {
    /// Adds a frame: what changed on the canvas, and where the cursor is to be shown. A frame that
    /// shows nothing new adds nothing.
    pub fn add_frame(&mut self, canvas: &mut Canvas, cursor: Option<Position>) -> io::Result<()> {
        let mut run = Run::default();
        canvas.changes(|at, cell| run.add(at, cell));
        let text = run.finished();
        let cursor = cursor.map_or(Cursor::Hidden, Cursor::At);
        if text.is_empty() && self.cursor == cursor {
            return Ok(());
        }
        queue!(self, BeginSynchronizedUpdate)?;
        self.bytes.extend_from_slice(text.as_bytes());
        match (std::mem::replace(&mut self.cursor, cursor), cursor) {
            (Cursor::At(_), Cursor::At(at)) => queue!(self, MoveTo(at.x, at.y))?,
            (_, Cursor::At(at)) => queue!(self, MoveTo(at.x, at.y), Show)?,
            (Cursor::Hidden, _) => {}
            _ => queue!(self, Hide)?,
        }
        queue!(self, EndSynchronizedUpdate)
    }

    /// Somebody else had the terminal: how its cursor is has to be said again.
    pub fn forget(&mut self) {
        self.cursor = Cursor::Unknown;
    }
}

impl Write for Encoder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        // More room than this is not kept for the next frame.
        const KEPT: usize = 64 * 1024;
        if self.bytes.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(&self.bytes)?;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        out.flush()
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
    use ratatui::backend::{Backend as _, CrosstermBackend};
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

    /// A canvas that shows a frame.
    fn canvas(shown: &Buffer) -> Canvas {
        let mut canvas = Canvas::new(shown.area);
        canvas.emptied().clone_from(shown);
        canvas.changes(|_, _| {});
        canvas
    }

    fn encoded(from: &Buffer, to: &Buffer) -> Vec<u8> {
        let mut canvas = canvas(from);
        canvas.emptied().clone_from(to);
        let mut run = Run::default();
        canvas.changes(|at, cell| run.add(at, cell));
        run.finished().into_bytes()
    }

    fn by_ratatui(from: &Buffer, to: &Buffer) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut backend = CrosstermBackend::new(&mut bytes);
        backend.draw(from.diff(to).into_iter()).expect("encoded");
        bytes
    }

    /// What is seen of a cell: the letter with its style, and what is behind it.
    #[derive(Debug, PartialEq)]
    struct Seen {
        letter: String,
        style: Option<(vt100::Color, bool, bool)>,
        behind: (vt100::Color, bool, bool),
    }

    impl Seen {
        fn new(
            letter: &str,
            style: (vt100::Color, bool, bool),
            behind: (vt100::Color, bool, bool),
        ) -> Self {
            let letter = letter.trim().to_owned();
            let (_, reversed, underlined) = behind;
            let all = !letter.is_empty() || reversed || underlined;
            Self {
                letter,
                style: all.then_some(style),
                behind,
            }
        }

        fn in_terminal(cell: &vt100::Cell) -> Self {
            // Of bold and dim, this terminal keeps what was told last.
            let weight = cell.bold() || cell.dim();
            let style = (cell.fgcolor(), weight, cell.italic());
            let behind = (cell.bgcolor(), cell.inverse(), cell.underline());
            Self::new(cell.contents(), style, behind)
        }

        fn in_buffer(cell: &Cell) -> Self {
            let colour = |colour| match colour {
                Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
                Color::Indexed(number) => vt100::Color::Idx(number),
                Color::Red => vt100::Color::Idx(1),
                Color::White => vt100::Color::Idx(15),
                _ => vt100::Color::Default,
            };
            let has = |one| cell.modifier.intersects(one);
            let weight = has(Modifier::BOLD | Modifier::DIM);
            let style = (colour(cell.fg), weight, has(Modifier::ITALIC));
            let lines = (has(Modifier::REVERSED), has(Modifier::UNDERLINED));
            Self::new(cell.symbol(), style, (colour(cell.bg), lines.0, lines.1))
        }
    }

    /// Each place at which a terminal does not show what is meant; of a wide letter, the first.
    fn apart(terminal: &vt100::Parser, meant: &Buffer) -> Vec<(u16, u16, Seen, Seen)> {
        let places = (0..ROWS).flat_map(|y| (0..COLUMNS).map(move |x| (x, y)));
        let pairs = places.filter_map(|(x, y)| {
            let cell = terminal.screen().cell(y, x)?;
            let second = cell.is_wide_continuation();
            (!second).then(|| {
                (
                    x,
                    y,
                    Seen::in_terminal(cell),
                    Seen::in_buffer(&meant[(x, y)]),
                )
            })
        });
        pairs.filter(|(.., shown, meant)| shown != meant).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_terminal_shows_what_was_drawn(frames in prop::collection::vec(texts(), 1..5)) {
            let cells = |cells| NonZero::new(cells).expect("some");
            let mut terminal = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
            let mut last = empty();
            for texts in frames {
                let next = frame(&texts);
                terminal.process(&encoded(&last, &next));
                let apart = apart(&terminal, &next);
                prop_assert!(apart.is_empty(), "{apart:?}");
                last = next;
            }
        }

        #[test]
        fn never_more_bytes_than_ratatui(texts in texts()) {
            let next = frame(&texts);
            let (own, other) = (encoded(&empty(), &next), by_ratatui(&empty(), &next));
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
    fn a_frame_that_shows_nothing_new_is_not_sent() {
        let mut encoder = Encoder::default();
        let mut canvas = Canvas::new(empty().area);
        let mut sent = |cursor: Option<(u16, u16)>| {
            canvas.emptied();
            let cursor = cursor.map(Position::from);
            encoder.add_frame(&mut canvas, cursor).expect("added");
            let text = String::from_utf8(std::mem::take(&mut encoder.bytes)).expect("text");
            text.replace('\x1b', "^")
        };
        assert_eq!(sent(None), "^[?2026h^[?25l^[?2026l");
        assert_eq!(sent(None), "");
        assert_eq!(sent(Some((2, 0))), "^[?2026h^[1;3H^[?25h^[?2026l");
        assert_eq!(sent(Some((2, 0))), "");
        assert_eq!(sent(Some((3, 0))), "^[?2026h^[1;4H^[?2026l");
        assert_eq!(sent(None), "^[?2026h^[?25l^[?2026l");
    }
}
