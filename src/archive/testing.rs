//! What tests count of an archive.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::Archive;

impl Archive {
    /// How many questions are put to the tables while something is done.
    pub fn questions(&mut self, work: impl FnOnce(&Self)) -> usize {
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let each = move |_: TraceEvent<'_>| {
            count.fetch_add(1, Ordering::Relaxed);
        };
        let begun = TraceEventCodes::SQLITE_TRACE_STMT;
        let traced = self.connection.trace_v2(begun, Some(each));
        traced.expect("a trace");
        work(self);
        asked.load(Ordering::Relaxed)
    }
}
