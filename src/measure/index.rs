//! Index numbers: each value as a percentage of the one of a base period, so that the courses
//! of series in different units can be laid side by side (simple index, base = 100; ONS,
//! *Index numbers*; Eurostat, *Glossary: Index*). None is taken across a break.

use crate::figures::series::first_break;
use crate::figures::{Break, Cell, ObsStatus, Period};

use super::change;

/// The cells of one series, of one kind of period, with its breaks.
#[derive(Clone, Copy, Debug)]
pub struct Course<'c, 'a> {
    /// Oldest first.
    pub cells: &'c [Cell<'a>],
    /// Its breaks.
    pub breaks: &'c [&'c Break],
}

impl<'a> Course<'_, 'a> {
    fn cell(&self, period: Period) -> Option<&Cell<'a>> {
        self.cells.iter().find(|cell| cell.period == period)
    }

    /// Whether a period can be the base: an exact number above zero for the whole of it.
    fn has_base(&self, period: Period) -> bool {
        self.cell(period).is_some_and(|cell| {
            let whole = !cell.stands.status.has(ObsStatus::PartPeriod);
            whole && cell.stands.value.exact() > Some(0.0)
        })
    }

    /// Whether no break lies between two periods, whichever is the earlier.
    fn is_whole(&self, one: Period, other: Period) -> bool {
        let (earlier, later) = (one.min(other), one.max(other));
        earlier == later || first_break(self.breaks, earlier, later).is_none()
    }

    /// The index of a period: 100 times its value divided by that of the base; `None` if the
    /// two cannot be compared.
    pub fn index(&self, base: Period, period: Period) -> Option<f64> {
        let from = self.cell(base).filter(|_| self.has_base(base))?;
        let to = self.cell(period)?;
        if base == period {
            return Some(100.0);
        }
        let (earlier, later) = if base < period {
            (from, to)
        } else {
            (to, from)
        };
        change(earlier, later, self.breaks).ok()?;
        Some(100.0 * to.number()? / from.number()?)
    }
}

/// The first period that can be the base of every course, on the same side of every break as
/// `around`; `None` if there is none.
pub fn common_base(courses: &[Course<'_, '_>], around: Period) -> Option<Period> {
    let (first, rest) = courses.split_first()?;
    let fits = |course: &Course<'_, '_>, period: Period| {
        course.has_base(period) && course.is_whole(period, around)
    };
    let mut periods = first.cells.iter().map(|cell| cell.period);
    periods.find(|period| {
        let others = rest.iter().all(|course| fits(course, *period));
        fits(first, *period) && others
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::AsOf;
    use crate::figures::testing::{broken, series};

    fn year(text: &str) -> Period {
        text.parse().expect("period")
    }

    #[test]
    fn the_base_is_a_hundred_and_the_rest_in_proportion() {
        let whole = series(&[("2010", "40"), ("2011", "50"), ("2012", "20")]);
        let cells = whole.as_of(AsOf::Latest);
        let course = Course {
            cells: &cells,
            breaks: &[],
        };
        let of = |text| course.index(year("2010"), year(text));
        assert_eq!(
            [of("2010"), of("2011"), of("2012"), of("2013")],
            [Some(100.0), Some(125.0), Some(50.0), None]
        );
        assert_eq!(course.index(year("2012"), year("2010")), Some(200.0));
    }

    #[test]
    fn the_base_lies_on_the_cursors_side_of_every_break() {
        let one = series(&[("2013", "1"), ("2014", "2"), ("2015", "3"), ("2016", "4")]);
        let other = series(&[("2014", "5"), ("2015", "~6"), ("2016", "7"), ("2017", "8")]);
        let (one, other) = (one.as_of(AsOf::Latest), other.as_of(AsOf::Latest));
        let at = broken("2015-07-31");
        let breaks = [&at];
        let courses = [
            Course {
                cells: &one,
                breaks: &breaks,
            },
            Course {
                cells: &other,
                breaks: &[],
            },
        ];
        let base = |around| common_base(&courses, year(around));
        assert_eq!(base("2014"), Some(year("2014")));
        assert_eq!(base("2017"), Some(year("2016")), "2015 is only about six");
        assert_eq!(courses[0].index(year("2014"), year("2016")), None);
    }

    #[test]
    fn zero_and_limits_are_no_base() {
        let whole = series(&[("2010", "0"), ("2011", ">300"), ("2012", "[x]")]);
        let cells = whole.as_of(AsOf::Latest);
        let course = Course {
            cells: &cells,
            breaks: &[],
        };
        assert_eq!(common_base(&[course], year("2012")), None);
        assert_eq!(course.index(year("2010"), year("2010")), None);
    }
}
