//! Nothing from outside reaches the terminal raw: the real binary is fed hostile text at every
//! edge at once, and every byte that it writes is read.
#![cfg(unix)]

#[path = "wire/arguments.rs"]
mod arguments;
#[path = "wire/hostile.rs"]
mod hostile;
#[path = "wire/opened.rs"]
mod opened;
#[path = "wire/repertoire.rs"]
mod repertoire;
#[path = "fetch/server.rs"]
#[allow(dead_code)] // names and TLS, which feeds on loopback do without
mod server;
#[path = "pty/session.rs"]
#[allow(dead_code)] // written for other tests too
mod session;
#[path = "wire/widths.rs"]
mod widths;

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portable_pty::CommandBuilder;
use tempfile::TempDir;

use hostile::{everything, is_seen, piece};
use repertoire::{Wire, strays};
use server::{Asked, Server, say};
use session::Session;
use trafficdash::tui::view_id::VIEWS;

const BINARY: &str = env!("CARGO_BIN_EXE_trafficdash");

/// A folder with everything hostile in it, made once for all tests.
struct Place {
    folder: TempDir,
}

static PLACE: LazyLock<Place> = LazyLock::new(Place::new);

impl Place {
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        for name in ["home", "record", "mistakes", "data", "config", "work"] {
            fs::create_dir(place.path(name)).expect("made");
        }
        hostile::record(&place.folder.path().join("record"));
        hostile::mistakes(&place.folder.path().join("mistakes"));
        fs::write(place.path("settings.toml"), hostile::settings()).expect("written");
        fs::write(place.path("feeds.opml"), hostile::opml()).expect("written");
        fs::write(place.path("claims.toml"), claims()).expect("written");
        place
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Only what a test needs, with something hostile wherever it does no harm.
    fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("PATH", "/nowhere".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("COLORTERM", piece(0)),
            ("COLUMNS", piece(4)),
            ("HOME", self.path("home")),
            ("XDG_CONFIG_HOME", self.path("config")),
            ("XDG_DATA_HOME", self.path("data")),
        ]
    }

    /// What the program writes when it is run with these arguments.
    fn run(&self, arguments: &[String]) -> Output {
        Command::new(BINARY)
            .args(arguments)
            .env_clear()
            .envs(self.environment())
            .current_dir(self.folder.path().join("work"))
            .stdin(Stdio::null())
            .output()
            .expect("run")
    }

    fn dashboard(&self, arguments: &[&str]) -> Session {
        let mut command = CommandBuilder::new(BINARY);
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.folder.path().join("work"));
        command.args(arguments);
        Session::start(command, (140, 40))
    }
}

/// A file of claims about figures that there are, in hostile words.
fn claims() -> String {
    let text = toml::Value::String(everything());
    format!(
        "[[claim]]\ntext = {text}\nindicator = \"nrm-referrals\"\ngeography = \"uk\"\n\
         period = \"2011\"\nvalue = \"946\"\nnote = {text}\n"
    )
}

fn owned(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(ToString::to_string).collect()
}

/// What the bytes of a run are for, by its arguments.
fn wire_of(arguments: &[String]) -> Option<Wire> {
    let has = |format: &str| arguments.iter().any(|one| one == format);
    match () {
        () if has("png") => None,
        () if has("ansi") => Some(Wire::Coloured),
        () => Some(Wire::Lines),
    }
}

/// Runs the program and reads every byte of both its streams.
#[track_caller]
fn check(arguments: &[String]) -> Output {
    let output = PLACE.run(arguments);
    if let Some(wire) = wire_of(arguments) {
        assert_eq!(strays(&output.stdout, wire), [""; 0], "{arguments:?}");
    }
    assert_eq!(
        strays(&output.stderr, Wire::Lines),
        [""; 0],
        "{arguments:?}"
    );
    output
}

/// Runs the program on a terminal and reads every byte that comes there.
#[track_caller]
fn check_on_a_terminal(arguments: &[String]) -> String {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut session = PLACE.dashboard(&words);
    session.end();
    let told = String::from_utf8(session.bytes.clone()).expect("text");
    // A terminal makes a line feed two bytes; the line that says how far fetching is comes back
    // to its beginning and is wiped.
    let plain = told.replace("\r\n", "\n").replace("\x1b[K", "");
    let plain = plain.replace('\r', "");
    assert_eq!(strays(plain.as_bytes(), Wire::Lines), [""; 0], "{words:?}");
    told
}

