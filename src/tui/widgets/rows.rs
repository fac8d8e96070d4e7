//! One row an entry: label, a bar or a point on an axis from zero, and the value beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::{Datum, Form, Plot};
use crate::tui::theme::Theme;

use super::axis::cursor_style;
use super::list;
use super::marks::{self, Marks};
use super::pen::Pen;
use super::text;

/// Bars narrower than this are left out.
const NARROWEST_BAR: u16 = 4;
/// What stands for an entry without a value or a sign.
const GAP: &str = "no figure";

/// Horizontal bars or points.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// What is drawn.
    pub plot: &'a Plot,
    /// The styles.
    pub theme: &'a Theme,
    /// Whether its pane has the keyboard.
    pub focused: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    List(list::Line),
    Break,
}

/// The columns of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fit {
    label: u16,
    width: u16,
    short: bool,
    tags: bool,
    bar: u16,
    cells: u16,
}

impl Rows<'_> {
    /// The entry on a row of an area of `height` rows.
    pub fn at(&self, height: u16, row: u16) -> Option<usize> {
        match self.lines(height).get(usize::from(row))? {
            Row::List(list::Line::Entry(index)) => Some(*index),
            _ => None,
        }
    }

    /// The rows of the area: breaks have rows of their own if all entries fit with them.
    fn lines(&self, height: u16) -> Vec<Row> {
        let len = self.plot.data.len();
        let entries = list::lines(len, self.plot.selected, height);
        let breaks = (0..len).filter(|index| self.breaks_before(*index)).count();
        let room = len + breaks <= usize::from(height);
        let mut rows = Vec::with_capacity(entries.len() + breaks);
        for line in entries {
            if let list::Line::Entry(index) = line
                && room
                && self.breaks_before(index)
            {
                rows.push(Row::Break);
            }
            rows.push(Row::List(line));
        }
        rows
    }

    fn breaks_before(&self, index: usize) -> bool {
        let mut places = self.plot.breaks.iter();
        places.any(|place| place.before == index)
    }

    fn fit(&self, width: u16, lines: &[Row]) -> Fit {
        let data = &self.plot.data;
        let widest = |name: fn(&Datum) -> &str| {
            let widths = data.iter().map(|datum| text::width(name(datum)));
            widths.max().unwrap_or(0)
        };
        let values = data.iter().map(|datum| text::width(&shown(datum)));
        let values = values.max().unwrap_or(0);
        let tagged = data
            .iter()
            .enumerate()
            .any(|(at, _)| self.breaks_before(at));
        let tags = tagged && !lines.contains(&Row::Break);
        let label = if width >= 12 { 2 } else { 0 };
        let extra = if tags { 4 } else { 0 };
        let room = width.saturating_sub(label + extra + 2);
        let limit = (room * 2 / 5).max(room.saturating_sub(values + 24)).max(4);
        let (full, short) = (widest(|datum| &datum.label), widest(|datum| &datum.short));
        let is_short = full > limit && short <= limit;
        let name = if is_short { short } else { full.min(limit) };
        let bar = label + name + extra + 1;
        let cells = width.saturating_sub(bar + 1 + values);
        let cells = if cells < NARROWEST_BAR { 0 } else { cells };
        Fit {
            label,
            width: name,
            short: is_short,
            tags,
            bar,
            cells,
        }
    }

    fn draw_entry(&self, pen: &mut Pen, y: u16, index: usize, fit: Fit) {
        let datum = &self.plot.data[index];
        let marks = Marks::of(self.theme.glyphs);
        let selected = self.plot.selected == Some(index);
        if selected && fit.label > 0 {
            pen.mark(0, y, marks.cursor, self.theme.accent);
        }
        let name = if fit.short {
            &datum.short
        } else {
            &datum.label
        };
        let name = text::fit(name, fit.width, self.theme.glyphs);
        let style = if selected {
            cursor_style(self.theme, self.focused)
        } else {
            self.theme.text
        };
        pen.text(fit.label, y, &name, style);
        if fit.tags && self.breaks_before(index) {
            pen.text(fit.label + fit.width + 1, y, "[b]", self.theme.warning);
        }
        let after = self.draw_mark(pen, y, index, fit);
        let style = match (selected, datum.value) {
            (true, _) => self.theme.strong,
            (false, Some(_)) => self.theme.text,
            (false, None) => self.theme.quiet,
        };
        let value = shown(datum);
        if fit.cells == 0 {
            let value = text::fit(
                &value,
                pen.width().saturating_sub(fit.bar),
                self.theme.glyphs,
            );
            pen.text_right(pen.width(), y, &value, style);
        } else {
            pen.text(after, y, &value, style);
        }
    }

    /// Draws the bar or the point and returns the column for the value.
    fn draw_mark(&self, pen: &mut Pen, y: u16, index: usize, fit: Fit) -> u16 {
        let Some(value) = self.plot.data[index].value else {
            return fit.bar;
        };
        let marks = Marks::of(self.theme.glyphs);
        let style = if self.plot.selected == Some(index) {
            self.theme.data_selected
        } else {
            self.theme.data
        };
        let ratio = share(value, largest(self.plot));
        if self.plot.form != Form::Bars {
            let last = f64::from(fit.cells.saturating_sub(1));
            let at = (ratio * last).round() as u16;
            if fit.cells > 0 {
                pen.repeat(fit.bar, y, at, marks.track, self.theme.quiet);
                pen.mark(fit.bar + at, y, marks.point, style);
            }
            return fit.bar + at + 2;
        }
        let (full, part) = marks::filled(ratio, fit.cells, marks.across);
        let whole = marks.across[marks.across.len() - 1];
        pen.repeat(fit.bar, y, full, whole, style);
        if let Some(part) = part {
            pen.mark(fit.bar + full, y, part, style);
        }
        let length = full + u16::from(part.is_some());
        fit.bar + length + u16::from(length > 0)
    }

    fn draw_break(&self, pen: &mut Pen, y: u16, fit: Fit) {
        let dash = Marks::of(self.theme.glyphs).dash;
        let from = fit.label + fit.width + 1;
        let end = pen.text(fit.label, y, "[b]", self.theme.warning);
        let begin = from.max(end + 1);
        let count = fit.cells.min(pen.width().saturating_sub(begin));
        pen.repeat(begin, y, count, dash, self.theme.rule);
    }
}

