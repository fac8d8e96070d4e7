//! Raw entries as entries: texts read and cut, dates and addresses judged; what had to be
//! mended or left out is counted and said.

use std::cmp::Reverse;

use chrono::{NaiveDate, TimeDelta};

use super::date;
use super::raw::{Markup, RawEntry, RawFeed, Text};
use crate::news::entry::{Channel, Entry, Reading};
use crate::news::{Moment, html};

/// Entries that are kept of one answer.
const MOST_ENTRIES: usize = 2000;

/// Characters of a title, and of an author or an id.
const LONGEST_TITLE: usize = 500;

/// Characters of a text.
const LONGEST_TEXT: usize = 200_000;

/// Characters of a title that is made of a text.
const TITLE_OF_TEXT: usize = 80;

/// What had to be mended or left out, by its remark about one and about several.
#[derive(Default)]
struct Tally(Vec<(&'static str, &'static str, usize)>);

impl Tally {
    fn count(&mut self, one: &'static str, several: &'static str) {
        match self.0.iter_mut().find(|(known, ..)| *known == one) {
            Some((.., count)) => *count += 1,
            None => self.0.push((one, several, 1)),
        }
    }

    fn remarks(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(one, several, count)| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {several}"),
        })
    }
}

/// The channel that a raw feed makes on a day.
pub fn channel(feed: &RawFeed, now: Moment) -> Channel {
    let mut tally = Tally::default();
    let mut remarks = said_of_whole(feed);
    let author = feed.author.best().map(person).unwrap_or_default();
    let entries = feed.entries.iter();
    let mut entries: Vec<Entry> = entries
        .map(|raw| entry(raw, &author, now, &mut tally))
        .collect();
    if let Some(remark) = keep_newest(&mut entries, feed.beyond) {
        remarks.push(remark);
    }
    let ended = |one: &Entry| {
        one.guid
            .as_deref()
            .is_some_and(|id| id.ends_with("/feed-ended"))
    };
    if let [only] = &entries[..]
        && ended(only)
    {
        remarks.push("its publisher says that this feed has ended".to_owned());
    }
    remarks.extend(tally.remarks());
    let title = feed.title.best().map(title).unwrap_or_default();
    Channel {
        title: cut(title, LONGEST_TITLE).0,
        entries,
        remarks,
    }
}

fn said_of_whole(feed: &RawFeed) -> Vec<String> {
    let mut remarks = Vec::new();
    let count = feed.count();
    if feed.breaks_off {
        let lost = if feed.lost_entry {
            "within an entry, which is left out"
        } else {
            "before its end"
        };
        remarks.push(match count {
            0 => "the feed breaks off and has no entries".to_owned(),
            _ => format!("the feed breaks off {lost}; {count} before it are kept"),
        });
    } else if count == 0 {
        remarks.push("the feed has no entries".to_owned());
    }
    if feed.gaps > 0 {
        remarks.push("what cannot be read among its entries is left out".to_owned());
    }
    if feed.too_deep {
        remarks.push("elements nested deeper than 100 are left out".to_owned());
    }
    remarks
}

/// Keeps the newest entries, in their order; what was left out, in words. More of them may not
/// have been looked at.
fn keep_newest(entries: &mut Vec<Entry>, beyond: usize) -> Option<String> {
    let looked_at = entries.len();
    if looked_at <= MOST_ENTRIES {
        return None;
    }
    let mut order: Vec<usize> = (0..looked_at).collect();
    order.sort_by_key(|at| Reverse(entries[*at].published.or(entries[*at].updated)));
    order.truncate(MOST_ENTRIES);
    order.sort_unstable();
    let kept = order.iter().map(|at| std::mem::take(&mut entries[*at]));
    *entries = kept.collect();
    let all = looked_at + beyond;
    let of = match beyond {
        0 => String::new(),
        _ => format!(" of its first {looked_at}"),
    };
    Some(format!(
        "the feed has {all} entries; the newest {MOST_ENTRIES}{of} are kept"
    ))
}

fn entry(raw: &RawEntry, author: &str, now: Moment, tally: &mut Tally) -> Entry {
    let mut reading = raw.text.best().map(body).unwrap_or_default();
    if reading.cut(LONGEST_TEXT) {
        tally.count("text is cut", "texts are cut");
    }
    let said = raw.title.best().map(title).unwrap_or_default();
    let (mut said, was_cut) = cut(said, LONGEST_TITLE);
    if was_cut {
        tally.count("title is cut", "titles are cut");
    }
    if said.is_empty() {
        tally.count("entry has no title", "entries have no title");
        said = first_words(&reading);
    }
    let own = raw.author.best().map(person).filter(|own| !own.is_empty());
    let guid = raw.id.best().map(|id| cut(html::line(id), LONGEST_TITLE).0);
    if raw.link.best().is_none() && raw.odd_links > 0 {
        tally.count(
            "entry has a link that is no http or https address, or a very long one",
            "entries have links that are no http or https addresses, or very long ones",
        );
    }
    Entry {
        guid: guid.filter(|id| !id.is_empty()),
        link: raw.link.best().map(|address| address.as_str().to_owned()),
        title: said,
        author: cut(own.unwrap_or_else(|| author.to_owned()), LONGEST_TITLE).0,
        published: raw
            .published
            .best()
            .and_then(|said| moment(said, now, tally)),
        updated: raw.updated.best().and_then(|said| moment(said, now, tally)),
        reading,
    }
}

