//! The real binary with news: feeds of a server on this computer are followed, fetched, read and
//! starred, what was starred outlives every end of the program, and nothing is fetched unasked.
#![cfg(unix)]

#[path = "fetch/server.rs"]
#[allow(dead_code)] // names and TLS, which feeds on loopback do without
mod server;
#[path = "pty/session.rs"]
#[allow(dead_code)] // written for other tests too
mod session;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use server::{Server, say, wait_for_the_end};
use session::Session;
use trafficdash::tui::view_id::VIEWS;

const BINARY: &str = env!("CARGO_BIN_EXE_trafficdash");

/// The newest year of referrals, which the overview shows large.
const NEWEST: &str = "23,411";

/// Where the archive lies.
const DATA: &str = "data";

fn command(home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(BINARY);
    command.env_clear();
    for (name, value) in environment(home) {
        command.env(name, value);
    }
    command
}

/// Only what a test needs, so that the user's own settings and news never matter.
fn environment(home: &Path) -> Vec<(&'static str, String)> {
    let folder = |name: &str| home.join(name).display().to_string();
    vec![
        ("PATH", "/nowhere".to_owned()),
        ("TERM", "xterm-256color".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("HOME", folder("home")),
        ("XDG_CONFIG_HOME", folder("config")),
        ("XDG_DATA_HOME", folder(DATA)),
    ]
}

fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("home")).expect("a folder");
    home
}

/// A dashboard on its first screen.
fn start(home: &Path) -> Session {
    let mut dashboard = Session::start(command(home), (140, 40));
    dashboard.wait_for(NEWEST);
    dashboard
}

fn leave(mut dashboard: Session) {
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
}

fn kill(mut dashboard: Session) {
    let id = i32::try_from(dashboard.id()).ok().and_then(Pid::from_raw);
    kill_process(id.expect("a process"), Signal::KILL).expect("killed");
    dashboard.end();
}

/// An answer with items of these names, the first one the newest.
fn feed(names: &[String]) -> String {
    let entries = names.iter().enumerate().map(|(at, name)| {
        format!(
            "<entry><id>urn:{name}</id><title>Story {name}</title>\
             <link href=\"https://news.example/{name}\"/><updated>2026-11-20T10:{:02}:00Z</updated>\
             <content>Text of {name}.</content></entry>",
            59 - at % 60
        )
    });
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Own feed</title>{}</feed>",
        entries.collect::<String>()
    )
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

const ATOM: &str = "Content-Type: application/atom+xml\r\n";

/// A server with one feed of two items.
fn two_items() -> Server {
    let body = feed(&names(&["alpha", "beta"]));
    Server::start(move |_, wire| say(wire, "200 OK", ATOM, body.as_bytes()))
}

fn follow(dashboard: &mut Session, address: &str) {
    dashboard.press(&format!(":follow {address}\r"));
    dashboard.wait_for(&format!("following {address}"));
}

/// The row under the cursor, on one of the feeds' items: all are of this day.
const HERE: &str = "▸ 20 Nov 2026";

/// Waits for a row of the list with these marks.
fn wait_for_row(dashboard: &mut Session, row: &str, marks: &str) {
    dashboard.wait(&format!("{row} with {marks:?}"), |screen| {
        let text = screen.contents();
        let lists = text.lines().filter_map(|line| line.split('│').next());
        let mut rows = lists.filter(|line| line.contains(row) && !line.contains(" starred"));
        rows.any(|line| line.contains(marks))
    });
}

/// Waits for the items and goes to the newest of them.
fn to_newest(dashboard: &mut Session) {
    dashboard.press("5");
    wait_for_row(dashboard, "Story", "20 Nov");
    dashboard.press("g");
    wait_for_row(dashboard, HERE, "Story");
}

