//! The strip below the axis of a chart over time: how many news items are about each period, faint,
//! with the number of the fullest. It is drawn where they were counted and there are any.

use crate::present::number;

use super::NOTE;
use super::columns::WIDEST;
use super::frame::{Entries, Frame};
use super::look::Fill;
use super::mark::Mark;
use super::picture::Picture;

/// The height of the fullest period.
const HEIGHT: f64 = 14.0;

/// The least height of a period with an item.
const LEAST: f64 = 2.0;

/// Draws the strip below what is there.
pub fn strip(picture: &mut Picture, entries: &Entries<'_>, frame: &Frame) {
    let counts = || entries.data.iter().map(|datum| (datum.items, datum));
    let Some((most, fullest)) = counts().max_by_key(|(count, _)| *count) else {
        return;
    };
    if most == 0 {
        return;
    }
    picture.gap(HEIGHT);
    let wide = (frame.slot * 0.72).min(WIDEST);
    for (at, (count, datum)) in counts().enumerate() {
        if count == 0 {
            continue;
        }
        let high = (count as f64 / most as f64 * HEIGHT).max(LEAST);
        picture.marks.push(Mark::Bar {
            at: (frame.x(at) - wide / 2.0, picture.y - high),
            size: (wide, high),
            fill: Fill::Faint,
            says: format!("{}: {}", datum.label, items(count)),
        });
    }
    let label = &fullest.label;
    let text = format!("News about each period: at most {} ({label}).", items(most));
    picture.prose(&text, NOTE);
}

fn items(count: usize) -> String {
    number::counted(count, "item", "items")
}
