//! The standard streams of every subcommand: a reader that goes away, a disk that is full, streams
//! that are closed or give nothing. Which subcommands there are is asked of the program itself.
#![cfg(unix)]

#[path = "fetch/server.rs"]
#[allow(dead_code)] // names and TLS, which feeds on loopback do without
mod server;

use std::fs;
use std::io::{Read as _, pipe};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;
use trafficdash::archive::Archive;
use trafficdash::news::{About, Entry, Feed, Moment, Query, Reading};

use server::{Server, say};

const BINARY: &str = env!("CARGO_BIN_EXE_trafficdash");

/// Arguments with which each subcommand does its work.
const ARGUMENTS: [(&str, &str); 24] = [
    ("show", "data --format csv"),
    ("export", "--format json"),
    ("report", "--format md"),
    ("sources", ""),
    ("indicators", ""),
    ("series", "nrm-referrals"),
    ("schema", ""),
    ("keys", ""),
    ("check", "--conflicts"),
    ("claims", ""),
    (
        "check-claim",
        "--indicator nrm-referrals --geography uk --period 2025 --value 23411",
    ),
    ("completions", "zsh"),
    ("man", ""),
    ("news feeds", ""),
    ("news follow", "http://127.0.0.1:9/feed"),
    ("news leave", "SERVER"),
    ("news fetch", ""),
    ("news list", ""),
    ("news show", "KEY"),
    ("news mark", "KEY star --format json"),
    ("news check", "KEY 23,411"),
    ("news export", ""),
    ("news import", "feeds.opml --format json"),
    ("news", "--help"),
];

/// The subcommands that a help lists.
fn listed(subcommand: &[&str]) -> Vec<String> {
    let mut command = Command::new(BINARY);
    let output = command.args(subcommand).arg("--help").output();
    let help = String::from_utf8(output.expect("it runs").stdout).expect("text");
    let (_, list) = help.split_once("Commands:\n").expect("a list");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !name.is_empty());
    let prefix = subcommand.iter().map(|one| format!("{one} "));
    let prefix: String = prefix.collect();
    names.map(|name| format!("{prefix}{name}")).collect()
}

/// Every subcommand with arguments, and some help.
fn every_run() -> Vec<String> {
    let mut names = listed(&[]);
    names.extend(listed(&["news"]));
    names.retain(|name| !name.ends_with("help"));
    let with_arguments = |name: String| {
        let row = ARGUMENTS.iter().find(|(known, _)| *known == name);
        let (_, arguments) = row.unwrap_or_else(|| panic!("no arguments for {name}"));
        format!("{name} {arguments}")
    };
    let mut runs: Vec<String> = names.into_iter().map(with_arguments).collect();
    assert_eq!(runs.len(), ARGUMENTS.len(), "{runs:?}");
    runs.extend(["--help", "--version", "--plain", "show --help"].map(str::to_owned));
    runs
}

/// A server with a feed of one item.
fn server() -> Server {
    const FEED: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Own</title><entry>\
                        <id>b</id><title>Story</title><updated>2026-11-20T10:00:00Z</updated>\
                        </entry></feed>";
    Server::start(|_, wire| {
        let head = "Content-Type: application/atom+xml\r\n";
        say(wire, "200 OK", head, FEED.as_bytes())
    })
}

/// A home with an archive, in which one feed of the server is followed, and the key of an item.
fn home(server: &Server) -> (TempDir, String) {
    let home = tempfile::tempdir().expect("a folder");
    let mut archive = Archive::open(&home.path().join("data/trafficdash")).archive;
    let feed = Feed {
        address: server.address("/feed"),
        ..Feed::default()
    };
    let id = archive.subscribe(&feed).expect("subscribed");
    let entry = Entry {
        guid: Some("a".into()),
        title: "23,411 potential victims were referred in 2025".into(),
        reading: Reading::default(),
        ..Entry::default()
    };
    let entries = [(entry, About::default())];
    archive
        .take(id, &entries, Moment(1_790_000_000))
        .expect("taken");
    let ids = archive.find(&Query::default(), 1).expect("found");
    let key = archive.headlines(&ids).expect("lines").remove(0).key;
    let opml = "<opml version=\"2.0\"><body><outline text=\"One\" type=\"rss\" \
                xmlUrl=\"https://one.example/feed\"/></body></opml>";
    fs::write(home.path().join("feeds.opml"), opml).expect("written");
    (home, key.0)
}

/// A run in a new home, with nothing to read.
fn command(run: &str, server: &Server) -> (Command, TempDir) {
    let (home, key) = home(server);
    let mut command = bare(home.path());
    let address = server.address("/feed");
    let words = run.split(' ').filter(|word| !word.is_empty());
    command.args(words.map(|word| match word {
        "KEY" => key.as_str(),
        "SERVER" => address.as_str(),
        word => word,
    }));
    (command, home)
}

