//! `trafficdash news` as the real binary: an archive in a folder of the test's own, feeds from a
//! server on loopback, and no connection but those of `fetch`.

#[path = "schema/keeps.rs"]
mod keeps;
#[path = "fetch/server.rs"]
#[expect(dead_code, reason = "the tests of fetching need more of it")]
mod server;
#[path = "cli/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use chrono::{TimeDelta, Utc};
use serde_json::Value as Json;
use server::{Asked, Server, Wire, say, wait_for_the_end};
use tempfile::TempDir;
use trafficdash::load;
use words::words;

const ARTICLE: &str = "record:article-2012-10-18";

const FEED: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>
  <item><guid>a</guid><title>More victims referred</title>
    <link>https://example.org/a</link><pubDate>Thu, 18 Oct 2012 09:30:00 GMT</pubDate>
    <description>&lt;p&gt;The report counts 946 potential victims of human trafficking referred to
      the National Referral Mechanism in 2011.&lt;/p&gt;
      &lt;p&gt;&lt;a href="https://example.org/report"&gt;Report&lt;/a&gt;&lt;/p&gt;</description></item>
  <item><guid>b</guid><title>A lorry park &#27;[2J searched</title>
    <pubDate>Mon, 02 Mar 2015 10:00:00 GMT</pubDate>
    <description>Officers searched it at night.</description></item>
</channel></rss>"#;

