//! Several programs at one archive, and programs that are killed: this test program runs itself
//! again as another process, which does its [`Work`] and says line by line what was kept.

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::slice::from_ref;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use trafficdash::archive::{Archive, FILE, ItemKey, Mark};
use trafficdash::news::{About, Entry, Query};
use trafficdash::tui::ask::{Ask, Told};
use trafficdash::tui::event::Event;
use trafficdash::tui::newsroom::{Keeping, Newsroom};

use crate::support::{NOW, entry, feed, key, take};

const WORK: &str = "TRAFFICDASH_TEST_WORK";

/// How many entries an answer has.
const ANSWER: usize = 20;

/// What the other process does in a folder.
fn work(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command
        .args(["--exact", "processes::another_process", "--nocapture"])
        .env(WORK, format!("{name} {}", folder.display()))
        .stdout(Stdio::piped());
    command
}

/// Not a test of its own: the work of another process, and nothing where none is given.
#[test]
fn another_process() {
    let Ok(work) = env::var(WORK) else {
        return;
    };
    let (name, folder) = work.split_once(' ').expect("work and folder");
    if let Some(who) = name.strip_prefix("newsroom-") {
        return edit_in_a_newsroom(Path::new(folder), who);
    }
    let opened = Archive::open(Path::new(folder));
    assert_eq!(opened.notices, [""; 0]);
    match name.split_once('-') {
        Some(("fetch", first)) => fetch(opened.archive, first.parse().expect("a number")),
        Some(("edit", who)) => edit(opened.archive, who),
        #[cfg(unix)]
        Some(("fill", _)) => fill(opened.archive, Path::new(folder)),
        _ => panic!("{name}"),
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "\n={line}").expect("said");
    out.flush().expect("said");
}

/// Takes one answer after another and stars an item of each, until it is killed.
fn fetch(mut archive: Archive, first: usize) {
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    for at in first.. {
        let entries: Vec<Entry> = (0..ANSWER).map(|n| entry(&format!("{at}-{n}"))).collect();
        take(&mut archive, one, &entries, NOW);
        say(&format!("taken {at}"));
        let ids = archive.find(&Query::default(), 1).expect("found");
        let newest = archive.headlines(&ids).expect("lines").remove(0).key;
        archive
            .mark(from_ref(&newest), &Mark::Starred)
            .expect("starred");
        say(&format!("starred {}", newest.0));
    }
}

/// Two hundred edits, half of an item that all edit and half of feeds' items that all bring.
fn edit(mut archive: Archive, who: &str) {
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    let shared = ItemKey::of_record("shared");
    for at in 0..100 {
        let tag = Mark::Tag(format!("{who}-{at}"));
        archive.mark(from_ref(&shared), &tag).expect("tagged");
        let both = [entry(&format!("all-{at}")), entry(&format!("{who}-{at}"))];
        take(&mut archive, one, &both, NOW);
    }
}

/// Two hundred edits as a dashboard makes them, which is left at once.
fn edit_in_a_newsroom(folder: &Path, who: &str) {
    let (sender, events) = mpsc::channel();
    let keeping = Keeping {
        folder: Some(folder.to_owned()),
        ..Keeping::default()
    };
    let newsroom = Newsroom::new(keeping, sender).expect("a thread");
    let shared = ItemKey::of_record("shared");
    for at in 0..200 {
        let tag = Mark::Tag(format!("{who}-{at}"));
        newsroom.ask(Ask::Mark(vec![shared.clone()], tag));
    }
    drop(newsroom);
    for event in events.try_iter() {
        let Event::Told(told) = event else {
            panic!("{event:?}");
        };
        assert!(!matches!(*told, Told::Failed(_)), "{told:?}");
    }
}

/// Takes answers until no file may grow any more, and says how that went.
#[cfg(unix)]
fn fill(mut archive: Archive, folder: &Path) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    let size = std::fs::metadata(folder.join(FILE)).expect("there").len();
    let limit = Rlimit {
        current: Some(size + (1 << 21)),
        maximum: None,
    };
    // Else the system ends the process where a write would only fail.
    let met = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, met).expect("a signal");
    setrlimit(Resource::Fsize, limit).expect("a limit");
    for at in 0.. {
        let entries = (0..ANSWER).map(|n| (entry(&format!("{at}-{n}")), About::default()));
        let entries: Vec<_> = entries.collect();
        match archive.take(one, &entries, NOW) {
            Ok(_) => say(&format!("taken {at}")),
            Err(error) => {
                say(&format!("failed {error}"));
                let kept = archive.counts().expect("counts").items;
                assert_eq!(kept, at * ANSWER, "reading goes on");
                return;
            }
        }
    }
}

/// The lines that a killed process said, whole ones only.
fn killed_after(mut child: Child, lines: usize, delay: Duration) -> Vec<String> {
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    let mut said = Vec::new();
    let mut line = String::new();
    while said.len() < lines && out.read_line(&mut line).expect("a line") > 0 {
        said.extend(line.strip_prefix('=').map(|one| one.trim_end().to_owned()));
        line.clear();
    }
    thread::sleep(delay);
    child.kill().expect("killed");
    child.wait().expect("gone");
    for line in out.lines().map_while(Result::ok) {
        said.extend(line.strip_prefix('=').map(str::to_owned));
    }
    said
}

