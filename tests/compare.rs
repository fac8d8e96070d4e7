//! Comparison on the record: what stands on one axis, what does not, and that an index is never
//! taken across a break.

use std::sync::LazyLock;

use proptest::prelude::*;
use trafficdash::figures::record::SeriesRef;
use trafficdash::figures::series::first_break;
use trafficdash::figures::{AsOf, Dataset, Measure, Period};
use trafficdash::load;
use trafficdash::present::pages::compare::{self, As, Choice, Toggled, catalogue};
use trafficdash::present::{Arrangement, Body, Page, Plots, Scope};

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    let today = "2026-11-23".parse().expect("day");
    load::embedded(today).dataset.expect("the record")
});

fn scope(as_of: &str, period: &str) -> Scope {
    Scope {
        period: period.parse().expect("period"),
        as_of: as_of.parse().expect("day"),
        filter: String::new(),
    }
}

fn choice(names: &[&str], shown_as: As) -> Choice {
    let find = |name: &&str| RECORD.find_series(name).expect(name);
    Choice {
        series: names.iter().map(find).collect(),
        shown_as,
    }
}

fn page(names: &[&str], shown_as: As, as_of: &str, period: &str) -> Page {
    compare::page(&RECORD, &choice(names, shown_as), &scope(as_of, period))
}

fn plots(page: &Page) -> &Plots {
    match &page.panels[0].body {
        Body::Plots(plots) => plots,
        other => panic!("no plots: {other:?}"),
    }
}

/// Label and text of every entry of a series that has a text.
fn told(plots: &Plots, strand: usize) -> Vec<(&str, &str)> {
    let data = plots.strands[strand].plot.data.iter();
    data.filter(|one| !one.text.is_empty())
        .map(|one| (one.label.as_str(), one.text.as_str()))
        .collect()
}

fn reasons(page: &Page) -> String {
    match &page.panels[2].body {
        Body::Text(text) => {
            let lines: Vec<&str> = text.iter().map(|one| one.text.as_str()).collect();
            lines.join("\n")
        }
        other => panic!("no text: {other:?}"),
    }
}

const ADULTS: &str = "nrm-referrals/uk/age=adult";
const CHILDREN: &str = "nrm-referrals/uk/age=child";
const REFERRALS: &str = "nrm-referrals/uk";
const REPORTS: &str = "dtn-reports/england-wales";

#[test]
fn what_counts_the_same_thing_stands_on_one_axis() {
    let page = page(&[ADULTS, CHILDREN], As::Values, "2026-11-23", "2023");
    let plots = plots(&page);
    assert_eq!(plots.arrangement, Arrangement::Lines);
    assert_eq!(
        page.panels[0].title,
        "In 2023: Adults 8,622; Children 7,432"
    );
    assert!(told(plots, 0).contains(&("2023", "8,622")));
}

#[test]
fn what_counts_different_things_stands_apart_and_says_so() {
    let page = page(&[REFERRALS, REPORTS], As::Values, "2026-11-23", "2025");
    assert_eq!(plots(&page).arrangement, Arrangement::Apart);
    assert!(page.panels[0].subtitle.contains("heights are not compared"));
    let text = reasons(&page);
    assert!(text.contains("They count different things"), "{text}");
    assert!(text.contains("different bases"), "{text}");
    assert!(text.contains("different places"), "{text}");
}

#[test]
fn an_index_begins_after_the_last_break_before_the_cursor() {
    let of = |period| page(&[ADULTS, CHILDREN], As::Index, "2026-11-23", period);
    let late = of("2023");
    assert!(late.panels[0].title.contains("(2015 = 100)"));
    let children = told(plots(&late), 1);
    assert!(children.contains(&("2014", "[z]")), "{children:?}");
    assert!(children.contains(&("2015", "100.0")), "{children:?}");
    // 7,432 of 978, the values that stand for 2023 and 2015.
    assert!(children.contains(&("2023", "759.9")), "{children:?}");
    let early = of("2011");
    // 2009 covers nine months only, so 2010 is the base: 298 of 187.
    let children = told(plots(&early), 1);
    assert!(children.contains(&("2009", "[z]")), "{children:?}");
    assert!(children.contains(&("2010", "100.0")), "{children:?}");
    assert!(children.contains(&("2011", "159.4")), "{children:?}");
    assert!(children.contains(&("2015", "[z]")), "{children:?}");
}

#[test]
fn an_index_is_that_of_the_day() {
    let of = |as_of| {
        let page = page(&[REFERRALS], As::Index, as_of, "2011");
        let index = told(plots(&page), 0);
        let found = index.into_iter().find(|(label, _)| *label == "2011");
        found.expect("2011").1.to_owned()
    };
    // 946 of 710 then, 945 of 712 now.
    assert_eq!([of("2012-10-18"), of("2026-11-23")], ["133.2", "132.7"]);
}

