//! `news fetch`: the feeds that are followed, or those that were named, now. The only subcommand
//! that opens a connection; ctrl-c ends it, and what had come by then is kept.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};
use signal_hook::consts::signal::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::archive::Retention;
use crate::clean;
use crate::cli::arguments::{Common, Fetch, NewsFormat};
use crate::cli::{FAILED, FINE, Streams};
use crate::export::json as written;
use crate::fetch::schedule::USUAL;
use crate::fetch::{Cancel, Client, Ended, Limits, Progress, Step, round};
use crate::gather::{self, DOUBT, Gathered, LetGo, Tally, is_due, job};
use crate::news::kept::Subscription;
use crate::news::link;

use super::room::{self, Room};
use super::{NO_FEED, followed};

/// The exit status when a signal stopped it (128 and the number of ctrl-c's signal).
const STOPPED: u8 = 130;

/// Fetches feeds.
pub fn run(fetch: &Fetch, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let mut room = Room::open(common, streams)?;
    let all = room.subscriptions()?;
    if all.is_empty() {
        streams.say(NO_FEED);
        return Ok(FAILED);
    }
    let mut feeds = match &fetch.feeds[..] {
        [] => all,
        named => {
            let named = named.iter().map(|text| followed(&all, text).cloned());
            named.collect::<Result<_, _>>()?
        }
    };
    feeds.sort_by_key(|one: &Subscription| one.id);
    feeds.dedup_by_key(|one| one.id);
    if fetch.every_due {
        feeds.retain(|one| is_due(one, room::now()));
    }
    let every = room.record.config.fetch_every.unwrap_or(USUAL);
    let kept = Retention {
        days: room.record.config.keep_news,
    };
    room.keep(streams)?;
    let mut fetching = Fetching {
        feeds,
        progress: Bar::of_terminal(),
        outcomes: Vec::new(),
        tally: Tally::default(),
        removed: LetGo::default(),
    };
    let ended = fetching.perform(&mut room, every, streams)?;
    fetching.sort();
    let removed = gather::let_go(room.keep(streams)?, kept, (&fetching.tally, room::now()));
    fetching.removed = *removed.as_ref().unwrap_or(&LetGo::default());
    fetching.conclude(&room, ended, fetch.written.format, streams)?;
    removed?;
    Ok(room.status(match ended {
        Ended::Cancelled => STOPPED,
        Ended::Whole if fetching.tally.failures.is_empty() => FINE,
        Ended::Whole => FAILED,
    }))
}

/// Feeds while they are fetched.
struct Fetching {
    feeds: Vec<Subscription>,
    progress: Bar,
    outcomes: Vec<(String, Gathered)>,
    tally: Tally,
    removed: LetGo,
}

