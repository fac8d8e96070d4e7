//! The terminal: taken as a whole and given back as it was, also on a panic, before a suspension
//! and when the program is asked to end.

mod canvas;
mod encoder;
mod pen;

use std::io::{self, IsTerminal, Write as _};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::Backend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, Terminal};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::clean;
use crate::tui::terminal::canvas::Canvas;
use crate::tui::terminal::encoder::Encoder;

/// No more columns than this are drawn, whatever a terminal says it has.
const MOST_COLUMNS: u16 = 1000;
/// No more rows than this are drawn.
const MOST_ROWS: u16 = 500;

/// Who has the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The dashboard: clicks and the wheel are events.
    Caught,
    /// The terminal: text can be selected.
    Left,
}

/// Fills an empty frame; gives where the cursor is to be shown, if it is.
pub type Render<'a> = dyn FnMut(&mut Buffer) -> Option<Position> + 'a;

/// What the loop draws on.
pub trait Screen {
    /// Draws a frame, with the cursor where `render` says; nothing while the terminal is given
    /// back.
    fn draw(&mut self, render: &mut Render<'_>) -> io::Result<()>;

    /// Takes the terminal (again); the next frame is drawn from nothing.
    fn enter(&mut self) -> io::Result<()>;

    /// Gives the terminal back.
    fn leave(&mut self) -> io::Result<()>;

    /// Catches the mouse or leaves it to the terminal.
    fn set_mouse(&mut self, mouse: Mouse) -> io::Result<()>;

    /// Puts text on the clipboard of the terminal.
    fn copy(&mut self, text: &str) -> io::Result<()>;
}

/// A bare terminal of ratatui, such as that of a test: it has nothing to take or to give back.
impl<B: Backend> Screen for Terminal<B> {
    fn draw(&mut self, render: &mut Render<'_>) -> io::Result<()> {
        let fill = |frame: &mut Frame<'_>| {
            if let Some(cursor) = render(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        };
        Terminal::draw(self, fill)
            .map(|_| ())
            .map_err(|error| io::Error::other(error.to_string()))
    }

    fn enter(&mut self) -> io::Result<()> {
        self.clear()
            .map_err(|error| io::Error::other(error.to_string()))
    }

    fn leave(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn set_mouse(&mut self, _mouse: Mouse) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, _text: &str) -> io::Result<()> {
        Ok(())
    }
}

/// The user's terminal while the dashboard has it. Dropping it gives the terminal back.
pub struct TerminalGuard {
    canvas: Canvas,
    encoder: Encoder,
    size: (u16, u16),
    mouse: Mouse,
    /// Whether the terminal is taken; shared with the hook for panics.
    taken: Arc<AtomicBool>,
}

impl TerminalGuard {
    /// Takes the terminal. Fails if standard output is none.
    pub fn new(mouse: Mouse) -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("standard output is not a terminal"));
        }
        // The themes obey NO_COLOR. Without this, crossterm would drop bold and reverse with it.
        force_color_output(true);
        let taken = Arc::new(AtomicBool::new(false));
        restore_on_panic(Arc::clone(&taken));
        let size = crossterm::terminal::size()?;
        let mut guard = Self {
            canvas: Canvas::new(drawn_area(size)),
            encoder: Encoder::default(),
            size,
            mouse,
            taken,
        };
        guard.take()?;
        Ok(guard)
    }

    /// The columns and rows that the terminal had at the start.
    pub fn first_size(&self) -> (u16, u16) {
        self.size
    }

    /// Takes the terminal; what is on it is not known.
    fn take(&mut self) -> io::Result<()> {
        if self.taken.swap(true, Ordering::SeqCst) {
            // Stopped without notice. The shell has changed the modes, but crossterm remembers
            // that it set them and would not do so again.
            disable_raw_mode()?;
        }
        enable_raw_mode()?;
        let out = &mut self.encoder;
        out.forget();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse == Mouse::Caught {
            queue!(out, EnableMouseCapture)?;
        }
        // The other screen is empty, but where it is not cleared when it is entered. All of this
        // goes out with the next frame.
        queue!(out, Clear(ClearType::All))
    }
}

impl Screen for TerminalGuard {
    fn draw(&mut self, render: &mut Render<'_>) -> io::Result<()> {
        if !self.taken.load(Ordering::SeqCst) {
            return Ok(());
        }
        let area = drawn_area(crossterm::terminal::size()?);
        if area != self.canvas.area() {
            self.canvas = Canvas::new(area);
            queue!(self.encoder, Clear(ClearType::All))?;
        }
        let cursor = render(self.canvas.emptied());
        self.encoder.add_frame(&mut self.canvas, cursor)?;
        self.encoder.flush()
    }

    fn enter(&mut self) -> io::Result<()> {
        self.take()?;
        self.canvas = Canvas::new(drawn_area(crossterm::terminal::size()?));
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        if self.taken.swap(false, Ordering::SeqCst) {
            restore()?;
        }
        Ok(())
    }

