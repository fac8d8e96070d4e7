//! The real program in a pseudo-terminal beside an empty ratatui program, one after the other:
//! time to the first frame, memory, what each does while nothing happens, and what keys cost.

#![allow(clippy::print_stdout)] // a bench says what it measured

#[cfg(unix)]
#[path = "../tests/pty/session.rs"]
#[allow(dead_code)] // written for tests, which look at the screen too
mod session;

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
    use std::fs;
    use std::io;
    use std::time::Duration;

    use crossterm::event::{self, Event, KeyCode};
    use portable_pty::CommandBuilder;

    use super::session::Session;

    /// Set for the bench binary when it is to be the empty program.
    pub const EMPTY: &str = "TRAFFICDASH_BENCH_EMPTY";

    const RUNS: usize = 21;
    const IDLE: Duration = Duration::from_secs(3);
    const KEYS: usize = 200;
    const CELLS: (u16, u16) = (120, 40);

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

    /// A program, and the text that its first frame holds.
    struct Contestant {
        name: &'static str,
        first: &'static str,
        command: CommandBuilder,
    }

    /// What was measured of a program once.
    #[derive(Clone, Copy, Default)]
    struct Sample {
        milliseconds: f64,
        kilobytes: f64,
    }

    pub fn compare() {
        let home = tempfile::tempdir().expect("a folder");
        let command = |program: &str| {
            let mut command = CommandBuilder::new(program);
            command.env_clear();
            command.env("TERM", "xterm-256color");
            command.env("LANG", "C.UTF-8");
            command.env("HOME", home.path());
            command
        };
        let own = std::env::current_exe().expect("the bench");
        let mut empty = command(&own.display().to_string());
        empty.env(EMPTY, "1");
        let contestants = [
            Contestant {
                name: "trafficdash",
                first: "23,411",
                command: command(env!("CARGO_BIN_EXE_trafficdash")),
            },
            Contestant {
                name: "empty",
                first: "hello",
                command: empty,
            },
        ];
        // In turn, so that a change of the machine's pace touches both alike.
        let rounds: [[Sample; 2]; RUNS] =
            std::array::from_fn(|_| contestants.each_ref().map(start));
        let samples = [0, 1].map(|at| rounds.map(|round| round[at]));
        let medians = samples.map(|runs| {
            [
                median(runs.map(|one| one.milliseconds)),
                median(runs.map(|one| one.kilobytes)),
            ]
        });
        for (one, [milliseconds, kilobytes]) in contestants.iter().zip(medians) {
            println!(
                "{:12} first frame {milliseconds:.2} ms, VmRSS {kilobytes:.0} kB (medians of {RUNS})",
                one.name
            );
        }
        let [own, empty] = medians;
        println!(
            "{:12} time {:.2}, memory {:.2}",
            "ratio",
            own[0] / empty[0],
            own[1] / empty[1]
        );
        for one in &contestants {
            rest(one);
        }
    }

    fn begun(one: &Contestant) -> Session {
        Session::start(one.command.clone(), CELLS)
    }

    fn start(one: &Contestant) -> Sample {
        let mut session = begun(one);
        let seen = session.wait_written(one.first, 0);
        let milliseconds = (seen - session.started).as_secs_f64() * 1000.0;
        let kilobytes = resident(session.id());
        session.press("q");
        session.end();
        Sample {
            milliseconds,
            kilobytes,
        }
    }

    /// What a program does while nothing happens, and what keys cost.
    fn rest(one: &Contestant) {
        let mut session = begun(one);
        session.wait_written(one.first, 0);
        session.read_for(Duration::from_millis(300));
        let before = Work::of(session.id());
        let written = session.read_for(IDLE).len();
        let idle = Work::of(session.id()).since(before);
        let before = Work::of(session.id());
        for at in 0..KEYS {
            let from = session.bytes.len();
            session.press(if at % 2 == 0 { "\x1b[D" } else { "\x1b[C" });
            // Each program ends a frame in its own way; both hide the cursor or end an update.
            session.wait_written("\x1b[", from);
            session.read_for(Duration::from_millis(2));
        }
        let keys = Work::of(session.id()).since(before);
        println!(
            "{:12} idle {IDLE:?}: {} switches, {:.3} ms of processor, {written} bytes; \
             {KEYS} keys: {:.1} ms of processor",
            one.name, idle.switches, idle.milliseconds, keys.milliseconds
        );
        session.press("q");
        session.end();
    }

    /// The work of all threads of a process so far.
    #[derive(Clone, Copy, Default)]
    struct Work {
        switches: u64,
        milliseconds: f64,
    }

    impl Work {
        fn of(process: u32) -> Self {
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

        fn since(self, before: Self) -> Self {
            Self {
                switches: self.switches.saturating_sub(before.switches),
                milliseconds: self.milliseconds - before.milliseconds,
            }
        }
    }

    /// The first number of a line.
    fn number(line: &str) -> Option<u64> {
        line.split_whitespace().find_map(|word| word.parse().ok())
    }

    fn resident(process: u32) -> f64 {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS"));
        line.and_then(number).unwrap_or_default() as f64
    }

    fn median(mut values: [f64; RUNS]) -> f64 {
        values.sort_by(f64::total_cmp);
        values[RUNS / 2]
    }
}
