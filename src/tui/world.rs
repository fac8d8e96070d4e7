//! The world outside: does the effects that the dashboard asks for.

use std::io;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crate::load::Loaded;
use crate::problem::cause;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::fault::{self, caught};
use crate::tui::newsroom::{Keeping, Newsroom};
use crate::tui::runtime::{Next, Perform};
use crate::tui::terminal::{Mouse, Screen};
use crate::tui::writing::{Failure, Writing, Written};

/// Does effects for real. What takes long happens on a thread and answers with an event.
pub struct World {
    events: Sender<Event>,
    loads: Sender<()>,
    writers: Vec<JoinHandle<()>>,
    /// Whose turn it is to write: a large page takes much memory while it is written.
    turn: Arc<Mutex<()>>,
    newsroom: Newsroom,
}

impl World {
    /// A world that answers on `events` and loads with `load`, on one thread, one load after the
    /// other: wishes that arrive meanwhile are one wish. News are kept as `keeping` says.
    pub fn new(
        events: Sender<Event>,
        keeping: Keeping,
        load: impl Fn() -> Loaded + Send + 'static,
    ) -> io::Result<Self> {
        let newsroom = Newsroom::new(keeping, events.clone())?;
        let (loads, wishes) = mpsc::channel();
        let answers = events.clone();
        thread::Builder::new()
            .name("loader".into())
            .spawn(move || serve_loads(&wishes, &answers, load))?;
        Ok(Self {
            events,
            loads,
            writers: Vec::new(),
            turn: Arc::default(),
            newsroom,
        })
    }

    fn tell(&self, outcome: Result<String, String>) {
        // Nobody listens only if the loop has ended.
        let _ = self.events.send(Event::Done(outcome));
    }

    fn suspend(&self, screen: &mut dyn Screen) -> io::Result<()> {
        if let Err(why) = can_be_resumed() {
            self.tell(Err(why.into()));
            return Ok(());
        }
        screen.leave()?;
        stop()
    }

    /// Writes a page on a thread of its own, when those before are written: to draw a picture takes
    /// a while.
    fn write(&mut self, writing: Writing) {
        let path = writing.wish.path.clone();
        let events = self.events.clone();
        let turn = Arc::clone(&self.turn);
        let work = move || {
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            let done = caught(|| writing.carry_out());
            let outcome = done.unwrap_or_else(|why| Err(Failure::Fault(why)));
            let path = writing.wish.path;
            let _ = events.send(Event::Written(Box::new(Written { path, outcome })));
        };
        self.writers.retain(|writer| !writer.is_finished());
        match thread::Builder::new().name("writer".into()).spawn(work) {
            Ok(writer) => self.writers.push(writer),
            Err(error) => {
                let outcome = Err(Failure::Fault(error.to_string()));
                let written = Written { path, outcome };
                let _ = self.events.send(Event::Written(Box::new(written)));
            }
        }
    }

    /// Opens an address without a shell, apart from the terminal.
    fn open(&self, address: &str) {
        let Some(mut command) = browser(address) else {
            self.tell(Err(format!(
                "not opened: {address:?} is no http or https address"
            )));
            return;
        };
        let program = command.get_program().display().to_string();
        let address = address.to_owned();
        let events = self.events.clone();
        let wait = move || {
            let outcome = match command.status() {
                Ok(status) if status.success() => Ok(format!("opened {address}")),
                Ok(status) => Err(format!("{program} could not open {address}: {status}")),
                Err(error) => {
                    let why = cause(&error);
                    Err(format!(
                        "{program} cannot be run: {why}; open {address} yourself"
                    ))
                }
            };
            let _ = events.send(Event::Done(outcome));
        };
        if let Err(error) = thread::Builder::new().name("opener".into()).spawn(wait) {
            self.tell(Err(format!("not opened: {}", cause(&error))));
        }
    }
}

/// What was begun to be written is written, also if the program is left meanwhile.
impl Drop for World {
    fn drop(&mut self) {
        for writer in self.writers.drain(..) {
            // A writer that broke off has told so.
            let _ = writer.join();
        }
    }
}

impl Perform for World {
    fn perform(&mut self, effect: Effect, screen: &mut dyn Screen) -> io::Result<Next> {
        match effect {
            Effect::Quit(status) => return Ok(Next::Leave(status)),
            Effect::Suspend => self.suspend(screen)?,
            Effect::Copy(text) => screen.copy(&text)?,
            Effect::Open(address) => self.open(&address),
            Effect::Load => {
                if self.loads.send(()).is_err() {
                    self.tell(Err("the data cannot be read again: start anew".into()));
                }
            }
            Effect::Write(writing) => self.write(*writing),
            Effect::OpenArchive(record) => self.newsroom.open(record),
            Effect::Ask(ask) => self.newsroom.ask(ask),
            Effect::CaptureMouse(true) => screen.set_mouse(Mouse::Caught)?,
            Effect::CaptureMouse(false) => screen.set_mouse(Mouse::Left)?,
        }
        Ok(Next::GoOn)
    }
}

