//! A round: many feeds, a few at a time, never two of one host. Each is told of as it ends, and
//! one that fails keeps none of the others waiting.

use std::sync::mpsc::{self, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use std::{collections::VecDeque, fmt};

use super::client::host_of;
use super::{Answer, Cancel, Client, Failure, Limits, Request};

/// A feed to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What whoever asks knows it by.
    pub id: i64,
    /// What is asked for.
    pub request: Request,
}

/// How far a round is; as text, the line to show: `fetched 3 of 12 feeds; now www.example.org`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many feeds have ended, well or not.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// The host that is asked now, cleaned for the screen.
    pub host: String,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { done, of, host } = self;
        let feeds = if *of == 1 { "feed" } else { "feeds" };
        write!(f, "fetched {done} of {of} {feeds}; now {host}")
    }
}

/// What a round tells.
#[derive(Debug)]
pub enum Step {
    /// A host is asked.
    Asking(Progress),
    /// A feed has ended.
    Done {
        /// Which one.
        id: i64,
        /// What came of it; never [`Failure::Cancelled`].
        outcome: Result<Answer, Failure>,
    },
}

/// How a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Every feed was told of.
    Whole,
    /// It was cancelled; the feeds that were not told of are as if they had not been asked.
    Cancelled,
}

/// Fetches feeds and tells of each, on the thread that calls. Fetching waits while what was told
/// is being dealt with, so that no heap of answers grows.
pub fn round(
    client: &Client,
    jobs: Vec<Job>,
    cancel: &Cancel,
    mut tell: impl FnMut(Step),
) -> Ended {
    let of = jobs.len();
    let board = Board::new(jobs);
    let workers = client.limits().at_once.clamp(1, of.max(1));
    let mut done = 0;
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(0);
        for _ in 0..workers {
            let (board, sender) = (&board, sender.clone());
            scope.spawn(move || board.work(client, cancel, &sender));
        }
        drop(sender);
        for word in receiver {
            tell(match word {
                Word::Asking(host) => Step::Asking(Progress { done, of, host }),
                Word::Done(id, outcome) => {
                    done += 1;
                    let outcome = *outcome;
                    Step::Done { id, outcome }
                }
            });
        }
    });
    if done == of {
        Ended::Whole
    } else {
        Ended::Cancelled
    }
}

/// What a worker says.
enum Word {
    Asking(String),
    Done(i64, Box<Result<Answer, Failure>>),
}

/// The feeds of one host that are still to be fetched.
struct Queue {
    host: String,
    jobs: VecDeque<(Job, u32)>,
    from: Instant,
    /// How often in a row it has said nothing.
    silences: u32,
}

/// A host that has said nothing so often in a row is not asked for its other feeds.
const SILENCES: u32 = 2;

/// The hosts that nobody asks at the moment.
struct Board(Mutex<Vec<Queue>>);

impl Board {
    fn new(jobs: Vec<Job>) -> Self {
        let mut queues: Vec<Queue> = Vec::new();
        let from = Instant::now();
        for job in jobs {
            let host = host_of(&job.request.address);
            let known = queues.iter_mut().find(|queue| queue.host == host);
            match known {
                Some(queue) => queue.jobs.push_back((job, 0)),
                None => queues.push(Queue {
                    host,
                    jobs: VecDeque::from([(job, 0)]),
                    from,
                    silences: 0,
                }),
            }
        }
        Self(Mutex::new(queues))
    }

    /// Takes the host that may be asked first; when none is left, those that others have taken
    /// are theirs to finish.
    fn take(&self) -> Option<Queue> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = (0..queues.len()).min_by_key(|&at| queues[at].from)?;
        Some(queues.remove(first))
    }

    fn give_back(&self, queue: Queue) {
        if !queue.jobs.is_empty() {
            let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            queues.push(queue);
        }
    }

    /// Fetches until nothing is left, it is cancelled or nobody listens.
    fn work(&self, client: &Client, cancel: &Cancel, say: &SyncSender<Word>) {
        while let Some(mut queue) = self.take() {
            if cancel.sleep_until(queue.from).is_err() {
                return;
            }
            let Some((job, tries)) = queue.jobs.pop_front() else {
                continue;
            };
            if say.send(Word::Asking(queue.host.clone())).is_err() {
                return;
            }
            let outcome = client.get(&job.request, cancel);
            if cancel.is_cancelled() && outcome.is_err() {
                return;
            }
            let limits = client.limits();
            queue.from = Instant::now() + limits.apart;
            let mut ended = queue.given_up(&outcome);
            if tries < limits.retries && outcome.as_ref().is_err_and(Failure::may_pass) {
                queue.from = Instant::now() + back_off(tries, limits);
                queue.jobs.push_front((job, tries + 1));
            } else {
                ended.insert(0, (job.id, outcome));
            }
            for (id, outcome) in ended {
                if say.send(Word::Done(id, Box::new(outcome))).is_err() {
                    return;
                }
            }
            self.give_back(queue);
        }
    }
}

impl Queue {
    /// The feeds that are not asked for because the host says nothing; what came of the last
    /// request came of them too.
    fn given_up(
        &mut self,
        outcome: &Result<Answer, Failure>,
    ) -> Vec<(i64, Result<Answer, Failure>)> {
        let silence = outcome.as_ref().err().filter(|one| one.is_silence());
        self.silences = silence.map_or(0, |_| self.silences + 1);
        match silence {
            Some(failure) if self.silences >= SILENCES => {
                let jobs = self.jobs.drain(..);
                jobs.map(|(job, _)| (job.id, Err(failure.clone())))
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// How long a feed is left alone after so many tries: twice as long each time.
fn back_off(tries: u32, limits: &Limits) -> Duration {
    limits.apart.max(limits.pause * 2_u32.saturating_pow(tries))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(id: i64, address: &str) -> Job {
        let address = address.to_owned();
        let request = Request {
            address,
            ..Request::default()
        };
        Job { id, request }
    }

    #[test]
    fn the_feeds_of_one_host_stand_in_one_queue() {
        let board = Board::new(vec![
            job(1, "http://a.example/1"),
            job(2, "http://b.example/1"),
            job(3, "https://A.example:8443/2"),
        ]);
        let first = board.take().expect("a host");
        let ids: Vec<i64> = first.jobs.iter().map(|(job, _)| job.id).collect();
        assert_eq!((first.host.as_str(), ids), ("a.example", vec![1, 3]));
        assert!(board.take().is_some_and(|queue| queue.host == "b.example"));
        assert!(board.take().is_none());
        board.give_back(first);
        assert!(board.take().is_some());
    }

    #[test]
    fn each_try_waits_twice_as_long_and_never_less_than_the_host_is_left_alone() {
        let limits = Limits::default();
        let waits = [0, 1, 2].map(|tries| back_off(tries, &limits).as_secs());
        assert_eq!(waits, [1, 2, 4]);
        let apart = Duration::from_secs(3);
        let limits = Limits { apart, ..limits };
        assert_eq!(back_off(0, &limits), apart);
    }

    #[test]
    fn progress_is_one_line() {
        let progress = Progress {
            done: 3,
            of: 12,
            host: "www.example.org".into(),
        };
        assert_eq!(
            progress.to_string(),
            "fetched 3 of 12 feeds; now www.example.org"
        );
    }
}
