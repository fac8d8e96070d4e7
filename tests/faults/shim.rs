//! The real binary with `fail.c` loaded before it, which is compiled once for the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use portable_pty::CommandBuilder;
use tempfile::TempDir;

/// What a call does in place of what it should; `SHORT` writes half, `FULL` fails for good.
const FAILURES: [&str; 5] = ["ENOSPC", "EIO", "EINTR", "SHORT", "FULL"];

/// If this is set, every call fails in every way.
const ALL: &str = "TRAFFICDASH_FAILURES";

/// How the `at`-th call fails: in one way, and the next one in another, or in every way.
fn failures(at: usize) -> &'static [&'static str] {
    if std::env::var_os(ALL).is_some() {
        return &FAILURES;
    }
    std::slice::from_ref(&FAILURES[at % FAILURES.len()])
}

/// Tries each call with each way to fail until there is no such call; gives how many there are.
pub fn each_call(mut is_one: impl FnMut((usize, &str)) -> bool) -> usize {
    let mut at = 1;
    while failures(at).iter().all(|failure| is_one((at, failure))) {
        at += 1;
    }
    at - 1
}

/// The compiled `fail.c`.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (made, library) = (
        folder.join(format!("fail-{}.so", std::process::id())),
        folder.join("fail.so"),
    );
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/fail.c");
    // A C compiler is here: the database is compiled by it.
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"])
        .arg("-o")
        .args([made.as_os_str(), source.as_ref()])
        .output()
        .expect("a C compiler");
    let told = String::from_utf8_lossy(&compiled.stderr).into_owned();
    assert!(compiled.status.success(), "{told}");
    fs::rename(&made, &library).expect("moved");
    library
});

/// A folder in memory where there is one: syncing takes no time there.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("a folder")
}

/// The program in a home, with nothing to read.
pub fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trafficdash"));
    command.env_clear().env("HOME", home).env("LANG", "C.UTF-8");
    command.env("XDG_CONFIG_HOME", home.join("config"));
    command.env("XDG_DATA_HOME", home.join("data"));
    command.current_dir(home).stdin(Stdio::null());
    command
}

/// The program whose calls and clock `fail.c` has in hand.
pub fn shimmed(home: &Path) -> Command {
    let mut command = program(home);
    command.env("LD_PRELOAD", &*LIBRARY);
    command
}

/// A run of the dashboard with the same surroundings.
pub fn on_a_terminal(run: &Command) -> CommandBuilder {
    let mut command = CommandBuilder::new(run.get_program());
    command.env_clear();
    for (name, value) in run.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.env("TERM", "xterm-256color");
    command.cwd(run.get_current_dir().expect("a home"));
    command
}

/// A run in which a call failed.
pub struct Failed {
    /// Which call.
    pub call: String,
    /// What the program said.
    pub told: String,
    /// Its exit status.
    pub status: i32,
}

/// The program in a home with the `at`-th call below a folder failing.
pub fn failing(home: &Path, below: &Path, (at, failure): (usize, &str)) -> Command {
    let mut command = shimmed(home);
    command.env("FAIL_BELOW", below).env("FAIL_WITH", failure);
    command.env("FAIL_AT", at.to_string());
    command
}

/// Runs the program in a home with the `at`-th call below a folder failing; none if there are not
/// so many calls.
pub fn with_failure(
    home: &Path,
    below: &Path,
    arguments: &[&str],
    (at, failure): (usize, &str),
) -> Option<Failed> {
    let hit = folder();
    let hit = hit.path().join("hit");
    let mut command = failing(home, below, (at, failure));
    command.args(arguments).env("FAIL_TOLD", &hit);
    let output = command.output().expect("it runs");
    let told = text(&output);
    let status = output.status.code();
    let status = status.unwrap_or_else(|| panic!("{arguments:?} {at} {failure}: {output:?}"));
    assert!(
        [0, 1].contains(&status),
        "{arguments:?} {at} {failure}: {status} {told}"
    );
    let call = fs::read_to_string(hit).ok()?;
    Some(Failed { call, told, status })
}

/// What a run said.
pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
