//! Up to four lines in one frame, told apart by colour, pattern and end marker, each with its
//! name at its end. Only entries that may be joined are; one that nothing joins is a marker.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::{ExtentKind, Strand};

use super::axis::Frame;
use super::dots::Dots;
use super::extents;
use super::ground::Kind;
use super::line_names::{self, LineName};
use super::marks::Marks;
use super::pen::Pen;
use super::several::{Framed, Hit, Several};

/// Several lines.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a>(pub Several<'a>);

/// Where everything of several lines stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout<'a> {
    /// The legend and the frame.
    pub framed: Framed<'a>,
    /// The names at the ends of the lines, on the rows of the frame; none if they have no room.
    pub names: Vec<LineName>,
}

impl Layout<'_> {
    /// What stands at a place of the area.
    pub fn at(&self, x: u16, y: u16) -> Option<Hit> {
        let row = y.checked_sub(self.framed.legend.rows);
        let named = |name: &&LineName| Some(name.y) == row && x >= name.x;
        let name = self.names.iter().find(named);
        let strand = name.map(|name| Hit::Strand(name.strand));
        strand.or_else(|| self.framed.at(x, y))
    }
}

/// The value of a series at an entry.
fn value(strand: &Strand, index: usize) -> Option<f64> {
    strand.plot.data.get(index)?.value
}

/// Whether a stroke leads to an entry of a series from the one before.
pub fn has_stroke(strand: &Strand, index: usize) -> bool {
    let joined = strand.plot.data.get(index).is_some_and(|one| one.joined);
    let before = index.checked_sub(1).and_then(|one| value(strand, one));
    joined && before.is_some() && value(strand, index).is_some()
}

/// The last entry shown at which a series has a value.
pub fn end(strand: &Strand, frame: &Frame) -> Option<usize> {
    let shown = frame.slots.iter().map(|(index, _)| index);
    shown.filter(|index| value(strand, *index).is_some()).last()
}

/// The row of the frame in which a value of a series lies.
pub fn row(strand: &Strand, frame: &Frame, index: usize) -> Option<u16> {
    let cells = (frame.ratio(value(strand, index)?) * f64::from(frame.rows)).ceil() as u16;
    frame.y(cells.saturating_sub(1))
}

impl<'a> Lines<'a> {
    /// Where everything stands in an area; `None` if there is no room or no entry.
    pub fn layout(&self, area: Rect) -> Option<Layout<'a>> {
        let room = line_names::room(self.0.plots, area.width);
        let mut ground = self.0.ground(Kind::Lines);
        ground.margin = room.map_or(0, line_names::margin);
        let framed = Framed::new(&self.0, &ground, area)?;
        let names = room.map(|room| line_names::place(&self.0, &framed.frame, room));
        if let Some(names) = names.filter(|names| !names.is_empty()) {
            return Some(Layout { framed, names });
        }
        ground.margin = 0;
        let framed = Framed::new(&self.0, &ground, area)?;
        let names = Vec::new();
        Some(Layout { framed, names })
    }

    /// The series in the order in which they are drawn: the chosen one over the others.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.0.plots.strands.len()).collect();
        order.sort_by_key(|at| self.0.chosen == Some(*at));
        order
    }

    fn draw_strokes(&self, pen: &mut Pen, frame: &Frame) {
        let mut dots = Dots::new(frame, self.0.theme.glyphs);
        for at in self.order() {
            let strand = &self.0.plots.strands[at];
            let mut run = 0;
            for (index, x) in frame.slots.iter() {
                if index == frame.slots.first || !has_stroke(strand, index) {
                    run = 0;
                    continue;
                }
                let value = |index| value(strand, index).unwrap_or(0.0);
                let from = dots.place(frame, x - frame.slots.pitch(), value(index - 1));
                let to = dots.place(frame, x, value(index));
                run = dots.stroke(from, to, at, run);
            }
        }
        dots.draw(pen, frame, |at| self.0.style(at));
    }

    /// Draws the intervals of estimates, and markers where a line ends, where nothing joins a
    /// value to another, and at the selected entry.
    fn draw_markers(&self, pen: &mut Pen, frame: &Frame) {
        for at in self.order() {
            let strand = &self.0.plots.strands[at];
            let end = end(strand, frame);
            for (index, x) in frame.slots.iter() {
                self.draw_estimate(pen, frame, (at, index), x);
                let lone = !has_stroke(strand, index) && !has_stroke(strand, index + 1);
                let marked = lone || end == Some(index) || frame.selected == Some(index);
                if let Some(y) = row(strand, frame, index).filter(|_| marked) {
                    let ends = Marks::of(self.0.theme.glyphs).ends;
                    pen.mark(x, y, ends[at % ends.len()], self.0.style(at));
                }
            }
        }
    }

    fn draw_estimate(&self, pen: &mut Pen, frame: &Frame, (at, index): (usize, usize), x: u16) {
        let datum = self.0.plots.strands[at].plot.data.get(index);
        let extent = datum.and_then(|datum| datum.extent.as_ref());
        let estimate = extent.filter(|one| one.kind == ExtentKind::Estimate);
        for (up, mark) in estimate
            .map(|one| extents::upright(frame, one, self.0.theme.glyphs))
            .unwrap_or_default()
        {
            if let Some(y) = frame.y(up) {
                pen.mark(x, y, mark, self.0.style(at));
            }
        }
    }
}

