//! Signals, sizes and a terminal that is gone, each met by the real binary in every state that it
//! can be in: it ends or goes on as documented, gives the terminal back and leaves no half of a
//! file.
#![cfg(unix)]

#[path = "pty/dashboard.rs"]
#[allow(dead_code)] // written for other tests too
mod dashboard;
#[path = "fetch/server.rs"]
#[allow(dead_code)] // names and TLS, which feeds on loopback do without
mod server;
#[path = "pty/session.rs"]
#[allow(dead_code)] // written for other tests too
mod session;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tempfile::TempDir;
use trafficdash::archive::Archive;

use dashboard::{BINARY, NEWEST, assert_given_back, command, environment, send, shown};
use server::{Server, wait_for_the_end};
use session::{DEADLINE, Session};

/// What the dashboard is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Showing a view.
    Shown,
    /// Asking for a command, of which a part is written.
    Prompt,
    /// Showing a window.
    Window,
    /// Asking where to write a file.
    Dialog,
    /// Fetching a feed, whose server says nothing.
    Fetching,
    /// Writing a picture to a file.
    Exporting,
}

const STATES: [State; 6] = [
    State::Shown,
    State::Prompt,
    State::Window,
    State::Dialog,
    State::Fetching,
    State::Exporting,
];

/// The file that is written.
const PICTURE: &str = "chart.png";

impl State {
    /// What shows that it is so.
    fn mark(self) -> &'static str {
        match self {
            Self::Shown => "▸2 Victims",
            Self::Prompt => ":theme da",
            Self::Window => "Search:",
            Self::Dialog => "Enter writes",
            Self::Fetching => "fetching: 0 of 1 feeds done",
            Self::Exporting => "writing …",
        }
    }

    /// Brings a dashboard on its first screen there.
    fn reach(self, dashboard: &mut Session, server: &Server) {
        match self {
            Self::Shown => dashboard.press("2"),
            Self::Prompt => dashboard.press(":theme da"),
            Self::Window => dashboard.press("?"),
            Self::Dialog => dashboard.press("e"),
            Self::Fetching => {
                let address = server.address("/feed");
                dashboard.press(&format!(":follow {address}\r"));
                dashboard.wait_for(&format!("following {address}"));
                dashboard.press("F");
            }
            Self::Exporting => dashboard.press(&format!(":export png {PICTURE}\r")),
        }
        dashboard.wait_for(self.mark());
    }
}

/// A server that takes requests and answers none.
fn silent() -> Server {
    Server::start(|_, wire| wait_for_the_end(wire))
}

/// A home, and a dashboard whose files are written there.
fn start(cells: (u16, u16)) -> (Session, TempDir) {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = command(home.path());
    command.cwd(home.path());
    let mut dashboard = Session::start(command, cells);
    dashboard.wait_for(NEWEST);
    (dashboard, home)
}

/// Whether files are whole and news are sound.
#[track_caller]
fn assert_whole(home: &Path, state: State) {
    let files = fs::read_dir(home).expect("the home").flatten();
    let names: Vec<_> = files.map(|file| file.file_name()).collect();
    let half = names
        .iter()
        .find(|name| name.to_string_lossy().starts_with(".trafficdash-"));
    assert_eq!(half, None, "{state:?}");
    if state == State::Exporting {
        // What was begun to be written is written.
        let picture = fs::read(home.join(PICTURE)).expect("the picture");
        assert!(picture.starts_with(b"\x89PNG") && picture.ends_with(b"IEND\xaeB`\x82"));
    }
    if state == State::Fetching {
        let opened = Archive::open(&home.join("XDG_DATA_HOME/trafficdash"));
        assert_eq!(opened.notices, [""; 0]);
        let feeds = opened.archive.subscriptions().expect("feeds");
        assert_eq!(feeds.len(), 1, "{state:?}");
    }
}