#[test]
fn a_feed_is_followed_fetched_read_and_starred_and_all_of_it_stays() {
    let (home, server) = (home(), two_items());
    let mut dashboard = start(home.path());
    follow(&mut dashboard, &server.address("/feed"));
    assert!(server.asked().is_empty(), "to follow is not to fetch");
    dashboard.press("F");
    dashboard.wait_for("1 feed answered: 2 new items");
    to_newest(&mut dashboard);
    wait_for_row(&mut dashboard, HERE, " N ");
    dashboard.press("\r");
    dashboard.wait_for("esc list");
    dashboard.wait_for("Text of alpha.");
    dashboard.press("\x1b");
    dashboard.wait_without("esc list");
    // What is said last is kept, too.
    dashboard.press("*q");
    assert_eq!(dashboard.end().exit_code(), 0);

    let mut again = start(home.path());
    to_newest(&mut again);
    wait_for_row(&mut again, "Story alpha", " * ");
    wait_for_row(&mut again, "Story beta", " N ");
    again.press("/starred\r");
    again.wait_without("Story beta");
    again.press("\x06");
    again.wait_for("Feeds to follow");
    again.press("G");
    again.wait_for("[x] Own feed");
    assert_eq!(server.asked().len(), 1, "a start is no fetch");
}

#[test]
fn two_dashboards_share_one_archive() {
    let (home, server) = (home(), two_items());
    let mut one = start(home.path());
    follow(&mut one, &server.address("/feed"));
    let mut other = start(home.path());
    one.press("F");
    one.wait_for("2 new items");
    to_newest(&mut one);
    wait_for_row(&mut one, HERE, " N ");
    // What the other did is seen by itself.
    to_newest(&mut other);
    wait_for_row(&mut other, HERE, " N ");
    other.press("*");
    wait_for_row(&mut other, HERE, "N*");
    wait_for_row(&mut one, "Story alpha", "N*");
    leave(other);
    leave(one);
}

#[test]
fn a_program_killed_while_it_fetches_loses_no_star() {
    let home = home();
    let server = Server::start(|asked, wire| {
        if asked.path() == "/slow" {
            wire.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<feed")?;
            wire.flush()?;
            return wait_for_the_end(wire);
        }
        let new = (0..200).map(|at| format!("{}-{at}", asked.before));
        let body = feed(&new.collect::<Vec<_>>());
        say(wire, "200 OK", ATOM, body.as_bytes())
    });
    let mut dashboard = start(home.path());
    follow(&mut dashboard, &server.address("/feed"));
    follow(&mut dashboard, &server.address("/slow"));
    leave(dashboard);
    for round in 0..5_u32 {
        let before = server.asked().len();
        let mut dashboard = start(home.path());
        dashboard.press("F");
        dashboard.wait_for("1 of 2 feeds done");
        dashboard.press("5:filter unread\r");
        wait_for_row(&mut dashboard, HERE, " N ");
        dashboard.press("*");
        wait_for_row(&mut dashboard, HERE, "N*");
        dashboard.press("u");
        wait_for_row(&mut dashboard, HERE, " * ");
        assert!(server.asked().len() > before);
        kill(dashboard);

        // Killed while an answer is being kept, sooner and later.
        let mut dashboard = start(home.path());
        dashboard.press("F");
        dashboard.read_for(Duration::from_millis(u64::from(round) * 7));
        kill(dashboard);
    }
    let mut dashboard = start(home.path());
    dashboard.press("5:filter starred\r");
    dashboard.wait_for("5 items; ●");
    leave(dashboard);
}

/// Keys that do something somewhere, apart from those that fetch, leave or start a browser; after
/// each line comes an escape, alone, so that it is no part of another key.
const KEYS: [&str; 8] = [
    "\x1b[A\x1b[B\x1b[C\x1b[D\tgGjkhl[]abtzSci-fyn*u.uvYTr\r",
    "s",
    "+",
    "/nca",
    "\x06\x1b[B",
    "?",
    "p",
    "",
];

