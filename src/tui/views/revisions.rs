//! Revisions: what each publication gave for each period of a series.
//!
//! ```text
//!  NRM referrals: 14 of 14 figures published again were revised, most in 2009 (+1.33%)
//!  Period  20 Mar 19  Oct 19  26 Mar 20  Oct 20   First  Latest       Change  Change %
//!  2018        6,993   6,985      6,985   6,986   6,993   6,986  [r]      -7    -0.10%
//!
//!  5 indicators with figures that differ │ How the figures were revised
//!  Indicator            Differ   Largest │ Of 17 figures known today, 14 can be …
//! ```

use ratatui::layout::Rect;

use crate::present::Page;
use crate::present::pages::revisions::{self, Choice};
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::Reply;

use super::{Content, WIDE, columns, split, stack};

/// The panels of the page, in its order.
const TRIANGLE: usize = 0;
const LIST: usize = 1;
const SUMMARY: usize = 2;
const FINDINGS: usize = 3;
const DESCRIBED: usize = 4;

/// From this width on the findings stand beside the summary.
const WIDEST: u16 = 160;

/// The revisions.
#[derive(Default)]
pub struct Revisions {
    choice: Choice,
    /// Where the list's cursor was put last; elsewhere the user moved it.
    placed: usize,
}

impl Content for Revisions {
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Option<Page> {
        let listed = revisions::indicators(&model.dataset, &model.scope);
        let cursor = panes.cursor(LIST);
        if cursor != self.placed {
            self.choice = Choice {
                indicator: listed.get(cursor).copied(),
                key: None,
            };
            for panel in [SUMMARY, FINDINGS, DESCRIBED] {
                panes.to_top(panel);
            }
        }
        let chosen = |id: &_| Some(*id) == self.choice.indicator;
        self.placed = listed.iter().position(chosen).unwrap_or(0);
        panes.set_cursor(LIST, self.placed);
        Some(revisions::page(&model.dataset, &self.choice, &model.scope))
    }

    fn place(&self, page: &Page, focus: usize, area: Rect) -> Vec<Place> {
        let rows = page.panels[TRIANGLE].entries() as u16;
        if area.width < WIDE {
            let upper = (rows + 3).clamp(9, (area.height * 3 / 5).max(9));
            let lower = [LIST, SUMMARY, FINDINGS, DESCRIBED].map(|panel| (panel, 6));
            let mut all = vec![(TRIANGLE, upper)];
            all.extend(lower);
            return stack(area, &all, focus);
        }
        let upper = (rows + 6).min(area.height * 3 / 5);
        let (top, bottom) = split(area, upper);
        let share = if area.width < WIDEST { 42 } else { 32 };
        let (left, right) = columns(bottom, bottom.width * share / 100);
        let mut places = vec![Place::new(TRIANGLE, top), Place::new(LIST, left)];
        if area.width < WIDEST {
            places.push(Place::new(focus.max(SUMMARY), right));
        } else {
            let (middle, right) = columns(right, right.width * 40 / 100);
            places.push(Place::new(SUMMARY, middle));
            places.push(Place::new(focus.max(FINDINGS), right));
        }
        places
    }

    fn follows_selection(&self) -> bool {
        true
    }

    fn offers(&self) -> &'static [Action] {
        &[Action::BreakDown]
    }

    fn act(&mut self, action: Action, model: &Model, _panes: &mut Panes) -> Reply {
        if action != Action::BreakDown {
            return Reply::Ignored;
        }
        let listed = revisions::indicators(&model.dataset, &model.scope);
        let Some(id) = listed.get(self.placed) else {
            return Reply::Changed;
        };
        let keys = revisions::series(&model.dataset, *id, &model.scope);
        let chosen = |key: &_| Some(key) == self.choice.key.as_ref();
        let here = keys.iter().position(chosen).unwrap_or(0);
        self.choice.key = keys.get((here + 1) % keys.len().max(1)).cloned();
        Reply::Changed
    }
}
