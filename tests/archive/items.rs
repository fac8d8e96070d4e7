//! Items are kept once, edits change them where they stand, and marks survive everything.

use std::slice::from_ref;

use trafficdash::archive::{Archive, Counts, FetchState, ItemId, ItemKey, Mark, Marks, Taken};
use trafficdash::news::{About, Entry, Feed, Moment, Query, Reading};

use crate::support::{NOW, all, days, entry, feed, in_memory, key, take};

const NEW: Taken = Taken {
    new: 1,
    changed: 0,
    known: 0,
};
const CHANGED: Taken = Taken {
    new: 0,
    changed: 1,
    known: 0,
};
const KNOWN: Taken = Taken {
    new: 0,
    changed: 0,
    known: 1,
};

fn mark(archive: &mut Archive, key: &ItemKey, mark: &Mark) {
    archive.mark(from_ref(key), mark).expect("marked");
}

#[test]
fn an_item_is_kept_once_and_whole() {
    let (mut archive, one) = in_memory();
    let brought = Entry {
        author: "An author".into(),
        updated: Some(NOW),
        ..entry("a")
    };
    assert_eq!(take(&mut archive, one, from_ref(&brought), NOW), NEW);
    assert_eq!(take(&mut archive, one, from_ref(&brought), days(1)), KNOWN);
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    let [id] = ids[..] else {
        panic!("{ids:?}");
    };
    let stored = archive.item(id).expect("read").expect("there");
    assert_eq!(stored.entry, brought);
    assert_eq!(stored.first_seen, NOW);
    assert_eq!((stored.date, stored.dated), (days(-1), true));
    assert_eq!(stored.feeds, [(one, "Feed one".to_owned())]);
}

#[test]
fn each_of_several_lines_has_what_is_of_its_item() {
    let (mut archive, one) = in_memory();
    let two = archive.subscribe(&feed("two")).expect("subscribed");
    let about = |periods: &[&str], indicators: &[&str]| About {
        periods: periods
            .iter()
            .map(|one| one.parse().expect("a period"))
            .collect(),
        indicators: indicators.iter().map(ToString::to_string).collect(),
    };
    let entries = [
        (entry("a"), about(&["2012", "2011"], &["nrm", "ctm"])),
        (entry("b"), about(&[], &["ctm"])),
        (entry("c"), about(&["2011"], &[])),
        (entry("d"), About::default()),
    ];
    archive.take(two, &entries[1..3], NOW).expect("taken");
    archive.take(one, &entries, days(1)).expect("taken");
    for (title, tag) in [("Title a", "law"), ("Title a", "court"), ("Title c", "law")] {
        let key = key(&archive, title);
        mark(&mut archive, &key, &Mark::Tag(tag.into()));
    }
    let mut ids = archive.find(&Query::default(), 10).expect("found");
    ids.sort_by_key(|id| {
        archive
            .item(*id)
            .expect("read")
            .map(|item| item.entry.title)
    });
    ids.insert(2, ItemId(7));
    let lines = archive.headlines(&ids).expect("lines").into_iter();
    let lines = lines.map(|line| {
        let periods: Vec<String> = line.periods.iter().map(|one| one.code()).collect();
        let parts = [line.feeds, line.tags, periods, line.indicators];
        format!(
            "{}: {}",
            line.title,
            parts.map(|one| one.join(" ")).join("; ")
        )
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "Title a: Feed one; court law; 2011 2012; ctm nrm",
            "Title b: Feed two Feed one; ; ; ctm",
            "Title c: Feed two Feed one; law; 2011; ",
            "Title d: Feed one; ; ; ",
        ]
    );
}

