//! A line over periods on an axis from zero, or cropped on request. Only entries that may be
//! joined are; an entry that nothing joins is a dot.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::present::{ExtentKind, Form};

use super::axis::Frame;
use super::chart::Chart;
use super::dots::Dots;
use super::extents;
use super::ground::Kind;
use super::marks::Marks;
use super::pen::Pen;
use super::rows;
use super::slots;
use super::text;

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a>(pub Chart<'a>);

impl<'a> Line<'a> {
    /// Where everything stands in an area; `None` if there is no room or no entry.
    pub fn layout(&self, area: Rect) -> Option<Frame<'a>> {
        self.0.frame_of(Kind::Points, area)
    }

    fn value(&self, index: usize) -> Option<f64> {
        self.0.plot.data.get(index)?.value
    }

    /// Whether a stroke leads to this entry from the one before; points stand alone.
    fn has_stroke(&self, index: usize) -> bool {
        let joined = self
            .0
            .plot
            .data
            .get(index)
            .is_some_and(|datum| datum.joined);
        let joined = joined && self.0.plot.form != Form::Points;
        let before = index.checked_sub(1).and_then(|before| self.value(before));
        joined && before.is_some() && self.value(index).is_some()
    }

    /// Draws extents, strokes and points without their values.
    pub(super) fn draw_marks(&self, pen: &mut Pen, frame: &Frame) {
        let marks = Marks::of(self.0.theme.glyphs);
        for (index, _) in frame.slots.iter() {
            self.draw_extent(pen, frame, index);
        }
        self.draw_strokes(pen, frame);
        for (index, _) in frame.slots.iter() {
            if !self.has_stroke(index) && !self.has_stroke(index + 1) {
                self.draw_point(pen, frame, index, marks.dot, self.0.theme.data);
            }
        }
        if let Some(index) = slots::selected(self.0.plot) {
            let style = self.0.theme.data_selected;
            self.draw_point(pen, frame, index, marks.point, style);
        }
    }

    fn draw_extent(&self, pen: &mut Pen, frame: &Frame, index: usize) {
        let Some(extent) = &self.0.plot.data[index].extent else {
            return;
        };
        let style = match extent.kind {
            _ if self.0.plot.selected == Some(index) => self.0.theme.data_selected,
            ExtentKind::Estimate => self.0.theme.data,
            ExtentKind::Published => self.0.theme.quiet,
        };
        for (up, mark) in extents::upright(frame, extent, self.0.theme.glyphs) {
            if let (Some(x), Some(y)) = (frame.slots.middle(index), frame.y(up)) {
                pen.mark(x, y, mark, style);
            }
        }
    }

    fn draw_strokes(&self, pen: &mut Pen, frame: &Frame) {
        let mut dots = Dots::new(frame, self.0.theme.glyphs);
        for (index, _) in frame.slots.iter() {
            let Some(x) = frame.slots.middle(index) else {
                continue;
            };
            if index > frame.slots.first && self.has_stroke(index) {
                let before = x - frame.slots.pitch();
                let value = |index| self.value(index).unwrap_or(0.0);
                let from = dots.place(frame, before, value(index - 1));
                let to = dots.place(frame, x, value(index));
                dots.stroke(from, to, 0, 0);
            }
        }
        dots.draw(pen, frame, |_| self.0.theme.data);
    }

    /// The row above the axis of the cell in which a value lies.
    fn up(frame: &Frame, value: f64) -> u16 {
        let cells = (frame.ratio(value) * f64::from(frame.rows)).ceil() as u16;
        cells.saturating_sub(1)
    }

    fn draw_point(&self, pen: &mut Pen, frame: &Frame, index: usize, mark: char, style: Style) {
        let (Some(x), Some(value)) = (frame.slots.middle(index), self.value(index)) else {
            return;
        };
        if let Some(y) = frame.y(Self::up(frame, value)) {
            pen.mark(x, y, mark, style);
        }
    }

    /// Writes the value of an entry beside its point, or above it.
    fn draw_value(&self, pen: &mut Pen, frame: &Frame, index: usize, style: Style) {
        let Some(x) = frame.slots.middle(index) else {
            return;
        };
        let datum = &self.0.plot.data[index];
        let shown = rows::value_text(datum);
        let width = text::width(&shown);
        let up = datum.value.map_or(0, |value| Self::up(frame, value));
        let Some(y) = frame.y(up) else { return };
        let right = (datum.value.is_some()).then_some(x + 2);
        let left = x.checked_sub(width + 1).filter(|_| datum.value.is_some());
        let beside = [right, left].into_iter().flatten();
        for at in beside.filter(|at| frame.axis.is_none_or(|axis| *at > axis)) {
            if width > 0 && pen.is_free(at, y, width) && pen.is_clear(at, y, width + 1) {
                pen.text(at, y, &shown, style);
                return;
            }
        }
        let up = match datum.value {
            Some(_) => up + 1,
            None => extents::height(frame, datum, self.0.theme.glyphs),
        };
        frame.place_above(pen, index, up, &shown, style);
    }
}

