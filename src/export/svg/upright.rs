//! Bars of several series over time: side by side, or upon one another, from zero, with a
//! legend above them.

use crate::present::{Arrangement, Datum, Plots, alt};

use super::axes::{Reach, TICKS};
use super::columns::{WIDEST, said, span};
use super::frame::{Frame, SIGN, left_of};
use super::legend;
use super::lettering::{Style, widest, width};
use super::look::{Fill, look};
use super::mark::Mark;
use super::picture::Picture;
use super::{INK, MARGIN, NOTE, WIDTH};

/// The height between the first and the last tick.
const HEIGHT: f64 = 280.0;

/// Letters of a value.
pub const VALUE: Style = Style::new(11.0, INK);

/// Draws the chart below what is there.
pub fn draw(picture: &mut Picture, plots: &Plots) {
    legend::draw(picture, plots);
    let ticks = reach(plots).upward(TICKS);
    let breaks = plots.breaks();
    let sign = if breaks.is_empty() { 0.0 } else { SIGN + 14.0 };
    let top = picture.y + 28.0 + sign;
    let edges = (left_of(&ticks), WIDTH - MARGIN);
    let frame = Frame::new(&ticks, plots.entries().len(), edges, (top, top + HEIGHT));
    frame.rules(picture, &ticks);
    let signs = frame.breaks(picture, &breaks);
    legend::touched(picture, plots, &signs);
    let written = match plots.arrangement {
        Arrangement::Stacked => stacks(picture, plots, &frame),
        _ => groups(picture, plots, &frame),
    };
    frame.foot_of(picture, plots);
    if written == Texts::Some {
        left_out(picture, plots);
    }
}

/// Whether the text of every entry found room in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Texts {
    All,
    Some,
}

/// Says below the chart what stands in the place of numbers.
pub fn left_out(picture: &mut Picture, plots: &Plots) {
    for (at, one) in alt::plots::unnumbered(plots).iter().enumerate() {
        picture.gap(if at == 0 { 4.0 } else { 0.0 });
        picture.prose(one, NOTE);
    }
}

/// How far the bars reach.
pub fn reach(plots: &Plots) -> Reach {
    if plots.arrangement != Arrangement::Stacked {
        return Reach::of(plots.strands.iter().flat_map(|one| &one.plot.data));
    }
    let whole = plots.strands.iter().flat_map(|one| &one.plot.data);
    let values = whole.filter_map(|datum| datum.value);
    Reach::over(values.chain([plots.max()]))
}

/// Bars side by side, with their values above them where all of them find room.
fn groups(picture: &mut Picture, plots: &Plots, frame: &Frame) -> Texts {
    let count = plots.strands.len().max(1) as f64;
    let wide = (frame.slot * 0.82 / count).min(WIDEST);
    let data = || plots.strands.iter().flat_map(|one| &one.plot.data);
    let room = widest(data().map(|datum| datum.text.as_str()), VALUE) + 2.0 <= wide;
    let foot = frame.scale.foot();
    for at in 0..plots.entries().len() {
        for (nth, strand) in plots.strands.iter().enumerate() {
            let Some(datum) = strand.plot.data.get(at) else {
                continue;
            };
            let x = (nth as f64 - (count - 1.0) / 2.0).mul_add(wide, frame.x(at));
            let end = datum.value.map_or(foot, |value| frame.scale.at(value));
            picture.marks.extend(datum.value.map(|_| Mark::Bar {
                at: (x - wide / 2.0, end.min(foot)),
                size: (wide, (end - foot).abs()),
                fill: Fill::Series(nth),
                says: said(&strand.name, datum),
            }));
            let mark = span(&strand.name, datum, x, frame, look(nth).ink);
            picture.marks.extend(mark);
            // A zero has no bar, and yet it is no gap.
            if room || datum.value == Some(0.0) && width(&datum.text, VALUE) <= wide {
                let high = datum.extent.as_ref().map(|one| frame.scale.at(one.high));
                let y = high.map_or(end, |high| high.min(end)).min(foot);
                picture.clear((x, y - 5.0), "middle", VALUE, &datum.text);
            }
        }
    }
    if room { Texts::All } else { Texts::Some }
}

/// Bars upon one another from zero, the first series lowest.
fn stacks(picture: &mut Picture, plots: &Plots, frame: &Frame) -> Texts {
    let wide = (frame.slot * 0.72).min(WIDEST);
    for at in 0..plots.entries().len() {
        let (mut above, mut below) = (0.0, 0.0);
        for (nth, strand) in plots.strands.iter().enumerate() {
            let datum: Option<&Datum> = strand.plot.data.get(at);
            let Some((datum, value)) = datum.and_then(|one| Some((one, one.value?))) else {
                continue;
            };
            let pile = if value < 0.0 { &mut below } else { &mut above };
            let (from, to) = (frame.scale.at(*pile), frame.scale.at(*pile + value));
            *pile += value;
            picture.marks.push(Mark::Bar {
                at: (frame.x(at) - wide / 2.0, from.min(to)),
                size: (wide, (from - to).abs()),
                fill: Fill::Series(nth),
                says: said(&strand.name, datum),
            });
            if width(&datum.text, VALUE) + 2.0 <= wide && (from - to).abs() >= 15.0 {
                let place = (frame.x(at), f64::midpoint(from, to) + 4.0);
                on_bar(picture, place, nth, &datum.text);
            }
        }
    }
    Texts::Some
}

/// A value on the bar of a series: white where the bar is whole, clear of its hatch elsewhere.
pub fn on_bar(picture: &mut Picture, at: (f64, f64), nth: usize, text: &str) {
    if look(nth).is_whole() {
        let style = Style::new(VALUE.size, "#FFFFFF");
        picture.text(at, "middle", style, text.to_owned());
    } else {
        picture.clear(at, "middle", VALUE, text);
    }
}
