//! Numbers of a text that equal a published value, and the figures that they point to.
//!
//! The rule. A number points to a figure if a publication gave exactly that value for it, and
//! what stands around the number says so. Many values are 12 or 31, so that the smaller and
//! rounder a number, the more is asked:
//!
//! 1. from 1,000 on and no multiple of 100: the indicator's words in the paragraph or title, or
//!    anywhere if the period is named in the paragraph or title;
//! 2. from 100 on: the indicator's words in the sentence and the period anywhere, or both in
//!    the paragraph or title;
//! 3. below 100, percentages and decimals: the indicator's words in the sentence, and the period
//!    in the paragraph or title.
//!
//! A figure of a part (children, Albanians, Scotland) is meant only where the part is named in
//! the paragraph or title; the noun behind the number must not be another unit ("133 offences"
//! are no people); a number with a word before it that bounds it ("over 900") must have three
//! digits that say something, unless the publication gives it with such a word. Of several
//! figures those with the nearest words are kept.
//!
//! A period counts as named, though from afar, where a month or span within it is; and the month
//! of the item itself counts as named in the paragraph for figures of a point in time.
//!
//! An item can only repeat what was out. A publication counts if the first day on which it may
//! have appeared is at most 31 days after the item's: reports are given to the press before the
//! day, and the record holds some figures by a copy that came out weeks after them. A publication of which only the
//! month or year is shown counts from its beginning, one without a date always. Of the
//! publications that gave the value those out on the day are preferred.

mod around;
mod claim;
mod found;
mod written;

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};

use super::about::{Matcher, Nearby};
use super::entry::Reading;
use super::words::Text;
use crate::figures::claim::{Bound, Word};
use crate::figures::{
    AsOf, Cell, Code, CowStr, Dataset, Decimal, FigureRef, IndicatorId, Observation, Qualifier,
    Value,
};

use around::{Around, Near, Read, whole};
pub use claim::{as_toml, claim};
pub use found::{Fate, Numbers, Pointed, Recognised};
use written::Written;

/// How many days after an item a publication that it repeats may be dated.
const EARLY: u64 = 31;

/// The most figures that one number points to.
const MOST: usize = 4;

/// The most numbers of one item that are looked up; what says more lists them.
pub const MOST_NUMBERS: usize = 1000;

/// What the words and numbers of the news point to, made once of a record.
#[derive(Clone, Debug)]
pub struct Index {
    /// The words.
    pub matcher: Matcher,
    /// The published values by number.
    values: HashMap<Key, Vec<Place>>,
    /// The codes that have words of their own.
    worded: HashSet<Code>,
    /// The ids of units by their folded nouns.
    nouns: HashMap<String, CowStr>,
}

/// A number as a key: millionths, and whether it is percent.
type Key = (i64, bool);

/// Where a published value stands: indicator, series, observation.
#[derive(Clone, Copy, Debug)]
struct Place {
    indicator: IndicatorId,
    series: usize,
    observation: usize,
}

impl Index {
    /// Puts in order what a record holds.
    pub fn new(dataset: &Dataset) -> Self {
        let matcher = Matcher::new(dataset);
        let mut values: HashMap<Key, Vec<Place>> = HashMap::new();
        let mut nouns = HashMap::new();
        for (indicator, one) in dataset.indicators() {
            let is_percent = one.unit.id == "percent";
            for noun in [&one.unit.singular, &one.unit.plural] {
                nouns.insert(
                    Text::new(noun).folded.trim().to_owned(),
                    one.unit.id.clone(),
                );
            }
            for (series, list) in one.series.iter().enumerate() {
                for (observation, value) in list.observations().iter().enumerate() {
                    if let Some(quantity) = value.value.quantity() {
                        let place = Place {
                            indicator,
                            series,
                            observation,
                        };
                        values
                            .entry((millionths(quantity.amount), is_percent))
                            .or_default()
                            .push(place);
                    }
                }
            }
        }
        Self {
            worded: matcher.codes(),
            matcher,
            values,
            nouns,
        }
    }
}

fn millionths(number: Decimal) -> i64 {
    (number.to_f64() * 1e6).round() as i64
}

