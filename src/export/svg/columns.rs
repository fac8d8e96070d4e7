//! A series over time: upright bars, points or a line; a line joins only what may be joined,
//! and a dotted rule stands where the series breaks.

use crate::present::{Datum, ExtentKind, Form, Plot, PlotEvent};

use super::super::text::entries::in_words;
use super::axes::{Scale, ticks_of};
use super::frame::{Entries, Frame, HEAD, SIGN, left_of, say_cropped};
use super::lettering::{Style, widest, width};
use super::look::Fill;
use super::mark::{Mark, Span};
use super::picture::Picture;
use super::{DATA, INK, LABEL, MARGIN, QUIET, WIDTH};

/// The height between the first and the last tick.
const HEIGHT: f64 = 260.0;

/// The sizes of a value, tried in turn until all find room.
const SIZES: [f64; 3] = [13.0, 12.0, 11.0];

/// No bar is wider.
pub const WIDEST: f64 = 56.0;

/// A shorter stretch of published values is told and not drawn.
const LEAST: f64 = 1.0;

/// From one row of marks to the next.
const MARKS_APART: f64 = 12.0;

const MARK: Style = Style::new(11.0, QUIET);

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plot: &Plot) {
    let ticks = ticks_of(plot);
    let sign = if plot.breaks.is_empty() { 0.0 } else { SIGN };
    let top = picture.y + head(plot, &ticks, HEIGHT) + sign;
    let edges = (left_of(&ticks), WIDTH - MARGIN);
    let frame = Frame::new(&ticks, plot.data.len(), edges, (top, top + HEIGHT));
    frame.rules(picture, &ticks);
    series(picture, plot, "", &frame);
    let events: Vec<&PlotEvent> = plot.events.iter().collect();
    let entries = Entries {
        data: &plot.data,
        cycle: plot.cycle,
        events: &events,
    };
    frame.foot(picture, &entries);
    if plot.cropped() {
        say_cropped(picture, &ticks);
    }
}

/// The room above the last tick that values and their marks need.
pub fn head(plot: &Plot, ticks: &[f64], height: f64) -> f64 {
    let scale = Scale::new(ticks, height, 0.0);
    let needed = plot.data.iter().map(|datum| {
        let marks = datum.marks.split_whitespace().count() as f64;
        marks.mul_add(MARKS_APART, 26.0) - top_of(datum, &scale)
    });
    needed.fold(HEAD, f64::max)
}

/// Breaks, marks and values of a series in a frame; marks say the name first, if there is one.
pub fn series(picture: &mut Picture, plot: &Plot, name: &str, frame: &Frame) {
    frame.breaks(picture, &plot.breaks);
    marks(picture, plot, name, frame);
    values(picture, plot, frame);
}

fn marks(picture: &mut Picture, plot: &Plot, name: &str, frame: &Frame) {
    if plot.form == Form::Line {
        for run in runs(plot) {
            let points = run.iter();
            let points = points.map(|(at, value)| (frame.x(*at), frame.scale.at(*value)));
            picture.marks.push(Mark::Joined {
                points: points.collect(),
                colour: DATA,
                dash: "",
            });
        }
    }
    for (at, datum) in plot.data.iter().enumerate() {
        let x = frame.x(at);
        let value = datum
            .value
            .map(|value| mark(plot.form, value, x, frame, said(name, datum)));
        let span = span(name, datum, x, frame, INK);
        // A bar stands behind how far it reaches, a point before it.
        if plot.form == Form::Bars {
            picture.marks.extend(value.into_iter().chain(span));
        } else {
            picture.marks.extend(span.into_iter().chain(value));
        }
    }
}

fn mark(form: Form, value: f64, x: f64, frame: &Frame, says: String) -> Mark {
    let (y, zero) = (frame.scale.at(value), frame.scale.foot());
    match form {
        Form::Bars => {
            let wide = (frame.slot * 0.72).min(WIDEST);
            Mark::Bar {
                at: (x - wide / 2.0, y.min(zero)),
                size: (wide, (y - zero).abs()),
                fill: Fill::Data,
                says,
            }
        }
        Form::Points | Form::Line => Mark::Point {
            at: (x, y),
            radius: if frame.slot < 16.0 { 3.0 } else { 4.5 },
            says,
        },
    }
}

/// How far an entry reaches, if that can be seen: a line with caps for an estimate, a thin one
/// for what was published.
pub fn span(
    name: &str,
    datum: &Datum,
    x: f64,
    frame: &Frame,
    colour: &'static str,
) -> Option<Mark> {
    let extent = datum.extent.as_ref()?;
    let ends = [extent.low, extent.high].map(|end| (x, frame.scale.at(end)));
    let caps = match extent.kind {
        ExtentKind::Estimate => ((frame.slot / 4.0).min(7.0), "2"),
        ExtentKind::Published => ((frame.slot / 5.0).min(4.0), "1.2"),
    };
    let says = format!("{}: {}", label(name, datum), in_words(extent));
    between(extent.kind, ends, (caps, colour), says)
}

