//! One row an entry: label, a bar or a point on an axis from zero, and the value beside it.

use std::borrow::Cow;

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
        let widest = |part: fn(&Datum) -> u16| data.iter().map(part).max().unwrap_or(0);
        let of_number = |datum: &Datum| match datum.value {
            Some(_) => text::width(&value_text(datum)),
            None => 0,
        };
        let values = widest(of_number);
        let tagged = (0..data.len()).any(|index| self.breaks_before(index));
        let tags = tagged && !lines.contains(&Row::Break);
        let label = if width >= 12 { 2 } else { 0 };
        let extra = if tags { 4 } else { 0 };
        let room = width.saturating_sub(label + extra + 2);
        let limit = (room / 2).max(room.saturating_sub(values + 24)).max(4);
        let full = widest(|datum| text::width(&datum.label));
        let shorter = widest(|datum| text::width(&datum.short));
        let short = full > limit && shorter <= limit;
        let name = if short { shorter } else { full.min(limit) };
        let bar = label + name + extra + 1;
        let cells = width.saturating_sub(bar + 1 + values);
        if cells >= NARROWEST_BAR {
            return Fit {
                label,
                width: name,
                short,
                tags,
                bar,
                cells,
            };
        }
        // Without bars the values stand at the right end, and no label is worth cutting one.
        let values = widest(|datum| text::width(&value_text(datum)));
        let room = width.saturating_sub(values + 1);
        let short = full > room && shorter < full;
        let name = if short { shorter } else { full };
        let label = if room >= name + 2 { 2 } else { 0 };
        let tags = tags && room >= label + name + 4;
        let name = name.min(room - label.min(room));
        Fit {
            label,
            width: name,
            short,
            tags,
            bar: label + name + 1,
            cells: 0,
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
        let value = value_text(datum);
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

/// The value of an entry with its marks, or what stands in its place.
pub fn value_text(datum: &Datum) -> Cow<'_, str> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::testing::{ascii, break_before, picture, referrals, years};

    fn drawn(plot: &Plot, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        let rows = Rows {
            plot,
            theme,
            focused: true,
        };
        picture(rows, width, height)
    }

    fn mixed(form: Form) -> Plot {
        let values = [Some(0.0), Some(1.0), None, Some(500.0), None, Some(1000.0)];
        let mut plot = years(form, 2019, &values);
        plot.data[4].text = "[x]".to_owned();
        plot.data[3].marks = "[r]".to_owned();
        plot.breaks = vec![break_before(2)];
        plot.selected = Some(3);
        plot
    }

    #[test]
    fn bars_begin_at_zero_and_gaps_are_said() {
        assert_eq!(
            drawn(&mixed(Form::Bars), &Theme::default(), 40, 7),
            [
                "  2019 0",
                "  2020 ▏ 1",
                "  [b]  ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄",
                "  2021 no figure",
                "▸ 2022 ████████████▌ 500 [r]",
                "  2023 [x]",
                "  2024 █████████████████████████ 1,000",
            ]
        );
    }

    #[test]
    fn points_stand_alone_and_a_break_is_a_tag_when_rows_are_few() {
        assert_eq!(
            drawn(&mixed(Form::Points), &ascii(), 40, 6),
            [
                "  2019     o 0",
                "  2020     o 1",
                "  2021 [b] no figure",
                "> 2022     ..........o 500 [r]",
                "  2023     [x]",
                "  2024     ....................o 1,000",
            ]
        );
    }

    #[test]
    fn no_number_is_cut_where_bars_do_not_fit() {
        assert_eq!(
            drawn(&mixed(Form::Bars), &Theme::default(), 14, 6)[3..],
            ["2022   500 [r]", "2023       [x]", "2024     1,000"].map(str::to_owned)
        );
    }

    #[test]
    fn the_selected_row_is_shown_and_what_is_cut_is_counted() {
        let mut plot = referrals(Form::Bars);
        plot.selected = Some(9);
        let rows = drawn(&plot, &Theme::default(), 30, 5);
        assert_eq!(rows[0], "  ↑ 8 more");
        assert!(rows[2].starts_with("▸ 2018"), "{rows:?}");
        assert_eq!(rows[4], "  ↓ 6 more");
    }
}
