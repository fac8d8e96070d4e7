//! What follows from published figures: changes, shares and ranks. A change is never taken
//! across a break, a gap or a part period, and a share only within one publication
//! (Code of Practice for Statistics, Q1: suitable data; GSS guidance on comparability).

pub mod index;
pub mod revision;

use crate::figures::series::first_break;
use crate::figures::{
    AsOf, Break, Cell, Dataset, FigureRef, IndicatorId, ObsStatus, Observation, Period, PeriodKind,
    Segment, Series,
};

/// A change from an earlier to a later figure of one series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The earlier number.
    pub from: f64,
    /// The later number.
    pub to: f64,
}

impl Change {
    /// The later number less the earlier one, in the unit of the series.
    pub fn difference(self) -> f64 {
        self.to - self.from
    }

    /// The difference as a ratio of the earlier number; `None` if that is zero.
    pub fn ratio(self) -> Option<f64> {
        (self.from != 0.0).then(|| self.difference() / self.from)
    }
}

/// Why two figures of a series are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incomparable<'b> {
    /// The series breaks between them.
    Break(&'b Break),
    /// One of them covers only part of its period.
    PartPeriod(Period),
    /// One of them is no single exact number.
    NoNumber(Period),
    /// They are periods of different kinds, or spans of different length.
    Kind,
    /// They were counted by different definitions.
    Definition,
}

/// The change between two cells of one series, the earlier given first.
pub fn change<'b>(
    earlier: &Cell<'_>,
    later: &Cell<'_>,
    breaks: &[&'b Break],
) -> Result<Change, Incomparable<'b>> {
    if !earlier.period.is_as_long_as(later.period) {
        return Err(Incomparable::Kind);
    }
    for cell in [earlier, later] {
        if cell.stands.status.has(ObsStatus::PartPeriod) {
            return Err(Incomparable::PartPeriod(cell.period));
        }
        if cell.stands.value.exact().is_none() {
            return Err(Incomparable::NoNumber(cell.period));
        }
    }
    if let Some(one) = first_break(breaks, earlier.period, later.period) {
        return Err(Incomparable::Break(one));
    }
    let differs = |cell: &Cell<'_>| cell.stands.status.has(ObsStatus::DefinitionDiffers);
    if differs(earlier) != differs(later) {
        return Err(Incomparable::Definition);
    }
    let numbers = earlier.stands.value.exact().zip(later.stands.value.exact());
    numbers
        .map(|(from, to)| Change { from, to })
        .ok_or(Incomparable::NoNumber(later.period))
}

/// The period that a figure is compared with: the one before, or for a quarter the same
/// quarter a year earlier, so that the season does not count as a trend.
pub fn compared_with(period: Period) -> Option<Period> {
    match period.kind() {
        PeriodKind::Year | PeriodKind::FinancialYear => period.previous(),
        PeriodKind::Quarter => (0..4).try_fold(period, |one, _| one.previous()),
        PeriodKind::Month | PeriodKind::Span => None,
    }
}

/// Whether a number is higher or lower than all others of its stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    /// Higher than every other.
    Highest,
    /// Lower than every other.
    Lowest,
}

/// Whether the cell of a period is the highest or lowest of at least three figures in a row up to
/// it that can be compared with it, with the first period of those.
pub fn extreme(segment: Segment<'_, '_>, period: Period) -> Option<(Extreme, Period)> {
    let cells = segment.cells;
    let at = cells.iter().position(|cell| cell.period == period)?;
    let before = cells[..at].iter().rev();
    let changes: Vec<(Period, f64)> = before
        .map_while(|cell| {
            Some((
                cell.period,
                change(cell, &cells[at], &[]).ok()?.difference(),
            ))
        })
        .collect();
    let [_, .., (first, _)] = changes[..] else {
        return None;
    };
    if changes.iter().all(|(_, difference)| *difference > 0.0) {
        Some((Extreme::Highest, first))
    } else if changes.iter().all(|(_, difference)| *difference < 0.0) {
        Some((Extreme::Lowest, first))
    } else {
        None
    }
}

/// Whether two values may be held against one another: both cover all of their period or a part of
/// it, and both were counted by the usual definition or by another one.
pub fn are_alike(one: &Observation, other: &Observation) -> bool {
    basis(one) == basis(other)
}

fn basis(one: &Observation) -> [bool; 2] {
    let apart = [ObsStatus::PartPeriod, ObsStatus::DefinitionDiffers];
    apart.map(|status| one.status.has(status))
}

/// A part of a whole, both from one publication.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareOf<'a> {
    /// The part.
    pub part: &'a Observation,
    /// The whole, in the same publication.
    pub whole: &'a Observation,
    /// Part divided by whole, from 0 to 1.
    pub ratio: f64,
}

