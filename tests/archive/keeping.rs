//! How long items are kept, what they are about, and all of an archive taken elsewhere.

use std::cell::Cell;
use std::slice::from_ref;

use trafficdash::archive::{
    Archive, ArchiveError, ItemKey, Mark, MarksRecord, Record, Retention, Stored,
};
use trafficdash::news::{About, Entry, Query};

use crate::support::{NOW, all, days, entry, feed, in_memory, key, take, titles, words};

const MONTH: Retention = Retention { days: Some(30) };

#[test]
fn what_is_old_goes_and_neither_comes_again_nor_takes_what_the_user_kept() {
    let (mut archive, one) = in_memory();
    let names = ["plain", "starred", "noted", "tagged", "claimed"];
    let old = names.map(entry);
    take(&mut archive, one, &old, NOW);
    take(&mut archive, one, &[entry("young")], days(20));
    for (name, made) in [
        ("starred", Mark::Starred),
        ("noted", Mark::Note("mine".into())),
        ("tagged", Mark::Tag("law".into())),
    ] {
        let item = key(&archive, &format!("Title {name}"));
        archive.mark(from_ref(&item), &made).expect("marked");
    }
    let claimed = key(&archive, "Title claimed");
    archive.add_claim(&claimed, "value = 946").expect("kept");

    let pruned = |archive: &mut Archive, keep, day| archive.prune(keep, days(day)).expect("pruned");
    assert_eq!(pruned(&mut archive, Retention::default(), 9000), 0);
    assert_eq!(pruned(&mut archive, MONTH, 30), 0);
    assert_eq!(pruned(&mut archive, MONTH, 40), 1);
    assert_eq!(all(&archive).len(), 5);
    assert_eq!(titles(&archive, &words(&["plain"])), [""; 0]);
    let taken = take(&mut archive, one, &old, days(41));
    assert_eq!((taken.new, taken.changed, taken.known), (0, 0, 5));
    assert_eq!(pruned(&mut archive, MONTH, 9000), 1);
    let kept = names[1..].iter().map(|name| format!("Title {name}"));
    assert_eq!(all(&archive), kept.collect::<Vec<_>>());
    // After years in which no feed listed it, it may come as a new one.
    assert_eq!(take(&mut archive, one, &old, days(9001)).new, 1);
}

#[test]
fn items_are_looked_at_again_once_for_each_vocabulary() {
    let (mut archive, one) = in_memory();
    let entries: Vec<Entry> = (0..450).map(|at| entry(&format!("{at}"))).collect();
    take(&mut archive, one, &entries, NOW);
    let looked = Cell::new(0);
    let about = |item: &Stored| {
        looked.set(looked.get() + 1);
        assert_eq!(item.entry.reading.paragraphs.len(), 2);
        let year = if item.entry.title.ends_with('7') {
            "2007"
        } else {
            "2011"
        };
        About {
            periods: vec![
                year.parse().expect("a year"),
                "2012Q1".parse().expect("a quarter"),
            ],
            indicators: vec!["nrm-referrals".into()],
        }
    };
    assert_eq!(archive.reclassify("first", &about).expect("done"), 450);
    assert_eq!(archive.reclassify("first", &about).expect("done"), 0);
    assert_eq!(archive.reclassify("second", &about).expect("done"), 450);
    assert_eq!(looked.get(), 900);

    let periods = ["2007", "2011", "2012", "2012Q1", "2012Q2"];
    let periods = periods.map(|one| one.parse().expect("a period"));
    let counted = |until| archive.count_about(&periods, until).expect("counts");
    assert_eq!(counted(None), [45, 405, 450, 450, 0]);
    assert_eq!(counted(days(-1).day()), [45, 405, 450, 450, 0]);
    assert_eq!(counted(days(-2).day()), [0; 5]);
}

#[test]
fn what_is_stopped_between_two_vocabularies_goes_on_where_it_was() {
    let folder = tempfile::tempdir().expect("folder");
    let mut archive = Archive::open(folder.path()).archive;
    let one = archive.subscribe(&feed("one")).expect("subscribed");
    let entries: Vec<Entry> = (0..450).map(|at| entry(&format!("{at}"))).collect();
    take(&mut archive, one, &entries, NOW);
    let left = Cell::new(250);
    let about = |_: &Stored| {
        left.set(left.get() - 1);
        assert!(left.get() > 0, "stopped");
        About::default()
    };
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        archive.reclassify("first", &about)
    }));
    assert!(stopped.is_err());
    left.set(1000);
    let mut archive = Archive::open(folder.path()).archive;
    assert_eq!(archive.reclassify("first", &about).expect("done"), 250);
}

fn exported(archive: &Archive) -> Vec<Record> {
    let mut records = Vec::new();
    let each = |record| {
        records.push(record);
        Ok::<_, ArchiveError>(())
    };
    archive.export(each).expect("exported");
    records
}

fn imported(archive: &mut Archive, records: &[Record]) -> usize {
    let records = records.iter().cloned().map(Ok::<_, ArchiveError>);
    archive.import(records).expect("imported")
}