/// The numbers of an item that point to figures. `as_of` is the day of the item; of an item
/// without a date everything published may be meant.
pub fn recognised(
    dataset: &Dataset,
    index: &Index,
    as_of: AsOf,
    (title, reading): (&str, &Reading),
) -> Numbers {
    let around = index.matcher.nearby(&Text::new(title));
    let title = Read::new(&index.matcher, title, &Nearby::new(), as_of.day());
    let each = reading.paragraphs.iter();
    let paragraphs: Vec<Read<'_>> = each
        .map(|one| Read::new(&index.matcher, one, &around, as_of.day()))
        .collect();
    let item = whole(&title, &paragraphs);
    let mut numbers = numbers_of(&title, &paragraphs);
    let mut known = Vec::new();
    for (paragraph, read, number) in numbers.by_ref().take(MOST_NUMBERS) {
        let Some(bound) = bound(read, &number) else {
            continue;
        };
        let sentence = read.text.sentence_of(number.tokens.start);
        let said = Said {
            number: &number,
            word: bound.word,
            noun: index.nouns.get(read.text.word(number.tokens.end)),
            around: Around {
                sentence: &read.sentences[sentence],
                paragraph: &read.whole,
                title: &title.whole,
                item: &item,
            },
        };
        let figures = pointed(dataset, index, as_of, &said);
        if !figures.is_empty() {
            known.push(Recognised {
                paragraph,
                range: read.bytes(&number.tokens),
                sentence: read.near(&number.tokens, sentence),
                bound,
                figures,
            });
        }
    }
    Numbers {
        known,
        goes_on: numbers.next().is_some(),
    }
}

/// The numbers of a title and paragraphs, each with where it stands.
fn numbers_of<'r>(
    title: &'r Read<'r>,
    paragraphs: &'r [Read<'r>],
) -> impl Iterator<Item = (Option<usize>, &'r Read<'r>, Written)> {
    let places = (0..).map(Some).zip(paragraphs);
    let reads = std::iter::once((None, title)).chain(places);
    reads.flat_map(|(paragraph, read)| {
        let written = written::written(read.source, &read.text, &read.named);
        written.map(move |number| (paragraph, read, number))
    })
}

/// A number with the word before it that bounds it, of one or two parts: "more than".
fn bound(read: &Read<'_>, number: &Written) -> Option<Bound> {
    let start = number.tokens.start;
    let code = number.code();
    let with = |words: usize| {
        let first = start.checked_sub(words)?;
        let from = read.text.tokens[first].range.start;
        let before = &read.source[from..read.text.tokens[start].range.start];
        let before: Vec<&str> = before.split_whitespace().collect();
        let bound: Bound = format!("{} {code}", before.join(" ").to_lowercase())
            .parse()
            .ok()?;
        (bound.word != Word::Printed).then_some(bound)
    };
    with(2).or_else(|| with(1)).or_else(|| code.parse().ok())
}

/// A number as an item says it.
struct Said<'s> {
    number: &'s Written,
    word: Word,
    /// The unit whose noun stands behind it.
    noun: Option<&'s CowStr>,
    around: Around<'s>,
}

/// The figures that a number points to, the most likely first.
fn pointed(dataset: &Dataset, index: &Index, as_of: AsOf, said: &Said<'_>) -> Vec<Pointed> {
    let key = (millionths(said.number.amount), said.number.is_percent);
    let places = index.values.get(&key).map_or(&[][..], Vec::as_slice);
    // The places of one figure follow one another.
    let figure = |one: &Place| (one.indicator, one.series, observation(dataset, *one).period);
    let cells = places.chunk_by(|one, next| figure(one) == figure(next));
    let mut found: Vec<_> = cells
        .filter_map(|cell| weighed(dataset, index, as_of, (cell, said)))
        .collect();
    let best = found.iter().map(|(score, ..)| *score).max();
    found.retain(|(score, ..)| Some(*score) == best);
    found.sort_by_key(|(_, is_out, one)| (!is_out, std::cmp::Reverse(one.figure.period)));
    found.truncate(MOST);
    found.into_iter().map(|(.., one)| one).collect()
}

fn observation(dataset: &Dataset, place: Place) -> &Observation {
    let series = &dataset.indicator(place.indicator).series[place.series];
    &series.observations()[place.observation]
}

