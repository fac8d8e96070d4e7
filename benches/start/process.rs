//! What the system says of a process: its memory, and the work of all its threads.

use std::fs;
use std::thread;
use std::time::Duration;

/// The work of all threads of a process so far.
#[derive(Clone, Copy, Default)]
pub struct Work {
    /// How often one was put on a processor or taken off.
    pub switches: u64,
    /// How long they had one.
    pub milliseconds: f64,
}

impl Work {
    /// The work so far.
    pub fn of(process: u32) -> Self {
        let mut work = Self::default();
        let tasks = fs::read_dir(format!("/proc/{process}/task"))
            .into_iter()
            .flatten();
        for task in tasks.flatten() {
            let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
            let switches = status
                .lines()
                .filter(|line| line.contains("voluntary_ctxt"));
            work.switches += switches.filter_map(number).sum::<u64>();
            let times = fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
            work.milliseconds += number(&times).unwrap_or_default() as f64 / 1e6;
        }
        work
    }

    /// What was done since then.
    pub fn since(self, before: Self) -> Self {
        Self {
            switches: self.switches.saturating_sub(before.switches),
            milliseconds: self.milliseconds - before.milliseconds,
        }
    }

    /// Waits until a process does nothing for a second.
    pub fn settled(process: u32) {
        loop {
            let before = Self::of(process);
            thread::sleep(Duration::from_secs(1));
            if Self::of(process).since(before).switches == 0 {
                return;
            }
        }
    }
}

/// The first number of a line.
fn number(line: &str) -> Option<u64> {
    line.split_whitespace().find_map(|word| word.parse().ok())
}

/// The megabytes of memory that a process has.
pub fn resident(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    line.and_then(number).unwrap_or_default() as f64 / 1000.0
}
