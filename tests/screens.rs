//! Every view at four sizes, as known on 18 October 2012 and today, as pictures of text that
//! were read by eye; and the overlays, the themes and the table form.

#[path = "support/screen.rs"]
mod screen;

use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};
use trafficdash::delivery::NotWritten;
use trafficdash::export::Shown;
use trafficdash::export::format::Format;
use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load;

use trafficdash::present::{Body, Page, Scope, pages};
use trafficdash::tui::app::App;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::{KeyChord, Keymap};
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::still::{self, Look};
use trafficdash::tui::theme::colour::Colours;
use trafficdash::tui::theme::{Glyphs, Theme};
use trafficdash::tui::view_id::VIEWS;
use trafficdash::tui::writing::Written;

use screen::screen;

/// The sizes that the layouts are made for.
const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The dashboard on the shipped record, with a cursor and a date.
fn app(theme: Theme, period: &str, as_of: &str) -> App {
    let loaded = load::embedded(day("2026-11-23"));
    let dataset = Arc::new(loaded.dataset.expect("the shipped record"));
    let mut model = Model::new(dataset, theme, Vec::new());
    model.set_period(period.parse().expect("a period"));
    model.scope.as_of = as_of.parse::<AsOf>().expect("a date");
    App::new(model, Keymap::default())
}

fn press(app: &mut App, keys: &[&str]) {
    for key in keys {
        let event = match *key {
            "enter" => KeyEvent::from(KeyCode::Enter),
            "tab" => KeyEvent::from(KeyCode::Tab),
            "down" => KeyEvent::from(KeyCode::Down),
            "left" => KeyEvent::from(KeyCode::Left),
            letter => {
                assert!(KeyChord::parse(letter).is_ok(), "{letter}");
                let letter = letter.chars().next().expect("a letter");
                KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE)
            }
        };
        app.update(Event::Key(event));
    }
}

/// Compares with the picture kept under `tests/snapshots`.
fn assert_picture(name: &str, picture: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, picture);
    });
}

fn every_view(period: &str, as_of: &str, label: &str) {
    for view in VIEWS {
        for size in SIZES {
            let mut app = app(Theme::default(), period, as_of);
            app.update(Event::Resize(size.0, size.1));
            app.show(view.id);
            let picture = screen(&mut app, size);
            assert_picture(
                &format!("{}-{label}-{}x{}", view.name, size.0, size.1),
                &picture,
            );
        }
    }
}

#[test]
fn every_view_at_every_size_as_known_on_18_october_2012() {
    every_view("2011", "2012-10-18", "2012");
}

#[test]
fn every_view_at_every_size_as_known_today() {
    every_view("2025", "today", "today");
}

#[test]
fn the_overlays_at_two_sizes() {
    let keys: [(&str, &[&str]); 5] = [
        ("source", &["s"]),
        ("help", &["?"]),
        ("command", &[":", "a", "s"]),
        ("filter", &["8", "/", "n", "c", "a"]),
        ("problems", &["p"]),
    ];
    for (name, keys) in keys {
        for size in [(40, 12), (100, 30)] {
            let mut app = app(Theme::default(), "2011", "today");
            app.update(Event::Resize(size.0, size.1));
            press(&mut app, keys);
            let picture = screen(&mut app, size);
            assert_picture(&format!("overlay-{name}-{}x{}", size.0, size.1), &picture);
        }
    }
}

#[test]
fn a_page_is_exported_at_two_sizes() {
    for size in [(40, 12), (80, 24)] {
        let mut app = app(Theme::default(), "2011", "today");
        app.update(Event::Resize(size.0, size.1));
        press(&mut app, &["8", "e", "down", "down"]);
        let name = format!("overlay-export-{}x{}", size.0, size.1);
        assert_picture(&name, &screen(&mut app, size));
        press(&mut app, &["enter"]);
        let path = PathBuf::from("trafficdash-sources-2011-as-known-2026-11-23.csv");
        let outcome = Err(NotWritten::InTheWay(path.clone()).into());
        app.update(Event::Written(Box::new(Written { path, outcome })));
        assert_picture(&format!("{name}-again"), &screen(&mut app, size));
    }
}

#[test]
fn quarters_and_tables_are_shown_on_request() {
    let mut app = app(Theme::default(), "2023", "today");
    app.update(Event::Resize(120, 40));
    press(&mut app, &["2", "f", "f"]);
    assert_picture("victims-quarters-120x40", &screen(&mut app, (120, 40)));
    press(&mut app, &["t"]);
    assert_picture("victims-table-120x40", &screen(&mut app, (120, 40)));
}

