//! The arguments, as they are written and explained.

mod claims;
mod installation;
mod news;
mod number;
mod reading;
mod target;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{
    ArgMatches, Args, Command, CommandFactory as _, FromArgMatches as _, Parser, ValueEnum,
};

use crate::export::format::{FORMATS, Format};
use crate::tui::view_id::{VIEWS, ViewId};

use super::usage::Usage;

pub use claims::{CheckClaim, ClaimFormat, Claims, Written};
pub use installation::{Completions, Man};
pub use news::{
    CarryFormat, Change, CheckNumber, ExportNews, FeedFormat, FeedList, Fetch, Follow, Import,
    ItemList, Leave, MarkItem, News, NewsFormat, NewsSubcommand, ShowItem,
};
pub use reading::{Common, without_unheeded};
pub use target::{Metadata, Target};

const ABOUT: &str = "The public record on human trafficking in a terminal: every figure with its \
                     source, as it was known on any day";

const LONG_ABOUT: &str = "The public record on human trafficking in a terminal: every figure with \
its source, as it was known on any day.

Without a subcommand the dashboard starts; it needs a terminal, unless it is read line by line \
(--plain). Every subcommand works without one, writes what was asked for to standard output and \
everything else to standard error.";

const AFTER: &str = "\
Exit status:
  0  all is well; also when the reader of the output went away
  1  problems were found in the record or the settings, or something failed
  2  wrong usage, or the dashboard was started without a terminal
  10 to 14  what check-claim found of a claim; its own help says which is which
  101  a fault of this program itself; the message says where it is
  129 to 143  a signal ended it: 128 and its number; 130 also when ctrl-c stopped fetching news

Examples:
  trafficdash
  trafficdash --as-of 2012-10-18 --period 2011
  trafficdash --plain
  trafficdash show overview --as-of 2012-10-18 --period 2011
  trafficdash export --indicator nrm-referrals --format csv -o referrals.csv";

const SHOW: &str = "\
The news are those of the record; `trafficdash news list` has what feeds brought, too.\n\nExamples:
  trafficdash show overview
  trafficdash show overview --as-of 2012-10-18 --period 2011
  trafficdash show victims --period 2011 --by sex
  trafficdash show data --filter nigeria
  trafficdash show revisions --indicator nrm-cg-decisions
  trafficdash show compare --series nrm-referrals/uk --series dtn-reports/england-wales --index
  trafficdash show victims --format html -o victims.html
  trafficdash show victims --format ansi --theme light --width 80
  trafficdash show justice --format svg -o justice.svg
  trafficdash show overview --format png -o overview.png";

const EXPORT: &str = "\
One row (CSV) or object (JSON) is one value as one publication gave it, so that a figure that was \
published three times has three rows; `stands` says which of them stands as of the day.

  value        the number as published; empty if there is none
  value_to     the upper end of a range
  qualifier    about, over, at least, up to; empty for the number itself
  value_state  number, range, below half (of a unit, but not zero), missing,
               suppressed, not applicable: a zero is a number, and none of the
               last three is a zero
  known_from   the first day on which it is certain to have been known
  standing     how near to the publisher it was read: official, official-copy,
               research, ngo, press, weak

A dimension without a code is the total over it. In CSV a text that a spreadsheet would take for a \
formula begins with an apostrophe. Beside FILE.csv stands FILE.csv-metadata.json, which says what \
every column means (W3C, CSV on the Web); `--format csvw` writes the same to standard output.

Examples:
  trafficdash export --format csv
  trafficdash export --indicator nrm-referrals --indicator ocg-human-trafficking --format json
  trafficdash export --as-of 2012-10-18 --period 2011
  trafficdash export --indicator cps-defendants-charged -o charged.csv";

const REPORT: &str = "\
For each indicator: its definition, unit and basis, charts, every value with its source, other \
published values, breaks and what was not found; then the sources and the known conflicts.

Examples:
  trafficdash report -o record.html
  trafficdash report --indicator nrm-referrals --as-of 2012-10-18 -o referrals.html
  trafficdash report --indicator ocg-human-trafficking --format md";

const SOURCES: &str = "\
Examples:
  trafficdash sources
  trafficdash sources --format csv --as-of 2012-10-18";

