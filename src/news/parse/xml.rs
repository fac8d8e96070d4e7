//! RSS and Atom of every version as they are found: one walk over the tags, with what is open
//! kept in a list. A tag that is never closed ends with what is around it, and what cannot be
//! read is stepped over.

mod capture;
mod start;

use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

use super::entity::Entities;
use super::raw::{RawEntry, RawFeed};
use super::vocabulary::Vocabulary;
use capture::Capture;
pub(in crate::news) use start::Start;

/// Deeper elements are left out.
const DEEPEST: usize = 100;

/// How often reading is taken up again after something that is no XML.
const MOST_SLIPS: usize = 100;

/// Declarations of namespaces that are open at once; more are not heeded.
const MOST_NAMES: usize = 200;

/// What the first element of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// That of a feed, or of one entry alone.
    Feed,
    /// That of a web page.
    Page,
    /// Another, or there is none.
    Other,
}

/// A reader that goes on where tags are not closed in order and `&` stands alone.
pub(in crate::news) fn lenient(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

/// What a document says as a feed, and what it is.
pub fn read(text: &str, address: Option<Url>) -> (RawFeed, Root) {
    let mut walk = Walk::new(address);
    let mut rest = text;
    for _ in 0..MOST_SLIPS {
        let Some(broken_at) = walk.follow(rest) else {
            break;
        };
        // What follows the next bracket may be sound again.
        let after = rest.get(broken_at + 1..).unwrap_or_default();
        let Some(next) = after.find('<') else {
            break;
        };
        rest = &after[next..];
    }
    walk.finish()
}

/// What an open element is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Feed,
    Entry,
    /// What is in it is said of the entry around it.
    Group,
    Other,
}

/// An open element.
struct Open {
    name: String,
    role: Role,
    base: Option<Url>,
    /// How many declarations of namespaces were open before it.
    names: usize,
}

struct Walk {
    feed: RawFeed,
    root: Option<Root>,
    address: Option<Url>,
    open: Vec<Open>,
    names: Vec<(String, Vocabulary)>,
    /// How many elements are open beyond the deepest that is read.
    beyond: usize,
    entry: Option<RawEntry>,
    capture: Option<Capture>,
    entities: Entities,
}

impl Walk {
    fn new(address: Option<Url>) -> Self {
        Self {
            feed: RawFeed::default(),
            root: None,
            address,
            open: Vec::new(),
            names: Vec::new(),
            beyond: 0,
            entry: None,
            capture: None,
            entities: Entities::default(),
        }
    }

    /// Follows a document to its end, or to where it is no XML, in bytes.
    fn follow(&mut self, text: &str) -> Option<usize> {
        let mut reader = lenient(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag),
                Ok(Event::Empty(tag)) => {
                    self.start(&tag);
                    self.end(tag.name().as_ref());
                }
                Ok(Event::End(tag)) => self.end(tag.name().as_ref()),
                Ok(Event::Text(text)) => self.text(&text),
                Ok(Event::CData(text)) => {
                    if let Some(capture) = self.capture.as_mut().filter(|_| self.beyond == 0) {
                        capture.quoted(&text);
                    }
                }
                Ok(Event::GeneralRef(name)) => {
                    let known = self.entities.resolve(&name);
                    let said = known.unwrap_or_else(|| format!("&{};", &*name));
                    self.text(&said);
                }
                Ok(Event::DocType(text)) => self.entities.declare(&text),
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(_) => return usize::try_from(reader.error_position()).ok(),
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(capture) = self.capture.as_mut().filter(|_| self.beyond == 0) {
            capture.text(text);
        }
    }

