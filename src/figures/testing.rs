//! What the tests of series share: observations from a few words.

use super::{
    Break, BreakEffect, Code, CowStr, DimensionId, Observation, Series, SeriesKey, SourceId,
    Standing, StatusSet, Vintage,
};

/// A series of periods and values, all of one publication of 2020.
pub fn series(rows: &[(&str, &str)]) -> Series {
    let rows: Vec<_> = rows
        .iter()
        .map(|(period, value)| (*period, *value, 10))
        .collect();
    published(&rows)
}

/// A series of periods and values with the number of the publication that gives each; it came
/// out on the first day of so many years after 2010.
pub fn published(rows: &[(&str, &str, u16)]) -> Series {
    let observation = |(period, value, source): &(&str, &str, u16)| Observation {
        period: period.parse().expect("period"),
        value: value.parse().expect("value"),
        status: StatusSet::default(),
        source: SourceId(*source),
        vintage: Vintage {
            known_from: format!("20{:02}-01-01", 10 + source).parse().expect("day"),
            dated: true,
            standing: Standing::Official,
        },
        note: None,
    };
    let geography = Code {
        dimension: DimensionId::GEOGRAPHY,
        index: 0,
    };
    let rows = rows.iter().map(observation).collect();
    Series::new(SeriesKey::new(geography, []), rows)
}

/// A break on a day.
pub fn broken(day: &str) -> Break {
    Break {
        from: day.parse().expect("day"),
        effect: BreakEffect::Break,
        dimension: None,
        reason: CowStr::default(),
        source: None,
        evidence: None,
    }
}
