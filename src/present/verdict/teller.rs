//! One finding as a sentence: the figures, the arithmetic, how far off, and the publications.

use crate::claims::{Apart, Finding, Grounds, Outcome, Used};
use crate::figures::claim::{Assertion, Bound, Claim, Course, End, Scale, Word};
use crate::figures::{Break, Dataset, Measure, Period, PeriodKind};
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
            text.push_str(&format!(" As new or newer: {}.", others.join("; ")));
        }
        text
    }

    fn grounds(&self, finding: &Finding<'_>) -> String {
        match &finding.grounds {
            Grounds::Value(given) => self.value(finding, *given),
            Grounds::Limit => self.limit(finding),
            Grounds::Share(percent) => self.share(finding, *percent),
            Grounds::Moved(change) => self.moved(finding, *change),
            Grounds::Rate { percent, years } => self.rate(finding, (*percent, *years)),
            Grounds::Extreme { from, periods } => self.extreme(finding, (*from, *periods)),
            Grounds::Rival(rival) => {
                let own = self.dated(finding.used.first());
                let other = self.printed(finding.used.get(1));
                let end = self.end();
                format!("{own} is not the {end}: {rival} had {other}")
            }
            Grounds::Place { place, parts } => self.place(finding, (*place, *parts)),
            Grounds::Break(one) => self.broken(finding, one),
            Grounds::Apart(apart) => {
                let figures = self.figures(finding);
                let reason = apart_in_words(*apart);
                format!("{figures} cannot be compared: {reason}")
            }
            Grounds::OnlyItself(missing) => format!(
                "No other publication gives a figure for {missing}{}",
                self.near(finding)
            ),
            Grounds::NoFigure(missing) => {
                format!("There is no figure for {missing}{}", self.near(finding))
            }
            Grounds::NoShare => format!(
                "No one publication gives both part and whole for {}",
                self.claim.period
            ),
            Grounds::NoNumber(missing) => {
                format!("There is no single exact number for {missing}")
            }
        }
    }

    fn value(&self, finding: &Finding<'_>, given: f64) -> String {
        let printed = self.printed(finding.used.first());
        let text = format!("The figure for {} is {printed}", self.claim.period);
        let Assertion::Value(bound) = &self.claim.says else {
            return text;
        };
        if bound.holds(given) {
            return format!("{text}, as the claim says");
        }
        let points = if self.of_percent() {
            " percentage points"
        } else {
            ""
        };
        let than = match bound.word {
            Word::Printed | Word::Exactly => "claimed".to_owned(),
            _ => bound.number().to_owned(),
        };
        match gap(given - bound.amount(), usize::from(bound.places)) {
            Some((size, side)) => format!("{text}, {size}{points} {side} than {than}"),
            None => format!("{text}, not {bound}"),
        }
    }

    fn limit(&self, finding: &Finding<'_>) -> String {
        let given = self.printed(finding.used.first());
        let holds = match finding.outcome {
            Outcome::Holds => "as the claim says",
            Outcome::Fails => "which the claim does not fit",
            _ => "which does not settle the claim",
        };
        format!("The figure for {} is {given}, {holds}", self.claim.period)
    }

    fn share(&self, finding: &Finding<'_>, percent: f64) -> String {
        let part = self.printed(finding.used.first());
        let whole = self.printed(finding.used.get(1));
        let share = number::percent(percent / 100.0);
        let text = format!("{part} of {whole} is {share}");
        match &self.claim.says {
            Assertion::Share { .. } if finding.outcome == Outcome::Holds => {
                format!("{text}, as the claim says")
            }
            Assertion::Share { bound, .. } => {
                format!("{text}, {}", aside(percent, bound, Scale::Percent))
            }
            _ => text,
        }
    }

    fn moved(&self, finding: &Finding<'_>, change: Change) -> String {
        let difference = change.difference();
        let decimals = usize::from(difference.fract() != 0.0);
        let size = number::signed(difference.abs(), decimals);
        let size = size.trim_start_matches('+');
        let relative = match change.ratio() {
            Some(ratio) if !self.of_percent() => {
                format!(", or {}", number::percent(ratio.abs()))
            }
            _ if self.of_percent() => " percentage points".to_owned(),
            _ => String::new(),
        };
        let course = if difference > 0.0 {
            format!("a rise of {size}{relative}")
        } else if difference < 0.0 {
            format!("a fall of {size}{relative}")
        } else {
            "no change".to_owned()
        };
        let text = format!("{} is {course}", self.earlier_to_later(finding));
        let Assertion::Change { course, .. } = &self.claim.says else {
            return text;
        };
        if finding.outcome == Outcome::Holds {
            return format!("{text}, as the claim says");
        }
        let measured = course.by.as_ref().and_then(|by| match by.scale {
            Scale::Unit => Some((by, difference.abs())),
            Scale::Percent => Some((by, 100.0 * change.ratio()?.abs())),
        });
        match measured {
            Some((by, measured)) if !by.holds(measured) && course.way.is_of(difference) => {
                format!("{text}, {}", aside(measured, by, by.scale))
            }
            _ => format!("{text}, not {course}"),
        }
    }

    fn rate(&self, finding: &Finding<'_>, (percent, years): (f64, i32)) -> String {
        let size = number::percent(percent.abs() / 100.0);
        let side = if percent < 0.0 { "less" } else { "more" };
        let years = usize::try_from(years).unwrap_or(0);
        let text = format!(
            "{} is {size} {side} a year over {}",
            self.earlier_to_later(finding),
            number::counted(years, "year", "years")
        );
        match &self.claim.says {
            _ if finding.outcome == Outcome::Holds => format!("{text}, as the claim says"),
            Assertion::Rate {
                course: Course { by: Some(by), way },
                ..
            } if way.is_of(percent) => {
                format!("{text}, {}", aside(percent.abs(), by, Scale::Percent))
            }
            Assertion::Rate { course, .. } => format!("{text}, not {course}"),
            _ => text,
        }
    }

    fn extreme(&self, finding: &Finding<'_>, (from, periods): (Period, usize)) -> String {
        let own = self.dated(finding.used.first());
        let (end, period) = (self.end(), self.claim.period);
        let kinds = plural(period.kind());
        let periods = number::count(periods);
        format!("{own} is the {end} of the {periods} {kinds} from {from} to {period}")
    }

    fn place(&self, finding: &Finding<'_>, (place, parts): (usize, usize)) -> String {
        let own = finding
            .used
            .first()
            .map_or_else(String::new, |one| self.named(one));
        let others = finding.used.iter().skip(1);
        let others: Vec<String> = others.map(|one| self.named(one)).collect();
        let (by, said) = match &self.claim.says {
            Assertion::Place { among, place } => {
                let dimension = self.dataset.codelists.dimension(*among);
                (dimension.title.to_lowercase(), usize::from(*place))
            }
            _ => (String::new(), place),
        };
        let parts = number::count(parts);
        let period = in_period(self.claim.period);
        let mut text = format!("{own} is number {place} of the {parts} published by {by} {period}");
        if finding.outcome == Outcome::Fails {
            let not = if place == said {
                ", but not alone".to_owned()
            } else {
                format!(", not number {said}")
            };
            text.push_str(&not);
        }
        if !others.is_empty() {
            let leads = if place == 1 { "next" } else { "first" };
            text.push_str(&format!("; {leads}: {}", others.join(", ")));
        }
        text
    }

    fn broken(&self, finding: &Finding<'_>, one: &Break) -> String {
        let figures = self.figures(finding);
        let reason = &one.reason;
        match &self.claim.says {
            Assertion::Extreme { .. } => {
                let kinds = plural(self.claim.period.kind());
                format!(
                    "{figures} cannot be compared with all {kinds} before it, because the series breaks: {reason}"
                )
            }
            _ => {
                format!(
                    "{figures} cannot be compared, because the series breaks between them: {reason}"
                )
            }
        }
    }

    fn end(&self) -> &'static str {
        match &self.claim.says {
            Assertion::Extreme { end, .. } => end.id(),
            _ => End::Highest.id(),
        }
    }

    fn of_percent(&self) -> bool {
        self.dataset.indicator(self.claim.series.indicator).measure == Measure::Percent
    }

    fn printed(&self, used: Option<&Used<'_>>) -> String {
        used.map_or_else(String::new, |one| {
            let unit = &self.dataset.indicator(one.series.indicator).unit;
            number::words(one.value.value, unit)
        })
    }

    /// "945 in 2011".
    fn dated(&self, used: Option<&Used<'_>>) -> String {
        let period = used.map_or(self.claim.period, |one| one.value.period);
        format!("{} {}", self.printed(used), in_period(period))
    }

    /// "From 710 in 2010 to 946 in 2011".
    fn earlier_to_later(&self, finding: &Finding<'_>) -> String {
        let (to, from) = (finding.used.first(), finding.used.get(1));
        format!("From {} to {}", self.dated(from), self.dated(to))
    }

    /// "710 in 2010 and 946 in 2011".
    fn figures(&self, finding: &Finding<'_>) -> String {
        let oldest_first = finding.used.iter().rev();
        let figures: Vec<String> = oldest_first.map(|one| self.dated(Some(one))).collect();
        figures.join(" and ")
    }

    /// "Albania 2,492".
    fn named(&self, one: &Used<'_>) -> String {
        let code = one.series.key.cuts().last();
        let name = code.map_or("", |code| self.dataset.codelists.short(*code));
        format!("{name} {}", self.printed(Some(one)))
    }

    fn with_source(&self, one: &Used<'_>) -> String {
        let source = short_source(self.dataset, one.value.source);
        format!("{} from {source}", self.printed(Some(one)))
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

/// How far a percentage or a number lies from the one said: "which is 0.3 percentage points
/// under a quarter", "which is 14 over 4,300".
fn aside(measured: f64, bound: &Bound, scale: Scale) -> String {
    let number = bound.number();
    let percent = scale == Scale::Percent;
    let points = if percent { " percentage points" } else { "" };
    let places = usize::from(bound.places).max(usize::from(percent));
    match gap(measured - bound.amount(), places) {
        Some((size, "less")) => format!("which is {size}{points} under {number}"),
        Some((size, _)) => format!("which is {size}{points} over {number}"),
        None => format!("which is not {bound}"),
    }
}

/// The size of a difference, in as many digits as it needs to be seen, and "more" or "less".
fn gap(difference: f64, places: usize) -> Option<(String, &'static str)> {
    let places = places.max(usize::from(difference.fract() != 0.0));
    let side = if difference < 0.0 { "less" } else { "more" };
    let told = (places..places + 3).map(|places| number::signed(difference.abs(), places));
    let mut told = told.skip_while(|size| size == "0");
    let size = told.next()?;
    Some((size.trim_start_matches('+').to_owned(), side))
}

fn plural(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Year => "years",
        PeriodKind::FinancialYear => "financial years",
        PeriodKind::Quarter => "quarters",
        PeriodKind::Month => "months",
        PeriodKind::Span => "periods",
    }
}

fn apart_in_words(apart: Apart) -> String {
    match apart {
        Apart::PartPeriod(period) => {
            format!("the figure for {period} covers only part of the period")
        }
        Apart::Kind => "the periods are of different length".to_owned(),
        Apart::Definition => "they were counted by different definitions".to_owned(),
        Apart::NoRate => "there is no rate from zero or over anything but whole years".to_owned(),
    }
}
