//! Why the archive could not do something, in words for the user.

use std::io;

use rusqlite::{Error, ErrorCode};

use crate::problem::cause;

/// Why the archive could not do something. Whatever fails, nothing that was kept is lost.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no room on the disk.
    #[error("the disk is full: what was kept before stays; make room and try again")]
    Full,
    /// The disk does not do what it should.
    #[error("the disk fails: what was kept before stays; look after the disk and try again")]
    Disk,
    /// Another process writes for longer than is waited.
    #[error("the news archive is in use by another program; try again")]
    Locked,
    /// The file or its folder cannot be written.
    #[error("the news archive cannot be written; give yourself the right to write there")]
    ReadOnly,
    /// It was written by a later version of this program.
    #[error("the news archive is of version {0}, newer than this program; update the program")]
    Newer(u32),
    /// It is a database of another program.
    #[error("the news archive is a database of another program; move it out of the way")]
    Foreign,
    /// Parts of the file cannot be read.
    #[error("the news archive is damaged; start the program anew to save what can be read")]
    Damaged,
    /// The system refuses.
    #[error("the news archive cannot be opened: {}", cause(.0))]
    Refused(#[from] io::Error),
    /// A search that was given up because another one was wanted.
    #[error("the search was given up")]
    Interrupted,
    /// Anything else that `SQLite` says.
    #[error("the news archive failed: {0}")]
    Failed(Error),
}

impl From<Error> for ArchiveError {
    fn from(error: Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::SystemIoFailure) => Self::Disk,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            // The tables are strict: what is of another type was not written by this program.
            None if matches!(
                error,
                Error::FromSqlConversionFailure(..)
                    | Error::IntegralValueOutOfRange(..)
                    | Error::InvalidColumnType(..)
                    | Error::Utf8Error(..)
            ) =>
            {
                Self::Damaged
            }
            _ => Self::Failed(error),
        }
    }
}
