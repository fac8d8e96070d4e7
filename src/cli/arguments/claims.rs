//! The arguments of `claims` and `check-claim`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, ValueEnum};

use crate::claims::Verdict;
use crate::figures::Published;
use crate::present::verdict;

use super::Target;

const CLAIMS: &str = "\
Each claim is checked as known on the day of its item and as known today, or on the day of --as-of. \
What an item says is not its own evidence. --period keeps the claims about that period.

--format json is JSON-LD: one ClaimReview (schema.org) for each claim. Its rating is 5 supported, \
4 supported then and revised since, 3 disputed, 1 contradicted; what is not comparable or cannot be \
checked has a rating in words alone. Its day is that of --as-of, or the day of the record.

Examples:
  trafficdash claims
  trafficdash claims article-2012-10-18 --as-of 2012-10-18
  trafficdash claims --verdict contradicted --verdict disputed
  trafficdash claims --filter children --format csv
  trafficdash claims article-2012-10-18 --format json --url https://example.org/check -o check.json";

const CHECK_CLAIM: &str = "\
A number stands bare (946, 25%, a quarter) or after exactly, about, over, just over, under, almost, \
at least or at most. About, almost and just over reach 5% of the number; a bare number is rounded to \
its last digit. A change is up, down or unchanged, and by how much (up 22%, down by over 300), or \
doubled, more than doubled, trebled, halved.

Exit status:
  0   supported
  1   the record or the file has mistakes
  2   wrong usage
  10  supported on the day it was said, revised since
  11  contradicted
  12  disputed: publications disagree, and the answer depends on which is taken
  13  not comparable: a break or a part period lies between the figures
  14  cannot be checked: there is no figure to check it by
Of several claims in a file the first of 11, 12, 13, 14, 10 that occurs, else 0.

Examples:
  trafficdash check-claim --indicator nrm-referrals --period 2025 --value 'over 23,000'
  trafficdash check-claim --indicator nrm-referrals --period 2011 --value 946 --made 2012-10-18
  trafficdash check-claim --series nrm-referrals/uk/age=child --period 2011 --share 'over a quarter'
  trafficdash check-claim --indicator nrm-referrals --period 2025 --change 'up 22%' --from 2024
  trafficdash check-claim --indicator nrm-referrals --period 2025 --rate 'up about 17%' --from 2020
  trafficdash check-claim --indicator nrm-referrals --period 2025 --rank highest --since 2016
  trafficdash check-claim --file claim.toml --made 2012-10-18 --format json";

#[derive(Debug, Args)]
#[command(after_help = CLAIMS)]
pub struct Claims {
    /// An item, by its id; all if left out
    #[arg(value_name = "ITEM")]
    pub items: Vec<String>,
    /// Only claims with this verdict; more than one if repeated
    #[arg(long = "verdict", value_name = "VERDICT", value_parser = verdicts())]
    pub verdicts: Vec<Verdict>,
    /// Only claims that contain these words, with their item, source and figure
    #[arg(
        long,
        value_name = "WORDS",
        default_value = "",
        hide_default_value = true
    )]
    pub filter: String,
    #[command(flatten)]
    pub written: Written,
    #[command(flatten)]
    pub target: Target,
}

/// How claims are written.
#[derive(Clone, Debug, Args)]
pub struct Written {
    /// The format
    #[arg(long, value_enum, default_value_t = ClaimFormat::Text)]
    pub format: ClaimFormat,
    /// Address of the page that will carry the JSON, which search engines ask for
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
}

/// A format of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClaimFormat {
    /// To read
    Text,
    /// For a web page: a review of each claim in the words of schema.org (JSON-LD)
    Json,
    /// Rows and columns (RFC 4180)
    Csv,
    /// The same rows as JSON, one object a claim
    Data,
}

/// How `check-claim` is used: what its groups of options come to.
const USAGE: &str = "\
trafficdash check-claim <FIGURE> --period <PERIOD> <SAYS> [OPTIONS]
       trafficdash check-claim --file <FILE> [OPTIONS]

FIGURE is --indicator <ID> or --series <SERIES>;
SAYS is exactly one of --value, --share, --change, --rate and --rank.";

/// The headings of the options of `check-claim`.
const FIGURE: &str = "The figure, or a file of claims";
const SAYS: &str = "What is said of it";
const SAID: &str = "Who says it, and when";
const OUTPUT: &str = "Output";

