//! Where the entries of a plot stand along the horizontal axis, and which of their labels:
//! equal widths, equal gaps, and every label centred under its own entry.

use std::borrow::Cow;

use crate::present::{Datum, Plot};
use crate::tui::theme::Glyphs;

use super::text;

/// The columns in which entries may stand: from `from` up to before `until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first column.
    pub from: u16,
    /// The column after the last one.
    pub until: u16,
}

/// Fewer groups of bars than this are no picture of a series.
pub const LEAST_GROUPS: usize = 3;

/// Equal places side by side, for all entries or for those around the selected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// The first entry shown.
    pub first: usize,
    /// How many are shown.
    pub count: usize,
    /// How many there are.
    pub len: usize,
    /// The column of the first entry shown.
    pub left: u16,
    /// The width of a mark.
    pub bar: u16,
    /// The blank columns between two marks.
    pub gap: u16,
}

impl Slots {
    /// Places for bars that are as wide as the span allows, up to `widest` with their gap.
    pub fn bars(span: Span, plot: &Plot, widest: u16) -> Self {
        let (len, label) = (plot.data.len(), widest_label(plot));
        let room = span.until.saturating_sub(span.from);
        if len > usize::from(room) {
            return Self::window(span, plot);
        }
        let mut pitch = 1;
        let mut over = 0;
        for _ in 0..3 {
            let fit = usize::from(room.saturating_sub(over)) / len.max(1);
            pitch = (fit as u16).clamp(1, widest.max(1));
            over = label.saturating_sub(pitch - gap(pitch)).div_ceil(2);
        }
        let gap = gap(pitch);
        Self {
            first: 0,
            count: len,
            len,
            left: span.from + gap,
            bar: pitch - gap,
            gap,
        }
    }

    /// Places for points one column wide, as far apart as the span allows.
    pub fn points(span: Span, plot: &Plot) -> Self {
        let (len, label) = (plot.data.len(), widest_label(plot));
        let room = span.until.saturating_sub(span.from);
        if len > usize::from(room) {
            return Self::window(span, plot);
        }
        let steps = len.saturating_sub(1).max(1);
        let aside = (label / 2).min((room - len as u16) / 2);
        let pitch = usize::from(room.saturating_sub(1 + 2 * aside)) / steps;
        Self {
            first: 0,
            count: len,
            len,
            left: span.from + aside,
            bar: 1,
            gap: (pitch.max(1) - 1) as u16,
        }
    }

    /// Places for `bars` bars side by side for each entry, as wide as the span allows; for the
    /// entries around the selected one where there is no room for all, and `None` where there
    /// is not even room for [`LEAST_GROUPS`].
    pub fn groups(span: Span, plot: &Plot, bars: usize, widest: u16) -> Option<Self> {
        let (len, bars) = (plot.data.len(), bars.max(1) as u16);
        let room = span.until.saturating_sub(span.from);
        let fit = usize::from(room.saturating_sub(1)) / len.max(1);
        let pitch = (fit as u16).min(widest.max(5 * bars));
        if pitch > bars {
            let bar = (pitch - gap(pitch).max(1)) / bars * bars;
            let gap = pitch - bar;
            let left = span.from + gap;
            return Some(Self {
                first: 0,
                count: len,
                len,
                left,
                bar,
                gap,
            });
        }
        let room = usize::from(room.saturating_sub(3));
        let count = room / usize::from(bars + 1);
        let at = selected(plot).unwrap_or(len.saturating_sub(1));
        (count >= LEAST_GROUPS.min(len)).then(|| Self {
            first: at.saturating_sub(count / 2).min(len.saturating_sub(count)),
            count: count.min(len),
            len,
            left: span.from + 2,
            bar: bars,
            gap: 1,
        })
    }

    /// One column an entry, for as many around the selected or last one as fit between two
    /// columns for the marks that more are there, with room for half a label after the last.
    fn window(span: Span, plot: &Plot) -> Self {
        let len = plot.data.len();
        let room = span.until.saturating_sub(span.from + 2);
        let aside = (widest_label(plot) / 2).min(room / 4);
        let count = usize::from(room - aside);
        let at = selected(plot).unwrap_or(len.saturating_sub(1));
        Self {
            first: at.saturating_sub(count / 2).min(len - count),
            count,
            len,
            left: span.from + 1,
            bar: 1,
            gap: 0,
        }
    }

    /// The columns from one entry to the next.
    pub fn pitch(&self) -> u16 {
        self.bar + self.gap
    }

    /// The first column of an entry's mark, if it is shown.
    pub fn x(&self, index: usize) -> Option<u16> {
        let shown = index
            .checked_sub(self.first)
            .filter(|at| *at < self.count)?;
        Some(self.left + shown as u16 * self.pitch())
    }

    /// The column in the middle of an entry's mark, if it is shown.
    pub fn middle(&self, index: usize) -> Option<u16> {
        Some(self.x(index)? + self.bar.saturating_sub(1) / 2)
    }

