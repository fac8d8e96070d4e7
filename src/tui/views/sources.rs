//! Sources: every publication, and what the one under the cursor gave.
//!
//! ```text
//!  11 publications known on 18 Oct 2012, 5 …    │ First annual report …
//!      Published     Title         Standing     │ The Stationery Office …
//!  ▸ 18 Oct 2012  ●  First annual… weak         │ Published 18 Oct 2012; …
//! ```

use ratatui::layout::Rect;

use crate::present::Page;
use crate::present::pages::sources;
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::Reply;

use super::Content;
use super::news::{list_and_reading, open_reading};

const LIST: usize = 0;
const READING: usize = 1;

/// The sources.
#[derive(Default)]
pub struct Sources {
    /// The id of the publication that was last shown.
    shown: Option<String>,
    /// What was looked for when the list was last shown.
    filter: String,
}

impl Sources {
    /// Stays with the publication that is shown while something else is looked for; where it is not
    /// found, the first one is shown.
    fn stay(&mut self, model: &Model, panes: &mut Panes) {
        let known = sources::known(&model.dataset, &model.scope);
        let before = self.shown.take();
        let is_filtered = self.filter != model.scope.filter;
        self.filter.clone_from(&model.scope.filter);
        if let Some(shown) = before.as_ref().filter(|_| is_filtered) {
            let at = known.iter().position(|(_, one)| one.id == *shown);
            panes.set_cursor(LIST, at.unwrap_or_default());
        }
        let here = panes.cursor(LIST).min(known.len().saturating_sub(1));
        self.shown = known.get(here).map(|(_, one)| one.id.to_string());
        if before != self.shown {
            panes.to_top(READING);
        }
    }
}

impl Content for Sources {
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Option<Page> {
        self.stay(model, panes);
        Some(sources::page(
            &model.dataset,
            panes.cursor(LIST),
            &model.scope,
        ))
    }

    fn place(&self, _page: &Page, focus: usize, area: Rect) -> Vec<Place> {
        list_and_reading(area, focus)
    }

    fn follows_selection(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, _model: &Model, panes: &mut Panes) -> Reply {
        open_reading(action, panes)
    }

    fn link(&self, model: &Model, panes: &Panes) -> Option<String> {
        let known = sources::known(&model.dataset, &model.scope);
        let url = known.get(panes.cursor(LIST))?.1.url.as_ref();
        url.map(String::from)
    }
}