#[test]
fn an_edit_changes_an_item_and_keeps_what_the_user_made_of_it() {
    let (mut archive, one) = in_memory();
    take(&mut archive, one, &[entry("a")], NOW);
    let item = key(&archive, "Title a");
    let made = Marks {
        read: true,
        starred: true,
        note: "To be checked".into(),
        tags: vec!["court".into(), "law".into()],
    };
    for one in [
        Mark::Read,
        Mark::Starred,
        Mark::Note(made.note.clone()),
        Mark::Tag("law".into()),
        Mark::Tag("court".into()),
    ] {
        mark(&mut archive, &item, &one);
    }
    let edited = Entry {
        title: "Title of another day".into(),
        published: Some(days(-3)),
        ..entry("a")
    };
    assert_eq!(take(&mut archive, one, &[edited], days(2)), CHANGED);
    assert_eq!(key(&archive, "Title of another day"), item);
    let id = archive.id_of(&item).expect("read").expect("there");
    let stored = archive.item(id).expect("read").expect("there");
    assert_eq!(stored.marks, made);
    assert_eq!(stored.date, days(-3));
    assert_eq!(stored.first_seen, NOW);
    assert_eq!(archive.marks(&item).expect("marks"), made);
    let counts = Counts {
        items: 1,
        unread: 0,
        starred: 1,
    };
    assert_eq!(archive.counts().expect("counts"), counts);
}

#[test]
fn a_story_of_two_feeds_is_one_item_of_both_and_the_first_one_edits_it() {
    let (mut archive, one) = in_memory();
    let two = archive.subscribe(&feed("two")).expect("subscribed");
    take(&mut archive, one, &[entry("a")], NOW);
    let elsewhere = Entry {
        guid: Some("another".into()),
        link: Some("http://news.example/a/?utm_source=feed#top".into()),
        title: "What the second feed calls it".into(),
        ..entry("a")
    };
    for _ in 0..2 {
        assert_eq!(take(&mut archive, two, from_ref(&elsewhere), NOW), KNOWN);
        assert_eq!(take(&mut archive, one, &[entry("a")], NOW), KNOWN);
    }
    assert_eq!(all(&archive), ["Title a"]);
    let ids = archive.find(&Query::default(), 1).expect("found");
    let lines = archive.headlines(&ids).expect("lines");
    assert_eq!(lines[0].feeds, ["Feed one", "Feed two"]);

    archive.unsubscribe(one).expect("left");
    assert_eq!(all(&archive), ["Title a"]);
    assert_eq!(take(&mut archive, two, &[elsewhere], NOW), CHANGED);
    assert_eq!(all(&archive), ["What the second feed calls it"]);
}

#[test]
fn a_link_that_a_feed_gives_to_many_stories_names_none_of_them() {
    let (mut archive, one) = in_memory();
    let on_one_page = |name: &str| Entry {
        link: Some("https://news.example/all".into()),
        ..entry(name)
    };
    let both = [on_one_page("a"), on_one_page("b")];
    assert_eq!(take(&mut archive, one, &both, NOW).new, 2);
    assert_eq!(take(&mut archive, one, &both, NOW).known, 2);
    // Later they come one at a time.
    assert_eq!(take(&mut archive, one, &[on_one_page("b")], NOW), KNOWN);
    assert_eq!(take(&mut archive, one, &[on_one_page("c")], NOW), NEW);
    let guidless = |name: &str| Entry {
        guid: None,
        ..on_one_page(name)
    };
    let both = [guidless("d"), guidless("e")];
    assert_eq!(take(&mut archive, one, &both, NOW).new, 2);
    assert_eq!(take(&mut archive, one, &both, NOW).known, 2);
    assert_eq!(all(&archive).len(), 5);
}

#[test]
fn an_item_whose_guid_changed_is_known_by_its_link() {
    let (mut archive, one) = in_memory();
    take(&mut archive, one, &[entry("a")], NOW);
    let renamed = Entry {
        guid: Some("https://news.example/?p=17".into()),
        ..entry("a")
    };
    assert_eq!(take(&mut archive, one, from_ref(&renamed), NOW), KNOWN);
    assert_eq!(take(&mut archive, one, &[renamed], NOW), KNOWN);
    assert_eq!(all(&archive), ["Title a"]);
}

