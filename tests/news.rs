//! The news in the dashboard without a terminal, a thread or a file: what is asked of the archive
//! and when, and what is made of what it tells.

#[path = "support/keys.rs"]
mod keys;
#[path = "news/long.rs"]
mod long;
#[path = "support/screen.rs"]
#[expect(dead_code, reason = "an app of its own settles before it is drawn")]
mod screen;
#[path = "news/screens.rs"]
mod screens;
#[path = "news/stand.rs"]
mod stand;

use trafficdash::figures::{AsOf, Dataset};
use trafficdash::load::Loaded;
use trafficdash::news::kept::{FeedId, FetchState, ItemKey, Mark};
use trafficdash::news::{Feed, Query};
use trafficdash::present::pages::news::{Desk, page};
use trafficdash::tui::ask::{Ask, Extent, Fetched, Nearby, Progress, Told};
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::view_id::ViewId;

use stand::{Archive, Dashboard, MINISTERS, Story, asked, period, usual};

const LARGE: (u16, u16) = (140, 40);

fn news() -> Dashboard {
    let mut dashboard = Dashboard::new(usual(), LARGE);
    dashboard.press("5 home");
    dashboard
}

/// The news with the cursor on the item with this title.
fn at(title: &str) -> Dashboard {
    let mut dashboard = news();
    select(&mut dashboard, title);
    dashboard
}

fn select(dashboard: &mut Dashboard, title: &str) {
    let at = dashboard
        .app
        .model()
        .desk()
        .items()
        .iter()
        .position(|item| item.title(&dashboard.app.model().desk()).starts_with(title));
    let downs = vec!["down"; at.expect(title)];
    dashboard.press("home");
    for down in downs {
        dashboard.press(down);
    }
    let start: String = title.chars().take(12).collect();
    assert!(dashboard.row().contains(&start), "{}", dashboard.row());
}

fn finds(asks: &[Ask]) -> Vec<String> {
    let queries = asks.iter().filter_map(|ask| match ask {
        Ask::Find(query) => Some(query.to_string()),
        _ => None,
    });
    queries.collect()
}

fn marks(effects: Vec<Effect>) -> Vec<(String, Mark)> {
    let marks = asked(effects).into_iter().filter_map(|ask| match ask {
        Ask::Mark(keys, mark) => Some((keys[0].0.clone(), mark)),
        _ => None,
    });
    marks.collect()
}

#[test]
fn the_archive_is_opened_after_the_first_frame_and_not_asked_while_it_has_nothing() {
    let mut dashboard = Dashboard::silent(LARGE);
    let effects = dashboard.app.update(Event::Started);
    assert!(
        matches!(&effects[..], [Effect::OpenArchive(_)]),
        "{effects:?}"
    );
    for key in "5 home down enter esc [ left a / ".split_whitespace() {
        assert_eq!(asked(dashboard.press(key)), [], "{key}");
    }
    assert_eq!(asked(dashboard.write("referrals")), []);
    dashboard.press("esc");
    let nothing = Archive::default().feeds();
    assert_eq!(
        asked(dashboard.tell(nothing)),
        [],
        "an archive that is empty"
    );
    dashboard.shows("The Home Office publishes");
}

#[test]
fn everything_is_asked_once() {
    let mut dashboard = Dashboard::silent(LARGE);
    dashboard.app.update(Event::Started);
    let archive = usual();
    let nearby = Nearby {
        period: period("2025"),
        as_of: AsOf::Latest,
        query: Query {
            about: Some(period("2025")),
            ..Query::default()
        },
    };
    let told = |told| Event::Told(Box::new(told));
    let asks = dashboard.only(told(archive.feeds()));
    assert_eq!(finds(&asks), [""]);
    assert!(
        asks.contains(&Ask::About(nearby)) && asks.len() == 2,
        "{asks:?}"
    );
    assert_eq!(dashboard.only(told(archive.feeds())), []);
    let query = Query::default();
    let found = archive.found(&query);
    let newest = found[0].id;
    let found = Told::Found(query, found, Extent::Whole);
    assert_eq!(dashboard.only(told(found)), [], "no list is on screen");

    dashboard.app.show(ViewId::News);
    let asks = dashboard.only(Event::Resize(140, 40));
    let [Ask::Lines(lines), rest @ ..] = &asks[..] else {
        panic!("{asks:?}");
    };
    assert_eq!(lines.len(), archive.items.len());
    assert!(matches!(rest, [] | [Ask::Read(_)]), "{rest:?}");
    assert_eq!(dashboard.only(Event::Resize(140, 40)), []);
    let first = dashboard.press("home");
    assert_eq!(asked(first), [Ask::Read(newest)]);
    assert_eq!(asked(dashboard.press("up")), []);
}

