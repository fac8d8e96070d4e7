//! Events: everything that can reach the dashboard from the world, as plain data.

use crossterm::event::{KeyEvent, MouseEvent};

use crate::load::Loaded;
use crate::tui::ask::Told;
use crate::tui::writing::Written;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was pressed, moved or its wheel turned.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// A file of the data folder was saved.
    FilesChanged,
    /// A load that was asked for has ended.
    Loaded(Box<Loaded>),
    /// A file that was asked for is written, or is not.
    Written(Box<Written>),
    /// A job that was asked for has ended, with what to tell the user.
    Done(Result<String, String>),
    /// The archive of news tells something.
    Told(Box<Told>),
    /// The first frame was drawn.
    Started,
    /// The program was asked from outside to end, by this signal.
    Terminate(i32),
    /// A thread without which the dashboard cannot be used broke off, for this reason.
    Broken(String),
    /// The program was asked from outside to suspend.
    Suspend,
    /// The program goes on after it was suspended.
    Resumed,
}