    fn set_mouse(&mut self, mouse: Mouse) -> io::Result<()> {
        self.mouse = mouse;
        let out = &mut self.encoder;
        match mouse {
            Mouse::Caught => execute!(out, EnableMouseCapture),
            Mouse::Left => execute!(out, DisableMouseCapture),
        }
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let out = &mut self.encoder;
        execute!(out, CopyToClipboard::to_clipboard_from(text))
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        // If the terminal is gone there is nobody to tell.
        let _ = self.leave();
    }
}

/// Whether an error says that the terminal went away.
pub fn is_gone(error: &io::Error) -> bool {
    /// What a terminal without its other end answers. It has this number everywhere.
    const EIO: i32 = 5;
    error.raw_os_error() == Some(EIO)
}

/// Undoes everything that may have been switched on, in one write.
fn restore() -> io::Result<()> {
    let written = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    disable_raw_mode().and(written)
}

/// Makes a panic of this thread give the terminal back before it is told as everywhere else, by
/// the hook that was there before. Other threads end by themselves and leave the terminal to this
/// one: while it is taken, their panics are not told.
fn restore_on_panic(taken: Arc<AtomicBool>) {
    let owner = thread::current().id();
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !taken.load(Ordering::SeqCst) {
            tell(info);
        } else if thread::current().id() == owner && taken.swap(false, Ordering::SeqCst) {
            // A panic must not lead to another one: what cannot be written is not written.
            let _ = restore();
            tell(info);
        }
    }));
}

/// The last look at a frame before it goes out: text is cleaned where it enters the program, and
/// what slipped through shows as a dot. No cell holds more than a letter with its marks.
pub fn sweep(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        for at in 0..row.len() {
            sweep_cell(row, at);
        }
    }
}

fn sweep_cell(row: &mut [Cell], at: usize) {
    const LONGEST: usize = 64;
    let cell = &mut row[at];
    let symbol = cell.symbol();
    let mut letters = symbol.chars();
    if let Some(one) = letters.next()
        && letters.as_str().is_empty()
        && clean::is_plain(one)
    {
        return;
    }
    if symbol.len() > LONGEST || !symbol.chars().all(clean::is_plain) {
        cell.set_symbol("·");
    } else if let Some((first, rest)) = several(symbol) {
        part(row, at, (&first, &rest));
    }
}

/// The first letter of a sign of several, such as a flag, with its marks, and the others.
fn several(symbol: &str) -> Option<(String, String)> {
    let takes_place = |(_, one): &(usize, char)| one.width().is_some_and(|cells| cells > 0);
    let (second, _) = symbol.char_indices().filter(takes_place).nth(1)?;
    let (first, rest) = symbol.split_at(second);
    let is_sum = first.width() + rest.width() == symbol.width();
    is_sum.then(|| (first.to_owned(), rest.to_owned()))
}

/// Gives each letter of a sign the cells that terminals give it. In one cell they would be one to
/// ratatui, which wipes the first and leaves the others where they were.
fn part(row: &mut [Cell], at: usize, (first, rest): (&str, &str)) {
    let style = row[at].style();
    if let Some(second) = row.get_mut(at + first.width()) {
        second.set_symbol(rest).set_style(style);
        row[at].set_symbol(first);
    }
}

/// The part of a terminal of this size that is drawn on.
pub fn drawn_area((columns, rows): (u16, u16)) -> Rect {
    Rect::new(0, 0, columns.min(MOST_COLUMNS), rows.min(MOST_ROWS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_says_it_is_huge_is_drawn_in_part() {
        assert_eq!(drawn_area((80, 24)), Rect::new(0, 0, 80, 24));
        assert_eq!(drawn_area((65535, 65535)), Rect::new(0, 0, 1000, 500));
    }

    fn symbols(buffer: &Buffer) -> Vec<&str> {
        let cells = buffer.content.iter();
        cells.map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn the_last_sweep_leaves_text_and_dots() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
        for (cell, symbol) in
            buffer
                .content
                .iter_mut()
                .zip(["a", "é", "👩\u{200d}👧", "x\u{202e}", "\u{9b}2J"])
        {
            cell.set_symbol(symbol);
        }
        sweep(&mut buffer);
        assert_eq!(symbols(&buffer), ["a", "é", "·", "·", "·"]);
    }

    #[test]
    fn a_sign_of_several_letters_has_a_cell_for_each() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let bold = ratatui::style::Style::new().bold();
        buffer.set_string(0, 0, "🇬🇧क\u{94d}षe\u{301}人", bold);
        sweep(&mut buffer);
        let expected = ["🇬", "🇧", "क\u{94d}", "ष", "e\u{301}", "人", " ", " "];
        assert_eq!(symbols(&buffer), expected);
        assert_eq!(buffer.content[1].style(), buffer.content[0].style());
    }
}