    fn start(&mut self, tag: &quick_xml::events::BytesStart) {
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            self.feed.too_deep = true;
            return;
        }
        let names = self.names.len();
        let start = Start::read(tag, &mut self.entities);
        let room = MOST_NAMES.saturating_sub(names);
        self.names.extend(start.declared().take(room));
        let (vocabulary, name) = self.meaning(&start.name);
        let is_entry = vocabulary == Vocabulary::Core && matches!(&*name, "item" | "entry");
        if is_entry && self.entry.is_none() {
            self.close_text();
        } else if is_entry && self.ends_what_is_open(&name) {
            self.close_entry();
        }
        let base = match (&start.base, self.base()) {
            (Some(own), around) => Url::options().base_url(around).parse(own).ok(),
            (None, _) => None,
        };
        let base = base.or_else(|| self.base().cloned());
        let role = if let Some(capture) = &mut self.capture {
            capture.inner_start(&name, &start);
            Role::Other
        } else if is_entry && self.entry.is_none() {
            self.begin_entry(&start, base.as_ref());
            Role::Entry
        } else {
            self.outer_start(vocabulary, &name, &start, base.as_ref())
        };
        self.root.get_or_insert(match (&*name, role) {
            (_, Role::Feed | Role::Entry) => Root::Feed,
            ("html", _) => Root::Page,
            _ => Root::Other,
        });
        self.open.push(Open {
            name: start.name,
            role,
            base,
            names,
        });
    }

    /// An entry cannot stand in another one: a tag of the one before was not closed. Texts may
    /// quote anything.
    fn ends_what_is_open(&self, name: &str) -> bool {
        let quoting = self.capture.as_ref().is_some_and(Capture::may_quote);
        let around = self.open.iter().rev().find(|one| one.role == Role::Entry);
        !quoting && around.is_some_and(|one| local(&one.name).eq_ignore_ascii_case(name))
    }

    /// Closes all that is open down to the entry.
    fn close_entry(&mut self) {
        if let Some(at) = self.open.iter().rposition(|one| one.role == Role::Entry) {
            self.close_down_to(at);
        }
    }

    /// Closes what the feed says of itself: no entry stands in it, so it was never closed.
    fn close_text(&mut self) {
        if let Some(at) = self.capture.as_ref().map(|one| one.at) {
            self.close_down_to(at);
        }
    }

    fn base(&self) -> Option<&Url> {
        let around = self.open.last().and_then(|one| one.base.as_ref());
        around.or(self.address.as_ref())
    }

    /// The vocabulary and the own name of an element, in small letters.
    fn meaning(&self, name: &str) -> (Vocabulary, String) {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let declared = self.names.iter().rev().find(|(known, _)| known == prefix);
        let vocabulary = declared.map_or_else(|| Vocabulary::usual(prefix), |(_, one)| *one);
        (vocabulary, local(name).to_ascii_lowercase())
    }

    fn begin_entry(&mut self, start: &Start, base: Option<&Url>) {
        let mut entry = RawEntry::default();
        start.say_of(&mut entry, base);
        self.entry = Some(entry);
    }

    /// An element outside all texts: what it is for; some begin a text.
    fn outer_start(
        &mut self,
        vocabulary: Vocabulary,
        name: &str,
        start: &Start,
        base: Option<&Url>,
    ) -> Role {
        let around = self.open.last().map(|one| one.role);
        let of_feed = matches!(name, "rss" | "rdf" | "feed" | "channel");
        if of_feed && matches!(around, None | Some(Role::Feed)) {
            return Role::Feed;
        }
        if vocabulary == Vocabulary::Media && name == "group" && around == Some(Role::Entry) {
            return Role::Group;
        }
        if let Some(Role::Feed | Role::Entry | Role::Group) = around
            && let Some(field) = vocabulary.field(name)
        {
            let at = self.open.len();
            self.capture = Some(Capture::new(field, start, base, at));
        }
        Role::Other
    }

    fn end(&mut self, name: &str) {
        let same = |one: &Open| one.name == name;
        if self.beyond > 0 {
            // The end of the entry or feed ends all that was never closed in it.
            let weighty = |one: &Open| same(one) && one.role != Role::Other;
            if !self.open.iter().any(weighty) {
                self.beyond -= 1;
                return;
            }
            self.beyond = 0;
        }
        let alike = |one: &Open| one.name.eq_ignore_ascii_case(name);
        let open = &self.open;
        if let Some(at) = open
            .iter()
            .rposition(same)
            .or_else(|| open.iter().rposition(alike))
        {
            self.close_down_to(at);
        }
    }

    fn close_down_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(closed) = self.open.pop() else {
                return;
            };
            self.names.truncate(closed.names);
            if let Some(capture) = self.capture.as_mut().filter(|one| one.at < self.open.len()) {
                capture.inner_end(local(&closed.name));
            } else if let Some(capture) = self.capture.take() {
                match &mut self.entry {
                    Some(entry) => capture.say_of_entry(entry),
                    None => capture.say_of_feed(&mut self.feed),
                }
            }
            if closed.role == Role::Entry
                && let Some(entry) = self.entry.take()
            {
                self.feed.take_with(|| entry);
            }
        }
    }

    fn finish(mut self) -> (RawFeed, Root) {
        self.feed.breaks_off = !self.open.is_empty();
        self.feed.lost_entry = self.entry.is_some();
        (self.feed, self.root.unwrap_or(Root::Other))
    }
}

/// The name of an element without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
