//! Bars of several series upon one another, from zero. A part takes whole cells; an entry that
//! lacks a part has no stack, because the rest would look like a smaller whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::axis::Frame;
use super::ground::{Ground, Kind};
use super::marks::Marks;
use super::pen::Pen;
use super::several::{Framed, Several};
use super::text;

/// Bars upon one another.
#[derive(Clone, Copy, Debug)]
pub struct Stacked<'a>(pub Several<'a>);

impl<'a> Stacked<'a> {
    /// Where everything stands in an area; `None` if there is no room or no entry.
    pub fn layout(&self, area: Rect) -> Option<Framed<'a>> {
        Framed::new(&self.0, &self.0.ground(Kind::Stacks), area)
    }

    fn draw_stack(&self, pen: &mut Pen, frame: &Frame, (parts, x): (&[f64], u16)) {
        let fills = Marks::of(self.0.theme.glyphs).fills;
        let total: f64 = parts.iter().sum();
        let mut up = 0;
        for (at, cells) in shared(parts, cells(frame, total)).into_iter().enumerate() {
            for y in (up..up + cells).filter_map(|up| frame.y(up)) {
                let fill = fills[at % fills.len()];
                pen.repeat(x, y, frame.slots.bar, fill, self.0.style(at));
            }
            up += cells;
        }
        if total == 0.0 {
            self.draw_sign(pen, frame, "0", x);
        }
    }

    /// Writes the sign of the first part that is not there, if it has one.
    fn draw_gap(&self, pen: &mut Pen, frame: &Frame, index: usize, x: u16) {
        let strands = self.0.plots.strands.iter();
        let mut data = strands.filter_map(|strand| strand.plot.data.get(index));
        let missing = data.find(|datum| datum.value.is_none() && !datum.text.is_empty());
        if let Some(datum) = missing {
            self.draw_sign(pen, frame, &datum.text, x);
        }
    }

    fn draw_sign(&self, pen: &mut Pen, frame: &Frame, sign: &str, x: u16) {
        let width = text::width(sign);
        if let Some(y) = frame.y(0).filter(|_| width <= frame.slots.bar) {
            let x = x + (frame.slots.bar - width) / 2;
            pen.text(x, y, sign, self.0.theme.quiet);
        }
    }
}

/// The whole cells of a stack; one with anything in it has at least one.
pub fn cells(frame: &Frame, total: f64) -> u16 {
    let cells = (frame.ratio(total) * f64::from(frame.rows)).round() as u16;
    cells.max(u16::from(total > 0.0)).min(frame.rows)
}

/// Shares cells among parts by the largest remainder: whole quotas first, and what is left to
/// those whose quota was cut most.
pub fn shared(parts: &[f64], cells: u16) -> Vec<u16> {
    let total: f64 = parts.iter().sum();
    if total <= 0.0 || !total.is_finite() {
        return vec![0; parts.len()];
    }
    let quota = |part: &f64| part / total * f64::from(cells);
    let mut shares: Vec<u16> = parts.iter().map(|part| quota(part) as u16).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |at: usize| quota(&parts[at]).fract();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)));
    let given: u16 = shares.iter().sum();
    for at in order.into_iter().take(cells.saturating_sub(given).into()) {
        shares[at] += 1;
    }
    shares
}

impl Widget for Stacked<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let Some(framed) = self.layout(Rect::new(0, 0, area.width, area.height)) else {
            return;
        };
        let ground: Ground = self.0.ground(Kind::Stacks);
        framed.draw_bars(&self.0, area, buffer, |pen, index, x| {
            match ground.parts(index) {
                Some(parts) => self.draw_stack(pen, &framed.frame, (&parts, x)),
                None => self.draw_gap(pen, &framed.frame, index, x),
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Arrangement;
    use crate::present::Plots;
    use crate::tui::theme::Theme;
    use crate::tui::widgets::testing::{ascii, picture, second_chosen, several};

    fn drawn(plots: &Plots, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        picture(Stacked(second_chosen(plots, theme)), width, height)
    }

    #[test]
    fn parts_stand_upon_one_another_and_a_stack_that_lacks_one_is_not_drawn() {
        let plots = several(Arrangement::Stacked, 3);
        assert_eq!(
            drawn(&plots, &Theme::default(), 76, 13),
            [
                "█ Adults 2,300  ▓ Children 900        ▒ Age not recorded [x]",
                "                                                    [b]",
                "8,000 ┤                                              ┊",
                "      │                                              ┊",
                "6,000 ┤                                              ┊         ▓▓▓▓▓▓▓",
                "      │                                              ┊▓▓▓▓▓▓▓  ▓▓▓▓▓▓▓",
                "4,000 ┤                                              ┊▓▓▓▓▓▓▓  ▓▓▓▓▓▓▓",
                "      │                                              ┊███████  ███████",
                "2,000 ┤           ▓▓▓▓▓▓▓                            ┊███████  ███████",
                "      │  ███████  ███████             [c]      [x]   ┊███████  ███████",
                "    0 ┼────────────────────────────────┬─────────────┊──────────────────────",
                "          2012     2013     2014     2015    ▸2016     2017     2018",
                "",
            ]
        );
        assert_eq!(
            drawn(&plots, &ascii(), 40, 10),
            [
                "# Adults  = Children  % Age not recorded",
                "                             [b]",
                "                              :",
                "10k +                         :",
                "    |                         :",
                " 5k +                         :==== ====",
                "    | #### ####      [c]  [x] :#### ####",
                "  0 +-----------------'-------:---------",
                "      2012 2013 2014 2015 2016 2017 2018",
                "",
            ]
        );
    }

    #[test]
    fn a_stack_of_zeros_says_so() {
        let mut plots = several(Arrangement::Stacked, 2);
        for strand in &mut plots.strands {
            strand.plot.data[0].value = Some(0.0);
        }
        assert_eq!(
            drawn(&plots, &Theme::default(), 60, 9)[6..7],
            ["    │    0    █████         █████  █████ ┊█████  █████",]
        );
    }
}
