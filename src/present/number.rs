//! The one place that writes numbers for readers: thousands separators, percentages, axis
//! labels, and the signs for what is not a number.

use crate::figures::{Decimal, Unit, Value};

/// A decimal with thousands separators: `23,411`, `1.81`.
pub fn decimal(number: Decimal) -> String {
    let mut text = number.to_string();
    let first = usize::from(text.starts_with('-'));
    let mut at = text.find('.').unwrap_or(text.len());
    while at > first + 3 {
        at -= 3;
        text.insert(at, ',');
    }
    text
}

/// A count with thousands separators.
pub fn count(number: usize) -> String {
    group(&number.to_string())
}

/// A count of things: `1 value`, `3,124 values`.
pub fn counted(number: usize, singular: &str, plural: &str) -> String {
    let name = if number == 1 { singular } else { plural };
    format!("{} {name}", count(number))
}

fn group(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value in the narrowest honest form: `946`, `~1,500`, `>=3,555`, `55%`, `[c]`.
pub fn short(value: Value, unit: &Unit) -> String {
    let sign = percent_sign(unit);
    match value {
        Value::Number(quantity) => {
            let mut text = decimal(quantity.amount);
            text.insert_str(0, quantity.qualifier.mark());
            text.push_str(sign);
            text
        }
        Value::Range(low, high) => format!("{} to {}{sign}", decimal(low), decimal(high)),
        other => other.to_string(),
    }
}

/// A value in words: `946`, `about 1,500`, `at least 3,555`, `55%`, `suppressed`.
pub fn words(value: Value, unit: &Unit) -> String {
    match value {
        Value::Number(quantity) => {
            let sign = percent_sign(unit);
            let words = quantity.qualifier.words();
            format!("{words}{}{sign}", decimal(quantity.amount))
        }
        Value::Range(..) => short(value, unit),
        Value::BelowHalf => "less than half".to_owned(),
        Value::Missing => "not available".to_owned(),
        Value::Suppressed => "suppressed".to_owned(),
        Value::NotApplicable => "not applicable".to_owned(),
    }
}

/// A value in words with its unit: `946 people`, `1 operation`, `55%`.
pub fn with_unit(value: Value, unit: &Unit) -> String {
    let text = words(value, unit);
    if !percent_sign(unit).is_empty() || value.quantity().is_none() {
        return text;
    }
    let name = if value.number() == Some(1.0) {
        &unit.singular
    } else {
        &unit.plural
    };
    format!("{text} {name}")
}

fn percent_sign(unit: &Unit) -> &'static str {
    if unit.id == "percent" { "%" } else { "" }
}

/// An index number with one decimal: `100.0`, `1,234.5`.
pub fn index(number: f64) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    let text = fixed(number.abs(), 1);
    let (whole, rest) = text.split_at(text.len() - 2);
    format!("{sign}{}{rest}", group(whole))
}

/// A ratio as a percentage with one decimal: 0.2473 gives `24.7%`.
pub fn percent(ratio: f64) -> String {
    let sign = if ratio < 0.0 { "-" } else { "" };
    format!("{sign}{}%", fixed(ratio.abs() * 100.0, 1))
}

/// The size of a relative change in whole percent, with one decimal below ten: `33%`, `4.2%`.
pub fn growth(ratio: f64) -> String {
    let size = ratio.abs() * 100.0;
    if size < 9.95 {
        format!("{}%", fixed(size, 1))
    } else {
        format!("{}%", group(&fixed(size, 0)))
    }
}

/// A difference with its sign and as many decimals: `+236`, `-1,014.5`; `0` for none.
pub fn signed(difference: f64, places: usize) -> String {
    let size = fixed(difference.abs(), places);
    if size.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        return "0".to_owned();
    }
    let (whole, rest) = size.split_at(size.find('.').unwrap_or(size.len()));
    let sign = if difference < 0.0 { '-' } else { '+' };
    format!("{sign}{}{rest}", group(whole))
}