#[test]
fn each_letter_of_a_filter_asks_and_what_comes_late_for_another_is_dropped() {
    let mut dashboard = news();
    dashboard.press("/");
    let asks = asked(dashboard.write("farm"));
    assert_eq!(finds(&asks), ["f", "fa", "far", "farm"]);
    dashboard.shows("1 item; ●");
    dashboard.shows("Court hears");
    let late = usual().found(&Query::default());
    dashboard.tell(Told::Found(Query::default(), late, Extent::Whole));
    dashboard.hides("Charity asks");
    let asks = asked(dashboard.press("backspace"));
    assert_eq!(finds(&asks), ["far"]);
    let asks = asked(dashboard.press("esc"));
    assert_eq!(finds(&asks), [""]);
    dashboard.shows("Charity asks");
}

#[test]
fn a_day_and_a_filter_are_one_query() {
    let mut dashboard = news();
    let asks = asked(dashboard.command("as-of 2012-10-18"));
    assert_eq!(finds(&asks), ["until:2012-10-18"]);
    let nearby = |ask: &Ask| matches!(ask, Ask::About(one) if one.as_of != AsOf::Latest);
    assert!(asks.iter().any(nearby), "{asks:?}");
    dashboard.shows("Ministers told");
    dashboard.hides("Campaigners call");
    dashboard.hides("Court hears");
    let asks = asked(dashboard.command("filter feed:home until:2012-06"));
    assert_eq!(
        finds(&asks),
        ["feed:\"home\" until:2012-06-30".replace('"', "")]
    );
    dashboard.hides("Ministers told");
}

#[test]
fn what_a_later_day_brought_is_hidden_before_the_archive_answers() {
    let mut dashboard = news();
    dashboard.press(":");
    dashboard.write("as-of 2012-10-18");
    let enter = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Enter);
    let asks = dashboard.only(Event::Key(enter));
    assert_eq!(finds(&asks), ["until:2012-10-18"]);
    dashboard.hides("Court hears");
    dashboard.hides("Campaigners call");
}

#[test]
fn on_an_earlier_day_the_cursor_stays_with_its_item_or_goes_to_the_newest() {
    let mut dashboard = at("Ministers");
    dashboard.command("as-of 2012-10-18");
    assert!(dashboard.row().contains("Ministers"), "{}", dashboard.row());
    dashboard.command("as-of latest");
    assert!(dashboard.row().contains("Ministers"), "{}", dashboard.row());
    select(&mut dashboard, "Court hears");
    dashboard.command("as-of 2012-10-18");
    let here = dashboard.row();
    dashboard.press("home");
    assert_eq!(dashboard.row(), here);
    dashboard.command("as-of latest");
    assert!(
        dashboard.row().contains("Court hears"),
        "{}",
        dashboard.row()
    );
    dashboard.command("as-of 2012-10-18");
    dashboard.press("down");
    let chosen = dashboard.row();
    assert!(chosen.contains("ministerial group"), "{chosen}");
    dashboard.command("as-of latest");
    let still = dashboard.row();
    assert!(still.contains("ministerial group"), "{still}");
}

#[test]
fn the_list_follows_the_item_and_not_the_row() {
    let mut dashboard = at("Charity");
    dashboard.press("tab down");
    let before = dashboard.row();
    let story = Story {
        at: "2026-11-21 10:00",
        title: "New at the top",
        text: &["New."],
        ..Story::default()
    };
    dashboard.archive.take(1, &story);
    let asks = asked(dashboard.tell(Told::Changed));
    assert_eq!(finds(&asks), [""], "{asks:?}");
    assert_eq!(
        asks.iter()
            .filter(|ask| matches!(ask, Ask::Read(_)))
            .count(),
        1
    );
    dashboard.shows("New at the top");
    dashboard.shows("96 items");
    assert_eq!(dashboard.row(), before);

    // The newest alone do not take the place of the whole list.
    let newest = dashboard.archive.found(&Query::default())[..2].to_vec();
    dashboard.tell(Told::Found(Query::default(), newest, Extent::First));
    assert_eq!(dashboard.row(), before);
    dashboard.shows("96 items");
}

#[test]
fn an_item_that_is_left_out_of_what_is_looked_for_is_left_for_the_top() {
    let mut dashboard = at("Charity");
    dashboard.press("/");
    dashboard.write("iceberg");
    dashboard.press("enter");
    assert!(
        dashboard.row().contains("Campaigners"),
        "{}",
        dashboard.row()
    );
    dashboard.press("esc");
    assert!(
        dashboard.row().contains("Campaigners"),
        "it is followed back"
    );
}

