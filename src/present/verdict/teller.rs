//! One finding as a sentence: the figures, the arithmetic, how far off, and the publications.

use crate::claims::{Apart, Finding, Grounds, Outcome, Used};
use crate::figures::claim::{Assertion, Bound, Claim, Course, End, Scale};
use crate::figures::{Dataset, Measure};
use crate::measure::Change;
use crate::present::chart::short_source;
use crate::present::number;
use crate::present::sentence::in_period;

/// Tells findings of one claim.
pub struct Teller<'t> {
    /// The record.
    pub dataset: &'t Dataset,
    /// The claim.
    pub claim: &'t Claim,
}

impl Teller<'_> {
    /// The arithmetic, how far off, and the publications.
    pub fn finding(&self, finding: &Finding<'_>) -> String {
        let mut text = self.grounds(finding);
        if !text.ends_with('.') {
            text.push('.');
        }
        let sources = self.sources(&finding.used);
        if !sources.is_empty() {
            text.push_str(&format!(" Source: {sources}."));
        }
        if finding.outcome == Outcome::Depends {
            let others: Vec<String> = finding
                .others
                .iter()
                .map(|one| self.with_source(one))
                .collect();
            text.push_str(&format!(
                " But other publications give {}.",
                others.join("; ")
            ));
        }
        text
    }

    fn grounds(&self, finding: &Finding<'_>) -> String {
        let period = in_period(self.claim.period);
        match &finding.grounds {
            Grounds::Value(given) => self.value(finding, *given),
            Grounds::Limit => {
                let given = self.printed(finding.used.first());
                let holds = match finding.outcome {
                    Outcome::Holds => "which is what the claim says",
                    Outcome::Fails => "which the claim does not fit",
                    _ => "which does not settle the claim",
                };
                format!("The figure {period} is {given}, {holds}")
            }
            Grounds::Share(percent) => self.share(finding, *percent),
            Grounds::Moved(change) => self.moved(finding, *change),
            Grounds::Rate { percent, years } => self.rate(finding, (*percent, *years)),
            Grounds::Extreme { from, periods } => {
                let given = self.printed(finding.used.first());
                let end = self.end();
                format!(
                    "{given} {period} is the {end} of the {} from {from} on",
                    number::counted(*periods, "period", "periods")
                )
            }
            Grounds::Rival(rival) => {
                let own = self.printed(finding.used.first());
                let other = self.printed(finding.used.get(1));
                let end = self.end();
                format!(
                    "{own} {period} is not the {end}: it was {other} {}",
                    in_period(*rival)
                )
            }
            Grounds::Place { place, parts } => self.place(finding, (*place, *parts)),
            Grounds::Break(one) => format!("The series breaks in between: {}", one.reason),
            Grounds::Apart(apart) => apart_in_words(*apart),
            Grounds::OnlyItself => {
                format!(
                    "No other publication gives a figure {period}{}",
                    self.near(finding)
                )
            }
            Grounds::NoFigure(missing) => {
                format!(
                    "No figure {} was known{}",
                    in_period(*missing),
                    self.near(finding)
                )
            }
            Grounds::NoShare => {
                format!("No one publication gives both part and whole {period}")
            }
            Grounds::NoNumber(missing) => {
                format!("There is no single exact number {}", in_period(*missing))
            }
        }
    }

    fn value(&self, finding: &Finding<'_>, given: f64) -> String {
        let printed = self.printed(finding.used.first());
        let period = in_period(self.claim.period);
        let Assertion::Value(bound) = &self.claim.says else {
            return format!("The figure {period} is {printed}");
        };
        if finding.outcome == Outcome::Holds || bound.holds(given) {
            return format!("The figure {period} is {printed}, as the claim says");
        }
        let off = number::signed(given - bound.amount(), places(given, bound));
        format!(
            "The figure {period} is {printed}, {} ({off})",
            beside(given, bound)
        )
    }

    fn share(&self, finding: &Finding<'_>, percent: f64) -> String {
        let part = self.printed(finding.used.first());
        let whole = self.printed(finding.used.get(1));
        let share = number::percent(percent / 100.0);
        let Assertion::Share { bound, .. } = &self.claim.says else {
            return format!("{part} of {whole} is {share}");
        };
        if finding.outcome == Outcome::Holds {
            return format!("{part} of {whole} is {share}, which is {bound}");
        }
        let off = number::signed(percent - bound.amount(), 1);
        format!(
            "{part} of {whole} is {share}, which is {} ({off} percentage points)",
            beside(percent, bound)
        )
    }

    fn moved(&self, finding: &Finding<'_>, change: Change) -> String {
        let to = self.printed(finding.used.first());
        let from = self.printed(finding.used.get(1));
        let earlier = finding.used.get(1).map(|one| one.value.period);
        let earlier = earlier.map_or_else(String::new, in_period);
        let (course, by) = match &self.claim.says {
            Assertion::Change { course, .. } => (Some(course), course.by.as_ref()),
            _ => (None, None),
        };
        let difference = change.difference();
        let decimals = usize::from(difference.fract() != 0.0);
        let size = number::signed(difference, decimals);
        let indicator = self.dataset.indicator(self.claim.series.indicator);
        let relative = match change.ratio() {
            Some(ratio) if indicator.measure != Measure::Percent => {
                format!(", {}", number::signed(100.0 * ratio, 1) + "%")
            }
            _ => String::new(),
        };
        let period = in_period(self.claim.period);
        let text = format!("From {from} {earlier} to {to} {period} is {size}{relative}");
        if finding.outcome == Outcome::Holds {
            return format!("{text}, as the claim says");
        }
        let measured = by.and_then(|by| match by.scale {
            Scale::Unit => Some(difference.abs()),
            Scale::Percent => change.ratio().map(|ratio| 100.0 * ratio.abs()),
        });
        match (by, measured, course) {
            (Some(by), Some(measured), _) if !by.holds(measured) => {
                let off = number::signed(measured - by.amount(), 1);
                format!("{text}, which is {} ({off})", beside(measured, by))
            }
            (_, _, Some(course)) => format!("{text}, not {course}"),
            _ => text,
        }
    }

    fn rate(&self, finding: &Finding<'_>, (percent, years): (f64, i32)) -> String {
        let to = self.printed(finding.used.first());
        let from = self.printed(finding.used.get(1));
        let earlier = finding.used.get(1).map(|one| one.value.period);
        let earlier = earlier.map_or_else(String::new, in_period);
        let period = in_period(self.claim.period);
        let rate = number::signed(percent, 1);
        let text = format!(
            "From {from} {earlier} to {to} {period} is {rate}% a year over {}",
            number::counted(usize::try_from(years).unwrap_or(0), "year", "years")
        );
        match &self.claim.says {
            _ if finding.outcome == Outcome::Holds => format!("{text}, as the claim says"),
            Assertion::Rate {
                course: Course { by: Some(by), .. },
                ..
            } => {
                let off = number::signed(percent.abs() - by.amount(), 1);
                format!("{text}, which is {} ({off})", beside(percent.abs(), by))
            }
            _ => text,
        }
    }

    fn place(&self, finding: &Finding<'_>, (place, parts): (usize, usize)) -> String {
        let own = self.printed(finding.used.first());
        let next: Vec<String> = finding
            .used
            .iter()
            .skip(1)
            .map(|one| self.named(one))
            .collect();
        let others = if next.is_empty() {
            String::new()
        } else {
            format!(" (beside it {})", next.join(", "))
        };
        format!(
            "{own} {} is number {place} of the {} published{others}",
            in_period(self.claim.period),
            number::counted(parts, "part", "parts")
        )
    }

    fn end(&self) -> &'static str {
        match &self.claim.says {
            Assertion::Extreme { end, .. } => end.id(),
            _ => End::Highest.id(),
        }
    }

    fn printed(&self, used: Option<&Used<'_>>) -> String {
        used.map_or_else(String::new, |one| {
            let unit = &self.dataset.indicator(one.series.indicator).unit;
            number::words(one.value.value, unit)
        })
    }

    /// "Albania 2,492".
    fn named(&self, one: &Used<'_>) -> String {
        let code = one.series.key.cuts().last();
        let name = code.map_or("", |code| self.dataset.codelists.short(*code));
        format!("{name} {}", self.printed(Some(one)))
    }

    fn with_source(&self, one: &Used<'_>) -> String {
        format!(
            "{} ({})",
            self.printed(Some(one)),
            short_source(self.dataset, one.value.source)
        )
    }

    /// "; for 2012, which overlaps it, …" for a claim without a figure of its own period.
    fn near(&self, finding: &Finding<'_>) -> String {
        finding.others.first().map_or_else(String::new, |one| {
            let value = self.with_source(one);
            format!(
                "; for {}, which overlaps it, there is {value}",
                one.value.period
            )
        })
    }

    /// Every publication once.
    fn sources(&self, used: &[Used<'_>]) -> String {
        let mut names: Vec<String> = Vec::new();
        for one in used {
            let name = short_source(self.dataset, one.value.source);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join("; ")
    }
}

/// On which side of the number said it lies: "under a quarter", "more than 1,500 by more than
/// about allows".
fn beside(measured: f64, bound: &Bound) -> String {
    let number = bound.number();
    if measured < bound.amount() {
        format!("under {number}")
    } else if measured > bound.amount() {
        format!("over {number}")
    } else {
        format!("{number} itself")
    }
}

fn places(given: f64, bound: &Bound) -> usize {
    usize::from(bound.places).max(usize::from(given.fract() != 0.0))
}

fn apart_in_words(apart: Apart) -> String {
    match apart {
        Apart::PartPeriod(period) => {
            format!("The figure for {period} covers only part of the period")
        }
        Apart::Kind => "The figures are of periods of different length".to_owned(),
        Apart::Definition => "The figures were counted by different definitions".to_owned(),
        Apart::NoRate => "There is no rate from zero or over less than a year".to_owned(),
    }
}
