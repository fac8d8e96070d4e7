//! Which words of the news speak of which figures: phrases for indicators, and for the codes
//! by which their series are cut. Written by hand in `data/vocabulary.toml`, whose head says how.

use serde::{Deserialize, Serialize};

use super::codelist::Code;
use super::cow_str::CowStr;
use super::indicator::IndicatorId;
use super::later::Later;

/// Every term, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Vocabulary {
    /// The terms.
    pub terms: Later<Term>,
}

/// Phrases that speak of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Term {
    /// What they speak of.
    pub meaning: Meaning,
    /// The phrases, of which one is enough.
    pub phrases: Vec<CowStr>,
    /// If there are any, one of these must stand in the same paragraph or in the title.
    pub near: Vec<CowStr>,
    /// Longer phrases: a phrase that overlaps one of them does not count.
    pub unless: Vec<CowStr>,
}

/// What a [`Term`] speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Meaning {
    /// An indicator.
    Indicator(IndicatorId),
    /// A code: children, Albanians, Scotland.
    Code(Code),
}

/// A feed that is offered to the user, who chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FeedListing {
    /// What it is called.
    pub title: CowStr,
    /// Who publishes it.
    pub publisher: CowStr,
    /// Its http or https address.
    pub address: CowStr,
    /// What it holds, in a sentence.
    pub text: CowStr,
    /// The language that it is written in, as in HTML: `en`.
    pub language: CowStr,
    /// Only entries that contain one of these words or phrases are kept; all if there are none.
    pub words: Vec<CowStr>,
    /// How sure its address is, in a sentence.
    pub standing: CowStr,
    /// Whether it is among those that are suggested first.
    pub is_default: bool,
}
