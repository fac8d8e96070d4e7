//! Why a feed could not be fetched: one clear sentence each, with what to do. Whatever of a
//! server's stands in one has been cleaned.

use std::time::Duration;

use chrono::TimeDelta;
use ureq::http::StatusCode;

/// Why a feed could not be fetched; hosts and addresses are cleaned for the screen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The address is none that can be fetched.
    #[error("“{0}” is no http or https address; correct it in the list of feeds")]
    Address(String),
    /// Nobody knows the host.
    #[error("{0} was not found; check the address, and whether this computer is online")]
    UnknownHost(String),
    /// No way leads there.
    #[error("{host} cannot be reached ({why}); check the address, or try again later")]
    Unreachable {
        /// The host.
        host: String,
        /// What the system says.
        why: String,
    },
    /// The server did not let in.
    #[error("{host} did not answer within {}; try again later", seconds(*.within))]
    Silent {
        /// The host.
        host: String,
        /// The limit.
        within: Duration,
    },
    /// The server let in and did not begin to answer.
    #[error("{host} let in and did not begin to answer within {}; try again later",
        seconds(*.within))]
    Mute {
        /// The host.
        host: String,
        /// The limit.
        within: Duration,
    },
    /// The server began to answer and then took too long.
    #[error("{host} did not send its feed within {}; try again later", seconds(*.within))]
    Slow {
        /// The host.
        host: String,
        /// The limit.
        within: Duration,
    },
    /// The connection ended before the answer did.
    #[error("the feed of {0} was cut short; what came before is kept: try again later")]
    CutShort(String),
    /// The answer is no HTTP.
    #[error("{0} does not answer as a web server should; check the address")]
    Garbled(String),
    /// The answer is packed in a way that was not asked for.
    #[error("{host} packs its feed as “{packing}”, unasked; look for another feed of the site")]
    Packing {
        /// The host.
        host: String,
        /// What it calls the packing.
        packing: String,
    },
    /// The answer does not unpack.
    #[error("the feed of {0} is damaged and does not unpack; try again later")]
    Damaged(String),
    /// Too many bytes.
    #[error("{host} sends more than {}, which is no feed; look for a smaller one", size(*.most))]
    TooLarge {
        /// The host.
        host: String,
        /// The limit.
        most: u64,
    },
    /// Too many bytes when unpacked.
    #[error("{host} sends what unpacks to more than {}, which is no feed; \
         look for a smaller one", size(*.most))]
    Bomb {
        /// The host.
        host: String,
        /// The limit.
        most: u64,
    },
    /// Not one byte.
    #[error("{0} answers with nothing; check the address")]
    Empty(String),
    /// Too many redirects.
    #[error("{host} redirects more than {most} times; look for the feed's address on the site")]
    Redirects {
        /// The host that was asked first.
        host: String,
        /// The limit.
        most: u32,
    },
    /// A redirect to where one was already.
    #[error("{0} redirects in a circle; look for the feed's address on the site")]
    Circle(String),
    /// A redirect to what is no web address.
    #[error(
        "{host} redirects to what is no http or https address, which was refused: “{to}”; \
         look for the feed's address on the site"
    )]
    Misdirected {
        /// The host that redirects.
        host: String,
        /// Where to.
        to: String,
    },
    /// A redirect out of the reach of certificates.
    #[error(
        "{host} redirects from https to http, which was refused: {to}; \
         look for the feed's address on the site"
    )]
    Unencrypted {
        /// The host that redirects.
        host: String,
        /// Where to.
        to: String,
    },
    /// A redirect from the public internet to a private network.
    #[error(
        "{host} redirects to a private address, which was refused: {to}; \
         if you trust it, add that address itself"
    )]
    Private {
        /// The host that redirects.
        host: String,
        /// Where to.
        to: String,
    },
    /// The certificate does not prove who the server is.
    #[error("the certificate of {host} {why}")]
    Certificate {
        /// The host.
        host: String,
        /// What is wrong with it.
        why: Distrust,
    },
    /// No encrypted connection came about.
    #[error("{0} does not speak https as it should; check the address")]
    Handshake(String),
    /// The proxy did not let through.
    #[error(
        "the proxy did not lead to {host} ({why}); check the proxy that your environment names"
    )]
    Proxy {
        /// The host.
        host: String,
        /// What it says.
        why: String,
    },
    /// An answer that is no feed, by its number.
    #[error("{host} answers {}; {}", status_line(*.status), advice(*.status))]
    Status {
        /// The host.
        host: String,
        /// The number.
        status: u16,
        /// How long the server wants to be left alone, at most a day.
        retry_after: Option<TimeDelta>,
    },
    /// This computer could not even begin.
    #[error("this computer has no room for one more request ({0}); try again later")]
    NoRoom(String),
    /// The user did not want to wait.
    #[error("fetching was stopped")]
    Cancelled,
}