#[test]
fn an_entry_without_guid_and_link_is_known_by_its_words() {
    let (mut archive, one) = in_memory();
    let bare = |name: &str| Entry {
        guid: None,
        link: None,
        ..entry(name)
    };
    assert_eq!(take(&mut archive, one, &[bare("a"), bare("b")], NOW).new, 2);
    assert_eq!(take(&mut archive, one, &[bare("b")], NOW), KNOWN);
    let other = Entry {
        reading: Reading::default(),
        ..bare("b")
    };
    assert_eq!(take(&mut archive, one, &[other], NOW), NEW);
}

#[test]
fn an_entry_given_twice_in_one_answer_is_one() {
    let (mut archive, one) = in_memory();
    let twice = [entry("a"), entry("a"), entry("b")];
    let taken = take(&mut archive, one, &twice, NOW);
    assert_eq!((taken.new, taken.known), (2, 1));
}

#[test]
fn items_sort_by_their_date_and_no_later_than_when_they_were_first_seen() {
    let (mut archive, one) = in_memory();
    let at = |name: &str, published: Option<Moment>| Entry {
        published,
        ..entry(name)
    };
    let mixed = [
        at("undated first", None),
        at("undated second", None),
        at("old", Some(days(-900))),
        at("before 1970", Some(Moment(-5))),
        at("to come", Some(days(400))),
        at("absurd", Some(Moment(i64::MAX))),
        at("absurdly old", Some(Moment(i64::MIN))),
    ];
    assert_eq!(take(&mut archive, one, &mixed, NOW).new, 7);
    take(&mut archive, one, &[at("later", None)], days(1));
    let sorted = [
        "later",
        "undated first",
        "undated second",
        "to come",
        "absurd",
        "old",
        "before 1970",
        "absurdly old",
    ];
    assert_eq!(all(&archive), sorted.map(|name| format!("Title {name}")));
    let ids = archive.find(&Query::default(), 4).expect("found");
    let lines = archive.headlines(&ids).expect("lines");
    assert_eq!((lines[3].date, lines[3].dated), (NOW, false));
}

#[test]
fn more_items_than_a_second_has_places_stay_in_their_order() {
    let (mut archive, one) = in_memory();
    let many: Vec<Entry> = (0..2000)
        .map(|at| Entry {
            published: None,
            ..entry(&format!("{at}"))
        })
        .collect();
    assert_eq!(take(&mut archive, one, &many, NOW).new, 2000);
    let sorted: Vec<String> = (0..2000).map(|at| format!("Title {at}")).collect();
    assert_eq!(all(&archive), sorted);
}

#[test]
fn items_of_the_record_are_marked_like_any_other() {
    let (mut archive, _) = in_memory();
    let article = ItemKey::of_record("article-2012-10-18");
    mark(&mut archive, &article, &Mark::Starred);
    mark(
        &mut archive,
        &ItemKey::of_record("law"),
        &Mark::Tag("law".into()),
    );
    mark(&mut archive, &article, &Mark::Unstarred);
    // What the record brings counts as read.
    let read = Marks {
        read: true,
        ..Marks::default()
    };
    let tagged = Marks {
        tags: vec!["law".into()],
        ..read.clone()
    };
    let marked = archive.all_record_marks().expect("marks");
    let expected = [
        ("article-2012-10-18".to_owned(), read),
        ("law".to_owned(), tagged),
    ];
    assert_eq!(marked, expected);
}

