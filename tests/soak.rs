//! The real program used for a long time: keys, sizes, a record that is saved again and again and
//! feeds that are fetched, always the same ones in the same order. Memory and open files are to
//! stay as they were when it had warmed up.
//!
//! `cargo test --test soak` takes two minutes; `TRAFFICDASH_SOAK_MINUTES=600` makes it ten hours.

#[cfg(target_os = "linux")]
#[path = "pty/dashboard.rs"]
#[allow(dead_code)] // written for other tests too
mod dashboard;
#[cfg(target_os = "linux")]
#[path = "soak/run.rs"]
mod run;
#[cfg(target_os = "linux")]
#[path = "fetch/server.rs"]
#[allow(dead_code)] // names and TLS, which feeds on loopback do without
mod server;
#[cfg(target_os = "linux")]
#[path = "pty/session.rs"]
#[allow(dead_code)] // written for other tests too
mod session;

fn main() {
    #[cfg(target_os = "linux")]
    run::soak();
}
