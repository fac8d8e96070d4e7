//! One entry of a feed as it is kept: cleaned text, links apart, dates as points in time.

use super::moment::Moment;
use crate::figures::Period;

/// One entry of a feed. All text is free of control and bidirectional characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The id that the feed gives it, if any.
    pub guid: Option<String>,
    /// Where it can be read: an http or https address.
    pub link: Option<String>,
    /// Its title; empty if it has none and its text gives none.
    pub title: String,
    /// Who wrote it, as the feed says; empty if it does not.
    pub author: String,
    /// When it was published, as the feed says.
    pub published: Option<Moment>,
    /// When it was last changed, as the feed says.
    pub updated: Option<Moment>,
    /// What it says.
    pub reading: Reading,
}

impl Entry {
    /// The date that the feed gives, unless it had not come when the entry was first seen.
    pub fn dated(&self, first_seen: Moment) -> Option<Moment> {
        let own = self.published.or(self.updated);
        own.filter(|own| *own <= first_seen)
    }
}

/// A text to be read, made of HTML or plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its paragraphs; `[1]` in them is the first of the links.
    pub paragraphs: Vec<String>,
    /// The http and https addresses that it links to, in the order of their numbers.
    pub links: Vec<String>,
}

/// What one answer of a feed holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Channel {
    /// The title that the feed gives itself; may be empty.
    pub title: String,
    /// Its entries in its order.
    pub entries: Vec<Entry>,
    /// What had to be mended or left out, in words, for the user: "2 entries have no title".
    pub remarks: Vec<String>,
}

/// What an entry is about, by the words and periods found in its title and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The periods named, oldest first, each once.
    pub periods: Vec<Period>,
    /// The ids of the indicators whose words are used, each once.
    pub indicators: Vec<String>,
}
