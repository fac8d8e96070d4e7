//! Moving within a text: it scrolls line by line to its end, and the cursor goes to the next figure
//! as soon as that is seen.

use crate::present::Body;
use crate::tui::action::Action;
use crate::tui::view::Reply;
use crate::tui::widgets::prose;

use super::Panes;

impl Panes {
    /// Moves within the text of the panel that has the keyboard.
    pub(super) fn read(&mut self, action: Action, page: usize) -> Reply {
        let panel = self.focus;
        let here = self.cursors[panel];
        let figures = self.figures_among(&self.seen());
        let next = match action {
            Action::Down => figures.into_iter().find(|at| *at > here),
            Action::Up => figures.into_iter().rfind(|at| *at < here),
            _ => None,
        };
        if let Some(next) = next {
            self.cursors[panel] = next;
            self.reveal(panel);
            return Reply::Changed;
        }
        let before = self.scrolls[panel];
        self.scroll(action, page);
        let end = match action {
            Action::PageDown if self.scrolls[panel] == before => Action::Last,
            Action::PageUp if self.scrolls[panel] == before => Action::First,
            other => other,
        };
        self.cursors[panel] = self.beside(end, here);
        Reply::Changed
    }

    /// Where the cursor stands after the text was scrolled: where it was if that is seen, else on
    /// the figure or paragraph that comes first in this direction.
    fn beside(&self, action: Action, here: usize) -> usize {
        let seen = self.seen();
        let figures = self.figures_among(&seen);
        let (first, last) = (figures.first(), figures.last());
        let found = match action {
            Action::First => return first.copied().unwrap_or_default(),
            Action::Last => last.or(seen.first()),
            _ if seen.contains(&here) => return here,
            Action::Down | Action::PageDown => first.or(seen.first()),
            _ => last.or(seen.last()),
        };
        found.copied().unwrap_or(here)
    }

    /// The paragraphs that are seen of the text.
    fn seen(&self) -> Vec<usize> {
        let panel = self.focus;
        let Body::Text(text) = &self.page.panels[panel].body else {
            return Vec::new();
        };
        let rows = (self.scrolls[panel], self.body_height(panel));
        prose::seen(text, self.body_width(panel), rows)
    }

    /// Those of some paragraphs that are about a figure.
    fn figures_among(&self, paragraphs: &[usize]) -> Vec<usize> {
        let figures = self.page.panels[self.focus].figures();
        let has = |at: &usize| figures.get(*at).is_some_and(Option::is_some);
        paragraphs.iter().copied().filter(has).collect()
    }
}
