//! Thousands of damaged files of every kind that the program reads: none makes it panic or hang,
//! and nothing that stands in one is passed over in silence.
//!
//! `TRAFFICDASH_MUTANTS=10000 cargo test --test mutants` tries so many of each kind. One that
//! fails is kept in `fixtures/mutants` and tried again in every run.

#[path = "mutants/damage.rs"]
mod damage;
#[path = "support/record.rs"]
mod record;

use std::io::Write as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{env, fs, process, thread};

use chrono::NaiveDate;
use serde::Deserialize;
use toml::{Table, Value};
use trafficdash::archive::{
    Archive, ArchiveError, FeedRecord, ItemRecord, ListingRecord, MarksRecord, Record, cleaned,
};
use trafficdash::clean;
use trafficdash::config::{Config, Environment};
use trafficdash::figures::{AsOf, Dataset};
use trafficdash::load::{self, FileSet, Loaded};
use trafficdash::news::parse::{Unreadable, parse};
use trafficdash::news::{Feed, Moment, opml};
use trafficdash::problem::Problem;

use damage::{Numbers, damaged};

/// So many of each kind are tried unless another number is asked for.
const USUAL: u64 = 2000;

/// A mutant takes milliseconds; one that takes so long hangs.
const HANGS: Duration = Duration::from_secs(20);

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Tries damaged files of a kind; `read` gets the number of a file and what became of it.
fn try_all(kind: &str, files: &[Vec<u8>], read: impl Fn(usize, &[u8])) {
    let count =
        env::var("TRAFFICDASH_MUTANTS").map_or(USUAL, |count| count.parse().expect("a number"));
    let begun = watch(kind);
    for (name, which, bytes) in kept(kind) {
        begun.send(name).expect("watched");
        read(which.min(files.len() - 1), &bytes);
    }
    for seed in 0..count {
        let mut numbers = Numbers(seed);
        let which = numbers.below(files.len());
        let bytes = damaged(files, which, &mut numbers);
        begun.send(format!("number {seed}")).expect("watched");
        let tried = panic::catch_unwind(AssertUnwindSafe(|| read(which, &bytes)));
        if let Err(payload) = tried {
            let path = fixtures().join(format!("mutants/{kind}-{which}-{seed}"));
            fs::write(&path, &bytes).expect("kept");
            tell(&format!(
                "mutant {seed} of {kind}, now in {}",
                path.display()
            ));
            panic::resume_unwind(payload);
        }
    }
}

fn tell(line: &str) {
    writeln!(std::io::stderr(), "{line}").expect("told");
}

/// Ends this process if one mutant is not done in time, and says which.
fn watch(kind: &str) -> mpsc::Sender<String> {
    let (sender, begun) = mpsc::channel::<String>();
    let kind = kind.to_owned();
    thread::spawn(move || {
        let mut last = String::new();
        loop {
            match begun.recv_timeout(HANGS) {
                Ok(name) => last = name,
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    tell(&format!("mutant {last} of {kind} hangs"));
                    process::abort();
                }
            }
        }
    });
    sender
}

/// Mutants that failed once, with the number of the file that each was made from.
fn kept(kind: &str) -> Vec<(String, usize, Vec<u8>)> {
    let entries = fs::read_dir(fixtures().join("mutants")).expect("the kept ones");
    let mut kept = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let parts: Vec<&str> = name.rsplitn(3, '-').collect();
        if let [_, which, of] = parts[..]
            && of == kind
        {
            let which = which.parse().expect("a number");
            kept.push((name, which, fs::read(path).expect("read")));
        }
    }
    kept
}

/// Problems are of one line each and say what to do.
fn check_problems(problems: &[Problem]) {
    for problem in problems {
        let shown = problem.to_string();
        assert_eq!(clean::line(&shown), shown);
        assert!(!problem.remedy.is_empty(), "{shown}");
    }
}

fn altered(path: &str, bytes: &[u8]) -> (String, Loaded) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let loaded = load::load(&record::altered(path, &text), today());
    check_problems(&loaded.problems);
    if let Some(record) = &loaded.dataset {
        let series = record.indicators.iter().flat_map(|one| &one.series);
        series.for_each(|one| drop(one.as_of(AsOf::Latest)));
    }
    (text, loaded)
}

/// The shipped files with an ending, but for the largest ones: small ones are read to their end
/// more often.
fn shipped(ending: &str) -> (Vec<String>, Vec<Vec<u8>>) {
    let files = FileSet::embedded().files.into_iter();
    let files = files.filter(|file| file.path.ends_with(ending) && file.text.len() < 30_000);
    files
        .map(|file| (file.path, file.text.into_bytes()))
        .unzip()
}

/// How many tables a list of a file has.
fn listed(table: &Table, name: &str) -> usize {
    table
        .get(name)
        .and_then(Value::as_array)
        .map_or(0, Vec::len)
}

