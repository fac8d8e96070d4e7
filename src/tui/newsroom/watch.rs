//! The watch of the archive's folder: it wakes the newsroom when files there were written, by this
//! program or by another one, and never otherwise.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};

use notify::{RecommendedWatcher, RecursiveMode};

use crate::tui::event::Event;
use crate::tui::threads::{self, wait_for_quiet};

/// A folder that is watched. While it is not there, the deepest one above it that is.
pub struct Watch {
    folder: PathBuf,
    /// What is watched now.
    watched: PathBuf,
    /// Dropping it ends the watch.
    watcher: RecommendedWatcher,
    changes: Sender<()>,
}

impl Watch {
    /// Watches a folder: `moved` is called, on a thread of its own, when its files were written
    /// and left alone again, until it says that nobody listens.
    pub fn of(
        folder: &Path,
        events: Sender<Event>,
        moved: impl Fn() -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (changes, waiting) = mpsc::channel();
        let watched = deepest(folder);
        let watcher = watch(folder, &watched, &changes)?;
        threads::spawn(
            "archive watcher",
            events,
            |why| Event::Done(Err(unseen(&why))),
            move |_| while wait_for_quiet(&waiting) && moved() {},
        )?;
        Ok(Self {
            folder: folder.to_owned(),
            watched,
            watcher,
            changes,
        })
    }

    /// Watches the folder itself if it is there now.
    pub fn follow(&mut self) -> io::Result<()> {
        let deepest = deepest(&self.folder);
        if deepest != self.watched {
            self.watcher = watch(&self.folder, &deepest, &self.changes)?;
            self.watched = deepest;
        }
        Ok(())
    }

    /// Has `moved` called again in a moment.
    pub fn look_again(&self) {
        // The thread listens as long as this is there.
        let _ = self.changes.send(());
    }
}

/// What is said where there is no watch.
pub fn unseen(why: &str) -> String {
    format!("{why}; news that other programs change are seen at the next key only")
}

/// A folder or the deepest one above it that is there.
fn deepest(folder: &Path) -> PathBuf {
    let mut above = folder.ancestors();
    let there = above.find(|one| one.is_dir());
    there.unwrap_or(folder).to_owned()
}

/// Tells on `changes` what happens in the folder or, while another one is watched for it, what
/// leads to it.
fn watch(folder: &Path, watched: &Path, changes: &Sender<()>) -> io::Result<RecommendedWatcher> {
    let (folder, changes) = (folder.to_owned(), changes.clone());
    threads::watch(watched, RecursiveMode::NonRecursive, move |change| {
        let mut paths = change.paths.iter();
        if paths.any(|path| path.starts_with(&folder) || folder.starts_with(path)) {
            let _ = changes.send(());
        }
    })
}
