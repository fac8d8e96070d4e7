//! The dashboard in a pseudo-terminal: how it is started away from the user's own settings, how
//! signals reach it, and what its end must leave behind.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::session::Session;

/// The program.
pub const BINARY: &str = env!("CARGO_BIN_EXE_trafficdash");

/// The newest year of referrals, which only the overview of today shows large.
pub const NEWEST: &str = "23,411";

/// What ends the use of the terminal: mouse off, pasted text as keys, the first screen, a cursor.
const GIVEN_BACK: [&str; 4] = ["\x1b[?1000l", "\x1b[?2004l", "\x1b[?1049l", "\x1b[?25h"];

/// The program in a home of its own.
pub fn command(home: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(BINARY);
    environment(&mut command, home);
    command
}

/// Only what a test needs, so that the user's own settings never matter.
pub fn environment(command: &mut CommandBuilder, home: &Path) {
    command.env_clear();
    command.env("PATH", "/usr/bin:/bin");
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("HOME", home);
    for folder in [
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
    ] {
        command.env(folder, home.join(folder));
    }
}

/// A dashboard on its first screen.
pub fn shown(cells: (u16, u16)) -> (Session, TempDir) {
    let home = tempfile::tempdir().expect("a folder");
    let mut dashboard = Session::start(command(home.path()), cells);
    dashboard.wait_for(NEWEST);
    (dashboard, home)
}

/// Sends a signal.
pub fn send(process: u32, signal: Signal) {
    let id = i32::try_from(process).ok().and_then(Pid::from_raw);
    kill_process(id.expect("a process"), signal).expect("sent");
}

/// Whether the terminal is as it was before the start.
#[track_caller]
pub fn assert_given_back(dashboard: &Session) {
    let screen = dashboard.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert!(!screen.hide_cursor(), "the cursor is shown");
    assert!(!screen.bracketed_paste(), "pasted text comes as keys");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(dashboard.has_modes_of_before(), "echo and lines are back");
    let written = String::from_utf8_lossy(&dashboard.bytes);
    let (_, last) = written.rsplit_once("\x1b[?2026h").expect("frames");
    for sequence in GIVEN_BACK {
        assert!(last.contains(sequence), "{sequence:?} is in {last:?}");
    }
}

/// A copy of the built-in record.
pub fn record() -> TempDir {
    let to = tempfile::tempdir().expect("a folder");
    copy_record(to.path());
    to
}

/// Copies the built-in record into a folder.
pub fn copy_record(to: &Path) {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), to);
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("copied");
        }
    }
}