/// A line with caps between the ends of an extent; `None` for one of publications that is too
/// small to be seen.
pub fn between(
    kind: ExtentKind,
    [from, to]: [(f64, f64); 2],
    ((cap, weight), colour): ((f64, &'static str), &'static str),
    says: String,
) -> Option<Mark> {
    let length = (from.0 - to.0).abs() + (from.1 - to.1).abs();
    let seen = kind == ExtentKind::Estimate || length >= LEAST;
    seen.then_some(Mark::Span(Span {
        from,
        to,
        cap,
        weight,
        colour,
        says,
    }))
}

/// "2011", "Adults, 2011".
pub fn label(name: &str, datum: &Datum) -> String {
    if name.is_empty() {
        datum.label.clone()
    } else {
        format!("{name}, {}", datum.label)
    }
}

/// `2011: 945 [r]`, `Adults, 2011: 945 [r], published values 945 to 946`.
pub fn said(name: &str, datum: &Datum) -> String {
    let text = format!("{}: {} {}", label(name, datum), datum.text, datum.marks);
    let mut text = text.trim_end().to_owned();
    if let Some(extent) = &datum.extent {
        text.push_str(&format!(", {}", in_words(extent)));
    }
    text
}

/// The stretches that a line joins, with at least two entries each.
pub fn runs(plot: &Plot) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
    for (at, datum) in plot.data.iter().enumerate() {
        let Some(value) = datum.value else {
            continue;
        };
        let follows = |run: &&mut Vec<(usize, f64)>| run.last().is_some_and(|one| one.0 + 1 == at);
        match runs.last_mut().filter(follows) {
            Some(run) if datum.joined => run.push((at, value)),
            _ => runs.push(vec![(at, value)]),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// The upper end of what is drawn of an entry.
fn top_of(datum: &Datum, scale: &Scale) -> f64 {
    let high = datum.extent.as_ref().map(|one| one.high);
    let ends = datum.value.into_iter().chain(high).reduce(f64::max);
    ends.map_or(scale.foot(), |end| scale.at(end))
}

/// The values where they fit: all of them, or else the last, the highest, the lowest and the
/// first, wherever nothing else stands.
fn values(picture: &mut Picture, plot: &Plot, frame: &Frame) {
    let texts = || plot.data.iter().map(|datum| datum.text.as_str());
    let mut marks = plot
        .data
        .iter()
        .flat_map(|one| one.marks.split_whitespace());
    let marked = marks.all(|mark| width(mark, MARK) <= frame.slot);
    let fits = |style: &Style| marked && widest(texts(), *style) + 2.0 <= frame.slot;
    let fitting = SIZES
        .map(|size| Style::new(size, INK))
        .into_iter()
        .find(fits);
    let (all, style) = (fitting.is_some(), fitting.unwrap_or(LABEL));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for at in order(plot) {
        let datum = &plot.data[at];
        let wide = width(&datum.text, style).max(width(&datum.marks, MARK));
        let (x, half) = (frame.x(at), wide / 2.0 + 2.0);
        let free = taken
            .iter()
            .all(|(from, to)| x + half < *from || x - half > *to);
        let inside = x - half >= frame.left && x + half <= WIDTH;
        let y = top_of(datum, &frame.scale).min(frame.scale.foot());
        let alone = free && inside && is_clear(plot, frame, (x - half, x + half), y);
        if !all && !alone {
            continue;
        }
        taken.push((x - half, x + half));
        let above = if plot.form == Form::Bars { 6.0 } else { 10.0 };
        picture.clear((x, y - above), "middle", style, &datum.text);
        let fits = width(&datum.marks, MARK) <= frame.slot;
        let rows: Vec<&str> = match datum.marks.as_str() {
            "" => Vec::new(),
            marks if fits || !all => vec![marks],
            marks => marks.split_whitespace().rev().collect(),
        };
        for (row, marks) in rows.into_iter().enumerate() {
            let height = (row as f64).mul_add(MARKS_APART, above + 14.0);
            picture.clear((x, y - height), "middle", MARK, marks);
        }
    }
}

/// The entries with a text, the most telling first.
fn order(plot: &Plot) -> Vec<usize> {
    let by = |wanted: fn(f64, f64) -> bool| {
        let mut best: Option<(usize, f64)> = None;
        for (at, datum) in plot.data.iter().enumerate() {
            if let Some(value) = datum.value
                && best.is_none_or(|(_, so_far)| wanted(value, so_far))
            {
                best = Some((at, value));
            }
        }
        best.map(|(at, _)| at)
    };
    let last = plot.data.iter().rposition(|one| one.value.is_some());
    let highest = by(|value, so_far| value > so_far);
    let lowest = by(|value, so_far| value < so_far);
    let telling = [last, highest, lowest].into_iter().flatten();
    let mut order: Vec<usize> = Vec::new();
    for at in telling.chain(0..plot.data.len()) {
        if !order.contains(&at) && !plot.data[at].text.is_empty() {
            order.push(at);
        }
    }
    order
}

/// Whether nothing of the entries below a label reaches up to it, and no rule crosses it.
fn is_clear(plot: &Plot, frame: &Frame, (from, to): (f64, f64), y: f64) -> bool {
    let low = plot.data.iter().enumerate().all(|(at, datum)| {
        let half = frame.slot / 2.0;
        let apart = frame.x(at) + half < from || frame.x(at) - half > to;
        apart
            || datum.value.is_none() && datum.extent.is_none()
            || top_of(datum, &frame.scale) >= y - 4.0
    });
    low && !frame.is_cut(&plot.breaks, (from, to))
}
