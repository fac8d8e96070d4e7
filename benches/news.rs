//! The news in the dashboard with a hundred thousand items in the archive, on a large screen: a
//! key with its frame, a letter of a filter until what it finds is on screen, and the memory
//! of the program.

#![allow(clippy::print_stdout)] // a bench says what it measured

#[path = "archive/full.rs"]
mod full;
#[cfg(unix)]
#[path = "../tests/pty/session.rs"]
#[allow(dead_code)] // written for tests, which look at more
mod session;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use trafficdash::archive::{Archive, Stored};
use trafficdash::figures::Dataset;
use trafficdash::news::About;
use trafficdash::tui::app::App;
use trafficdash::tui::ask::{Extent, Told};
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::newsroom::{Keeping, Newsroom};
use trafficdash::tui::runtime::Application;
use trafficdash::tui::theme::Theme;
use trafficdash::{gather, load};

const LARGE: (u16, u16) = (200, 60);

static RECORD: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Arc::new(load::embedded(today).dataset.expect("the record"))
});

/// Where `XDG_DATA_HOME` is, with the archive of the program in it.
static HOME: LazyLock<PathBuf> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a folder").keep();
    let folder = home.join("trafficdash");
    // What items are about was found by the words of this record: nothing is found anew.
    let mut empty = Archive::open(&folder).archive;
    let nothing = |_: &Stored| About::default();
    let stamped = empty.reclassify(&gather::stamp(&RECORD), &nothing);
    stamped.expect("an empty archive");
    drop(empty);
    full::fill(&folder);
    home
});

fn main() {
    #[cfg(unix)]
    println!("{}", memory());
    divan::main();
    let _ = std::fs::remove_dir_all(&*HOME);
}

/// What the program holds while all items are listed.
#[cfg(unix)]
fn memory() -> String {
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_trafficdash"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("HOME", &*HOME);
    command.env("XDG_DATA_HOME", &*HOME);
    let mut program = session::Session::start(command, LARGE);
    let resident = |program: &session::Session| {
        let status = format!("/proc/{}/status", program.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        line.map(|line| {
            line.split_whitespace()
                .skip(1)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .unwrap_or_default()
    };
    program.wait_for("23,411");
    program.press("5");
    program.wait_for("100,088 items");
    let listed = resident(&program);
    program.press("G");
    for _ in 0..100 {
        program.press("\x1b[5~");
    }
    program.read_for(std::time::Duration::from_millis(500));
    program.press("/trafficking");
    program.read_for(std::time::Duration::from_secs(2));
    format!(
        "VmRSS with all items listed {listed}, after pages and a search {}",
        resident(&program)
    )
}

/// A dashboard with a real archive.
struct Dashboard {
    app: App,
    terminal: Terminal<TestBackend>,
    newsroom: Newsroom,
    events: Receiver<Event>,
}

impl Dashboard {
    /// On the news, with all items listed.
    fn new() -> Self {
        let theme = Theme::named("dark").expect("a theme");
        let model = Model::new(Arc::clone(&RECORD), theme, Vec::new());
        let mut app = App::new(model, Keymap::default());
        app.update(Event::Resize(LARGE.0, LARGE.1));
        let (sender, events) = mpsc::channel();
        let keeping = Keeping {
            folder: Some(HOME.join("trafficdash")),
            ..Keeping::default()
        };
        let mut dashboard = Self {
            app,
            terminal: Terminal::new(TestBackend::new(LARGE.0, LARGE.1)).expect("a terminal"),
            newsroom: Newsroom::new(keeping, sender).expect("a thread"),
            events,
        };
        dashboard.take(Event::Started);
        dashboard.key('5');
        dashboard.until(|told| matches!(told, Told::Found(_, _, Extent::Whole)));
        dashboard.until(|told| matches!(told, Told::Lines(_)));
        dashboard
    }

    /// Takes an event in, and draws.
    fn take(&mut self, event: Event) {
        for effect in self.app.update(event) {
            match effect {
                Effect::OpenArchive(record) => self.newsroom.open(record),
                Effect::Ask(ask) => self.newsroom.ask(ask),
                _ => {}
            }
        }
        if self.app.is_stale() {
            let app = &self.app;
            self.terminal
                .draw(|frame| _ = app.render(frame.buffer_mut()))
                .expect("drawn");
            self.app.drawn();
        }
    }

    fn press(&mut self, code: KeyCode) {
        self.take(Event::Key(KeyEvent::from(code)));
    }

    fn key(&mut self, letter: char) {
        self.press(KeyCode::Char(letter));
    }

    /// Takes in what is told until this is.
    fn until(&mut self, is_it: impl Fn(&Told) -> bool) {
        while let Ok(event) = self.events.recv() {
            let found = matches!(&event, Event::Told(told) if is_it(told));
            self.take(event);
            if found {
                return;
            }
        }
    }

    /// Takes in what is told already.
    fn settle(&mut self) {
        while let Ok(event) = self
            .events
            .recv_timeout(std::time::Duration::from_millis(150))
        {
            self.take(event);
        }
    }
}

#[divan::bench(args = ["top", "middle", "end"])]
fn two_cursor_keys_with_their_frames(bencher: Bencher, place: &str) {
    let mut dashboard = Dashboard::new();
    dashboard.press(if place == "end" {
        KeyCode::End
    } else {
        KeyCode::Home
    });
    if place == "middle" {
        for _ in 0..1000 {
            dashboard.press(KeyCode::PageDown);
        }
    }
    dashboard.settle();
    bencher.bench_local(|| {
        dashboard.press(KeyCode::Down);
        dashboard.press(KeyCode::Up);
    });
}

#[divan::bench]
fn a_page_down_until_its_lines_are_there(bencher: Bencher) {
    let mut dashboard = Dashboard::new();
    dashboard.press(KeyCode::Home);
    dashboard.settle();
    bencher.bench_local(|| {
        dashboard.press(KeyCode::PageDown);
        dashboard.until(|told| matches!(told, Told::Lines(_)));
    });
}

#[divan::bench(args = ["t", "tr", "trafficking", "aarare2", "unread t"], sample_count = 20)]
fn a_letter_of_a_filter_and_back_until_both_are_found(bencher: Bencher, text: &str) {
    let mut dashboard = Dashboard::new();
    dashboard.key('/');
    let (before, last) = text.split_at(text.len() - 1);
    for letter in before.chars() {
        dashboard.key(letter);
    }
    let last = last.chars().next().expect("a letter");
    dashboard.settle();
    bencher.with_inputs(|| ()).bench_local_values(|()| {
        dashboard.key(last);
        dashboard.until(|told| matches!(told, Told::Found(..)));
        dashboard.press(KeyCode::Backspace);
        dashboard.until(|told| matches!(told, Told::Found(..)));
    });
}

#[divan::bench]
fn a_period_back_and_forward(bencher: Bencher) {
    let mut dashboard = Dashboard::new();
    dashboard.settle();
    bencher.bench_local(|| {
        dashboard.press(KeyCode::Left);
        dashboard.press(KeyCode::Right);
    });
}
