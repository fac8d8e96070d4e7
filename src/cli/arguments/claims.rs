//! The arguments of `claims`.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::claims::Verdict;
use crate::present::verdict;

use super::Target;

const CLAIMS: &str = "\
Each claim is checked as known on the day of its item and as known today, or on the day of --as-of.
What an item says is not its own evidence. --period keeps the claims about that period.

--format json is JSON-LD: one ClaimReview (schema.org) for each claim. Its rating is 5 supported,
4 supported then and revised since, 3 disputed, 1 contradicted; what is not comparable or cannot be
checked has a rating in words alone. Its day is that of --as-of, or the day of the record.

Examples:
  trafficdash claims
  trafficdash claims article-2012-10-18 --as-of 2012-10-18
  trafficdash claims --verdict contradicted --verdict disputed
  trafficdash claims --filter children --format csv
  trafficdash claims article-2012-10-18 --format json --url https://example.org/check -o check.json";

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
