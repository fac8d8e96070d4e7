//! The threads that turn the world into events. Each one sleeps until something happens, sends on
//! the one channel, and ends when nobody listens any more.
//!
//! | thread | waits for | sends |
//! |---|---|---|
//! | `input` | keys, mouse, paste, resize | [`Event::Key`] and the like; [`Event::Terminate`] if input ends |
//! | `signals` | INT, TERM, HUP, QUIT, TSTP, CONT | [`Event::Terminate`], [`Event::Suspend`], [`Event::Resumed`] |
//! | `hang-up` | the terminal to go away | [`Event::Terminate`] |
//! | `watcher` | files of the data folder being saved | [`Event::FilesChanged`] |
//! | `archive watcher` (in [`super::newsroom`]) | files of the archive of news being written | nothing: it wakes the newsroom |
//! | `loader` (in [`super::world`]) | [`super::effect::Effect::Load`] | [`Event::Loaded`] |
//! | `writer` (in [`super::world`]) | a file that is being written | [`Event::Written`] |
//! | `opener` (in [`super::world`]) | a browser that was started | [`Event::Done`] |
//!
//! The first three are what the dashboard is left by: if one breaks off, that is
//! [`Event::Broken`], and the program ends. The others tell that they broke off, and it goes on.
//!
//! While the program is stopped, so are its threads: no key meant for the shell is eaten.

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crossterm::event as input;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::tui::event::Event;
use crate::tui::fault::{self, caught};

/// The signal of a terminal that went away. It has this number everywhere.
pub const SIGHUP: i32 = 1;

/// Files are read again after they were left alone for this long.
const QUIET: Duration = Duration::from_millis(200);

/// But they are after so many changes, even if they are never left alone.
const MOST_CHANGES: usize = 1000;

/// Starts a thread that sends on `events`; `broken` makes the event that it broke off.
pub(super) fn spawn(
    name: &'static str,
    events: Sender<Event>,
    broken: fn(String) -> Event,
    work: impl FnOnce(&Sender<Event>) + Send + 'static,
) -> io::Result<()> {
    let work = move || {
        if let Err(why) = caught(|| work(&events)) {
            let told = fault::told(&format!("the thread \"{name}\""), &why);
            // Nobody listens only if the loop has ended.
            let _ = events.send(broken(told));
        }
    };
    thread::Builder::new().name(name.into()).spawn(work)?;
    Ok(())
}

/// Reads keys, mouse, pasted text and resizes. If input cannot be read any more, nobody can leave
/// the program, so it ends.
///
/// Resizes are told from the first look for input on; one that came between `size` and that look
/// is told then.
pub fn spawn_input(events: Sender<Event>, size: (u16, u16)) -> io::Result<()> {
    spawn("input", events, Event::Broken, move |events| {
        let _ = input::poll(Duration::ZERO);
        if let Ok((columns, rows)) = crossterm::terminal::size()
            && (columns, rows) != size
            && events.send(Event::Resize(columns, rows)).is_err()
        {
            return;
        }
        while let Ok(read) = input::read() {
            let Some(event) = event_of(read) else {
                continue;
            };
            if events.send(event).is_err() {
                return;
            }
        }
        let _ = events.send(Event::Terminate(SIGHUP));
    })
}

fn event_of(read: input::Event) -> Option<Event> {
    match read {
        input::Event::Key(key) => Some(Event::Key(key)),
        input::Event::Mouse(mouse) => Some(Event::Mouse(mouse)),
        input::Event::Paste(text) => Some(Event::Paste(text)),
        input::Event::Resize(columns, rows) => Some(Event::Resize(columns, rows)),
        input::Event::FocusGained | input::Event::FocusLost => None,
    }
}

/// The signals that would end or stop the program, caught from now on and told by the thread that
/// takes them up.
#[cfg(unix)]
pub struct Signals(signal_hook::iterator::Signals);

/// Catches the signals; what comes before [`spawn_signals`] waits for it.
#[cfg(unix)]
pub fn catch_signals() -> io::Result<Signals> {
    use signal_hook::consts::signal::{SIGCONT, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

    let handled = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT];
    Ok(Signals(signal_hook::iterator::Signals::new(handled)?))
}

/// Turns the signals into events, so that the terminal is given back first.
#[cfg(unix)]
pub fn spawn_signals(Signals(mut signals): Signals, events: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::signal::{SIGCONT, SIGTSTP};

    spawn("signals", events, Event::Broken, move |events| {
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Resumed,
                ending => Event::Terminate(ending),
            };
            if events.send(event).is_err() {
                return;
            }
        }
    })
}

