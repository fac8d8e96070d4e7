//! Programs that are killed in the middle of a call, one after another at one archive and one
//! file: what any of them said was kept is, and the next one starts. `TRAFFICDASH_KILLS=1000`
//! kills as many.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use trafficdash::archive::{Archive, ItemKey};
use trafficdash::news::Query;

use crate::archive::{DATA, archive, assert_sound, exported};
use crate::shim::{failing, folder, program, text};

/// Always the same numbers, which look like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % most
    }
}

/// How many programs are killed.
fn kills() -> usize {
    let wanted = std::env::var("TRAFFICDASH_KILLS").ok();
    wanted.map_or(32, |text| text.parse().expect("a number"))
}

/// What was said to be kept.
#[derive(Default)]
struct Said {
    tags: BTreeSet<String>,
    feeds: BTreeSet<String>,
    items: BTreeSet<String>,
}

impl Said {
    /// Whether the archive is sound, holds all of it, and what was imported as a whole.
    fn assert_kept(&self, home: &Path, first: &ItemKey, what: &str) {
        let opened = Archive::open(&home.join(DATA));
        assert_eq!(opened.notices, [""; 0], "{what}");
        let archive = opened.archive;
        let tags = archive.marks(first).expect("marks").tags.into_iter();
        let tags: BTreeSet<String> = tags.collect();
        assert!(tags.is_superset(&self.tags), "{what}: {tags:?}");
        let feeds = archive.subscriptions().expect("feeds").into_iter();
        let feeds: BTreeSet<String> = feeds.map(|one| one.feed.address).collect();
        assert!(feeds.is_superset(&self.feeds), "{what}: {feeds:?}");
        let ids = archive.find(&Query::default(), usize::MAX).expect("found");
        let lines = archive.headlines(&ids).expect("lines").into_iter();
        let items: BTreeSet<String> = lines.map(|line| line.title).collect();
        assert!(items.is_superset(&self.items), "{what}: {items:?}");
        assert_eq!(items.len() % 2, 0, "{what}: half of an import");
        drop(archive);
        assert_sound(&home.join(DATA), what);
    }
}

#[test]
fn whatever_a_killed_program_was_doing_nothing_that_was_kept_is_lost() {
    let home = folder();
    let first = archive(&home.path().join(DATA), &["a", "b"]);
    let news = home.path().join("news.json");
    let csv = home.path().join("a.csv");
    let contents = ["2012-10-18", "2020-01-01"].map(|day| whole(&csv, day));
    let mut chance = Chance(20_121_018);
    let mut said = Said::default();
    let (mut killed, mut round) = (0, 0);
    while killed < kills() {
        round += 1;
        let (tag, feed) = (format!("t{round}"), format!("https://f{round}.example/"));
        let new = [format!("c{round}"), format!("d{round}")];
        let (arguments, most): (Vec<&str>, u64) = match chance.below(4) {
            0 => (vec!["news", "mark", &first.0, "tag", &tag], 55),
            1 => (vec!["news", "follow", &feed], 45),
            2 => {
                exported(&[&new[0], &new[1]], &news);
                (vec!["news", "import", "news.json"], 90)
            }
            _ => {
                let day = ["2012-10-18", "2020-01-01"][round % 2];
                (vec!["export", "--as-of", day, "-o", "a.csv", "--force"], 12)
            }
        };
        let at = usize::try_from(chance.below(most)).expect("small") + 1;
        let mut command = failing(home.path(), home.path(), (at, "KILL"));
        let output = command.args(&arguments).output().expect("it runs");
        let what = format!("{arguments:?} killed at {at}: {}", text(&output));
        if output.status.signal() == Some(9) {
            killed += 1;
        } else {
            assert!(output.status.success(), "{what}");
            match arguments[1] {
                "mark" => said.tags.insert(tag),
                "follow" => said.feeds.insert(feed),
                "import" => {
                    let titles = new.map(|name| format!("Title {name}"));
                    said.items.extend(titles);
                    true
                }
                _ => true,
            };
        }
        said.assert_kept(home.path(), &first, &what);
        let file = fs::read(&csv).expect("there");
        assert!(contents.contains(&file), "{what}: {} bytes", file.len());
    }
    assert!(round > killed, "some are to come to their end");
    assert_cleared(home.path(), &csv);
}

/// Whether a write that comes to its end clears up what the killed ones left, once it is old.
fn assert_cleared(home: &Path, csv: &Path) {
    let left = || {
        let entries = fs::read_dir(home).expect("read");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let is_left = |path: &PathBuf| path.to_string_lossy().contains("/.trafficdash-");
        paths.filter(is_left).collect::<Vec<_>>()
    };
    let before = left();
    assert!(!before.is_empty(), "some are to leave something");
    for path in before {
        let file = fs::File::options().write(true).open(path).expect("there");
        let then = SystemTime::now() - Duration::from_hours(1);
        file.set_modified(then).expect("aged");
    }
    whole(csv, "2012-10-18");
    assert_eq!(left(), [""; 0].map(PathBuf::from));
}

/// What a file holds when it is written whole; it stays there.
fn whole(csv: &Path, day: &str) -> Vec<u8> {
    let home = csv.parent().expect("a folder");
    let mut command = program(home);
    command.args(["export", "--as-of", day, "-o", "a.csv", "--force"]);
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{}", text(&output));
    fs::read(csv).expect("there")
}
