//! Revisions: the value that stands less the one first published, for each period of a series
//! and over its periods.
//!
//! The words and measures are those of the OECD / Eurostat *Guidelines on Revisions Policy and
//! Analysis* (their paper on recommended summary statistics): the revision of a period is the
//! later estimate less the earlier one, the **mean revision** says whether first values are
//! biased, the **mean absolute revision** how far they are off. A period by publication table is
//! their revisions triangle; the archive of vintages is that of ALFRED (Federal Reserve Bank of
//! St. Louis).
//!
//! The rules. The first value is the oldest one given *as first published*, else the oldest one
//! of a dated publication; what is given *as revised* is no first value. A revision needs two
//! publications of different days, two exact numbers and one definition. Means are taken over
//! whole periods and never across a break; undated publications are counted, not placed.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::figures::series::first_break;
use crate::figures::{Break, Cell, Measure, ObsStatus, Observation, Period, SourceId, Standing};

use super::Change;

/// Why no revision of a cell is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unmeasured {
    /// Nothing was published for it again later, unless as the first value.
    Once,
    /// The first value is not in the record: the oldest one is given as a revision.
    FirstUnknown,
    /// Publications differ, and none gives its value as a later one.
    FirstDiffers,
    /// A value is no exact number.
    NoNumber,
    /// First and standing value were counted differently or cover different parts.
    Definition,
    /// Only undated publications give it.
    Undated,
}

/// What became of the first value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct History<'a> {
    /// The period.
    pub period: Period,
    /// The value as first published, if a dated publication gives it.
    pub first: Option<&'a Observation>,
    /// The value that stands.
    pub latest: &'a Observation,
    /// How many publications give a value.
    pub publications: usize,
    /// From first to standing value; no difference if it was confirmed.
    pub revision: Result<Change, Unmeasured>,
    /// The lowest and highest exact number published for it on the basis of the one that
    /// stands, undated publications included.
    pub band: Option<(f64, f64)>,
    /// What newer dated publications still give as first published in place of the value that
    /// stands.
    pub outdated: Vec<&'a Observation>,
}

impl<'a> History<'a> {
    /// The history of a cell, from what was known of it.
    pub fn of(cell: &Cell<'a>) -> Self {
        let sources: BTreeSet<SourceId> = cell.published.iter().map(|one| one.source).collect();
        let first = first(cell);
        let newer = |one: &&&Observation| {
            let is_later = one.vintage.known_from > cell.stands.vintage.known_from;
            one.vintage.dated && is_later && is_initial(one)
        };
        let stands = |one: &&&Observation| one.value == cell.stands.value;
        let outdated = cell.published.iter().filter(newer);
        Self {
            period: cell.period,
            first,
            latest: cell.stands,
            publications: sources.len(),
            revision: revision(cell, first),
            band: band(cell).and_then(|(low, high)| low.value.exact().zip(high.value.exact())),
            outdated: outdated.filter(|one| !stands(one)).copied().collect(),
        }
    }

    /// Whether the record has its value as first published, and not only as revised.
    pub fn knows_first(&self) -> bool {
        self.first
            .is_some_and(|one| !one.status.has(ObsStatus::Revised))
    }

    /// Whether its revision goes into means: measured, over the whole period and counted as
    /// its neighbours are.
    pub fn averaged(&self) -> Option<Change> {
        let is_usual = super::basis(self.latest) == [false, false];
        self.revision.ok().filter(|_| is_usual)
    }
}

/// The oldest dated value, one that is given as first published before any other; at equal
/// dates the one read nearest to its publisher.
fn first<'a>(cell: &Cell<'a>) -> Option<&'a Observation> {
    let dated = cell.published.iter().filter(|one| one.vintage.dated);
    let oldest = dated.min_by_key(|one| {
        let initial = one.status.has(ObsStatus::Initial);
        (!initial, one.vintage.known_from, one.vintage.standing)
    });
    oldest.copied()
}

