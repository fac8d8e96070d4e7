//! What the dashboard asks of the news archive and what it is told, as plain data.

use crate::figures::{AsOf, Period};
use crate::news::kept::{ClaimId, FeedId, ItemId, ItemKey, Mark, Marks, Subscription};
use crate::news::shelf::{Clock, Found, Line, Open};
use crate::news::{Feed, Query};

/// Something asked of the archive; each is answered with what is told, or changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The items that pass a query.
    Find(Query),
    /// The lines of some items.
    Lines(Vec<ItemId>),
    /// All of an item.
    Read(ItemId),
    /// The newest items about a period, and how many are about each period of the record.
    About(Nearby),
    /// The next item that passes a query and was not read, from this one on.
    NextUnread(Query, ItemId),
    /// Marks items.
    Mark(Vec<ItemKey>, Mark),
    /// Follows a feed.
    Follow(Feed),
    /// Follows it no longer.
    Leave(FeedId),
    /// Keeps a claim made of an item, as the text of an article's file.
    Claim(ItemKey, String),
    /// Takes a claim of an item away.
    Unclaim(ItemKey, ClaimId),
    /// Fetches the feeds.
    Fetch,
    /// Stops fetching.
    Stop,
}

impl Ask {
    /// Whether it changes what is kept.
    pub fn keeps(&self) -> bool {
        match self {
            Self::Mark(..)
            | Self::Follow(_)
            | Self::Leave(_)
            | Self::Claim(..)
            | Self::Unclaim(..) => true,
            Self::Find(_)
            | Self::Lines(_)
            | Self::Read(_)
            | Self::About(_)
            | Self::NextUnread(..)
            | Self::Fetch
            | Self::Stop => false,
        }
    }
}

/// The period under the cursor, the as-known-on date and what is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearby {
    /// The period.
    pub period: Period,
    /// The day.
    pub as_of: AsOf,
    /// What the items pass; how many there are about each period is counted whatever it is.
    pub query: Query,
}

/// What the archive tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// From now on news are held against the record that came last.
    Record,
    /// The feeds, what the user made of the record's own items, and the time of day.
    Feeds(Feeds),
    /// What was found for a query: the newest of it at once, all of it later.
    Found(Query, Vec<Found>, Extent),
    /// The lines of items.
    Lines(Vec<Line>),
    /// An item; none if it is gone.
    Read(Option<Box<Open>>),
    /// The newest items about a period, and how many are about each period of the record.
    About(Nearby, Vec<Line>, Vec<(Period, usize)>),
    /// The next item that was not read; none if all that follow were.
    NextUnread(Option<ItemId>),
    /// Something in it changed: what was told before may not hold any more.
    Changed,
    /// How far fetching is.
    Fetching(Progress),
    /// Fetching has ended.
    Fetched(Fetched),
    /// Something could not be done, and why.
    Failed(String),
}

/// How much of what was found is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The newest of it; the rest follows.
    First,
    /// All of it.
    Whole,
}

/// How far fetching is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many feeds have ended.
    pub done: usize,
    /// How many there are.
    pub of: usize,
    /// The host that is asked now.
    pub host: String,
}

/// What came of fetching.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// The whole of it in words.
    pub outcome: String,
    /// Each failure.
    pub failures: Vec<String>,
    /// How many remarks there are on what had to be mended or left out.
    pub remarks: usize,
}

/// The feeds of the archive and what belongs to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feeds {
    /// The feeds that the user follows.
    pub subscriptions: Vec<Subscription>,
    /// Whether there are items: those of a feed that was left may stay.
    pub has_items: bool,
    /// What the user made of items of the record, by their ids.
    pub marks: Vec<(String, Marks)>,
    /// What local clocks show.
    pub clock: Clock,
    /// What the user must know of the archive: that it is not kept, was damaged.
    pub notices: Vec<String>,
}
