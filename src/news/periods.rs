//! The periods that a text names: years, financial years, quarters, months and spans, in the
//! forms in which they are written. What only looks like a year is left out: that of an act, a
//! part of a telephone number, an amount of money.

mod said;

use std::ops::Range;

use chrono::{Days, Months, NaiveDate};

use super::words::{Kind, Text, is_listed};
use crate::figures::{Period, PeriodKind};

/// A stretch of a text that names a period, or a date or number that is no count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The periods, most often one; none for a day without a year or a telephone number.
    pub periods: Vec<Period>,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// What a form found: its periods, and the token behind it.
type Found = (Vec<Period>, usize);

/// The forms, each tried at every token; one that holds more stands before one that holds less.
const FORMS: [fn(&Text, usize) -> Option<Found>; 9] = [
    telephone,
    year_up_to,
    iso_date,
    several_years,
    between_months,
    quarter,
    month,
    numbered_date,
    year_alone,
];

/// Everything of a text that names a period, in its order; from the day on which it was said, if
/// that is known.
pub fn named(text: &Text, day: Option<NaiveDate>) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let may_begin = !matches!(text.kind(at), Some(Kind::Sign(_) | Kind::Address));
        let mut forms = FORMS.iter().filter(|_| may_begin);
        let here = forms.find_map(|form| form(text, at));
        let here = here.or_else(|| relative(text, at, &found));
        let here = here.or_else(|| said::from_day(text, at, day?, &found));
        let end = here.as_ref().map_or(at + 1, |(_, end)| *end);
        found.extend(here.map(|(periods, end)| Named {
            periods,
            tokens: at..end,
        }));
        at = end;
    }
    found
}

/// The years that are taken as years.
fn is_year(number: u32) -> bool {
    (1990..=2100).contains(&number)
}

/// A year of four digits.
fn year(text: &Text, at: usize) -> Option<i32> {
    let number = text.digits(at).filter(|_| text.word(at).len() == 4)?;
    i32::try_from(number).ok().filter(|_| is_year(number))
}

/// The number of a month by its name or the beginning of it.
fn month_name(text: &Text, at: usize) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = text.word(at);
    if text.kind(at) != Some(Kind::Word) || !(3..=9).contains(&word.len()) {
        return None;
    }
    let is = |month: &str| month == word || month == "september" && word == "sept";
    let short = |month: &str| word.len() == 3 && month.starts_with(word);
    let found = MONTHS.iter().position(|month| is(month) || short(month))?;
    Some(found as u32 + 1)
}

/// The day of a month: `18`, `18th`.
fn day_of_month(text: &Text, at: usize) -> Option<u32> {
    let word = text.word(at);
    let digits = match text.kind(at)? {
        Kind::Digits => word,
        Kind::Mixed => ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| word.strip_suffix(end))?,
        _ => return None,
    };
    digits
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

/// A date as it is written, from its day or month on.
struct Date {
    day: Option<u32>,
    month: u32,
    year: Option<i32>,
    /// The token behind it.
    end: usize,
}

impl Date {
    /// `October 2012`, `18 October 2012`, `October 18, 2012`, `18th of October`, `October`.
    fn read(text: &Text, at: usize) -> Option<Self> {
        let before = day_of_month(text, at);
        let mut next = at + usize::from(before.is_some());
        next += usize::from(before.is_some() && text.word(next) == "of");
        let month = month_name(text, next)?;
        next += 1;
        next += usize::from(text.is_sign(next, &['.']) && year(text, next + 1).is_some());
        let after = day_of_month(text, next).filter(|_| before.is_none());
        next += usize::from(after.is_some());
        let gap = usize::from(text.is_sign(next, &[',']) || text.word(next) == "of");
        let year = year(text, next + gap);
        Some(Self {
            day: before.or(after),
            month,
            year,
            end: if year.is_some() { next + gap + 1 } else { next },
        })
    }

    /// Its first and last day.
    fn days(&self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let whole = Period::month(year, self.month)?;
        match self.day {
            Some(day) => NaiveDate::from_ymd_opt(year, self.month, day).map(|day| (day, day)),
            None => Some((whole.start(), whole.end())),
        }
    }
}

/// The period of these days, as the year, quarter or month that they make if they make one.
fn of_days(start: NaiveDate, end: NaiveDate) -> Option<Period> {
    use chrono::Datelike as _;
    let (year, month) = (start.year(), start.month());
    let whole = [
        Period::year(year),
        Period::financial_year(year),
        Period::quarter(year, month.div_ceil(3)),
        Period::month(year, month),
    ];
    let exact = |one: &Period| one.start() == start && one.end() == end;
    let found = whole.into_iter().flatten().find(exact);
    found.or_else(|| Period::span(start, end))
}

