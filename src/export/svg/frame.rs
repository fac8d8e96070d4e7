//! The frame of a chart over time: rules and labels of the scale, periods under the axis,
//! breaks across it and events below it.

use crate::present::{Datum, PlotBreak, PlotEvent, Plots, number};

use super::axes::Scale;
use super::lettering::{widest, width};
use super::mark::Mark;
use super::news;
use super::picture::Picture;
use super::{GRID, INK, LABEL, MARGIN, WIDTH};

/// Above the last tick: a value and its marks.
pub const HEAD: f64 = 36.0;

/// And the sign of a break.
pub const SIGN: f64 = 18.0;

/// What stands above the rule of a break.
const SIGN_TEXT: &str = "[b]";

/// How far an event reaches below the axis.
const EVENT: f64 = 12.0;

/// From one event of an entry to the next.
const EVENTS_APART: f64 = 7.0;

/// Where the entries stand.
pub struct Frame {
    /// The left end of the axis.
    pub left: f64,
    /// The right end.
    pub right: f64,
    /// The room of an entry.
    pub slot: f64,
    /// From values to heights.
    pub scale: Scale,
    /// The height of the last tick.
    pub top: f64,
    /// The height of the first.
    pub bottom: f64,
}

/// The left end of an axis with these ticks.
pub fn left_of(ticks: &[f64]) -> f64 {
    let labels = number::ticks(ticks);
    MARGIN + widest(labels.iter().map(String::as_str), LABEL) + 10.0
}

impl Frame {
    /// A frame for so many entries between two edges and two heights.
    pub fn new(
        ticks: &[f64],
        entries: usize,
        (left, right): (f64, f64),
        (top, bottom): (f64, f64),
    ) -> Self {
        Self {
            left,
            right,
            slot: (right - left) / entries.max(1) as f64,
            scale: Scale::new(ticks, bottom, top),
            top,
            bottom,
        }
    }

    /// The middle of an entry.
    pub fn x(&self, at: usize) -> f64 {
        (at as f64 + 0.5).mul_add(self.slot, self.left)
    }

    /// The place of a break.
    fn before(&self, at: usize) -> f64 {
        (at as f64).mul_add(self.slot, self.left)
    }

    /// Whether a break lies between two places.
    pub fn is_cut(&self, breaks: &[PlotBreak], (from, to): (f64, f64)) -> bool {
        breaks.iter().any(|one| {
            let x = self.before(one.before);
            x >= from && x <= to
        })
    }

    /// The rules of the scale with their labels.
    pub fn rules(&self, picture: &mut Picture, ticks: &[f64]) {
        for (tick, label) in ticks.iter().zip(number::ticks(ticks)) {
            let y = self.scale.at(*tick);
            let colour = if *tick == 0.0 { INK } else { GRID };
            picture.line((self.left, y), (self.right, y), colour);
            picture.text((self.left - 8.0, y + 4.5), "end", LABEL, label);
        }
    }

    /// A dotted rule for each break, one sign for those of one entry and none where another
    /// one stands; gives the signs.
    pub fn breaks(&self, picture: &mut Picture, breaks: &[PlotBreak]) -> Vec<Sign> {
        let half = width(SIGN_TEXT, LABEL) / 2.0;
        let mut signs: Vec<Sign> = Vec::new();
        for one in breaks {
            let x = self.before(one.before);
            picture.marks.push(Mark::Break {
                x,
                from: self.top - 32.0,
                to: self.bottom,
                reason: one.reason.clone(),
            });
            if signs.last().is_none_or(|last| last.x.1 < x - half) {
                let y = self.top - 38.0;
                picture.text((x, y), "middle", LABEL, SIGN_TEXT.to_owned());
                signs.push(Sign {
                    before: one.before,
                    x: (x - half, x + half),
                    y: y - 4.5,
                });
            }
        }
        signs
    }

    /// What stands under the axis of several series.
    pub fn foot_of(&self, picture: &mut Picture, plots: &Plots) {
        let entries = Entries {
            data: plots.entries(),
            cycle: plots.strands.first().map_or(1, |one| one.plot.cycle),
            events: &plots.events(),
        };
        self.foot(picture, &entries);
    }

    /// What stands under the axis: a short mark for each event, the periods, and how many news
    /// items are about each.
    pub fn foot(&self, picture: &mut Picture, entries: &Entries<'_>) {
        let mut before: Vec<usize> = Vec::new();
        for one in entries.events {
            let nth = before.iter().filter(|at| **at == one.at).count();
            let count = entries
                .events
                .iter()
                .filter(|other| other.at == one.at)
                .count();
            let offset = nth as f64 - (count as f64 - 1.0) / 2.0;
            before.push(one.at);
            picture.marks.push(Mark::Event {
                x: offset.mul_add(EVENTS_APART, self.x(one.at)),
                from: self.bottom + 1.0,
                to: self.bottom + 1.0 + EVENT,
                label: one.label.clone(),
            });
        }
        let drop = if entries.events.is_empty() {
            0.0
        } else {
            EVENT - 4.0
        };
        self.periods(picture, entries, self.bottom + 20.0 + drop);
        picture.y = self.bottom + 28.0 + drop;
        news::strip(picture, entries, self);
    }

    /// The periods under the entries: all of them, or every so many, always whole cycles
    /// apart.
    fn periods(&self, picture: &mut Picture, entries: &Entries<'_>, y: f64) {
        let Entries { data, cycle, .. } = *entries;
        let room = widest(data.iter().map(|datum| datum.short.as_str()), LABEL) + 8.0;
        let cycle = cycle.max(1);
        let steps = std::iter::once(1).chain((1..=data.len()).map(|times| times * cycle));
        let fits = |step: &usize| *step as f64 * self.slot >= room;
        let step = steps.into_iter().find(fits).unwrap_or(data.len().max(1));
        for (at, datum) in data.iter().enumerate() {
            let x = self.x(at);
            if at % step == 0 {
                let half = width(&datum.short, LABEL) / 2.0;
                let inside = x.clamp(half + 2.0, WIDTH - half - 2.0);
                if entries.events.iter().all(|one| one.at != at) {
                    picture.line((x, self.bottom), (x, self.bottom + 5.0), INK);
                }
                picture.text((inside, y), "middle", LABEL, datum.short.clone());
            }
        }
    }
}

/// The sign of a break.
pub struct Sign {
    /// The entry that it stands before.
    pub before: usize,
    /// Its ends.
    pub x: (f64, f64),
    /// The height of its middle.
    pub y: f64,
}

/// What stands under an axis.
pub struct Entries<'p> {
    /// The entries.
    pub data: &'p [Datum],
    /// After how many of them the labels come round again.
    pub cycle: usize,
    /// What happened meanwhile, in order.
    pub events: &'p [&'p PlotEvent],
}

/// Says that an axis of values does not begin at zero, if it does not.
pub fn say_cropped(picture: &mut Picture, ticks: &[f64]) {
    let labels = number::ticks(ticks);
    let Some(first) = labels.first().filter(|_| ticks[0] != 0.0) else {
        return;
    };
    let text = format!("The axis of values begins at {first}, not at zero.");
    picture.gap(4.0);
    picture.prose(&text, LABEL);
}