fn revision(cell: &Cell<'_>, first: Option<&Observation>) -> Result<Change, Unmeasured> {
    let first = first.ok_or(Unmeasured::Undated)?;
    let latest = cell.stands;
    let given_as_revised = |one: &Observation| one.status.has(ObsStatus::Revised);
    let later = |one: &&Observation| {
        let after = one.vintage.known_from > first.vintage.known_from;
        one.vintage.dated && (after || given_as_revised(one)) && !is_initial(one)
    };
    if given_as_revised(first) {
        return Err(Unmeasured::FirstUnknown);
    }
    if !cell.published.iter().any(later) {
        let dated = cell.published.iter().filter(|one| one.vintage.dated);
        let agree = dated.map(|one| one.value).all(|one| one == first.value);
        return Err(if agree {
            Unmeasured::Once
        } else {
            Unmeasured::FirstDiffers
        });
    }
    if !super::are_alike(first, latest) {
        return Err(Unmeasured::Definition);
    }
    let numbers = first.value.exact().zip(latest.value.exact());
    numbers
        .map(|(from, to)| Change { from, to })
        .ok_or(Unmeasured::NoNumber)
}

fn is_initial(one: &Observation) -> bool {
    one.status.has(ObsStatus::Initial)
}

/// The observations with the lowest and the highest exact number on the basis of the one that
/// stands.
pub fn band<'a>(cell: &Cell<'a>) -> Option<(&'a Observation, &'a Observation)> {
    let comparable = |one: &&&Observation| super::are_alike(one, cell.stands);
    let numbers = cell.published.iter().filter(comparable);
    let exact = || {
        numbers
            .clone()
            .filter_map(|one| Some((one.value.exact()?, *one)))
    };
    let low = exact().min_by(|one, other| one.0.total_cmp(&other.0))?;
    let high = exact().max_by(|one, other| one.0.total_cmp(&other.0))?;
    Some((low.1, high.1))
}

/// The revisions of the periods between two breaks, taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The first period with a revision to average.
    pub from: Period,
    /// The last one.
    pub to: Period,
    /// How many revisions the means are taken over, those of no difference included.
    pub count: usize,
    /// Mean revision, in the unit of the series.
    pub mean: f64,
    /// Mean absolute revision, in the unit of the series.
    pub mean_absolute: f64,
    /// Mean of the revisions relative to the first values; `None` if one of those is zero.
    pub mean_relative: Option<f64>,
    /// The same without regard to sign.
    pub mean_absolute_relative: Option<f64>,
}

