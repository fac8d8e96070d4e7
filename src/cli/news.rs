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

use crate::gather::name;
use crate::news::kept::Subscription;

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

/// What to do where no feed is followed.
const NO_FEED: &str = "no feed is followed; `trafficdash news follow --default` follows those that \
                       are suggested, `trafficdash news feeds --all` lists what there is";

/// The feed that a text names by its address or title, in any case of letters.
fn followed<'s>(all: &'s [Subscription], text: &str) -> Result<&'s Subscription, Usage> {
    let wanted = text.trim().to_lowercase();
    let is = |one: &&Subscription| {
        one.feed.address.to_lowercase() == wanted || one.feed.title.to_lowercase() == wanted
    };
    all.iter().find(is).ok_or_else(|| {
        if all.is_empty() {
            return Usage(NO_FEED.to_owned());
        }
        let known: Vec<&str> = all.iter().map(|one| name(&one.feed)).collect();
        unknown("feed that you follow called", text, &known)
    })
}