#[test]
fn marks_go_to_the_item_under_the_cursor() {
    let mut dashboard = at("Campaigners");
    let key = dashboard
        .archive
        .items
        .iter()
        .find(|one| one.entry.title.starts_with("Campaigners"));
    let key = key.expect("an item").key.0.clone();
    let mark = |mark| vec![(key.clone(), mark)];
    assert!(dashboard.row().contains('N'), "{}", dashboard.row());
    assert_eq!(marks(dashboard.press("u")), mark(Mark::Read));
    assert!(!dashboard.row().contains("N "), "{}", dashboard.row());
    assert_eq!(marks(dashboard.press("u")), mark(Mark::Unread));
    assert_eq!(marks(dashboard.press("*")), mark(Mark::Starred));
    assert!(dashboard.row().contains("N*"), "{}", dashboard.row());
    assert_eq!(marks(dashboard.press("*")), mark(Mark::Unstarred));
    assert_eq!(marks(dashboard.press("enter")), mark(Mark::Read));
    assert_eq!(
        marks(dashboard.press("esc enter")),
        [],
        "it was read already"
    );
    dashboard.press("esc");
    assert_eq!(
        marks(dashboard.command("tag evidence")),
        mark(Mark::Tag("evidence".into()))
    );
    dashboard.shows("Your tags: evidence");
    assert_eq!(
        marks(dashboard.command("note a b")),
        mark(Mark::Note("a b".into()))
    );
    dashboard.shows("Your note: a b");
    assert_eq!(
        marks(dashboard.command("untag evidence")),
        mark(Mark::Untag("evidence".into()))
    );
    assert_eq!(
        marks(dashboard.command("note -")),
        mark(Mark::Note(String::new()))
    );
    dashboard.hides("Your note");
    dashboard.hides("Your tags");
}

#[test]
fn items_of_the_record_are_marked_too_and_are_new_to_nobody() {
    let mut dashboard = Dashboard::silent(LARGE);
    dashboard.app.update(Event::Started);
    dashboard.press("5");
    select(&mut dashboard, "More children");
    assert!(!dashboard.row().contains('N'), "{}", dashboard.row());
    let key = ItemKey::of_record("article-2012-10-18");
    let first = marks(dashboard.press("*"));
    assert_eq!(first[0].1, Mark::Starred);
    assert!(first[0].0.starts_with("record:"), "{first:?} {key:?}");
    let row = dashboard.row();
    assert!(row.contains('*') && !row.contains("N*"), "{row}");
    assert_eq!(marks(dashboard.press("enter")), []);
    dashboard.press("esc");
    dashboard.command("tag law");
    dashboard.shows("Your tags: law");
    assert_eq!(marks(dashboard.press("u"))[0].1, Mark::Unread);
    assert!(dashboard.row().contains("N*"), "{}", dashboard.row());
    dashboard.command("filter tag:law");
    dashboard.shows("1 item");
    dashboard.shows("More children");
}

#[test]
fn the_next_unread_item_is_one_key_away() {
    let mut dashboard = news();
    let mut seen = Vec::new();
    while !dashboard.screen().contains("nothing unread further down") {
        seen.push(dashboard.row());
        dashboard.press("u .");
        assert!(seen.len() < 20, "{seen:#?}");
    }
    assert!(
        seen.iter()
            .all(|row| !row.contains("Court") && !row.contains("Charity"))
    );
    assert_eq!(seen.len(), 5, "{seen:#?}");
    assert_eq!(
        dashboard
            .archive
            .items
            .iter()
            .filter(|item| !item.marks.read)
            .count(),
        0
    );
}

#[test]
fn links_are_copied_and_opened() {
    let mut dashboard = at("Ministers");
    let item = dashboard
        .archive
        .items
        .iter()
        .find(|one| one.entry.title == MINISTERS);
    let link = item
        .and_then(|item| item.entry.link.clone())
        .expect("a link");
    assert_eq!(dashboard.press("Y"), [Effect::Copy(link.clone())]);
    assert_eq!(dashboard.press("o"), [Effect::Open(link)]);
    dashboard.shows("[2] https://other.example/second");
    let second = Effect::Open("https://other.example/second".to_owned());
    assert_eq!(dashboard.command("link 2"), [second]);
    for wrong in ["link 3", "link 0"] {
        assert_eq!(dashboard.command(wrong), []);
        dashboard.shows("the item that is read has no link [");
    }
    select(&mut dashboard, "Charity");
    assert_eq!(dashboard.command("link 1"), []);
    dashboard.shows("the item that is read has no link [1]");
}

#[test]
fn an_item_without_an_address_is_read_and_says_that_there_is_none() {
    let mut archive = usual();
    for item in &mut archive.items {
        item.entry.link = None;
    }
    let mut dashboard = Dashboard::new(archive, LARGE);
    dashboard.press("5 home");
    for title in ["Charity", "Ministers"] {
        select(&mut dashboard, title);
        for key in ["o", "Y"] {
            assert_eq!(dashboard.press(key), [], "{title}");
            dashboard.shows("no address is known for this");
        }
    }
}

#[test]
fn a_link_of_an_item_that_has_not_come_yet_is_not_one_of_the_item_before() {
    let mut dashboard = at("Ministers");
    dashboard.shows("[2] https://other.example/second");
    for key in ["home", ":", "l", "i", "n", "k", " ", "2", "enter"] {
        let effects = dashboard.press_only(key);
        assert!(!effects.iter().any(|one| matches!(one, Effect::Open(_))));
    }
    dashboard.shows("the item is still being read; try again in a moment");
}

