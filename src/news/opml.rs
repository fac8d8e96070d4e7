//! Lists of feeds as OPML, in and out. Only http and https addresses are taken: what would be a
//! command in another reader is refused and named.

use std::collections::HashSet;

use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::feed::Feed;
use super::parse::{Entities, Start, lenient};
use super::{html, link};

/// The longest title of a feed, in characters.
const LONGEST_TITLE: usize = 500;

/// The attribute that keeps the words of a feed, a line each; other readers pass over it.
const WORDS: &str = "trafficdash:words";

/// The feeds of a list in its order, each once, and what was refused, in words.
pub fn read(text: &str) -> (Vec<Feed>, Vec<String>) {
    let mut list = List::default();
    let mut reader = lenient(text.trim_start_matches('\u{feff}'));
    let mut ends = false;
    loop {
        match reader.read_event() {
            // Whatever begins after an end: that end was none, but of a tag that ran on.
            Ok(Event::Start(tag)) => {
                list.take(&tag);
                ends = false;
            }
            Ok(Event::Empty(tag)) => {
                list.take(&tag);
                ends = is_list(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => ends |= is_list(tag.name().as_ref()),
            Ok(Event::DocType(text)) => list.entities.declare(&text),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                list.refuse("the file is broken and was not read to its end".to_owned());
                ends = true;
                break;
            }
        }
    }
    if !list.is_opml {
        list.refuse(NO_LIST.to_owned());
    } else if !ends {
        list.refuse(
            "the file is cut short: it has no </opml>, and feeds may be missing".to_owned(),
        );
    }
    (list.feeds, list.refusals)
}

/// What is said of a file of another kind.
const NO_LIST: &str = "this is neither a list of feeds (OPML: it has no <opml>) nor an archive that \
     `trafficdash news export` wrote (JSON: it does not begin with {)";

/// Whether an element of this name holds the list.
fn is_list(name: &str) -> bool {
    name.eq_ignore_ascii_case("opml")
}

/// A list under way.
#[derive(Default)]
struct List {
    feeds: Vec<Feed>,
    refusals: Vec<String>,
    known: HashSet<String>,
    entities: Entities,
    is_opml: bool,
}

impl List {
    fn refuse(&mut self, what: String) {
        self.refusals.push(what);
    }

    fn take(&mut self, tag: &BytesStart) {
        let start = Start::read(tag, &mut self.entities);
        self.is_opml |= is_list(&start.name);
        let Some(said) = start.attribute("xmlurl").map(str::trim) else {
            return;
        };
        let names = ["title", "text"]
            .into_iter()
            .filter_map(|name| start.attribute(name));
        let mut names = names.map(html::line).filter(|name| !name.is_empty());
        let name = names.next().unwrap_or_default();
        let title: String = name.chars().take(LONGEST_TITLE).collect();
        let address = link::web(said, None).map(String::from);
        let Some(address) = address else {
            let said: String = html::line(&link::shown(said)).chars().take(200).collect();
            self.refuse(format!(
                "\"{title}\": \"{said}\" is no http or https address"
            ));
            return;
        };
        // A feed without a title is written so by many programs, this one too.
        let is_address = name == said || name == address;
        let title = if is_address { String::new() } else { title };
        if !self.known.insert(address.clone()) {
            let shown = link::shown(&address);
            self.refuse(format!("\"{title}\": {shown} is in the list twice"));
            return;
        }
        let words = start.attribute(WORDS).unwrap_or_default().lines();
        let words = words.map(html::line).filter(|word| !word.is_empty());
        self.feeds.push(Feed {
            address,
            title,
            words: words.collect(),
        });
    }
}

/// The feeds as OPML 2.0; the same feeds give the same text. Such a list is given away, so that no
/// address has its name and password in it.
pub fn write(feeds: &[Feed]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <opml version=\"2.0\" xmlns:trafficdash=\"urn:trafficdash\">\n\
         \x20 <head>\n    <title>Feeds of trafficdash</title>\n  </head>\n  <body>\n",
    );
    for feed in feeds {
        let [title, address] =
            [&feed.title, &feed.address].map(|text| html::line(&link::shown(text)));
        // OPML wants a text of every outline.
        let shown = if title.is_empty() { &address } else { &title };
        let shown = escape(shown.as_str());
        let address = escape(address.as_str());
        text.push_str(&format!(
            "    <outline type=\"rss\" text=\"{shown}\" title=\"{shown}\" xmlUrl=\"{address}\""
        ));
        let words: Vec<String> = feed.words.iter().map(|word| html::line(word)).collect();
        let words: Vec<_> = words.iter().map(|word| escape(word.as_str())).collect();
        if !words.is_empty() {
            // Written as a reference, a line break outlives the reading of an attribute.
            text.push_str(&format!(" {WORDS}=\"{}\"", words.join("&#10;")));
        }
        text.push_str("/>\n");
    }
    text.push_str("  </body>\n</opml>\n");
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, proptest};

    use super::*;

    fn feed(address: &str, title: &str, words: &[&str]) -> Feed {
        Feed {
            address: address.into(),
            title: title.into(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        }
    }

    #[test]
    fn a_list_with_folders_is_read_and_what_is_no_web_address_is_refused_by_name() {
        let list = r#"<?xml version="1.0"?><opml version="1.0"><body>
            <outline text="Home"><outline text="Q&amp;A &eacute;" xmlUrl=" https://gov.uk/a?b=1&amp;c=2 "/>
            <outline title="Run" text="x" xmlUrl="exec:rm -rf /"/></outline>
            <outline TEXT="Again" XMLURL="https://gov.uk/a?b=1&amp;c=2">
            <outline text="File" xmlUrl="file:///etc/passwd"></outline>
            <outline text="Last" xmlUrl="http://x.uk"></body></opml>"#;
        let (feeds, refusals) = read(list);
        let expected = [
            feed("https://gov.uk/a?b=1&c=2", "Q&A é", &[]),
            feed("http://x.uk/", "Last", &[]),
        ];
        assert_eq!(feeds, expected);
        assert_eq!(
            refusals,
            [
                "\"Run\": \"exec:rm -rf /\" is no http or https address",
                "\"Again\": https://gov.uk/a?b=1&c=2 is in the list twice",
                "\"File\": \"file:///etc/passwd\" is no http or https address",
            ]
        );
    }

    #[test]
    fn what_is_no_list_or_a_broken_one_says_so() {
        for text in ["<rss/>", ""] {
            let said = &read(text).1[0];
            assert!(said.contains("OPML") && said.contains("JSON"), "{said}");
        }
        let (feeds, refusals) = read("<opml><outline xmlUrl='https://x.uk/'/><!-- ");
        assert_eq!(feeds.len(), 1);
        assert!(refusals[0].contains("broken"), "{refusals:?}");
        let (feeds, refusals) = read("<opml><outline xmlUrl='https://x.uk/'/>");
        assert_eq!(feeds.len(), 1);
        assert!(refusals[0].contains("cut short"), "{refusals:?}");
        let deep = format!("<opml>{}</opml>", "<outline text='a'>".repeat(50_000));
        assert_eq!(read(&deep), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_is_written_is_valid_and_always_the_same() {
        let feeds = [
            feed(
                "https://x.uk/?a=1&b=<\"'>",
                "A <b> & \"c\" \u{1b}[2J",
                &["two words", "<x>"],
            ),
            feed("https://y.uk/", "", &[]),
        ];
        let text = write(&feeds);
        assert_eq!(text, write(&feeds));
        let document = roxmltree::Document::parse(&text).expect("valid XML");
        let mut outlines = document
            .descendants()
            .filter(|one| one.has_tag_name("outline"));
        let first = outlines.next().expect("an outline");
        assert_eq!(first.attribute("text"), Some("A <b> & \"c\" ·[2J"));
        assert_eq!(first.attribute("xmlUrl"), Some("https://x.uk/?a=1&b=<\"'>"));
        let words = first.attribute(("urn:trafficdash", "words"));
        assert_eq!(words, Some("two words\n<x>"));
        let second = outlines.next().expect("an outline");
        for name in ["text", "title", "xmlUrl"] {
            assert_eq!(second.attribute(name), Some("https://y.uk/"));
        }
        assert_eq!(outlines.count(), 0);
    }

    #[test]
    fn a_feed_that_is_called_by_its_address_has_no_title_of_its_own() {
        let list = |title: &str| {
            format!("<opml><outline text=\"{title}\" xmlUrl=\"https://x.uk\"/></opml>")
        };
        for (title, kept) in [
            ("https://x.uk", ""),
            ("https://x.uk/", ""),
            ("x.uk", "x.uk"),
        ] {
            let (feeds, _) = read(&list(title));
            assert_eq!(feeds, [feed("https://x.uk/", kept, &[])]);
        }
    }

    fn any_feed() -> impl Strategy<Value = Feed> {
        let word = "[a-zé&<>\"';,]([a-z &<>\"';,é]{0,6}[a-z&;])?";
        let words = proptest::collection::vec(word, 0..4);
        let address = "https?://[a-z]{1,8}\\.uk/[a-z0-9&=?+%-]{0,12}";
        (address, word, words).prop_map(|(address, title, words)| {
            let tidy = |text: String| html::line(&text);
            Feed {
                address: link::web(&address, None)
                    .map(String::from)
                    .unwrap_or_default(),
                title: tidy(title),
                words: words.into_iter().map(tidy).collect(),
            }
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(feeds in proptest::collection::vec(any_feed(), 0..6)) {
            let mut seen = HashSet::new();
            let feeds: Vec<Feed> = feeds
                .into_iter()
                .filter(|feed| seen.insert(feed.address.clone()))
                .collect();
            proptest::prop_assert_eq!(read(&write(&feeds)), (feeds, Vec::new()));
        }
    }
}
