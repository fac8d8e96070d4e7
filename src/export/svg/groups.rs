//! Several series over categories: bars to the right from zero, those of one category below
//! one another or in one row, with a legend above them.

use crate::present::{Arrangement, Plots};

use super::axes::{Scale, TICKS};
use super::bars::{LINE, NAMES, name, rules, span, text};
use super::columns::said;
use super::legend;
use super::lettering::{widest, width, wrapped};
use super::look::{Fill, look};
use super::mark::Mark;
use super::picture::Picture;
use super::upright::{VALUE, left_out, on_bar, reach};
use super::{LABEL, MARGIN, WIDTH};

/// The height of one of several bars.
const BAR: f64 = 16.0;

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plots: &Plots) {
    legend::draw(picture, plots);
    let names: Vec<Vec<String>> = plots
        .entries()
        .iter()
        .map(|datum| wrapped(&datum.label, LABEL, NAMES))
        .collect();
    let left = MARGIN + widest(names.iter().flatten().map(String::as_str), LABEL) + 8.0;
    let texts: Vec<Vec<String>> = (0..names.len()).map(|at| texts(plots, at)).collect();
    let behind = widest(texts.iter().flatten().map(String::as_str), LABEL) + 10.0;
    let ticks = reach(plots).upward(TICKS);
    let end = (WIDTH - MARGIN - behind).max(left + 120.0);
    let scale = Scale::new(&ticks, left, end);
    let rows = match plots.arrangement {
        Arrangement::Stacked => 1.0,
        _ => plots.strands.len() as f64,
    };
    let heights: Vec<f64> = names
        .iter()
        .map(|lines| (lines.len() as f64 * LINE).max(rows * BAR) + 10.0)
        .collect();
    let top = picture.y + 14.0;
    let bottom = top + heights.iter().sum::<f64>();
    rules(picture, &ticks, &scale, (top, bottom));
    let mut y = top;
    for (at, lines) in names.iter().enumerate() {
        let middle = y + heights[at] / 2.0;
        name(picture, lines, (left, middle));
        match plots.arrangement {
            Arrangement::Stacked => stack(picture, plots, at, (&scale, middle)),
            _ => group(picture, plots, &texts[at], at, (&scale, middle)),
        }
        y += heights[at];
    }
    picture.y = bottom + 26.0;
    if plots.arrangement == Arrangement::Stacked {
        left_out(picture, plots);
    }
}

/// What stands behind each bar of a category; a row of parts has nothing behind it.
fn texts(plots: &Plots, at: usize) -> Vec<String> {
    if plots.arrangement == Arrangement::Stacked {
        return Vec::new();
    }
    let data = plots.strands.iter().map(|one| one.plot.data.get(at));
    data.map(|datum| datum.map_or_else(String::new, text))
        .collect()
}

/// One bar a series, each with its value behind it.
fn group(
    picture: &mut Picture,
    plots: &Plots,
    texts: &[String],
    at: usize,
    (scale, middle): (&Scale, f64),
) {
    let foot = scale.foot();
    for (nth, strand) in plots.strands.iter().enumerate() {
        let Some(datum) = strand.plot.data.get(at) else {
            continue;
        };
        let from_middle = nth as f64 - (plots.strands.len() as f64 - 1.0) / 2.0;
        let y = from_middle.mul_add(BAR, middle);
        let end = datum.value.map_or(foot, |value| scale.at(value));
        picture.marks.extend(datum.value.map(|_| Mark::Bar {
            at: (end.min(foot), y - BAR / 2.0 + 1.0),
            size: ((end - foot).abs(), BAR - 2.0),
            fill: Fill::Series(nth),
            says: said(&strand.name, datum),
        }));
        picture
            .marks
            .extend(span(&strand.name, datum, y, scale, look(nth).ink));
        let high = datum.extent.as_ref().map_or(end, |one| scale.at(one.high));
        let place = (end.max(foot).max(high) + 9.0, y + 4.5);
        picture.clear(place, "start", LABEL, &texts[nth]);
    }
}

/// The parts of a category in one row from zero, the first series first.
fn stack(picture: &mut Picture, plots: &Plots, at: usize, (scale, middle): (&Scale, f64)) {
    let mut sum = 0.0;
    for (nth, strand) in plots.strands.iter().enumerate() {
        let datum = strand.plot.data.get(at);
        let Some((datum, value)) = datum.and_then(|one| Some((one, one.value?))) else {
            continue;
        };
        let (from, to) = (scale.at(sum), scale.at(sum + value));
        sum += value;
        picture.marks.push(Mark::Bar {
            at: (from.min(to), middle - BAR / 2.0),
            size: ((to - from).abs(), BAR),
            fill: Fill::Series(nth),
            says: said(&strand.name, datum),
        });
        if width(&datum.text, VALUE) + 6.0 <= to - from {
            let place = (f64::midpoint(from, to), middle + 4.0);
            on_bar(picture, place, nth, &datum.text);
        }
    }
}
