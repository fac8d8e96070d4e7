//! `news feeds`, `follow` and `leave`: which feeds there are and which are followed.

use std::borrow::Cow;

use crate::archive::{Archive, ArchiveError, Counts};
use crate::cli::arguments::{Common, FeedFormat, FeedList, Follow, Leave, NewsFormat};
use crate::cli::usage::{Usage, unlisted};
use crate::cli::{FINE, Streams, show};
use crate::export::json;
use crate::export::news::{Listed, feed};
use crate::export::text::Text;
use crate::gather::name;
use crate::news::kept::Subscription;
use crate::news::shelf::Clock;
use crate::news::{Feed, link, opml};
use crate::present::number;
use crate::{clean, figures};

use super::room::{self, Room};
use super::{NO_FEED, followed, tell_left_out};

/// Lists feeds.
pub fn list(list: &FeedList, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let room = Room::open(common, streams)?;
    room.advise(streams)?;
    let subscriptions = room.subscriptions()?;
    let mut listed = listed(&room, &subscriptions)?;
    listed.retain(|one| list.all || one.followed.is_some());
    let bytes = match list.format {
        FeedFormat::Text => text(&listed, room::clock()).into_bytes(),
        FeedFormat::Json => json::list(&room.header(), "feeds", listed.iter().map(feed).collect()),
        FeedFormat::Opml => {
            let feeds: Vec<Feed> = listed.iter().map(as_feed).collect();
            tell_left_out(&feeds, streams);
            opml::write(&feeds).into_bytes()
        }
    };
    streams.out.write_all(&bytes)?;
    Ok(room.status(FINE))
}

fn as_feed(listed: &Listed<'_>) -> Feed {
    Feed {
        address: listed.whole_address().to_owned(),
        title: listed.title().to_owned(),
        words: listed.words().into_iter().map(str::to_owned).collect(),
    }
}

/// Those that are followed, then those on offer, the suggested ones first.
fn listed<'a>(
    room: &'a Room,
    subscriptions: &'a [Subscription],
) -> Result<Vec<Listed<'a>>, ArchiveError> {
    let offers = &room.dataset().feeds;
    let counts = room.archive().map(Archive::counts_by_feed).transpose()?;
    let counts = counts.unwrap_or_default();
    let mut all: Vec<Listed<'a>> = Vec::new();
    for one in subscriptions {
        let own = counts.iter().find(|(id, _)| *id == one.id);
        let Counts { items, unread, .. } = own.map(|(_, counts)| *counts).unwrap_or_default();
        let offer = offers
            .iter()
            .find(|offer| offer.address == one.feed.address);
        all.push(Listed {
            offer,
            followed: Some(one),
            items,
            unread,
        });
    }
    let mut more: Vec<_> = offers
        .iter()
        .filter(|one| !is_followed(subscriptions, one))
        .collect();
    more.sort_by_key(|one| !one.is_default);
    all.extend(more.into_iter().map(|offer| Listed {
        offer: Some(offer),
        followed: None,
        items: 0,
        unread: 0,
    }));
    Ok(all)
}

fn is_followed(all: &[Subscription], offer: &figures::FeedListing) -> bool {
    all.iter().any(|one| offer.address == one.feed.address)
}

/// The feeds to read from top to bottom.
fn text(listed: &[Listed<'_>], clock: Clock) -> String {
    let mut text = Text::new(show::width());
    let followed = listed.iter().filter(|one| one.followed.is_some()).count();
    let feeds = number::counted(followed, "feed", "feeds");
    text.prose(0, 0, &format!("{feeds} followed"));
    for one in listed {
        text.blank();
        let address = one.address();
        let title = match one.title() {
            "" => Cow::clone(&address),
            title => link::shown(title),
        };
        let sign = if one.followed.is_some() { "[x]" } else { "[ ]" };
        text.prose(0, 4, &format!("{sign} {title}"));
        if title != address {
            text.prose(4, 6, &address);
        }
        for line in said(one, clock) {
            text.prose(4, 6, &line);
        }
    }
    text.finish()
}

/// What is said of a feed whose address has a name or a password.
const LOGIN: &str = "Fetched with the name and password of its address, which are not shown";

/// What is said of a feed: how it went if it is followed, what it holds if it is not.
fn said(one: &Listed<'_>, clock: Clock) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(offer) = one.offer.filter(|_| one.followed.is_none()) {
        let suggested = if offer.is_default { " Suggested." } else { "" };
        said.push(format!("{}{suggested}", offer.text));
        said.push(String::from(&offer.standing));
    }
    if !one.words().is_empty() {
        said.push(format!(
            "Only items with one of: {}",
            one.words().join(", ")
        ));
    }
    let Some(followed) = one.followed else {
        return said;
    };
    if link::has_login(&followed.feed.address) {
        said.push(LOGIN.to_owned());
    }
    let state = &followed.state;
    let when = state.fetched.and_then(|moment| clock.local(moment));
    let last = when.map_or_else(
        || "Not fetched yet".to_owned(),
        |when| format!("Last fetched {}", when.format("%-d %b %Y, %H:%M")),
    );
    let items = number::counted(one.items, "item", "items");
    said.push(format!(
        "{last}; {items}, {} not read",
        number::count(one.unread)
    ));
    said.extend(state.failure.as_ref().map(|why| format!("Failed: {why}")));
    said.extend(state.remarks.iter().map(|one| format!("Remark: {one}")));
    said
}

