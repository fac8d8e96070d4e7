//! The extended Wilkinson algorithm: J. Talbot, S. Lin and P. Hanrahan, *An Extension of
//! Wilkinson's Algorithm for Positioning Tick Labels on Axes*, IEEE `InfoVis` 2010. Of all steps of
//! a short list times powers of ten it takes the labels with the best score of simplicity,
//! coverage of the data and density. Labels are multiples of their step here (the paper's *j* is
//! one), so that the few candidates can be gone through one by one.

/// Nice steps, the nicest first: the paper's default without its last two, 4 and 3, because 8,000
/// and 16,000 are not read at a glance.
const NICE: [f64; 4] = [1.0, 5.0, 2.0, 2.5];

/// The weights of simplicity, coverage, density and legibility (the paper's default).
const WEIGHTS: [f64; 4] = [0.25, 0.2, 0.5, 0.05];

/// Where the first and last label may stand for data between two ends, all in steps.
type Places = fn(low: f64, high: f64) -> Vec<(f64, f64)>;

/// Labels at equal steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Labels {
    /// The first one, in steps from zero.
    first: f64,
    /// How many.
    pub count: usize,
    nice: f64,
    power: i32,
}

impl Labels {
    /// The value of a label.
    pub fn at(&self, label: usize) -> f64 {
        super::times_power((self.first + label as f64) * self.nice, self.power)
    }

    /// Every value, lowest first.
    pub fn values(&self) -> Vec<f64> {
        (0..self.count).map(|at| self.at(at)).collect()
    }

    /// The distance of two labels.
    pub fn step(&self) -> f64 {
        super::times_power(self.nice, self.power)
    }
}

/// The best loose labels for data between two ends, which differ, for about `wanted` labels and
/// never more than `most`: the first and last one hold all data between them.
pub fn labels(ends: (f64, f64), wanted: usize, most: usize) -> Option<Labels> {
    best(ends, wanted, most, outside)
}

fn best(ends: (f64, f64), wanted: usize, most: usize, places: Places) -> Option<Labels> {
    let mut best: Option<(f64, Labels)> = None;
    for (rank, nice) in NICE.into_iter().enumerate() {
        for found in candidates(ends, nice, most.max(2), places) {
            let score = score(&found, rank, ends, wanted.max(2));
            if best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
                best = Some((score, found));
            }
        }
    }
    best.map(|(_, labels)| labels)
}

/// Every loose candidate of at most `most` labels, few labels first.
pub fn loose(ends: (f64, f64), most: usize) -> Vec<Labels> {
    let nice = NICE.into_iter();
    let mut all: Vec<Labels> = nice
        .flat_map(|nice| candidates(ends, nice, most.max(2), outside))
        .collect();
    all.sort_by_key(|one| one.count);
    all
}

/// The labels on one nice step that are near the data and few enough: on the three smallest
/// powers of ten of which there are some, as every larger one covers the data worse.
fn candidates((low, high): (f64, f64), nice: f64, most: usize, places: Places) -> Vec<Labels> {
    let least = ((high - low) / (nice * most as f64)).log10().floor();
    if !least.is_finite() {
        return Vec::new();
    }
    let least = least as i32;
    let mut found: Vec<Labels> = Vec::new();
    for power in least..least + 4 {
        let steps = |value: f64| value / super::times_power(nice, power);
        for (first, last) in places(steps(low), steps(high)) {
            let count = last - first + 1.0;
            if (2.0..=most as f64).contains(&count) {
                found.push(Labels {
                    first,
                    count: count as usize,
                    nice,
                    power,
                });
            }
        }
    }
    found
}

/// The nearest steps that hold all data between them.
fn outside(low: f64, high: f64) -> Vec<(f64, f64)> {
    vec![(low.floor(), high.ceil().max(low.floor() + 1.0))]
}

fn score(found: &Labels, rank: usize, (low, high): (f64, f64), wanted: usize) -> f64 {
    let (first, last) = (found.at(0), found.at(found.count - 1));
    let zero = if first <= 0.0 && last >= 0.0 {
        1.0
    } else {
        0.0
    };
    let simplicity = zero - rank as f64 / (NICE.len() - 1) as f64;
    let off = (high - last).powi(2) + (low - first).powi(2);
    let coverage = 1.0 - 0.5 * off / (0.1 * (high - low)).powi(2);
    let have = (found.count - 1) as f64 / (last - first);
    let want = (wanted - 1) as f64 / (last.max(high) - first.min(low));
    let density = 2.0 - (have / want).max(want / have);
    let [simple, covering, dense, legible] = WEIGHTS;
    simple * simplicity + covering * coverage + dense * density + legible
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paper's places: the ends may also lie within the data.
    fn around(low: f64, high: f64) -> Vec<(f64, f64)> {
        let mut places = outside(low, high);
        places.extend([
            (low.ceil(), high.floor()),
            (low.floor(), high.floor()),
            (low.ceil(), high.ceil()),
        ]);
        places
    }

    fn found(low: f64, high: f64, wanted: usize) -> Vec<f64> {
        let labels = best((low, high), wanted, 20, around).expect("ends that differ");
        labels.values()
    }

    /// What the authors' R package `labeling` documents, and the breaks that ggplot2, which uses
    /// it, shows for round ranges and for data sets that come with R (`mtcars`).
    #[test]
    fn labels_are_those_of_the_published_implementation() {
        assert_eq!(found(8.1, 14.1, 4), [8.0, 10.0, 12.0, 14.0]);
        assert_eq!(found(0.0, 10.0, 5), [0.0, 2.5, 5.0, 7.5, 10.0]);
        assert_eq!(found(0.0, 100.0, 5), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(found(10.4, 33.9, 5), [10.0, 15.0, 20.0, 25.0, 30.0, 35.0]);
        assert_eq!(found(71.1, 472.0, 5), [100.0, 200.0, 300.0, 400.0, 500.0]);
    }

    #[test]
    fn loose_labels_hold_the_data_and_are_no_more_than_allowed() {
        let six = labels((0.0, 23_411.0), 6, 6).expect("ends that differ");
        assert_eq!((six.at(0), six.step(), six.count), (0.0, 5000.0, 6));
        let two = labels((0.0, 23_411.0), 2, 2).expect("ends that differ");
        assert_eq!((two.at(1), two.count), (25_000.0, 2));
    }
}
