//! The terminal: taken as a whole and given back as it was, also on a panic, before a suspension
//! and when the program is asked to end.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic::{self, PanicHookInfo};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::force_color_output;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

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

/// What the loop draws on.
pub trait Screen {
    /// Draws a frame; nothing while the terminal is given back.
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()>;

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
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        Terminal::draw(self, |frame| render(frame))
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
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    size: (u16, u16),
    area: Rect,
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
        let area = drawn_area(size);
        let mut guard = Self {
            terminal: Terminal::with_options(
                CrosstermBackend::new(BufWriter::new(io::stdout())),
                TerminalOptions {
                    viewport: Viewport::Fixed(area),
                },
            )?,
            size,
            area,
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
        let out = self.terminal.backend_mut();
        queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
        if self.mouse == Mouse::Caught {
            queue!(out, EnableMouseCapture)?;
        }
        // The other screen is empty, but where it is not cleared when it is entered.
        queue!(out, Clear(ClearType::All))?;
        Write::flush(out)
    }
}

impl Screen for TerminalGuard {
    fn draw(&mut self, render: &mut dyn FnMut(&mut Frame<'_>)) -> io::Result<()> {
        if !self.taken.load(Ordering::SeqCst) {
            return Ok(());
        }
        let area = drawn_area(crossterm::terminal::size()?);
        // Flushed at once: a panic while drawing must not find it waiting in the buffer.
        execute!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if area != self.area {
            self.terminal.resize(area)?;
            self.area = area;
        }
        self.terminal.draw(|frame| {
            render(frame);
            sweep(frame.buffer_mut());
        })?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    fn enter(&mut self) -> io::Result<()> {
        self.take()?;
        self.area = drawn_area(crossterm::terminal::size()?);
        // Not `clear`: it asks the terminal where the cursor is, and the thread that reads input
        // holds the answer.
        self.terminal.resize(self.area)
    }

    fn leave(&mut self) -> io::Result<()> {
        if self.taken.swap(false, Ordering::SeqCst) {
            restore()?;
        }
        Ok(())
    }

    fn set_mouse(&mut self, mouse: Mouse) -> io::Result<()> {
        self.mouse = mouse;
        let out = self.terminal.backend_mut();
        match mouse {
            Mouse::Caught => execute!(out, EnableMouseCapture),
            Mouse::Left => execute!(out, DisableMouseCapture),
        }
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(text)
        )
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        // If the terminal is gone there is nobody to tell.
        let _ = self.leave();
    }
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

/// Makes a panic of this thread give the terminal back before its message is written. Other
/// threads end by themselves and leave the terminal to this one. While the terminal is not taken,
/// the hook that was there before does the work.
fn restore_on_panic(taken: Arc<AtomicBool>) {
    let owner = thread::current().id();
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !taken.load(Ordering::SeqCst) {
            previous(info);
        } else if thread::current().id() == owner && taken.swap(false, Ordering::SeqCst) {
            restore_and_tell(info);
        }
    }));
}

fn restore_and_tell(info: &PanicHookInfo<'_>) {
    // A panic must not lead to another one: what cannot be written is not written.
    let _ = restore();
    let message = escaped(&info.to_string());
    let _ = writeln!(io::stderr(), "trafficdash {message}");
}

/// The text with its control characters spelled out, lines kept.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if char != '\n' && (char.is_control() || directs(char)) {
            safe.extend(char.escape_unicode());
        } else {
            safe.push(char);
        }
    }
    safe
}

/// Whether a character tells the terminal something in place of being shown: direction of writing,
/// line separators, tags and invisible spaces.
fn directs(char: char) -> bool {
    matches!(char,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The last look at a frame before it goes out: text is cleaned where it enters the program, and
/// what slipped through shows as a dot. No cell is longer than an emoji of a family.
pub fn sweep(buffer: &mut Buffer) {
    const LONGEST: usize = 64;
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if matches!(symbol.as_bytes(), [b' '..=b'~']) {
            continue;
        }
        if symbol.len() > LONGEST
            || symbol
                .chars()
                .any(|char| char.is_control() || directs(char))
        {
            cell.set_symbol("·");
        }
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

    #[test]
    fn a_message_cannot_command_the_terminal() {
        assert_eq!(
            escaped("a\u{1b}]52;c;eA==\u{7}\nb\u{9b}c\u{202e}é"),
            "a\\u{1b}]52;c;eA==\\u{7}\nb\\u{9b}c\\u{202e}é"
        );
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
        let symbols: Vec<_> = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(symbols, ["a", "é", "👩\u{200d}👧", "·", "·"]);
    }
}
