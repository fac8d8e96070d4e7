//! Values as they were published. A real zero, a missing figure, a suppressed one and one
//! that cannot exist are four different things, and none of them is a number in disguise.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A published decimal number, kept exactly: 1.81 stays 1.81 and 64 stays 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Decimal {
    mantissa: i64,
    places: u8,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self {
            mantissa: number,
            places: 0,
        }
    }

    /// The number as a float, for positions on a chart and for ratios.
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10_f64.powi(i32::from(self.places))
    }

    /// How many digits stand after the point.
    pub const fn places(self) -> u8 {
        self.places
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.places == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let scale = 10_i64.pow(u32::from(self.places));
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let (whole, rest) = (self.mantissa.abs() / scale, self.mantissa.abs() % scale);
        write!(
            f,
            "{sign}{whole}.{rest:0width$}",
            width = usize::from(self.places)
        )
    }
}

impl FromStr for Decimal {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || ParseValueError(text.to_owned());
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let pointless = rest.is_empty() && digits.contains('.');
        if whole.is_empty() || pointless || !only_digits(whole) || !only_digits(rest) {
            return Err(refuse());
        }
        if whole.len() + rest.len() > 15 || rest.len() > 6 {
            return Err(refuse());
        }
        let all = whole.bytes().chain(rest.bytes());
        let mantissa = all.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        Ok(Self {
            mantissa: sign * mantissa,
            places: rest.len() as u8,
        })
    }
}

/// What a publication says of how exact its number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Qualifier {
    /// The number itself.
    Exact,
    /// "Around 1,500".
    About,
    /// "Over 300".
    Over,
    /// "At least 3,555".
    AtLeast,
    /// "Up to 4,000".
    UpTo,
}

impl Qualifier {
    /// Every qualifier, the exact one first.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::About,
        Self::Over,
        Self::AtLeast,
        Self::UpTo,
    ];

    const MARKS: [(&'static str, Self); 4] = [
        (">=", Self::AtLeast),
        ("<=", Self::UpTo),
        (">", Self::Over),
        ("~", Self::About),
    ];

    /// The words before the number: "at least "; empty for an exact one.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "about ",
            Self::Over => "over ",
            Self::AtLeast => "at least ",
            Self::UpTo => "up to ",
        }
    }

    /// The sign used in data files and in narrow columns: `>=`.
    pub fn mark(self) -> &'static str {
        Self::MARKS
            .iter()
            .find(|(_, qualifier)| *qualifier == self)
            .map_or("", |(mark, _)| mark)
    }
}

/// A number with what its publication says of its exactness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The number as printed.
    pub amount: Decimal,
    /// How exact it is said to be.
    pub qualifier: Qualifier,
}

/// A published value (after the conventions of Eurostat and SDMX).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// A number; zero is a number.
    Number(Quantity),
    /// A range that was published as one, lower end first.
    Range(Decimal, Decimal),
    /// `[low]`: less than half the unit, but not zero.
    BelowHalf,
    /// `[x]`: the publication has a place for it and no figure.
    Missing,
    /// `[c]`: withheld so that nobody can be recognised.
    Suppressed,
    /// `[z]`: there can be no such figure.
    NotApplicable,
}

impl Value {
    const WORDS: [(&'static str, Self); 4] = [
        ("[low]", Self::BelowHalf),
        ("[x]", Self::Missing),
        ("[c]", Self::Suppressed),
        ("[z]", Self::NotApplicable),
    ];

    /// The single number, if there is one; a range and the four shorthands have none.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(quantity) => Some(quantity.amount.to_f64()),
            _ => None,
        }
    }

    /// The single number, if it is given as exact.
    pub fn exact(self) -> Option<f64> {
        let quantity = self.quantity()?;
        (quantity.qualifier == Qualifier::Exact).then(|| quantity.amount.to_f64())
    }

    /// The quantity, if the value is a single number.
    pub const fn quantity(self) -> Option<Quantity> {
        match self {
            Self::Number(quantity) => Some(quantity),
            _ => None,
        }
    }
}

/// The form used in data files: `946`, `~1500`, `>=3555`, `10000..13000`, `[c]`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(quantity) => {
                write!(f, "{}{}", quantity.qualifier.mark(), quantity.amount)
            }
            Self::Range(low, high) => write!(f, "{low}..{high}"),
            other => {
                let word = Self::WORDS.iter().find(|(_, value)| value == other);
                f.write_str(word.map_or("", |(word, _)| word))
            }
        }
    }
}

/// A text that is no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a value; write the number without separators (946, ~1500, >300, >=3555, <=4000), \
     a range (10000..13000), or [x] missing, [c] suppressed, [z] not applicable, [low] below half a unit"
)]
pub struct ParseValueError(String);

impl FromStr for Value {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some((_, value)) = Self::WORDS.iter().find(|(word, _)| *word == text) {
            return Ok(*value);
        }
        let whole = |_| ParseValueError(text.to_owned());
        // To look for one point first is cheap, and nearly no value has any.
        let range = text.contains('.').then(|| text.split_once("..")).flatten();
        if let Some((low, high)) = range {
            let (low, high): (Decimal, Decimal) =
                (low.parse().map_err(whole)?, high.parse().map_err(whole)?);
            return if low.to_f64() <= high.to_f64() {
                Ok(Self::Range(low, high))
            } else {
                Err(ParseValueError(text.to_owned()))
            };
        }
        let marked = Qualifier::MARKS
            .iter()
            .find_map(|(mark, qualifier)| Some((text.strip_prefix(mark)?, *qualifier)));
        let (digits, qualifier) = marked.unwrap_or((text, Qualifier::Exact));
        let amount = digits.parse().map_err(whole)?;
        Ok(Self::Number(Quantity { amount, qualifier }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_and_written_back() {
        for text in [
            "946",
            "0",
            "1.81",
            "-3.05",
            "~1500",
            ">300",
            ">=3555",
            "<=4000",
            "10000..13000",
            "[x]",
            "[c]",
            "[z]",
            "[low]",
        ] {
            assert_eq!(text.parse::<Value>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn separators_words_and_nan_are_refused() {
        for text in [
            "", "1,234", "NaN", "inf", "1e5", ".", "1.", ".5", "9..1", "--1", ">",
        ] {
            assert!(text.parse::<Value>().is_err(), "{text}");
        }
    }

    #[test]
    fn zero_missing_suppressed_and_not_applicable_stay_four_things() {
        let values: Vec<Value> = ["0", "[x]", "[c]", "[z]"]
            .iter()
            .map(|text| text.parse().expect("value"))
            .collect();
        assert_eq!(values[0].number(), Some(0.0));
        assert!(values[1..].iter().all(|value| value.number().is_none()));
        for (at, value) in values.iter().enumerate() {
            assert!(values[at + 1..].iter().all(|other| other != value));
        }
    }
}