#[test]
fn a_signal_that_ends_a_program_ends_it_whatever_it_is_doing() {
    let server = silent();
    for state in STATES {
        for (signal, status) in [
            (Signal::INT, 130),
            (Signal::TERM, 143),
            (Signal::HUP, 129),
            (Signal::QUIT, 131),
        ] {
            let (mut dashboard, home) = start((120, 40));
            state.reach(&mut dashboard, &server);
            send(dashboard.id(), signal);
            let ended = dashboard.end();
            let found = (ended.exit_code(), ended.signal());
            assert_eq!(found, (status, None), "{state:?} {signal:?}");
            assert_given_back(&dashboard);
            assert_whole(home.path(), state);
        }
    }
}

#[test]
fn a_stop_gives_the_terminal_to_the_shell_and_back_whatever_it_is_doing() {
    let server = silent();
    for state in STATES {
        let home = tempfile::tempdir().expect("a folder");
        let mut command = CommandBuilder::new("/bin/sh");
        environment(&mut command, home.path());
        command.cwd(home.path());
        command.arg("-i");
        command.env("PS1", "ready> ");
        command.env("BINARY", BINARY);
        let mut shell = Session::start(command, (120, 40));
        shell.wait_for("ready>");
        shell.press("\"$BINARY\"\n");
        shell.wait_for(NEWEST);
        state.reach(&mut shell, &server);
        shell.forget_screen();
        send(shell.foreground().expect("a job"), Signal::TSTP);
        shell.wait_for("ready>");
        assert_given_back(&shell);
        shell.forget_screen();
        shell.press("fg\n");
        if state == State::Exporting {
            shell.wait_for("written to ");
        } else {
            shell.wait_for(state.mark());
        }
        assert!(shell.screen().alternate_screen(), "{state:?}");
        shell.forget_screen();
        shell.press("\x03");
        shell.wait_for("ready>");
        shell.press("exit $?\n");
        assert_eq!(shell.end().exit_code(), 0, "{state:?}");
        assert_whole(home.path(), state);
    }
}

/// Sizes of a terminal that somebody draws about by its corner, always the same ones.
fn storm() -> impl Iterator<Item = (u16, u16)> {
    let mut state = 20_121_018_u32;
    let mut next = move |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from((state >> 8) % most + 1).expect("small")
    };
    (0..200).map(move |_| (next(250), next(80)))
}

#[test]
fn of_two_hundred_sizes_the_last_one_is_drawn() {
    const LAST: (u16, u16) = (111, 37);
    let server = silent();
    for state in STATES {
        let (mut dashboard, home) = start((120, 40));
        state.reach(&mut dashboard, &server);
        for cells in storm() {
            assert_ne!(cells, LAST);
            dashboard.resize(cells);
        }
        dashboard.resize(LAST);
        let mark = match state {
            State::Exporting => "written to ",
            _ => state.mark(),
        };
        dashboard.wait("the last size", |screen| {
            let text = screen.contents();
            // The day stands at the right end of the second line, with a blank after it.
            let width = text.lines().nth(1).map(|line| line.chars().count() + 1);
            let cells = (width.unwrap_or(0), text.lines().count());
            text.contains(mark) && cells == (usize::from(LAST.0), usize::from(LAST.1))
        });
        // A key is drawn as always.
        dashboard.press("\x1b");
        dashboard.read_for(Duration::from_millis(50));
        dashboard.press("3");
        dashboard.wait_for("▸3 Groups");
        dashboard.press("\x03");
        assert_eq!(dashboard.end().exit_code(), 0, "{state:?}");
        assert_given_back(&dashboard);
        assert_whole(home.path(), state);
    }
}

/// The least and the most that a terminal can say it has.
const ODD_SIZES: [(u16, u16); 6] = [
    (1, 1),
    (1, 500),
    (500, 1),
    (65535, 1),
    (1, 65535),
    (65535, 65535),
];

/// The end of a frame.
const FRAME: &str = "\x1b[?2026l";

