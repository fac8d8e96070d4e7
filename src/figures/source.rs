//! Sources: the publications that figures were read from, with their standing and date.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::cow_str::CowStr;
use super::day::written;
use super::period::{self, Period};

/// Position of a source in the data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceId(pub u16);

/// How near to the publisher a figure was read; ordered from first-hand to weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Read at the publisher.
    Official,
    /// Official text read through a third party.
    OfficialCopy,
    /// A research body.
    Research,
    /// A charity or another non-governmental body.
    Ngo,
    /// The press or a professional blog.
    Press,
    /// A page to be replaced as soon as a better one is found.
    Weak,
}

impl Standing {
    /// Every standing, first-hand first.
    pub const ALL: [Self; 6] = [
        Self::Official,
        Self::OfficialCopy,
        Self::Research,
        Self::Ngo,
        Self::Press,
        Self::Weak,
    ];

    /// The id used in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::OfficialCopy => "official-copy",
            Self::Research => "research",
            Self::Ngo => "ngo",
            Self::Press => "press",
            Self::Weak => "weak",
        }
    }

    /// A word for a narrow column.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Official => "first-hand",
            Self::OfficialCopy => "copy",
            Self::Research => "research",
            Self::Ngo => "charity",
            Self::Press => "press",
            Self::Weak => "weak",
        }
    }

    /// What it means, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Official => "Read at the publisher itself.",
            Self::OfficialCopy => "Official text, read through a third party.",
            Self::Research => "Published by a research body.",
            Self::Ngo => "Published by a charity or another non-governmental body.",
            Self::Press => "Reported by the press or a professional blog.",
            Self::Weak => "A weak page; to be replaced as soon as a better one is found.",
        }
    }
}

/// When something was published, as exactly as its page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Published {
    /// On this day.
    Day(#[serde(with = "super::day")] NaiveDate),
    /// On an unknown day of this month or year.
    Within(Period),
    /// No date is shown.
    Undated,
}

impl Published {
    /// The first day on which it is certain to have been known: the day itself or the last
    /// day of the part date; `None` when undated.
    pub fn known_from(self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(day),
            Self::Within(period) => Some(period.end()),
            Self::Undated => None,
        }
    }

    /// Whether all of it lies after `day`; a part date that `day` falls into does not.
    pub fn begins_after(self, day: NaiveDate) -> bool {
        match self {
            Self::Day(published) => published > day,
            Self::Within(period) => period.start() > day,
            Self::Undated => false,
        }
    }

    /// The form used in data files; empty when undated.
    pub fn code(self) -> String {
        match self {
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
            Self::Within(period) => period.code(),
            Self::Undated => String::new(),
        }
    }
}

/// The form for readers: `18 Oct 2012`, `Oct 2012`, `2012`, `undated`.
impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => f.pad(&written(*day)),
            Self::Within(period) => f.pad(&period.to_string()),
            Self::Undated => f.pad("undated"),
        }
    }
}

impl FromStr for Published {
    type Err = ParsePublishedError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(day) = period::day(text) {
            return Ok(Self::Day(day));
        }
        match text.parse::<Period>() {
            Ok(period) => Ok(Self::Within(period)),
            Err(_) => Err(ParsePublishedError(text.to_owned())),
        }
    }
}

/// A text that is no date of publication.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a date; write 2012-10-18, or 2012-10 or 2012 when the day is not shown, \
     or leave it out when there is none"
)]
pub struct ParsePublishedError(String);

/// A publication (OWID: origin).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Source {
    /// The id used in data files.
    pub id: CowStr,
    /// Its title.
    pub title: CowStr,
    /// Who published it.
    pub publisher: CowStr,
    /// How near to the publisher it was read.
    pub standing: Standing,
    /// Its own date.
    pub published: Published,
    /// A remark on that date, e.g. "day not shown".
    pub published_note: Option<CowStr>,
    /// Where it was read.
    pub url: Option<CowStr>,
}

impl Source {
    /// A citation on one line: publisher, title, date, address and how it was read.
    pub fn citation(&self) -> String {
        let mut text = format!("{}, \"{}\", {}", self.publisher, self.title, self.published);
        if let Some(url) = &self.url {
            text.push_str(", ");
            text.push_str(url);
        }
        if self.standing != Standing::Official {
            text.push_str(&format!(" ({})", self.standing.title()));
        }
        text
    }

    /// The line under a chart: `TITLE from PUBLISHER, DATE`.
    pub fn line(&self) -> String {
        format!("{} from {}, {}", self.title, self.publisher, self.published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_date_is_known_from_its_last_day() {
        let known = |text: &str| {
            let published: Published = text.parse().expect(text);
            published.known_from().expect("dated").to_string()
        };
        assert_eq!(known("2012-10-18"), "2012-10-18");
        assert_eq!(known("2012-10"), "2012-10-31");
        assert_eq!(known("2012"), "2012-12-31");
        assert_eq!(known("2025/26"), "2026-03-31");
        assert_eq!(Published::Undated.known_from(), None);
    }

    #[test]
    fn dates_are_written_back_as_they_were_read() {
        for text in ["2012-10-18", "2012-10", "2012", "2025/26"] {
            assert_eq!(text.parse::<Published>().expect(text).code(), text);
        }
        assert!("18 October 2012".parse::<Published>().is_err());
        assert!("2012-02-30".parse::<Published>().is_err());
    }
}