#[test]
fn feeds_are_followed_by_their_address_and_by_the_list() {
    let mut dashboard = Dashboard::new(Archive::default(), LARGE);
    dashboard.press("5 F");
    dashboard.shows("no feed is followed: ctrl-f lists some");
    let asks = asked(dashboard.command("follow https://own.example/feed"));
    assert!(
        matches!(&asks[..], [Ask::Follow(feed), ..] if feed.address == "https://own.example/feed")
    );
    dashboard.command("follow own.example");
    dashboard.shows("\"own.example\" is no web address");
    assert_eq!(
        asked(dashboard.command("follow https://own.example/feed")),
        []
    );
    dashboard.shows("https://own.example/feed is followed already");

    dashboard.press("ctrl-f");
    dashboard.shows("1 of 29 followed; F fetches them, to follow one does not");
    dashboard.shows("> [x] https://own.example/feed");
    let asks = asked(dashboard.press("down enter"));
    let [Ask::Follow(feed), ..] = &asks[..] else {
        panic!("{asks:?}");
    };
    let first = stand::RECORD.feeds.iter().find(|one| one.is_default);
    assert_eq!(*feed, Feed::from(first.expect("one")));
    dashboard.shows("2 of 29 followed");
    dashboard.shows("[x]");
    let asks = asked(dashboard.press("enter"));
    assert!(asks.contains(&Ask::Leave(FeedId(2))), "{asks:?}");
    dashboard.shows("1 of 29 followed");

    dashboard.press("home");
    dashboard.shows("> [x] https://own.example/feed");
    dashboard.shows("Not fetched yet.");
    dashboard.archive.feeds[0].state.failure = Some("no answer within 30 seconds".to_owned());
    let feeds = dashboard.archive.feeds();
    dashboard.tell(feeds);
    dashboard.shows("Failed: no answer within 30 seconds.");
    let row = "> [x] https://own.example/feed";
    assert!(dashboard.line(row).contains(" ! failed "));
    dashboard.shows("1 of 29 followed, 1 failed; F fetches them");
    let state = &mut dashboard.archive.feeds[0].state;
    *state = FetchState {
        remarks: vec![
            "2 entries have no title".to_owned(),
            "1 text is cut".to_owned(),
        ],
        ..FetchState::default()
    };
    let feeds = dashboard.archive.feeds();
    dashboard.tell(feeds);
    assert!(dashboard.line(row).contains(" 2 remarks "));
    dashboard.shows("Remarks: 2 entries have no title; 1 text is cut.");
    dashboard.press("esc");
    dashboard.hides("Feeds to follow");
}

#[test]
fn the_feeds_that_are_followed_stand_first_and_stay_in_place_while_one_is_chosen() {
    let mut archive = Archive::default();
    let offer = &stand::RECORD.feeds[stand::RECORD.feeds.len() - 1];
    archive.follow(&offer.address, &offer.title);
    let mut dashboard = Dashboard::new(archive, LARGE);
    dashboard.press("ctrl-f");
    let start: String = offer.title.chars().take(20).collect();
    dashboard.shows(&format!("> [x] {start}"));
    dashboard.press("down down down enter");
    dashboard.shows("2 of 28 followed");
    dashboard.press("up");
    dashboard.shows("> [ ]");
    dashboard.press("down");
    dashboard.shows("> [x]");
    dashboard.press("esc ctrl-f down");
    dashboard.shows("> [x]");
    let here = dashboard.line("> [x]");
    dashboard
        .archive
        .follow("https://other.example/feed", "Another dashboard's");
    let feeds = dashboard.archive.feeds();
    dashboard.tell(feeds);
    assert_eq!(dashboard.line("> [x]"), here);
    dashboard.shows("3 of 29 followed");
}

#[test]
fn a_feed_of_ones_own_that_is_left_keeps_its_row_until_the_list_is_closed() {
    let mut dashboard = Dashboard::new(usual(), LARGE);
    dashboard.press("ctrl-f home");
    let asks = asked(dashboard.press("enter"));
    assert!(asks.contains(&Ask::Leave(FeedId(1))), "{asks:?}");
    dashboard.shows("> [ ] Anti-Slavery International");
    dashboard.shows("Left: Enter follows it again. https://one.example/feed");
    dashboard.shows("2 of 31 followed");
    let asks = asked(dashboard.press("enter"));
    let [Ask::Follow(feed), ..] = &asks[..] else {
        panic!("{asks:?}");
    };
    assert_eq!(feed.address, "https://one.example/feed");
    dashboard.shows("> [x] Anti-Slavery International");
    dashboard.press("enter esc ctrl-f");
    dashboard.shows("2 of 30 followed");
}

#[test]
fn what_is_said_of_a_feed_ends_in_a_sign_where_there_is_more() {
    let cut = |size| {
        let mut dashboard = Dashboard::new(Archive::default(), size);
        dashboard.press("5 ctrl-f");
        dashboard.screen().contains("… │\n│ Enter")
    };
    assert!(cut((40, 12)));
    assert!(!cut((40, 40)));
}