/// The folders of a user.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program();
        command.arg("news").args(arguments);
        command
    }

    fn program(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"));
        command
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("XDG_DATA_HOME", self.data())
            .stdin(Stdio::null());
        for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// Standard output of a run that is to succeed.
    fn fine(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        stdout(&output)
    }

    /// Standard error of a run that is to end with a status.
    fn fails(&self, status: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.starts_with("trafficdash: "), "{said}");
        said
    }

    /// A document that keeps to the schema.
    fn json(&self, arguments: &[&str]) -> Json {
        let text = self.fine(&[arguments, &["--format", "json"]].concat());
        valid(&text)
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).expect("written");
    }

    /// The keys of the items that pass a query, newest first.
    fn keys(&self, query: &[&str]) -> Vec<String> {
        let list = self.json(&[&["list", "feed:gazette"], query].concat());
        let items = list["items"].as_array().expect("items").iter();
        let keys = items.map(|item| item["key"].as_str().expect("a key").to_owned());
        keys.collect()
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

fn valid(text: &str) -> Json {
    let document: Json = serde_json::from_str(text).expect("JSON");
    let schema: Json = serde_json::from_str(trafficdash::export::json::SCHEMA_TEXT).expect("JSON");
    assert_eq!(document["schema"], schema["$id"]);
    let problems = keeps::problems(&schema, &schema, &document, "");
    assert_eq!(problems, Vec::<String>::new(), "{text}");
    document
}

/// How many feeds are suggested.
fn suggested() -> usize {
    let today = "2026-11-23".parse().expect("a day");
    let record = load::embedded(today).dataset.expect("the record");
    record.feeds.iter().filter(|one| one.is_default).count()
}

fn gazette(asked: &Asked, wire: &mut dyn Wire) -> io::Result<()> {
    match asked.path() {
        "/feed" => say(wire, "200 OK", "ETag: \"1\"\r\n", FEED.as_bytes()),
        _ => say(wire, "404 Not Found", "", b""),
    }
}

/// A home where the Gazette is followed and was fetched.
fn fetched() -> (Home, Server) {
    let (home, server) = (Home::new(), Server::start(gazette));
    home.fine(&["follow", &server.address("/feed")]);
    let said = home.fine(&["fetch"]);
    assert_eq!(said, "1 feed answered: 2 new items, 0 changed\n");
    (home, server)
}

#[test]
fn nothing_is_written_where_nothing_is_followed() {
    let home = Home::new();
    for arguments in [
        &["feeds"][..],
        &["list"],
        &["search", "victims"],
        &["export"],
        &["export", "--format", "opml"],
    ] {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let said = stderr(&output);
        assert!(said.contains("no feed is followed"), "{said}");
        assert!(said.contains("trafficdash news follow --default"), "{said}");
    }
    home.fine(&["feeds", "--all"]);
    home.fine(&["show", ARTICLE]);
    assert!(home.fails(1, &["fetch"]).contains("news follow --default"));
    assert!(home.fails(2, &["leave", "Gazette"]).contains("no feed"));
    home.fails(2, &["mark", "nothing", "star"]);
    home.fails(2, &["check", "nothing", "946"]);
    home.write("empty.opml", "<opml><body/></opml>");
    home.fine(&["import", "empty.opml"]);
    assert!(!home.data().exists());
    assert_eq!(
        valid(&home.fine(&["export"]))["archive"],
        Json::Array(vec![])
    );
}

#[test]
fn feeds_are_followed_by_address_or_title_and_left() {
    let home = Home::new();
    home.fine(&["follow", "--default"]);
    let feeds = home.json(&["feeds"]);
    assert_eq!(feeds["count"], suggested());
    let all = home.json(&["feeds", "--all"]);
    let all = all["feeds"].as_array().expect("feeds");
    assert!(all.len() > suggested());
    for feed in all {
        assert_eq!(feed["followed"], feed["suggested"], "{feed}");
        assert!(feed["standing"].is_string(), "{feed}");
    }
    let said = home.fails(2, &["follow", "Fredom United"]);
    assert!(said.contains("did you mean \"Freedom United\"?"), "{said}");
    assert!(
        home.fails(2, &["follow", "file:///etc/passwd"])
            .contains("http or https")
    );
    home.fine(&["leave", "freedom united"]);
    let left = suggested() - 1;
    assert_eq!(home.json(&["feeds"])["count"], left);
    let own = [
        "https://example.org/feed",
        "--title",
        "Own",
        "--word",
        "slavery",
    ];
    let followed = home.json(&[&["follow"], &own[..]].concat());
    let last = &followed["feeds"][left];
    assert_eq!(
        (&last["title"], &last["words"][0]),
        (&"Own".into(), &"slavery".into())
    );
    // What is followed already stays as the user has it.
    home.fine(&["follow", own[0]]);
    assert_eq!(home.json(&["feeds"])["feeds"][left], *last);
    assert!(home.fine(&["feeds"]).contains("Not fetched yet; 0 items"));
    home.fails(2, &["follow", own[0], "--word", "", "--word", "boat"]);
    let freed = home.json(&["follow", own[0], "--word", ""]);
    let freed = &freed["feeds"][left];
    assert_eq!(
        (&freed["title"], &freed["words"]),
        (&"Own".into(), &Json::Array(Vec::new()))
    );
}

#[test]
fn what_a_feed_brings_is_listed_searched_shown_and_marked() {
    let (home, server) = fetched();
    let asked = server.asked();
    assert_eq!((asked.len(), asked[0].path()), (1, "/feed"));
    // The feed's own title, and the validator the next time.
    assert_eq!(home.json(&["feeds"])["feeds"][0]["title"], "Gazette");
    home.fine(&["fetch", "gazette"]);
    assert_eq!(server.asked()[1].header("If-None-Match"), Some("\"1\""));
    home.fine(&["fetch", "--every-due"]);
    assert_eq!(server.asked().len(), 2);

    let keys = home.keys(&[]);
    assert_eq!(keys.len(), 2);
    assert_eq!(home.keys(&["about:2011"]), keys[1..]);
    assert_eq!(home.keys(&["\"lorry park\""]), keys[..1]);
    assert_eq!(home.keys(&["--as-of", "2012-10-18"]), keys[1..]);
    assert_eq!(home.keys(&["--limit", "1"]), keys[..1]);
    let both = home.fine(&["search", "more", "victims"]);
    assert!(
        both.contains(&keys[1]) && both.contains("the record"),
        "{both}"
    );
    let said = home.fails(2, &["list", "since:2026-0"]);
    assert!(said.contains("is no day; write it like"), "{said}");

    let text = home.fine(&["show", &keys[1]]);
    for part in [
        "946 potential victims",
        "Gazette",
        "[1] https://example.org/report",
        "About 2011",
        "Numbers that the record knows\n",
        "NRM referrals, United Kingdom, 2011",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!home.fine(&["show", &keys[0]]).contains('\u{1b}'));
    let item = &home.json(&["show", &keys[1]])["item"];
    assert_eq!(
        item["numbers"][0]["figures"][0]["indicator"],
        "nrm-referrals"
    );
    assert_eq!(item["date"], "2012-10-18T09:30:00Z");
    let said = home.fails(2, &["show", &keys[1], "--as-of", "2012-10-17"]);
    assert!(said.contains("was not out"), "{said}");

    for mark in [
        &["star"][..],
        &["tag", "evidence"],
        &["note", "A note"],
        &["read"],
    ] {
        home.fine(&[&["mark", &keys[1]], mark].concat());
    }
    home.fine(&["mark", ARTICLE, "star"]);
    assert_eq!(home.keys(&["starred", "tag:evidence"]), keys[1..]);
    assert_eq!(home.keys(&["unread"]), keys[..1]);
    let starred = home.json(&["list", "starred"]);
    assert_eq!(
        (&starred["total"], &starred["items"][0]["note"]),
        (&2.into(), &Json::Null)
    );
    home.fine(&["mark", &keys[1], "untag", "evidence"]);
    let item = home.json(&["mark", &keys[1], "unstar"]);
    assert_eq!(
        (&item["item"]["starred"], &item["item"]["tags"]),
        (&false.into(), &Json::Array(vec![]))
    );
    assert_eq!(item["item"]["note"], "A note");
    home.fails(2, &["mark", &keys[1], "star", "text"]);
    assert_eq!(home.run(&["mark", &keys[1], "tag"]).status.code(), Some(2));
    for (query, wanted) in [
        ("feed:", "feed: says nothing; write it like feed:nca"),
        ("tag:", "tag: says nothing; write it like tag:evidence"),
        (
            "since:",
            "since: says nothing; write it like since:2026-01-15",
        ),
        ("about:", "about: says nothing; write it like about:2011"),
        ("since:2026-0", "\"2026-0\" is no day"),
        ("about:lately", "\"lately\" is not a period"),
    ] {
        let said = home.fails(2, &["list", query]);
        assert!(said.contains(wanted), "{query}: {said}");
    }
}

#[test]
fn every_item_of_the_record_has_a_key_that_can_be_typed_and_keeps_its_older_one() {
    let home = Home::new();
    let list = home.json(&["list", "--limit", "0"]);
    let items = list["items"].as_array().expect("items").iter();
    let keys: Vec<&str> = items.filter_map(|item| item["key"].as_str()).collect();
    let plain = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-';
    let odd = |key: &&&str| !key.trim_start_matches("record:").chars().all(plain);
    assert_eq!(keys.iter().find(odd), None);
    let once: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!((once.len(), keys.len() > 20), (keys.len(), true));

    let (older, key) = (
        "record:16 May 2025 Inspectorate reports on organised immigration crime",
        "record:16-may-2025-inspectorate-reports-on-organised-immigration-crime",
    );
    assert!(keys.contains(&key), "{keys:#?}");
    let marked = home.run(&["mark", older, "star"]);
    assert_eq!(stderr(&marked), format!("trafficdash: {key}: starred\n"));
    assert!(
        home.fine(&["show", key])
            .contains(&format!("{key}; starred"))
    );
}

#[test]
fn a_number_is_checked_as_a_claim_and_the_status_tells_the_verdict() {
    let (home, _server) = fetched();
    let key = home.keys(&["about:2011"]).remove(0);
    // It held on its day, and was revised to 945.
    let claims = home.run(&["check", &key, "946", "--format", "json"]);
    assert_eq!(claims.status.code(), Some(10), "{}", stderr(&claims));
    let claims = valid(&stdout(&claims));
    assert_eq!(claims["claims"][0]["verdict"], "supported-then");
    home.run(&["check", &key, "946"]);
    let item = &home.json(&["show", &key])["item"];
    assert_eq!(item["claims"].as_array().expect("claims").len(), 1);
    assert_eq!(item["claims"][0], claims["claims"][0]);
    let shown = home.fine(&["show", &key]);
    assert!(shown.contains("Supported then"), "{shown}");
    assert!(home.fails(2, &["check", &key, "947"]).contains("946"));
    assert!(
        home.fails(2, &["check", ARTICLE, "946"])
            .contains("trafficdash claims")
    );
    home.fine(&["check", &key, "946", "--forget"]);
    home.fails(2, &["check", &key, "946", "--forget"]);
    assert_eq!(
        home.json(&["show", &key])["item"]["claims"],
        Json::Array(vec![])
    );
}

#[test]
fn an_archive_that_was_exported_is_the_same_where_it_was_imported() {
    let (home, _server) = fetched();
    let keys = home.keys(&[]);
    home.fine(&["mark", &keys[0], "star"]);
    home.fine(&["mark", ARTICLE, "tag", "evidence"]);
    home.run(&["check", &keys[1], "946"]);
    home.fine(&["export", "-o", "news.json"]);
    let said = home.fails(1, &["export", "-o", "news.json"]);
    assert!(said.contains("--force replaces it"), "{said}");
    let written = fs::read_to_string(home.0.path().join("news.json")).expect("written");
    valid(&written);

    let other = Home::new();
    other.write("news.json", &written);
    let came = other.json(&["import", "news.json"]);
    assert_eq!(
        (&came["imported"]["feeds"], &came["imported"]["items"]),
        (&1.into(), &2.into())
    );
    assert_eq!(other.fine(&["export"]), written);
    assert_eq!(other.keys(&[]), keys);
    other.fine(&["import", "news.json"]);
    assert_eq!(other.fine(&["export"]), written);

    // What items are about is found by the words of the program that takes them in.
    let third = Home::new();
    let older = written.replace("\"periods\":[\"2011\"]", "\"periods\":[\"1999\"]");
    assert_ne!(older, written);
    third.write("older.json", &older);
    third.fine(&["import", "older.json"]);
    assert_eq!(third.fine(&["export"]), written);

    other.write("later.json", &written.replace("schema:1", "schema:9"));
    assert!(
        other
            .fails(2, &["import", "later.json"])
            .contains("schema:9")
    );
    other.write("other.json", "{\"a\": 1}");
    assert!(
        other
            .fails(2, &["import", "other.json"])
            .contains("news export")
    );
    assert!(
        other
            .fails(2, &["import", "none.json"])
            .contains("there is no file")
    );
}

#[test]
fn an_item_with_thousands_of_long_links_is_exported_as_it_can_be_imported() {
    let hostile = |_: &Asked, wire: &mut dyn Wire| {
        let long = "a".repeat(1900);
        let links = (0..2000).map(|at| format!("&lt;a href='https://x.uk/{at}{long}'>b&lt;/a> "));
        let links: String = links.collect();
        let item = format!("<item><guid>a</guid><description>{links}</description></item>");
        let feed = format!("<rss version='2.0'><channel>{item}</channel></rss>");
        say(wire, "200 OK", "", feed.as_bytes())
    };
    let (home, server) = (Home::new(), Server::start(hostile));
    home.fine(&["follow", &server.address("/feed")]);
    home.fine(&["fetch"]);
    let output = home.run(&["export", "-o", "news.json"]);
    assert_eq!(stderr(&output), "trafficdash: written to news.json\n");
    let other = Home::new();
    let exported = fs::read_to_string(home.0.path().join("news.json")).expect("written");
    other.write("news.json", &exported);
    other.fine(&["import", "news.json"]);
    assert_eq!(other.fine(&["export"]), exported);
}

#[test]
fn lists_of_feeds_go_out_and_come_in_and_what_is_refused_is_named() {
    let home = Home::new();
    home.fine(&["follow", "--default"]);
    home.fine(&["export", "--format", "opml", "-o", "feeds.opml"]);
    let list = fs::read_to_string(home.0.path().join("feeds.opml")).expect("written");
    assert_eq!(home.fine(&["feeds", "--format", "opml"]), list);
    let other = Home::new();
    let run = "<outline text=\"Run\" xmlUrl=\"exec:rm -rf /\"/></body>";
    other.write("feeds.opml", &list.replace("</body>", run));
    let said = other.fails(1, &["import", "feeds.opml"]);
    assert!(
        said.contains("refused: \"Run\": \"exec:rm -rf /\""),
        "{said}"
    );
    assert!(
        said.contains(&format!("{} new feeds, 0 new items", suggested())),
        "{said}"
    );
    assert_eq!(other.fine(&["export", "--format", "opml"]), list);
    // What is there stays as the user has it.
    other.fine(&["follow", "Freedom United", "--title", "Mine"]);
    other.write("again.opml", &list);
    other.fine(&["import", "again.opml"]);
    let feeds = other.fine(&["feeds"]);
    let count = format!("{} feeds followed", suggested());
    assert!(feeds.contains("Mine") && feeds.contains(&count), "{feeds}");
}

/// A feed for whoever logs in, with a link that starts from its address.
fn private(asked: &Asked, wire: &mut dyn Wire) -> io::Result<()> {
    let feed = "<rss version='2.0'><channel><title>Gazette</title><item><guid>a</guid><title>Inner report</title>\
        <link>/report</link></item></channel></rss>";
    // me:s3cret
    match (asked.path(), asked.header("authorization")) {
        ("/feed", Some("Basic bWU6czNjcmV0")) => say(wire, "200 OK", "", feed.as_bytes()),
        ("/moved", Some(_)) => {
            let to = format!("Location: {}\r\n", "/feed");
            say(wire, "301 Moved Permanently", &to, b"")
        }
        (_, Some(_)) => say(wire, "404 Not Found", "", b""),
        _ => say(wire, "401 Unauthorized", "", b""),
    }
}

#[test]
fn the_password_in_the_address_of_a_feed_is_used_and_shown_nowhere() {
    let (home, server) = (Home::new(), Server::start(private));
    let with_login = |path: &str| server.address(path).replace("http://", "http://me:s3cret@");
    let mut all = String::new();
    let mut run = |arguments: &[&str]| {
        let output = home.run(arguments);
        let told = format!("{}{}", stdout(&output), stderr(&output));
        all.push_str(&told);
        told
    };
    let feeds = ["/feed", "/moved", "/gone"].map(with_login);
    for feed in &feeds {
        run(&["follow", feed]);
        run(&["follow", feed, "--format", "json"]);
    }
    let told = run(&["fetch"]);
    assert!(told.contains("2 feeds answered: 1 new item"), "{told}");
    run(&["fetch", "--format", "json"]);
    let told = run(&["feeds"]);
    assert!(told.contains("with the name and password"), "{told}");
    run(&["feeds", "--format", "json"]);
    let told = run(&["list"]);
    assert!(told.contains("Inner report"), "{told}");
    let told = run(&["list", "--format", "json"]);
    assert!(told.contains(&server.address("/report")), "{told}");
    let key = home.keys(&["inner"]).remove(0);
    run(&["show", &key]);
    run(&["leave", "nothing like it"]);
    // What is shown names it as well as the whole address.
    run(&["leave", &server.address("/gone")]);
    let told = run(&["follow", &server.address("/moved"), "--word", "report"]);
    assert!(told.contains("following"), "{told}");
    let told = run(&["export", "--format", "opml"]);
    assert!(
        told.contains("without the name and password of 2 feeds"),
        "{told}"
    );
    assert_eq!(told.matches("xmlUrl=").count(), 2, "{told}");
    run(&["feeds", "--format", "opml"]);
    assert!(!all.contains("s3cret") && !all.contains("me:"), "{all}");

    let output = home.run(&["export"]);
    let said = stderr(&output);
    assert!(said.contains("keep it to yourself"), "{said}");
    assert!(stdout(&output).contains("me:s3cret@"), "for `news import`");
    // A list that comes back names no other feeds.
    home.fine(&["export", "--format", "opml", "-o", "feeds.opml"]);
    let said = stderr(&home.run(&["import", "feeds.opml"]));
    assert!(said.contains("0 new feeds"), "{said}");
}

#[test]
fn a_view_that_is_written_tells_nobody_what_is_followed_and_says_so() {
    let (home, _server) = fetched();
    let written = |arguments: &[&str]| {
        let output = home.program().args(arguments).output();
        stdout(&output.expect("it runs"))
    };
    for arguments in [
        &["show", "news"][..],
        &["show", "overview", "--period", "2011"],
    ] {
        let text = written(arguments);
        assert!(text.contains("items of the record"), "{text}");
        assert!(!text.contains("More victims referred"), "{text}");
    }
    let text = written(&["show", "news"]);
    assert!(text.contains("`trafficdash news list`"), "{text}");
    assert!(home.fine(&["list"]).contains("More victims referred"));
}

#[test]
fn nothing_is_taken_of_an_archive_with_a_fault_anywhere_in_it() {
    let home = Home::new();
    let items: Vec<String> = (0..2000)
        .map(|at| format!("{{\"is\": \"item\", \"key\": \"k{at}\", \"title\": \"T\"}}"))
        .collect();
    let items = items.join(",\n");
    let schema = "\"schema\": \"urn:trafficdash:schema:1\"";
    for (file, why) in [
        (
            format!("{{{schema}, \"archive\": [\n{items},\n{{\"is\": \"item\", \"kea\": \"\"}}]}}"),
            "unknown field `kea`",
        ),
        (
            format!("{{{schema}, \"archive\": [\n{items}"),
            "it is cut short",
        ),
        (
            format!("{{{schema}, \"archive\": [\n{items}]}}, {{"),
            "trailing characters at line 2001",
        ),
        (
            format!("{{\"archive\": [\n{items}]}}"),
            "missing field `schema`",
        ),
        (
            format!("{{\"archive\": [\n{items}], \"archive\": []}}"),
            "duplicate field `archive`",
        ),
        (format!("{{{schema}}}"), "missing field `archive`"),
        (
            format!("{{{schema}, {schema}}}"),
            "duplicate field `schema`",
        ),
    ] {
        home.write("a.json", &file);
        let said = home.fails(2, &["import", "a.json"]);
        assert!(said.contains(why), "{said}");
        assert_eq!(home.fine(&["export"]).matches("{\"is\":").count(), 0);
    }
    let whole = format!("\u{feff}{{\"archive\": [\n{items}], {schema}}}");
    home.write("a.json", &whole);
    home.fine(&["import", "a.json"]);
    assert_eq!(home.fine(&["export"]).matches("{\"is\":").count(), 2000);
}

#[test]
fn what_is_refused_of_an_archive_is_told_up_to_a_bound() {
    let home = Home::new();
    let feed = |at| format!("{{\"is\": \"feed\", \"address\": \"exec:{at}\"}}");
    let feeds: Vec<String> = (0..3000).map(feed).collect();
    let feeds = feeds.join(",");
    let file = format!("{{\"schema\": \"urn:trafficdash:schema:1\", \"archive\": [{feeds}]}}");
    home.write("a.json", &file);
    let said = home.fails(1, &["import", "a.json"]);
    let told = said.matches("exec:").count();
    assert!((1000..2000).contains(&told), "{told}");
    assert!(said.contains(&format!("refused: {} more\n", 3000 - told)));
}

#[test]
fn what_comes_in_steers_nothing() {
    let home = Home::new();
    let file = r#"{"schema": "urn:trafficdash:schema:1", "archive": [
        {"is": "feed", "address": "https://x.uk/", "title": "F\u001b[2J", "subscribed": true},
        {"is": "feed", "address": "exec:rm", "title": "Run", "subscribed": true},
        {"is": "item", "key": "a", "title": "T\u009b2J", "first-seen": 9223372036854775807,
         "text": ["\u202eevil"], "link": "javascript:alert(1)"},
        {"is": "marks", "key": "a", "note": "\u001b]52;c;\u0007"}]}"#;
    home.write("a.json", file);
    let refused = home.fails(1, &["import", "a.json"]);
    assert!(
        refused.contains("\"exec:rm\" is no http or https address"),
        "{refused}"
    );
    for arguments in [&["feeds"][..], &["list"], &["show", "a"], &["export"]] {
        let text = home.fine(arguments);
        let steers = |one: char| one.is_control() && one != '\n' || one == '\u{202e}';
        assert!(!text.contains(steers), "{arguments:?}: {text:?}");
        assert!(!text.contains("javascript"), "{text}");
    }
}

