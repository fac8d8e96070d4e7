//! What a terminal shows stands where the program thinks that it stands, and no text that was
//! cleaned has anything in it that a terminal would not show.

use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use crossterm::event::{KeyCode, KeyEvent};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::{Terminal, TerminalOptions, Viewport};
use trafficdash::clean;
use trafficdash::load::{self, FileSet};
use trafficdash::tui::app::App;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::terminal::sweep;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::VIEWS;
use trafficdash::tui::widgets::text;

use crate::hostile::{self, PIECES, is_seen};
use crate::repertoire::{Wire, strays};

/// The bytes that are on their way to a terminal.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no test failed").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal and what the program thinks of it.
struct Shown {
    terminal: Terminal<CrosstermBackend<Pipe>>,
    pipe: Pipe,
    screen: vt100::Parser,
}

impl Shown {
    fn new((columns, rows): (u16, u16)) -> Self {
        let positive = |cells| std::num::NonZeroU16::new(cells).expect("not empty");
        let pipe = Pipe::default();
        let area = Rect::new(0, 0, columns, rows);
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let backend = CrosstermBackend::new(pipe.clone());
        Self {
            terminal: Terminal::with_options(backend, options).expect("a terminal"),
            pipe,
            screen: vt100::Parser::new(positive(rows), positive(columns), 0),
        }
    }

    /// Draws a frame as the dashboard does, and compares each cell.
    fn draw(&mut self, app: &App, what: &str) -> String {
        let mut meant = Buffer::default();
        let draw = |frame: &mut ratatui::Frame<'_>| {
            app.render(frame.buffer_mut());
            sweep(frame.buffer_mut());
            meant = frame.buffer_mut().clone();
        };
        self.terminal.draw(draw).expect("drawn");
        let bytes = std::mem::take(&mut *self.pipe.0.lock().expect("no test failed"));
        assert_eq!(strays(&bytes, Wire::Screen), [""; 0], "{what}");
        self.screen.process(&bytes);
        for y in 0..meant.area.height {
            let mut covered = 0;
            for x in 0..meant.area.width {
                if covered > 0 {
                    covered -= 1;
                    continue;
                }
                let symbol = meant[(x, y)].symbol();
                covered = text::width(symbol).saturating_sub(1);
                // A flag is one sign to the program and two to the terminal, in the same cells.
                let cells = (x..=x + covered).map(|x| self.screen.screen().cell(y, x));
                let is = cells.map(|cell| cell.expect("a cell").contents());
                let is = match is.collect::<String>() {
                    empty if empty.is_empty() => " ".to_owned(),
                    contents => contents,
                };
                assert_eq!(is, symbol, "{what}: column {x} of row {y}");
            }
        }
        self.screen.screen().contents()
    }
}

fn hostile_app(folder: &Path) -> App {
    hostile::record(folder);
    let loaded = load::load(
        &FileSet::folder(folder),
        "2026-11-23".parse().expect("a day"),
    );
    assert_eq!(
        loaded.problems,
        [],
        "the texts are odd, and nothing is wrong"
    );
    let dataset = Arc::new(loaded.dataset.expect("a record"));
    App::new(
        Model::new(dataset, Theme::default(), Vec::new()),
        Keymap::default(),
    )
}

#[test]
fn every_cell_of_every_view_is_where_it_is_meant_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = hostile_app(folder.path());
    for cells in [(80, 24), (140, 40)] {
        app.update(Event::Resize(cells.0, cells.1));
        let mut shown = Shown::new(cells);
        for view in VIEWS {
            let mut seen = String::new();
            let mut press = |app: &mut App, code: KeyCode| {
                app.update(Event::Key(KeyEvent::from(code)));
                app.settle();
                seen.push_str(&shown.draw(app, &format!("{} after {code:?}", view.name)));
            };
            press(&mut app, KeyCode::Char(view.digit));
            for key in "ttbfn?".chars() {
                press(&mut app, KeyCode::Char(key));
            }
            for code in [
                KeyCode::Esc,
                KeyCode::Tab,
                KeyCode::Down,
                KeyCode::End,
                KeyCode::Char('s'),
            ] {
                press(&mut app, code);
            }
            for code in [
                KeyCode::Esc,
                KeyCode::Enter,
                KeyCode::PageDown,
                KeyCode::Esc,
            ] {
                press(&mut app, code);
            }
            assert!(is_seen(&seen), "{} is of this record", view.name);
        }
    }
}