/// `the year to March 2012`, `twelve months ending 31 March 2012`.
fn year_up_to(text: &Text, at: usize) -> Option<Found> {
    let date = year_end(text, at)?;
    let (_, end) = date.days(date.year?)?;
    Some((vec![twelve_months(end)?], date.end))
}

/// The twelve months that end on a day.
fn twelve_months(end: NaiveDate) -> Option<Period> {
    let after = end.checked_add_days(Days::new(1))?;
    of_days(after.checked_sub_months(Months::new(12))?, end)
}

/// The date up to which a year is spoken of, with or without its own year.
fn year_end(text: &Text, at: usize) -> Option<Date> {
    let mut next = match (text.word(at), text.word(at + 1)) {
        ("year", _) => at + 1,
        ("12" | "twelve", "month") => at + 2,
        _ => return None,
    };
    if !matches!(text.word(next), "to" | "ending" | "ended" | "end" | "until") {
        return None;
    }
    next += 1;
    next += usize::from(matches!(text.word(next), "in" | "on"));
    next += usize::from(text.word(next) == "the");
    next += 2 * usize::from(text.word(next) == "end" && text.word(next + 1) == "of");
    Date::read(text, next)
}

/// `2012-10-18` and `2012-10`: the month.
fn iso_date(text: &Text, at: usize) -> Option<Found> {
    let year = year(text, at)?;
    let joined = |at| text.is_sign(at, &['-']) && text.is_joined(at) && text.is_joined(at + 1);
    let two = |at| text.digits(at).filter(|_| text.word(at).len() == 2);
    let month = two(at + 2).filter(|_| joined(at + 1))?;
    let whole = two(at + 4).is_some() && joined(at + 3);
    let next_year = month == (year as u32 + 1) % 100;
    if next_year && !whole {
        return None;
    }
    let period = Period::month(year, month)?;
    Some((vec![period], if whole { at + 5 } else { at + 3 }))
}

/// `2011/12`, `2011-12`, `2011/2012`, `financial year 2011 to 2012`; of a range like 2011–2015
/// its ends and the whole.
fn several_years(text: &Text, at: usize) -> Option<Found> {
    let first = year(text, at)?;
    let dash = ['/', '-', '–', '—', '‑', '−'];
    let joined = text.is_sign(at + 1, &dash) && text.is_joined(at + 1) && text.is_joined(at + 2);
    let fiscal = at > 0 && ["year", "fy", "financial", "fiscal"].contains(&text.word(at - 1));
    let apart = fiscal && text.word(at + 1) == "to";
    if !joined && !apart {
        return None;
    }
    let number = text.digits(at + 2)?;
    let digits = text.word(at + 2).len();
    let slash = text.is_sign(at + 1, &['/']);
    let follows = number == (first as u32 + 1) % 100 && digits == 2;
    let in_full = number == first as u32 + 1 && (slash || fiscal);
    if text.is_joined(at + 3) && text.is_sign(at + 3, &dash) {
        return None;
    }
    if follows || in_full {
        return Some((vec![Period::financial_year(first)?], at + 3));
    }
    let last = year(text, at + 2).filter(|last| *last > first)?;
    let [from, to] = [Period::year(first)?, Period::year(last)?];
    let whole = Period::span(from.start(), to.end())?;
    Some((vec![from, to, whole], at + 3))
}

/// `July to September 2011`, `between July and September 2023`, `1 January to 15 September 2011`.
fn between_months(text: &Text, at: usize) -> Option<Found> {
    let from = Date::read(text, at)?;
    let dash = text.is_sign(from.end, &['-', '–', '—', '/']);
    let between = at > 0 && text.word(at - 1) == "between" && text.word(from.end) == "and";
    if !dash && !between && !matches!(text.word(from.end), "to" | "until" | "through" | "till") {
        return None;
    }
    let to = Date::read(text, from.end + 1)?;
    let last = to.year?;
    let first = from.year.unwrap_or(if from.month > to.month {
        last - 1
    } else {
        last
    });
    let (start, end) = (from.days(first)?.0, to.days(last)?.1);
    Some((vec![of_days(start, end)?], to.end))
}