#[test]
fn a_feed_that_is_left_leaves_what_the_user_kept() {
    let (mut archive, one) = in_memory();
    let names = ["plain", "starred", "noted", "tagged", "claimed", "read"];
    take(&mut archive, one, &names.map(entry), NOW);
    for (name, made) in [
        ("starred", Mark::Starred),
        ("noted", Mark::Note("mine".into())),
        ("tagged", Mark::Tag("law".into())),
        ("read", Mark::Read),
    ] {
        let item = key(&archive, &format!("Title {name}"));
        mark(&mut archive, &item, &made);
    }
    let claimed = key(&archive, "Title claimed");
    archive.add_claim(&claimed, "value = 946").expect("kept");
    archive.unsubscribe(one).expect("left");
    assert_eq!(archive.subscriptions().expect("feeds"), []);
    let kept = ["starred", "noted", "tagged", "claimed"];
    assert_eq!(all(&archive), kept.map(|name| format!("Title {name}")));
    let ids = archive.find(&Query::default(), 1).expect("found");
    assert_eq!(
        archive.headlines(&ids).expect("lines")[0].feeds,
        ["Feed one"]
    );

    let again = archive.subscribe(&feed("one")).expect("subscribed");
    let taken = take(&mut archive, again, &names.map(entry), days(1));
    assert_eq!((taken.new, taken.known), (2, 4));
    let read = key(&archive, "Title read");
    assert!(archive.marks(&read).expect("marks").read);
    assert_eq!(archive.counts().expect("counts").unread, 5);
}

#[test]
fn a_feed_keeps_its_title_words_and_state() {
    let (mut archive, one) = in_memory();
    let mut named = feed("two");
    named.words = vec!["human trafficking".into(), "slavery".into()];
    let two = archive.subscribe(&named).expect("subscribed");
    archive.rename(one, "Mine").expect("renamed");
    let unnamed = Feed {
        title: String::new(),
        ..feed("one")
    };
    assert_eq!(archive.subscribe(&unnamed).expect("subscribed"), one);
    let state = FetchState {
        etag: Some("W/\"1\"".into()),
        last_modified: Some("Thu, 18 Oct 2012 12:00:00 GMT".into()),
        tried: Some(NOW),
        fetched: Some(days(-1)),
        failure: Some("no answer in 20 seconds".into()),
        failures: 3,
        not_before: Some(days(1)),
        remarks: vec!["2 entries have no title".into(), "1 text is cut".into()],
    };
    archive.record_fetch(two, &state).expect("kept");
    let feeds = archive.subscriptions().expect("feeds");
    assert_eq!(feeds[0].feed.title, "Mine");
    assert_eq!(feeds[0].state, FetchState::default());
    assert_eq!((&feeds[1].feed, &feeds[1].state), (&named, &state));
    assert_eq!(archive.subscribe(&named).expect("subscribed"), two);
    assert_eq!(archive.subscriptions().expect("feeds")[1].state, state);
    archive.unsubscribe(two).expect("left");
    archive.subscribe(&named).expect("taken up again");
    let again = &archive.subscriptions().expect("feeds")[1].state;
    assert_eq!(*again, FetchState::default());
}

#[test]
fn claims_are_kept_as_they_were_given() {
    let (mut archive, _) = in_memory();
    let article = ItemKey::of_record("a");
    let texts = ["value = 946\nperiod = \"2011\"", "value = 1"];
    let ids = texts.map(|text| archive.add_claim(&article, text).expect("kept"));
    let kept: Vec<_> = ids.into_iter().zip(texts.map(str::to_owned)).collect();
    assert_eq!(archive.claims(&article).expect("claims"), kept);
    let (other, none) = (ItemKey::of_record("b"), ItemKey::of_record("c"));
    let id = archive.add_claim(&other, "value = 2").expect("kept");
    let all = archive
        .claims_of(&[&none, &other, &article])
        .expect("claims");
    assert_eq!((all.len(), &all[&article]), (2, &kept));
    assert_eq!(all[&other], [(id, "value = 2".to_owned())]);
    let one = archive.claims_of(&[&other]).expect("claims");
    assert_eq!(one.keys().collect::<Vec<_>>(), [&other]);
    archive.remove_claim(ids[0]).expect("removed");
    assert_eq!(archive.claims(&article).expect("claims"), kept[1..]);
}
