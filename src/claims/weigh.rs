//! One claim against the evidence of one day.

use chrono::Datelike;

use crate::figures::claim::{Assertion, Bound, Claim, Course, End, Scale, Word};
use crate::figures::record::SeriesRef;
use crate::figures::series::first_break;
use crate::figures::{Cell, DimensionId, ObsStatus, Period, Qualifier, SeriesKey, Value};
use crate::measure::{self, Change, Incomparable};

use super::{Apart, Finding, Grounds, Knowledge, Outcome, Used};

/// What follows for a claim from the evidence.
pub fn weigh<'d>(claim: &Claim, known: &Knowledge<'d>) -> Finding<'d> {
    let Claim {
        series,
        period,
        says,
        ..
    } = claim;
    let Some(cell) = known.cell(series, *period) else {
        let mut finding = missing_figure(known, series, *period);
        let near = known.overlapping(series, *period).into_iter();
        finding.others = near.map(|cell| Used::of(series, &cell)).collect();
        return finding;
    };
    let about = About {
        series,
        cell: &cell,
        known,
    };
    match says {
        Assertion::Value(bound) => about.value(bound),
        Assertion::Share { whole, bound } => about.share(whole, bound),
        Assertion::Change { from, course } => about.change(*from, course),
        Assertion::Rate { from, course } => about.rate(*from, course),
        Assertion::Extreme { end, since } => about.extreme(*end, *since),
        Assertion::Place { place, among } => about.place(*place, *among),
    }
}

/// The finding that there is no evidence for a figure.
fn missing_figure<'d>(known: &Knowledge<'d>, series: &SeriesRef, period: Period) -> Finding<'d> {
    Finding::unchecked(if known.only_itself(series, period) {
        Grounds::OnlyItself(period)
    } else {
        Grounds::NoFigure(period)
    })
}

/// The figure that a claim is about, with the evidence.
struct About<'a, 'd> {
    series: &'a SeriesRef,
    cell: &'a Cell<'d>,
    known: &'a Knowledge<'d>,
}

