//! Opening the archive: a file of the user's alone. If it cannot be written, memory has to do,
//! and the user is told.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Archive, ArchiveError, mend, schema};
use crate::news::shelf::Clock;

/// The name of the file.
pub const FILE: &str = "news.sqlite3";

/// How long another program is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What holds for every connection. Nothing is lost with the power (`synchronous`), and memory
/// stays bounded whatever is kept (`cache_size`, in KiB; nothing is mapped).
const SETTINGS: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -8192;
    PRAGMA mmap_size = 0;
    PRAGMA journal_size_limit = 16777216;
";

/// An opened archive, and what the user must know of it.
#[derive(Debug)]
pub struct Opened {
    /// The archive.
    pub archive: Archive,
    /// That it is in memory only, or was damaged; empty if all is well.
    pub notices: Vec<String>,
}

/// The folder of the archive: `trafficdash` in `XDG_DATA_HOME`, or where this platform keeps data.
pub fn folder(xdg: Option<&str>) -> Option<PathBuf> {
    let xdg = xdg.map(PathBuf::from);
    let folder = xdg.filter(|folder| folder.is_absolute()).or_else(|| {
        let home = etcetera::choose_base_strategy().ok()?;
        Some(etcetera::BaseStrategy::data_dir(&home))
    })?;
    Some(folder.join("trafficdash"))
}

