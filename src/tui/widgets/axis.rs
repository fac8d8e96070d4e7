//! The frame that charts with two axes share: an axis of values with round ticks, the labels
//! under the entries, the rules at breaks, and the marks of events.

use crate::present::Plot;
use crate::tui::theme::{Glyphs, Theme};

use super::ground::{Ground, Kind};
use super::keyboard::Keyboard;
use super::marks::Marks;
use super::pen::Pen;
use super::slots::{self, Label, Slots, Span};
use super::text;
use super::value_axis::ValueAxis;

/// Where everything of a chart with a vertical and a horizontal axis stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame<'a> {
    /// The columns of the area.
    pub width: u16,
    /// The row of the horizontal axis.
    pub base: u16,
    /// The rows from the horizontal axis up to the highest tick.
    pub rows: u16,
    /// The values with a tick.
    pub values: ValueAxis,
    /// The column of the vertical axis, if there is room for it.
    pub axis: Option<u16>,
    /// Where the entries stand.
    pub slots: Slots,
    /// The labels under the axis.
    pub labels: Vec<Label<'a>>,
    /// The entry under the cursor.
    pub selected: Option<usize>,
    /// The entries before which there is a break.
    pub breaks: Vec<usize>,
    /// The entries in whose time something happened.
    pub events: Vec<usize>,
    /// How many news items are about each entry, on the row below the labels, if there is one.
    pub items: Option<Vec<usize>>,
    /// What the last row says, if there is one.
    pub words: Option<String>,
}

/// What stands before the numbers of news items, left of the axis.
const NEWS: &str = "news";

/// The axes of a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    /// The row of the horizontal one.
    pub base: u16,
    /// The values of the vertical one.
    pub values: ValueAxis,
    /// The column of the vertical one.
    pub column: Option<u16>,
}

impl<'a> Frame<'a> {
    /// The frame of plots on `width` columns and `height` rows; `None` if that is too little
    /// for anything or there are no entries.
    pub fn new(ground: &Ground<'a>, width: u16, height: u16, glyphs: Glyphs) -> Option<Self> {
        let tags = u16::from(height >= 7 && !ground.breaks().is_empty());
        let above = match ground.kind {
            Kind::Bars | Kind::Points => u16::from(height > 3) + tags,
            Kind::Lines | Kind::Groups | Kind::Stacks => tags,
        };
        let words = ground.words(height);
        let items = ground.items(height);
        let below = 2 + u16::from(words.is_some()) + u16::from(items.is_some());
        let rows = height.checked_sub(below + above).filter(|rows| *rows > 0)?;
        let of = |reach| {
            let values = ValueAxis::new(reach, rows);
            let least = items.as_ref().map_or(0, |_| text::width(NEWS));
            let column = axis_column(values.width().max(least), width, height);
            (values, column)
        };
        let (mut values, mut column) = of(ground.reach());
        if values.is_cropped() && column.is_none() {
            // Where no tick can say where it begins, an axis begins at zero.
            (values, column) = of(ground.reach().uncropped());
        }
        let axes = Axes {
            base: height - below,
            values,
            column,
        };
        let frame = Self::on(ground, axes, width, glyphs)?;
        Some(Self {
            items,
            words,
            ..frame
        })
    }

    /// The frame of plots on axes that it shares with others, without a row of words.
    pub fn on(ground: &Ground<'a>, axes: Axes, width: u16, glyphs: Glyphs) -> Option<Self> {
        let plot = *ground.plots.first()?;
        if width < 4 || plot.data.is_empty() {
            return None;
        }
        let span = Span {
            from: axes.column.map_or(0, |column| column + 1),
            until: width.saturating_sub(ground.margin),
        };
        let slots = match ground.kind {
            Kind::Bars | Kind::Stacks => Slots::bars(span, plot, widest_pitch(plot)),
            Kind::Points | Kind::Lines => Slots::points(span, plot),
            Kind::Groups => Slots::groups(span, plot, ground.plots.len(), widest_pitch(plot))?,
        };
        Some(Self {
            width,
            base: axes.base,
            rows: axes.values.rows,
            values: axes.values,
            axis: axes.column,
            labels: slots::labels(plot, &slots, width, glyphs),
            slots,
            selected: slots::selected(plot),
            breaks: ground.breaks(),
            events: ground.events(),
            items: None,
            words: None,
        })
    }

    /// The share of the vertical axis that a value reaches, from 0 to 1.
    pub fn ratio(&self, value: f64) -> f64 {
        self.values.ratio(value)
    }

    /// The row of the area that lies `up` rows above the horizontal axis, 0 for the first.
    pub fn y(&self, up: u16) -> Option<u16> {
        self.base.checked_sub(up + 1)
    }

