//! `trafficdash news`: feeds chosen, fetched, searched and read without a terminal, from the same
//! archive that the dashboard has. Only `fetch` opens a connection, and only what keeps something
//! makes an archive where there is none.

mod carry;
mod change;
mod document;
mod feeds;
mod fetch;
mod fit;
mod list;
mod room;

use std::borrow::Cow;

use crate::gather::name;
use crate::news::kept::Subscription;
use crate::news::{Feed, link};
use crate::present::number;

use super::Streams;
use super::arguments::{Common, NewsSubcommand};
use super::usage::{Usage, unknown};

/// Performs a subcommand.
pub fn run(
    wanted: &NewsSubcommand,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<u8> {
    match wanted {
        NewsSubcommand::Feeds(list) => feeds::list(list, common, streams),
        NewsSubcommand::Follow(follow) => feeds::follow(follow, common, streams),
        NewsSubcommand::Leave(leave) => feeds::leave(leave, common, streams),
        NewsSubcommand::Fetch(fetch) => fetch::run(fetch, common, streams),
        NewsSubcommand::List(list) => list::run(list, common, streams),
        NewsSubcommand::Show(show) => list::show(show, common, streams),
        NewsSubcommand::Mark(mark) => change::mark(mark, common, streams),
        NewsSubcommand::Check(check) => change::check(check, common, streams),
        NewsSubcommand::Export(export) => carry::export(export, common, streams),
        NewsSubcommand::Import(import) => carry::import(import, common, streams),
    }
}

/// How many of some feeds have a name or a password in their address: "1 feed"; none if none has.
fn with_login<'f>(feeds: impl Iterator<Item = &'f Feed>) -> Option<String> {
    let count = feeds.filter(|feed| link::has_login(&feed.address)).count();
    (count > 0).then(|| number::counted(count, "feed", "feeds"))
}

/// Says what a list of feeds, which may be given away, is without.
fn tell_left_out(feeds: &[Feed], streams: &mut Streams<'_>) {
    if let Some(feeds) = with_login(feeds.iter()) {
        streams.say(&format!(
            "the list is without the name and password of {feeds}; whoever follows them from it \
             writes these into their addresses again"
        ));
    }
}

/// What to do where no feed is followed.
const NO_FEED: &str = "no feed is followed; `trafficdash news follow --default` follows those that \
                       are suggested, `trafficdash news feeds --all` lists what there is";

/// The feed that a text names by its address or title, in any case of letters.
fn followed<'s>(all: &'s [Subscription], text: &str) -> Result<&'s Subscription, Usage> {
    let wanted = text.trim().to_lowercase();
    let is = |one: &&Subscription| {
        one.feed.address.to_lowercase() == wanted || one.feed.title.to_lowercase() == wanted
    };
    let is_shown_so = |one: &&Subscription| link::shown(&one.feed.address).to_lowercase() == wanted;
    let found = all.iter().find(is).or_else(|| all.iter().find(is_shown_so));
    found.ok_or_else(|| {
        if all.is_empty() {
            return Usage(NO_FEED.to_owned());
        }
        let known: Vec<Cow<'_, str>> = all.iter().map(|one| name(&one.feed)).collect();
        let known: Vec<&str> = known.iter().map(|name| &**name).collect();
        unknown("feed that you follow called", &link::shown(text), &known)
    })
}