/// What is wrong with a certificate, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Distrust {
    /// Its time is over.
    #[error("has expired; check the date of this computer, or wait until the site renews it")]
    Expired,
    /// Its time has not come.
    #[error("is not valid yet; check the date of this computer")]
    NotYet,
    /// It names other hosts.
    #[error("belongs to another host; check the address")]
    OtherHost,
    /// Nobody known has signed it; perhaps only the server itself.
    #[error("is signed by nobody known, perhaps by the site itself; nothing was fetched")]
    Stranger,
    /// It was taken back.
    #[error("was revoked; nothing was fetched")]
    Revoked,
    /// Anything else.
    #[error("cannot be trusted, perhaps because the site signed it itself; nothing was fetched")]
    Other,
}

impl Failure {
    /// Whether asking again in a moment may help: the connection failed, or the server has a fault
    /// and does not say for how long.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::CutShort(_) => true,
            Self::Status {
                status,
                retry_after,
                ..
            } => *status >= 500 && retry_after.is_none(),
            _ => false,
        }
    }

    /// Whether the server was not even reached, so that it has no cause to be left alone longer.
    pub fn is_of_the_way(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost(_)
                | Self::Unreachable { .. }
                | Self::Silent { .. }
                | Self::Proxy { .. }
                | Self::NoRoom(_)
                | Self::Cancelled
        )
    }

    /// Whether the server said nothing at all, in all the time that it had.
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::Silent { .. } | Self::Mute { .. })
    }

    /// How long the server wants to be left alone.
    pub fn retry_after(&self) -> Option<TimeDelta> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

fn seconds(limit: Duration) -> String {
    match limit.as_secs_f64() {
        1.0 => "1 second".to_owned(),
        other => format!("{other} seconds"),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}

/// The number with its usual words; a server's own words are not shown.
fn status_line(status: u16) -> String {
    let known = StatusCode::from_u16(status).ok();
    match known.and_then(|code| code.canonical_reason()) {
        Some(words) => format!("{status} {words}"),
        None => status.to_string(),
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        401 | 407 => "it wants a name and a password: look for an open feed on the site",
        403 | 451 => "it does not want to be read this way: look for another feed on the site",
        404 => "the feed may have moved: look for a new address on the site",
        410 => "the feed has gone for good: look for a new address, or remove it from the list",
        429 => "it was asked too often: it is asked less often from now on",
        500.. => "the fault is its own: try again later",
        _ => "check the address",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(status: u16) -> Failure {
        let host = "www.example.org".to_owned();
        let retry_after = None;
        Failure::Status {
            host,
            status,
            retry_after,
        }
    }

    #[test]
    fn a_message_says_what_is_wrong_and_what_to_do() {
        let host = || "www.example.org".to_owned();
        let within = Duration::from_secs(5);
        let most = 5 << 20;
        for (failure, words) in [
            (
                Failure::Silent {
                    host: host(),
                    within,
                },
                "www.example.org did not answer within 5 seconds; try again later",
            ),
            (
                Failure::TooLarge { host: host(), most },
                "www.example.org sends more than 5 MiB, which is no feed; look for a smaller one",
            ),
            (
                answers(404),
                "www.example.org answers 404 Not Found; the feed may have moved: look for a new \
                 address on the site",
            ),
            (
                answers(503),
                "www.example.org answers 503 Service Unavailable; the fault is its own: try again \
                 later",
            ),
            (
                answers(599),
                "www.example.org answers 599; the fault is its own: try again later",
            ),
            (
                Failure::Certificate {
                    host: host(),
                    why: Distrust::OtherHost,
                },
                "the certificate of www.example.org belongs to another host; check the address",
            ),
        ] {
            assert_eq!(failure.to_string(), words);
        }
    }

    #[test]
    fn limits_are_told_in_their_own_size() {
        assert_eq!(seconds(Duration::from_secs(1)), "1 second");
        assert_eq!(seconds(Duration::from_millis(250)), "0.25 seconds");
        assert_eq!(
            [size(12), size(2048), size(5 << 20)],
            ["12 bytes", "2 KiB", "5 MiB"]
        );
    }

    #[test]
    fn only_what_may_pass_is_asked_again_at_once() {
        assert!(answers(500).may_pass() && !answers(404).may_pass() && !answers(429).may_pass());
        assert!(Failure::CutShort("a".into()).may_pass());
        let busy = Failure::Status {
            host: "a".into(),
            status: 503,
            retry_after: Some(TimeDelta::minutes(5)),
        };
        assert!(!busy.may_pass());
    }
}