#[test]
fn of_a_damaged_record_each_entry_is_there_or_a_problem_says_why_not() {
    let (paths, files) = shipped(".toml");
    try_all("record", &files, |which, bytes| {
        let (text, loaded) = altered(&paths[which], bytes);
        if !loaded.problems.is_empty() {
            return;
        }
        let table: Table = text.parse().expect("TOML, for there is no problem");
        let record = loaded.dataset.expect("a record, for there is no problem");
        let there = match paths[which].as_str() {
            "events.toml" => ("event", record.events.len()),
            "conflicts.toml" => ("conflict", record.conflicts.len()),
            "helplines.toml" => ("helpline", record.helplines.len()),
            "feeds.toml" => ("feed", record.feeds.len()),
            path if path.starts_with("articles/") => {
                assert_eq!(record.articles.len(), 1);
                ("claim", record.articles[0].claims.len())
            }
            _ => return,
        };
        assert_eq!(there.1, listed(&table, there.0), "[[{}]]", there.0);
    });
}

#[test]
fn of_damaged_values_each_row_is_there_or_a_problem_says_why_not() {
    let (paths, files) = shipped(".csv");
    try_all("values", &files, |which, bytes| {
        let (text, loaded) = altered(&paths[which], bytes);
        if paths[which].starts_with("indicators/") && loaded.problems.is_empty() {
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let rows = rows.records().flatten().count();
            let record = loaded.dataset.expect("a record, for there is no problem");
            assert_eq!(record.observation_count(), rows);
        }
    });
}

#[test]
fn of_damaged_settings_each_one_counts_or_a_problem_says_why_not() {
    let own = "theme = \"light\"\nglyphs = \"ascii\"\nmouse = false\ndata-dir = \"~/record\"\n\
               fetch-every = 60\nkeep-news = 0x20\n[keys]\nquit = [\"x\", \"ctrl-x\"]\nup = \"w\"\n";
    let shipped = include_str!("../config.toml");
    let files = [own, shipped, own].map(|text| text.as_bytes().to_vec());
    let home = Environment::from([("HOME", "/home/ada")]);
    try_all("settings", &files, |_, bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (config, problems) = Config::parse(&text, Path::new("/etc/t/config.toml"), &home);
        check_problems(&problems);
        if problems.is_empty() {
            let table: Table = text.parse().expect("TOML, for there is no problem");
            let keys = table
                .get("keys")
                .and_then(Value::as_table)
                .map_or(0, Table::len);
            assert_eq!(config.keys.len(), keys);
            let theme = table.get("theme").and_then(Value::as_str).unwrap_or("auto");
            assert_eq!(config.theme, theme);
            let mouse = table.get("mouse").and_then(Value::as_bool).unwrap_or(true);
            assert_eq!(config.mouse, mouse);
        }
    });
}

static RECORD: LazyLock<Dataset> =
    LazyLock::new(|| load::embedded(today()).dataset.expect("the record"));

#[test]
fn of_damaged_claims_each_one_is_there_or_a_problem_says_why_not() {
    let articles = FileSet::embedded().files.into_iter();
    let articles = articles.filter(|file| file.path.starts_with("articles/"));
    let claims = articles.filter_map(|file| {
        let at = file.text.find("[[claim]]")?;
        Some(file.text.as_bytes()[at..].to_vec())
    });
    let files: Vec<Vec<u8>> = claims.collect();
    try_all("claims", &files, |_, bytes| {
        let text = String::from_utf8_lossy(bytes);
        let claims = load::claims_of_text(&RECORD, "claims.toml", &text);
        check_problems(&claims.problems);
        if claims.problems.is_empty() {
            let table: Table = text.parse().expect("TOML, for there is no problem");
            assert_eq!(claims.list.len(), listed(&table, "claim"));
        }
    });
}

