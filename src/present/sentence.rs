//! Sentences made from the numbers: what a title says, why two figures are not compared.

use crate::figures::record::SeriesRef;
use crate::figures::series::first_break;
use crate::figures::{
    Break, Cell, Dataset, Indicator, Measure, ObsStatus, Period, PeriodKind, Segment, Series,
};
use crate::measure::{self, Change, Extreme, Incomparable};

use super::number;

/// Below this count a change is told in numbers: a percentage of a few dozen says too much.
const FEW: f64 = 50.0;

/// A relative change smaller than this is about the size of a usual revision and is not told
/// as a rise or a fall.
const LITTLE: f64 = 0.005;

/// One figure of a series, as sentences tell it.
pub struct Story<'s, 'a> {
    indicator: &'s Indicator,
    breaks: Vec<&'s Break>,
    /// The indicator's short title with the cuts of the series.
    name: String,
    /// Figures of one kind of period, oldest first.
    cells: &'s [Cell<'a>],
    at: usize,
}

impl<'s, 'a> Story<'s, 'a> {
    /// The story of the cell at a position among those of one kind of period.
    pub fn new(dataset: &'s Dataset, series: &SeriesRef, cells: &'s [Cell<'a>], at: usize) -> Self {
        let indicator = dataset.indicator(series.indicator);
        let mut name = String::from(&indicator.short);
        if !series.key.is_total() {
            let cuts = dataset.codelists.cuts(&series.key).to_lowercase();
            name.push_str(&format!(" ({cuts})"));
        }
        Self {
            indicator,
            breaks: indicator.breaks_of(&series.key),
            name,
            cells,
            at,
        }
    }

    fn cell(&self) -> &'s Cell<'a> {
        &self.cells[self.at]
    }

    /// The value, how it moved and whether it is a record.
    pub fn title(&self) -> String {
        let value = self.value();
        let period = in_period(self.cell().period);
        let mut text = match self.moved() {
            Some((change, before)) => {
                let verb = self.verb(change);
                let than = self.than(change, before);
                format!("{} {verb} {value} {period}, {than}", self.name)
            }
            None => format!("{}: {value} {period}", self.name),
        };
        text.push_str(&self.record().unwrap_or_default());
        text
    }

    /// The same for little room: "NRM referrals: 23,411 in 2025".
    pub fn brief(&self) -> String {
        let value = number::short(self.cell().stands.value, &self.indicator.unit);
        let period = in_period(self.cell().period);
        format!("{}: {value} {period}", self.indicator.short)
    }

    /// The change for a card: "33% more than in 2010 (710)", or why there is none.
    pub fn change(&self) -> String {
        let Some(before) = measure::compared_with(self.cell().period) else {
            return String::new();
        };
        let Some(earlier) = self.cells.iter().find(|cell| cell.period == before) else {
            return format!("no figure {} to compare with", in_period(before));
        };
        match measure::change(earlier, self.cell(), &self.breaks) {
            Ok(change) => {
                let value = number::short(earlier.stands.value, &self.indicator.unit);
                format!("{} ({value})", self.than(change, before))
            }
            Err(reason) => incomparable(&reason, before),
        }
    }

    /// The value with the words that its status calls for.
    fn value(&self) -> String {
        let cell = self.cell();
        let value = number::words(cell.stands.value, &self.indicator.unit);
        let mut extra: Vec<&str> = Vec::new();
        if cell.is_revised() {
            extra.push("revised");
        }
        let said = [
            ObsStatus::Estimated,
            ObsStatus::Provisional,
            ObsStatus::PartPeriod,
        ];
        let statuses = cell.stands.status.iter().filter(|one| said.contains(one));
        extra.extend(statuses.map(ObsStatus::words));
        if extra.is_empty() {
            value
        } else {
            format!("{value} ({})", extra.join(", "))
        }
    }

    fn moved(&self) -> Option<(Change, Period)> {
        let before = measure::compared_with(self.cell().period)?;
        let earlier = self.cells.iter().find(|cell| cell.period == before)?;
        let change = measure::change(earlier, self.cell(), &self.breaks).ok()?;
        Some((change, before))
    }

    fn counts(&self) -> bool {
        self.indicator.measure == Measure::Count
    }

    fn is_little(&self, change: Change) -> bool {
        let ratio = change.ratio().unwrap_or(1.0);
        self.counts() && change.from >= FEW && ratio.abs() < LITTLE
    }

    fn verb(&self, change: Change) -> &'static str {
        let difference = change.difference();
        if difference == 0.0 || self.is_little(change) {
            "stood at"
        } else if difference > 0.0 {
            "rose to"
        } else {
            "fell to"
        }
    }

