//! Effects: everything that the dashboard asks of the world, as plain data.

use std::sync::Arc;

use crate::figures::Dataset;
use crate::tui::ask::Ask;
use crate::tui::writing::Writing;

/// Something to be done outside the dashboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Leave, with this exit status.
    Quit(u8),
    /// Give the terminal back and stop until resumed.
    Suspend,
    /// Put text on the clipboard of the user's terminal (OSC 52).
    Copy(String),
    /// Open a web address (http or https) in the user's browser.
    Open(String),
    /// Load the record again.
    Load,
    /// Write a page to a file.
    Write(Box<Writing>),
    /// Open the archive of news, and from now on hold news against this record.
    OpenArchive(Arc<Dataset>),
    /// Ask the archive of news.
    Ask(Ask),
    /// Catch the mouse or leave it to the terminal.
    CaptureMouse(bool),
}
