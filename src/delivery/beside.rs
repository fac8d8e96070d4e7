//! The temporary file beside a file that is written: locked while its program lives, so that one
//! that a killed program left is known by nobody holding it. Nothing else is ever removed.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// How many characters of a name are left to chance.
const CHANCE: usize = 6;

/// As often it is tried anew if another program took the new file for one that was left.
const TRIES: usize = 8;

/// A file beside its place with every byte on disk; what killed programs left of the same place
/// is cleared up.
pub fn prepared(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = super::folder(path);
    let prefix = prefix(path.file_name().unwrap_or_default());
    let mut file = held(folder, &prefix)?;
    file.as_file_mut().write_all(bytes)?;
    file.as_file().sync_all()?;
    clear_up(folder, &prefix, &file);
    Ok(file)
}

/// How the names of temporary files of a place begin: with its own name, as a number (FNV-1a),
/// for a name may be as long as names can be.
fn prefix(name: &OsStr) -> String {
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for byte in name.as_encoded_bytes() {
        number = (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!(".trafficdash-{number:016x}-")
}

/// A new file with a lock on it, where the disk knows locks.
fn held(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let mut file = made(folder, prefix)?;
    for _ in 1..TRIES {
        // Between its making and its lock it looks like one that was left.
        let taken = matches!(file.as_file().try_lock(), Err(TryLockError::WouldBlock));
        if !taken && file.path().symlink_metadata().is_ok() {
            break;
        }
        file = made(folder, prefix)?;
    }
    Ok(file)
}

/// A file that others may read as far as the user's mask allows.
fn made(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    // Made by hand, for an error is to name the user's file and not this one.
    builder
        .prefix(prefix)
        .rand_bytes(CHANCE)
        .make_in(folder, |path| File::create_new(path))
}

/// Removes what killed programs of this user left of a place.
#[cfg(unix)]
fn clear_up(folder: &Path, prefix: &str, mine: &NamedTempFile) {
    // Nothing here is worth an error: the next time it is tried again.
    let (Ok(entries), Ok(mine)) = (fs::read_dir(folder), mine.as_file().metadata()) else {
        return;
    };
    for entry in entries.flatten() {
        if is_named(&entry.file_name(), prefix) {
            remove_left(&entry.path(), &mine);
        }
    }
}

/// Elsewhere such a file cannot be told from another's with the same certainty, and stays.
#[cfg(not(unix))]
fn clear_up(_folder: &Path, _prefix: &str, _mine: &NamedTempFile) {}

/// Whether a name is one that [`made`] gives.
#[cfg(unix)]
fn is_named(name: &OsStr, prefix: &str) -> bool {
    let rest = name.to_str().and_then(|name| name.strip_prefix(prefix));
    rest.is_some_and(|rest| {
        rest.len() == CHANCE && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Removes a file if it is this user's, a minute older than the new one (where locks do not reach
/// from one machine to another, a write is over by then), and nobody holds it.
#[cfg(unix)]
fn remove_left(path: &Path, mine: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    const OVER: i64 = 60;
    let is_left = |found: &fs::Metadata| {
        let is_old = mine.mtime().saturating_sub(found.mtime()) >= OVER;
        found.is_file() && found.nlink() == 1 && found.uid() == mine.uid() && is_old
    };
    // Looked at before it is opened: to open a pipe would wait.
    if !path.symlink_metadata().is_ok_and(|found| is_left(&found)) {
        return;
    }
    let Ok(file) = File::options().read(true).write(true).open(path) else {
        return;
    };
    let is_free = file.try_lock().is_ok();
    let (Ok(open), Ok(named)) = (file.metadata(), path.symlink_metadata()) else {
        return;
    };
    if is_free && is_left(&open) && (open.dev(), open.ino()) == (named.dev(), named.ino()) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;
    use std::time::Duration;

    use super::*;

    /// A file of an hour ago.
    fn old(path: &Path) -> File {
        let file = File::create(path).expect("made");
        let modified = file.metadata().and_then(|data| data.modified());
        let then = modified.expect("a time") - Duration::from_hours(1);
        file.set_modified(then).expect("aged");
        file
    }

    #[test]
    fn what_a_killed_program_left_is_cleared_up_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        let of_it = prefix(OsStr::new("a.csv"));
        let left = place(&format!("{of_it}abc123"));
        drop(old(&left));
        let mine = [
            format!("{of_it}abc1234"),
            format!("{of_it}abc-23"),
            format!("{}abc123", prefix(OsStr::new("b.csv"))),
            ".trafficdash-abc123".to_owned(),
        ];
        for name in &mine {
            drop(old(&place(name)));
        }
        let held = old(&place(&format!("{of_it}held00")));
        held.lock().expect("held");
        let new = place(&format!("{of_it}new000"));
        File::create(&new).expect("made");
        symlink(place(&mine[0]), place(&format!("{of_it}link00"))).expect("made");
        fs::create_dir(place(&format!("{of_it}folder"))).expect("made");
        fs::hard_link(place(&mine[1]), place(&format!("{of_it}twice0"))).expect("made");
        let before = fs::read_dir(folder.path()).expect("read").count();

        let file = prepared(&place("a.csv"), b"one").expect("written");
        file.persist(place("a.csv")).expect("there");
        assert!(!left.exists());
        // One went, and the file itself came.
        let after = fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(after, before);
        drop(held);
        prepared(&place("a.csv"), b"two").expect("written");
        assert!(!place(&format!("{of_it}held00")).exists());
    }

    #[test]
    fn a_file_that_is_being_written_is_left_alone_by_another_write_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        let first = prepared(&path, b"one").expect("written");
        let modified = first.as_file().metadata().and_then(|data| data.modified());
        let then = modified.expect("a time") - Duration::from_hours(1);
        first.as_file().set_modified(then).expect("aged");
        let second = prepared(&path, b"two").expect("written");
        first.persist(&path).expect("the first");
        second.persist(&path).expect("the second");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }
}
