//! When a feed is next to be asked. Pure: the time is an argument, and so is all that chance
//! would decide. A feed is never given up, and one that is asked for by hand is always asked.

use chrono::TimeDelta;

use super::headers::DAY;
use super::{Answer, Failure};
use crate::news::Moment;

/// The usual time between two requests for a feed.
pub const USUAL: TimeDelta = TimeDelta::minutes(60);

/// The shortest time that can be chosen.
pub const SHORTEST: TimeDelta = TimeDelta::minutes(15);

/// How long a feed is left alone after the first failure; twice as long after each further one.
const FIRST: TimeDelta = TimeDelta::hours(1);

/// What is kept of a feed between two requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// When it is next to be asked; none if it never was.
    pub next: Option<Moment>,
    /// How often in a row its server has failed.
    pub failures: u32,
}

/// What matters of an outcome for the time of the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It answered, and says how long that is good for.
    Answered(Option<TimeDelta>),
    /// The server was not reached; that is no cause to leave it alone longer than usual.
    NotReached,
    /// The server failed, and says how long it wants to be left alone.
    Failed(Option<TimeDelta>),
}

impl From<&Result<Answer, Failure>> for Outcome {
    fn from(outcome: &Result<Answer, Failure>) -> Self {
        match outcome {
            Ok(answer) => Self::Answered(answer.max_age),
            Err(failure) if failure.is_of_the_way() => Self::NotReached,
            Err(failure) => Self::Failed(failure.retry_after()),
        }
    }
}

/// Whether a feed is to be asked. One that is to be asked later than any rule here says was put
/// off by a clock that went wrong: it is due.
pub fn due(state: State, now: Moment) -> bool {
    let latest = now.plus(DAY + DAY);
    state.next.is_none_or(|next| next <= now || next > latest)
}

/// What is kept after a request at this time for the feed with this id. `every` is the time
/// between two requests that the user chose.
#[must_use]
pub fn after(state: State, id: i64, every: TimeDelta, outcome: Outcome, now: Moment) -> State {
    let every = every.clamp(SHORTEST, DAY);
    let said = |wait: Option<TimeDelta>| wait.unwrap_or_default().min(DAY);
    let (wait, failures) = match outcome {
        Outcome::Answered(max_age) => (every.max(said(max_age)), 0),
        Outcome::NotReached => (every, state.failures),
        Outcome::Failed(retry_after) => {
            let failures = state.failures.saturating_add(1);
            let back_off = jittered(back_off(failures), id, now);
            (every.max(back_off).max(said(retry_after)), failures)
        }
    };
    let next = Some(now.plus(wait));
    State { next, failures }
}

/// 1, 2, 4, 8, 16 and then always 24 hours.
fn back_off(failures: u32) -> TimeDelta {
    let doubled = 1_i32.checked_shl(failures.saturating_sub(1).min(5));
    (FIRST * doubled.unwrap_or(i32::MAX)).min(DAY)
}

