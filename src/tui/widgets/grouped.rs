//! Bars of several series side by side for each entry, from zero, told apart by colour, fill and
//! place. Where not all entries fit, those around the selected one are shown.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::Datum;

use super::axis::Frame;
use super::extents::{self, Bar};
use super::ground::Kind;
use super::marks::{self, Marks};
use super::pen::Pen;
use super::several::{Framed, Several};
use super::text;

/// Bars side by side.
#[derive(Clone, Copy, Debug)]
pub struct Grouped<'a>(pub Several<'a>);

impl<'a> Grouped<'a> {
    /// Where everything stands in an area; `None` if there is no room for a few groups.
    pub fn layout(&self, area: Rect) -> Option<Framed<'a>> {
        Framed::new(&self.0, &self.0.ground(Kind::Groups), area)
    }

    fn draw_group(&self, pen: &mut Pen, frame: &Frame, index: usize, x: u16) {
        let width = frame.slots.bar / self.0.plots.strands.len().max(1) as u16;
        for (at, strand) in self.0.plots.strands.iter().enumerate() {
            if let Some(datum) = strand.plot.data.get(index) {
                let x = x + at as u16 * width;
                self.draw_bar(pen, frame, (at, datum), (x, width));
            }
        }
    }

    fn draw_bar(
        &self,
        pen: &mut Pen,
        frame: &Frame,
        (at, datum): (usize, &Datum),
        (x, width): (u16, u16),
    ) {
        let (marks, style) = (Marks::of(self.0.theme.glyphs), self.0.style(at));
        let ratio = frame.ratio(datum.value.unwrap_or(0.0));
        let (full, part) = marks::filled(ratio, frame.rows, marks.rising);
        for up in 0..full {
            if let Some(y) = frame.y(up) {
                pen.repeat(x, y, width, marks.fills[at % marks.fills.len()], style);
            }
        }
        if let (Some(part), Some(y)) = (part, frame.y(full)) {
            pen.repeat(x, y, width, part, style);
        }
        if full == 0 && part.is_none() {
            self.draw_sign(pen, frame, datum, (x, width));
        }
        let bar = Bar {
            x,
            width,
            full,
            cells: full + u16::from(part.is_some()),
        };
        extents::draw_on_bar(pen, frame, bar, (datum, style), self.0.theme);
    }

    /// Writes a zero, or the sign for what is not there, in the place of a bar; on bars of one
    /// column zeros side by side would read as a number.
    fn draw_sign(&self, pen: &mut Pen, frame: &Frame, datum: &Datum, (x, width): (u16, u16)) {
        let sign = match datum.value {
            Some(_) => "0",
            None => &datum.text,
        };
        let cells = text::width(sign);
        if let Some(y) = frame.y(0).filter(|_| cells <= width && width > 1) {
            pen.text(x + (width - cells) / 2, y, sign, self.0.theme.quiet);
        }
    }
}