/// How far two numbers are apart, with a decimal where it is not nought: `7`, `1,236`, `0.3`.
pub fn apart(difference: f64) -> String {
    let text = grouped(difference.abs(), 1);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A small relative difference with its sign and two decimals: `-0.10%`.
pub fn signed_percent(ratio: f64) -> String {
    match signed(ratio * 100.0, 2).as_str() {
        "0" if ratio != 0.0 => "under 0.01%".to_owned(),
        text => format!("{text}%"),
    }
}

/// A size with so many decimals. A tie goes away from zero, also one that arithmetic left a hair
/// beside itself: 0.2465 as a percentage is 24.7.
fn fixed(size: f64, places: usize) -> String {
    let power = (0..places).fold(1.0, |power, _| power * 10.0);
    let scaled = size * power;
    let tie = scaled.floor() + 0.5;
    let is_tie = (scaled - tie).abs() <= (scaled * 1e-12).min(1e-6);
    let whole = if is_tie { tie } else { scaled }.round();
    format!("{:.places$}", whole / power)
}

/// The labels of an axis: `0`, `500`, `1,000`, or `0`, `5k`, `10k`, all in one unit, as short as
/// they can be and still exact, because ticks are round numbers: `12,341` on an axis of single
/// steps.
pub fn ticks(axis: &[f64]) -> Vec<String> {
    let (per, suffix) = match axis.iter().fold(0.0, |most: f64, one| most.max(one.abs())) {
        size if size >= 1e6 => (1e6, "m"),
        size if size >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let short = |one: &f64| (0..=2).find(|places| exact(one / per, *places));
    let label = |one: &f64| {
        let places = short(one)?;
        let suffix = if *one == 0.0 { "" } else { suffix };
        Some(format!("{}{suffix}", grouped(one / per, places)))
    };
    let whole = |one: &f64| {
        let places = (0..=9).find(|places| exact(*one, *places));
        grouped(*one, places.unwrap_or(9))
    };
    let labels: Option<Vec<String>> = axis.iter().map(label).collect();
    labels.unwrap_or_else(|| axis.iter().map(whole).collect())
}

/// Whether so many decimals say all of a number.
fn exact(number: f64, places: i32) -> bool {
    let power = 10_f64.powi(places);
    ((number * power).round() / power - number).abs() <= number.abs() * 1e-9
}

/// A number with thousands separators and so many decimals.
fn grouped(number: f64, places: i32) -> String {
    let places = places.unsigned_abs() as usize;
    let size = fixed(number.abs(), places);
    let (whole, rest) = size.split_at(size.find('.').unwrap_or(size.len()));
    let sign = if number < 0.0 { "-" } else { "" };
    format!("{sign}{}{rest}", group(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit([id, singular, plural]: [&'static str; 3]) -> Unit {
        Unit {
            id: id.into(),
            singular: singular.into(),
            plural: plural.into(),
        }
    }

    fn value(text: &str) -> Value {
        text.parse().expect(text)
    }

    #[test]
    fn thousands_are_separated() {
        let shown = ["0", "946", "23411", "1234567", "-1234.05"]
            .map(|text| decimal(text.parse().expect(text)));
        assert_eq!(shown, ["0", "946", "23,411", "1,234,567", "-1,234.05"]);
    }

    #[test]
    fn qualifiers_and_shorthand_survive() {
        let people = unit(["people", "person", "people"]);
        assert_eq!(short(value(">=3555"), &people), ">=3,555");
        assert_eq!(words(value("~1500"), &people), "about 1,500");
        assert_eq!(short(value("[c]"), &people), "[c]");
        assert_eq!(with_unit(value("1"), &people), "1 person");
        assert_eq!(with_unit(value("0"), &people), "0 people");
        assert_eq!(with_unit(value("55"), &unit(["percent"; 3])), "55%");
    }

    #[test]
    fn shares_keep_the_decimal_that_settles_an_over_or_under() {
        assert_eq!(percent(234.0 / 946.0), "24.7%");
        assert_eq!(growth(236.0 / 710.0), "33%");
        assert_eq!(growth(-0.042), "4.2%");
        assert_eq!(growth(21.5), "2,150%");
    }

    #[test]
    fn a_difference_has_its_sign_unless_it_is_none() {
        let shown = [236.0, -7.0, 0.0, -1014.5].map(|one| signed(one, 0));
        assert_eq!(shown, ["+236", "-7", "0", "-1,015"]);
        assert_eq!(signed(-1014.55, 1), "-1,014.6");
        assert_eq!(signed_percent(-7.0 / 6993.0), "-0.10%");
        assert_eq!(signed_percent(0.000_001), "under 0.01%");
        assert_eq!(signed_percent(0.0), "0%");
    }

    #[test]
    fn a_tie_goes_away_from_zero_wherever_a_number_is_written() {
        assert_eq!(percent(493.0 / 2000.0), "24.7%");
        assert_eq!(percent(0.0005), "0.1%");
        assert_eq!(percent(-493.0 / 2000.0), "-24.7%");
        assert_eq!(growth(0.125), "13%");
        assert_eq!(growth(0.0425), "4.3%");
        assert_eq!(index(100.25), "100.3");
        assert_eq!(signed(0.5, 0), "+1");
        assert_eq!(signed(-2.5, 0), "-3");
        assert_eq!(signed(2.675, 2), "+2.68");
        assert_eq!(apart(0.25), "0.3");
        assert_eq!(signed_percent(0.000_25), "+0.03%");
        for (size, places, shown) in [
            (2.449, 1, "2.4"),
            (2.4499, 2, "2.45"),
            (123_456_789_012.3, 0, "123456789012"),
        ] {
            assert_eq!(fixed(size, places), shown);
        }
    }

    #[test]
    fn how_far_numbers_are_apart_is_written_like_other_numbers() {
        let shown = [7.0, -1236.0, 0.3, -10.0, 1014.25].map(apart);
        assert_eq!(shown, ["7", "1,236", "0.3", "10", "1,014.3"]);
    }

    #[test]
    fn ticks_are_short_and_exact() {
        assert_eq!(ticks(&[0.0, 2.5, 5.0]), ["0", "2.5", "5"]);
        assert_eq!(ticks(&[0.0, 500.0, 1000.0]), ["0", "500", "1,000"]);
        assert_eq!(ticks(&[0.0, 5e5, 1e6, 1.5e6]), ["0", "0.5m", "1m", "1.5m"]);
        assert_eq!(ticks(&[0.005, 0.000_25]), ["0.005", "0.00025"]);
        assert_eq!(ticks(&[1002.5]), ["1,002.5"]);
        assert_eq!(ticks(&[1_234_500.0]), ["1,234,500"]);
    }

    #[test]
    fn the_ticks_of_an_axis_are_in_one_unit() {
        let axis = [0.0, 2500.0, 5000.0, 7500.0, 10_000.0];
        assert_eq!(ticks(&axis), ["0", "2.5k", "5k", "7.5k", "10k"]);
        assert_eq!(
            ticks(&[12_340.0, 12_341.0, 12_342.5]),
            ["12,340", "12,341", "12,342.5"]
        );
    }
}