#[test]
fn revisions_follow_the_kind_of_period_the_series_and_the_indicator() {
    let mut app = app(Theme::default(), "2023", "today");
    app.update(Event::Resize(120, 40));
    press(&mut app, &["7", "f", "f"]);
    let quarters = screen(&mut app, (120, 40));
    assert!(quarters.contains("UK, quarter, people"), "{quarters}");
    press(&mut app, &["b"]);
    let second = screen(&mut app, (120, 40));
    assert!(second.contains("(series 2 of"), "{second}");
    press(&mut app, &["tab", "down", "down"]);
    let decisions = screen(&mut app, (120, 40));
    assert!(decisions.contains("▸ CG decisions"), "{decisions}");
    assert!(decisions.contains("UK, quarter, decisions"), "{decisions}");
    press(&mut app, &["tab", "tab"]);
    assert_picture("revisions-findings-120x40", &screen(&mut app, (120, 40)));
    press(&mut app, &["enter"]);
    assert!(screen(&mut app, (120, 40)).contains("Where "));
}

#[test]
fn plain_characters_are_enough_for_every_view() {
    for view in VIEWS {
        let theme = Theme::default().with_glyphs(Glyphs::Ascii);
        let mut app = app(theme, "2016", "today");
        app.update(Event::Resize(100, 30));
        app.show(view.id);
        let picture = screen(&mut app, (100, 30));
        assert_picture(&format!("ascii-{}-100x30", view.name), &picture);
    }
}

#[test]
fn under_ascii_no_view_or_overlay_at_any_size_has_another_character() {
    let overlays: [&[&str]; 9] = [
        &[],
        &["s"],
        &["?"],
        &[":"],
        &["/", "é"],
        &["p"],
        &["e"],
        &["t"],
        &["tab", "enter"],
    ];
    let mut ascii = app(Theme::default().with_glyphs(Glyphs::Ascii), "2016", "today");
    for size in SIZES {
        ascii.update(Event::Resize(size.0, size.1));
        for view in VIEWS {
            for keys in overlays {
                ascii.show(view.id);
                press(&mut ascii, keys);
                let picture = screen(&mut ascii, size);
                assert!(picture.is_ascii(), "{} {keys:?}:\n{picture}", view.name);
                ascii.update(Event::Key(KeyEvent::from(KeyCode::Esc)));
            }
        }
    }
}

#[test]
fn under_ascii_a_page_without_a_window_has_no_other_character() {
    let record = load::embedded(day("2026-11-23")).dataset;
    let dataset = &record.expect("the record");
    for (page, scope) in &pages(dataset) {
        let look = Look {
            theme: Theme::default().with_glyphs(Glyphs::Ascii),
            width: 100,
        };
        let shown = Shown {
            page,
            scope,
            dataset,
        };
        assert!(still::ansi(&still::strips(&shown, &look)).is_ascii());
    }
}

/// Every view as known today and then, drawn without a window.
fn pages(dataset: &Dataset) -> Vec<(Page, Scope)> {
    let mut pages_of = Vec::new();
    for (period, as_of) in [("2011", "2012-10-18"), ("2025Q3", "today")] {
        let scope = Scope {
            period: period.parse().expect("a period"),
            as_of: as_of.parse().expect("a date"),
            filter: String::new(),
        };
        let mut all = vec![
            pages::overview::page(&pages::news::Desk::of_record(dataset, &scope)),
            pages::news::page(&pages::news::Desk::of_record(dataset, &scope), 0),
            pages::sources::page(dataset, 0, &scope),
            pages::data::page(dataset, 0, pages::data::Sort::Figure, &scope),
            pages::revisions::page(dataset, &pages::revisions::Choice::default(), &scope),
            pages::compare::page(dataset, &pages::compare::Choice::opening(dataset), &scope),
        ];
        for (_, one) in Topic::ALL {
            let choice = pages::topic::Choice::default();
            all.push(pages::topic::page(dataset, one, choice, &scope));
        }
        pages_of.extend(all.into_iter().map(|page| (page, scope.clone())));
    }
    pages_of
}

