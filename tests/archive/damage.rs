//! Folders that cannot be written and files that cannot be read: there is always an archive, what
//! it cannot do is said, and a damaged file is kept aside while the rest of it is saved.

use std::fs::{self, File};
use std::path::Path;
use std::slice::from_ref;

use rusqlite::Connection;
use trafficdash::archive::{Archive, ArchiveError, FILE, ItemKey, Mark, Opened};
use trafficdash::news::{Entry, Query};

use crate::support::{NOW, all, days, entry, feed, key, take, titles, words};

const ITEMS: usize = 300;
const STARS: usize = 10;

/// An archive of [`ITEMS`] items of two feeds, of which [`STARS`] are starred and noted.
fn written(folder: &Path) {
    let mut archive = Archive::open(folder).archive;
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    archive.subscribe(&feed("two")).expect("subscribed");
    let entries: Vec<Entry> = (0..ITEMS).map(|at| entry(&format!("{at}"))).collect();
    take(&mut archive, one, &entries, NOW);
    for at in 0..STARS {
        let item = key(&archive, &format!("Title {}", at * 7));
        for mark in [Mark::Starred, Mark::Note(format!("note {at}"))] {
            archive.mark(from_ref(&item), &mark).expect("marked");
        }
        archive.add_claim(&item, "value = 946").expect("kept");
    }
    let law = ItemKey::of_record("law");
    archive
        .mark(from_ref(&law), &Mark::Tag("law".into()))
        .expect("marked");
}

/// The files put aside in a folder.
fn aside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("folder").map(|one| {
        let name = one.expect("an entry").file_name();
        name.into_string().expect("a name")
    });
    names.filter(|name| name.contains(".corrupt-")).collect()
}

fn assert_usable(opened: Opened) {
    let mut archive = opened.archive;
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    assert_eq!(take(&mut archive, one, &[entry("later")], days(1)).new, 1);
    assert_eq!(titles(&archive, &words(&["later"])), ["Title later"]);
    let starred = Query {
        starred: true,
        ..Query::default()
    };
    let ids = archive.find(&starred, usize::MAX).expect("found");
    archive.headlines(&ids).expect("lines");
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    for id in ids {
        let stored = archive.item(id).expect("read").expect("there");
        let text = format!("{}{}", stored.entry.title, stored.marks.note);
        assert!(!text.contains(char::is_control), "{text:?}");
    }
}

/// The pages of a table or an index, leaves only.
fn leaves(path: &Path, name: &str) -> Vec<usize> {
    let connection = Connection::open(path).expect("a database");
    let sql = "SELECT pageno FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY pageno";
    let mut statement = connection.prepare(sql).expect("pages");
    let pages = statement.query_map([name], |row| row.get::<_, i64>(0));
    let pages = pages.expect("pages").map(|page| page.expect("a page"));
    pages
        .map(|page| usize::try_from(page).expect("positive"))
        .collect()
}

const PAGE: usize = 4096;

/// Opens an archive of which some pages were overwritten, which must be said.
fn opened_without(folder: &Path, name: &str, which: impl Fn(&[usize]) -> Vec<usize>) -> Opened {
    written(folder);
    let path = folder.join(FILE);
    let pages = leaves(&path, name);
    assert!(!pages.is_empty(), "{name}");
    let mut bytes = fs::read(&path).expect("there");
    for page in which(&pages) {
        bytes[(page - 1) * PAGE..page * PAGE].fill(0xA5);
    }
    fs::write(&path, &bytes).expect("written");
    let opened = Archive::open(folder);
    assert!(
        opened.notices[0].contains("was damaged"),
        "{:?}",
        opened.notices
    );
    let [aside] = &aside(folder)[..] else {
        panic!("one file is put aside");
    };
    assert!(opened.notices[0].contains(aside.as_str()));
    assert!(
        fs::read(folder.join(aside)).expect("there") == bytes,
        "kept as it is"
    );
    assert!(opened.archive.is_kept());
    opened
}

