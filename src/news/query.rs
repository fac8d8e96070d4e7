//! What is looked for among the news.

use chrono::NaiveDate;

use crate::figures::Period;

/// What is looked for: an item must pass every part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Only what was not read.
    pub unread: bool,
    /// Only what is starred.
    pub starred: bool,
    /// Only of feeds whose title or address contains this, in any case of letters.
    pub feed: Option<String>,
    /// Only what has this tag.
    pub tag: Option<String>,
    /// Only what is of this day or later.
    pub since: Option<NaiveDate>,
    /// Only what is of this day or earlier.
    pub until: Option<NaiveDate>,
    /// Only what is about this period, one within it or one around it.
    pub about: Option<Period>,
    /// Words and quoted phrases that title, text, note or tags contain; the last word of what is
    /// being typed may be the beginning of one.
    pub words: Vec<String>,
}