impl From<bool> for Outcome {
    /// Whether what is claimed holds.
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

impl<'d> About<'_, 'd> {
    fn used(&self) -> Used<'d> {
        Used::of(self.series, self.cell)
    }

    fn value(&self, bound: &Bound) -> Finding<'d> {
        let stands = self.cell.stands.value;
        let outcome = settled(stands, bound);
        let grounds = match (stands.quantity(), outcome) {
            (Some(one), _) if is_number(one.qualifier) => Grounds::Value(one.amount.to_f64()),
            (_, Outcome::Unchecked) if !has_ends(stands) => Grounds::NoNumber(self.cell.period),
            _ => Grounds::Limit,
        };
        let mut finding = Finding::new(outcome, grounds, vec![self.used()]);
        let own = self.known.own_revision(self.series, self.cell);
        let rivals = self.known.rivals(self.cell).into_iter().chain(own);
        let other = |one: &&crate::figures::Observation| {
            let other = settled(one.value, bound);
            other != outcome && other != Outcome::Unchecked
        };
        finding.others = rivals
            .filter(other)
            .map(|value| Used {
                series: self.series.clone(),
                value,
            })
            .collect();
        if !finding.others.is_empty() {
            finding.outcome = Outcome::Depends;
        }
        finding
    }

    fn share(&self, whole: &SeriesRef, bound: &Bound) -> Finding<'d> {
        let Some(wholes) = self.known.cell(whole, self.cell.period) else {
            return missing_figure(self.known, whole, self.cell.period);
        };
        let shares = measure::shares_of(self.cell, &wholes);
        let Some(newest) = shares.first() else {
            return Finding::unchecked(Grounds::NoShare);
        };
        let percent = 100.0 * newest.ratio;
        let used = vec![
            Used {
                series: self.series.clone(),
                value: newest.part,
            },
            Used {
                series: whole.clone(),
                value: newest.whole,
            },
        ];
        Finding::new(
            Outcome::from(bound.holds(percent)),
            Grounds::Share(percent),
            used,
        )
    }

    /// The figure of an earlier period with the change since, or why there is none.
    fn since(&self, from: Period) -> Result<(Change, Vec<Used<'d>>), Finding<'d>> {
        let Some(earlier) = self.known.cell(self.series, from) else {
            return Err(missing_figure(self.known, self.series, from));
        };
        let used = vec![self.used(), Used::of(self.series, &earlier)];
        let breaks = self.known.breaks(self.series);
        match measure::change(&earlier, self.cell, &breaks) {
            Ok(change) => Ok((change, used)),
            Err(reason) => Err(Finding::incomparable(&reason, used)),
        }
    }

    fn change(&self, from: Period, course: &Course) -> Finding<'d> {
        let (change, used) = match self.since(from) {
            Ok(found) => found,
            Err(finding) => return finding,
        };
        let difference = change.difference();
        let way = course.way.is_of(difference);
        let size = |by: &Bound| match by.scale {
            Scale::Unit => Some(difference.abs()),
            Scale::Percent => change.ratio().map(|ratio| 100.0 * ratio.abs()),
        };
        let by = course.by.as_ref();
        let far = by.is_none_or(|by| size(by).is_some_and(|size| by.holds(size)));
        Finding::new(Outcome::from(way && far), Grounds::Moved(change), used)
    }

    fn rate(&self, from: Period, course: &Course) -> Finding<'d> {
        let (change, used) = match self.since(from) {
            Ok(found) => found,
            Err(finding) => return finding,
        };
        let years = self.years_since(from).filter(|_| change.from > 0.0);
        let Some(years) = years.filter(|_| change.to > 0.0) else {
            let grounds = Grounds::Apart(Apart::NoRate);
            return Finding::new(Outcome::NotComparable, grounds, used);
        };
        let percent = 100.0 * ((change.to / change.from).powf(1.0 / f64::from(years)) - 1.0);
        let way = course.way.is_of(percent);
        let by = course.by.as_ref();
        let far = by.is_none_or(|by| by.holds(percent.abs()));
        Finding::new(
            Outcome::from(way && far),
            Grounds::Rate { percent, years },
            used,
        )
    }

    /// How many years after another period this one is; none unless they begin on one day of the
    /// year.
    fn years_since(&self, from: Period) -> Option<i32> {
        let (begin, here) = (from.start(), self.cell.period.start());
        let years = here.year() - begin.year();
        (begin.with_year(here.year()) == Some(here) && years > 0).then_some(years)
    }

    /// The evidence for earlier periods of the same kind. A series may begin within a period;
    /// unless that one is asked for, the whole ones are then all there is.
    fn before(&self, since: Option<Period>) -> Vec<Cell<'d>> {
        let here = self.cell.period;
        let mut cells = self.known.cells(self.series, here.kind());
        cells.retain(|cell| cell.period < here && since.is_none_or(|from| cell.period >= from));
        let part = |cell: &Cell<'_>| cell.stands.status.has(ObsStatus::PartPeriod);
        if since.is_none() && cells.iter().any(|cell| !part(cell)) {
            let begins_within = cells.iter().take_while(|cell| part(cell)).count();
            cells.drain(..begins_within);
        }
        cells
    }

    fn extreme(&self, end: End, since: Option<Period>) -> Finding<'d> {
        let here = self.cell.period;
        let cells = self.before(since);
        let Some(first) = cells.first() else {
            let missing = since.or(here.previous()).unwrap_or(here);
            return Finding::unchecked(Grounds::NoFigure(missing));
        };
        let from = first.period;
        let used = vec![self.used()];
        let breaks = self.known.breaks(self.series);
        let mut apart = None;
        for cell in &cells {
            let change = match measure::change(cell, self.cell, &breaks) {
                Ok(change) => change,
                Err(reason) => {
                    apart.get_or_insert(reason);
                    continue;
                }
            };
            let beats = match end {
                End::Highest => change.difference() > 0.0,
                End::Lowest => change.difference() < 0.0,
            };
            if !beats {
                let used = vec![self.used(), Used::of(self.series, cell)];
                return Finding::new(Outcome::Fails, Grounds::Rival(cell.period), used);
            }
        }
        let broken = first_break(&breaks, from, here).map(Incomparable::Break);
        if let Some(reason) = broken.or(apart) {
            return Finding::incomparable(&reason, used);
        }
        let begin = since.unwrap_or(from);
        if let Some(missing) = missing(begin, here, &cells) {
            return Finding::unchecked(Grounds::NoFigure(missing));
        }
        let periods = cells.len() + 1;
        Finding::new(Outcome::Holds, Grounds::Extreme { from, periods }, used)
    }

    fn place(&self, place: u8, among: DimensionId) -> Finding<'d> {
        let period = self.cell.period;
        let Some(own) = self.cell.stands.value.exact() else {
            return Finding::unchecked(Grounds::NoNumber(period));
        };
        let whole: SeriesKey = self.series.key.without(among);
        let indicator = self.known.dataset.indicator(self.series.indicator);
        let part = |key: &SeriesKey| key.get(among).is_some() && key.without(among) == whole;
        let siblings = indicator.series.iter().filter(|one| part(&one.key));
        let siblings = siblings.filter_map(|one| {
            let series = SeriesRef {
                indicator: self.series.indicator,
                key: one.key.clone(),
            };
            let cell = self.known.cell(&series, period)?;
            has_ends(cell.stands.value).then(|| Used::of(&series, &cell))
        });
        let mut parts: Vec<(f64, Used<'d>)> = Vec::new();
        for one in siblings {
            let Some(number) = one.value.value.exact() else {
                return Finding::unchecked(Grounds::NoNumber(period));
            };
            if !measure::are_alike(one.value, self.cell.stands) {
                let used = vec![self.used(), one];
                return Finding::incomparable(&Incomparable::Definition, used);
            }
            parts.push((number, one));
        }
        parts.sort_by(|one, other| other.0.total_cmp(&one.0));
        let larger = parts.iter().filter(|(number, _)| *number > own).count();
        let tied = parts
            .iter()
            .filter(|(number, _)| number.total_cmp(&own).is_eq())
            .count();
        let found = larger + 1;
        let said = usize::from(place);
        let mut used = vec![self.used()];
        let others = parts.iter().map(|(_, used)| used.clone());
        used.extend(others.filter(|one| one.series != *self.series).take(2));
        let holds = found == said && tied == 1;
        let grounds = Grounds::Place {
            place: found,
            parts: parts.len(),
        };
        Finding::new(Outcome::from(holds), grounds, used)
    }
}

