//! The dashboard in a terminal: terminal up, loop, terminal down.

pub mod action;
pub mod app;
pub mod ascii;
pub mod ask;
pub mod chrome;
pub mod command;
pub mod effect;
pub mod event;
pub mod fault;
pub mod keymap;
pub mod model;
pub mod newsroom;
pub mod overlay;
pub mod panes;
pub mod reader;
pub mod runtime;
pub mod size;
pub mod still;
pub mod terminal;
pub mod theme;
pub mod threads;
pub mod view;
pub mod view_id;
pub mod views;
pub mod widgets;
pub mod world;
pub mod writing;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

use anyhow::Context as _;
use chrono::Local;

use crate::archive;
use crate::config::{Config, Environment};
use crate::figures::{AsOf, Period};
use crate::load::{self, FileSet, Loaded};
use crate::problem::cause;
use crate::tui::app::App;
use crate::tui::keymap::Keymap;
use crate::tui::model::Model;
use crate::tui::newsroom::Keeping;
use crate::tui::runtime::Application;
use crate::tui::terminal::{Mouse, TerminalGuard, is_gone};
use crate::tui::theme::Theme;
use crate::tui::world::World;

/// What the command line says of the start; what it leaves out comes from the settings.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// A folder with a record, alone or on top of the built-in one.
    pub data: Option<PathBuf>,
    /// A file of settings.
    pub config: Option<PathBuf>,
    /// The name of a theme.
    pub theme: Option<String>,
    /// The as-known-on date.
    pub as_of: Option<AsOf>,
    /// The period under the cursor.
    pub period: Option<Period>,
}

/// Opens the dashboard and runs it until it is left; gives the exit status.
pub fn run(start: Start) -> anyhow::Result<u8> {
    let environment = Environment::of_process();
    let (mut config, mut problems) = Config::load(start.config.as_deref(), &environment);
    if let Some(theme) = start.theme {
        config.theme = theme;
    }
    let (theme, more) = Theme::detect(&config, &environment);
    problems.extend(more);
    let (keymap, more) = Keymap::new(&config);
    problems.extend(more);
    let folder = start.data.or_else(|| config.data_dir.clone());
    let built_in = load::embedded(Local::now().date_naive());
    let dataset = built_in
        .dataset
        .context("the built-in record cannot be read")?;
    let mut model = Model::new(Arc::new(dataset), theme, problems);
    if let Ok(folder) = std::env::current_dir() {
        model.folder = folder;
    }
    if let Some(folder) = &folder {
        let own = load::load(&FileSet::folder(folder), Local::now().date_naive());
        model.take(own);
    }
    if let Some(period) = start.period {
        model.set_period(period);
    }
    if let Some(as_of) = start.as_of {
        model.set_as_of(as_of);
    }
    let mouse = if config.mouse {
        Mouse::Caught
    } else {
        Mouse::Left
    };
    let options = Options {
        mouse,
        watched: folder.clone(),
        keeping: keeping(&config, &environment),
    };
    let mut app = App::new(model, keymap);
    let status = show(&mut app, &options, move || read_again(folder.as_deref()))?;
    Ok(status)
}

/// Reads the record again, for the key and for files that were saved.
fn read_again(folder: Option<&std::path::Path>) -> Loaded {
    let files = folder.map_or_else(FileSet::embedded, FileSet::folder);
    load::load(&files, Local::now().date_naive())
}

/// Where the archive of news is, and how the settings want it.
fn keeping(config: &Config, environment: &Environment) -> Keeping {
    Keeping {
        folder: archive::folder(environment.get("XDG_DATA_HOME")),
        every: config.fetch_every,
        days: config.keep_news,
    }
}

/// What the dashboard takes from the terminal and the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Who has the mouse at the start.
    pub mouse: Mouse,
    /// The folder whose changes are told, if it is not the built-in record that is shown.
    pub watched: Option<PathBuf>,
    /// Where the archive of news is and how news are kept.
    pub keeping: Keeping,
}

/// Runs the dashboard until it is left; gives the exit status. `load` is called on a thread of its
/// own for each [`effect::Effect::Load`].
fn show(
    app: &mut impl Application,
    options: &Options,
    load: impl Fn() -> Loaded + Send + 'static,
) -> io::Result<u8> {
    let (sender, events) = mpsc::channel();
    let signals = threads::catch_signals()?;
    let mut screen = TerminalGuard::new(options.mouse)?;
    let (columns, rows) = screen.first_size();
    app.update(event::Event::Resize(columns, rows));
    runtime::draw(app, &mut screen)?;
    // What only answers to something comes after the first frame, which need not wait for it. This
    // is known before any key; the receiver is here.
    let _ = sender.send(event::Event::Started);
    threads::spawn_signals(signals, sender.clone())?;
    threads::spawn_input(sender.clone(), (columns, rows))?;
    threads::spawn_hang_up(sender.clone())?;
    if let Some(folder) = &options.watched
        && let Err(error) = threads::spawn_watcher(folder, sender.clone())
    {
        // It may not be there, or the system watches no more; what is there can be read all the same.
        let _ = sender.send(event::Event::Done(Err(threads::unnoticed(&cause(&error)))));
    }
    let mut world = World::new(sender, options.keeping.clone(), load)?;
    match runtime::run(app, &mut screen, &events, &mut world) {
        // What was written to it before that was told.
        Err(error) if is_gone(&error) => Ok(runtime::status_of(threads::SIGHUP)),
        left => left,
    }
}
