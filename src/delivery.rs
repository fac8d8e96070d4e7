//! Files that are written: whole or not at all, all of those that belong together or none, and
//! never over another one unasked.

mod beside;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Its place.
    pub path: PathBuf,
    /// What goes into it.
    pub bytes: Vec<u8>,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A file is in the way, and it stays.
    #[error("{} is there already", .0.display())]
    InTheWay(PathBuf),
    /// A folder is in the way.
    #[error("{} is a folder; name a file in it", .0.display())]
    Folder(PathBuf),
    /// A device or a pipe is in the way, which nothing is put in the place of.
    #[error("{} is a device or a pipe, and is not replaced; name a file", .0.display())]
    Device(PathBuf),
    /// There is no such folder.
    #[error("there is no folder {}; make it first, or name another place", .0.display())]
    Nowhere(PathBuf),
    /// What is named as its folder is a file.
    #[error("{} is no folder; name another place", .0.display())]
    NoFolder(PathBuf),
    /// The user has no right to.
    #[error("{} cannot be written: you have no right to; name another place", .0.display())]
    Forbidden(PathBuf),
    /// The disk can be read only.
    #[error("{} cannot be written: its disk can only be read; name another place", .0.display())]
    ReadOnly(PathBuf),
    /// The disk or the system refused.
    #[error("{} cannot be written", .path.display())]
    Refused {
        /// The place that was meant.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// All of it is in place, but the disk did not confirm that it stays there.
    #[error("{} is written, but may be gone after a loss of power", .path.display())]
    Unsure {
        /// Its place.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Refuses a path where something is in the way; worth knowing before the work.
pub fn check(path: &Path, existing: Existing) -> Result<(), NotWritten> {
    if path.is_dir() {
        return Err(NotWritten::Folder(path.to_owned()));
    }
    // /dev/stdout may lead to a file, but what would be replaced is the link.
    let is_file = |path: &Path| folder(path) != "/dev" && path.is_file();
    if path.exists() && !is_file(path) {
        return Err(NotWritten::Device(path.to_owned()));
    }
    if existing == Existing::Keep && path.symlink_metadata().is_ok() {
        return Err(NotWritten::InTheWay(path.to_owned()));
    }
    Ok(())
}

/// Writes files that belong together: first all of them beside their places, then each moved
/// there when every byte is on disk; then their names are put on disk as well.
pub fn write(parcels: &[Parcel], existing: Existing) -> Result<(), NotWritten> {
    for parcel in parcels {
        check(&parcel.path, existing)?;
    }
    let beside = parcels.iter().map(prepared);
    let beside: Vec<NamedTempFile> = beside.collect::<Result<_, _>>()?;
    for (at, (file, parcel)) in beside.into_iter().zip(parcels).enumerate() {
        if let Err(why) = place(file, &parcel.path, existing) {
            take_back(&parcels[..at], existing);
            return Err(why);
        }
    }
    sync_folders(parcels)
}

/// The folder of a file.
fn folder(path: &Path) -> &Path {
    let parent = path.parent();
    let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Puts the names of files on disk: that a file has been moved is a change of its folder.
#[cfg(unix)]
fn sync_folders(parcels: &[Parcel]) -> Result<(), NotWritten> {
    let mut synced: Vec<&Path> = Vec::new();
    for Parcel { path, .. } in parcels {
        let folder = folder(path);
        if synced.contains(&folder) {
            continue;
        }
        synced.push(folder);
        let done = fs::File::open(folder).and_then(|folder| folder.sync_all());
        match done {
            // Some file systems know no such thing, and some folders may be written but not read.
            Err(error)
                if !matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied
                ) =>
            {
                let (path, source) = (path.clone(), error);
                return Err(NotWritten::Unsure { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// Elsewhere the system does so by itself, or offers no way.
#[cfg(not(unix))]
fn sync_folders(_parcels: &[Parcel]) -> Result<(), NotWritten> {
    Ok(())
}

/// A file beside its place with every byte on disk.
fn prepared(parcel: &Parcel) -> Result<NamedTempFile, NotWritten> {
    let written = beside::prepared(&parcel.path, &parcel.bytes);
    written.map_err(|source| refused(&parcel.path, source))
}

/// What it means that the system does not let a file be written.
fn refused(path: &Path, source: io::Error) -> NotWritten {
    let folder = folder(path);
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory if folder.is_file() => {
            NotWritten::NoFolder(folder.to_owned())
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory if !folder.is_dir() => {
            NotWritten::Nowhere(folder.to_owned())
        }
        io::ErrorKind::PermissionDenied => NotWritten::Forbidden(path.to_owned()),
        io::ErrorKind::ReadOnlyFilesystem => NotWritten::ReadOnly(path.to_owned()),
        _ => NotWritten::Refused {
            path: path.to_owned(),
            source,
        },
    }
}

fn place(file: NamedTempFile, path: &Path, existing: Existing) -> Result<(), NotWritten> {
    let placed = match existing {
        Existing::Keep => file.persist_noclobber(path),
        Existing::Replace => file.persist(path),
    };
    let Err(unplaced) = placed else {
        return Ok(());
    };
    Err(match unplaced.error {
        source if source.kind() == io::ErrorKind::AlreadyExists => {
            NotWritten::InTheWay(path.to_owned())
        }
        source => refused(path, source),
    })
}

/// Takes away what was put where nothing was, so that no part stands alone.
fn take_back(parcels: &[Parcel], existing: Existing) {
    if existing == Existing::Keep {
        for parcel in parcels {
            // What cannot be taken away is whole, and the error that is told is the first one.
            let _ = fs::remove_file(&parcel.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parcel(path: &Path, text: &str) -> Parcel {
        Parcel {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        }
    }

    fn files_in(folder: &Path) -> usize {
        fs::read_dir(folder).expect("folder").count()
    }

    #[test]
    fn a_file_is_replaced_only_if_asked() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.csv");
        write(&[parcel(&path, "one")], Existing::Keep).expect("written");
        let again = write(&[parcel(&path, "two")], Existing::Keep);
        assert!(matches!(again, Err(NotWritten::InTheWay(other)) if other == path));
        assert_eq!(fs::read(&path).expect("there"), b"one");
        write(&[parcel(&path, "two")], Existing::Replace).expect("replaced");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(files_in(folder.path()), 1);
    }

    #[test]
    fn of_files_that_belong_together_none_is_written_if_one_cannot_be() {
        let folder = tempfile::tempdir().expect("folder");
        let (first, second) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&second, "mine").expect("written");
        let both = [parcel(&first, "one"), parcel(&second, "two")];
        let refused = write(&both, Existing::Keep);
        assert!(matches!(refused, Err(NotWritten::InTheWay(path)) if path == second));
        assert_eq!(files_in(folder.path()), 1);
        assert_eq!(fs::read(&second).expect("there"), b"mine");
    }

    #[test]
    fn a_file_that_appears_meanwhile_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("folder");
        let (first, second) = (folder.path().join("a"), folder.path().join("b"));
        let ready = prepared(&parcel(&second, "two")).expect("prepared");
        write(&[parcel(&first, "one")], Existing::Keep).expect("written");
        fs::write(&second, "mine").expect("written");
        let refused = place(ready, &second, Existing::Keep);
        assert!(matches!(refused, Err(NotWritten::InTheWay(path)) if path == second));
        take_back(&[parcel(&first, "one")], Existing::Keep);
        assert_eq!(fs::read(&second).expect("there"), b"mine");
        assert_eq!(files_in(folder.path()), 1);
    }

    #[test]
    fn a_folder_is_never_replaced() {
        let folder = tempfile::tempdir().expect("folder");
        for existing in [Existing::Keep, Existing::Replace] {
            let refused = write(&[parcel(folder.path(), "one")], existing);
            assert!(matches!(refused, Err(NotWritten::Folder(_))));
        }
        let nowhere = folder.path().join("no/such/folder.csv");
        let refused = write(&[parcel(&nowhere, "one")], Existing::Keep);
        assert!(
            matches!(refused, Err(NotWritten::Nowhere(no)) if no == folder.path().join("no/such"))
        );
        let file = folder.path().join("file");
        write(&[parcel(&file, "one")], Existing::Keep).expect("written");
        let refused = write(&[parcel(&file.join("a.csv"), "one")], Existing::Keep);
        assert!(matches!(refused, Err(NotWritten::NoFolder(no)) if no == file));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_or_a_pipe_is_never_replaced() {
        let folder = tempfile::tempdir().expect("folder");
        let null = folder.path().join("null.csv");
        std::os::unix::fs::symlink("/dev/null", &null).expect("a link to a device");
        for existing in [Existing::Keep, Existing::Replace] {
            let refused = write(&[parcel(&null, "one")], existing);
            assert!(matches!(refused, Err(NotWritten::Device(path)) if path == null));
        }
        let output = check(Path::new("/dev/stdout"), Existing::Replace);
        assert!(matches!(output, Err(NotWritten::Device(_))));
        assert!(null.symlink_metadata().expect("there").is_symlink());
        assert_eq!(files_in(folder.path()), 1);
    }
}