fn assert_sound(folder: &Path) {
    let connection = Connection::open(folder.join(FILE)).expect("a database");
    let found: String = connection
        .query_one("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("checked");
    assert_eq!(found, "ok");
}

#[test]
fn a_program_killed_at_any_moment_loses_nothing_that_it_said_was_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let mut next = 0;
    let mut stars = BTreeSet::new();
    for round in 0..30_u32 {
        let child = work(&format!("fetch-{next}"), folder.path()).spawn();
        let lines = 1 + (round as usize * 7) % 5;
        let delay = Duration::from_micros(u64::from(round) * 170);
        let said = killed_after(child.expect("started"), lines, delay);
        assert!(said.len() >= lines, "{said:?}");

        let opened = Archive::open(folder.path());
        assert_eq!(opened.notices, [""; 0]);
        let archive = opened.archive;
        let ids = archive.find(&Query::default(), usize::MAX).expect("found");
        let lines = archive.headlines(&ids).expect("lines");
        assert_eq!(
            lines.len() % ANSWER,
            0,
            "an answer is kept whole or not at all"
        );
        for line in &said {
            match line.split_once(' ').expect("two words") {
                ("taken", at) => next = next.max(at.parse::<usize>().expect("a number") + 1),
                (_, key) => {
                    stars.insert(key.to_owned());
                }
            }
        }
        assert!(lines.len() >= next * ANSWER, "answers up to {next}");
        next = lines.len() / ANSWER;
        let starred = lines.into_iter().filter(|line| line.starred);
        let starred: BTreeSet<String> = starred.map(|line| line.key.0).collect();
        assert!(starred.is_superset(&stars), "{stars:?}");
        let found = Query {
            words: vec!["paragraph".into()],
            ..Query::default()
        };
        let found = archive.find(&found, usize::MAX).expect("found");
        assert_eq!(found, ids, "what is kept is found");
    }
    assert_sound(folder.path());
}

#[cfg(unix)]
#[test]
fn a_disk_on_which_nothing_can_grow_takes_nothing_that_was_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let out = work("fill-up", folder.path()).output().expect("run");
    let said = String::from_utf8(out.stdout).expect("text");
    assert!(out.status.success(), "{said}");
    let taken = said.matches("=taken ").count();
    assert!(taken > 0, "{said}");
    assert!(said.contains("=failed the disk "), "{said}");
    let (mut archive, notices) = {
        let opened = Archive::open(folder.path());
        (opened.archive, opened.notices)
    };
    assert_eq!(notices, [""; 0]);
    assert_eq!(archive.counts().expect("counts").items, taken * ANSWER);
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    assert_eq!(take(&mut archive, one, &[entry("more")], NOW).new, 1);
    assert_sound(folder.path());
}

fn all_end_well(children: Vec<Child>) {
    for child in children {
        let out = child.wait_with_output().expect("ended");
        let said = String::from_utf8_lossy(&out.stdout);
        assert!(out.status.success(), "{said}");
    }
}

#[test]
fn eight_programs_at_once_lose_none_of_their_edits() {
    let folder = tempfile::tempdir().expect("folder");
    // None of them finds an archive there.
    let start = |who| work(&format!("edit-{who}"), folder.path()).spawn();
    all_end_well((0..8).map(|who| start(who).expect("started")).collect());
    let archive = Archive::open(folder.path()).archive;
    let shared = archive.marks(&ItemKey::of_record("shared")).expect("marks");
    assert_eq!(shared.tags.len(), 8 * 100);
    assert_eq!(archive.counts().expect("counts").items, 8 * 100 + 100);
    assert_sound(folder.path());
}

#[test]
fn eight_dashboards_at_once_lose_none_of_their_edits() {
    let folder = tempfile::tempdir().expect("folder");
    let start = |who| work(&format!("newsroom-{who}"), folder.path()).spawn();
    all_end_well((0..8).map(|who| start(who).expect("started")).collect());
    let archive = Archive::open(folder.path()).archive;
    let shared = archive.marks(&ItemKey::of_record("shared")).expect("marks");
    assert_eq!(shared.tags.len(), 8 * 200);
    assert_sound(folder.path());
}

#[test]
fn another_program_is_told_by_the_version_of_the_data() {
    let folder = tempfile::tempdir().expect("folder");
    let mut mine = Archive::open(folder.path()).archive;
    let mut other = Archive::open(folder.path()).archive;
    let one = mine.subscribe(&feed("one")).expect("subscribed");
    let before = mine.data_version().expect("version");
    take(&mut mine, one, &[entry("a")], NOW);
    assert_eq!(mine.data_version().expect("version"), before);
    take(&mut other, one, &[entry("b")], NOW);
    assert_ne!(mine.data_version().expect("version"), before);
    assert_eq!(key(&mine, "Title b"), key(&other, "Title b"));
}