#[test]
fn the_keys_below_an_overlay_are_never_cut_and_always_say_how_to_leave() {
    for size in [(40, 12), (40, 24), (60, 24), (80, 24), (120, 40)] {
        for (keys, leave) in [
            ("ctrl-f", "Esc closes"),
            ("?", "Esc closes"),
            ("p", "Esc closes"),
            ("1 s", "Esc closes"),
            ("3 +", "Esc closes"),
            ("e", "Esc leaves"),
        ] {
            let mut dashboard = Dashboard::new(usual(), size);
            dashboard.press(keys);
            let line = dashboard.line(leave);
            assert!(!line.contains('…'), "{keys} at {size:?}: {line}");
        }
    }
}

#[test]
fn after_the_last_feed_was_left_the_record_is_all_there_is() {
    let mut dashboard = news();
    dashboard.archive.items.clear();
    dashboard.archive.feeds.truncate(1);
    let feeds = dashboard.archive.feeds();
    dashboard.tell(feeds);
    dashboard.press("ctrl-f home enter esc");
    dashboard.hides("Court hears");
    assert_eq!(asked(dashboard.press("end home / r enter")), []);
}

#[test]
fn how_far_fetching_is_stands_beside_the_keys_until_it_ends() {
    let mut dashboard = news();
    assert_eq!(asked(dashboard.press("F")), [Ask::Fetch]);
    dashboard.shows("fetching: 0 of 3 feeds done; Esc stops");
    let progress = |done| {
        Told::Fetching(Progress {
            done,
            of: 3,
            host: "one.example".to_owned(),
        })
    };
    dashboard.tell(progress(1));
    let footer = dashboard.line("fetching: 1 of 3 feeds done");
    assert!(
        footer.contains("? help") && footer.contains("q quit"),
        "{footer}"
    );
    assert_eq!(dashboard.press("F"), []);
    dashboard.shows("fetching already");
    dashboard.press("down");
    dashboard.shows("fetching: 1 of 3 feeds done");
    assert_eq!(asked(dashboard.press("esc")), [Ask::Stop]);
    dashboard.shows("stopping");
    let fetched = |outcome: &str, failures: &[&str], remarks| {
        Told::Fetched(Fetched {
            outcome: outcome.to_owned(),
            failures: failures.iter().map(ToString::to_string).collect(),
            remarks,
        })
    };
    let stopped = "stopped; 1 feed answered: 2 new items, 0 changed";
    dashboard.tell(fetched(stopped, &[], 0));
    dashboard.shows("stopped; 1 feed answered");
    dashboard.press("down");
    dashboard.hides("fetching");
    assert_eq!(asked(dashboard.press("F")), [Ask::Fetch]);
    dashboard.tell(fetched(
        "2 feeds answered",
        &["Home Office: no such host"],
        2,
    ));
    dashboard.shows("2 feeds answered; 1 feed failed (:feeds says why): Home Office: no such host");
    dashboard.tell(fetched("1 feed answered", &["a", "b"], 0));
    dashboard.shows("1 feed answered; 2 feeds failed: :feeds says why");
    dashboard.tell(fetched("3 feeds answered, 2 remarks", &[], 2));
    dashboard.shows("3 feeds answered, 2 remarks; :feeds shows them");
    dashboard.tell(Told::Failed("the archive cannot be written".to_owned()));
    dashboard.shows("the archive cannot be written");
}

#[test]
fn a_number_is_checked_as_a_claim_and_no_longer() {
    let mut dashboard = at("Ministers");
    dashboard.press("v");
    dashboard.shows("choose a number that the record knows");
    dashboard.shows("Numbers that the record knows");
    let screen = dashboard.screen();
    assert_eq!(
        screen.matches("│ 946: ").count(),
        1,
        "a figure is one line:\n{screen}"
    );
    dashboard.press("enter home");
    let asks = asked(dashboard.press("v"));
    let [Ask::Claim(key, text)] = &asks[..] else {
        panic!("{asks:?}");
    };
    assert!(text.contains("946"), "{text}");
    let item = dashboard.archive.of_key(key).expect("an item");
    assert_eq!(item.entry.title, MINISTERS);
    dashboard.shows("~ Supported then, revised since: Ministers told");
    dashboard.shows("~ supported then, revised since: why stands below the number");
    let row = dashboard.row();
    let (list, _) = row.split_once('│').expect("two panes");
    assert!(
        list.contains(" ~ "),
        "the verdict stands in the list: {list}"
    );
    let asks = asked(dashboard.press("v"));
    assert!(
        matches!(&asks[..], [Ask::Unclaim(of, _)] if of == key),
        "{asks:?}"
    );
    dashboard.shows("no claim any more");
    dashboard.hides("~ Supported then, revised since: Ministers told");
    let row = dashboard.row();
    let (list, _) = row.split_once('│').expect("two panes");
    assert!(!list.contains(" ~ "), "{list}");
}

#[test]
fn a_figure_that_two_items_give_is_checked_in_the_one_that_is_read() {
    let mut dashboard = at("Ministers");
    // Only items of the record stand between.
    dashboard.press("up up");
    let row = dashboard.row();
    assert!(row.contains("More children"), "{row}");
    dashboard.press("enter home");
    for _ in 0..40 {
        let asks = asked(dashboard.press("v"));
        assert_eq!(asks, [], "the item that was read before is left alone");
        dashboard.shows("what the record's own items claim is checked already");
        dashboard.press("down");
    }
}

