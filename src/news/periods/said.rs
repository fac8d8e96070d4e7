//! The periods that a text names from the day on which it was said: last year, this year, last
//! quarter, the previous financial year, the year to March. A form with another reading is none.

use chrono::{Datelike as _, NaiveDate};

use super::{Found, Named, twelve_months, year_end};
use crate::figures::{Period, PeriodKind};
use crate::news::words::{Kind, Text, is_listed};

/// The period named at a token from the day, which a period named before may give instead.
pub fn from_day(text: &Text, at: usize, day: NaiveDate, before: &[Named]) -> Option<Found> {
    year_or_quarter(text, at, day)
        .or_else(|| financial_year(text, at, day, before))
        .or_else(|| year_to_month(text, at, day))
}

/// `last year`, `this year`, `last quarter`; not `the last year`, which may be that of anything or
/// the last twelve months, nor `last year of`.
fn year_or_quarter(text: &Text, at: usize, day: NaiveDate) -> Option<Found> {
    const WHOSE: &str = "the a an its his her their my our your one every each final past";
    let before = at.checked_sub(1).map_or("", |at| text.word(at));
    let end = at + 2;
    let period = match (text.word(at), text.word(at + 1)) {
        ("last", "year") => Period::year(day.year() - 1),
        ("this", "year") => Period::year(day.year()),
        ("last", "quarter") => Period::quarter(day.year(), day.month().div_ceil(3))?.previous(),
        _ => None,
    }?;
    if is_listed(before, WHOSE) || text.word(end) == "of" || is_joined_to_more(text, end) {
        return None;
    }
    Some((vec![period], end))
}

/// `last financial year`, `this financial year`; `the previous financial year` is that before the
/// one which was named last, if one was, else that before the day's own.
fn financial_year(text: &Text, at: usize, day: NaiveDate, before: &[Named]) -> Option<Found> {
    let end = at + 3;
    let is_one = text.word(at + 1) == "financial" && text.word(at + 2) == "year";
    if !is_one || text.word(end) == "of" || is_joined_to_more(text, end) {
        return None;
    }
    let own = Period::financial_year(day.year() - i32::from(day.month() < 4))?;
    let named = before.iter().rev().find_map(|one| one.periods.last());
    let from = match (text.word(at), named) {
        ("this" | "current", _) => return Some((vec![own], end)),
        ("last", _) | ("previous" | "preceding", None) => own,
        ("previous" | "preceding", Some(named)) if named.kind() == PeriodKind::FinancialYear => {
            *named
        }
        _ => return None,
    };
    Some((vec![from.previous()?], end))
}

/// `the year to March`, `the 12 months ending 30 June`: the newest that was over by the day.
fn year_to_month(text: &Text, at: usize, day: NaiveDate) -> Option<Found> {
    let date = year_end(text, at)?;
    let is_said = at > 0 && text.word(at - 1) == "the";
    let goes_on = matches!(
        text.kind(date.end),
        Some(Kind::Digits | Kind::Mixed | Kind::Sign('\'' | '‘' | '’' | '-' | '–' | '/'))
    );
    if !is_said || goes_on || date.year.is_some() {
        return None;
    }
    let ends = |year| Some(date.days(year)?.1);
    let soon = ends(day.year())?;
    // What is over in a few days may be meant as well as what was over a year ago.
    if soon > day && (soon - day).num_days() <= 31 {
        return None;
    }
    let end = if soon <= day {
        soon
    } else {
        ends(day.year() - 1)?
    };
    Some((vec![twelve_months(end)?], date.end))
}

/// Whether a word goes on behind a hyphen: `last year-end`.
fn is_joined_to_more(text: &Text, at: usize) -> bool {
    text.is_joined(at) && text.is_sign(at, &['-', '–', '‑']) && text.is_joined(at + 1)
}

#[cfg(test)]
mod tests {
    use super::super::{codes_said, named};
    use super::*;

    #[test]
    fn periods_are_named_from_the_day() {
        for (day, text, wanted) in [
            ("2026-03-05", "Referrals rose last year", "2025"),
            ("2026-03-05", "Last year’s 23,411 referrals", "2025"),
            ("2026-01-01", "more than late last year.", "2025"),
            ("2026-11-20", "so far this year", "2026"),
            ("2026-11-20", "fewer than last quarter", "2026Q3"),
            ("2026-02-20", "fewer than last quarter", "2025Q4"),
            ("2026-03-31", "in the last financial year", "2024/25"),
            ("2026-04-01", "in the last financial year", "2025/26"),
            ("2026-05-14", "in the previous financial year", "2025/26"),
            ("2026-05-14", "this financial year", "2026/27"),
            ("2026-05-14", "in the year to March", "2025/26"),
            (
                "2026-05-14",
                "in the year ending 31 March, it said",
                "2025/26",
            ),
            ("2026-05-14", "the 12 months to the end of December", "2025"),
            (
                "2026-05-14",
                "the twelve months ended June",
                "2024-07..2025-06",
            ),
            ("2012-10-18", "the year to March 2012", "2011/12"),
        ] {
            assert_eq!(codes_said(text, day), [wanted], "{text} on {day}");
        }
        assert_eq!(
            codes_said(
                "142 in 2011/12, 99 in the previous financial year",
                "2026-05-14"
            ),
            ["2011/12", "2010/11"]
        );
    }

    #[test]
    fn what_may_be_another_period_is_none() {
        for text in [
            "in the last year",
            "the last year of the strategy",
            "in his last year at school",
            "last year of school",
            "last year-end",
            "over the last quarter",
            "last quarter of 2025 was",
            "this year-long inquiry",
            "the past year",
            "next year",
            "the year to date",
            "a year to March on",
            "the year to March ’12",
            "the year to March 1985",
            "the year to June",
        ] {
            let found = named(&Text::new(text), "2026-05-31".parse().ok());
            let found = found.into_iter().flat_map(|one| one.periods);
            let found: Vec<String> = found.map(Period::code).collect();
            let other = if text.contains("2025") {
                vec!["2025"]
            } else {
                Vec::new()
            };
            assert_eq!(found, other, "{text}");
        }
        assert_eq!(
            codes_said("In 2025 and in the previous financial year", "2026-05-14"),
            ["2025"]
        );
    }

    #[test]
    fn without_a_day_nothing_is_named_from_it() {
        for text in [
            "last year",
            "this year",
            "last quarter",
            "the year to March",
        ] {
            assert_eq!(named(&Text::new(text), None), [], "{text}");
        }
    }
}
