//! The whole dashboard without a terminal: keys and clicks in, effects and screens out.

use std::io;
use std::sync::{Arc, LazyLock, mpsc};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use trafficdash::figures::{AsOf, Dataset};
use trafficdash::load;
use trafficdash::tui::action::ACTIONS;
use trafficdash::tui::app::App;
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::{self, Application, Next, Perform};
use trafficdash::tui::terminal::Screen;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::{VIEWS, ViewId};

static RECORD: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Arc::new(load::embedded(today).dataset.expect("the record"))
});

/// A dashboard and its screen.
struct Dashboard {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Dashboard {
    fn new(columns: u16, rows: u16, as_of: AsOf) -> Self {
        let theme = Theme::named("dark").expect("a theme");
        let mut model = Model::new(Arc::clone(&RECORD), theme, Vec::new());
        model.scope.as_of = as_of;
        let mut app = App::new(model, Keymap::default());
        app.update(Event::Resize(columns, rows));
        let terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a terminal");
        let mut dashboard = Self { app, terminal };
        dashboard.draw();
        dashboard
    }

    /// The usual one: large, as known today.
    fn usual() -> Self {
        Self::new(120, 40, AsOf::Latest)
    }

    fn draw(&mut self) {
        let app = &self.app;
        let drawn = self.terminal.draw(|frame| app.render(frame));
        drawn.expect("drawn");
        self.app.drawn();
    }

    /// Sends an event and draws; gives the effects.
    fn send(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.app.update(event);
        self.draw();
        effects
    }

    fn press(&mut self, name: &str) -> Vec<Effect> {
        self.send(Event::Key(key(name)))
    }

    /// The lines of the screen.
    fn lines(&self) -> Vec<String> {
        let buffer = self.terminal.backend().buffer();
        let width = usize::from(buffer.area.width);
        let cells: Vec<&str> = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        cells.chunks(width).map(<[&str]>::concat).collect()
    }

    /// The screen without its last line, where what was just done is told.
    fn figures(&self) -> Vec<String> {
        let mut lines = self.lines();
        lines.pop();
        lines
    }
}

/// The key of this name, as a terminal sends it.
fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.strip_prefix("ctrl-") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "backspace" => KeyCode::Backspace,
        other => {
            let mut chars = other.chars();
            let char = chars.next().expect("a key");
            assert_eq!(chars.next(), None, "{other} is no key of this test");
            KeyCode::Char(char)
        }
    };
    KeyEvent::new(code, modifiers)
}

fn keys() -> Vec<&'static str> {
    let bound = ACTIONS.iter().flat_map(|row| row.keys.iter().copied());
    bound.chain(["ctrl-c", "backspace"]).collect()
}

/// What can happen, with places as shares of the screen.
#[derive(Clone, Debug)]
enum Happening {
    Key(&'static str),
    Letter(char),
    Paste(String),
    Mouse(MouseEventKind, u16, u16),
    Resize(u16, u16),
}

impl Happening {
    fn event(self) -> Event {
        match self {
            Self::Key(name) => Event::Key(key(name)),
            Self::Letter(char) => Event::Key(KeyEvent::from(KeyCode::Char(char))),
            Self::Paste(text) => Event::Paste(text),
            Self::Mouse(kind, column, row) => Event::Mouse(MouseEvent {
                kind,
                column,
                row,
                modifiers: KeyModifiers::NONE,
            }),
            Self::Resize(columns, rows) => Event::Resize(columns, rows),
        }
    }
}

fn mouse() -> impl Strategy<Value = Happening> {
    let kinds = prop_oneof![
        4 => Just(MouseEventKind::Down(MouseButton::Left)),
        1 => Just(MouseEventKind::Up(MouseButton::Left)),
        1 => Just(MouseEventKind::Down(MouseButton::Right)),
        2 => Just(MouseEventKind::ScrollUp),
        2 => Just(MouseEventKind::ScrollDown),
        1 => Just(MouseEventKind::Moved),
    ];
    (kinds, 0u16..230, 0u16..80).prop_map(|(kind, x, y)| Happening::Mouse(kind, x, y))
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        12 => prop::sample::select(keys()).prop_map(Happening::Key),
        3 => prop::char::range('!', '~').prop_map(Happening::Letter),
        1 => any::<char>().prop_map(Happening::Letter),
        1 => ".{0,12}".prop_map(Happening::Paste),
        4 => mouse(),
        1 => size().prop_map(|(columns, rows)| Happening::Resize(columns, rows)),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        Just((40, 12)),
        Just((80, 24)),
        (1u16..=220, 1u16..=70),
        (40u16..=60, 12u16..=24),
    ]
}

