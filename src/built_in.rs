//! The record that is built into the program: its files as they are, and the data set that the
//! build script made of them, so that the dashboard starts without reading either again.

use crate::figures::Dataset;

/// Path within `data/` and text of every file.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/record.rs"));

/// The data set as the build script wrote it; empty if the files had a problem.
const DATASET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/record.bin"));

/// The data set of the files; `None` if they had a problem when the program was built.
pub fn dataset() -> Option<Dataset> {
    postcard::from_bytes(DATASET).ok()
}
