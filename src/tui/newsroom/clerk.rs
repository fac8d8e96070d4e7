//! Answers from the archive. It is opened when there is one, or when there is something to keep.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use chrono::TimeDelta;

use crate::archive::{Archive, ArchiveError, FILE, LookedAt, Opened, Retention};
use crate::fetch::{Answer, Failure};
use crate::figures::{Dataset, Period};
use crate::gather::{self, Gathered, LetGo, Tally};

use crate::news::Query;
use crate::news::kept::{ItemId, ItemKey, Mark, Subscription};
use crate::news::numbers::Index;
use crate::news::shelf::Line;
use crate::present::scope::steps;
use crate::tui::ask::{Ask, Extent, Feeds, Nearby, Told};
use crate::tui::event::Event;
use crate::tui::model::KINDS;

use super::{Keeping, clock, now};

/// So many items are told first; all of them follow.
const FIRST: usize = 200;

/// The most items about a period that are listed on the overview.
const LISTED: usize = 50;

/// A record with the index of its words and numbers.
struct Record {
    dataset: Arc<Dataset>,
    /// Made when news come that are held against it.
    index: OnceCell<Index>,
}

impl Record {
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.dataset))
    }
}

/// Who answers.
pub struct Clerk {
    keeping: Keeping,
    events: Sender<Event>,
    archive: Option<Archive>,
    record: Option<Record>,
    /// What the user must know of the archive.
    notices: Vec<String>,
    /// The items that were listed last, which other programs may change.
    version: i64,
    /// What came so far of looking at all items again; none when that is done.
    classifying: Option<LookedAt>,
}

impl Clerk {
    /// A clerk who has not opened anything.
    pub fn new(keeping: Keeping, events: Sender<Event>) -> Self {
        Self {
            keeping,
            events,
            archive: None,
            record: None,
            notices: Vec::new(),
            version: 0,
            classifying: None,
        }
    }

    /// Tells the dashboard.
    pub fn tell(&self, told: Told) {
        // Nobody listens only if the loop has ended.
        let _ = self.events.send(Event::Told(Box::new(told)));
    }

    /// Holds news against another record; opens the archive if there is one.
    pub fn take_record(&mut self, dataset: Arc<Dataset>) {
        self.record = Some(Record {
            index: OnceCell::new(),
            dataset,
        });
        self.tell(Told::Record);
        if self.archive.is_some() || self.exists() {
            self.opened();
            self.classifying = Some(LookedAt::default());
            self.tell_feeds();
        }
    }

    /// Whether there is an archive to be opened.
    fn exists(&self) -> bool {
        let folder = self.keeping.folder.as_ref();
        folder.is_some_and(|folder| folder.join(FILE).exists())
    }

    /// The archive, opened if it was not.
    fn opened(&mut self) -> &mut Archive {
        if self.archive.is_none() {
            let opened = match &self.keeping.folder {
                Some(folder) => Archive::open(folder),
                None => Opened {
                    archive: Archive::in_memory(),
                    notices: vec![
                        "there is no home folder: news are kept until the program ends".to_owned(),
                    ],
                },
            };
            self.notices = opened.notices.iter().map(|one| last_first(one)).collect();
            self.version = opened.archive.data_version().unwrap_or_default();
            let archive = self.archive.insert(opened.archive);
            archive.set_clock(clock());
            self.classifying = Some(LookedAt::default());
        }
        self.archive.as_mut().expect("it was opened above")
    }

    /// The feeds that the user follows.
    pub fn subscriptions(&self) -> Vec<Subscription> {
        let archive = self.archive.as_ref();
        let subscriptions = archive.map(Archive::subscriptions);
        subscriptions.and_then(Result::ok).unwrap_or_default()
    }

    /// Answers what was asked; what cannot be done is told.
    pub fn answer(&mut self, ask: Ask) {
        if let Err(error) = self.try_answer(ask) {
            self.tell(Told::Failed(error.to_string()));
        }
        self.tell_of_others();
    }