/// The first period without a figure from one to before another.
fn missing(from: Period, here: Period, cells: &[Cell<'_>]) -> Option<Period> {
    let all = std::iter::successors(Some(from), |period| period.next());
    all.take_while(|period| *period < here)
        .find(|period| cells.iter().all(|cell| cell.period != *period))
}

fn is_number(qualifier: Qualifier) -> bool {
    matches!(qualifier, Qualifier::Exact | Qualifier::About)
}

fn has_ends(value: Value) -> bool {
    matches!(value, Value::Number(_) | Value::Range(..))
}

/// Whether a published value settles a bound. A limit settles what it leaves no room for.
fn settled(value: Value, bound: &Bound) -> Outcome {
    match value {
        Value::Number(one) => {
            let amount = one.amount.to_f64();
            match one.qualifier {
                Qualifier::Exact | Qualifier::About => Outcome::from(bound.holds(amount)),
                Qualifier::Over | Qualifier::AtLeast => above(amount, bound),
                Qualifier::UpTo => below(amount, bound),
            }
        }
        Value::Range(low, high) => {
            let (low, high) = (bound.holds(low.to_f64()), bound.holds(high.to_f64()));
            if low == high {
                Outcome::from(low)
            } else {
                Outcome::Unchecked
            }
        }
        _ => Outcome::Unchecked,
    }
}

/// The figure is this number or more.
fn above(least: f64, bound: &Bound) -> Outcome {
    let said = bound.amount();
    match bound.word {
        Word::Over | Word::AtLeast if said <= least => Outcome::Holds,
        Word::Under | Word::AtMost | Word::Almost if said < least => Outcome::Fails,
        Word::Printed | Word::Exactly | Word::About | Word::JustOver
            if said < least && !bound.holds(least) =>
        {
            Outcome::Fails
        }
        _ => Outcome::Unchecked,
    }
}

/// The figure is this number or less.
fn below(most: f64, bound: &Bound) -> Outcome {
    let said = bound.amount();
    match bound.word {
        Word::Under | Word::AtMost if said >= most => Outcome::Holds,
        Word::Over | Word::AtLeast | Word::JustOver if said > most => Outcome::Fails,
        Word::Printed | Word::Exactly | Word::About | Word::Almost
            if said > most && !bound.holds(most) =>
        {
            Outcome::Fails
        }
        _ => Outcome::Unchecked,
    }
}