/// `Q3 2011`, `2011 Q3`, `2011Q3`, `third quarter of 2011`, `quarter 3 2011`.
fn quarter(text: &Text, at: usize) -> Option<Found> {
    let number = |at| {
        let digit = text.word(at).strip_prefix('q')?;
        digit.parse::<u32>().ok().filter(|_| digit.len() == 1)
    };
    if let Some((year, digit)) = text.word(at).split_once('q')
        && year.len() == 4
        && digit.len() == 1
    {
        let found = (year.parse().ok()?, digit.parse().ok()?);
        return Some((vec![of_quarter(found)?], at + 1));
    }
    if let Some((year, quarter)) = year(text, at).zip(number(at + 1)) {
        return Some((vec![of_quarter((year, quarter))?], at + 2));
    }
    let ordinal = ["first", "second", "third", "fourth"];
    let (quarter, mut next) = if let Some(quarter) = number(at) {
        (quarter, at + 1)
    } else if text.word(at) == "quarter" {
        (text.digits(at + 1)?, at + 2)
    } else if text.word(at + 1) == "quarter" {
        let found = ordinal.iter().position(|one| *one == text.word(at))?;
        (found as u32 + 1, at + 2)
    } else {
        return None;
    };
    next += usize::from(text.word(next) == "of" || text.is_sign(next, &[',']));
    // A quarter of a financial year is another one; it is left to the year.
    if several_years(text, next).is_some() {
        return None;
    }
    Some((vec![of_quarter((year(text, next)?, quarter))?], next + 1))
}

fn of_quarter((year, quarter): (i32, u32)) -> Option<Period> {
    Period::quarter(year, quarter).filter(|_| is_year(year as u32))
}

/// `October 2012`, `18 October 2012`: the month; a day without its year is no period.
fn month(text: &Text, at: usize) -> Option<Found> {
    let date = Date::read(text, at)?;
    match date.year {
        Some(year) => Some((vec![Period::month(year, date.month)?], date.end)),
        None => date.day.map(|_| (Vec::new(), date.end)),
    }
}

/// `18/10/2012`, `18.10.2012`: the month, if it can be one.
fn numbered_date(text: &Text, at: usize) -> Option<Found> {
    let signs = ['/', '.', '-'];
    let joined = |at| text.is_sign(at, &signs) && text.is_joined(at) && text.is_joined(at + 1);
    let short = |at| text.digits(at).filter(|_| text.word(at).len() <= 2);
    let (_, month) = short(at).zip(short(at + 2))?;
    if !joined(at + 1) || !joined(at + 3) {
        return None;
    }
    let period = Period::month(year(text, at + 4)?, month);
    Some((period.into_iter().collect(), at + 5))
}

/// A telephone number: groups of digits, the first of which begins with 0 or stands behind a +,
/// or three and more with hyphens between them.
fn telephone(text: &Text, at: usize) -> Option<Found> {
    let digits = |at| text.kind(at) == Some(Kind::Digits);
    if !digits(at) {
        return None;
    }
    let plus = at > 0 && text.is_sign(at - 1, &['+']);
    let zero = text.word(at).starts_with('0') && text.word(at).len() > 1;
    let hyphen = |at| text.is_sign(at, &['-', '‑']);
    if !plus && !zero && !hyphen(at + 1) && !hyphen(at + 2) {
        return None;
    }
    let (mut end, mut groups) = (at + 1, 1);
    // No number has more groups; a long row of digits is not read again and again.
    while groups < 8 {
        let bracket = usize::from(text.is_sign(end, &[')']));
        let gap = bracket + usize::from(hyphen(end + bracket));
        if !digits(end + gap) {
            break;
        }
        (end, groups) = (end + gap + 1, groups + 1);
    }
    let hyphens = (at..end).filter(|at| hyphen(*at)).count();
    let long = (at..end).map(|at| text.word(at).len()).sum::<usize>() >= 7;
    let dated = iso_date(text, at).is_some() || numbered_date(text, at).is_some();
    let is_one = (plus || zero) && long || groups >= 3 && hyphens + 1 == groups && !dated;
    is_one.then_some((Vec::new(), end))
}

/// A year by itself.
fn year_alone(text: &Text, at: usize) -> Option<Found> {
    const BEFORE: &str = "act order regulation bill directive convention rule windows window office \
        agenda vision room route flight box no number ref reference form chapter page \
        section paragraph line version model usd gbp";
    const AFTER: &str = "act order regulation bill directive convention people person victim child \
        children adult women men hour day mile metre word time pound dollar euro \
        percent";
    let found = year(text, at)?;
    let before = at.checked_sub(1);
    let joined = before.is_some() && text.is_joined(at);
    let opened = before.is_some_and(|at| text.is_sign(at, &['(', '"', '“', '‘', '\'', '[']));
    let begun = before.is_some_and(|at| at > 0 && text.is_sign(at, &['-', '–']))
        && at >= 2
        && ["mid", "early", "late", "pre", "post"].contains(&text.word(at - 2));
    let named = before.is_some_and(|at| is_listed(text.word(at), BEFORE));
    let money = before.is_some_and(|at| text.is_sign(at, &['£', '$', '€', '#', '©', '№']));
    let bare_sign = text.is_joined(at + 1)
        && text.is_sign(at + 1, &['%', '/', '-', '–', ',', '.', ':', '°'])
        && text.is_joined(at + 2);
    let counted = text.is_sign(at + 1, &['%']) || is_listed(text.word(at + 1), AFTER);
    let is_one = (!joined || opened || begun) && !named && !money && !bare_sign && !counted;
    is_one
        .then(|| Period::year(found))
        .flatten()
        .map(|period| (vec![period], at + 1))
}