#[derive(Debug, Args)]
#[command(
    after_help = CHECK_CLAIM,
    override_usage = USAGE,
    group(ArgGroup::new("figure").args(["indicator", "series", "file"]).required(true)),
    group(ArgGroup::new("says").args(["value", "share", "change", "rate", "rank", "file"]).required(true)),
    group(ArgGroup::new("course").args(["change", "rate"]))
)]
pub struct CheckClaim {
    /// The indicator that the claim is about, by its id
    #[arg(long, value_name = "ID", help_heading = FIGURE)]
    pub indicator: Option<String>,
    /// Where; uk if the indicator has figures for it, or else the only place that it has
    #[arg(long, value_name = "CODE", conflicts_with_all = ["series", "file"], help_heading = FIGURE)]
    pub geography: Option<String>,
    /// A cut of it, like age=child; more than one if repeated
    #[arg(long = "key", value_name = "DIMENSION=CODE", conflicts_with_all = ["series", "file"], help_heading = FIGURE)]
    pub keys: Vec<String>,
    /// The series by its name in place of indicator, place and cuts: nrm-referrals/uk/age=child
    #[arg(long, value_name = "SERIES", help_heading = FIGURE)]
    pub series: Option<String>,
    /// A file with one or more [[claim]] as in articles/ID.toml, in place of a claim by options
    #[arg(long, value_name = "FILE", help_heading = FIGURE)]
    pub file: Option<PathBuf>,
    /// It says that the figure is this: 946, 'over 300', 'about 1,500'
    #[arg(long, value_name = "BOUND", help_heading = SAYS)]
    pub value: Option<String>,
    /// It says that the figure is this share of a whole: 'over 25%', 'almost half'
    #[arg(long, value_name = "BOUND", help_heading = SAYS)]
    pub share: Option<String>,
    /// The whole, as a series; the same indicator without cuts if left out
    #[arg(long, value_name = "SERIES", requires = "share", conflicts_with_all = ["value", "course", "rank", "file"], help_heading = SAYS)]
    pub of: Option<String>,
    /// It says how the figure moved: up, 'up 22%', 'down by over 300', doubled
    #[arg(long, value_name = "CHANGE", requires = "from", help_heading = SAYS)]
    pub change: Option<String>,
    /// It says how the figure moved in a year, on average and compounded: 'up about 20%'
    #[arg(long, value_name = "CHANGE", requires = "from", help_heading = SAYS)]
    pub rate: Option<String>,
    /// The earlier period
    #[arg(long, value_name = "PERIOD", requires = "course", conflicts_with_all = ["value", "share", "rank", "file"], help_heading = SAYS)]
    pub from: Option<String>,
    /// It says that the figure is the highest or lowest, or has this place among parts: 1
    #[arg(long, value_name = "RANK", help_heading = SAYS)]
    pub rank: Option<String>,
    /// The first period that highest or lowest counts from
    #[arg(long, value_name = "PERIOD", requires = "rank", conflicts_with_all = ["value", "share", "course", "file"], help_heading = SAYS)]
    pub since: Option<String>,
    /// The dimension along which the parts are taken
    #[arg(long, value_name = "DIMENSION", requires = "rank", conflicts_with_all = ["value", "share", "course", "file"], help_heading = SAYS)]
    pub among: Option<String>,
    /// The claim in words of your own
    #[arg(long, value_name = "WORDS", conflicts_with = "file", help_heading = SAYS)]
    pub text: Option<String>,
    /// The day it was said: 2012-10-18, or 2012-10; that of --by if left out
    #[arg(long, value_name = "DATE", help_heading = SAID)]
    pub made: Option<Published>,
    /// The publication that says it, by its id; its own figures are no evidence
    #[arg(long, value_name = "SOURCE", help_heading = SAID)]
    pub by: Option<String>,
    #[command(flatten, next_help_heading = OUTPUT)]
    pub written: Written,
}

/// The verdicts by name, with what each means.
fn verdicts() -> impl TypedValueParser<Value = Verdict> {
    let names =
        Verdict::ALL.map(|one| PossibleValue::new(verdict::id(one)).help(verdict::title(one)));
    let named = |name: &String| {
        Verdict::ALL
            .into_iter()
            .find(|one| verdict::id(*one) == name)
    };
    PossibleValuesParser::new(names)
        .map(move |name| named(&name).expect("only names of the list pass"))
}