const INDICATORS: &str = "\
Examples:
  trafficdash indicators
  trafficdash indicators --format json";

const SERIES: &str = "\
A series is an indicator at one place and one code of each dimension; what is not named is the \
total. Its name is that of the indicator, the place and the cuts: nrm-referrals/uk/age=child.

Examples:
  trafficdash series
  trafficdash series referrals child
  trafficdash series --format csv --as-of 2012-10-18";

const SCHEMA: &str = "JSON Schema (2020-12). Every document names the version that it keeps to in \
its member `schema`.\n\nExamples:\n  trafficdash schema";

const CHECK: &str = "\
A folder is read on top of the built-in record; one with a record.toml of its own stands alone.

Examples:
  trafficdash check
  trafficdash check my-record
  trafficdash check --conflicts --period 2011";

/// The command line.
#[derive(Debug, Default, Parser)]
#[command(
    name = "trafficdash",
    version,
    about = ABOUT,
    long_about = LONG_ABOUT,
    after_help = AFTER,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    /// Colours of the dashboard, in place of those in the settings
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// The dashboard line by line: commands in, one statement a line out; for screen readers
    #[arg(long, conflicts_with = "theme")]
    pub plain: bool,
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,
}

impl Arguments {
    /// The arguments as they are given; options that the subcommand does not heed are refused.
    pub fn read(given: impl IntoIterator<Item = OsString>) -> Result<Self, Refusal> {
        let matches = command().try_get_matches_from(given)?;
        let mut arguments = Self::from_arg_matches(&matches)?;
        let (names, last) = subcommands(&matches);
        arguments.common.check(&names.join(" "))?;
        if let Some(subcommand) = &mut arguments.subcommand {
            target::settle(subcommand, last)?;
        }
        Ok(arguments)
    }
}

/// Why arguments are not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// They do not parse, or help was asked for.
    #[error(transparent)]
    Parse(#[from] clap::Error),
    /// They do not go together.
    #[error(transparent)]
    Usage(#[from] Usage),
}

/// The command with its subcommands, each of which shows the options that it heeds.
pub fn command() -> Command {
    reading::hide_unheeded(Arguments::command())
}

/// The names of the subcommand that was given and of those below it, and the last one's matches.
fn subcommands(matches: &ArgMatches) -> (Vec<&str>, &ArgMatches) {
    let (mut names, mut last) = (Vec::new(), matches);
    while let Some((name, below)) = last.subcommand() {
        names.push(name);
        last = below;
    }
    (names, last)
}

#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Write a view: as text, data or a document
    Show(Show),
    /// Write published values with their sources as CSV or JSON
    Export(Export),
    /// Write a document: charts, values, definitions and sources
    Report(Report),
    /// List the publications of the record
    Sources(List),
    /// List the indicators: what there is to export
    Indicators(Indicators),
    /// List the series: what there is to compare
    Series(SeriesList),
    /// Write the schema of everything that is written as JSON
    #[command(after_help = SCHEMA)]
    Schema,
    /// List the keys of the dashboard, with your own
    #[command(after_help = "Examples:\n  trafficdash keys")]
    Keys,
    /// Find mistakes in a record, or what its publications disagree on
    Check(Check),
    /// List what the items claim, with verdicts and reasons
    Claims(Claims),
    /// Check a claim of your own; the exit status tells the verdict
    CheckClaim(Box<CheckClaim>),
    /// Choose feeds, fetch and search them, and read what they bring beside the record
    News(Box<News>),
    /// Write what a shell needs to complete the arguments
    Completions(Completions),
    /// Write the manual pages
    Man(Man),
}

#[derive(Debug, Args)]
#[command(after_help = SHOW)]
pub struct Show {
    #[command(flatten)]
    pub wanted: Wanted,
    /// Let the axes of lines begin above zero; it is said under each chart
    #[arg(long)]
    pub crop: bool,
    /// The format
    #[arg(long, value_parser = formats(), default_value = "text")]
    pub format: Format,
    /// How wide text and ansi are, from 40 to 1000, in place of the terminal's width
    #[arg(long, value_name = "COLUMNS", value_parser = number::width)]
    pub width: Option<u16>,
    /// Colours of ansi, in place of those in the settings
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub metadata: Metadata,
}

