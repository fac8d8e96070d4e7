//! The parts of README.md that are made from the program: its picture, its views and keys, the
//! filters of the news.
//! `UPDATE=1 cargo test --test docs` writes them.

#[path = "support/screen.rs"]
mod screen;

use std::fs;
use std::sync::Arc;

use trafficdash::figures::AsOf;
use trafficdash::load;
use trafficdash::news::query::{FILTERS, WORDS};
use trafficdash::tui::action::Group;
use trafficdash::tui::app::App;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::VIEWS;

use screen::screen;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// The overview as known on the day of the article, at the year it is about.
fn picture() -> String {
    let day = "2026-11-23".parse().expect("a day");
    let dataset = load::embedded(day).dataset.expect("the record");
    let mut model = Model::new(Arc::new(dataset), Theme::default(), Vec::new());
    model.set_period("2011".parse().expect("a period"));
    model.scope.as_of = "2012-10-18".parse::<AsOf>().expect("a date");
    let mut app = App::new(model, Keymap::default());
    format!("```text\n{}\n```\n", screen(&mut app, (104, 36)))
}

fn views_and_keys() -> String {
    let mut text = String::from("| view | shows |\n|---|---|\n");
    for view in VIEWS {
        text.push_str(&format!(
            "| `{}` {} | {} |\n",
            view.digit, view.title, view.shows
        ));
    }
    text.push_str("\n| for | keys |\n|---|---|\n");
    let keymap = Keymap::default();
    for group in Group::ALL {
        let rows = group.rows().filter(|row| !row.name.starts_with("view-"));
        let told: Vec<String> = rows
            .map(|row| {
                let keys = keymap.keys_of(row.action).into_iter();
                let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
                let (first, rest) = row.help.split_at(1);
                format!("{} {}{rest}", keys.join(" "), first.to_lowercase())
            })
            .collect();
        if !told.is_empty() {
            text.push_str(&format!("| {} | {} |\n", group.title(), told.join("; ")));
        }
    }
    text
}

/// What can be looked for among the news.
fn filters() -> String {
    let mut text = String::from("| write | to find |\n|---|---|\n");
    let filters = FILTERS.iter().map(|one| (one.written, one.help));
    for (written, help) in filters.chain([WORDS]) {
        text.push_str(&format!("| `{written}` | {help} |\n"));
    }
    text
}

/// Puts `made` between the two marks of a part.
fn replaced(text: &str, begin: &str, end: &str, made: &str) -> String {
    let from = text.find(begin).expect("the part begins");
    let from = from + text[from..].find('\n').expect("a line") + 1;
    let to = from + text[from..].find(end).expect("the part ends");
    format!("{}{made}{}", &text[..from], &text[to..])
}

#[test]
fn the_picture_views_keys_and_filters_of_the_readme_are_those_of_the_program() {
    let text = fs::read_to_string(README).expect("README.md");
    let made = replaced(&text, "<!-- picture", "<!-- end of picture", &picture());
    let made = replaced(
        &made,
        "<!-- views and keys:",
        "<!-- end of views",
        &views_and_keys(),
    );
    let made = replaced(&made, "<!-- filters:", "<!-- end of filters", &filters());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(README, &made).expect("written");
    } else {
        assert!(text == made, "run `UPDATE=1 cargo test --test docs`");
    }
}

#[test]
fn the_numbers_of_the_readme_are_those_of_the_record() {
    let text = fs::read_to_string(README).expect("README.md");
    let dataset = load::embedded("2026-11-23".parse().expect("a day"))
        .dataset
        .expect("the record");
    let count = trafficdash::present::number::count;
    let suggested = dataset.feeds.iter().filter(|one| one.is_default);
    for (number, noun) in [
        (dataset.observation_count(), "published values"),
        (dataset.sources.len(), "publications"),
        (dataset.feeds.len(), "feeds"),
        (suggested.count(), "of them suggested"),
    ] {
        let words = format!("{} {noun}", count(number));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&words), "README.md does not say {words}");
    }
}

#[test]
fn every_file_that_the_readme_names_is_there() {
    let text = fs::read_to_string(README).expect("README.md");
    let named = text.split('`').skip(1).step_by(2);
    let paths = named.filter(|name| {
        name.starts_with("src/") || name.starts_with("tests/") || name.starts_with("data/")
    });
    for path in paths.filter(|path| !path.contains("ID") && !path.contains("NAME")) {
        let full = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        assert!(fs::exists(full).expect("looked for"), "{path}");
    }
}