/// Compares what a terminal shows with what was drawn.
fn assert_read_back(strips: &[Buffer], width: u16) {
    let rows: u16 = strips.iter().map(|strip| strip.area.height).sum();
    let positive = |cells| std::num::NonZeroU16::new(cells).expect("not empty");
    let mut parser = vt100::Parser::new(positive(rows), positive(width), 0);
    let text = still::ansi(strips);
    assert_eq!(text.lines().count(), usize::from(rows));
    let text = text.trim_end_matches('\n').replace('\n', "\r\n");
    parser.process(text.as_bytes());
    let drawn = strips
        .iter()
        .flat_map(|one| one.content.chunks(width.into()));
    for (y, row) in (0..).zip(drawn) {
        for (x, cell) in (0..).zip(row) {
            let read = parser.screen().cell(y, x).expect("a cell");
            let blank = cell.symbol() == " ";
            let same = read.contents() == cell.symbol() || blank && read.contents().is_empty();
            assert!(same, "{x}, {y}: {:?} for {cell:?}", read.contents());
            let colour = |colour| match colour {
                vt100::Color::Default => Color::Reset,
                vt100::Color::Idx(index) => Color::Indexed(index),
                vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
            };
            assert_eq!(colour(read.bgcolor()), cell.bg, "{x}, {y}");
            if !blank {
                assert_eq!(colour(read.fgcolor()), cell.fg, "{x}, {y}");
                assert_eq!(read.bold(), cell.modifier.contains(Modifier::BOLD));
            }
        }
    }
}

#[test]
fn a_page_without_a_window_is_read_back_as_it_was_drawn() {
    let dataset = load::embedded(day("2026-11-23"))
        .dataset
        .expect("the record");
    let all = pages(&dataset);
    for name in Theme::ALL {
        for colours in [Colours::Xterm256, Colours::TrueColour] {
            for width in [40, 100, 160] {
                let theme = Theme::named(name).expect("a theme").with_colours(colours);
                let look = Look { theme, width };
                for (page, scope) in all.iter().filter(|(page, _)| page.title != "Data") {
                    let dataset = &dataset;
                    let shown = Shown {
                        page,
                        scope,
                        dataset,
                    };
                    assert_read_back(&still::strips(&shown, &look), width);
                }
            }
        }
    }
}

#[test]
fn a_page_without_a_window_has_every_row_of_every_table() {
    let dataset = load::embedded(day("2026-11-23"))
        .dataset
        .expect("the record");
    for (page, scope) in &pages(&dataset) {
        let look = Look {
            theme: Theme::default(),
            width: 100,
        };
        let dataset = &dataset;
        let shown = Shown {
            page,
            scope,
            dataset,
        };
        let lines: usize = still::strips(&shown, &look)
            .iter()
            .map(|strip| usize::from(strip.area.height))
            .sum();
        let rows = page.panels.iter().map(|panel| match &panel.body {
            Body::Table(table) => table.rows.len(),
            _ => 0,
        });
        assert!(lines > rows.sum(), "{}", page.title);
        let text = String::from_utf8(still::write(&shown, Format::Ansi, &look).expect("drawn"));
        let text = text.expect("text");
        for cut in ["more", "\u{2191}", "\u{2193}"] {
            let sign = format!("{cut} ");
            assert!(
                !text
                    .lines()
                    .any(|line| line.trim_start().starts_with(&sign)),
                "{text}"
            );
        }
    }
}

#[test]
fn views_without_a_window_read_well() {
    let dataset = load::embedded(day("2026-11-23"))
        .dataset
        .expect("the record");
    let sizes = [("Overview", 60), ("Victims", 120)];
    for (page, scope) in &pages(&dataset) {
        let Some((_, width)) = sizes.iter().find(|(title, _)| *title == page.title) else {
            continue;
        };
        let look = Look {
            theme: Theme::default(),
            width: *width,
        };
        let dataset = &dataset;
        let shown = Shown {
            page,
            scope,
            dataset,
        };
        let text = still::ansi(&still::strips(&shown, &look));
        let parts = text.split("\u{1b}[").enumerate();
        let plain = parts.map(|(at, part)| match part.split_once('m') {
            Some((_, rest)) if at > 0 => rest,
            _ => part,
        });
        let period = scope.period.code().to_lowercase();
        let name = format!("still-{}-{period}-{width}", page.title.to_lowercase());
        assert_picture(&name, &plain.collect::<String>());
    }
}

#[test]
fn below_the_smallest_size_it_says_what_it_needs() {
    let mut app = app(Theme::default(), "2011", "today");
    for size in [(39, 12), (40, 11), (1, 1), (12, 1)] {
        let picture = screen(&mut app, size);
        let needs = "needs 40 x 12";
        let whole = size.0 >= 13;
        assert!(!whole || picture.contains(needs), "{size:?}: {picture}");
        assert!(!picture.contains("1 Overview"), "{picture}");
    }
    assert!(screen(&mut app, (40, 12)).contains("1 Overview"));
}
