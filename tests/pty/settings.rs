//! Each setting, written into the user's own file, changes what the real program does.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use tempfile::TempDir;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::VIEWS;

use crate::dashboard::{NEWEST, command, copy_record};
use crate::session::Session;

/// A dashboard with these settings in its home, started.
fn with(settings: &str) -> (Session, TempDir) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("XDG_CONFIG_HOME/trafficdash");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), settings).expect("written");
    let mut command = command(home.path());
    command.env("COLORTERM", "truecolor");
    (Session::start(command, (160, 50)), home)
}

/// Everything that a dashboard with these settings writes while its views are looked at.
fn written(settings: &str) -> String {
    let (mut dashboard, _home) = with(settings);
    dashboard.wait_for(NEWEST);
    // Lines are what Compare draws of it.
    dashboard.press("c");
    for view in VIEWS {
        dashboard.press(&view.digit.to_string());
        let marks = ["▸", ">"].map(|mark| format!("{mark}{} {}", view.digit, view.title));
        let is_open = |screen: &vt100::Screen| {
            let text = screen.contents();
            marks.iter().any(|mark| text.contains(mark))
        };
        dashboard.wait(view.title, is_open);
    }
    dashboard.press("\x03");
    assert_eq!(dashboard.end().exit_code(), 0, "{settings}");
    String::from_utf8(dashboard.bytes.clone()).expect("text")
}

#[test]
fn a_theme_of_the_settings_is_drawn() {
    let styles = |name: &str| {
        let drawn = written(&format!("theme = \"{name}\"\n"));
        crate::styles(drawn.as_bytes())
            .into_iter()
            .collect::<BTreeSet<_>>()
    };
    let mut different = Vec::new();
    for name in Theme::ALL {
        let drawn = styles(name);
        assert!(!different.contains(&drawn), "{name}");
        different.push(drawn);
    }
    assert_eq!(
        styles("auto"),
        styles("dark"),
        "as this terminal says nothing"
    );
}

#[test]
fn characters_of_the_settings_are_drawn_whatever_the_locale() {
    let has_octants = |text: &str| text.contains(|one| ('\u{1cd00}'..='\u{1cde5}').contains(&one));
    let has_braille = |text: &str| text.contains(|one| ('\u{2801}'..='\u{28ff}').contains(&one));
    let ascii = written("glyphs = \"ascii\"\n");
    assert!(ascii.is_ascii());
    let usual = written("");
    assert!(has_braille(&usual) && !has_octants(&usual));
    let octants = written("glyphs = \"octants\"\n");
    assert!(has_octants(&octants) && !has_braille(&octants));
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_the_settings_say_so() {
    const CAUGHT: &str = "\x1b[?1000h";
    assert!(written("mouse = true\n").contains(CAUGHT));
    assert!(!written("mouse = false\n").contains(CAUGHT));
}

#[test]
fn a_record_of_the_settings_is_read_from_beside_them() {
    let (mut dashboard, home) = with("data-dir = \"record\"\n");
    dashboard.wait_for("1 problem");
    dashboard.wait_for(NEWEST);
    dashboard.wait_for("files that are saved go unnoticed");
    dashboard.press("p");
    dashboard.wait_for("cannot be read");
    dashboard.press("p");
    dashboard.wait_without("cannot be read");
    dashboard.press("\x03");
    assert_eq!(dashboard.end().exit_code(), 0);
    let folder = home.path().join("XDG_CONFIG_HOME/trafficdash/record");
    fs::create_dir(&folder).expect("a folder");
    copy_record(&folder);
    let values = folder.join("indicators/nrm-referrals.csv");
    let text = fs::read_to_string(&values).expect("values");
    fs::write(&values, text.replace(",23411,", ",23412,")).expect("written");
    let mut dashboard = Session::start(command(home.path()), (120, 40));
    dashboard.wait_for("23,412");
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
}

#[test]
fn a_key_of_the_settings_does_what_its_action_says_and_stands_where_the_old_one_did() {
    let (mut dashboard, _home) = with(
        "theem = 1\n[keys]\nview-victims = [\"x\"]\nview-justice = []\nproblems = [\"f8\"]\n\
         quit = [\"f10\"]\n",
    );
    dashboard.wait_for(NEWEST);
    dashboard.wait_for("1 problem: f8");
    dashboard.press("3");
    dashboard.wait_for("x Victims ▸3 Groups  Justice  5 News");
    dashboard.press("24pq");
    dashboard.read_for(Duration::from_millis(300));
    assert!(dashboard.text().contains("▸3 Groups"));
    dashboard.press("x");
    dashboard.wait_for("▸x Victims");
    dashboard.press("?");
    dashboard.wait_for("Search:");
    dashboard.press("by period, age");
    dashboard.wait_for("x Victims: potential victims by period");
    dashboard.press("\x1b");
    dashboard.wait_without("Search:");
    dashboard.resize((40, 12));
    dashboard.wait_for(" 1▸x Victims  3 5 6 7 8 9");
    dashboard.resize((39, 11));
    dashboard.wait_for("f10 quits");
    dashboard.press("\x1b[21~");
    assert_eq!(dashboard.end().exit_code(), 0);
}
