//! Clocks that are elsewhere, in another year or in two minds: nothing breaks, nothing is fetched
//! more often, and items keep their order.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use trafficdash::archive::Archive;
use trafficdash::news::{About, Entry, Feed, Moment, Query};

use crate::archive::DATA;
use crate::server::{Server, say};
use crate::session::Session;
use crate::shim::{folder, on_a_terminal, program, shimmed, text};

/// Ahead, behind, by half an hour, with summer time, by two hours of it, and where a day was left
/// out.
const ZONES: [&str; 7] = [
    "UTC",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "Europe/London",
    "Pacific/Pago_Pago",
    "Antarctica/Troll",
    "Pacific/Apia",
];

/// Both sides of both changes of the clock in London, the end of 32 bits, a century that has no
/// leap day, and a clock that was never set.
const TIMES: [&str; 9] = [
    "2027-03-28T00:59:59Z",
    "2027-03-28T01:00:00Z",
    "2027-10-31T00:30:00Z",
    "2027-10-31T01:30:00Z",
    "2038-01-19T03:14:07Z",
    "2038-01-19T03:14:08Z",
    "2100-02-28T23:59:59Z",
    "2100-03-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
];

/// By how many seconds a clock that shows this time now is ahead.
fn shift(time: &str) -> i64 {
    let time: DateTime<Utc> = time.parse().expect("a time");
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    time.timestamp() - i64::try_from(now.expect("later").as_secs()).expect("small")
}

/// An archive with an item of every hour of two nights in which London's clocks change.
fn nights(home: &Path) {
    let mut archive = Archive::open(&home.join(DATA)).archive;
    let id = archive.subscribe(&Feed::default()).expect("subscribed");
    let entries = (0..48).map(|at| {
        // 27 March and 25 October 2026, from 20:00.
        let night = [1_774_728_000, 1_792_872_000][at % 2];
        let published = Moment(night + i64::try_from(at / 2).expect("small") * 1800);
        let entry = Entry {
            guid: Some(at.to_string()),
            title: format!("Title {at}"),
            published: Some(published),
            ..Entry::default()
        };
        (entry, About::default())
    });
    let entries: Vec<_> = entries.collect();
    let now = Moment(1_794_000_000);
    archive.take(id, &entries, now).expect("taken");
}

#[test]
fn in_every_zone_and_year_the_same_items_stand_in_the_same_order() {
    let home = folder();
    nights(home.path());
    let mut orders = Vec::new();
    for time in TIMES {
        for zone in ZONES {
            let run = |arguments: &[&str]| {
                let mut command = shimmed(home.path());
                command.env("TZ", zone);
                command.env("CLOCK_SHIFT", shift(time).to_string());
                let output = command.args(arguments).output().expect("it runs");
                let told = text(&output);
                assert!(
                    output.status.success(),
                    "{arguments:?} {zone} {time}: {told}"
                );
                output.stdout
            };
            let list = run(&["news", "list", "--format", "json"]);
            let list: Json = serde_json::from_slice(&list).expect("JSON");
            let items = list["items"].as_array().expect("items").iter();
            let keys = items.map(|item| item["key"].as_str().expect("a key").to_owned());
            orders.push(keys.collect::<Vec<_>>());
            if zone == "Europe/London" {
                run(&["show", "news"]);
                run(&["check"]);
            }
        }
    }
    assert!(orders[0].len() >= 48, "{:?}", orders[0]);
    orders.dedup();
    assert_eq!(orders.len(), 1);
}

