//! The scale of a chart: round ticks from zero, or from below it if a value is.

use crate::present::{Plot, scale};

/// At most so many ticks.
const TICKS: usize = 6;

/// The ticks, lowest first; zero is always among them.
pub fn ticks(plot: &Plot) -> Vec<f64> {
    let values = || plot.data.iter().filter_map(|datum| datum.value);
    let high = plot.max();
    let low = values().fold(0.0, f64::min);
    let whole = values().all(|one| one.fract() == 0.0);
    let size = high.max(-low);
    let at_most = if whole && size < 5.0 {
        size.max(1.0) as usize + 1
    } else {
        TICKS
    };
    let up = scale::ticks(size, at_most);
    if low >= 0.0 {
        return up;
    }
    let down = up.iter().skip(1).rev().map(|one| -one);
    let all: Vec<f64> = down.chain(up.iter().copied()).collect();
    let step = up.get(1).copied().unwrap_or(1.0);
    let keep = |one: &f64| *one > low - step && *one < high + step;
    all.into_iter().filter(keep).collect()
}

/// A straight scale from values to lengths.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    values: (f64, f64),
    lengths: (f64, f64),
}

impl Scale {
    /// The scale that puts the first tick at one length and the last at another.
    pub fn new(ticks: &[f64], from: f64, to: f64) -> Self {
        let low = ticks.first().copied().unwrap_or(0.0);
        let high = ticks.last().copied().unwrap_or(1.0);
        Self {
            values: (low, high),
            lengths: (from, to),
        }
    }

    /// Where a value stands.
    pub fn at(&self, value: f64) -> f64 {
        let part = (value - self.values.0) / (self.values.1 - self.values.0);
        part.mul_add(self.lengths.1 - self.lengths.0, self.lengths.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Datum, Form};

    fn plot(values: &[f64]) -> Plot {
        let datum = |value: &f64| Datum {
            label: "x".to_owned(),
            short: "x".to_owned(),
            value: Some(*value),
            text: value.to_string(),
            ..Datum::default()
        };
        Plot::new(Form::Bars, values.iter().map(datum).collect())
    }

    #[test]
    fn zero_is_always_a_tick_and_every_value_lies_between_the_ends() {
        assert_eq!(ticks(&plot(&[2.0])), [0.0, 1.0, 2.0]);
        assert_eq!(ticks(&plot(&[])), [0.0, 1.0]);
        for values in [&[-3.5, 10.0][..], &[-8.0], &[946.0, 0.0]] {
            let ticks = ticks(&plot(values));
            assert!(ticks.contains(&0.0), "{ticks:?}");
            for value in values {
                assert!(ticks[0] <= *value && *value <= ticks[ticks.len() - 1]);
            }
        }
        let scale = Scale::new(&[0.0, 10.0], 100.0, 0.0);
        assert!((scale.at(5.0) - 50.0).abs() < 1e-9);
    }
}
