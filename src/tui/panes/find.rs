//! Finds a figure among the entries of a page.

use crate::figures::FigureRef;

use super::Panes;

impl Panes {
    /// Selects a figure on the page that is there and gives the keyboard to its panel; says
    /// whether it is on the page.
    pub fn select(&mut self, figure: &FigureRef) -> bool {
        let place = self
            .page
            .panels
            .iter()
            .enumerate()
            .find_map(|(panel, one)| {
                let figures = one.figures();
                let at = figures.iter().position(|other| *other == Some(figure))?;
                Some((panel, at))
            });
        if let Some((panel, at)) = place {
            self.focus = panel;
            self.set_cursor(panel, at);
        }
        place.is_some()
    }
}
