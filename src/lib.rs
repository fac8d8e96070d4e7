//! trafficdash: the public record on human trafficking in a terminal.
//!
//! # Layers
//!
//! Each module knows only those above it in this list:
//!
//! - [`clean`]: text from outside, made fit to be shown;
//! - [`problem`]: one thing that is wrong in a file, and what to do about it;
//! - [`figures`]: what was published, by whom and when; which value stands as of a day;
//! - [`built_in`]: the shipped record, as it was read when the program was built;
//! - [`measure`]: what follows from it: changes and shares, never across a break;
//! - [`claims`]: what is said of a figure, checked as of a day: verdicts with their grounds;
//! - [`news`]: what feeds bring: entries, what they are about, what is looked for among them;
//! - [`present`]: what is shown, as pages of text and numbers without drawing;
//! - [`load`]: data files in, data set or problems out; [`export`]: pages and observations
//!   in, bytes out (the two never see each other); [`delivery`]: bytes in, files out;
//!   [`archive`]: the user's news, kept in a database;
//! - [`fetch`]: addresses in, what their servers answer out, politely and within bounds;
//! - [`gather`]: what was fetched is read, held against the record's words, and kept;
//! - [`config`]: the user's settings;
//! - [`tui`]: the dashboard; [`cli`]: the command line.
//!
//! # Invariants, held by `tests/architecture.rs`, the fifth by `tests/load.rs`
//!
//! 1. `figures`, `measure`, `claims`, `news` and `present` know no file, clock, thread, network or terminal.
//! 2. ratatui and crossterm are named under `tui` alone.
//! 3. Views do not know each other, nor the app, nor the runtime.
//! 4. Drawing takes `&self`: nothing is fetched, sorted or changed while drawing.
//! 5. Loading returns everything that is wrong, not the first thing.
//! 6. One place formats numbers, one decides what a line may join, one picks a vintage.

pub mod archive;
pub mod built_in;
pub mod claims;
pub mod clean;
pub mod cli;
pub mod config;
pub mod delivery;
pub mod export;
pub mod fetch;
pub mod figures;
pub mod gather;
pub mod load;
pub mod measure;
pub mod news;
pub mod present;
pub mod problem;
pub mod tui;

#[cfg(test)]
#[path = "../tests/support/contrast.rs"]
mod contrast;
