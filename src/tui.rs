//! The dashboard in a terminal: terminal up, loop, terminal down.

pub mod action;
pub mod effect;
pub mod event;
pub mod keymap;
pub mod runtime;
pub mod terminal;
pub mod theme;
pub mod threads;
pub mod view_id;
pub mod world;

use std::io;
use std::path::PathBuf;
use std::sync::mpsc;

use crate::load::Loaded;
use crate::tui::runtime::Application;
use crate::tui::terminal::{Mouse, TerminalGuard};
use crate::tui::world::World;

/// What the dashboard takes from the terminal and the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Who has the mouse at the start.
    pub mouse: Mouse,
    /// The folder whose changes are told, if it is not the built-in record that is shown.
    pub watched: Option<PathBuf>,
}

/// Runs the dashboard until it is left; gives the exit status. `load` is called on a thread of its
/// own for each [`effect::Effect::Load`].
pub fn run(
    app: &mut impl Application,
    options: &Options,
    load: impl Fn() -> Loaded + Send + 'static,
) -> io::Result<u8> {
    let (sender, events) = mpsc::channel();
    threads::spawn_signals(sender.clone())?;
    let mut screen = TerminalGuard::new(options.mouse)?;
    threads::spawn_input(sender.clone())?;
    threads::spawn_hang_up(sender.clone())?;
    if let Some(folder) = &options.watched {
        threads::spawn_watcher(folder, sender.clone())?;
    }
    let mut world = World::new(sender, load)?;
    runtime::run(app, &mut screen, &events, &mut world)
}
