//! The frame that columns and lines share: an axis from zero with round ticks, the labels under
//! the entries, and the rules at breaks.

use crate::present::{Plot, number, scale};
use crate::tui::theme::{Glyphs, Theme};

use super::marks::Marks;
use super::pen::Pen;
use super::slots::{self, Label, Slots, Span};
use super::text;

/// What kind of marks stand in the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Bars with gaps.
    Bars,
    /// Points one cell wide.
    Points,
}

/// Where everything of a chart with a vertical and a horizontal axis stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame<'a> {
    /// The columns of the area.
    pub width: u16,
    /// The row of the horizontal axis.
    pub base: u16,
    /// The rows from zero up to the highest tick.
    pub rows: u16,
    /// The values with a tick.
    pub ticks: Vec<f64>,
    /// The column of the vertical axis, if there is room for it.
    pub axis: Option<u16>,
    /// Where the entries stand.
    pub slots: Slots,
    /// The labels under the axis.
    pub labels: Vec<Label<'a>>,
}

impl<'a> Frame<'a> {
    /// The frame of a plot on `width` columns and `height` rows; `None` if that is too little
    /// for anything or there are no entries.
    pub fn new(
        plot: &'a Plot,
        kind: Kind,
        width: u16,
        height: u16,
        glyphs: Glyphs,
    ) -> Option<Self> {
        if width < 4 || height < 3 || plot.data.is_empty() {
            return None;
        }
        let above = u16::from(height > 3) + u16::from(has_tags(plot, height));
        let base = height - 2;
        let at_most = usize::from((base - above) / 2 + 1).clamp(2, 6);
        let whole = values(plot).all(|value| value.fract() == 0.0);
        let max = values(plot).fold(0.0, f64::max);
        let (ticks, step) = scale::fitted(max, at_most, base - above, whole);
        let rows = (step * (ticks.len() - 1) as u16).min(base - above);
        let axis = axis_column(&ticks, width, height);
        let span = Span {
            from: axis.map_or(0, |column| column + 1),
            until: width,
        };
        let slots = match kind {
            Kind::Bars => Slots::bars(span, plot, widest_pitch(plot)),
            Kind::Points => Slots::points(span, plot),
        };
        let labels = slots::labels(plot, &slots, width, glyphs);
        Some(Self {
            width,
            base,
            rows,
            ticks,
            axis,
            slots,
            labels,
        })
    }

    /// The share of the vertical axis that a value reaches, from 0 to 1.
    pub fn ratio(&self, value: f64) -> f64 {
        let top = self.ticks.last().copied().unwrap_or(1.0);
        if value.is_nan() || value <= 0.0 {
            0.0
        } else if value.is_infinite() {
            1.0
        } else {
            (value / top).min(1.0)
        }
    }

    /// The row of the area that lies `up` rows above the horizontal axis, 0 for the first.
    pub fn y(&self, up: u16) -> Option<u16> {
        self.base.checked_sub(up + 1)
    }

    /// Draws the axes and the labels; the marks of data come after it.
    pub fn draw_axes(&self, pen: &mut Pen, plot: &Plot, theme: &Theme, focused: bool) {
        let marks = Marks::of(theme.glyphs);
        let from = self.axis.map_or(0, |column| column + 1);
        pen.repeat(from, self.base, self.width - from, marks.base, theme.rule);
        if let Some(column) = self.axis {
            self.draw_ticks(pen, column, theme);
        }
        let (left, right) = self.slots.cut();
        if left {
            pen.mark(from, self.base, marks.left, theme.accent);
        }
        if right {
            pen.mark(self.width - 1, self.base, marks.right, theme.accent);
        }
        self.draw_labels(pen, plot, theme, focused);
    }

    fn draw_ticks(&self, pen: &mut Pen, column: u16, theme: &Theme) {
        let marks = Marks::of(theme.glyphs);
        for up in 0..self.rows {
            if let Some(y) = self.y(up) {
                pen.mark(column, y, marks.axis, theme.rule);
            }
        }
        let step = self.rows / (self.ticks.len() - 1).max(1) as u16;
        for (at, tick) in self.ticks.iter().enumerate() {
            let y = self.base.saturating_sub(at as u16 * step);
            let mark = if at == 0 { marks.origin } else { marks.tick };
            if at == 0 || step > 0 {
                pen.mark(column, y, mark, theme.rule);
                pen.text_right(
                    column.saturating_sub(1),
                    y,
                    &number::tick(*tick),
                    theme.quiet,
                );
            }
        }
    }

