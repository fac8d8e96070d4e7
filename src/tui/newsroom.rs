//! The thread that has the archive of news: it answers what the dashboard asks, one thing after
//! the other, and keeps what a second thread fetches. Nothing is fetched unless the user says so,
//! or has set how often.

mod clerk;
mod watch;

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use std::{io, mem};

use chrono::{Local, Offset as _, TimeDelta, Utc};

use crate::fetch::{Cancel, Client, Ended, Job, Limits, Step, round};
use crate::figures::Dataset;
use crate::gather::{self, Tally};
use crate::news::Moment;
use crate::news::kept::Subscription;
use crate::news::shelf::Clock;
use crate::problem::cause;
use crate::tui::ask::{Ask, Fetched, Progress, Told};
use crate::tui::event::Event;
use crate::tui::fault::{self, caught};

use clerk::Clerk;
use watch::{Watch, unseen};

/// Where the archive is and how news are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// The folder of the archive; none where there is no home.
    pub folder: Option<PathBuf>,
    /// How often feeds are fetched; never unless the user asks if none.
    pub every: Option<TimeDelta>,
    /// How many days items are kept; for good if none.
    pub days: Option<u32>,
}

/// Something for the thread to do.
enum Wish {
    Record(Arc<Dataset>),
    Ask(Ask),
    Step(Step),
    /// Files of the archive were written, by this program or by another one.
    Moved,
    /// How fetching ended, or why it broke off.
    Ended(Result<Ended, String>),
    /// To end.
    Leave,
}

impl Wish {
    /// Whether an earlier one need not be done any more because of this one.
    fn replaces(&self, earlier: &Self) -> bool {
        let (Self::Ask(asked), Self::Ask(before)) = (self, earlier) else {
            return match (self, earlier) {
                (Self::Leave, Self::Ask(ask)) => !ask.keeps(),
                (Self::Leave | Self::Moved, Self::Moved) => true,
                _ => false,
            };
        };
        let replaced = matches!(asked, Ask::Find(_) | Ask::About(_) | Ask::Read(_));
        replaced && mem::discriminant(asked) == mem::discriminant(before)
    }
}

/// The way to the thread. When this goes, the thread first does what it was asked to keep: what
/// the user said last before leaving is not lost.
#[derive(Debug)]
pub struct Newsroom {
    wishes: Sender<Wish>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        self.wish(Wish::Leave);
        if let Some(thread) = self.thread.take() {
            // Whatever it met, it told.
            let _ = thread.join();
        }
    }
}

impl Newsroom {
    /// Starts the thread, which answers on `events`.
    pub fn new(keeping: Keeping, events: Sender<Event>) -> io::Result<Self> {
        let (wishes, waiting) = mpsc::channel();
        let mut room = Room {
            clerk: Clerk::new(keeping.clone(), events.clone()),
            keeping,
            fetches: fetches_from_servers,
            round: None,
            watch: None,
            next: None,
        };
        let own = wishes.clone();
        let work = move || {
            room.watch(events, &own);
            room.serve(&waiting, &own);
        };
        let thread = thread::Builder::new().name("newsroom".into()).spawn(work)?;
        Ok(Self {
            wishes,
            thread: Some(thread),
        })
    }

    /// Holds news against another record from now on; the first one opens the archive.
    pub fn open(&self, record: Arc<Dataset>) {
        self.wish(Wish::Record(record));
    }

    /// Asks something.
    pub fn ask(&self, ask: Ask) {
        self.wish(Wish::Ask(ask));
    }

    fn wish(&self, wish: Wish) {
        // The thread listens until this one says that it leaves.
        let _ = self.wishes.send(wish);
    }
}

/// What local clocks show.
fn clock() -> Clock {
    Clock {
        offset: Local::now().offset().fix(),
    }
}

/// The time on this computer's clock.
fn now() -> Moment {
    Moment(Utc::now().timestamp())
}

/// Fetches feeds and tells of each, until all are done or it is cancelled.
type Fetches = fn(Vec<Job>, &Cancel, &mut dyn FnMut(Step)) -> Ended;

fn fetches_from_servers(jobs: Vec<Job>, cancel: &Cancel, tell: &mut dyn FnMut(Step)) -> Ended {
    round(&Client::new(Limits::default()), jobs, cancel, tell)
}

/// Feeds that are being fetched.
struct Round {
    feeds: Vec<Subscription>,
    tally: Tally,
    cancel: Cancel,
}

