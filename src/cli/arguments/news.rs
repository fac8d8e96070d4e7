//! The arguments of `news`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::news::query::{FILTERS, WORDS};

use super::{Target, number};

const NEWS: &str = "\
News come from feeds (RSS, Atom, JSON Feed) that you choose; none is followed until you do. Only \
`news fetch` opens a connection. What is kept stands in trafficdash/news.sqlite3 in $XDG_DATA_HOME, \
or in ~/.local/share, and is the same that the dashboard shows; the record's own items are listed \
with it.

Examples:
  trafficdash news feeds --all
  trafficdash news follow --default
  trafficdash news list";

const FEEDS: &str = "\
Examples:
  trafficdash news feeds
  trafficdash news feeds --all --format json
  trafficdash news feeds --format opml";

const FOLLOW: &str = "\
A feed is named by its address, or by the title of one on offer (`news feeds --all`). One that is \
followed already keeps its title and words unless others are given.

Examples:
  trafficdash news follow --default
  trafficdash news follow 'Freedom United'
  trafficdash news follow https://example.org/feed --title Example --word trafficking --word slavery";

const LEAVE: &str = "\
The items of the feed go, apart from those that another feed has too and those that you starred, \
tagged, noted or checked.

Examples:
  trafficdash news leave 'Freedom United'";

const FETCH: &str = "\
Each feed that fails is named in a line of its own with the reason; all that was kept of it stays. \
With the setting keep-news items that were first seen so many days ago go, whatever their own date; \
none goes where this computer's clock is more than two days from that of every server.

Exit status:
  0    every feed answered
  1    some feed failed, or there is none
  130  stopped by ctrl-c; what had come is kept

Examples:
  trafficdash news fetch
  trafficdash news fetch 'National Crime Agency'
  trafficdash news fetch --every-due";

/// What is looked for, as `news list` explains it.
fn list_help() -> String {
    let filters = FILTERS.iter().map(|one| (one.written, one.help));
    let explained = filters.chain([WORDS]);
    let lines = explained.map(|(written, help)| format!("  {written}\n      {help}\n"));
    format!("{LIST}{}{LIST_EXAMPLES}", lines.collect::<String>())
}

const LIST: &str = "\
In the list N marks what is not read, and * what is starred.

What is looked for, in one argument or in several:
";

const LIST_EXAMPLES: &str = "
Examples:
  trafficdash news list
  trafficdash news list unread since:7d --limit 20
  trafficdash news search about:2011 'children \"lorry park\"'
  trafficdash news list starred --format json
  trafficdash news list --as-of 2012-10-18";

const SHOW: &str = "\
With its text, links, periods and indicators; of what a feed brought also the numbers that the \
record knows, each with figure and source, and the claims that you checked, with verdicts.

Examples:
  trafficdash news show record:article-2012-10-18
  trafficdash news show record:article-2012-10-18 --format json --as-of 2012-10-18";

const MARK: &str = "\
An item that is starred, tagged, noted or has claims is kept for good. An empty note takes the one \
before away.

Examples:
  trafficdash news mark record:article-2012-10-18 star
  trafficdash news mark record:article-2012-10-18 tag evidence
  trafficdash news mark record:article-2012-10-18 note 'Quotes the figure of the day'";

const CHECK: &str = "\
The number is one that the record knows (`news show`), as it is written there: 946, 'over 300'. The \
claim is kept with the item until --forget takes it away.

Exit status: 0 and 10 to 14 tell the verdict, as of `check-claim`; its help says which is which.

Examples:
  trafficdash news check 0123456789abcdef01234567 946
  trafficdash news check 0123456789abcdef01234567 946 --forget";

const EXPORT: &str = "\
JSON is all that is kept: feeds, items, what you made of them, and what was removed. `news import` \
merges it into another archive. OPML is the list of feeds, as other readers take it.

Examples:
  trafficdash news export -o news.json
  trafficdash news export --format opml -o feeds.opml";

const IMPORT: &str = "\
A list of feeds (OPML), or what `news export` wrote (JSON). What is there stays, and a mark of \
either archive counts: of two notes both are kept, and an item of the record, which counts as read, \
is to be read again if either says so. Only http and https addresses are taken; what was refused is \
listed.

Exit status:
  0  everything was taken
  1  something was refused

Examples:
  trafficdash news import feeds.opml
  trafficdash news import news.json";

#[derive(Debug, Args)]
#[command(after_help = NEWS, disable_help_subcommand = true)]
pub struct News {
    #[command(subcommand)]
    pub subcommand: NewsSubcommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum NewsSubcommand {
    /// List the feeds that you follow, with how their last fetch went
    Feeds(FeedList),
    /// Follow feeds; nothing is fetched before `news fetch`
    Follow(Follow),
    /// Follow a feed no longer
    Leave(Leave),
    /// Fetch the feeds that you follow
    Fetch(Fetch),
    /// List the items that pass a query, newest first
    #[command(visible_alias = "search")]
    List(ItemList),
    /// Write one item with all that is known of it
    Show(ShowItem),
    /// Mark items: read, starred, tagged, noted
    Mark(MarkItem),
    /// Check a number of an item as a claim; the exit status tells the verdict
    Check(CheckNumber),
    /// Write all that is kept, or the list of feeds
    Export(ExportNews),
    /// Merge what was written elsewhere: a list of feeds, or an archive
    Import(Import),
}

/// A format of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NewsFormat {
    /// To read
    Text,
    /// One object an item or feed
    Json,
}

