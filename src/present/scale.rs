//! Axes: round ticks from zero, or where a cropped axis was asked for around the values, by the
//! extended Wilkinson algorithm.

mod extended;

use extended::{Labels, labels, loose};

/// The steps that ticks may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Of any size.
    Any,
    /// Of whole numbers, because what is counted has no halves.
    Whole,
}

/// Round ticks from 0 to the first one that is not below `max`, at most `at_most` of them but
/// always two. Without a positive, finite maximum they are 0 and 1.
pub fn ticks(max: f64, at_most: usize) -> Vec<f64> {
    let max = if max.is_finite() && max > 0.0 {
        max.clamp(1e-6, 1e300)
    } else {
        1.0
    };
    reaching(0.0, max, at_most, |_| true)
}

/// The best ticks of at most `at_most` that hold both ends, on a step that may be.
fn reaching(low: f64, high: f64, at_most: usize, may: impl Fn(f64) -> bool) -> Vec<f64> {
    let wanted = (2..=at_most.max(2)).rev();
    let mut found = wanted.filter_map(|wanted| labels((low, high), wanted, wanted));
    let fits = found.find(|one| one.at(0) >= 0.0 && may(one.step()));
    match fits {
        Some(labels) => (0..labels.count).map(|at| labels.at(at)).collect(),
        None => vec![0.0, above(high)],
    }
}

/// The first of 1, 2, 2.5 and 5 times a power of ten that is not below a number.
fn above(number: f64) -> f64 {
    let power = number.log10().floor() as i32;
    let factors = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter();
    let mut sizes = factors.map(|factor| times_power(factor, power));
    sizes.find(|size| *size >= number).unwrap_or(number)
}

/// Of all round ticks from zero, at most `at_most` of them, those that let a bar of `max` become
/// tallest on `rows` cells when each step takes whole cells, and the cells that a step takes.
pub fn fitted(max: f64, at_most: usize, rows: u16, steps: Steps) -> (Vec<f64>, u16) {
    let limit = match steps {
        Steps::Whole if max < at_most as f64 => (max.max(1.0) as usize) + 1,
        _ => at_most,
    };
    let usable = max.is_finite() && (1e-6..=1e300).contains(&max);
    let every = if usable {
        loose((0.0, max), limit)
    } else {
        Vec::new()
    };
    let candidates = every.iter().map(Labels::values);
    tallest(candidates, max, rows).unwrap_or_else(|| (ticks(max, 2), rows.max(1)))
}

/// Round ticks that hold both ends of values that lie above zero, at most `at_most` of them but
/// always two. They begin at zero where no step between is round. Ends that are no numbers give
/// [`ticks`].
pub fn between(low: f64, high: f64, at_most: usize) -> Vec<f64> {
    stepped_between(low, high, at_most, |_| true)
}

/// The ticks among [`between`] that let the values fill most of `rows` cells, as [`fitted`].
pub fn fitted_between(
    low: f64,
    high: f64,
    at_most: usize,
    rows: u16,
    steps: Steps,
) -> (Vec<f64>, u16) {
    let may = |step: f64| steps == Steps::Any || step.fract() == 0.0;
    let of = |count| stepped_between(low, high, count, may);
    let candidates = (2..=at_most.max(2)).map(of);
    tallest(candidates, high - low, rows).unwrap_or_else(|| (of(2), rows.max(1)))
}

fn stepped_between(low: f64, high: f64, at_most: usize, may: impl Fn(f64) -> bool) -> Vec<f64> {
    let low = low.max(0.0);
    if !high.is_finite() || high <= low && high <= 0.0 || high > 1e300 {
        return ticks(high, at_most);
    }
    let low = low.min(high);
    let least = if high > low { 1e-3 } else { 0.1 };
    let length = (high - low).max(high * least).max(1e-6);
    reaching(low, low + length, at_most, may)
}

/// The candidate on which values of this length take most of the rows, and the rows of a step;
/// of two that are as good the one with more ticks.
fn tallest(
    candidates: impl Iterator<Item = Vec<f64>>,
    length: f64,
    rows: u16,
) -> Option<(Vec<f64>, u16)> {
    let mut best = None;
    let mut tallest = 0.0;
    for candidate in candidates {
        let steps = candidate.len() - 1;
        let cells = usize::from(rows) / steps;
        let reach = candidate[steps] - candidate[0];
        let height = (cells * steps) as f64 * (length / reach) * worth(steps);
        if height >= tallest && cells > 0 {
            tallest = height;
            best = Some((candidate, cells as u16));
        }
    }
    best
}

