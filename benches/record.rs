//! The record: loading and checking it, also when it is many times as large, standing values as
//! of a day, and the pages made of it.

use std::hint::black_box;
use std::sync::LazyLock;

use chrono::NaiveDate;
use divan::Bencher;

use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load::{self, FileSet, Loaded};
use trafficdash::present::pages::news::Desk;
use trafficdash::present::pages::{data, news, overview, provenance, sources, topic};
use trafficdash::present::{Page, Scope, review};

fn main() {
    divan::main();
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    let loaded = load::embedded(today());
    assert_eq!(loaded.problems, []);
    loaded.dataset.expect("the record")
});

/// The built-in record with every indicator this many times, each copy under an id of its own.
fn repeated(times: usize) -> FileSet {
    let embedded = FileSet::embedded();
    let mut texts: Vec<(String, String)> = Vec::new();
    for file in &embedded.files {
        texts.push((file.path.clone(), file.text.clone()));
        let Some(name) = file.path.strip_prefix("indicators/") else {
            continue;
        };
        for copy in 1..times {
            let id = format!("copy-{copy}-{}", file.stem());
            let old = format!("id = \"{}\"", file.stem());
            let text = file.text.replacen(&old, &format!("id = \"{id}\""), 1);
            texts.push((format!("indicators/copy-{copy}-{name}"), text));
        }
    }
    FileSet::of_texts(
        texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.clone())),
    )
}

#[divan::bench]
fn built_in() -> Loaded {
    load::embedded(today())
}

#[divan::bench]
fn load_embedded() -> Loaded {
    load::load(black_box(&FileSet::embedded()), today())
}

#[divan::bench(args = [1, 10, 100], sample_count = 10)]
fn load_repeated(bencher: Bencher, times: usize) {
    let files = repeated(times);
    let loaded = load::load(&files, today());
    assert_eq!(loaded.problems, []);
    bencher.bench_local(|| load::load(black_box(&files), today()));
}

/// How many values stand on a day.
fn standing(as_of: AsOf) -> usize {
    let series = RECORD.indicators.iter().flat_map(|one| &one.series);
    series.map(|one| one.as_of(as_of).len()).sum()
}

#[divan::bench]
fn all_series_as_of_one_day() -> usize {
    let day = NaiveDate::from_ymd_opt(2024, 3, 7).expect("a day");
    standing(black_box(AsOf::On(day)))
}

#[divan::bench]
fn all_series_as_of_every_release_day(bencher: Bencher) {
    let days = RECORD.release_days();
    bencher.bench_local(|| -> usize { days.iter().map(|day| standing(AsOf::On(*day))).sum() });
}

#[divan::bench]
fn release_days(bencher: Bencher) {
    let record = &*RECORD;
    bencher.bench_local(|| black_box(record).release_days());
}

/// Every claim of the archive, by what was known on its day and by what is known.
#[divan::bench]
fn all_claims_checked(bencher: Bencher) {
    let record = &*RECORD;
    bencher.bench_local(|| review::of_items(black_box(record), AsOf::Latest).len());
}

const PAGES: [&str; 8] = [
    "overview",
    "victims",
    "groups",
    "justice",
    "news",
    "sources",
    "data",
    "provenance",
];

fn page(name: &str, scope: &Scope) -> Page {
    let record = &*RECORD;
    let of_topic = |one| topic::page(record, one, topic::Choice::default(), scope);
    match name {
        "overview" => overview::page(&Desk::of_record(record, scope)),
        "victims" => of_topic(Topic::Victims),
        "groups" => of_topic(Topic::Groups),
        "justice" => of_topic(Topic::Justice),
        "news" => news::page(&Desk::of_record(record, scope), 0),
        "sources" => sources::page(record, 0, scope),
        "data" => data::page(record, 0, data::Sort::default(), scope),
        _ => {
            let overview = overview::page(&Desk::of_record(record, scope));
            let first = overview.panels[0].figures()[0];
            provenance::page(record, first.expect("a figure"), scope.as_of)
        }
    }
}

#[divan::bench(args = PAGES)]
fn build_page(bencher: Bencher, name: &str) {
    let scope = Scope::opening(&RECORD);
    bencher.bench_local(|| page(name, black_box(&scope)));
}
