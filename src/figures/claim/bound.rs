//! Numbers as they are said: bounded by a word, with as many digits as are written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::figures::cow_str::CowStr;

/// A number bounded by a word: `over 25%`, `about 1,500`, `946`, `almost half`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Bound {
    /// The word.
    pub word: Word,
    /// The number, never NaN; percent as it is said, so that 25% is 25.
    amount: f64,
    /// How many digits stand after its point.
    pub places: u8,
    /// What it counts in.
    pub scale: Scale,
    /// As it was written.
    text: CowStr,
}

/// What the number of a [`Bound`] counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scale {
    /// The unit of the figure.
    Unit,
    /// Percent.
    Percent,
}

/// The word before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Word {
    /// None: the number as printed, that is, rounded to its last digit.
    Printed,
    /// "Exactly".
    Exactly,
    /// "About".
    About,
    /// "Over".
    Over,
    /// "Under".
    Under,
    /// "At least".
    AtLeast,
    /// "At most".
    AtMost,
    /// "Almost": under, but not by much.
    Almost,
    /// "Just over": over, but not by much.
    JustOver,
}

/// How far "about", "almost" and "just over" reach, as a part of the number said.
pub const NEAR: f64 = 0.05;

impl Word {
    /// Every word as it is written, the longer of two that begin alike first.
    const WRITTEN: [(&'static str, Self); 18] = [
        ("exactly ", Self::Exactly),
        ("about ", Self::About),
        ("around ", Self::About),
        ("approximately ", Self::About),
        ("roughly ", Self::About),
        ("just over ", Self::JustOver),
        ("over ", Self::Over),
        ("more than ", Self::Over),
        ("just under ", Self::Almost),
        ("under ", Self::Under),
        ("less than ", Self::Under),
        ("fewer than ", Self::Under),
        ("at least ", Self::AtLeast),
        ("at most ", Self::AtMost),
        ("up to ", Self::AtMost),
        ("almost ", Self::Almost),
        ("nearly ", Self::Almost),
        ("by ", Self::Printed),
    ];
}

/// Fractions in words, in percent; without another word they are taken as "about".
const FRACTIONS: [(&str, f64); 9] = [
    ("a tenth", 10.0),
    ("a fifth", 20.0),
    ("a quarter", 25.0),
    ("a third", 100.0 / 3.0),
    ("two fifths", 40.0),
    ("half", 50.0),
    ("two thirds", 200.0 / 3.0),
    ("three quarters", 75.0),
    ("all", 100.0),
];

/// Its number is never NaN, so that every bound equals itself.
impl Eq for Bound {}

impl Bound {
    /// The number; percent as it is said, so that 25% is 25.
    pub fn amount(&self) -> f64 {
        self.amount
    }

    /// The number as it was written, without its word: "a quarter", "1,500".
    pub fn number(&self) -> &str {
        let mut rest = self.text.strip_prefix("by ").unwrap_or(&self.text);
        for (written, _) in Word::WRITTEN {
            if let Some(after) = rest.strip_prefix(written) {
                rest = after;
                break;
            }
        }
        rest.trim_start()
    }

    /// How its word, or its fraction in words, is taken, where that is not plain.
    pub fn taken(&self) -> Option<String> {
        let meaning = match self.word {
            Word::About => "within 5% of the number",
            Word::Almost => "at most 5% under the number",
            Word::JustOver => "at most 5% over the number",
            _ => return None,
        };
        Some(format!("\"{}\" is taken as {meaning}", self.text))
    }

    /// Whether a number, in the scale of the bound, is what is said.
    pub fn holds(&self, number: f64) -> bool {
        let said = self.amount;
        let near = NEAR * said.abs();
        let printed = self.rounding();
        match self.word {
            Word::Printed => (number - said).abs() <= printed,
            Word::Exactly => (number - said).abs() < 1e-9,
            Word::About => (number - said).abs() <= near.max(printed),
            Word::Over => number > said,
            Word::Under => number < said,
            Word::AtLeast => number >= said,
            Word::AtMost => number <= said,
            Word::Almost => number < said && number >= said - near,
            Word::JustOver => number > said && number <= said + near,
        }
    }