/// The shares that publications known by the day give for a period, the newest first: each
/// divides a part and a whole of one publication, both exact and counted alike; numbers of two are
/// never mixed.
pub fn shares<'a>(
    part: &'a Series,
    whole: &'a Series,
    period: Period,
    as_of: AsOf,
) -> Vec<ShareOf<'a>> {
    let cells = part.cell(period, as_of).zip(whole.cell(period, as_of));
    cells.map_or_else(Vec::new, |(parts, wholes)| shares_of(&parts, &wholes))
}

/// The same from what was published for a part and a whole.
pub fn shares_of<'a>(parts: &Cell<'a>, wholes: &Cell<'a>) -> Vec<ShareOf<'a>> {
    let mut shares = Vec::new();
    for part in parts.published.iter().rev() {
        let same = |one: &&&Observation| one.source == part.source && are_alike(one, part);
        let Some(whole) = wholes.published.iter().find(same) else {
            continue;
        };
        let numbers = part.value.exact().zip(whole.value.exact());
        let Some((small, large)) = numbers.filter(|(small, large)| *large > 0.0 && small <= large)
        else {
            continue;
        };
        shares.push(ShareOf {
            part,
            whole,
            ratio: small / large,
        });
    }
    shares
}

/// A figure for which publications known by the day give different values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement<'a> {
    /// The figure.
    pub figure: FigureRef,
    /// What stands, and everything that was published for it.
    pub cell: Cell<'a>,
}

/// Every figure on which publications differ, in the order of indicators, keys and periods.
pub fn disagreements(dataset: &Dataset, as_of: AsOf) -> Vec<Disagreement<'_>> {
    let ids = dataset.indicators().map(|(id, _)| id);
    ids.flat_map(|id| disagreements_of(dataset, id, as_of))
        .collect()
}