/// A view, and what is chosen on it.
#[derive(Clone, Debug, Args)]
pub struct Wanted {
    /// The view
    #[arg(value_parser = views())]
    pub view: ViewId,
    /// Only what contains these words; of news and sources the full text of each is shown
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub filter: String,
    /// Break the victims down by this dimension: age, sex, nationality, …
    #[arg(long, value_name = "DIMENSION")]
    pub by: Option<String>,
    /// The indicator whose revisions are shown, by its id
    #[arg(long, value_name = "ID")]
    pub indicator: Option<String>,
    /// A series to compare, like nrm-referrals/uk/age=child; up to four if repeated
    #[arg(long = "series", value_name = "SERIES")]
    pub series: Vec<String>,
    /// Compare as an index (first common period = 100) and not as values
    #[arg(long)]
    pub index: bool,
}

#[derive(Debug, Args)]
#[command(after_help = EXPORT)]
pub struct Export {
    /// An indicator, by its id; more than one if repeated, all if left out
    #[arg(long = "indicator", value_name = "ID")]
    pub indicators: Vec<String>,
    /// The format
    #[arg(long, value_enum, default_value_t = DataFormat::Csv)]
    pub format: DataFormat,
    #[command(flatten)]
    pub target: Target,
    #[command(flatten)]
    pub metadata: Metadata,
}

#[derive(Debug, Args)]
#[command(after_help = REPORT)]
pub struct Report {
    /// An indicator, by its id; more than one if repeated, all if left out
    #[arg(long = "indicator", value_name = "ID")]
    pub indicators: Vec<String>,
    /// The format
    #[arg(long, value_enum, default_value_t = ReportFormat::Html)]
    pub format: ReportFormat,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Debug, Args)]
#[command(after_help = SOURCES)]
pub struct List {
    /// The format
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
#[command(after_help = INDICATORS)]
pub struct Indicators {
    /// The format
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
#[command(after_help = SERIES)]
pub struct SeriesList {
    /// Words that the name of a series must contain; all if left out
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// The format
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
#[command(after_help = CHECK)]
pub struct Check {
    /// Folder of the record; the one of --data or of the program if left out
    #[arg(value_name = "DIR", conflicts_with = "data")]
    pub folder: Option<PathBuf>,
    /// List what publications disagree on in place of mistakes
    #[arg(long)]
    pub conflicts: bool,
}

/// A format for a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DataFormat {
    /// Rows and columns (RFC 4180)
    Csv,
    /// What the columns of the CSV mean (CSV on the Web)
    Csvw,
    /// One object a row
    Json,
}

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// One file for a browser or for print, with charts
    Html,
    /// Markdown, with a table for each chart
    Md,
}

/// A format of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// To read
    Text,
    /// Rows and columns (RFC 4180)
    Csv,
    /// What the columns of the CSV mean (CSV on the Web)
    Csvw,
    /// One object a row
    Json,
}

/// The views by name, with what each shows.
fn views() -> impl TypedValueParser<Value = ViewId> {
    let names = VIEWS
        .iter()
        .map(|row| PossibleValue::new(row.name).help(row.shows));
    PossibleValuesParser::new(names)
        .map(|name| ViewId::parse(&name).expect("only names of the table pass"))
}

/// The formats of a page by name, with what each is for.
fn formats() -> impl TypedValueParser<Value = Format> {
    let names = FORMATS
        .iter()
        .map(|row| PossibleValue::new(row.name).help(row.purpose));
    PossibleValuesParser::new(names)
        .map(|name| Format::parse(&name).expect("only names of the table pass"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        command().debug_assert();
    }

    #[test]
    fn options_stand_before_or_after_the_subcommand() {
        let parse = |text: &str| {
            let arguments = Arguments::read(text.split(' ').map(OsString::from)).expect(text);
            (arguments.common.as_of, arguments.common.period)
        };
        assert_eq!(
            parse("trafficdash --as-of 2012-10-18 --period 2011Q3 show overview"),
            parse("trafficdash show overview --as-of 2012-10-18 --period 2011Q3")
        );
    }
}
