//! Parts side by side: bars from zero to the right, each with its name before it and its
//! value behind it; an estimate is a point on the stretch that it covers.

use crate::present::{Datum, ExtentKind, Form, Plot, number};

use super::super::text::entries::in_words;
use super::axes::{Scale, ticks_of};
use super::columns::{between, label, said};
use super::frame::say_cropped;
use super::lettering::{widest, width, wrapped};
use super::look::Fill;
use super::mark::Mark;
use super::picture::Picture;
use super::{GRID, INK, LABEL, MARGIN, WIDTH};

/// The widest column of names.
pub const NAMES: f64 = 260.0;

/// The height of a line of a name.
pub const LINE: f64 = 16.0;

/// The height of a bar.
const BAR: f64 = 18.0;

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plot: &Plot) {
    let ticks = ticks_of(plot);
    on(picture, plot, "", (&ticks, edges([plot])));
    if plot.cropped() {
        say_cropped(picture, &ticks);
    }
}

/// Where the axis begins and ends so that the names of all entries find room before it and
/// their values behind it.
pub fn edges<'p>(plots: impl IntoIterator<Item = &'p Plot>) -> (f64, f64) {
    let (mut before, mut behind) = (0.0_f64, 0.0_f64);
    for datum in plots.into_iter().flat_map(|plot| &plot.data) {
        let lines = wrapped(&datum.label, LABEL, NAMES);
        before = before.max(widest(lines.iter().map(String::as_str), LABEL));
        behind = behind.max(width(&text(datum), LABEL));
    }
    let left = MARGIN + before + 8.0;
    (left, (WIDTH - MARGIN - behind - 10.0).max(left + 120.0))
}

/// Draws the chart on an axis of these ticks between two edges; marks say the name first, if
/// there is one.
pub fn on(
    picture: &mut Picture,
    plot: &Plot,
    called: &str,
    (ticks, (left, right)): (&[f64], (f64, f64)),
) {
    let names: Vec<Vec<String>> = plot
        .data
        .iter()
        .map(|datum| wrapped(&datum.label, LABEL, NAMES))
        .collect();
    let texts: Vec<String> = plot.data.iter().map(text).collect();
    let scale = Scale::new(ticks, left, right);
    let heights: Vec<f64> = names
        .iter()
        .map(|lines| (lines.len() as f64 * LINE).max(BAR) + 8.0)
        .collect();
    let top = picture.y + 14.0;
    let bottom = top + heights.iter().sum::<f64>();
    rules(picture, ticks, &scale, (top, bottom));
    let mut y = top;
    for (at, datum) in plot.data.iter().enumerate() {
        let middle = y + heights[at] / 2.0;
        name(picture, &names[at], (left, middle));
        let foot = scale.foot();
        let end = datum.value.map_or(foot, |value| scale.at(value));
        let says = said(called, datum);
        let value = datum
            .value
            .map(|_| mark(plot.form, (foot, end), middle, says));
        let span = span(called, datum, middle, &scale, INK);
        if plot.form == Form::Bars {
            picture.marks.extend(value.into_iter().chain(span));
        } else {
            picture.marks.extend(span.into_iter().chain(value));
        }
        let high = datum.extent.as_ref().map_or(end, |one| scale.at(one.high));
        let place = (end.max(foot).max(high) + 9.0, middle + 4.5);
        picture.clear(place, "start", LABEL, &texts[at]);
        y += heights[at];
    }
    picture.y = bottom + 26.0;
}

/// The rules of a scale from left to right, with their labels below.
pub fn rules(picture: &mut Picture, ticks: &[f64], scale: &Scale, (top, bottom): (f64, f64)) {
    for (tick, label) in ticks.iter().zip(number::ticks(ticks)) {
        let x = scale.at(*tick);
        let colour = if *tick == 0.0 { INK } else { GRID };
        picture.line((x, top), (x, bottom), colour);
        picture.text((x, bottom + 18.0), "middle", LABEL, label);
    }
}

/// The lines of a name before an axis, around its middle.
pub fn name(picture: &mut Picture, lines: &[String], (left, middle): (f64, f64)) {
    let first = middle - (lines.len() as f64 - 1.0) * LINE / 2.0;
    for (line, text) in lines.iter().enumerate() {
        let place = (left - 8.0, (line as f64).mul_add(LINE, first + 4.5));
        picture.text(place, "end", LABEL, text.clone());
    }
}

/// `945 [r]`; with a range behind it where an estimate has both.
pub fn text(datum: &Datum) -> String {
    let text = format!("{} {}", datum.text, datum.marks);
    let text = text.trim_end();
    let estimate = datum.extent.as_ref();
    let estimate = estimate.filter(|one| one.kind == ExtentKind::Estimate);
    match estimate.filter(|one| one.text != datum.text) {
        Some(extent) => format!("{text} ({})", in_words(extent))
            .trim_start()
            .to_owned(),
        None => text.to_owned(),
    }
}

fn mark(form: Form, (zero, end): (f64, f64), middle: f64, says: String) -> Mark {
    match form {
        Form::Bars => Mark::Bar {
            at: (zero.min(end), middle - BAR / 2.0),
            size: ((end - zero).abs(), BAR),
            fill: Fill::Data,
            says,
        },
        Form::Points | Form::Line => Mark::Point {
            at: (end, middle),
            radius: 5.0,
            says,
        },
    }
}

/// How far an entry reaches, if that can be seen: a line with caps for an estimate, a thin one
/// for what was published.
pub fn span(
    name: &str,
    datum: &Datum,
    middle: f64,
    scale: &Scale,
    colour: &'static str,
) -> Option<Mark> {
    let extent = datum.extent.as_ref()?;
    let ends = [extent.low, extent.high].map(|end| (scale.at(end), middle));
    let caps = match extent.kind {
        ExtentKind::Estimate => (6.0, "2.5"),
        ExtentKind::Published => (4.0, "1.2"),
    };
    let says = format!("{}: {}", label(name, datum), in_words(extent));
    between(extent.kind, ends, (caps, colour), says)
}
