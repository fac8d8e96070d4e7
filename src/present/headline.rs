//! The large numbers and the gauges of the overview.

use std::cmp::Reverse;

use crate::figures::record::{Headline, SeriesRef, Share};
use crate::figures::series::first_break;
use crate::figures::{AsOf, Break, Cell, Dataset, FigureRef, Period, PeriodKind, Series};
use crate::measure;

use super::chart::{marks, short_source};
use super::number;
use super::page::{Card, Gauge};
use super::scope::Scope;
use super::sentence::{self, Story};

/// The card of a headline series at the cursor. A series with one figure shows it at every
/// period, with its own date, because there is no other.
pub fn card(dataset: &Dataset, headline: &Headline, scope: &Scope) -> Card {
    let SeriesRef { indicator, key } = &headline.series;
    let found = dataset.series(&headline.series);
    let cells = found.map_or_else(Vec::new, |series| series.as_of(scope.as_of));
    let only = !cells.is_empty() && found.is_some_and(single);
    let at = if only {
        cells.len().checked_sub(1)
    } else {
        scope.best(cells.iter().map(|cell| cell.period))
    };
    let Some(at) = at else {
        return blank(headline, scope);
    };
    let cell = &cells[at];
    let one = dataset.indicator(*indicator);
    let detail = if only {
        alone(dataset, &headline.series, scope).to_owned()
    } else {
        let same = of_kind(&cells, cell.period.kind());
        Story::new(dataset, &headline.series, &same, position(&cells, at)).change()
    };
    Card {
        value: number::short(cell.stands.value, &one.unit),
        marks: marks(cell),
        period: if only || cell.period.kind() == scope.period.kind() {
            sentence::in_period(cell.period)
        } else {
            format!(
                "{}; none for {}",
                sentence::in_period(cell.period),
                scope.period
            )
        },
        detail,
        source: short_source(dataset, cell.stands.source),
        spark: spark(&cells, cell.period, &one.breaks_of(key)),
        figure: Some(FigureRef {
            indicator: *indicator,
            key: key.clone(),
            period: cell.period,
        }),
        ..blank(headline, scope)
    }
}

/// The card of a headline without a figure.
fn blank(headline: &Headline, scope: &Scope) -> Card {
    Card {
        label: String::from(&headline.label),
        value: "no figure".to_owned(),
        marks: String::new(),
        period: sentence::in_period(scope.period),
        detail: format!("none known {}", scope.as_of.in_words()),
        source: String::new(),
        spark: Vec::new(),
        figure: None,
    }
}

/// What to say of a figure that stands alone, as far as was known on the day.
fn alone(dataset: &Dataset, series: &SeriesRef, scope: &Scope) -> &'static str {
    let others = dataset.indicator(series.indicator).series.iter();
    let on_another_basis = others
        .filter(|other| other.key != series.key)
        .any(|other| !other.as_of(scope.as_of).is_empty());
    match scope.as_of {
        AsOf::On(_) => "only figure known then",
        AsOf::Latest if on_another_basis => "only one on this basis",
        AsOf::Latest => "only figure found; none later",
    }
}

/// Whether a series holds figures for one time alone: a month and the year around it, as two
/// publications name it, are one.
fn single(series: &Series) -> bool {
    let mut periods = series.observations().iter().map(|one| one.period);
    let Some(first) = periods.next() else {
        return false;
    };
    periods.all(|period| period.overlaps(first))
}

fn of_kind<'a>(cells: &[Cell<'a>], kind: PeriodKind) -> Vec<Cell<'a>> {
    let same = cells.iter().filter(|cell| cell.period.kind() == kind);
    same.cloned().collect()
}

