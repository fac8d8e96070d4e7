//! A plot in the form that its data and its area call for: columns over periods where there is
//! room, a line, or a row for each entry.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::present::{Form, Plot};
use crate::tui::theme::Theme;

use super::axis::Frame;
use super::columns::Columns;
use super::ground::{Ground, Kind};
use super::keyboard::Keyboard;
use super::line::Line;
use super::rows::Rows;
use super::text;

/// So few entries are easier to read as rows.
const FEW: usize = 4;
/// Labels wider than this name categories, which stand in rows.
const WIDEST_PERIOD: u16 = 9;

/// A plot.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// What is drawn.
    pub plot: &'a Plot,
    /// The styles.
    pub theme: &'a Theme,
    /// Where the keyboard is.
    pub keyboard: Keyboard,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Columns,
    Line,
    Rows,
}

impl<'a> Chart<'a> {
    /// The entry that stands at a position of the screen, if the chart is drawn on the area.
    pub fn hit(&self, area: Rect, position: Position) -> Option<usize> {
        if !area.contains(position) {
            return None;
        }
        if self.way(area) == Way::Rows {
            return Rows(*self).at(area.height, position.y - area.y);
        }
        self.frame(area)?.slots.at(position.x - area.x)
    }

    /// The frame of the chart, unless it is drawn in rows.
    pub fn frame(&self, area: Rect) -> Option<Frame<'a>> {
        match self.way(area) {
            Way::Columns => Columns(*self).layout(area),
            Way::Line => Line(*self).layout(area),
            Way::Rows => None,
        }
    }

    /// The frame of marks of a kind on the plot; `None` if there is no room or no entry.
    pub(super) fn frame_of(&self, kind: Kind, area: Rect) -> Option<Frame<'a>> {
        let ground = Ground::single(self.plot, kind);
        Frame::new(&ground, area.width, area.height, self.theme.glyphs)
    }

    /// Whether an area shows every entry as a column or on a line, none of them cut off.
    pub fn fills(&self, area: Rect) -> bool {
        let frame = self.frame(area);
        frame.is_some_and(|frame| frame.slots.cut() == (false, false))
    }

    fn way(&self, area: Rect) -> Way {
        let roomy = area.width >= 20 && area.height >= 6;
        match self.plot.form {
            Form::Bars if roomy && self.is_long_series(area) => Way::Columns,
            Form::Line if roomy => Way::Line,
            _ => Way::Rows,
        }
    }

    fn is_long_series(&self, area: Rect) -> bool {
        let data = &self.plot.data;
        let fits_in_rows = data.len() <= usize::from(area.height);
        let widths = data.iter().map(|datum| text::width(&datum.label));
        let few = data.len() <= FEW && fits_in_rows;
        !few && widths.max().unwrap_or(0) <= WIDEST_PERIOD
    }
}

impl Widget for Chart<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        match self.way(area.intersection(buffer.area)) {
            Way::Columns => Columns(self).render(area, buffer),
            Way::Line => Line(self).render(area, buffer),
            Way::Rows => Rows(self).render(area, buffer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::testing::{buffer, picture, referrals};

    #[test]
    fn a_click_on_a_bar_means_its_entry() {
        let (plot, theme) = (referrals(Form::Bars), Theme::default());
        let chart = Chart {
            plot: &plot,
            theme: &theme,
            keyboard: Keyboard::Here,
        };
        for width in [30, 40, 76, 200] {
            let area = Rect::new(0, 0, width, 12);
            let drawn = buffer(chart, width, 12);
            let frame = Columns(chart).layout(area).expect("room for a frame");
            for (index, x) in frame.slots.iter() {
                for x in x..x + frame.slots.bar {
                    assert_ne!(drawn[(x, 9)].symbol(), " ", "{width}: {index}");
                    let offset = Rect::new(7, 3, width, 12);
                    let hit = chart.hit(offset, Position::new(x + 7, 3 + 4));
                    assert_eq!(hit, Some(index), "{width}");
                }
            }
            assert_eq!(chart.hit(area, Position::new(0, 4)), None);
            assert_eq!(chart.hit(area, Position::new(width, 4)), None);
        }
    }

    #[test]
    fn a_click_on_a_row_means_its_entry() {
        let (plot, theme) = (referrals(Form::Points), Theme::default());
        let chart = Chart {
            plot: &plot,
            theme: &theme,
            keyboard: Keyboard::Here,
        };
        let area = Rect::new(5, 5, 30, 8);
        assert_eq!(chart.hit(area, Position::new(9, 7)), Some(2));
        assert_eq!(
            chart.hit(area, Position::new(9, 12)),
            None,
            "what is cut off"
        );
    }

    #[test]
    fn few_entries_and_long_names_stand_in_rows() {
        let theme = Theme::default();
        let mut plot = referrals(Form::Bars);
        plot.data.truncate(3);
        let chart = Chart {
            plot: &plot,
            theme: &theme,
            keyboard: Keyboard::Elsewhere,
        };
        assert_eq!(
            picture(chart, 40, 6)[..3],
            [
                "  2009 ████████████████▏ 527",
                "  2010 █████████████████████▊ 710",
                "  2011 █████████████████████████████ 946",
            ]
            .map(str::to_owned)
        );
    }
}
