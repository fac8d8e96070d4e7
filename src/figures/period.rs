//! Periods: a calendar year, a financial year, a quarter, a month or a span of days.
//! A period knows its first and last day, so periods order by time and never mix by accident.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::day::{written, written_month};

/// The length and alignment of a [`Period`] (SDMX: frequency, plus the span).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PeriodKind {
    /// January to December.
    Year,
    /// April to March, the year of the British public accounts.
    FinancialYear,
    /// Three calendar months beginning in January, April, July or October.
    Quarter,
    /// One calendar month; for a stock, a day within it.
    Month,
    /// Any other stretch of whole days.
    Span,
}

impl PeriodKind {
    /// Every kind, from the longest to the irregular one.
    pub const ALL: [Self; 5] = [
        Self::Year,
        Self::FinancialYear,
        Self::Quarter,
        Self::Month,
        Self::Span,
    ];

    /// The id used in data files and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::FinancialYear => "financial-year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Span => "span",
        }
    }

    /// The kind in words, as it stands in a subtitle: "calendar year".
    pub const fn title(self) -> &'static str {
        match self {
            Self::Year => "calendar year",
            Self::FinancialYear => "financial year (April to March)",
            Self::Quarter => "quarter",
            Self::Month => "point in time",
            Self::Span => "other period",
        }
    }
}

/// A stretch of whole days with a [`PeriodKind`]; ordered by first day, then last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    kind: PeriodKind,
    #[serde(with = "super::day")]
    start: NaiveDate,
    #[serde(with = "super::day")]
    end: NaiveDate,
}

impl Period {
    /// January to December of `year`; `None` outside the years 1000 to 9999.
    pub fn year(year: i32) -> Option<Self> {
        Self::of_months(PeriodKind::Year, year, 1, 12)
    }

    /// April of `first_year` to March of the next.
    pub fn financial_year(first_year: i32) -> Option<Self> {
        Self::of_months(PeriodKind::FinancialYear, first_year, 4, 12)
    }

