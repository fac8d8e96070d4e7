//! What is done to the program, what is measured of it, and what is found.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::dashboard::{NEWEST, command, record};
use crate::server::{Server, say};
use crate::session::Session;

/// By how much memory at rest after the last quarter may exceed that after the first one, in KiB:
/// an allocator does not give back all.
const GROWTH: u64 = 16 * 1024;

/// What is typed. Nothing of it leaves the program or starts a browser.
const KEYS: [&str; 40] = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "\t",
    "\x1b[Z",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "g",
    "G",
    "\r",
    "[",
    "]",
    "a",
    "f",
    "b",
    "t",
    "z",
    "S",
    "c",
    "i",
    "s",
    "n",
    "u",
    "*",
    ".",
    "T",
    "?",
    "p",
    "\x1b[<64;20;10M",
    "\x1b[<0;30;12M",
];

/// What is written as a whole.
const LINES: [&str; 9] = [
    ":as-of 2012-10-18\r",
    ":as-of today\r",
    ":period 2011\r",
    ":filter unread\r",
    "/referrals\r",
    ":export csv\r",
    ":export svg again.svg\r\r",
    "+nrm\r",
    ":nonsense\r",
];

/// Always the same numbers, which look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        let grown = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = grown.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("small") % most
    }
}

/// What a process has at a moment.
#[derive(Clone, Copy, Debug)]
struct Sample {
    /// Resident memory in KiB.
    memory: u64,
    files: usize,
    threads: usize,
}

impl Sample {
    fn of(process: u32) -> Self {
        let folder = PathBuf::from(format!("/proc/{process}"));
        let status = fs::read_to_string(folder.join("status")).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        let count = |name| fs::read_dir(folder.join(name)).expect("it runs").count();
        Self {
            memory: memory.expect("a number"),
            files: count("fd"),
            threads: count("task"),
        }
    }
}

/// A server whose feeds have the same fifty items each time, with another text.
fn server() -> Server {
    Server::start(|asked, wire| {
        let entries = (0..50).map(|at| {
            let path = asked.path();
            format!(
                "<entry><id>{path}-{at}</id><title>Story {at}, {} times told</title>\
                 <link href=\"https://news.example{path}/{at}\"/>\
                 <updated>2026-11-20T10:{at:02}:00Z</updated>\
                 <content>In 2025 there were 23,411 referrals.</content></entry>",
                asked.before
            )
        });
        let body = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Feed</title>{}</feed>",
            entries.collect::<String>()
        );
        let head = "Content-Type: application/atom+xml\r\n";
        say(wire, "200 OK", head, body.as_bytes())
    })
}

/// The program with what is done to it.
struct Soak {
    dashboard: Session,
    chance: Chance,
    record: TempDir,
    _home: TempDir,
    server: Server,
    steps: usize,
    saved: usize,
}

