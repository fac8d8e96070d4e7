//! Out of the program, as bytes: a page in every [`format`](mod@format), and published values,
//! publications and indicators as CSV and JSON. Nothing here opens a file; lists are written
//! from one [`Sheet`] and pages from one [`Shown`], so that formats cannot disagree.

pub mod claim_review;
pub mod claims;
pub mod csv;
pub mod csvw;
pub mod field;
pub mod format;
pub mod html;
pub mod indicators;
pub mod json;
pub mod markdown;
pub mod markup;
pub mod name;
pub mod news;
pub mod observations;
pub mod page;
pub mod plain;
pub mod png;
pub mod report;
pub mod series;
pub mod sources;
pub mod svg;
pub mod tables;
pub mod text;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::figures::{AsOf, Dataset, Decimal};
use crate::present::{Page, Scope};

use field::Field;

/// A page with what it was built from, so that every figure can be followed to its source.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The page.
    pub page: &'a Page,
    /// The period, day and filter that it was built for.
    pub scope: &'a Scope,
    /// The record.
    pub dataset: &'a Dataset,
}

/// Rows and columns for a machine to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the rows are: "observations".
    pub name: &'static str,
    /// The same in words.
    pub title: String,
    /// The columns.
    pub columns: Vec<Field>,
    /// One entry a column.
    pub rows: Vec<Vec<Entry>>,
}

/// One entry of a [`Sheet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Words; entries that say the same share them.
    Text(Arc<str>),
    /// A number as it was published.
    Number(Decimal),
    /// Yes or no.
    Flag(Flag),
    /// Nothing.
    Empty,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It is so.
    True,
    /// It is not so.
    False,
}

impl Entry {
    /// Words, or nothing if there are none.
    pub fn text(text: impl AsRef<str>) -> Self {
        match text.as_ref() {
            "" => Self::Empty,
            words => Self::Text(words.into()),
        }
    }

    /// Words that may be missing.
    pub fn optional(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A day as `2012-10-18`.
    pub fn day(day: NaiveDate) -> Self {
        Self::Text(day.format("%Y-%m-%d").to_string().into())
    }

    /// A number of things.
    pub fn count(count: usize) -> Self {
        Self::Number(Decimal::whole(i64::try_from(count).unwrap_or(i64::MAX)))
    }
}

/// What a file says of itself: the record, its day, and the day as of which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The title of the record.
    pub record: String,
    /// The day on which it was last brought up to date.
    pub retrieved: NaiveDate,
    /// The day as of which it is read.
    pub as_of: AsOf,
}

impl Header {
    /// The header of a record as of a day.
    pub fn new(dataset: &Dataset, as_of: AsOf) -> Self {
        Self {
            record: String::from(&dataset.title),
            retrieved: dataset.retrieved,
            as_of,
        }
    }
}