impl Widget for Line<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        let inside = Rect::new(0, 0, pen.width(), pen.height());
        let Some(frame) = self.layout(inside) else {
            return;
        };
        frame.draw_axes(&mut pen, self.0.theme, self.0.keyboard);
        self.draw_marks(&mut pen, &frame);
        if let Some(index) = slots::selected(self.0.plot) {
            self.draw_value(&mut pen, &frame, index, self.0.theme.strong);
        }
        let last = self.0.plot.data.len().saturating_sub(1);
        if self.0.plot.selected != Some(last) {
            self.draw_value(&mut pen, &frame, last, self.0.theme.text);
        }
        frame.draw_signs(&mut pen, self.0.plot, self.0.theme);
        frame.draw_breaks(&mut pen, self.0.theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Base, Form, Plot};
    use crate::tui::theme::{Glyphs, Theme};
    use crate::tui::widgets::Keyboard;
    use crate::tui::widgets::testing::{ascii, break_before, picture, reaching, years};

    fn drawn(plot: &Plot, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        let line = Line(Chart {
            plot,
            theme,
            keyboard: Keyboard::Here,
        });
        picture(line, width, height)
    }

    #[test]
    fn a_gap_is_not_bridged_and_a_lone_value_is_a_dot() {
        let values = [Some(0.0), Some(1.0), None, Some(500.0), None, Some(1000.0)];
        let mut plot = years(Form::Line, 2019, &values);
        plot.data[4].text = "[x]".to_owned();
        plot.selected = Some(3);
        plot.breaks = vec![break_before(2)];
        assert_eq!(
            drawn(&plot, &Theme::default(), 60, 9),
            [
                "",
                "                      [b]",
                "                       ┊",
                "1,000 ┤                ┊                            1,000 •",
                "      │                ┊",
                "  500 ┤                ┊              ● 500",
                "      │ ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡀    ┊                       [x]",
                "    0 ┼────────────────┊────────────────────────────────────",
                "      2019      2020      2021     ▸2022      2023      2024",
            ]
        );
    }

    #[test]
    fn values_that_may_not_be_joined_are_not() {
        let mut plot = years(Form::Line, 2019, &[Some(2.0), Some(2.0), Some(2.0)]);
        plot.data[1].joined = false;
        plot.data[2].joined = false;
        let drawn = drawn(&plot, &ascii(), 30, 6).concat();
        assert!(!drawn.contains('.'));
        assert_eq!(drawn.matches('o').count(), 3);
    }

    #[test]
    fn a_line_is_drawn_with_the_characters_that_were_asked_for() {
        let mut plot = years(Form::Line, 2019, &[Some(1.0), Some(3.0), Some(2.0)]);
        plot.selected = Some(2);
        let octants = Theme::default().with_glyphs(Glyphs::Octants);
        let strokes = |theme: &Theme| drawn(&plot, theme, 26, 6)[2..4].join("\n");
        let ascii = "  |      ...............o\n  | .....";
        assert_eq!(strokes(&self::ascii()), ascii);
        let braille = "  │    ⣀⣀⠤⠤⠒⠒⠉⠉⠉⠒⠒⠒⠢⠤⠤⢄⣀●\n  │ ⠒⠉⠉";
        assert_eq!(strokes(&Theme::default()), braille);
        let octant = "  │    ▂▂𜴧𜴧𜴆𜴆🮂🮂🮂𜴆𜴆𜴆𜴜𜴧𜴧𜶀▂●\n  │ 𜴆🮂🮂";
        assert_eq!(strokes(&octants), octant);
    }

    #[test]
    fn a_cropped_axis_says_so_at_its_origin_and_extents_are_thin() {
        let mut plot = reaching(Form::Line);
        plot.base = Base::Cropped;
        assert_eq!(
            drawn(&plot, &Theme::default(), 60, 11),
            [
                "",
                "                                                         710",
                "800 ┤                                                   ⣀⣀⡀",
                "    │                                        ⠤⠤⠔⠒⠒⠒⠊⠉⠉⠉⠉  │",
                "600 ┤                           ┬",
                "    │            ⢀⣀● 420        │",
                "400 ┤ ⣀⣀⠤⠤⠤⠒⠒⠒⠊⠉⠉⠁ │            ┴",
                "    │",
                "200 ≈────────────────────────────────────────┬──────────────",
                "    2012        ▸2013         2014         2015         2016",
                "     published: 300 to 500",
            ]
        );
        plot.selected = Some(3);
        assert_eq!(
            drawn(&plot, &ascii(), 60, 11),
            [
                "",
                "                                                         710",
                "800 +                                               .......",
                "    |                                    640 o......      |",
                "600 +                           +",
                "    |        .......            |",
                "400 + .......      |            +",
                "    |",
                "200 ~----------------------------------------'--------------",
                "    2012         2013         2014        >2015         2016",
                "     published: 639 to 640; 31 Jul 2015: The Modern Slave...",
            ]
        );
        assert_eq!(
            drawn(&plot, &Theme::default(), 11, 7),
            [
                "        710",
                "      640",
                "     ┬ ●⠉⠁",
                " ⡠⠔⠂ ┴",
                "",
                "───────┬───",
                "  ’13 ’15",
            ],
            "without ticks the axis begins at zero"
        );
    }
}
