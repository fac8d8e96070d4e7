//! The real binary, run to its end.

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the program in a folder that is also the place of its settings.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder)
        .stdin(Stdio::null())
        .output()
        .expect("it runs")
}