/// Writes how many entries are cut off above or below.
pub(super) fn draw_cut(pen: &mut Pen, y: u16, x: u16, line: list::Line, theme: &Theme) {
    let marks = Marks::of(theme.glyphs);
    let (mark, count) = match line {
        list::Line::Above(count) => (marks.up, count),
        list::Line::Below(count) => (marks.down, count),
        list::Line::Entry(_) => return,
    };
    pen.text(x, y, &format!("{mark} {count} more"), theme.quiet);
}

fn shown(datum: &Datum) -> std::borrow::Cow<'_, str> {
    let text = text::join(&datum.text, &datum.marks);
    if text.is_empty() && datum.value.is_none() {
        return GAP.into();
    }
    text
}

fn largest(plot: &Plot) -> f64 {
    let values = plot.data.iter().filter_map(|datum| datum.value);
    values.filter(|value| value.is_finite()).fold(0.0, f64::max)
}

fn share(value: f64, largest: f64) -> f64 {
    if value.is_nan() || value <= 0.0 {
        0.0
    } else if value >= largest {
        1.0
    } else {
        value / largest
    }
}

impl Widget for Rows<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        if pen.is_empty() {
            return;
        }
        if self.plot.data.is_empty() {
            pen.text(0, 0, "no figures", self.theme.quiet);
            return;
        }
        let lines = self.lines(pen.height());
        let fit = self.fit(pen.width(), &lines);
        for (y, row) in (0..pen.height()).zip(lines) {
            match row {
                Row::Break => self.draw_break(&mut pen, y, fit),
                Row::List(list::Line::Entry(index)) => self.draw_entry(&mut pen, y, index, fit),
                Row::List(line) => draw_cut(&mut pen, y, fit.label, line, self.theme),
            }
        }
    }
}