/// The thread.
struct Room {
    clerk: Clerk,
    keeping: Keeping,
    fetches: Fetches,
    round: Option<Round>,
    /// What tells that files of the archive were written.
    watch: Option<Watch>,
    /// When to look next which feeds are due; never while there is no record to hold them
    /// against.
    next: Option<Instant>,
}

impl Room {
    fn serve(mut self, wishes: &Receiver<Wish>, own: &Sender<Wish>) {
        let mut waiting = VecDeque::new();
        while self.turn(wishes, &mut waiting, own).is_continue() {}
        self.stop();
    }

    /// Has the folder of the archive watched.
    fn watch(&mut self, events: Sender<Event>, own: &Sender<Wish>) {
        let Some(folder) = &self.keeping.folder else {
            return;
        };
        let own = own.clone();
        let moved = move || own.send(Wish::Moved).is_ok();
        match Watch::of(folder, events, moved) {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => self.clerk.tell(Told::Failed(unseen(&error.to_string()))),
        }
    }

    /// Looks what another program did to the archive, and again while one is at it.
    fn look(&mut self) {
        if let Some(Err(error)) = self.watch.as_mut().map(Watch::follow) {
            self.clerk.tell(Told::Failed(unseen(&error.to_string())));
        }
        let is_changing = self.clerk.look_for_others();
        if let Some(watch) = self.watch.as_ref().filter(|_| is_changing) {
            watch.look_again();
        }
    }

    /// Does one thing: what has waited longest or, if nothing waits, a step of looking at old
    /// items again.
    fn turn(
        &mut self,
        wishes: &Receiver<Wish>,
        waiting: &mut VecDeque<Wish>,
        own: &Sender<Wish>,
    ) -> ControlFlow<()> {
        waiting.extend(wishes.try_iter());
        let wish = match waiting.pop_front() {
            Some(wish) => Ok(wish),
            None if self.clerk.is_classifying() => {
                self.attempt(|room| room.clerk.classify_some());
                return ControlFlow::Continue(());
            }
            None => self.wait(wishes),
        };
        waiting.extend(wishes.try_iter());
        match wish {
            Ok(wish) if waiting.iter().any(|later| later.replaces(&wish)) => {}
            Ok(Wish::Leave) | Err(RecvTimeoutError::Disconnected) => {
                return ControlFlow::Break(());
            }
            Ok(wish) => self.attempt(|room| room.take(wish, own)),
            Err(RecvTimeoutError::Timeout) => {
                self.next = Some(Instant::now() + LOOK);
                let due = |one: &Subscription| gather::is_due(one, now());
                self.attempt(|room| room.fetch(due, own));
            }
        }
        ControlFlow::Continue(())
    }

    /// Does something. If that breaks off it is told, and what is asked next is done all the same:
    /// a change of the archive that was not finished is undone.
    fn attempt(&mut self, work: impl FnOnce(&mut Self)) {
        let Err(why) = caught(|| work(self)) else {
            return;
        };
        let told = fault::told("the work on the news", &why);
        self.clerk.tell(match self.round {
            Some(_) => Told::Failed(told),
            // It may have been the end of fetching, for which the dashboard waits.
            None => Told::Fetched(said(told)),
        });
    }

    fn wait(&self, wishes: &Receiver<Wish>) -> Result<Wish, RecvTimeoutError> {
        match self.next {
            None => wishes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(then) => wishes.recv_timeout(then.saturating_duration_since(Instant::now())),
        }
    }

    fn take(&mut self, wish: Wish, own: &Sender<Wish>) {
        match wish {
            Wish::Record(record) => {
                self.clerk.take_record(record);
                if self.keeping.every.is_some() {
                    self.next.get_or_insert_with(Instant::now);
                }
            }
            Wish::Ask(Ask::Fetch) if self.clerk.subscriptions().is_empty() => {
                let none = "no feed is followed: ctrl-f lists some to choose from";
                self.clerk.tell(Told::Fetched(said(none.to_owned())));
            }
            Wish::Ask(Ask::Fetch) => self.fetch(|_| true, own),
            Wish::Ask(Ask::Stop) => self.stop(),
            Wish::Ask(ask) => self.clerk.answer(ask),
            Wish::Step(step) => self.step(step),
            Wish::Moved => self.look(),
            Wish::Ended(ended) => self.end(ended),
            Wish::Leave => {}
        }
    }

    /// Stops fetching.
    fn stop(&self) {
        if let Some(round) = &self.round {
            round.cancel.cancel();
        }
    }

