//! What stands around a number: the indicators, parts and periods named in its sentence, its
//! paragraph, the title and the rest of the item.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;

use crate::figures::{AsOf, Code, IndicatorId, Period, PeriodKind};
use crate::news::about::{Matcher, Nearby, Spoken};
use crate::news::periods;
use crate::news::words::Text;

/// What a stretch of text names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The indicators.
    pub indicators: BTreeSet<IndicatorId>,
    /// The parts.
    pub codes: BTreeSet<Code>,
    /// The periods.
    pub periods: BTreeSet<Period>,
}

impl Names {
    /// Adds what a phrase speaks of.
    fn add(&mut self, one: &Spoken) {
        self.indicators.extend(one.indicator());
        self.codes.extend(one.code());
    }

    /// Whether a month or span within a year is named.
    fn holds_part_of(&self, year: Period) -> bool {
        let is_part = |one: &Period| matches!(one.kind(), PeriodKind::Month | PeriodKind::Span);
        let is_year = matches!(year.kind(), PeriodKind::Year | PeriodKind::FinancialYear);
        let first = Period::day(year.start());
        let mut begun = self
            .periods
            .range(first..)
            .take_while(|one| one.start() <= year.end());
        is_year && begun.any(|one| is_part(one) && one.end() <= year.end())
    }

    /// Adds what another stretch names.
    pub fn merge(&mut self, other: &Self) {
        self.indicators.extend(&other.indicators);
        self.codes.extend(&other.codes);
        self.periods.extend(&other.periods);
    }
}

/// A paragraph or title with what it names.
pub struct Read<'t> {
    /// As it was written.
    pub source: &'t str,
    /// Taken apart.
    pub text: Text,
    /// The periods in it.
    pub named: Vec<periods::Named>,
    /// What each sentence names.
    pub sentences: Vec<Names>,
    /// What all of it names.
    pub whole: Names,
}

impl<'t> Read<'t> {
    /// Reads it; `around` are the words near it beside itself, `day` that on which it was said.
    pub fn new(
        matcher: &Matcher,
        source: &'t str,
        around: &Nearby,
        day: Option<NaiveDate>,
    ) -> Self {
        let text = Text::new(source);
        let named = periods::named(&text, day);
        let mut sentences = vec![Names::default(); text.sentences.len()];
        for one in matcher.spoken(&text, around) {
            sentences[text.sentence_of(one.token)].add(&one);
        }
        for one in &named {
            let sentence = &mut sentences[text.sentence_of(one.tokens.start)];
            sentence.periods.extend(&one.periods);
        }
        let mut whole = Names::default();
        for sentence in &sentences {
            whole.merge(sentence);
        }
        Self {
            source,
            text,
            named,
            sentences,
            whole,
        }
    }

    /// The bytes that some tokens cover.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let tokens = &self.text.tokens[tokens.clone()];
        let first = tokens.first().map_or(0, |one| one.range.start);
        first..tokens.last().map_or(first, |one| one.range.end)
    }

    /// The bytes of a sentence, or of what is near some tokens of it if it is very long.
    pub fn near(&self, tokens: &Range<usize>, sentence: usize) -> Range<usize> {
        let (near, whole) = (
            self.bytes(tokens),
            self.bytes(&self.text.sentences[sentence]),
        );
        if whole.len() <= 2 * FAR {
            return whole;
        }
        let start = self
            .source
            .ceil_char_boundary(near.start.saturating_sub(FAR));
        let end = self.source.floor_char_boundary(near.end + FAR);
        whole.start.max(start)..whole.end.min(end)
    }
}

/// What is so many bytes away from a number in its sentence is not shown with it.
const FAR: usize = 500;

/// How near to a number something is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// Not at all.
    Nowhere,
    /// In another paragraph.
    Elsewhere,
    /// In the paragraph or in the title.
    Paragraph,
    /// In the sentence.
    Sentence,
}

/// What stands around a number, from near to far.
pub struct Around<'r> {
    /// The sentence.
    pub sentence: &'r Names,
    /// The paragraph or title that it stands in.
    pub paragraph: &'r Names,
    /// The title.
    pub title: &'r Names,
    /// The whole item.
    pub item: &'r Names,
}

impl Around<'_> {
    /// How near a period is named; see the rule at the head of this file.
    pub fn near_period(&self, period: Period, as_of: AsOf) -> Near {
        let named = self.near(|names| names.periods.contains(&period));
        let is_now = |day| period.kind() == PeriodKind::Month && period.contains(day);
        let now = matches!(as_of, AsOf::On(day) if is_now(day));
        let within = || self.near(|names| names.holds_part_of(period)) >= Near::Paragraph;
        if now {
            named.max(Near::Paragraph)
        } else if named == Near::Nowhere && within() {
            Near::Elsewhere
        } else {
            named
        }
    }

    /// How near something is named.
    pub fn near(&self, has: impl Fn(&Names) -> bool) -> Near {
        if has(self.sentence) {
            Near::Sentence
        } else if has(self.paragraph) || has(self.title) {
            Near::Paragraph
        } else if has(self.item) {
            Near::Elsewhere
        } else {
            Near::Nowhere
        }
    }
}

/// What is named anywhere in an item.
pub fn whole(title: &Read<'_>, paragraphs: &[Read<'_>]) -> Names {
    let mut item = title.whole.clone();
    for one in paragraphs {
        item.merge(&one.whole);
    }
    item
}
