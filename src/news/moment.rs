//! Points in time of the news, to the second, in universal time.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};

/// Seconds since the beginning of 1970, universal time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub i64);

impl Moment {
    /// The day and time where clocks are ahead of universal time by this offset; none for a
    /// moment that the calendar does not reach.
    pub fn local(self, offset: FixedOffset) -> Option<NaiveDateTime> {
        let here = DateTime::from_timestamp(self.0, 0)?.naive_utc();
        here.checked_add_offset(offset)
    }

    /// The day in universal time.
    pub fn day(self) -> Option<NaiveDate> {
        DateTime::from_timestamp(self.0, 0).map(|one| one.date_naive())
    }

    /// The beginning of a day in universal time.
    pub fn start_of(day: NaiveDate) -> Self {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        Self(midnight.and_utc().timestamp())
    }

    /// So much later.
    #[must_use]
    pub fn plus(self, by: TimeDelta) -> Self {
        Self(self.0.saturating_add(by.num_seconds()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_where_the_clock_says() {
        let day: NaiveDate = "2012-10-18".parse().expect("a day");
        let moment = Moment::start_of(day);
        assert_eq!(moment, Moment(1_350_518_400));
        let summer = FixedOffset::east_opt(3600).expect("an hour");
        let local = moment.local(summer).expect("a time");
        assert_eq!(local.to_string(), "2012-10-18 01:00:00");
        assert_eq!(moment.plus(TimeDelta::seconds(-1)).day(), day.pred_opt());
        assert_eq!(Moment(i64::MAX).day(), None);
        assert_eq!(Moment(i64::MAX).plus(TimeDelta::days(1)), Moment(i64::MAX));
    }
}