/// A figure with how well it fits and whether it was out on the day; none if it does not fit.
fn weighed(
    dataset: &Dataset,
    index: &Index,
    as_of: AsOf,
    (cell, said): (&[Place], &Said<'_>),
) -> Option<(i32, bool, Pointed)> {
    let place = *cell.first()?;
    let indicator = dataset.indicator(place.indicator);
    let series = &indicator.series[place.series];
    let figure = FigureRef {
        indicator: place.indicator,
        key: series.key.clone(),
        period: observation(dataset, place).period,
    };
    if !is_of_unit(said, &indicator.unit.id) {
        return None;
    }
    let score = score(index, as_of, said, &figure)?;
    let all = || cell.iter().map(|place| observation(dataset, *place));
    let out = |days| {
        move |one: &&Observation| was_out(dataset, one, as_of, days) && fits(said, one.value)
    };
    let mut given: Vec<&Observation> = all().filter(out(0)).collect();
    let is_out = !given.is_empty();
    if !is_out {
        given = all().filter(out(EARLY)).collect();
    }
    let given = Cell::among(given)?.stands;
    let now = series.cell(figure.period, AsOf::Latest)?.stands.value;
    let pointed = Pointed {
        figure,
        source: given.source,
        value: given.value,
        fate: if now == given.value {
            Fate::Stands
        } else {
            Fate::Replaced(now)
        },
    };
    Some((score, is_out, pointed))
}

/// Whether a value may have been published by so many days after a day.
fn was_out(dataset: &Dataset, one: &Observation, as_of: AsOf, days: u64) -> bool {
    let AsOf::On(day) = as_of else {
        return true;
    };
    let last = day
        .checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX);
    one.period.start() <= day && !dataset.source(one.source).published.begins_after(last)
}

/// Whether the noun behind a number lets it count in a unit.
fn is_of_unit(said: &Said<'_>, unit: &str) -> bool {
    /// Nouns that reports use for one another.
    const LOOSE: [&str; 5] = ["people", "referrals", "cases", "reports", "prosecutions"];
    /// Units that are never left out.
    const NAMED: [&str; 2] = ["days", "countries"];
    match said.noun.map(CowStr::as_str) {
        Some(noun) if noun == unit => true,
        Some(noun) => LOOSE.contains(&noun) && !NAMED.contains(&unit),
        None => !NAMED.contains(&unit),
    }
}

/// Whether the word before a number goes with the published value.
fn fits(said: &Said<'_>, value: Value) -> bool {
    let qualifier = value.quantity().map(|one| one.qualifier);
    let same = match said.word {
        Word::Printed | Word::Exactly => true,
        Word::About => qualifier == Some(Qualifier::About),
        Word::Over | Word::AtLeast | Word::JustOver => {
            matches!(qualifier, Some(Qualifier::Over | Qualifier::AtLeast))
        }
        Word::AtMost | Word::Under | Word::Almost => qualifier == Some(Qualifier::UpTo),
    };
    same || said.number.significant() >= 3
}

/// How near the words of a figure are; none if they are not near enough for such a number.
fn score(index: &Index, as_of: AsOf, said: &Said<'_>, figure: &FigureRef) -> Option<i32> {
    let around = &said.around;
    let indicator = around.near(|names| names.indicators.contains(&figure.indicator));
    let period = around.near_period(figure.period, as_of);
    let amount = said.number.amount.to_f64();
    let whole = said.number.amount.places() == 0 && !said.number.is_percent;
    let is_enough = if whole && amount >= 1000.0 && amount % 100.0 != 0.0 {
        indicator >= Near::Paragraph || indicator == Near::Elsewhere && period >= Near::Paragraph
    } else if whole && amount >= 100.0 {
        indicator == Near::Sentence && period >= Near::Elsewhere
            || indicator >= Near::Paragraph && period >= Near::Paragraph
    } else {
        indicator == Near::Sentence && period >= Near::Paragraph
    };
    if !is_enough {
        return None;
    }
    let mut score = 4 * (indicator as i32 + period as i32);
    let geography = figure.key.geography();
    let parts = figure.key.cuts().iter().chain([&geography]);
    for code in parts {
        let near = around.near(|names| names.codes.contains(code));
        score += match near {
            Near::Sentence => 2,
            Near::Paragraph => 1,
            _ if index.worded.contains(code) => return None,
            _ if *code == geography => 0,
            _ => -1,
        };
    }
    Some(score)
}
