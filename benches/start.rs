//! The real program in a pseudo-terminal beside an empty ratatui program, one after the other:
//! time to the first frame, memory, what each does while nothing happens, what keys cost, and
//! what becomes of many keys at once and of a slow line. The terminal answers no query.

#![allow(clippy::print_stdout)] // a bench says what it measured

#[cfg(unix)]
#[path = "archive/full.rs"]
#[allow(dead_code)] // written for the archive's own benchmark too
mod full;

#[cfg(unix)]
#[path = "../tests/pty/session.rs"]
#[allow(dead_code)] // written for tests, which look at the screen too
mod session;

#[cfg(unix)]
#[path = "start/process.rs"]
mod process;

#[cfg(unix)]
#[path = "start/slow.rs"]
mod slow;

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
fn main() -> std::io::Result<()> {
    if std::env::var_os(comparison::EMPTY).is_some() {
        return comparison::empty_program();
    }
    comparison::compare();
    Ok(())
}

#[cfg(unix)]
mod comparison {
    use std::path::Path;
    use std::time::{Duration, Instant};
    use std::{fs, io};

    use crossterm::event::{self, Event, KeyCode};
    use portable_pty::CommandBuilder;
    use trafficdash::tui::view_id::VIEWS;

    use super::full;
    use super::process::{Work, resident};
    use super::session::Session;
    use super::slow;

    /// Set for the bench binary when it is to be the empty program.
    pub const EMPTY: &str = "TRAFFICDASH_BENCH_EMPTY";

    const RUNS: usize = 21;
    const IDLE: Duration = Duration::from_secs(3);
    const KEYS: usize = 400;
    /// A key that is not answered within this time changes nothing.
    const LONGEST: Duration = Duration::from_millis(100);
    const AT_ONCE: usize = 500;
    const SIZES: [(u16, u16); 2] = [(120, 40), (200, 60)];
    const UP: &str = "\x1b[A";
    const DOWN: &str = "\x1b[B";
    const LEFT: &str = "\x1b[D";
    const RIGHT: &str = "\x1b[C";

    /// What every ratatui program does.
    pub fn empty_program() -> io::Result<()> {
        let mut terminal = ratatui::init();
        let mut count = 0;
        loop {
            terminal.draw(|frame| frame.render_widget(format!("hello {count}"), frame.area()))?;
            match event::read()? {
                Event::Key(key) if key.code == KeyCode::Char('q') => break,
                _ => count += 1,
            }
        }
        ratatui::restore();
        Ok(())
    }

    /// A program.
    pub struct Contestant {
        name: &'static str,
        /// What its first frame holds.
        pub first: &'static str,
        /// How it ends a frame.
        end: &'static str,
        /// A key, and what is written when it is done as the last of many.
        last: [&'static str; 2],
        pub command: CommandBuilder,
    }

    impl Contestant {
        fn begun(&self, size: (u16, u16)) -> Session {
            let mut session = Session::start(self.command.clone(), size);
            session.wait_written(self.first, 0);
            session.read_for(Duration::from_millis(200));
            session
        }
    }

    fn left(mut session: Session) {
        session.press("q");
        session.end();
    }

    pub fn compare() {
        let home = tempfile::tempdir().expect("a folder");
        let contestants = contestants(home.path());
        println!("medians; the times of keys as p50 and p99\n");
        println!("| measured at | trafficdash | empty program | ratio |");
        println!("|---|--:|--:|--:|");
        for size in SIZES {
            let at = format!("{}x{}", size.0, size.1);
            begin(&contestants, size, &at);
            keys(&contestants, size, &at);
            at_once(&contestants, size, &at);
        }
        println!();
        for one in &contestants {
            rest(one);
        }
        for size in SIZES {
            views(&contestants[0], size);
        }
        slow::line(&contestants[0]);
        crowded(&contestants[0], home.path());
    }

    /// Both programs, copied as an installation does: how a linker leaves a file in the cache is
    /// not alike for two files, nor twice for one, and a start reads much of it.
    fn contestants(home: &Path) -> [Contestant; 2] {
        let command = |name: &str, program: &Path| {
            let installed = home.join(name);
            fs::copy(program, &installed).expect("a program");
            let mut command = CommandBuilder::new(installed);
            command.env_clear();
            command.env("TERM", "xterm-256color");
            command.env("LANG", "C.UTF-8");
            command.env("HOME", home);
            command
        };
        let own = std::env::current_exe().expect("the bench");
        let mut empty = command("empty", &own);
        empty.env(EMPTY, "1");
        [
            Contestant {
                name: "trafficdash",
                first: "23,411",
                end: "\x1b[?2026l",
                last: ["7", "Revisions"],
                command: command("trafficdash", Path::new(env!("CARGO_BIN_EXE_trafficdash"))),
            },
            Contestant {
                name: "empty",
                first: "hello",
                end: "\x1b[0m",
                last: [LEFT, "500"],
                command: empty,
            },
        ]
    }

    /// A line of the table: both programs, and the first by the second.
    fn compared(what: &str, [own, empty]: [f64; 2], unit: &str) {
        let ratio = own / empty;
        println!("| {what} | {own:.2} {unit} | {empty:.2} {unit} | {ratio:.2} |");
    }

    /// The start, in turn, so that a change of the machine's pace touches both alike.
    fn begin(contestants: &[Contestant; 2], size: (u16, u16), at: &str) {
        let rounds: Vec<[[f64; 2]; 2]> = (0..RUNS)
            .map(|_| contestants.each_ref().map(|one| start(one, size)))
            .collect();
        let measured = |which: usize| {
            [0, 1].map(|who| median(rounds.iter().map(|round| round[who][which]).collect()))
        };
        compared(&format!("first frame, {at}"), measured(0), "ms");
        compared(&format!("resident memory, {at}"), measured(1), "MB");
    }