    /// Begins to fetch the feeds that are wanted, on a thread of its own.
    fn fetch(&mut self, wanted: impl Fn(&Subscription) -> bool, own: &Sender<Wish>) {
        if self.round.is_some() {
            return;
        }
        let mut feeds = self.clerk.subscriptions();
        feeds.retain(wanted);
        if feeds.is_empty() {
            return;
        }
        let jobs: Vec<Job> = feeds.iter().map(gather::job).collect();
        let cancel = Cancel::default();
        let (told, stop, fetches) = (own.clone(), cancel.clone(), self.fetches);
        let work = move || {
            let mut tell = |step| {
                let _ = told.send(Wish::Step(step));
            };
            let ended = caught(|| fetches(jobs, &stop, &mut tell));
            let _ = told.send(Wish::Ended(ended));
        };
        match thread::Builder::new().name("fetcher".into()).spawn(work) {
            Ok(_) => {
                self.round = Some(Round {
                    feeds,
                    tally: Tally::default(),
                    cancel,
                });
            }
            Err(error) => self.clerk.tell(Told::Fetched(said(format!(
                "not fetched: {}",
                cause(&error)
            )))),
        }
    }

    fn step(&mut self, step: Step) {
        let Some(round) = &mut self.round else {
            return;
        };
        match step {
            Step::Asking(progress) => self.clerk.tell(Told::Fetching(Progress {
                done: progress.done,
                of: progress.of,
                host: progress.host,
            })),
            Step::Done { id, outcome } => {
                let Some(feed) = round.feeds.iter().find(|feed| feed.id.0 == id) else {
                    return;
                };
                let every = self.keeping.every.unwrap_or(crate::fetch::schedule::USUAL);
                if let Some(gathered) = self.clerk.keep(feed, outcome, every) {
                    round.tally.add(&gathered);
                }
            }
        }
    }

    fn end(&mut self, ended: Result<Ended, String>) {
        let Some(round) = self.round.take() else {
            return;
        };
        let removed = self.clerk.prune(&round.tally);
        self.clerk.tell(Told::Changed);
        let stopped = match ended {
            Ok(Ended::Whole) => String::new(),
            Ok(Ended::Cancelled) => "stopped; ".to_owned(),
            Err(why) => format!("{}; ", fault::told("fetching", &why)),
        };
        self.clerk.tell(Told::Fetched(Fetched {
            outcome: format!("{stopped}{}{removed}", round.tally),
            remarks: round.tally.remarks,
            failures: round.tally.failures,
        }));
    }
}

/// What came of fetching where there was nothing to fetch.
fn said(outcome: String) -> Fetched {
    Fetched {
        outcome,
        ..Fetched::default()
    }
}

