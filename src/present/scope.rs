//! The scope of every page: the period under the cursor, the as-known-on date and the filter.

use chrono::{Datelike as _, NaiveDate};

use crate::figures::{AsOf, Dataset, Period, PeriodKind, Series};

/// What the two cursors and the filter select; the same for every view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The period under the cursor.
    pub period: Period,
    /// The day on which the record is read.
    pub as_of: AsOf,
    /// Words that rows must contain, lower case; empty for all.
    pub filter: String,
}

impl Scope {
    /// The scope in which the dashboard opens: the last year of the first headline, as
    /// known today, nothing filtered.
    pub fn opening(dataset: &Dataset) -> Self {
        Self::opening_on(dataset, AsOf::Latest)
    }

    /// The same as known on a day: the last year of the first headline that was known then, or
    /// the year of that day.
    pub fn opening_on(dataset: &Dataset, as_of: AsOf) -> Self {
        let newest = dataset.outline.headlines.first().and_then(|headline| {
            let series = dataset.series(&headline.series)?;
            let years = series.of_kind(PeriodKind::Year, as_of);
            years.last().map(|cell| cell.period)
        });
        Self {
            period: newest.unwrap_or_else(|| year_of(as_of, dataset.retrieved)),
            as_of,
            filter: String::new(),
        }
    }

    /// Whether every word of the filter occurs in the text, whatever its case.
    pub fn admits(&self, text: &str) -> bool {
        if self.filter.is_empty() {
            return true;
        }
        let text = text.to_lowercase();
        let mut words = self.filter.split_whitespace();
        words.all(|word| text.contains(&word.to_lowercase()))
    }

    /// What to say where nothing is listed: that nothing passes the filter, else `otherwise`.
    pub fn nothing(&self, otherwise: &str) -> String {
        if self.filter.is_empty() {
            otherwise.to_owned()
        } else {
            format!("Nothing here contains \"{}\".", self.filter)
        }
    }

    /// How many days a period shares with the cursor; not above zero if none.
    pub fn shared_days(&self, one: Period) -> i64 {
        let from = one.start().max(self.period.start());
        let to = one.end().min(self.period.end());
        (to - from).num_days() + 1
    }

    /// Of some periods the one that the cursor means: the one that shares most days with
    /// it, the later of two equals; `None` if none overlaps.
    pub fn best(&self, periods: impl Iterator<Item = Period>) -> Option<usize> {
        periods
            .enumerate()
            .filter(|(_, one)| one.overlaps(self.period))
            .max_by_key(|(at, one)| (*one == self.period, self.shared_days(*one), *at))
            .map(|(at, _)| at)
    }
}

/// The year of the day on which the record is read; `today` stands for the latest one.
fn year_of(as_of: AsOf, today: NaiveDate) -> Period {
    let day = match as_of {
        AsOf::On(day) => day,
        AsOf::Latest => today,
    };
    Period::year(day.year()).unwrap_or(Period::day(day))
}

/// Every period of a kind that the record has figures for, as known on a day, in their order.
pub fn steps(dataset: &Dataset, kind: PeriodKind, as_of: AsOf) -> Vec<Period> {
    let series = dataset.indicators.iter().flat_map(|one| &one.series);
    let all = series.flat_map(Series::observations);
    let mut periods: Vec<Period> = all
        .filter(|one| one.period.kind() == kind && as_of.knows(one.vintage.known_from))
        .map(|one| one.period)
        .collect();
    periods.sort_unstable();
    periods.dedup();
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(period: &str) -> Scope {
        Scope {
            period: period.parse().expect("period"),
            as_of: AsOf::Latest,
            filter: String::new(),
        }
    }

    #[test]
    fn the_cursor_means_the_period_that_shares_most_days_with_it() {
        let years: Vec<Period> = ["2010/11", "2011/12", "2012/13"]
            .map(|text| text.parse().expect("period"))
            .to_vec();
        let best = |text: &str| scope(text).best(years.iter().copied());
        assert_eq!(best("2011"), Some(1));
        assert_eq!(best("2012-10"), Some(2));
        assert_eq!(best("2008"), None);
    }

    #[test]
    fn an_equal_period_is_taken_before_one_that_contains_it() {
        let mixed: Vec<Period> = ["2011", "2011Q1", "2011Q2"]
            .map(|text| text.parse().expect("period"))
            .to_vec();
        assert_eq!(scope("2011Q1").best(mixed.iter().copied()), Some(1));
    }

    #[test]
    fn the_filter_wants_every_word_in_any_case() {
        let mut scope = scope("2011");
        scope.filter = "home OFFICE".to_owned();
        assert!(scope.admits("Statistics of the Home Office"));
        assert!(!scope.admits("Home page"));
    }
}
