//! The news archive with a hundred thousand items: taking an answer, each keystroke of a search
//! with the lines that it shows, scrolling, counting and opening.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use chrono::NaiveDate;
use divan::Bencher;
use divan::counter::ItemsCount;

use trafficdash::archive::{Archive, Counts, Headline, ItemId, Mark, Opened};
use trafficdash::figures::Period;
use trafficdash::load;
use trafficdash::news::{About, Entry, Feed, Moment, Query, Reading};

const ITEMS: usize = 100_000;

/// A list on a large screen.
const SCREEN: usize = 100;

fn main() {
    divan::main();
    if let Some(folder) = FOLDER.get() {
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// Numbers without a pattern that matters, the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % end
    }
}

/// The words of the record's articles, as often as they stand there.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let record = load::embedded(today).dataset.expect("the record");
    let texts = record.articles.iter().flat_map(|one| &one.text);
    let words = texts.flat_map(|text| text.split_whitespace().map(str::to_owned));
    words.collect()
});

/// So many letters of text, with a word now and then that hardly any other text has.
fn text(dice: &mut Dice, letters: usize) -> String {
    let mut text = String::new();
    while text.len() < letters {
        if dice.below(25) == 0 {
            let rare = dice.below(60_000);
            let letter = char::from(b'a' + (rare % 26) as u8);
            text.push_str(&format!("{letter}{letter}rare{rare} "));
        }
        text.push_str(&WORDS[dice.below(WORDS.len())]);
        text.push(' ');
    }
    text
}

/// An item of ordinary length; one comes every fifty minutes.
fn entry(dice: &mut Dice, at: usize) -> (Entry, About) {
    let after = i64::try_from(at * 3000).expect("seconds");
    let entry = Entry {
        guid: Some(format!("tag:news.example,2005:/story/{at}")),
        link: Some(format!("https://news.example/2020/story-{at}")),
        title: text(dice, 50),
        author: "An author".into(),
        published: Some(Moment(1_400_000_000 + after)),
        updated: None,
        reading: Reading {
            paragraphs: (0..4).map(|_| text(dice, 195)).collect(),
            links: vec![format!("https://other.example/{at}")],
        },
    };
    let years = (0..dice.below(3)).map(|_| format!("{}", 2005 + dice.below(20)));
    let periods = years.map(|year| year.parse().expect("a year")).collect();
    let indicators = vec!["nrm-referrals".into()];
    (
        entry,
        About {
            periods,
            indicators,
        },
    )
}

const NOW: Moment = Moment(1_800_000_000);

static FOLDER: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();

/// The archive: twenty feeds, in answers of fifty items; a tenth is read, some are starred.
static FULL: LazyLock<Mutex<Archive>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder").keep();
    let folder = FOLDER.get_or_init(|| folder);
    let mut archive = Archive::open(folder).archive;
    let mut dice = Dice(1);
    let feeds: Vec<_> = (0..20)
        .map(|at| {
            let address = format!("https://feed{at}.example/rss");
            let title = format!("Feed {at}");
            let feed = Feed {
                address,
                title,
                words: Vec::new(),
            };
            archive.subscribe(&feed).expect("subscribed")
        })
        .collect();
    for answer in 0..ITEMS / 50 {
        let items = answer * 50..(answer + 1) * 50;
        let entries: Vec<_> = items.map(|at| entry(&mut dice, at)).collect();
        let feed = feeds[answer % feeds.len()];
        archive.take(feed, &entries, NOW).expect("taken");
    }
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    for (step, mark) in [
        (10, Mark::Read),
        (1000, Mark::Starred),
        (700, Mark::Tag("law".into())),
    ] {
        let some: Vec<ItemId> = ids.iter().copied().step_by(step).collect();
        let keys: Vec<_> = archive.headlines(&some).expect("lines");
        let keys: Vec<_> = keys.into_iter().map(|line| line.key).collect();
        archive.mark(&keys, &mark).expect("marked");
    }
    Mutex::new(archive)
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