impl Soak {
    fn start() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let (record, server) = (record(), server());
        let mut command = command(home.path());
        command.cwd(home.path());
        command.env("PATH", "/nowhere");
        // Memory that is freed is given back, so that what is resident is what is used.
        command.env("MALLOC_ARENA_MAX", "1");
        command.env("MALLOC_TRIM_THRESHOLD_", "131072");
        command.env("MALLOC_MMAP_THRESHOLD_", "131072");
        command.arg("--data");
        command.arg(record.path());
        let mut dashboard = Session::start(command, (120, 40));
        dashboard.wait_for(NEWEST);
        for feed in ["/one", "/two"] {
            let address = server.address(feed);
            dashboard.press(&format!(":follow {address}\r"));
            dashboard.wait_for(&format!("following {address}"));
        }
        Self {
            dashboard,
            chance: Chance(20_121_018),
            record,
            _home: home,
            server,
            steps: 0,
            saved: 0,
        }
    }

    /// Something that a user does, and what the program makes of it.
    fn step(&mut self) {
        self.steps += 1;
        match self.chance.below(100) {
            0..78 => self.dashboard.press(KEYS[self.chance.below(KEYS.len())]),
            78..88 => {
                self.escape();
                self.dashboard.press(LINES[self.chance.below(LINES.len())]);
            }
            88..93 => {
                // In twelve rows the mouse would click on the last one, which has "quit".
                let rows = 1 + self.chance.below(70);
                let cells = (
                    1 + self.chance.below(240),
                    if rows == 12 { 13 } else { rows },
                );
                let small = |cells| u16::try_from(cells).expect("small");
                self.dashboard.resize((small(cells.0), small(cells.1)));
            }
            93..95 => self.save(),
            95..98 => {
                self.escape();
                self.dashboard.press("F");
            }
            _ => self.dashboard.press("r"),
        }
        self.dashboard.read_for(Duration::from_millis(15));
        self.dashboard.bytes.clear();
    }

    /// An escape alone, so that it is no part of another key.
    fn escape(&mut self) {
        self.dashboard.press("\x1b");
        self.dashboard.read_for(Duration::from_millis(15));
    }

    /// Saves a file of the record: with another value, with a mistake, and as it was.
    fn save(&mut self) {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/indicators/nrm-referrals.csv");
        let right = fs::read_to_string(kept).expect("values");
        let changed = match self.saved % 3 {
            0 => right.replace(",23411,", ",23412,"),
            1 => right.replacen("eoy-2025-annex", "eoy-2025-anex", 1),
            _ => right,
        };
        self.saved += 1;
        let file = self.record.path().join("indicators/nrm-referrals.csv");
        fs::write(file, changed).expect("saved");
    }

    /// What the program has when it has nothing to do. What was begun (a picture, a fetch) may take
    /// a while: no more open files and threads than at rest before are waited for.
    fn at_rest(&mut self, before: Option<Sample>) -> Sample {
        for _ in 0..5 {
            self.escape();
        }
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            self.dashboard.read_for(Duration::from_secs(3));
            let now = Sample::of(self.dashboard.id());
            let is_at_rest = before
                .is_none_or(|before| now.files <= before.files && now.threads <= before.threads);
            if is_at_rest || Instant::now() > until {
                return now;
            }
        }
    }

    /// Goes on for some time; gives the most memory that was seen.
    fn go_on(&mut self, time: Duration) -> u64 {
        let until = Instant::now() + time;
        let mut most = 0;
        while Instant::now() < until {
            self.step();
            if self.dashboard.has_ended() {
                panic!(
                    "it has ended after {} steps\n{}",
                    self.steps,
                    self.dashboard.text()
                );
            }
            if self.steps.is_multiple_of(20) {
                most = most.max(Sample::of(self.dashboard.id()).memory);
            }
        }
        most
    }
}

fn tell(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("told");
}

/// Uses the program for as long as is wished.
pub fn soak() {
    let wished = std::env::var("TRAFFICDASH_SOAK_MINUTES").ok();
    let minutes: u64 = wished.map_or(2, |text| text.parse().expect("a number of minutes"));
    let quarter = Duration::from_secs(minutes * 60) / 4;
    let mut soak = Soak::start();
    let begun = soak.at_rest(None);
    tell(&format!("{minutes} minutes; at the start: {begun:?}"));
    let mut warm = begun;
    for number in 1..=4 {
        let most = soak.go_on(quarter);
        let rest = soak.at_rest(Some(warm));
        if number == 1 {
            warm = rest;
        }
        let (steps, saved) = (soak.steps, soak.saved);
        let asked = soak.server.asked().len();
        tell(&format!(
            "quarter {number}: {steps} steps, {saved} files saved, {asked} requests; at most {most} \
             KiB; at rest: {rest:?}"
        ));
        assert!(rest.files <= warm.files, "files are left open: {rest:?}");
        assert!(rest.threads <= warm.threads, "threads are left: {rest:?}");
        assert!(
            rest.memory <= warm.memory + GROWTH,
            "memory grows: {rest:?}"
        );
    }
    assert!(soak.server.asked().len() > 2, "nothing was fetched");
    soak.dashboard.resize((120, 40));
    soak.dashboard.press("1");
    soak.dashboard.wait_for("▸1 Overview");
    soak.dashboard.press("\x03");
    assert_eq!(soak.dashboard.end().exit_code(), 0);
}