    /// Milliseconds to the first frame, and the megabytes that the program then has.
    fn start(one: &Contestant, size: (u16, u16)) -> [f64; 2] {
        let mut session = Session::start(one.command.clone(), size);
        let seen = session.wait_written(one.first, 0);
        let milliseconds = (seen - session.started).as_secs_f64() * 1000.0;
        let megabytes = resident(session.id());
        left(session);
        [milliseconds, megabytes]
    }

    /// The time from a key to the end of its frame, and the bytes of that frame; nothing if the
    /// key changes nothing.
    fn answer(session: &mut Session, key: &str, end: &str) -> Option<(f64, usize)> {
        let from = session.bytes.len();
        let pressed = Instant::now();
        session.press(key);
        let seen = session.written_within(LONGEST, end, from)?;
        let milliseconds = (seen - pressed).as_secs_f64() * 1000.0;
        session.read_for(Duration::from_millis(1));
        Some((milliseconds, session.bytes.len() - from))
    }

    /// The answers to two keys that lead back to where they began.
    fn answers(session: &mut Session, pair: [&str; 2], end: &str) -> (Vec<f64>, usize) {
        let keys = pair.into_iter().cycle().take(KEYS);
        let (times, bytes): (Vec<f64>, Vec<usize>) =
            keys.filter_map(|key| answer(session, key, end)).unzip();
        (times, bytes.iter().max().copied().unwrap_or_default())
    }

    fn keys(contestants: &[Contestant; 2], size: (u16, u16), at: &str) {
        let measured = contestants.each_ref().map(|one| {
            let mut session = one.begun(size);
            let (times, _) = answers(&mut session, [LEFT, RIGHT], one.end);
            left(session);
            times
        });
        let p50 = measured.clone().map(median);
        let p99 = measured.map(|times| share(times, 0.99));
        compared(&format!("key to screen p50, {at}"), p50, "ms");
        compared(&format!("key to screen p99, {at}"), p99, "ms");
    }

    /// Many keys sent at once, until the state after the last of them is on screen.
    fn at_once(contestants: &[Contestant; 2], size: (u16, u16), at: &str) {
        let measured = contestants.each_ref().map(|one| {
            let runs = (0..5).map(|_| {
                let mut session = one.begun(size);
                let from = session.bytes.len();
                let [last, seen] = one.last;
                let keys = [LEFT, RIGHT].into_iter().cycle().take(AT_ONCE - 1);
                let pressed = Instant::now();
                session.press(&(keys.collect::<String>() + last));
                let seen = session.wait_written(seen, from);
                left(session);
                (seen - pressed).as_secs_f64() * 1000.0
            });
            median(runs.collect())
        });
        compared(&format!("{AT_ONCE} keys at once, {at}"), measured, "ms");
    }

    /// What a program does while nothing happens.
    fn rest(one: &Contestant) {
        let mut session = one.begun(SIZES[0]);
        session.read_for(Duration::from_millis(300));
        let before = Work::of(session.id());
        let written = session.read_for(IDLE).len();
        let idle = Work::of(session.id()).since(before);
        println!(
            "{:12} idle for {IDLE:?}: {} wake-ups, {:.3} ms of processor, {written} bytes",
            one.name, idle.switches, idle.milliseconds
        );
        left(session);
    }

    /// Each view: a cursor moved down and up, and the period moved back and forward.
    fn views(one: &Contestant, size: (u16, u16)) {
        println!("\nkeys at {size:?}: p50 and p99 in ms, the most bytes");
        for row in VIEWS {
            let mut session = one.begun(size);
            session.press(&row.digit.to_string());
            session.read_for(Duration::from_millis(50));
            for (name, pair) in [("cursor", [DOWN, UP]), ("period", [LEFT, RIGHT])] {
                let (times, most) = answers(&mut session, pair, one.end);
                println!(
                    "{:10} {name} {:.2} {:.2} {most} bytes",
                    row.name,
                    median(times.clone()),
                    share(times, 0.99)
                );
            }
            left(session);
        }
    }

    /// A hundred thousand items of news in the archive: the start, and memory when all is read.
    fn crowded(one: &Contestant, home: &Path) {
        let data = home.join("data");
        std::fs::create_dir_all(data.join("trafficdash")).expect("a folder");
        drop(full::fill(&data.join("trafficdash")));
        let mut command = one.command.clone();
        command.env("XDG_DATA_HOME", &data);
        let one = Contestant {
            name: one.name,
            first: one.first,
            end: one.end,
            last: one.last,
            command,
        };
        // What the items are about is found out once.
        let session = one.begun(SIZES[0]);
        Work::settled(session.id());
        left(session);
        let times = (0..RUNS).map(|_| start(&one, SIZES[0])[0]).collect();
        let mut session = one.begun(SIZES[0]);
        session.press("5");
        Work::settled(session.id());
        session.read_for(Duration::from_millis(200));
        println!(
            "\n{} items of news: first frame {:.2} ms, {:.1} MB resident on the news",
            full::ITEMS,
            median(times),
            resident(session.id())
        );
        let (times, most) = answers(&mut session, [DOWN, UP], one.end);
        println!(
            "news cursor {:.2} {:.2} ms, {most} bytes",
            median(times.clone()),
            share(times, 0.99)
        );
        left(session);
    }

    fn median(values: Vec<f64>) -> f64 {
        share(values, 0.5)
    }

    /// The value that so large a share lies below.
    fn share(mut values: Vec<f64>, share: f64) -> f64 {
        values.sort_by(f64::total_cmp);
        let at = (values.len() as f64 * share) as usize;
        values[at.min(values.len() - 1)]
    }
}
