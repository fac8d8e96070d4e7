//! How far an entry reaches: the interval of an estimate, and a thin mark from the lowest to the
//! highest of the values that were published, where that is half a cell or more.

use ratatui::style::{Modifier, Style};

use crate::present::{Datum, Extent, ExtentKind};
use crate::tui::theme::{Glyphs, Theme};

use super::axis::Frame;
use super::marks::Marks;
use super::pen::Pen;

/// Bars of this width show what lies before them.
const BROAD: u16 = 3;

/// A bar with an extent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its first column.
    pub x: u16,
    /// Its columns.
    pub width: u16,
    /// Its full cells.
    pub full: u16,
    /// Its cells with the one that is filled in part.
    pub cells: u16,
}

/// The half cells from the first to before the second that a stretch of `cells` cells covers,
/// for its ends as shares; an estimate covers at least one.
fn halves(extent: &Extent, ratio: impl Fn(f64) -> f64, cells: u16) -> (u16, u16) {
    let all = 2 * cells;
    let at = |value: f64| ((ratio(value) * f64::from(all)).round() as u16).min(all);
    let (from, until) = (at(extent.low), at(extent.high));
    match extent.kind {
        ExtentKind::Estimate => {
            let from = from.min(all.saturating_sub(1));
            (from, until.max(from + 1))
        }
        ExtentKind::Published => (from, until.max(from)),
    }
}

/// The marks of an extent, each with its row above the axis.
pub fn upright(frame: &Frame, extent: &Extent, glyphs: Glyphs) -> Vec<(u16, char)> {
    let marks = &Marks::of(glyphs).extent;
    if frame.rows == 0 {
        return Vec::new();
    }
    let (from, until) = halves(extent, |value| frame.ratio(value), frame.rows);
    if from == until {
        return Vec::new();
    }
    let (first, last) = (from / 2, (until - 1) / 2);
    let mark = |up: u16| match extent.kind {
        ExtentKind::Estimate if first == last => marks.pinched,
        ExtentKind::Estimate if up == first => marks.foot,
        ExtentKind::Estimate if up == last => marks.head,
        ExtentKind::Published if from > 2 * up => marks.upper,
        ExtentKind::Published if until < 2 * up + 2 => marks.lower,
        _ => marks.upright,
    };
    (first..=last).map(|up| (up, mark(up))).collect()
}

/// The marks of what was published along `cells` cells of a row, each with its cell.
pub fn level(
    datum: &Datum,
    ratio: impl Fn(f64) -> f64,
    cells: u16,
    glyphs: Glyphs,
) -> Vec<(u16, char)> {
    let marks = &Marks::of(glyphs).extent;
    let Some(extent) = &datum.extent else {
        return Vec::new();
    };
    let (from, until) = halves(extent, ratio, cells);
    let mark = |cell: u16| match (from <= 2 * cell, until >= 2 * cell + 2) {
        (false, _) => marks.right,
        (_, false) => marks.left,
        _ => marks.across,
    };
    (from / 2..until.div_ceil(2))
        .filter(|_| from < until)
        .map(|cell| (cell, mark(cell)))
        .collect()
}

/// Draws an extent over a bar: on a broad one also before it, on a narrow one only above.
pub fn draw_on_bar(
    pen: &mut Pen,
    frame: &Frame,
    bar: Bar,
    (datum, style): (&Datum, Style),
    theme: &Theme,
) {
    let Some(extent) = &datum.extent else { return };
    let from = if bar.width >= BROAD { 0 } else { bar.cells };
    let x = bar.x + bar.width.saturating_sub(1) / 2;
    for (up, mark) in upright(frame, extent, theme.glyphs) {
        let Some(y) = frame.y(up).filter(|_| up >= from) else {
            continue;
        };
        let cut_out = up < bar.full && theme.glyphs != Glyphs::Ascii;
        let style = if cut_out {
            style.add_modifier(Modifier::REVERSED)
        } else {
            style
        };
        pen.mark(x, y, mark, style);
    }
}

/// The rows above the axis up to the upper end of an estimate.
pub fn height(frame: &Frame, datum: &Datum, glyphs: Glyphs) -> u16 {
    let extent = datum.extent.as_ref();
    let estimate = extent.filter(|one| one.kind == ExtentKind::Estimate);
    let marks = estimate.map(|one| upright(frame, one, glyphs));
    marks
        .and_then(|marks| Some(marks.last()?.0 + 1))
        .unwrap_or(0)
}