    /// Quarter 1 to 4 of `year`.
    pub fn quarter(year: i32, quarter: u32) -> Option<Self> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        Self::of_months(PeriodKind::Quarter, year, quarter * 3 - 2, 3)
    }

    /// Month 1 to 12 of `year`.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        Self::of_months(PeriodKind::Month, year, month, 1)
    }

    /// The days from `start` to `end`, both included; `None` when `end` is earlier.
    pub fn span(start: NaiveDate, end: NaiveDate) -> Option<Self> {
        (start <= end).then_some(Self {
            kind: PeriodKind::Span,
            start,
            end,
        })
    }

    /// A single day, as the shortest span.
    pub const fn day(day: NaiveDate) -> Self {
        Self {
            kind: PeriodKind::Span,
            start: day,
            end: day,
        }
    }

    fn of_months(kind: PeriodKind, year: i32, month: u32, months: u32) -> Option<Self> {
        if !(1000..=9999).contains(&year) {
            return None;
        }
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        let end = start.checked_add_months(Months::new(months))?.pred_opt()?;
        Some(Self { kind, start, end })
    }

    /// The kind of period.
    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The first day.
    pub const fn start(self) -> NaiveDate {
        self.start
    }

    /// The last day, included.
    pub const fn end(self) -> NaiveDate {
        self.end
    }

    /// The period of the same kind that follows at once; `None` for a span.
    pub fn next(self) -> Option<Self> {
        self.shifted(1)
    }

    /// The period of the same kind just before; `None` for a span.
    pub fn previous(self) -> Option<Self> {
        self.shifted(-1)
    }

    fn shifted(self, steps: i32) -> Option<Self> {
        let year = self.start.year();
        match self.kind {
            PeriodKind::Year => Self::year(year + steps),
            PeriodKind::FinancialYear => Self::financial_year(year + steps),
            PeriodKind::Quarter | PeriodKind::Month => {
                let months: u32 = if self.kind == PeriodKind::Quarter {
                    3
                } else {
                    1
                };
                let start = if steps > 0 {
                    self.start.checked_add_months(Months::new(months))?
                } else {
                    self.start.checked_sub_months(Months::new(months))?
                };
                Self::of_months(self.kind, start.year(), start.month(), months)
            }
            PeriodKind::Span => None,
        }
    }

    /// Whether the two are of one kind and length: spans of whole months have as many of them,
    /// others as many days, but for the one of a leap year.
    pub fn is_as_long_as(self, other: Self) -> bool {
        if self.kind != PeriodKind::Span || other.kind != PeriodKind::Span {
            return self.kind == other.kind;
        }
        match (self.months(), other.months()) {
            (Some(own), Some(others)) => own == others,
            _ => {
                ((self.end - self.start) - (other.end - other.start))
                    .num_days()
                    .abs()
                    <= 1
            }
        }
    }

    /// How many months it has, if it has whole ones.
    fn months(self) -> Option<i64> {
        let count = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        self.is_of_months()
            .then(|| count(self.end) - count(self.start) + 1)
    }

    /// Whether the two share at least one day.
    pub fn overlaps(self, other: Self) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// Whether `day` lies within.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.end
    }

    /// Days between the middles of two periods; used to find the nearest one.
    pub fn distance(self, other: Self) -> i64 {
        let middle = |period: Self| {
            let from = i64::from(period.start.num_days_from_ce());
            from + i64::from(period.end.num_days_from_ce())
        };
        (middle(self) - middle(other)).abs()
    }

    /// The form used in data files: `2011`, `2011/12`, `2011Q3`, `2012-10`, `2009-04..2012-12`.
    pub fn code(self) -> String {
        let year = self.start.year();
        match self.kind {
            PeriodKind::Year => year.to_string(),
            PeriodKind::FinancialYear => format!("{year}/{:02}", (year + 1) % 100),
            PeriodKind::Quarter => format!("{year}Q{}", self.start.month().div_ceil(3)),
            PeriodKind::Month => format!("{year}-{:02}", self.start.month()),
            PeriodKind::Span => {
                let form = if self.is_of_months() {
                    "%Y-%m"
                } else {
                    "%Y-%m-%d"
                };
                format!("{}..{}", self.start.format(form), self.end.format(form))
            }
        }
    }

    /// The shortest form that is clear on an axis: `2011`, `11/12`, `Q3 11`, `Oct 12`.
    pub fn short(self) -> String {
        let year = self.start.year();
        match self.kind {
            PeriodKind::Year => year.to_string(),
            PeriodKind::FinancialYear => {
                format!("{:02}/{:02}", year % 100, (year + 1) % 100)
            }
            PeriodKind::Quarter => {
                format!("Q{} {:02}", self.start.month().div_ceil(3), year % 100)
            }
            PeriodKind::Month => self.start.format("%b %y").to_string(),
            PeriodKind::Span => self.to_string(),
        }
    }

    /// The form for a column of a table: as for readers, spans by their months alone.
    pub fn compact(self) -> String {
        if self.kind == PeriodKind::Span {
            let same_year = self.start.year() == self.end.year();
            let start = self.start.format(if same_year { "%b" } else { "%b %Y" });
            return format!("{start}–{}", self.end.format("%b %Y"));
        }
        self.to_string()
    }

    /// Whether it begins and ends with a month.
    fn is_of_months(self) -> bool {
        let after = self.end.checked_add_days(Days::new(1));
        self.start.day() == 1 && after.is_some_and(|day| day.day() == 1)
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end, self.kind).cmp(&(other.start, other.end, other.kind))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The form for readers: `2011`, `2011/12`, `Q3 2011`, `Oct 2012`, `1 Apr 2012 to 2 Jan 2013`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.kind {
            PeriodKind::Year | PeriodKind::FinancialYear => self.code(),
            PeriodKind::Quarter => {
                format!("Q{} {}", self.start.month().div_ceil(3), self.start.year())
            }
            PeriodKind::Month => written_month(self.start),
            PeriodKind::Span if self.is_of_months() => {
                format!(
                    "{} to {}",
                    written_month(self.start),
                    written_month(self.end)
                )
            }
            PeriodKind::Span => format!("{} to {}", written(self.start), written(self.end)),
        };
        f.pad(&text)
    }
}

/// A text that names no period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is not a period; write a year (2011), a financial year (2011/12), \
     a quarter (2011Q3), a month (2012-10) or a span (2012-04..2013-01-02)"
)]
pub struct ParsePeriodError(String);

