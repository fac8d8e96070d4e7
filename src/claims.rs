//! Claims checked against the record, as it was known on the item's day and as it is known now
//! (schema.org: `ClaimReview`).
//!
//! The rules. What an item says is not its own evidence: values of the publication that makes
//! the claim are left out, unless it is the publisher of the figure itself. On the item's day
//! counts what had been published by then; a publication of which only the month or year is
//! shown counts if that holds the day. A share takes both numbers from one publication; a
//! change, a rate and a rank are never taken across a break. Another publication of standing
//! that came out with or after the value that stands, and would change the answer, makes the
//! claim disputed. So does a figure that only the item itself gave on its day, where later
//! publications give another one: it may have been right when it was written.

mod knowledge;
mod weigh;

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::figures::claim::Claim;
use crate::figures::record::SeriesRef;
use crate::figures::{AsOf, Break, Cell, Dataset, Observation, Period, Published, SourceId};
use crate::measure::{Change, Incomparable};

pub use knowledge::Knowledge;
pub use weigh::weigh;

/// What the record says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It holds on both days, or on the one on which it can be checked.
    Supported,
    /// It held on the item's day; the figure was revised since, and it no longer holds.
    SupportedThen,
    /// It does not hold.
    Contradicted,
    /// Publications disagree, and the answer depends on which is taken.
    Disputed,
    /// A break, a change of basis or a part period lies between the figures.
    NotComparable,
    /// There is no figure to check it by.
    Unchecked,
}

impl Verdict {
    /// Every verdict, in the order in which they are explained.
    pub const ALL: [Self; 6] = [
        Self::Supported,
        Self::SupportedThen,
        Self::Contradicted,
        Self::Disputed,
        Self::NotComparable,
        Self::Unchecked,
    ];
}

/// What follows from what was known on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The figures are as the claim says.
    Holds,
    /// They are not.
    Fails,
    /// It depends on the publication.
    Depends,
    /// They cannot be compared.
    NotComparable,
    /// There are none.
    Unchecked,
}

/// A claim checked on two days.
#[derive(Clone, Debug, PartialEq)]
pub struct Check<'d> {
    /// What follows from both.
    pub verdict: Verdict,
    /// By what was known on the item's day.
    pub then: Finding<'d>,
    /// By what is known now.
    pub now: Finding<'d>,
}

/// A claim checked by what was known on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<'d> {
    /// The answer.
    pub outcome: Outcome,
    /// Why.
    pub grounds: Grounds<'d>,
    /// The values that it rests on, the claim's own figure first.
    pub used: Vec<Used<'d>>,
    /// Values of other publications that would change the answer; where there is no figure to
    /// answer by, those of periods that overlap the claim's.
    pub others: Vec<Used<'d>>,
}

/// A value that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used<'d> {
    /// Its series.
    pub series: SeriesRef,
    /// The value as one publication gave it.
    pub value: &'d Observation,
}

/// Why a [`Finding`] is as it is: numbers in the unit of the figure or in percent.
#[derive(Clone, Debug, PartialEq)]
pub enum Grounds<'d> {
    /// The figure is this number.
    Value(f64),
    /// The figure is a limit or a range that does not settle the claim, or settles it.
    Limit,
    /// The part is so many percent of the whole, in one publication.
    Share(f64),
    /// The figure moved.
    Moved(Change),
    /// It changed by so many percent a year over so many years.
    Rate {
        /// Percent a year, compounded.
        percent: f64,
        /// How many years.
        years: i32,
    },
    /// It is the highest or lowest of so many periods from one on.
    Extreme {
        /// The first of them.
        from: Period,
        /// How many, the claim's own included.
        periods: usize,
    },
    /// Another period stands before it.
    Rival(Period),
    /// It stands at this place among so many parts.
    Place {
        /// 1 for the largest.
        place: usize,
        /// How many parts were published.
        parts: usize,
    },
    /// The series breaks between the figures.
    Break(&'d Break),
    /// They cannot be compared for another reason.
    Apart(Apart),
    /// No figure of this period was published by anyone but the item itself.
    OnlyItself(Period),
    /// No figure of this period was known.
    NoFigure(Period),
    /// No publication gives both part and whole.
    NoShare,
    /// The figure of this period is withheld, missing or no single exact number.
    NoNumber(Period),
}

/// Why two figures are not compared, but for a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Apart {
    /// One of them covers only part of its period.
    PartPeriod(Period),
    /// They are of periods of different length.
    Kind,
    /// They were counted by different definitions.
    Definition,
    /// There is no rate from zero, or over no whole number of years.
    NoRate,
}