impl Widget for Lines<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let Some(layout) = self.layout(Rect::new(0, 0, area.width, area.height)) else {
            return;
        };
        let Several {
            theme, keyboard, ..
        } = self.0;
        let marks = Marks::of(theme.glyphs);
        let Framed { legend, frame } = &layout.framed;
        legend.draw(&mut Pen::new(area, buffer), &self.0, &marks.ends);
        let mut pen = Pen::new(layout.framed.below(area), buffer);
        frame.draw_axes(&mut pen, theme, keyboard);
        self.draw_strokes(&mut pen, frame);
        self.draw_markers(&mut pen, frame);
        for name in &layout.names {
            name.draw(&mut pen, &self.0);
        }
        frame.draw_breaks(&mut pen, theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Arrangement;
    use crate::present::{Base, Plots};
    use crate::tui::theme::Theme;
    use crate::tui::widgets::testing::{ascii, picture, second_chosen, several};

    fn drawn(plots: &Plots, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        picture(Lines(second_chosen(plots, theme)), width, height)
    }

    #[test]
    fn lines_differ_by_pattern_and_marker_and_cross_neither_gap_nor_break() {
        let plots = several(Arrangement::Lines, 4);
        assert_eq!(
            drawn(&plots, &Theme::default(), 72, 16),
            [
                "● Adults 2,300  ■ Children 900        ▲ Age not recorded [x]",
                "◆ Withdrawn no figure",
                "                                       [b]",
                "4,000 ┤                                 ┊",
                "      │                                 ┊",
                "      │                                 ┊ ⢀⣀⣀⠤⠤⠤⠔⡒■ ● Adults",
                "      │                               ⣀⠤⠔⠊⠁    ⡠⠊   ■ Children",
                "      │                         ⣀⡠⠤⠔●⠉  ┊   ⢀⠄",
                "2,000 ┤                  ⣀⡠⠤⠔⠒⠉⠉        ┊  ⠔⠁",
                "      │ ⣀⣀⡀⢀ ⣀⣀⡀⢀ ⣀⡠⠤⠔⠒⠉⠉               ┊",
                "      │ ⣀⣀⠤⠤⠤⠔⠒⠒⠉⠉ ⠉⠁⠈ ⠒⠢⠄⢀       ⢀⡀■   ┊",
                "      │      ⢀⡀             ⠑◆⠒⠁ ⠉⠁     ┊           ◆ Withdrawn",
                "      │ ⡒⢒⠁⡀⢉⠁⡀⢀ ⡀⢀ ⡀⢀                  ┊  ⡀⢀ ⡀⢀ ⡀▲ Age not record…",
                "    0 ┼──────────────────────┬──────────┊───────────────────────────────",
                "      2012   2013   2014   2015  ▸2016   2017   2018",
                "",
            ]
        );
        assert_eq!(
            drawn(&plots, &ascii(), 72, 14),
            [
                "o Adults 2,300  x Children 900        + Age not recorded [x]",
                "* Withdrawn no figure",
                "                                       [b]",
                "4,000 +                                 :",
                "      |                                 :      ..=x o Adults",
                "3,000 +                                 .......==   x Children",
                "      |                          ...o...:    ==",
                "2,000 +                   .......       :  ==",
                "      | ~~~~~~~~~~~~~~~~~~              :",
                "1,000 + ....              ~~~*======x   :           * Withdrawn",
                "      | ========\"\"\"\"\"\"\"                 :  \"\"\"\"\"\"\"+ Age not reco...",
                "    0 +----------------------'----------:-------------------------------",
                "      2012   2013   2014   2015  >2016   2017   2018",
                "",
            ]
        );
    }

    #[test]
    fn in_little_room_names_are_cut_and_values_left_out_before_names_are() {
        let plots = several(Arrangement::Lines, 3);
        assert_eq!(
            drawn(&plots, &Theme::default(), 44, 11),
            [
                "● Adults 2,300  ■ Children 900",
                "▲ Age not recorded [x]",
                "                     [b]",
                "                      ┊",
                "4,000 ┤               ┊ ⢀⣀■ ● Adults",
                "      │           ⣀⡠●⠒⠊⢉⠕⠂  ■ Children",
                "2,000 ┤  ⢀⣀⣀⡠⠤⠤⠒⠊⠉    ┊⠁",
                "      │ ⡭⢥⠄⡀⢀ ⡀  ⠒⠊⠁■ ┊⡀⢀ ▲ Age not…",
                "    0 ┼──────────┬────┊─────────────────────",
                "       ’12   ’14  ▸’16   ’18",
                "",
            ]
        );
        assert_eq!(
            drawn(&plots, &Theme::default(), 27, 7),
            [
                "● Adul…  ■ Chil…  ▲ Age…",
                "4,000 ┤          ┊ ⣀■",
                "      │       ⢀⡠●⠊⢉⠎",
                "2,000 ┤  ⣀⣀⠤⠔⠊⠁  ┊⠁",
                "      │ ⡭⢤⠄⡀  ⠒⠉■┊⡀⢀▲",
                "    0 ┼───────┬──┊─────────",
                "       ’12 ’14 ’16 ’18",
            ]
        );
    }

    #[test]
    fn a_cropped_axis_has_a_sign_and_a_lone_value_is_a_marker() {
        let mut plots = several(Arrangement::Lines, 2);
        plots.strands.remove(1);
        for (at, datum) in plots.strands[0].plot.data.iter_mut().enumerate() {
            datum.value = datum.value.map(|value| value + 8000.0);
            datum.joined = (1..5).contains(&at);
        }
        plots.strands[0].plot.base = Base::Cropped;
        assert_eq!(
            drawn(&plots, &Theme::default(), 50, 9),
            [
                "● Adults 2,300",
                "12k ┤",
                "    │                          ●    ● Adults",
                "    │                 ⢀⣀⣀⠤●",
                "10k ┤          ⣀⣀⠤⠔⠒⠊⠉⠁",
                "    │ ⠤⠤⠔⠒⠒⠒⠊⠉⠉",
                "    │",
                " 8k ≈─────────────────────────────────────────────",
                "    2012 2013 2014 2015 2016 2017 2018",
            ]
        );
    }
}
