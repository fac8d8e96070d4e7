//! Vertical bars from zero over periods. A missing value leaves its place empty; a value above
//! zero always shows.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::Datum;

use super::axis::Frame;
use super::chart::Chart;
use super::extents::{self, Bar};
use super::ground::Kind;
use super::marks::{self, Marks};
use super::pen::Pen;
use super::rows;
use super::slots;
use super::text;

/// On so many rows a value may stand a row higher than its bar calls for.
const ROOMY: u16 = 10;

/// Vertical bars.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a>(pub Chart<'a>);

impl<'a> Columns<'a> {
    /// Where everything stands in an area; `None` if there is no room or no entry.
    pub fn layout(&self, area: Rect) -> Option<Frame<'a>> {
        self.0.frame_of(Kind::Bars, area)
    }

    /// Draws the bars without their values.
    pub(super) fn draw_bars(&self, pen: &mut Pen, frame: &Frame) {
        for (index, x) in frame.slots.iter() {
            self.draw_bar(pen, frame, index, x);
        }
    }

    fn draw_bar(&self, pen: &mut Pen, frame: &Frame, index: usize, x: u16) {
        let marks = Marks::of(self.0.theme.glyphs);
        let (full, part) = self.reach(frame, index);
        let style = if self.0.plot.selected == Some(index) {
            self.0.theme.data_selected
        } else {
            self.0.theme.data
        };
        let whole = marks.rising[marks.rising.len() - 1];
        for up in 0..full {
            if let Some(y) = frame.y(up) {
                pen.repeat(x, y, frame.slots.bar, whole, style);
            }
        }
        if let (Some(part), Some(y)) = (part, frame.y(full)) {
            pen.repeat(x, y, frame.slots.bar, part, style);
        }
        let bar = Bar {
            x,
            width: frame.slots.bar,
            full,
            cells: full + u16::from(part.is_some()),
        };
        extents::draw_on_bar(
            pen,
            frame,
            bar,
            (&self.0.plot.data[index], style),
            self.0.theme,
        );
    }

    fn reach(&self, frame: &Frame, index: usize) -> (u16, Option<char>) {
        let parts = Marks::of(self.0.theme.glyphs).rising;
        let value = self.0.plot.data[index].value.unwrap_or(0.0);
        marks::filled(frame.ratio(value), frame.rows, parts)
    }

    fn draw_values(&self, pen: &mut Pen, frame: &Frame) {
        let pitch = frame.slots.pitch();
        let fits = |write: fn(&Datum) -> String, room: u16| {
            let shown = frame
                .slots
                .iter()
                .map(|(index, _)| &self.0.plot.data[index]);
            shown.map(|datum| text::width(&write(datum))).max() <= Some(room)
        };
        let selected = slots::selected(self.0.plot);
        // Where they are as wide as their places, one that would touch another stands above it.
        let apart = |height: u16| {
            if height >= ROOMY {
                pitch
            } else {
                pitch.saturating_sub(1)
            }
        };
        if fits(with_marks, pitch.saturating_sub(1)) {
            self.draw_all_values(pen, frame, with_marks);
        } else if fits(bare, apart(frame.rows)) {
            self.draw_all_values(pen, frame, bare);
        } else {
            let last = self.0.plot.data.len().checked_sub(1);
            let once = last.filter(|last| selected != Some(*last));
            for index in selected.into_iter().chain(once) {
                self.draw_value(pen, frame, index, with_marks);
            }
            frame.draw_signs(pen, self.0.plot, self.0.theme);
        }
    }

    fn draw_all_values(&self, pen: &mut Pen, frame: &Frame, write: fn(&Datum) -> String) {
        for (index, _) in frame.slots.iter() {
            self.draw_value(pen, frame, index, write);
        }
    }

    fn draw_value(&self, pen: &mut Pen, frame: &Frame, index: usize, write: fn(&Datum) -> String) {
        let (full, part) = self.reach(frame, index);
        let datum = &self.0.plot.data[index];
        let style = if self.0.plot.selected == Some(index) {
            self.0.theme.strong
        } else if datum.value.is_none() {
            self.0.theme.quiet
        } else {
            self.0.theme.text
        };
        let up = full + u16::from(part.is_some());
        let up = up.max(extents::height(frame, datum, self.0.theme.glyphs));
        let shown = write(datum);
        if shown.is_empty() && self.0.plot.selected == Some(index) {
            frame.place_above(pen, index, up, &rows::value_text(datum), style);
        } else {
            frame.place_above(pen, index, up, &shown, style);
        }
    }
}

