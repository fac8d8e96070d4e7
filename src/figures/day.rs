//! Days: as readers see them, and in the record that is built into the program, where each is
//! one number that is read without parsing.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serializer, de};

/// Days that a year is given, so that year and day within it are read apart by a shift.
const YEAR: i32 = 512;

/// Writes a day as one number: its year and the day within it.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
pub fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(day.year() * YEAR + day.ordinal().cast_signed())
}

/// Reads a day; a number beyond the calendar is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let number = i32::deserialize(deserializer)?;
    let ordinal = number.rem_euclid(YEAR) as u32;
    NaiveDate::from_yo_opt(number.div_euclid(YEAR), ordinal)
        .ok_or_else(|| de::Error::custom("no such day"))
}

/// The months as they are written.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day as readers see it: "18 Oct 2012". Screens are full of them, and a pattern would be read
/// anew for each.
pub fn written(day: NaiveDate) -> String {
    format!("{} {}", day.day(), written_month(day))
}

/// The month of a day: "Oct 2012".
pub fn written_month(day: NaiveDate) -> String {
    format!("{} {}", MONTHS[day.month0() as usize], day.year())
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Day(#[serde(with = "super")] NaiveDate);

    #[test]
    fn a_day_is_written_as_a_calendar_would() {
        let first = NaiveDate::from_ymd_opt(1999, 12, 25).expect("a day");
        for day in first.iter_days().take(400) {
            assert_eq!(written(day), day.format("%-d %b %Y").to_string());
        }
    }

    #[test]
    fn every_day_is_read_back_and_no_other_number_is_one() {
        let first = NaiveDate::from_ymd_opt(1899, 12, 25).expect("a day");
        let last_of_1 = NaiveDate::from_ymd_opt(1, 12, 31).expect("a day");
        let days = first
            .iter_days()
            .take(100_000)
            .chain([last_of_1, NaiveDate::MAX]);
        for day in days.map(Day) {
            let bytes = postcard::to_stdvec(&day).expect("written");
            assert_eq!(postcard::from_bytes::<Day>(&bytes), Ok(day));
        }
        for number in [2012 * YEAR, 2013 * YEAR + 366, i32::MAX] {
            let bytes = postcard::to_stdvec(&number).expect("written");
            postcard::from_bytes::<Day>(&bytes).expect_err("no day");
        }
    }
}