/// Follows feeds.
pub fn follow(follow: &Follow, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let mut room = Room::open(common, streams)?;
    let before = room.subscriptions()?;
    let chosen = chosen(&room, &before, follow)?;
    let archive = room.keep(streams)?;
    let (old, new): (Vec<&Feed>, Vec<&Feed>) = chosen
        .iter()
        .partition(|feed| before.iter().any(|one| one.feed == **feed));
    archive.subscribe_all(new.iter().copied())?;
    for feed in old {
        streams.say(&format!("{} is followed already", name(feed)));
    }
    for feed in new {
        streams.say(&format!("following {}", name(feed)));
    }
    streams.say("`trafficdash news fetch` fetches what you follow");
    tell(&room, follow.written.format, streams)?;
    Ok(room.status(FINE))
}

/// Writes the feeds that are followed now, for a machine.
fn tell(room: &Room, format: NewsFormat, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    if format == NewsFormat::Json {
        let subscriptions = room.subscriptions()?;
        let listed = listed(room, &subscriptions)?.into_iter();
        let followed = listed.filter(|one| one.followed.is_some());
        let rows = followed.map(|one| feed(&one)).collect();
        let bytes = json::list(&room.header(), "feeds", rows);
        streams.out.write_all(&bytes)?;
    }
    Ok(())
}

/// The feeds that were asked for, as they are to be followed.
fn chosen(room: &Room, before: &[Subscription], follow: &Follow) -> Result<Vec<Feed>, Usage> {
    let offers = &room.dataset().feeds;
    if follow.default {
        let suggested = offers.iter().filter(|one| one.is_default);
        return Ok(suggested.map(|one| kept_or(before, one.into())).collect());
    }
    if follow.title.is_some() && follow.feeds.len() > 1 {
        let text = "--title is for one feed; follow the others apart from it";
        return Err(Usage(text.to_owned()));
    }
    let chosen = follow.feeds.iter().map(|text| {
        let mut feed = kept_or(before, named(offers, text)?);
        if let Some(title) = &follow.title {
            feed.title = clean::line(title.trim()).into_owned();
        }
        if !follow.words.is_empty() {
            let words = follow.words.iter().map(|word| clean::line(word.trim()));
            feed.words = words.map(Cow::into_owned).collect();
        }
        if feed.words.iter().all(String::is_empty) {
            feed.words.clear();
        }
        if feed.words.iter().any(String::is_empty) {
            let text = "--word is empty beside others; write a word or a phrase, or --word '' alone to keep all items";
            return Err(Usage(text.to_owned()));
        }
        Ok(feed)
    });
    chosen.collect()
}

/// The feed as it is followed, if it is, also by its address as it is shown.
fn kept_or(before: &[Subscription], feed: Feed) -> Feed {
    let mut known = before.iter();
    let known = known.find(|one| one.feed.address == feed.address);
    let shown_so = || {
        let mut known = before.iter();
        known.find(|one| link::shown(&one.feed.address) == feed.address)
    };
    known.or_else(shown_so).map_or(feed, |one| one.feed.clone())
}

/// The feed that a text names: one on offer, or any by its address.
fn named(offers: &[figures::FeedListing], text: &str) -> Result<Feed, Usage> {
    let wanted = text.trim().to_lowercase();
    let offer = offers
        .iter()
        .find(|one| one.title.to_lowercase() == wanted || one.address.to_lowercase() == wanted);
    if let Some(offer) = offer {
        return Ok(offer.into());
    }
    if let Some(address) = link::web(text, None) {
        return Ok(Feed {
            address: address.into(),
            ..Feed::default()
        });
    }
    if text.contains(':') {
        return Err(Usage(format!(
            "\"{text}\" is no http or https address; write one like https://example.org/feed"
        )));
    }
    let titles = offers.iter().map(|one| one.title.as_str());
    let command = "trafficdash news feeds --all";
    Err(unlisted("feed on offer called", text, titles, command))
}

/// Follows feeds no longer.
pub fn leave(leave: &Leave, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let mut room = Room::open(common, streams)?;
    room.check_kept()?;
    let before = room.subscriptions()?;
    let left = leave.feeds.iter().map(|text| followed(&before, text));
    let left = left.collect::<Result<Vec<_>, Usage>>()?;
    let archive = room.keep(streams)?;
    for one in &left {
        archive.unsubscribe(one.id)?;
        streams.say(&format!("left {}", name(&one.feed)));
    }
    if room.subscriptions()?.is_empty() {
        streams.say(NO_FEED);
    }
    tell(&room, leave.written.format, streams)?;
    Ok(room.status(FINE))
}
