//! News: the articles and dated events of the record and what the user's feeds brought, in one
//! list, as known on the day.

mod item;
mod list;
mod nearby;
mod page;
mod reading;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::claims::{self, Check, Made};
use crate::figures::claim::Claim;
use crate::figures::record::Article;
use crate::figures::{AsOf, Dataset, FigureRef};
use crate::news::Query;
use crate::news::kept::{Headline, ItemId, ItemKey, Marks};
use crate::news::shelf::{Found, Line, Shelf};
use crate::present::Known;
use crate::present::scope::Scope;

pub use item::{Item, Which};
pub use list::List;
pub use nearby::{about_period, count_about};
pub use page::page;

/// So many rows of a long list are written before and after the one under the cursor.
const AROUND: usize = 150;

/// The name of the feed that the record's own items come from.
pub const RECORD: &str = "the record";

/// Everything that the news show: the record, the archive, what is looked for.
#[derive(Clone, Debug)]
pub struct Desk<'d> {
    /// The record.
    pub dataset: &'d Dataset,
    /// What is known of the archive.
    pub shelf: &'d Shelf,
    /// The period and the day.
    pub scope: &'d Scope,
    /// What is looked for among the record's own items; the archive has answered the same.
    query: Query,
    place: Place,
    /// What is known without looking again.
    known: Option<&'d Known>,
}

/// Where the news are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the dashboard, whose keys are named.
    Dashboard,
    /// On paper, or in a terminal without it.
    Print,
}

impl<'d> Desk<'d> {
    /// The desk of a scope, whose filter is the query; what is wrong in it asks for nothing.
    pub fn new(dataset: &'d Dataset, shelf: &'d Shelf, scope: &'d Scope) -> Self {
        let (query, _) = query(scope, dataset);
        Self {
            dataset,
            shelf,
            scope,
            query,
            place: Place::Dashboard,
            known: None,
        }
    }

    /// The same with what other pages found out.
    #[must_use]
    pub fn with_known(self, known: &'d Known) -> Self {
        Self {
            known: Some(known),
            ..self
        }
    }

    /// The same without a word of keys.
    #[must_use]
    pub fn in_print(self) -> Self {
        Self {
            place: Place::Print,
            ..self
        }
    }

    /// The desk with the record alone.
    pub fn of_record(dataset: &'d Dataset, scope: &'d Scope) -> Self {
        Self::new(dataset, Shelf::empty(), scope)
    }

