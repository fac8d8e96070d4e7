//! Sources: every publication, and what the one under the cursor gave.
//!
//! ```text
//!  130 publications known on 18 Oct 2012        │ First annual report …
//!  Published     Title      Standing   Values   │ Published 18 Oct 2012; …
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

/// The sources.
pub struct Sources;

impl Content for Sources {
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Option<Page> {
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
