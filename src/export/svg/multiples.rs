//! One small chart a series, one below the other over the same entries, whose labels stand
//! once below the last: on one scale, or each on its own where heights are not compared.

use crate::present::{Arrangement, Plots, Strand, alt};

use super::axes::Reach;
use super::bars;
use super::columns::{head, series};
use super::frame::{Frame, SIGN, left_of, say_cropped};
use super::lettering::Style;
use super::picture::Picture;
use super::{INK, LABEL, MARGIN, WIDTH};

/// The height between the first and the last tick of a small chart.
const HEIGHT: f64 = 110.0;

/// At most so many ticks.
const TICKS: usize = 4;

/// The name of a small chart.
const NAME: Style = Style::new(14.0, INK);

/// Draws the charts below what is there.
pub fn draw(picture: &mut Picture, plots: &Plots) {
    let ticks: Vec<Vec<f64>> = plots.strands.iter().map(|one| ticks(plots, one)).collect();
    if alt::plots::over_time(plots) {
        over_time(picture, plots, &ticks);
    } else {
        let edges = bars::edges(plots.strands.iter().map(|one| &one.plot));
        for (one, ticks) in plots.strands.iter().zip(&ticks) {
            name(picture, plots, one);
            bars::on(picture, &one.plot, &one.name, (ticks, edges));
        }
    }
    if plots.arrangement == Arrangement::Apart {
        picture.gap(4.0);
        let text = "Each chart has an axis of values of its own: heights are not compared.";
        picture.prose(text, LABEL);
    }
    let shared = plots.arrangement == Arrangement::Multiples;
    match ticks.first() {
        Some(ticks) if plots.cropped() && shared => say_cropped(picture, ticks),
        Some(_) if plots.cropped() => {
            picture.prose("The axes of values need not begin at zero.", LABEL);
        }
        _ => {}
    }
}

/// The ticks of one chart: its own, or those of all.
fn ticks(plots: &Plots, strand: &Strand) -> Vec<f64> {
    let reach = match plots.arrangement {
        Arrangement::Apart => Reach::of(strand.plot.data.iter()),
        _ => Reach::of(plots.strands.iter().flat_map(|one| &one.plot.data)),
    };
    if plots.cropped() {
        reach.cropped(TICKS)
    } else {
        reach.upward(TICKS)
    }
}

fn over_time(picture: &mut Picture, plots: &Plots, ticks: &[Vec<f64>]) {
    let left = ticks.iter().map(|one| left_of(one)).fold(MARGIN, f64::max);
    let edges = (left, WIDTH - MARGIN);
    let count = plots.entries().len();
    let mut last = None;
    for (one, ticks) in plots.strands.iter().zip(ticks) {
        name(picture, plots, one);
        let sign = if one.plot.breaks.is_empty() {
            0.0
        } else {
            SIGN
        };
        let top = picture.y + head(&one.plot, ticks, HEIGHT) + sign;
        let frame = Frame::new(ticks, count, edges, (top, top + HEIGHT));
        frame.rules(picture, ticks);
        series(picture, &one.plot, &one.name, &frame);
        picture.y = frame.bottom + 4.0;
        last = Some(frame);
    }
    if let Some(frame) = last {
        frame.foot_of(picture, plots);
    }
}

/// The name of a series over its chart, with what it counts in where that differs.
fn name(picture: &mut Picture, plots: &Plots, strand: &Strand) {
    picture.gap(14.0);
    match plots.unit() {
        Some(_) => picture.prose(&strand.name, NAME),
        None => picture.prose(&format!("{} ({})", strand.name, strand.unit), NAME),
    }
}