/// An axis of one or two steps says less than a slightly lower one with more.
fn worth(steps: usize) -> f64 {
    match steps {
        1 => 0.6,
        2 => 0.85,
        _ => 1.0,
    }
}

/// Divides for negative powers, so that 0.6 is 6 / 10 and not 6 * 0.1.
fn times_power(factor: f64, power: i32) -> f64 {
    if power < 0 {
        factor / 10_f64.powi(-power)
    } else {
        factor * 10_f64.powi(power)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_maximum() {
        assert_eq!(
            ticks(23_411.0, 6),
            [0.0, 5e3, 1e4, 1.5e4, 2e4, 2.5e4].to_vec()
        );
        assert_eq!(ticks(23_411.0, 4), [0.0, 1e4, 2e4, 3e4].to_vec());
        assert_eq!(ticks(946.0, 3), [0.0, 500.0, 1000.0].to_vec());
        assert_eq!(ticks(1000.0, 3), [0.0, 500.0, 1000.0].to_vec());
        assert_eq!(ticks(0.6, 4), [0.0, 0.2, 0.4, 0.6].to_vec());
    }

    #[test]
    fn an_axis_without_values_still_has_two_ticks() {
        for max in [0.0, -3.0, f64::NAN, f64::INFINITY] {
            assert_eq!(ticks(max, 5).first(), Some(&0.0));
            assert_eq!(ticks(max, 5).last(), Some(&1.0));
            assert_eq!(ticks(max, 0), [0.0, 1.0].to_vec());
        }
    }

    #[test]
    fn counts_get_no_ticks_between_whole_numbers() {
        assert_eq!(fitted(1.0, 6, 10, Steps::Whole).0, [0.0, 1.0].to_vec());
        assert_eq!(
            fitted(3.0, 6, 9, Steps::Whole).0,
            [0.0, 1.0, 2.0, 3.0].to_vec()
        );
    }

    #[test]
    fn steps_take_whole_cells() {
        let (ticks, cells) = fitted(23_411.0, 6, 11, Steps::Whole);
        assert_eq!((ticks.len(), cells), (6, 2));
    }

    #[test]
    fn ticks_between_are_round_and_close_to_both_ends() {
        let five = |low, high| between(low, high, 5);
        assert_eq!(five(22.1, 22.9), [22.0, 22.25, 22.5, 22.75, 23.0].to_vec());
        assert_eq!(five(946.0, 1183.0), [900.0, 1e3, 1.1e3, 1.2e3].to_vec());
        assert_eq!(five(527.0, 23_411.0), [0.0, 1e4, 2e4, 3e4].to_vec());
        assert_eq!(five(0.61, 0.64), [0.61, 0.62, 0.63, 0.64].to_vec());
        assert_eq!(between(900.0, 1100.0, 2), [0.0, 2000.0].to_vec());
        assert_eq!(
            five(946.0, 946.0),
            [900.0, 950.0, 1000.0, 1050.0].to_vec(),
            "one value"
        );
        for (low, high) in [(f64::NAN, f64::NAN), (3.0, f64::INFINITY), (0.0, 0.0)] {
            assert_eq!(five(low, high), ticks(0.0, 5));
        }
    }

    proptest::proptest! {
        #[test]
        fn ticks_between_hold_both_ends(
            low in 0.0..1e9_f64, length in 0.0..1e9_f64, scale in 1e-6..1.0_f64, at_most in 2..12_usize,
        ) {
            let high = low + length * scale;
            let ticks = between(low, high, at_most);
            proptest::prop_assert!(ticks.len() >= 2 && ticks.len() <= at_most, "{ticks:?}");
            proptest::prop_assert!(ticks[0] <= low && ticks[ticks.len() - 1] >= high, "{ticks:?}");
            proptest::prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "{ticks:?}");
            let (fitted, cells) = fitted_between(low.round(), high.round(), at_most, 20, Steps::Whole);
            proptest::prop_assert!(fitted.iter().all(|tick| tick.fract() == 0.0), "{fitted:?}");
            proptest::prop_assert!(usize::from(cells) * (fitted.len() - 1) <= 20);
        }

        #[test]
        fn ticks_hold_every_maximum(max in 1e-5..1e15_f64, at_most in 2..12_usize) {
            let ticks = ticks(max, at_most);
            proptest::prop_assert!(ticks.len() >= 2 && ticks.len() <= at_most);
            proptest::prop_assert!(ticks.last().is_some_and(|top| *top >= max));
            proptest::prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