    /// Draws the axes, the labels and the words; the marks of data come after it.
    pub fn draw_axes(&self, pen: &mut Pen, theme: &Theme, keyboard: Keyboard) {
        let marks = Marks::of(theme.glyphs);
        let from = self.axis.map_or(0, |column| column + 1);
        pen.repeat(from, self.base, self.width - from, marks.base, theme.rule);
        if let Some(column) = self.axis {
            self.draw_ticks(pen, column, theme);
        }
        self.draw_events(pen, theme);
        let (left, right) = self.slots.cut();
        if left {
            pen.mark(from, self.base, marks.left, theme.accent);
        }
        if right {
            pen.mark(self.width - 1, self.base, marks.right, theme.accent);
        }
        self.draw_labels(pen, theme, keyboard);
        if let Some(words) = &self.words {
            let shown = text::fit(words, self.width - from, theme.glyphs);
            let y = self.base + 2 + u16::from(self.items.is_some());
            pen.text(from, y, &shown, theme.quiet);
        }
        if let Some(items) = &self.items {
            self.draw_items(pen, items, theme);
        }
    }

    /// Writes how many news items are about each entry, or a step of a sparkline where the
    /// numbers have no room; nothing where it cannot be said what they are.
    fn draw_items(&self, pen: &mut Pen, items: &[usize], theme: &Theme) {
        let y = self.base + 2;
        let Some(column) = self.axis else {
            return;
        };
        pen.text_right(column.saturating_sub(1), y, NEWS, theme.quiet);
        let most = items.iter().copied().max().unwrap_or_default();
        let numbers = text::width(&most.to_string()) < self.slots.pitch();
        for (at, x) in self.slots.iter() {
            if numbers {
                let number = items[at].to_string();
                let x = self.slots.centred(x, text::width(&number)).max(0) as u16;
                pen.text(x, y, &number, theme.quiet);
            } else if let Some(x) = self.slots.middle(at).filter(|_| items[at] > 0) {
                let steps = Marks::of(theme.glyphs).spark;
                let step = (items[at] * steps.len()).div_ceil(most.max(1));
                pen.mark(x, y, steps[step.clamp(1, steps.len()) - 1], theme.quiet);
            }
        }
    }

    fn draw_events(&self, pen: &mut Pen, theme: &Theme) {
        let mark = Marks::of(theme.glyphs).event;
        for x in self.events.iter().filter_map(|at| self.slots.middle(*at)) {
            pen.mark(x, self.base, mark, theme.accent);
        }
    }

    fn draw_ticks(&self, pen: &mut Pen, column: u16, theme: &Theme) {
        let marks = Marks::of(theme.glyphs);
        for up in 0..self.rows {
            if let Some(y) = self.y(up) {
                pen.mark(column, y, marks.axis, theme.rule);
            }
        }
        let step = self.values.step;
        for (at, label) in self.values.labels().iter().enumerate() {
            let y = self.base.saturating_sub(at as u16 * step);
            let (mark, style) = match at {
                0 if self.values.is_cropped() => (marks.cropped, theme.warning),
                0 => (marks.origin, theme.rule),
                _ => (marks.tick, theme.rule),
            };
            if at == 0 || step > 0 {
                pen.mark(column, y, mark, style);
                pen.text_right(column.saturating_sub(1), y, label, theme.quiet);
            }
        }
    }

    fn draw_labels(&self, pen: &mut Pen, theme: &Theme, keyboard: Keyboard) {
        let y = self.base + 1;
        for label in &self.labels {
            pen.text(label.x, y, &label.text, theme.quiet);
        }
        let under_cursor = |label: &&Label| self.selected == Some(label.index);
        if let Some(label) = self.labels.iter().find(under_cursor) {
            let style = keyboard.cursor_style(theme);
            pen.text(label.x, y, &label.text, style);
            let before = label.x.saturating_sub(2);
            if label.x > 0 && pen.is_free(before, y, label.x - before) {
                pen.mark(label.x - 1, y, Marks::of(theme.glyphs).cursor, theme.accent);
            }
        }
    }

    /// Draws a dotted rule in the gap before each entry at which the series breaks, where no
    /// mark of data stands, and a tag above it. Without gaps it is a mark on the axis.
    pub fn draw_breaks(&self, pen: &mut Pen, theme: &Theme) {
        let rule = Marks::of(theme.glyphs).rule;
        for x in self
            .breaks
            .iter()
            .filter_map(|before| self.slots.x(*before))
        {
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

fn axis_column(labels: u16, width: u16, height: u16) -> Option<u16> {
    let column = labels.saturating_add(1);
    (height > 3 && column < width / 3).then_some(column)
}

/// Bars grow with the width up to where their labels and values stand comfortably.
fn widest_pitch(plot: &Plot) -> u16 {
    let labels = plot.data.iter().map(|datum| text::width(&datum.label));
    (labels.max().unwrap_or(0) + 2).clamp(12, 20)
}