#[test]
fn the_rule_beside_the_news_stands_in_one_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = hostile_app(folder.path());
    let cells = (140, 40);
    app.update(Event::Resize(cells.0, cells.1));
    let mut shown = Shown::new(cells);
    app.update(Event::Key(KeyEvent::from(KeyCode::Char('5'))));
    shown.draw(&app, "the news");
    let mut odd = 0;
    for _ in 0..60 {
        app.update(Event::Key(KeyEvent::from(KeyCode::Down)));
        shown.draw(&app, "the news");
        let screen = shown.screen.screen();
        let is_rule = |y: u16, x: u16| screen.cell(y, x).is_some_and(|cell| cell.contents() == "│");
        let column = (0..cells.0).find(|x| is_rule(3, *x)).expect("a rule");
        for y in 3..cells.1 - 1 {
            assert!(is_rule(y, column), "row {y}\n{}", screen.contents());
        }
        odd += usize::from(screen.contents().contains("人身"));
    }
    assert!(odd > 0, "wide letters were among them");
}

/// Letters that are odd by themselves or beside each other.
fn nasty() -> impl Strategy<Value = String> {
    let single = select(
        &[
            "a",
            " ",
            "é",
            "e\u{301}",
            "\u{301}",
            "\u{20dd}",
            "人",
            "한",
            "\u{1100}\u{1161}\u{11a8}",
            "👩",
            "👍\u{1f3fd}",
            "❤\u{fe0f}",
            "🇬",
            "🇧",
            "1\u{fe0f}\u{20e3}",
            "\u{200d}",
            "\u{644}",
            "\u{627}",
            "क\u{94d}ष",
            "\u{600}",
            "·",
            "│",
            "ﷺ",
            "\u{1b}[2J",
            "\u{9b}",
            "\n",
            "\t",
            "\r",
            "\u{7f}",
            "\u{85}",
            "\u{ad}",
            "\u{202e}",
            "\u{2028}",
            "\u{e0041}",
            "\u{ffff}",
            "\u{115f}",
            "\u{3164}",
            "\u{13430}",
            "\u{1d173}",
            "\u{2066}",
        ][..],
    );
    let any = prop_oneof![
        4 => single.prop_map(str::to_owned),
        2 => select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("neither a mark nor what vt100 passes over", |one| {
            unicode_width::UnicodeWidthChar::width(*one) != Some(0) && *one != '\u{fffd}'
        }).prop_map(String::from),
        1 => (1_usize..8).prop_map(|count| "\u{301}".repeat(count)),
    ];
    prop::collection::vec(any, 0..20).prop_map(|all| all.concat())
}

/// What is drawn of a text, and how many cells ratatui says that it takes.
fn drawn(text: &str) -> (Buffer, u16) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 400, 1));
    let (end, _) = buffer.set_stringn(0, 0, text, 400, Style::new());
    (buffer, end)
}

/// What is read in a buffer: each sign once, also if it takes several cells.
fn read(buffer: &Buffer) -> String {
    let mut covered = 0;
    let signs = buffer.content.iter().filter(|cell| {
        let is_free = covered == 0;
        covered = if is_free {
            text::width(cell.symbol()).saturating_sub(1)
        } else {
            covered - 1
        };
        is_free
    });
    signs.map(ratatui::buffer::Cell::symbol).collect()
}

/// How many cells a terminal gives a text.
fn shown(text: &str) -> u16 {
    let positive = |cells| std::num::NonZeroU16::new(cells).expect("not empty");
    let mut screen = vt100::Parser::new(positive(2), positive(500), 0);
    screen.process(text.as_bytes());
    screen.screen().cursor_position().1
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]
    #[test]
    fn text_that_was_cleaned_is_plain_stays_as_it_is_and_takes_the_cells_that_are_counted(
        text in nasty()
    ) {
        let cleaned = clean::line(&text);
        prop_assert_eq!(strays(cleaned.as_bytes(), Wire::Screen), [""; 0]);
        prop_assert_eq!(clean::line(&cleaned), &*cleaned);
        let (buffer, cells) = drawn(&cleaned);
        prop_assert_eq!(cells, text::width(&cleaned), "{:?}", cleaned);
        prop_assert_eq!(cells, shown(&cleaned), "{:?}", cleaned);
        let mut swept = buffer.clone();
        sweep(&mut swept);
        prop_assert_eq!(read(&swept), read(&buffer), "{:?}", cleaned);
    }

    #[test]
    fn the_last_sweep_lets_nothing_through(text in nasty()) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer.content[1].set_symbol(&text);
        sweep(&mut buffer);
        let symbol = buffer.content[1].symbol();
        prop_assert!(symbol.len() <= 64);
        prop_assert!(symbol.chars().all(clean::is_plain));
        let told = clean::escaped(&text);
        prop_assert_eq!(strays(told.as_bytes(), Wire::Coloured), [""; 0]);
    }
}
