//! What is measured of the shipped record, over all of its series and on several days: no change
//! that the rules forbid, no share of two publications, nothing of what has no date too early.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use trafficdash::figures::record::Cells;
use trafficdash::figures::{
    AsOf, BreakEffect, Cell, Dataset, ObsStatus, PeriodKind, Qualifier, Topic,
};
use trafficdash::load;
use trafficdash::measure::{self, Incomparable};
use trafficdash::present::pages::topic;
use trafficdash::present::{Body, Scope};

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    load::embedded(day("2026-11-23"))
        .dataset
        .expect("the record")
});

const DAYS: [&str; 5] = [
    "2012-10-18",
    "2017-11-20",
    "2020-06-30",
    "2024-03-07",
    "today",
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

fn is_exact(cell: &Cell<'_>) -> bool {
    let quantity = cell.stands.value.quantity();
    quantity.is_some_and(|one| one.qualifier == Qualifier::Exact)
}

/// Whether the rules allow a change from one cell to another, written down once more.
fn may_change(earlier: &Cell<'_>, later: &Cell<'_>) -> bool {
    let has = |cell: &Cell<'_>, status| cell.stands.status.has(status);
    let is_whole = |cell| !has(cell, ObsStatus::PartPeriod);
    let kind = earlier.period.kind();
    let days = |cell: &Cell<'_>| (cell.period.end() - cell.period.start()).num_days();
    is_exact(earlier)
        && is_exact(later)
        && is_whole(earlier)
        && is_whole(later)
        && kind == later.period.kind()
        && (kind != PeriodKind::Span || days(earlier).abs_diff(days(later)) <= 3)
        && has(earlier, ObsStatus::DefinitionDiffers) == has(later, ObsStatus::DefinitionDiffers)
}

#[test]
fn no_change_is_taken_that_the_rules_forbid() {
    let (mut taken, mut refused, mut broken) = (0, 0, 0);
    for as_of in DAYS {
        let as_of: AsOf = as_of.parse().expect(as_of);
        for (_, indicator) in RECORD.indicators() {
            for series in &indicator.series {
                let breaks = indicator.breaks_of(&series.key);
                let cells = series.as_of(as_of);
                let pairs = (0..cells.len())
                    .flat_map(|at| cells[at + 1..].iter().map(move |later| (at, later)));
                for (at, later) in pairs {
                    let earlier = &cells[at];
                    let between = breaks.iter().any(|one| {
                        let is_after = one.from > earlier.period.end();
                        one.effect == BreakEffect::Break
                            && is_after
                            && one.from <= later.period.end()
                    });
                    let change = measure::change(earlier, later, &breaks);
                    let place = format!("{} {} {}", indicator.id, earlier.period, later.period);
                    let may = may_change(earlier, later);
                    assert_eq!(change.is_ok(), may && !between, "{place}: {change:?}");
                    match change {
                        Ok(_) => taken += 1,
                        Err(Incomparable::Break(_)) => broken += 1,
                        Err(_) => refused += 1,
                    }
                }
            }
        }
    }
    assert!(
        taken > 1000 && refused > 100 && broken > 100,
        "{taken} {refused} {broken}"
    );
}

#[test]
fn every_share_of_the_overview_divides_numbers_of_one_publication() {
    let ratios = RECORD.outline.shares.iter();
    let ratios: Vec<_> = ratios.filter_map(|share| share.ratio.as_ref()).collect();
    let mut found = 0;
    for as_of in DAYS {
        let as_of: AsOf = as_of.parse().expect(as_of);
        for (part, whole) in &ratios {
            let [parts, wholes] = [part, whole].map(|one| RECORD.series(one).expect("a series"));
            for cell in parts.as_of(as_of) {
                for share in measure::shares(parts, wholes, cell.period, as_of) {
                    assert_eq!(share.part.source, share.whole.source);
                    assert_eq!(share.part.period, share.whole.period);
                    assert!((0.0..=1.0).contains(&share.ratio));
                    for one in [share.part, share.whole] {
                        assert!(as_of.knows(one.vintage.known_from));
                    }
                    found += 1;
                }
            }
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn a_publication_without_a_date_is_known_from_the_day_of_the_record() {
    let before = AsOf::On(RECORD.retrieved - Days::new(1));
    let mut found = 0;
    for (_, indicator) in RECORD.indicators() {
        for series in &indicator.series {
            for one in series.observations() {
                if one.vintage.dated {
                    continue;
                }
                found += 1;
                assert_eq!(one.vintage.known_from, RECORD.retrieved);
                let cell = series.cell(one.period, before);
                let seen = cell.is_some_and(|cell| cell.published.contains(&one));
                assert!(!seen, "{} {}", indicator.id, one.period);
            }
        }
    }
    assert!(found > 0);
}

#[test]
fn the_people_of_a_table_are_added_and_written_however_many_they_are() {
    let mut dataset = RECORD.clone();
    let mut tables = dataset.cells.to_vec();
    let table = &mut tables[0];
    let mut scope = Scope::opening(&RECORD);
    scope.period = table.period;
    let columns = table.labels.len();
    table.cells = Cells::default();
    for _ in 0..2 {
        table.cells.push(vec![0; columns], u32::MAX);
    }
    dataset.cells = tables.into();
    let choice = topic::Choice::default();
    let page = topic::page(&dataset, Topic::Victims, choice, &scope);
    let panel = page.panels.iter().find(|panel| panel.id == "cells");
    let panel = panel.expect("the table");
    assert!(
        panel.subtitle.starts_with("2 groups, 8,589,934,590 people"),
        "{}",
        panel.subtitle
    );
    let Body::Table(table) = &panel.body else {
        panic!("a table");
    };
    assert_eq!(
        table.rows[0].cells.last().map(String::as_str),
        Some("4,294,967,295")
    );
}
