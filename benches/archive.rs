//! The news archive with a hundred thousand items: taking an answer, each keystroke of a search
//! with the lines that it shows, scrolling, counting and opening.

#[path = "archive/full.rs"]
mod full;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::ItemsCount;

use trafficdash::archive::{Archive, Counts, Headline, Mark, Opened};
use trafficdash::figures::Period;
use trafficdash::news::Query;

use full::{Dice, ITEMS, NOW, entry};

/// A list on a large screen.
const SCREEN: usize = 100;

fn main() {
    divan::main();
    if let Some(folder) = FOLDER.get() {
        let _ = std::fs::remove_dir_all(folder);
    }
}

static FOLDER: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();

static FULL: LazyLock<Mutex<Archive>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder").keep();
    Mutex::new(full::fill(FOLDER.get_or_init(|| folder)))
});

/// What is typed, from one letter of a word that every item has to a word of few.
const TYPED: [&str; 12] = [
    "",
    "t",
    "o",
    "tr",
    "th",
    "the",
    "tra",
    "human",
    "trafficking",
    "of the s",
    "aarare2",
    "\"of the\" po",
];

fn typed(text: &str) -> Query {
    let phrase = text.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let words = match phrase {
        Some((phrase, rest)) => vec![phrase.to_owned(), rest.trim().to_owned()],
        None => text.split_whitespace().map(str::to_owned).collect(),
    };
    Query {
        words,
        ..Query::default()
    }
}

/// All that a keystroke needs: the newest that pass, and their lines.
fn keystroke(archive: &Archive, query: &Query) -> Vec<Headline> {
    let ids = archive.find(black_box(query), SCREEN).expect("found");
    archive.headlines(&ids).expect("lines")
}

fn with(change: impl FnOnce(&mut Query), text: &str) -> Query {
    let mut query = typed(text);
    change(&mut query);
    query
}

#[divan::bench(args = TYPED)]
fn keystroke_of_words(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = typed(text);
    bencher.bench_local(|| keystroke(&archive, &query));
}

#[divan::bench(args = ["", "t", "trafficking", "aarare2"])]
fn keystroke_among_unread(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = with(|query| query.unread = true, text);
    bencher.bench_local(|| keystroke(&archive, &query));
}

#[divan::bench(args = ["", "t", "trafficking", "aarare2"])]
fn keystroke_among_starred(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = with(|query| query.starred = true, text);
    bencher.bench_local(|| keystroke(&archive, &query));
}

#[divan::bench(args = ["", "t", "trafficking", "aarare2"])]
fn keystroke_in_a_feed(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = with(|query| query.feed = Some("feed 7".into()), text);
    bencher.bench_local(|| keystroke(&archive, &query));
}

#[divan::bench(args = ["", "t", "trafficking", "aarare2"])]
fn keystroke_in_every_feed(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = with(|query| query.feed = Some("feed".into()), text);
    bencher.bench_local(|| keystroke(&archive, &query));
}

#[divan::bench(args = ["", "t", "trafficking", "aarare2"])]
fn keystroke_with_a_tag(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = with(|query| query.tag = Some("law".into()), text);
    bencher.bench_local(|| keystroke(&archive, &query));
}

#[divan::bench(args = ["", "t", "trafficking", "aarare2"])]
fn keystroke_about_a_year(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = with(
        |query| query.about = Some("2012".parse().expect("a year")),
        text,
    );
    bencher.bench_local(|| keystroke(&archive, &query));
}

/// The whole list, for a place anywhere in it.
#[divan::bench(args = TYPED)]
fn all_of_a_search(bencher: Bencher, text: &str) {
    let archive = FULL.lock().expect("archive");
    let query = typed(text);
    bencher.bench_local(|| archive.find(black_box(&query), usize::MAX).expect("found"));
}

#[divan::bench]
fn scroll(bencher: Bencher) {
    let archive = FULL.lock().expect("archive");
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    let window = &ids[ids.len() / 2..][..SCREEN];
    bencher.bench_local(|| archive.headlines(black_box(window)).expect("lines"));
}

#[divan::bench]
fn read_an_item(bencher: Bencher) {
    let archive = FULL.lock().expect("archive");
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    bencher.bench_local(|| archive.item(black_box(ids[ITEMS / 3])).expect("read"));
}

#[divan::bench]
fn counts(bencher: Bencher) {
    let archive = FULL.lock().expect("archive");
    bencher.bench_local(|| -> Counts { archive.counts().expect("counts") });
}

#[divan::bench]
fn count_about(bencher: Bencher) {
    let archive = FULL.lock().expect("archive");
    let day = NaiveDate::from_ymd_opt(2020, 1, 1);
    let years = (2000..2026).map(|year| Period::year(year).expect("a year"));
    let years: Vec<Period> = years.collect();
    bencher.bench_local(|| archive.count_about(&years, black_box(day)).expect("counts"));
}

#[divan::bench]
fn star(bencher: Bencher) {
    let mut archive = FULL.lock().expect("archive");
    let ids = archive.find(&Query::default(), 1).expect("found");
    let key = archive.headlines(&ids).expect("lines").remove(0).key;
    let marks = [Mark::Starred, Mark::Unstarred];
    let mut at = 0;
    bencher.bench_local(|| {
        at += 1;
        archive
            .mark(std::slice::from_ref(&key), &marks[at % 2])
            .expect("marked");
    });
}

#[divan::bench]
fn take_fifty_known_items(bencher: Bencher) {
    let mut archive = FULL.lock().expect("archive");
    let feed = archive.subscriptions().expect("feeds")[0].id;
    let mut dice = Dice(1);
    let entries: Vec<_> = (0..50).map(|at| entry(&mut dice, at)).collect();
    let bencher = bencher.counter(ItemsCount::new(50usize));
    bencher.bench_local(|| archive.take(feed, &entries, NOW).expect("taken"));
}

#[divan::bench(sample_count = 20)]
fn take_fifty_new_items(bencher: Bencher) {
    let mut archive = FULL.lock().expect("archive");
    let feed = archive.subscriptions().expect("feeds")[0].id;
    let mut dice = Dice(2);
    let mut first = 10 * ITEMS;
    let bencher = bencher.counter(ItemsCount::new(50usize));
    bencher
        .with_inputs(|| {
            first += 50;
            (first..first + 50)
                .map(|at| entry(&mut dice, at))
                .collect::<Vec<_>>()
        })
        .bench_local_refs(|entries| archive.take(feed, entries, NOW).expect("taken"));
}

#[divan::bench]
fn open(bencher: Bencher) {
    drop(FULL.lock());
    let folder = FOLDER.get().expect("the archive was made");
    bencher.bench_local(|| -> Opened { Archive::open(black_box(folder)) });
}