    /// The items known on the day that pass the query, newest first.
    pub fn items(&self) -> List<'d> {
        let mut own = self.own();
        own.retain(|item| self.admits(*item));
        own.sort_by_key(|item| Reverse(self.day(*item)));
        // What the archive told for a later day has not left yet.
        let found = &self.shelf.found;
        let later =
            found.partition_point(|one| !self.scope.as_of.knows(self.day(Item::Feed(*one))));
        List::new(own, Cow::Borrowed(&found[later..]), self.dataset)
    }

    /// The day of an item on local clocks.
    fn day(&self, item: Item<'_>) -> NaiveDate {
        item.day(self.dataset, self.shelf.clock)
    }

    /// Whether feeds brought anything, or are to.
    fn has_feeds(&self) -> bool {
        !self.shelf.subscriptions.is_empty() || !self.shelf.found.is_empty()
    }

    /// How many of the record's own items that pass the query were known on the day.
    fn known(&self) -> usize {
        let own = self.own().into_iter();
        own.filter(|item| self.scope.as_of.knows(self.day(*item)))
            .filter(|item| self.admits(*item))
            .count()
    }

    /// The record's own items.
    fn own(&self) -> Vec<Item<'d>> {
        let articles = self.dataset.articles.iter().map(Item::Article);
        let events = self.dataset.events.iter().map(Item::Event);
        articles.chain(events).collect()
    }

    /// Whether an item of the record passes the query.
    fn admits(&self, item: Item<'_>) -> bool {
        let query = &self.query;
        let day = self.day(item);
        let marks = self.marks(item);
        let words = || {
            if query.words.is_empty() {
                return true;
            }
            let text = format!("{} {} {}", item.title(self), item.text(), marks.note);
            let text = format!("{text} {}", marks.tags.join(" ")).to_lowercase();
            let mut words = query.words.iter();
            words.all(|word| text.contains(&word.to_lowercase()))
        };
        self.scope.as_of.knows(day)
            && (!query.unread || !marks.read)
            && (!query.starred || marks.starred)
            && query
                .feed
                .as_ref()
                .is_none_or(|feed| RECORD.contains(&feed.to_lowercase()))
            && query
                .tag
                .as_ref()
                .is_none_or(|tag| marks.tags.contains(tag))
            && query.since.is_none_or(|since| day >= since)
            && query.until.is_none_or(|until| day <= until)
            && query.about.is_none_or(|period| item.touches(period, self))
            && words()
    }

    /// What the user made of an item; what the record brings is not new to anyone.
    pub fn marks(&self, item: Item<'_>) -> Marks {
        if let Item::Feed(found) = item {
            let headline = self.headline(found.id);
            return headline.map(of_line).unwrap_or_default();
        }
        let of = |key: ItemKey| self.shelf.marks.get(&key.0);
        let any = !self.shelf.marks.is_empty();
        let kept = any.then(|| item.key(self).and_then(of)).flatten();
        kept.cloned().unwrap_or(Marks {
            read: true,
            ..Marks::default()
        })
    }

    /// The positions of the items that mention a figure, newest first; of the feeds' those that
    /// have come.
    pub fn mentions(&self, figure: &FigureRef) -> Vec<usize> {
        let indicator = self.dataset.indicator(figure.indicator).id.as_str();
        let brought = self.come_about(&|one| {
            one.indicators.iter().any(|id| id == indicator) && one.periods.contains(&figure.period)
        });
        let items = self.items();
        let mentioning = items.iter().enumerate().filter(|(_, item)| match item {
            Item::Feed(found) => brought.contains(&found.id),
            own => own.mentions(figure),
        });
        mentioning.map(|(at, _)| at).collect()
    }

    /// The items of feeds that have come and of whose lines something holds.
    fn come_about(&self, is: &dyn Fn(&Headline) -> bool) -> BTreeSet<ItemId> {
        let come = self.shelf.lines.values().chain(&self.shelf.nearby);
        let come = come.map(|line| &line.headline);
        come.filter(|one| is(one)).map(|one| one.id).collect()
    }

    /// The positions of the items about the period of the cursor, newest first; of the feeds'
    /// those that have come.
    pub fn about(&self) -> Vec<usize> {
        let items = self.items();
        let items = items.iter().enumerate();
        let about = items.filter(|(_, item)| item.touches(self.scope.period, self));
        about.map(|(at, _)| at).collect()
    }

    /// The position of the newest item about the period of the cursor, of the feeds' those that
    /// have come.
    pub fn first_about(&self) -> Option<usize> {
        let period = self.scope.period;
        let about = self.come_about(&|one| one.periods.iter().any(|other| other.overlaps(period)));
        let items = self.items();
        items.iter().position(|item| match item {
            Item::Feed(found) => about.contains(&found.id),
            own => own.touches(period, self),
        })
    }

    /// The items of the panel on the overview, newest first: those about the period of the
    /// cursor.
    pub fn nearby(&self) -> List<'d> {
        let known = |item: &Item<'_>| {
            let day = self.day(*item);
            self.scope.as_of.knows(day) && item.touches(self.scope.period, self)
        };
        let mut own = self.own();
        own.retain(known);
        own.retain(|item| self.admits(*item));
        own.sort_by_key(|item| Reverse(self.day(*item)));
        let nearby = self.shelf.nearby.iter().map(|one| Found {
            id: one.headline.id,
            date: one.headline.date,
        });
        let nearby = nearby.filter(|one| known(&Item::Feed(*one)));
        List::new(own, Cow::Owned(nearby.collect()), self.dataset)
    }

    /// The position of an item of the list.
    pub fn position(&self, which: &Which) -> Option<usize> {
        self.items().position(which)
    }

    /// What a list knows of an item that a feed brought, if it has come.
    fn headline(&self, id: ItemId) -> Option<&'d Headline> {
        self.line(id).map(|line| &line.headline)
    }

    /// The same with the user's claims.
    fn line(&self, id: ItemId) -> Option<&'d Line> {
        let nearby = || self.shelf.nearby.iter().find(|one| one.headline.id == id);
        self.shelf.lines.get(&id).or_else(nearby)
    }

    /// The items of the archive that a list with the cursor at a position shows or may show
    /// next.
    pub fn near(&self, selected: usize) -> Vec<ItemId> {
        let items = self.items();
        let shown = around(items.len(), selected);
        let ids = shown.filter_map(|at| match items.get(at) {
            Some(Item::Feed(found)) => Some(found.id),
            _ => None,
        });
        ids.collect()
    }
}

/// What a line of a list knows of what the user made of an item.
fn of_line(headline: &Headline) -> Marks {
    Marks {
        read: headline.read,
        starred: headline.starred,
        note: String::new(),
        tags: headline.tags.clone(),
    }
}

/// What a scope's filter looks for, on the scope's day, and what is wrong in it.
pub fn query(scope: &Scope, dataset: &Dataset) -> (Query, Option<String>) {
    Query::read(&scope.filter, today(scope, dataset))
}

/// The day on which a scope reads the record.
pub fn today(scope: &Scope, dataset: &Dataset) -> NaiveDate {
    match scope.as_of {
        AsOf::On(day) => day,
        AsOf::Latest => dataset.retrieved,
    }
}

/// The rows of a list that are written.
fn around(len: usize, selected: usize) -> std::ops::Range<usize> {
    let from = selected.saturating_sub(AROUND).min(len);
    from..(selected + AROUND).min(len).max(from)
}

/// A claim of an article checked on the article's day and as of the scope's.
pub fn check<'d>(dataset: &'d Dataset, article: &Article, claim: &Claim, as_of: AsOf) -> Check<'d> {
    let made = Made::on(article.date, Some(article.source));
    claims::check(dataset, claim, made, as_of)
}
