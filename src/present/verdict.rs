//! Verdicts in words: the answer, the arithmetic behind it, how far off the claim is, and the
//! publications that it rests on.

mod teller;

use crate::claims::{Check, Finding, Outcome, Verdict};
use crate::figures::claim::{Assertion, Claim};
use crate::figures::{AsOf, Dataset, FigureRef, Published};

use super::sentence::capital;

use teller::Teller;

/// The sign of a verdict in a list.
pub const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "✓",
        Verdict::SupportedThen => "~",
        Verdict::Contradicted => "✗",
        Verdict::Disputed => "≠",
        Verdict::NotComparable => "‖",
        Verdict::Unchecked => "?",
    }
}

/// A verdict in a few words.
pub const fn title(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::SupportedThen => "supported then, revised since",
        Verdict::Contradicted => "contradicted",
        Verdict::Disputed => "disputed",
        Verdict::NotComparable => "not comparable",
        Verdict::Unchecked => "cannot be checked",
    }
}

/// A verdict as one word for machines.
pub const fn id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::SupportedThen => "supported-then",
        Verdict::Contradicted => "contradicted",
        Verdict::Disputed => "disputed",
        Verdict::NotComparable => "not-comparable",
        Verdict::Unchecked => "unchecked",
    }
}

/// The signs with what they mean, on one line.
pub fn legend() -> String {
    let one = |verdict: Verdict| format!("{} {}", sign(verdict), title(verdict));
    Verdict::ALL.map(one).join(", ")
}

/// A text in which signs stand for verdicts, as it is read aloud: signs alone become words, and
/// before words they go.
pub fn spoken(text: &str) -> String {
    let named = |one: char| {
        let is = |verdict: &Verdict| sign(*verdict).chars().eq([one]);
        Verdict::ALL.into_iter().find(is)
    };
    let alone: Option<Vec<&str>> = text.chars().map(|one| named(one).map(title)).collect();
    if let Some(words) = alone.filter(|words| !words.is_empty()) {
        return words.join(", ");
    }
    let mut spoken = text.to_owned();
    for verdict in Verdict::ALL {
        let (sign, title) = (sign(verdict), title(verdict));
        for words in [title.to_owned(), capital(title)] {
            spoken = spoken.replace(&format!("{sign} {words}"), &words);
        }
    }
    spoken
}

/// The two days of a check, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day of the item: "on 18 Oct 2012", "in Oct 2012".
    made: String,
    /// The other day: "today", "on 18 Oct 2012".
    now: String,
    as_of: AsOf,
}

impl Days {
    /// The day of an item, and the day as of which the record is read.
    pub fn new(made: Published, as_of: AsOf) -> Self {
        Self {
            made: match made {
                Published::Day(_) => format!("on {made}"),
                Published::Within(_) => format!("in {made}"),
                // Without a day both findings are of what is known now.
                Published::Undated => as_of.in_words(),
            },
            now: as_of.in_words(),
            as_of,
        }
    }
}

/// The figure that a claim is about.
pub fn figure(claim: &Claim) -> FigureRef {
    FigureRef {
        indicator: claim.series.indicator,
        key: claim.series.key.clone(),
        period: claim.period,
    }
}

/// What the check says, a sentence each: on the item's day, now where that differs, how its
/// words are taken, and what a reader should know beside it.
pub fn sentences(dataset: &Dataset, claim: &Claim, check: &Check<'_>, days: &Days) -> Vec<String> {
    let teller = Teller { dataset, claim };
    let mut said = Vec::new();
    let then = teller.finding(&check.then);
    if check.then == check.now && days.made == days.now {
        said.push(format!("As known {}: {then}", days.now));
    } else if check.then == check.now {
        said.push(format!("As known {} and {}: {then}", days.made, days.now));
    } else {
        said.push(format!("As known {}: {then}", days.made));
        let now = teller.finding(&check.now);
        said.push(format!("As known {}: {now}", days.now));
    }
    let answered = |one: &Finding<'_>| {
        let unanswered = [Outcome::Unchecked, Outcome::NotComparable];
        !unanswered.contains(&one.outcome)
    };
    if answered(&check.then) || answered(&check.now) {
        said.extend(taken(&claim.says).map(|text| format!("Here {text}.")));
    }
    // A note weighs everything that is known today; on an earlier day it was not written.
    let note = claim.note.as_ref().map(String::from);
    said.extend(note.filter(|_| days.as_of == AsOf::Latest));
    said
}

/// How the word of a claim is taken, where that is not plain.
fn taken(says: &Assertion) -> Option<String> {
    let bound = match says {
        Assertion::Value(bound) | Assertion::Share { bound, .. } => Some(bound),
        Assertion::Change { course, .. } | Assertion::Rate { course, .. } => course.by.as_ref(),
        Assertion::Extreme { .. } | Assertion::Place { .. } => None,
    };
    bound?.taken()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_aloud_as_words() {
        assert_eq!(
            spoken("~✗?"),
            "supported then, revised since, contradicted, cannot be checked"
        );
        assert_eq!(
            spoken("✗ Contradicted: Over a quarter"),
            "Contradicted: Over a quarter"
        );
        assert_eq!(spoken("~1,500 people"), "~1,500 people");
        assert_eq!(spoken(""), "");
        assert!(!spoken(&legend()).contains(['✓', '~', '✗', '≠', '‖', '?']));
    }
}
