//! Days in the record that is built into the program: one number each, read without parsing.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serializer, de};

/// Writes a day as its number, counted from 1 January of the year 1.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
pub fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i32(day.num_days_from_ce())
}

/// Reads a day; a number beyond the calendar is an error.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let number = i32::deserialize(deserializer)?;
    NaiveDate::from_num_days_from_ce_opt(number).ok_or_else(|| de::Error::custom("no such day"))
}
