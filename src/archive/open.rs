//! Opening the archive: a file of the user's alone. If it cannot be written, memory has to do,
//! and the user is told.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Archive, ArchiveError, schema};

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

impl Archive {
    /// The archive in this folder. Whatever is wrong there, there is an archive; the notices say
    /// what it cannot do.
    pub fn open(folder: &Path) -> Opened {
        let path = folder.join(FILE);
        match Self::at(&path) {
            Ok(archive) => Opened {
                archive,
                notices: Vec::new(),
            },
            Err(error) => Self::instead(&path, &error),
        }
    }

    /// What there is when the file cannot be used.
    fn instead(path: &Path, error: &ArchiveError) -> Opened {
        let notice = format!(
            "{}: {error}. News are kept in memory only, until the program ends",
            path.display()
        );
        Opened {
            archive: Self::in_memory(),
            notices: vec![notice],
        }
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
        log_ahead(&connection)?;
        schema::bring_up(&connection)?;
        Ok(Self::of(connection, Some(path.to_owned())))
    }

    fn of(connection: Connection, path: Option<PathBuf>) -> Self {
        connection.set_prepared_statement_cache_capacity(64);
        Self { connection, path }
    }
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
