//! News: the articles and dated events of the record and what the user's feeds brought, in one
//! list, as known on the day.

mod item;
mod nearby;
mod reading;

use std::cmp::Reverse;

use crate::claims::{self, Check, Made};
use crate::figures::claim::Claim;
use crate::figures::record::Article;
use crate::figures::{AsOf, Dataset, FigureRef};
use crate::news::kept::{Headline, ItemId, Marks};
use crate::news::shelf::{Found, Shelf};
use crate::news::{Moment, Query};
use crate::present::number;
use crate::present::page::{Body, Page, Panel};
use crate::present::scope::Scope;
use crate::present::table::{Column, Hidden, Row, Table};
use crate::present::verdict;

pub use item::{Item, Which};
pub use nearby::{about_period, count_about};

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
    /// The desk of a scope, whose filter is the query. A filter that cannot be read as a query
    /// counts as words.
    pub fn new(dataset: &'d Dataset, shelf: &'d Shelf, scope: &'d Scope) -> Self {
        let query = query(scope, dataset).unwrap_or_else(|_| Query {
            words: scope.filter.split_whitespace().map(str::to_owned).collect(),
            ..Query::default()
        });
        Self {
            dataset,
            shelf,
            scope,
            query,
            place: Place::Dashboard,
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
    pub fn items(&self) -> Vec<Item<'d>> {
        let mut own = self.own();
        own.retain(|item| self.admits(*item));
        own.sort_by_key(|item| Reverse(item.day(self.dataset)));
        let found = self.shelf.found.iter().map(|one| Item::Feed(*one));
        merge(own, found, |item| item.moment(self.dataset))
    }

    /// How many of the record's own items that pass the words were known on the day.
    fn known(&self) -> usize {
        let own = self.own().into_iter();
        own.filter(|item| self.scope.as_of.knows(item.day(self.dataset)))
            .filter(|item| self.scope.admits(&item.words()))
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
        let day = item.day(self.dataset);
        let marks = self.marks(item);
        let words = || {
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
        let kept = item.key(self).and_then(|key| self.shelf.marks.get(&key.0));
        kept.cloned().unwrap_or(Marks {
            read: true,
            ..Marks::default()
        })
    }

    /// The positions of the items that mention a figure, newest first.
    pub fn mentions(&self, figure: &FigureRef) -> Vec<usize> {
        let items = self.items().into_iter().enumerate();
        let mentioning = items.filter(|(_, item)| item.mentions(figure));
        mentioning.map(|(at, _)| at).collect()
    }

    /// The positions of the items about the period of the cursor, newest first; of the feeds'
    /// those that have come.
    pub fn about(&self) -> Vec<usize> {
        let items = self.items().into_iter().enumerate();
        let about = items.filter(|(_, item)| item.touches(self.scope.period, self));
        about.map(|(at, _)| at).collect()
    }

    /// The position of the newest item about the period of the cursor.
    pub fn first_about(&self) -> Option<usize> {
        let mut items = self.items().into_iter();
        items.position(|item| item.touches(self.scope.period, self))
    }

    /// The items of the panel on the overview, newest first: those about the period of the
    /// cursor.
    pub fn nearby(&self) -> Vec<Item<'d>> {
        let mut own = self.own();
        own.retain(|item| self.scope.as_of.knows(item.day(self.dataset)));
        own.retain(|item| item.touches(self.scope.period, self));
        own.retain(|item| self.scope.admits(&item.words()));
        own.sort_by_key(|item| Reverse(item.day(self.dataset)));
        let nearby = self.shelf.nearby.iter().map(|one| {
            Item::Feed(Found {
                id: one.id,
                date: one.date,
            })
        });
        merge(own, nearby, |item| item.moment(self.dataset))
    }

    /// The position of an item of the list.
    pub fn position(&self, which: &Which) -> Option<usize> {
        let mut items = self.items().into_iter();
        items.position(|item| item.which() == *which)
    }

    /// What a list knows of an item that a feed brought, if it has come.
    fn headline(&self, id: ItemId) -> Option<&'d Headline> {
        let nearby = || self.shelf.nearby.iter().find(|one| one.id == id);
        self.shelf.headlines.get(&id).or_else(nearby)
    }

    /// The items of the archive that a list with the cursor at a position shows or may show
    /// next.
    pub fn near(&self, selected: usize) -> Vec<ItemId> {
        let items = self.items();
        let shown = &items[around(items.len(), selected)];
        let ids = shown.iter().filter_map(|item| match item {
            Item::Feed(found) => Some(found.id),
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

/// What a scope's filter looks for, on the scope's day; the error says what to write.
pub fn query(scope: &Scope, dataset: &Dataset) -> Result<Query, String> {
    let today = match scope.as_of {
        AsOf::On(day) => day,
        AsOf::Latest => dataset.retrieved,
    };
    Query::parse(&scope.filter, today)
}

/// Two lists that are each sorted newest first as one; of equals the first list's come first.
fn merge<'d>(
    own: Vec<Item<'d>>,
    found: impl ExactSizeIterator<Item = Item<'d>>,
    moment: impl Fn(Item<'d>) -> Moment,
) -> Vec<Item<'d>> {
    let mut merged = Vec::with_capacity(own.len() + found.len());
    let mut own = own.into_iter().peekable();
    for one in found {
        let newer = |item: &Item<'d>| moment(*item) >= moment(one);
        while let Some(item) = own.next_if(newer) {
            merged.push(item);
        }
        merged.push(one);
    }
    merged.extend(own);
    merged
}

/// The rows of a list that are written.
fn around(len: usize, selected: usize) -> std::ops::Range<usize> {
    let from = selected.saturating_sub(AROUND).min(len);
    from..(selected + AROUND).min(len).max(from)
}

/// Builds the page: the list and the reading pane of the item at `selected`.
pub fn page(desk: &Desk<'_>, selected: usize) -> Page {
    let items = desk.items();
    let selected = selected.min(items.len().saturating_sub(1));
    let period = desk.scope.period;
    let shown = around(items.len(), selected);
    let rows = items[shown.clone()].iter().map(|item| desk.row(*item));
    let touching = items[shown.clone()]
        .iter()
        .filter(|item| item.touches(period, desk))
        .count();
    let title = if desk.shelf.subscriptions.is_empty() && shown.len() == items.len() {
        format!("{} items, {touching} about {period} (●)", items.len())
    } else {
        let count = number::count(items.len());
        format!("{count} items; ● about {period}, N unread, * starred")
    };
    let list = Panel {
        id: "list",
        brief: String::new(),
        title,
        subtitle: String::new(),
        body: Body::Table(Table {
            columns: columns(desk.shelf),
            rows: rows.collect(),
            selected: (!items.is_empty()).then_some(selected),
            empty: desk
                .scope
                .nothing("Nothing in the archive was known on this day."),
            hidden: Hidden {
                above: shown.start,
                below: items.len() - shown.end,
            },
            ..Table::default()
        }),
        notes: vec![verdict::legend()],
        source: String::new(),
    };
    let item = items.get(selected).copied();
    let reading = Panel {
        id: "reading",
        brief: String::new(),
        title: item.map_or_else(String::new, |item| item.title(desk).to_owned()),
        subtitle: String::new(),
        body: Body::Text(item.map_or_else(Vec::new, |item| desk.reading(item))),
        notes: Vec::new(),
        source: String::new(),
    };
    Page {
        title: "News".to_owned(),
        panels: vec![list, reading],
    }
}

fn columns(shelf: &Shelf) -> Vec<Column> {
    let mut columns = vec![
        Column::right("Date"),
        Column::left(""),
        Column::left("Claims"),
        Column::left("What").grows(),
    ];
    if !shelf.subscriptions.is_empty() {
        columns.insert(2, Column::left("Feed").rank(1));
    }
    columns
}

impl Desk<'_> {
    fn row(&self, item: Item<'_>) -> Row {
        let about = if item.touches(self.scope.period, self) {
            "●"
        } else {
            ""
        };
        let marks = self.marks(item);
        let unread = if marks.read { "" } else { "N" };
        let starred = if marks.starred { "*" } else { "" };
        let mut cells = vec![
            item.date_on(self.shelf.clock),
            format!("{about}{unread}{starred}"),
            self.signs(item),
            item.title(self).to_owned(),
        ];
        if !self.shelf.subscriptions.is_empty() {
            cells.insert(2, item.feed(self));
        }
        Row::of(cells)
    }

    /// The verdict of each claim of an item, in their order.
    fn signs(&self, item: Item<'_>) -> String {
        let Item::Article(article) = item else {
            return String::new();
        };
        let claims = article.claims.iter();
        claims
            .map(|claim| {
                let check = check(self.dataset, article, claim, self.scope.as_of);
                verdict::sign(check.verdict)
            })
            .collect()
    }
}

/// A claim of an article checked on the article's day and as of the scope's.
pub fn check<'d>(dataset: &'d Dataset, article: &Article, claim: &Claim, as_of: AsOf) -> Check<'d> {
    let made = Made::on(article.date, Some(article.source));
    claims::check(dataset, claim, made, as_of)
}
