//! The text of one element of a feed, with the elements in it written as HTML again.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use url::Url;

use super::start::Start;
use crate::news::link;
use crate::news::parse::raw::{Markup, Ranked, RawEntry, RawFeed, Text};
use crate::news::parse::vocabulary::Field;

/// What RSS says of an id that looks like an address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guid {
    /// It is where the entry can be read.
    Permalink,
    /// It is an id and nothing else, whatever it looks like.
    NoLink,
    /// It is no `guid`.
    None,
}

impl Guid {
    fn of(start: &Start) -> Self {
        let said = start.attribute("ispermalink").unwrap_or_default().trim();
        match start.name.eq_ignore_ascii_case("guid") {
            false => Self::None,
            true if said.is_empty() || said.eq_ignore_ascii_case("true") => Self::Permalink,
            true => Self::NoLink,
        }
    }
}

/// A text under way.
pub struct Capture {
    /// How many elements are open around it.
    pub at: usize,
    field: Field,
    markup: Markup,
    base: Option<Url>,
    rel: String,
    kind: String,
    href: Option<String>,
    guid: Guid,
    is_base64: bool,
    plain: String,
    html: String,
    elements: usize,
    /// The text of the `name` within an author.
    name: Option<String>,
    in_name: bool,
}

impl Capture {
    /// Begins with an element, where so many are open.
    pub fn new(field: Field, start: &Start, base: Option<&Url>, at: usize) -> Self {
        let attribute = |name| start.attribute(name).unwrap_or_default().trim();
        let href = start.attribute("href").or(start.attribute("rdf:resource"));
        Self {
            at,
            field,
            markup: start.markup(),
            base: base.cloned(),
            rel: attribute("rel").to_ascii_lowercase(),
            kind: attribute("type").to_ascii_lowercase(),
            href: href.map(str::to_owned),
            guid: Guid::of(start),
            is_base64: attribute("mode") == "base64" || is_binary(attribute("type")),
            plain: String::new(),
            html: String::new(),
            elements: 0,
            name: None,
            in_name: false,
        }
    }

    /// Holds what was written elsewhere, and so may hold anything.
    pub fn may_quote(&self) -> bool {
        matches!(self.field, Field::Text(_))
    }

    /// Goes on with some text.
    pub fn text(&mut self, text: &str) {
        self.plain.push_str(text);
        self.html.push_str(&quick_xml::escape::partial_escape(text));
        if let Some(name) = self.name.as_mut().filter(|_| self.in_name) {
            name.push_str(text);
        }
    }

    /// Goes on with a section that is quoted as a whole.
    pub fn quoted(&mut self, text: &str) {
        if self.markup == Markup::Plain || self.in_name {
            self.text(text);
            return;
        }
        self.plain.push_str(text);
        self.html.push_str(text);
    }

    /// An element begins within it.
    pub fn inner_start(&mut self, name: &str, start: &Start) {
        self.elements += 1;
        if name == "name" {
            self.name.get_or_insert_default();
            self.in_name = true;
        }
        self.html.push('<');
        self.html.push_str(name);
        for (name, value) in start.attributes() {
            let value = quick_xml::escape::escape(value);
            self.html.push_str(&format!(" {name}=\"{value}\""));
        }
        self.html.push('>');
    }

    /// An element ends within it.
    pub fn inner_end(&mut self, name: &str) {
        self.in_name = false;
        let name = name.to_ascii_lowercase();
        if !matches!(&*name, "br" | "img" | "hr" | "wbr") {
            self.html.push_str(&format!("</{name}>"));
        }
    }

    /// Says of an entry what was read.
    pub fn say_of_entry(self, entry: &mut RawEntry) {
        match self.field {
            Field::Id => self.say_id(entry),
            Field::Link => self.say_link(entry),
            Field::Published(rank) => offer(&mut entry.published, rank, self.plain),
            Field::Updated(rank) => offer(&mut entry.updated, rank, self.plain),
            Field::Title(rank) => self.offer_text(&mut entry.title, rank),
            Field::Text(rank) => self.offer_text(&mut entry.text, rank),
            Field::Author(rank) => self.offer_author(&mut entry.author, rank),
        }
    }

    /// Says of a feed what was read.
    pub fn say_of_feed(self, feed: &mut RawFeed) {
        match self.field {
            Field::Title(rank) => self.offer_text(&mut feed.title, rank),
            // Who edits an RSS feed did not write what is in it.
            Field::Author(0) => self.offer_author(&mut feed.author, 0),
            _ => {}
        }
    }

    fn say_id(self, entry: &mut RawEntry) {
        let id = self.plain.trim();
        let rank = match self.guid {
            Guid::Permalink => Some(3),
            Guid::NoLink => None,
            Guid::None => Some(6),
        };
        // An id is an address as it is or none: it is not read against another one.
        if let (Some(rank), Some(address)) = (rank, link::web(id, None)) {
            entry.link.offer(rank, address);
        }
        offer(&mut entry.id, 0, id.to_owned());
    }

    fn say_link(self, entry: &mut RawEntry) {
        let said = self.href.as_deref().unwrap_or(&self.plain).trim();
        let rank = match (&*self.rel, &*self.kind) {
            ("" | "alternate", "" | "text/html" | "application/xhtml+xml") => 0,
            ("" | "alternate", _) => 1,
            ("self" | "related" | "via" | "canonical", _) => 5,
            _ => return,
        };
        match link::web(said, self.base.as_ref()) {
            Some(address) => entry.link.offer(rank, address),
            None => entry.odd_links += usize::from(!said.is_empty()),
        }
    }

    fn offer_text(self, to: &mut Ranked<Text>, rank: u8) {
        let text = self.into_text();
        if !text.value.trim().is_empty() {
            to.offer(rank, text);
        }
    }

    fn offer_author(mut self, to: &mut Ranked<Text>, rank: u8) {
        if let Some(name) = self.name.take() {
            (self.plain, self.elements, self.markup) = (name, 0, Markup::Plain);
        }
        self.offer_text(to, rank);
    }

    /// What it says in base64, if it does.
    fn decoded(&self) -> Option<String> {
        if !self.is_base64 || self.elements > 0 {
            return None;
        }
        let dense: String = self.plain.split_whitespace().collect();
        let bytes = BASE64_STANDARD.decode(dense).ok()?;
        String::from_utf8(bytes).ok()
    }

    /// Elements in it were written without care for XML, or it is XHTML.
    fn into_text(self) -> Text {
        if let Some(value) = self.decoded() {
            return Text {
                value,
                markup: Markup::Html,
                base: self.base,
            };
        }
        let is_xhtml = self.kind.contains("xhtml");
        let (value, markup) = match (self.elements, self.markup) {
            (0, Markup::Html) if is_xhtml => (self.plain, Markup::Plain),
            (0, markup) => (self.plain, markup),
            (_, Markup::Plain) => (self.plain, Markup::Plain),
            _ => (self.html, Markup::Html),
        };
        Text {
            value,
            markup,
            base: self.base,
        }
    }
}

/// Is a kind of which Atom says that it is written in base64.
fn is_binary(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml")
}

fn offer(to: &mut Ranked<String>, rank: u8, text: String) {
    if !text.trim().is_empty() {
        to.offer(rank, text);
    }
}