#[test]
fn nothing_is_fetched_unless_it_is_asked_for() {
    let home = home();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.set_nonblocking(true).expect("asked at the end");
    let port = listener.local_addr().expect("bound").port();
    let mut dashboard = start(home.path());
    follow(&mut dashboard, &format!("http://127.0.0.1:{port}/feed"));
    leave(dashboard);
    let untouched = || {
        let came = listener.accept().expect_err("somebody came");
        assert_eq!(came.kind(), ErrorKind::WouldBlock);
    };

    let mut dashboard = start(home.path());
    dashboard.press("\x06");
    dashboard.wait_for("1 of 29 followed");
    dashboard.press("\x1b");
    dashboard.wait_without("1 of 29 followed");
    for view in VIEWS {
        dashboard.press(&view.digit.to_string());
        dashboard.wait_for(&format!("▸{} {}", view.digit, view.title));
        for keys in KEYS {
            dashboard.press(keys);
            dashboard.read_for(Duration::from_millis(20));
            dashboard.press("\x1b");
            dashboard.read_for(Duration::from_millis(20));
        }
        untouched();
    }
    leave(dashboard);
    untouched();

    let views = VIEWS.iter().map(|view| format!("view {}\n", view.name));
    let script = views.collect::<String>() + "help\nnext\nlater\nread\nquit\n";
    let runs: [&[&str]; 6] = [
        &["--plain"],
        &["show", "news"],
        &["show", "overview", "--format", "json"],
        &["report"],
        &["claims"],
        &["check"],
    ];
    for arguments in runs {
        let mut command = Command::new(BINARY);
        command
            .args(arguments)
            .env_clear()
            .envs(environment(home.path()));
        let streams = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = streams.spawn().expect("it runs");
        let mut input = child.stdin.take().expect("its input");
        // Whoever reads no input may be gone already.
        let _ = input.write_all(script.as_bytes());
        drop(input);
        let status = child.wait().expect("it ends");
        assert!(status.success(), "{arguments:?}: {status}");
        untouched();
    }
}

#[test]
fn what_is_to_be_fetched_on_a_schedule_is_fetched_at_the_start() {
    let (home, server) = (home(), two_items());
    let mut dashboard = start(home.path());
    follow(&mut dashboard, &server.address("/feed"));
    leave(dashboard);
    let folder = home.path().join("config/trafficdash");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.toml"), "fetch-every = 15\n").expect("written");
    let mut dashboard = start(home.path());
    dashboard.press("5g");
    wait_for_row(&mut dashboard, "Story alpha", " N ");
    leave(dashboard);
    let mut again = start(home.path());
    again.press("5g");
    wait_for_row(&mut again, "Story alpha", " N ");
    leave(again);
    assert_eq!(
        server.asked().len(),
        1,
        "not before fifteen minutes have gone"
    );
}

#[test]
fn where_nothing_can_be_kept_news_are_in_memory_and_that_is_said() {
    let (home, server) = (home(), two_items());
    fs::write(home.path().join(DATA), "in the way").expect("written");
    let mut dashboard = start(home.path());
    dashboard.press(&format!(":follow {}\r", server.address("/feed")));
    dashboard.wait_for("kept in memory only");
    dashboard.press("F");
    dashboard.wait_for("2 new items");
    to_newest(&mut dashboard);
    wait_for_row(&mut dashboard, HERE, " N ");
    dashboard.press("*");
    wait_for_row(&mut dashboard, HERE, "N*");
    leave(dashboard);
    assert_eq!(
        fs::read(home.path().join(DATA)).expect("there"),
        b"in the way"
    );
}

#[test]
fn who_keeps_nothing_gets_no_archive() {
    let home = home();
    let mut dashboard = start(home.path());
    for view in VIEWS {
        dashboard.press(&view.digit.to_string());
        dashboard.wait_for(&format!("▸{} {}", view.digit, view.title));
    }
    dashboard.press("5/unread\r\x06");
    dashboard.wait_for("0 of 28 followed");
    dashboard.press("\x1b");
    dashboard.wait_without("0 of 28 followed");
    leave(dashboard);
    assert!(!home.path().join(DATA).exists());
    let mut left = fs::read_dir(home.path().join("home")).expect("a folder");
    assert!(left.next().is_none());
}

/// How often the threads of a process have gone to sleep so far.
#[cfg(target_os = "linux")]
fn rests(process: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).expect("its threads");
    let rests = tasks.flatten().map(|task| {
        let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let line = status
            .lines()
            .find(|line| line.starts_with("voluntary_ctxt"));
        let count = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        count.unwrap_or_default()
    });
    rests.sum()
}

#[cfg(target_os = "linux")]
#[test]
fn with_feeds_that_nobody_asks_for_the_program_sleeps() {
    let (home, server) = (home(), two_items());
    let mut dashboard = start(home.path());
    follow(&mut dashboard, &server.address("/feed"));
    dashboard.press("F");
    dashboard.wait_for("2 new items");
    dashboard.press("5g");
    wait_for_row(&mut dashboard, "Story alpha", " N ");
    // What is still being done ends; then nothing wakes it any more.
    for _ in 0..30 {
        let before = rests(dashboard.id());
        dashboard.read_for(Duration::from_millis(300));
        if rests(dashboard.id()) == before {
            return leave(dashboard);
        }
    }
    panic!("it never sleeps");
}