/// `the year before`, `a year earlier`, `the previous quarter`: from the period named last.
fn relative(text: &Text, at: usize, found: &[Named]) -> Option<Found> {
    let years = match (text.word(at), text.word(at + 1)) {
        ("year", "before" | "earlier" | "previously")
        | ("previous" | "preceding" | "prior", "year") => true,
        ("quarter", "before" | "earlier") | ("previous" | "preceding" | "prior", "quarter") => {
            false
        }
        _ => return None,
    };
    let last = *found.last()?.periods.last()?;
    let steps = match (last.kind(), years) {
        (PeriodKind::Year | PeriodKind::FinancialYear, true) | (PeriodKind::Quarter, false) => 1,
        (PeriodKind::Quarter, true) => 4,
        (PeriodKind::Month, true) => 12,
        _ => return None,
    };
    let earlier = (0..steps).try_fold(last, |period, _| period.previous())?;
    Some((vec![earlier], at + 2))
}

#[cfg(test)]
fn codes_said(text: &str, day: &str) -> Vec<String> {
    let found = named(&Text::new(text), day.parse().ok()).into_iter();
    found
        .flat_map(|one| one.periods)
        .map(Period::code)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is named on a day that gives nothing a meaning of its own here.
    fn codes(text: &str) -> Vec<String> {
        codes_said(text, "2013-02-01")
    }

    #[test]
    fn periods_are_read_in_the_forms_in_which_they_are_written() {
        for (text, wanted) in [
            ("in 2011, as before", "2011"),
            ("(2011)", "2011"),
            ("in mid-2011.", "2011"),
            ("in 2011/12", "2011/12"),
            ("2011-12", "2011/12"),
            ("2011–12", "2011/12"),
            ("1999/00", "1999/00"),
            ("2011/2012", "2011/12"),
            ("the financial year 2011 to 2012", "2011/12"),
            ("the year to March 2012", "2011/12"),
            ("the year ending 31 March 2012", "2011/12"),
            ("the 12 months to the end of December 2012", "2012"),
            ("the twelve months to April 2012", "2011-05..2012-04"),
            ("Q3 2011", "2011Q3"),
            ("2011 Q3", "2011Q3"),
            ("2011Q3", "2011Q3"),
            ("Q3, 2011", "2011Q3"),
            ("the third quarter of 2011", "2011Q3"),
            ("quarter 3 2011", "2011Q3"),
            ("July to September 2011", "2011Q3"),
            ("July–September 2011", "2011Q3"),
            ("between July and September 2023", "2023Q3"),
            ("from April 2011 to March 2012", "2011/12"),
            ("April 2012 to 2 January 2013", "2012-04-01..2013-01-02"),
            ("1 January to 15 September 2011", "2011-01-01..2011-09-15"),
            ("October to January 2013", "2012-10..2013-01"),
            ("October 2012", "2012-10"),
            ("Oct. 2012", "2012-10"),
            ("18th of October, 2012", "2012-10"),
            ("October 18, 2012", "2012-10"),
            ("2012-10-18", "2012-10"),
            ("2012-10", "2012-10"),
            ("18/10/2012", "2012-10"),
        ] {
            assert_eq!(codes(text), [wanted], "{text}");
        }
        assert_eq!(codes("2011–2013"), ["2011", "2013", "2011-01..2013-12"]);
        assert_eq!(codes("349 in 2019, 294 the year before"), ["2019", "2018"]);
        assert_eq!(
            codes("in Q4 2025, up on the previous quarter"),
            ["2025Q4", "2025Q3"]
        );
        assert_eq!(
            codes("56 days in Q3 2023, a year earlier 15"),
            ["2023Q3", "2022Q3"]
        );
    }

    #[test]
    fn what_only_looks_like_a_year_is_none() {
        for text in [
            "2,011 people",
            "2011 people",
            "2011.5",
            "£2011",
            "€ 2011",
            "Windows 2011",
            "Modern Slavery Act 2015",
            "the 2015 Act",
            "Directive 2011/36/EU",
            "call 0800 2011 2012",
            "call 020 2011 2012",
            "+44 2011 2012",
            "1-888-2011-2012",
            "(020) 2011 2012",
            "https://example.org/2011/946",
            "www.example.org/2011",
            "COVID-2019",
            "section 2011",
            "A2011",
            "2011%",
            "1989 and 2101",
            "18 October",
            "in May",
            "he may march",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }
}
