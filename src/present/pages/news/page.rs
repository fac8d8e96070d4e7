//! The page of the news: the list and what is read of it. Only the rows near the cursor are
//! written.

use crate::claims::{self, Check, Made};
use crate::figures::Published;
use crate::figures::claim::Claim;
use crate::news::Moment;
use crate::present::number;
use crate::present::page::{Body, Page, Panel};
use crate::present::table::{Column, Hidden, Row, Table};
use crate::present::verdict;

use super::{Desk, Item, List, Place, around, check};

/// What is said where the record's own items are written without those of feeds.
const ELSEWHERE: &str = "What feeds brought is listed by `trafficdash news list`.";

/// Builds the page: the list and the reading pane of the item at `selected`.
pub fn page(desk: &Desk<'_>, selected: usize) -> Page {
    let items = desk.items();
    let selected = selected.min(items.len().saturating_sub(1));
    let item = items.get(selected);
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
        panels: vec![list(desk, &items, selected), reading],
    }
}

fn list(desk: &Desk<'_>, items: &List<'_>, selected: usize) -> Panel {
    let period = desk.scope.period;
    let shown = around(items.len(), selected);
    let written: Vec<Item<'_>> = shown.clone().filter_map(|at| items.get(at)).collect();
    let rows = written.iter().map(|item| desk.row(*item));
    let touching = written.iter().filter(|item| item.touches(period, desk));
    let count = number::counted(items.len(), "item", "items");
    let (title, brief) = if desk.has_feeds() {
        let title = format!("{count}; ● about {period}, N unread, * starred");
        (title, count)
    } else {
        let about = format!("{} about {period} (●)", touching.count());
        let title = format!("{count} of the record, {about}");
        (title, format!("{count}, {about}"))
    };
    let is_alone = desk.place == Place::Print && !desk.has_feeds();
    let elsewhere = is_alone.then(|| ELSEWHERE.to_owned());
    Panel {
        id: "list",
        brief,
        title,
        subtitle: String::new(),
        body: Body::Table(Table {
            columns: columns(desk),
            rows: rows.collect(),
            selected: (!items.is_empty()).then_some(selected),
            empty: match &*desk.scope.filter {
                "" => "Nothing in the archive was known on this day.".to_owned(),
                filter => {
                    let key = desk.with_keys("", "; Esc clears it");
                    format!("Nothing in the archive passes \"{filter}\"{key}.")
                }
            },
            hidden: Hidden {
                above: shown.start,
                below: items.len() - shown.end,
            },
            ..Table::default()
        }),
        notes: [verdict::legend()].into_iter().chain(elsewhere).collect(),
        source: String::new(),
    }
}

fn columns(desk: &Desk<'_>) -> Vec<Column> {
    let mut columns = vec![
        Column::right("Date"),
        Column::left(""),
        // Where it is narrow the title is cut first, then the signs go: the item tells them.
        Column::left("Claims").rank(2),
        Column::left("What").grows(),
    ];
    if desk.has_feeds() {
        columns.insert(2, Column::left("Feed").rank(1).within(10, 40));
    }
    columns
}

impl<'d> Desk<'d> {
    fn row(&self, item: Item<'_>) -> Row {
        let about = if item.touches(self.scope.period, self) {
            "●"
        } else {
            ""
        };
        let marks = self.marks(item);
        // Of a line that has not come nothing is known.
        let unread = if marks.read || item.key(self).is_none() {
            ""
        } else {
            "N"
        };
        let starred = if marks.starred { "*" } else { "" };
        let mut cells = vec![
            item.date_on(self.shelf.clock),
            format!("{about}{unread}{starred}"),
            self.signs(item),
            item.title(self).to_owned(),
        ];
        if self.has_feeds() {
            cells.insert(2, item.feed(self));
        }
        Row::of(cells)
    }

    /// The verdict of each claim of an item, in their order.
    pub(super) fn signs(&self, item: Item<'_>) -> String {
        let sign = |check: Check<'_>| verdict::sign(check.verdict);
        match item {
            Item::Article(article) => {
                let as_of = self.scope.as_of;
                let find = || {
                    let claims = article.claims.iter();
                    claims
                        .map(|claim| sign(check(self.dataset, article, claim, as_of)))
                        .collect()
                };
                let known = self.known.filter(|one| one.is_of(self.dataset, as_of));
                match known {
                    Some(known) => known.signs(article, find),
                    None => find(),
                }
            }
            Item::Event(_) => String::new(),
            Item::Feed(found) => {
                let claims = self.line(found.id).map_or(&[][..], |line| &line.claims);
                claims
                    .iter()
                    .map(|claim| sign(self.check(claim, found.date)))
                    .collect()
            }
        }
    }

    /// The user's claim made of an item of this date, checked on its day and as of the scope's.
    pub fn check(&self, claim: &Claim, date: Moment) -> Check<'d> {
        let made = Made::on(posted(date), None);
        claims::check(self.dataset, claim, made, self.scope.as_of)
    }
}

/// When an item of this date was published.
pub(super) fn posted(date: Moment) -> Published {
    date.day().map_or(Published::Undated, Published::Day)
}
