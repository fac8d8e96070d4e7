//! Claims with their verdicts, one row each, and the same as text to read.

use crate::claims::{Outcome, Verdict};
use crate::figures::claim::Assertion;
use crate::figures::{AsOf, Dataset};
use crate::present::review::{self, Origin, Review};
use crate::present::sentence::capital;
use crate::present::{number, verdict};

use super::field::{self, Field, Kind};
use super::text::Text;
use super::{Entry, Sheet};

/// The sheet of some reviews, made as of a day.
pub fn sheet(dataset: &Dataset, reviews: &[Review<'_>], as_of: AsOf) -> Sheet {
    Sheet {
        name: "claims",
        title: format!(
            "Claims, one row each, checked as known {}",
            as_of.in_words()
        ),
        columns: columns(),
        rows: reviews.iter().map(|one| row(dataset, one, as_of)).collect(),
    }
}

fn columns() -> Vec<Field> {
    let mut fields = of_item().to_vec();
    fields.extend(of_claim());
    fields.extend(of_check());
    fields
}

/// Who says it, and where.
fn of_item() -> [Field; 7] {
    [
        Field::sometimes("item", Kind::Text, "The item that claims it, by its id."),
        Field::always("number", Kind::Count, "Which of its claims."),
        Field::sometimes("title", Kind::Text, "The title of the item."),
        Field::sometimes(
            "date",
            Kind::Text,
            "Its day, or the month or year that is shown.",
        ),
        Field::sometimes("source", Kind::Text, "The publication, by its id."),
        Field::sometimes("publisher", Kind::Text, "Who published it."),
        field::url(),
    ]
}

/// What is said.
fn of_claim() -> [Field; 5] {
    let kinds = vec!["value", "share", "change", "rate", "rank"];
    [
        Field::always(
            "claim",
            Kind::Text,
            "What it says, in the words of the record.",
        ),
        Field::always("series", Kind::Text, "Of which series."),
        field::period("period", "The period that the claim is about"),
        Field::always("kind", Kind::OneOf(kinds), "Which kind of claim it is."),
        Field::always("says", Kind::Text, "What it says of the figure, in short."),
    ]
}

/// What the record says of that.
fn of_check() -> Vec<Field> {
    let verdicts = || Verdict::ALL.map(verdict::id).to_vec();
    let outcomes = || {
        use Outcome::{Depends, Fails, Holds, NotComparable, Unchecked};
        [Holds, Fails, Depends, NotComparable, Unchecked]
            .map(outcome)
            .to_vec()
    };
    vec![
        Field::always(
            "verdict",
            Kind::OneOf(verdicts()),
            "What the record says of it.",
        ),
        Field::always(
            "then",
            Kind::OneOf(outcomes()),
            "By what was known on its day.",
        ),
        Field::always(
            "now",
            Kind::OneOf(outcomes()),
            "By what is known as of `as_of`.",
        ),
        Field::always("as_of", Kind::Text, "A day, or latest."),
        Field::always(
            "reasons",
            Kind::Text,
            "The figures, the arithmetic and the sources.",
        ),
        Field::sometimes(
            "cited",
            Kind::Several(Vec::new()),
            "The publications that the reasons rest on, by their ids.",
        ),
    ]
}

fn row(dataset: &Dataset, review: &Review<'_>, as_of: AsOf) -> Vec<Entry> {
    let Review {
        origin,
        claim,
        check,
        ..
    } = review;
    let source = origin.source.map(|id| dataset.source(id));
    let cited = review.publications().into_iter();
    let cited: Vec<&str> = cited.map(|id| dataset.source(id).id.as_str()).collect();
    vec![
        Entry::text(&origin.id),
        Entry::count(review.number),
        Entry::text(&origin.title),
        Entry::text(origin.date.code()),
        Entry::optional(source.map(|one| one.id.as_str())),
        Entry::optional(source.map(|one| one.publisher.as_str())),
        Entry::optional(source.and_then(|one| one.url.as_deref())),
        Entry::text(&claim.text),
        Entry::text(dataset.series_code(&claim.series)),
        Entry::text(claim.period.code()),
        Entry::text(kind(&claim.says)),
        Entry::text(review::saying(dataset, claim)),
        Entry::text(verdict::id(check.verdict)),
        Entry::text(outcome(check.then.outcome)),
        Entry::text(outcome(check.now.outcome)),
        Entry::text(super::json::as_of(as_of)),
        Entry::text(review.reasons.join(" ")),
        Entry::text(cited.join(" ")),
    ]
}

/// The field of data files that an assertion stands in.
const fn kind(says: &Assertion) -> &'static str {
    match says {
        Assertion::Value(_) => "value",
        Assertion::Share { .. } => "share",
        Assertion::Change { .. } => "change",
        Assertion::Rate { .. } => "rate",
        Assertion::Extreme { .. } | Assertion::Place { .. } => "rank",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => "holds",
        Outcome::Fails => "fails",
        Outcome::Depends => "depends",
        Outcome::NotComparable => "not-comparable",
        Outcome::Unchecked => "unchecked",
    }
}

/// The reviews to read from top to bottom, in lines of at most `width` columns: each item, then
/// each of its claims after the verdict, then the reasons. One that is a reader's own stands
/// alone.
pub fn text(dataset: &Dataset, reviews: &[Review<'_>], as_of: AsOf, width: usize) -> String {
    let mut text = Text::new(width);
    let indent = match reviews {
        [only] if only.origin.title.is_empty() => 0,
        _ => {
            text.prose(0, 2, &summary(reviews, as_of));
            2
        }
    };
    for of_item in reviews.chunk_by(|one, next| one.origin.id == next.origin.id) {
        text.blank();
        heading(dataset, &of_item[0].origin, (as_of, indent), &mut text);
        for one in of_item {
            text.blank();
            review(one, indent, &mut text);
        }
    }
    text.finish()
}

/// "5 claims as known today: 2 contradicted, 3 cannot be checked".
fn summary(reviews: &[Review<'_>], as_of: AsOf) -> String {
    let counts: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let of_it = reviews.iter().filter(|one| one.check.verdict == *verdict);
            (of_it.count(), verdict::title(*verdict))
        })
        .filter(|(count, _)| *count > 0)
        .map(|(count, title)| format!("{count} {title}"))
        .collect();
    let claims = number::counted(reviews.len(), "claim", "claims");
    let known = as_of.in_words();
    let end = if counts.is_empty() { "" } else { ": " };
    format!("{claims} as known {known}{end}{}", counts.join("; "))
}

fn heading(dataset: &Dataset, origin: &Origin, (as_of, indent): (AsOf, usize), text: &mut Text) {
    if !origin.title.is_empty() {
        text.prose(0, 2, &format!("{} ({})", origin.title, origin.id));
    }
    let mut line = |words: &str| text.prose(indent, indent + 2, words);
    if let Some(id) = origin.source {
        line(&format!("Source: {}", dataset.source(id).citation()));
    }
    if let Some(day) = origin.date.known_from() {
        let now = if as_of == AsOf::On(day) {
            String::new()
        } else {
            format!(" and {}", as_of.in_words())
        };
        line(&format!(
            "Said {}; checked as known then{now}.",
            origin.date
        ));
    }
}

fn review(review: &Review<'_>, indent: usize, text: &mut Text) {
    let verdict = review.check.verdict;
    let (sign, title) = (verdict::sign(verdict), capital(verdict::title(verdict)));
    let words = format!("{sign} {title}: {}", review.claim.text);
    text.prose(indent, indent + 2, &words);
    for reason in &review.reasons {
        text.prose(indent + 2, indent + 4, reason);
    }
}