/// One summary a stretch between breaks that has a revision to average, oldest first.
///
/// `histories` are of one series and one kind of period, oldest first.
pub fn summaries(histories: &[History<'_>], breaks: &[&Break]) -> Vec<Summary> {
    let unbroken = |one: &History<'_>, next: &History<'_>| {
        first_break(breaks, one.period, next.period).is_none()
    };
    let stretches = histories.chunk_by(unbroken);
    stretches.filter_map(summary).collect()
}

fn summary(stretch: &[History<'_>]) -> Option<Summary> {
    let averaged = |one: &History<'_>| Some((one.period, one.averaged()?));
    let (periods, changes): (Vec<Period>, Vec<Change>) =
        stretch.iter().filter_map(averaged).unzip();
    let (from, to) = (*periods.first()?, *periods.last()?);
    let mean =
        |of: &dyn Fn(&Change) -> f64| changes.iter().map(of).sum::<f64>() / changes.len() as f64;
    let ratios: Option<Vec<f64>> = changes.iter().map(|one| one.ratio()).collect();
    let relative = |of: fn(f64) -> f64| {
        let ratios = ratios.as_ref()?;
        Some(ratios.iter().map(|one| of(*one)).sum::<f64>() / ratios.len() as f64)
    };
    Some(Summary {
        from,
        to,
        count: changes.len(),
        mean: mean(&|one| one.difference()),
        mean_absolute: mean(&|one| one.difference().abs()),
        mean_relative: relative(|ratio| ratio),
        mean_absolute_relative: relative(f64::abs),
    })
}

/// The largest revision of a series of this measure.
pub fn largest<'h, 'a>(
    histories: &'h [History<'a>],
    measure: Measure,
) -> Option<(&'h History<'a>, Change)> {
    let revised = histories
        .iter()
        .filter_map(|one| Some((one, one.revision.ok()?)))
        .filter(|(_, change)| change.difference() != 0.0);
    revised.max_by(|(_, one), (_, other)| by_size(measure, *one, *other))
}

/// Orders revisions, the largest last: percentages by their difference in points, all else by the
/// relative size and then by the difference. One from a first value of zero has no relative size,
/// and comes before all others.
pub fn by_size(measure: Measure, one: Change, other: Change) -> Ordering {
    let relative = |one: Change| match measure {
        Measure::Percent => 0.0,
        _ => one.ratio().map_or(0.0, f64::abs),
    };
    let difference = |one: Change| one.difference().abs();
    let order = relative(one).total_cmp(&relative(other));
    order.then(difference(one).total_cmp(&difference(other)))
}

/// How many of some observations were read at their publisher.
pub fn first_hand<'a>(of: impl Iterator<Item = &'a Observation>) -> usize {
    of.filter(|one| one.vintage.standing == Standing::Official)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::broken;
    use crate::figures::{AsOf, Code, DimensionId, Series, SeriesKey, StatusSet, Vintage};

    /// Period, value, status, day of publication (empty: undated).
    type Given = (&'static str, &'static str, &'static str, &'static str);

    fn series(rows: &[Given]) -> Series {
        let observation = |(at, (period, value, status, day)): (usize, &Given)| {
            let words = status.split_whitespace();
            let status = words.fold(StatusSet::default(), |set, word| {
                let known = ObsStatus::ALL.into_iter().find(|one| one.id() == word);
                set.with(known.expect(word))
            });
            let known = if day.is_empty() { "2026-11-23" } else { day };
            Observation {
                period: period.parse().expect("period"),
                value: value.parse().expect("value"),
                status,
                source: SourceId(at as u16),
                vintage: Vintage {
                    known_from: known.parse().expect("day"),
                    dated: !day.is_empty(),
                    standing: Standing::Official,
                },
                note: None,
            }
        };
        let geography = Code {
            dimension: DimensionId::GEOGRAPHY,
            index: 0,
        };
        let rows = rows.iter().enumerate().map(observation).collect();
        Series::new(SeriesKey::new(geography, []), rows)
    }

    fn histories(series: &Series, as_of: AsOf) -> Vec<History<'_>> {
        series.as_of(as_of).iter().map(History::of).collect()
    }

    fn unmeasured(rows: &[Given]) -> Option<Unmeasured> {
        histories(&series(rows), AsOf::Latest)[0].revision.err()
    }

    const REFERRALS: [Given; 9] = [
        ("2018", "6993", "initial", "2019-03-20"),
        ("2018", "6985", "revised", "2019-10-31"),
        ("2018", "6985", "revised", "2020-03-26"),
        ("2018", "6986", "revised", "2020-10-31"),
        ("2022", "16938", "initial", "2023-03-02"),
        ("2022", "16938", "initial", "2023-03-31"),
        ("2023", "17004", "initial", "2024-03-07"),
        ("2023", "16996", "revised", "2025-01-31"),
        ("2023", "16990", "revised", "2025-03-06"),
    ];

    #[test]
    fn a_revision_is_the_standing_value_less_the_first() {
        let whole = series(&REFERRALS);
        let all = histories(&whole, AsOf::Latest);
        let change = |at: usize| all[at].revision.map(Change::difference);
        assert_eq!(change(0), Ok(-7.0), "6,986 less 6,993");
        assert_eq!(change(1), Err(Unmeasured::Once), "only repeated");
        assert_eq!(change(2), Ok(-14.0), "16,990 less 17,004");
        assert_eq!(all[0].band, Some((6985.0, 6993.0)));
        assert_eq!(all[0].publications, 4);
        assert_eq!(
            largest(&all, Measure::Count).map(|(one, _)| one.period),
            Some(all[0].period)
        );
    }

    #[test]
    fn only_publications_known_by_the_day_count() {
        let whole = series(&REFERRALS);
        let then = AsOf::On("2025-01-31".parse().expect("day"));
        let all = histories(&whole, then);
        assert_eq!(all[2].revision.map(Change::difference), Ok(-8.0));
        let before = AsOf::On("2019-10-30".parse().expect("day"));
        assert_eq!(histories(&whole, before)[0].revision, Err(Unmeasured::Once));
    }

    #[test]
    fn means_net_signs_and_absolute_means_do_not() {
        // -2 and +6 on 100 and 200: mean 2, absolute 4; relative 0.5% and 2.5%.
        let whole = series(&[
            ("2016", "100", "", "2017-01-01"),
            ("2016", "98", "", "2018-01-01"),
            ("2017", "200", "", "2018-01-01"),
            ("2017", "206", "", "2019-01-01"),
            ("2018", "7", "", "2019-01-01"),
        ]);
        let found = summaries(&histories(&whole, AsOf::Latest), &[]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].count, found[0].mean), (2, 2.0));
        assert!((found[0].mean_absolute - 4.0).abs() < 1e-12);
        assert!((found[0].mean_relative.expect("no zero") - 0.005).abs() < 1e-12);
        assert!((found[0].mean_absolute_relative.expect("no zero") - 0.025).abs() < 1e-12);
    }

    #[test]
    fn no_mean_crosses_a_break_or_takes_a_part_period() {
        let whole = series(&[
            ("2013", "90", "part-period", "2014-01-01"),
            ("2013", "80", "part-period", "2015-01-01"),
            ("2014", "100", "", "2015-01-01"),
            ("2014", "101", "", "2016-01-01"),
            ("2015", "100", "", "2016-01-01"),
            ("2015", "103", "", "2017-01-01"),
        ]);
        let change = broken("2015-07-31");
        let all = histories(&whole, AsOf::Latest);
        assert_eq!(all[0].revision.map(Change::difference), Ok(-10.0));
        let found = summaries(&all, &[&change]);
        let means: Vec<_> = found.iter().map(|one| (one.count, one.mean)).collect();
        assert_eq!(means, [(1, 1.0), (1, 3.0)]);
    }

    #[test]
    fn what_cannot_be_measured_says_why() {
        let later = "2020-01-01";
        let of = |rows: [(&'static str, &'static str, &'static str); 2]| {
            unmeasured(&rows.map(|(value, status, day)| ("2019", value, status, day)))
        };
        let early = "2019-06-01";
        assert_eq!(
            of([("9", "revised", early), ("8", "revised", later)]),
            Some(Unmeasured::FirstUnknown)
        );
        assert_eq!(
            of([("9", "", early), ("8", "", early)]),
            Some(Unmeasured::FirstDiffers)
        );
        assert_eq!(
            of([("~9", "", early), ("8", "revised", later)]),
            Some(Unmeasured::NoNumber)
        );
        assert_eq!(
            of([("9", "", early), ("8", "definition-differs", later)]),
            Some(Unmeasured::Definition)
        );
        assert_eq!(
            of([("9", "", ""), ("8", "", "")]),
            Some(Unmeasured::Undated)
        );
        assert_eq!(
            of([("9", "", early), ("8", "", "")]),
            Some(Unmeasured::Once)
        );
    }

    #[test]
    fn percentages_are_revised_most_where_they_move_by_the_most_points() {
        let whole = series(&[
            ("2016", "2", "", "2017-01-01"),
            ("2016", "3", "", "2018-01-01"),
            ("2017", "50", "", "2018-01-01"),
            ("2017", "52", "", "2019-01-01"),
        ]);
        let all = histories(&whole, AsOf::Latest);
        let most = |measure| largest(&all, measure).map(|(one, _)| one.period.code());
        assert_eq!(most(Measure::Percent).as_deref(), Some("2017"));
        assert_eq!(most(Measure::Count).as_deref(), Some("2016"));
    }

    #[test]
    fn a_first_value_quoted_late_is_still_first_and_undoes_nothing() {
        let whole = series(&[
            ("2020Q2", "2209", "initial", "2020-12-31"),
            ("2020Q2", "2207", "revised", "2020-11-09"),
        ]);
        let all = histories(&whole, AsOf::Latest);
        assert_eq!(all[0].revision.map(Change::difference), Ok(-2.0));
        assert_eq!(all[0].outdated.len(), 1);
        // What was given in between, before the value that stands was confirmed, is no first value.
        let whole = series(&[
            ("2020Q2", "2207", "revised", "2020-11-09"),
            ("2020Q2", "2209", "", "2020-12-31"),
            ("2020Q2", "2207", "", "2021-05-06"),
        ]);
        let mut rows = whole.observations().to_vec();
        rows[2].vintage.standing = Standing::Press;
        let whole = Series::new(whole.key, rows);
        let all = histories(&whole, AsOf::Latest);
        assert_eq!(all[0].latest.vintage.known_from.to_string(), "2020-11-09");
        assert_eq!(all[0].outdated, [] as [&Observation; 0]);
    }
}