    fn try_answer(&mut self, ask: Ask) -> Result<(), ArchiveError> {
        match ask {
            Ask::Find(query) => self.find(query)?,
            Ask::Lines(ids) => self.tell_lines(&ids)?,
            Ask::Read(id) => self.tell_item(id)?,
            Ask::About(nearby) => self.tell_about(nearby)?,
            Ask::NextUnread(query, from) => self.tell_next_unread(query, from)?,
            Ask::Mark(keys, mark) => self.mark(&keys, &mark)?,
            Ask::Follow(feed) => {
                self.opened().subscribe(&feed)?;
                self.tell_feeds();
            }
            Ask::Leave(id) => {
                self.opened().unsubscribe(id)?;
                self.tell_feeds();
                self.tell(Told::Changed);
            }
            Ask::Claim(key, text) => {
                self.opened().add_claim(&key, &text)?;
                self.tell_again(&key)?;
            }
            Ask::Unclaim(key, id) => {
                self.opened().remove_claim(id)?;
                self.tell_again(&key)?;
            }
            Ask::Fetch | Ask::Stop => {}
        }
        Ok(())
    }

    /// The newest items at once, then all: the rest of a long list takes longer than a frame.
    fn find(&mut self, query: Query) -> Result<(), ArchiveError> {
        let first = self.opened().find(&query, FIRST)?;
        if first.len() < FIRST {
            self.tell(Told::Found(query, gather::found(first), Extent::Whole));
            return Ok(());
        }
        self.tell(Told::Found(
            query.clone(),
            gather::found(first),
            Extent::First,
        ));
        let all = self.opened().find(&query, usize::MAX)?;
        self.tell(Told::Found(query, gather::found(all), Extent::Whole));
        Ok(())
    }

    fn tell_next_unread(&mut self, query: Query, from: ItemId) -> Result<(), ArchiveError> {
        let unread = Query {
            unread: true,
            ..query
        };
        let newest_first = self.opened().find(&unread, usize::MAX)?;
        let next = newest_first.into_iter().find(|id| *id <= from);
        self.tell(Told::NextUnread(next));
        Ok(())
    }

    fn tell_lines(&mut self, ids: &[ItemId]) -> Result<(), ArchiveError> {
        let lines = self.lines(ids)?;
        self.tell(Told::Lines(lines));
        Ok(())
    }

    fn lines(&mut self, ids: &[ItemId]) -> Result<Vec<Line>, ArchiveError> {
        self.opened();
        match (&self.archive, &self.record) {
            (Some(archive), Some(record)) => gather::lines(archive, &record.dataset, ids),
            _ => Ok(Vec::new()),
        }
    }

    fn tell_item(&mut self, id: ItemId) -> Result<(), ArchiveError> {
        let Some(stored) = self.opened().item(id)? else {
            self.tell(Told::Read(None));
            return Ok(());
        };
        let open = match (&self.archive, &self.record) {
            (Some(archive), Some(record)) => {
                let open = gather::open(archive, &record.dataset, record.index(), stored)?;
                Some(Box::new(open))
            }
            _ => None,
        };
        self.tell(Told::Read(open));
        Ok(())
    }

    fn tell_again(&mut self, key: &ItemKey) -> Result<(), ArchiveError> {
        match self.opened().id_of(key)? {
            Some(id) => {
                self.tell_lines(&[id])?;
                self.tell_item(id)
            }
            None => Ok(()),
        }
    }

    fn tell_about(&mut self, nearby: Nearby) -> Result<(), ArchiveError> {
        let until = nearby.as_of.day();
        let ids = self.opened().find(&nearby.query, LISTED)?;
        let lines = self.lines(&ids)?;
        let Some(record) = &self.record else {
            return Ok(());
        };
        let periods: Vec<Period> = KINDS
            .iter()
            .flat_map(|kind| steps(&record.dataset, *kind, nearby.as_of))
            .collect();
        let counts = self.opened().count_about(&periods, until)?;
        let counts = periods.into_iter().zip(counts).collect();
        self.tell(Told::About(nearby, lines, counts));
        Ok(())
    }

    fn mark(&mut self, keys: &[ItemKey], mark: &Mark) -> Result<(), ArchiveError> {
        self.take_as_read(keys)?;
        self.opened().mark(keys, mark)?;
        let mut ids = Vec::new();
        for key in keys {
            ids.extend(self.opened().id_of(key)?);
        }
        self.tell_lines(&ids)?;
        for id in &ids {
            self.tell_item(*id)?;
        }
        if ids.len() < keys.len() {
            self.tell_feeds();
        }
        Ok(())
    }

