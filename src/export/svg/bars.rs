//! Parts side by side: bars from zero to the right, each with its name before it and its
//! value behind it.

use crate::present::{Form, Plot, number};

use super::axes::{Scale, ticks};
use super::columns::said;
use super::lettering::{widest, wrapped};
use super::{GRID, INK, LABEL, MARGIN, Mark, Picture, WIDTH};

/// The widest column of names.
const NAMES: f64 = 260.0;

/// The height of a line of a name.
const LINE: f64 = 16.0;

/// The height of a bar.
const BAR: f64 = 18.0;

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plot: &Plot) {
    let names: Vec<Vec<String>> = plot
        .data
        .iter()
        .map(|datum| wrapped(&datum.label, LABEL, NAMES))
        .collect();
    let lines = names.iter().flatten().map(String::as_str);
    let left = MARGIN + widest(lines, LABEL) + 8.0;
    let texts: Vec<String> = plot
        .data
        .iter()
        .map(|datum| {
            format!("{} {}", datum.text, datum.marks)
                .trim_end()
                .to_owned()
        })
        .collect();
    let behind = widest(texts.iter().map(String::as_str), LABEL) + 10.0;
    let ticks = ticks(plot);
    let scale = Scale::new(&ticks, left, (WIDTH - MARGIN - behind).max(left + 120.0));
    let top = picture.y + 14.0;
    let heights: Vec<f64> = names
        .iter()
        .map(|lines| (lines.len() as f64 * LINE).max(BAR) + 8.0)
        .collect();
    let bottom = top + heights.iter().sum::<f64>();
    for tick in &ticks {
        let x = scale.at(*tick);
        let colour = if *tick == 0.0 { INK } else { GRID };
        picture.line((x, top), (x, bottom), colour);
        let label = number::tick(*tick);
        picture.text((x, bottom + 18.0), "middle", LABEL, label);
    }
    let mut y = top;
    for (at, datum) in plot.data.iter().enumerate() {
        let middle = y + heights[at] / 2.0;
        let first = middle - (names[at].len() as f64 - 1.0) * LINE / 2.0;
        for (line, text) in names[at].iter().enumerate() {
            let place = (left - 8.0, (line as f64).mul_add(LINE, first + 4.5));
            picture.text(place, "end", LABEL, text.clone());
        }
        let end = scale.at(datum.value.unwrap_or(0.0));
        let zero = scale.at(0.0);
        if datum.value.is_some() {
            picture
                .marks
                .push(mark(plot.form, (zero, end), middle, said(datum)));
        }
        let place = (end.max(zero) + 7.0, middle + 4.5);
        picture.clear(place, "start", LABEL, &texts[at]);
        y += heights[at];
    }
    picture.y = bottom + 26.0;
}

fn mark(form: Form, (zero, end): (f64, f64), middle: f64, says: String) -> Mark {
    match form {
        Form::Bars => Mark::Bar {
            at: (zero.min(end), middle - BAR / 2.0),
            size: ((end - zero).abs(), BAR),
            says,
        },
        Form::Points | Form::Line => Mark::Point {
            at: (end, middle),
            radius: 5.0,
            says,
        },
    }
}
