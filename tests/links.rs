//! From a claim to its figure and back, through the whole dashboard without a terminal.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use trafficdash::figures::{AsOf, Dataset, Period};
use trafficdash::load;
use trafficdash::present::pages::news::Desk;
use trafficdash::tui::app::App;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::ViewId;

static RECORD: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Arc::new(load::embedded(today).dataset.expect("the record"))
});

fn dashboard() -> App {
    let model = Model::new(Arc::clone(&RECORD), Theme::default(), Vec::new());
    let mut app = App::new(model, Keymap::default());
    app.update(Event::Resize(120, 40));
    app
}

fn press(app: &mut App, keys: &[KeyCode]) {
    for key in keys {
        app.update(Event::Key(KeyEvent::from(*key)));
    }
    app.settle();
}

fn write(app: &mut App, line: &str) {
    press(app, &[KeyCode::Char(':')]);
    let letters: Vec<KeyCode> = line.chars().map(KeyCode::Char).collect();
    press(app, &letters);
    press(app, &[KeyCode::Enter]);
}

fn screen(app: &App) -> String {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal");
    terminal
        .draw(|frame| _ = app.render(frame.buffer_mut()))
        .expect("drawn");
    let buffer = terminal.backend().buffer();
    let lines = (0..40).map(|y| {
        let cells = (0..120).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Opens the news at an item and gives the keyboard to its reading pane.
fn read(app: &mut App, title: &str) {
    press(app, &[KeyCode::Char('5'), KeyCode::Home]);
    let scope = app.model().scope.clone();
    let desk = Desk::of_record(&RECORD, &scope);
    let items = desk.items();
    let at = items
        .iter()
        .position(|one| one.noted(&desk).title.contains(title));
    press(app, &vec![KeyCode::Down; at.expect(title)]);
    press(app, &[KeyCode::Enter]);
}

fn period(text: &str) -> Period {
    text.parse().expect(text)
}

const ARTICLE: &str = "More children trafficked";

/// Opens the first figure of the article, from its top down, that is shown in a view with a text.
fn opened(view: ViewId, text: &str) -> App {
    let article = |downs| {
        let mut app = dashboard();
        read(&mut app, ARTICLE);
        press(&mut app, &[KeyCode::Home]);
        press(&mut app, &vec![KeyCode::Down; downs]);
        app
    };
    let mut app = article(0);
    for downs in 1..40 {
        press(&mut app, &[KeyCode::Enter]);
        if app.current() == view && screen(&app).contains(text) {
            return app;
        }
        if app.current() == ViewId::News {
            press(&mut app, &[KeyCode::Down]);
        } else {
            app = article(downs);
        }
    }
    panic!("nothing in the article leads to {text:?} in {view:?}");
}

#[test]
fn enter_on_a_claim_shows_its_figure_as_known_on_the_day_of_the_item() {
    let app = opened(ViewId::Victims, "rose to 946 in 2011");
    let scope = &app.model().scope;
    let day = "2012-10-18".parse().expect("day");
    assert_eq!((scope.period, scope.as_of), (period("2011"), AsOf::On(day)));
}

#[test]
fn a_part_is_selected_in_the_break_down_that_holds_it() {
    let app = opened(ViewId::Victims, "▸ Children");
    let screen = screen(&app);
    assert!(screen.contains("234"), "{screen}");
}

#[test]
fn groups_and_defendants_open_in_their_own_views() {
    opened(ViewId::Groups, "92");
    opened(ViewId::Justice, "142");
}

#[test]
fn the_items_that_mention_a_figure_are_one_key_away() {
    let mut app = dashboard();
    write(&mut app, "period 2011");
    press(&mut app, &[KeyCode::Char('2')]);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..20 {
        press(&mut app, &[KeyCode::Char('n')]);
        assert_eq!(app.current(), ViewId::News);
        let screen = screen(&app);
        if seen.contains(&screen) {
            break;
        }
        seen.push(screen);
    }
    assert!(seen.len() > 1, "{}", seen.len());
    assert!(seen.iter().any(|one| one.contains("Posted 18 Oct 2012")));
    let say = |one: &String| one.contains("that mention it");
    assert!(seen.iter().all(say), "{}", seen[0]);
}

#[test]
fn a_figure_that_nobody_mentions_says_so() {
    let mut app = dashboard();
    press(&mut app, &[KeyCode::Char('9'), KeyCode::End]);
    // The last row may be mentioned; one of those before it is not.
    for _ in 0..200 {
        press(&mut app, &[KeyCode::Char('n')]);
        if app.current() == ViewId::Data {
            let screen = screen(&app);
            assert!(screen.contains("no item of the archive mentions this figure"));
            return;
        }
        press(&mut app, &[KeyCode::Char('9'), KeyCode::Up]);
    }
    panic!("every figure is mentioned");
}

#[test]
fn charts_mark_the_item_that_was_read_until_esc() {
    let mut app = dashboard();
    read(&mut app, ARTICLE);
    press(&mut app, &[KeyCode::Char('2')]);
    let item = app.model().item.as_ref().expect("an item");
    assert!(item.title.contains(ARTICLE));
    assert!(item.about.contains(&period("2011")));
    // In the table form the words stand beside their period.
    write(&mut app, "period 2011");
    press(&mut app, &[KeyCode::Char('t')]);
    let marked = screen(&app);
    assert!(marked.contains("18 Oct 2012: More"), "{marked}");
    press(&mut app, &[KeyCode::Esc]);
    assert!(app.model().item.is_none());
    assert!(!screen(&app).contains("18 Oct 2012: More"));
}

#[test]
fn enter_on_an_item_of_the_overview_opens_that_item() {
    let mut app = dashboard();
    write(&mut app, "period 2011");
    let mut opened = false;
    for _ in 0..6 {
        press(&mut app, &[KeyCode::Tab]);
        if screen(&app).contains("▸ News about 2011") {
            opened = true;
            break;
        }
    }
    assert!(opened);
    let titles = |app: &App| {
        let scope = &app.model().scope;
        let desk = Desk::of_record(&RECORD, scope);
        let about = desk.about();
        let items = desk.items();
        about
            .iter()
            .filter_map(|at| items.get(*at))
            .map(|item| item.noted(&desk).title)
            .collect::<Vec<_>>()
    };
    let second = titles(&app)[1].clone();
    press(&mut app, &[KeyCode::Down, KeyCode::Enter]);
    assert_eq!(app.current(), ViewId::News);
    press(&mut app, &[KeyCode::Char('1')]);
    let item = app.model().item.as_ref().expect("an item");
    assert_eq!(item.title, second);
}
