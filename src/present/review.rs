//! Reviews of claims: who says what and when, the verdict and its reasons (schema.org:
//! `ClaimReview`). Lists and files are written from these, so that they cannot disagree.

use crate::claims::{self, Check, Finding, Made, Outcome};
use crate::figures::claim::{Assertion, Claim};
use crate::figures::record::{Article, SeriesRef};
use crate::figures::{AsOf, Dataset, Published, SourceId};

use super::verdict::{self, Days};

/// Who makes a claim, where and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The id of the item; of a reader's own claim the name that it goes by.
    pub id: String,
    /// The title of the item; empty for a reader's own claim.
    pub title: String,
    /// When it was made.
    pub date: Published,
    /// The publication that makes it, if that is known.
    pub source: Option<SourceId>,
}

impl Origin {
    /// An item of the archive.
    pub fn of_item(article: &Article) -> Self {
        Self {
            id: String::from(&article.id),
            title: String::from(&article.title),
            date: article.date,
            source: Some(article.source),
        }
    }

    /// What counts of it when evidence is weighed.
    fn made(&self) -> Made {
        Made::on(self.date, self.source)
    }
}

/// One claim with what the record says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Review<'d> {
    /// Who makes the claim.
    pub origin: Origin,
    /// Its place among the claims of its item, from 1.
    pub number: usize,
    /// The claim.
    pub claim: &'d Claim,
    /// The verdict with the evidence of both days.
    pub check: Check<'d>,
    /// The reasons, a sentence or two each.
    pub reasons: Vec<String>,
}

impl Review<'_> {
    /// The publications that the reasons name, each once.
    pub fn publications(&self) -> Vec<SourceId> {
        let mut named: Vec<SourceId> = Vec::new();
        for finding in [&self.check.then, &self.check.now] {
            for id in named_by(finding) {
                if !named.contains(&id) {
                    named.push(id);
                }
            }
        }
        named
    }
}

/// The publications that a finding rests on; of those beside it, the ones that are told.
fn named_by(finding: &Finding<'_>) -> impl Iterator<Item = SourceId> {
    let beside = match finding.outcome {
        Outcome::Depends => finding.others.len(),
        _ => 1,
    };
    let others = finding.others.iter().take(beside);
    let used = finding.used.iter().chain(others);
    used.map(|one| one.value.source)
}

/// The claims of every item known by a day, the newest item first.
pub fn of_items(dataset: &Dataset, as_of: AsOf) -> Vec<Review<'_>> {
    let known = |article: &&Article| is_known(dataset, article, as_of);
    let articles = dataset.articles.iter().rev().filter(known);
    articles
        .flat_map(|article| of_claims(dataset, &article.claims, &Origin::of_item(article), as_of))
        .collect()
}

/// Whether an item was out by a day.
pub fn is_known(dataset: &Dataset, article: &Article, as_of: AsOf) -> bool {
    let day = article.date.known_from().unwrap_or(dataset.retrieved);
    as_of.knows(day)
}

/// Claims of one origin, each checked on its day and as of another.
pub fn of_claims<'d>(
    dataset: &'d Dataset,
    claims: &'d [Claim],
    origin: &Origin,
    as_of: AsOf,
) -> Vec<Review<'d>> {
    let days = Days::new(origin.date, as_of);
    let review = |(at, claim): (usize, &'d Claim)| {
        let check = claims::check(dataset, claim, origin.made(), as_of);
        let reasons = verdict::sentences(dataset, claim, &check, &days);
        Review {
            origin: origin.clone(),
            number: at + 1,
            claim,
            check,
            reasons,
        }
    };
    claims.iter().enumerate().map(review).collect()
}

/// A series in words: "NRM referrals, United Kingdom, Children (under 18)".
pub fn figure(dataset: &Dataset, series: &SeriesRef) -> String {
    let codelists = &dataset.codelists;
    let mut text = format!(
        "{}, {}",
        dataset.indicator(series.indicator).short,
        codelists.title(series.key.geography())
    );
    if !series.key.is_total() {
        text.push_str(&format!(", {}", codelists.cuts(&series.key)));
    }
    text
}

/// What a claim says of its figure: "over a quarter of NRM referrals, United Kingdom".
pub fn saying(dataset: &Dataset, claim: &Claim) -> String {
    match &claim.says {
        Assertion::Value(bound) => bound.to_string(),
        Assertion::Share { whole, bound } => format!("{bound} of {}", figure(dataset, whole)),
        Assertion::Change { from, course } => format!("{course} since {from}"),
        Assertion::Rate { from, course } => format!("{course} a year since {from}"),
        Assertion::Extreme { end, since } => match since {
            Some(since) => format!("the {} since {since}", end.id()),
            None => format!("the {} of the series", end.id()),
        },
        Assertion::Place { place, among } => {
            let dimension = &dataset.codelists.dimension(*among).title;
            format!("number {place} by {}", dimension.to_lowercase())
        }
    }
}

/// A claim in words, for one that was made without any.
pub fn in_words(dataset: &Dataset, claim: &Claim) -> String {
    let figure = figure(dataset, &claim.series);
    let saying = saying(dataset, claim);
    format!("{figure}, {}: {saying}", claim.period)
}