/// The moment that a text names, if there can have been news then.
fn moment(said: &str, now: Moment, tally: &mut Tally) -> Option<Moment> {
    let Some(found) = date::read(said) else {
        tally.count(
            "date cannot be read and is left out",
            "dates cannot be read and are left out",
        );
        return None;
    };
    let earliest = NaiveDate::from_ymd_opt(1990, 1, 1).map(Moment::start_of)?;
    if found < earliest || found > now.plus(TimeDelta::days(1)) {
        tally.count(
            "date before 1990 or yet to come is left out",
            "dates before 1990 or yet to come are left out",
        );
        return None;
    }
    Some(found)
}

fn body(text: &Text) -> Reading {
    let value = unquoted(&text.value);
    let is_html = match text.markup {
        Markup::Plain => false,
        Markup::Html => true,
        Markup::Either => has_tags(value) || has_references(value),
    };
    if is_html {
        html::read_at(value, text.base.as_ref())
    } else {
        html::plain(value)
    }
}

fn title(text: &Text) -> String {
    let value = unquoted(&text.value);
    let is_html = match text.markup {
        Markup::Plain => false,
        Markup::Html => true,
        Markup::Either => looks_like_html(value),
    };
    if is_html {
        html::title(value)
    } else {
        html::line(value)
    }
}

/// What a text says that was quoted for XML and then escaped for it as well.
fn unquoted(text: &str) -> &str {
    let inside = text.trim().strip_prefix("<![CDATA[");
    let inside = inside.and_then(|text| text.strip_suffix("]]>"));
    inside.unwrap_or(text)
}

/// Has an end tag, an empty one or a reference: a lone `<b>` is rather spoken of.
fn looks_like_html(text: &str) -> bool {
    ["</", "/>", "<br>"].iter().any(|sign| text.contains(sign)) || has_references(text)
}

/// Has a bracket with a letter after it, or what ends or comments.
fn has_tags(text: &str) -> bool {
    let begins = |rest: &str| rest.starts_with(|one: char| one.is_ascii_alphabetic());
    let mut brackets = text.match_indices('<').map(|(at, _)| &text[at + 1..]);
    brackets.any(|rest| begins(rest) || rest.starts_with(['/', '!']))
}

fn has_references(text: &str) -> bool {
    let reference = |(at, _): (usize, &str)| {
        let inside = text[at + 1..].split_once(';').map(|(name, _)| name);
        let is_name = |one: char| one.is_ascii_alphanumeric() || one == '#';
        inside.is_some_and(|name| (2..=10).contains(&name.len()) && name.chars().all(is_name))
    };
    text.match_indices('&').take(100).any(reference)
}

/// The name of a person; RSS writes it in brackets after an address, or the other way round, or
/// both as in a letter.
fn person(text: &Text) -> String {
    let said = title(text);
    let letter = said.strip_suffix('>').and_then(|said| said.split_once('<'));
    if let Some((name, _)) = letter.filter(|(name, address)| {
        !name.trim().is_empty() && address.contains('@') && !address.contains(' ')
    }) {
        return name.trim().to_owned();
    }
    let name = said.strip_suffix(')').and_then(|said| said.split_once('('));
    let name = name.and_then(
        |(one, other)| match (one.contains('@'), other.contains('@')) {
            (true, false) => Some(other.trim().to_owned()),
            (false, true) => Some(one.trim().to_owned()),
            _ => None,
        },
    );
    name.filter(|name| !name.is_empty()).unwrap_or(said)
}

/// The beginning of a text as a title, whole words.
fn first_words(reading: &Reading) -> String {
    let Some(first) = reading.paragraphs.first() else {
        return String::new();
    };
    let first = without_marks(first, reading.links.len());
    let first = first.trim_start_matches(['>', '-', ' ']);
    let Some((end, _)) = first.char_indices().nth(TITLE_OF_TEXT) else {
        return first.trim_end().to_owned();
    };
    let end = first[..end].rfind(' ').unwrap_or(end);
    format!("{} …", first[..end].trim_end())
}

/// A text without the numbers of its links.
fn without_marks(text: &str, links: usize) -> String {
    let mut parts = text.split(" [");
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_mark = |number: &str| number.parse().is_ok_and(|one| (1..=links).contains(&one));
        match part.split_once(']').filter(|(number, _)| is_mark(number)) {
            Some((_, after)) => said.push_str(after),
            None => said.extend([" [", part]),
        }
    }
    said
}

/// A text of at most so many characters, and whether it was longer.
fn cut(mut text: String, most: usize) -> (String, bool) {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return (text, false);
    };
    text.truncate(end);
    text.push_str(" …");
    (text, true)
}
