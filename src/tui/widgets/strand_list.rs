//! Several series where no chart has room: a row each with its value at the selected entry, or
//! at the last one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::list;
use super::marks::Marks;
use super::pen::Pen;
use super::rows::{draw_cut, value_text};
use super::several::Several;
use super::text;

/// A row a series.
#[derive(Clone, Copy, Debug)]
pub struct StrandList<'a>(pub Several<'a>);

impl StrandList<'_> {
    /// The series on a row of an area of `height` rows.
    pub fn at(&self, height: u16, row: u16) -> Option<usize> {
        let row = row.checked_sub(self.heading(height))?;
        match self.lines(height).get(usize::from(row))? {
            list::Line::Entry(strand) => Some(*strand),
            _ => None,
        }
    }

    /// The rows of the label of the entry told: one if every series has a row below it.
    fn heading(&self, height: u16) -> u16 {
        u16::from(self.told().is_some() && usize::from(height) > self.0.plots.strands.len())
    }

    /// The entry whose values are told.
    fn told(&self) -> Option<usize> {
        let last = self.0.plots.entries().len().checked_sub(1);
        self.0.plots.selected().or(last)
    }

    fn lines(&self, height: u16) -> Vec<list::Line> {
        let height = height - self.heading(height);
        list::lines(self.0.plots.strands.len(), self.0.chosen, height)
    }

    fn draw_strand(&self, pen: &mut Pen, y: u16, at: usize, margin: u16) {
        let Several { plots, theme, .. } = self.0;
        let strand = &plots.strands[at];
        let chosen = self.0.chosen == Some(at);
        if chosen && margin > 0 {
            pen.mark(0, y, Marks::of(theme.glyphs).cursor, theme.accent);
        }
        let told = self.told().and_then(|at| strand.plot.data.get(at));
        let value = told.map(value_text).unwrap_or_default();
        let room = pen.width().saturating_sub(margin + text::width(&value) + 1);
        let style = if chosen {
            self.0.keyboard.cursor_style(theme)
        } else {
            theme.text
        };
        let name = text::fit(&strand.short, room, theme.glyphs);
        pen.text(margin, y, &name, style);
        let room = pen.width().saturating_sub(margin);
        let value = text::fit(&value, room, theme.glyphs);
        pen.text_right(pen.width(), y, &value, theme.strong);
    }
}

impl Widget for StrandList<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        let theme = self.0.theme;
        let entries = self.0.plots.entries();
        if pen.is_empty() {
            return;
        }
        if entries.is_empty() {
            pen.text(0, 0, "no figures", theme.quiet);
            return;
        }
        let margin = if pen.width() >= 12 { 2 } else { 0 };
        let heading = self.heading(pen.height());
        let told = self.told().and_then(|at| entries.get(at));
        if let Some(entry) = told.filter(|_| heading > 0) {
            let room = pen.width().saturating_sub(margin);
            let label = text::fit(&entry.label, room, theme.glyphs);
            pen.text(margin, 0, &label, theme.quiet);
        }
        for (y, line) in (heading..).zip(self.lines(pen.height())) {
            match line {
                list::Line::Entry(at) => self.draw_strand(&mut pen, y, at, margin),
                cut => draw_cut(&mut pen, y, margin, cut, theme),
            }
        }
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
        picture(StrandList(second_chosen(plots, theme)), width, height)
    }

    #[test]
    fn each_series_is_a_row_with_its_value_at_the_selected_entry() {
        let plots = several(Arrangement::Stacked, 3);
        assert_eq!(
            drawn(&plots, &Theme::default(), 30, 4),
            [
                "  2016",
                "  Adults                 2,300",
                "▸ Children                 900",
                "  Age not recorded         [x]",
            ]
        );
        assert_eq!(
            drawn(&plots, &ascii(), 16, 2),
            ["> Children   900", "  v 1 more",]
        );
    }

    #[test]
    fn with_no_entry_selected_the_values_of_the_last_one_are_told() {
        let mut plots = several(Arrangement::Lines, 2);
        for strand in &mut plots.strands {
            strand.plot.selected = None;
        }
        assert_eq!(
            drawn(&plots, &Theme::default(), 30, 3),
            [
                "  2018",
                "  Adults                 3,100",
                "▸ Children               3,100",
            ]
        );
    }
}
