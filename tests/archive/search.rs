//! What a query finds, and that nothing that is typed is an error.

use std::slice::from_ref;

use proptest::prelude::{ProptestConfig, any, prop, proptest};
use trafficdash::archive::{Archive, Mark};
use trafficdash::news::{About, Entry, Query, Reading};

use crate::support::{NOW, days, entry, feed, in_memory, key, take, titles, words};

fn text(title: &str, text: &str) -> Entry {
    Entry {
        title: title.into(),
        reading: Reading {
            paragraphs: vec![text.into()],
            links: Vec::new(),
        },
        ..entry(title)
    }
}

fn library() -> Archive {
    let (mut archive, one) = in_memory();
    let three = [
        text(
            "Raids",
            "Nail bars were searched in Québec; 12 people were found.",
        ),
        text(
            "Figures",
            "946 potential victims of human trafficking were referred.",
        ),
        text(
            "Verdict",
            "The trafficking of human organs is another crime.",
        ),
    ];
    take(&mut archive, one, &three, NOW);
    archive
}

#[test]
fn all_words_are_wanted_and_the_last_may_be_the_beginning_of_one() {
    let archive = library();
    for (query, found) in [
        (&["human"][..], &["Figures", "Verdict"][..]),
        (&["human", "victims"], &["Figures"]),
        (&["human trafficking"], &["Figures"]),
        (&["human traff"], &["Figures"]),
        (&["hum", "trafficking"], &[]),
        (&["quebec"], &["Raids"]),
        (&["QUÉ"], &["Raids"]),
        (&["n"], &["Raids"]),
        (&["ver"], &["Verdict"]),
        (&["946"], &["Figures"]),
        (&["of", "t"], &["Figures", "Verdict"]),
        (&["smuggling"], &[]),
        (&[], &["Raids", "Figures", "Verdict"]),
        (&["—", "\""], &["Raids", "Figures", "Verdict"]),
    ] {
        assert_eq!(titles(&archive, &words(query)), found, "{query:?}");
    }
}

#[test]
fn a_beginning_finds_every_word_that_it_begins_be_they_few_or_many() {
    let (mut archive, one) = in_memory();
    let letters = || 'a'..='z';
    let entries: Vec<Entry> = letters()
        .map(|letter| {
            text(
                &format!("Item {letter}"),
                &format!("work{letter} Zeit{letter}é"),
            )
        })
        .collect();
    take(&mut archive, one, &entries, NOW);
    let few = ["trafficking", "Traffickers", "trafficked"];
    let few: Vec<Entry> = few.iter().map(|word| text(word, "human traffic")).collect();
    take(&mut archive, one, &few, NOW);
    let found = |typed: &[&str]| titles(&archive, &words(typed)).len();
    for (typed, count) in [
        (&["work"][..], 26),
        (&["workb"], 1),
        (&["TRAFFICK"], 3),
        (&["traffickin"], 1),
        (&["human", "trafficke"], 2),
        (&["human traff"], 3),
        (&["zeit"], 26),
        (&["zeitbe"], 1),
        (&["traffic-"], 3),
        (&["trafficz"], 0),
    ] {
        assert_eq!(found(typed), count, "{typed:?}");
    }
}

#[test]
fn notes_and_tags_are_found_and_gone_with_them() {
    let mut archive = library();
    let raids = [key(&archive, "Raids")];
    let mut marked = |mark: &Mark, word: &str| {
        archive.mark(&raids, mark).expect("marked");
        titles(&archive, &words(&[word])).len()
    };
    assert_eq!(
        marked(&Mark::Note("labour exploitation".into()), "exploit"),
        1
    );
    assert_eq!(marked(&Mark::Tag("workplace".into()), "workpl"), 1);
    assert_eq!(marked(&Mark::Note(String::new()), "exploit"), 0);
    assert_eq!(marked(&Mark::Untag("workplace".into()), "workpl"), 0);
    assert_eq!(titles(&archive, &words(&["nail"])), ["Raids"]);
}

#[test]
fn an_edit_is_found_by_its_new_words_alone() {
    let (mut archive, one) = in_memory();
    let before = text("a", "first words");
    take(&mut archive, one, from_ref(&before), NOW);
    let after = Entry {
        reading: text("a", "second words").reading,
        published: Some(days(-7)),
        ..before
    };
    take(&mut archive, one, &[after], NOW);
    assert_eq!(titles(&archive, &words(&["first"])), [""; 0]);
    assert_eq!(titles(&archive, &words(&["second"])), ["a"]);
}

