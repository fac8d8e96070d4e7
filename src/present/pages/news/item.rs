//! One item of the news, whoever brought it.

use chrono::NaiveDate;

use crate::figures::claim::Claim;
use crate::figures::record::{Article, Event};
use crate::figures::{Dataset, FigureRef, Period, Published};
use crate::news::Moment;
use crate::news::kept::{Headline, ItemId, ItemKey};
use crate::news::shelf::{Clock, Found};
use crate::present::noted::Noted;

use super::{Desk, RECORD};

/// Which item it is, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// One of the record.
    Record(ItemKey),
    /// One that a feed brought.
    Feed(ItemId),
}

/// One item.
#[derive(Clone, Copy, Debug)]
pub enum Item<'d> {
    /// An article of the record with its claims.
    Article(&'d Article),
    /// A dated event of the record.
    Event(&'d Event),
    /// What a feed brought.
    Feed(Found),
}

impl<'d> Item<'d> {
    /// When it was published, on local clocks.
    pub fn date(self, clock: Clock) -> Published {
        match self {
            Self::Article(article) => article.date,
            Self::Event(event) => event.date,
            Self::Feed(found) => on(clock, found.date),
        }
    }

    /// The same as it is written.
    pub fn date_on(self, clock: Clock) -> String {
        self.date(clock).to_string()
    }

    /// The day on which it is certain to have been known.
    pub fn day(self, dataset: &Dataset, clock: Clock) -> NaiveDate {
        self.date(clock).known_from().unwrap_or(dataset.retrieved)
    }

    /// What it is sorted by: the end of its day unless its time is known.
    pub fn moment(self, dataset: &Dataset) -> Moment {
        if let Self::Feed(found) = self {
            return found.date;
        }
        let next = self.day(dataset, Clock::default()).succ_opt();
        next.map_or(Moment(i64::MAX), |day| Moment(Moment::start_of(day).0 - 1))
    }

    /// Which one it is.
    pub fn which(self) -> Which {
        match self {
            Self::Article(article) => Which::Record(ItemKey::of_record(&article.id)),
            Self::Event(event) => {
                let id = format!("{} {}", event.date, event.title);
                Which::Record(ItemKey::of_record(&id))
            }
            Self::Feed(found) => Which::Feed(found.id),
        }
    }

    /// Its title.
    pub fn title<'s>(self, desk: &Desk<'s>) -> &'s str
    where
        'd: 's,
    {
        match self {
            Self::Article(article) => &article.title,
            Self::Event(event) => &event.title,
            Self::Feed(found) => desk.headline(found.id).map_or("…", titled),
        }
    }

    /// What the record says of it; nothing of what a feed brought.
    pub(super) fn text(self) -> String {
        match self {
            Self::Article(article) => article.text.join(" "),
            Self::Event(event) => String::from(&event.text),
            Self::Feed(_) => String::new(),
        }
    }

    /// The periods that it is about by the record; none of what a feed brought.
    pub(super) fn about(self) -> &'d [Period] {
        match self {
            Self::Article(article) => &article.about,
            Self::Event(event) => &event.about,
            Self::Feed(_) => &[],
        }
    }

    /// What it claims, if it is an article.
    pub fn claims(self) -> &'d [Claim] {
        match self {
            Self::Article(article) => &article.claims,
            Self::Event(_) | Self::Feed(_) => &[],
        }
    }

    /// What it is told apart by for good; none while it has not come.
    pub fn key(self, desk: &Desk<'_>) -> Option<ItemKey> {
        match self.which() {
            Which::Record(key) => Some(key),
            Which::Feed(id) => desk.headline(id).map(|one| one.key.clone()),
        }
    }

    /// Who brought it.
    pub fn feed(self, desk: &Desk<'_>) -> String {
        match self {
            Self::Feed(found) => {
                let headline = desk.headline(found.id);
                headline.map_or_else(String::new, |one| one.feeds.join(", "))
            }
            _ => RECORD.to_owned(),
        }
    }

    /// As charts mark it.
    pub fn noted(self, desk: &Desk<'_>) -> Noted {
        let about = match self {
            Self::Feed(found) => {
                let headline = desk.headline(found.id);
                headline.map(|one| one.periods.clone()).unwrap_or_default()
            }
            _ => self.about().to_vec(),
        };
        let date = self.date_on(desk.shelf.clock);
        Noted {
            day: self.day(desk.dataset, desk.shelf.clock),
            title: format!("{date}: {}", self.title(desk)),
            about,
        }
    }

    /// Whether it claims something of a figure, or is about its indicator and period.
    pub(super) fn mentions(self, figure: &FigureRef) -> bool {
        match self {
            Self::Article(article) => article.claims.iter().any(|claim| {
                let same = claim.period == figure.period;
                same && claim.series.indicator == figure.indicator && claim.series.key == figure.key
            }),
            Self::Event(event) => {
                event.indicators.contains(&figure.indicator) && event.about.contains(&figure.period)
            }
            Self::Feed(_) => false,
        }
    }

    /// Whether it speaks about the period, or about one within or around it.
    pub fn touches(self, period: Period, desk: &Desk<'_>) -> bool {
        let about = match self {
            Self::Feed(found) => match desk.headline(found.id) {
                Some(headline) => &headline.periods,
                None => return false,
            },
            _ => self.about(),
        };
        about.iter().any(|one| one.overlaps(period))
    }

    /// Where it can be read.
    pub fn link<'s>(self, desk: &Desk<'s>) -> Option<&'s str>
    where
        'd: 's,
    {
        match self {
            Self::Article(article) => desk.dataset.source(article.source).url.as_deref(),
            Self::Event(event) => event.url.as_deref(),
            Self::Feed(found) => {
                let open = desk.shelf.reading(found.id)?;
                open.stored.entry.link.as_deref()
            }
        }
    }
}

/// The title of what a feed brought, or that it has none.
pub(super) fn titled(headline: &Headline) -> &str {
    if headline.title.is_empty() {
        "(without a title)"
    } else {
        &headline.title
    }
}

/// A day on local clocks.
fn on(clock: Clock, moment: Moment) -> Published {
    clock.day(moment).map_or(Published::Undated, Published::Day)
}
