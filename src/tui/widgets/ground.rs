//! What stands in one frame: one plot or several over the same entries, and what they bring with
//! them: the values an axis must hold, breaks, events, and words on the selected entry.

use std::collections::BTreeSet;

use crate::present::{Base, ExtentKind, Plot};

use super::slots;
use super::value_axis::Reach;

/// From this height on a frame has a row of words below its labels, if there are any to write:
/// without it eight rows are left.
const WORDY: u16 = 9;

/// From this height on a frame has a row with the number of news items about each entry.
const NEWSY: u16 = 11;

/// What kind of marks stand in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bars with gaps.
    Bars,
    /// Points one cell wide, with their values beside them.
    Points,
    /// Lines, with their values in a legend.
    Lines,
    /// Bars of one entry side by side.
    Groups,
    /// Bars of one entry upon one another.
    Stacks,
}

/// The plots of a frame.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// The plots; the labels and the selection of the first are those of all.
    pub plots: Vec<&'a Plot>,
    /// Their marks.
    pub kind: Kind,
    /// The columns on the right in which no entry stands.
    pub margin: u16,
}

impl<'a> Ground<'a> {
    /// One plot.
    pub fn single(plot: &'a Plot, kind: Kind) -> Self {
        Self {
            plots: vec![plot],
            kind,
            margin: 0,
        }
    }

    /// The values that the axis must hold; an axis of bars is never cropped.
    pub fn reach(&self) -> Reach {
        let plots = self.plots.iter().copied();
        match self.kind {
            Kind::Points | Kind::Lines => Reach::of(plots),
            Kind::Bars | Kind::Groups => Reach::from_zero(plots),
            Kind::Stacks => {
                let reach = Reach::from_zero(plots);
                let entries = self.plots.first().map_or(0, |plot| plot.data.len());
                let heights = (0..entries).filter_map(|at| self.height(at));
                let high = heights.fold(0.0, f64::max);
                Reach { high, ..reach }
            }
        }
    }

    /// The parts of a stack; `None` if one of them has no value, because the rest would look
    /// like a smaller whole.
    pub fn parts(&self, at: usize) -> Option<Vec<f64>> {
        let values = self.plots.iter().map(|plot| plot.data.get(at)?.value);
        let finite = values.map(|value| value.filter(|value| value.is_finite()));
        finite.map(|value| Some(value?.max(0.0))).collect()
    }

    /// The height of a stack.
    pub fn height(&self, at: usize) -> Option<f64> {
        Some(self.parts(at)?.iter().sum())
    }

    /// The entries before which one of the series breaks.
    pub fn breaks(&self) -> Vec<usize> {
        let breaks = self.plots.iter().flat_map(|plot| &plot.breaks);
        let places: BTreeSet<usize> = breaks.map(|one| one.before).collect();
        places.into_iter().collect()
    }

    /// The entries in whose time something happened.
    pub fn events(&self) -> Vec<usize> {
        let events = self.plots.iter().flat_map(|plot| &plot.events);
        let places: BTreeSet<usize> = events.map(|one| one.at).collect();
        places.into_iter().collect()
    }

    /// What a row below the labels says of the selected entry, which may be nothing; `None` if
    /// there is no room for such a row or never anything to say.
    pub fn words(&self, height: u16) -> Option<String> {
        let extents = |plot: &&Plot| plot.data.iter().any(|datum| datum.extent.is_some());
        let single = self.plots.first().filter(|_| self.plots.len() == 1);
        let some = single.is_some_and(extents) || !self.events().is_empty();
        if height < WORDY || !some {
            return None;
        }
        let selected = self.plots.first().and_then(|plot| slots::selected(plot));
        let Some(at) = selected else {
            return Some(String::new());
        };
        let mut words: Vec<String> = single
            .and_then(|plot| extent_words(plot, at))
            .into_iter()
            .collect();
        words.extend(self.meanwhile(at));
        Some(words.join("; "))
    }

    /// How many news items are about each entry; `None` if there is no room for them or there
    /// are none.
    pub fn items(&self, height: u16) -> Option<Vec<usize>> {
        let entries = &self.plots.first()?.data;
        let items: Vec<usize> = entries.iter().map(|datum| datum.items).collect();
        let some = items.iter().any(|count| *count > 0);
        (some && height >= NEWSY).then_some(items)
    }

    /// What happened in the time of an entry, each thing once.
    fn meanwhile(&self, at: usize) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        let events = self.plots.iter().flat_map(|plot| &plot.events);
        for one in events.filter(|one| one.at == at) {
            if !labels.contains(&one.label) {
                labels.push(one.label.clone());
            }
        }
        labels
    }

    /// Whether an axis that begins above zero was asked for.
    pub fn is_cropped(&self) -> bool {
        self.plots.iter().any(|plot| plot.base == Base::Cropped)
    }
}

/// "published: 2,255 to 2,340"; nothing if that is what the value says.
pub fn extent_words(plot: &Plot, at: usize) -> Option<String> {
    let datum = plot.data.get(at)?;
    let extent = datum.extent.as_ref()?;
    let lead = match extent.kind {
        ExtentKind::Estimate => "estimate",
        ExtentKind::Published => "published",
    };
    (extent.text != datum.text && !extent.text.is_empty())
        .then(|| format!("{lead}: {}", extent.text))
}
