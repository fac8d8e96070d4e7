//! The whole dashboard without a terminal: keys and clicks in, effects and screens out.

#[path = "support/keys.rs"]
mod keys;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, mpsc};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use trafficdash::delivery::{Existing, NotWritten};
use trafficdash::export::format::{FORMATS, Format};
use trafficdash::export::{Shown, name};
use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load;
use trafficdash::present::pages::{news, topic};
use trafficdash::present::scope::steps;
use trafficdash::present::{Page, Scope};
use trafficdash::tui::action::ACTIONS;
use trafficdash::tui::app::App;
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::{Direction, Model};
use trafficdash::tui::runtime::{self, Application, Next, Perform};
use trafficdash::tui::still::{self, Look};
use trafficdash::tui::terminal::Screen;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::{VIEWS, ViewId};
use trafficdash::tui::writing::{Failure, Wish, Writing, Written};

use keys::key;

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
        self.app.settle();
        let app = &self.app;
        let drawn = self
            .terminal
            .draw(|frame| _ = app.render(frame.buffer_mut()));
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

    /// Keys that come faster than they can be drawn.
    fn press_at_once(&mut self, names: &[&str]) -> Vec<Effect> {
        let names = names.iter();
        let effects: Vec<Effect> = names
            .flat_map(|name| self.app.update(Event::Key(key(name))))
            .collect();
        self.draw();
        effects
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

/// Whether both cursors can be read, or a window covers them. Where there is little room a period
/// is written by its months.
fn has_cursors(dashboard: &Dashboard) -> bool {
    let lines = dashboard.lines();
    let scope = &dashboard.app.model().scope;
    let known = match scope.as_of {
        AsOf::On(_) => format!("‹ {} ›", scope.as_of),
        AsOf::Latest => "‹ today".to_owned(),
    };
    let covered = lines[..2].iter().any(|line| line.contains(['┌', '│', '└']));
    let written = [scope.period.to_string(), scope.period.compact()];
    let mut written = written.iter().map(|period| format!("‹ {period} ›"));
    let period = written.any(|period| lines[1].contains(&period));
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

#[test]
fn the_longest_period_leaves_room_for_the_day_on_the_smallest_screen() {
    let day = NaiveDate::from_ymd_opt(2016, 10, 18).expect("a day");
    let mut dashboard = Dashboard::new(40, 12, AsOf::On(day));
    for period in ["2011-01-01..2011-09-15", "2014-07-31..2015-07-31"] {
        dashboard.press(":");
        dashboard.send(Event::Paste(format!("period {period}")));
        dashboard.press("enter");
        let scope = &dashboard.app.model().scope;
        assert_eq!(scope.period.code(), period);
        assert!(has_cursors(&dashboard), "{}", dashboard.lines()[1]);
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
    for asked in [":", "/", "?", "e", "+"] {
        assert_eq!(play(&[asked, "ctrl-z"]), (0, vec![Effect::Suspend]));
    }
    assert_eq!(play(&["q", "r"]), (0, vec![Effect::Quit(0)]));
    assert_eq!(play(&[":", "q", "ctrl-c"]), (0, vec![Effect::Quit(0)]));
    assert_eq!(play(&["left", "[", "?", "esc", "tab", "x"]), (0, vec![]));
}

#[test]
fn a_window_takes_q_for_its_end_and_ctrl_c_for_that_of_the_program() {
    for window in ["p", "s", "ctrl-f"] {
        assert_eq!(play(&[window, "q"]), (0, vec![]), "{window}");
        let left = vec![Effect::Quit(0)];
        assert_eq!(play(&[window, "q", "q"]), (0, left.clone()), "{window}");
        assert_eq!(play(&[window, "ctrl-c"]), (0, left), "{window}");
    }
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
fn the_help_finds_what_a_short_name_stands_for() {
    for (written, told) in [
        ("cg dec", "CG decisions: Conclusive grounds decisions"),
        ("dtn", "DtN reports: Reports under the Duty to Notify"),
        ("e&w:", "E&W: England and Wales"),
    ] {
        let mut dashboard = Dashboard::usual();
        dashboard.press("?");
        for letter in written.chars() {
            let one = KeyEvent::from(KeyCode::Char(letter));
            dashboard.send(Event::Key(one));
        }
        let lines = dashboard.lines().join("\n");
        assert!(lines.contains(told), "{lines}");
    }
}

/// The row under the cursor of the list that a view begins with, without its first column, whose
/// width differs from list to list.
fn row_here(dashboard: &Dashboard) -> Vec<String> {
    let lines = dashboard.lines();
    let here = lines[5..].iter().find(|line| line.starts_with(" ▸ "));
    let here = here.expect("a row under the cursor");
    let (row, _) = here.split_once(['█', '│']).unwrap_or((here, ""));
    let cells = row.split("  ").map(str::trim);
    let cells = cells.filter(|cell| !cell.is_empty());
    cells.skip(1).map(str::to_owned).collect()
}

#[test]
fn what_is_selected_stays_while_the_filter_finds_it_else_the_first_found_is() {
    for (view, wide, narrow) in [("8", "modern", "nca"), ("9", "charged", "nca-eoy-2018")] {
        let mut dashboard = Dashboard::new(200, 60, AsOf::Latest);
        let filter = |dashboard: &mut Dashboard, words: &str| {
            dashboard.type_keys(&["/", "ctrl-u"]);
            dashboard.type_text(words);
            dashboard.press("enter");
            row_here(dashboard)
        };
        dashboard.press(view);
        let page_down = ["home", "pgdn", "down", "down"];
        dashboard.type_keys(&page_down);
        let chosen = row_here(&dashboard);
        assert_eq!(filter(&mut dashboard, wide), chosen, "{view}");
        filter(&mut dashboard, narrow);
        assert!(dashboard.lines()[6].starts_with(" ▸ "), "{view}");
    }
}

#[test]
fn where_no_series_is_left_to_be_taken_out_it_is_said_how_to_choose_some() {
    let mut dashboard = Dashboard::usual();
    dashboard.press("-");
    assert!(dashboard.text().contains("6 opens Compare"));
    dashboard.type_keys(&["6", "-", "-", "-"]);
    let said = dashboard.lines().pop().expect("a last line");
    assert!(said.contains("+ chooses some"), "{said}");
}

#[test]
fn what_became_known_on_a_day_is_counted_as_readers_count() {
    let mut dashboard = Dashboard::usual();
    dashboard.press(":");
    dashboard.type_text("as-of 2024-03-07");
    dashboard.press("enter");
    let said = dashboard.text();
    assert!(
        said.contains("on that day: 5 publications, 1,274 values"),
        "{said}"
    );
}

#[test]
fn a_click_on_a_tab_opens_its_view() {
    // So wide that every tab has its title, and one more would.
    let mut dashboard = Dashboard::new(200, 60, AsOf::Latest);
    for view in VIEWS.iter().rev() {
        let line = dashboard.lines()[0].clone();
        let at = line.find(view.title).expect("its tab");
        let column = line[..at].chars().count() as u16;
        let kind = MouseEventKind::Down(MouseButton::Left);
        dashboard.send(Happening::Mouse(kind, column, 0).event());
        assert_eq!(dashboard.app.current(), view.id);
    }
}

/// The name proposed for the victims of 2025 as known today.
const NAME: &str = "trafficdash-victims-nrm-referrals-2025-as-known-2026-11-23";

impl Dashboard {
    /// A dashboard that writes its files to a folder.
    fn in_folder(folder: &Path) -> Self {
        let theme = Theme::named("dark").expect("a theme");
        let mut model = Model::new(Arc::clone(&RECORD), theme, Vec::new());
        model.folder = PathBuf::from(folder);
        let mut dashboard = Self::usual();
        dashboard.app = App::new(model, Keymap::default());
        dashboard.send(Event::Resize(120, 40));
        dashboard
    }

    fn type_keys(&mut self, keys: &[&str]) -> Vec<Effect> {
        let mut effects = Vec::new();
        for key in keys {
            effects.extend(self.press(key));
        }
        effects
    }

    fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.send(Event::Key(KeyEvent::from(KeyCode::Char(letter))));
        }
    }

    fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Tells what became of a file.
    fn tell(&mut self, path: &Path, outcome: Result<(), Failure>) -> Vec<Effect> {
        let path = path.to_owned();
        self.send(Event::Written(Box::new(Written { path, outcome })))
    }
}

/// The one effect, which is to write a page.
fn writing(effects: &[Effect]) -> &Writing {
    match effects {
        [Effect::Write(writing)] => writing,
        other => panic!("{other:?}"),
    }
}

fn bytes(page: &Page, scope: &Scope, format: Format) -> Vec<u8> {
    let dataset = &RECORD;
    let shown = Shown {
        page,
        scope,
        dataset,
    };
    let look = Look {
        theme: Theme::named("dark").expect("a theme"),
        width: 100,
    };
    still::write(&shown, format, &look).expect("a chart")
}

fn victims() -> (Page, Scope) {
    let scope = Scope::opening(&RECORD);
    let choice = topic::Choice::default();
    let mut page = topic::page(&RECORD, Topic::Victims, choice, &scope);
    page.count_items(&news::count_about(&RECORD, scope.as_of));
    (page, scope)
}

#[test]
fn the_periods_on_either_side_are_those_known_on_the_day_after_each_step_in_time() {
    let theme = Theme::named("dark").expect("a theme");
    let mut model = Model::new(Arc::clone(&RECORD), theme, Vec::new());
    let day = |text: &str| AsOf::On(text.parse().expect("a day"));
    for as_of in [
        AsOf::Latest,
        day("2012-10-18"),
        day("2019-06-01"),
        AsOf::Latest,
    ] {
        model.set_as_of(as_of);
        let here = model.scope.period;
        let all = steps(&RECORD, here.kind(), as_of);
        let before = all.iter().rfind(|one| **one < here);
        assert!(before.is_some() && all.contains(&here), "as of {as_of}");
        assert_eq!(model.next_period(Direction::Back).as_ref(), before);
        let after = all.iter().find(|one| **one > here);
        assert_eq!(model.next_period(Direction::Forward).as_ref(), after);
    }
    // Whoever holds the model may set the day by itself, too.
    let newest = model.scope.period;
    model.scope.as_of = day("2012-10-18");
    assert_eq!(model.next_period(Direction::Forward), None, "{newest}");
}

#[test]
fn what_is_on_screen_is_asked_to_be_written_once_and_never_over_a_file() {
    let folder = PathBuf::from("/home/ada");
    let mut dashboard = Dashboard::in_folder(&folder);
    assert_eq!(dashboard.type_keys(&["2", "e"]), []);
    let screen = dashboard.text();
    for row in FORMATS {
        assert!(screen.contains(row.purpose), "{}\n{screen}", row.name);
    }
    assert!(
        screen.contains(&format!("/home/ada/{NAME}.txt")),
        "{screen}"
    );
    let effects = dashboard.type_keys(&["down", "down", "enter", "enter", "down", "x"]);
    let path = folder.join(format!("{NAME}.csv"));
    let asked = writing(&effects);
    let expected = Wish {
        format: Format::Csv,
        path: path.clone(),
        existing: Existing::Keep,
    };
    assert_eq!(asked.wish, expected);
    let (page, scope) = victims();
    assert_eq!(asked.scope, scope);
    for row in FORMATS {
        let written = bytes(&asked.page, &asked.scope, row.format);
        assert!(written == bytes(&page, &scope, row.format), "{}", row.name);
    }
    assert!(dashboard.text().contains("writing …"));
    dashboard.tell(&path, Ok(()));
    let screen = dashboard.text();
    assert!(!screen.contains("Export what is on screen"), "{screen}");
    assert!(screen.contains(&format!("written to {}", path.display())));
}

#[test]
fn a_table_on_screen_is_written_as_the_plot_that_it_is() {
    let mut dashboard = Dashboard::usual();
    let effects = dashboard.type_keys(&["2", "t", "e", "enter"]);
    let asked = writing(&effects);
    let (page, scope) = victims();
    for row in FORMATS {
        let written = bytes(&asked.page, &scope, row.format);
        assert!(written == bytes(&page, &scope, row.format), "{}", row.name);
    }
}

#[test]
fn a_file_in_the_way_is_written_over_only_after_a_second_word() {
    let folder = PathBuf::from("/home/ada");
    let path = folder.join(format!("{NAME}.txt"));
    let in_the_way = || Err(NotWritten::InTheWay(path.clone()).into());
    let question = "It is there already: Enter writes over it, Esc goes back";
    let mut dashboard = Dashboard::in_folder(&folder);
    dashboard.type_keys(&["2", "e", "enter"]);
    assert_eq!(dashboard.tell(&path, in_the_way()), []);
    assert!(dashboard.text().contains(question), "{}", dashboard.text());

    let effects = dashboard.press("enter");
    assert_eq!(writing(&effects).wish.existing, Existing::Replace);
    dashboard.tell(&path, Ok(()));

    dashboard.type_keys(&["e", "enter"]);
    dashboard.tell(&path, in_the_way());
    dashboard.press("esc");
    assert!(!dashboard.text().contains(question));
    let effects = dashboard.press("enter");
    assert_eq!(
        writing(&effects).wish.existing,
        Existing::Keep,
        "asked anew"
    );

    dashboard.tell(&path, in_the_way());
    dashboard.press("home");
    dashboard.type_text("my-");
    let effects = dashboard.press("enter");
    let wish = &writing(&effects).wish;
    assert_eq!(wish.path, folder.join(format!("my-{NAME}.txt")));
    assert_eq!(wish.existing, Existing::Keep, "another name");
}

#[test]
fn who_left_the_question_is_told_that_nothing_was_written() {
    let folder = PathBuf::from("/home/ada");
    let path = folder.join(format!("{NAME}.txt"));
    let mut dashboard = Dashboard::in_folder(&folder);
    dashboard.type_keys(&["2", "e", "enter", "esc", "3"]);
    dashboard.tell(&path, Err(NotWritten::InTheWay(path.clone()).into()));
    let said = "is there already; nothing was written";
    assert!(dashboard.text().contains(said), "{}", dashboard.text());
    assert_eq!(dashboard.press("enter").len(), 0);
}

#[test]
fn a_page_without_a_chart_is_offered_no_picture() {
    let mut dashboard = Dashboard::usual();
    dashboard.type_keys(&["8", "e"]);
    let screen = dashboard.text();
    let why = "there is no chart to draw";
    assert_eq!(screen.matches(why).count(), 2, "{screen}");
    let mut chosen = Vec::new();
    for _ in FORMATS {
        let effects = dashboard.press("enter");
        let asked = writing(&effects);
        chosen.push(asked.wish.format);
        bytes(&asked.page, &asked.scope, asked.wish.format);
        let refused = Failure::Fault("full".to_owned());
        dashboard.tell(&asked.wish.path, Err(refused));
        dashboard.press("down");
    }
    chosen.dedup();
    assert!(!chosen.contains(&Format::Svg) && !chosen.contains(&Format::Png));
    assert_eq!(chosen.len(), FORMATS.len() - 2);
    dashboard.press("esc");
    dashboard.press(":");
    dashboard.type_text("export svg");
    assert_eq!(dashboard.press("enter"), []);
    assert!(dashboard.text().contains(why), "{}", dashboard.text());
}

#[test]
fn a_command_writes_at_once_under_the_name_given_or_the_proposed_one() {
    let folder = PathBuf::from("/home/ada");
    let mut dashboard = Dashboard::in_folder(&folder);
    dashboard.press("2");
    for (line, name) in [
        ("export csv", format!("{NAME}.csv")),
        ("export png a b.png", "a b.png".to_owned()),
    ] {
        dashboard.press(":");
        dashboard.type_text(line);
        let effects = dashboard.press("enter");
        let wish = &writing(&effects).wish;
        assert_eq!(wish.path, folder.join(name));
        assert_eq!(wish.existing, Existing::Keep);
        let path = wish.path.clone();
        dashboard.tell(&path, Ok(()));
        assert!(dashboard.text().contains("written to /home/ada/"));
    }
}

#[test]
fn every_view_has_a_name_of_plain_characters_for_each_date() {
    let mut names = std::collections::BTreeSet::new();
    for view in VIEWS {
        for as_of in ["2012-10-18", "today"] {
            let mut dashboard = Dashboard::new(120, 40, as_of.parse().expect("a day"));
            dashboard.press(&view.digit.to_string());
            let effects = dashboard.type_keys(&["e", "enter"]);
            let path = &writing(&effects).wish.path;
            let name = path.to_str().expect("text").to_owned();
            let plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit();
            let marks = |one: char| plain(one) || one == '-' || one == '.';
            assert!(name.chars().all(marks), "{name}");
            assert!(name.contains(view.name), "{name}");
            names.insert(name);
        }
    }
    assert_eq!(names.len(), 2 * VIEWS.len(), "{names:?}");
}

#[test]
fn files_are_written_with_every_byte_and_kept_unless_told_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    let (page, scope) = victims();
    for row in FORMATS {
        let path = folder.path().join(name::renamed(row.name, row.format));
        let mut asked = Writing {
            wish: Wish {
                format: row.format,
                path: path.clone(),
                existing: Existing::Keep,
            },
            page: page.clone(),
            scope: scope.clone(),
            theme: Theme::named("dark").expect("a theme"),
            dataset: Arc::clone(&RECORD),
        };
        asked.carry_out().expect("written");
        let expected = bytes(&page, &scope, row.format);
        assert!(fs::read(&path).expect("there") == expected, "{}", row.name);
        let mut files = asked.wish.files().into_iter();
        assert!(files.by_ref().all(|file| file.is_file()), "{}", row.name);
        fs::write(&path, "mine").expect("written");
        let again = asked.carry_out();
        assert!(
            matches!(&again, Err(Failure::NotWritten(NotWritten::InTheWay(other))) if *other == path)
        );
        assert_eq!(fs::read(&path).expect("there"), b"mine");
        asked.wish.existing = Existing::Replace;
        asked.carry_out().expect("replaced");
        assert!(fs::read(&path).expect("there") == expected);
    }
}

#[test]
fn the_reason_why_a_file_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dashboard = Dashboard::in_folder(&folder.path().join("gone"));
    let effects = dashboard.type_keys(&["2", "e", "enter"]);
    let asked = writing(&effects);
    let outcome = asked.carry_out();
    dashboard.tell(&asked.wish.path, outcome);
    let screen = dashboard.text();
    for part in [
        "there is no folder",
        "make it first",
        "Export what is on screen",
    ] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
}

#[test]
fn keys_that_come_at_once_lead_where_they_do_one_by_one() {
    let ways: [&[&str]; 9] = [
        &["left", "left", "right", "left"],
        &["2", "[", "[", "left", "b", "]"],
        &["5", "left", "down", "left", "down", "enter"],
        &["3", "left", "left", "enter"],
        &["left", "left", "c", "6", "left", "i"],
        // What is done to the page needs the page of the period.
        &["1", "left", "left", "s"],
        &["2", "left", "left", "y"],
        &["7", "left", "left", "o"],
        &["9", "left", "left", "down"],
    ];
    for way in ways {
        let (mut one_by_one, mut at_once) = (Dashboard::usual(), Dashboard::usual());
        let each = way.iter().flat_map(|name| one_by_one.press(name));
        let each: Vec<Effect> = each.collect();
        assert_eq!(at_once.press_at_once(way), each, "{way:?}");
        assert_eq!(at_once.lines(), one_by_one.lines(), "{way:?}");
    }
}