/// The fixtures of feeds that are written in this way.
fn feeds(is_of: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(fixtures().join("feeds")).expect("the fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let texts = paths
        .into_iter()
        .map(|path| fs::read(path).expect("a feed"));
    texts
        .filter(|bytes| is_of(&String::from_utf8_lossy(bytes)))
        .collect()
}

fn read_feed(bytes: &[u8]) {
    let now = Moment::start_of(today());
    match parse(bytes, None, "https://www.example.org/news/feed", now) {
        Ok(channel) => {
            let silent = channel.entries.is_empty() && channel.remarks.is_empty();
            assert!(!silent, "nothing came and nothing is said");
            for remark in &channel.remarks {
                assert_eq!(clean::line(remark), remark.as_str());
            }
            for entry in &channel.entries {
                let texts = entry.reading.paragraphs.iter().chain(&entry.guid);
                for text in texts.chain([&entry.title, &entry.author]) {
                    assert_eq!(*text, clean::line(text));
                }
                let link = entry.link.as_deref().unwrap_or("http://");
                assert!(link.starts_with("http://") || link.starts_with("https://"));
            }
        }
        Err(error) => assert_ne!(error, Unreadable::Stumbled),
    }
}

#[test]
fn a_damaged_rss_feed_is_read_or_refused_and_never_silently_to_nothing() {
    let files = feeds(|text| !text.contains("<feed") && !text.starts_with('{'));
    assert!(files.len() >= 7, "{}", files.len());
    try_all("rss", &files, |_, bytes| read_feed(bytes));
}

#[test]
fn a_damaged_atom_feed_is_read_or_refused_in_every_encoding() {
    let files = feeds(|text| text.contains("<feed"));
    assert!(files.len() >= 3, "{}", files.len());
    try_all("atom", &files, |_, bytes| {
        read_feed(bytes);
        if bytes.len() % 7 == 0 {
            let wide = String::from_utf8_lossy(bytes).into_owned();
            let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
            read_feed(&wide);
        }
    });
}

#[test]
fn a_damaged_json_feed_is_read_or_refused() {
    let files = feeds(|text| text.starts_with('{'));
    assert!(!files.is_empty());
    try_all("json", &files, |_, bytes| read_feed(bytes));
}

#[test]
fn a_feed_that_is_cut_anywhere_brings_all_of_its_entries_or_says_that_it_is_cut() {
    let now = Moment::start_of(today());
    for bytes in feeds(|text| !text.contains("<html")) {
        let read = |bytes: &[u8]| parse(bytes, None, "https://www.example.org/feed", now);
        let whole = read(&bytes).expect("a feed");
        let step = bytes.len() / 97 + 1;
        for end in (1..bytes.len()).step_by(step) {
            let Ok(cut) = read(&bytes[..end]) else {
                continue;
            };
            let fewer = cut.entries.len() < whole.entries.len();
            let mut remarks = cut.remarks.iter();
            let is_told = remarks.any(|one| !whole.remarks.contains(one));
            let before = String::from_utf8_lossy(&bytes[..end]);
            assert!(!fewer || is_told, "{:?} of {before}", cut.remarks);
        }
    }
}

#[test]
fn of_a_damaged_list_of_feeds_each_address_is_taken_or_refused_by_name() {
    let all: Vec<Feed> = RECORD.feeds.iter().map(Feed::from).collect();
    let files: Vec<Vec<u8>> = all
        .chunks(5)
        .map(|some| opml::write(some).into_bytes())
        .collect();
    try_all("opml", &files, |_, bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (feeds, refusals) = opml::read(&text);
        for refusal in &refusals {
            assert_eq!(clean::line(refusal), refusal.as_str());
        }
        for feed in &feeds {
            assert!(feed.address.starts_with("http"), "{}", feed.address);
            assert_eq!(clean::line(&feed.title), feed.title);
        }
        if let Ok(document) = roxmltree::Document::parse(&text) {
            let named = document.descendants().filter(|node| {
                let mut names = node.attributes().map(|one| one.name());
                names.any(|name| name.eq_ignore_ascii_case("xmlurl"))
            });
            assert!(feeds.len() + refusals.len() >= named.count());
        } else if !text.to_ascii_lowercase().contains("</opml") {
            assert!(!refusals.is_empty(), "a list that is cut short says so");
        }
    });
}

/// What `news export` writes, as `news import` reads it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exported {
    archive: Vec<Record>,
}

/// An archive of a few items and marks, as the program exports it.
fn exported() -> Vec<u8> {
    let address = "https://x.example/feed".to_owned();
    let item = |at: i64| {
        Record::Item(ItemRecord {
            key: format!("{at:024}"),
            title: format!("Story {at}"),
            author: "A".to_owned(),
            feeds: vec![ListingRecord {
                feed: address.clone(),
                guid: Some(format!("g{at}")),
            }],
            link: Some("https://x.example/a".to_owned()),
            text: vec!["946 referrals".to_owned(), "two".to_owned()],
            links: vec!["https://x.example/b".to_owned()],
            published: Some(1_700_000_000 + at),
            first_seen: 1_700_000_000,
            periods: vec!["2011".to_owned()],
            indicators: vec!["nrm-referrals".to_owned()],
            ..ItemRecord::default()
        })
    };
    let feed = Record::Feed(FeedRecord {
        address: address.clone(),
        title: "X".to_owned(),
        words: vec!["slavery".to_owned()],
        subscribed: true,
    });
    let marks = Record::Marks(MarksRecord {
        key: format!("{:024}", 1),
        starred: true,
        note: "one\ntwo".to_owned(),
        tags: vec!["evidence".to_owned()],
        ..MarksRecord::default()
    });
    let records: Vec<Record> = [feed, marks].into_iter().chain((0..3).map(item)).collect();
    serde_json::to_vec_pretty(&serde_json::json!({ "archive": records })).expect("JSON")
}

#[test]
fn of_a_damaged_archive_each_record_is_merged_or_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = std::cell::RefCell::new(Archive::open(folder.path()).archive);
    let files = [exported()];
    let whole: Exported = serde_json::from_slice(&files[0]).expect("what is exported is read");
    assert_eq!(whole.archive.len(), 5);
    try_all("archive", &files, |_, bytes| {
        let Ok(read) = serde_json::from_slice::<Exported>(bytes) else {
            return;
        };
        let mut taken = Vec::new();
        for record in read.archive {
            match cleaned(record) {
                Ok(record) => taken.push(record),
                Err(why) => assert!(!why.is_empty()),
            }
        }
        let records = taken.into_iter().map(Ok::<_, ArchiveError>);
        archive.borrow_mut().import(records).expect("merged");
    });
}