fn serve_loads(wishes: &Receiver<()>, events: &Sender<Event>, load: impl Fn() -> Loaded) {
    while wishes.recv().is_ok() {
        while wishes.try_recv().is_ok() {}
        let event = match caught(&load) {
            Ok(loaded) => Event::Loaded(Box::new(loaded)),
            Err(why) => Event::Done(Err(fault::told("loading", &why))),
        };
        if events.send(event).is_err() {
            return;
        }
    }
}

/// The command that opens a web address, if it is one: http or https, and no character that an
/// address cannot have.
fn browser(address: &str) -> Option<Command> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| address.starts_with(scheme))?;
    let plain = address.chars().all(|char| char.is_ascii_graphic());
    if !plain || address.len() == scheme.len() {
        return None;
    }
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    Some(command)
}

/// Whether a shell is there to let the program go on: not if it is the first program of its
/// terminal, as in `ssh -t host trafficdash`.
#[cfg(unix)]
fn can_be_resumed() -> Result<(), &'static str> {
    use rustix::process::{getpgrp, getsid};

    if getsid(None) == Ok(getpgrp()) {
        return Err("not suspended: there is no shell to go back to");
    }
    Ok(())
}

/// Stops this program and those started with it, as ctrl-z does where nobody catches it. The loop
/// goes on with [`Event::Resumed`], which comes from the signal that lets them go on; until then
/// the terminal is not touched.
#[cfg(unix)]
fn stop() -> io::Result<()> {
    use rustix::process::{Signal, kill_current_process_group};

    Ok(kill_current_process_group(Signal::STOP)?)
}

#[cfg(not(unix))]
fn can_be_resumed() -> Result<(), &'static str> {
    Err("not suspended: this system does not do that")
}

#[cfg(not(unix))]
fn stop() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;
    use crate::delivery::Existing;
    use crate::export::format::Format;
    use crate::present::Scope;
    use crate::present::pages::news::Desk;
    use crate::present::pages::overview;
    use crate::tui::theme::Theme;
    use crate::tui::writing::Wish;

    #[test]
    fn only_web_addresses_are_opened_and_never_by_a_shell() {
        let command = browser("https://www.gov.uk/a?b=c;d").expect("an address");
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(
            arguments.last(),
            Some(&"https://www.gov.uk/a?b=c;d".as_ref())
        );
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--help",
            "https://",
            "https://a b",
            "https://a\u{1b}]0;x",
            "HTTPS://gov.uk",
            "",
        ] {
            assert!(browser(bad).is_none(), "{bad:?}");
        }
    }

    fn writing(path: PathBuf) -> Writing {
        let dataset = crate::load::embedded("2026-11-23".parse().expect("a day")).dataset;
        let dataset = Arc::new(dataset.expect("the record"));
        let scope = Scope::opening(&dataset);
        Writing {
            wish: Wish {
                format: Format::Png,
                path,
                existing: Existing::Keep,
            },
            page: overview::page(&Desk::of_record(&dataset, &scope)),
            scope,
            theme: Theme::default(),
            dataset,
        }
    }

    #[test]
    fn what_is_to_be_written_waits_for_its_turn() {
        let folder = tempfile::tempdir().expect("a folder");
        // A folder is in the way, so that it takes no time.
        let writing = writing(folder.path().to_owned());
        let (sender, events) = mpsc::channel();
        let mut world = World::new(sender, Keeping::default(), Loaded::default).expect("a thread");
        let turn = Arc::clone(&world.turn);
        let held = turn.lock().expect("nobody writes");
        world.write(writing.clone());
        world.write(writing);
        assert!(events.recv_timeout(Duration::from_millis(300)).is_err());
        drop(held);
        for _ in 0..2 {
            let event = events.recv_timeout(Duration::from_secs(10));
            assert!(matches!(event, Ok(Event::Written(_))), "{event:?}");
        }
    }

    #[test]
    fn what_was_begun_to_be_written_is_there_when_the_world_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let writing = writing(folder.path().join("a.png"));
        let (sender, events) = mpsc::channel();
        let mut world = World::new(sender, Keeping::default(), Loaded::default).expect("a thread");
        world.write(writing.clone());
        drop(world);
        assert!(writing.wish.path.is_file());
        let Ok(Event::Written(written)) = events.recv() else {
            panic!("nothing is told");
        };
        assert!(written.outcome.is_ok() && written.path == writing.wish.path);
    }

    #[test]
    fn loads_come_one_after_the_other_and_a_fault_is_told() {
        let (sender, events) = mpsc::channel();
        let world = World::new(sender, Keeping::default(), Loaded::default).expect("a thread");
        world.loads.send(()).expect("the loader is here");
        let event = events.recv_timeout(Duration::from_secs(10));
        assert!(matches!(event, Ok(Event::Loaded(_))), "{event:?}");

        let (wish, wishes) = mpsc::channel();
        let (sender, events) = mpsc::channel();
        wish.send(()).expect("a receiver");
        drop(wish);
        serve_loads(&wishes, &sender, || panic!("row 7"));
        let event = events.try_recv();
        assert!(
            matches!(&event, Ok(Event::Done(Err(why))) if why.ends_with("row 7")),
            "{event:?}"
        );
    }
}