#[test]
fn an_item_is_found_by_the_day_that_local_clocks_show() {
    let home = folder();
    let mut archive = Archive::open(&home.path().join(DATA)).archive;
    let id = archive.subscribe(&Feed::default()).expect("subscribed");
    let entry = Entry {
        guid: Some("a".to_owned()),
        title: "A title".to_owned(),
        // 28 March 2026, 10:30.
        published: Some(Moment(1_774_693_800)),
        ..Entry::default()
    };
    let taken = archive.take(id, &[(entry, About::default())], Moment(1_794_000_000));
    taken.expect("taken");
    let ids = archive.find(&Query::default(), 1).expect("found");
    let key = archive.headlines(&ids).expect("lines").remove(0).key.0;
    drop(archive);
    for (zone, day) in [
        ("Pacific/Kiritimati", 29),
        ("UTC", 28),
        ("Pacific/Pago_Pago", 27),
    ] {
        let run = |arguments: &[&str]| {
            let mut command = program(home.path());
            let output = command.env("TZ", zone).args(arguments).output();
            String::from_utf8(output.expect("it runs").stdout).expect("text")
        };
        let shown = format!("{day} Mar 2026");
        for other in 26..31 {
            let there = other == day;
            let date = format!("2026-03-{other}");
            let query = [format!("since:{date}"), format!("until:{date}")];
            let list = run(&["news", "list", "title", &query[0], &query[1]]);
            assert_eq!(list.contains(&shown), there, "{zone} {date}: {list}");
            let list = run(&["news", "list", "title", "--as-of", &date]);
            assert_eq!(list.contains(&shown), other >= day, "{zone} {date}: {list}");
            let item = run(&["news", "show", &key, "--as-of", &date]);
            let was_out = item.contains("Posted");
            assert_eq!(was_out, other >= day, "{zone} {date}: {item}");
        }
    }
}

/// A server with two feeds of two items.
fn server() -> Server {
    Server::start(|asked, wire| {
        let path = asked.path();
        let body = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Feed {path}</title>\
             <entry><id>{path}-1</id><title>Story one of {path}</title>\
             <updated>2026-11-20T10:00:00Z</updated></entry>\
             <entry><id>{path}-2</id><title>Story two of {path}</title></entry></feed>"
        );
        let head = "Content-Type: application/atom+xml\r\n";
        say(wire, "200 OK", head, body.as_bytes())
    })
}

/// How often the feed was asked for that was most.
fn most_asked(server: &Server) -> usize {
    let asked = server.asked();
    let of = |path: &str| asked.iter().filter(|one| one.path() == path).count();
    of("/one").max(of("/two"))
}

#[test]
fn a_clock_that_jumps_while_the_dashboard_runs_is_no_reason_to_fetch_again() {
    let (home, server) = (folder(), server());
    for path in ["/one", "/two"] {
        let mut command = program(home.path());
        let address = server.address(path);
        let output = command.args(["news", "follow", &address]).output();
        assert!(output.expect("it runs").status.success());
    }
    let settings = home.path().join("config/trafficdash");
    fs::create_dir_all(&settings).expect("a folder");
    fs::write(settings.join("config.toml"), "fetch-every = 15\n").expect("written");

    let mut command = on_a_terminal(&shimmed(home.path()));
    command.env("TZ", "Europe/London");
    command.env("CLOCK_JUMP", "3");
    let mut dashboard = Session::start(command, (140, 40));
    dashboard.press("5");
    dashboard.wait_for("Story one of /one");
    dashboard.wait_for("Story one of /two");
    for keys in [
        "g", "u", "*", "G", "\x1b[D", "\x1b[C", "[", "]", "a", "r", "5",
    ] {
        dashboard.press(keys);
        dashboard.read_for(Duration::from_millis(60));
    }
    dashboard.press("q");
    assert_eq!(dashboard.end().exit_code(), 0);
    assert_eq!(most_asked(&server), 1);

    for jumps in ["1", "2", "3", "5", "8"] {
        let mut command = shimmed(home.path());
        command.env("CLOCK_JUMP", jumps);
        let fetch = command.args(["news", "fetch", "--every-due"]).output();
        let fetch = fetch.expect("it runs");
        assert!(fetch.status.success(), "{}", text(&fetch));
    }
    // What was fetched on the day before is due a day later, and then not again.
    assert!(most_asked(&server) <= 2, "{:?}", server.asked());
}