fn as_of() -> impl Strategy<Value = AsOf> {
    let releases = RECORD.release_days().into_iter().collect::<Vec<_>>();
    prop_oneof![
        Just(AsOf::Latest),
        prop::sample::select(releases).prop_map(AsOf::On),
        (1990i32..2040, 1u32..366).prop_map(|(year, day)| {
            AsOf::On(NaiveDate::from_yo_opt(year, day).expect("a day"))
        }),
    ]
}

/// Whether both cursors can be read, or a window covers them. A long filter pushes the day off the
/// screen today; with one, only the period is asked for.
fn has_cursors(dashboard: &Dashboard) -> bool {
    let lines = dashboard.lines();
    let scope = &dashboard.app.model().scope;
    let known = match scope.as_of {
        AsOf::On(_) => format!("‹ {} ›", scope.as_of),
        AsOf::Latest => "‹ today".to_owned(),
    };
    let covered = lines[..2].iter().any(|line| line.contains(['┌', '│', '└']));
    let period = lines[1].contains(&format!("‹ {} ›", scope.period));
    let day = lines[1].contains(&known);
    covered || period && day
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_panics_and_both_cursors_stay_on_screen(
        (columns, rows) in size(),
        as_of in as_of(),
        happenings in prop::collection::vec(happening(), 1..40),
    ) {
        let mut dashboard = Dashboard::new(columns, rows, as_of);
        let mut now = (columns, rows);
        for one in happenings {
            if let Happening::Resize(columns, rows) = one {
                now = (columns, rows);
                dashboard.terminal.backend_mut().resize(columns, rows);
            }
            let told = format!("{one:?}");
            dashboard.send(one.event());
            if now.0 >= 40 && now.1 >= 12 {
                let shown = dashboard.lines().join("\n");
                prop_assert!(has_cursors(&dashboard), "after {told}:\n{shown}");
            }
        }
    }
}

/// Notes effects, and leaves where it is asked to.
#[derive(Default)]
struct Recorder(Vec<Effect>);

impl Perform for Recorder {
    fn perform(&mut self, effect: Effect, _screen: &mut dyn Screen) -> io::Result<Next> {
        let next = match effect {
            Effect::Quit(status) => Next::Leave(status),
            _ => Next::GoOn,
        };
        self.0.push(effect);
        Ok(next)
    }
}

/// Runs the loop with these keys; gives its status and the effects.
fn play(keys: &[&str]) -> (u8, Vec<Effect>) {
    let (sender, events) = mpsc::channel();
    for name in keys {
        sender
            .send(Event::Key(key(name)))
            .expect("the loop is here");
    }
    drop(sender);
    let Dashboard {
        mut app,
        mut terminal,
    } = Dashboard::usual();
    let mut recorder = Recorder::default();
    let status = runtime::run(&mut app, &mut terminal, &events, &mut recorder);
    (status.expect("no error"), recorder.0)
}

#[test]
fn a_citation_holds_the_value_and_its_address() {
    let (_, effects) = play(&["y"]);
    let [Effect::Copy(citation)] = &effects[..] else {
        panic!("{effects:?}");
    };
    for part in ["23,411", "2025", "https://www.gov.uk/", "19 Feb 2026"] {
        assert!(citation.contains(part), "{part} in {citation}");
    }
}

