//! The real binary in a pseudo-terminal: it starts, answers keys, signals and sizes, and gives
//! the terminal back as it was.
#![cfg(unix)]

#[path = "pty/dashboard.rs"]
mod dashboard;
#[path = "pty/session.rs"]
#[allow(dead_code)] // the benchmark of the start uses parts that no test does
mod session;
#[path = "pty/settings.rs"]
mod settings;

use std::fs;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use dashboard::{BINARY, NEWEST, assert_given_back, command, environment, record, send, shown};
use session::Session;
use trafficdash::tui::view_id::VIEWS;

#[test]
fn pixels_are_not_written_to_a_terminal() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = command(home.path());
    command.args(["show", "overview", "--format", "png"]);
    let mut session = Session::start(command, (100, 10));
    session.wait_for("png is no text for a terminal; name a file with -o FILE.png");
    assert_eq!(session.end().exit_code(), 2);
}

#[test]
fn a_terminal_that_shows_only_ascii_gets_no_other_letter_from_any_subcommand() {
    let home = tempfile::tempdir().expect("a folder");
    for arguments in [&["claims"][..], &["show", "news"], &["show", "--help"]] {
        let mut command = command(home.path());
        command.env("LC_ALL", "C");
        command.args(arguments);
        let mut session = Session::start(command, (100, 30));
        assert_eq!(session.end().exit_code(), 0);
        assert!(
            session.bytes.is_ascii(),
            "{arguments:?}: {}",
            session.text()
        );
        assert!(session.bytes.len() > 1000);
    }
}

#[test]
fn a_view_is_drawn_as_wide_as_the_terminal() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = command(home.path());
    command.args([
        "show",
        "groups",
        "--format",
        "ansi",
        "--as-of",
        "2012-10-18",
    ]);
    let mut session = Session::start(command, (77, 60));
    assert_eq!(session.end().exit_code(), 0);
    let rule = "─".repeat(77);
    assert!(session.text().contains(&rule), "{}", session.text());
    let coloured = |numbers: &Vec<u16>| numbers.contains(&38);
    assert!(styles(&session.bytes).iter().any(coloured));
}

#[test]
fn it_is_read_line_by_line_on_a_dumb_terminal() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = command(home.path());
    command.env("TERM", "dumb");
    command.arg("--plain");
    let mut session = Session::start(command, (100, 40));
    let asks = |screen: &vt100::Screen| screen.contents().trim_end().ends_with("Command:");
    session.wait("prompt", asks);
    assert!(session.text().contains("2025, as known today, Overview."));
    session.press("view victims\n");
    session.wait_for("2025, as known today, Victims.");
    session.wait("prompt", asks);
    assert!(session.text().contains("Command: view victims\n"));
    session.press("earlier\n");
    session.wait_for("as known on 31 Mar 2026");
    session.wait("prompt", asks);
    let steers = |byte: &u8| *byte < b' ' && !b"\r\n".contains(byte);
    assert!(!session.bytes.iter().any(steers), "{}", session.text());
    // The end of the input, as ctrl-d gives it.
    session.press("\x04");
    assert_eq!(session.end().exit_code(), 0);
}

#[test]
fn it_starts_on_the_overview_and_q_gives_the_terminal_back() {
    let (mut dashboard, _home) = shown((120, 40));
    assert!(dashboard.line(0).contains("▸1 Overview"));
    assert!(dashboard.screen().alternate_screen() && dashboard.screen().hide_cursor());
    assert!(!dashboard.has_modes_of_before(), "keys come one by one");
    dashboard.press("q");
    let status = dashboard.end();
    assert_eq!((status.exit_code(), status.signal()), (0, None));
    assert_given_back(&dashboard);
}

#[test]
fn ctrl_c_leaves_also_while_a_prompt_is_open() {
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.press(":the");
    dashboard.wait_for(":the");
    dashboard.press("\x03");
    assert_eq!(dashboard.end().exit_code(), 0);
    assert_given_back(&dashboard);
}

#[test]
fn every_view_opens_by_its_digit() {
    let (mut dashboard, _home) = shown((120, 40));
    for view in VIEWS.iter().rev() {
        dashboard.press(&view.digit.to_string());
        dashboard.wait_for(&format!("▸{} {}", view.digit, view.title));
        assert_eq!(dashboard.line(0).matches('▸').count(), 1);
    }
}

#[test]
fn keys_that_come_all_at_once_are_taken_to_the_last() {
    let (mut dashboard, _home) = shown((120, 40));
    let back_and_forth = "\x1b[D\x1b[C".repeat(300);
    dashboard.press(&(back_and_forth + "3"));
    dashboard.wait_for("▸3 Groups");
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
}

#[test]
fn the_cursors_move_by_keys() {
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.wait_for("‹ 2025 ›");
    dashboard.press("\x1b[D");
    dashboard.wait_for("‹ 2024 ›");
    dashboard.press("\x1b[D\x1b[D\x1b[C");
    dashboard.wait_for("‹ 2023 ›");
    dashboard.wait_for("‹ today, record of");
    dashboard.press("[");
    dashboard.wait_without("‹ today, record of");
    let earlier = dashboard.line(1);
    dashboard.press("[");
    dashboard.wait("another day", |screen| {
        !screen.contents().contains(&earlier)
    });
    dashboard.press("a");
    dashboard.wait_for("‹ today, record of");
}

