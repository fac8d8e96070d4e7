//! The scale of a chart: round ticks from zero, or from below it if a value is; for lines and
//! points also from below the lowest value, where that was asked for.

use crate::present::{Datum, Plot, scale};

/// At most so many ticks on a chart of full height.
pub const TICKS: usize = 6;

/// How far the values and extents of some entries reach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    low: f64,
    high: f64,
    /// Whether every one of them is a whole number.
    whole: bool,
}

impl Reach {
    /// The reach of some entries; of nothing it is that of a zero.
    pub fn of<'p>(data: impl Iterator<Item = &'p Datum>) -> Self {
        let ends = data.flat_map(|datum| {
            let extent = datum.extent.as_ref();
            let ends = extent.map(|one| [one.low, one.high]);
            datum.value.into_iter().chain(ends.into_iter().flatten())
        });
        Self::over(ends)
    }

    /// The reach of some numbers.
    pub fn over(numbers: impl Iterator<Item = f64>) -> Self {
        let all: Vec<f64> = numbers.collect();
        let low = all.iter().copied().reduce(f64::min);
        let high = all.iter().copied().reduce(f64::max);
        Self {
            low: low.unwrap_or(0.0),
            high: high.unwrap_or(0.0),
            whole: all.iter().all(|one| one.fract() == 0.0),
        }
    }

    /// At most `at_most` ticks on either side of zero, which is always among them.
    pub fn upward(self, at_most: usize) -> Vec<f64> {
        let (low, high) = (self.low.min(0.0), self.high.max(0.0));
        let size = high.max(-low);
        let up = scale::ticks(size, self.most(size, at_most));
        if low >= 0.0 {
            return up;
        }
        let down = up.iter().skip(1).rev().map(|one| -one);
        let all: Vec<f64> = down.chain(up.iter().copied()).collect();
        let step = up.get(1).copied().unwrap_or(1.0);
        let keep = |one: &f64| *one > low - step && *one < high + step;
        all.into_iter().filter(keep).collect()
    }

    /// Ticks around the values alone.
    pub fn cropped(self, at_most: usize) -> Vec<f64> {
        let size = self.high - self.low;
        scale::between(self.low, self.high, self.most(size, at_most).max(3))
    }

    /// What is counted has no halves.
    fn most(self, size: f64, at_most: usize) -> usize {
        if self.whole && size + 1.0 < at_most as f64 {
            size.max(1.0) as usize + 1
        } else {
            at_most
        }
    }
}

/// The ticks of a plot: from zero, or around its values where that was asked for.
pub fn ticks_of(plot: &Plot) -> Vec<f64> {
    let reach = Reach::of(plot.data.iter());
    if plot.cropped() {
        reach.cropped(TICKS)
    } else {
        reach.upward(TICKS)
    }
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

    /// Where marks begin: at zero, or at the end of the axis that is nearest to it.
    pub fn foot(&self) -> f64 {
        self.at(0.0_f64.clamp(self.values.0, self.values.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(values: &[f64]) -> Vec<f64> {
        Reach::over(values.iter().copied()).upward(TICKS)
    }

    #[test]
    fn zero_is_always_a_tick_and_every_value_lies_between_the_ends() {
        assert_eq!(ticks(&[2.0]), [0.0, 1.0, 2.0]);
        assert_eq!(ticks(&[]), [0.0, 1.0]);
        for values in [&[-3.5, 10.0][..], &[-8.0], &[946.0, 0.0]] {
            let ticks = ticks(values);
            assert!(ticks.contains(&0.0), "{ticks:?}");
            for value in values {
                assert!(ticks[0] <= *value && *value <= ticks[ticks.len() - 1]);
            }
        }
        let scale = Scale::new(&[0.0, 10.0], 100.0, 0.0);
        assert!((scale.at(5.0) - 50.0).abs() < 1e-9);
    }

    #[test]
    fn a_cropped_axis_holds_the_values_and_its_foot_is_its_end() {
        let ticks = Reach::over([4_210.0, 5_120.0].into_iter()).cropped(TICKS);
        assert_eq!(ticks.first(), Some(&4_200.0));
        assert_eq!(
            Reach::over([3.0, 5.0].into_iter()).cropped(TICKS),
            [3.0, 4.0, 5.0]
        );
        let scale = Scale::new(&ticks, 100.0, 0.0);
        assert!((scale.foot() - 100.0).abs() < 1e-9);
    }
}
