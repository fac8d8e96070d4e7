//! What is about the period of the cursor: a panel of the overview, and a count for charts.

use crate::figures::{AsOf, Dataset, Period};
use crate::news::shelf::Clock;
use crate::present::number;
use crate::present::page::{Body, Panel};
use crate::present::table::{Column, Row, Table};

use super::{Desk, Item};

/// Counts the items of the record known on the day that are about a period, whatever is looked
/// for.
pub fn count_about(dataset: &Dataset, as_of: AsOf) -> impl Fn(Period) -> usize {
    let articles = dataset.articles.iter().map(Item::Article);
    let all = articles.chain(dataset.events.iter().map(Item::Event));
    let known = all.filter(|item| as_of.knows(item.day(dataset, Clock::default())));
    let about: Vec<&[Period]> = known.map(Item::about).collect();
    move |period| {
        let about = about.iter();
        about
            .filter(|all| all.iter().any(|one| one.overlaps(period)))
            .count()
    }
}

/// The panel of the overview: the items about the period of the cursor.
pub fn about_period(desk: &Desk<'_>) -> Panel {
    let shelf = desk.shelf;
    let period = desk.scope.period;
    let items = desk.nearby();
    let row = |item: &Item<'_>| {
        Row::of(vec![
            item.date_on(shelf.clock),
            desk.signs(*item),
            item.title(desk).to_owned(),
        ])
    };
    let subtitle = if desk.has_feeds() {
        let own = items.own().len();
        // What is looked for is counted by those that came.
        let brought = shelf.about.get(&period).filter(|_| desk.query.is_empty());
        let all = own + brought.copied().unwrap_or_default();
        number::counted(all.max(items.len()), "item", "items") + " known on this day"
    } else {
        let (about, known) = (items.len(), desk.known());
        format!("{about} of {known} known items of the record")
    };
    Panel {
        id: "news",
        brief: String::new(),
        title: format!("News about {period}"),
        subtitle,
        body: Body::Table(Table {
            columns: vec![
                Column::right("Date"),
                Column::left("Claims").rank(1),
                Column::left("What").grows(),
            ],
            rows: items.iter().map(|item| row(&item)).collect(),
            selected: None,
            empty: format!("Nothing in the archive is about {period}."),
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}
