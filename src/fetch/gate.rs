//! Turns: a host is asked by one at a time, and is left alone for a while in between.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Cancel, Failure, TICK};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Somebody is asking.
    Taken,
    /// It may be asked from then on.
    From(Instant),
}

/// Whose turn it is, for every host that was asked lately.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate(Arc<Mutex<HashMap<String, Turn>>>);

/// A turn; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct Pass {
    gate: Gate,
    host: String,
    apart: Duration,
}

impl Gate {
    /// Waits for the turn at a host; afterwards it is left alone for a while.
    pub(super) fn enter(
        &self,
        host: &str,
        apart: Duration,
        cancel: &Cancel,
    ) -> Result<Pass, Failure> {
        loop {
            let now = Instant::now();
            let Some(then) = self.take(host, now) else {
                let gate = self.clone();
                let host = host.to_owned();
                return Ok(Pass { gate, host, apart });
            };
            cancel.sleep_until(then)?;
        }
    }

    /// Takes the turn; if it is not free, the time to try again.
    fn take(&self, host: &str, now: Instant) -> Option<Instant> {
        let mut turns = self.turns();
        turns.retain(|_, turn| {
            *turn == Turn::Taken || matches!(turn, Turn::From(then) if *then > now)
        });
        match turns.get(host) {
            Some(Turn::Taken) => Some(now + TICK),
            Some(Turn::From(then)) => Some(*then),
            None => {
                turns.insert(host.to_owned(), Turn::Taken);
                None
            }
        }
    }

    fn turns(&self) -> MutexGuard<'_, HashMap<String, Turn>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        let then = Turn::From(Instant::now() + self.apart);
        self.gate.turns().insert(self.host.clone(), then);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_by_one_at_a_time_and_left_alone_in_between() {
        let (gate, cancel) = (Gate::default(), Cancel::default());
        let hour = Duration::from_hours(1);
        let pass = gate.enter("a.example", hour, &cancel).expect("free");
        let now = Instant::now();
        assert_eq!(gate.take("a.example", now), Some(now + TICK));
        assert_eq!(gate.take("b.example", now), None);
        drop(pass);
        let then = gate.take("a.example", now).expect("not yet");
        assert!(then >= now + hour);
        assert_eq!(gate.take("a.example", then), None);
    }

    #[test]
    fn whoever_waits_for_a_turn_can_be_stopped() {
        let (gate, cancel) = (Gate::default(), Cancel::default());
        let _pass = gate
            .enter("a.example", Duration::ZERO, &cancel)
            .expect("free");
        cancel.cancel();
        let waiting = gate.enter("a.example", Duration::ZERO, &cancel);
        assert_eq!(waiting.err(), Some(Failure::Cancelled));
    }
}
