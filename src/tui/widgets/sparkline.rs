//! A series on one row, from zero: the last values that fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::theme::Theme;

use super::marks::{self, Marks};
use super::pen::Pen;

/// A row of small columns. Gaps are blank, a zero is a point on the base.
#[derive(Clone, Copy, Debug)]
pub struct Sparkline<'a> {
    /// The values in order.
    pub values: &'a [Option<f64>],
    /// The styles.
    pub theme: &'a Theme,
}

impl Widget for Sparkline<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        let from = self.values.len().saturating_sub(pen.width().into());
        let shown = &self.values[from..];
        let finite = shown.iter().flatten().filter(|value| value.is_finite());
        let max = finite.fold(0.0, |max: f64, value| max.max(*value));
        let marks = Marks::of(self.theme.glyphs);
        for (x, value) in (0..pen.width()).zip(shown) {
            let Some(value) = value else { continue };
            let ratio = if *value > 0.0 {
                (value / max).min(1.0)
            } else {
                0.0
            };
            let mark = match marks::filled(ratio, 1, marks.spark) {
                (0, None) => marks.zero,
                (0, Some(part)) => part,
                _ => marks.spark[marks.spark.len() - 1],
            };
            pen.mark(x, 0, mark, self.theme.data);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::testing::picture;

    #[test]
    fn the_last_values_are_shown_from_zero_with_gaps() {
        let theme = Theme::default();
        let values = [
            Some(9.0),
            Some(0.0),
            Some(1.0),
            None,
            Some(50.0),
            Some(100.0),
        ];
        let sparkline = Sparkline {
            values: &values,
            theme: &theme,
        };
        assert_eq!(picture(sparkline, 5, 1), [".▁ ▄█"]);
        assert_eq!(picture(sparkline, 8, 1), ["▁.▁ ▄█"]);
    }
}