    fn draw_labels(&self, pen: &mut Pen, plot: &Plot, theme: &Theme, focused: bool) {
        let y = self.base + 1;
        for label in &self.labels {
            pen.text(label.x, y, &label.text, theme.quiet);
        }
        let under_cursor = |label: &&Label| plot.selected == Some(label.index);
        if let Some(label) = self.labels.iter().find(under_cursor) {
            let style = cursor_style(theme, focused);
            pen.text(label.x, y, &label.text, style);
            let before = label.x.saturating_sub(2);
            if label.x > 0 && pen.is_free(before, y, label.x - before) {
                pen.mark(label.x - 1, y, Marks::of(theme.glyphs).cursor, theme.accent);
            }
        }
    }

    /// Draws a dotted rule in the gap before each entry at which the series breaks, where no
    /// mark of data stands, and a tag above it. Without gaps it is a mark on the axis.
    pub fn draw_breaks(&self, pen: &mut Pen, plot: &Plot, theme: &Theme) {
        let rule = Marks::of(theme.glyphs).rule;
        for place in &plot.breaks {
            let Some(x) = self.slots.x(place.before) else {
                continue;
            };
            let from = self.axis.map_or(0, |column| column + 1);
            let between = x.saturating_sub(self.slots.gap.div_ceil(2)).max(from);
            pen.mark(between, self.base, rule, theme.warning);
            let top = self.base.saturating_sub(self.rows + 1);
            let tag = between.saturating_sub(1);
            let mut over = [top.saturating_sub(1), 0].into_iter();
            if let Some(y) = over.find(|y| pen.is_clear(tag.saturating_sub(1), *y, 5)) {
                pen.text(tag, y, "[b]", theme.warning);
            }
            for y in top..self.base {
                if self.slots.gap > 0 && pen.is_free(between, y, 1) {
                    pen.mark(between, y, rule, theme.rule);
                }
            }
        }
    }

    /// Writes the signs for what is not there on the axis, where they fit between the marks;
    /// the selected entry's is written with its value.
    pub fn draw_signs(&self, pen: &mut Pen, plot: &Plot, theme: &Theme) {
        let Some(y) = self.y(0) else { return };
        for (index, x) in self.slots.iter() {
            let datum = &plot.data[index];
            let width = text::width(&datum.text);
            let begin = self.slots.centred(x, width);
            let absent = datum.value.is_none() && plot.selected != Some(index);
            if absent && width > 0 && begin >= 0 && pen.is_free(begin as u16, y, width) {
                pen.text(begin as u16, y, &datum.text, theme.quiet);
            }
        }
    }

    /// Writes a text over an entry, in the lowest row from `up` on where it touches nothing;
    /// says whether there was such a row.
    pub fn place_above(
        &self,
        pen: &mut Pen,
        index: usize,
        up: u16,
        text: &str,
        style: ratatui::style::Style,
    ) -> bool {
        let width = text::width(text);
        let Some(x) = self
            .slots
            .x(index)
            .filter(|_| width > 0 && width <= self.width)
        else {
            return false;
        };
        let from = self.axis.map_or(0, |column| column + 1);
        let rightmost = self.width - width;
        let x = (self.slots.centred(x, width).max(0) as u16)
            .max(from)
            .min(rightmost);
        let mut y = self.y(up);
        while let Some(row) = y {
            let (begin, extra) = (x.saturating_sub(1), u16::from(x > 0));
            if pen.is_clear(begin, row, width + 1 + extra) {
                pen.text(x, row, text, style);
                return true;
            }
            y = row.checked_sub(1);
        }
        false
    }
}

/// The style of a label under the cursor.
pub fn cursor_style(theme: &Theme, focused: bool) -> ratatui::style::Style {
    if focused {
        theme.selected
    } else {
        theme.selected_elsewhere
    }
}

fn has_tags(plot: &Plot, height: u16) -> bool {
    height >= 7 && !plot.breaks.is_empty()
}

fn values(plot: &Plot) -> impl Iterator<Item = f64> {
    let values = plot.data.iter().filter_map(|datum| datum.value);
    values.filter(|value| value.is_finite())
}

fn axis_column(ticks: &[f64], width: u16, height: u16) -> Option<u16> {
    let labels = ticks.iter().map(|tick| text::width(&number::tick(*tick)));
    let column = labels.max().unwrap_or(0).saturating_add(1);
    (height > 3 && column < width / 3).then_some(column)
}

/// Bars grow with the width up to where their labels and values stand comfortably.
fn widest_pitch(plot: &Plot) -> u16 {
    let labels = plot.data.iter().map(|datum| text::width(&datum.label));
    (labels.max().unwrap_or(0) + 2).clamp(12, 20)
}