/// Answers a feed, or something that is none and wants to be told in a message.
fn answer(asked: &Asked, wire: &mut dyn server::Wire) -> std::io::Result<()> {
    let odd: String = "\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\u{7}".to_owned();
    match asked.path() {
        "/rss" => say(
            wire,
            "200 OK",
            "Content-Type: application/rss+xml\r\n",
            &hostile::feed("rss"),
        ),
        "/atom" => say(
            wire,
            "200 OK",
            "ETag: \"\u{202e}\"\r\n",
            &hostile::feed("atom"),
        ),
        "/json" => say(
            wire,
            "200 OK",
            "Content-Type: application/json\r\n",
            &hostile::feed("json"),
        ),
        "/reason" => say(
            wire,
            &format!("503 {odd}"),
            &format!("Retry-After: {odd}\r\n"),
            b"",
        ),
        "/seen" => say(wire, "418 \u{202e}\u{9b}", "Server: \u{202e}\r\n", b""),
        "/type" => say(
            wire,
            "200 OK",
            &format!("Content-Type: {odd}/{odd}; charset={odd}\r\n"),
            b"x",
        ),
        "/html" => say(
            wire,
            "200 OK",
            "Content-Type: text/html\r\n",
            odd.as_bytes(),
        ),
        "/packed" => say(
            wire,
            "200 OK",
            "Content-Encoding: \u{202e}\u{9b}x\r\n",
            b"x",
        ),
        "/away" => say(wire, "302 Found", &format!("Location: exec:{odd}\r\n"), b""),
        "/hop" => say(wire, "302 Found", "Location: \u{202e}\u{9b}\r\n", b""),
        "/port" => say(
            wire,
            "302 Found",
            "Location: http://a\u{202e}b.invalid/\u{9b}\r\n",
            b"",
        ),
        _ => wire.write_all(odd.as_bytes()),
    }
}

/// What the server has, by path.
const PATHS: [&str; 12] = [
    "rss", "atom", "json", "reason", "seen", "type", "html", "packed", "away", "hop", "port", "raw",
];

/// An archive into which hostile feeds were fetched, and then another program wrote.
fn fill_archive() {
    let server = Server::start(answer);
    for path in PATHS {
        let address = server.address(&format!("/{path}"));
        let title = everything().replace('\0', "");
        check(&owned(&[
            "news", "follow", &address, "--title", &title, "--word", &title,
        ]));
        check(&owned(&["news", "leave", &address]));
        check(&owned(&["news", "follow", &address, "--title", path]));
    }
    let told = check_on_a_terminal(&owned(&["news", "fetch", "rss", "atom", "json"]));
    assert!(
        told.contains("\x1b[K"),
        "a line says how far it is: {told:?}"
    );
    let fetched = check(&owned(&[&["news", "fetch"], &PATHS[3..]].concat()));
    let told = String::from_utf8_lossy(&fetched.stderr);
    for path in &PATHS[3..] {
        let line = format!("trafficdash: {path}: ");
        assert!(told.contains(&line), "{path} is told in\n{told}");
    }
    hostile::spoil_archive(&PLACE.folder.path().join("data/trafficdash/news.sqlite3"));
}

/// The keys of some items that feeds brought.
fn keys() -> Vec<String> {
    let listed = check(&owned(&["news", "list", "--format", "json"]));
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    let items = listed["items"].as_array().expect("items");
    let keys = items.iter().filter_map(|item| item["key"].as_str());
    let of_feeds = keys.filter(|key| !key.starts_with("record:"));
    of_feeds.map(str::to_owned).collect()
}