#[test]
fn a_feed_that_fails_is_named_and_keeps_nobody_waiting() {
    let (home, server) = fetched();
    let gone = server.address("/gone").replace("127.0.0.1", "localhost");
    home.fine(&["follow", &gone, "--title", "Gone"]);
    let output = home.run(&["fetch"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.starts_with("trafficdash: Gone: localhost"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert_eq!(
        stdout(&output),
        "1 feed answered: 0 new items, 0 changed; 1 failed\n"
    );
    let output = home.run(&["fetch", "Gone", "--format", "json"]);
    let document = valid(&stdout(&output));
    assert!(document["fetched"][0]["failure"].is_string(), "{document}");
    let feeds = home.json(&["feeds"]);
    assert_eq!(
        (
            &feeds["feeds"][1]["failures"],
            &feeds["feeds"][0]["failures"]
        ),
        (&2.into(), &0.into())
    );
    assert!(home.fine(&["feeds"]).contains("Failed: localhost"));
    assert_eq!(feeds["feeds"][0]["remarks"], serde_json::json!([]));
    home.fails(2, &["fetch", "Gazete"]);
}

/// A feed with an entry without a title and a date that cannot be read; the same if it is asked
/// for again, and gone after that.
fn odd() -> impl Fn(&Asked, &mut dyn Wire) -> io::Result<()> {
    let count = AtomicUsize::new(0);
    move |_, wire| match count.fetch_add(1, Ordering::Relaxed) {
        0 => {
            let feed = "<rss version='2.0'><channel><title>Odd</title>\
                <item><guid>a</guid><title>Dated</title><pubDate>soon</pubDate></item>\
                <item><guid>b</guid></item></channel></rss>";
            say(wire, "200 OK", "ETag: \"1\"\r\n", feed.as_bytes())
        }
        1 => say(wire, "304 Not Modified", "", b""),
        _ => say(wire, "404 Not Found", "", b""),
    }
}

#[test]
fn remarks_and_failures_of_a_feed_are_kept_with_its_items() {
    let (home, server) = (Home::new(), Server::start(odd()));
    home.fine(&["follow", &server.address("/odd")]);
    let remarks = [
        "1 date cannot be read and is left out",
        "1 entry has no title",
    ];
    let fetched = home.run(&["fetch"]);
    let counted = "1 feed answered: 2 new items, 0 changed, 2 remarks\n";
    assert_eq!(stdout(&fetched), counted);
    let said = stderr(&fetched);
    for remark in remarks {
        assert!(said.contains(&format!("Odd: {remark}\n")), "{said}");
    }
    let unchanged = "1 feed answered: 0 new items, 0 changed\n";
    for expected in [
        unchanged,
        "0 feeds answered: 0 new items, 0 changed; 1 failed\n",
    ] {
        assert_eq!(stdout(&home.run(&["fetch"])), expected);
        let feed = &home.json(&["feeds"])["feeds"][0];
        assert_eq!(feed["remarks"], serde_json::json!(remarks));
        assert_eq!(feed["items"], 2);
        assert_eq!(feed["failure"].is_null(), expected == unchanged, "{feed}");
        assert!(feed["fetched"].is_string(), "{feed}");
        let text = home.fine(&["feeds"]);
        assert!(text.contains("Remark: 1 entry has no title"), "{text}");
    }
}

#[test]
fn how_many_items_went_because_they_are_old_is_said() {
    let days_ahead = Arc::new(AtomicI64::new(0));
    let ahead = Arc::clone(&days_ahead);
    let server = Server::start(move |_, wire| {
        let date = Utc::now() + TimeDelta::days(ahead.load(Ordering::SeqCst));
        let date = date
            .format("Date: %a, %d %b %Y %H:%M:%S GMT\r\n")
            .to_string();
        say(wire, "200 OK", &date, FEED.as_bytes())
    });
    let home = Home::new();
    home.fine(&["follow", &server.address("/feed")]);
    home.fine(&["fetch"]);
    home.fine(&["mark", &home.keys(&[])[0], "star"]);
    home.fine(&["export", "-o", "news.json"]);
    let kept = fs::read_to_string(home.0.path().join("news.json")).expect("written");
    let long_ago = |line: &str| match line.split_once("\"first-seen\":") {
        Some((before, after)) => {
            let after = after.trim_start_matches(|one: char| one.is_ascii_digit());
            format!("{before}\"first-seen\":1000{after}\n")
        }
        None => format!("{line}\n"),
    };
    let old = Home::new();
    old.write("news.json", &kept.lines().map(long_ago).collect::<String>());
    fs::create_dir_all(old.0.path().join("config/trafficdash")).expect("made");
    old.write("config/trafficdash/config.toml", "keep-news = 30\n");
    old.fine(&["import", "news.json"]);
    // Either clock may be the wrong one.
    for days in [-4000, -3, 3, 4000] {
        days_ahead.store(days, Ordering::SeqCst);
        assert_eq!(
            old.fine(&["fetch"]),
            "1 feed answered: 0 new items, 0 changed; no old items removed, because no server's \
             clock agrees with this one's\n"
        );
        assert_eq!(old.json(&["fetch"])["removed"], 0);
    }
    days_ahead.store(1, Ordering::SeqCst);
    let removed = "1 item first seen over 30 days ago removed, starred and noted ones kept";
    assert_eq!(
        old.fine(&["fetch"]),
        format!("1 feed answered: 0 new items, 0 changed; {removed}\n")
    );
    assert_eq!(old.json(&["fetch"])["removed"], 0);
    assert_eq!(old.keys(&[]).len(), 1);
    drop(server);
}

#[test]
fn only_fetch_opens_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let place = listener.local_addr().expect("bound");
    let address = format!("http://{place}/feed");
    let home = Home::new();
    // Whatever would be asked for would come here.
    let run = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        for name in ["ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"] {
            command.env(name, format!("http://{place}"));
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    home.write(
        "feeds.opml",
        &format!("<opml><outline xmlUrl=\"{address}\"/></opml>"),
    );
    home.write(
        "none.json",
        "{\"schema\": \"urn:trafficdash:schema:1\", \"archive\": []}",
    );
    for arguments in [
        &["follow", address.as_str()][..],
        &["follow", "--default"],
        &["leave", "Freedom United"],
        &["feeds", "--all"],
        &["list"],
        &["search", "victims"],
        &["show", ARTICLE],
        &["mark", ARTICLE, "star"],
        &["import", "feeds.opml"],
        &["import", "none.json"],
        &["export"],
        &["export", "--format", "opml"],
    ] {
        let output = run(arguments).output().expect("it runs");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
    let output = run(&["check", ARTICLE, "946"]).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    listener.set_nonblocking(true).expect("set");
    let nobody = listener.accept().map(|(_, from)| from);
    assert_eq!(
        nobody.map_err(|error| error.kind()),
        Err(ErrorKind::WouldBlock)
    );

    listener.set_nonblocking(false).expect("set");
    let mut fetching = run(&["fetch", &address]).spawn().expect("it starts");
    listener.accept().expect("fetch asks");
    fetching.kill().expect("ended");
    fetching.wait().expect("ended");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_fetching_and_loses_nothing() {
    use rustix::process::{Pid, Signal, kill_process};

    let (home, gazette) = fetched();
    let silent = Server::start(|_: &Asked, wire: &mut dyn Wire| wait_for_the_end(wire));
    let address = silent.address("/").replace("127.0.0.1", "localhost");
    home.fine(&["follow", &address, "--title", "Silent"]);
    let mut fetching = home.command(&["fetch"]);
    fetching.stdout(Stdio::piped()).stderr(Stdio::piped());
    let fetching = fetching.spawn().expect("it starts");
    while silent.asked().is_empty() || gazette.asked().len() < 2 {
        std::thread::yield_now();
    }
    let pid = Pid::from_child(&fetching);
    kill_process(pid, Signal::INT).expect("sent");
    let output = fetching.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(
        stdout(&output).starts_with("stopped; "),
        "{}",
        stdout(&output)
    );
    assert_eq!(home.keys(&[]).len(), 2);
    let feeds = home.json(&["feeds"]);
    assert_eq!(feeds["feeds"][1]["failure"], Json::Null);
}

#[test]
fn every_example_of_every_help_runs() {
    let home = Home::new();
    home.fine(&["follow", "--default"]);
    home.fine(&["export", "-o", "to-import.json"]);
    fs::rename(
        home.0.path().join("to-import.json"),
        home.0.path().join("news.json"),
    )
    .expect("there");
    home.fine(&["export", "--format", "opml", "-o", "feeds.opml"]);
    let mut run = 0;
    for subcommand in [
        "feeds", "follow", "fetch", "list", "show", "mark", "check", "import", "export", "leave",
    ] {
        let help = home.fine(&[subcommand, "--help"]);
        insta::assert_snapshot!(format!("help_{subcommand}"), help);
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
        let (_, examples) = help.split_once("Examples:\n").expect("examples");
        for example in examples.lines() {
            let example = example
                .strip_prefix("  trafficdash news ")
                .expect("an example");
            let arguments = words(example);
            match arguments[0] {
                // Its feeds are elsewhere, and its key is of nobody's archive.
                "fetch" => continue,
                "check" => drop(home.fails(2, &arguments)),
                "export" => {
                    let _ = fs::remove_file(home.0.path().join(arguments[arguments.len() - 1]));
                    home.fine(&arguments);
                }
                _ => drop(home.fine(&arguments)),
            }
            run += 1;
        }
    }
    assert!(run > 16, "{run}");
}