#[test]
fn what_is_on_screen_is_exported_and_a_file_is_replaced_only_after_a_question() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = command(home.path());
    command.cwd(home.path());
    let mut dashboard = Session::start(command, (140, 40));
    dashboard.wait_for(NEWEST);
    dashboard.press("2");
    dashboard.wait_for("▸2 Victims");
    dashboard.press("e");
    let name = "trafficdash-victims-nrm-referrals-2025-as-known-2026-11-23";
    dashboard.wait_for(&format!("File: {name}.txt"));
    dashboard.press("\x1b[B\x1b[B");
    dashboard.wait_for(&format!("File: {name}.csv"));
    dashboard.press("\r");
    dashboard.wait_for("written to ");
    let path = home.path().join(format!("{name}.csv"));
    let written = fs::read(&path).expect("there");
    let shown = std::process::Command::new(BINARY)
        .args(["show", "victims", "--format", "csv"])
        .env("XDG_CONFIG_HOME", home.path())
        .output()
        .expect("it runs");
    assert_eq!(written, shown.stdout);

    fs::write(&path, "mine").expect("written");
    dashboard.press(":export csv\r");
    dashboard.wait_for("It is there already: Enter writes over it");
    assert_eq!(fs::read(&path).expect("there"), b"mine");
    dashboard.press("\r");
    dashboard.wait_for("written to ");
    assert_eq!(fs::read(&path).expect("there"), shown.stdout);

    // What was asked for is written even if the program is left at once.
    dashboard.press(":export png chart.png\r\x03");
    assert_eq!(dashboard.end().exit_code(), 0);
    let picture = fs::read(home.path().join("chart.png")).expect("there");
    assert!(picture.starts_with(b"\x89PNG"));
    assert_given_back(&dashboard);
}

#[test]
fn the_record_is_shown_as_it_was_known_on_a_day() {
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.press(":as-of 2012-10-18\r");
    dashboard.wait_for("‹ 18 Oct 2012 ›");
    dashboard.press(":period 2011\r");
    dashboard.wait_for("‹ 2011 ›");
    dashboard.wait_for("in 2011");
    assert!(dashboard.text().contains("946"), "{}", dashboard.text());
    assert!(!dashboard.text().contains(NEWEST));
}

#[test]
fn filter_help_and_provenance_open_and_close() {
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.press("s");
    dashboard.wait_for("Where 23,411 comes from");
    dashboard.press("\x1b");
    dashboard.wait_without("Where 23,411 comes from");
    dashboard.press("?");
    dashboard.wait_for("Search:");
    dashboard.press("\x1b");
    dashboard.wait_without("Search:");
    dashboard.press("9");
    dashboard.wait_for("DtN reports");
    dashboard.press("/referrals");
    dashboard.wait_without("DtN reports");
    dashboard.press("\r");
    dashboard.wait_for("filter: referrals");
    dashboard.press("\x1b");
    dashboard.wait_without("filter: referrals");
    // What was found stays under the cursor; the others are above it again.
    dashboard.press("g");
    dashboard.wait_for("CEOP children");
}

/// A screen that is made of nothing but what was written after `forget_screen`.
#[track_caller]
fn assert_repainted(dashboard: &mut Session, before: &str) {
    dashboard.wait("the same screen anew", |screen| screen.contents() == before);
}

#[test]
fn after_a_stop_without_notice_everything_is_painted_again() {
    let (mut dashboard, _home) = shown((120, 40));
    let before = dashboard.text();
    dashboard.forget_screen();
    send(dashboard.id(), Signal::STOP);
    send(dashboard.id(), Signal::CONT);
    assert_repainted(&mut dashboard, &before);
    assert!(dashboard.screen().alternate_screen());
    // It is the first program of its terminal: nobody could let it go on.
    send(dashboard.id(), Signal::TSTP);
    dashboard.wait_for("no shell to go back to");
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
}

#[test]
fn a_shell_gets_the_terminal_at_a_suspension_and_gives_it_back() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = CommandBuilder::new("/bin/sh");
    environment(&mut command, home.path());
    command.arg("-i");
    command.env("PS1", "ready> ");
    command.env("BINARY", BINARY);
    let mut shell = Session::start(command, (120, 40));
    shell.wait_for("ready>");
    for by_key in [true, false] {
        shell.press("\"$BINARY\"\n");
        shell.wait_for(NEWEST);
        let before = shell.text();
        shell.forget_screen();
        if by_key {
            shell.press("\x1a");
        } else {
            send(shell.foreground().expect("a job"), Signal::TSTP);
        }
        shell.wait_for("ready>");
        assert_given_back(&shell);
        shell.forget_screen();
        shell.press("fg\n");
        assert_repainted(&mut shell, &before);
        shell.forget_screen();
        shell.press("q");
        shell.wait_for("ready>");
    }
    shell.press("exit 7\n");
    assert_eq!(shell.end().exit_code(), 7);
}