/// No more than this may be resident at any time, in KiB. Two screens of the largest size that is
/// drawn are about 50 MB.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 200_000;

/// The most memory that a process has had so far.
#[cfg(target_os = "linux")]
fn assert_bounded(process: u32, cells: (u16, u16)) {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let most = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    let most = most.expect("a number");
    assert!(most < MOST_MEMORY, "{most} KiB at {cells:?}");
}

#[cfg(not(target_os = "linux"))]
fn assert_bounded(_process: u32, _cells: (u16, u16)) {}

#[test]
fn it_starts_and_ends_at_any_size() {
    for cells in ODD_SIZES {
        let home = tempfile::tempdir().expect("a folder");
        let mut dashboard = Session::start(command(home.path()), cells);
        dashboard.wait_written(FRAME, 0);
        for view in '1'..='9' {
            dashboard.press(&view.to_string());
        }
        dashboard.press("1?");
        dashboard.read_for(Duration::from_millis(300));
        assert_bounded(dashboard.id(), cells);
        dashboard.press("\x03");
        assert_eq!(dashboard.end().exit_code(), 0, "{cells:?}");
        assert_given_back(&dashboard);
    }
}

#[test]
fn it_takes_on_any_size_and_comes_back() {
    let (mut dashboard, _home) = shown((120, 40));
    for cells in ODD_SIZES {
        let before = dashboard.bytes.len();
        dashboard.resize(cells);
        dashboard.wait_written(FRAME, before);
        dashboard.resize((120, 40));
        dashboard.wait_for(NEWEST);
        assert_bounded(dashboard.id(), cells);
    }
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
    assert_given_back(&dashboard);
}

/// The state of a process and the time that it has had processors for, in hundredths of a
/// second; none if it is gone.
#[cfg(target_os = "linux")]
fn use_of_processors(process: u32) -> Option<(char, u64)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<u64>().ok();
    Some((fields[0].chars().next()?, ticks(11)? + ticks(12)?))
}

/// Where SIGHUP does not arrive (under `sudo` or a job runner), crossterm would read the dead
/// terminal again and again; under `nohup` it is ignored before the program begins.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_goes_away_ends_it_soon_whatever_it_is_doing() {
    let server = silent();
    for state in STATES {
        for arrives in [true, false] {
            let home = tempfile::tempdir().expect("a folder");
            let mut command = CommandBuilder::new("/bin/sh");
            environment(&mut command, home.path());
            command.cwd(home.path());
            command.args(["-c", "trap '' HUP; exec \"$BINARY\""]);
            command.env("BINARY", BINARY);
            // Without a controlling terminal no signal tells of its end.
            command.set_controlling_tty(arrives);
            let mut dashboard = Session::start(command, (120, 40));
            dashboard.wait_for(NEWEST);
            state.reach(&mut dashboard, &server);
            if state == State::Exporting {
                // The picture itself takes a while, and is not what is measured.
                dashboard.wait_for("written to ");
            }
            let used = used_until_gone(&mut dashboard);
            assert!(used < 100, "{state:?}: {used} hundredths of a second");
            assert_whole(home.path(), state);
        }
    }
}

/// Takes the terminal away; gives how long the program had processors for until it ended.
#[cfg(target_os = "linux")]
fn used_until_gone(dashboard: &mut Session) -> u64 {
    let process = dashboard.id();
    let (_, before) = use_of_processors(process).expect("it runs");
    dashboard.close("9");
    let until = Instant::now() + DEADLINE;
    let used = loop {
        let (now, used) = use_of_processors(process).expect("nobody took its end away");
        if now == 'Z' {
            break used - before;
        }
        assert!(
            Instant::now() < until,
            "it never ends and used {}",
            used - before
        );
        std::thread::sleep(Duration::from_millis(10));
    };
    let ended = dashboard.end();
    assert_eq!(ended.signal(), None);
    assert_eq!(ended.exit_code(), 129);
    used
}