#[test]
fn of_a_damaged_archive_only_what_is_unreadable_is_lost() {
    for name in [
        "body",
        "words_data",
        "item_flags",
        "listing",
        "name",
        "mark",
    ] {
        let folder = tempfile::tempdir().expect("folder");
        let half = |pages: &[usize]| pages.iter().copied().step_by(2).collect();
        let opened = opened_without(folder.path(), name, half);
        let archive = &opened.archive;
        let counts = archive.counts().expect("counts");
        assert_eq!((counts.items, counts.starred), (ITEMS, STARS), "{name}");
        let feeds = archive.subscriptions().expect("feeds");
        assert_eq!(feeds.len(), 2, "{name}");
        let item = key(archive, "Title 7");
        assert_eq!(archive.claims(&item).expect("claims").len(), 1);
        if name != "mark" {
            assert_eq!(archive.marks(&item).expect("marks").note, "note 1");
            assert_eq!(archive.all_record_marks().expect("marks").len(), 1);
        }
        // What the feed lists still is known, or its text is had again.
        let mut archive = opened.archive;
        let one = feeds[0].id;
        let entries: Vec<Entry> = (0..ITEMS).map(|at| entry(&format!("{at}"))).collect();
        assert_eq!(take(&mut archive, one, &entries, NOW).new, 0, "{name}");
        assert_eq!(
            titles(&archive, &words(&["paragraph"])).len(),
            ITEMS,
            "{name}"
        );
        drop(archive);
        let again = Archive::open(folder.path());
        assert_eq!(again.notices, [""; 0], "{name}");
    }
}

#[test]
fn items_whose_rows_are_lost_come_again_with_their_stars() {
    let folder = tempfile::tempdir().expect("folder");
    let opened = opened_without(folder.path(), "item", |pages| pages[1..3].to_vec());
    let mut archive = opened.archive;
    let left = archive.counts().expect("counts").items;
    assert!((1..ITEMS).contains(&left), "{left}");
    let one = archive.subscriptions().expect("feeds")[0].id;
    let entries: Vec<Entry> = (0..ITEMS).map(|at| entry(&format!("{at}"))).collect();
    assert_eq!(take(&mut archive, one, &entries, NOW).new, ITEMS - left);
    assert_eq!(archive.counts().expect("counts").starred, STARS);
}

/// Numbers that are the same every time.
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

#[test]
fn no_damage_anywhere_keeps_the_program_from_starting() {
    let model = tempfile::tempdir().expect("folder");
    written(model.path());
    let whole = fs::read(model.path().join(FILE)).expect("there");
    let mut dice = Dice(7);
    let mut said = 0;
    for round in 0..30 {
        let folder = tempfile::tempdir().expect("folder");
        let mut bytes = whole.clone();
        for _ in 0..=dice.below(4) {
            let end = if round % 3 == 0 { 200 } else { bytes.len() };
            let from = dice.below(end);
            let to = (from + 1 + dice.below(600)).min(bytes.len());
            bytes[from..to].fill_with(|| dice.below(256) as u8);
        }
        if round % 7 == 0 {
            bytes.truncate(dice.below(whole.len()));
        }
        fs::write(folder.path().join(FILE), &bytes).expect("written");
        let opened = Archive::open(folder.path());
        said += opened.notices.len();
        assert_usable(opened);
    }
    assert!(said > 15, "{said}");
}

#[test]
fn what_is_no_database_is_put_aside_and_an_empty_file_is_a_new_archive() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join(FILE);
    fs::write(&path, "this is no database ".repeat(1000)).expect("written");
    let opened = Archive::open(folder.path());
    assert!(
        opened.notices[0].contains("was damaged"),
        "{:?}",
        opened.notices
    );
    assert_eq!(aside(folder.path()).len(), 1);
    assert_usable(opened);

    let folder = tempfile::tempdir().expect("folder");
    File::create(folder.path().join(FILE)).expect("made");
    let opened = Archive::open(folder.path());
    assert_eq!(opened.notices, [""; 0]);
    assert_usable(opened);
}

