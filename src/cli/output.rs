//! Where a subcommand's bytes go: to the file that was named, or to standard output.

use std::path::PathBuf;

use anyhow::anyhow;

use crate::delivery::{self, Existing, NotWritten, Parcel};
use crate::export::csvw;

use super::Streams;
use super::arguments::{Metadata, Target};
use super::usage::Usage;

/// What is written beside a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// What its columns mean.
    Metadata,
}

impl Beside {
    /// What is written beside a file in the format of this name: the columns of CSV are
    /// described unless that is not wanted.
    pub fn of(metadata: &Metadata, format: &str) -> Result<Self, Usage> {
        match (format, metadata.no_metadata) {
            ("csv", false) => Ok(Self::Metadata),
            ("csv", true) | (_, false) => Ok(Self::Nothing),
            (_, true) => Err(Usage(format!(
                "--no-metadata is for csv; leave it out for {format}"
            ))),
        }
    }
}

/// A place that is free, or may be written over.
pub struct Place {
    /// The files, the one that was named first; none for standard output.
    files: Vec<PathBuf>,
    existing: Existing,
}

impl Place {
    /// The place that a target means; a file that is in the way is worth knowing before the
    /// work.
    pub fn of(target: &Target, beside: Beside) -> anyhow::Result<Self> {
        let existing = if target.force {
            Existing::Replace
        } else {
            Existing::Keep
        };
        let described = match (beside, &target.output) {
            (Beside::Metadata, Some(path)) => Some(csvw::beside(path)),
            _ => None,
        };
        let files: Vec<PathBuf> = target.output.iter().cloned().chain(described).collect();
        for path in &files {
            delivery::check(path, existing).map_err(explained)?;
        }
        Ok(Self { files, existing })
    }

    /// The name of the file, if there is one.
    pub fn name(&self) -> Option<String> {
        let name = self.files.first()?.file_name()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// Whether it is standard output.
    pub fn is_output(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether something is written beside the file.
    pub fn is_described(&self) -> bool {
        self.files.len() > 1
    }

    /// Writes to the files, of which there are as many as contents, or the first content to
    /// standard output; `what` is said to have been written.
    pub fn deliver(
        self,
        contents: Vec<Vec<u8>>,
        what: &str,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<()> {
        if self.is_output() {
            for bytes in contents.iter().take(1) {
                streams.out.write_all(bytes)?;
            }
            return Ok(());
        }
        let named: Vec<String> = self
            .files
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        let parcels = self.files.into_iter().zip(contents);
        let parcels: Vec<Parcel> = parcels
            .map(|(path, bytes)| Parcel { path, bytes })
            .collect();
        delivery::write(&parcels, self.existing).map_err(explained)?;
        streams.say(&format!("{what}written to {}", named.join(" and ")));
        Ok(())
    }
}

/// The error with the option that helps.
pub fn explained(why: NotWritten) -> anyhow::Error {
    match why {
        NotWritten::InTheWay(_) => anyhow!("{why}; --force replaces it"),
        NotWritten::Device(_) => anyhow!("{why}, or leave -o out for standard output"),
        _ => why.into(),
    }
}
