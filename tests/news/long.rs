//! A list of a hundred thousand items: what is on screen, and what is asked for it.

use std::collections::BTreeMap;

use trafficdash::news::kept::{Headline, ItemId, ItemKey};
use trafficdash::news::shelf::{Found, Line};
use trafficdash::news::{Moment, Query};
use trafficdash::tui::ask::{Ask, Extent, Told};
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::runtime::Application;

use crate::stand::{Archive, Dashboard, asked};

const ITEMS: i64 = 100_000;

/// Item 99,999 is the newest: one came each hour until 23 November 2026.
fn found() -> Vec<Found> {
    let newest = 1_795_400_000;
    let found = |at| Found {
        id: ItemId(at),
        date: Moment(newest - (ITEMS - at) * 3600),
    };
    (0..ITEMS).rev().map(found).collect()
}

struct Long {
    dashboard: Dashboard,
    dates: BTreeMap<ItemId, Moment>,
}

impl Long {
    fn new() -> Self {
        let mut archive = Archive::default();
        archive.follow("https://one.example/feed", "One");
        let mut dashboard = Dashboard::silent((120, 40));
        dashboard.app.update(Event::Started);
        let mut long = Self {
            dashboard,
            dates: found().into_iter().map(|one| (one.id, one.date)).collect(),
        };
        long.tell(archive.feeds());
        long.press("5");
        long.tell(Told::Found(Query::default(), found(), Extent::Whole));
        long
    }

    /// Answers what is asked for lines; gives how many that were.
    fn answer(&mut self, effects: Vec<Effect>) -> usize {
        let mut count = 0;
        for ask in asked(effects) {
            let Ask::Lines(ids) = ask else { continue };
            count += ids.len();
            let line = |id: &ItemId| Line {
                headline: Headline {
                    id: *id,
                    key: ItemKey(format!("item-{}", id.0)),
                    title: format!("Item number {}.", id.0),
                    feeds: vec!["One".to_owned()],
                    date: self.dates[id],
                    dated: true,
                    read: true,
                    starred: false,
                    tags: Vec::new(),
                    periods: Vec::new(),
                    indicators: Vec::new(),
                },
                claims: Vec::new(),
            };
            let lines = ids.iter().map(line).collect();
            let told = Event::Told(Box::new(Told::Lines(lines)));
            self.dashboard.app.update(told);
        }
        count
    }

    fn tell(&mut self, told: Told) -> usize {
        let effects = self.dashboard.app.update(Event::Told(Box::new(told)));
        self.answer(effects)
    }

    fn press(&mut self, key: &str) -> usize {
        // Its own archive is empty and answers nothing of use.
        let effects = self.dashboard.press_only(key);
        self.answer(effects)
    }

    /// The numbers of the items on screen, from above.
    fn numbers(&self) -> Vec<i64> {
        let screen = self.dashboard.screen();
        let lines = screen.lines().skip(4);
        let cut = lines.filter_map(|line| line.split("Item number ").nth(1));
        let number = |rest: &str| {
            rest.split('.')
                .next()
                .and_then(|digits| digits.parse().ok())
        };
        cut.filter_map(number).collect()
    }

    fn assert_whole(&self) {
        let screen = self.dashboard.screen();
        assert!(!screen.contains("  …"), "a line is missing:\n{screen}");
        let numbers = self.numbers();
        assert!(
            numbers.is_sorted_by(|one, next| *one == next + 1),
            "{numbers:?}"
        );
    }
}

#[test]
fn the_ends_and_the_middle_of_a_long_list_are_on_screen() {
    let mut long = Long::new();
    long.press("home");
    long.dashboard.shows("100,088 items; ●");
    long.assert_whole();
    assert_eq!(long.numbers()[0], 99_999);
    let rows = long.numbers().len();
    assert!(rows > 25, "{rows}");

    long.press("end");
    long.assert_whole();
    // The last items are of the record: it is older than the feeds.
    let row = long.dashboard.row();
    assert!(row.contains("the record"), "{row}");
    for _ in 0..88 {
        long.press("up");
        long.assert_whole();
        if long.numbers().contains(&0) {
            break;
        }
    }
    assert!(long.numbers().contains(&0), "{:?}", long.numbers());

    long.press("home");
    for _ in 0..40 {
        long.press("pgdn");
        long.assert_whole();
    }
    let below = long.numbers();
    assert!(below[0] < 99_999 - 30 * 25, "{below:?}");
    for _ in 0..40 {
        long.press("pgup");
    }
    assert_eq!(long.numbers()[0], 99_999);
}

#[test]
fn only_the_lines_near_the_screen_are_asked_for_and_remembered() {
    let mut long = Long::new();
    assert!(long.press("home") <= 400);
    let mut asked = 0;
    for _ in 0..200 {
        asked += long.press("pgdn");
    }
    assert!((5_000..9_000).contains(&asked), "{asked}");
    let remembered = long.dashboard.app.model().shelf.lines.len();
    assert!(remembered <= 3_300, "{remembered}");
    long.press("home");
    long.assert_whole();
}

#[test]
fn unread_items_far_below_are_asked_of_the_archive() {
    let mut long = Long::new();
    long.press("home");
    let asks = asked(long.dashboard.press_only("."));
    let [Ask::NextUnread(query, from)] = &asks[..] else {
        panic!("{asks:?}");
    };
    assert!(query.is_empty());
    assert!(
        from.0 < 99_999 - 100,
        "beyond the lines that are there: {from:?}"
    );
    long.tell(Told::NextUnread(Some(ItemId(50_000))));
    assert!(
        long.dashboard.row().contains("Item number 50000."),
        "{}",
        long.dashboard.row()
    );
    long.assert_whole();
    long.tell(Told::NextUnread(None));
    long.dashboard.shows("nothing unread further down");
}

#[test]
fn the_item_under_the_cursor_stays_when_a_thousand_come_above() {
    let mut long = Long::new();
    long.press("home");
    for _ in 0..500 {
        long.press("down");
    }
    let before = long.dashboard.row();
    let mut more: Vec<Found> = (ITEMS..ITEMS + 1000)
        .rev()
        .map(|at| Found {
            id: ItemId(at),
            date: Moment(1_795_400_000 + at - ITEMS),
        })
        .collect();
    long.dates.extend(more.iter().map(|one| (one.id, one.date)));
    more.extend(found());
    long.tell(Told::Found(Query::default(), more, Extent::Whole));
    assert_eq!(long.dashboard.row(), before);
    long.press("down");
    long.assert_whole();
}