#[test]
fn kinds_of_period_are_not_mixed_on_an_axis() {
    let convicted = "cps-flagged-convictions/england-wales";
    let suspects = "cps-suspects-referred/england-wales";
    let names = [REFERRALS, convicted, suspects];
    let page = page(&names, As::Values, "2026-11-23", "2019");
    let names: Vec<&str> = plots(&page)
        .strands
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let text = reasons(&page);
    assert!(
        text.contains("published by financial year (April to March) only"),
        "{text}"
    );
}

#[test]
fn shares_get_no_index() {
    let rate = "nrm-cg-positive-rate/uk";
    let page = page(&[REFERRALS, rate], As::Index, "2026-11-23", "2023");
    assert_eq!(plots(&page).strands.len(), 1);
    assert!(reasons(&page).contains("compared as values"));
}

#[test]
fn nothing_chosen_and_nothing_known_are_said() {
    let empty = page(&[], As::Values, "2026-11-23", "2025");
    assert!(empty.panels[0].title.contains("Nothing to compare"));
    let early = page(&[REPORTS], As::Index, "2001-01-01", "2000");
    assert!(plots(&early).strands.is_empty());
    assert!(reasons(&early).contains("no figure was known on this day"));
}

#[test]
fn a_fifth_series_finds_no_room() {
    let mut choice = Choice::default();
    let all = catalogue(&RECORD, AsOf::Latest);
    let toggled: Vec<Toggled> = all[..5]
        .iter()
        .map(|one| choice.toggle(&one.series))
        .collect();
    assert_eq!(toggled[3..], [Toggled::In, Toggled::Full]);
    assert_eq!(choice.toggle(&all[0].series), Toggled::Out);
    assert_eq!(choice.series.len(), 3);
}

#[test]
fn every_series_is_found_by_its_name() {
    for series in RECORD.all_series() {
        let name = RECORD.series_code(&series);
        assert_eq!(RECORD.find_series(&name), Some(series), "{name}");
    }
    assert_eq!(RECORD.find_series("nrm-referrals"), None);
    assert_eq!(RECORD.find_series("nrm-referrals/uk/age"), None);
}

/// The number of an index as printed.
fn number(text: &str) -> Option<f64> {
    text.replace(',', "").parse().ok()
}

/// The base that the title names.
fn base(page: &Page) -> Option<Period> {
    let (_, rest) = page.panels[0].title.split_once('(')?;
    rest.split_once(" = 100")?.0.parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_two_unit_types_share_an_axis_and_no_index_crosses_a_break(
        at in prop::collection::vec(0..230_usize, 1..5),
        day in prop_oneof![Just("2012-10-18"), Just("2019-06-01"), Just("2026-11-23")],
        period in prop_oneof![Just("2011"), Just("2016"), Just("2023"), Just("2022Q4"), Just("2018/19")],
        index in any::<bool>(),
    ) {
        let all: Vec<SeriesRef> = RECORD.all_series().collect();
        let series: Vec<SeriesRef> = at.iter().map(|at| all[at % all.len()].clone()).collect();
        let shown_as = if index { As::Index } else { As::Values };
        let scope = scope(day, period);
        let page = compare::page(&RECORD, &Choice { series, shown_as }, &scope);
        let plots = plots(&page);
        let of = |at: usize| {
            let figures = plots.strands[at].plot.data.iter().find_map(|one| one.figure.as_ref());
            RECORD.indicator(figures.expect("a figure").indicator)
        };
        let all: Vec<_> = (0..plots.strands.len()).map(of).collect();
        let one_axis = !matches!(plots.arrangement, Arrangement::Apart);
        if one_axis && !index {
            let mut types = all.iter().map(|one| (&one.unit_type.id, &one.unit.id));
            let first = types.next();
            prop_assert!(types.all(|one| Some(one) == first));
        }
        if let Some(base) = base(&page) {
            for (strand, indicator) in plots.strands.iter().zip(&all) {
                prop_assert_eq!(indicator.measure, Measure::Count);
                for datum in &strand.plot.data {
                    let Some(shown) = number(&datum.text) else { continue };
                    let figure = datum.figure.as_ref().expect("a figure");
                    let breaks = indicator.breaks_of(&figure.key);
                    let (from, to) = (base.min(figure.period), base.max(figure.period));
                    prop_assert!(from == to || first_break(&breaks, from, to).is_none());
                    let value = |period| {
                        let series = indicator.series(&figure.key)?;
                        series.cell(period, scope.as_of)?.number()
                    };
                    let wanted = 100.0 * value(figure.period).expect("one") / value(base).expect("one");
                    prop_assert!((shown - wanted).abs() <= 0.0501, "{shown} {wanted}");
                }
            }
        }
    }
}
