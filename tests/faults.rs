//! A disk that fails at any one call, a program that is killed at any moment and a clock that is
//! wrong: `faults/fail.c` is loaded before the real binary and makes them happen.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

#[path = "faults/archive.rs"]
mod archive;
#[path = "faults/clocks.rs"]
mod clocks;
#[path = "faults/exports.rs"]
mod exports;
#[path = "faults/homes.rs"]
mod homes;
#[path = "faults/kills.rs"]
mod kills;
#[path = "fetch/server.rs"]
#[allow(dead_code)] // names and TLS, which feeds on loopback do without
mod server;
#[path = "pty/session.rs"]
#[allow(dead_code)] // written for other tests too
mod session;
#[path = "faults/shim.rs"]
mod shim;
