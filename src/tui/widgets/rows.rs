//! One row an entry: label, a bar or a point on an axis from zero, or a cropped one for points
//! on request, and the value beside it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use crate::present::{Datum, Extent, ExtentKind, Form, scale};
use crate::tui::theme::{Glyphs, Theme};

use super::chart::Chart;
use super::extents;
use super::ground::extent_words;
use super::list;
use super::marks::{self, Marks};
use super::pen::Pen;
use super::slots;
use super::text;
use super::value_axis::Reach;

/// The ticks that a cropped axis would have.
const TICKS: usize = 5;
/// Bars narrower than this are left out.
const NARROWEST_BAR: u16 = 4;
/// What stands for an entry without a value or a sign.
const GAP: &str = "no figure";

/// Horizontal bars or points.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a>(pub Chart<'a>);

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
        let len = self.0.plot.data.len();
        let entries = list::lines(len, self.0.plot.selected, height);
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
        let mut places = self.0.plot.breaks.iter();
        places.any(|place| place.before == index)
    }

    fn fit(&self, width: u16, lines: &[Row]) -> Fit {
        let data = &self.0.plot.data;
        let widest = |part: fn(&Datum) -> u16| data.iter().map(part).max().unwrap_or(0);
        let of_number = |datum: &Datum| match datum.value {
            None if !is_estimate(datum) => 0,
            _ => text::width(&value_text(datum)),
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
        let datum = &self.0.plot.data[index];
        let marks = Marks::of(self.0.theme.glyphs);
        let selected = self.0.plot.selected == Some(index);
        if selected && fit.label > 0 {
            pen.mark(0, y, marks.cursor, self.0.theme.accent);
        }
        let name = if fit.short {
            &datum.short
        } else {
            &datum.label
        };
        let name = text::fit(name, fit.width, self.0.theme.glyphs);
        let style = if selected {
            self.0.keyboard.cursor_style(self.0.theme)
        } else {
            self.0.theme.text
        };
        pen.text(fit.label, y, &name, style);
        if fit.tags && self.breaks_before(index) {
            pen.text(fit.label + fit.width + 1, y, "[b]", self.0.theme.warning);
        }
        let after = self.draw_mark(pen, y, index, fit);
        let style = match (selected, datum.value) {
            (true, _) => self.0.theme.strong,
            (false, Some(_)) => self.0.theme.text,
            (false, None) => self.0.theme.quiet,
        };
        let value = value_text(datum);
        if fit.cells == 0 {
            let value = text::fit(
                &value,
                pen.width().saturating_sub(fit.bar),
                self.0.theme.glyphs,
            );
            pen.text_right(pen.width(), y, &value, style);
        } else {
            let end = pen.text(after, y, &value, style);
            let height = usize::from(pen.height());
            let crowded = selected && self.lines(pen.height()).len() >= height;
            let words = self.published(index).filter(|_| crowded);
            let room = pen.width().saturating_sub(end);
            if let Some(words) = words.filter(|words| text::width(words) + 2 <= room) {
                pen.text(end + 2, y, &words, self.0.theme.quiet);
            }
        }
    }

    /// Draws the bar, the point or the interval and returns the column for the value.
    fn draw_mark(&self, pen: &mut Pen, y: u16, index: usize, fit: Fit) -> u16 {
        let datum = &self.0.plot.data[index];
        let style = if self.0.plot.selected == Some(index) {
            self.0.theme.data_selected
        } else {
            self.0.theme.data
        };
        let estimated = is_estimate(datum);
        if fit.cells == 0 || datum.value.is_none() && !estimated {
            fit.bar
        } else if estimated || self.0.plot.form != Form::Bars {
            self.draw_point(pen, y, (datum, style), fit)
        } else {
            self.draw_bar(pen, y, (datum, style), fit)
        }
    }

    fn draw_bar(&self, pen: &mut Pen, y: u16, (datum, style): (&Datum, Style), fit: Fit) -> u16 {
        let marks = Marks::of(self.0.theme.glyphs);
        let largest = Reach::from_zero([self.0.plot]).high;
        let ratio = |value| share(value, (0.0, largest));
        let of_value = ratio(datum.value.unwrap_or(0.0));
        let (full, part) = marks::filled(of_value, fit.cells, marks.across);
        let whole = marks.across[marks.across.len() - 1];
        pen.repeat(fit.bar, y, full, whole, style);
        if let Some(part) = part {
            pen.mark(fit.bar + full, y, part, style);
        }
        let length = full + u16::from(part.is_some());
        let mut end = length;
        for (at, mark) in extents::level(datum, ratio, fit.cells, self.0.theme.glyphs) {
            let cut_out = at < full && self.0.theme.glyphs != Glyphs::Ascii;
            if cut_out {
                let style = style.add_modifier(Modifier::REVERSED);
                pen.mark(fit.bar + at, y, mark, style);
            } else if at >= length {
                pen.mark(fit.bar + at, y, mark, style);
                end = end.max(at + 1);
            }
        }
        fit.bar + end + u16::from(end > 0)
    }

    fn draw_point(&self, pen: &mut Pen, y: u16, (datum, style): (&Datum, Style), fit: Fit) -> u16 {
        let marks = Marks::of(self.0.theme.glyphs);
        let (ends, crop) = self.ends();
        let from = fit.bar + crop;
        let last = f64::from(fit.cells.saturating_sub(1 + crop));
        let at = |value: f64| from + (share(value, ends) * last).round() as u16;
        let point = datum.value.map(at);
        let reach = |one: &Extent| (at(one.low), at(one.high), one.kind);
        let extent = datum.extent.as_ref().map(reach);
        let extent = extent.filter(|(low, high, kind)| low < high || *kind == ExtentKind::Estimate);
        let low = extent.map(|(low, ..)| low);
        let first = low.into_iter().chain(point).min().unwrap_or(from);
        pen.repeat(from, y, first - from, marks.track, self.0.theme.quiet);
        if crop > 0 {
            pen.mark(fit.bar, y, marks.cropped, self.0.theme.warning);
        }
        let mut end = point.unwrap_or(first);
        if let Some((low, high, kind)) = extent {
            let high = high.max(low);
            pen.repeat(low, y, high - low + 1, marks.extent.across, style);
            if kind == ExtentKind::Estimate && low < high {
                pen.mark(low, y, marks.extent.begin, style);
                pen.mark(high, y, marks.extent.end, style);
            } else if kind == ExtentKind::Estimate {
                pen.mark(low, y, marks.extent.upright, style);
            }
            end = end.max(high);
        }
        if let Some(point) = point {
            pen.mark(point, y, marks.point, style);
        }
        end + 2
    }

    /// The ends of the axis, and the cells that say that it does not begin at zero.
    fn ends(&self) -> ((f64, f64), u16) {
        let reach = Reach::of([self.0.plot]);
        if reach.low > 0.0 && self.0.plot.form != Form::Bars {
            let ticks = scale::between(reach.low, reach.high, TICKS);
            let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
            return ((first, last), u16::from(first > 0.0));
        }
        ((0.0, reach.high), 0)
    }

    /// What was published for an entry; an estimate stands beside its value.
    fn published(&self, index: usize) -> Option<String> {
        let estimated = is_estimate(&self.0.plot.data[index]);
        extent_words(self.0.plot, index).filter(|_| !estimated)
    }

    /// What else is to be said of the selected entry: on a row that is left, if there is one.
    fn words(&self) -> String {
        let at = slots::selected(self.0.plot);
        let extent = at.and_then(|at| self.published(at));
        let meanwhile = at.map(|at| self.0.plot.meanwhile(at));
        let both = [extent.unwrap_or_default(), meanwhile.unwrap_or_default()];
        let said: Vec<&str> = both.iter().map(String::as_str).collect();
        said.join(if said.contains(&"") { "" } else { "; " })
    }

    fn draw_break(&self, pen: &mut Pen, y: u16, fit: Fit) {
        let dash = Marks::of(self.0.theme.glyphs).dash;
        let from = fit.label + fit.width + 1;
        let end = pen.text(fit.label, y, "[b]", self.0.theme.warning);
        let begin = from.max(end + 1);
        let count = fit.cells.min(pen.width().saturating_sub(begin));
        pen.repeat(begin, y, count, dash, self.0.theme.rule);
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

/// The value of an entry with its marks and the ends of its estimate, or what stands in its
/// place.
pub fn value_text(datum: &Datum) -> Cow<'_, str> {
    let text = text::join(&datum.text, &datum.marks);
    let estimate = datum.extent.as_ref().filter(|_| is_estimate(datum));
    match estimate.map_or("", |one| one.text.as_str()) {
        "" if text.is_empty() && datum.value.is_none() => GAP.into(),
        "" => text,
        ends if datum.text == ends => text,
        ends if datum.text.is_empty() => text::join(ends, &datum.marks).into_owned().into(),
        ends => format!("{text} ({ends})").into(),
    }
}

fn is_estimate(datum: &Datum) -> bool {
    let extent = datum.extent.as_ref();
    extent.is_some_and(|one| one.kind == ExtentKind::Estimate)
}

/// Where a value lies between the ends of an axis, from 0 to 1.
fn share(value: f64, (first, last): (f64, f64)) -> f64 {
    if value.is_nan() || value <= first {
        0.0
    } else if value >= last {
        1.0
    } else {
        (value - first) / (last - first)
    }
}

impl Widget for Rows<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        if pen.is_empty() {
            return;
        }
        if self.0.plot.data.is_empty() {
            pen.text(0, 0, "no figures", self.0.theme.quiet);
            return;
        }
        let lines = self.lines(pen.height());
        let fit = self.fit(pen.width(), &lines);
        let words = self.words();
        let room = pen.width().saturating_sub(fit.label);
        let shown = text::fit(&words, room, self.0.theme.glyphs);
        pen.text(fit.label, lines.len() as u16, &shown, self.0.theme.quiet);
        for (y, row) in (0..pen.height()).zip(lines) {
            match row {
                Row::Break => self.draw_break(&mut pen, y, fit),
                Row::List(list::Line::Entry(index)) => self.draw_entry(&mut pen, y, index, fit),
                Row::List(line) => draw_cut(&mut pen, y, fit.label, line, self.0.theme),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Base;
    use crate::present::Plot;
    use crate::tui::widgets::Keyboard;
    use crate::tui::widgets::testing::{
        ascii, break_before, extent, picture, reaching, referrals, years,
    };

    fn drawn(plot: &Plot, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        let rows = Rows(Chart {
            plot,
            theme,
            keyboard: Keyboard::Here,
        });
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

    #[test]
    fn an_estimate_is_an_interval_and_what_was_published_is_thin() {
        let mut plot = reaching(Form::Bars);
        assert_eq!(
            drawn(&plot, &Theme::default(), 60, 6),
            [
                "  2012 █████████████████▏ 310",
                "▸ 2013 ████████████████╶──────▎───╴ 420",
                "  2014 ···················├────────────┤ 350 to 600",
                "  2015 ███████████████████████████████████▍ 640",
                "  2016 █████████████████████████████████──────▎── 710",
                "  published: 300 to 500",
            ]
        );
        plot.selected = Some(3);
        plot.data[3].extent = Some(extent(ExtentKind::Estimate, 500, 700));
        plot.data[3].marks = "[e]".to_owned();
        assert_eq!(
            drawn(&plot, &ascii(), 60, 6),
            [
                "  2012 ############# 310",
                "  2013 #################=--- 420",
                "  2014 ..............[---------] 350 to 600",
                "> 2015 ....................[-----o--] 640 [e] (500 to 700)",
                "  2016 ##############################-- 710",
                "  31 Jul 2015: The Modern Slavery Act 2015 comes into force",
            ]
        );
        plot.selected = Some(1);
        assert_eq!(
            drawn(&plot, &Theme::default(), 70, 5)[1],
            "▸ 2013 ████████████████╶──────▎───╴ 420  published: 300 to 500",
            "beside the value where no row is left"
        );
    }

    #[test]
    fn points_are_cropped_on_request_and_bars_never() {
        let mut plot = reaching(Form::Points);
        plot.base = Base::Cropped;
        assert_eq!(
            drawn(&plot, &Theme::default(), 60, 6),
            [
                "  2012 ≈·······● 310",
                "▸ 2013 ≈·······────────●───── 420",
                "  2014 ≈··········├────────────────┤ 350 to 600",
                "  2015 ≈·····························● 640",
                "  2016 ≈···························───────●─── 710",
                "  published: 300 to 500",
            ]
        );
        assert_eq!(
            drawn(&plot, &ascii(), 60, 5),
            [
                "  2012 ~.......o 310",
                "> 2013 ~.......--------o----- 420  published: 300 to 500",
                "  2014 ~..........[----------------] 350 to 600",
                "  2015 ~.............................o 640",
                "  2016 ~...........................-------o--- 710",
            ]
        );
        plot.form = Form::Bars;
        assert_eq!(
            drawn(&plot, &ascii(), 60, 5)[0],
            "  2012 ################# 310"
        );
    }
}