impl FromStr for Period {
    type Err = ParsePeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text.trim()).ok_or_else(|| ParsePeriodError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    // To look for one point first is cheap, and few periods have any.
    let span = text.contains('.').then(|| text.split_once("..")).flatten();
    if let Some((from, to)) = span {
        return Period::span(edge(from)?.0, edge(to)?.1);
    }
    if let Some((year, next)) = text.split_once('/') {
        let first: i32 = digits(year, 4)?;
        let second: i32 = digits(next, 2)?;
        return ((first + 1) % 100 == second)
            .then(|| Period::financial_year(first))
            .flatten();
    }
    if let Some((year, quarter)) = text.split_once(['Q', 'q']) {
        return Period::quarter(digits(year, 4)?, digits(quarter, 1)?);
    }
    if let Some((year, month)) = text.split_once('-') {
        return Period::month(digits(year, 4)?, digits(month, 2)?);
    }
    Period::year(digits(text, 4)?)
}

/// A day written as `2012-10-18`: four, two and two digits, with nothing around them.
pub fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let day = digits(parts.next()?, 2)?;
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= 1000)
}

/// First and last day of a month or of a day, for the ends of a span.
fn edge(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(day) = day(text) {
        return Some((day, day));
    }
    let (year, month) = text.split_once('-')?;
    let month = Period::month(digits(year, 4)?, digits(month, 2)?)?;
    Some((month.start, month.end))
}

fn digits<T: FromStr>(text: &str, length: usize) -> Option<T> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn every_form_is_read_and_written_back() {
        for text in [
            "2011",
            "2011/12",
            "1999/00",
            "2011Q3",
            "2012-10",
            "2012-04-01..2013-01-02",
            "2009-04..2012-12",
            "2014-07-31..2015-07-31",
        ] {
            assert_eq!(period(text).code(), text);
        }
    }

    #[test]
    fn readers_see_words() {
        let shown: Vec<String> = [
            "2011",
            "2011/12",
            "2011Q3",
            "2012-10",
            "2012-04..2013-01-02",
        ]
        .iter()
        .map(|text| period(text).to_string())
        .collect();
        assert_eq!(
            shown,
            [
                "2011",
                "2011/12",
                "Q3 2011",
                "Oct 2012",
                "1 Apr 2012 to 2 Jan 2013"
            ]
        );
        assert_eq!(
            period("2009-04..2012-12").to_string(),
            "Apr 2009 to Dec 2012"
        );
    }

    #[test]
    fn a_financial_year_must_name_the_year_that_follows() {
        assert!("2011/13".parse::<Period>().is_err());
        assert!("2011/12".parse::<Period>().is_ok());
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "11",
            "2011Q5",
            "2011Q0",
            "2012-13",
            "2012-1",
            "20 11",
            "2013..2012",
            "+201",
            "2012-4-1..2013-01-02",
            "+262000-01-01..+262001-01-01",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_is_written_in_full() {
        assert_eq!(day("2012-10-18"), NaiveDate::from_ymd_opt(2012, 10, 18));
        for text in [
            "2012-10-8",
            " 2012-1-18",
            "+012-10-18",
            "2012-02-30",
            "2012-10-18 ",
            "0000-01-01",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn neighbours_follow_at_once_and_lead_back() {
        for text in ["2011", "2011/12", "2011Q4", "2012-12"] {
            let here = period(text);
            let next = here.next().expect("regular");
            assert_eq!(here.end().succ_opt(), Some(next.start()), "{text}");
            assert_eq!(next.previous(), Some(here));
        }
        assert_eq!(period("2012-04..2013-01-02").next(), None);
    }

    #[test]
    fn periods_order_by_time_whatever_their_kind() {
        let mut mixed = ["2012", "2011Q3", "2011/12", "2011", "2011Q1"].map(period);
        mixed.sort();
        assert_eq!(
            mixed,
            ["2011Q1", "2011", "2011/12", "2011Q3", "2012"].map(period)
        );
    }

    #[test]
    fn a_quarter_overlaps_its_year_and_its_two_financial_years() {
        assert!(period("2012Q1").overlaps(period("2012")));
        assert!(period("2012Q1").overlaps(period("2011/12")));
        assert!(!period("2012Q1").overlaps(period("2012/13")));
    }
}
