//! Faults of the program itself, met by real means: this test program runs itself again in a
//! pseudo-terminal, with a dashboard that panics while it draws, takes in an event or loads. The
//! terminal is given back, the message cannot steer it, and what was begun is finished.
#![cfg(unix)]

#[path = "pty/dashboard.rs"]
#[allow(dead_code)] // written for the real program, which has no such faults
mod dashboard;
#[path = "pty/session.rs"]
#[allow(dead_code)] // written for other tests too
mod session;

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use crossterm::event::KeyCode;
use portable_pty::CommandBuilder;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use tempfile::TempDir;
use trafficdash::cli;
use trafficdash::delivery::Existing;
use trafficdash::export::format::Format;
use trafficdash::load::{self, Loaded};
use trafficdash::present::Scope;
use trafficdash::present::pages::news::Desk;
use trafficdash::present::pages::overview;
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::newsroom::Keeping;
use trafficdash::tui::runtime::{self, Application};
use trafficdash::tui::terminal::{Mouse, TerminalGuard};
use trafficdash::tui::theme::Theme;
use trafficdash::tui::threads;
use trafficdash::tui::world::World;
use trafficdash::tui::writing::{Wish, Writing};

use dashboard::{assert_given_back, environment};
use session::Session;

/// Where the other process writes its file.
const FOLDER: &str = "TRAFFICDASH_TEST_FOLDER";

/// A message that would set the title of the window and clear the screen.
const MESSAGE: &str = "row 7\u{1b}]0;title\u{7}\u{1b}[2J";

/// Panics while drawing after `d`, while taking in an event on `u` and while loading on `l`; writes
/// a file on `w`, and shows what it was told last.
struct Faulty {
    folder: PathBuf,
    told: String,
    draws: bool,
}

impl Faulty {
    fn writing(&self) -> Writing {
        let today = "2026-11-23".parse().expect("a day");
        let dataset = Arc::new(load::embedded(today).dataset.expect("the record"));
        let scope = Scope::opening(&dataset);
        Writing {
            wish: Wish {
                format: Format::Png,
                path: self.folder.join("a.png"),
                existing: Existing::Keep,
            },
            page: overview::page(&Desk::of_record(&dataset, &scope)),
            scope,
            theme: Theme::default(),
            dataset,
        }
    }
}

impl Application for Faulty {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) => match key.code {
                KeyCode::Char('d') => self.draws = false,
                KeyCode::Char('u') => panic!("{MESSAGE}"),
                KeyCode::Char('l') => return vec![Effect::Load],
                KeyCode::Char('w') => return vec![Effect::Write(Box::new(self.writing()))],
                KeyCode::Char('q') => return vec![Effect::Quit(0)],
                _ => {}
            },
            Event::Done(outcome) => self.told = outcome.unwrap_or_else(|why| why),
            _ => {}
        }
        Vec::new()
    }

    fn settle(&mut self) {}

    fn render(&self, buffer: &mut Buffer) -> Option<Position> {
        assert!(self.draws, "{MESSAGE}");
        let told = format!("ready {}", self.told);
        buffer.set_string(0, 0, told, Style::new());
        None
    }

    fn is_stale(&self) -> bool {
        true
    }

    fn drawn(&mut self) {}
}

/// Not a test of its own: the other process, and nothing where no folder is given.
#[test]
fn another_process() {
    let Some(folder) = env::var_os(FOLDER) else {
        return;
    };
    cli::tell_panics();
    let (sender, events) = mpsc::channel();
    let signals = threads::catch_signals().expect("signals");
    let mut screen = TerminalGuard::new(Mouse::Caught).expect("a terminal");
    threads::spawn_signals(signals, sender.clone()).expect("signals");
    threads::spawn_input(sender.clone(), (120, 40)).expect("input");
    let load = || -> Loaded { panic!("{MESSAGE}") };
    let mut world = World::new(sender, Keeping::default(), load).expect("threads");
    let mut app = Faulty {
        folder: folder.into(),
        told: String::new(),
        draws: true,
    };
    runtime::draw(&mut app, &mut screen).expect("drawn");
    let status = runtime::run(&mut app, &mut screen, &events, &mut world);
    assert_eq!(status.expect("no error"), 0);
}

fn start() -> (Session, TempDir) {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = CommandBuilder::new(env::current_exe().expect("this program"));
    environment(&mut command, home.path());
    command.env(FOLDER, home.path());
    command.args(["--exact", "another_process", "--nocapture"]);
    let mut dashboard = Session::start(command, (120, 40));
    dashboard.wait_for("ready");
    (dashboard, home)
}

fn picture(home: &Path) -> Vec<u8> {
    std::fs::read(home.join("a.png")).expect("the picture")
}

#[test]
fn a_fault_while_drawing_or_answering_gives_the_terminal_back_and_finishes_what_was_begun() {
    for key in ["d", "u"] {
        let (mut dashboard, home) = start();
        dashboard.press("w");
        dashboard.press(key);
        let ended = dashboard.end();
        assert_eq!((ended.exit_code(), ended.signal()), (101, None));
        assert_given_back(&dashboard);
        let written = String::from_utf8_lossy(&dashboard.bytes).into_owned();
        let (_, last) = written.rsplit_once("\x1b[?1049l").expect("given back");
        assert!(
            last.contains("row 7\\u{1b}]0;title\\u{7}\\u{1b}[2J"),
            "{last}"
        );
        assert!(!last.contains("\x1b]0;"), "{last}");
        assert!(picture(home.path()).ends_with(b"IEND\xaeB`\x82"));
        let files = std::fs::read_dir(home.path()).expect("the home").count();
        assert_eq!(files, 1, "nothing half-written is left");
    }
}

#[test]
fn a_fault_while_loading_is_told_and_the_dashboard_goes_on() {
    let (mut dashboard, _home) = start();
    for _ in 0..2 {
        dashboard.press("l");
        dashboard.wait_for("ready loading broke off, a fault of this program: row 7");
    }
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
    assert_given_back(&dashboard);
}