/// What a query finds, which must be the same with a word that all items have.
fn found(archive: &Archive, query: &Query) -> Vec<String> {
    let plain = titles(archive, query);
    let query = Query {
        words: vec!["text".into()],
        ..query.clone()
    };
    assert_eq!(titles(archive, &query), plain, "with a word: {query:?}");
    let names = plain.iter().map(|one| one["Title ".len()..].to_owned());
    names.collect()
}

type Change<'a> = &'a dyn Fn(&mut Query);

/// Four items of two feeds: "quarter" is read and starred, "none" is starred and tagged.
fn four_items() -> Archive {
    let (mut archive, one) = in_memory();
    let two = archive.subscribe(&feed("two")).expect("subscribed");
    let about = |periods: &[&str]| About {
        periods: periods.iter().map(|one| one.parse().expect(one)).collect(),
        indicators: Vec::new(),
    };
    let on = |name: &str, day: i64| Entry {
        published: Some(days(day)),
        ..entry(name)
    };
    let entries = [
        (on("year", -1), about(&["2011"])),
        (on("quarter", -2), about(&["2011Q4", "2012"])),
    ];
    archive.take(one, &entries, NOW).expect("taken");
    let entries = [
        (on("tax", -3), about(&["2011/12"])),
        (on("none", -4), about(&[])),
    ];
    archive.take(two, &entries, NOW).expect("taken");
    let quarter = key(&archive, "Title quarter");
    let none = key(&archive, "Title none");
    archive
        .mark(from_ref(&quarter), &Mark::Read)
        .expect("marked");
    let both = [quarter, none];
    archive.mark(&both, &Mark::Starred).expect("marked");
    archive
        .mark(&both[1..], &Mark::Tag("law".into()))
        .expect("marked");
    archive
}

#[test]
fn every_part_of_a_query_must_pass() {
    let archive = four_items();
    let day = |count| days(count).day();
    let about = |code: &str| Some(code.parse().expect(code));
    let cases: &[(Change, &[&str])] = &[
        (&|query| query.unread = true, &["year", "tax", "none"]),
        (&|query| query.starred = true, &["quarter", "none"]),
        (
            &|query| (query.starred, query.unread) = (true, true),
            &["none"],
        ),
        (
            &|query| query.feed = Some("FEED two".into()),
            &["tax", "none"],
        ),
        (
            &|query| query.feed = Some("one.example".into()),
            &["year", "quarter"],
        ),
        (&|query| query.feed = Some("three".into()), &[]),
        (&|query| query.tag = Some("law".into()), &["none"]),
        (&|query| query.tag = Some("la".into()), &[]),
        (&|query| query.since = day(-2), &["year", "quarter"]),
        (&|query| query.until = day(-2), &["quarter", "tax", "none"]),
        (
            &|query| (query.since, query.until) = (day(-3), day(-2)),
            &["quarter", "tax"],
        ),
        (
            &|query| query.about = about("2011"),
            &["year", "quarter", "tax"],
        ),
        (
            &|query| query.about = about("2011Q4"),
            &["year", "quarter", "tax"],
        ),
        (&|query| query.about = about("2012-05"), &["quarter"]),
        (&|query| query.about = about("2009"), &[]),
    ];
    for (change, expected) in cases {
        let mut query = Query::default();
        change(&mut query);
        assert_eq!(found(&archive, &query), *expected, "{query:?}");
    }
}

#[test]
fn the_newest_come_first_however_few_are_wanted() {
    let archive = library();
    let query = words(&["human"]);
    let all = archive.find(&query, usize::MAX).expect("found");
    assert_eq!(archive.find(&query, 1).expect("found"), all[..1]);
    assert_eq!(archive.find(&query, 0).expect("found"), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_typed_is_an_error(
        typed in prop::collection::vec(any::<String>(), 0..4),
        operators in "[\"*():^+AND OR NOT NEAR{}\\-a]{0,12}",
    ) {
        let archive = Archive::in_memory();
        let mut query = Query { words: typed, ..Query::default() };
        query.words.push(operators);
        query.tag = query.words.first().cloned();
        archive.find(&query, 10).expect("no error");
        query.tag = None;
        archive.find(&query, 10).expect("no error");
    }
}
