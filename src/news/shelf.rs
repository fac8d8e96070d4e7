//! What pages know of the news archive: what was asked of it last, as plain data. Pages never
//! wait for it: what has not come yet is not there yet.

use std::collections::BTreeMap;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime};

use super::kept::{ClaimId, Headline, ItemId, Marks, Stored, Subscription};
use super::moment::Moment;
use super::numbers::Numbers;
use crate::figures::Period;
use crate::figures::claim::Claim;

/// An item that was found, with what it is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Found {
    /// The item.
    pub id: ItemId,
    /// When it was published or first seen.
    pub date: Moment,
}

/// An item as a list shows it, with the claims that the user made of its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What the archive says of it.
    pub headline: Headline,
    /// The user's claims.
    pub claims: Vec<Claim>,
}

/// An item that is read, with the claims that the user made of its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// The item.
    pub stored: Stored,
    /// The numbers in it that the record knows.
    pub numbers: Numbers,
    /// The user's claims.
    pub claims: Vec<(ClaimId, Claim)>,
}

/// What is known of the archive.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The feeds that the user follows.
    pub subscriptions: Vec<Subscription>,
    /// The items that pass the query, newest first.
    pub found: Vec<Found>,
    /// Those of them that are on screen or near it.
    pub lines: BTreeMap<ItemId, Line>,
    /// The item that is read.
    pub open: Option<Box<Open>>,
    /// What the user made of items of the record, by their keys.
    pub marks: BTreeMap<String, Marks>,
    /// How many items that feeds brought are about a period.
    pub about: BTreeMap<Period, usize>,
    /// The newest items about the period under the cursor.
    pub nearby: Vec<Line>,
    /// What local clocks show.
    pub clock: Clock,
}

/// What local clocks show, now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// How far they are ahead of universal time.
    pub offset: FixedOffset,
}

/// Universal time.
const UNIVERSAL: FixedOffset = FixedOffset::east_opt(0).expect("no offset is one");

impl Default for Clock {
    fn default() -> Self {
        Self { offset: UNIVERSAL }
    }
}

impl Clock {
    /// The day and time on local clocks.
    pub fn local(self, moment: Moment) -> Option<NaiveDateTime> {
        moment.local(self.offset)
    }

    /// The day on local clocks.
    pub fn day(self, moment: Moment) -> Option<NaiveDate> {
        self.local(moment).map(|local| local.date())
    }

    /// The beginning of a day on local clocks.
    pub fn start_of(self, day: NaiveDate) -> Moment {
        let ahead = i64::from(self.offset.local_minus_utc());
        Moment(Moment::start_of(day).0 - ahead)
    }
}

impl Shelf {
    /// A shelf without anything, for those who show the record alone.
    pub const fn empty() -> &'static Self {
        static EMPTY: Shelf = Shelf {
            subscriptions: Vec::new(),
            found: Vec::new(),
            lines: BTreeMap::new(),
            open: None,
            marks: BTreeMap::new(),
            about: BTreeMap::new(),
            nearby: Vec::new(),
            clock: Clock { offset: UNIVERSAL },
        };
        &EMPTY
    }

    /// What refers to the figures of one record is not looked at with another one.
    pub fn forget_figures(&mut self) {
        self.open = None;
        let lines = self.lines.values_mut().chain(&mut self.nearby);
        lines.for_each(|line| line.claims.clear());
    }

    /// The item that is read, if it is this one and has come.
    pub fn reading(&self, id: ItemId) -> Option<&Open> {
        self.open.as_deref().filter(|one| one.stored.id == id)
    }
}
