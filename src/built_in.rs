//! The record that is built into the program: its files, packed, and the data set that the build
//! script made of them, so that the dashboard starts without reading either again.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

use crate::figures::Dataset;

/// The files as the build script packed them.
const FILES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/files.bin"));

/// The data set as the build script wrote it; empty if the files had a problem.
const DATASET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/record.bin"));

/// Path within `data/` and text of every file, ordered by path.
pub fn files() -> Vec<(String, String)> {
    postcard::from_bytes(&unpacked(FILES)).expect("the build script wrote it")
}

/// The data set of the files; `None` if they had a problem when the program was built.
pub fn dataset() -> Option<Dataset> {
    postcard::from_bytes(DATASET).ok()
}

/// What the build script packed.
pub fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    let read = DeflateDecoder::new(bytes).read_to_end(&mut whole);
    read.expect("the build script packed it");
    whole
}