/// Whether somebody else is writing.
pub(super) fn is_locked(connection: &Connection) -> bool {
    let at_once = connection.busy_timeout(Duration::ZERO);
    let tried = at_once.and_then(|()| connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK"));
    let patient = connection.busy_timeout(PATIENCE);
    let error = tried.and(patient).err();
    error.is_some_and(|one| one.sqlite_error_code() == Some(ErrorCode::DatabaseBusy))
}

impl Archive {
    /// The archive in this folder. Whatever is wrong there, there is an archive; the notices say
    /// what it cannot do.
    pub fn open(folder: &Path) -> Opened {
        let path = folder.join(FILE);
        let (opened, notice) = match Self::at(&path) {
            Err(ArchiveError::Damaged) => match mend::mend(&path) {
                Ok((archive, notice)) => (Ok(archive), notice),
                Err(error) => (Err(error), None),
            },
            opened => (opened, None),
        };
        match opened {
            Ok(archive) => Opened {
                archive,
                notices: notice.into_iter().collect(),
            },
            Err(error) => Self::instead(&path, &error),
        }
    }

    /// What there is when the file cannot be used: a copy of it if it can be read, or nothing.
    fn instead(path: &Path, error: &ArchiveError) -> Opened {
        let notice = format!(
            "{}: {error}. What comes now is kept in memory only, until the program ends",
            path.display()
        );
        let copy = match error {
            ArchiveError::Newer(_) | ArchiveError::Foreign | ArchiveError::Damaged => None,
            _ => Self::copy_of(path).ok(),
        };
        Opened {
            archive: copy.unwrap_or_else(Self::in_memory),
            notices: vec![notice],
        }
    }

    /// A copy of an archive that cannot be written, among the temporary files.
    fn copy_of(path: &Path) -> Result<Self, ArchiveError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut original = Connection::open_with_flags(path, flags)?;
        if !schema::is_readable(&original) {
            // Where no log may be made beside the file, nobody else writes it either.
            let uri = format!("file:{}?immutable=1", escaped(path));
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            original = Connection::open_with_flags(uri, flags)?;
        }
        schema::is_current(&original)?;
        let copy = tempfile::NamedTempFile::new()?.into_temp_path();
        original.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
        let connection = Connection::open(&copy)?;
        connection.execute_batch(SETTINGS)?;
        connection.pragma_update(None, "journal_mode", "memory")?;
        schema::bring_up(&connection)?;
        let mut archive = Self::of(connection, None);
        archive.copy = Some(copy);
        Ok(archive)
    }

    /// An archive that goes with the program.
    pub fn in_memory() -> Self {
        let connection = Connection::open_in_memory().expect("memory for an empty database");
        let made = connection.execute_batch(SETTINGS).map_err(Into::into);
        made.and_then(|()| schema::bring_up(&connection))
            .expect("the tables of an empty database");
        Self::of(connection, None)
    }

    /// The archive in this file, which is made if there is none, with its folder.
    pub fn at(path: &Path) -> Result<Self, ArchiveError> {
        prepare(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        if connection.is_readonly("main")? {
            return Err(ArchiveError::ReadOnly);
        }
        connection.execute_batch(SETTINGS)?;
        // What is not ours is not changed in any way.
        schema::is_current(&connection)?;
        if fs::metadata(path)?.len() == 0 {
            // Room that is given up can go back to the disk; this can be chosen at the start only.
            connection.pragma_update(None, "auto_vacuum", "incremental")?;
        }
        log_ahead(&connection)?;
        schema::bring_up(&connection)?;
        mend::check(&connection, path)?;
        Ok(Self::of(connection, Some(path.to_owned())))
    }

    /// Opens the file anew if another one stands in its place, because another program mended it.
    pub(super) fn follow(&mut self) -> Result<(), ArchiveError> {
        if let Some(path) = &self.path
            && self.file != identity(path)
        {
            *self = Self::at(&path.clone())?;
        }
        Ok(())
    }

    fn of(connection: Connection, path: Option<PathBuf>) -> Self {
        connection.set_prepared_statement_cache_capacity(64);
        Self {
            connection,
            file: path.as_deref().and_then(identity),
            path,
            clock: Clock::default(),
            copy: None,
        }
    }
}

/// What tells a file from another one at the same place.
fn identity(path: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let file = fs::metadata(path).ok()?;
        Some((file.dev(), file.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

/// A path in an address.
fn escaped(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    let path = path.to_string_lossy();
    let escaped = path.bytes().map(|byte| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    });
    escaped.collect()
}

/// Writes go ahead into a log, so that readers and one writer do not wait for each other.
fn log_ahead(connection: &Connection) -> Result<(), ArchiveError> {
    const TRIES: u32 = 200;
    for _ in 1..TRIES {
        let mode = connection.pragma_update(None, "journal_mode", "wal");
        let busy = mode
            .as_ref()
            .err()
            .and_then(rusqlite::Error::sqlite_error_code);
        if busy != Some(ErrorCode::DatabaseBusy) {
            return Ok(mode?);
        }
        // Nobody is waited for here by SQLite itself when several change the mode at once.
        thread::sleep(PATIENCE / TRIES);
    }
    Err(ArchiveError::Locked)
}

/// Makes folder and file, for the user alone.
fn prepare(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    let mut file = fs::OpenOptions::new();
    file.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
        folder.mode(0o700);
        file.mode(0o600);
    }
    if let Some(parent) = path.parent() {
        folder.create(parent)?;
    }
    let file = file.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if file.metadata()?.permissions().mode() & 0o777 != 0o600 {
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
        }
    }
    drop(file);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::{About, Entry, Feed, Moment, Query};

    #[test]
    fn of_a_file_that_cannot_be_written_a_copy_is_changed() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a folder?").join(FILE);
        let mut original = Archive::at(&path).expect("made");
        let feed = original.subscribe(&Feed::default()).expect("subscribed");
        let entry = |guid: &str| {
            let guid = Some(guid.to_owned());
            [(
                Entry {
                    guid,
                    ..Entry::default()
                },
                About::default(),
            )]
        };
        original.take(feed, &entry("a"), Moment(0)).expect("taken");
        drop(original);
        let before = fs::read(&path).expect("there");

        let opened = Archive::instead(&path, &ArchiveError::ReadOnly);
        let mut copy = opened.archive;
        assert!(!copy.is_kept());
        assert!(opened.notices[0].contains("cannot be written"));
        copy.take(feed, &entry("b"), Moment(1)).expect("taken");
        assert_eq!(copy.find(&Query::default(), 10).expect("found").len(), 2);
        let place = copy.copy.as_ref().expect("a copy").to_path_buf();
        drop(copy);
        assert!(!place.exists());
        assert_eq!(fs::read(&path).expect("there"), before);
    }

    #[test]
    fn a_change_that_another_connection_has_not_made_yet_is_noticed() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(FILE);
        let archive = Archive::at(&path).expect("made");
        let other = Archive::at(&path).expect("opened").connection;
        assert!(!archive.is_being_changed());
        let before = archive.data_version().expect("a number");
        other.execute_batch("BEGIN IMMEDIATE").expect("begun");
        assert!(archive.is_being_changed());
        let change = "INSERT INTO feed (address, title, words) VALUES ('', '', ''); COMMIT";
        other.execute_batch(change).expect("made");
        assert!(!archive.is_being_changed());
        assert_ne!(archive.data_version().expect("a number"), before);
    }

    #[test]
    fn the_folder_is_where_the_user_or_the_platform_says() {
        assert_eq!(folder(Some("/data")), Some("/data/trafficdash".into()));
        let platform = folder(None);
        assert_eq!(folder(Some("relative")), platform);
        assert!(platform.is_none_or(|folder| folder.ends_with("trafficdash")));
    }
}
