//! The archive of news while a call fails: what was kept stays, what was said to be kept is, and
//! the archive opens the next time.

use std::fs;
use std::path::Path;
use std::slice::from_ref;

use rusqlite::Connection;
use tempfile::TempDir;
use trafficdash::archive::{Archive, FILE, ItemKey, Mark};
use trafficdash::news::{About, Entry, Feed, Moment, Query};

use crate::shim::{each_call, folder, program, text, with_failure};

/// What a run is to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Star,
    Feed,
    List,
    Import,
}

/// Where the archive lies in a home.
pub const DATA: &str = "data/trafficdash";

/// The feed that a run follows.
const FOLLOWED: &str = "https://two.example/feed";

/// The feeds of a list that a run takes in, which has the other one too.
const LISTED: [&str; 2] = [FOLLOWED, "https://three.example/feed"];

/// The archive before each run: one feed with two items, of which one has a tag.
pub fn archive(folder: &Path, names: &[&str]) -> ItemKey {
    let mut archive = Archive::open(folder).archive;
    let feed = Feed {
        address: "https://one.example/feed".into(),
        title: "One".into(),
        words: Vec::new(),
    };
    let id = archive.subscribe(&feed).expect("subscribed");
    let entry = |name: &str| Entry {
        guid: Some(name.into()),
        title: format!("Title {name}"),
        ..Entry::default()
    };
    let entries = names.iter().map(|name| (entry(name), About::default()));
    let entries: Vec<_> = entries.collect();
    archive
        .take(id, &entries, Moment(1_790_000_000))
        .expect("taken");
    let key = key(&archive, &format!("Title {}", names[0]));
    let tag = Mark::Tag("mine".into());
    archive.mark(from_ref(&key), &tag).expect("tagged");
    key
}

fn key(archive: &Archive, title: &str) -> ItemKey {
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    let lines = archive.headlines(&ids).expect("lines");
    let line = lines.into_iter().find(|line| line.title == title);
    line.expect(title).key
}

fn copied(from: &Path) -> TempDir {
    let home = folder();
    let to = home.path().join(DATA);
    fs::create_dir_all(&to).expect("a folder");
    for file in fs::read_dir(from.join(DATA)).expect("a folder").flatten() {
        fs::copy(file.path(), to.join(file.file_name())).expect("copied");
    }
    home
}

/// Whether the database says of itself that it is sound.
pub fn assert_sound(folder: &Path, what: &str) {
    let connection = Connection::open(folder.join(FILE)).expect("a database");
    let found: String = connection
        .query_one("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("checked");
    assert_eq!(found, "ok", "{what}");
}

/// A file with what another archive holds, to be imported.
pub fn exported(names: &[&str], file: &Path) {
    let other = folder();
    archive(&other.path().join(DATA), names);
    let mut export = program(other.path());
    let exported = export.args(["news", "export"]).output().expect("it runs");
    assert!(exported.status.success(), "{}", text(&exported));
    fs::write(file, exported.stdout).expect("written");
}

/// Whether an archive is sound, holds what it held, and what the run was to keep.
fn holds(home: &Path, first: &ItemKey, kept: Kept, what: &str) -> bool {
    let folder = home.join(DATA);
    let opened = Archive::open(&folder);
    assert_eq!(opened.notices, [""; 0], "{what}");
    let archive = opened.archive;
    let marks = archive.marks(first).expect("marks");
    assert_eq!(marks.tags, ["mine"], "{what}");
    assert_ne!(*first, key(&archive, "Title b"));
    let items = archive.counts().expect("counts").items;
    let feeds = archive.subscriptions().expect("feeds");
    assert_sound(&folder, what);
    assert!(
        items == 2 || kept == Kept::Import && items == 4,
        "{what}: {items}"
    );
    match kept {
        Kept::Star => marks.starred,
        Kept::Feed => feeds.iter().any(|one| one.feed.address == FOLLOWED),
        Kept::List => {
            let listed = |feed: &Feed| LISTED.contains(&&*feed.address);
            let there = feeds.iter().filter(|one| listed(&one.feed)).count();
            assert!([0, 2].contains(&there), "{what}: {there} feeds of a list");
            there == 2
        }
        Kept::Import => items == 4,
    }
}

#[test]
fn whichever_call_fails_what_was_kept_stays_and_what_was_said_to_be_kept_is() {
    let home = folder();
    let first = archive(&home.path().join(DATA), &["a", "b"]);
    let file = home.path().join("news.json");
    exported(&["c", "d"], &file);
    let file = file.display().to_string();

    let star = ["news", "mark", &first.0, "star"];
    let follow = ["news", "follow", FOLLOWED];
    let opml = home.path().join("feeds.opml");
    let outlines = LISTED.map(|address| format!("<outline xmlUrl=\"{address}\"/>"));
    fs::write(&opml, format!("<opml>{}</opml>", outlines.concat())).expect("written");
    let opml = opml.display().to_string();
    let list = ["news", "import", &opml];
    let import = ["news", "import", &file];
    let runs: [(&[&str], Kept); 4] = [
        (&star, Kept::Star),
        (&follow, Kept::Feed),
        (&list, Kept::List),
        (&import, Kept::Import),
    ];
    for (arguments, kept) in runs {
        let calls = each_call(|failing| {
            let home = copied(home.path());
            let below = home.path().join("data");
            let run = with_failure(home.path(), &below, arguments, failing);
            let what = match &run {
                Some(run) => format!("{kept:?}, {failing:?}, {}: {}", run.call, run.told),
                None => format!("{kept:?} without failure"),
            };
            let is_there = holds(home.path(), &first, kept, &what);
            match &run {
                None => assert!(is_there, "{what}"),
                Some(run) if run.status == 0 => assert!(is_there, "{what}: it said so"),
                Some(run) => {
                    let names = run.told.contains("disk") || run.told.contains(FILE);
                    assert!(names, "{what}");
                }
            }
            run.is_some()
        });
        assert!(calls > 20, "{arguments:?}: {calls} calls");
    }
}