/// How something of the news is written.
#[derive(Clone, Copy, Debug, Args)]
pub struct As {
    /// The format
    #[arg(long, value_enum, default_value_t = NewsFormat::Text)]
    pub format: NewsFormat,
}

/// A format of a list of feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FeedFormat {
    /// To read
    Text,
    /// One object a feed
    Json,
    /// For other readers
    Opml,
}

/// A format to take elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CarryFormat {
    /// All that is kept
    Json,
    /// The list of feeds
    Opml,
}

#[derive(Debug, Args)]
#[command(after_help = FEEDS)]
pub struct FeedList {
    /// Those on offer too, each with what it holds and how sure its address is
    #[arg(long)]
    pub all: bool,
    /// The format
    #[arg(long, value_enum, default_value_t = FeedFormat::Text)]
    pub format: FeedFormat,
}

#[derive(Debug, Args)]
#[command(after_help = FOLLOW)]
pub struct Follow {
    /// Its address, or the title of one on offer
    #[arg(value_name = "ADDRESS|TITLE", required_unless_present = "default")]
    pub feeds: Vec<String>,
    /// Those that are suggested first
    #[arg(long, conflicts_with_all = ["feeds", "title", "words"])]
    pub default: bool,
    /// What you call it; what it calls itself if left out
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Keep only items that contain this word or phrase; one of them if repeated. --word '' alone
    /// keeps all items again
    #[arg(long = "word", value_name = "WORD")]
    pub words: Vec<String>,
    #[command(flatten)]
    pub written: As,
}

#[derive(Debug, Args)]
#[command(after_help = LEAVE)]
pub struct Leave {
    /// Its address or title
    #[arg(value_name = "ADDRESS|TITLE", required = true)]
    pub feeds: Vec<String>,
    #[command(flatten)]
    pub written: As,
}

#[derive(Debug, Args)]
#[command(after_help = FETCH)]
pub struct Fetch {
    /// A feed by its address or title; all that you follow if left out
    #[arg(value_name = "FEED")]
    pub feeds: Vec<String>,
    /// Only those that are due by the schedule: not too soon after the last time
    #[arg(long)]
    pub every_due: bool,
    #[command(flatten)]
    pub written: As,
}

#[derive(Debug, Args)]
#[command(after_help = list_help())]
pub struct ItemList {
    /// What is looked for; everything if left out
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    /// The most items; 0 for all
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = number::limit, allow_hyphen_values = true)]
    pub limit: usize,
    #[command(flatten)]
    pub written: As,
}

#[derive(Debug, Args)]
#[command(after_help = SHOW)]
pub struct ShowItem {
    /// The item, by its key in `news list`
    #[arg(value_name = "KEY")]
    pub key: String,
    #[command(flatten)]
    pub written: As,
}

/// What is done to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Change {
    /// It was read
    Read,
    /// It is to be read again
    Unread,
    /// It gets a star
    Star,
    /// It loses its star
    Unstar,
    /// It gets the tag TEXT
    Tag,
    /// It loses the tag TEXT
    Untag,
    /// It gets the note TEXT in place of the one before
    Note,
}

#[derive(Debug, Args)]
#[command(after_help = MARK)]
pub struct MarkItem {
    /// The item, by its key in `news list`
    #[arg(value_name = "KEY")]
    pub key: String,
    /// What is done to it
    #[arg(value_name = "MARK", value_enum)]
    pub change: Change,
    /// The tag or the note
    #[arg(
        value_name = "TEXT",
        required_if_eq_any = [("change", "tag"), ("change", "untag"), ("change", "note")]
    )]
    pub text: Option<String>,
    #[command(flatten)]
    pub written: As,
}

#[derive(Debug, Args)]
#[command(after_help = CHECK)]
pub struct CheckNumber {
    /// The item, by its key in `news list`
    #[arg(value_name = "KEY")]
    pub key: String,
    /// The number, as the item writes it
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// Take the claim away
    #[arg(long)]
    pub forget: bool,
    #[command(flatten)]
    pub written: As,
}

#[derive(Debug, Args)]
#[command(after_help = EXPORT)]
pub struct ExportNews {
    /// The format
    #[arg(long, value_enum, default_value_t = CarryFormat::Json)]
    pub format: CarryFormat,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Debug, Args)]
#[command(after_help = IMPORT)]
pub struct Import {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub written: As,
}