impl Widget for Grouped<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let Some(framed) = self.layout(Rect::new(0, 0, area.width, area.height)) else {
            return;
        };
        framed.draw_bars(&self.0, area, buffer, |pen, index, x| {
            self.draw_group(pen, &framed.frame, index, x);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Arrangement;
    use crate::present::{ExtentKind, Plots};
    use crate::tui::theme::Theme;
    use crate::tui::widgets::testing::extent;
    use crate::tui::widgets::testing::{ascii, picture, second_chosen, several};

    fn drawn(plots: &Plots, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        picture(Grouped(second_chosen(plots, theme)), width, height)
    }

    #[test]
    fn bars_of_an_entry_stand_side_by_side_in_their_own_fill() {
        let plots = several(Arrangement::Grouped, 3);
        assert_eq!(
            drawn(&plots, &Theme::default(), 76, 14),
            [
                "█ Adults 2,300  ▓ Children 900        ▒ Age not recorded [x]",
                "                                                    [b]",
                "                                                     ┊",
                "4,000 ┤                                              ┊",
                "      │                                              ┊          ▂▂▂▂",
                "3,000 ┤                                              ┊ ▆▆       ██▓▓",
                "      │                                       ▅▅     ┊ ██       ██▓▓",
                "2,000 ┤                              ▆▆       ██     ┊ ██▅▅     ██▓▓",
                "      │            ▂▂       ██       ██       ██     ┊ ██▓▓     ██▓▓",
                "1,000 ┤   ▆▆       ██       ██       ██▂▂     ██▆▆   ┊ ██▓▓     ██▓▓",
                "      │   ██▅▅0    ██▇▇▁▁   ██  ▁▁   ██▓▓     ██▓▓   ┊ ██▓▓▁▁   ██▓▓▁▁",
                "    0 ┼────────────────────────────────┬─────────────┊──────────────────────",
                "           2012     2013     2014     2015    ▸2016     2017     2018",
                "",
            ]
        );
        assert_eq!(
            drawn(&plots, &ascii(), 110, 11),
            [
                "# Adults 2,300  = Children 900        % Age not recorded [x]",
                "                                                                              [b]",
                "4,000 +                                                                        :",
                "      |                                                                        :  ___           ______",
                "      |                                                             ___        :  ###           ###===",
                "2,000 +                                 ___           ###           ###        :  ###___        ###===",
                "      |     ___           ___           ###           ###           ###___     :  ###===        ###===",
                "      |     ###___ 0      ###______     ###   ___     ###===[c]     ###===[x]  :  ###===___     ###===___",
                "    0 +---------------------------------------------------'--------------------:------------------------------",
                "              2012          2013          2014          2015         >2016          2017          2018",
                "",
            ]
        );
    }

    #[test]
    fn where_not_all_groups_fit_those_around_the_selected_one_are_shown() {
        let mut plots = several(Arrangement::Grouped, 4);
        for strand in &mut plots.strands {
            strand.plot.selected = Some(3);
        }
        assert_eq!(
            drawn(&plots, &Theme::default(), 36, 10),
            [
                "█ Adul…  ▓ Chil…  ▒ Age…   ░ With…",
                "                           [b]",
                "                            ┊",
                "4,000 ┤                     ┊",
                "      │                 ▂   ┊▇",
                "2,000 ┤  ▁  ▂ ▄  ▂ ▇    █   ┊█▆",
                "      │  █▃▁░ █ ▁░ █▅ ▆ █▇  ┊█▓▁",
                "    0 ┼‹────────────┬───────┊──────›",
                "         2013 2014 2015 2016 2017",
                "       31 Jul 2015: The Modern Slav…",
            ]
        );
    }

    #[test]
    fn an_estimate_without_a_value_stands_in_the_place_of_its_bar() {
        let mut plots = several(Arrangement::Grouped, 2);
        let estimate = extent(ExtentKind::Estimate, 600, 2200);
        plots.strands[1].plot.data[2].extent = Some(estimate);
        let published = extent(ExtentKind::Published, 2000, 2700);
        plots.strands[0].plot.data[4].extent = Some(published);
        assert_eq!(
            drawn(&plots, &Theme::default(), 76, 12),
            [
                "█ Adults 2,300  ▓ Children 900",
                "                                                    [b]",
                "4,000 ┤                                              ┊",
                "      │                                              ┊          ▂▂▂▂▂▂",
                "3,000 ┤                                        ╷     ┊ ▆▆▆      ███▓▓▓",
                "      │                         ┬             ▅│▅    ┊ ███      ███▓▓▓",
                "2,000 ┤                         │    ▆▆▆      ███    ┊ ███▅▅▅   ███▓▓▓",
                "      │            ▂▂▂      ███ │    ███      ███    ┊ ███▓▓▓   ███▓▓▓",
                "1,000 ┤   ▆▆▆      ███      ███ ┴    ███▂▂▂   ███▆▆▆ ┊ ███▓▓▓   ███▓▓▓",
                "      │   ███▅▅▅   ███▇▇▇   ███      ███▓▓▓   ███▓▓▓ ┊ ███▓▓▓   ███▓▓▓",
                "    0 ┼──────────────────────────────────────────────┊──────────────────────",
                "           2012     2013     2014     2015    ▸2016     2017     2018",
            ]
        );
    }
}
