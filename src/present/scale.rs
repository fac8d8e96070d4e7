//! Axes: round ticks from zero, and between two values for lines and points whose axis was
//! asked to begin elsewhere.

/// Round ticks from 0 to the first one that is not below `max`, in steps of 1, 2, 2.5 or 5
/// times a power of ten, at most `at_most` of them but always two. Without a positive, finite
/// maximum they are 0 and 1.
pub fn ticks(max: f64, at_most: usize) -> Vec<f64> {
    let max = if max.is_finite() && max > 0.0 {
        max.clamp(1e-6, 1e300)
    } else {
        1.0
    };
    let steps = at_most.saturating_sub(1).max(1);
    let power = (max / steps as f64).log10().floor() as i32;
    let reaches = |factor: &f64| times_power(factor * steps as f64, power) >= max;
    let factor = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .find(reaches)
        .unwrap_or(10.0);
    let count = (max / times_power(factor, power)).ceil() as usize;
    (0..=count.clamp(1, steps))
        .map(|at| times_power(at as f64 * factor, power))
        .collect()
}

/// Round ticks that hold both ends, in steps of 1, 2, 2.5 or 5 times a power of ten, at most
/// `at_most` of them but always two, and three where zero lies between the ends. Two ends that
/// are one stand in the middle of a tenth of their size.
pub fn between(low: f64, high: f64, at_most: usize) -> Vec<f64> {
    if !low.is_finite() || !high.is_finite() {
        return ticks(f64::NAN, at_most);
    }
    let (low, high) = apart(low.min(high), low.max(high));
    let most = at_most.max(if low < 0.0 && high > 0.0 { 3 } else { 2 });
    let mut power = ((high - low) / most as f64).log10().floor() as i32;
    loop {
        for factor in [1.0, 2.0, 2.5, 5.0] {
            let step = times_power(factor, power);
            let (first, last) = ((low / step).floor(), (high / step).ceil());
            if last - first < most as f64 {
                let steps = (last - first) as usize;
                let tick = |at| times_power((first + at as f64) * factor, power);
                return (0..=steps).map(tick).collect();
            }
        }
        power += 1;
    }
}

/// The ends, moved apart if nothing lies between them that an axis could show.
fn apart(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-9 {
        return (low, high);
    }
    let half = if size > 0.0 { size / 20.0 } else { 0.5 };
    (low - half, high + half)
}

/// The ticks among [`ticks`] of at most `at_most` that let a bar of `max` become tallest on
/// `rows` cells when each step takes whole cells, and the cells that a step takes. If `whole`,
/// no step is below one, because what is counted has no halves.
pub fn fitted(max: f64, at_most: usize, rows: u16, whole: bool) -> (Vec<f64>, u16) {
    let limit = if whole && max < at_most as f64 {
        (max.max(1.0) as usize) + 1
    } else {
        at_most
    };
    let mut best = (ticks(max, 2), rows.max(1));
    let mut tallest = 0.0;
    for count in 2..=limit.max(2) {
        let candidate = ticks(max, count);
        let steps = candidate.len() - 1;
        let cells = usize::from(rows) / steps;
        let top = candidate.last().copied().unwrap_or(1.0);
        let height = (cells * steps) as f64 * (max / top) * worth(steps);
        if height >= tallest && cells > 0 {
            tallest = height;
            best = (candidate, cells as u16);
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
        assert_eq!(fitted(1.0, 6, 10, true).0, [0.0, 1.0].to_vec());
        assert_eq!(fitted(3.0, 6, 9, true).0, [0.0, 1.0, 2.0, 3.0].to_vec());
    }

    #[test]
    fn steps_take_whole_cells() {
        let (ticks, cells) = fitted(23_411.0, 6, 11, true);
        assert_eq!((ticks.len(), cells), (6, 2));
    }

    #[test]
    fn ticks_between_two_values_are_round_and_hold_both() {
        assert_eq!(
            between(4_210.0, 5_120.0, 6),
            [4200.0, 4400.0, 4600.0, 4800.0, 5000.0, 5200.0]
        );
        assert_eq!(between(61.5, 64.0, 4), [61.0, 62.0, 63.0, 64.0]);
        assert_eq!(between(-3.0, 4.0, 2), [-5.0, 0.0, 5.0]);
        assert_eq!(between(0.61, 0.64, 4), [0.61, 0.62, 0.63, 0.64]);
        assert_eq!(between(100.0, 100.0, 4), [95.0, 100.0, 105.0]);
        assert_eq!(between(f64::NAN, 1.0, 4), [0.0, 0.5, 1.0]);
    }

    proptest::proptest! {
        #[test]
        fn ticks_between_hold_both_ends(low in -1e12..1e12_f64, size in 0.0..1e12_f64, at_most in 2..9_usize) {
            let ticks = between(low, low + size, at_most);
            proptest::prop_assert!(ticks.len() >= 2 && ticks.len() <= at_most.max(3));
            let slack = (low.abs() + size) * 1e-9;
            proptest::prop_assert!(ticks[0] <= low + slack);
            proptest::prop_assert!(ticks[ticks.len() - 1] >= low + size - slack);
            proptest::prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
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
