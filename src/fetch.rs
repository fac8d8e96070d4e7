//! Feeds fetched politely and within bounds: few requests, short waits, small answers, and no
//! redirect that leads where a feed has no business. Knows nothing of what a feed says.
//!
//! - [`Client`] gets one feed; [`round`](round()) gets many, at most a few at a time, and tells of
//!   each as it ends.
//! - [`schedule`] says when a feed is next to be asked; it is pure.
//!
//! Nothing here is fetched unasked. Certificates are always checked, against the authorities that
//! browsers trust (a copy is built in; the system's own list is not read). A proxy that the
//! environment names (`ALL_PROXY`, `HTTPS_PROXY`, `HTTP_PROXY`, except for the hosts of
//! `NO_PROXY`) is used; it looks names up itself then, so that of the redirects to private
//! addresses only those are seen, and refused, that name one in figures or as `localhost`.

mod address;
mod body;
mod cause;
mod client;
mod exchange;
mod failure;
mod gate;
mod headers;
mod network;
mod round;
pub mod schedule;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use crate::news::Moment;

pub use client::Client;
pub use failure::{Distrust, Failure};
pub use network::{Names, Network};
pub use round::{Ended, Job, Progress, Step, round};

/// How much of the world's time and of this computer's room a feed may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a server may take to be found and to let in.
    pub connect: Duration,
    /// How long one that was asked may take to begin its answer: to send all headers.
    pub begin: Duration,
    /// How long a feed may take in all, redirects and the last byte included; waiting for a
    /// host's turn does not count.
    pub total: Duration,
    /// How many bytes may be sent.
    pub sent: u64,
    /// How many bytes they may unpack to.
    pub unpacked: u64,
    /// How many redirects are followed.
    pub redirects: u32,
    /// How long a host is left alone between two requests.
    pub apart: Duration,
    /// How often a round asks again after a connection that failed or a fault of the server.
    pub retries: u32,
    /// How long it waits before it first asks again; twice as long before the next time.
    pub pause: Duration,
    /// How many feeds a round fetches at once, never two of one host.
    pub at_once: usize,
}

impl Default for Limits {
    /// A feed is at most 5 MiB, however it is sent: one that a server packs is no larger than one
    /// that it sends plain. Ten seconds to connect leave five for the first address of a host that
    /// has several, and as much for the others. A site that makes its feed only when it is asked
    /// may take ten seconds to begin; one that has not after fifteen will not, and is not asked
    /// again in the round, nor is its host for other feeds after a second one. To wait costs
    /// little, so sixteen are waited for at once: fifty that let in and say nothing take a minute.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            begin: Duration::from_secs(15),
            total: Duration::from_secs(30),
            sent: 5 << 20,
            unpacked: 5 << 20,
            redirects: 5,
            apart: Duration::from_secs(1),
            retries: 2,
            pause: Duration::from_secs(1),
            at_once: 16,
        }
    }
}

/// What a server gives with an answer to know it by. They belong together: those of one answer
/// are kept and sent back as they came, and never mixed with those of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, with its quotes.
    pub etag: Option<String>,
    /// `Last-Modified`, as the server wrote it.
    pub last_modified: Option<String>,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The address of the feed.
    pub address: String,
    /// Those of the answer that is kept, if one is.
    pub validators: Validators,
}

/// What a server answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The feed as it was sent, unpacked; none if it is the one that is kept already.
    pub body: Option<Vec<u8>>,
    /// `Content-Type`, as the server wrote it.
    pub content_type: Option<String>,
    /// What to keep and to send with the next request.
    pub validators: Validators,
    /// How long the server says that the answer is good for.
    pub max_age: Option<TimeDelta>,
    /// The address that the feed moved to for good, to be asked from now on.
    pub moved_to: Option<String>,
    /// What the server's clock shows.
    pub date: Option<Moment>,
    /// The address that answered in the end; what links in the feed start from.
    pub address: String,
}

/// Ends what is under way: shared by whoever fetches and whoever may want to stop it.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

/// A flag that something else raises too, such as a signal.
impl From<Arc<AtomicBool>> for Cancel {
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}

/// How often those who wait look whether to stop.
const TICK: Duration = Duration::from_millis(50);

impl Cancel {
    /// Ends every request under way, within a second.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn check(&self) -> Result<(), Failure> {
        if self.is_cancelled() {
            return Err(Failure::Cancelled);
        }
        Ok(())
    }

    /// Waits until then, or until it is cancelled.
    fn sleep_until(&self, then: Instant) -> Result<(), Failure> {
        loop {
            self.check()?;
            let left = then.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            thread::sleep(left.min(TICK));
        }
    }
}
