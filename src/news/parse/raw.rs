//! What a feed says before it is judged: texts with their kind, addresses with their rank, dates
//! as written. All dialects come to this.

use url::Url;

/// The most entries that are looked at; there is no feed with as many.
const MOST_ENTRIES: usize = 20_000;

/// A feed as it was written.
#[derive(Default)]
pub struct RawFeed {
    /// The title of the feed.
    pub title: Ranked<Text>,
    /// Who wrote the entries that name nobody.
    pub author: Ranked<Text>,
    /// Its entries, but for those beyond the most.
    pub entries: Vec<RawEntry>,
    /// How many are beyond.
    pub beyond: usize,
    /// It ended before it was complete.
    pub breaks_off: bool,
    /// An entry was not complete when it ended.
    pub lost_entry: bool,
    /// In how many places entries could not be read, though it goes on or ends after them.
    pub gaps: usize,
    /// Elements were nested too deep.
    pub too_deep: bool,
}

impl RawFeed {
    /// Takes another entry, which is made if there is room for it.
    pub fn take_with(&mut self, entry: impl FnOnce() -> RawEntry) {
        if self.entries.len() < MOST_ENTRIES {
            self.entries.push(entry());
        } else {
            self.beyond += 1;
        }
    }

    /// How many entries it has.
    pub fn count(&self) -> usize {
        self.entries.len() + self.beyond
    }
}

/// An entry as it was written.
#[derive(Default)]
pub struct RawEntry {
    /// Its id.
    pub id: Ranked<String>,
    /// Where it can be read.
    pub link: Ranked<Url>,
    /// It gave addresses that are no http or https addresses.
    pub odd_links: usize,
    /// Its title.
    pub title: Ranked<Text>,
    /// Who wrote it.
    pub author: Ranked<Text>,
    /// When it was published.
    pub published: Ranked<String>,
    /// When it was last changed.
    pub updated: Ranked<String>,
    /// What it says: the whole first, then a summary.
    pub text: Ranked<Text>,
}

/// A text and how it is written.
#[derive(Clone)]
pub struct Text {
    /// As it was written, references of the document resolved.
    pub value: String,
    /// How it is written.
    pub markup: Markup,
    /// The address against which its links are read.
    pub base: Option<Url>,
}

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// As plain text.
    Plain,
    /// As HTML.
    Html,
    /// The feed does not say.
    Either,
}

/// The best of several things that say the same: the lowest rank, and the first of a rank.
#[derive(Clone)]
pub struct Ranked<T>(Option<(u8, T)>);

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Ranked<T> {
    /// Takes another one.
    pub fn offer(&mut self, rank: u8, one: T) {
        if self.0.as_ref().is_none_or(|(best, _)| rank < *best) {
            self.0 = Some((rank, one));
        }
    }

    /// The best.
    pub fn best(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, one)| one)
    }
}