#[test]
fn a_long_text_is_read_line_by_line_to_its_end_and_back_whatever_figures_are_in_it() {
    let mut archive = usual();
    let item = archive
        .items
        .iter_mut()
        .find(|one| one.entry.title == MINISTERS);
    let item = item.expect("an item");
    let passage = |at| format!("Passage {at} of a long text.");
    item.entry.reading.paragraphs.extend((0..60).map(passage));
    for size in [(40, 12), (80, 24), (140, 40)] {
        let mut dashboard = Dashboard::new(archive.clone(), size);
        dashboard.press("5 home");
        while !dashboard.screen().contains("▸ 18 Oct 2012  N") {
            dashboard.press("down");
        }
        dashboard.press("enter");
        for (key, end) in [
            ("down", "https://news.example/"),
            ("up", "Ministers learned"),
        ] {
            let mut seen = String::new();
            for _ in 0..150 {
                seen += &dashboard.screen();
                dashboard.press(key);
            }
            let missed = (0..60).map(passage).find(|one| !seen.contains(one));
            assert_eq!(missed, None, "{key} at {size:?}");
            assert!(seen.contains("NRM referrals"), "{key} at {size:?}");
            dashboard.shows(end);
        }
        dashboard.press("end");
        dashboard.shows("https://news.example/");
        dashboard.press("pgup pgup home");
        dashboard.shows("Ministers learned");
        assert_eq!(
            asked(dashboard.press("end v")).len(),
            1,
            "the last number is chosen"
        );
    }
}

#[test]
fn an_item_without_a_text_says_so_and_names_a_key_where_there_are_keys() {
    let dashboard = at("Charity");
    dashboard.shows("The feed gives no text; o opens the page.");
    let desk = dashboard.app.model().desk().in_print();
    let here = desk
        .items()
        .iter()
        .position(|item| item.title(&desk).starts_with("Charity"));
    let page = trafficdash::present::pages::news::page(&desk, here.expect("an item"));
    let said = format!("{page:?}");
    assert!(
        said.contains("The feed gives no text.") && !said.contains("o opens"),
        "{said}"
    );
}

#[test]
fn a_verdict_is_seen_with_its_grounds_and_what_the_record_claims_needs_no_check() {
    let mut dashboard = Dashboard::new(usual(), (80, 24));
    dashboard.press("5 home");
    select(&mut dashboard, "Human trafficking is rising");
    dashboard.press("enter v");
    dashboard.shows("what the record's own items claim is checked already");
    let claim = "Supported then, revised since: 712 of those";
    while !dashboard.screen().contains(claim) {
        dashboard.press("down");
    }
    dashboard.press("down");
    dashboard.shows(claim);
    dashboard.shows("that is an");
    dashboard.shows("inference.");
}

#[test]
fn what_was_told_of_the_figures_of_another_record_is_not_shown() {
    let mut dashboard = at("Ministers");
    dashboard.press("enter home v");
    let verdict = "~ Supported then, revised since: Ministers told";
    dashboard.shows(verdict);
    let loaded = Loaded {
        dataset: Some(Dataset::clone(&stand::RECORD)),
        problems: Vec::new(),
    };
    let effects = dashboard.app.update(Event::Loaded(Box::new(loaded)));
    assert!(matches!(effects[0], Effect::OpenArchive(_)), "{effects:?}");
    dashboard.hides(verdict);
    let asks = asked(effects);
    let answers = |dashboard: &mut Dashboard| {
        for ask in asks.clone() {
            for told in dashboard.archive.answer(ask) {
                dashboard.only(Event::Told(Box::new(told)));
            }
        }
    };
    answers(&mut dashboard);
    dashboard.hides(verdict);
    dashboard.only(Event::Told(Box::new(Told::Record)));
    answers(&mut dashboard);
    dashboard.shows(verdict);
}

#[test]
fn a_number_leads_to_its_figure_as_known_on_the_day_of_the_item() {
    let mut dashboard = at("Ministers");
    dashboard.press("enter home enter");
    assert_ne!(dashboard.app.current(), ViewId::News);
    let scope = &dashboard.app.model().scope;
    let day = "2012-10-18".parse().expect("a day");
    assert_eq!((scope.period, scope.as_of), (period("2011"), AsOf::On(day)));
    dashboard.shows("946");
}

#[test]
fn another_item_is_read_from_its_top() {
    let mut dashboard = Dashboard::new(usual(), (80, 24));
    dashboard.press("5");
    select(&mut dashboard, "Ministers");
    dashboard.press("enter end");
    dashboard.hides("Posted 18 Oct 2012, 15:20");
    dashboard.press("esc down");
    dashboard.press("up");
    dashboard.shows("Posted 18 Oct 2012, 15:20");
}

