//! Figures among the entries of a page: the one under the cursor, and one to be found.

use crate::figures::FigureRef;
use crate::present::{Body, Panel};

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

    /// The figure under the cursor: in the pane that has the keyboard or, if that pane holds
    /// no figures at all, in the first one that does.
    pub fn figure(&self) -> Option<FigureRef> {
        let panel = self.page.panels.get(self.focus)?;
        let several = matches!(panel.body, Body::Plots(_));
        if several || panel.figures().iter().any(Option::is_some) {
            return self.figure_here();
        }
        let mut figures = self.page.panels.iter().flat_map(Panel::figures).flatten();
        figures.next().cloned()
    }
}
