//! A series over time: upright bars, points or a line; a line joins only what may be joined,
//! and a dotted rule stands where the series breaks.

use crate::present::{Datum, Form, Plot, number};

use super::axes::{Scale, ticks};
use super::lettering::{Style, widest, width};
use super::{GRID, INK, LABEL, MARGIN, Mark, Picture, QUIET, WIDTH};

/// The height between the first and the last tick.
const HEIGHT: f64 = 260.0;

/// Above the last tick: a value and its marks.
const HEAD: f64 = 36.0;

/// And the sign of a break.
const SIGN: f64 = 18.0;

/// The sizes of a value, tried in turn until all find room.
const SIZES: [f64; 3] = [13.0, 12.0, 11.0];

/// No bar is wider.
const WIDEST: f64 = 56.0;

const MARK: Style = Style::new(11.0, QUIET);

/// Where the entries stand.
struct Frame {
    left: f64,
    slot: f64,
    scale: Scale,
    top: f64,
    bottom: f64,
}

impl Frame {
    /// The middle of an entry.
    fn x(&self, at: usize) -> f64 {
        (at as f64 + 0.5).mul_add(self.slot, self.left)
    }
}

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plot: &Plot) {
    let ticks = ticks(plot);
    let labels: Vec<String> = ticks.iter().map(|one| number::tick(*one)).collect();
    let left = MARGIN + widest(labels.iter().map(String::as_str), LABEL) + 10.0;
    let sign = if plot.breaks.is_empty() { 0.0 } else { SIGN };
    let top = picture.y + HEAD + sign;
    let bottom = top + HEIGHT;
    let frame = Frame {
        left,
        slot: (WIDTH - MARGIN - left) / plot.data.len().max(1) as f64,
        scale: Scale::new(&ticks, bottom, top),
        top,
        bottom,
    };
    for (tick, label) in ticks.iter().zip(labels) {
        let y = frame.scale.at(*tick);
        let colour = if *tick == 0.0 { INK } else { GRID };
        picture.line((left, y), (WIDTH - MARGIN, y), colour);
        picture.text((left - 8.0, y + 4.5), "end", LABEL, label);
    }
    breaks(picture, plot, &frame);
    marks(picture, plot, &frame);
    values(picture, plot, &frame);
    periods(picture, plot, &frame);
    picture.y = bottom + 28.0;
}

fn breaks(picture: &mut Picture, plot: &Plot, frame: &Frame) {
    let mut last = None;
    for one in &plot.breaks {
        let x = (one.before as f64).mul_add(frame.slot, frame.left);
        if last != Some(one.before) {
            let at = (x, frame.top - 38.0);
            picture.text(at, "middle", LABEL, "[b]".to_owned());
        }
        last = Some(one.before);
        picture.marks.push(Mark::Break {
            x,
            from: frame.top - 32.0,
            to: frame.bottom,
            reason: one.reason.clone(),
        });
    }
}

fn marks(picture: &mut Picture, plot: &Plot, frame: &Frame) {
    if plot.form == Form::Line {
        for run in runs(plot) {
            let points = run
                .iter()
                .map(|(at, value)| (frame.x(*at), frame.scale.at(*value)));
            picture.marks.push(Mark::Joined(points.collect()));
        }
    }
    let zero = frame.scale.at(0.0);
    for (at, datum) in plot.data.iter().enumerate() {
        let Some(value) = datum.value else {
            continue;
        };
        let (x, y) = (frame.x(at), frame.scale.at(value));
        let says = said(datum);
        picture.marks.push(match plot.form {
            Form::Bars => {
                let wide = (frame.slot * 0.72).min(WIDEST);
                Mark::Bar {
                    at: (x - wide / 2.0, y.min(zero)),
                    size: (wide, (y - zero).abs()),
                    says,
                }
            }
            Form::Points | Form::Line => Mark::Point {
                at: (x, y),
                radius: if frame.slot < 16.0 { 3.0 } else { 4.5 },
                says,
            },
        });
    }
}

/// "2011: 945 [r]".
pub fn said(datum: &Datum) -> String {
    let text = format!("{}: {} {}", datum.label, datum.text, datum.marks);
    text.trim_end().to_owned()
}

/// The stretches that a line joins, with at least two entries each.
fn runs(plot: &Plot) -> Vec<Vec<(usize, f64)>> {
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

/// The values where they fit: all of them, or else the last, the highest, the lowest and the
/// first, wherever nothing else stands.
fn values(picture: &mut Picture, plot: &Plot, frame: &Frame) {
    let texts = || plot.data.iter().map(|datum| datum.text.as_str());
    let fits = |style: &Style| widest(texts(), *style) + 2.0 <= frame.slot;
    let fitting = SIZES
        .map(|size| Style::new(size, INK))
        .into_iter()
        .find(fits);
    let (all, style) = (fitting.is_some(), fitting.unwrap_or(LABEL));
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for at in order(plot) {
        let datum = &plot.data[at];
        let (x, half) = (frame.x(at), width(&datum.text, style) / 2.0 + 2.0);
        let free = taken
            .iter()
            .all(|(from, to)| x + half < *from || x - half > *to);
        let inside = x - half >= frame.left && x + half <= WIDTH;
        let y = frame.scale.at(datum.value.unwrap_or(0.0).max(0.0));
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
            let height = (row as f64).mul_add(12.0, above + 14.0);
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
            || datum
                .value
                .is_none_or(|value| frame.scale.at(value) >= y - 4.0)
    });
    let uncrossed = plot.breaks.iter().all(|one| {
        let x = (one.before as f64).mul_add(frame.slot, frame.left);
        x < from || x > to
    });
    low && uncrossed
}

/// The periods under the entries: all of them, or every so many, always whole cycles apart.
fn periods(picture: &mut Picture, plot: &Plot, frame: &Frame) {
    let room = widest(plot.data.iter().map(|datum| datum.short.as_str()), LABEL) + 8.0;
    let cycle = plot.cycle.max(1);
    let steps = std::iter::once(1).chain((1..=plot.data.len()).map(|times| times * cycle));
    let fits = |step: &usize| *step as f64 * frame.slot >= room;
    let step = steps
        .into_iter()
        .find(fits)
        .unwrap_or(plot.data.len().max(1));
    for (at, datum) in plot.data.iter().enumerate() {
        let x = frame.x(at);
        if at % step == 0 {
            let half = width(&datum.short, LABEL) / 2.0;
            let inside = x.clamp(half + 2.0, WIDTH - half - 2.0);
            picture.line((x, frame.bottom), (x, frame.bottom + 5.0), INK);
            let place = (inside, frame.bottom + 20.0);
            picture.text(place, "middle", LABEL, datum.short.clone());
        }
    }
}
