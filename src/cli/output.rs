//! Where a subcommand's bytes go: to the file that was named, or to standard output.

use std::path::Path;

use anyhow::anyhow;

use crate::delivery::{self, Existing, NotWritten, Parcel};

use super::Streams;
use super::arguments::Target;

/// What becomes of a file that is there; one that is in the way is worth knowing before the
/// work.
pub fn existing(target: &Target) -> anyhow::Result<Existing> {
    let existing = if target.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    if let Some(path) = &target.output {
        delivery::check(path, existing).map_err(explained)?;
    }
    Ok(existing)
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8], existing: Existing) -> anyhow::Result<()> {
    let parcel = Parcel {
        path: path.to_owned(),
        bytes: bytes.to_vec(),
    };
    delivery::write(&[parcel], existing).map_err(explained)
}

/// The error with the option that helps.
fn explained(why: NotWritten) -> anyhow::Error {
    match why {
        NotWritten::InTheWay(_) => anyhow!("{why}; --force replaces it"),
        NotWritten::Folder(_) | NotWritten::Refused { .. } => why.into(),
    }
}

/// Writes to the file that was named, or to standard output.
pub fn deliver(
    bytes: &[u8],
    target: &Target,
    existing: Existing,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    let Some(path) = &target.output else {
        streams.out.write_all(bytes)?;
        return Ok(());
    };
    write(path, bytes, existing)?;
    streams.say(&format!("written to {}", path.display()));
    Ok(())
}
