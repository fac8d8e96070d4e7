//! Numbers of an item with the figures that they point to.

use std::ops::Range;

use crate::figures::claim::Bound;
use crate::figures::{FigureRef, SourceId, Value};
use crate::news::entry::Entry;

/// The numbers of an item that point to figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Those among the first [`MOST_NUMBERS`](super::MOST_NUMBERS), in the order of the item.
    pub known: Vec<Recognised>,
    /// Whether the item goes on with numbers that were not looked up.
    pub goes_on: bool,
}

/// A number that points to figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    /// The paragraph that it stands in; none for the title.
    pub paragraph: Option<usize>,
    /// Where in it, in bytes.
    pub range: Range<usize>,
    /// The sentence around it, in bytes of the same text; of a very long one what is near.
    pub sentence: Range<usize>,
    /// The number with the word before it that bounds it: `946`, `over 300`.
    pub bound: Bound,
    /// The figures that it may point to, the most likely first; never none.
    pub figures: Vec<Pointed>,
}

/// A figure that a number points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// The figure.
    pub figure: FigureRef,
    /// The publication that gave it this value, the one nearest to the publisher.
    pub source: SourceId,
    /// The value as that gave it.
    pub value: Value,
    /// What has become of it.
    pub fate: Fate,
}

/// What has become of a published value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It still stands.
    Stands,
    /// This one stands now.
    Replaced(Value),
}

impl Recognised {
    /// The text of the item that it stands in; none if the item is another one.
    pub fn source<'e>(&self, entry: &'e Entry) -> Option<&'e str> {
        match self.paragraph {
            Some(at) => entry.reading.paragraphs.get(at).map(String::as_str),
            None => Some(&entry.title),
        }
    }

    /// The sentence around it in the text of the item.
    pub fn sentence_in<'e>(&self, entry: &'e Entry) -> Option<&'e str> {
        self.source(entry)?.get(self.sentence.clone())
    }
}
