//! `news list` and `news show`: the items of feeds and of the record in one list, and one of them
//! with all that is known of it.

use serde_json::{Value, json};

use crate::cli::arguments::{Common, ItemList, NewsFormat, ShowItem};
use crate::cli::usage::Usage;
use crate::cli::{FINE, Streams, record, show as screen};
use crate::export::json as written;
use crate::export::news::item as object;
use crate::export::text::Text;
use crate::figures::AsOf;
use crate::news::Query;
use crate::news::kept::{ItemId, ItemKey};
use crate::news::shelf::{Open, Shelf};
use crate::present::pages::news::{self, Desk, Item, Which};
use crate::present::{Body, Column, Row, Scope, Table, number};

use super::room::{Room, item_of};

/// Lists what passes a query.
pub fn run(list: &ItemList, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let query = query(list, common)?;
    let room = Room::open(common, streams)?;
    room.advise(streams)?;
    let scope = Scope {
        // Written out, days that count back from today need no clock any more.
        filter: query.to_string(),
        ..room.scope()
    };
    let mut shelf = room.shelf(&query)?;
    let limit = match list.limit {
        0 => usize::MAX,
        limit => limit,
    };
    let ids = ids(&Desk::new(room.dataset(), &shelf, &scope), limit);
    room.put_lines(&mut shelf, &ids)?;
    let desk = Desk::new(room.dataset(), &shelf, &scope);
    let all = desk.items();
    let total = all.len();
    let items: Vec<Item<'_>> = all.iter().take(limit).collect();
    match list.written.format {
        NewsFormat::Text => {
            let bytes = text(&desk, &items, total).into_bytes();
            streams.out.write_all(&bytes)?;
        }
        NewsFormat::Json => {
            let members = [
                ("query", json!(query.to_string())),
                ("total", json!(total)),
                ("count", json!(items.len())),
            ];
            // A few items may be large, and there may be many.
            let rows = items.iter().map(|item| whole(&room, &desk, *item));
            written::each(&room.header(), members, ("items", rows), |piece| {
                Ok(streams.out.write_all(piece)?)
            })?;
        }
    }
    if items.len() < total {
        let (shown, total) = (number::count(items.len()), number::count(total));
        streams.say(&format!(
            "the newest {shown} of {total} items; --limit 0 lists all"
        ));
    }
    Ok(room.status(FINE))
}

/// What is looked for, out by the day of --as-of and about the period of --period.
fn query(list: &ItemList, common: &Common) -> Result<Query, Usage> {
    let mut query = Query::parse_whole(&list.query.join(" "), record::today()).map_err(Usage)?;
    if let AsOf::On(day) = common.as_of() {
        query.until = Some(query.until.map_or(day, |until| until.min(day)));
    }
    query.about = query.about.or(common.period);
    Ok(query)
}

/// The items of feeds among the first so many of a desk.
fn ids(desk: &Desk<'_>, limit: usize) -> Vec<ItemId> {
    let items = desk.items();
    let first = items.iter().take(limit);
    let ids = first.filter_map(|item| match item.which() {
        Which::Feed(id) => Some(id),
        Which::Record(_) => None,
    });
    ids.collect()
}

fn text(desk: &Desk<'_>, items: &[Item<'_>], total: usize) -> String {
    let mut text = Text::new(screen::width());
    let count = number::counted(total, "item", "items");
    let known = desk.scope.as_of.in_words();
    text.prose(0, 0, &format!("{count} as known {known}"));
    text.blank();
    let row = |item: &Item<'_>| {
        let marks = desk.marks(*item);
        let unread = if marks.read { "" } else { "N" };
        let starred = if marks.starred { "*" } else { "" };
        Row::of(vec![
            item.date_on(desk.shelf.clock),
            format!("{unread}{starred}"),
            item.feed(desk),
            item.title(desk).to_owned(),
            item.key(desk).map(|key| key.0).unwrap_or_default(),
        ])
    };
    text.table(&Table {
        columns: vec![
            Column::right("Date"),
            Column::left(""),
            Column::left("Feed").rank(1),
            Column::left("What").grows(),
            Column::left("Key"),
        ],
        rows: items.iter().map(row).collect(),
        empty: "Nothing passes.".to_owned(),
        ..Table::default()
    });
    text.finish()
}

/// An item with all that is known of it.
fn whole(room: &Room, desk: &Desk<'_>, item: Item<'_>) -> anyhow::Result<Value> {
    let open = match item.which() {
        Which::Feed(id) => room.opened(id)?,
        Which::Record(_) => None,
    };
    Ok(object(desk, item, open.as_ref()))
}

/// Writes one item.
pub fn show(show: &ShowItem, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let room = Room::open(common, streams)?;
    let key = ItemKey::named(&show.key);
    write_item(&room, &key, show.written.format, streams)?;
    Ok(room.status(FINE))
}

/// Writes the item of a key in the format that was asked for.
pub fn write_item(
    room: &Room,
    key: &ItemKey,
    format: NewsFormat,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    let shelf: Shelf = room.shelf_of(key)?;
    let scope = room.scope();
    let desk = Desk::new(room.dataset(), &shelf, &scope).in_print();
    let item = item_of(&desk, key)?;
    let open: Option<&Open> = shelf.open.as_deref();
    let bytes = match format {
        NewsFormat::Text => reading(&desk, item, key).into_bytes(),
        NewsFormat::Json => {
            let item = object(&desk, item, open);
            written::headed(&room.header(), [("item", item)])
        }
    };
    streams.out.write_all(&bytes)?;
    Ok(())
}

/// An item to read from top to bottom.
fn reading(desk: &Desk<'_>, item: Item<'_>, key: &ItemKey) -> String {
    let mut text = Text::new(screen::width());
    let marks = desk.marks(item);
    let unread = if marks.read { "" } else { "; not read" };
    let starred = if marks.starred { "; starred" } else { "" };
    text.prose(0, 2, item.title(desk));
    text.prose(2, 4, &format!("{}{unread}{starred}", key.0));
    text.blank();
    let at = desk.position(&item.which()).unwrap_or_default();
    let panel = news::page(desk, at).panels.pop();
    if let Some(Body::Text(paragraphs)) = panel.map(|panel| panel.body) {
        text.paragraphs(&paragraphs);
    }
    text.finish()
}