/// By whom a claim was made, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The day, the last one of a part date; none for a claim of the reader's own.
    pub day: Option<NaiveDate>,
    /// The first day of a part date.
    pub first: Option<NaiveDate>,
    /// The publication.
    pub by: Option<SourceId>,
}

impl Made {
    /// Made on a date, by a publication if that is known.
    pub fn on(date: Published, by: Option<SourceId>) -> Self {
        let first = match date {
            Published::Within(period) => Some(period.start()),
            Published::Day(_) | Published::Undated => None,
        };
        Self {
            day: date.known_from(),
            first,
            by,
        }
    }

    /// The days on which it may have been made, the last first: of a part date the last one,
    /// and each on which the publications known were others.
    fn days(self, dataset: &Dataset) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.day.into_iter().collect();
        let (Some(last), Some(first)) = (self.day, self.first) else {
            return days;
        };
        let known_from = dataset.sources.iter().map(|one| one.published.known_from());
        let eves = known_from.filter_map(|day| day?.pred_opt());
        days.extend(eves.filter(|day| (first..last).contains(day)));
        days.sort_by_key(|day| Reverse(*day));
        days.dedup();
        days
    }
}

/// Checks a claim by what was known on the day on which it was made, and by what is known as of
/// another, the "now" of the check. Where only the month or year of an item is shown, it is
/// taken as made on the latest day of it on which the claim holds.
pub fn check<'d>(dataset: &'d Dataset, claim: &Claim, made: Made, as_of: AsOf) -> Check<'d> {
    let on = |as_of| weigh(claim, &Knowledge::new(dataset, as_of, made.by));
    let now = on(as_of);
    let mut findings = made
        .days(dataset)
        .into_iter()
        .map(|day| on(AsOf::On(day)))
        .peekable();
    let last = findings.peek().cloned();
    let holding = findings.find(|one| one.outcome == Outcome::Holds);
    let then = holding.or(last).unwrap_or_else(|| now.clone());
    let verdict = verdict(&then, &now);
    Check { verdict, then, now }
}

/// The verdict of two days: that of the item's day, unless nothing could be checked then. A
/// figure that only the item gave is disputed by later ones, which may be revisions.
fn verdict(then: &Finding<'_>, now: &Finding<'_>) -> Verdict {
    match (then.outcome, now.outcome) {
        (Outcome::Holds | Outcome::Unchecked, Outcome::Holds) => Verdict::Supported,
        (Outcome::Holds, Outcome::Depends) => Verdict::Disputed,
        (Outcome::Holds, _) => Verdict::SupportedThen,
        (Outcome::Unchecked, Outcome::Fails) if matches!(then.grounds, Grounds::OnlyItself(_)) => {
            Verdict::Disputed
        }
        (Outcome::Unchecked, now) => of(now),
        (then, _) => of(then),
    }
}

fn of(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Holds => Verdict::Supported,
        Outcome::Fails => Verdict::Contradicted,
        Outcome::Depends => Verdict::Disputed,
        Outcome::NotComparable => Verdict::NotComparable,
        Outcome::Unchecked => Verdict::Unchecked,
    }
}

impl<'d> Finding<'d> {
    fn new(outcome: Outcome, grounds: Grounds<'d>, used: Vec<Used<'d>>) -> Self {
        Self {
            outcome,
            grounds,
            used,
            others: Vec::new(),
        }
    }

    /// The finding that nothing can be said.
    fn unchecked(grounds: Grounds<'d>) -> Self {
        Self::new(Outcome::Unchecked, grounds, Vec::new())
    }

    /// The finding that two figures cannot be compared.
    fn incomparable(reason: &Incomparable<'d>, used: Vec<Used<'d>>) -> Self {
        let (outcome, grounds) = match *reason {
            Incomparable::Break(one) => (Outcome::NotComparable, Grounds::Break(one)),
            Incomparable::PartPeriod(period) => (
                Outcome::NotComparable,
                Grounds::Apart(Apart::PartPeriod(period)),
            ),
            Incomparable::Kind => (Outcome::NotComparable, Grounds::Apart(Apart::Kind)),
            Incomparable::Definition => (Outcome::NotComparable, Grounds::Apart(Apart::Definition)),
            Incomparable::NoNumber(period) => (Outcome::Unchecked, Grounds::NoNumber(period)),
        };
        Self::new(outcome, grounds, used)
    }
}

impl<'d> Used<'d> {
    /// The value that stands in a cell of a series.
    fn of(series: &SeriesRef, cell: &Cell<'d>) -> Self {
        Self {
            series: series.clone(),
            value: cell.stands,
        }
    }
}
