//! A start tag: its name and those of its attributes that say something.

use quick_xml::events::BytesStart;
use url::Url;

use crate::news::link;
use crate::news::parse::entity::Entities;
use crate::news::parse::raw::{Markup, RawEntry};
use crate::news::parse::vocabulary::Vocabulary;

/// More attributes than any element of a feed has.
const MOST_ATTRIBUTES: usize = 200;

/// A start tag.
pub struct Start {
    /// Its name with its prefix.
    pub name: String,
    /// Its `xml:base`.
    pub base: Option<String>,
    attributes: Vec<(String, String)>,
}

impl Start {
    /// Reads a start tag.
    pub fn read(tag: &BytesStart, entities: &mut Entities) -> Self {
        let mut attributes = tag.html_attributes();
        let attributes = attributes
            .with_checks(false)
            .flatten()
            .take(MOST_ATTRIBUTES);
        let attributes = attributes.map(|one| {
            let name = one.key.as_ref().to_ascii_lowercase();
            (name, entities.unescape(&one.value))
        });
        let mut start = Self {
            name: tag.name().as_ref().to_owned(),
            base: None,
            attributes: attributes.collect(),
        };
        start.base = start.attribute("xml:base").map(str::to_owned);
        start
    }

    /// What an attribute says, by its name in small letters.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All attributes.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (&**name, &**value))
    }

    /// The prefixes it declares. A default vocabulary that nobody knows is taken for RSS or Atom.
    pub fn declared(&self) -> impl Iterator<Item = (String, Vocabulary)> {
        self.attributes.iter().filter_map(|(name, address)| {
            let prefix = match name.strip_prefix("xmlns")? {
                "" => "",
                prefixed => prefixed.strip_prefix(':')?,
            };
            let unknown = match prefix {
                "" => Vocabulary::Core,
                _ => Vocabulary::Other,
            };
            Some((
                prefix.to_owned(),
                Vocabulary::of(address).unwrap_or(unknown),
            ))
        })
    }

    /// How its text is written, as its attributes say.
    pub fn markup(&self) -> Markup {
        let kind = self
            .attribute("type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let escaped = self.attribute("mode").is_some_and(|mode| mode == "escaped");
        match &*kind {
            "text" | "text/plain" => Markup::Plain,
            "html" | "text/html" | "xhtml" | "application/xhtml+xml" => Markup::Html,
            "" if escaped => Markup::Html,
            _ => Markup::Either,
        }
    }

    /// What the attributes of an entry itself say of it: RDF gives its address and id so, and
    /// channels of 1997 their address and day.
    pub fn say_of(&self, entry: &mut RawEntry, base: Option<&Url>) {
        if let Some(about) = self.attribute("rdf:about").or(self.attribute("about")) {
            entry.id.offer(1, about.trim().to_owned());
            if let Some(address) = link::web(about, base) {
                entry.link.offer(4, address);
            }
        }
        if let Some(address) = self
            .attribute("href")
            .and_then(|text| link::web(text, base))
        {
            entry.link.offer(2, address);
        }
        if let Some(day) = self.attribute("lastmod") {
            entry.updated.offer(2, day.to_owned());
        }
    }
}
