//! Several series as lines in one frame, each with its name at its end: told apart by dash and
//! shape, not by colour alone.

use crate::present::{Plots, Strand};

use super::axes::{Reach, TICKS};
use super::columns::{runs, said, span};
use super::frame::{Frame, SIGN, left_of, say_cropped};
use super::legend::{pushed_apart, touched};
use super::lettering::{Style, widest, wrapped};
use super::look::{Look, look};
use super::mark::Mark;
use super::picture::Picture;
use super::upright::left_out;
use super::{MARGIN, QUIET, WIDTH};

/// The least height between the first and the last tick.
const HEIGHT: f64 = 280.0;

/// The least width of the frame, whatever the names are.
const LEAST: f64 = 240.0;

/// The widest name at the end of a line.
const NAMES: f64 = 170.0;

/// The height of a line of a name.
const LINE: f64 = 16.0;

/// Between two names.
const APART: f64 = 6.0;

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plots: &Plots) {
    let reach = Reach::of(plots.strands.iter().flat_map(|one| &one.plot.data));
    let ticks = if plots.cropped() {
        reach.cropped(TICKS)
    } else {
        reach.upward(TICKS)
    };
    let names: Vec<Vec<String>> = plots.strands.iter().map(name).collect();
    let texts = names.iter().flatten().map(String::as_str);
    let left = left_of(&ticks);
    let right = WIDTH - MARGIN - widest(texts, lettered(0)) - 14.0;
    let edges = (left, right.max(left + LEAST));
    let needed: f64 = names.iter().map(|one| height(one)).sum();
    let breaks = plots.breaks();
    let sign = if breaks.is_empty() { 0.0 } else { SIGN + 24.0 };
    let top = picture.y + 18.0 + sign;
    let heights = (top, top + needed.max(HEIGHT));
    let frame = Frame::new(&ticks, plots.entries().len(), edges, heights);
    frame.rules(picture, &ticks);
    let signs = frame.breaks(picture, &breaks);
    touched(picture, plots, &signs);
    for (at, one) in plots.strands.iter().enumerate() {
        marks(picture, one, look(at), &frame);
    }
    labels(picture, plots, &names, &frame);
    frame.foot_of(picture, plots);
    if plots.cropped() {
        say_cropped(picture, &ticks);
    }
    left_out(picture, plots);
}

/// Letters in the ink of a series.
fn lettered(at: usize) -> Style {
    Style::new(13.0, look(at).ink)
}

/// What stands at the end of a line: the short name, and its last value with its marks.
fn name(strand: &Strand) -> Vec<String> {
    let mut lines = wrapped(&strand.short, lettered(0), NAMES);
    let data = &strand.plot.data;
    let last = data.iter().rposition(|one| one.value.is_some());
    let text = last.map_or_else(
        || "no number".to_owned(),
        |at| {
            let value = format!("{} {}", data[at].text, data[at].marks);
            if at + 1 == data.len() {
                value.trim_end().to_owned()
            } else {
                format!("{}: {}", data[at].label, value.trim_end())
            }
        },
    );
    lines.extend(wrapped(&text, lettered(0), NAMES));
    lines
}

fn height(lines: &[String]) -> f64 {
    (lines.len() as f64).mul_add(LINE, APART)
}

/// The line of a series, how far its entries reach, and a point for each value, the last one
/// larger.
fn marks(picture: &mut Picture, strand: &Strand, look: Look, frame: &Frame) {
    let plot = &strand.plot;
    for run in runs(plot) {
        let points = run.iter();
        let points = points.map(|(at, value)| (frame.x(*at), frame.scale.at(*value)));
        picture.marks.push(Mark::Joined {
            points: points.collect(),
            colour: look.colour,
            dash: look.dash,
        });
    }
    let small = (frame.slot / 5.0).clamp(1.6, 3.2);
    let last = plot.data.iter().rposition(|one| one.value.is_some());
    for (at, datum) in plot.data.iter().enumerate() {
        let x = frame.x(at);
        picture
            .marks
            .extend(span(&strand.name, datum, x, frame, look.ink));
        picture.marks.extend(datum.value.map(|value| Mark::Shaped {
            at: (x, frame.scale.at(value)),
            radius: if last == Some(at) { 5.5 } else { small },
            look,
            says: said(&strand.name, datum),
        }));
    }
}

/// The names behind the ends of the lines, each with a key and a thin line to its end.
fn labels(picture: &mut Picture, plots: &Plots, names: &[Vec<String>], frame: &Frame) {
    let ends: Vec<Option<(f64, f64)>> = plots.strands.iter().map(|one| end(one, frame)).collect();
    let wanted: Vec<(f64, f64)> = ends
        .iter()
        .zip(names)
        .map(|(end, lines)| {
            let middle = end.map_or(frame.bottom, |(_, y)| y);
            (middle - LINE / 2.0 - APART / 2.0, height(lines))
        })
        .collect();
    let tops = pushed_apart(&wanted, frame.top, frame.bottom);
    for (at, lines) in names.iter().enumerate() {
        let first = tops[at] + f64::midpoint(APART, LINE);
        let key = (frame.right + 2.0, first);
        if let Some((x, y)) = ends[at] {
            let near = (y - first).abs() < 2.0 && frame.right - x < 24.0;
            if !near {
                picture.line((x + 7.0, y), (key.0 - 5.0, first), QUIET);
            }
            picture.marks.push(Mark::Shaped {
                at: key,
                radius: 4.5,
                look: look(at),
                says: String::new(),
            });
        }
        for (line, text) in lines.iter().enumerate() {
            let y = (line as f64).mul_add(LINE, first + 4.5);
            picture.clear((key.0 + 10.0, y), "start", lettered(at), text);
        }
    }
}

/// Where the last value of a series stands.
fn end(strand: &Strand, frame: &Frame) -> Option<(f64, f64)> {
    let data = &strand.plot.data;
    let at = data.iter().rposition(|one| one.value.is_some())?;
    Some((frame.x(at), frame.scale.at(data[at].value?)))
}
