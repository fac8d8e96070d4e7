//! A series: the observations of an indicator at one key, and what of it may be joined.

use serde::{Deserialize, Serialize};

use super::codelist::SeriesKey;
use super::indicator::{Break, BreakEffect};
use super::later::Later;
use super::observation::{ObsStatus, Observation};
use super::period::{Period, PeriodKind};
use super::vintage::{AsOf, Cell};

/// An indicator at one code of each dimension; observations ordered by period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Series {
    /// Where in the indicator it stands.
    pub key: SeriesKey,
    observations: Later<Observation>,
}

impl Series {
    /// A series of observations in file order; they are ordered by period here.
    pub fn new(key: SeriesKey, mut observations: Vec<Observation>) -> Self {
        // To sort them takes room for half of them once more, and files are mostly in order.
        if !observations.is_sorted_by_key(|one| one.period) {
            observations.sort_by_key(|one| one.period);
        }
        Self {
            key,
            observations: observations.into(),
        }
    }

    /// Every published value, ordered by period and then as in the file.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Whether anybody has asked for its values.
    #[cfg(test)]
    pub fn is_read(&self) -> bool {
        self.observations.is_read()
    }

    /// For each period the observation that stands on the day, oldest period first.
    pub fn as_of(&self, as_of: AsOf) -> Vec<Cell<'_>> {
        self.observations()
            .chunk_by(|one, next| one.period == next.period)
            .filter_map(|cell| Cell::as_of(cell, as_of))
            .collect()
    }

    /// The same for the periods of one kind.
    pub fn of_kind(&self, kind: PeriodKind, as_of: AsOf) -> Vec<Cell<'_>> {
        let mut cells = self.as_of(as_of);
        cells.retain(|cell| cell.period.kind() == kind);
        cells
    }

    /// All that was known of one period.
    pub fn cell(&self, period: Period, as_of: AsOf) -> Option<Cell<'_>> {
        let all = self.observations();
        let from = all.partition_point(|one| one.period < period);
        let to = all.partition_point(|one| one.period <= period);
        Cell::as_of(&all[from..to], as_of)
    }

    /// Cuts cells of one kind into the stretches that a line may join: neighbours in time,
    /// numbers of one definition, and no break between them. The only place where this is decided.
    pub fn segments<'c, 'a>(cells: &'c [Cell<'a>], breaks: &[&Break]) -> Vec<Segment<'c, 'a>> {
        let mut segments = Vec::new();
        let mut start = 0;
        for at in 0..cells.len() {
            let joined = cells.get(at + 1).is_some_and(|next| {
                let here = &cells[at];
                here.period.next() == Some(next.period)
                    && here.number().is_some()
                    && next.number().is_some()
                    && is_defined_apart(here) == is_defined_apart(next)
                    && first_break(breaks, here.period, next.period).is_none()
            });
            if !joined {
                segments.push(Segment {
                    cells: &cells[start..=at],
                });
                start = at + 1;
            }
        }
        segments
    }
}

/// Whether it was counted by another definition than its series.
fn is_defined_apart(cell: &Cell<'_>) -> bool {
    cell.stands.status.has(ObsStatus::DefinitionDiffers)
}

/// Neighbouring cells that a line may join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'c, 'a> {
    /// At least one cell, oldest first.
    pub cells: &'c [Cell<'a>],
}

/// The first break that lies between two periods, the earlier given first.
pub fn first_break<'b>(breaks: &[&'b Break], earlier: Period, later: Period) -> Option<&'b Break> {
    breaks
        .iter()
        .find(|one| one.effect == BreakEffect::Break && one.lies_between(earlier, later))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::AsOf;
    use crate::figures::testing::{broken, series};

    fn lengths(series: &Series, breaks: &[&Break]) -> Vec<usize> {
        let cells = series.as_of(AsOf::Latest);
        let segments = Series::segments(&cells, breaks);
        segments.iter().map(|segment| segment.cells.len()).collect()
    }

    #[test]
    fn a_missing_year_and_a_missing_value_are_gaps() {
        let gap = series(&[("2009", "1"), ("2010", "2"), ("2012", "3"), ("2013", "[x]")]);
        assert_eq!(lengths(&gap, &[]), [2, 1, 1]);
    }

    #[test]
    fn no_stretch_crosses_a_break() {
        let whole = series(&[("2013", "1"), ("2014", "2"), ("2015", "3"), ("2016", "4")]);
        let change = broken("2015-07-31");
        assert_eq!(lengths(&whole, &[&change]), [2, 2]);
        let caution = Break {
            effect: BreakEffect::Caution,
            ..change
        };
        assert_eq!(lengths(&whole, &[&caution]), [4]);
    }

    #[test]
    fn figures_of_two_definitions_are_never_joined() {
        let whole = series(&[("2013", "1"), ("2014", "2"), ("2015", "3"), ("2016", "4")]);
        let mut rows = whole.observations().to_vec();
        for row in &mut rows[2..] {
            row.status = row.status.with(ObsStatus::DefinitionDiffers);
        }
        assert_eq!(lengths(&Series::new(whole.key, rows), &[]), [2, 2]);
    }

    #[test]
    fn kinds_of_period_are_never_joined() {
        let mixed = series(&[
            ("2011", "1"),
            ("2012", "2"),
            ("2012/13", "3"),
            ("2013Q1", "4"),
        ]);
        assert_eq!(lengths(&mixed, &[]), [2, 1, 1]);
    }

    #[test]
    fn a_cell_is_found_by_its_period() {
        let whole = series(&[("2013", "1"), ("2014", "2"), ("2014", "5")]);
        let cell = whole.cell("2014".parse().expect("period"), AsOf::Latest);
        assert_eq!(cell.expect("known").published.len(), 2);
        assert!(
            whole
                .cell("2015".parse().expect("period"), AsOf::Latest)
                .is_none()
        );
    }
}