/// An archive of two feeds with all that the user can do to items.
fn full() -> Archive {
    let (mut archive, one) = in_memory();
    let two = archive.subscribe(&feed("two")).expect("subscribed");
    let about = About {
        periods: vec!["2011".parse().expect("a year")],
        indicators: vec!["nrm-referrals".into()],
    };
    let entries: Vec<_> = ["a", "b", "c"]
        .map(|name| (entry(name), about.clone()))
        .into();
    archive.take(one, &entries, NOW).expect("taken");
    archive.take(two, &entries[..1], days(1)).expect("taken");
    take(&mut archive, two, &[entry("old")], days(-100));
    archive.prune(MONTH, NOW).expect("pruned");
    for item in [key(&archive, "Title b"), ItemKey::of_record("law")] {
        for mark in [
            Mark::Read,
            Mark::Starred,
            Mark::Note("mine".into()),
            Mark::Tag("law".into()),
        ] {
            archive.mark(from_ref(&item), &mark).expect("marked");
        }
        archive.add_claim(&item, "value = 946").expect("kept");
    }
    archive
}

#[test]
fn what_is_taken_elsewhere_is_the_same_there() {
    let archive = full();
    let records = exported(&archive);
    let text = serde_json::to_string(&records).expect("written");
    let read: Vec<Record> = serde_json::from_str(&text).expect("read");
    assert_eq!(read, records);

    let mut other = Archive::in_memory();
    assert_eq!(imported(&mut other, &records), 3);
    assert_eq!(exported(&other), records);
    assert_eq!(imported(&mut other, &records), 0);
    assert_eq!(exported(&other), records);
    for query in [Query::default(), words(&["mine"]), words(&["text"])] {
        assert_eq!(
            titles(&other, &query),
            titles(&archive, &query),
            "{query:?}"
        );
    }
    // It goes on as the first one would.
    let feeds = other.subscriptions().expect("feeds");
    let taken = take(
        &mut other,
        feeds[1].id,
        &[entry("old"), entry("a")],
        days(2),
    );
    assert_eq!((taken.new, taken.known), (0, 2));
}

#[test]
fn an_item_of_the_record_that_is_to_be_read_again_in_either_archive_is_so_in_both() {
    let law = ItemKey::of_record("law");
    let starred = |mark: Option<Mark>| {
        let mut archive = Archive::in_memory();
        for mark in [Some(Mark::Starred), mark].into_iter().flatten() {
            archive.mark(from_ref(&law), &mark).expect("marked");
        }
        archive
    };
    for (here, there, read) in [
        (None, None, true),
        (Some(Mark::Unread), None, false),
        (None, Some(Mark::Unread), false),
        (Some(Mark::Unread), Some(Mark::Unread), false),
    ] {
        let mut archive = starred(here);
        imported(&mut archive, &exported(&starred(there)));
        let marks = archive.marks(&law).expect("marks");
        assert_eq!((marks.read, marks.starred), (read, true));
    }
    // One that has nothing but a claim was never to be read again.
    let mut claimed = Archive::in_memory();
    claimed.add_claim(&law, "value = 946").expect("kept");
    let mut archive = Archive::in_memory();
    imported(&mut archive, &exported(&claimed));
    assert!(archive.marks(&law).expect("marks").read);
}

#[test]
fn marks_of_an_export_whose_keys_had_blanks_are_of_the_same_item() {
    let mut archive = Archive::in_memory();
    let older = Record::Marks(MarksRecord {
        key: "record:16 May 2025 Inspectorate reports".into(),
        starred: true,
        read: true,
        ..MarksRecord::default()
    });
    imported(&mut archive, &[older]);
    let key = ItemKey::of_record("16 May 2025 Inspectorate reports");
    assert!(archive.marks(&key).expect("marks").starred);
    assert_eq!(archive.all_record_marks().expect("marks").len(), 1);
}

#[test]
fn of_two_notes_no_line_is_lost_and_none_is_said_twice() {
    let law = ItemKey::of_record("law");
    let noted = |note: &str| {
        let mut archive = Archive::in_memory();
        let note = Mark::Note(note.to_owned());
        archive.mark(from_ref(&law), &note).expect("noted");
        archive
    };
    for (here, there, both) in [
        ("not reliable", "reliable", "not reliable\nreliable"),
        ("one", "", "one"),
        ("", "one", "one"),
        ("one\ntwo", "two", "one\ntwo"),
        ("two", "one\ntwo", "one\ntwo"),
        ("one", "two", "one\ntwo"),
    ] {
        let mut archive = noted(here);
        imported(&mut archive, &exported(&noted(there)));
        assert_eq!(archive.marks(&law).expect("marks").note, both);
    }
}

#[test]
fn what_is_merged_takes_nothing_away() {
    let records = exported(&full());
    let (mut archive, _) = in_memory();
    let two = archive.subscribe(&feed("two")).expect("subscribed");
    archive.rename(two, "What I call it").expect("renamed");
    // The same story, known here by another feed.
    let elsewhere = Entry {
        guid: Some("another".into()),
        ..entry("b")
    };
    take(&mut archive, two, &[elsewhere], NOW);
    let item = key(&archive, "Title b");
    for mark in [Mark::Note("here".into()), Mark::Tag("court".into())] {
        archive.mark(from_ref(&item), &mark).expect("marked");
    }
    assert_eq!(imported(&mut archive, &records), 2);
    let merged = Record::Marks(MarksRecord {
        key: item.0,
        read: true,
        starred: true,
        note: "here\nmine".into(),
        tags: vec!["court".into(), "law".into()],
        claims: vec!["value = 946".into()],
    });
    assert!(exported(&archive).contains(&merged));
    let feeds = archive.subscriptions().expect("feeds");
    assert_eq!(feeds[1].feed.title, "What I call it");
    assert_eq!(imported(&mut archive, &records), 0);
    assert!(exported(&archive).contains(&merged));
}
