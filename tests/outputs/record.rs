//! The shipped record and its pages with charts.

use trafficdash::export::Shown;
use trafficdash::export::format::{self, Format};
use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load;
use trafficdash::present::pages::news::Desk;
use trafficdash::present::pages::{overview, topic};
use trafficdash::present::{Body, Page, Panel, Plot, Scope, report};

pub fn record() -> Dataset {
    let today = "2026-11-23".parse().expect("day");
    load::embedded(today).dataset.expect("the record")
}

pub fn scope(as_of: &str, period: &str) -> Scope {
    Scope {
        period: period.parse().expect("period"),
        as_of: as_of.parse::<AsOf>().expect("day"),
        filter: String::new(),
    }
}

/// Every page with charts of one series, then and now, by year and by quarter; those of several
/// are read back in `several.rs`.
pub fn pages(dataset: &Dataset) -> Vec<(Page, Scope)> {
    let mut pages = Vec::new();
    for (as_of, period) in [
        ("2012-10-18", "2011"),
        ("2026-11-23", "2025"),
        ("2026-11-23", "2025Q3"),
        ("2026-11-23", "2018/19"),
        ("2001-01-01", "2000"),
    ] {
        let scope = scope(as_of, period);
        pages.push((
            overview::page(&Desk::of_record(dataset, &scope)),
            scope.clone(),
        ));
        for one in [Topic::Victims, Topic::Groups, Topic::Justice] {
            let page = topic::page(dataset, one, topic::Choice::default(), &scope);
            pages.push((page, scope.clone()));
        }
    }
    for (page, _) in &mut pages {
        let single = |panel: &Panel| !matches!(panel.body, Body::Plots(_));
        page.panels.retain(single);
    }
    pages
}

pub fn text(dataset: &Dataset, (page, scope): &(Page, Scope), format: Format) -> String {
    let shown = Shown {
        page,
        scope,
        dataset,
    };
    String::from_utf8(format::write(&shown, format, 100).unwrap_or_default()).expect("text")
}

pub fn plots(page: &Page) -> impl Iterator<Item = &Plot> {
    page.panels.iter().filter_map(|panel| match &panel.body {
        Body::Plot(plot) => Some(plot),
        _ => None,
    })
}

pub fn reported(dataset: &Dataset, names: &[&str], as_of: &str) -> report::Report {
    let ids: Vec<_> = names
        .iter()
        .map(|name| dataset.find_indicator(name).expect("an indicator"))
        .collect();
    report::report(dataset, &ids, as_of.parse().expect("day"))
}