impl Fetching {
    fn perform(
        &mut self,
        room: &mut Room,
        every: chrono::TimeDelta,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<Ended> {
        let jobs = self.feeds.iter().map(job).collect();
        let cancel = stopped_by_signals()?;
        let client = Client::new(Limits::default());
        let ended = {
            let (archive, index) = room.parts(streams)?;
            round(&client, jobs, &cancel, |step| match step {
                Step::Asking(progress) => self.progress.draw(&progress, streams),
                Step::Done { id, outcome } => {
                    let Some(feed) = self.feeds.iter().find(|one| one.id.0 == id).cloned() else {
                        return;
                    };
                    let when = (every, room::now());
                    let gathered = gather::keep(archive, &index.matcher, &feed, outcome, when);
                    self.took(feed, gathered, streams);
                }
            })
        };
        self.progress.clear(streams);
        Ok(ended)
    }

    /// Says what is to be said of a feed.
    fn took(&mut self, feed: Subscription, gathered: Gathered, streams: &mut Streams<'_>) {
        self.progress.clear(streams);
        if let Err(why) = &gathered.outcome {
            streams.say(&format!("{}: {why}", gathered.title));
        }
        for remark in &gathered.remarks {
            streams.say(&format!("{}: {remark}", gathered.title));
        }
        self.tally.add(&gathered);
        self.outcomes.push((feed.feed.address, gathered));
    }

    /// Puts what came into the order of the feeds, whichever answered first.
    fn sort(&mut self) {
        let feeds = &self.feeds;
        let place = |address: &str| feeds.iter().position(|one| one.feed.address == address);
        self.outcomes.sort_by_key(|(address, _)| place(address));
    }

    fn conclude(
        &self,
        room: &Room,
        ended: Ended,
        format: NewsFormat,
        streams: &mut Streams<'_>,
    ) -> anyhow::Result<()> {
        let bytes = match format {
            NewsFormat::Text => {
                let failed = match self.tally.failures.len() {
                    0 => String::new(),
                    count => format!("; {count} failed"),
                };
                let stopped = match ended {
                    Ended::Whole => "",
                    Ended::Cancelled => "stopped; ",
                };
                format!("{stopped}{}{failed}{}\n", self.tally, self.removed).into_bytes()
            }
            NewsFormat::Json => {
                if self.removed.is_doubtful {
                    streams.say(DOUBT);
                }
                let rows: Vec<Value> = self.outcomes.iter().map(object).collect();
                let stopped = ended == Ended::Cancelled;
                let members = [
                    ("stopped", json!(stopped)),
                    ("removed", json!(self.removed.items)),
                    ("count", json!(rows.len())),
                    ("fetched", Value::Array(rows)),
                ];
                written::headed(&room.header(), members)
            }
        };
        streams.out.write_all(&bytes)?;
        Ok(())
    }
}

/// What came of a feed.
fn object((address, gathered): &(String, Gathered)) -> Value {
    let taken = gathered.outcome.clone().unwrap_or_default();
    json!({
        "address": link::shown(address),
        "title": gathered.title,
        "failure": gathered.outcome.as_ref().err(),
        "new": taken.new,
        "changed": taken.changed,
        "known": taken.known,
        "remarks": gathered.remarks,
    })
}

/// What ends fetching when the user or the system asks for it; asked a second time, the program
/// ends at once.
fn stopped_by_signals() -> io::Result<Cancel> {
    let raised = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, STOPPED.into(), Arc::clone(&raised))?;
        flag::register(signal, Arc::clone(&raised))?;
    }
    Ok(raised.into())
}

/// The line that says how far fetching is, drawn for eyes alone.
struct Bar {
    drawn: Option<bool>,
}

impl Bar {
    fn of_terminal() -> Self {
        let is_dumb = std::env::var("TERM").is_ok_and(|name| name == "dumb");
        let seen = io::stderr().is_terminal() && !is_dumb;
        Self {
            drawn: seen.then_some(false),
        }
    }

    fn draw(&mut self, progress: &Progress, streams: &mut Streams<'_>) {
        if self.drawn.is_some() {
            // Nobody reads it if this fails, and the feeds are fetched all the same.
            let line = format!("\r{}\x1b[K", clean::line(&progress.to_string()));
            let _ = streams.err.as_it_is(line.as_bytes());
            let _ = streams.err.flush();
            self.drawn = Some(true);
        }
    }

    fn clear(&mut self, streams: &mut Streams<'_>) {
        if self.drawn == Some(true) {
            let _ = streams.err.as_it_is(b"\r\x1b[K");
            self.drawn = Some(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::Feed;
    use crate::news::kept::{FeedId, FetchState};

    #[test]
    fn what_came_stands_in_the_order_of_the_feeds_whichever_answered_first() {
        let feed = |id: i64| Subscription {
            id: FeedId(id),
            feed: Feed {
                address: format!("https://{id}.example/"),
                ..Feed::default()
            },
            state: FetchState::default(),
        };
        let gathered = |id: i64| Gathered {
            title: id.to_string(),
            outcome: Err("silent".to_owned()),
            remarks: Vec::new(),
            date: None,
        };
        let outcome = |id| (feed(id).feed.address, gathered(id));
        let mut fetching = Fetching {
            feeds: [1, 2, 3].map(feed).to_vec(),
            progress: Bar { drawn: None },
            outcomes: [3, 1, 2].map(outcome).to_vec(),
            tally: Tally::default(),
            removed: LetGo::default(),
        };
        fetching.sort();
        let titles: Vec<&str> = fetching
            .outcomes
            .iter()
            .map(|(_, one)| &*one.title)
            .collect();
        assert_eq!(titles, ["1", "2", "3"]);
    }
}