fn bare(datum: &Datum) -> String {
    datum.text.clone()
}

fn with_marks(datum: &Datum) -> String {
    text::join(&datum.text, &datum.marks).into_owned()
}

impl Widget for Columns<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        let inside = Rect::new(0, 0, pen.width(), pen.height());
        let Some(frame) = self.layout(inside) else {
            return;
        };
        frame.draw_axes(&mut pen, self.0.theme, self.0.keyboard);
        self.draw_bars(&mut pen, &frame);
        self.draw_values(&mut pen, &frame);
        frame.draw_breaks(&mut pen, self.0.theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Base, Form, Plot};
    use crate::tui::theme::Theme;
    use crate::tui::widgets::Keyboard;
    use crate::tui::widgets::testing::{ascii, break_before, picture, reaching, referrals, years};

    fn drawn(plot: &Plot, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        let columns = Columns(Chart {
            plot,
            theme,
            keyboard: Keyboard::Here,
        });
        picture(columns, width, height)
    }

    #[test]
    fn zero_a_tiny_value_and_a_missing_one_look_different() {
        let values = [Some(0.0), Some(1.0), None, Some(500.0), None, Some(1000.0)];
        let mut plot = years(Form::Bars, 2019, &values);
        plot.data[4].text = "[x]".to_owned();
        plot.data[3].marks = "[r]".to_owned();
        plot.selected = Some(3);
        assert_eq!(
            drawn(&plot, &Theme::default(), 60, 9),
            [
                "                                                 1,000",
                "1,000 ┤                                          ██████",
                "      │                                          ██████",
                "      │                         500 [r]          ██████",
                "  500 ┤                          ██████          ██████",
                "      │            1             ██████          ██████",
                "      │    0     ▁▁▁▁▁▁          ██████   [x]    ██████",
                "    0 ┼─────────────────────────────────────────────────────",
                "          2019    2020    2021   ▸2022    2023    2024",
            ]
        );
        assert_eq!(
            drawn(&plot, &ascii(), 60, 7)[3..],
            [
                "  500 +            1             ######          ######",
                "      |    0     ______          ######   [x]    ######",
                "    0 +-----------------------------------------------------",
                "          2019    2020    2021   >2022    2023    2024",
            ]
            .map(str::to_owned)
        );
    }

    #[test]
    fn the_number_of_news_items_stands_under_each_period() {
        let mut plot = years(Form::Bars, 2019, &[Some(500.0), None, Some(1000.0)]);
        plot.data[0].items = 12;
        plot.data[2].items = 3;
        let lines = drawn(&plot, &Theme::default(), 40, 12);
        assert_eq!(lines[10], "           2019       2020       2021");
        assert_eq!(lines[11], " news       12          0          3");
        let narrow = drawn(&plot, &ascii(), 9, 12);
        assert!(narrow.iter().all(|line| !line.contains("12")), "{narrow:?}");
        for datum in &mut plot.data {
            datum.items = 0;
        }
        let lines = drawn(&plot, &Theme::default(), 40, 12);
        assert!(lines.iter().all(|line| !line.contains("news")), "{lines:?}");
    }

    #[test]
    fn a_break_is_a_rule_in_the_gap_and_only_some_values_are_written() {
        let mut plot = referrals(Form::Bars);
        plot.selected = Some(4);
        plot.breaks = vec![break_before(10)];
        assert_eq!(
            drawn(&plot, &Theme::default(), 40, 8),
            [
                "                        [b]",
                "                         ┊        23,411",
                "25k ┤                    ┊            ▆",
                "    │                    ┊      ▆ ▆ █ █",
                "    │       1,745       ▁┊▆ ▆ █ █ █ █ █",
                "    │ ▁ ▁ ▁ ▂ ▂ ▃ ▄ ▅ ▇ █┊█ █ █ █ █ █ █",
                "  0 ┼────────────────────┊──────────────",
                "     ’09 ’11 ’13 ’15 ’17 ’19 ’21 ’23 ’25",
            ]
        );
    }

    #[test]
    fn values_as_wide_as_their_places_are_all_written_and_none_touches_another() {
        let mut plot = years(
            Form::Bars,
            2022,
            &[Some(16_921.0), Some(16_990.0), Some(900.0)],
        );
        plot.data.extend(plot.data.clone());
        assert_eq!(
            drawn(&plot, &Theme::default(), 43, 14)[1..4],
            [
                "            16,990            16,990",
                "20k ┤ 16,921            16,921",
                "    │  ▄▄▄▄  ▄▄▄▄        ▄▄▄▄  ▄▄▄▄",
            ]
        );
        let low = drawn(&plot, &Theme::default(), 43, 8).concat();
        assert_eq!(low.matches("16,9").count(), 0, "{low}");
    }

    #[test]
    fn labels_are_full_then_short_then_left_out_regularly_with_the_selected_one() {
        let mut plot = referrals(Form::Bars);
        plot.selected = Some(3);
        let row = |width| drawn(&plot, &Theme::default(), width, 10).pop();
        let row = |width| row(width).expect("a row of labels");
        assert!(
            row(120).contains(" 2010  2011 ▸2012  2013 "),
            "{}",
            row(120)
        );
        assert!(row(76).contains(" ’10 ’11 ’12 ’13 "), "{}", row(76));
        assert!(row(40).contains(" ’10 ’12 ’14 "), "{}", row(40));
        assert!(row(24).contains("’12"), "{}", row(24));
    }

    #[test]
    fn more_entries_than_columns_are_cut_with_a_sign_around_the_selected_one() {
        let values: Vec<_> = (0..80).map(|value| Some(f64::from(value))).collect();
        let mut plot = years(Form::Bars, 1945, &values);
        for (selected, ends) in [(0, ("─", "›")), (40, ("‹", "›")), (79, ("‹", "─"))] {
            plot.selected = Some(selected);
            let drawn = drawn(&plot, &Theme::default(), 50, 8);
            let (axis, labels) = (&drawn[6], &drawn[7]);
            assert!(axis.contains(&format!("┼{}", ends.0)), "{axis}");
            assert!(axis.ends_with(ends.1), "{axis}");
            assert!(labels.contains(&plot.data[selected].short), "{labels}");
        }
    }

    #[test]
    fn a_selected_gap_says_that_there_is_no_figure() {
        let mut plot = referrals(Form::Bars);
        plot.data[5].value = None;
        plot.data[5].text = String::new();
        plot.selected = Some(5);
        let drawn = drawn(&plot, &Theme::default(), 70, 12).concat();
        assert!(drawn.contains("no figure"));
    }

    #[test]
    fn extents_are_thin_marks_and_the_selected_one_is_said() {
        let mut plot = reaching(Form::Bars);
        assert_eq!(
            drawn(&plot, &Theme::default(), 60, 11),
            [
                "",
                "",
                "1,000 ┤                                            710",
                "      │                                  640     ▂▂▂╷▂▂▂▂",
                "      │              420        ┬      ▇▇▇▇▇▇▇▇  ███╵████",
                "  500 ┤    310     ▄▄▄│▄▄▄▄     ┴      ████████  ████████",
                "      │  ▇▇▇▇▇▇▇▇  ████████            ████████  ████████",
                "      │  ████████  ████████            ████████  ████████",
                "    0 ┼───────────────────────────────────┬─────────────────",
                "           2012     ▸2013      2014      2015      2016",
                "       published: 300 to 500",
            ]
        );
        plot.selected = Some(3);
        assert_eq!(
            drawn(&plot, &ascii(), 60, 11),
            [
                "",
                "",
                "1,000 +                                            710",
                "      |                                  640     ___,____",
                "      |              420        +      ########  ###'####",
                "  500 +    310     ___|____     +      ########  ########",
                "      |  ########  ########            ########  ########",
                "      |  ########  ########            ########  ########",
                "    0 +-----------------------------------'-----------------",
                "           2012      2013      2014     >2015      2016",
                "       published: 639 to 640; 31 Jul 2015: The Modern Sla...",
            ]
        );
        plot.base = Base::Cropped;
        assert_eq!(
            drawn(&plot, &Theme::default(), 40, 8),
            [
                "",
                "",
                "1,000 ┤                    640   710",
                "      │  310   420    ┬    ▄▄▄▄  ▇╵▇▇",
                "  500 ┤  ▂▂▂▂  ▅│▅▅   ┴    ████  ████",
                "      │  ████  ████        ████  ████",
                "    0 ┼─────────────────────┬───────────",
                "         2012  2013  2014 ▸2015  2016",
            ],
            "no row for words, and bars begin at zero"
        );
    }
}