    /// "22% more than in 2024", "7 more than in 2012", "3 percentage points less than …".
    fn than(&self, change: Change, before: Period) -> String {
        let difference = change.difference();
        let period = in_period(before);
        if difference == 0.0 {
            return format!("the same as {period}");
        }
        if self.is_little(change) {
            return format!("about the same as {period}");
        }
        let word = if difference > 0.0 { "more" } else { "less" };
        if self.indicator.measure == Measure::Percent {
            let points = number::apart(difference);
            return format!("{points} percentage points {word} than {period}");
        }
        match change
            .ratio()
            .filter(|_| !self.counts() || change.from >= FEW)
        {
            Some(ratio) => format!("{} {word} than {period}", number::growth(ratio)),
            None => format!("{} {word} than {period}", number::apart(difference)),
        }
    }

    /// Whether the figure is the highest or lowest of the unbroken run up to it, said only of
    /// the newest one: of an older one it would be read as "to this day".
    fn record(&self) -> Option<String> {
        // A lead over the one before that is no rise is none over others either.
        let is_little = |(change, _)| self.is_little(change);
        if self.at + 1 < self.cells.len() || self.moved().is_some_and(is_little) {
            return None;
        }
        let period = self.cell().period;
        let segment = self.run()?;
        let (extreme, since) = measure::extreme(segment, period)?;
        let word = match extreme {
            Extreme::Highest => "highest",
            Extreme::Lowest => "lowest",
        };
        let at = self.cells.iter().position(|cell| cell.period == since)?;
        Some(match at.checked_sub(1).map(|at| self.cells[at].period) {
            None => format!(" and the {word} since the series here begins in {since}"),
            Some(before) if first_break(&self.breaks, before, since).is_some() => {
                format!(" and the {word} since the break in the series in {since}")
            }
            Some(before) if before.next() == Some(since) => {
                format!(" and the {word} since {since}, before which figures cannot be compared")
            }
            Some(_) => format!(" and the {word} since {since}, before which figures are missing"),
        })
    }

    fn run(&self) -> Option<Segment<'s, 'a>> {
        let period = self.cell().period;
        let holds = |cell: &Cell<'_>| cell.period == period;
        let segments = Series::segments(self.cells, &self.breaks);
        segments.into_iter().find(|one| one.cells.iter().any(holds))
    }
}

/// Why a figure is not compared with the one before.
pub fn incomparable(reason: &Incomparable<'_>, before: Period) -> String {
    match reason {
        Incomparable::Break(_) => format!("not compared with {before}: break in series [b]"),
        Incomparable::PartPeriod(period) => {
            format!("not compared with {before}: {period} is a part period")
        }
        Incomparable::NoNumber(period) => {
            format!("not compared with {before}: no exact number for {period}")
        }
        Incomparable::Kind => "not compared: periods of different length".to_owned(),
        Incomparable::Definition => format!("not compared with {before}: another definition"),
    }
}

/// The text with a capital first.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

/// "in 2011", "in Q3 2011", "in Oct 2012", "from 1 Apr 2012 to 2 Jan 2013".
pub fn in_period(period: Period) -> String {
    match period.kind() {
        PeriodKind::Span => format!("from {period}"),
        _ => format!("in {period}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::AsOf;
    use crate::figures::testing::series;

    #[test]
    fn a_change_that_is_told_in_numbers_has_their_separators() {
        let day = "2026-11-23".parse().expect("a day");
        let dataset = crate::load::embedded(day).dataset.expect("the record");
        let found = dataset.find_series("nrm-referrals/uk").expect("a series");
        let change = |from, to| {
            let rows = series(&[("2012", from), ("2013", to)]);
            let cells = rows.as_of(AsOf::Latest);
            Story::new(&dataset, &found, &cells, 1).change()
        };
        assert_eq!(change("20", "1256"), "1,236 more than in 2012 (20)");
        assert_eq!(change("20", "13"), "7 less than in 2012 (20)");
    }

    #[test]
    fn what_is_about_the_same_as_the_year_before_is_no_record() {
        let day = "2026-11-23".parse().expect("a day");
        let dataset = crate::load::embedded(day).dataset.expect("the record");
        let found = dataset.find_series("nrm-referrals/uk").expect("a series");
        let title = |last| {
            let rows = series(&[("2021", "12727"), ("2022", "16938"), ("2023", last)]);
            let cells = rows.as_of(AsOf::Latest);
            Story::new(&dataset, &found, &cells, 2).title()
        };
        let same = "NRM referrals stood at 17,004 in 2023, about the same as in 2022";
        assert_eq!(title("17004"), same);
        let begin = "and the highest since the series here begins in 2021";
        assert!(title("17904").ends_with(begin), "{}", title("17904"));
    }
}
