//! What may be taken as evidence for a claim: what had been published by a day, without the
//! publication that makes the claim.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::figures::record::SeriesRef;
use crate::figures::{
    AsOf, Break, Cell, Dataset, ObsStatus, Observation, Period, PeriodKind, SourceId, Standing,
};

/// The evidence on one day.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'d> {
    /// The record.
    pub dataset: &'d Dataset,
    /// The day; none for everything that is known now.
    day: Option<NaiveDate>,
    /// The publication that makes the claim.
    by: Option<SourceId>,
}

impl<'d> Knowledge<'d> {
    /// What may have been known on a day, or everything.
    pub fn new(dataset: &'d Dataset, as_of: AsOf, by: Option<SourceId>) -> Self {
        Self {
            dataset,
            day: as_of.day(),
            by,
        }
    }

    /// All evidence for a figure, with the value that stands.
    pub fn cell(&self, series: &SeriesRef, period: Period) -> Option<Cell<'d>> {
        Cell::among(
            self.published(series, period)
                .filter(|one| self.counts(one))
                .collect(),
        )
    }

    /// Whether the only publication of a figure is the one that makes the claim.
    pub fn only_itself(&self, series: &SeriesRef, period: Period) -> bool {
        let mut all = self
            .published(series, period)
            .filter(|one| self.was_out(one));
        let any = all.next();
        any.is_some_and(|first| self.is_itself(first) && all.all(|one| self.is_itself(one)))
    }

    /// The evidence for other periods that share days with one, the most days first.
    pub fn overlapping(&self, series: &SeriesRef, period: Period) -> Vec<Cell<'d>> {
        let near = |one: Period| one != period && one.overlaps(period);
        let shared = |one: Period| one.end().min(period.end()) - one.start().max(period.start());
        let mut cells = self.where_period(series, near);
        cells.sort_by_key(|cell| Reverse(shared(cell.period)));
        cells
    }

    /// The evidence for every period of one kind, oldest first.
    pub fn cells(&self, series: &SeriesRef, kind: PeriodKind) -> Vec<Cell<'d>> {
        self.where_period(series, |one| one.kind() == kind)
    }

    fn where_period(&self, series: &SeriesRef, is: impl Fn(Period) -> bool) -> Vec<Cell<'d>> {
        let Some(found) = self.dataset.series(series) else {
            return Vec::new();
        };
        let wanted = |one: &&'d Observation| is(one.period);
        let all: Vec<&'d Observation> = found.observations().iter().filter(wanted).collect();
        all.chunk_by(|one, next| one.period == next.period)
            .filter_map(|cell| {
                let counting = cell.iter().copied().filter(|one| self.counts(one));
                Cell::among(counting.collect())
            })
            .collect()
    }

    /// The breaks of a series.
    pub fn breaks(&self, series: &SeriesRef) -> Vec<&'d Break> {
        self.dataset
            .indicator(series.indicator)
            .breaks_of(&series.key)
    }

    /// Values of publications of standing that came out with or after the value that stands,
    /// and give another one. What was given as first published, or before a publication of
    /// standing gave the value that stands once more, is no rival but an earlier vintage.
    pub fn rivals(&self, cell: &Cell<'d>) -> Vec<&'d Observation> {
        let stands = cell.stands;
        let same = || {
            let same = cell.published.iter();
            same.filter(|one| one.value == stands.value)
        };
        let known_from = |one: &&'d Observation| one.vintage.known_from;
        let confirmed = same().filter(|one| of_standing(one)).map(known_from);
        let since = confirmed.max().or_else(|| same().map(known_from).min());
        let revised = |one: &&Observation| one.status.has(ObsStatus::Revised);
        let any_revised = cell.published.iter().any(revised);
        let rival = |one: &&&Observation| {
            let later = Some(one.vintage.known_from) >= since;
            let outdated = any_revised && one.status.has(ObsStatus::Initial);
            let another = one.value != stands.value && one.vintage.dated;
            another && later && !outdated && of_standing(one)
        };
        cell.published.iter().filter(rival).copied().collect()
    }

    /// The value that the item itself gives as a revision later than all evidence: it may be
    /// right where older publications differ.
    pub fn own_revision(&self, series: &SeriesRef, cell: &Cell<'d>) -> Option<&'d Observation> {
        let newest = cell.published.iter().map(|one| one.vintage.known_from);
        let newest = newest.max();
        let later = |one: &&Observation| {
            let revised = one.status.has(ObsStatus::Revised) && one.vintage.dated;
            revised && Some(one.vintage.known_from) > newest
        };
        self.published(series, cell.period)
            .filter(|one| self.was_out(one) && self.is_itself(one))
            .find(later)
    }

    fn published(
        &self,
        series: &SeriesRef,
        period: Period,
    ) -> impl Iterator<Item = &'d Observation> + use<'d> {
        let found = self.dataset.series(series);
        let all = found.map_or(&[][..], |one| one.observations());
        all.iter().filter(move |one| one.period == period)
    }

    fn counts(&self, one: &Observation) -> bool {
        self.was_out(one) && !self.is_itself(one)
    }

    /// Whether it had been published; of a part date that holds the day it may have been.
    fn was_out(&self, one: &Observation) -> bool {
        let published = self.dataset.source(one.source).published;
        self.day
            .is_none_or(|day| published.known_from().is_some() && !published.begins_after(day))
    }

    /// Whether it is the claim itself: a publisher's own figure is the figure.
    fn is_itself(&self, one: &Observation) -> bool {
        let second_hand = !matches!(
            one.vintage.standing,
            Standing::Official | Standing::OfficialCopy
        );
        second_hand && self.by == Some(one.source)
    }
}

/// Whether a publication may dispute another.
fn of_standing(one: &Observation) -> bool {
    matches!(
        one.vintage.standing,
        Standing::Official | Standing::OfficialCopy | Standing::Research
    )
}
