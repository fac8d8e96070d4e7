//! A page that is written to a file: what the work needs, as plain data, and what became of it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::delivery::{self, Existing, NotWritten, Parcel};
use crate::export::format::{self, Format, Unwritten};
use crate::export::{Shown, csvw, text};
use crate::figures::Dataset;
use crate::present::{Page, Scope};
use crate::problem;
use crate::tui::still::{self, Look};
use crate::tui::theme::Theme;

/// What is to be written, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The format.
    pub format: Format,
    /// The place of the file.
    pub path: PathBuf,
    /// What becomes of a file that is there.
    pub existing: Existing,
}

/// A wish with the page that was on screen.
#[derive(Clone, PartialEq)]
pub struct Writing {
    /// What is to be written, and where.
    pub wish: Wish,
    /// The page.
    pub page: Page,
    /// What the page was built for.
    pub scope: Scope,
    /// How it is drawn, if it is.
    pub theme: Theme,
    /// The record.
    pub dataset: Arc<Dataset>,
}

/// What became of a [`Writing`].
#[derive(Debug)]
pub struct Written {
    /// The place that was meant.
    pub path: PathBuf,
    /// Why there is no file, if there is none.
    pub outcome: Result<(), Failure>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The page cannot be written in the format.
    #[error(transparent)]
    Unwritten(#[from] Unwritten),
    /// It has no place.
    #[error(transparent)]
    NotWritten(#[from] NotWritten),
    /// The work broke off.
    #[error("writing broke off, a fault of this program: {0}")]
    Fault(String),
}

impl Wish {
    /// The files that are written: the page, and beside CSV what its columns mean.
    pub fn files(&self) -> Vec<PathBuf> {
        let described = (self.format == Format::Csv).then(|| csvw::beside(&self.path));
        [self.path.clone()].into_iter().chain(described).collect()
    }
}

impl Writing {
    /// Makes the bytes and puts them in their place; nothing is made where a file is in the way.
    pub fn carry_out(&self) -> Result<(), Failure> {
        let Wish {
            format,
            path,
            existing,
        } = &self.wish;
        for path in self.wish.files() {
            delivery::check(&path, *existing)?;
        }
        let shown = Shown {
            page: &self.page,
            scope: &self.scope,
            dataset: &self.dataset,
        };
        let look = Look {
            theme: self.theme.clone(),
            width: text::WIDTH as u16,
        };
        let mut bytes = vec![still::write(&shown, *format, &look)?];
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        bytes.extend(format::metadata(&shown, *format, &name));
        let parcels = self.wish.files().into_iter().zip(bytes);
        let parcels: Vec<Parcel> = parcels
            .map(|(path, bytes)| Parcel { path, bytes })
            .collect();
        Ok(delivery::write(&parcels, *existing)?)
    }
}

/// Without the page and the record, which are long.
impl fmt::Debug for Writing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writing = f.debug_struct("Writing");
        writing.field("wish", &self.wish);
        writing.field("page", &self.page.title);
        writing.field("scope", &self.scope);
        writing.finish_non_exhaustive()
    }
}

impl Failure {
    /// What went wrong, with the reason that the system gives.
    pub fn told(&self) -> String {
        problem::told(self)
    }
}