/// Up to a quarter longer, so that feeds that failed together do not come back together. The same
/// feed at the same time always waits the same.
fn jittered(wait: TimeDelta, id: i64, now: Moment) -> TimeDelta {
    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    let mut mixed = id.cast_unsigned().rotate_left(32) ^ now.0.cast_unsigned();
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let share = (mixed ^ (mixed >> 31)) % 251;
    wait + TimeDelta::milliseconds(wait.num_seconds() * i64::try_from(share).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_750_000_000);

    fn minutes(state: State) -> i64 {
        (state.next.expect("a time").0 - NOW.0) / 60
    }

    fn once(state: State, outcome: Outcome) -> State {
        after(state, 7, USUAL, outcome, NOW)
    }

    #[test]
    fn a_feed_that_answers_is_asked_again_after_an_hour_or_when_its_answer_is_no_longer_good() {
        let fresh = State::default();
        for (max_age, expected) in [
            (None, 60),
            (Some(TimeDelta::minutes(5)), 60),
            (Some(TimeDelta::hours(3)), 180),
            (Some(TimeDelta::days(365)), 24 * 60),
        ] {
            let state = once(fresh, Outcome::Answered(max_age));
            assert_eq!((minutes(state), state.failures), (expected, 0));
        }
    }

    #[test]
    fn nobody_can_choose_less_than_a_quarter_of_an_hour() {
        let every = TimeDelta::seconds(1);
        let state = after(State::default(), 7, every, Outcome::Answered(None), NOW);
        assert_eq!(minutes(state), 15);
    }

    #[test]
    fn a_server_that_fails_is_asked_ever_less_and_never_given_up() {
        let mut state = State::default();
        for hours in [1, 2, 4, 8, 16, 24, 24, 24] {
            state = once(state, Outcome::Failed(None));
            let least = hours * 60;
            let found = minutes(state);
            assert!(
                (least..=least + least / 4).contains(&found),
                "{found} after {least}"
            );
        }
        state.failures = u32::MAX;
        assert!(minutes(once(state, Outcome::Failed(None))) <= 30 * 60);
        assert_eq!(once(state, Outcome::Answered(None)).failures, 0);
    }

    #[test]
    fn what_the_server_asks_for_is_granted_up_to_a_day() {
        let failed = |wait| once(State::default(), Outcome::Failed(Some(wait)));
        assert_eq!(minutes(failed(TimeDelta::hours(5))), 5 * 60);
        assert_eq!(minutes(failed(TimeDelta::days(400))), 24 * 60);
        assert!(minutes(failed(TimeDelta::seconds(1))) >= 60);
    }

    #[test]
    fn a_network_that_is_down_is_no_fault_of_the_server() {
        let state = State {
            next: None,
            failures: 2,
        };
        let again = once(state, Outcome::NotReached);
        assert_eq!((minutes(again), again.failures), (60, 2));
    }

    #[test]
    fn feeds_that_failed_together_come_back_apart_and_always_alike() {
        let next = |id| after(State::default(), id, USUAL, Outcome::Failed(None), NOW).next;
        let times: std::collections::BTreeSet<_> = (0..40).map(next).collect();
        assert!(times.len() > 30, "{}", times.len());
        assert_eq!(next(3), next(3));
    }

    #[test]
    fn a_feed_is_due_when_its_time_has_come_or_makes_no_sense() {
        let at = |seconds| State {
            next: Some(NOW.plus(TimeDelta::seconds(seconds))),
            failures: 0,
        };
        assert!(due(State::default(), NOW));
        assert!(due(at(0), NOW) && due(at(-5), NOW));
        assert!(!due(at(1), NOW) && !due(at(24 * 3600), NOW));
        assert!(due(at(10 * 365 * 24 * 3600), NOW));
    }

    #[test]
    fn a_clock_that_jumps_a_day_ahead_and_back_causes_no_storm() {
        let every = TimeDelta::minutes(15);
        for pattern in [0b01_u32, 0b0011, 0b0110_1001, 0b1111_0000_1010] {
            let (mut state, mut asked) = (State::default(), 0);
            // A look each five minutes for ten days, as the dashboard does.
            for look in 0..10 * 24 * 12 {
                let ahead = i64::from(pattern >> (look % 12) & 1);
                let true_time = NOW.plus(TimeDelta::minutes(5 * i64::from(look)));
                let now = true_time.plus(TimeDelta::days(ahead));
                if due(state, now) {
                    asked += 1;
                    state = after(state, 7, every, Outcome::Answered(None), now);
                }
            }
            let most = 10 * 24 * 4 + 2;
            assert!((9..=most).contains(&asked), "{pattern:b}: {asked}");
        }
    }

    #[test]
    fn an_outcome_is_sorted_by_whose_fault_it_is() {
        let of = |failure| Outcome::from(&Err(failure));
        assert_eq!(of(Failure::UnknownHost("a".into())), Outcome::NotReached);
        assert_eq!(of(Failure::Garbled("a".into())), Outcome::Failed(None));
        let wait = Some(TimeDelta::minutes(2));
        let busy = Failure::Status {
            host: "a".into(),
            status: 429,
            retry_after: wait,
        };
        assert_eq!(of(busy), Outcome::Failed(wait));
        let answer = Answer {
            max_age: wait,
            ..Answer::default()
        };
        assert_eq!(Outcome::from(&Ok(answer)), Outcome::Answered(wait));
    }
}
