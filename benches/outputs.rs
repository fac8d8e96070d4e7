//! Outputs: each page built and written, and the report of the whole record.

use std::sync::LazyLock;

use divan::Bencher;
use trafficdash::export::format::{FORMATS, Format};
use trafficdash::export::{Header, Sheet, Shown, report as written};
use trafficdash::export::{claims, csv, indicators, json, observations, sources as sources_list};
use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load;
use trafficdash::present::pages::news::Desk;
use trafficdash::present::pages::{data, news, overview, revisions, sources, topic};
use trafficdash::present::report::{self, Report};
use trafficdash::present::review;
use trafficdash::present::{Page, Scope};
use trafficdash::tui::still::{self, Look};
use trafficdash::tui::theme::Theme;

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    let today = "2026-11-23".parse().expect("a day");
    load::embedded(today).dataset.expect("the record")
});

static SCOPE: LazyLock<Scope> = LazyLock::new(|| Scope::opening(&RECORD));

const PAGES: [&str; 8] = [
    "overview",
    "victims",
    "groups",
    "justice",
    "news",
    "revisions",
    "sources",
    "data",
];

fn page(name: &str) -> Page {
    let of_topic = |one| topic::page(&RECORD, one, topic::Choice::default(), &SCOPE);
    match name {
        "overview" => overview::page(&Desk::of_record(&RECORD, &SCOPE)),
        "victims" => of_topic(Topic::Victims),
        "groups" => of_topic(Topic::Groups),
        "justice" => of_topic(Topic::Justice),
        "news" => news::page(&Desk::of_record(&RECORD, &SCOPE), 0),
        "revisions" => revisions::page(&RECORD, &revisions::Choice::default(), &SCOPE),
        "sources" => sources::page(&RECORD, 0, &SCOPE),
        _ => data::page(&RECORD, 0, data::Sort::Figure, &SCOPE),
    }
}

fn main() {
    // What is read once is not measured.
    LazyLock::force(&SCOPE);
    divan::main();
}

#[divan::bench(args = PAGES)]
fn build(bencher: Bencher, name: &str) {
    bencher.bench(|| page(name));
}

fn write(bencher: Bencher, name: &str, format: Format) {
    let page = page(name);
    let look = Look {
        theme: Theme::default(),
        width: 100,
    };
    bencher.bench(|| {
        let shown = Shown {
            page: &page,
            scope: &SCOPE,
            dataset: &RECORD,
        };
        still::write(&shown, format, &look).expect("it can be written")
    });
}

/// The overview in each format, pictures among them.
#[divan::bench(args = FORMATS.iter().map(|row| row.name))]
fn overview_as(bencher: Bencher, name: &str) {
    write(bencher, "overview", Format::parse(name).expect("a format"));
}

/// The page with most rows.
#[divan::bench(args = ["text", "plain", "csv", "json", "md", "html"])]
fn data_as(bencher: Bencher, name: &str) {
    write(bencher, "data", Format::parse(name).expect("a format"));
}

/// The page with most charts.
#[divan::bench(args = ["html", "svg", "png"])]
fn justice_as(bencher: Bencher, name: &str) {
    write(bencher, "justice", Format::parse(name).expect("a format"));
}

/// The lists, as rows.
#[divan::bench(args = ["observations", "sources", "indicators", "claims"])]
fn list_as_csv(bencher: Bencher, name: &str) {
    bencher.bench(|| csv::write(&sheet(name)));
}

#[divan::bench(args = ["observations", "claims"])]
fn list_as_json(bencher: Bencher, name: &str) {
    let header = Header::new(&RECORD, AsOf::Latest);
    bencher.bench(|| json::write(&header, &sheet(name)));
}

fn sheet(name: &str) -> Sheet {
    let (record, as_of) = (&*RECORD, AsOf::Latest);
    match name {
        "observations" => observations::sheet(record, &observations::Selection::default()),
        "sources" => sources_list::sheet(record, as_of),
        "indicators" => indicators::sheet(record, as_of),
        _ => claims::sheet(record, &review::of_items(record, as_of), as_of),
    }
}

fn whole() -> Report {
    report::report(&RECORD, &[], AsOf::Latest)
}

#[divan::bench]
fn report_built(bencher: Bencher) {
    bencher.bench(whole);
}

#[divan::bench]
fn report_as_html(bencher: Bencher) {
    let report = whole();
    bencher.bench(|| written::html(&report));
}

#[divan::bench]
fn report_as_markdown(bencher: Bencher) {
    let report = whole();
    bencher.bench(|| written::markdown(&report));
}
