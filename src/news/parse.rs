//! Bytes of a feed as entries: RSS, Atom and JSON Feed of every version, as they are found. An
//! answer without entries is never silent: it is an error, or a remark says why.

mod charset;
mod date;
mod decode;
mod entity;
mod json;
mod judge;
mod raw;
mod vocabulary;
mod xml;

use std::panic::catch_unwind;

use url::Url;

use super::entry::Channel;
use super::link;
use super::moment::Moment;
use raw::RawFeed;
use xml::Root;

pub(super) use entity::Entities;
pub(super) use xml::{Start, lenient};

/// Why an answer could not be read as a feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the answer is empty: nothing to do, it will be asked for again")]
    Empty,
    /// It is a web page.
    #[error("the answer is a web page, not a feed: look on it for the address of its feed")]
    Page,
    /// It is a web page that names its feed.
    #[error("the answer is a web page, not a feed: its feed is {0}")]
    PageOf(String),
    /// It is something else.
    #[error("the answer is neither RSS nor Atom nor JSON Feed: check the address")]
    NoFeed,
    /// It speaks of entries and none could be read.
    #[error("the answer has entries, but none could be read: tell its publisher that it is broken")]
    NothingRead,
    /// Reading it failed.
    #[error("the answer could not be read: please report the address as a mistake of this program")]
    Stumbled,
}

/// Reads the answer of an address, with the `Content-Type` it came with, as of a moment.
pub fn parse(
    bytes: &[u8],
    content_type: Option<&str>,
    address: &str,
    now: Moment,
) -> Result<Channel, Unreadable> {
    // A mistake in a library must not end the program.
    catch_unwind(|| read(bytes, content_type, address, now)).unwrap_or(Err(Unreadable::Stumbled))
}

fn read(
    bytes: &[u8],
    content_type: Option<&str>,
    address: &str,
    now: Moment,
) -> Result<Channel, Unreadable> {
    let (text, lost) = decode::decode(bytes, content_type);
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    // Links in it are shown and kept, and the login of the feed is not theirs.
    let address = Url::parse(address).ok().map(link::bare);
    let feed = dialect(&text, address.as_ref())?;
    if feed.entries.is_empty() && (feed.lost_entry || has_entries(&text)) {
        return Err(Unreadable::NothingRead);
    }
    let mut channel = judge::channel(&feed, now);
    if lost > 0 {
        let remark = "some characters could not be read in the encoding of the feed";
        channel.remarks.push(remark.to_owned());
    }
    Ok(channel)
}

fn dialect(text: &str, address: Option<&Url>) -> Result<RawFeed, Unreadable> {
    let first = text.trim_start().chars().next();
    if first == Some('{') {
        return json::read(text, address).ok_or(Unreadable::NoFeed);
    }
    let (feed, root) = xml::read(text, address.cloned());
    match root {
        Root::Feed => Ok(feed),
        _ if !feed.entries.is_empty() => Ok(feed),
        Root::Page => Err(page(text, address)),
        Root::Other if is_page(text) => Err(page(text, address)),
        Root::Other => Err(Unreadable::NoFeed),
    }
}

/// Speaks of entries, to judge whether having found none is right.
fn has_entries(text: &str) -> bool {
    ["<item>", "<item ", "<entry>", "<entry "]
        .iter()
        .any(|tag| text.contains(tag))
}

fn is_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(1000).collect();
    let head = head.to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

/// The error about a page, with the feed that it names.
fn page(text: &str, base: Option<&Url>) -> Unreadable {
    let tags = text.split("<link").skip(1).take(200);
    let tags = tags.filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    let of_feed = |tag: &&str| {
        let kinds = [
            "application/rss+xml",
            "application/atom+xml",
            "application/feed+json",
        ];
        kinds.iter().any(|kind| tag.contains(kind))
    };
    let address = tags.filter(of_feed).find_map(|tag| {
        let (_, rest) = tag.split_once("href=")?;
        let quote = rest
            .chars()
            .next()
            .filter(|one| matches!(one, '"' | '\''))?;
        let (said, _) = rest[1..].split_once(quote)?;
        link::web(&said.replace("&amp;", "&"), base)
    });
    address.map_or(Unreadable::Page, |found| Unreadable::PageOf(found.into()))
}
