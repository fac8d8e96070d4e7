//! JSON Feed of any version, read without demands: a member of another kind than expected is
//! left out, and of a feed that breaks off the whole items are kept.

mod bounded;

use std::fmt::{self, Formatter};

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Deserializer, Map, Value};
use url::Url;

use super::raw::{Markup, Ranked, RawEntry, RawFeed, Text};
use crate::news::link;
use bounded::{Bounded, Each};

/// How often reading is taken up again after something that is no JSON.
const MOST_SLIPS: usize = 10;

/// What a text says as a JSON Feed; none if it is none.
pub fn read(text: &str, address: Option<&Url>) -> Option<RawFeed> {
    let mut whole = Whole {
        feed: RawFeed::default(),
        members: Map::new(),
        has_items: false,
        address,
    };
    let mut deserializer = Deserializer::from_str(text.trim());
    let read = deserializer
        .deserialize_map(&mut whole)
        .and_then(|()| deserializer.end());
    match read {
        Err(error) if error.is_data() => return None,
        Err(_) => return sound_items(text, address),
        Ok(()) => {}
    }
    let mut feed = whole.feed;
    let title = whole.members.get("title");
    say_text(&mut feed.title, 0, title, Markup::Plain, address);
    say_author(&mut feed.author, &whole.members, address);
    whole.has_items.then_some(feed)
}

/// A document that is JSON to its end: its items are taken one by one.
struct Whole<'a> {
    feed: RawFeed,
    /// Its members but for the items.
    members: Map<String, Value>,
    has_items: bool,
    address: Option<&'a Url>,
}

impl<'de> Visitor<'de> for &mut Whole<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            match &*name {
                "items" => {
                    let (feed, address) = (&mut self.feed, self.address);
                    let take = |item: Value| {
                        if let Value::Object(item) = item {
                            feed.take_with(|| entry(&item, address));
                        }
                    };
                    members.next_value_seed(Each(take))?;
                    self.has_items = true;
                }
                "title" | "author" | "authors" => {
                    let Bounded(value) = members.next_value()?;
                    self.members.insert(name, value);
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The items that can be read of a text that is no JSON: those before the first place where it is
/// none, and those that begin after it. The feed is told what was lost.
fn sound_items(text: &str, address: Option<&Url>) -> Option<RawFeed> {
    let mut feed = RawFeed::default();
    let from = text.find("\"items\"")?;
    let from = from + text[from..].find('[')? + 1;
    let mut rest = &text[from..];
    let (mut tries, mut within_lost) = (0, false);
    while tries < MOST_SLIPS && (within_lost || !rest.trim_start().starts_with(']')) {
        let mut stream = Deserializer::from_str(rest).into_iter::<Bounded>();
        if let Some(Ok(Bounded(Value::Object(item)))) = stream.next() {
            let read = stream.byte_offset();
            rest = rest[read..].trim_start().trim_start_matches(',');
            if !within_lost || is_item(&item) {
                feed.take_with(|| entry(&item, address));
                feed.gaps += usize::from(within_lost);
                within_lost = false;
            }
            continue;
        }
        tries += 1;
        within_lost = true;
        let Some(next) = next_object(rest) else {
            break;
        };
        rest = next;
    }
    feed.lost_entry = within_lost;
    feed.breaks_off = !text.trim_end().ends_with('}');
    feed.gaps += usize::from(within_lost && !feed.breaks_off);
    Some(feed)
}

/// What begins with the next object after another one.
fn next_object(text: &str) -> Option<&str> {
    let mut ends = text.match_indices('}').map(|(at, _)| &text[at + 1..]);
    ends.find_map(|after| {
        let after = after.trim_start().strip_prefix(',')?.trim_start();
        after.starts_with('{').then_some(after)
    })
}

/// Is no author or attachment within an item.
fn is_item(members: &Map<String, Value>) -> bool {
    let names = ["id", "content_html", "content_text"];
    names.iter().any(|name| members.contains_key(*name))
}

fn entry(item: &Map<String, Value>, base: Option<&Url>) -> RawEntry {
    let mut entry = RawEntry::default();
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let id = match item.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    if let Some(id) = id.filter(|id| !id.trim().is_empty()) {
        if let Some(address) = link::web(&id, None) {
            entry.link.offer(6, address);
        }
        entry.id.offer(0, id.trim().to_owned());
    }
    for (rank, name) in [(0, "url"), (1, "external_url")] {
        if let Some(said) = text(name).filter(|said| !said.trim().is_empty()) {
            match link::web(said, base) {
                Some(address) => entry.link.offer(rank, address),
                None => entry.odd_links += 1,
            }
        }
    }
    let mut offer = |to: fn(&mut RawEntry) -> &mut Ranked<Text>, rank, name, markup| {
        say_text(to(&mut entry), rank, item.get(name), markup, base);
    };
    offer(|entry| &mut entry.title, 0, "title", Markup::Either);
    offer(|entry| &mut entry.text, 0, "content_html", Markup::Html);
    offer(|entry| &mut entry.text, 1, "content_text", Markup::Plain);
    offer(|entry| &mut entry.text, 2, "summary", Markup::Plain);
    if let Some(date) = text("date_published") {
        entry.published.offer(0, date.to_owned());
    }
    if let Some(date) = text("date_modified") {
        entry.updated.offer(0, date.to_owned());
    }
    say_author(&mut entry.author, item, base);
    entry
}

fn say_text(
    to: &mut Ranked<Text>,
    rank: u8,
    value: Option<&Value>,
    markup: Markup,
    base: Option<&Url>,
) {
    let value = value.and_then(Value::as_str);
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        let text = Text {
            value: value.to_owned(),
            markup,
            base: base.cloned(),
        };
        to.offer(rank, text);
    }
}

/// The names of `authors`, or of version 1's one `author`.
fn say_author(to: &mut Ranked<Text>, members: &Map<String, Value>, base: Option<&Url>) {
    let several = members.get("authors").and_then(Value::as_array);
    let all = several.into_iter().flatten().chain(members.get("author"));
    let names = all.filter_map(|one| one.get("name").or(Some(one)).and_then(Value::as_str));
    let names: Vec<&str> = names.collect();
    let names = Value::String(names.join(", "));
    say_text(to, 0, Some(&names), Markup::Plain, base);
}