#[test]
fn the_period_under_the_cursor_marks_items_in_both_views() {
    let mut dashboard = news();
    dashboard.command("period 2011");
    for (title, is_about) in [("Ministers", true), ("Campaigners", true), ("Court", false)] {
        select(&mut dashboard, title);
        assert_eq!(dashboard.row().contains('●'), is_about, "{title}");
    }
    dashboard.press("1");
    dashboard.shows("News about 2011");
    dashboard.shows("Ministers told");
    dashboard.shows("Campaigners");
    dashboard.press("/");
    dashboard.write("ministers");
    dashboard.press("enter");
    dashboard.shows("Ministers told");
    dashboard.hides("Campaigners");
    dashboard.press("esc");
    dashboard.shows("Campaigners");
    let about = asked(dashboard.press("right"));
    assert!(matches!(&about[..], [Ask::About(one), ..] if one.period == period("2012")));
    dashboard.hides("Ministers told");
    let charts = dashboard.app.model();
    assert_eq!(charts.shelf.about.get(&period("2012")), Some(&0));
}

#[test]
fn what_is_claimed_is_shown_as_known_on_the_day_after_each_step_in_time() {
    let mut dashboard = news();
    let mut seen = Vec::new();
    for key in ["a", "[", "[", "]", "a"] {
        for _ in 0..12 {
            dashboard.press(key);
        }
        let model = dashboard.app.model();
        let afresh = Desk::new(&model.dataset, &model.shelf, &model.scope);
        let shown = page(&model.desk(), 0);
        assert_eq!(shown, page(&afresh, 0), "as of {}", model.scope.as_of);
        seen.push(shown);
    }
    assert_ne!(seen[0], seen[2], "the days differ");
    assert_eq!(seen[0], seen[4]);
}

#[test]
fn a_wrong_filter_says_what_to_write() {
    let mut dashboard = news();
    dashboard.press("/");
    dashboard.shows("unread starred feed: tag: since: until: about:");
    dashboard.write("sin");
    dashboard.shows("since:2026-01-15: of this day, month or year or later");
    dashboard.press("ctrl-u");
    dashboard.write("sicne:7d");
    dashboard.shows("\"sicne:\" is no filter; did you mean since:?");
    dashboard.press("enter");
    dashboard.shows("did you mean since:?");
    dashboard.command("filter since:lately ");
    dashboard.shows("\"lately\" is no day; write it like 2026-01-15");
    dashboard.command("filter feed:");
    dashboard.shows("feed: says nothing; write it like feed:nca");
    dashboard.press("8 /");
    dashboard.hides("unread starred");
}

#[test]
fn on_a_small_screen_messages_are_whole_and_the_filter_is_cut_with_a_sign() {
    let mut dashboard = Dashboard::new(usual(), (40, 12));
    dashboard.press("5");
    dashboard.command("filter since:lately farm");
    let words = |dashboard: &Dashboard| {
        let screen = dashboard.screen();
        let words: Vec<&str> = screen.split_whitespace().collect();
        words.join(" ")
    };
    let whole =
        "\"lately\" is no day; write it like 2026-01-15, 2026-01 or 2026, or 7d, 2w, 3m, 1y";
    assert!(words(&dashboard).ends_with(whole), "{}", dashboard.screen());
    dashboard.shows("/since:lately fa…  ‹ today ›");
    dashboard.press("/");
    let above = format!("{whole} /since:lately farm");
    assert!(
        words(&dashboard).ends_with(&above),
        "{}",
        dashboard.screen()
    );
}

#[test]
fn where_a_filter_leaves_nothing_keys_on_items_say_how_to_clear_it() {
    let mut dashboard = Dashboard::new(usual(), (40, 12));
    dashboard.press("5");
    dashboard.command("filter feed:nowhere");
    dashboard.shows("Nothing in the archive passes");
    dashboard.shows("\"feed:nowhere\"; Esc clears it.");
    assert_eq!(marks(dashboard.press("*")), []);
    dashboard.shows("no news item is listed: Esc clears the");
}

#[test]
fn what_is_wrong_in_a_filter_hides_nothing() {
    let mut dashboard = news();
    let len = |dashboard: &Dashboard| dashboard.app.model().desk().items().len();
    let all = len(&dashboard);
    let asks = asked(dashboard.command("filter since:abc"));
    assert_eq!((len(&dashboard), finds(&asks)), (all, vec![]));
    dashboard.shows("\"abc\" is no day; write it like 2026-01-15");
    dashboard.command("filter until:2012");
    let until = len(&dashboard);
    assert!(until < all, "{until} of {all}");
    let asks = asked(dashboard.command("filter sicne:7d until:2012"));
    assert_eq!((len(&dashboard), finds(&asks)), (until, vec![]));
}

#[test]
fn the_help_explains_the_filters_and_the_marks() {
    let mut dashboard = news();
    dashboard.press("?");
    dashboard.write("not read");
    dashboard.shows("unread: what you have not read");
    dashboard.shows("N not read yet");
    dashboard.press("ctrl-u");
    dashboard.write("count back");
    dashboard.shows("since:2026-01-15 since:2026-01 since:7d: of this day, month or year or later");
}