    /// Half a unit of the last digit: what a printed number may be off by.
    fn rounding(&self) -> f64 {
        0.5 * 10_f64.powi(-i32::from(self.places)) + 1e-9
    }
}

/// As it was written.
impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// A text that bounds no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no bound; write a number or a fraction in words (946, 25%, a quarter), before it \
     exactly, about, over, just over, under, almost, at least or at most"
)]
pub struct ParseBoundError(String);

impl FromStr for Bound {
    type Err = ParseBoundError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let refuse = || ParseBoundError(text.to_owned());
        let mut rest = text.strip_prefix("by ").unwrap_or(text);
        let mut word = Word::Printed;
        for (written, meant) in Word::WRITTEN {
            if let Some(after) = rest.strip_prefix(written) {
                (rest, word) = (after.trim_start(), meant);
                break;
            }
        }
        if let Some((_, amount)) = FRACTIONS.iter().find(|(name, _)| *name == rest) {
            let word = if word == Word::Printed {
                Word::About
            } else {
                word
            };
            return Ok(Self {
                word,
                amount: *amount,
                places: 0,
                scale: Scale::Percent,
                text: text.to_owned().into(),
            });
        }
        let (digits, scale) = match rest.strip_suffix('%') {
            Some(digits) => (digits.trim_end(), Scale::Percent),
            None => (rest, Scale::Unit),
        };
        let plain = digits.replace(',', "");
        let grouped = digits.contains(',');
        let number: crate::figures::value::Decimal = plain.parse().map_err(|_| refuse())?;
        if grouped && !is_grouped(digits) {
            return Err(refuse());
        }
        Ok(Self {
            word,
            amount: number.to_f64(),
            places: number.places(),
            scale,
            text: text.to_owned().into(),
        })
    }
}

/// Whether commas stand before every third digit and nowhere else.
fn is_grouped(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups
        .next()
        .is_some_and(|one| (1..=3).contains(&one.len()));
    first && groups.all(|one| one.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &str) -> Bound {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_number_as_printed_is_rounded_to_its_last_digit() {
        assert!(bound("946").holds(946.0) && !bound("946").holds(945.0));
        assert!(bound("22%").holds(22.41) && !bound("22%").holds(22.51));
        assert!(bound("24.7%").holds(24.735) && !bound("24.7%").holds(24.8));
        assert!(bound("23,411").holds(23_411.0));
    }

    #[test]
    fn over_a_quarter_is_more_than_a_quarter() {
        assert!(!bound("over a quarter").holds(24.7));
        assert!(!bound("over 25%").holds(25.0));
        assert!(bound("over a quarter").holds(31.5));
        assert!(bound("under a quarter").holds(24.7));
        assert!(bound("at least 25%").holds(25.0) && bound("at most 25%").holds(25.0));
    }

    #[test]
    fn about_almost_and_just_over_reach_a_twentieth() {
        assert!(bound("about 1,500").holds(1575.0) && !bound("about 1,500").holds(1576.0));
        assert!(bound("almost half").holds(47.5) && !bound("almost half").holds(47.4));
        assert!(!bound("almost half").holds(50.0));
        assert!(bound("just over a third").holds(34.9) && !bound("just over a third").holds(35.1));
        // A fraction in words is a rounded one.
        assert!(bound("a third").holds(33.0) && bound("a third").holds(33.7));
        assert_eq!(bound("a third").word, Word::About);
    }

    #[test]
    fn exactly_knows_no_rounding() {
        assert!(bound("exactly 50%").holds(50.0) && !bound("exactly 50%").holds(50.04));
    }

    #[test]
    fn what_is_no_bound_is_refused() {
        for text in [
            "",
            "many",
            "over",
            "2,34",
            "1e5",
            "25 percent",
            "a few",
            "NaN%",
        ] {
            assert!(text.parse::<Bound>().is_err(), "{text}");
        }
    }
}