#[test]
fn it_fits_every_size_and_says_which_it_needs() {
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.resize((40, 12));
    dashboard.wait("the small screen", |screen| {
        let text = screen.contents();
        text.contains("▸1 Overview") && text.contains("on ‹ today ›")
    });
    dashboard.resize((30, 8));
    dashboard.wait_for("needs 40 x 12");
    dashboard.resize((200, 60));
    dashboard.wait_for(NEWEST);
    assert!(!dashboard.text().contains("needs"));
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.press("2");
    dashboard.wait_for("▸2 Victims");
    dashboard.press("1");
    dashboard.wait_for("▸1 Overview");
    dashboard.wait_for(NEWEST);
    let written = dashboard.read_for(Duration::from_millis(300));
    assert!(written.is_empty(), "{}", String::from_utf8_lossy(&written));
}

#[test]
fn a_key_sends_what_it_changes_and_nothing_if_it_changes_nothing() {
    const DOWN: &str = "\x1b[B";
    const LONGEST: Duration = Duration::from_millis(500);
    let (mut dashboard, _home) = shown((120, 40));
    dashboard.read_for(LONGEST);
    dashboard.press(DOWN);
    let moved = dashboard.read_for(LONGEST).len();
    assert!((1..400).contains(&moved), "{moved} bytes");
    dashboard.press(&DOWN.repeat(20));
    dashboard.read_for(LONGEST);
    dashboard.press(DOWN);
    let nothing = dashboard.read_for(LONGEST);
    assert_eq!(nothing, b"", "there is nothing below the last one");
}

/// The numbers of every SGR sequence, those of a sequence together.
fn styles(bytes: &[u8]) -> Vec<Vec<u16>> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|char: char| char.is_ascii_alphabetic() || char == '?')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let numbers = |inner: String| {
        inner
            .split([';', ':'])
            .map(|one| one.parse().unwrap_or(0))
            .collect()
    };
    sequences.map(numbers).collect()
}

fn has_colour(styles: &[Vec<u16>]) -> bool {
    styles.iter().any(|numbers| {
        numbers
            .first()
            .is_some_and(|one| matches!(one, 30..=38 | 40..=48 | 58 | 90..=107))
    })
}

#[test]
fn no_color_leaves_weight_and_reverse() {
    let home = tempfile::tempdir().expect("a folder");
    let mut plain = command(home.path());
    plain.env("NO_COLOR", "1");
    let mut dashboard = Session::start(plain, (120, 40));
    dashboard.wait_for(NEWEST);
    for view in VIEWS {
        dashboard.press(&view.digit.to_string());
        dashboard.wait_for(&format!("▸{} {}", view.digit, view.title));
    }
    let plain = styles(&dashboard.bytes);
    assert!(!has_colour(&plain), "{plain:?}");
    assert!(
        plain.contains(&vec![1]) && plain.contains(&vec![7]),
        "{plain:?}"
    );

    let (coloured, _home) = shown((120, 40));
    assert!(has_colour(&styles(&coloured.bytes)));
}

#[test]
fn with_a_broken_settings_file_it_starts_and_says_so() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("XDG_CONFIG_HOME/trafficdash");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(
        folder.join("config.toml"),
        "mouse = true\ntheme = \"drak\"\n",
    )
    .expect("written");
    let mut dashboard = Session::start(command(home.path()), (120, 40));
    dashboard.wait_for(NEWEST);
    dashboard.wait_for("1 problem");
    dashboard.press("p");
    dashboard.wait_for("config.toml:2");
    dashboard.wait_for("dark");
}

#[test]
fn a_record_with_a_problem_is_not_used_until_it_is_mended() {
    let home = tempfile::tempdir().expect("a folder");
    let record = record();
    let values = record.path().join("indicators/nrm-referrals.csv");
    let right = fs::read_to_string(&values).expect("values");
    let changed = right.replace(",23411,", ",23412,");
    fs::write(
        &values,
        changed.replacen("eoy-2025-annex", "eoy-2025-anex", 1),
    )
    .expect("written");
    let mut command = command(home.path());
    command.arg("--data");
    command.arg(record.path());
    let mut dashboard = Session::start(command, (120, 40));
    dashboard.wait_for(NEWEST);
    dashboard.wait_for("1 problem");
    dashboard.press("p");
    dashboard.wait_for("did you mean \"eoy-2025-annex\"?");
    fs::write(&values, changed).expect("written");
    dashboard.press("p");
    dashboard.wait_for("23,412");
    dashboard.wait_without("1 problem");
}

#[test]
fn a_terminal_that_goes_away_ends_the_program() {
    for controlling in [true, false] {
        let home = tempfile::tempdir().expect("a folder");
        let mut command = command(home.path());
        // Without a controlling terminal no signal tells of its end.
        command.set_controlling_tty(controlling);
        let mut dashboard = Session::start(command, (120, 40));
        dashboard.wait_for(NEWEST);
        dashboard.close("9");
        let ended = dashboard.end();
        assert_eq!(ended.signal(), None, "controlling: {controlling}");
        assert_ne!(ended.exit_code(), 0, "controlling: {controlling}");
    }
}