/// The same for one indicator, in the order of keys and periods.
pub fn disagreements_of(
    dataset: &Dataset,
    indicator: IndicatorId,
    as_of: AsOf,
) -> Vec<Disagreement<'_>> {
    let mut found = Vec::new();
    for series in &dataset.indicator(indicator).series {
        for cell in series.as_of(as_of) {
            if cell.other_values().is_empty() {
                continue;
            }
            let figure = FigureRef {
                indicator,
                key: series.key.clone(),
                period: cell.period,
            };
            found.push(Disagreement { figure, cell });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{broken, published as series};

    #[test]
    fn growth_is_taken_from_the_earlier_figure() {
        let whole = series(&[("2010", "710", 1), ("2011", "946", 1)]);
        let cells = whole.as_of(AsOf::Latest);
        let change = change(&cells[0], &cells[1], &[]).expect("comparable");
        assert!((change.ratio().expect("not zero") - 0.332_394).abs() < 1e-6);
        assert!((change.difference() - 236.0).abs() < 1e-9);
    }

    #[test]
    fn no_change_is_taken_across_a_break_or_from_words_like_about() {
        let whole = series(&[("2014", "1", 1), ("2015", "2", 1), ("2016", "~3", 1)]);
        let cells = whole.as_of(AsOf::Latest);
        let one = broken("2015-07-31");
        assert_eq!(
            change(&cells[0], &cells[1], &[&one]),
            Err(Incomparable::Break(&one))
        );
        let about = cells[2].period;
        assert_eq!(
            change(&cells[1], &cells[2], &[&one]),
            Err(Incomparable::NoNumber(about))
        );
    }

    #[test]
    fn no_change_is_taken_from_a_part_period_or_another_definition() {
        let whole = series(&[("2014", "1", 1), ("2015", "2", 1)]);
        let with = |at: usize, status: ObsStatus| {
            let mut rows = whole.observations().to_vec();
            rows[at].status = rows[at].status.with(status);
            let whole = Series::new(whole.key.clone(), rows);
            let cells = whole.as_of(AsOf::Latest);
            change(&cells[0], &cells[1], &[]).map(Change::difference)
        };
        for at in [0, 1] {
            let period = whole.observations()[at].period;
            let apart = Err(Incomparable::PartPeriod(period));
            assert_eq!(with(at, ObsStatus::PartPeriod), apart);
            let apart = Err(Incomparable::Definition);
            assert_eq!(with(at, ObsStatus::DefinitionDiffers), apart);
            assert_eq!(with(at, ObsStatus::Estimated), Ok(1.0));
        }
    }

    #[test]
    fn a_quarter_is_compared_with_the_same_quarter_a_year_before() {
        let before = |text: &str| compared_with(text.parse().expect("period"));
        assert_eq!(before("2025Q4"), "2024Q4".parse().ok());
        assert_eq!(before("2011/12"), "2010/11".parse().ok());
        assert_eq!(before("2012-10"), None);
    }

    #[test]
    fn a_share_takes_both_numbers_from_one_publication() {
        let part = series(&[("2011", "234", 2), ("2011", "298", 7), ("2012", "5", 9)]);
        let whole = series(&[("2011", "946", 2), ("2011", "945", 7), ("2012", "9", 8)]);
        let of = |period: &str, as_of| {
            let found = shares(&part, &whole, period.parse().expect("period"), as_of);
            found.first().map(|share| (share.ratio * 1000.0).round())
        };
        assert_eq!(of("2011", AsOf::Latest), Some(315.0));
        let then = AsOf::On("2012-10-18".parse().expect("day"));
        assert_eq!(of("2011", then), Some(247.0));
        assert_eq!(of("2012", AsOf::Latest), None);
    }

    #[test]
    fn a_share_takes_exact_numbers_that_were_counted_alike() {
        let percent = |part: &str, whole: &str, status: Option<ObsStatus>| {
            let [mut part, whole] = [part, whole].map(|value| series(&[("2011", value, 2)]));
            let mut rows = part.observations().to_vec();
            rows[0].status = status.map_or(rows[0].status, |one| rows[0].status.with(one));
            part = Series::new(part.key, rows);
            let period = "2011".parse().expect("period");
            let found = shares(&part, &whole, period, AsOf::Latest);
            found.first().map(|share| (share.ratio * 100.0).round())
        };
        assert_eq!(percent("50", "200", None), Some(25.0));
        assert_eq!(percent("50", "200", Some(ObsStatus::Revised)), Some(25.0));
        for (part, whole) in [(">50", "200"), ("50", "~200"), ("[c]", "200"), ("0", "0")] {
            assert_eq!(percent(part, whole, None), None, "{part} of {whole}");
        }
        for apart in [ObsStatus::PartPeriod, ObsStatus::DefinitionDiffers] {
            assert_eq!(percent("50", "200", Some(apart)), None);
        }
    }

    #[test]
    fn spans_are_compared_if_they_are_as_long() {
        let of = |one: &str, other: &str| {
            let whole = series(&[(one, "4", 1), (other, "5", 1)]);
            let cells = whole.as_of(AsOf::Latest);
            change(&cells[0], &cells[1], &[]).map(Change::difference)
        };
        assert_eq!(of("2011-04..2012-03", "2012-04..2013-03"), Ok(1.0));
        assert_eq!(of("2012-04..2013-01-02", "2013-04..2014-01-02"), Ok(1.0));
        for other in ["2012-04..2014-03", "2012-04..2013-02", "2013"] {
            assert_eq!(of("2011-04..2012-03", other), Err(Incomparable::Kind));
        }
    }

    #[test]
    fn an_extreme_needs_two_figures_before_it_and_a_strict_lead() {
        let whole = series(&[
            ("2010", "3", 1),
            ("2011", "2", 1),
            ("2012", "5", 1),
            ("2013", "5", 1),
        ]);
        let cells = whole.as_of(AsOf::Latest);
        let segment = Series::segments(&cells, &[])[0];
        let found = |at: usize| extreme(segment, cells[at].period).map(|found| found.0);
        assert_eq!(
            [found(1), found(2), found(3)],
            [None, Some(Extreme::Highest), None]
        );
    }

    #[test]
    fn an_extreme_leaves_out_what_no_change_may_be_taken_from() {
        let of = |first: &str, status: Option<ObsStatus>| {
            let mut whole = series(&[
                ("2009", first, 1),
                ("2010", "2", 1),
                ("2011", "3", 1),
                ("2012", "4", 1),
            ]);
            let mut rows = whole.observations().to_vec();
            rows[0].status = status.map_or(rows[0].status, |one| rows[0].status.with(one));
            whole = Series::new(whole.key, rows);
            let cells = whole.as_of(AsOf::Latest);
            let segment = *Series::segments(&cells, &[]).last().expect("a stretch");
            let of = |cell: &Cell<'_>| extreme(segment, cell.period).map(|found| found.1.code());
            [of(&cells[2]), of(&cells[3])]
        };
        let since = |text: &str| Some(text.to_owned());
        assert_eq!(of("1", None), [since("2009"), since("2009")]);
        for apart in [
            of("1", Some(ObsStatus::PartPeriod)),
            of("1", Some(ObsStatus::DefinitionDiffers)),
            of(">1", None),
        ] {
            assert_eq!(apart, [None, since("2010")]);
        }
    }

    #[test]
    fn disagreements_name_every_value_but_the_one_that_stands() {
        let whole = series(&[("2011", "946", 2), ("2011", "945", 7), ("2012", "5", 9)]);
        let cells = whole.as_of(AsOf::Latest);
        let others = |at: usize| cells[at].other_values().len();
        assert_eq!([others(0), others(1)], [1, 0]);
    }
}