#[test]
fn no_subcommand_writes_a_byte_that_steers_the_terminal() {
    fill_archive();
    let record = PLACE.path("record");
    let commands = arguments::all().into_iter();
    let runs: Vec<_> = commands.flat_map(|one| one.runs(&record)).collect();
    thread::scope(|scope| {
        for half in runs.chunks(runs.len().div_ceil(2)) {
            scope.spawn(move || half.iter().for_each(|run| drop(check(run))));
        }
    });
    for one in arguments::all() {
        check_on_a_terminal(&one.runs(&record)[0]);
    }
    for view in VIEWS {
        let shown = check(&owned(&["show", view.name, "--data", &record]));
        let text = String::from_utf8_lossy(&shown.stdout);
        assert!(
            is_seen(&text) || view.name == "compare",
            "{} is of this record",
            view.name
        );
    }
    let (settings, mistakes) = (PLACE.path("settings.toml"), PLACE.path("mistakes"));
    for arguments in [
        &["check", "--conflicts", "--data", &record][..],
        &["check", "--conflicts", "--config", &settings],
        &["check", &mistakes],
    ] {
        let told = check(&owned(arguments));
        let told = [told.stdout, told.stderr].concat();
        assert!(is_seen(&String::from_utf8_lossy(&told)), "{arguments:?}");
    }
    check(&owned(&["keys", "--config", &settings]));
    for format in ["text", "json", "csv", "data"] {
        let file = PLACE.path("claims.toml");
        check(&owned(&[
            "check-claim",
            "--file",
            &file,
            "--format",
            format,
        ]));
    }
    let keys = keys();
    assert!(keys.len() > 20, "{}", keys.len());
    for key in keys.iter().step_by(5) {
        for format in ["text", "json"] {
            check(&owned(&["news", "show", key, "--format", format]));
        }
        let text = everything().replace('\0', "");
        for change in ["tag", "note", "untag"] {
            check(&owned(&[
                "news", "mark", key, change, &text, "--format", "json",
            ]));
        }
        check(&owned(&["news", "check", key, "946"]));
    }
    check(&owned(&[
        "news",
        "import",
        &PLACE.path("feeds.opml"),
        "--format",
        "json",
    ]));
    check(&owned(&["news", "import", &PLACE.path("feeds.opml")]));
    check(&owned(&["news", "import", &PLACE.path("work/made.json")]));
}

/// Bytes that are no text, as an argument, the name of a file or a variable.
fn no_text() -> &'static OsStr {
    OsStr::from_bytes(b"/nowhere/\xff\x1b[2J\x9b\xed\xa0\x80")
}

/// A run in other surroundings, of which it says nothing that steers the terminal.
#[track_caller]
fn check_in(change: impl FnOnce(&mut Command) -> &mut Command, what: &str) {
    let mut command = Command::new(BINARY);
    command.env_clear().envs(PLACE.environment());
    command.stdin(Stdio::null());
    change(&mut command);
    let output = command.output().expect("run");
    let status = output.status.code();
    assert!(
        status.is_some_and(|status| status <= 14),
        "{what}: {status:?}"
    );
    let strays = [output.stdout, output.stderr].map(|bytes| strays(&bytes, Wire::Lines));
    assert_eq!(strays.concat(), [""; 0], "{what}");
}

#[test]
fn an_argument_that_is_no_text_is_told_without_its_bytes() {
    for subcommand in arguments::all() {
        for mut run in subcommand.bare_runs() {
            run.push(no_text().to_owned());
            let what = format!("{run:?}");
            check_in(|command| command.args(run), &what);
        }
    }
}

#[test]
fn what_the_surroundings_are_called_is_told_without_its_bytes() {
    let odd = (0..hostile::PIECES.len()).map(|at| piece(at).replace(['\0', '/'], "_"));
    let odd = odd.map(|text| OsString::from(text.chars().take(60).collect::<String>()));
    for odd in odd.chain([no_text().to_owned()]) {
        for arguments in [&["--bogus"][..], &["show"], &["-h"], &["news", "bogus"]] {
            check_in(|command| command.arg0(&odd).args(arguments), "its own name");
        }
        let folder = PLACE.folder.path().join("work").join(&odd);
        // Where nothing can be made, that is told by its name.
        let nowhere = Path::new("/proc").join(&odd);
        for (name, value) in [
            ("XDG_DATA_HOME", nowhere.as_os_str()),
            ("XDG_CONFIG_HOME", folder.as_os_str()),
            ("HOME", nowhere.as_os_str()),
            ("LANG", &odd),
            ("TERM", &odd),
            ("TZ", &odd),
        ] {
            for arguments in [&["news", "follow", "http://127.0.0.1:9/"][..], &["keys"]] {
                check_in(|command| command.env(name, value).args(arguments), name);
            }
        }
        if fs::create_dir_all(folder.join("trafficdash")).is_err() {
            continue;
        }
        fs::write(folder.join("trafficdash/config.toml"), "theem = 1\n").expect("written");
        for arguments in [&["keys"][..], &["check", "."], &["export", "-o", "a.csv"]] {
            check_in(
                |command| {
                    let command = command.env("XDG_CONFIG_HOME", &folder);
                    command.current_dir(&folder).args(arguments)
                },
                "the folder",
            );
        }
    }
}