    /// What the record brings is new to nobody: its items are read from their first mark on.
    fn take_as_read(&mut self, keys: &[ItemKey]) -> Result<(), ArchiveError> {
        let marked = self.opened().all_record_marks()?;
        let is_first = |key: &&ItemKey| {
            let id = key.record_id();
            id.is_some_and(|id| marked.iter().all(|(known, _)| known != id))
        };
        let first: Vec<ItemKey> = keys.iter().filter(is_first).cloned().collect();
        self.opened().mark(&first, &Mark::Read)
    }

    /// Keeps what came of a request for a feed.
    pub fn keep(
        &mut self,
        feed: &Subscription,
        answered: Result<Answer, Failure>,
        every: TimeDelta,
    ) -> Option<Gathered> {
        let archive = self.archive.as_mut()?;
        let matcher = &self.record.as_ref()?.index().matcher;
        let gathered = gather::keep(archive, matcher, feed, answered, (every, now()));
        self.tell_feeds();
        if gathered.outcome.as_ref().is_ok_and(|taken| taken.new > 0) {
            self.tell(Told::Changed);
        }
        Some(gathered)
    }

    /// Lets go what the user does not want to keep so long, after a fetch.
    pub fn prune(&mut self, tally: &Tally) -> LetGo {
        let kept = Retention {
            days: self.keeping.days,
        };
        gather::let_go(self.opened(), kept, (tally, now())).unwrap_or_else(|error| {
            self.tell(Told::Failed(error.to_string()));
            LetGo::default()
        })
    }

    /// Whether what items are about is still to be found out anew for some of them.
    pub fn is_classifying(&self) -> bool {
        self.classifying.is_some()
    }

    /// Finds out anew what the next items are about, where the words or the record are others
    /// than when they came.
    pub fn classify_some(&mut self) {
        let (Some(before), Some(archive), Some(record)) =
            (self.classifying.take(), &mut self.archive, &self.record)
        else {
            return;
        };
        let index = || record.index();
        match gather::classify_some(archive, &record.dataset, index) {
            Ok(LookedAt { items: 0, .. }) if before.changed > 0 => self.tell(Told::Changed),
            Ok(LookedAt { items: 0, .. }) => {}
            Ok(now) => {
                self.classifying = Some(LookedAt {
                    items: before.items + now.items,
                    changed: before.changed + now.changed,
                });
            }
            Err(error) => self.tell(Told::Failed(error.to_string())),
        }
    }

    fn tell_feeds(&mut self) {
        let Some(archive) = &mut self.archive else {
            return;
        };
        let clock = clock();
        archive.set_clock(clock);
        let has_items = archive.find(&Query::default(), 1);
        let has_items = has_items.is_ok_and(|found| !found.is_empty());
        let notices = std::mem::take(&mut self.notices);
        match (archive.subscriptions(), archive.all_record_marks()) {
            (Ok(subscriptions), Ok(marks)) => {
                self.tell(Told::Feeds(Feeds {
                    subscriptions,
                    has_items,
                    marks,
                    clock,
                    notices,
                }));
            }
            (Err(error), _) | (_, Err(error)) => self.tell(Told::Failed(error.to_string())),
        }
    }

    /// Looks what another program did: it made the archive, or changed it. Says whether one is
    /// changing it now.
    pub fn look_for_others(&mut self) -> bool {
        if self.archive.is_none() && self.exists() && self.record.is_some() {
            self.opened();
            self.tell_feeds();
        }
        let archive = self.archive.as_ref();
        let is_changing = archive.is_some_and(Archive::is_being_changed);
        self.tell_of_others();
        is_changing
    }

    /// Tells if another program changed the archive.
    fn tell_of_others(&mut self) {
        let version = self.archive.as_ref().map(Archive::data_version);
        if let Some(Ok(version)) = version
            && version != self.version
        {
            self.version = version;
            self.tell_feeds();
            self.tell(Told::Changed);
        }
    }
}

/// A notice with its last sentence, what follows from the rest, first: a footer cuts the end.
fn last_first(notice: &str) -> String {
    match notice.rsplit_once(". ") {
        Some((why, what)) => format!("{what}: {why}"),
        None => notice.to_owned(),
    }
}
