//! Homes in which nothing can be kept: the dashboard runs all the same, and says so.

use std::process::Command;

use crate::session::Session;
use crate::shim::{failing, folder, on_a_terminal, program};

/// The dashboard follows a feed and exports, and is left as always.
fn use_it(run: &Command, said: &str, of_a_file: &str) {
    let mut dashboard = Session::start(on_a_terminal(run), (160, 40));
    dashboard.wait_for("23,411");
    dashboard.press(":follow https://one.example/feed\r");
    dashboard.wait_for(said);
    dashboard.press("\x06");
    dashboard.wait_for("1 of 29 followed");
    dashboard.press("\x1b");
    dashboard.wait_without("1 of 29 followed");
    dashboard.press(":export csv\r");
    dashboard.wait_for(of_a_file);
    dashboard.press("\x1b");
    dashboard.wait_without(of_a_file);
    dashboard.press("2");
    dashboard.wait_for("▸2 Victims");
    dashboard.press("\x03");
    assert_eq!(dashboard.end().exit_code(), 0);
}

#[test]
fn where_nothing_may_be_made_news_are_in_memory_and_that_is_said() {
    let home = folder();
    let mut run = program(home.path());
    // No permission holds root back, and nobody may make anything there.
    run.env("XDG_DATA_HOME", "/proc/nowhere");
    run.current_dir("/proc");
    use_it(&run, "kept in memory only", "cannot be written");
}

#[test]
fn on_a_disk_that_is_full_news_are_in_memory_and_that_is_said() {
    let home = folder();
    let run = failing(home.path(), home.path(), (1, "FULL"));
    use_it(&run, "kept in memory only", "disk is full");
}