/// Where there are no signals there is nothing to catch.
#[cfg(not(unix))]
pub struct Signals;

/// Where there are no signals there is nothing to catch.
#[cfg(not(unix))]
pub fn catch_signals() -> io::Result<Signals> {
    Ok(Signals)
}

/// Where there are no signals there is nothing to wait for.
#[cfg(not(unix))]
pub fn spawn_signals(_signals: Signals, _events: Sender<Event>) -> io::Result<()> {
    Ok(())
}

/// Waits for the terminal to go away. Where SIGHUP does not arrive (under `nohup`, `sudo` or a job
/// runner) crossterm would spin for ever on the dead terminal.
#[cfg(unix)]
pub fn spawn_hang_up(events: Sender<Event>) -> io::Result<()> {
    use std::fs::File;
    use std::io::IsTerminal;
    use std::os::fd::{AsFd, OwnedFd};

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    let stdin = io::stdin();
    let terminal: OwnedFd = if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()?
    } else {
        File::open("/dev/tty")?.into()
    };
    spawn("hang-up", events, Event::Broken, move |events| {
        loop {
            // No flag is asked for: a hang-up is told in any case, and nothing else wakes this.
            let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
            match poll(&mut watched, None) {
                Err(Errno::INTR) => {}
                Ok(_) if watched[0].revents().is_empty() => {}
                _ => break,
            }
        }
        let _ = events.send(Event::Terminate(SIGHUP));
    })
}

/// Where there are no hang-ups there is nothing to wait for.
#[cfg(not(unix))]
pub fn spawn_hang_up(_events: Sender<Event>) -> io::Result<()> {
    Ok(())
}

/// Watches a folder and all folders in it. Changes that follow one another quickly, as an editor
/// makes them, are one event. Reading is no change.
pub fn spawn_watcher(folder: &Path, events: Sender<Event>) -> io::Result<()> {
    let (sender, changes) = mpsc::channel();
    let watcher = watch(folder, RecursiveMode::Recursive, move |_| {
        let _ = sender.send(());
    })?;
    let broken = |why: String| Event::Done(Err(unnoticed(&why)));
    spawn("watcher", events, broken, move |events| {
        // Dropping the watcher ends the watch.
        let _watcher = watcher;
        while wait_for_quiet(&changes) && events.send(Event::FilesChanged).is_ok() {}
    })
}

/// What is said where no folder is watched.
pub fn unnoticed(why: &str) -> String {
    format!("{why}; files that are saved go unnoticed")
}

/// Watches a folder until what is given back goes. `tell` gets every change that is more than
/// reading.
pub(super) fn watch(
    folder: &Path,
    depth: RecursiveMode,
    tell: impl Fn(&notify::Event) + Send + 'static,
) -> io::Result<RecommendedWatcher> {
    let told = move |change: notify::Result<notify::Event>| match change {
        Ok(change) if !change.kind.is_access() => tell(&change),
        _ => {}
    };
    // What is said of it goes on after the reason.
    let refused = |error: notify::Error| {
        let why = error.to_string();
        io::Error::other(why.trim_end_matches('.').to_owned())
    };
    let mut watcher = notify::recommended_watcher(told).map_err(refused)?;
    watcher.watch(folder, depth).map_err(refused)?;
    Ok(watcher)
}

/// Waits for a change and then for quiet. Whether there can be another one.
pub(super) fn wait_for_quiet(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    for _ in 0..MOST_CHANGES {
        if changes.recv_timeout(QUIET).is_err() {
            break;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_breaks_off_tells_so() {
        let (sender, events) = mpsc::channel();
        spawn("input", sender, Event::Broken, |_| panic!("key 7")).expect("a thread");
        let event = events.recv_timeout(Duration::from_secs(10));
        assert!(
            matches!(&event, Ok(Event::Broken(why)) if why.contains("input") && why.ends_with("key 7")),
            "{event:?}"
        );
    }

    #[test]
    fn a_saved_file_is_told_once_and_a_read_one_never() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("sources.toml");
        std::fs::write(&file, "a").expect("written");
        let (sender, events) = mpsc::channel();
        spawn_watcher(folder.path(), sender).expect("a watcher");
        std::fs::write(&file, "b").expect("written");
        std::fs::write(&file, "c").expect("written");
        let event = events.recv_timeout(Duration::from_secs(10));
        assert!(matches!(event, Ok(Event::FilesChanged)), "{event:?}");
        std::fs::read(&file).expect("read");
        assert!(events.recv_timeout(2 * QUIET).is_err());
    }
}
