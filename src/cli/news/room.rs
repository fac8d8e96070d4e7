//! The record with the archive of news that stands beside it, if there is one: what every
//! subcommand of the news begins with.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use chrono::{Local, Offset as _, Utc};

use crate::archive::{self, Archive, FILE};
use crate::cli::arguments::Common;
use crate::cli::record::{self, Record};
use crate::cli::usage::Usage;
use crate::cli::{FAILED, Streams};
use crate::config::Environment;
use crate::export::Header;
use crate::figures::{AsOf, Dataset};
use crate::gather;
use crate::news::kept::{ItemId, ItemKey, Subscription};
use crate::news::numbers::Index;
use crate::news::shelf::{Clock, Open, Shelf};
use crate::news::{Moment, Query};
use crate::present::Scope;
use crate::present::pages::news::{Desk, Item};

/// The record, and the archive if there is one.
pub struct Room {
    /// The record with the settings.
    pub record: Record,
    /// Its words and numbers.
    pub index: Index,
    /// The day as of which it is read.
    pub as_of: AsOf,
    folder: Option<PathBuf>,
    archive: Option<Archive>,
}

impl Room {
    /// Opens the record, and the archive if there is a file; where there is none, none is made.
    pub fn open(common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Self> {
        let record = record::open(common, streams)?;
        let environment = Environment::of_process();
        let mut room = Self {
            index: Index::new(&record.dataset),
            record,
            as_of: common.as_of(),
            folder: archive::folder(environment.get("XDG_DATA_HOME")),
            archive: None,
        };
        if let Some(folder) = room.folder.clone()
            && folder.join(FILE).exists()
        {
            room.open_archive(&folder, streams)?;
        }
        Ok(room)
    }

    fn open_archive(&mut self, folder: &Path, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        let opened = Archive::open(folder);
        for notice in &opened.notices {
            streams.say(notice);
        }
        let mut archive = opened.archive;
        archive.set_clock(clock());
        self.archive = Some(archive);
        self.classify()
    }

    /// Finds out what items are about by the words of this record, if that was another's.
    fn classify(&mut self) -> anyhow::Result<()> {
        if let Some(archive) = &mut self.archive {
            gather::classify(archive, &self.record.dataset, || &self.index)?;
        }
        Ok(())
    }

    /// The archive, if there is one.
    pub fn archive(&self) -> Option<&Archive> {
        self.archive.as_ref()
    }

    /// The archive to keep something in, which is made if there is none; refused if what is
    /// kept would go with the program.
    pub fn keep(&mut self, streams: &mut Streams<'_>) -> anyhow::Result<&mut Archive> {
        if self.archive.is_none() {
            let folder = self.folder.clone().ok_or_else(|| {
                anyhow!("there is no home folder to keep news in; set XDG_DATA_HOME to a folder")
            })?;
            self.open_archive(&folder, streams)?;
        }
        self.check_kept()?;
        Ok(self.archive.as_mut().expect("it was opened above"))
    }

    /// Refused where there is an archive that cannot be written: what is looked for may be in it
    /// and not be found.
    pub fn check_kept(&self) -> anyhow::Result<()> {
        if self.archive().is_some_and(|archive| !archive.is_kept()) {
            bail!("nothing was kept; mend what is named above");
        }
        Ok(())
    }

    /// The archive to keep something in, with the words that it is held against.
    pub fn parts(&mut self, streams: &mut Streams<'_>) -> anyhow::Result<(&mut Archive, &Index)> {
        self.keep(streams)?;
        let archive = self.archive.as_mut().expect("it was opened above");
        Ok((archive, &self.index))
    }

    /// The record.
    pub fn dataset(&self) -> &Dataset {
        &self.record.dataset
    }

    /// The head of a document.
    pub fn header(&self) -> Header {
        Header::new(self.dataset(), self.as_of)
    }

    /// The feeds that are followed.
    pub fn subscriptions(&self) -> anyhow::Result<Vec<Subscription>> {
        let found = self.archive().map(Archive::subscriptions).transpose()?;
        Ok(found.unwrap_or_default())
    }

    /// Says how to follow a feed where none is followed.
    pub fn advise(&self, streams: &mut Streams<'_>) -> anyhow::Result<()> {
        if self.subscriptions()?.is_empty() {
            streams.say(super::NO_FEED);
        }
        Ok(())
    }

    /// The worse of a status and that of the record.
    pub fn status(&self, status: u8) -> u8 {
        if self.record.status == FAILED {
            return status.max(FAILED);
        }
        status
    }

    /// What pages know of the archive: the items that pass a query, without their lines.
    pub fn shelf(&self, query: &Query) -> anyhow::Result<Shelf> {
        let mut shelf = Shelf {
            clock: clock(),
            ..Shelf::default()
        };
        if let Some(archive) = self.archive() {
            shelf.subscriptions = archive.subscriptions()?;
            shelf.found = gather::found(archive.find(query, usize::MAX)?);
            let marks = archive.all_record_marks()?.into_iter();
            shelf.marks = marks
                .map(|(id, marks)| (ItemKey::of_record(&id).0, marks))
                .collect();
        }
        Ok(shelf)
    }

    /// The lines of some items put on a shelf.
    pub fn put_lines(&self, shelf: &mut Shelf, ids: &[ItemId]) -> anyhow::Result<()> {
        if let Some(archive) = self.archive() {
            let lines = gather::lines(archive, self.dataset(), ids)?.into_iter();
            shelf
                .lines
                .extend(lines.map(|line| (line.headline.id, line)));
        }
        Ok(())
    }

    /// An item that a feed brought, opened to be read.
    pub fn opened(&self, id: ItemId) -> anyhow::Result<Option<Open>> {
        let Some(archive) = self.archive() else {
            return Ok(None);
        };
        let Some(stored) = archive.item(id)? else {
            return Ok(None);
        };
        let open = gather::open(archive, self.dataset(), &self.index, stored)?;
        Ok(Some(open))
    }

    /// The shelf with one item alone among those of feeds: the one with this key, opened.
    pub fn shelf_of(&self, key: &ItemKey) -> anyhow::Result<Shelf> {
        let mut shelf = self.shelf(&Query::default())?;
        let id = self.archive().map(|archive| archive.id_of(key));
        let id = id.transpose()?.flatten();
        shelf.found.retain(|one| Some(one.id) == id);
        if let Some(id) = id {
            self.put_lines(&mut shelf, &[id])?;
            shelf.open = self.opened(id)?.map(Box::new);
        }
        Ok(shelf)
    }

    /// A scope that passes everything.
    pub fn scope(&self) -> Scope {
        Scope::opening_on(self.dataset(), self.as_of)
    }
}

/// The item of a key on a desk; refused if there is none, or it was not out on the day.
pub fn item_of<'d>(desk: &Desk<'d>, key: &ItemKey) -> Result<Item<'d>, Usage> {
    let as_of = desk.scope.as_of;
    let scope = Scope {
        as_of: AsOf::Latest,
        ..desk.scope.clone()
    };
    let today = Desk::new(desk.dataset, desk.shelf, &scope);
    let Some(found) = with_key(&today, key) else {
        let key = &key.0;
        let own = ItemKey::of_record(key);
        let meant = with_key(&today, &own).map(|_| format!(" did you mean \"{}\"?", own.0));
        let meant = meant.unwrap_or_default();
        return Err(Usage(format!(
            "there is no item \"{key}\";{meant} `trafficdash news list` shows the key of each"
        )));
    };
    let day = found.day(desk.dataset, desk.shelf.clock);
    let item = with_key(desk, key).filter(|_| as_of.knows(day));
    item.ok_or_else(|| {
        let (key, known) = (&key.0, as_of.in_words());
        Usage(format!(
            "item \"{key}\" is of {day}, which was not out {known}; choose a later --as-of"
        ))
    })
}

fn with_key<'d>(desk: &Desk<'d>, key: &ItemKey) -> Option<Item<'d>> {
    let items = desk.items();
    let mut all = items.iter();
    all.find(|item| item.key(desk).as_ref() == Some(key))
}

/// The time on this computer's clock.
pub fn now() -> Moment {
    Moment(Utc::now().timestamp())
}

/// What local clocks show.
pub fn clock() -> Clock {
    Clock {
        offset: Local::now().offset().fix(),
    }
}