fn bare(home: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command.current_dir(home).stdin(Stdio::null());
    command.env("HOME", home).env("XDG_CONFIG_HOME", home);
    command.env("XDG_DATA_HOME", home.join("data"));
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A run as it should be.
fn whole(run: &str, server: &Server) -> Output {
    let (mut command, _home) = command(run, server);
    let output = command.output().expect("it runs");
    let status = output.status.code().expect("no signal");
    assert!(
        status == 0 || run.contains("check"),
        "{run}: {status} {}",
        text(&output.stderr)
    );
    output
}

#[test]
fn a_reader_that_goes_away_is_no_failure_of_any_subcommand() {
    let server = server();
    for run in every_run() {
        let usual = whole(&run, &server);
        for read in [0, 1] {
            let (mut command, _home) = command(&run, &server);
            let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = piped.spawn().expect("it starts");
            let mut out = child.stdout.take().expect("a pipe");
            let mut first = vec![0; read];
            if !usual.stdout.is_empty() {
                out.read_exact(&mut first).expect("a byte");
            }
            drop(out);
            let output = child.wait_with_output().expect("it ends");
            assert_eq!(text(&output.stderr), text(&usual.stderr), "{run}");
            let status = output.status.code();
            let is_fine = status == Some(0) || read > 0 && status == usual.status.code();
            assert!(is_fine || usual.stdout.is_empty(), "{run}: {status:?}");
        }
    }
}

#[test]
fn a_reader_of_messages_that_goes_away_changes_nothing() {
    let server = server();
    let wrong = ["show overvew", "--bogus", "check nowhere"];
    for run in every_run().into_iter().chain(wrong.map(str::to_owned)) {
        let (mut usual, _home) = command(&run, &server);
        let usual = usual.output().expect("it runs");
        for keeps_output in [true, false] {
            let gone = || {
                let (reader, writer) = pipe().expect("a pipe");
                drop(reader);
                writer
            };
            let (mut command, _home) = command(&run, &server);
            command.stderr(gone());
            if !keeps_output {
                command.stdout(gone());
            }
            let output = command.output().expect("it ends");
            let status = output.status.code();
            let is_fine = status == usual.status.code() || !keeps_output && status == Some(0);
            assert!(is_fine, "{run}: {status:?}");
            if keeps_output {
                assert_eq!(output.stdout.is_empty(), usual.stdout.is_empty(), "{run}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_output_is_told_by_every_subcommand() {
    let server = server();
    for run in every_run() {
        let usual = whole(&run, &server);
        let (mut command, _home) = command(&run, &server);
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        command.stdout(full.expect("a device"));
        let output = command.output().expect("it runs");
        let told = text(&output.stderr);
        if usual.stdout.is_empty() {
            assert_eq!(told, text(&usual.stderr), "{run}");
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{run}: {told}");
        let why = "trafficdash: standard output cannot be written: the disk is full\n";
        assert!(told.ends_with(why), "{run}: {told}");
    }
}

/// The program started by a shell with its streams as said.
fn redirected(run: &str, streams: &str) -> Output {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = bare(home.path());
    let shell = format!("exec \"$0\" {run} {streams}");
    let program = command.get_program().to_owned();
    let mut by_shell = Command::new("/bin/sh");
    by_shell.arg("-c").arg(shell).arg(program);
    by_shell.current_dir(home.path());
    by_shell.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    command = by_shell;
    command.stdin(Stdio::null()).output().expect("it runs")
}

#[test]
fn streams_that_are_closed_are_as_if_they_led_nowhere() {
    for run in ["export", "show overview", "check", "--help", "sources"] {
        for streams in [">&-", "2>&-", "<&-", ">&- 2>&- <&-"] {
            let output = redirected(run, streams);
            assert_eq!(output.status.code(), Some(0), "{run} {streams}");
            assert_eq!(text(&output.stderr), "", "{run} {streams}");
            let is_written = !streams.contains(">&- ") && streams != ">&-";
            assert_eq!(!output.stdout.is_empty(), is_written, "{run} {streams}");
        }
    }
    let output = redirected("show overvew", "2>&-");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_dashboard_with_nothing_to_read_from_or_write_to_says_so_and_ends() {
    for streams in ["<&-", "</dev/null", ">&-", "<&- >&-"] {
        let output = redirected("", streams);
        assert_eq!(output.status.code(), Some(2), "{streams}");
        let told = text(&output.stderr);
        assert!(told.contains("the dashboard needs a terminal"), "{told}");
    }
    for streams in ["<&-", "</dev/null"] {
        let output = redirected("--plain", streams);
        assert_eq!(output.status.code(), Some(0), "{streams}");
        assert!(text(&output.stdout).contains("Overview."), "{streams}");
    }
}