/// Every key of the table once, those that open something with what leaves it again.
const KEYS: [&str; 40] = [
    "\t",
    "\x1b[B",
    "\x1b[A",
    "\x1b[6~",
    "G",
    "g",
    "\r",
    "\x1b",
    "\x1b[D",
    "\x1b[C",
    "[",
    "]",
    "a",
    "f",
    "b",
    "t",
    "t",
    "z",
    "S",
    "c",
    "+",
    "\x1b",
    "-",
    "i",
    "/\u{202e}\x1b[200~\x1b]0;x\u{9b}2J\x1b[201~",
    "\x1b",
    "s",
    "\x1b",
    "n",
    "\x1b",
    "o",
    "e",
    "\x1b",
    "u",
    "*",
    ".",
    "v",
    "?",
    "\x1b",
    "T",
];

/// Leaves what is open and presses a key until a text is on the screen; each by itself, for a key
/// that comes close after Esc is another key.
fn open(dashboard: &mut Session, key: &str, text: &str) {
    for _ in 0..50 {
        for one in ["\x1b", key] {
            dashboard.press(one);
            dashboard.read_for(Duration::from_millis(100));
        }
        if dashboard.text().contains(text) {
            return;
        }
    }
    panic!("no {text:?} after {key:?} on\n{}", dashboard.text());
}

#[test]
fn the_dashboard_sends_nothing_that_it_does_not_mean_to_send() {
    let (record, settings) = (PLACE.path("record"), PLACE.path("settings.toml"));
    let mut dashboard = PLACE.dashboard(&["--data", &record, "--config", &settings]);
    dashboard.wait_for("Overview");
    let settle = Duration::from_millis(40);
    let step = |dashboard: &mut Session, key: &str| {
        dashboard.press(key);
        dashboard.read_for(settle);
        dashboard.text()
    };
    for view in VIEWS {
        let tab = format!("▸{} {}", view.digit, view.title);
        open(&mut dashboard, &view.digit.to_string(), &tab);
        let mut own = dashboard.text();
        for key in KEYS {
            own.push_str(&step(&mut dashboard, key));
        }
        assert!(is_seen(&own), "{} shows this record", view.name);
    }
    open(&mut dashboard, "p", "in data, settings and news");
    open(&mut dashboard, "\x06", "Feeds to follow");
    step(&mut dashboard, "\x1b[B");
    open(&mut dashboard, ":", "Tab completes");
    step(&mut dashboard, "view \u{202e}\t\x1b");
    dashboard.press("\x03");
    assert_eq!(dashboard.end().exit_code(), 0);
    assert_eq!(strays(&dashboard.bytes, Wire::Screen), [""; 0]);
}

#[test]
fn what_is_copied_is_the_one_sequence_more_and_holds_text_alone() {
    let record = PLACE.path("record");
    let mut dashboard = PLACE.dashboard(&["--data", &record]);
    dashboard.wait_for("Overview");
    dashboard.press("y");
    dashboard.wait_written("\x1b]52;", 0);
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
    let text = String::from_utf8(dashboard.bytes.clone()).expect("text");
    let (before, rest) = text.split_once("\x1b]52;c;").expect("a copy");
    let (copied, after) = rest.split_once("\x1b\\").expect("its end");
    let copied = STANDARD.decode(copied).expect("base64");
    assert_eq!(strays(&copied, Wire::Lines), [""; 0]);
    assert!(String::from_utf8_lossy(&copied).contains("Home Office"));
    let all = format!("{before}{after}");
    assert_eq!(strays(all.as_bytes(), Wire::Screen), [""; 0]);
}

/// Says that this process is to panic.
const PANIC: &str = "TRAFFICDASH_TEST_PANIC";

/// Not a test of its own: the work of another process, and nothing where none is asked for.
#[test]
fn another_process_panics() {
    if env::var_os(PANIC).is_none() {
        return;
    }
    trafficdash::cli::tell_panics();
    let worker = thread::spawn(|| panic!("a worker met {}", everything()));
    assert!(worker.join().is_err());
    panic!("the program met {}", everything());
}

#[test]
fn a_panic_is_told_without_a_byte_that_steers_the_terminal() {
    let output = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "another_process_panics", "--nocapture"])
        .env(PANIC, "1")
        .output()
        .expect("run");
    assert!(!output.status.success());
    assert_eq!(strays(&output.stderr, Wire::Lines), [""; 0]);
    let told = String::from_utf8_lossy(&output.stderr);
    for who in ["a worker met", "the program met"] {
        assert!(told.contains(&format!("{who} \\u{{1b}}[2J")), "{told}");
    }
}