#[test]
fn damage_that_is_met_later_is_mended_when_the_archive_is_opened_again() {
    let folder = tempfile::tempdir().expect("folder");
    written(folder.path());
    let path = folder.path().join(FILE);
    let body = leaves(&path, "body")[2];
    let mut bytes = fs::read(&path).expect("there");
    // A file that is too large to be read as a whole each time; its head says how many pages it has.
    bytes.resize(40 << 20, 0);
    let pages = (bytes.len() / PAGE) as u32;
    bytes[28..32].copy_from_slice(&pages.to_be_bytes());
    bytes[(body - 1) * PAGE..body * PAGE].fill(0xA5);
    fs::write(&path, &bytes).expect("written");

    let opened = Archive::open(folder.path());
    assert_eq!(opened.notices, [""; 0]);
    let ids = opened.archive.find(&Query::default(), usize::MAX);
    let mut ids = ids.expect("found").into_iter();
    let met = ids.find_map(|id| opened.archive.item(id).err());
    assert!(matches!(met, Some(ArchiveError::Damaged)), "{met:?}");
    let again = Archive::open(folder.path());
    assert!(
        again.notices[0].contains("was damaged"),
        "{:?}",
        again.notices
    );
    assert_eq!(all(&again.archive).len(), ITEMS);
    assert_eq!(Archive::open(folder.path()).notices, [""; 0]);
}

#[test]
fn two_programs_that_meet_the_damage_mend_it_once() {
    let folder = tempfile::tempdir().expect("folder");
    written(folder.path());
    let path = folder.path().join(FILE);
    let body = leaves(&path, "body")[0];
    let mut bytes = fs::read(&path).expect("there");
    bytes[(body - 1) * PAGE..body * PAGE].fill(0xA5);
    fs::write(&path, &bytes).expect("written");
    let open = || Archive::open(folder.path());
    let both = std::thread::scope(|scope| {
        let both = [scope.spawn(open), scope.spawn(open)];
        both.map(|one| one.join().expect("opened"))
    });
    let notices: Vec<&String> = both.iter().flat_map(|one| &one.notices).collect();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(aside(folder.path()).len(), 1);
    for one in both {
        assert_eq!(all(&one.archive).len(), ITEMS);
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_is_running_goes_on_in_the_mended_archive() {
    let folder = tempfile::tempdir().expect("folder");
    written(folder.path());
    let path = folder.path().join(FILE);
    let mut running = Archive::open(folder.path()).archive;
    let body = leaves(&path, "body")[0];
    let mut bytes = fs::read(&path).expect("there");
    bytes[(body - 1) * PAGE..body * PAGE].fill(0xA5);
    fs::write(&path, &bytes).expect("written");
    let mended = Archive::open(folder.path());
    assert_eq!(mended.notices.len(), 1);
    let law = ItemKey::of_record("law");
    let mark = Mark::Note("after it".into());
    running.mark(from_ref(&law), &mark).expect("marked");
    let marks = mended.archive.marks(&law).expect("marks");
    assert_eq!(marks.note, "after it");
}

#[test]
fn where_nothing_can_be_written_memory_has_to_do_and_that_is_said() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("file");
    fs::write(&file, "mine").expect("written");
    let opened = Archive::open(&file.join("trafficdash"));
    assert!(
        opened.notices[0].contains("memory only"),
        "{:?}",
        opened.notices
    );
    assert!(!opened.archive.is_kept());
    assert_usable(opened);
    assert_eq!(fs::read(&file).expect("there"), b"mine");
}

#[cfg(unix)]
#[test]
fn the_files_are_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("folder");
    let inner = folder.path().join("data").join("trafficdash");
    let mut archive = Archive::open(&inner).archive;
    archive.subscribe(&feed("one")).expect("subscribed");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
    for file in fs::read_dir(&inner).expect("folder") {
        let path = file.expect("a file").path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    drop(archive);
    let path = inner.join(FILE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("changed");
    drop(Archive::open(&inner));
    assert_eq!(mode(&path), 0o600);
}
