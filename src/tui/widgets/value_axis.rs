//! The axis of values of a chart: round ticks on whole rows, from zero, or around the values
//! where a cropped axis was asked for.

use crate::present::scale::{self, Steps};
use crate::present::{Base, Plot, number};

use super::text;

/// The values that an axis must hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// Zero, or the lowest value of a cropped axis.
    pub low: f64,
    /// The largest value or upper end.
    pub high: f64,
    /// Whole ones if all are whole numbers, so that a tick between two means nothing.
    pub steps: Steps,
}

/// An axis of values.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueAxis {
    /// The values with a tick, from the lowest.
    pub ticks: Vec<f64>,
    /// The rows from one tick to the next; zero if there is only room for the lowest.
    pub step: u16,
    /// The rows up to the highest tick.
    pub rows: u16,
}

impl Reach {
    /// From zero to the largest value of these plots.
    pub fn from_zero<'a>(plots: impl IntoIterator<Item = &'a Plot>) -> Self {
        let reach = Self {
            low: 0.0,
            high: 0.0,
            steps: Steps::Whole,
        };
        let values = plots.into_iter().flat_map(values);
        values.fold(reach, |reach, value| Self {
            high: reach.high.max(value),
            steps: if value.fract() == 0.0 {
                reach.steps
            } else {
                Steps::Any
            },
            ..reach
        })
    }

    /// The same from the lowest value where the plots' axis is cropped.
    pub fn of<'a>(plots: impl IntoIterator<Item = &'a Plot, IntoIter: Clone>) -> Self {
        let plots = plots.into_iter();
        let reach = Self::from_zero(plots.clone());
        let cropped = plots.clone().any(|plot| plot.base == Base::Cropped);
        let lowest = plots.flat_map(values).reduce(f64::min);
        Self {
            low: lowest.filter(|_| cropped).unwrap_or(0.0).max(0.0),
            ..reach
        }
    }

    /// From zero on.
    pub fn uncropped(self) -> Self {
        Self { low: 0.0, ..self }
    }
}

impl ValueAxis {
    /// The axis that lets the values fill most of `rows` rows.
    pub fn new(reach: Reach, rows: u16) -> Self {
        let at_most = usize::from(rows / 2 + 1).clamp(2, 6);
        let (ticks, step) = if reach.low > 0.0 {
            scale::fitted_between(reach.low, reach.high, at_most, rows, reach.steps)
        } else {
            scale::fitted(reach.high, at_most, rows, reach.steps)
        };
        let reached = (step * (ticks.len() - 1) as u16).min(rows);
        Self {
            step: reached / (ticks.len() - 1).max(1) as u16,
            rows: reached,
            ticks,
        }
    }

    /// Whether it begins anywhere but at zero.
    pub fn is_cropped(&self) -> bool {
        self.ticks.first().is_some_and(|first| *first != 0.0)
    }

    /// The share of the axis that a value reaches, from 0 to 1.
    pub fn ratio(&self, value: f64) -> f64 {
        let first = self.ticks.first().copied().unwrap_or(0.0);
        let top = self.ticks.last().copied().unwrap_or(1.0);
        if value.is_nan() || value <= first {
            0.0
        } else if value.is_infinite() {
            1.0
        } else {
            ((value - first) / (top - first)).min(1.0)
        }
    }

    /// The labels of its ticks.
    pub fn labels(&self) -> Vec<String> {
        number::ticks(&self.ticks)
    }

    /// The cells of its widest label.
    pub fn width(&self) -> u16 {
        let labels = self.labels();
        let widths = labels.iter().map(|label| text::width(label));
        widths.max().unwrap_or(0)
    }
}

/// Every number of a plot that its axis must hold.
pub fn values(plot: &Plot) -> impl Iterator<Item = f64> + Clone {
    let extents = plot.data.iter().filter_map(|datum| datum.extent.as_ref());
    let ends = extents.flat_map(|extent| [extent.low, extent.high]);
    let values = plot.data.iter().filter_map(|datum| datum.value).chain(ends);
    values.filter(|value| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Extent, ExtentKind, Form};
    use crate::tui::widgets::testing::years;

    #[test]
    fn an_axis_begins_at_zero_unless_a_crop_was_asked_for() {
        let mut plot = years(Form::Line, 2019, &[Some(903.0), None, Some(958.0)]);
        let axis = |plot: &Plot| ValueAxis::new(Reach::of([plot]), 12);
        assert_eq!(axis(&plot).ticks, [0.0, 250.0, 500.0, 750.0, 1000.0]);
        plot.base = Base::Cropped;
        assert_eq!(axis(&plot).ticks, [900.0, 920.0, 940.0, 960.0]);
        assert!(axis(&plot).is_cropped());
        assert!((axis(&plot).ratio(930.0) - 0.5).abs() < 1e-9);
        let whole = ValueAxis::new(Reach::of([&plot]).uncropped(), 12);
        assert!(!whole.is_cropped());
    }

    #[test]
    fn both_ends_of_an_extent_are_on_the_axis() {
        let mut plot = years(Form::Line, 2019, &[Some(903.0)]);
        plot.base = Base::Cropped;
        plot.data[0].extent = Some(Extent {
            low: 700.0,
            high: 1100.0,
            text: "700 to 1,100".to_owned(),
            kind: ExtentKind::Estimate,
        });
        let reach = Reach::of([&plot]);
        assert_eq!((reach.low, reach.high), (700.0, 1100.0));
    }
}
