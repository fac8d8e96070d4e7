//! The dashboard in a terminal.

use std::path::PathBuf;

use crate::figures::{AsOf, Period};

pub mod action;
pub mod effect;
pub mod event;
pub mod keymap;
pub mod size;
pub mod theme;
pub mod view_id;

/// How the dashboard starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The folder of the record, if not the one of the settings or the built-in one.
    pub data: Option<PathBuf>,
    /// The file of settings, if not the user's own.
    pub config: Option<PathBuf>,
    /// The theme, if not the one of the settings.
    pub theme: Option<String>,
    /// The day as of which the record is shown first.
    pub as_of: Option<AsOf>,
    /// The period that is selected first.
    pub period: Option<Period>,
}

/// Runs the dashboard until the user leaves; gives the exit status.
#[expect(clippy::needless_pass_by_value)] // until the dashboard takes it
pub fn run(start: Start) -> anyhow::Result<u8> {
    anyhow::bail!(
        "the dashboard is not built into this version (asked for {start:?}); \
         use `trafficdash show overview`"
    )
}
