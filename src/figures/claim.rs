//! Claims: what a news item says of a figure, as data (schema.org: the `claimReviewed` of a
//! `ClaimReview`). The language is small: a value, a share of a whole, a change between two
//! periods, a rate of change a year, or a rank; numbers are bounded by a word.

mod bound;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use bound::{Bound, NEAR, ParseBoundError, Scale, Word};

use super::codelist::DimensionId;
use super::cow_str::CowStr;
use super::period::Period;
use super::record::SeriesRef;

/// One thing that an item says of one figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Claim {
    /// What it says, in the record's words.
    pub text: CowStr,
    /// The series that it is about.
    pub series: SeriesRef,
    /// The period that it is about.
    pub period: Period,
    /// What it says of the figure.
    pub says: Assertion,
    /// What a reader should know beside the verdict.
    pub note: Option<CowStr>,
}

/// What a [`Claim`] says of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Assertion {
    /// The figure itself.
    Value(Bound),
    /// The figure as a share of a whole of the same unit type, in percent.
    Share {
        /// The whole.
        whole: SeriesRef,
        /// The share.
        bound: Bound,
    },
    /// The figure beside that of an earlier period.
    Change {
        /// The earlier period.
        from: Period,
        /// How it moved.
        course: Course,
    },
    /// The average change a year since an earlier period, compounded, in percent.
    Rate {
        /// The earlier period.
        from: Period,
        /// How it moved.
        course: Course,
    },
    /// The figure among those of other periods.
    Extreme {
        /// Which end.
        end: End,
        /// The first of the periods; that of the series if none is named.
        since: Option<Period>,
    },
    /// The figure among the parts along one dimension.
    Place {
        /// 1 for the largest part.
        place: u8,
        /// The dimension.
        among: DimensionId,
    },
}

/// The end of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum End {
    /// Higher than every other.
    Highest,
    /// Lower than every other.
    Lowest,
}

impl End {
    /// Both, with their ids in data files.
    pub const ALL: [(&'static str, Self); 2] =
        [("highest", Self::Highest), ("lowest", Self::Lowest)];

    /// The id in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Highest => "highest",
            Self::Lowest => "lowest",
        }
    }
}

/// How a figure moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Course {
    /// Which way.
    pub way: Way,
    /// By how much, if that is said.
    pub by: Option<Bound>,
}

/// Which way a figure moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Way {
    /// It is larger.
    Up,
    /// It is smaller.
    Down,
    /// It is the same.
    Unchanged,
}

impl Way {
    /// Whether a difference goes this way.
    pub fn is_of(self, difference: f64) -> bool {
        match self {
            Self::Up => difference > 0.0,
            Self::Down => difference < 0.0,
            Self::Unchanged => difference == 0.0,
        }
    }
}

/// `up`, `down`, `unchanged`, `up 22%`, `down by almost half`, `doubled`, `halved`, `up over 200`.
impl FromStr for Course {
    type Err = ParseCourseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let refuse = || ParseCourseError(text.to_owned());
        let multiple = |word: &str, way, percent: &str| {
            (text == word).then(|| Self {
                way,
                by: percent.parse().ok(),
            })
        };
        let whole = multiple("doubled", Way::Up, "about 100%")
            .or_else(|| multiple("more than doubled", Way::Up, "over 100%"))
            .or_else(|| multiple("trebled", Way::Up, "about 200%"))
            .or_else(|| multiple("halved", Way::Down, "about 50%"));
        if let Some(course) = whole {
            return Ok(course);
        }
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let way = match word {
            "up" => Way::Up,
            "down" => Way::Down,
            "unchanged" if rest.is_empty() => Way::Unchanged,
            _ => return Err(refuse()),
        };
        let by = match rest {
            "" => None,
            rest => Some(rest.parse().map_err(|_| refuse())?),
        };
        Ok(Self { way, by })
    }
}

/// A text that tells no course.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" tells no change; write up, down or unchanged, and by how much (up 22%, down by over \
     300, up by a third), or doubled, more than doubled, trebled, halved"
)]
pub struct ParseCourseError(String);

/// In words: "up 22%".
impl fmt::Display for Course {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.way {
            Way::Up => "up",
            Way::Down => "down",
            Way::Unchanged => "unchanged",
        };
        match &self.by {
            Some(by) => write!(f, "{way} {by}"),
            None => f.write_str(way),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses_are_read_in_the_words_of_the_press() {
        let read = |text: &str| {
            text.parse::<Course>()
                .unwrap_or_else(|error| panic!("{error}"))
        };
        let by = |text: &str| read(text).by.map(|by| (by.word, by.amount(), by.scale));
        assert_eq!(read("up").way, Way::Up);
        assert_eq!(by("up 22%"), Some((Word::Printed, 22.0, Scale::Percent)));
        assert_eq!(by("up by 236"), Some((Word::Printed, 236.0, Scale::Unit)));
        assert_eq!(
            by("down by almost half"),
            Some((Word::Almost, 50.0, Scale::Percent))
        );
        assert_eq!(by("doubled"), Some((Word::About, 100.0, Scale::Percent)));
        assert_eq!(read("unchanged").way, Way::Unchanged);
    }

    #[test]
    fn what_is_no_course_is_refused() {
        for text in ["", "sideways", "unchanged 5%", "up a lot"] {
            assert!(text.parse::<Course>().is_err(), "{text}");
        }
    }
}