#[test]
fn the_footer_of_the_news_offers_their_keys() {
    let mut dashboard = Dashboard::new(usual(), (220, 40));
    dashboard.press("5");
    for hint in [
        "u read",
        "* star",
        ". next unread",
        "v check",
        "F fetch",
        "ctrl-f feeds",
    ] {
        dashboard.shows(hint);
    }
    dashboard.press("1");
    dashboard.hides("next unread");
}

#[test]
fn the_footer_names_first_what_is_needed_most_to_read() {
    let footer = |keys, size| {
        let mut dashboard = Dashboard::new(usual(), size);
        dashboard.press(keys);
        dashboard.line("q quit").trim().to_owned()
    };
    let list = " enter open   / filter   u read   * star   . next unread   ? help   q quit";
    assert_eq!(footer("5", (80, 24)), list.trim());
    let reading = "o web page   u read   * star   . next unread   esc list   ? help   q quit";
    assert_eq!(footer("5 enter", (80, 24)), reading);
    let least = "o web page   u read   ? help   q quit";
    assert_eq!(footer("5 enter", (40, 12)), least);
    let wide = footer("5 enter", (120, 40));
    assert!(
        wide.contains("esc list   v check   : note, link   Y copy link"),
        "{wide}"
    );
}

#[test]
fn the_names_of_feeds_are_the_wider_the_more_room_there_is() {
    let shown = |size| {
        let mut archive = usual();
        for item in &mut archive.items {
            item.entry.title = format!("{} {}", item.entry.title, "and so on ".repeat(20));
            item.feeds[0].1 = "Modern Slavery Watch: research and casework".to_owned();
        }
        let mut dashboard = Dashboard::new(archive, size);
        dashboard.press("5 home");
        let row = dashboard.row();
        let feed = row[row.find("Modern").expect("the feed")..]
            .split('…')
            .next();
        let title = row[row.find("Third").expect("the title")..]
            .split('…')
            .next();
        let width = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        (width(feed), width(title))
    };
    let sizes = [(120, 40), (200, 60), (300, 60)];
    let widths = sizes.map(shown);
    assert!(
        widths.is_sorted_by(|one, next| one.0 <= next.0 && one.1 <= next.1),
        "{widths:?}"
    );
    assert!(widths[1].0 >= 20, "{widths:?}");
    let keeps_most = |(feed, title): &(usize, usize)| title > &(2 * feed);
    assert!(widths.iter().all(keeps_most), "{widths:?}");
}

#[test]
fn a_long_title_is_whole_above_what_is_read() {
    let mut archive = usual();
    let words = "Ministers told that more potential victims of human trafficking were referred \
                 than in the year before, and that the number of children among them rose by more \
                 than a quarter, as the first annual report of the inter-departmental ministerial \
                 group says";
    archive.items[0].entry.title = words.to_owned();
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut dashboard = Dashboard::new(archive.clone(), size);
        dashboard.press("5 home");
        dashboard.shows("ministerial group says");
        dashboard.shows("The National Referral Mechanism received");
    }
}

#[test]
fn the_mentions_of_a_figure_are_found_among_the_feeds_items() {
    let mut dashboard = news();
    dashboard.command("period 2011");
    dashboard.press("2 n");
    assert_eq!(dashboard.app.current(), ViewId::News);
    dashboard.shows("that mention it; n shows the next");
    assert!(
        dashboard.row().contains("the record"),
        "{}",
        dashboard.row()
    );
}

#[test]
fn an_item_of_a_feed_about_a_figure_is_among_its_mentions() {
    let mut archive = usual();
    let ministers = archive.items.iter_mut();
    let ministers = ministers.filter(|one| one.entry.title == MINISTERS);
    ministers.for_each(|one| one.about.indicators = vec!["nrm-referrals".to_owned()]);
    let mut dashboard = Dashboard::new(archive, LARGE);
    dashboard.command("period 2011");
    dashboard.press("2 n");
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(dashboard.row());
        dashboard.press("n");
    }
    let begins = "Ministers told of 946";
    assert!(seen.iter().any(|row| row.contains(begins)), "{seen:#?}");
    let iceberg = "Campaigners call";
    assert!(!seen.iter().any(|row| row.contains(iceberg)), "{seen:#?}");
}

#[test]
fn that_nothing_is_kept_is_said_as_long_as_it_is_so() {
    let mut dashboard = at("Charity");
    let Told::Feeds(mut feeds) = dashboard.archive.feeds() else {
        panic!("the archive tells of its feeds");
    };
    feeds.notices = vec!["nowhere to write: kept until the program ends".to_owned()];
    dashboard.tell(Told::Feeds(feeds));
    dashboard.shows("nowhere to write");
    dashboard.press("down up");
    dashboard.hides("nowhere to write");
    dashboard.shows("1 problem: p");
    dashboard.press("p");
    dashboard.shows("news: nowhere to write: kept until the program ends");
    dashboard.shows("The record and the settings are as they should be.");
}