#[test]
fn the_page_of_a_figure_is_opened() {
    let (_, effects) = play(&["o"]);
    assert!(
        matches!(&effects[..], [Effect::Open(address)] if address.starts_with("https://www.gov.uk/")),
        "{effects:?}"
    );
}

#[test]
fn keys_for_the_world_outside_are_effects_and_nothing_more() {
    assert_eq!(play(&["r"]), (0, vec![Effect::Load]));
    assert_eq!(play(&["ctrl-z"]), (0, vec![Effect::Suspend]));
    assert_eq!(play(&["q", "r"]), (0, vec![Effect::Quit(0)]));
    assert_eq!(play(&[":", "q", "ctrl-c"]), (0, vec![Effect::Quit(0)]));
    assert_eq!(play(&["left", "[", "?", "esc", "tab", "x"]), (0, vec![]));
}

#[test]
fn a_window_takes_q_for_its_end() {
    assert_eq!(play(&["p", "q"]), (0, vec![]));
    assert_eq!(play(&["p", "q", "q"]), (0, vec![Effect::Quit(0)]));
}

#[test]
fn publications_back_and_forward_lead_to_the_same_screen() {
    for view in VIEWS {
        let mut dashboard = Dashboard::usual();
        dashboard.press(&view.digit.to_string());
        let before = dashboard.figures();
        for _ in 0..6 {
            dashboard.press("[");
        }
        assert_ne!(dashboard.figures(), before, "{}", view.name);
        for _ in 0..6 {
            dashboard.press("]");
        }
        assert_eq!(dashboard.figures(), before, "{}", view.name);
    }
}

#[test]
fn periods_back_and_forward_lead_to_the_same_screen() {
    for view in VIEWS {
        let mut dashboard = Dashboard::usual();
        dashboard.press(&view.digit.to_string());
        dashboard.press("left");
        let before = dashboard.figures();
        dashboard.press("left");
        assert_ne!(dashboard.figures(), before, "{}", view.name);
        dashboard.press("right");
        assert_eq!(dashboard.figures(), before, "{}", view.name);
    }
}

#[test]
fn looking_elsewhere_changes_no_figure() {
    for view in VIEWS {
        let mut dashboard = Dashboard::usual();
        dashboard.press(&view.digit.to_string());
        let before = dashboard.figures();
        for other in VIEWS {
            dashboard.press(&other.digit.to_string());
            if other.id != view.id {
                dashboard.press("tab");
            }
        }
        for (open, close) in [
            ("?", "esc"),
            ("p", "esc"),
            ("/", "esc"),
            (":", "esc"),
            ("s", "esc"),
        ] {
            dashboard.press(open);
            dashboard.press(close);
        }
        dashboard.press(&view.digit.to_string());
        assert_eq!(dashboard.figures(), before, "{}", view.name);
    }
}

#[test]
fn a_view_shows_the_same_whichever_way_it_is_reached() {
    // The list of observations stays with the series it was on, and so knows the way.
    for view in VIEWS.iter().filter(|view| view.id != ViewId::Data) {
        let mut there = Dashboard::usual();
        there.press(&view.digit.to_string());
        there.press("[");
        there.press("left");
        let mut before = Dashboard::usual();
        before.press("[");
        before.press("left");
        before.press(&view.digit.to_string());
        let (there, before) = (there.figures(), before.figures());
        assert_eq!(there, before, "{}", view.name);
    }
}

#[test]
fn a_click_on_a_tab_opens_its_view() {
    let mut dashboard = Dashboard::usual();
    for view in VIEWS.iter().rev() {
        let line = dashboard.lines()[0].clone();
        let at = line.find(view.title).expect("its tab");
        let column = line[..at].chars().count() as u16;
        let kind = MouseEventKind::Down(MouseButton::Left);
        dashboard.send(Happening::Mouse(kind, column, 0).event());
        assert_eq!(dashboard.app.current(), view.id);
    }
}