    /// The entries shown with the first column of their marks.
    pub fn iter(&self) -> impl Iterator<Item = (usize, u16)> + use<> {
        let slots = *self;
        (slots.first..slots.first + slots.count).map(move |index| {
            (
                index,
                slots.left + (index - slots.first) as u16 * slots.pitch(),
            )
        })
    }

    /// The entry whose place a column belongs to.
    pub fn at(&self, column: u16) -> Option<usize> {
        let from = column
            .saturating_add(self.gap.div_ceil(2))
            .checked_sub(self.left)?;
        let shown = usize::from(from / self.pitch());
        (shown < self.count).then_some(self.first + shown)
    }

    /// Where a text of `width` cells begins that is centred on the mark at `x`; negative if it
    /// would begin left of the area.
    pub fn centred(&self, x: u16, width: u16) -> i32 {
        (2 * i32::from(x) + i32::from(self.bar) - i32::from(width)).div_euclid(2)
    }

    /// Whether entries are cut off on the left, and on the right.
    pub fn cut(&self) -> (bool, bool) {
        (self.first > 0, self.first + self.count < self.len)
    }
}

/// The entry under the cursor, if there is such an entry.
pub fn selected(plot: &Plot) -> Option<usize> {
    plot.selected.filter(|at| *at < plot.data.len())
}

fn gap(pitch: u16) -> u16 {
    match pitch {
        0 | 1 => 0,
        2..=5 => 1,
        6..=9 => 2,
        _ => pitch / 4,
    }
}

fn widest_label(plot: &Plot) -> u16 {
    let widths = plot.data.iter().map(|datum| text::width(&datum.short));
    widths.max().unwrap_or(0)
}

/// A label on the horizontal axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label<'a> {
    /// The entry that it names.
    pub index: usize,
    /// Its first column.
    pub x: u16,
    /// Its text.
    pub text: Cow<'a, str>,
}

/// The labels that fit on `width` columns without touching: all in full, else all short, else
/// every n-th, counted so that the selected (or last) one is among them.
pub fn labels<'a>(plot: &'a Plot, slots: &Slots, width: u16, glyphs: Glyphs) -> Vec<Label<'a>> {
    let full = |datum: &'a Datum| datum.label.as_str();
    let short = |datum: &'a Datum| datum.short.as_str();
    let Some(last) = (slots.first + slots.count).checked_sub(1) else {
        return Vec::new();
    };
    let anchor = selected(plot).unwrap_or(last);
    let row = LabelRow {
        plot,
        slots,
        width,
        anchor,
    };
    row.every(1, full, Misfit::Refused)
        .or_else(|| row.every(1, short, Misfit::Refused))
        .or_else(|| {
            let cycle = plot.cycle.max(1);
            let steps = (1..=slots.count / cycle).map(|rounds| rounds * cycle);
            steps
                .filter(|step| *step > 1)
                .find_map(|step| row.every(step, short, Misfit::LeftOut))
        })
        .unwrap_or_else(|| row.only_anchor(glyphs))
}

/// What becomes of the labels where one does not fit in the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Misfit {
    /// There are none.
    Refused,
    /// That one alone is left out, unless it is the anchor's.
    LeftOut,
}

struct LabelRow<'a, 's> {
    plot: &'a Plot,
    slots: &'s Slots,
    width: u16,
    anchor: usize,
}

impl<'a> LabelRow<'a, '_> {
    /// Every `step`-th label, or nothing if two would touch or one may not be left out.
    fn every(
        &self,
        step: usize,
        name: impl Fn(&'a Datum) -> &'a str,
        misfit: Misfit,
    ) -> Option<Vec<Label<'a>>> {
        let mut labels: Vec<Label<'a>> = Vec::new();
        let mut free = 0;
        for (index, x) in self.slots.iter() {
            if index % step != self.anchor % step {
                continue;
            }
            let text = name(&self.plot.data[index]);
            let width = text::width(text);
            let begin = self.slots.centred(x, width);
            let inside = begin >= 0 && begin + i32::from(width) <= i32::from(self.width);
            if !inside && (misfit == Misfit::Refused || index == self.anchor) {
                return None;
            }
            if inside {
                let x = begin as u16;
                if x < free {
                    return None;
                }
                free = x + width + 1;
                labels.push(Label {
                    index,
                    x,
                    text: Cow::Borrowed(text),
                });
            }
        }
        Some(labels)
    }

    fn only_anchor(&self, glyphs: Glyphs) -> Vec<Label<'a>> {
        let Some(x) = self.slots.x(self.anchor) else {
            return Vec::new();
        };
        let aside = x.min(self.width.saturating_sub(x + self.slots.bar));
        let room = self.slots.bar + 2 * aside;
        let text = text::fit(&self.plot.data[self.anchor].short, room, glyphs);
        let begin = self.slots.centred(x, text::width(&text)).max(0) as u16;
        vec![Label {
            index: self.anchor,
            x: begin,
            text,
        }]
    }
}
