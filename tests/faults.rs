//! A disk that fails at any one call, a program that is killed at any moment and a clock that is
//! wrong: `faults/fail.c` is loaded before the real binary and makes them happen.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

#[path = "faults/archive.rs"]
mod archive;
#[path = "faults/exports.rs"]
mod exports;
#[path = "faults/kills.rs"]
mod kills;
#[path = "faults/shim.rs"]
mod shim;