/// How often a schedule looks which feeds are due.
const LOOK: Duration = Duration::from_mins(5);

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::archive::{Archive, FILE, Stored};
    use crate::fetch::Answer;
    use crate::load;
    use crate::news::kept::{ItemId, ItemKey, Mark};
    use crate::news::{About, Entry, Feed, Query};

    /// A room with a feed, whose fetching breaks off; what is told, and what it is still to do.
    fn room() -> (Room, Receiver<Event>, Sender<Wish>, Receiver<Wish>) {
        let (sender, events) = mpsc::channel();
        let (own, wishes) = mpsc::channel();
        let mut room = Room {
            clerk: Clerk::new(Keeping::default(), sender),
            keeping: Keeping::default(),
            fetches: |_, _, _| panic!("line 7"),
            round: None,
            watch: None,
            next: None,
        };
        room.take(Wish::Ask(Ask::Follow(Feed::default())), &own);
        (room, events, own, wishes)
    }

    /// What was told last.
    fn told(events: &Receiver<Event>) -> Told {
        match events.try_iter().last() {
            Some(Event::Told(told)) => *told,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_a_home_news_are_kept_until_the_program_ends_and_that_is_said() {
        let (_room, events, _own, _wishes) = room();
        let Told::Feeds(feeds) = told(&events) else {
            panic!("no feeds are told");
        };
        assert!(
            feeds.notices[0].contains("there is no home folder"),
            "{:?}",
            feeds.notices
        );
    }

    #[test]
    fn fetching_that_breaks_off_ends_and_can_be_asked_for_again() {
        let (mut room, events, own, wishes) = room();
        for _ in 0..2 {
            room.take(Wish::Ask(Ask::Fetch), &own);
            let ended = wishes.recv_timeout(Duration::from_secs(10));
            room.take(ended.expect("an end"), &own);
            let told = told(&events);
            assert!(
                matches!(&told, Told::Fetched(came) if came.outcome.contains("fault of this program: line 7; ")),
                "{told:?}"
            );
        }
    }

    #[test]
    fn work_that_breaks_off_is_told_and_the_next_is_done() {
        let (mut room, events, own, _wishes) = room();
        room.attempt(|_| panic!("page 7"));
        // Nothing is being fetched, or no longer.
        let broken = told(&events);
        assert!(
            matches!(&broken, Told::Fetched(came) if came.outcome.ends_with("page 7")),
            "{broken:?}"
        );
        room.take(Wish::Ask(Ask::Fetch), &own);
        room.attempt(|_| panic!("page 8"));
        let broken = told(&events);
        assert!(
            matches!(&broken, Told::Failed(why) if why.ends_with("page 8")),
            "{broken:?}"
        );
        room.attempt(|room| room.take(Wish::Ask(Ask::Read(ItemId(7))), &own));
        let answer = told(&events);
        assert!(matches!(answer, Told::Read(None)), "{answer:?}");
    }

    /// A room in a folder, without its thread.
    struct Bare {
        room: Room,
        wishes: Sender<Wish>,
        waiting: Receiver<Wish>,
        told: Receiver<Event>,
        has_left: bool,
    }

    impl Bare {
        fn new(folder: &std::path::Path) -> Self {
            let keeping = Keeping {
                folder: Some(folder.to_owned()),
                days: Some(30),
                ..Keeping::default()
            };
            let (wishes, waiting) = mpsc::channel();
            let (events, told) = mpsc::channel();
            let room = Room {
                clerk: Clerk::new(keeping.clone(), events),
                keeping,
                fetches: |_, _, _| panic!("nothing is to be fetched"),
                round: None,
                watch: None,
                next: None,
            };
            let bare = Self {
                room,
                wishes,
                waiting,
                told,
                has_left: false,
            };
            bare.wish(Wish::Record(record()));
            bare
        }

        fn wish(&self, wish: Wish) {
            self.wishes.send(wish).expect("the room is there");
        }

        /// One turn; gives what was told.
        fn turn(&mut self) -> Vec<Told> {
            let mut waiting = VecDeque::new();
            let own = self.wishes.clone();
            let flow = self.room.turn(&self.waiting, &mut waiting, &own);
            self.has_left |= flow.is_break();
            for wish in waiting {
                self.wish(wish);
            }
            let told = self.told.try_iter().filter_map(|event| match event {
                Event::Told(told) => Some(*told),
                _ => None,
            });
            told.collect()
        }
    }

    fn record() -> Arc<Dataset> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        Arc::new(load::embedded(today).dataset.expect("the record"))
    }

    /// An archive with items whose texts name a year that they are not known to be about.
    fn filled(folder: &std::path::Path, items: usize) {
        filled_at(folder, items, now());
    }

    fn filled_at(folder: &std::path::Path, items: usize, moment: Moment) {
        let mut archive = Archive::at(&folder.join(FILE)).expect("made");
        let feed = archive.subscribe(&Feed::default()).expect("subscribed");
        let entry = |at: usize| Entry {
            guid: Some(at.to_string()),
            title: "Referrals in 2011".into(),
            ..Entry::default()
        };
        let entries: Vec<_> = (0..items).map(|at| (entry(at), About::default())).collect();
        archive.take(feed, &entries, moment).expect("taken");
    }

    #[test]
    fn what_was_kept_for_long_enough_is_told_with_what_came() {
        let folder = tempfile::tempdir().expect("folder");
        filled_at(folder.path(), 12, Moment(0));
        let mut bare = Bare::new(folder.path());
        // A server answers that nothing is new, and that its clock shows what this one does.
        bare.room.fetches = |jobs, _, tell| {
            for job in jobs {
                let outcome = Ok(Answer {
                    date: Some(now()),
                    ..Answer::default()
                });
                tell(Step::Done {
                    id: job.id,
                    outcome,
                });
            }
            Ended::Whole
        };
        bare.wish(Wish::Ask(Ask::Fetch));
        let mut outcomes = Vec::new();
        while outcomes.is_empty() {
            outcomes.extend(bare.turn().into_iter().filter_map(|told| match told {
                Told::Fetched(came) => Some(came.outcome),
                _ => None,
            }));
        }
        let expected = "1 feed answered: 0 new items, 0 changed; 12 items first seen over 30 \
            days ago removed, starred and noted ones kept";
        assert_eq!(outcomes, [expected]);
    }

    fn unexpected(_: &Stored) -> About {
        panic!("looked at again");
    }

    #[test]
    fn what_is_asked_while_old_items_are_looked_at_again_is_answered_first() {
        let folder = tempfile::tempdir().expect("folder");
        filled(folder.path(), 350);
        let mut bare = Bare::new(folder.path());
        bare.turn();
        for step in 0..4 {
            let told = bare.turn();
            assert_eq!(told, [], "step {step}");
            assert!(bare.room.clerk.is_classifying(), "step {step}");
            bare.wish(Wish::Ask(Ask::Find(Query::default())));
            let told = bare.turn();
            assert!(matches!(&told[..], [Told::Found(..), ..]), "{told:?}");
        }
        let told = bare.turn();
        assert_eq!(told, [Told::Changed]);
        assert!(!bare.room.clerk.is_classifying());
        let archive = Archive::at(&folder.path().join(FILE)).expect("opened");
        let year = "2011".parse().expect("a year");
        assert_eq!(archive.count_about(&[year], None).expect("counts"), [350]);
    }

    #[test]
    fn who_leaves_does_not_wait_until_old_items_are_looked_at_again() {
        let folder = tempfile::tempdir().expect("folder");
        filled(folder.path(), 350);
        let mut bare = Bare::new(folder.path());
        bare.turn();
        bare.turn();
        bare.wish(Wish::Leave);
        bare.turn();
        assert!(bare.has_left && bare.room.clerk.is_classifying());
    }

    #[test]
    fn what_a_new_archive_takes_is_not_looked_at_again_at_the_next_start() {
        let folder = tempfile::tempdir().expect("folder");
        let mut bare = Bare::new(folder.path());
        bare.wish(Wish::Ask(Ask::Follow(Feed::default())));
        bare.turn();
        bare.turn();
        while bare.room.clerk.is_classifying() {
            bare.turn();
        }
        drop(bare);
        filled(folder.path(), 1);
        let mut archive = Archive::at(&folder.path().join(FILE)).expect("opened");
        let stamp = gather::stamp(&record());
        assert_eq!(archive.reclassify(&stamp, &unexpected).expect("done"), 0);
    }

    /// A newsroom of this folder, and what it tells once it has nothing more to say of its start.
    fn settled(folder: &std::path::Path) -> (Newsroom, Receiver<Event>) {
        let keeping = Keeping {
            folder: Some(folder.to_owned()),
            ..Keeping::default()
        };
        let (sender, events) = mpsc::channel();
        let newsroom = Newsroom::new(keeping, sender).expect("a thread");
        newsroom.open(record());
        all_told(&events);
        (newsroom, events)
    }

    /// Everything that is told until nothing is for a while.
    fn all_told(events: &Receiver<Event>) -> Vec<Told> {
        let first = events.recv_timeout(Duration::from_secs(10)).ok();
        let next = || events.recv_timeout(Duration::from_secs(2)).ok();
        let all = first.into_iter().chain(std::iter::from_fn(next));
        let told = all.map(|event| match event {
            Event::Told(told) => *told,
            other => panic!("{other:?}"),
        });
        told.collect()
    }

    /// Whether nothing is told for a while.
    fn is_silent(events: &Receiver<Event>) -> bool {
        events.recv_timeout(Duration::from_secs(1)).is_err()
    }

    #[test]
    fn what_another_program_changes_is_told_unasked_and_what_is_written_here_only_once() {
        let folder = tempfile::tempdir().expect("folder");
        filled(folder.path(), 1);
        let (newsroom, events) = settled(folder.path());
        let mut other = Archive::at(&folder.path().join(FILE)).expect("opened");
        assert!(is_silent(&events), "to open it is no change");
        let key = ItemKey::of_record("one");
        let star = Mark::Starred;
        other
            .mark(std::slice::from_ref(&key), &star)
            .expect("marked");
        let told = all_told(&events);
        let [Told::Feeds(feeds), Told::Changed] = &told[..] else {
            panic!("{told:?}");
        };
        assert!(feeds.marks[0].1.starred);

        newsroom.ask(Ask::Mark(vec![key], Mark::Unstarred));
        let told = all_told(&events);
        assert!(
            matches!(&told[..], [Told::Lines(_), Told::Feeds(_)]),
            "{told:?}"
        );
    }

    #[test]
    fn an_archive_that_another_program_makes_is_found_when_it_is_there() {
        let above = tempfile::tempdir().expect("folder");
        let folder = above.path().join("share").join("trafficdash");
        let (_newsroom, events) = settled(&folder);
        std::fs::write(above.path().join("other"), "").expect("written");
        assert!(is_silent(&events));
        filled(&folder, 1);
        let told = all_told(&events);
        let is_found = |told: &Told| matches!(told, Told::Feeds(feeds) if feeds.has_items);
        assert!(told.iter().any(is_found), "{told:?}");
    }
}
