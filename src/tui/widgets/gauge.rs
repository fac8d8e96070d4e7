//! A share of a whole as a bar with its numbers; a share that nobody published has no bar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::present::Gauge;
use crate::tui::theme::{Glyphs, Theme};

use super::keyboard::Keyboard;
use super::marks::{self, Marks};
use super::pen::Pen;
use super::text;

/// From this width on a gauge of one row has a bar.
const ROOMY: u16 = 56;

/// The cells of a percentage with one decimal.
const VALUE: u16 = 6;

/// A gauge on one to four rows: title, bar, numbers, source.
#[derive(Clone, Copy, Debug)]
pub struct GaugeBar<'a> {
    /// What is drawn.
    pub gauge: &'a Gauge,
    /// The styles.
    pub theme: &'a Theme,
    /// Whether it is under the cursor.
    pub selected: bool,
    /// Where the keyboard is.
    pub keyboard: Keyboard,
}

impl GaugeBar<'_> {
    /// The rows that the whole gauge takes.
    pub fn height(&self) -> u16 {
        let Gauge { detail, source, .. } = self.gauge;
        2 + u16::from(!detail.is_empty()) + u16::from(!source.is_empty())
    }

    fn title_style(&self) -> Style {
        if self.selected {
            self.keyboard.cursor_style(self.theme)
        } else {
            self.theme.text
        }
    }

    fn draw_title(&self, pen: &mut Pen, room: u16) {
        let title = text::fit_title(&self.gauge.title, room, self.theme.glyphs);
        pen.text(0, 0, &title, self.title_style());
    }

    /// Title and value, and a bar between them from the middle on where there is room.
    fn draw_in_one_row(&self, pen: &mut Pen) {
        if pen.width() >= ROOMY {
            let half = pen.width() / 2;
            self.draw_title(pen, half - 1);
            self.draw_bar(pen, (half, 0));
            return;
        }
        let value = text::width(&self.gauge.value).min(pen.width());
        let room = pen.width() - value;
        self.draw_title(pen, room.saturating_sub(2));
        self.draw_value(pen, 0, room);
    }

    fn draw_value(&self, pen: &mut Pen, y: u16, x: u16) {
        let room = pen.width().saturating_sub(x);
        let value = text::fit(&self.gauge.value, room, self.theme.glyphs);
        let style = if self.gauge.ratio.is_some() {
            self.theme.strong
        } else {
            self.theme.quiet
        };
        pen.text(x, y, &value, style);
    }

    /// A bar from a place to the right end, where its value stands. Every bar of one width has
    /// one length, so that gauges below each other can be compared.
    fn draw_bar(&self, pen: &mut Pen, (x, y): (u16, u16)) {
        let value = text::width(&self.gauge.value);
        let room = pen.width().saturating_sub(x + value.max(VALUE) + 2);
        let ratio = self.gauge.ratio.filter(|ratio| ratio.is_finite());
        let (Some(ratio), true) = (ratio, room >= 4) else {
            let at_end = pen.width().saturating_sub(value);
            self.draw_value(pen, y, if x > 0 { at_end } else { 0 });
            return;
        };
        let marks = Marks::of(self.theme.glyphs);
        let framed = self.theme.glyphs == Glyphs::Ascii;
        let (from, cells) = if framed { (x + 1, room - 2) } else { (x, room) };
        if framed {
            pen.mark(x, y, '[', self.theme.rule);
            pen.mark(x + room - 1, y, ']', self.theme.rule);
        }
        let track = if framed { marks.base } else { marks.track };
        pen.repeat(from, y, cells, track, self.theme.rule);
        let style = if self.selected {
            self.theme.data_selected
        } else {
            self.theme.data
        };
        let (full, part) = marks::filled(ratio, cells, marks.across);
        pen.repeat(from, y, full, marks.across[marks.across.len() - 1], style);
        if let Some(part) = part {
            pen.mark(from + full, y, part, style);
        }
        self.draw_value(pen, y, pen.width() - value);
    }
}

impl Widget for GaugeBar<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        if pen.height() < 2 {
            self.draw_in_one_row(&mut pen);
            return;
        }
        let width = pen.width();
        self.draw_title(&mut pen, width);
        self.draw_bar(&mut pen, (0, 1));
        let Gauge { detail, source, .. } = self.gauge;
        let lines = [(detail, self.theme.text), (source, self.theme.quiet)];
        let shown = lines.into_iter().filter(|(line, _)| !line.is_empty());
        for (y, (line, style)) in (2..pen.height()).zip(shown) {
            let line = text::fit_source(line, pen.width(), self.theme.glyphs);
            pen.text(0, y, &line, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::testing::{ascii, picture};

    fn drawn(ratio: Option<f64>, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        let gauge = Gauge {
            title: "Children, 2011".to_owned(),
            ratio,
            value: ratio.map_or("no figure".to_owned(), |_| "24.7%".to_owned()),
            detail: "234 of 946".to_owned(),
            source: "Cm 8421".to_owned(),
            figure: None,
        };
        let bar = GaugeBar {
            gauge: &gauge,
            theme,
            selected: false,
            keyboard: Keyboard::Elsewhere,
        };
        picture(bar, width, height)
    }

    #[test]
    fn a_share_is_a_bar_with_its_numbers() {
        assert_eq!(
            drawn(Some(0.247), &Theme::default(), 27, 4),
            [
                "Children, 2011",
                "████▊··············   24.7%",
                "234 of 946",
                "Cm 8421",
            ]
        );
        assert_eq!(
            drawn(Some(0.247), &ascii(), 27, 2)[1],
            "[####-------------]   24.7%"
        );
        assert_eq!(
            drawn(Some(0.247), &ascii(), 27, 1),
            ["Children, 2011        24.7%"]
        );
    }

    #[test]
    fn a_share_that_nobody_published_has_no_bar() {
        assert_eq!(drawn(None, &Theme::default(), 27, 2)[1], "no figure");
        let outside = drawn(Some(7.0), &Theme::default(), 27, 2);
        assert_eq!(outside[1], "███████████████████   24.7%");
        assert_eq!(drawn(Some(f64::NAN), &Theme::default(), 27, 2)[1], "24.7%");
    }
}
