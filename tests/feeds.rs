//! Feeds as they are found: small ones in the layouts of well-known publishers are read right.
//! (`mutants.rs` reads thousands of damaged ones.)

use std::fs;

use chrono::NaiveDate;
use trafficdash::news::parse::{Unreadable, parse};
use trafficdash::news::{Channel, Entry, Moment};

const ADDRESS: &str = "https://www.example.org/news/feed";

fn bytes(name: &str) -> Vec<u8> {
    fs::read(format!("tests/fixtures/feeds/{name}")).expect("a fixture")
}

fn read(name: &str) -> Channel {
    read_bytes(&bytes(name)).expect("a feed")
}

fn read_bytes(bytes: &[u8]) -> Result<Channel, Unreadable> {
    parse(bytes, None, ADDRESS, now())
}

fn now() -> Moment {
    Moment::start_of(NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"))
}

fn said(moment: Option<Moment>) -> String {
    let utc = chrono::FixedOffset::east_opt(0).expect("an offset");
    let local = moment.and_then(|one| one.local(utc));
    local.map_or_else(String::new, |one| one.format("%Y-%m-%d %H:%M").to_string())
}

/// Title, link, published, updated and author of an entry.
fn outline(entry: &Entry) -> [String; 5] {
    [
        entry.title.clone(),
        entry.link.clone().unwrap_or_default(),
        said(entry.published),
        said(entry.updated),
        entry.author.clone(),
    ]
}

fn outlines(channel: &Channel) -> Vec<[String; 5]> {
    channel.entries.iter().map(outline).collect()
}

#[test]
fn atom_of_a_forum_is_read() {
    let channel = read("forum.atom");
    let base = "https://forum.example.org/r/statistics/comments/gpyqwt/";
    assert_eq!(
        outlines(&channel),
        [
            [
                "What does <n> stand for?",
                base,
                "",
                "2020-05-24 21:46",
                "/u/reader"
            ],
            [
                "Q&A",
                "https://www.example.org/r/statistics/comments/gpx/",
                "",
                "2020-05-24 20:00",
                ""
            ],
        ]
    );
    let first = &channel.entries[0];
    assert_eq!(first.guid.as_deref(), Some("t3_gpyqwt"));
    assert_eq!(first.reading.paragraphs, ["The questions [1] & answers"]);
    assert_eq!(first.reading.links, ["https://www.example.org/r/faq"]);
    assert_eq!(channel.title, "Statistics");
    assert!(channel.remarks.is_empty(), "{:?}", channel.remarks);
}

#[test]
fn rdf_with_items_beside_the_channel_is_read() {
    let channel = read("news.rdf");
    let address = |day: &str| format!("https://www.example.org/News/2022/{day}");
    let [first, second] = [address("20221217"), address("20220910")];
    assert_eq!(
        outlines(&channel),
        [
            [
                "Updated figures released",
                &first,
                "2022-12-17 12:00",
                "",
                ""
            ],
            ["First figures", &second, "2022-09-10 00:00", "", ""],
        ]
    );
    assert_eq!(channel.entries[0].guid, Some(first));
}

#[test]
fn latin_1_with_signs_of_windows_and_names_of_html_is_read() {
    let channel = read("latin1.rss");
    assert_eq!(channel.title, "Informações úteis");
    let entry = outline(&channel.entries[0]);
    let link = "http://www.example.org/arquivo/um.php";
    assert_eq!(
        entry,
        [
            "Dicas técnicas “agora” é aqui",
            link,
            "2020-08-13 13:06",
            "",
            ""
        ]
    );
    assert_eq!(channel.entries[0].reading.paragraphs, ["Notas & mais"]);
}

#[test]
fn words_of_other_vocabularies_do_not_take_the_place_of_the_feeds_own() {
    let channel = read("podcast.rss");
    assert_eq!(channel.title, "In Our Day");
    let link = "http://www.example.org/programmes/1";
    let expected = ["The law of 1807", link, "2020-06-18 09:15", "", ""];
    assert_eq!(outlines(&channel), [expected]);
    let text = &channel.entries[0].reading.paragraphs;
    assert_eq!(text[0], "How the trade was ended, and what was not.");

    let channel = read("magazine.rss");
    assert_eq!(channel.title, "Magazin & mehr");
    let title = "Zahlen & Fakten – „Lagebild“";
    let link = "https://www.example.org/lagebild";
    let expected = [title, link, "2022-12-28 03:00", "", "Die Redaktion"];
    assert_eq!(outlines(&channel), [expected]);
    let text = &channel.entries[0].reading.paragraphs;
    assert_eq!(*text, ["Das Lagebild 2022:", "- eins", "- zwei"]);
}

#[test]
fn what_a_film_says_of_itself_is_the_text_of_its_entry() {
    let channel = read("video.atom");
    let title = "How the figures are made";
    let link = "https://www.example.org/watch?v=aBc";
    let days = ["2023-03-02 17:00", "2023-03-04 17:00"];
    let expected = [title, link, days[0], days[1], "Example Charity"];
    assert_eq!(outlines(&channel), [expected]);
    assert_eq!(
        channel.entries[0].reading.paragraphs,
        [
            "From referral to decision: a Q&A.",
            "With the quarter's figures < 5 minutes in."
        ]
    );
}

#[test]
fn notes_without_titles_and_what_is_quoted_twice_are_read() {
    let channel = read("notes.rss");
    let second = "https://www.example.org/notes/2";
    let title = "A report on [2] 946 people.";
    assert_eq!(
        outlines(&channel),
        [
            [title, "", "", "", "The desk"],
            ["Figures & sources", second, "", "", ""],
        ]
    );
    let texts = channel.entries.iter().map(|one| &one.reading.paragraphs);
    let texts: Vec<String> = texts.map(|one| one.join("/")).collect();
    assert_eq!(texts[0], "A report [1] on [2] 946 people.");
    assert_eq!(texts[1], "In 2011 946 people./More later.");
}

#[test]
fn an_id_that_is_said_to_be_no_permalink_is_no_link_and_stays_the_id() {
    let id = "https://www.example.org/sound/1.mp3";
    let own = "<link>https://www.example.org/1</link>";
    for (attribute, beside, link) in [
        ("", "", Some(id)),
        (r#" isPermaLink="true""#, "", Some(id)),
        (r#" isPermaLink="""#, "", Some(id)),
        (r#" isPermaLink="false""#, "", None),
        (r#" isPermaLink="False""#, "", None),
        (r#" isPermaLink="no""#, "", None),
        (
            r#" isPermaLink="true""#,
            own,
            Some("https://www.example.org/1"),
        ),
        (
            r#" isPermaLink="false""#,
            own,
            Some("https://www.example.org/1"),
        ),
    ] {
        let item = format!("<item><title>T</title><guid{attribute}>{id}</guid>{beside}</item>");
        let channel = read_bytes(rss(&item).as_bytes()).expect("a feed");
        let entry = &channel.entries[0];
        assert_eq!(entry.link.as_deref(), link, "{attribute} {beside}");
        assert_eq!(entry.guid.as_deref(), Some(id), "{attribute} {beside}");
    }
}

#[test]
fn what_a_feed_says_of_itself_and_never_ends_does_not_take_its_entries() {
    let items = "<item><title>One</title></item><item><title>Two</title></item>";
    for slip in [
        "<title>Feed</tytle>",
        "<link>https://www.example.org</,ink>",
        "<description>All of it",
        "<atom:link rel=\"self  type=\"application/rss+xml\" />",
    ] {
        let channel = read_bytes(rss(&format!("{slip}\n{items}")).as_bytes()).expect("a feed");
        let titles: Vec<&str> = channel.entries.iter().map(|one| &*one.title).collect();
        assert_eq!(titles, ["One", "Two"], "{slip}");
    }
}

#[test]
fn a_slip_in_one_item_of_json_costs_that_item_alone() {
    let item = |id: u8, text: &str| {
        let by = "\"authors\": [{\"name\": \"a\"}, {\"name\": \"b\"}]";
        format!("{{\"id\": \"{id}\", {by}, \"content_text\": \"{text}\"}}")
    };
    let items = [
        item(1, "one"),
        item(2, "t\\wo"),
        item(3, "three"),
        item(4, "fo\nur"),
        item(5, "five"),
    ];
    let feed = format!("{{\"items\": [{}]}}", items.join(", "));
    let channel = read_bytes(feed.as_bytes()).expect("what was sound");
    let titles: Vec<&str> = channel.entries.iter().map(|one| &*one.title).collect();
    assert_eq!(titles, ["one", "three", "five"]);
    let lost = "what cannot be read among its entries is left out";
    assert_eq!(channel.remarks[0], lost);
    let cut = &feed[..feed.len() - 10];
    let remarks = read_bytes(cut.as_bytes()).expect("some").remarks;
    let end = "the feed breaks off within an entry, which is left out; 2 before it are kept";
    assert_eq!(remarks[..2], [end, lost]);
    let unread = read_bytes(b"{\"items\": [{\"id\": \"\\x\"}]}");
    assert_eq!(unread, Err(Unreadable::NothingRead));
}

#[test]
fn an_entry_without_a_title_takes_the_words_of_its_text() {
    let channel = read("bare.rss");
    assert_eq!(outlines(&channel), [["Example", "", "", "", ""]]);
    assert_eq!(channel.remarks, ["1 entry has no title"]);
}

#[test]
fn a_finder_of_gov_uk_is_read_and_its_end_is_said() {
    let channel = read("finder.atom");
    let title = "National Referral Mechanism: quarter 1 2024 – January to March";
    let link = "https://www.example.org/statistics/nrm-q1-2024";
    let expected = [title, link, "", "2024-05-02 08:30", "HM Government"];
    assert_eq!(outlines(&channel), [expected]);
    let guid = channel.entries[0].guid.as_deref().expect("an id");
    assert!(guid.ends_with("#2024-05-02T09:30:00.000+01:00"), "{guid}");
    let ended = read("ended.atom");
    assert_eq!(
        ended.remarks,
        ["its publisher says that this feed has ended"]
    );
}

#[test]
fn atom_of_2003_and_json_feed_are_read() {
    let channel = read("old.atom");
    assert_eq!(channel.title, "Weblog & more");
    let times = ["2003-12-13 12:29", "2003-12-13 18:30"];
    let link = "http://www.example.org/1";
    let expected = ["First entry", link, times[0], times[1], ""];
    assert_eq!(outlines(&channel), [expected]);
    let reading = &channel.entries[0].reading;
    assert_eq!(reading.paragraphs, ["See the second [1]"]);
    assert_eq!(reading.links, ["http://www.example.org/a/b"]);

    let channel = read("feed.json");
    assert_eq!(channel.title, "JSON news");
    assert_eq!(
        outlines(&channel),
        [
            [
                "Seven",
                "https://www.example.org/7",
                "2020-08-07 16:44",
                "",
                "The desk"
            ],
            [
                "No title here·[2J",
                "https://www.example.org/8",
                "",
                "",
                "The desk"
            ],
        ]
    );
    assert_eq!(
        channel.remarks,
        [
            "1 entry has no title",
            "1 date cannot be read and is left out"
        ]
    );
}

#[test]
fn slips_are_mended_and_said() {
    let channel = read("slips.rss");
    assert_eq!(channel.title, "AT&T & friends");
    let link = "https://www.example.org/news/feed?a=1&b=2";
    let first = [
        "The National Referral Mechanism – Q&A",
        link,
        "2023-12-16 14:02",
        "",
        "",
    ];
    let all = outlines(&channel);
    assert_eq!(all.len(), 3);
    assert_eq!(all[0], first);
    assert_eq!(all[2][..2], ["Yet to come", "https://www.example.org/come"]);
    let text = &channel.entries[0].reading.paragraphs;
    assert_eq!(*text, ["one bold word", "two © [2J"]);
    let remarks = channel.remarks.join("\n");
    assert!(
        remarks.contains("breaks off before its end; 3 before it are kept"),
        "{remarks}"
    );
    assert!(
        remarks.contains("1 date before 1990 or yet to come is left out"),
        "{remarks}"
    );
}

#[test]
fn a_feed_that_breaks_off_keeps_its_whole_entries() {
    for (name, cut) in [
        ("news.rdf", "<description>The first"),
        ("feed.json", "No title here"),
    ] {
        let whole = bytes(name);
        let text = String::from_utf8_lossy(&whole);
        let at = text.find(cut).expect("the place of the cut");
        let channel = read_bytes(&whole[..at]).expect("what was whole");
        assert_eq!(
            outlines(&channel)[..1],
            outlines(&read(name))[..1].to_vec().clone()[..1]
                .iter()
                .map(|one| {
                    let mut one = one.clone();
                    if name == "feed.json" {
                        one[4].clear();
                    }
                    one
                })
                .collect::<Vec<_>>()[..]
        );
        assert_eq!(channel.entries.len(), 1);
        let remark = "the feed breaks off within an entry, which is left out; 1 before it are kept";
        assert_eq!(channel.remarks[0], remark);
    }
}

#[test]
fn what_is_no_feed_is_named() {
    let named = Unreadable::PageOf("https://www.example.org/feed?a=1&b=2".to_owned());
    assert_eq!(read_bytes(&bytes("page.html")), Err(named));
    for (answer, error) in [
        (" \n", Unreadable::Empty),
        ("", Unreadable::Empty),
        ("<html><body>x</body></html>", Unreadable::Page),
        ("<!doctype html><p>x", Unreadable::Page),
        ("Service unavailable", Unreadable::NoFeed),
        ("<opml><body/></opml>", Unreadable::NoFeed),
        ("{\"error\": \"no\"}", Unreadable::NoFeed),
        ("<rss><channel><item><title>cut", Unreadable::NothingRead),
        ("{\"items\": [{\"id\": ", Unreadable::NothingRead),
    ] {
        assert_eq!(read_bytes(answer.as_bytes()), Err(error), "{answer}");
    }
    let empty = read_bytes(b"<rss><channel><title>x</title></channel></rss>").expect("a feed");
    assert_eq!(empty.remarks, ["the feed has no entries"]);
    let broken = read_bytes(b"<rss><channel>").expect("a feed");
    assert_eq!(broken.remarks, ["the feed breaks off and has no entries"]);
}

fn rss(items: &str) -> String {
    format!("<rss version='2.0'><channel>{items}</channel></rss>")
}

#[test]
fn what_is_too_long_too_deep_or_too_much_is_cut_and_said() {
    let words = "word ".repeat(60_000);
    let long = format!(
        "<item><title>{words}</title><description>{words}</description><link>https://x.uk/{}</link></item>",
        "a".repeat(3000)
    );
    let channel = read_bytes(rss(&long).as_bytes()).expect("a feed");
    let entry = &channel.entries[0];
    assert_eq!(entry.title.chars().count(), 502);
    assert!(entry.reading.length() <= 200_002);
    assert_eq!(entry.link, None);
    assert_eq!(channel.remarks.len(), 3, "{:?}", channel.remarks);

    let deep = format!("<item><title>a</title>{}</item>", "<x>".repeat(50_000));
    let channel = read_bytes(rss(&deep).as_bytes()).expect("a feed");
    assert_eq!(channel.entries[0].title, "a");
    let remarks = channel.remarks.join("\n");
    assert!(remarks.contains("deeper than 100"), "{remarks}");

    let item = |at: i64| {
        format!(
            "<item><title>{at}</title><pubDate>{}</pubDate></item>",
            said(Some(Moment(1_600_000_000 + at * 60)))
        )
    };
    let many: String = (0..2_100).map(item).collect();
    let channel = read_bytes(rss(&many).as_bytes()).expect("a feed");
    assert_eq!(channel.entries.len(), 2_000);
    assert_eq!(channel.entries[0].title, "100");
    assert_eq!(
        channel.remarks,
        ["the feed has 2100 entries; the newest 2000 are kept"]
    );
    let other = read_bytes(br#"{"items": {"a": [{"id": "b"}]}}"#);
    assert_eq!(other, Err(Unreadable::NoFeed));
    let items = |many: usize| {
        let json = "{\"id\":\"a\"},".repeat(many - 1);
        let json = format!("{{\"items\":[{json}{{\"id\":\"a\"}}],\"title\":\"T\"}}");
        let cut = json.trim_end_matches('}').to_owned();
        [rss(&"<item><guid>a</guid></item>".repeat(many)), json, cut]
    };
    for feed in items(20_100) {
        let channel = read_bytes(feed.as_bytes()).expect("a feed");
        assert_eq!(channel.entries.len(), 2_000);
        let remarks = channel.remarks.join("\n");
        let beyond = "the feed has 20100 entries; the newest 2000 of its first 20000 are kept";
        assert!(remarks.contains(beyond), "{remarks}");
    }
}

#[test]
fn bombs_of_entities_stay_small() {
    let laughs = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>";
    let feed = format!("{laughs}{}", rss("<item><title>&b; &c; &a;</title></item>"));
    let channel = read_bytes(feed.as_bytes()).expect("a feed");
    assert_eq!(channel.entries[0].title, "&a;&a; &c; ha");
}