/// The position among the cells of its own kind.
fn position(cells: &[Cell<'_>], at: usize) -> usize {
    let kind = cells[at].period.kind();
    let before = cells[..at].iter().filter(|cell| cell.period.kind() == kind);
    before.count()
}

/// The numbers up to a period since the last break before it, every period of its kind in turn; a
/// hole is `None`.
fn spark(cells: &[Cell<'_>], until: Period, breaks: &[&Break]) -> Vec<Option<f64>> {
    let mut spark = Vec::new();
    let same: Vec<&Cell<'_>> = cells
        .iter()
        .filter(|cell| cell.period.kind() == until.kind() && cell.period <= until)
        .collect();
    let is_broken =
        |pair: &[&Cell<'_>]| first_break(breaks, pair[0].period, pair[1].period).is_some();
    let last = same.windows(2).rposition(is_broken);
    let same = &same[last.map_or(0, |before| before + 1)..];
    let Some(first) = same.first() else {
        return spark;
    };
    let mut period = Some(first.period);
    while let Some(here) = period.filter(|here| *here <= until) {
        let cell = same.iter().find(|cell| cell.period == here);
        spark.push(cell.and_then(|cell| cell.number()));
        period = here.next();
    }
    spark
}

/// The gauge of a share at the cursor: computed within one publication where one gives part
/// and whole, else the percentage as published; where there is none for the period, the
/// newest one before it, under its own period.
pub fn gauge(dataset: &Dataset, share: &Share, scope: &Scope) -> Gauge {
    let at = |period| {
        computed(dataset, share, period, scope).or_else(|| published(dataset, share, period, scope))
    };
    // Where the cursor's own period has it, no other needs to be looked at: none is nearer.
    if let Some(gauge) = at(scope.period) {
        return gauge;
    }
    let mut periods = periods(dataset, share, scope);
    let nearness = |one: &Period| {
        let earlier = one.end() < scope.period.start();
        let same = one.kind() == scope.period.kind();
        (Reverse(earlier), scope.shared_days(*one).max(0), same, *one)
    };
    periods.retain(|one| one.start() <= scope.period.end());
    periods.sort_by_cached_key(|one| Reverse(nearness(one)));
    if let Some(mut gauge) = periods.into_iter().find_map(at) {
        let remark = format!("; none known for {}", scope.period);
        gauge.detail.push_str(&remark);
        return gauge;
    }
    Gauge {
        title: titled(&share.title, scope.period),
        ratio: None,
        value: "no figure".to_owned(),
        detail: format!("no publication known {} gives it", scope.as_of.in_words()),
        source: String::new(),
        figure: None,
    }
}

/// The periods for which a share could be known, oldest first.
fn periods(dataset: &Dataset, share: &Share, scope: &Scope) -> Vec<Period> {
    let part = share.ratio.as_ref().map(|(part, _)| part);
    let series = part.into_iter().chain(&share.published);
    let mut periods: Vec<Period> = series
        .filter_map(|one| dataset.series(one))
        .flat_map(Series::observations)
        .filter(|one| scope.as_of.knows(one.vintage.known_from))
        .map(|one| one.period)
        .collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

fn titled(title: &str, period: Period) -> String {
    format!("{title}, {period}")
}

fn computed(dataset: &Dataset, share: &Share, period: Period, scope: &Scope) -> Option<Gauge> {
    let (part, whole) = share.ratio.as_ref()?;
    let (parts, wholes) = (dataset.series(part)?, dataset.series(whole)?);
    let found = measure::shares(parts, wholes, period, scope.as_of);
    let newest = found.first()?;
    let unit = &dataset.indicator(part.indicator).unit;
    let of = |one: &measure::ShareOf<'_>| {
        let (small, large) = (one.part.value, one.whole.value);
        format!(
            "{} of {}",
            number::short(small, unit),
            number::short(large, unit)
        )
    };
    let mut detail = of(newest);
    let mut told = vec![of(newest)];
    for earlier in &found[1..] {
        if told.contains(&of(earlier)) {
            continue;
        }
        told.push(of(earlier));
        let source = dataset.source(earlier.part.source);
        detail.push_str(&format!(
            "; {} ({}) as published {}",
            of(earlier),
            number::percent(earlier.ratio),
            source.published
        ));
    }
    Some(Gauge {
        title: titled(&share.title, period),
        ratio: Some(newest.ratio),
        value: number::percent(newest.ratio),
        detail,
        source: short_source(dataset, newest.part.source),
        figure: Some(FigureRef {
            indicator: part.indicator,
            key: part.key.clone(),
            period,
        }),
    })
}

fn published(dataset: &Dataset, share: &Share, period: Period, scope: &Scope) -> Option<Gauge> {
    let series = share.published.as_ref()?;
    let cell = dataset.series(series)?.cell(period, scope.as_of)?;
    let unit = &dataset.indicator(series.indicator).unit;
    Some(Gauge {
        title: titled(&share.title, cell.period),
        ratio: cell.number().map(|percent| percent / 100.0),
        value: number::short(cell.stands.value, unit),
        detail: "as published".to_owned(),
        source: short_source(dataset, cell.stands.source),
        figure: Some(FigureRef {
            indicator: series.indicator,
            key: series.key.clone(),
            period: cell.period,
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::testing::{broken, series};

    #[test]
    fn the_small_bars_of_a_card_begin_after_the_last_break_before_its_figure() {
        let rows = [("2013", "1"), ("2014", "2"), ("2016", "4"), ("2017", "5")];
        let whole = series(&rows);
        let cells = whole.as_of(AsOf::Latest);
        let until =
            |year: &str, breaks: &[&Break]| spark(&cells, year.parse().expect("a period"), breaks);
        let change = broken("2015-07-31");
        let bars = [Some(1.0), Some(2.0), None, Some(4.0), Some(5.0)];
        assert_eq!(until("2017", &[]), bars);
        assert_eq!(until("2017", &[&change]), bars[3..]);
        assert_eq!(until("2016", &[&change]), bars[3..4]);
        assert_eq!(until("2014", &[&change]), bars[..2], "it lies ahead");
    }
}
